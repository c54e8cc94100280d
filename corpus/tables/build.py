"""A Grid becomes a Table: row paths, column paths and the cells between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from corpus.figures import parse_cell
from corpus.model import Cell, Grid, Path, Row, Table
from corpus.tables.cell_kinds import clean_name, compact, kind_of
from corpus.tables.grouped import with_groups
from corpus.tables.headers import column_paths, label_columns, without_repeats
from corpus.tables.heading_rows import under_headings
from corpus.tables.hierarchy import row_paths
from corpus.tables.sums import is_total

DOUBTED: Final = 0.5
_MARKS: Final = ("□○◇▶▷■●◆", "-–—└┗ㄴ", "·ㆍ•∙▪*", "※")
# '2030*', '주차장 수입¹⁾', '현원주1)', '예비비1)'
_FOOTNOTE = re.compile(r"(?<=[가-힣A-Za-z\d)])\s?(?:\*{1,3}|[¹²³⁴⁵]+[)⁾]?|주\s?\d{1,2}\)|(?<![\d(])\d\))$")
# what numbers are of under such a name: '3' under '월'
_PERIODS: Final = {
    name: name.removesuffix("별") for name in ("월", "월별", "분기", "분기별", "학년", "학년별")
}
_CENTRED: Final = 4  # halves of a column of the page by which the middles of labels stand apart
_COUNTER: Final = re.compile(r"\d{1,2}")


def build_table(grid: Grid, section: Path, caption: str) -> Table:
    """The Table of a Grid that stands in `section` under `caption` (the Grid's own is used if that is empty).

    A row whose cells could stand in other columns has half the confidence, and the table loses as much
    as such rows make up of it; a doubted header halves it for all.
    """
    texts = [[cell.text for cell in row] for row in grid.rows]
    labels = 1 if grid.paths else label_columns(texts, grid.header)
    body = grid.rows[grid.header :]
    paths = grid.paths or _paths(
        body, labels, compact(texts[grid.header - 1][0]) if labels and grid.header else ""
    )
    header_doubt = any(at < grid.header for at in grid.doubts)
    columns = column_paths(grid, labels)
    if not labels:
        columns = _under_total(columns, body)
    rows = tuple(
        Row(
            path=path,
            cells=row[labels:],
            lines=_lines(row),
            confidence=DOUBTED if header_doubt or at in grid.doubts else 1.0,
        )
        for at, (row, path) in enumerate(zip(body, paths, strict=True), grid.header)
    )
    return Table(
        caption=clean_name(caption or grid.caption),
        section=section,
        columns=with_groups(columns) if grid.header == 1 else columns,
        rows=rows,
        lines=grid.lines,
        layout=grid.layout,
        unit=grid.unit,
        as_of=grid.as_of,
        row_header=without_repeats(
            [clean_name(row[c].text) for c in range(labels) for row in grid.rows[: grid.header]]
        ),
        confidence=sum(row.confidence for row in rows) / len(rows) if rows else 1.0,
        told=bool(grid.paths),
    )


def _under_total(columns: tuple[Path, ...], body: Sequence[Sequence[Cell]]) -> tuple[Path, ...]:
    """The columns of a table without labels whose first one is the sum of the others: they belong to it.

    "'20년 실적⇥간담회⇥방문" over '총 30회⇥10회⇥20회' gives ("'20년 실적", '간담회').
    """
    head = columns[0] if columns else ()
    if not head or is_total(head[-1]):
        return columns
    for row in body:
        values = [_value(cell.text) for cell in row]
        known = [value for value in values[1:] if value is not None]
        if values[0] is None or len(known) < 2 or sum(known) != values[0]:
            return columns
    return (head, *((*head, *path) for path in columns[1:]))


def _lines(row: Sequence[Cell]) -> tuple[int, int]:
    return min(cell.lines[0] for cell in row), max(cell.lines[1] for cell in row)


def _paths(body: Sequence[Sequence[Cell]], labels: int, head: str) -> list[Path]:
    """The path of each body row, from its labels, indents and the sums of its figures.

    Under '월' (`head`, the name of the first labels) '3' is '3월'.
    """
    if not labels:
        return [()] * len(body)
    names = [[_label(cell.text) for cell in row[:labels]] for row in body]
    period = _PERIODS.get(head, "")
    for row in names if period else ():
        row[0] += period if _COUNTER.fullmatch(row[0]) else ""
    values = [[_value(cell.text) for cell in row[labels:]] for row in body]
    indents = _indents([row[labels - 1].text for row in body])
    own = [at for at in range(len(body)) if not _goes_on(names, values, at)]
    found = row_paths([names[at] for at in own], [values[at] for at in own], [indents[at] for at in own])
    paths = [found[bisect_right(own, at) - 1] for at in range(len(body))]
    blank = [not any(cell.text.strip() for cell in row[labels:]) for row in body]
    return under_headings(paths, blank) if labels == 1 else paths


def _goes_on(names: Sequence[Sequence[str]], values: Sequence[Sequence[Decimal | None]], at: int) -> bool:
    """True for a row of words under the label of the row above, which was merged over both."""
    return at > 0 and names[at] == names[at - 1] and not any(value is not None for value in values[at])


def _label(text: str) -> str:
    """A label without the bullet before it and a footnote's mark behind, spaced-out syllables joined."""
    name = clean_name(text)
    noted = _FOOTNOTE.sub("", name)
    name = noted if noted.count("(") == noted.count(")") else name  # not '미달률(중3)'
    bare = name.lstrip("".join(_MARKS) + " ")
    return bare if bare and not name[0].isdigit() else name


def _value(text: str) -> Decimal | None:
    """The amount in a cell; None for rates, which do not add up, and for text."""
    if kind_of(text) not in {"figure", "mixed"}:
        return None
    found = parse_cell(text, "")
    return found.value if found and found.unit != "%" else None


def _indents(texts: Sequence[str]) -> list[int]:
    """How deep each label stands; labels in the middle of their column all stand at its edge."""
    middles = [2 * (len(text) - len(text.lstrip())) + len(text.strip()) for text in texts if text.strip()]
    lefts = [2 * (len(text) - len(text.lstrip())) for text in texts if text.strip()]
    spread = max(middles, default=0) - min(middles, default=0)
    centred = spread <= _CENTRED and spread < max(lefts, default=0) - min(lefts, default=0)
    return [0 if centred else _indent(text) for text in texts]


def _indent(text: str) -> int:
    """How deep a label stands: by the spaces before it, else by its bullet."""
    spaces = len(text) - len(text.lstrip())
    name = text.strip()
    depth = next((at + 1 for at, marks in enumerate(_MARKS) if name[:1] and name[0] in marks), 0)
    return spaces or depth
