"""Figures that are computed from those of a row, a line or a table, asked for as staff ask for them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant
from qa.derived.operands import is_printed
from qa.figures.confidence import WHOLE, whole_signals
from qa.understanding.words.operations import OPERATIONS

JOBS = """2031년도 주요업무계획

누리담시 일자리과

2031. 1. 31. 기준

Ⅰ. 일반현황

1. 정원 및 현원
(단위 : 명)
구분	정원	현원
계	64	59
일자리과	24	23
기업지원과	18	14
청년과	22	22

2. 업종별 일자리
(단위 : 명)
업종	2028년	2029년	2030년
계	9,100	9,430	9,802
제조업	4,210	4,180	4,095
건설업	1,540	1,622	1,711
음식업	2,130	2,318	2,406
보건업	1,220	1,310	1,590

3. 연도별 상담 실적
(단위 : 건)
연도	취업상담	창업상담	노무상담
2029년	1,204	388	512
2030년	1,377	341	547

Ⅱ. 주요 성과

1. 소상공인 경영안정 보조
(단위 : 개소, 백만원)
구분	신청	선정	지원액
카페	84	40	120
식당	150	75	300
미용실	62	25	50

2. 구직자 직업훈련
 ○ 훈련 신청 1,260명 중 수료 1,014명
 ○ 사업비 : 756백만원, 1인당 월 최대 30만원

3. 노후 산단 정비
 ○ 보상 대상 212필지 중 168필지 협의 완료
 ○ 도로 정비 : 가로등 310개를 402개로 늘림

4. 공공근로 참여
 ○ 모집 목표 500명, 참여 인원 430명
"""
WELFARE = """솔메도 해무군 복지과 2033년 상반기 업무보고

기준일 2033. 6. 30.

1. 재정
<table>
<tr><th>단위사업</th><th>2032년 예산(천원)</th><th>2033년 예산(천원)</th><th>집행액(천원)</th></tr>
<tr><td>합계</td><td>4,120,000</td><td>4,486,000</td><td>2,011,000</td></tr>
<tr><td>노인 돌봄</td><td>1,800,000</td><td>2,240,000</td><td>1,015,000</td></tr>
<tr><td>장애인 활동</td><td>1,250,000</td><td>1,196,000</td><td>560,000</td></tr>
<tr><td>아동 급식</td><td>620,000</td><td>660,000</td><td>301,000</td></tr>
<tr><td>자활 근로</td><td>450,000</td><td>390,000</td><td>135,000</td></tr>
</table>

2. 시설 현황
| 시설명 | 정원(명) | 현원(명) | 종사자(명) |
|---|---|---|---|
| 계 | 210 | 183 | 47 |
| 바다요양원 | 90 | 84 | 22 |
| 햇살복지원 | 70 | 58 | 15 |
| 은빛주간보호센터 | 50 | 41 | 10 |

3. 실적
가. 상담 실적
 - 방문상담 : 2031년 640건, 2032년 812건
 - 전화상담 : 2031년 1,530건, 2032년 1,410건
 - 온라인상담 : 2031년 220건, 2032년 365건
나. 무료 진료 : 11회 실시, 1,078명 진료
다. 이동목욕 차량 : 당초 4대에서 7대로 증차
라. 긴급지원 신청 318건 가운데 271건 지급
마. 경로당 147개소(냉방기 설치 132개소)
바. 기초연금 수급률 71.2%, 1인당 최대 월 34만원
사. 법률 상담 240건 : 민사 150건, 가사 60건, 형사 30건
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("computed"), nuri=JOBS, haemu=WELFARE) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        (
            "카페 한 곳당 평균 지원액은 얼마야?",
            ("3000000", "원"),
        ),  # of those chosen, not of those that applied
        ("소상공인 경영안정 보조에서 식당은 업체당 평균 얼마씩 지원했나요", ("4000000", "원")),
        ("해무군 무료 진료는 한 번에 평균 몇 명을 봤나요", ("98", "명")),
        ("해무군 무료 진료 1회당 몇 명 진료했어?", ("98", "명")),
        ("바다요양원 종사자 1인당 현원은 몇 명이야? 소수 첫째 자리까지", ("3.8", "명")),
    ],
)
def test_an_amount_for_each(assistant: Assistant, question: str, figure: tuple[str, str]) -> None:
    assert figure in derived(assistant.ask(question))


@pytest.mark.parametrize(
    "question", ["구직자 직업훈련 1인당 월 얼마까지 지원해?", "기초연금 1인당 최대 얼마까지 줘?"]
)
def test_a_limit_is_not_divided(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert not derived(answer)
    assert {figure.unit for figure in answer.figures} == {"만원"}


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("훈련 신청자 중 수료하지 못한 사람은 몇 명인가요?", ("246", "명")),
        ("훈련 신청은 했는데 아직 수료 못한 구직자는 몇 명이야?", ("246", "명")),
        ("보상 대상 중에 아직 협의가 안 된 필지는 몇 필지야?", ("44", "필지")),
        ("노후 산단 보상 대상 212필지 가운데 협의가 끝나지 않은 것은 몇 필지입니까?", ("44", "필지")),
        ("긴급지원 신청한 것 중 지급되지 않은 건 몇 건이야?", ("47", "건")),
        ("냉방기를 설치하지 않은 경로당은 몇 곳이지?", ("15", "개소")),
        ("해무군 법률 상담 중 민사가 아닌 것은 몇 건이야", ("90", "건")),
    ],
)
def test_what_is_left_of_a_whole(assistant: Assistant, question: str, figure: tuple[str, str]) -> None:
    assert derived(assistant.ask(question)) == {figure}


@pytest.mark.parametrize(
    "question",
    [
        "방문상담 중 아직 끝나지 않은 건 몇 건이야?",  # two years are no whole and part
        "해무군 도서관 한 곳당 평균 장서는 몇 권이야?",
        "전년보다 종사자가 줄어든 시설은 몇 곳?",
        "해무군 어린이집은 정원에서 몇 % 찼어?",
    ],
)
def test_what_cannot_be_computed_is_not_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("햇살복지원은 정원에서 몇 프로나 찼나?", "82.9"),
        ("기업지원과는 정원에서 몇 % 채웠어?", "77.8"),
        ("은빛주간보호센터 정원 대비 현원 비율이 몇 %야", "82.0"),
        ("공공근로 목표에서 몇 프로나 찼어?", "86.0"),
        ("음식업이 전체 일자리에서 차지하는 비율은 2030년에 몇 %야?", "24.5"),
        ("해무군 법률 상담에서 가사 상담이 차지하는 비율은?", "25.0"),
    ],
)
def test_a_share_of_what_the_question_names(assistant: Assistant, question: str, share: str) -> None:
    assert (share, "%") in derived(assistant.ask(question))


@pytest.mark.parametrize(
    ("question", "name", "by"),
    [
        ("2028년부터 2030년까지 일자리가 가장 많이 늘어난 업종은 무엇이고 몇 명 늘었나요?", "보건업", "370"),
        ("누리담시에서 전년보다 일자리가 줄어든 업종은?", "제조업", "-85"),
        ("누리담시 2030년 일자리가 작년보다 제일 많이 는 업종이 뭐야?", "보건업", "280"),
        # with a row for each year
        ("누리담시에서 2029년보다 2030년에 오히려 줄어든 상담은 뭐야?", "창업상담", "-47"),
        (
            "누리담시 2030년 상담 중 전년보다 가장 크게 늘어난 것은 무엇이며 몇 건 늘었습니까?",
            "취업상담",
            "173",
        ),
        (
            "해무군 2033년 예산이 전년보다 제일 많이 늘어난 단위사업은 뭐고 얼마 늘었어?",
            "노인 돌봄",
            "440000",
        ),
        ("해무군 2033년에 예산이 작년보다 가장 크게 깎인 사업은?", "자활 근로", "-60000"),
        # on the lines of a section
        ("해무군에서 2031년에 비해 2032년에 가장 많이 늘어난 상담은 무엇입니까?", "방문상담", "172"),
    ],
)
def test_the_row_that_changed_most(assistant: Assistant, question: str, name: str, by: str) -> None:
    answer = assistant.ask(question)
    assert [str(figure.value) for figure in answer.figures if figure.derivation] == [by]
    assert name in answer.answer


@pytest.mark.parametrize(
    ("question", "count", "names"),
    [
        (
            "해무군에서 전년 대비 예산이 줄어든 단위사업은 모두 몇 개입니까?",
            "2",
            ("장애인 활동", "자활 근로"),
        ),
        ("2029년에 비해 2030년에 일자리가 늘어난 업종은 몇 개야?", "3", ("건설업", "음식업", "보건업")),
        ("지원액이 100백만원 이상인 업종은 몇 개인가요?", "2", ("카페", "식당")),
        ("집행액이 5억원 이상인 단위사업은 몇 개인가요?", "2", ("노인 돌봄", "장애인 활동")),
        ("누리담시에서 현원이 20명 이상인 과는 몇 개야?", "2", ("일자리과", "청년과")),
    ],
)
def test_rows_are_counted(assistant: Assistant, question: str, count: str, names: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert derived(answer) == {(count, "개")}
    assert all(name in answer.answer for name in names)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("건설업 일자리는 2028년에서 2030년 사이에 몇 명이나 늘었어?", ("171", "명")),
        ("해무군 전화상담은 2031년에서 2032년 사이에 몇 건이나 빠졌어?", ("-120", "건")),
        ("해무군 이동목욕 차량 몇 대나 늘었어?", ("3", "대")),
        ("누리담시 도로 정비로 가로등이 몇 개 늘어난 건가요?", ("92", "개")),
    ],
)
def test_what_a_figure_became(assistant: Assistant, question: str, figure: tuple[str, str]) -> None:
    assert figure in derived(assistant.ask(question))


def test_the_row_with_the_widest_gap(assistant: Assistant) -> None:
    query = assistant._parse("해무군 시설 현황에서 결원이 가장 많은 시설은 어디이고 몇 명 모자랍니까?")
    assert query.operation == "largest"
    answer = assistant.ask(query.text)
    assert derived(answer) == {("12", "명")}
    assert "햇살복지원" in answer.answer


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("전체 신청 중 아직 처리 안 된 게 몇 건이야", "complement"), ("그중 안전요원은 몇 명이야", None),
        ("앞으로 몇 면을 더 만들 수 있나", "complement"), ("추진 중인 사업은 몇 개", None),
        ("어느 사업이 작년보다 제일 많이 깎였어", "changed"),
        ("청년과 어르신 중 누가 더 많이 늘었어", "changes"),
        ("인구는 2031년 3월 말과 2033년 3월 말에 각각 몇 명이며 얼마나 줄었나", "growth"),
        ("예산이 전년보다 얼마 줄어든 거야", "difference"),
        ("정원에서 몇 %나 찼어", "fill"), ("인구가 3만명 이상인 동은 몇 개야", "matching"),
        ("65세 이상 인구는 몇 명이야", None),
    ],
)  # fmt: skip
def test_what_is_to_be_done(text: str, operation: str | None) -> None:
    assert next((name for name, said in OPERATIONS if said.search(text)), None) == operation


def test_an_operation_that_is_not_carried_out_speaks_against_an_answer(assistant: Assistant) -> None:
    query = assistant._parse("긴급지원 신청한 것 중 지급되지 않은 건 몇 건이야?")
    facts = [fact for fact in assistant._library.facts("haemu.txt") if fact.unit == "건"]
    assert whole_signals(query, [facts[:1]], ())[WHOLE.index("undone")] == 1
    assert not is_printed(query, facts[:1])
