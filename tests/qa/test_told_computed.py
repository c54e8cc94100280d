"""Follow-ups that compute with what was told: shares, years, what is left, ranks and totals of a table."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over

from qa.answer import Answer
from qa.assistant import Assistant

REPORT = """# 2031년 별무리시 생활국 주요업무보고

(2031. 6. 30. 기준)

## 1. 인력

□ 조직 및 인력 : 3과 60명

꽃길과 30명

샘물과 18명

노을과 12명

## 2. 시설별 방문자

(단위: 명)

시설명	2029년	2030년	2031년
들꽃회관	1,000	1,500	1,800
솔숲쉼터	800	900	600
계	1,800	2,400	2,400

## 3. 사업별 예산

(단위: 천원)

사업명	2030 최종예산	2031 예산현액	증감액	집행액	집행률(%)
꽃밭 가꾸기	80,000	95,000	15,000	57,000	60.0
낡은 의자 교체	64,000	52,000	△12,000	13,000	25.0
계	144,000	147,000	3,000	70,000	47.6

※ 낡은 의자 교체 감소 : 1단계 구간이 2030년에 끝남

## 4. 이웃 배움터 운영

□ 추진개요
 ○ 교육규모 : 12회 900명 (당초 15회 1,200명)

□ 추진실적 : 8회 620명

□ 상담 : 384건(전년 동기 297건)

## 5. 공용차량 : 총 80대

※ 저공해차 : 전기차 20대, 수소차 4대
"""
OTHER = """# 2031년 은빛구 교통과 주요업무보고

(2031. 6. 30. 기준)

## 1. 주차장 조성

- 하늘주차장 : 2028. 5. 준공
"""


ABOUT = """[[document]]
file = "report.txt"
title = "2031년 생활국 주요업무보고"
agency = "별무리시"
department = "생활국"
as_of = 2031-06-30

[[document]]
file = "other.txt"
title = "2031년 교통과 주요업무보고"
agency = "은빛구"
department = "교통과"
as_of = 2031-06-30
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("told"), ABOUT, report=REPORT, other=OTHER) as opened:
        yield opened


def last(assistant: Assistant, *turns: str) -> Answer:
    return assistant.converse(turns)[-1]


def computed(assistant: Assistant, *turns: str) -> set[Decimal]:
    return {figure.value for figure in last(assistant, *turns).figures if figure.derivation}


def values(assistant: Assistant, *turns: str) -> set[Decimal]:
    return {figure.value for figure in last(assistant, *turns).figures}


TEAM = "별무리시 생활국 꽃길과는 몇 명이야?"
VISITS = "별무리시 들꽃회관 2031년 방문자는 몇 명이야?"
BUDGET = "별무리시 꽃밭 가꾸기 2031년 예산현액은 얼마야?"
CHAIRS = "별무리시 낡은 의자 교체 2031년 예산현액은 얼마야?"
CARS = "별무리시 공용차량은 모두 몇 대야?"
SCHOOL = "별무리시 이웃 배움터 교육규모는 몇 명이야?"


@pytest.mark.parametrize(
    ("turns", "share"),
    [
        ((TEAM, "샘물과는?", "둘이 합치면?", "그게 생활국 전체 인력의 몇 %야?"), "80.0"),
        ((TEAM, "샘물과는?", "둘이 합치면?", "그중 샘물과가 몇 퍼센트야?"), "37.5"),
        ((BUDGET, "낡은 의자 교체는?", "둘이 합치면?", "전체의 몇 %야?"), "100.0"),
        ((BUDGET, "전체 예산의 몇 %야?"), "64.6"),
        ((CARS, "그중 전기차는?", "수소차는?", "둘이 합치면?", "전체의 몇 %야?"), "30.0"),
        ((CARS, "그중 전기차는?", "비율로는?"), "25.0"),
    ],
)
def test_a_share_is_of_all_that_was_told_last(turns: tuple[str, ...], share: str, town: Assistant) -> None:
    assert computed(town, *turns) == {Decimal(share)}


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ((VISITS, "2029년보다 얼마나 늘었어?"), 800),
        ((VISITS, "2030년에는?", "2029년하고 비교하면?"), 500),
        ((VISITS, "2029년에는?", "2년 사이에 얼마나 늘었어?"), 800),
        (("별무리시 이웃 배움터 상담은 몇 건이야?", "작년 같은 기간보다 몇 건 늘었어?"), 87),
        ((SCHOOL, "6월까지 몇 명 했어?", "그럼 남은 인원은?"), 280),
    ],
)
def test_what_was_told_is_compared_with_its_year_and_its_plan(
    turns: tuple[str, ...], value: int, town: Assistant
) -> None:
    assert Decimal(value) in {abs(one) for one in computed(town, *turns)}


def test_a_rate_of_change_is_from_the_earlier_to_the_later_year(town: Assistant) -> None:
    found = computed(town, "별무리시 솔숲쉼터 2030년 방문자는 몇 명이야?", "2031년에는?", "몇 % 준 거야?")
    assert Decimal("-33.3") in found


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ((SCHOOL, "6월까지 몇 명 했어?"), 620),
        ((SCHOOL, "실제로는 몇 명 들었어?"), 620),
        ((VISITS, "솔숲쉼터는?", "다 합치면 몇 명이야?"), 2400),
        ((VISITS, "제일 적은 데는?"), 600),
        ((BUDGET, "집행률은?", "제일 낮은 사업은?"), 25),
        ((VISITS, "제일 적은 데는?", "거긴 2029년에 몇 명이었어?"), 800),
        ((CHAIRS, "왜 줄었어?", "얼마나 줄었어?"), -12000),
    ],
)
def test_a_follow_up_stays_with_what_was_told(turns: tuple[str, ...], value: int, town: Assistant) -> None:
    assert values(town, *turns) == {Decimal(value)}


def test_things_named_side_by_side_are_told_each(town: Assistant) -> None:
    assert values(town, TEAM, "샘물과랑 노을과는?") == {Decimal(18), Decimal(12)}


def test_which_of_the_last_two_is_more_is_told_first(town: Assistant) -> None:
    figures = last(town, BUDGET, "집행률은?", "낡은 의자 교체는?", "어느 쪽이 더 높아?").figures
    assert [figure.value for figure in figures] == [Decimal(60), Decimal(25), Decimal(35)]


def test_a_cause_is_told_of_the_row_that_is_spoken_of(town: Assistant) -> None:
    assert "1단계 구간" in last(town, CHAIRS, "왜 줄었어?").answer


@pytest.mark.parametrize(
    "turns",
    [
        (TEAM, "언제 준공이야?"),  # of another agency alone
        (SCHOOL, "작년 같은 기간엔?"),  # which nothing tells
        (VISITS, "별똥회관은 왜 줄었어?", "그건 얼마나 줄었어?"),  # '그건' is what was not found
    ],
)
def test_what_is_told_elsewhere_is_no_answer(turns: tuple[str, ...], town: Assistant) -> None:
    assert last(town, *turns).status == "abstained"
