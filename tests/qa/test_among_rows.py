"""Rows and figures that a question picks out: among those it names, unspent or new ones, printed averages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

DOCUMENT = """2041년도 주요업무보고

여울군 살림과

2041. 4. 30. 기준

Ⅰ. 세출예산
(단위 : 천원, %)
정책/단위/세부사업별	'41년 예산현액	'40년 최종예산	증감액	증감률	집행액	집행률
계	911,000	890,000	21,000	2.4%	309,000	33.9%
살림과	571,000	560,000	11,000	2.0%	229,000	40.1%
청사 운영	461,000	400,000	61,000	15.3%	129,000	28.0%
청사 청소	201,000	200,000	1,000	0.5%	129,000	64.2%
현관 안내 로봇	60,000	-	60,000	순증	0	0.0%
옥상 방수	200,000	200,000	0	0.0%	0	0.0%
행사 지원	110,000	160,000	△50,000	△31.3%	100,000	90.9%
군민의 날	110,000	110,000	0	0.0%	100,000	90.9%
불꽃놀이	-	50,000	△50,000	△100.0%	-	-
배움과	340,000	330,000	10,000	3.0%	80,000	23.5%
평생배움 운영	340,000	330,000	10,000	3.0%	80,000	23.5%
글꽃교실 운영	240,000	230,000	10,000	4.3%	80,000	33.3%
찾아가는 강좌	100,000	100,000	0	0.0%	0	0.0%

Ⅱ. 과별 집행
(단위 : 천원, %)
| 구분 | 예산현액 | 집행액 | 집행률 |
|---|---|---|---|
| 기록과 | 300,000 | 90,000 | 30.0 |
| 민원과 | 500,000 | 100,000 | 20.0 |
| 세무과 | 200,000 | 90,000 | 45.0 |
| 물결수련원 | 100,000 | 80,000 | 80.0 |

Ⅲ. 예산 집행 계획
(단위 : 천원)
| 구분 | 계 | 1분기 | 2분기 | 3분기 | 4분기 |
|---|---|---|---|---|---|
| 뱃길마당 운영 | 100,000 | 10,000 | 20,000 | 30,000 | 40,000 |
| 나룻배 보급 | 60,000 | 30,000 | 30,000 | 0 | 0 |

Ⅳ. 시설과 사람
 ○ 시설 규모 : 새봄관 3,200㎡, 한별관 4,100㎡, 은빛관 2,500㎡
 ○ 마을이장 : 정원 480명(평균 32명)
 ○ 무료법률상담 : 총 120건(민사 90건, 형사 18건, 가사 12건)
 ○ 홍보관 확장 : 150㎡→210㎡
 ○ 마을별 예산규모 : 900억원
   - 최대 : 새내마을 90억원
   - 균형보조금 : 400억원

Ⅴ. 교육 추진
 ○ 추진실적 : 뱃사공 교육 5회 70명
□ 향후계획
 ○ 뱃사공 교육 2회 30명 추진

Ⅵ. 임기제 현황
(단위 : 명, %)
| 구분 | 전체 정원 | 임기제 정원 | 임기제 비율 |
|---|---|---|---|
| 2030년 12월 | 400 | 20 | 5.0 |
| 2040년 12월 | 500 | 45 | 9.0 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("among"), yeoul=DOCUMENT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "named", "not_named"),
    [
        ("기록과, 민원과, 세무과 중에 집행률이 제일 높은 과는?", "세무과", "물결수련원"),
        ("여울군 과별 집행에서 3개 과 중에 집행률 1등은 어느 과야?", "세무과", "물결수련원"),
        ("새봄관 한별관 은빛관 중에 제일 넓은 건 어디야", "한별관", "여울군민회관"),
    ],
)
def test_a_rank_goes_over_what_is_named(
    assistant: Assistant, question: str, named: str, not_named: str
) -> None:
    """Among three that are named, or so many of a kind, the first of all rows is none."""
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert named in answer.answer.splitlines()[0]
    assert not_named not in answer.answer


def test_one_of_those_named_that_is_not_told_leaves_nothing_to_rank(assistant: Assistant) -> None:
    """A rank among three of which the table has two is none."""
    assert assistant.ask("기록과, 민원과, 항공과 중에 집행률이 제일 높은 과는?").status == "abstained"


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("살림과에서 한 푼도 집행 안 한 사업은 뭐야?", {"현관 안내 로봇", "옥상 방수"}),
        ("여울군에서 2041년에 순증된 사업은 무엇무엇인가?", {"현관 안내 로봇"}),
        ("여울군 예산이 아예 없어진 사업은 어떤 것이 있나요", {"불꽃놀이"}),
        ("배움과 집행액이 0인 세부사업은?", {"찾아가는 강좌"}),
    ],
)
def test_rows_are_picked_by_their_amounts(assistant: Assistant, question: str, rows: set[str]) -> None:
    """What is unspent, new or gone is told row by row, and nothing else."""
    answer = assistant.ask(question)
    told = {line.split("(")[0].strip("- ") for line in answer.answer.splitlines()[1:]}
    assert told == rows


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("뱃길마당 운영비 상반기에 총 얼마 쓸 계획이야?", "30000"),
        ("뱃길마당 운영비는 하반기에 얼마 집행할 예정인가요?", "70000"),
        ("무료법률상담은 총 몇 건이고 민사 비율은?", "75.0"),
        ("홍보관은 몇 제곱미터나 넓어지나요?", "60"),
    ],
)
def test_computed(assistant: Assistant, question: str, value: str) -> None:
    """Halves of a year by quarters, the share of one part of a count, how much larger something grows."""
    assert value in {number for number, _ in derived(assistant.ask(question))}


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("마을이장 정원 합계와 한 곳당 평균 정원은?", {480, 32}),
        ("여울군 정원 중 임기제의 비율은 2030년 12월과 2040년 12월에 각각 몇 %였나?", {5, 9}),
    ],
)
def test_what_is_printed_is_not_computed(assistant: Assistant, question: str, values: set[int]) -> None:
    """An average beside its whole, and the shares of two years, are told as printed."""
    answer = assistant.ask(question)
    assert {int(figure.value) for figure in answer.figures} == values


@pytest.mark.parametrize(
    "question", ["새내마을이 받은 균형보조금은 얼마야?", "살림과 집행률 0%인 사업은 몇 %야?"]
)
def test_nothing_beside_it_is_told(assistant: Assistant, question: str) -> None:
    """The sum of all is not what one of them got."""
    assert "400" not in assistant.ask(question).answer


def test_what_was_done_does_not_stand_under_plans(assistant: Assistant) -> None:
    """'몇 번 했어' is not answered by what is still to be done."""
    values = {int(figure.value) for figure in assistant.ask("뱃사공 교육을 몇 번 했어?").figures}
    assert 2 not in values
