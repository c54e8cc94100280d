"""Cells with line breaks in them: a row of a tab table that extraction wrote over several lines.

    연번⇥지적사항⇥조치내용⇥진도
    1⇥안내문을 여러 나라
    말로 낼 것⇥네 나라 말로 다시 냄⇥완료
    2⇥주차장을 넓힐 것⇥12면을 더함⇥완료

The tabs of such lines add up to those of a whole row; a line without a tab is the end of the row above or
the start of the label below:

    팀명⇥인원⇥주요 업무               사업⇥예산⇥집행
    복지기획팀                         생활
    (6명)⇥6⇥사회복지관 지도          보장⇥1,200⇥800

A row that lost the blank cells at its end has fewer tabs too, so lines are put together only where all of
the table's come out whole and the figures of the rows put together stand under figures, or where all that
goes on is in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.model import Cell
from corpus.tables.cell_kinds import WORDS, compact, is_value, kind_of
from corpus.tables.headers import LABEL_HEADS

Row = list[Cell]

_LEAST_WIDTH: Final = 3
_LEAST_WHOLE: Final = 2
_LONGEST_HEAD: Final = 30
_LONGEST_LABEL: Final = 40  # of the start of a label
_MOST_LINES: Final = 8  # of one row
_FIGURES_SHARE: Final = 0.8
_AMOUNTS: Final = frozenset(["figure", "rate", "dash"])
# '구분⇥2022년' over '예산⇥집행' is as likely a header of two levels as one with a break in '2022년 예산'
_TWO_LEVELS: Final = 2
_NOTE: Final = re.compile(r"^[※*]")
_BRACKETED: Final = re.compile(r"^[(（\[]")
_OPEN: Final = re.compile(r"[(（][^()（）]*$|\[[^\[\]]*$")
# '수급자' alone over '가구⇥1,746' and '인원⇥2,213': what is counted of it
_COUNTED: Final = frozenset(
    ["가구", "세대", "인원", "인구", "금액", "건수", "면적", "개소", "명수", "대수", "비율"]
)


@dataclass(slots=True)
class _Part:
    """A row of the table, how many lines it stands on, and which of its cells go over the end of a line.

    `amount` says that one of these is an amount before the end of the line: '누수탐사⇥1,000' lost a cell;
    `noted` that all that goes on is in brackets.
    """

    row: Row
    lines: int
    broken: set[int]
    amount: bool
    noted: bool = True


def unwrap(rows: Sequence[Row], columns: int = 0) -> list[Row]:
    """The rows of a table with those that stand on several lines put together; as they are where none do.

    Args:
        rows: a line each, as its cells; a line without a tab is one cell.
        columns: how many the table has, where that is known.
    """
    width = columns or max((len(row) for row in rows), default=0)
    whole = sum(len(row) == width for row in rows)
    parts = _parts(rows, width) if width > 1 and whole < len(rows) else None
    if parts is None:
        return list(rows)
    noted = all(part.noted for part in parts)
    if noted or _are_counted(parts) or (parts[0].lines == 1 and _are_counted(parts[1:])):
        return [part.row for part in parts]
    if width < _LEAST_WIDTH or whole < _LEAST_WHOLE or not _are_rows(parts, width):
        return list(rows)
    two = parts[0].lines == _TWO_LEVELS and len(rows[1]) > 1 and all(cell.text.strip() for cell in rows[1])
    kept = rows[:_TWO_LEVELS] if two else [parts[0].row]
    return [*kept, *(part.row for part in parts[1:])]


def _parts(rows: Sequence[Row], width: int) -> list[_Part] | None:
    """The rows put together from the top, None where some do not come out whole."""
    parts: list[_Part] = []
    group = ""
    at = 0
    while at < len(rows):
        if len(rows[at]) == 1 and parts and _ends(parts, rows, at):
            _end(parts[-1], rows[at][0])
            at += 1
            continue
        part = _whole(rows, at, width)
        if part is None:
            return None
        at += part.lines
        if compact(rows[at - 1][0].text) not in _COUNTED:
            group = ""
        elif len(rows[at - part.lines]) == 1:
            group = rows[at - part.lines][0].text
        elif group:
            part.row[0] = Cell(f"{group} {part.row[0].text.strip()}", part.row[0].lines)
        parts.append(part)
    return parts


def _ends(parts: Sequence[_Part], rows: Sequence[Row], at: int) -> bool:
    """Whether a line without a tab is the rest of the last cell of the row above, not of the label below.

    Under the header it is of the label where other labels start so, below figures.
    """
    text, last = rows[at][0].text.strip(), parts[-1].row[-1].text
    following = rows[at + 1][0].text.strip() if at + 1 < len(rows) else ""
    if _BRACKETED.match(text) or _OPEN.search(last):
        return compact(following) not in LABEL_HEADS
    if not last.strip() or is_value(last) or _BRACKETED.match(following) or compact(following) in _COUNTED:
        return False
    if _start_above(rows):
        return False
    below = enumerate(rows[at + 1 :], at + 1)
    return len(parts) > 1 or not any(len(row) == 1 and is_value(rows[k - 1][-1].text) for k, row in below)


def _start_above(rows: Sequence[Row]) -> bool:
    """Whether lines without a tab start labels: one is below the header, others above rows, none is last."""
    alone = sum(len(row) == 1 for row in rows)
    return len(rows[1]) == 1 and len(rows[-1]) > 1 and 3 * alone >= len(rows) > _MOST_LINES // 2


def _end(part: _Part, rest: Cell) -> None:
    """Puts the rest of its last cell to a row."""
    part.noted = part.noted and _is_noted(part.row[-1].text, rest.text)
    part.row[-1] = _glued(part.row[-1], rest)
    part.lines += 1
    part.broken.add(len(part.row) - 1)


def _is_noted(text: str, rest: str) -> bool:
    """Whether what goes on a cell is in brackets; '(서무팀)' goes on no amount."""
    bracketed = _BRACKETED.match(rest.strip()) and (
        kind_of(text) not in _AMOUNTS or any(map(str.isdigit, rest))
    )
    return bool(bracketed or _OPEN.search(text))


def _whole(rows: Sequence[Row], at: int, width: int) -> _Part | None:
    """The row of `width` cells that starts at a line, its label on lines of its own maybe; None for none."""
    part = _Part(list(rows[at]), 1, set(), amount=False)
    if len(part.row) == 1 and (
        len(part.row[0].text) > _LONGEST_LABEL or _NOTE.match(part.row[0].text.strip())
    ):
        return None
    while len(part.row) < width and at + part.lines < len(rows) and part.lines < _MOST_LINES:
        following = rows[at + part.lines]
        if len(part.row) + len(following) - 1 > width:
            break
        end = part.row[-1]
        part.noted = part.noted and _is_noted(end.text, following[0].text)
        part.amount = part.amount or kind_of(end.text) in _AMOUNTS
        part.broken.add(len(part.row) - 1)
        part.row = [*part.row[:-1], _glued(end, following[0]), *following[1:]]
        part.lines += 1
    return part if len(part.row) == width else None


def _glued(cell: Cell, rest: Cell) -> Cell:
    text = " ".join(part for part in (cell.text.strip(), rest.text.strip()) if part)
    return Cell(text, (cell.lines[0], rest.lines[1]))


def _are_rows(parts: Sequence[_Part], width: int) -> bool:
    """Whether the rows that were put together are like the others, the first of them maybe the header."""
    valued = [part for part in parts[1:] if any(is_value(cell.text) for cell in part.row)]
    plain = [part.row for part in valued if part.lines == 1] or [part.row for part in valued]
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
    named = all(kind_of(name) in WORDS and len(name) <= _LONGEST_HEAD for name in names if name)
    return named and bool(names[0])


def _are_counted(parts: Sequence[_Part]) -> bool:
    """Whether the first cells count the rows: 1, 2, 3, also after the rows have been put together."""
    counts = [compact(part.row[0].text).strip(".()") for part in parts]
    if not all(count.isdigit() for count in counts):
        return False
    return len(counts) > 1 and all(int(later) == int(count) + 1 for count, later in pairwise(counts))
