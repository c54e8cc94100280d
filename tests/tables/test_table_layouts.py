"""One table written in tabs, pipes and HTML reads the same; one that lost cells is never silently misread."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import parse_document
from corpus.model import Metadata, Table
from corpus.tables.build import build_table
from corpus.tables.facts import table_facts
from corpus.tables.find import find_tables

Facts = set[tuple[str, tuple[str, ...], Decimal, str]]


def only(lines: list[str]) -> Table:
    grids = find_tables(lines)
    assert len(grids) == 1
    return build_table(grids[0], (), "")


# --- one table in three layouts -----------------------------------------------------------------------

NAMES = ["관로정비", "누수탐사", "수질검사", "가로수관리", "놀이터보수", "계량기교체", "안전점검", "야간순찰"]
MONEY_HEADS = ["예산액", "집행액", "이월액", "교부액", "정산액"]
GROUPS = ["본예산", "추경예산", "특별회계", "집행현황"]
RATES = ["집행률", "증감율", "구성비"]


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[tuple[str, ...]], list[list[str]]]:
    """Row labels, column paths and cells."""
    labels = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    columns: list[tuple[str, ...]] = []
    for group in draw(st.lists(st.sampled_from(GROUPS), max_size=3, unique=True)):
        subs = draw(st.lists(st.sampled_from(MONEY_HEADS + RATES), min_size=2, max_size=3, unique=True))
        columns += [(group, sub) for sub in subs]
    singles = draw(st.lists(st.sampled_from(MONEY_HEADS + RATES), min_size=1, max_size=2, unique=True))
    columns = [*((name,) for name in singles), *columns]
    money = st.integers(-(10**9), 10**9).map(lambda v: f"{v:,}".replace("-", "△"))
    rate = st.decimals(-200, 200, places=1, allow_nan=False).map(lambda v: f"{v}%".replace("-", "△"))
    cells = [
        [draw(st.one_of(rate if path[-1] in RATES else money, st.just("-"))) for path in columns]
        for _ in labels
    ]
    return labels, columns, cells


def header_rows(columns: list[tuple[str, ...]]) -> list[list[str]]:
    """The header as written where merged names are blanks."""
    deep = max(len(path) for path in columns)
    first = [path[0] if not at or path[0] != columns[at - 1][0] else "" for at, path in enumerate(columns)]
    second = [path[1] if len(path) > 1 else "" for path in columns]
    return [["구분", *first], ["", *second]][:deep]


def as_html(labels: list[str], columns: list[tuple[str, ...]], cells: list[list[str]]) -> str:
    deep = max(len(path) for path in columns)
    top, second = [f'<th rowspan="{deep}">구분</th>'], []
    for at, path in enumerate(columns):
        if len(path) == 1:
            top.append(f'<th rowspan="{deep}">{path[0]}</th>')
            continue
        if path[0] != columns[at - 1][0]:
            span = sum(other[0] == path[0] for other in columns)
            top.append(f'<th colspan="{span}">{path[0]}</th>')
        second.append(f"<th>{path[1]}</th>")
    rows = ["".join(top), *(["".join(second)] if deep > 1 else [])]
    body = [
        "".join(f"<td>{text}</td>" for text in (label, *row))
        for label, row in zip(labels, cells, strict=True)
    ]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows + body) + "</table>"


def read(lines: list[str]) -> Facts:
    table = only(["(단위: 천원, %)", *lines])
    facts = table_facts(table, 0, "a.txt", Metadata("가"))
    assert all(fact.confidence == 1 for fact in facts)
    return {(fact.row[-1], fact.column, fact.value, fact.unit) for fact in facts}


def expected(labels: list[str], columns: list[tuple[str, ...]], cells: list[list[str]]) -> Facts:
    return {
        (
            label,
            path,
            Decimal(text.replace("△", "-").replace(",", "").rstrip("%")),
            "%" if "%" in text else "천원",
        )
        for label, row in zip(labels, cells, strict=True)
        for path, text in zip(columns, row, strict=True)
        if text != "-"
    }


@settings(max_examples=120)
@given(tables(), st.integers(0, 5))
def test_a_table_reads_the_same_in_every_layout(
    table: tuple[list[str], list[tuple[str, ...]], list[list[str]]], cut: int
) -> None:
    labels, columns, cells = table
    want = expected(*table)
    rows = [*header_rows(columns), *([label, *row] for label, row in zip(labels, cells, strict=True))]
    deep = len(header_rows(columns))
    tabbed = ["\t".join(row) for row in rows]
    piped = ["| " + " | ".join(row) + " |" for row in rows]
    ruled = [*piped[:1], "|" + "---|" * len(rows[0]), *piped[1:]]
    assert read(tabbed) == want
    assert read(piped) == want
    assert read(ruled) == want
    assert read([as_html(*table)]) == want
    if 0 < cut < len(labels):
        broken = [*tabbed[: deep + cut], "", "- 2 -", "", *tabbed[:deep], *tabbed[deep + cut :]]
        assert read(broken) == want


# --- rows that lost cells -----------------------------------------------------------------------------

LOSSES = ["total", "rowspan", "second header", "first header", "stripped"]


def spread_over_departments(
    labels: list[str], columns: list[tuple[str, ...]], cells: list[list[str]], lost: set[str], fill: bool
) -> list[str]:
    """A table of two label columns as lines with tabs, without what `lost` says."""
    head = [[row[0], "세부사업" if row[0] else "", *row[1:]] for row in header_rows(columns)]
    if "second header" in lost and len(head) == 2:
        head[1] = [name for name in head[1] if name]
    elif "first header" in lost and len(head) == 2:
        head[0] = [name for name in head[0] if name]
    rows = [
        [label, *row] if at and "rowspan" in lost else ["" if at else "수도과", label, *row]
        for at, (label, row) in enumerate(zip(labels, cells, strict=True))
    ]
    total = ["9,999" if path[-1] not in RATES else "99.9%" for path in columns]
    rows.append(["합계", *total] if "total" in lost else ["합계", "", *total])
    rows = [row + [""] * (len(columns) + 2 - len(row)) if fill else row for row in head + rows]
    return ["\t".join(row).rstrip("\t") if "stripped" in lost else "\t".join(row) for row in rows]


@settings(max_examples=150)
@given(tables(), st.sets(st.sampled_from(LOSSES), max_size=3), st.booleans())
def test_a_row_that_lost_cells_is_never_silently_misread(
    table: tuple[list[str], list[tuple[str, ...]], list[list[str]]], lost: set[str], fill: bool
) -> None:
    labels, columns, cells = table
    lines = spread_over_departments(labels, columns, cells, lost, fill)
    parsed = only(["(단위: 천원, %)", *lines])
    right = {place[1:] for place in expected(*table)}
    for fact in table_facts(parsed, 0, "a.txt", Metadata("가")):
        if fact.confidence == 1 and fact.row[-1] != "합계":
            assert (fact.column, fact.value, fact.unit) in right, lines


@pytest.mark.parametrize("tag", ["<table>", '<table border="1">', "<table>\n<thead>"])
def test_a_tag_on_a_line_of_its_own_is_no_caption(tag: str) -> None:
    text = f"""1. 일반현황

2. 나무 심기

(’31. 4. 30. 기준, 단위 : 천원)

{tag}
<tr><th>구분</th><th>그루</th><th>예산액</th></tr>
<tr><td>느티나무</td><td>120</td><td>3,400</td></tr>
<tr><td>왕벚나무</td><td>80</td><td>2,100</td></tr>
</table>
"""
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda part: [part])
    (table,) = document.tables
    assert (table.caption, table.unit, table.section[-1:]) == ("나무 심기", "천원", ("2. 나무 심기",))
    assert str(table.as_of) == "2031-04-30"
    assert not any("table" in block.text for block in document.blocks)


def test_the_cells_of_html_over_several_lines_stand_on_their_own_lines() -> None:
    """Each figure is cited by the line of its cell; the last row ends with the table."""
    text = (
        "<table>\n<tr>\n<th>관</th>\n<th>면적(㎡)</th>\n</tr>\n<tr>\n<td>물빛관</td>\n<td>1,204</td>\n</tr>\n"
        "<tr>\n<td>나루관</td>\n<td>870</td>\n</tr>\n</table>\n"
    )
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda passage: [passage])
    assert [(fact.text, fact.lines) for fact in document.facts] == [("1,204", (8, 8)), ("870", (12, 12))]
    assert not document.blocks


@pytest.mark.parametrize("mark", ["〃", "″", "상동", "상 동"])
def test_what_is_the_same_as_above_is_written_out(mark: str) -> None:
    """In a column of labels and in one of words; the row's own line stays."""
    lines = [
        "□ 요금",
        "",
        "종류\t기준\t금액\t감면",
        "화장\t어른\t80,000원\t수급자 면제",
        f"{mark}\t아이\t40,000원\t{mark}",
    ]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda passage: [passage])
    (table,) = document.tables
    assert table.rows[1].path[0] == "화장"
    assert (table.rows[1].cells[-1].text, table.rows[1].cells[-1].lines) == ("수급자 면제", (5, 5))
