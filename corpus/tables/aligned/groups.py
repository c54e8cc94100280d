"""Names over groups of columns that stand under each other: which columns a name reaches over.

              학교수              학생수
       2029     2030      2029     2030

A name stands in the middle over its columns, or over the first of them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from corpus.model import Cell
from corpus.tables.headers import group_starts

_MOST_WAYS: Final = 5000
FAR: Final = (
    6.0  # columns of the page by which a group's name may stand off its columns and off the first of them
)

_YEAR: Final = re.compile(r"^[‘’'`]?(?:19|20)?\d\d(?:년|\.|$)")

Span = tuple[int, int]


def over_all(
    head: Sequence[Sequence[Cell]],
    spans: Sequence[Span],
    pieces: Sequence[Sequence[tuple[Span, str]]],
    figures: Collection[int],
) -> list[list[Cell]]:
    """The header lines, each name over all its columns; of three the middle ones are of columns first.

    Args:
        head: the lines as cells, a blank where none of the line's names was found over a column.
        spans: the stretch of the page that each column takes.
        pieces: the names of each line and where they stand.
        figures: the columns of figures; only those make up groups.
    """
    out = [list(head[-1])]
    runs = [[at] for at in range(len(spans))]
    for row, names in zip(reversed(head[:-1]), reversed(pieces[:-1]), strict=True):
        firsts = [run[0] for run in runs]
        stretches = [(spans[run[0]][0], spans[run[-1]][1]) for run in runs]
        tops = [next((row[at] for at in run if row[at].text), row[run[0]]) for run in runs]
        own = [at for at, first in enumerate(firsts) if first in figures]
        laid = over_groups([tops, [out[0][first] for first in firsts]], stretches, names, own)
        over = dict(zip(firsts, laid, strict=True))
        cells = [over[first] for run in runs for first in run[:1] for _ in run]
        out.insert(0, cells)
        runs = [
            [at for at, _ in run]
            for _, run in itertools.groupby(
                enumerate(cells), key=lambda item: (item[1].text, item[1].lines) if item[1].text else item[0]
            )
        ]
    return out


def over_groups(
    head: Sequence[Sequence[Cell]],
    spans: Sequence[Span],
    pieces: Sequence[tuple[Span, str]],
    figures: Collection[int],
) -> list[Cell]:
    """The upper of two header lines, each name over all its columns.

    Args:
        head: the two lines as cells, a blank where none of the line's names was found over a column.
        spans: the stretch of the page that each column takes.
        pieces: the upper line's names and where they stand.
        figures: the columns of figures; only those make up groups.

    Returns:
        The upper line's cells; as they were where a column has its own name or nothing tells.
    """
    top, below = list(head[0]), head[1]
    inside = [bool(below[at].text) and at in figures for at in range(len(top))]
    for key, run in itertools.groupby(range(len(top)), key=inside.__getitem__):
        region = list(run)
        if not key or all(top[at].text for at in region):
            continue
        groups = [
            (text, (start + end) / 2)
            for (start, end), text in pieces
            if any(top[at].text == text for at in region)
        ]
        cuts = _cuts(region, [top[at].text for at in region], [below[at].text for at in region])
        if not groups or len(groups) > len(region):
            continue
        starts = next((cut for cut in cuts if len(cut) == len(groups)), None)
        starts = starts or _middles([spans[at] for at in region], groups, [below[at].text for at in region])
        for (name, _), (start, end) in zip(groups, pairwise([*starts, len(region)]), strict=False):
            cell = next(top[at] for at in region if top[at].text == name)
            top[region[start] : region[end - 1] + 1] = [cell] * (end - start)
    return top


def is_off(row: Sequence[Cell], spans: Sequence[Span], pieces: Sequence[tuple[Span, str]]) -> bool:
    """Whether a name that is over several columns stands far from their middle and from the first of them."""
    for text, run in itertools.groupby(range(len(row)), key=lambda at: row[at].text):
        places = list(run)
        first, last = spans[places[0]], spans[places[-1]]
        offs = [
            min(abs(start - first[0]), abs(end - first[1]), abs(start + end - first[0] - last[1]) / 2)
            for (start, end), name in pieces
            if name == text
        ]
        if len(places) > 1 and offs and min(offs) > FAR:
            return True
    return False


def _cuts(region: Sequence[int], top: Sequence[str], below: Sequence[str]) -> list[list[int]]:
    """Where the lower names start again, if each such part has one name above it."""
    starts = group_starts(below)
    for start, end in pairwise([*starts, len(region)]):
        if len({name for name in top[start:end] if name}) != 1:
            return []
    return [starts] if len(starts) > 1 else []


def is_odd(names: Sequence[str]) -> int:
    """How much is against names as those of one group: some twice, or '증감' before the years it is of."""
    early = names[0].startswith("증감") and any(map(_YEAR.match, names[1:]))
    return len(names) - len(set(names)) + early


def _middles(spans: Sequence[Span], groups: Sequence[tuple[str, float]], below: Sequence[str]) -> list[int]:
    """Where the groups start so that each name stands as near as can be to the middle of its columns.

    No group is odd (`is_odd`), if that can be.
    """
    ways = itertools.combinations(range(1, len(spans)), len(groups) - 1)

    def cost(borders: tuple[int, ...]) -> tuple[int, float]:
        edges = list(pairwise([0, *borders, len(spans)]))
        again = sum(is_odd(below[start:end]) for start, end in edges)
        middles = [(spans[start][0] + spans[end - 1][1]) / 2 for start, end in edges]
        return again, sum(abs(middle - center) for middle, (_, center) in zip(middles, groups, strict=True))

    return [0, *min(itertools.islice(ways, _MOST_WAYS), key=cost)]
