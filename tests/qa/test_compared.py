"""Figures compared with those that stand beside them, and wholes that are proved by what they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over, derived

from corpus.model import Fact
from qa.assistant import Assistant
from qa.derived import derive
from qa.derived.groups import group_asked, ranked_time
from qa.derived.wholes import whole_made_up
from qa.figures.figure import answer_figure
from qa.understanding.asked_figures import how_many
from qa.understanding.items import items
from qa.understanding.words.times import YEAR

PORT = """2034년 상반기 주요업무보고

미오름시 항만국

2034. 6. 30. 기준

Ⅰ. 일반현황

□ 조직 : 3과, 9팀, 84명

항만정책과
3팀 31명

어항관리과
4팀 36명

해양관광과
2팀 17명

Ⅱ. 예산집행 현황
(단위 : 천원)
구분	예산현액	원인행위액	지출액
계	4,310,000	3,120,500	2,447,100
부두 보수	2,900,000	2,214,300	1,806,900
등대 정비	1,410,000	906,200	640,200

Ⅲ. 주요 실적

1. 여객터미널 이용
 ○ 야간 셔틀 운행에 따른 터미널 이용자 증가 (3,410→5,128명)
 ○ 수하물 배송 : 96건, 2,688천원

2. 불법어구 단속
(단위 : 건)
구분	계	1월	2월	3월	4월	5월	6월
단속건수	1,003	141	166	203	118	187	188

3. 해양안전 교실
 ○ 강사 : 총 62명(간호사 9명, 구조대원 38명, 교사 15명)
 ○ 시민 교육 : 모집인원 540명, 수료 498명

4. 낚시터 정비
 ○ 방파제 41.5㎞(20년 넘은 방파제 18.4㎞)
 ○ 갯벌 체험객 : 2031년 8,120명, 2032년 9,344명, 2033년 10,051명, 2034년 6월 5,607명

5. 해안 쓰레기 처리
 추진일정
(단위 : 천원)
구분	계	1분기	2분기	3분기	4분기
예산액	640,000	90,000	210,000	188,000	152,000
"""
SHIPS = """2034년 수산과 업무보고

달여울군 수산과

2034. 3. 31. 기준

1. 어선 현황
 ○ 등록 어선 316척

2. 낚시터 쓰레기
 배출현황
(단위 : kg)
구분	월평균	합계
2032년	1,410	16,920
2033년	1,295	15,540

 감축 목표
(단위 : kg)
구분	2034년	2035년	2036년
낚시터 쓰레기 배출량	15,000	14,300	13,800

3. 양식장 현대화
 예산집행 계획
(단위 : 백만원)
구분	계	1분기	2분기	3분기	4분기
가두리 교체	420	120	100	110	90
급이기 보급	165	35	50	40	40
수질 측정망	88	20	20	28	20

4. 수산물 판매
(단위 : 백만원)
구분	2032년	2033년
직매장	2,418	2,736
온라인	1,120	1,655
 ※ 직매장 판매 2,763백만원은 명절에 절반이 몰림

5. 종묘 방류
 ○ 방류 마릿수 : 2031년 84만마리, 2032년 97만마리, 2033년 112만마리
"""
NONE = set[tuple[str, str]]()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("compared"), port=PORT, ships=SHIPS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        # two columns of a row, one of them a kind of the other
        ("미오름시 부두 보수의 원인행위액은 지출액보다 얼마 많습니까?", ("407400", "천원")),
        ("등대 정비 원인행위액이랑 지출액 차이가 얼마야?", ("266000", "천원")),
        # what was planned and what was done on one line
        ("해양안전 시민 교육은 모집인원보다 몇 명 적게 수료했어?", ("42", "명")),
        # before and after
        ("여객터미널 이용자가 전달보다 몇 명이나 늘어난 거야?", ("1718", "명")),
        ("미오름시 터미널 이용자 몇 명 더 많아졌어?", ("1718", "명")),
    ],
)
def test_a_difference_of_figures_that_stand_together(
    assistant: Assistant, question: str, figure: tuple[str, str]
) -> None:
    assert derived(assistant.ask(question)) == {figure}


def test_what_a_thing_became_is_told(assistant: Assistant) -> None:
    assert "5,128명" in assistant.ask("미오름시 터미널 이용자는 몇 명으로 늘었어?").answer


def test_the_years_between_are_not_told(assistant: Assistant) -> None:
    answer = assistant.ask("갯벌 체험객은 2031년보다 2033년에 몇 명 늘었나요?")
    assert derived(answer) == {("1931", "명")}
    assert "9,344" not in answer.answer


@pytest.mark.parametrize(
    ("question", "told", "figures"),
    [
        ("불법어구 단속이 가장 많았던 달은 언제이고 몇 건이야?", ("3월", "203건"), NONE),
        ("불법어구를 제일 적게 단속한 달은?", ("4월", "118건"), NONE),
        (
            "2034년 불법어구 단속건수가 가장 많은 달은 언제이고 가장 적은 달보다 몇 건 많습니까?",
            ("3월", "4월"),
            {("85", "건")},
        ),
        (
            "해안 쓰레기 처리 예산을 어느 분기에 가장 많이 써?",
            ("2분기", "210,000천원"),
            set[tuple[str, str]](),
        ),
    ],
)
def test_times_are_ranked_along_a_row(
    assistant: Assistant, question: str, told: tuple[str, ...], figures: set[tuple[str, str]]
) -> None:
    answer = assistant.ask(question)
    assert all(text in answer.answer for text in told)
    assert derived(answer) == figures


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("미오름시 항만국 전체 인원 가운데 어항관리과가 차지하는 비율은 몇 %야?", "42.9"),
        ("항만국에서 해양관광과 인원이 차지하는 비중은?", "20.2"),
        ("해양안전 교실 강사 중 구조대원 비율은 몇 %야?", "61.3"),
        ("해양안전 교실 강사 62명 중 교사의 비중은 몇 %입니까?", "24.2"),
    ],
)
def test_a_share_of_the_whole_that_is_made_up_of_it(assistant: Assistant, question: str, share: str) -> None:
    assert derived(assistant.ask(question)) == {(share, "%")}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        (
            "해양안전 교실 강사 중 간호사와 교사를 합하면 몇 명이고 전체의 몇 %야?",
            {("24", "명"), ("38.7", "%")},
        ),
        ("해안 쓰레기 처리 예산은 하반기에 모두 얼마를 씁니까?", {("340000", "천원")}),
        ("수하물 배송은 1건당 평균 몇 천원이 들었어?", {("28", "천원")}),
        ("수하물 배송은 건당 평균 얼마야?", {("28000", "원")}),
    ],
)
def test_several_operations_and_units(
    assistant: Assistant, question: str, figures: set[tuple[str, str]]
) -> None:
    assert derived(assistant.ask(question)) == figures


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # of two tables, one of which is of the years before
        (
            "달여울군 낚시터 쓰레기의 2035년 배출량 목표는 2033년 배출량보다 몇 kg 적습니까?",
            {("-1240", "kg")},
        ),
        (
            "달여울군 온라인 수산물 판매는 2032년보다 2033년에 얼마나 늘었나요?",
            {("535", "백만원"), ("47.8", "%")},
        ),
        ("달여울군 방류 마릿수는 2031년에서 2033년 사이에 얼마나 늘었어?", {("28", "만마리"), ("33.3", "%")}),
    ],
)
def test_figures_of_two_years(assistant: Assistant, question: str, figures: set[tuple[str, str]]) -> None:
    assert derived(assistant.ask(question)) == figures


def test_a_sum_over_as_many_as_are_said(assistant: Assistant) -> None:
    query = assistant._parse("달여울군 양식장 현대화의 세 가지 사업 예산을 모두 더하면 얼마야?")
    assert how_many(query) == 3
    found = answer_figure(assistant._context(query, None))
    assert found
    assert derived(found[0]) == {("673", "백만원")}


def test_two_places_that_all_but_agree(assistant: Assistant) -> None:
    answer = assistant.ask("달여울군 2033년 직매장 판매가 표랑 아래 설명이랑 숫자가 다르던데 각각 얼마야?")
    assert {str(figure.value) for figure in answer.figures} == {"2736", "2763"}


@pytest.mark.parametrize(
    ("question", "terms", "years"),
    [
        ("소각장 다이옥신 배출량 목표는 2032년 배출량보다 얼마 적나", {"소각장", "다이옥신"}, (2032, 2032)),
        ("2035년 소각장 배출량 목표는 2032년 배출량보다 얼마 적나", {"소각장"}, (2035, 2032)),
    ],
)
def test_the_second_side_is_of_what_the_first_is(
    assistant: Assistant, question: str, terms: set[str], years: tuple[int, int]
) -> None:
    sides = items(assistant._parse(question))
    assert tuple(side.years[0] for side in sides) == years
    assert all(terms <= {term.text for term in side.terms} for side in sides)


def test_what_a_budget_says_is_no_rest(assistant: Assistant) -> None:
    assert (
        assistant._parse("총사업비는 계획보다 예산안 설명자료에서 몇 백만원 늘었나").operation != "complement"
    )


@pytest.mark.parametrize(
    "question",
    [
        "미오름시 항만국 3개 과의 팀을 모두 합하면 몇 팀이야?",
        "항만국은 과별로 몇 팀이고 모두 합해 몇 팀이야?",
    ],
)
def test_a_sum_over_a_kind_tells_each(assistant: Assistant, question: str) -> None:
    assert group_asked(assistant._parse(question)) == "과"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("가장 많은 달은", "월"), ("어느 분기에 제일 많이 쓰나", "분기"), ("제일 적게 한 해가 언제", "연도"),
        ("가장 큰 해외사업은", ""), ("2020년에 제일 많이 한 사업은", ""), ("가장 많은 과는", ""),
    ],
)  # fmt: skip
def test_what_time_is_ranked(assistant: Assistant, text: str, kind: str) -> None:
    assert ranked_time(assistant._parse(text)) == kind


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("20년이 넘은 관", []), ("15년 이상 근속", []), ("10년간 얼마", []), ("23년 간담회", ["23"]),
        ("20년 이후", ["20"]), ("'21년도", ["21"]),
    ],
)  # fmt: skip
def test_how_long_is_no_year(text: str, years: list[str]) -> None:
    assert [match[1] or match[2] for match in YEAR.finditer(text)] == years


def _fact(value: int, number: int, row: tuple[str, ...] = ("과",)) -> Fact:
    return Fact(
        id=number, document="d", lines=(number, number), section=("현황",), caption="", row=row, column=(),
        value=Decimal(value), unit="명", text=str(value), table=None, cell=None,
    )  # fmt: skip


def test_a_whole_is_proved_by_what_is_told_behind_it() -> None:
    facts = [_fact(84, 0), _fact(31, 1), _fact(36, 2), _fact(17, 3), _fact(5, 4)]
    assert whole_made_up(facts[2], facts) == facts[0]
    assert whole_made_up(facts[4], facts) is None
    assert whole_made_up(facts[0], facts) is None
    assert whole_made_up(_fact(36, 9), facts) is None  # told elsewhere


def test_a_whole_may_stand_behind_its_parts() -> None:
    facts = [_fact(31, 0), _fact(36, 1), _fact(67, 2)]
    assert whole_made_up(facts[0], facts) == facts[2]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1건당 몇 천원이야", ("천원", 1)), ("천원 단위로 반올림해서", ("천원", 0)),
        ("만원으로 알려줘", ("만원", 1)),
        ("얼마야", ("원", 0)), ("5천원 이하", ("원", 0)),
    ],
)  # fmt: skip
def test_the_unit_that_is_asked_for(text: str, unit: tuple[str, int]) -> None:
    assert derive.unit_asked(text) == unit
