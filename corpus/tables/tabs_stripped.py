"""Tab tables whose merged cells left no blanks behind: rows and header lines are of what cells they have.

    재원⇥2031예산안⇥2030예산⇥⇥증감⇥비고           '재원' stands over two columns of labels, '2030예산' and
    본예산⇥최종예산⇥금액⇥%                       '증감' over two of figures each, but only one blank is left
    합계⇥9,300⇥8,100⇥8,400⇥900⇥10.7
    사용료⇥소계⇥5,100⇥4,400⇥4,300⇥800⇥18.6
    대관 사용료⇥3,000⇥2,500⇥2,300⇥700⇥30.4⇥시설

All rows have as many figures, one after the other; what stands before them is the label, with its group in
the group's first row, and what stands behind is a remark. The names are laid over the figures by their
kinds and sums, as those of flattened tables are (`spaces_columns`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from corpus.model import Cell, Grid, Lines
from corpus.tables.headers import VALUES, WORDS, compact, is_header_row, kind_of, merged_slots
from corpus.tables.merged_heads import heads_of
from corpus.tables.spaces.columns import Arrangement, arrange
from corpus.tables.spaces.header import REMARKS, HeadCell, Reading, head_cell
from corpus.tables.spaces.kinds import Columns, column_kinds
from corpus.tables.spaces.words import number_of
from corpus.tables.sums import is_total

_LEVELS: Final = 2
_FEWEST_ROWS: Final = 3
_FEWEST_FIGURES: Final = 3
_MOST_LABELS: Final = 2
_DEAREST: Final = 1.5
_REMARKS: Final = frozenset({"신설", "신규"})  # in the place of a figure too, but not behind all of them

Row = Sequence[Cell]


class _Parts(NamedTuple):
    """A row cut at its figures."""

    labels: Row
    figures: Row
    remark: Row


def read(rows: Sequence[Row], lines: Lines) -> Grid | None:
    """The table of rows that lost the blanks of their merged cells, None where they are no such rows."""
    heads = heads_of(rows)
    if len(heads) < _LEVELS or len(rows) < len(heads) + _FEWEST_ROWS:
        return None
    full = _is_full(heads, rows[len(heads) :])
    if not full and not _is_stripped_header(rows):
        return None
    body = [_cut(row, full=full) for row in rows[len(heads) :]]
    counts = {len(part.figures) for part in body if part}
    deep = max((len(part.labels) for part in body if part), default=0)
    if None in body or len(counts) != 1 or counts < {_FEWEST_FIGURES} or deep > _MOST_LABELS:
        return None
    parts = [part for part in body if part]
    remarks = any(part.remark for part in parts)
    found = _arranged(heads, parts, remarks=remarks)
    if not found or len(found.labels) > deep or _breaks(found, rows[0]):
        return None
    head = _head(found, len(heads), deep, lines[0])
    cells = [*head, *_body(parts, deep, remarks=remarks)]
    return Grid(tuple(map(tuple, cells)), len(head), "tabs", lines)


def _is_full(heads: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether no name has a blank behind or over it, though there are not as many names as columns."""
    return all(cell.text.strip() for row in heads for cell in row) and len(heads[0]) < max(map(len, body))


def _is_stripped_header(rows: Sequence[Row]) -> bool:
    """Whether a line of names stands over names that are not as many as its blanks have room for.

    Blanks at its end may have been left out by another writer, who wrote those in the rows.
    """
    top, under = ([cell.text.strip() for cell in row] for row in rows[:_LEVELS])
    if any(not cell.text.strip() for row in rows[_LEVELS:] for cell in row):
        return False
    if not all(top) and compact(top[-1]) not in REMARKS:
        top += [""] * (max(map(len, rows)) - len(top))
    named = is_header_row(top) and all(under)
    words = all(kind_of(text) in WORDS or text == "%" for text in under)
    return (
        named and words and len(under) != len(merged_slots(top)) and kind_of(rows[_LEVELS][0].text) in WORDS
    )


def _cut(row: Row, *, full: bool) -> _Parts | None:
    """A row's labels, the figures behind them and a remark behind those; None for any other row.

    A blank cell is a figure that is not there (`full`), else it was left out.
    """
    cells = [cell for cell in row if full or cell.text.strip()]
    if not cells or not cells[0].text.strip():
        return None
    values = [kind_of(cell.text) in VALUES or not cell.text.strip() for cell in cells]
    values[-1] = values[-1] and cells[-1].text.strip() not in _REMARKS
    first = values.index(True) if True in values else 0
    last = next((at for at in range(first, len(cells)) if not values[at]), len(cells))
    if not 0 < first <= _MOST_LABELS or len(cells) - last > 1:
        return None
    return _Parts(cells[:first], cells[first:last], cells[last:])


def _arranged(heads: Sequence[Row], parts: Sequence[_Parts], *, remarks: bool) -> Arrangement | None:
    """The names laid over the figures, the cheapest way."""
    names: list[HeadCell] = []
    for row in heads:
        told = [cell for cell in row if cell.text.strip()]
        names += [head_cell(cell.text.strip(), cell.lines, at == 0) for at, cell in enumerate(told)]
    texts = [[cell.text for cell in part.figures] for part in parts]
    values = tuple(tuple(number_of(text) for text in row) for row in texts)
    columns = Columns(column_kinds(list(zip(*texts, strict=True))), values)
    return arrange(Reading(tuple(names), 0.0), columns, _DEAREST, labels=1, tails=remarks)


def _breaks(found: Arrangement, top: Row) -> bool:
    """Whether a name that has a blank behind it was laid over one column."""
    wide = [cell.text.strip() for cell, behind in pairwise(top) if not behind.text.strip()]
    return any(path[0].text in wide and len(path) == 1 for path in found.paths)


def _head(found: Arrangement, levels: int, deep: int, line: int) -> list[list[Cell]]:
    """The rows of names: groups, and the names under them."""
    here = (line, line)
    stubs = [found.labels[min(at, len(found.labels) - 1)].cell for at in range(deep)] if found.labels else []
    stubs = stubs or [Cell("", here)] * deep
    remark = [found.remark.cell] if found.remark else []
    rows = range(levels)
    return [[*stubs, *(path[min(at, len(path) - 1)].cell for path in found.paths), *remark] for at in rows]


def _body(parts: Sequence[_Parts], deep: int, *, remarks: bool) -> list[list[Cell]]:
    """The rows at the table's width, each with the label of its group; a total is of no group."""
    out: list[list[Cell]] = []
    group: Cell | None = None
    for part in parts:
        labels = list(part.labels)
        if len(labels) == deep > 1:
            group = labels[0]
        elif deep > 1:
            own = labels[0]
            total = is_total(own.text)
            group = None if total else group
            labels = [Cell(group.text, own.lines) if group else own, own]
        blank = Cell("", labels[-1].lines)
        out.append([*labels, *part.figures, *((part.remark or [blank]) if remarks else [])])
    return out
