"""Tables whose cells stand one below the other, a line each: '부서', '정원', '현원', '총무과', '12', '11'.

Extraction that follows a page's cells leaves out what tells a row from the next; blank lines are no help,
they may stand between all cells or none. But the cells repeat: a label, then a value for each column of
figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables.headers import compact, size_of
from corpus.tables.paged import add_part
from corpus.tables.spaces_header import is_known_word, is_label_word
from corpus.tables.spaces_words import is_furniture, is_stop, kind_of, taken_lines, value_span, words_of
from corpus.units import caption_units, stated_units

_LONGEST_CELL: Final = 30
_LONGEST_LABEL: Final = 24
_MOST_COLUMNS: Final = 12
_FEWEST_ROWS: Final = 2
_SURE_ROWS: Final = 4  # under a header of words that tables seldom use
_LONGEST_HEAD: Final = 10
_MOST_LABEL_LINES: Final = 2
_KNOWN_SHARE: Final = 0.5  # of the header's words, where its first does not say that labels follow
# '2021년', "'21", '2022년 9월', '2019': they head rows and columns
_YEAR: Final = re.compile(r"^(?:[‘’'`]\d{2}(?:년도?|\.)?|(?:19|20)\d{2}(?:년도?)?)(?:\s*\d{1,2}월)?$")
# under a name of a column: '1인당 면적', '(㎡)'
_UNIT: Final = re.compile(r"^[(（][^()（）\d]{1,10}[)）]$")
_NOTE: Final = re.compile(r"^[(（\[〔<][^()（）]{2,30}[)）\]〕>]$")
_PAGE: Final = re.compile(r"^\d{1,3}/\d{1,3}$")


@dataclass(frozen=True, slots=True)
class _Row:
    """Label lines and the values below them."""

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables with a cell a line.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids of one header row in document order. A row that has not a value for each column keeps its label
        alone and is in `doubts`.

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
    for number, text in enumerate(lines, start=1):
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


def _rows(cells: Sequence[Cell]) -> list[_Row]:
    """The cells as labels with the values below them; the header is among the labels of the first."""
    rows: list[_Row] = []
    labels: list[Cell] = []
    values: list[Cell] = []
    sizes = _sizes(cells)
    for place, cell in enumerate(cells):
        if not _is_label(cell.text) and place not in sizes:
            values.append(cell)
            continue
        if values:
            rows.append(_Row(tuple(labels), tuple(values)))
            labels, values = [], []
        labels.append(cell)
    return [*rows, _Row(tuple(labels), tuple(values))] if values else rows


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


def _grid(rows: Sequence[_Row], start: int) -> tuple[Grid | None, int]:
    """The table whose header is above row `start`, and the row from which to look on."""
    first = rows[start]
    width = len(first.values)
    header = first.labels[-width - 2 : -1]
    if len(header) != width + 1 or width >= _MOST_COLUMNS:
        return None, start + 1
    body = [_Row(first.labels[-1:], first.values)]
    for row in rows[start + 1 :]:
        ends = len(row.values) == width + 1 and _PAGE.match(row.values[-1].text)
        own = _Row(row.labels, row.values[:width]) if ends else row
        if not _goes_on(own, width):
            break
        body.append(own)
        if ends:  # a new page
            break
    full = [row for row in body if len(row.values) == width]
    while len(body[-1].values) != width:
        body.pop()
    known = _is_header(header) or (_could_be_header(header) and len(full) >= _SURE_ROWS)
    if not known or len(full) < _FEWEST_ROWS or 2 * len(full) <= len(body):
        return None, start + 1
    cells = tuple(_cells(row, width) for row in body)
    doubts = frozenset(place for place, row in enumerate(body, start=1) if len(row.values) != width)
    end = body[-1].values[-1].lines[1]
    grid = Grid((tuple(header), *cells), 1, "spaces", (header[0].lines[0], end), doubts=doubts)
    return grid, start + len(body)


def _is_header(header: Sequence[Cell]) -> bool:
    """Whether cells read as the head of a table: '구분 | 2021년 | 2022년', '종별 | 개소 | 병상'."""
    keys = [compact(cell.text) for cell in header]
    if len(set(keys)) < len(keys):
        return False
    known = sum(is_known_word(key) for key in keys[1:])
    if is_label_word(keys[0]):
        return known > 0 or len(keys) > 2
    return len(keys) > 2 and known >= _KNOWN_SHARE * (len(keys) - 1) + 0.5


def _could_be_header(header: Sequence[Cell]) -> bool:
    """Whether cells are names of columns, though none that is known: '시술 종류 | 결정 | 완료 | 임신'."""
    return len(header) > 2 and all(len(compact(cell.text)) <= _LONGEST_HEAD for cell in header)


def _goes_on(row: _Row, width: int) -> bool:
    """Whether labels and values are a further row: not more values than columns, a label that is short."""
    label = " ".join(cell.text for cell in row.labels)
    short = len(row.labels) <= _MOST_LABEL_LINES and len(label) <= _LONGEST_LABEL
    return short and len(row.values) <= width


def _cells(row: _Row, width: int) -> tuple[Cell, ...]:
    """A row's cells; without its values where one of them is lost."""
    lines = (row.labels[0].lines[0], row.labels[-1].lines[1])
    label = Cell(" ".join(cell.text for cell in row.labels), lines)
    values = row.values if len(row.values) == width else (Cell("", lines),) * width
    return (label, *values)
