"""Tables whose cells stand one below the other, a line each: '부서', '정원', '현원', '총무과', '12', '11'.

Extraction that follows a page's cells leaves out what tells a row from the next; blank lines are no help,
they may stand between all cells or none. But the cells repeat: a label, then a value for each column of
figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables.cell_kinds import compact
from corpus.tables.headers import size_of
from corpus.tables.paged import add_part
from corpus.tables.spaces.header import REMARKS
from corpus.tables.spaces.vertical import with_years
from corpus.tables.spaces.words import (
    is_furniture,
    is_stop,
    kind_of,
    taken_lines,
    value_span,
    words_of,
)
from corpus.tables.stacked.heads import LABELS, SURE_ROWS, Row, find_head
from corpus.tables.sums import is_total
from corpus.units import caption_units, stated_units

_LONGEST_CELL: Final = 30
_LONGEST_LABEL: Final = 24
_MOST_COLUMNS: Final = 12
_FEWEST_ROWS: Final = 2
_MOST_LABEL_LINES: Final = 2
_PART_TOTAL: Final = "소계"  # of a group
# '2021년', "'21", '2022년 9월', '2019', '2026 상반기 [명]': they head rows and columns
_YEAR: Final = re.compile(
    r"^(?:[‘’'`]\d{2}(?:년도?|\.)?|(?:19|20)\d{2}(?:년도?)?)(?:\s*(?:\d{1,2}월|[상하]반기|\d분기))?"
    r"(?:\s*[\[(（][^\[\]()（）\d]{1,8}[\])）])?$"
)
# under a name of a column: '1인당 면적', '(㎡)'; '2029', '[백만원]'
_UNIT: Final = re.compile(r"^(?:[(（][^()（）\d]{1,10}[)）]|\[[^\[\]\d]{1,10}\])$")
_NOTE: Final = re.compile(r"^[(（\[〔<][^()（）]{2,30}[)）\]〕>]$")
_PAGE: Final = re.compile(r"^\d{1,3}/\d{1,3}$")


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables with a cell a line.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids of one header row, or of two whose names the figures tell apart, in document order. A row that
        has not a value for each column keeps its label alone and is in `doubts`.

    Example:
        '부서', '정원', '현원', '총무과', '12', '11', '인사과', '9', '9' give three rows of three cells.
    """
    found: list[Grid] = []
    for cells in _runs(lines, taken_lines(taken)):
        rows = _rows(cells)
        start = 0
        while start < len(rows):
            grid, start = _grid(rows, start)
            if grid:
                add_part(found, _with_unit(grid, lines), lines)
    return found


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[list[Cell]]:
    """The runs of lines each of which may be one cell; blank lines and those of the page are left out."""
    run: list[Cell] = []
    for number, text in with_years(lines):
        if not text.strip() or is_furniture(text):
            continue
        if run and number not in elsewhere and _is_unit_note(text):
            continue
        if number in elsewhere or not _is_cell(text):
            yield run
            run = []
        elif run and _UNIT.match(text.strip()) and _is_label(run[-1].text):
            run[-1] = Cell(f"{run[-1].text} {text.strip()}", (run[-1].lines[0], number))
        else:
            run.append(Cell(text.strip(), (number, number)))
    yield run


def _is_unit_note(text: str) -> bool:
    """Whether a line says units and nothing else, as it may below the names: '(단위 : 명, 천원)'."""
    note = text.strip()
    return bool(_NOTE.match(note)) and bool(caption_units(note))


def _with_unit(grid: Grid, lines: Sequence[str]) -> Grid:
    """The grid with the units that a line between its names and its first row says."""
    first, last = grid.rows[0][0].lines[0], grid.rows[1][0].lines[0]
    note = next((line for line in lines[first : last - 1] if _is_unit_note(line)), "")
    return replace(grid, unit=",".join(stated_units(note)))


def _is_cell(text: str) -> bool:
    """Whether a line may be one cell: a short text, or one figure and nothing else."""
    if len(text.strip()) > _LONGEST_CELL or is_stop(text):
        return False
    words = words_of(text)
    start, end = value_span(words)
    return end == start or (end - start == 1 and start == 0 and end == len(words)) or _is_label(text.strip())


def _is_label(text: str) -> bool:
    """Whether a cell is no value: text, or a year that heads a row or a column."""
    return kind_of(text) == "text" or bool(_YEAR.match(text))


def _rows(cells: Sequence[Cell]) -> list[Row]:
    """The cells as labels with the values below them; the header is among the labels of the first."""
    rows: list[Row] = []
    labels: list[Cell] = []
    values: list[Cell] = []
    sizes = _sizes(cells)
    for place, cell in enumerate(cells):
        named = kind_of(cell.text) == "mark" and not (rows or values)  # '신규' among the names of columns
        if not _is_label(cell.text) and place not in sizes and not named:
            values.append(cell)
            continue
        if values:
            rows.append(Row(tuple(labels), tuple(values)))
            labels, values = [], []
        labels.append(cell)
    return [*rows, Row(tuple(labels), tuple(values))] if values else rows


def _sizes(cells: Sequence[Cell]) -> set[int]:
    """The places of sizes that head rows: '5L', '2,146', '130', '10L', '4,873', '250'.

    They have one unit, stand equally far apart, and the values between them are written without one.
    """
    found = [(place, size) for place, cell in enumerate(cells) if (size := size_of(cell.text))]
    apart = {other[0] - one[0] for one, other in pairwise(found)}
    units = {unit for _, (_, unit) in found}
    if len(found) < _FEWEST_ROWS or len(apart) != 1 or len(units) != 1 or min(apart) < _FEWEST_ROWS:
        return set()
    places = {place for place, _ in found}
    inside = range(found[0][0], min(found[-1][0] + apart.pop(), len(cells)))
    return (
        places if not any(_is_label(cells[place].text) for place in inside if place not in places) else set()
    )


def _without_remarks(rows: Sequence[Row], start: int) -> list[Row]:
    """The rows from `start` on, without what stands behind their figures under '비고', the last upper name.

    '정원', '비고', '남', '여', '총무과', '4', '5', '휴직 1명', '인사과': what is before '인사과' is no label.
    """
    first, *later = rows[start:]
    names = [name for name in first.labels if compact(name.text) not in REMARKS]
    if len(names) + 1 != len(first.labels):
        return [first, *later]
    return [Row(tuple(names), first.values), *(Row(row.labels[-1:], row.values) for row in later)]


def _grid(rows: Sequence[Row], start: int) -> tuple[Grid | None, int]:
    """The table whose header is above row `start`, and the row from which to look on."""
    rows = [*rows[:start], *_without_remarks(rows, start)]
    width = len(rows[start].values)
    if width >= _MOST_COLUMNS:
        return None, start + 1
    following: list[Row] = []
    for row in rows[start + 1 :]:
        ends = len(row.values) == width + 1 and _PAGE.match(row.values[-1].text)
        own = Row(row.labels, row.values[:width]) if ends else _with_dash(row, width, following)
        if not _goes_on(own, width):
            break
        following.append(own)
        if ends:  # a new page
            break
    while following and len(following[-1].values) != width:
        following.pop()
    head = find_head(rows[start], following)
    body = [Row(rows[start].labels[-(head.first if head else 1) :], rows[start].values), *following]
    full = [row for row in body if len(row.values) == width]
    sure = head is not None and (head.known or len(full) >= SURE_ROWS)
    if head is None or not sure or len(full) < _FEWEST_ROWS or 2 * len(full) <= len(body):
        return None, start + 1
    cells = _labelled([_cells(row, width, head.labels) for row in body])
    doubts = frozenset(place for place, row in enumerate(body, len(head.rows)) if len(row.values) != width)
    end = body[-1].values[-1].lines[1]
    span = (head.rows[0][0].lines[0], end)
    grid = Grid((*map(tuple, head.rows), *cells), len(head.rows), "spaces", span, doubts=doubts)
    return grid, start + len(body)


def _with_dash(row: Row, width: int, before: Sequence[Row]) -> Row:
    """The row with a dash that stands in the place of its second label taken for one."""
    dashed = len(row.values) == width + 1 and kind_of(row.values[0].text) == "dash"
    if not dashed or len(row.labels) != 1 or not before or len(before[-1].labels) != LABELS:
        return row
    return Row((*row.labels, row.values[0]), row.values[1:])


def _goes_on(row: Row, width: int) -> bool:
    """Whether labels and values are a further row: not more values than columns, a label that is short."""
    label = " ".join(cell.text for cell in row.labels)
    short = len(row.labels) <= _MOST_LABEL_LINES and len(label) <= _LONGEST_LABEL
    return short and len(row.values) <= width


def _cells(row: Row, width: int, labels: int) -> tuple[Cell, ...]:
    """A row's cells; without its values where one of them is lost. A lone label is the last of several."""
    lines = (row.labels[0].lines[0], row.labels[-1].lines[1])
    values = row.values if len(row.values) == width else (Cell("", lines),) * width
    part = labels > 1 and compact(row.labels[0].text) == _PART_TOTAL
    if labels == 1 or (is_total(row.labels[0].text) and not part):
        label = Cell(" ".join(cell.text for cell in row.labels), lines)
        return (*(label,) * labels, *values)
    return (*(Cell("", lines),) * (labels - len(row.labels)), *row.labels, *values)


def _labelled(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The rows with the label of a group written out in each of its rows."""
    out: list[tuple[Cell, ...]] = []
    for row in rows:
        above = out[-1][0].text if out else ""
        out.append(row if row[0].text else (Cell(above, row[0].lines), *row[1:]))
    return out
