"""Rows behind a group that are not of it, told by its total.

시설팀  소계      900  800
        보수      600  500       A label over two columns stands alone in its row, as that of a row whose
        청소      300  300       group is merged from above does; but the group's total is the sum of the
기본경비           50   40       rows above it.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from corpus.figures import parse_cell
from corpus.model import Cell
from corpus.tables.sums import is_total

_MOST: Final = 2  # rows behind a group
_FEWEST: Final = 2  # columns in which the sum holds
_LABELS: Final = 2


def part_from_groups(body: Sequence[list[Cell]], labels: int) -> list[list[Cell]]:
    """The rows, the group left out of those that its total does not add up."""
    if labels != _LABELS:
        return list(body)
    out: list[list[Cell]] = []
    for _, rows in itertools.groupby(body, key=lambda row: row[0].text):
        group = list(rows)
        behind = _behind(group, labels)
        inside = len(group) - behind
        out += [*group[:inside], *([row[1], *row[1:]] for row in group[inside:])]
    return out


def _behind(group: Sequence[list[Cell]], labels: int) -> int:
    """How many of the last rows of a group its total, the first row, leaves out."""
    if not is_total(group[0][1].text) or len(group) <= labels + 1 or _sums(group, labels):
        return 0
    return next(
        (size for size in range(1, _MOST + 1) if _sums(group[: len(group) - size], labels) >= _FEWEST), 0
    )


def _sums(group: Sequence[list[Cell]], labels: int) -> int:
    """In how many columns the first row is the sum of the two or more others."""
    if len(group) <= _LABELS:
        return 0
    columns = zip(*(row[labels:] for row in group), strict=True)
    values = [[_value(cell.text) for cell in column] for column in columns]
    return sum(bool(total) and total == sum(rest) for total, *rest in values)


def _value(text: str) -> Decimal:
    figure = parse_cell(text)
    return figure.value if figure else Decimal(0)
