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
from corpus.tables.spaces.columns import arrange, is_told
from corpus.tables.spaces.header import REMARKS, Reading, head_cell, is_known_word, is_label_word
from corpus.tables.spaces.kinds import Columns, column_kinds, kind_cost
from corpus.tables.spaces.words import (
    is_furniture,
    is_stop,
    kind_of,
    number_of,
    taken_lines,
    value_span,
    words_of,
)
from corpus.tables.stacked.levels import lay_levels
from corpus.tables.sums import is_total
from corpus.units import caption_units, stated_units

_LONGEST_CELL: Final = 30
_LONGEST_LABEL: Final = 24
_MOST_COLUMNS: Final = 12
_FEWEST_ROWS: Final = 2
_SURE_ROWS: Final = 4  # under a header of words that tables seldom use
_LONGEST_HEAD: Final = 10
_MOST_LABEL_LINES: Final = 2
_LABELS: Final = 2
_DEAREST: Final = 1.0  # what it may cost to lay names of two levels over the columns
_KNOWN_SHARE: Final = 0.5  # of the header's words, where its first does not say that labels follow
# '2021년', "'21", '2022년 9월', '2019', '2026 상반기 [명]': they head rows and columns
_YEAR: Final = re.compile(
    r"^(?:[‘’'`]\d{2}(?:년도?|\.)?|(?:19|20)\d{2}(?:년도?)?)(?:\s*(?:\d{1,2}월|[상하]반기|\d분기))?"
    r"(?:\s*[\[(（][^\[\]()（）\d]{1,8}[\])）])?$"
)
_DAY: Final = re.compile(r"^[‘’'`]?\d{2,4}\.\s?\d{1,2}\.(?:\s?\d{1,2}\.)?$|^[-–―]$")
# under a name of a column: '1인당 면적', '(㎡)'; '2029', '[백만원]'
_UNIT: Final = re.compile(r"^(?:[(（][^()（）\d]{1,10}[)）]|\[[^\[\]\d]{1,10}\])$")
_NOTE: Final = re.compile(r"^[(（\[〔<][^()（）]{2,30}[)）\]〕>]$")
# over figures, never over a second label
_MEASURE: Final = re.compile(r"(?:액|율|률|비|수량|[총합소]\s?계|^계)$")
_PAGE: Final = re.compile(r"^\d{1,3}/\d{1,3}$")


@dataclass(frozen=True, slots=True)
class _Row:
    """Label lines and the values below them."""

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """The rows of a header, how many of its names stand over labels, how many labels the first row has.

    `known` says that it is one by its words.
    """

    rows: tuple[Sequence[Cell], ...]
    labels: int
    first: int
    known: bool


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
        named = kind_of(cell.text) == "mark" and not (rows or values)  # '신규' among the names of columns
        if not _is_label(cell.text) and place not in sizes and not named:
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


def _without_remarks(rows: Sequence[_Row], start: int) -> list[_Row]:
    """The rows from `start` on, without what stands behind their figures under '비고', the last upper name.

    '정원', '비고', '남', '여', '총무과', '4', '5', '휴직 1명', '인사과': what is before '인사과' is no label.
    """
    first, *later = rows[start:]
    names = [name for name in first.labels if compact(name.text) not in REMARKS]
    if len(names) + 1 != len(first.labels):
        return [first, *later]
    return [_Row(tuple(names), first.values), *(_Row(row.labels[-1:], row.values) for row in later)]


def _grid(rows: Sequence[_Row], start: int) -> tuple[Grid | None, int]:
    """The table whose header is above row `start`, and the row from which to look on."""
    rows = [*rows[:start], *_without_remarks(rows, start)]
    width = len(rows[start].values)
    if width >= _MOST_COLUMNS:
        return None, start + 1
    following: list[_Row] = []
    for row in rows[start + 1 :]:
        ends = len(row.values) == width + 1 and _PAGE.match(row.values[-1].text)
        own = _Row(row.labels, row.values[:width]) if ends else _with_dash(row, width, following)
        if not _goes_on(own, width):
            break
        following.append(own)
        if ends:  # a new page
            break
    while following and len(following[-1].values) != width:
        following.pop()
    head = _head(rows[start], following)
    body = [_Row(rows[start].labels[-(head.first if head else 1) :], rows[start].values), *following]
    full = [row for row in body if len(row.values) == width]
    sure = head is not None and (head.known or len(full) >= _SURE_ROWS)
    if head is None or not sure or len(full) < _FEWEST_ROWS or 2 * len(full) <= len(body):
        return None, start + 1
    cells = _labelled([_cells(row, width, head.labels) for row in body])
    doubts = frozenset(place for place, row in enumerate(body, len(head.rows)) if len(row.values) != width)
    end = body[-1].values[-1].lines[1]
    span = (head.rows[0][0].lines[0], end)
    grid = Grid((*map(tuple, head.rows), *cells), len(head.rows), "spaces", span, doubts=doubts)
    return grid, start + len(body)


def _with_dash(row: _Row, width: int, before: Sequence[_Row]) -> _Row:
    """The row with a dash that stands in the place of its second label taken for one."""
    dashed = len(row.values) == width + 1 and kind_of(row.values[0].text) == "dash"
    if not dashed or len(row.labels) != 1 or not before or len(before[-1].labels) != _LABELS:
        return row
    return _Row((*row.labels, row.values[0]), row.values[1:])


def _head(row: _Row, following: Sequence[_Row]) -> _Head | None:
    """The header among the labels of the first row, None where none can be told.

    Where further rows have two labels, so has this one ('시설명', '위치') unless it is a total.
    """
    if not row.labels:
        return None
    counts = {len(each.labels) for each in following if not is_total(each.labels[0].text)}
    if 2 not in counts or is_total(row.labels[-1].text):
        return _head_of(row, following, counts, 1)
    found = [_head_of(row, following, counts, first) for first in (2, 1)]
    heads = [head for head in (found[:1] if counts == {2} else found) if head]
    return max(heads, key=lambda head: len(head.rows), default=None)  # names of two levels are surer


def _head_of(row: _Row, following: Sequence[_Row], counts: set[int], first: int) -> _Head | None:
    """The header where the first row has `first` labels and the others, totals left out, have `counts`."""
    width = len(row.values)
    names = row.labels[:-first]
    if repeated := _repeated(names, width):
        return _Head(repeated, 1, first, known=True)
    if 2 in counts:
        flat = names[-width - 2 :]
        worded = [is_label_word(compact(name.text)) for name in flat[:2]]
        whole = len(flat) == width + 2
        over = whole and worded[0] and (counts == {2} or worded[1]) and not _MEASURE.search(flat[1].text)
        dated = whole and counts == {2} and _opens(names, width + 2) and _are_dated(following)
        if (over or dated) and _stub(names, width + 1) is None and _are_different(flat):
            return _Head((flat,), 2, first, known=True)
    if counts != {2}:
        flat = names[-width - 1 :]
        labelled = bool(flat) and is_label_word(compact(flat[0].text))
        stub = _stub(names, width)
        # '읍면동', '세대수', '인구', '계', '남', '여'
        if stub is None and not labelled and width + 1 < len(names) <= 2 * width + 1:
            levels = _two_levels(names, [row, *following], first)
            if levels:
                return levels
        if first == 1 and len(flat) == width + 1 and stub is None:
            known = _is_header(flat)
            return _Head((flat,), 1, first, known=known) if known or _could_be_header(flat) else None
        if stub is not None:
            longer = _with_long_name(names[stub:], [row, *following]) if counts <= {1} else []
            levels = _two_levels(names[stub:], [row, *following], first)
            return levels or (_Head((longer,), 1, first, known=True) if longer else None)
    return None


def _with_long_name(names: Sequence[Cell], rows: Sequence[_Row]) -> list[Cell]:
    """The names, two of which are one on two lines; none where the kinds of the figures do not tell which.

    '동', '세대수', '변동률', '의견', '제출' over '940', '1.8', '74': '의견 제출', for no rate is over 940.
    """
    width = len(rows[0].values)
    texts = [[cell.text for cell in row.values] for row in rows if len(row.values) == width]
    kinds = column_kinds(list(zip(*texts, strict=True)))
    if len(names) != width + 2 or not _are_different(names):
        return []
    ways: list[tuple[float, list[Cell]]] = []
    for at in range(1, width + 1):
        one, other = names[at : at + 2]
        joined = Cell(f"{one.text} {other.text}", (one.lines[0], other.lines[1]))
        whole = [*names[:at], joined, *names[at + 2 :]]
        heads = [(head_cell(name.text, name.lines, starts_line=True),) for name in whole[1:]]
        ways.append((sum(map(kind_cost, kinds, heads)), whole))
    ways.sort(key=lambda way: way[0])
    told = not ways[0][0] and (len(ways) == 1 or ways[1][0] > 0)
    return ways[0][1] if told and len(texts) >= _SURE_ROWS else []


def _repeated(names: Sequence[Cell], width: int) -> tuple[Sequence[Cell], ...]:
    """The rows of a header whose lower names come again under each upper one; () for another header.

    '시설', '2030', '2031', '수입', '지출', '수입', '지출' over four columns.
    """
    keys = [compact(name.text) for name in names]
    for times in range(2, width // 2 + 1):
        size, start = width // times, len(names) - width - times
        block = keys[len(keys) - width :][:size]
        alike = size * times == width and keys[-width:] == block * times and len(set(block)) == size
        over = names[start : start + times]
        if start > 0 and alike and _are_different(over) and not set(keys[start : start + times]) & set(block):
            stub = names[start - 1]
            upper = [name for name in over for _ in range(size)]
            return [stub, *upper], [stub, *names[-width:]]
    return ()


def _opens(names: Sequence[Cell], size: int) -> bool:
    """Whether a blank line is above the last `size` names."""
    return len(names) == size or names[-size - 1].lines[1] + 1 < names[-size].lines[0]


def _are_dated(rows: Sequence[_Row]) -> bool:
    """Whether the second labels of rows are days: '나루관', '2004. 10.'."""
    days = [row.labels[1].text for row in rows if len(row.labels) > 1]
    return len(days) >= _FEWEST_ROWS and all(map(_DAY.match, days))


def _are_different(names: Sequence[Cell]) -> bool:
    return len({compact(name.text) for name in names}) == len(names)


def _stub(names: Sequence[Cell], width: int) -> int | None:
    """The place of the name over labels that stands before more names than there are columns."""
    least = max(0, len(names) - 2 * width - 2)
    found = (at for at in range(least, len(names) - width - 1) if is_label_word(compact(names[at].text)))
    return next(found, None)


def _two_levels(names: Sequence[Cell], rows: Sequence[_Row], first: int) -> _Head | None:
    """The header of names of groups and of columns, laid out by what the figures add up to."""
    width = len(rows[0].values)
    texts = [[cell.text for cell in row.values] for row in rows if len(row.values) == width]
    values = tuple(tuple(map(number_of, row)) for row in texts)
    columns = Columns(column_kinds(list(zip(*texts, strict=True))), values)
    reading = Reading(tuple(head_cell(name.text, name.lines, starts_line=True) for name in names), 0.0)
    labels = 2 if is_label_word(compact(names[1].text)) else 1
    found = arrange(reading, columns, _DEAREST, labels=labels)
    few = len(rows) <= _FEWEST_ROWS
    told = found is not None and len(found.labels) == labels and is_told(found, columns)
    paths = found.paths if found and told else lay_levels(reading.cells[labels:], columns)
    if few or not paths:
        return None
    deep = max(map(len, paths))
    over = [cell.cell for cell in reading.cells[:labels]]
    laid = [[path[min(level, len(path) - 1)].cell for path in paths] for level in range(deep)]
    return _Head(tuple((*over, *line) for line in laid), labels, first, known=True)


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
    short = all(len(compact(cell.text)) <= _LONGEST_HEAD for cell in header)
    return len(header) > 2 and short and _are_different(header)


def _goes_on(row: _Row, width: int) -> bool:
    """Whether labels and values are a further row: not more values than columns, a label that is short."""
    label = " ".join(cell.text for cell in row.labels)
    short = len(row.labels) <= _MOST_LABEL_LINES and len(label) <= _LONGEST_LABEL
    return short and len(row.values) <= width


def _cells(row: _Row, width: int, labels: int) -> tuple[Cell, ...]:
    """A row's cells; without its values where one of them is lost. A lone label is the last of several."""
    lines = (row.labels[0].lines[0], row.labels[-1].lines[1])
    values = row.values if len(row.values) == width else (Cell("", lines),) * width
    if labels == 1 or is_total(row.labels[0].text):
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
