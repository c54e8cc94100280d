"""Figures compared with those that stand beside them, and wholes that are proved by what they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from corpus.model import Fact
from index.build import build_store
from qa import derive
from qa.answer import Answer
from qa.assistant import Assistant
from qa.groups import group_asked, ranked_time
from qa.lexicon import YEAR
from qa.wholes import whole_made_up

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
NONE = set[tuple[str, str]]()


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("compared")
    (folder / "port.txt").write_text(PORT, encoding="utf-8")
    build_store([folder], folder / "store")
    with Assistant.open(folder / "store") as opened:
        yield opened


def derived(answer: Answer) -> set[tuple[str, str]]:
    return {(str(figure.value), figure.unit) for figure in answer.figures if figure.derivation}


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
            "불법어구 단속이 제일 많은 달이 언제고, 제일 적은 달보다 몇 건 많아?",
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
        ("수하물 배송은 1건당 평균 몇 천원이 들었어?", {("28.0", "천원")}),
        ("수하물 배송은 건당 평균 얼마야?", {("28000", "원")}),
    ],
)
def test_several_operations_and_units(
    assistant: Assistant, question: str, figures: set[tuple[str, str]]
) -> None:
    assert derived(assistant.ask(question)) == figures


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
