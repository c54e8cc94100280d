"""What it costs that runs of the lower cells of a header stand under the cells over them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

from corpus.tables.spaces.header import HeadCell, is_rate_word
from corpus.tables.spaces.kinds import TOTALS, Columns, kind_cost
from corpus.tables.spaces.sums import LATE_TOTAL, alike_cost, find_sums, sums_cost, total_cost

_LEADING_NUMBER: Final = re.compile(r"^[^\d]?(\d{1,4})")
# '2030', '2030. 6.', '2030 상반기', "'30년 하": one measure at several times
PERIOD: Final = re.compile(
    r"^(?:[‘’'`](?=\d\d)|(?=(?:19|20)\d\d))\d{2,4}(?:년도?|\.)?(?:\d{1,2}[.월]?|[상하](?:반기)?|\d분기)?$"
)
# what is mostly under what: grades under their service, funds under what they pay
_BELONGS: Final = (
    (
        re.compile(r"^[1-9](?:[·~∼][1-9])?급"),
        re.compile(r"^(?:일반직|경력직|정규직|직급별?|[가-힣]*직렬별?)$"),
    ),
    (
        re.compile(r"^(?:국|도|시|군|구|시군|지방)비|^기금$|^자부담$"),
        re.compile(r"^재원"),
    ),
)
# what is counted alike: '목표' and '실적', '정원' and '현원'
_PLANNED: Final = re.compile(r"^(?:당초|변경|최종)?(?:계획|목표|실적|참여|정원|현원)")
_DATED: Final = re.compile(r"^(?:[‘’'`]\d{2}|(?:19|20)\d{2})년")
# what says how much something changed: '전년 대비' over '증감액', '증감률'
_CHANGE: Final = re.compile(r"증감|대비$")
_OF_CHANGE: Final = re.compile(r"^(?:증감|증가|감소|[액률율%]|금액|비율|건수|인원|차이)|대비$")
_STRANGE: Final = 0.8  # what it costs that others are under it
# a name of a plan is not under what came of it
_STATES: Final = re.compile(r"(?:계획|목표|실적)(?=액?(?:\(.*\))?$)")
OWN: Final = 0.3
_WAYS: Final = 2  # to share the lower cells out that are kept
AMOUNT_AND_RATE: Final = 2

Paths = tuple[tuple[HeadCell, ...], ...]


@lru_cache(maxsize=1024)
def owned(head: str) -> re.Pattern[str] | None:
    """What is mostly under a head of this name."""
    return next((own for own, over in _BELONGS if over.search(head)), None)


class Runs:
    """What runs of lower cells cost under the top ones; most come again with other choices of these.

    Paths that start with the same cell stay together: `cells` are the first ones, `ends` where they end.
    """

    def __init__(self, top: Sequence[HeadCell], under: Paths, columns: Columns) -> None:
        self.top, self.under, self.columns = top, under, columns
        units = [list(paths) for _, paths in itertools.groupby(under, key=lambda path: id(path[0]))]
        self.cells = [paths[0][0] for paths in units]
        self.ends = list(itertools.accumulate((len(paths) for paths in units), initial=0))
        self._sums = find_sums(columns.values)
        self._known: dict[tuple[int, int, int, int], tuple[float, ...]] = {}

    def costs(self, place: int, offset: int, start: int, end: int) -> tuple[float, ...]:
        """What it costs that the cells from `start` to before `end` stand under the top cell at `place`.

        The first of them is over the column `offset`. Their names come first, then what the columns tell.
        """
        key = place, offset, start, end
        if key not in self._known:
            self._known[key] = tuple(self._costs(*key))
        return self._known[key]

    def _costs(self, place: int, offset: int, start: int, end: int) -> Iterator[float]:
        head, paths = self.top[place], self.under[self.ends[start] : self.ends[end]]
        columns = slice(offset, offset + len(paths))
        yield _run_cost(head, self.cells[start:end])
        yield sums_cost(offset, offset + len(paths), self._sums) if self._sums else 0.0
        pairs = [offset + at for at, names in enumerate(pairwise(paths)) if _are_alike(*names)]
        yield alike_cost([(row[at], row[at + 1]) for row in self.columns.values for at in pairs])
        kinds = self.columns.kinds[columns]
        yield sum(kind_cost(kind, (head, *path)) for kind, path in zip(kinds, paths, strict=True))
        parts = [at for at, path in enumerate(paths) if len(path) == 1 or path[-1].key not in TOTALS]
        rows = [[row[offset + at] for at in parts] for row in self.columns.values]
        yield total_cost([paths[at] for at in parts], rows)


def spread(runs: Runs, chosen: Sequence[int]) -> Iterator[tuple[Paths, float]]:
    """The two cheapest ways to share the lower paths out over the chosen top cells, in order.

    There are none where these are too few.
    """
    top, under, columns, cells, ends = runs.top, runs.under, runs.columns, runs.cells, runs.ends
    before = [place - index for index, place in enumerate(chosen)]
    series = _Series(cells, len(chosen))

    def run_cost(group: int, start: int, end: int) -> float:
        names, *told = runs.costs(chosen[group], before[group] + ends[start], start, end)
        return sum(told, names + series.cost(start, end))

    @cache
    def best(group: int, start: int) -> list[tuple[float, tuple[int, ...]]]:
        left = len(chosen) - group - 1
        if left == 0:
            return [(run_cost(group, start, len(cells)), (len(cells),))]
        options = []
        for end in range(start + 1, len(cells) - left + 1):
            own = run_cost(group, start, end)
            options += [(cost + own, (end, *later)) for cost, later in best(group + 1, end)]
        return sorted(options)[:_WAYS]

    for cost, borders in best(0, 0) if len(chosen) <= len(cells) else ():
        starts = (0, *borders)
        found: list[tuple[HeadCell, ...]] = []
        alone = 0.0
        for place, cell in enumerate(top):
            if place in chosen:
                group = list(chosen).index(place)
                found.extend((cell, *path) for path in under[ends[starts[group]] : ends[borders[group]]])
            else:
                alone += kind_cost(columns.kinds[len(found)], (cell,))
                found.append((cell,))
        yield tuple(found), cost + alone


class _Series:
    """What the series among the lower cells say of where a group ends: '4급 5급 6급 | 4급 5급'."""

    def __init__(self, cells: Sequence[HeadCell], groups: int) -> None:
        self.again, self.ends = _breaks(cells)
        breaks = len(self.again) + len(self.ends)
        self.mean = len(cells) / groups
        self.uneven = 0.02 if breaks else 0.1
        self.dear = 0.4 if breaks >= groups - 1 else 0.0

    def cost(self, start: int, end: int) -> float:
        """What it costs that a group has the lower cells from `start` to before `end`."""
        cost = self.uneven * abs(end - start - self.mean)
        cost += 0.5 * sum(start < place < end for place in self.again)
        cost += 0.25 * sum(start < place < end for place in self.ends)
        return cost + self.dear * (start > 0 and start not in self.again | self.ends)


def _breaks(cells: Sequence[HeadCell]) -> tuple[set[int], set[int]]:
    """Where a series starts again, and where one of numbers ends.

    '4급 5급 6급 4급 5급 사무 시설' gives {3} and {5}, '건수 금액 건수 금액' gives {2} and none.
    """
    again, ends = set(), set()
    for place in range(1, len(cells)):
        one, other = _LEADING_NUMBER.match(cells[place - 1].key), _LEADING_NUMBER.match(cells[place].key)
        if one and other:
            if int(other[1]) <= int(one[1]):
                again.add(place)
        elif cells[place].key == cells[0].key:
            again.add(place)
        elif one:
            ends.add(place)
    return again, ends


def _are_alike(one: Sequence[HeadCell], other: Sequence[HeadCell]) -> bool:
    """Whether two names are of one measure: of two years, '정원' and '현원', '계획' and '실적'."""
    names = [one[-1].key, other[-1].key]
    return any(all(map(rule.search, names)) for rule in (PERIOD, _PLANNED))


def _run_cost(head: HeadCell, cells: Sequence[HeadCell]) -> float:
    """What it costs that these cells stand under one head: '소계' not first and repeated words are dear."""
    keys = [cell.key for cell in cells]
    cost = 1.0 * (len(keys) - len(set(keys)))
    cost += LATE_TOTAL * sum(key.partition("(")[0] in TOTALS for key in keys[1:])
    cost += 1.0 * (len(keys) == 1 and keys[0] not in TOTALS)
    cost += 1.0 * (bool(_DATED.match(head.key)) and any(map(PERIOD.match, keys)))  # a year over another
    if _CHANGE.search(head.key) and not all(map(_OF_CHANGE.search, keys)):
        cost += _STRANGE
    if state := _STATES.search(head.key):  # '2030 실적' over '목표'
        cost += any((told := _STATES.search(key)) and told[0] != state[0] for key in keys)
    if own := owned(head.key):  # grades under '일반직', funds under '재원별'
        cost -= OWN * all(map(own.search, keys))
        first = next((key for key in keys if key not in TOTALS), "")
        cost += _STRANGE * (not own.search(first) and any(map(own.search, keys)))
    change = "증감" in head.key and len(keys) == AMOUNT_AND_RATE and is_rate_word(keys[1])  # 금액, 비율
    return cost - 0.3 * (head.key[:2] == keys[0][:2] or change)
