"""Headers of two and three levels as writers leave them that lose what merged cells cover."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.model import Path

BODY = """\
합계|474|380|99|82|109|90|94
나루과|107|75|6|21|40|8|32
새봄과|91|89|38|22|13|16|2
들꽃과|276|216|55|39|56|66|60"""
LABELS = ("합계", "나루과", "새봄과", "들꽃과")
COLUMNS: tuple[Path, ...] = (
    ("총원",),
    ("본부", "소계"),
    ("본부", "일반직", "남"),
    ("본부", "일반직", "여"),
    ("본부", "전문직", "남"),
    ("본부", "전문직", "여"),
    ("지소",),
)
# blanks stand for what a name covers to its right, and nothing for what it covers below
BELOW_LOST = "구분|총원|본부|||||지소\n소계|일반직||전문직|\n남|여|남|여"
# a name is there once in its row, and again in each row that it covers
RIGHT_LOST = "구분|총원|본부|지소\n구분|총원|소계|일반직|전문직|지소\n구분|총원|소계|남|여|남|여|지소"
BOTH_LOST = "구분|총원|본부|지소\n소계|일반직|전문직\n남|여|남|여"


def tabs(text: str) -> str:
    return text.replace("|", "\t")


def ended_tabs(text: str) -> str:
    return "\n".join(f"{tabs(line)}\t" for line in text.split("\n"))


def pipes(text: str) -> str:
    """As Markdown writers do: a header of blanks, its rule, then all rows."""
    rows = ["| " + " | ".join(line.split("|")) + " |" for line in text.split("\n")]
    return "\n".join(
        ["|  |  |  |  |  |  |  |  |", "| --- | --- | --- | --- | --- | --- | --- | --- |", *rows]
    )


def pipes_between(text: str) -> str:
    """As other Markdown writers do: pipes only between cells, the rule below the first row."""
    rows = ["| ".join(line.split("|")) + "  " for line in text.split("\n")]
    return "\n".join([rows[0], "---|---|---|---  ", *rows[1:]])


def figures(table: str) -> dict[tuple[Path, Path], Decimal]:
    text = f"2031년 업무보고\n\n□ 기관별 직원\n\n(단위 : 명)\n\n{table}\n\n○ 함께 일함\n"
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda part: [part])
    return {(fact.row, fact.column): fact.value for fact in document.facts if fact.table is not None}


@pytest.mark.parametrize(
    ("write", "head"),
    [
        (tabs, BELOW_LOST),
        (tabs, RIGHT_LOST),
        (tabs, BOTH_LOST),
        (ended_tabs, BOTH_LOST),
        (pipes, BELOW_LOST),
        (pipes, BOTH_LOST),
        (pipes_between, BOTH_LOST),
    ],
)
def test_names_of_three_levels_stand_over_their_columns(write: Callable[[str], str], head: str) -> None:
    found = figures(write(f"{head}\n{BODY}"))
    rows = [line.split("|")[1:] for line in BODY.split("\n")]
    assert found == {
        ((label,), column): Decimal(cell)
        for label, row in zip(LABELS, rows, strict=True)
        for column, cell in zip(COLUMNS, row, strict=True)
    }


def test_a_blank_cell_is_no_figure() -> None:
    found = figures(
        tabs("구분|계|일반직|공무직\n소계|6급|7급\n정원|25|19|12|7|6\n현원|23|18|12|6|5\n과부족|△2|△1||△1|△1")
    )
    assert found[("과부족",), ("일반직", "7급")] == -1
    assert (("과부족",), ("일반직", "6급")) not in found
    assert found[("정원",), ("공무직",)] == 6
    assert found[("현원",), ("일반직", "소계")] == 18


def test_names_start_again_under_each_year() -> None:
    found = figures(
        tabs(
            "구분|2029년|2030년\n구분|건수|금액|건수|금액\n합계|9|700|8|900\n생계|5|300|4|500\n의료|4|400|4|400"
        )
    )
    assert found[("생계",), ("2029년", "금액")] == 300
    assert found[("생계",), ("2030년", "건수")] == 4
