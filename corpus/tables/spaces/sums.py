"""What the figures of a flattened table say of its header: which columns add up, which are of one measure."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from functools import lru_cache
from math import log
from typing import Final

from corpus.tables.spaces.header import HeadCell, is_rate_word
from corpus.tables.spaces.kinds import TOTALS, Values

_CUT: Final = 0.6
_FEWEST_PARTS: Final = 3
# the most that speaks for one measure at several times where the figures are of one size
_ALIKE: Final = 0.4
_LONE: Final = 1.6  # how far apart a figure is from none
_ROUNDED: Final = Decimal("0.051")  # '66.7' for two thirds
_WHOLE: Final = 100
# what it costs that '소계' or '계' does not stand first under its head
LATE_TOTAL: Final = 1.5


def alike_cost(pairs: Sequence[tuple[Decimal | None, Decimal | None]]) -> float:
    """Less than nothing for columns of one measure whose figures are of one size, and are blank together.

    Args:
        pairs: the figures of two columns side by side, for each row and each two such columns.
    """
    apart = [
        abs(log(one / other)) if one and other and one / other > 0 else _LONE
        for one, other in pairs
        if one or other
    ]
    return min(0.0, sum(apart) / len(apart) / 4 - _ALIKE) if apart else 0.0


@lru_cache(maxsize=64)
def find_sums(rows: Sequence[Values]) -> frozenset[tuple[int, int]]:
    """The columns, three or more, that make up the one before or behind them in all rows.

    (1, 4) for '9 4 3 2'; of two columns one is as often what the others differ by.
    """
    width = len(rows[0]) if len(rows) > 1 else 0
    spans = [(start, end) for start in range(width) for end in range(start + _FEWEST_PARTS, width + 1)]
    return frozenset(
        span
        for span in spans
        for total in (span[0] - 1, span[1])
        if 0 <= total < width and _add_up(rows, slice(*span), total)
    )


def _add_up(rows: Sequence[Values], parts: slice, total: int) -> bool:
    """Whether columns make up another in all rows; in two at least more than one of them has a figure."""
    known = [[part for part in row[parts] if part] for row in rows]
    told = sum(len(found) > 1 for found in known) > 1
    return told and all(sum(found) == (row[total] or 0) for found, row in zip(known, rows, strict=True))


@lru_cache(maxsize=64)
def find_kin(rows: Sequence[Values]) -> frozenset[int]:
    """Where three columns begin whose last is what the others differ by, or one in percent of the other.

    0 for '2031년 2032년 증감' and for '계획 실적 달성률'.
    """
    starts = range(len(rows[0]) - 2 if rows else 0)
    return frozenset(
        at for at in starts if any(_hold([row[at : at + 3] for row in rows], way) for way in _KIN)
    )


_Way = Callable[[Decimal, Decimal, Decimal], bool]


def _hold(rows: Sequence[Values], way: _Way) -> bool:
    """Whether a relation of three figures holds in two rows or more, and in all that have the three."""
    whole = [(row[0], row[1], row[2]) for row in rows if row[0] and row[1] and row[2]]
    return len(whole) > 1 and all(way(one, two, last) for one, two, last in whole)


def _is_share(part: Decimal, whole: Decimal, rate: Decimal) -> bool:
    return abs(_WHOLE * part / whole - rate) <= _ROUNDED


_KIN: Final[tuple[_Way, ...]] = (
    lambda one, two, last: two - one == last,
    lambda one, two, last: _is_share(two, one, last),
    _is_share,
    lambda one, two, last: _is_share(one - two, one, last),
    lambda one, two, last: _is_share(two - one, one, last),
)


@lru_cache(maxsize=64)
def find_rates(rows: Sequence[Values]) -> frozenset[tuple[int, int, int]]:
    """The columns of rates, with those of the part and the whole: (2, 1, 0) for '80 60 75.0'."""
    width = len(rows[0]) if rows else 0
    rates = [at for at in range(width) if any((row[at] or 0) % 1 for row in rows)]
    return frozenset(
        (rate, part, whole)
        for rate in rates
        for part, whole in itertools.permutations(set(range(width)) - {rate}, 2)
        if _hold([(row[part], row[whole], row[rate]) for row in rows], _is_share)
    )


def sums_cost(start: int, end: int, sums: Collection[tuple[int, int]]) -> float:
    """What it costs that columns stand under one head that are some of those that add up, and others."""
    cut = any(one < start < other < end or start < one < end < other for one, other in sums)
    return _CUT if cut else 0.0


def total_cost(cells: Sequence[Sequence[HeadCell]], rows: Sequence[Sequence[Decimal | None]]) -> float:
    """Whether a first or last cell '소계' is the sum of the others: less than nothing where it is.

    Args:
        cells: the paths of the columns under one head.
        rows: their figures.
    """
    if len(cells) < 2 or not rows:
        return 0.0
    first, last = (cells[place][0].key.partition("(")[0] in TOTALS for place in (0, -1))
    last = last and len(cells) > 2
    if not (first or last):
        return 0.0
    good = bad = 0
    rated = len(cells) if any(is_rate_word(path[0].key) for path in cells) else 0
    some = len(cells)  # how many cells behind a total make it up, the others being a part of these
    for row in rows:
        known = [value for value in row if value is not None]
        if len(known) == len(cells):
            total, others = (known[-1], known[:-1]) if last else (known[0], known[1:])
            some = min(
                some, rated or next((k for k in range(2, len(others)) if sum(others[:k]) == total), some)
            )
            good += total == sum(others)
            bad += total not in {sum(others), sum(others[:some])}
    if last:  # what `_run_cost` has against a total behind its parts is made good
        return -LATE_TOTAL - 0.5 if good > 1 and not bad else 0.0
    return -0.5 if (good or some < len(cells)) and not bad else 1.0 if bad else 0.0


def breaks_sums(paths: Sequence[Sequence[HeadCell]], rows: Sequence[Values]) -> bool:
    """Whether the parts of a group's first column, named a total, are fewer or more than the group has.

    Args:
        paths: the names of the columns, outermost first.
        rows: the figures of the complete rows.
    """
    sums = find_sums(rows)
    runs = itertools.groupby(range(len(paths)), key=lambda at: [id(cell) for cell in paths[at][:-1]])
    for first, *rest in (list(run) for _, run in runs):
        named = len(paths[first]) > 1 and paths[first][-1].key in TOTALS
        ends = {end for start, end in sums if start == first + 1}
        if named and ends and first + 1 + len(rest) not in ends:
            return True
    return False
