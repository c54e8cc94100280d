"""Labels and names of columns that stand on two lines, read rightly or not at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from corpus.document import parse_document
from tests.renderings import Sheet, body, columns_of_spaces, head, squeeze, tabs
from tests.renderings_merged import labels_going_on_below
from tests.renderings_narrow import labels_below

PLACES = ("나루 체육관", "새봄 수영장", "한빛 도서관 별관", "들꽃 미술관")
Layout = Callable[[Sheet, str], list[str]]


def labels_above(sheet: Sheet, negative: str) -> list[str]:
    """Two spaces; the first word of a label stands on the line above its figures."""
    lines = ["  ".join(row) for row in head(sheet)]
    for row in body(sheet, negative):
        first, _, rest = row[0].partition(" ")
        lines += [first, "  ".join([rest, *row[1:]])]
    return lines


def labels_between_tabs(sheet: Sheet, negative: str) -> list[str]:
    lines = ["\t".join(row) for row in head(sheet)]
    for row in body(sheet, negative):
        lines += "\t".join([row[0].replace(" ", "\n", 1), *row[1:]]).split("\n")
    return lines


def names_a_line(sheet: Sheet, negative: str) -> list[str]:
    """A cell a line, what is in brackets below its name."""
    names = [part for row in head(sheet) for name in row for part in name.replace(" [", "\n[").split("\n")]
    return [*names, *(text for row in body(sheet, negative) for text in row)]


def names_between_tabs(sheet: Sheet, negative: str) -> list[str]:
    lines = ["\t".join(row).replace(" [", "\n[") for row in head(sheet)]
    return "\n".join([*lines, *("\t".join(row) for row in body(sheet, negative))]).split("\n")


def sheet_of(chance: random.Random, *columns: str, words: bool = False) -> Sheet:
    rows = tuple(
        ((place,), (*(("추진중",) if words else ()), *(chance.randint(1200, 90000) for _ in columns[words:])))
        for place in PLACES
    )
    return Sheet("이용 현황", "명", ("시설명",), tuple((name,) for name in columns), rows)


def told(sheet: Sheet, lines: list[str]) -> set[tuple[str, str, Decimal]]:
    text = ["2031년 업무보고", "", "Ⅰ. 일반현황", "", f"1. {sheet.title}", "", "(단위 : 명)", *lines, ""]
    text += ["2. 다음 장", "", "□ 새 일꾼을 뽑음", ""]
    document = parse_document("a.txt", "a.txt", "\n".join(text).encode(), None, lambda part: [part])
    return {
        (squeeze(fact.row[-1]), squeeze(fact.column[-1]).partition("[")[0], fact.value)
        for fact in document.facts
        if fact.column
    }


def wanted(sheet: Sheet) -> set[tuple[str, str, Decimal]]:
    return {(row, column.partition("[")[0], value) for row, column, value in sheet.figures()}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "layout", [labels_below, labels_above, labels_between_tabs, labels_going_on_below, columns_of_spaces]
)
def test_labels_on_two_lines(layout: Layout, seed: int) -> None:
    sheet = sheet_of(random.Random(seed), "2029", "2030", "2031")
    assert told(sheet, layout(sheet, "△1")) == wanted(sheet)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("layout", [tabs, names_between_tabs, names_a_line])
def test_units_in_square_brackets_behind_years(layout: Layout, seed: int) -> None:
    sheet = sheet_of(random.Random(seed), "2029 [명]", "2030 [명]", "2031 [명]")
    assert told(sheet, layout(sheet, "△1")) == wanted(sheet)


def test_a_name_over_each_of_its_columns_is_not_put_to_the_next() -> None:
    lines = [
        "시설명 사업비 재원 재원 재원 집행액",
        "국비 도비 시비",
        *(f"{place} 9,000 4,000 3,000 2,000 8,100" for place in PLACES),
    ]
    sheet = sheet_of(random.Random(0), "사업비")
    assert not {column for _, column, _ in told(sheet, lines)} & {
        "재원",
        "재원집행액",
        "국비",
        "도비",
        "시비",
    }


def test_labels_of_two_lines_are_no_cells_below_a_sum() -> None:
    rows = [
        text
        for at, place in enumerate(PLACES)
        for text in (*place.split(" ", 1), f"{1200 + at}", f"{800 + at}")
    ]
    facts = told(sheet_of(random.Random(0), "예산"), ["시설명", "사업비", "집행액", *rows])
    assert all(row in {squeeze(place) for place in PLACES} for row, _, _ in facts)
