"""Names over columns of spaces each of which stands over its column, or over several that it reaches into.

A name over the middle between two columns is of both; a year is said of the columns up to the next name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from corpus.model import Cell
from corpus.tables.aligned.lines import Line, Span

_LEVELS: Final = 2
_UNIT = re.compile(r"^[(（\[][^()（）]{1,12}[)）\]]$")
YEAR = re.compile(r"^(?:19|20)\d\d년?도?$")
_REMARK: Final = re.compile(r"^비\s?고$")


def heads_over(columns: Sequence[Span], line: Line) -> list[Cell]:
    """The names of a header line over the columns: each over those it reaches into, or the nearest.

    A name over the middle between two columns is of both. As many names as columns need no place; else two
    names of a line over one column say that the header stands otherwise than the rows: no cells.
    """
    here = (line.number, line.number)
    if len(line.pieces) == len(columns):
        return [Cell(text, here) for _, text in line.pieces]
    row = [Cell("", here)] * len(columns)
    middles = [(one[1] + other[0]) / 2 for one, other in pairwise(columns)]
    bounds = [float("-inf"), *middles, float("inf")]
    for (start, end), text in line.pieces:
        center = (start + end) / 2
        place = next(at for at in range(len(columns)) if bounds[at] <= center <= bounds[at + 1])
        over = {place}
        for at, column in enumerate(columns):
            inside = min(end, column[1]) - max(start, column[0])
            beside = abs(at - place) == 1 and _between(center, columns, at, place)
            if inside * 2 > column[1] - column[0] or (inside > 0 and beside):
                over.add(at)
        if any(row[at].text for at in over):
            return []
        for at in over:
            row[at] = Cell(text, here)
    return row


def with_units_below(head: list[list[Cell]]) -> list[list[Cell]]:
    """The header with a last line of nothing but units put behind the names: '예산' over '(천원)'."""
    if len(head) < 2 or not all(_UNIT.match(cell.text) for cell in head[-1] if cell.text):
        return head
    above = [list(row) for row in head[:-1]]
    for at, unit in enumerate(head[-1]):
        own = next((row for row in reversed(above) if row[at].text), above[-1])
        own[at] = Cell(f"{own[at].text} {unit.text}".strip(), (own[at].lines[0], unit.lines[1]))
    return above


def with_years(head: list[list[Cell]]) -> list[list[Cell]]:
    """The header with a year said of the columns up to the next name beside it, where it stands at the first.

    '2031년' over '목표', nothing over '실적' and '달성률', then '2030년' over the next '실적'.
    """
    if len(head) != _LEVELS or not any(YEAR.match(cell.text) for cell in head[0]):
        return head
    top = list(head[0])
    for at in range(2, len(top)):
        if not top[at].text and YEAR.match(top[at - 1].text) and not _REMARK.match(head[-1][at].text):
            top[at] = top[at - 1]
    return [top, *head[1:]]


def spans_of(columns: Sequence[Span], line: Line) -> list[Span]:
    """The columns with the names right above them."""
    return [
        min(
            (
                (min(start, column[0]), max(end, column[1]))
                for (start, end), _ in line.pieces
                if meet((start, end), column)
            ),
            default=column,
        )
        for column in columns
    ]


def _between(center: float, columns: Sequence[Span], one: int, other: int) -> bool:
    """Whether a place lies between two columns that stand side by side."""
    left, right = sorted((columns[one], columns[other]))
    return left[1] - 1 <= center <= right[0] + 1


def meet(one: Span, other: Span) -> bool:
    """Whether two stretches of the page have a place in common."""
    return one[0] < other[1] and other[0] < one[1]
