"""Headers of two levels whose cells stand one below the other: the upper names first, then the lower ones.

    구분, 사업비, 재원, 집행액, 국비, 시비, 군비    over five figures a row: one of the upper names is over
    골목 축제, 90, 30, 40, 20, 75                  some of the lower ones, which the figures tell: 국비,
                                                   시비 and 군비 make up 사업비, so 재원 is over these

Which names are over others, and over how many, is told by the kinds of the figures, by totals and by shares.
Where they do not tell one way from the others, there is no header.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from corpus.tables.spaces.header import HeadCell, is_rate_word
from corpus.tables.spaces.kinds import TOTALS, Columns, Values, kind_cost
from corpus.tables.spaces.sums import find_rates

_LEAST: Final = 2  # columns of a group, rows that tell
_MOST_WAYS: Final = 4000
_MOST_GROUPS: Final = 4
_MARGIN: Final = 1.0  # how much more must speak for a way than for any other
_TOTAL: Final = 2.0  # what speaks for a total that is one
_NO_TOTAL: Final = 3.0  # and against one that is none
_WHOLE: Final = 1.5
_PART_TOTAL: Final = "소계"  # which is a lower name
_SHARE: Final = 0.5

_Path = tuple[HeadCell, ...]


def lay_levels(names: Sequence[HeadCell], columns: Columns) -> tuple[_Path, ...]:
    """The path of each column; () where the figures do not tell.

    Args:
        names: the header's cells behind those over labels, in the order of the page.
        columns: the kinds and the figures of the columns.
    """
    groups = len(names) - len(columns)
    if not 0 < groups <= _MOST_GROUPS or len(columns.values) < _LEAST:
        return ()
    ways = sorted(
        ((_score(paths, columns), paths) for paths in itertools.islice(_ways(names, groups), _MOST_WAYS)),
        key=lambda way: -way[0],
    )
    if not ways or (len(ways) > 1 and ways[0][0] < ways[1][0] + _MARGIN):
        return ()
    return ways[0][1] if ways[0][0] > _SHARE else ()


def _ways(names: Sequence[HeadCell], groups: int) -> Iterator[tuple[_Path, ...]]:
    """The ways to have so many of the first names over the names behind them, each over two or more."""
    for border in range(groups, len(names) - _LEAST * groups + 1):
        upper, lower = names[:border], names[border:]
        for chosen in itertools.combinations(range(border), groups):
            for cut in itertools.combinations(range(_LEAST, len(lower) - 1), groups - 1):
                spans = list(pairwise([0, *cut, len(lower)]))
                if any(end - start < _LEAST for start, end in spans):
                    continue
                parts = dict(zip(chosen, spans, strict=True))
                paths: list[_Path] = []
                for at, name in enumerate(upper):
                    paths += [(name, own) for own in lower[slice(*parts[at])]] if at in parts else [(name,)]
                if len({tuple(cell.key for cell in path) for path in paths}) == len(paths):
                    yield tuple(paths)


def _score(paths: tuple[_Path, ...], columns: Columns) -> float:
    """What speaks for a way, less what speaks against it."""
    rows = columns.values
    score = -sum(kind_cost(kind, path) for kind, path in zip(columns.kinds, paths, strict=True))
    runs = [list(run) for _, run in itertools.groupby(range(len(paths)), key=lambda at: id(paths[at][0]))]
    firsts = [run[0] for run in runs]
    for place, run in enumerate(runs):
        head, key = run[0], paths[run[0]][-1].key.partition("(")[0]
        over = paths[run[0]][0].key
        score -= _WHOLE * (over == _PART_TOTAL) + (len(run) > 1 and over in TOTALS)
        if len(run) > 1:
            if key in TOTALS:
                score += _TOTAL if _is_sum(rows, head, run[1:]) else -_NO_TOTAL
            elif place and len(runs[place - 1]) == 1 and _is_sum(rows, run[0] - 1, run):
                score += _WHOLE if len(run) > _LEAST else _SHARE  # two are as often what others differ by
        elif key in TOTALS:
            rest = firsts[:place] + firsts[place + 1 :]
            flat = [at for at in range(len(paths)) if at != head]
            score += _TOTAL if _is_sum(rows, head, rest) or _is_sum(rows, head, flat) else -_NO_TOTAL
        score -= _WHOLE * sum(paths[at][-1].key in TOTALS for at in run[1:])
    keys = [[key for at in run if (key := paths[at][-1].key) not in TOTALS] for run in runs if len(run) > 1]
    again = len({key for own in keys for key in own}) < sum(map(len, keys))  # names that start again do so
    alike = len(keys) > 1 and all(own[: len(keys[0])] == keys[0][: len(own)] for own in keys)
    score += _TOTAL * alike if again else 0.0
    score -= _TOTAL * (again and not alike)
    of = {at: place for place, run in enumerate(runs) for at in run}
    rates = find_rates(rows)
    for rate, part, _ in rates:
        named = is_rate_word(paths[rate][-1].key) and paths[part][-1].key[:2] in paths[rate][-1].key
        score += _SHARE * named * (1 + (of[rate] == of[part]))
    return score


def _is_sum(rows: Sequence[Values], total: int, parts: Sequence[int]) -> bool:
    """Whether a column is the sum of others in all rows, two at least."""
    told = sum(sum(bool(row[at]) for at in parts) > 1 for row in rows)
    sums = all((row[total] or 0) == sum((row[at] or Decimal(0)) for at in parts) for row in rows)
    return sums and told >= _LEAST
