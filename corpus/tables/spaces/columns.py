"""How the cells of a header reading cover the columns of a flattened table.

The number of columns is known from the rows; the kinds of their figures (rates or amounts) and their
arithmetic (소계 = the sum of the columns under the same head) choose between the ways to cover them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.tables.spaces.header import (
    REMARKS,
    HeadCell,
    Reading,
    is_address_word,
    is_known_word,
    is_label_word,
)
from corpus.tables.spaces.kinds import NUMBERS, TOTALS, Columns, kind_cost
from corpus.tables.spaces.runs import AMOUNT_AND_RATE, OWN, PERIOD, Paths, Runs, owned, spread
from corpus.tables.spaces.sums import LATE_TOTAL, find_sums

_FORMULA: Final = re.compile(r"[(（][A-Zⓐ-ⓩⒶ-Ⓩ①-⑨㉠-㉭+\-/=×*÷ ]{1,12}[)）]")
_OVER_OTHERS: Final = re.compile(
    r"(?:현황|상황|증감|대비|실적|계획|내역|예산|결산|예상액|집행액|집행률|\d년도?|분기|[가-힣]별)(?:\(.*\))?$"
)
# '24년 계획', '집행현황' stand over others, '조성액' and '수강생수' seldom do
_SURVEYS: Final = re.compile(r"(?:현황|상황|증감|실적|계획)(?:\(.*\))?$")
_AMOUNTS: Final = re.compile(r"(?:액|수|명|율|률)(?:\(.*\))?$")
# '2030', "'30년", '2030.9.', '2030.9월'
_YEAR: Final = re.compile(r"^(?:[‘’'`](?=\d\d)|(?=(?:19|20)\d\d))(\d{2,4})(?:년도?)?(?:\.\d{1,2}[.월]?)?$")
_MEASURE: Final = 0.8  # what it costs that a name with a letter for formulas stands over labels
_PAIRS: Final = (("남", "여"), ("남자", "여자"), ("남성", "여성"))
_PLACED: Final = 0.2  # what it costs that labels are names with their addresses
_MOST_GROUPINGS: Final = 60
_UNLINED: Final = 0.5  # what it costs that lower names stand one a line: each may go on a name above it
_MOST_LEAVES: Final = 4
_SUBTOTAL: Final = "소계"
_HIGH: Final = 1.5  # what it costs that it stands in the first line
_MOST_BEHIND: Final = 2
_STACKED: Final = 0.4
_NOT_OWN: Final = 1.0  # what it costs that grades stand under another name than '일반직' beside them
# what it costs that a name with its unit on the next line ('대상', '(개소)') stands over others
_NOTED: Final = 0.5
# what it costs that two lines of names are one
_WRAPPED: Final = 0.7


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A header laid over the columns: the path of each, the cells over the labels, a remark column.

    The lower the cost, the likelier; `paths` are outermost first.
    """

    labels: tuple[HeadCell, ...]
    paths: tuple[tuple[HeadCell, ...], ...]
    remark: HeadCell | None
    cost: float


def _label_options(cells: Sequence[HeadCell], labels: int) -> Iterator[tuple[int, float]]:
    """How many of the first cells stand over labels, and what that costs; `labels` are those of a row."""
    doubled = labels > 1
    known = [is_label_word(cell.key) or cell.key in NUMBERS for cell in cells[:3]]
    if doubled and known[:1] == [True] and len(known) > 1:
        yield 2, 0.0 if known[1] else 0.7
        if known[1]:
            return
    if not labels:
        yield 0, 0.0
        return
    if cells:
        measure = _MEASURE * bool(_FORMULA.search(cells[0].text))  # '목표액(A)'
        yield 1, (0.0 if known[0] else 0.6 + measure) + 0.2 * doubled
        yield 0, 1.6 if known[0] else 0.9
    if len(known) > 1:
        placed = known[0] and is_address_word(cells[1].key)  # '시설명 소재지 면적(㎡)'
        yield 2, _PLACED if placed else 1.6 if not all(known[:2]) else 0.1 if cells[0].key in NUMBERS else 0.4
    if len(known) > 2 and all(known):
        yield 3, 0.8


def _remark_options(
    cells: Sequence[HeadCell], tails: bool
) -> Iterator[tuple[list[HeadCell], HeadCell | None]]:
    """The cells with and without a remark column, which holds no figures: '... 2차 접종실적 비 고'."""
    if not tails:
        yield list(cells), None
    elif cells:
        yield list(cells[:-1]), cells[-1]
    for place in range(len(cells) - 1, -1, -1):
        if cells[place].key.partition("(")[0] in REMARKS:
            yield [*cells[:place], *cells[place + 1 :]], cells[place]
            return


def arrange(
    reading: Reading, columns: Columns, limit: float, *, labels: int, tails: bool = False
) -> Arrangement | None:
    """The cheapest way to lay a reading's cells over the columns, None for none below `limit`.

    `labels` says of how many cells the rows' labels are, 0 where they have none, and `tails` whether text
    stands behind their figures: then the last cell is over it.

    Example:
        '구분 계 | 정원 현원 결원' over four columns has one label cell and two of the lines' cells too many:
        None. Over three columns '계' stands over the other three.
    """
    return next(iter(arrangements(reading, columns, (limit, 0.0), labels=labels, tails=tails)), None)


def arrangements(
    reading: Reading, columns: Columns, limits: tuple[float, float], *, labels: int, tails: bool = False
) -> list[Arrangement]:
    """The cheapest way (`arrange`) and those that cost little more, in order.

    `limits` are what a way may cost, and how much more than the cheapest.
    """
    limit, margin = limits
    found: list[Arrangement] = []
    for count, label_cost in _label_options(reading.cells, labels):
        for body, remark in _remark_options(reading.cells[count:], tails):
            if not body:
                continue
            unknown = sum(not is_known_word(cell.key) for cell in body)
            base = reading.cost + label_cost + 0.6 * unknown / len(body)
            if remark and remark.key not in REMARKS:
                base += 1.0 if remark.starts_line else 0.4
            if base - 1 >= limit:
                continue
            ways = itertools.chain(
                _flat(body, columns),
                _two_levels(body, columns, limit - base),
                _named_groups(body, columns),
                _below_years(body, columns),
                _three_levels(body, columns, limit - base),
            )
            for paths, cost in ways:
                if base + cost < limit:
                    found.append(Arrangement(tuple(reading.cells[:count]), paths, remark, base + cost))
                    limit = min(limit, base + cost + margin)
    found.sort(key=lambda way: way.cost)
    return [way for way in found if way.cost <= found[0].cost + margin]


def _flat(body: Sequence[HeadCell], columns: Columns) -> Iterator[tuple[Paths, float]]:
    if len(body) == len(columns):
        paths = tuple((cell,) for cell in body)
        again = len(body) - len({cell.key for cell in body}) + _WRAPPED * _is_wrapped(body)
        yield paths, again + sum(kind_cost(k, p) for k, p in zip(columns.kinds, paths, strict=True))


def _is_wrapped(body: Sequence[HeadCell]) -> bool:
    """Whether a line of several names follows one: more often these are under it than beside.

    What follows a name that goes over a line's end is of the line that was broken there.
    """
    starts = [
        place
        for place, cell in enumerate(body)
        if not place or (cell.starts_line and not _ends_broken(body[place - 1]))
    ]
    sizes = [end - start for start, end in pairwise([*starts, len(body)])]
    return any(one > 1 and other > 1 for one, other in pairwise(sizes))


def _two_levels(body: Sequence[HeadCell], columns: Columns, limit: float) -> Iterator[tuple[Paths, float]]:
    """Some of the top cells are over the cells of the later lines; each way to choose which.

    Without a complete row there is nothing to check that with, so there are no ways.
    """
    if not columns.values:
        return
    for border in range(1, len(body)):
        if not body[border].starts_line:
            continue
        for outside in range(min(3, len(body) - border)):
            top = [*body[:border], *body[len(body) - outside :]]
            under = tuple((cell,) for cell in body[border : len(body) - outside])
            yield from _grouped(top, under, outside, columns, limit)


def _named_groups(body: Sequence[HeadCell], columns: Columns) -> Iterator[tuple[Paths, float]]:
    """The last line has a name for each column, and each cell before it stands over those named like it.

    '증감 집행현황' over '2031 예산액 2030 예산액 증감액 증감률 집행액 집행률' leaves the first two alone.
    """
    border = len(body) - len(columns)
    if border < 1 or not body[border].starts_line or any(cell.starts_line for cell in body[border + 1 :]):
        return
    over: list[HeadCell | None] = [None] * len(columns)
    for head in body[:border]:
        own = [at for at, cell in enumerate(body[border:]) if _is_named_like(cell.key, head.key)]
        if len(own) < AMOUNT_AND_RATE or own[-1] - own[0] != len(own) - 1 or any(over[at] for at in own):
            return
        over[own[0] : own[-1] + 1] = [head] * len(own)
    paths = tuple((head, cell) if head else (cell,) for head, cell in zip(over, body[border:], strict=True))
    cost = sum(kind_cost(kind, path) for kind, path in zip(columns.kinds, paths, strict=True))
    yield paths, cost - OWN * border


def _below_years(body: Sequence[HeadCell], columns: Columns) -> Iterator[tuple[Paths, float]]:
    """The last line has the rest of the names that begin with a year: '2030 2031 증감' over '예산 예산'."""
    border = len(columns)
    if len(body) <= border or not body[border].starts_line:
        return
    top, rest = body[:border], body[border:]
    years = [at for at, cell in enumerate(top) if PERIOD.match(cell.key)]
    if len(years) != len(rest) or any(cell.starts_line for cell in [*top[1:], *rest[1:]]):
        return
    under = dict(zip(years, rest, strict=True))
    paths = tuple((cell, under[at]) if at in under else (cell,) for at, cell in enumerate(top))
    yield paths, sum(map(kind_cost, columns.kinds, paths))


def _is_named_like(key: str, head: str) -> bool:
    """Whether a name is of a group: '집행률' of '집행현황', '7급' of '일반직'."""
    own = owned(head)
    return key[:2] == head[:2] or bool(own and own.search(key))


def _three_levels(body: Sequence[HeadCell], columns: Columns, limit: float) -> Iterator[tuple[Paths, float]]:
    """The later lines are a header of two levels themselves, under the last of the top cells.

    The first of the top cells may be columns of their own, '계' of '계 2023년 2024년', and so may the last.
    """
    starts = [place for place, cell in enumerate(body) if place and cell.starts_line]
    for border, leaves, behind in itertools.product(
        starts[:-1], range(_MOST_LEAVES), range(_MOST_BEHIND + 1)
    ):
        end = len(columns) - behind
        if leaves + behind >= border or leaves >= end or len(body) - border < end - leaves:
            continue
        part = Columns(
            columns.kinds[leaves:end], tuple(row[leaves:end] for row in columns.values), columns.work
        )
        inner = min(_two_levels(body[border:], part, limit + _HIGH), key=lambda way: way[1], default=None)
        if not inner:
            continue
        own = inner[1] - _HIGH * (inner[0][0][0].key == _SUBTOTAL)
        for paths, cost in _grouped(body[:border], inner[0], 0, columns, limit - own):
            alone = all(len(path) == 1 for path in (*paths[:leaves], *paths[end:]))
            if alone and min(len(paths[leaves]), len(paths[end - 1])) > 1 and max(map(len, paths)) == 3:
                yield paths, cost + own


def _grouped(
    top: Sequence[HeadCell], under: Paths, outside: int, columns: Columns, limit: float
) -> Iterator[tuple[Paths, float]]:
    """The ways to choose the top cells that stand over `under`; the last `outside` ones do not."""
    groups = len(top) - (len(columns) - len(under))
    if not 1 <= groups <= min(len(top) - outside, len(under)):
        return
    lower = [path[0].key for path in under]
    lined = not all(path[0].starts_line for path in under)  # else the lines tell nothing
    shared = {cell.key for cell in top if any(key[:2] == cell.key[:2] for key in lower)}
    owners = {at for at, cell in enumerate(top) if (own := owned(cell.key)) and all(map(own.search, lower))}
    late = LATE_TOTAL if lower[-1].partition("(")[0] in TOTALS else 0.0
    bonus = (0.5 + late) * sum(key.partition("(")[0] in TOTALS for key in lower)
    series = _series_bonus(lower, groups)
    runs = Runs(top, under, columns)
    choices = itertools.combinations(range(len(top) - outside), groups)
    for chosen in itertools.islice(choices, _MOST_GROUPINGS):
        if not columns.work.spend(0):
            return
        cost = 0.2 + 0.5 * outside + _UNLINED * (not lined) + _roles_cost(top, chosen, lined=lined) - series
        cost -= _stacked_bonus(top, chosen, outside) if lined else 0.0
        cost += _NOT_OWN * bool(owners and not owners.intersection(chosen))
        most = bonus + 0.3 * sum(top[place].key in shared for place in chosen)
        if cost - most < limit and columns.work.spend(len(chosen) * len(under)):
            yield from ((paths, cost + more) for paths, more in spread(runs, chosen))


def _series_bonus(lower: Sequence[str], groups: int) -> float:
    """What speaks for so many groups over names that start again for each: '2029 2030 2029 2030'.

    Amounts ('학생수') may be their heads then, and a group of one year is none the dearer.
    """
    if groups < 2:
        return 0.0
    found = [_YEAR.match(key) for key in lower]
    years = [int(year[1]) for year in found if year]
    if len(years) < len(lower):
        cycle = list(lower[: len(lower) // groups])
        return 0.3 * groups if len(cycle) > 1 and cycle * groups == list(lower) else 0.0
    starts = [place for place, year in enumerate(years) if not place or year <= years[place - 1]]
    if len(starts) != groups:
        return 0.0
    single = sum(end - start == 1 for start, end in itertools.pairwise([*starts, len(years)]))
    return 0.3 * groups + single


def _stacked_bonus(top: Sequence[HeadCell], chosen: tuple[int, ...], outside: int) -> float:
    """What speaks for the last top cell alone: each has lines of its own, so what follows it is under it."""
    last = chosen == (len(top) - 1,) and not outside and len(top) > 2
    return _STACKED if last and all(cell.starts_line for cell in top[1:]) else 0.0


def _roles_cost(top: Sequence[HeadCell], chosen: Sequence[int], *, lined: bool) -> float:
    """What it costs that these of the top cells stand over others; `lined` where the lines tell of it."""
    cost, over = 0.0, -1
    for place, cell in enumerate(top):
        if place in chosen:
            heavy = (
                cell.key.partition("(")[0] in TOTALS
                or cell.key in REMARKS
                or (is_label_word(cell.key) and not cell.key.endswith("별"))  # '재원별' over '국비 시비'
                or (bool(_FORMULA.search(cell.text)) and not _SURVEYS.search(cell.key))
            )
            amount = 0.3 if _AMOUNTS.search(cell.key) else 0.15
            cost += _NOTED * (_ends_broken(cell) and cell.key.endswith((")", "）")))
            cost += 1.0 if heavy else 0.0 if _OVER_OTHERS.search(cell.key) else amount
            over = place
        elif lined and over >= 0 and cell.starts_line and not _ends_broken(top[place - 1]):
            cost += 0.4
        if cell.key.partition("(")[0] == _SUBTOTAL:
            cost += _HIGH
        if place and not cell.starts_line and (place in chosen) != (place - 1 in chosen):
            cost += 0.1
        cost += 0.3 * (place not in chosen and bool(_SURVEYS.search(cell.key)))
    return cost


def _ends_broken(cell: HeadCell) -> bool:
    """Whether a cell goes over a line's end: what follows it starts a line and may be beside it."""
    return cell.lines[1] > cell.lines[0]


def is_told(found: Arrangement, columns: Columns) -> bool:
    """Whether figures or names, not only the order of the names, tell which columns each group has.

    They add up to the column beside them or to their total, the names start again in each group, or are such
    as belong to it.
    """
    runs = itertools.groupby(range(len(columns)), key=lambda at: id(found.paths[at][0]))
    groups = [group for _, run in runs if len(found.paths[(group := list(run))[0]]) > 1]
    names = [tuple(found.paths[at][-1].key for at in group) for group in groups]
    if len(groups) > 1 and len(set(names)) == 1:
        return True
    if not all(_are_paired(keys) for keys in names) or not all(map(_are_paired, _innermost(found.paths))):
        return False
    sums = find_sums(columns.values)
    heads = [found.paths[group[0]][0].key for group in groups]
    return all(
        (group[0], group[-1] + 1) in sums
        or all(_is_named_like(key, head) for key in keys)
        or (not _AMOUNTS.search(head) and _adds_up([found.paths[at][1:] for at in group], group, columns))
        for group, head, keys in zip(groups, heads, names, strict=True)
    )


def _adds_up(paths: Sequence[tuple[HeadCell, ...]], group: Sequence[int], columns: Columns) -> bool:
    """Whether the first or the last of some columns is named a total and is the sum of all others."""
    totals = [at for at in (0, -1) if paths[at][-1].key in TOTALS]
    inner = {group[at] for at, path in enumerate(paths) if len(path) > 1 and path[-1].key in TOTALS}
    return len(totals) == 1 and all(
        row[group[totals[0]]] == sum(row[at] or 0 for at in group if at not in {group[totals[0]], *inner})
        for row in columns.values
    )


def _innermost(paths: Paths) -> list[list[str]]:
    """The names of columns under one head, for each head."""
    runs = itertools.groupby(paths, key=lambda path: [id(cell) for cell in path[:-1]])
    return [[path[-1].key for path in run] for _, run in runs]


def _are_paired(keys: Sequence[str]) -> bool:
    """Whether men and women stand together: names out of order put another between them."""
    return all((one in keys) == (other in keys) for one, other in _PAIRS)
