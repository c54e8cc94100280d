"""Shares of what stands under groups of columns, of which two have columns of one name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant

REPORT = """2036년 상반기 주요업무보고

물안개군 나루관리과

2036. 6. 30. 기준

Ⅰ. 배 현황
(단위 : 척)

구분\t총계\t여객선\t\t\t화물선
\t\t계\t전기\t일반\t일반
척수\t60\t40\t28\t12\t20
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    corpus = (
        '[report]\ntitle = "2036년 상반기 주요업무보고"\nagency = "물안개군"\ndepartment = "나루관리과"\n'
    )
    with assistant_over(tmp_path_factory.mktemp("groups"), corpus, report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("물안개군 배 여객선 중 일반은 몇 %인가요?", "30.0"),
        ("물안개군 배 여객선 일반은 총계의 몇 %인가요?", "20.0"),
    ],
)
def test_a_part_is_of_the_group_that_is_named(harbour: Assistant, question: str, share: str) -> None:
    assert derived(harbour.ask(question)) == {(share, "%")}


def test_who_did_what_is_told_nowhere(harbour: Assistant) -> None:
    assert harbour.ask("물안개군 배 현황은 누가 처음 제안했나요?").status == "abstained"
