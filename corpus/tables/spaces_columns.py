"""How the cells of a header reading cover the columns of a flattened table.

The number of columns is known from the rows; the kinds of their figures (rates or amounts) and their
arithmetic (소계 = the sum of the columns under the same head) choose between the ways to cover them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final, Literal

from corpus.tables.spaces_header import HeadCell, Reading, is_known_word, is_label_word, is_rate_word
from corpus.tables.spaces_words import kind_of

ColumnKind = Literal["rate", "decimal", "amount", "any"]
Values = tuple[Decimal | None, ...]

TOTALS: Final = frozenset({"계", "소계", "합계", "총계", "전체", "총합계"})
_REMARKS: Final = frozenset({"비고", "참고", "기타사항", "참고사항"})
_FORMULA: Final = re.compile(r"[(（][A-Zⓐ-ⓩⒶ-Ⓩ①-⑨㉠-㉭+\-/=×*÷ ]{1,12}[)）]")
_OVER_OTHERS: Final = re.compile(
    r"(?:현황|증감|실적|계획|내역|예산|결산|예상액|집행액|집행률|\d년도?|분기)(?:\(.*\))?$"
)
_EITHER: Final = re.compile(r"증감|대비|비고")
_LEADING_NUMBER: Final = re.compile(r"^[^\d]?(\d{1,4})")
_MOST_GROUPINGS: Final = 60
# the most that one group can take off the cost
_BONUS: Final = 0.8


@dataclass(frozen=True, slots=True)
class Columns:
    """What the rows say of the columns: their kinds and the figures of the complete rows."""

    kinds: tuple[ColumnKind, ...]
    values: tuple[Values, ...]

    def __len__(self) -> int:
        """How many columns there are."""
        return len(self.kinds)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A header laid over the columns: the path of each, the cells over the labels, a remark column.

    The lower the cost, the likelier; `paths` are outermost first.
    """

    labels: tuple[HeadCell, ...]
    paths: tuple[tuple[HeadCell, ...], ...]
    remark: HeadCell | None
    cost: float


def column_kind(texts: Sequence[str]) -> ColumnKind:
    """What a column holds: ['3.2%', '-'] rates, ['24.4', '9.0'] decimals, ['1,284,196'] amounts."""
    figures = ["".join(text.split()) for text in texts if kind_of(text) == "figure"]
    if not figures:
        return "any"
    heads = [figure if figure.startswith("(") else figure.partition("(")[0] for figure in figures]
    if 2 * sum("%" in head or "％" in head for head in heads) > len(heads):
        return "rate"
    if any("," in head or re.search(r"\d{4}", head) for head in heads):
        return "amount"
    return "decimal" if 2 * sum("." in head for head in heads) > len(heads) else "any"


def kind_cost(kind: ColumnKind, path: Sequence[HeadCell]) -> float:
    """What it costs that a column of this kind stands under this header path."""
    rate = any(is_rate_word(cell.key) for cell in path)
    if kind == "rate":
        either = any(_EITHER.search(cell.key) for cell in path)
        return 0.0 if rate else 0.7 if either else 3.0
    if kind == "amount":
        return 3.0 if rate else 0.0
    return 0.7 if kind == "decimal" and not rate else 0.0


def _label_options(cells: Sequence[HeadCell], labelled: bool) -> Iterator[tuple[int, float]]:
    """How many of the first cells stand over labels, and what that costs."""
    known = [is_label_word(cell.key) for cell in cells[:3]]
    if not labelled:
        yield 0, 0.0
        return
    if cells:
        yield 1, 0.0 if known[0] else 0.6
        yield 0, 1.6 if known[0] else 0.9
    if len(known) > 1:
        yield 2, 0.4 if all(known[:2]) else 1.6
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
        if cells[place].key.partition("(")[0] in _REMARKS:
            yield [*cells[:place], *cells[place + 1 :]], cells[place]
            return


def arrange(
    reading: Reading, columns: Columns, limit: float, *, labelled: bool, tails: bool = False
) -> Arrangement | None:
    """The cheapest way to lay a reading's cells over the columns, None for none below `limit`.

    `labelled` says whether rows have labels, `tails` whether text stands behind their figures: then the last
    cell is over it.

    Example:
        '구분 계 | 정원 현원 결원' over four columns has one label cell and two of the lines' cells too many:
        None. Over three columns '계' stands over the other three.
    """
    best: Arrangement | None = None
    for count, label_cost in _label_options(reading.cells, labelled):
        for body, remark in _remark_options(reading.cells[count:], tails):
            if not body:
                continue
            unknown = sum(not is_known_word(cell.key) for cell in body)
            base = reading.cost + label_cost + 0.6 * unknown / len(body)
            if base - 1 >= limit:
                continue
            ways = itertools.chain(_flat(body, columns), _two_levels(body, columns, limit - base))
            for paths, cost in ways:
                if base + cost < limit:
                    best = Arrangement(tuple(reading.cells[:count]), paths, remark, base + cost)
                    limit = best.cost
    return best


_Paths = tuple[tuple[HeadCell, ...], ...]


def _flat(body: Sequence[HeadCell], columns: Columns) -> Iterator[tuple[_Paths, float]]:
    if len(body) == len(columns):
        paths = tuple((cell,) for cell in body)
        again = len(body) - len({cell.key for cell in body})
        yield paths, again + sum(kind_cost(k, p) for k, p in zip(columns.kinds, paths, strict=True))


def _two_levels(body: Sequence[HeadCell], columns: Columns, limit: float) -> Iterator[tuple[_Paths, float]]:
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
            under = body[border : len(body) - outside]
            groups = len(top) - (len(columns) - len(under))
            if not 1 <= groups <= min(len(top) - outside, len(under)):
                continue
            choices = itertools.combinations(range(len(top) - outside), groups)
            for chosen in itertools.islice(choices, _MOST_GROUPINGS):
                cost = 0.2 + 0.5 * outside + _roles_cost(top, chosen)
                if cost - _BONUS * groups >= limit:
                    continue
                found = _spread(top, chosen, tuple(under), columns)
                if found:
                    yield found[0], cost + found[1]


def _roles_cost(top: Sequence[HeadCell], chosen: Sequence[int]) -> float:
    """What it costs that these of the top cells stand over others."""
    cost, over = 0.0, -1
    for place, cell in enumerate(top):
        if place in chosen:
            heavy = cell.key in TOTALS or bool(_FORMULA.search(cell.cell.text))
            cost += 1.0 if heavy else 0.0 if _OVER_OTHERS.search(cell.key) else 0.15
            over = place
        elif over >= 0 and cell.starts_line:
            cost += 0.4
        if cell.key.partition("(")[0] == "소계":
            cost += 1.5
        if place and not cell.starts_line and (place in chosen) != (place - 1 in chosen):
            cost += 0.2
    return cost


def _spread(
    top: Sequence[HeadCell], chosen: Sequence[int], under: tuple[HeadCell, ...], columns: Columns
) -> tuple[_Paths, float] | None:
    """The cheapest way to share the lower cells out over the chosen top cells, in order."""
    mean = len(under) / len(chosen)
    before = [place - index for index, place in enumerate(chosen)]

    again, ends_of = _breaks(under)
    uneven = 0.02 if again or ends_of else 0.1
    dear = 0.4 if len(again) + len(ends_of) >= len(chosen) - 1 else 0.0

    def run_cost(group: int, start: int, end: int) -> float:
        head, cells = top[chosen[group]], under[start:end]
        offset = before[group] + start
        cost = _run_cost(head, cells) + uneven * abs(len(cells) - mean)
        cost += 0.5 * sum(start < place < end for place in again)
        cost += 0.25 * sum(start < place < end for place in ends_of)
        cost += dear * (start > 0 and start not in again | ends_of)
        kinds = columns.kinds[offset : offset + len(cells)]
        cost += sum(kind_cost(kind, (head, cell)) for kind, cell in zip(kinds, cells, strict=True))
        return cost + _total_cost(cells, offset, columns.values)

    @cache
    def best(group: int, start: int) -> tuple[float, tuple[int, ...]]:
        left = len(chosen) - group - 1
        if left == 0:
            return run_cost(group, start, len(under)), (len(under),)
        options = []
        for end in range(start + 1, len(under) - left + 1):
            cost, ends = best(group + 1, end)
            options.append((cost + run_cost(group, start, end), (end, *ends)))
        return min(options)

    cost, ends = best(0, 0)
    paths: list[tuple[HeadCell, ...]] = []
    start = 0
    for place, cell in enumerate(top):
        if place in chosen:
            end = ends[tuple(chosen).index(place)]
            paths.extend((cell, lower) for lower in under[start:end])
            start = end
        else:
            cost += kind_cost(columns.kinds[len(paths)], (cell,))
            paths.append((cell,))
    return tuple(paths), cost


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


def _run_cost(head: HeadCell, cells: Sequence[HeadCell]) -> float:
    """What it costs that these cells stand under one head: '소계' not first and repeated words are dear."""
    keys = [cell.key for cell in cells]
    cost = 1.0 * (len(keys) - len(set(keys)))
    cost += 1.5 * sum(key.partition("(")[0] in TOTALS for key in keys[1:])
    cost += 0.5 * (len(keys) == 1 and keys[0] not in TOTALS)
    return cost - 0.3 * (head.key[:2] == keys[0][:2])


def _total_cost(cells: Sequence[HeadCell], offset: int, rows: Sequence[Values]) -> float:
    """Whether a first cell '소계' is the sum of the cells after it: less than nothing where it is."""
    if len(cells) < 2 or cells[0].key.partition("(")[0] not in TOTALS or not rows:
        return 0.0
    good = bad = 0
    for row in rows:
        parts = row[offset : offset + len(cells)]
        known = [value for value in parts if value is not None]
        if len(known) == len(cells):
            good += known[0] == sum(known[1:])
            bad += known[0] != sum(known[1:])
    return -0.5 if good and not bad else 1.0 if bad else 0.0
