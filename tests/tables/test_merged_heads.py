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


def test_a_cell_a_line_under_names_of_two_levels() -> None:
    """The first name stands over labels though tables seldom use it; '계' is the sum of its group."""
    head = ["읍면동", "세대수", "인구", "65세 이상", "계", "남", "여"]
    rows = ["합계 100 230 110 120 31", "나루동 60 130 60 70 20", "새봄동 40 100 50 50 11"]
    found = figures("\n".join([*head, *" ".join(rows).split()]))
    assert found[("나루동",), ("세대수",)] == 60
    assert found[("나루동",), ("인구", "계")] == 130
    assert found[("새봄동",), ("인구", "여")] == 50
    assert found[("합계",), ("65세 이상",)] == 31


def test_lines_of_labels_by_two_cells_of_labels_give_no_figures() -> None:
    """Whether '수도과' goes on the line above it, and '교체' on which, is not known."""
    found = figures(
        "부서 사업명 예산액 집행액 집행률\n합계 2,100 900 42.9\n노후 상수관로\n수도과 1,200 600 50.0\n교체\n"
        "골목 공연 지원 900 300 33.3\n문화과\n책방 지원 700 200 28.6"
    )
    rows = {row for row, _ in found}
    assert not any("수도과" in " ".join(row) for row in rows)


def test_a_total_in_the_middle_of_two_columns_of_labels_is_of_no_group() -> None:
    found = figures(
        """
  부서          사업명          예산액      집행액      집행률

                계            2,100        900         42.9
                소계          1,200        600         50.0
  수도과        누수 탐사       700        300         42.9
                관 교체         500        300         60.0
                소계            900        300         33.3
  문화과        골목 공연       500        100         20.0
                책방 지원       400        200         50.0
"""
    )
    assert found[("계",), ("예산액",)] == 2100
    assert found[("수도과", "소계"), ("예산액",)] == 1200
    assert found[("문화과", "책방 지원"), ("집행액",)] == 200
