"""One table gives the same facts in whatever layout it is written, and no fact that is not in it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.model import Document, Metadata, Path
from tests.renderings import LAYOUTS, NEGATIVES, PAGED, Sheet, Value, head, squeeze
from tests.renderings_merged import BROKEN, MERGED
from tests.renderings_narrow import NARROW_LAYOUTS

RUNNING = "한샘시 수도사업소                              2031년 업무보고"
OFFICES = ("수도과", "녹지과", "교통과", "문화과")
WORKS = (
    "노후관 교체",
    "누수 탐사",
    "가로수 심기",
    "도시숲 조성",
    "정류장 정비",
    "골목 공연",
    "책방 지원",
    "둘레길 안내",
)
INCOMES = ("지방세 수입", "세외 수입", "조정 교부금", "국고 보조금", "지방채")
PLACES = ("나루 체육관", "새봄 수영장", "한빛 도서관", "들꽃 미술관")
SUPPORT = ("생계 지원", "의료 지원", "주거 지원", "교육 지원")


def rate(part: int, whole: int) -> Decimal:
    return Decimal(100 * part / whole).quantize(Decimal("0.1"))


def revenue(chance: random.Random) -> Sheet:
    rows: list[tuple[int, int]] = [
        (chance.randint(1000, 900000), chance.randint(1000, 900000)) for _ in range(4)
    ]
    rows.insert(0, (sum(row[0] for row in rows), sum(row[1] for row in rows)))
    names = ("합계", *chance.sample(INCOMES, 4))
    cells = [
        (name, (old, new, new - old, rate(new - old, old)))
        for name, (old, new) in zip(names, rows, strict=True)
    ]
    columns = (("2030 예산액",), ("2031 예산액",), ("증감액",), ("증감률",))
    return Sheet("세입예산 현황", "천원, %", ("구분",), columns, tuple(((name,), row) for name, row in cells))


def spending(chance: random.Random) -> Sheet:
    works = iter(chance.sample(WORKS, 6))
    rows: list[tuple[tuple[str, ...], list[int]]] = []
    totals = [0] * 4
    for office in chance.sample(OFFICES, 3):
        parts = [[chance.randint(1000, 90000) for _ in range(3)] for _ in range(2)]
        own = [(next(works), [*part, chance.randint(100, sum(part))]) for part in parts]
        sums = [sum(values) for values in zip(*(values for _, values in own), strict=True)]
        rows += [((office, "소계"), sums), *(((office, name), values) for name, values in own)]
        totals = [a + b for a, b in zip(totals, sums, strict=True)]
    rows.insert(0, (("합계", ""), totals))
    columns = (
        ("예산액",),
        ("재원별", "국비"),
        ("재원별", "도비"),
        ("재원별", "시비"),
        ("집행액",),
        ("집행률",),
    )
    full: list[tuple[tuple[str, ...], tuple[Value, ...]]] = [
        (labels, (sum(values[:3]), *values, rate(values[3], sum(values[:3])))) for labels, values in rows
    ]
    return Sheet("세출예산 현황", "백만원, %", ("부서", "세부사업"), columns, tuple(full))


def staff(chance: random.Random) -> Sheet:
    quota = [chance.randint(2, 40) for _ in range(4)]
    there = [max(1, count - chance.randint(-1, 2)) for count in quota]
    rows: list[list[Value]] = [[sum(quota), *quota], [sum(there), *there]]
    gaps = [b - a for a, b in zip([sum(quota), *quota], [sum(there), *there], strict=True)]
    rows.append([gap or None for gap in gaps])
    columns = (("계",), ("일반직", "5급"), ("일반직", "6급"), ("일반직", "7급"), ("공무직",))
    names = ("정원", "현원", "과부족")
    return Sheet(
        "정원 및 현원",
        "명",
        ("구분",),
        columns,
        tuple(((name,), tuple(row)) for name, row in zip(names, rows, strict=True)),
    )


def support(chance: random.Random) -> Sheet:
    rows = [tuple(chance.randint(20, 900 if at % 2 == 0 else 900000) for at in range(4)) for _ in range(3)]
    rows.insert(0, tuple(sum(values) for values in zip(*rows, strict=True)))
    names = ("합계", *chance.sample(SUPPORT, 3))
    columns = (("2030년", "건수"), ("2030년", "금액"), ("2031. 6월", "건수"), ("2031. 6월", "금액"))
    return Sheet(
        "지원 실적",
        "건, 천원",
        ("구분",),
        columns,
        tuple(((n,), r) for n, r in zip(names, rows, strict=True)),
    )


def visitors(chance: random.Random) -> Sheet:
    columns = (("2029. 12.",), ("2030. 12.",), ("2031. 6.",))
    rows = tuple(((name,), tuple(chance.randint(1200, 90000) for _ in columns)) for name in PLACES)
    return Sheet("이용객 현황", "명", ("시설명",), columns, rows)


SHEETS = (revenue, spending, staff, support, visitors)


def parsed(sheet: Sheet, lines: list[str]) -> Document:
    """A document with the sheet's lines under its title and unit."""
    text = [
        *(
            "2031년 주요업무보고",
            "",
            "한샘시 수도사업소",
            "",
            "2031. 7.",
            "",
            "                  - 6 -",
            RUNNING,
            "",
        ),
        *("Ⅰ. 일반현황", "", f"1. {sheet.title}", "", f"(단위 : {sheet.unit})", *lines, ""),
        *("                  - 8 -", RUNNING, "", "2. 앞으로의 계획", "", "□ 새 일꾼을 뽑아 함께 일함", ""),
    ]
    known = Metadata("2031년 주요업무보고", agency="한샘시", as_of=dt.date(2031, 6, 30))
    return parse_document("a.txt", "a.txt", "\n".join(text).encode(), known, lambda part: [part])


def told(
    sheet: Sheet, lines: list[str]
) -> tuple[set[tuple[str, str, Decimal]], list[tuple[Path, Path, str]]]:
    """The figures of the sheet that were read, and the facts that are none of it."""
    found, other = set(), []
    for fact in parsed(sheet, lines).facts:
        row, column = squeeze("".join(fact.row)), squeeze("".join(fact.column))
        hits = {
            each for each in sheet.figures() if each[2] == fact.value and each[0] in row and each[1] in column
        }
        found |= hits
        other += [] if hits else [(fact.row, fact.column, fact.text)]
    return found, other


LAYOUTS_OF_ALL = (*LAYOUTS, *MERGED, *BROKEN, *NARROW_LAYOUTS)


@pytest.mark.parametrize("layout", LAYOUTS_OF_ALL, ids=lambda layout: str(layout.__name__))
@pytest.mark.parametrize("make", SHEETS, ids=lambda make: str(make.__name__))
def test_a_table_gives_the_same_facts_in_every_layout(
    make: Callable[[random.Random], Sheet], layout: Callable[[Sheet, str], list[str]]
) -> None:
    for seed, negative in enumerate(NEGATIVES):
        sheet = make(random.Random(seed))
        lines = layout(sheet, negative)
        assert told(sheet, lines) == (sheet.figures(), []), "\n".join(lines)


@pytest.mark.parametrize("layout", MERGED, ids=lambda layout: str(layout.__name__))
def test_names_in_the_middle_of_their_groups_are_of_all_rows(
    layout: Callable[[Sheet, str], list[str]],
) -> None:
    sheet = spending(random.Random(1))
    facts = parsed(sheet, layout(sheet, "△1")).facts
    rows = {tuple(squeeze(label) for label in fact.row) for fact in facts}
    assert rows == {tuple(squeeze(label) for label in labels if label) for labels, _ in sheet.rows}


@pytest.mark.parametrize("layout", PAGED, ids=lambda layout: str(layout.__name__))
@pytest.mark.parametrize("again", [True, False])
@pytest.mark.parametrize("make", SHEETS, ids=lambda make: str(make.__name__))
def test_a_table_goes_on_over_pages(
    make: Callable[[random.Random], Sheet], again: bool, layout: Callable[[Sheet, str], list[str]]
) -> None:
    """Under a running head and, maybe, its header once more."""
    sheet = make(random.Random(3))
    lines = layout(sheet, "△1")
    size = len(head(sheet))
    cut = size + len(sheet.rows) // 2
    page = ["", "                  - 7 -", RUNNING, "", *(lines[:size] if again else [])]
    assert told(sheet, [*lines[:cut], *page, *lines[cut:]]) == (sheet.figures(), [])
