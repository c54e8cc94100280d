"""Kinds of follow-ups on a table: its total, another unit or part, what is added, and what must be refused."""

# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, told

from qa.assistant import Assistant

LAKE = """2035년 주요업무보고

호수빛시 관광국

2035. 6. 30. 기준

Ⅰ. 세출예산 현황

(단위 : 천원, %)
구분	2034 예산	2035 예산	증감률	집행액	집행률
합계	9,000,000	10,000,000	11.1	4,700,000	47.0
축제운영	2,000,000	2,500,000	25.0	1,500,000	60.0
시 대행사업비	4,000,000	4,400,000	10.0	1,760,000	40.0
관광안내소 인건비	3,000,000	3,100,000	3.3	1,440,000	46.5

Ⅱ. 인력 현황

(단위 : 명)
구분	계	관광과	축제과	공원과
정원	90	40	20	30
현원	84	38	19	27

Ⅲ. 유람선 현황

(단위 : 명, %)
구분	이용객	비율
계	50	100.0
대형선	10	20.0
소형선	40	80.0
"""
HILL = """2035년 주요업무보고

언덕빛군 복지과

2035. 6. 30. 기준

Ⅰ. 세출예산 현황

(단위 : 천원, %)
구분	2034 예산	2035 예산	증감률	집행액	집행률
합계	5,000,000	5,500,000	10.0	2,200,000	40.0
경로당 운영	5,000,000	5,500,000	10.0	2,200,000	40.0
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over a report of a city and one of a county."""
    with assistant_over(tmp_path_factory.mktemp("kinds"), lake=LAKE, hill=HILL) as opened:
        yield opened


FESTIVAL = "호수빛시 관광국 축제운영 2035 예산은 얼마인가요?"
STAFF = "호수빛시 관광국 관광과 현원은 몇 명인가요?"


@pytest.mark.parametrize(
    "follow", ["전체는?", "총 얼마야?", "통틀어서는?", "전부 다 해서 얼마야?", "다 합치면 얼마야?"]
)
def test_the_total_of_the_table_told(assistant: Assistant, follow: str) -> None:
    assert told(assistant.converse([FESTIVAL, follow])[-1]) == {("10000000", "천원")}


@pytest.mark.parametrize(
    "follow", ["억원으로 하면?", "단위를 억원으로 알려줘", "그게 몇 억이야?", "억 단위로는?"]
)
def test_what_was_told_in_another_unit(assistant: Assistant, follow: str) -> None:
    assert derived(assistant.converse([FESTIVAL, follow])[-1]) == {("25", "억원")}


def test_a_unit_is_asked_of_one_amount_only(assistant: Assistant) -> None:
    assert assistant.converse([STAFF, "억원으로 하면?"])[-1].status == "abstained"


def test_a_measure_that_is_a_row(assistant: Assistant) -> None:
    answers = assistant.converse([STAFF, "정원도 알려줘", "둘의 차이는?"])
    assert told(answers[1]) == {("40", "명")}
    assert derived(answers[2]) == {("2", "명")}


@pytest.mark.parametrize("follow", ["아니 관광안내소 인건비", "관광안내소 인건비는?"])
def test_a_cost_named_after_a_rate_asks_for_the_rate(assistant: Assistant, follow: str) -> None:
    answers = assistant.converse([FESTIVAL, "집행률은?", follow])
    assert told(answers[-1]) == {("46.5", "%")}


def test_a_word_of_one_letter_in_a_label(assistant: Assistant) -> None:
    assert told(assistant.converse([FESTIVAL, "시 대행사업비는?"])[-1]) == {("4400000", "천원")}


def test_what_is_named_is_added(assistant: Assistant) -> None:
    answers = assistant.converse([FESTIVAL, "시 대행사업비랑 합치면?"])
    assert derived(answers[-1]) == {("6900000", "천원")}


@pytest.mark.parametrize("follow", ["두 곳 집행률은?", "두 사업 집행률 비교해줘"])
def test_another_column_of_both(assistant: Assistant, follow: str) -> None:
    answers = assistant.converse([FESTIVAL, "시 대행사업비는?", follow])
    assert told(answers[-1]) == {("60.0", "%"), ("40.0", "%")}


def test_the_sum_of_both(assistant: Assistant) -> None:
    answers = assistant.converse([FESTIVAL, "시 대행사업비는?", "두 곳 합계는?"])
    assert derived(answers[-1]) == {("6900000", "천원")}


@pytest.mark.parametrize("follow", ["전체 대비 몇 %지?", "전체의몇프로", "전체 가운데 몇 %야?"])
def test_a_share_of_all(assistant: Assistant, follow: str) -> None:
    assert derived(assistant.converse([FESTIVAL, follow])[-1]) == {("25.0", "%")}


def test_the_share_of_another_part(assistant: Assistant) -> None:
    answers = assistant.converse([FESTIVAL, "전체의 몇 %야?", "시 대행사업비는?"])
    assert derived(answers[-1]) == {("44.0", "%")}


def test_a_share_that_is_printed_is_told(assistant: Assistant) -> None:
    answers = assistant.converse(["호수빛시 관광국 유람선 대형선 이용객은 몇 명인가요?", "비율은?"])
    assert told(answers[-1]) == {("20.0", "%")}
    assert not derived(answers[-1])


def test_compared_with_the_year_before(assistant: Assistant) -> None:
    answers = assistant.converse([FESTIVAL, "작년하고 비교하면?"])
    assert ("500000", "천원") in derived(answers[-1])


@pytest.mark.parametrize("follow", ["언덕빛군은?", "언덕빛군의 경우는?", "언덕빛군도 알려줘"])
def test_what_another_agency_does_not_have_is_no_total_of_it(assistant: Assistant, follow: str) -> None:
    assert assistant.converse([FESTIVAL, follow])[-1].status == "abstained"


def test_back_to_what_is_called_by_its_name(assistant: Assistant) -> None:
    answers = assistant.converse(
        [FESTIVAL, "언덕빛군 복지과 경로당 운영 집행률은?", "다시 축제운영, 집행액은?"]
    )
    assert told(answers[-1]) == {("1500000", "천원")}


def test_what_was_not_found_is_looked_for_in_the_next_row(assistant: Assistant) -> None:
    answers = assistant.converse(
        ["호수빛시 관광국 축제운영 2034 예산은 얼마인가요?", "집행액은?", "시 대행사업비는 얼마인가요?"]
    )
    assert ("4000000", "천원") not in told(answers[-1])
