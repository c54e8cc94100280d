"""Names over one row of counts and a row of their shares, without a word before either.

             계     주거시설     산업시설         기타              한 셀이 한 줄:  경매 / 정가 / 계 /
          1,439          402          218          819                             182 / 78 / 260 /
           100%        27.9%        15.1%        56.9%                             70.0 / 30.0 / 100.0

That the counts add up to their total, and that the shares are theirs, tells that each stands under its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from corpus.joining import width
from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.spaces.words import is_caption, is_furniture, number_of, taken_lines
from corpus.tables.sums import is_total

_FEWEST: Final = 3
_MOST: Final = 15
_LONGEST: Final = 20
_LONGEST_LINE: Final = 400
_STEP: Final = Decimal("0.11")  # by which a share may be rounded
_PIECE: Final = re.compile(r"\S+(?:\s\S+)*")
_RATE: Final = re.compile(r"^\d{1,3}(?:\.\d+)?\s?%?$")
_SHARE: Final = "비율"
_APART: Final = 3  # columns of the page by which a name may end beside the end of its figure

Piece = tuple[int, str]  # where it ends, and its text


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of counts and shares, in order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    elsewhere = taken_lines(taken)
    free = [number not in elsewhere and bool(line.strip()) for number, line in enumerate(lines, 1)]
    grids: list[Grid] = []
    last = 0
    for number in range(1, len(lines)):
        if number <= last or not free[number - 1]:
            continue
        grid = _in_lines(lines, number, free) or _one_a_line(lines, number, free)
        if grid:
            grids.append(grid)
            last = grid.lines[1]
    return grids


def _in_lines(lines: Sequence[str], number: int, free: Sequence[bool]) -> Grid | None:
    """The table whose names stand on a line, its counts on the next one and the shares on the one below."""
    if number + 2 > len(lines) or not all(free[number : number + 2]) or is_caption(lines[number - 1]):
        return None
    names, counts, shares = (_pieces(lines[at]) for at in range(number - 1, number + 2))
    if len(names) == len(counts) - 1:
        names = _split(names, counts)
    if not _FEWEST <= len(names) == len(counts) == len(shares):
        return None
    rows = [[text for _, text in row] for row in (names, counts, shares)]
    if any(number_of(name) is not None for name in rows[0]) or not _are_shares(*rows):
        return None
    return _grid([[Cell(text, (number + at, number + at)) for text in row] for at, row in enumerate(rows)])


def _one_a_line(lines: Sequence[str], number: int, free: Sequence[bool]) -> Grid | None:
    """The table of which each name, count and share has a line of its own."""
    run = [Cell(line.strip(), (at, at)) for at, line in _run(lines, number, free)]
    size = next((at for at, cell in enumerate(run) if number_of(cell.text) is not None), 0)
    if not _FEWEST <= size <= _MOST or len(run) < 3 * size:
        return None
    rows = [run[at * size : (at + 1) * size] for at in range(3)]
    ends = len(run) == 3 * size or number_of(run[3 * size].text) is None
    return _grid(rows) if ends and _are_shares(*([cell.text for cell in row] for row in rows)) else None


def _run(lines: Sequence[str], number: int, free: Sequence[bool]) -> Iterator[tuple[int, str]]:
    """The lines from `number` on that may be a cell each."""
    for at in range(number, min(len(lines), number + 3 * _MOST + 1) + 1):
        line = lines[at - 1]
        marked = read_mark(line).style and number_of(line.strip()) is None
        if (
            not free[at - 1]
            or len(line.strip()) > _LONGEST
            or marked
            or is_caption(line)
            or is_furniture(line)
        ):
            return
        yield at, line


def _pieces(line: str) -> list[Piece]:
    found = _PIECE.finditer(line) if len(line) <= _LONGEST_LINE else ()
    return [(width(line[: piece.end()]), piece[0]) for piece in found]


def _split(names: Sequence[Piece], counts: Sequence[Piece]) -> list[Piece]:
    """The names, two of which one space parts taken apart where figures end below; none for no such two."""
    for place, (end, text) in enumerate(names):
        for space in re.finditer(" ", text):
            first = (end - width(text[space.start() :]), text[: space.start()])
            ways = [*names[:place], first, (end, text[space.end() :]), *names[place + 1 :]]
            if all(abs(one[0] - other[0]) <= _APART for one, other in zip(ways, counts, strict=True)):
                return ways
    return []


def _are_shares(names: Sequence[str], counts: Sequence[str], shares: Sequence[str]) -> bool:
    """Whether counts add up to one of them, named a total or not, and have these shares of it."""
    values = [number_of(text) for text in counts]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not all(map(_RATE.match, shares)) or not any(map(is_total, names)):
        return False
    place = next(at for at, name in enumerate(names) if is_total(name))
    total = known[place]
    rates = [Decimal(text.rstrip("% ")) for text in shares]
    exact = total and all(
        abs(100 * one / total - rate) <= _STEP for one, rate in zip(known, rates, strict=True)
    )
    return bool(exact) and 2 * total == sum(known)


def _grid(rows: Sequence[Sequence[Cell]]) -> Grid:
    """The grid of names, counts and shares; the last row is named as what it holds."""
    labels = ("", "", _SHARE)
    cells = tuple((Cell(label, row[0].lines), *row) for label, row in zip(labels, rows, strict=True))
    return Grid(cells, 1, "spaces", (rows[0][0].lines[0], rows[-1][-1].lines[1]))
