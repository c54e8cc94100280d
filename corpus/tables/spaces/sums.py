"""What the figures of a flattened table say of its header: which columns add up, which are of one measure."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import Final

from corpus.tables.spaces.header import HeadCell, is_rate_word
from corpus.tables.spaces.kinds import TOTALS, Values

_CUT: Final = 0.6
_FEWEST_PARTS: Final = 3
# the most that speaks for one measure at several times where the figures are of one size
_ALIKE: Final = 0.4
# what it costs that '소계' or '계' does not stand first under its head
LATE_TOTAL: Final = 1.5


def alike_cost(rows: Sequence[Values]) -> float:
    """Less than nothing for columns of one measure at several times whose figures are of one size."""
    pairs = [pair for row in rows for pair in pairwise(row)]
    apart = [abs(log(one / other)) for one, other in pairs if one and other and one / other > 0]
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
        if 0 <= total < width and all(_is_sum(row[slice(*span)], row[total]) for row in rows)
    )


def _is_sum(parts: Values, total: Decimal | None) -> bool:
    known = [part for part in parts if part]
    return len(known) > 1 and sum(known) == total


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
