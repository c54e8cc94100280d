"""Cells that a narrow column broke over several lines, as a print of a word processor has them.

    부서명│2031│2030│증감        부서명│2031 예산안│2030 본예산│증감
    │예산안│본예산│
    기획예산│18,640│17,925│715   기획예산실│18,640│17,925│715
    실│││
    재무과│6,940│6,815│125       재무과│6,940│6,815│125

A line goes on with the row above it where the cells above its own are as wide as their columns, where
figures stand in none of its cells, or where rows are numbered and it has no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.joining import WORDS_OF_ONE, join, width
from corpus.model import Cell
from corpus.tables.cell_kinds import VALUES, compact, kind_of
from corpus.tables.headers import COUNTER_HEADS

Row = list[Cell]

_SLACK: Final = 2  # columns of text that a wide letter or a space leaves free at the end of a full line
_SENTENCES: Final = 16  # columns of text from which on a cell may be a sentence
_SHORT_REST: Final = 2  # letters of a word's end
_LEAST_NUMBERS: Final = 2
_MOST_FIGURES: Final = 0.5
_YEAR: Final = re.compile(r"^[‘’'`]?(?:19|20)?\d{2}(?:\.|년도?)?$")
_MONTH: Final = re.compile(r"^\d{1,2}(?:\.|월)(?:\s?\d{1,2}\.)?$")
_BETWEEN: Final = "·ㆍ‧/~∼-"
_WORD_END: Final = re.compile(r"[가-힣A-Za-z0-9]+$")
_SYLLABLE: Final = re.compile(r"[가-힣]")
_WORD_START: Final = re.compile(r"[가-힣A-Za-z0-9]+")


def unwrapped(rows: Sequence[Row], text: str) -> list[Row]:
    """The rows of a table with those that stand on several lines put together.

    Args:
        rows: a line each, all with as many cells.
        text: the document, whose other words tell where a word was cut.
    """
    if len({len(row) for row in rows}) != 1:
        return list(rows)
    head = _head_lines(rows)
    body = rows[head:]
    groups = _groups(body, numbered=compact(rows[0][0].text) in COUNTER_HEADS)
    top = [_named(rows[:head])] if head else []
    return [*top, *(_joined(group, text) for group in groups)]


def _head_lines(rows: Sequence[Row]) -> int:
    """How many lines the names of the columns stand on: those below the first go on with names of it."""
    if not all(cell.text for cell in rows[0]):
        return 0
    size = 1
    while size < len(rows) and not rows[size][0].text and _are_names(rows[size], rows[0]):
        size += 1
    return size if size < len(rows) else 0


def _are_names(row: Row, above: Row) -> bool:
    """Whether a line may go on with names: words, and months under years ('12.' under '2030.')."""
    return all(
        kind_of(cell.text) not in VALUES or (_MONTH.match(cell.text) and _YEAR.match(over.text))
        for cell, over in zip(row, above, strict=True)
        if cell.text
    )


def _groups(body: Sequence[Row], *, numbered: bool) -> list[list[Row]]:
    """The lines of each row."""
    if numbered:
        starts = [at for at, row in enumerate(body) if row[0].text]
        numbers = [body[at][0].text for at in starts]
        counted = all(map(str.isdigit, numbers)) and len(numbers) >= _LEAST_NUMBERS
        if not counted or not starts or starts[0]:
            return [[row] for row in body]
        return [list(body[at:end]) for at, end in zip(starts, [*starts[1:], len(body)], strict=True)]
    widths = [max(width(row[column].text) for row in body) for column in range(len(body[0]))] if body else []
    counts = _count_columns(body)
    rests = [at for at in range(1, len(body)) if _may_go_on(body[at - 1 : at + 1], widths, counts)]
    if not _are_rests(body, rests, counts):
        return [[row] for row in body]
    groups: list[list[Row]] = []
    for at, row in enumerate(body):
        if at in rests:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _count_columns(body: Sequence[Row]) -> set[int]:
    """The columns in which figures stand."""
    found: set[int] = set()
    for column in range(1, len(body[0]) if body else 0):
        kinds = [kind_of(row[column].text) for row in body if row[column].text]
        if kinds and sum(kind in VALUES for kind in kinds) > _MOST_FIGURES * len(kinds):
            found.add(column)
    return found


def _may_go_on(pair: Sequence[Row], widths: Sequence[int], counts: set[int]) -> bool:
    """Whether a line may go on with the one above: what stands above each of its cells fills its column."""
    above, row = pair
    own = [column for column, cell in enumerate(row) if cell.text]
    if not own or counts & set(own):
        return False
    if not counts and all(cell.text for cell in row) and min(widths) < _SENTENCES:
        return False
    return all(_is_full(above[column].text, row[column].text, widths[column]) for column in own)


def _is_full(above: str, rest: str, room: int) -> bool:
    """Whether the next word, or in a narrow column its next letter, had no room on the line above."""
    used = width(above)
    if not above or (room < _SENTENCES and rest[:1] in "(（"):
        return False
    if room >= _SENTENCES:
        return used + 1 + width(rest.split(maxsplit=1)[0]) > room
    return used >= room - _SLACK


def _are_rests(body: Sequence[Row], rests: Sequence[int], counts: set[int]) -> bool:
    """Whether the lines that have no figures of their own all go on with others: no groups' names."""
    if not counts:
        return bool(rests)
    bare = [at for at, row in enumerate(body) if not any(row[column].text for column in counts)]
    if not rests or bare != list(rests):
        return False
    lone = [at for at in rests if not any(cell.text for cell in body[at][1:])]
    return len(rests) > 1 or not lone or len(compact(body[rests[0]][0].text)) <= _SHORT_REST


def _named(lines: Sequence[Row]) -> Row:
    """The names of the columns: '2031' over '예산안' is '2031 예산안'."""
    return [
        Cell(" ".join(cell.text for cell in column if cell.text), (column[0].lines[0], column[-1].lines[1]))
        for column in zip(*lines, strict=True)
    ]


def _joined(lines: Sequence[Row], text: str) -> Row:
    """The lines of a row as one."""
    row = list(lines[0])
    for line in lines[1:]:
        for column, cell in enumerate(line):
            own = row[column]
            if cell.text:
                whole = _together(own.text, cell.text, text) if own.text else cell.text
                first = own.lines[0] if own.text else cell.lines[0]
                row[column] = Cell(whole, (first, cell.lines[1]))
    return row


def _together(above: str, rest: str, text: str) -> str:
    """A cell's text with its next line, without a space where other words of the document say so.

    Else a name that has none is one word: '농업기술' over '센터'.
    """
    end, start = _WORD_END.search(above), _WORD_START.match(rest)
    if above[-1] in _BETWEEN:
        return f"{above}{rest}"
    if not end or not start:
        return join(above, rest)
    cut = end[0] not in WORDS_OF_ONE and _SYLLABLE.fullmatch(end[0]) and " " in above
    if cut or f"{end[0]}{start[0]}" in text:
        return f"{above}{rest}"
    if f"{end[0]} {start[0]}" in text or " " in above or " " in rest:
        return join(above, rest)
    return f"{above}{rest}"
