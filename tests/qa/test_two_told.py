"""Two figures told with what lies between them: of rows, of years, of offices and of funds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

PARKS = """2041년 주요업무보고

물목시 녹지국

2041. 6. 30. 기준

1. 조직 및 인력

(단위 : 명)
구분	정원	현원
계	64	60
공원과	40	38
산림과	24	22

2. 부서별 예산

(단위 : 백만원, %)
부서	2040 예산현액	2041 예산현액	집행률
합계	9,000	9,400	48.2
공원과	5,000	5,300	51.0
산림과	4,000	4,100	44.0

3. 마을별 조명

(단위 : 등)
마을	보안등	LED
계	900	640
윗마을	500	380
아랫마을	400	260

4. 어린이 놀이터 정비

○ 예산현황

(단위 : 천원, %)
예산액	집행액	집행률
50,000 (도비 20,000, 시비 30,000)	30,000 (도비 15,000, 시비 15,000)	60.0
"""
ROADS = """2041년 주요업무보고

들밭군 도로국

2041. 9. 30. 기준

1. 조직 및 인력

(단위 : 명)
구분	정원	현원
계	81	77
도로과	50	48
교량과	31	29
"""


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over invented reports of two offices."""
    with assistant_over(tmp_path_factory.mktemp("offices"), parks=PARKS, roads=ROADS) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("물목시 녹지국과 들밭군 도로국의 총 현원을 비교해 주세요.", [("17", "명")]),
        (
            "물목시 녹지국 공원과의 2040년 예산현액과 2041년 예산현액, 그리고 증감액을 비교해 주세요.",
            [("300", "백만원")],
        ),
        ("물목시 아랫마을 보안등 중에 아직 LED가 아닌 건 몇 등이야?", [("140", "등")]),
        ("물목시 어린이 놀이터 정비 예산 중 도비의 집행률은 몇 %인가요?", [("75.0", "%")]),
    ],
)
def test_what_lies_between_two(offices: Assistant, question: str, values: list[tuple[str, str]]) -> None:
    assert derived(offices.ask(question)) == set(values)


def test_the_one_that_is_less_is_named_where_that_is_asked(offices: Assistant) -> None:
    answer = offices.ask("물목시 녹지국 공원과와 산림과 중 예산 집행률이 더 낮은 부서는?")
    assert answer.answer.startswith("산림과가 더 낮습니다.")
    assert {figure.value for figure in answer.figures} >= {Decimal("51.0"), Decimal("44.0")}


def test_a_share_of_what_is_not_so_is_none_of_what_is(offices: Assistant) -> None:
    answer = offices.ask("물목시 윗마을 보안등 중 LED가 아닌 것의 비중(%)은?")
    assert not any(figure.derivation for figure in answer.figures if figure.value == Decimal("76.0"))


def test_two_reports_are_compared_in_one_measure(sample_assistant: Assistant) -> None:
    """The report of 2023 has what was collected alone: that is no budget to set beside one of 2024."""
    answer = sample_assistant.ask(
        "가람시 행정국의 불용품매각대금 예산현액을 2023년과 24년으로 나누어 비교해 주세요."
    )
    assert [figure.value for figure in answer.figures if figure.derivation] == [2650]
