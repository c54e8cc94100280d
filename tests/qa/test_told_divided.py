"""Follow-ups that divide, add and rank what was told: by measures, by quarters, under and beside a row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over

from qa.answer import Answer
from qa.assistant import Assistant

REPORT = """# 2032년 솔마루시 정원국 주요업무보고

(2032. 5. 31. 기준)

## 1. 세출예산

(단위: 천원)

구분	2031 최종예산	2032 본예산	추경예산	집행액
녹지사업비	90,000	120,000	30,000	48,000
들꽃과	50,000	70,000	20,000	35,000
샘터과	30,000	40,000	8,000	9,000
이끼과	10,000	10,000	2,000	4,000
행정운영비	15,000	20,000	1,000	5,000

## 2. 분기별 집행계획

(단위: 천원)

사업명	계	1분기	2분기	3분기	4분기
가을꽃 잔치	100,000	10,000	20,000	60,000	10,000
빗물 저금통	40,000	16,000	8,000	8,000	8,000

## 3. 마을 형편

ㅇ '32년 예산규모 : 900억원
   ※ 최대 : 햇살동 120억원, 최소 : 그늘동 40억원
"""
ABOUT = """[[document]]
file = "report.txt"
title = "2032년 정원국 주요업무보고"
agency = "솔마루시"
department = "정원국"
as_of = 2032-05-31
"""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("divided"), ABOUT, report=REPORT) as opened:
        yield opened


def last(assistant: Assistant, *turns: str) -> Answer:
    return assistant.converse(turns)[-1]


def computed(assistant: Assistant, *turns: str) -> set[Decimal]:
    return {figure.value for figure in last(assistant, *turns).figures if figure.derivation}


def values(assistant: Assistant, *turns: str) -> set[Decimal]:
    return {figure.value for figure in last(assistant, *turns).figures}


FLOWERS = "솔마루시 들꽃과 2032년 본예산은 얼마야?"
FEAST = "솔마루시 가을꽃 잔치는 1분기에 얼마 써?"
VILLAGE = "솔마루시 2032년 예산규모는 얼마야?"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ((FLOWERS, "그해 추경예산은 그 본예산의 몇 %였어?"), "28.6"),
        ((FLOWERS, "본예산 대비 집행액은 몇 %인가요?"), "50.0"),
        ((FLOWERS, "집행액이 본예산에서 차지하는 비율은?"), "50.0"),
        ((FLOWERS, "집행액/본예산 비율은 몇 %지?"), "50.0"),
        ((FLOWERS, "집행액은 본예산의 몇 퍼센트야?", "샘터과는요?"), "22.5"),
        ((FLOWERS, "샘터과는?", "들꽃과가 그것의 몇 배야?"), "1.8"),
        ((FLOWERS, "샘터과의 몇 배야?"), "1.8"),
        ((FLOWERS, "제일 작은 과의 몇 배야?"), "7.0"),
        ((FLOWERS, "샘터과는?", "앞에꺼가 몇 배예요?"), "1.8"),
        ((FLOWERS, "집행액은?", "그거 본예산에서 몇퍼야"), "50.0"),
        ((VILLAGE, "그중에 제일 큰 동은 어디야?", "제일 작은 동의 몇 배야?"), "3.0"),
    ],
)
def test_one_figure_is_held_against_another(turns: tuple[str, ...], value: str, town: Assistant) -> None:
    assert computed(town, *turns) == {Decimal(value)}


def test_a_share_of_a_rate_or_of_the_year_before_is_no_such_question(town: Assistant) -> None:
    assert computed(town, FLOWERS, "전년보다 몇 % 늘었어?") != {Decimal("140.0")}


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        ((FEAST, "나머지 세 분기를 합치면?"), 90_000),
        ((FEAST, "3분기는?", "나머지 두 분기 합계는 얼마야?"), 30_000),
        ((FEAST, "1·2분기 합계는?"), 30_000),
        ((FEAST, "3분기랑 4분기를 더하면?"), 70_000),
        ((FEAST, "하반기는 합쳐서 얼마야?"), 70_000),
    ],
)
def test_quarters_of_the_row_told_are_added_up(turns: tuple[str, ...], value: int, town: Assistant) -> None:
    assert computed(town, *turns) == {Decimal(value)}


def test_the_quarter_with_most_and_the_year_of_another_row(town: Assistant) -> None:
    assert values(town, FEAST, "몇 분기에 제일 많이 써?") == {Decimal(60_000)}
    assert values(town, FEAST, "나머지 세 분기를 합치면?", "그럼 빗물 저금통은 1년 예산이 얼마야?") == {
        Decimal(40_000)
    }


def test_what_is_spoken_of_stays_after_a_ratio(town: Assistant) -> None:
    turns = (FLOWERS, "샘터과의 몇 배야?", "그럼 이끼과 집행액은?")
    assert values(town, *turns) == {Decimal(4_000)}


@pytest.mark.parametrize(
    "sorry", ["미안, 집행액이 궁금했어요", "아니, 집행액을 물은 거예요", "아니 집행액 말이야"]
)
def test_a_correction_asks_for_the_other_measure(sorry: str, town: Assistant) -> None:
    assert values(town, FLOWERS, sorry) == {Decimal(35_000)}


@pytest.mark.parametrize(
    "back",
    [
        "다시 들꽃과 얘기인데 추경예산은?",
        "다시 들꽃과 말인데 추경예산은 얼마야?",
        "들꽃과 건으로 다시 가서 추경예산 알려줘",
        "맨 처음 물어본 것의 추경예산은 얼마인가요?",
        "다시 처음으로 돌아가서 추경예산은?",
        "아까 들꽃과로 돌아가서 추경예산은 얼마였죠?",
    ],
)
def test_an_earlier_topic_is_returned_to(back: str, town: Assistant) -> None:
    turns = (FLOWERS, "샘터과는?", "둘의 차이는 얼마야?", back)
    assert values(town, *turns) == {Decimal(20_000)}


def test_figures_of_two_years_are_compared(town: Assistant) -> None:
    turns = (FLOWERS, "2031년 최종예산은?")
    assert Decimal(20_000) in {abs(value) for value in computed(town, *turns, "증감액은요?")}
    assert Decimal("40.0") in computed(town, *turns, "증감액은요?", "증감률은 몇 %인가요?")


def test_of_two_things_those_of_the_year_that_is_named_are_added(town: Assistant) -> None:
    turns = (
        FLOWERS,
        "2031년 최종예산은?",
        "그럼 샘터과는 2032년 본예산이 얼마야?",
        "2032년 걸로 그 두 과를 합치면?",
    )
    assert computed(town, *turns) == {Decimal(110_000)}


def test_what_was_asked_in_vain_still_tells_of_what(town: Assistant) -> None:
    asked = "솔마루시 들꽃과 담당자 전화번호가 뭐예요?"
    assert last(town, asked).status == "abstained"
    assert values(town, asked, "그럼 2032년 본예산은 얼마야?") == {Decimal(70_000)}


def test_how_much_it_was_again_is_no_difference(town: Assistant) -> None:
    assert values(town, "들꽃과 말인데, 솔마루시 2032년 본예산이 얼마더라?") == {Decimal(70_000)}


SIDELINE = "가람시 행정국 2024년 경상적세외수입 예산현액은 얼마인가요?"


@pytest.mark.parametrize(
    ("turns", "value"),
    [
        (("그중 제일 큰 건 뭐야?", "반대로 제일 작은 건?"), 11_280),
        (("하위 항목 중 예산현액 1위는?", "그럼 2023년 경상적세외수입 예산현액은?"), 616_250),
    ],
)
def test_ranks_go_over_the_rows_under_the_one_told_and_back_up(
    turns: tuple[str, ...], value: int, sample_assistant: Assistant
) -> None:
    assert values(sample_assistant, SIDELINE, *turns) == {Decimal(value)}


def test_what_is_left_without_the_largest_row(sample_assistant: Assistant) -> None:
    whole, part = (
        last(sample_assistant, SIDELINE, *turns).figures[0].value for turns in ((), ("그중 제일 큰 건?",))
    )
    assert computed(sample_assistant, SIDELINE, "그중 제일 큰 건?", "그걸 빼면 얼마 남아?") == {whole - part}
