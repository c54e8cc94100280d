"""Columns that are parts of another one by their figures, and so have its unit: 12 and 9 beside 21."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from corpus.tables.spaces.words import number_of

_FEWEST: Final = 2  # rows whose parts are known
_APART: Final = 3  # parts that do not stand right behind their whole
_MOST: Final = 20  # columns

Texts = tuple[str, ...]


class Parts(NamedTuple):
    """The place of a whole, and those of its parts from `first` to `last`."""

    whole: int
    first: int
    last: int

    @property
    def places(self) -> range:
        """The places of the parts."""
        return range(self.first, self.last + 1)

    @property
    def adjoin(self) -> bool:
        """Whether the parts stand right behind their whole."""
        return self.first == self.whole + 1


@lru_cache(maxsize=64)
def find_parts(columns: tuple[Texts, ...]) -> tuple[Parts, ...]:
    """Which columns side by side add up to another one in all rows, the widest first.

    Args:
        columns: the cells of each column from top to bottom.

    Example:
        >>> find_parts((("30", "12"), ("18", "7"), ("12", "5"), ("900", "400")))
        (Parts(whole=0, first=1, last=2),)
    """
    values = [[number_of(text) for text in column] for column in columns]
    size = len(values) if len(values) <= _MOST else 0
    found = [
        Parts(whole, first, last)
        for whole in range(size)
        for first in range(size)
        for last in range(size - 1, first, -1)
        if not first <= whole <= last
        and (first == whole + 1 or last - first + 1 >= _APART)
        and _add_up(values[first : last + 1], values[whole])
    ]
    return tuple(found)


def _add_up(parts: Sequence[Sequence[Decimal | None]], whole: Sequence[Decimal | None]) -> bool:
    """Whether the parts make up the whole in all rows, in two at least more than one of them."""
    rows = list(zip(*parts, strict=True))
    known = [[value for value in row if value] for row in rows]
    if sum(len(row) > 1 for row in known) < _FEWEST:
        return False
    return all(sum(row) == (total or 0) for row, total in zip(known, whole, strict=True))
