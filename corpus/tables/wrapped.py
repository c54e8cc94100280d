"""Cells with line breaks in them: a row of a tab table that extraction wrote over several lines.

    연번⇥지적사항⇥조치내용⇥진도
    1⇥안내문을 여러 나라
    말로 낼 것⇥네 나라 말로 다시 냄⇥완료
    2⇥주차장을 넓힐 것⇥12면을 더함⇥완료

The tabs of such lines add up to those of a whole row. A row that lost the blank cells at its end has fewer
tabs too, so lines are put together only where all of the table's come out whole and the figures of the
rows put together stand under figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.model import Cell
from corpus.tables.headers import WORDS, compact, is_value, kind_of

Row = list[Cell]

_LEAST_WIDTH: Final = 3
_LEAST_WHOLE: Final = 2
_LONGEST_HEAD: Final = 30
_MOST_LINES: Final = 8  # of one row
_FIGURES_SHARE: Final = 0.8
_AMOUNTS: Final = frozenset(["figure", "rate", "dash"])
# '구분⇥2022년' over '예산⇥집행' is as likely a header of two levels as one with a break in '2022년 예산'
_TWO_LEVELS: Final = 2


@dataclass(slots=True)
class _Part:
    """A row of the table, how many lines it stands on, and which of its cells go over the end of a line.

    `amount` says that one of these is an amount before the end of the line: '누수탐사⇥1,000' lost a cell.
    """

    row: Row
    lines: int
    broken: set[int]
    amount: bool


def unwrap(rows: Sequence[Row], columns: int = 0) -> list[Row]:
    """The rows of a table with those that stand on several lines put together; as they are where none do.

    Args:
        rows: a line each, as its cells; a line without a tab is one cell.
        columns: how many the table has, where that is known.
    """
    width = columns or max((len(row) for row in rows), default=0)
    whole = sum(len(row) == width for row in rows)
    if width < _LEAST_WIDTH or whole == len(rows):
        return list(rows)
    parts = _parts(rows, width)
    if parts is None:
        return list(rows)
    if _are_counted(parts) or (parts[0].lines == 1 and _are_counted(parts[1:])):
        return [part.row for part in parts]
    if whole < _LEAST_WHOLE or not _are_rows(parts, width):
        return list(rows)
    kept = rows[:_TWO_LEVELS] if parts[0].lines == _TWO_LEVELS else [parts[0].row]
    return [*kept, *(part.row for part in parts[1:])]


def _parts(rows: Sequence[Row], width: int) -> list[_Part] | None:
    """The rows put together from the top, None where some do not come out whole."""
    parts: list[_Part] = []
    at = 0
    while at < len(rows):
        row, size, broken, amount = list(rows[at]), 1, set[int](), False
        while 1 < len(row) < width and at + size < len(rows) and size < _MOST_LINES:
            following = rows[at + size]
            if len(row) + len(following) - 1 > width:
                break
            amount = amount or kind_of(row[-1].text) in _AMOUNTS
            broken.add(len(row) - 1)
            row = [*row[:-1], _glued(row[-1], following[0]), *following[1:]]
            size += 1
        if len(row) == width:
            parts.append(_Part(row, size, broken, amount))
        elif len(row) == 1 and parts and not is_value(parts[-1].row[-1].text):
            last = parts[-1]  # the rest of the last cell of the row above
            cells = [*last.row[:-1], _glued(last.row[-1], row[0])]
            parts[-1] = _Part(cells, last.lines + 1, {*last.broken, width - 1}, last.amount)
        else:
            return None
        at += size
    return parts


def _glued(cell: Cell, rest: Cell) -> Cell:
    text = " ".join(part for part in (cell.text.strip(), rest.text.strip()) if part)
    return Cell(text, (cell.lines[0], rest.lines[1]))


def _are_rows(parts: Sequence[_Part], width: int) -> bool:
    """Whether the rows that were put together are like the others, the first of them maybe the header."""
    plain = [part.row for part in parts[1:] if part.lines == 1]
    figures = [
        column
        for column in range(width)
        if plain and sum(is_value(row[column].text) for row in plain) >= _FIGURES_SHARE * len(plain)
    ]
    joined = [part for part in parts[1:] if part.lines > 1]
    head = parts[0].lines == 1 or _is_head(parts[0].row)
    alike = all(
        column not in part.broken and is_value(part.row[column].text) for part in joined for column in figures
    )
    return head and bool(figures) and alike and not any(part.amount for part in joined)


def _is_head(row: Row) -> bool:
    names = [cell.text.strip() for cell in row]
    return all(name and kind_of(name) in WORDS and len(name) <= _LONGEST_HEAD for name in names)


def _are_counted(parts: Sequence[_Part]) -> bool:
    """Whether the first cells count the rows: 1, 2, 3, also after the rows have been put together."""
    counts = [compact(part.row[0].text).strip(".()") for part in parts]
    if not all(count.isdigit() for count in counts):
        return False
    return len(counts) > 1 and all(int(later) == int(count) + 1 for count, later in pairwise(counts))
