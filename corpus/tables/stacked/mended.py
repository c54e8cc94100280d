"""Rows of figures of which some stand out of order, put right by what the other rows say of their columns.

예산  집행  집행률  잔액       1,200   900  75.0            300 is missing and stands behind the last row:
                                 800   600  75.0  200       budget less spent is what is left, and spent
                                 500   400  80.0  100  300  of the budget is the rate, in all whole rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations
from typing import Final

from corpus.model import Cell
from corpus.tables.spaces.words import number_of

_LEAST_ROWS: Final = 3
_MOST_STRAY: Final = 8
_NEAR: Final = Decimal("0.06")

Row = list[Cell]
Relations = tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]


def mended(rows: Sequence[Row], width: int) -> list[Row]:
    """The rows of `width` figures each; [] in the place of one that is not sure.

    Only where differences and rates hold in each whole row, and the last row alone has figures too many.
    """
    out = [list(row) if len(row) == width else [] for row in rows]
    loose = list(rows[-1]) if len(rows[-1]) > width else []
    short = [at for at, row in enumerate(rows) if len(row) == width - 1]
    whole = [values for row in out if row and (values := _values(row))]
    differences, rates = _relations(whole, width)
    extra = len(loose) == len(short) + width <= _MOST_STRAY
    if not extra or len(whole) < _LEAST_ROWS or not differences or not rates:
        return out
    for at in short:
        ways = [
            [*rows[at][:slot], stray, *rows[at][slot:]]
            for slot in range(width)
            for stray in loose
            if _holds([*rows[at][:slot], stray, *rows[at][slot:]], (differences, rates))
        ]
        if len({tuple(cell.text for cell in way) for way in ways}) != 1:
            return out
        out[at] = ways[0]
        loose.remove(next(cell for cell in ways[0] if cell in loose and cell not in rows[at]))
    last = [list(way) for way in permutations(loose) if _holds(way, (differences, rates))]
    out[-1] = last[0] if len(last) == 1 else []
    return out


def _values(row: Sequence[Cell]) -> list[Decimal]:
    """The values of a row; [] where a cell has none."""
    found = [number_of(cell.text) for cell in row]
    return [value for value in found if value is not None] if None not in found else []


def _relations(rows: Sequence[list[Decimal]], width: int) -> Relations:
    """Which column less which is which, and which column is which part of which in per cent."""
    triples = list(permutations(range(width), 3))
    differences = [t for t in triples if all(row[t[0]] - row[t[1]] == row[t[2]] for row in rows)]
    rates = [t for t in triples if all(_is_rate(*(row[at] for at in t)) for row in rows)]
    return differences, rates


def _is_rate(whole: Decimal, part: Decimal, rate: Decimal) -> bool:
    return whole != 0 and abs(100 * part / whole - rate) <= _NEAR


def _holds(row: Sequence[Cell], relations: Relations) -> bool:
    values = _values(row)
    if not values:
        return False
    differences, rates = relations
    return all(values[a] - values[b] == values[c] for a, b, c in differences) and all(
        _is_rate(values[a], values[b], values[c]) for a, b, c in rates
    )
