"""Rows under names in brackets that share the header above them all.

구   분        2031년    2030년
< 회계별 >                           Each such name heads the rows up to the next one; those of one name are a
합   계         1,204     1,150      table of its own, under the header of all.
일반회계        1,100     1,060
< 세입 >
합   계         1,100     1,060
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.model import Cell, Grid
from corpus.tables.cell_kinds import clean_name

_MARKER: Final = re.compile(r"^(?:<[^<>]+>|〈[^〈〉]+〉|《[^《》]+》|【[^【】]+】|\[[^\[\]]+\])$")
_LONGEST: Final = 30
_LETTERS: Final = re.compile(r"[가-힣]{2}|[가-힣]\s+[가-힣]")
_UNIT: Final = re.compile(r"단\s?위|기\s?준")

Row = tuple[Cell, ...]


def marker_of(line: str) -> str:
    """The name that a line in brackets gives to the rows below it: '< 회계별 >' -> '회계별'; '' for none."""
    text = line.strip()
    name = clean_name(text[1:-1]) if 2 < len(text) <= _LONGEST and _MARKER.match(text) else ""
    return name if _LETTERS.search(name) and not _UNIT.search(name) else ""


def cut(grid: Grid, lines: Sequence[str]) -> list[Grid]:
    """The tables under each name between a grid's rows; the grid itself where no name stands there.

    Args:
        grid: a table in spaces; rows of nothing but such a name are left out.
        lines: the document's lines.
    """
    body = grid.rows[grid.header :]
    if grid.layout != "spaces" or not body or grid.paths:
        return [grid]
    head = max(cell.lines[1] for row in grid.rows[: grid.header] for cell in row) if grid.header else 0
    marks = [at for at in range(max(grid.lines[0], head + 1), grid.lines[1]) if marker_of(lines[at - 1])]
    if not marks:
        return [grid]
    parts: list[list[Row]] = [[] for _ in [0, *marks]]
    doubts: list[set[int]] = [set() for _ in [0, *marks]]
    for at, row in enumerate(body, grid.header):
        first = min(cell.lines[0] for cell in row)
        place = bisect_right(marks, first)
        if place and first == marks[place - 1]:
            continue
        if at in grid.doubts:
            doubts[place].add(grid.header + len(parts[place]))
        parts[place].append(row)
    top = grid.rows[: grid.header]
    found: list[Grid] = []
    for place, rows in enumerate(parts):
        if not rows:
            continue
        first = marks[place - 1] if place and found else grid.lines[0]
        span = (first, max(cell.lines[1] for row in rows for cell in row))
        name = marker_of(lines[marks[place - 1] - 1]) if place else grid.caption
        own = frozenset(doubts[place]) | {at for at in grid.doubts if at < grid.header}
        found.append(
            replace(
                grid,
                rows=(*top, *rows),
                lines=span,
                caption=name,
                doubts=own,
                beside=bool(place) or grid.beside,
            )
        )
    return found
