"""Flattened headers whose cells stood in the middle of their height: extraction by lines of the page.

    2023년 2024년 수납률              the upper halves of the cells of two lines, or names of groups
    과목 증감액 수납액                cells of one line, the labels' first
    최종예산 예산현액 (%)             the lower halves, or the names under the groups
    합계 65,579 70,455 4,876 55,719 79.1

Where the cells of the middle line stand among the others is lost. The figures tell: a change is what two
others differ by, a rate what one is of another, a total the sum of its parts. Where they do not tell one way
from the others there is no table.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from corpus.tables.spaces.columns import Arrangement
from corpus.tables.spaces.header import (
    HeadCell,
    head_cell,
    header_words,
    is_address_word,
    is_label_word,
    is_rate_word,
    segmentations,
)
from corpus.tables.spaces.kinds import TOTALS, Columns, kind_cost
from corpus.tables.spaces.lines import Line

_MOST_WAYS: Final = 4000
_MOST_READINGS: Final = 8  # of a line as cells
_DEAREST_LINE: Final = 2.6
_DEAREST: Final = 0.5  # what the kinds of the columns may cost
_LIKELY: Final = -0.3
_MARGIN: Final = 0.3
_LEAST_ROWS: Final = 2
_NEAR: Final = Decimal("0.06")
_GROUP: Final = 0.5  # what a group costs that nothing tells
_ENDS: Final = 1.5
_READ: Final = 0.4  # how much the cost of a reading weighs
_OVER_WORDS: Final = 1.0
_UNLIKE: Final = 0.2  # what it costs that upper names have not as many words

# what stands over words, not over figures
_WORDED: Final = re.compile(r"(?:구분|사유|여부|내용|상황|결과|비고|담당|방법|위치|소재지|주소|개선)$")
_FEWER: Final = ("학교", "학급", "학생")  # of each there are no more than of the next
_DATED: Final = frozenset(["현재", "기준", "말"])
_FALLS: Final = re.compile(r"증감|증가|과부족|수지|차액|차이|잔액|손익")  # what may be less than nothing
_TITLE: Final = re.compile(r"(?:현황|실적|내역|계획|개요|결과|추이|총괄)$")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}|(?<=[‘’'`])\d{2}")

_Name = tuple[HeadCell, ...]
_Way = tuple[float, HeadCell, list[_Name], HeadCell | None]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What holds in all rows: columns that are rates or differences of two others; those with falls."""

    rates: frozenset[tuple[int, int, int]]
    changes: frozenset[tuple[int, int, int]]
    negative: frozenset[int]


def has_centred(lines: Sequence[Line]) -> bool:
    """Whether any lines may be such a header: a name over labels starts a line between two of words."""
    return any(
        not (two.gap or two.values or three.gap) and _is_labelled(two) for two, three in pairwise(lines[1:])
    )


def is_centred(head: Sequence[Line]) -> bool:
    """Whether the lines above the rows may be such a header: the label's name is on a line in between."""
    return len(head) > 2 and _label_line(head) is not None


def lay_centred(head: Sequence[Line], columns: Columns, *, tails: bool) -> tuple[Arrangement | None, bool]:
    """The header laid over the columns, and whether it likely is such a header.

    None where the figures do not tell how; then it likely is one where they bear several ways out.

    Args:
        head: the lines of the header, the first of them the upper names.
        columns: the kinds and the figures of the columns.
        tails: whether words stand behind the figures of the rows.
    """
    if len(columns.values) < _LEAST_ROWS:
        return None, False
    facts = _facts(columns)
    ways: list[tuple[float, Arrangement]] = []
    for read, label, names, remark in itertools.islice(_ways(head, len(columns), tails=tails), _MOST_WAYS):
        kinds = sum(kind_cost(kind, name) for kind, name in zip(columns.kinds, names, strict=True))
        if kinds > _DEAREST:
            continue
        cost = read + kinds + _cost(names, facts, columns)
        ways.append((cost, Arrangement((label,), tuple(names), remark, cost)))
    ways.sort(key=lambda way: way[0])
    likely = bool(ways) and (ways[0][0] < _LIKELY or _is_of_header(head))
    if not ways or ways[0][0] >= _DEAREST or not _is_apart(ways):
        return None, likely
    return _under_groups(head[: len(head) - 3], ways[0][1], facts), likely


def _is_of_header(head: Sequence[Line]) -> bool:
    """Whether the line of the upper names is right above the others and no title: '일반직', '시설 차량'."""
    middle = _label_line(head) or 0
    units = all(word.startswith("(") for word in header_words(head[-1].text))  # '(백만원) (%)'
    return middle > 0 and not (units or head[middle].gap or _TITLE.search(head[middle - 1].key))


def _is_apart(ways: Sequence[tuple[float, Arrangement]]) -> bool:
    """Whether the best way is much cheaper than any that gives other names."""
    best = [_marks(path) for path in ways[0][1].paths]
    others = (cost for cost, way in ways if [_marks(path) for path in way.paths] != best)
    return next(others, float("inf")) >= ways[0][0] + _MARGIN


def _marks(path: _Name) -> tuple[str, ...]:
    """What tells a column's names from others; '9.30. 지출액' is as good as '9.30. 현재 지출액'."""
    keys = [cell.key for cell in path]
    return tuple(keys) if len(keys) > 1 else (keys[0][:2], keys[0][-3:])


def _under_groups(above: Sequence[Line], found: Arrangement, facts: _Facts) -> Arrangement | None:
    """The columns under the names of groups on the first line, the upper half of the label's name between.

    None where the names that start again and the rates do not tell which columns are of which group.
    """
    near = above if above and not any(line.gap for line in above[1:]) else above[:0]
    label = near[-1] if near and len(header_words(near[-1].text)) == 1 else None
    lines = near[:-1] if label else near
    labels = found.labels
    if label:
        labels = (_joined([head_cell(label.bare, (label.number, label.number), True), *labels]),)
    if not lines or any(len(path) > 1 for path in found.paths):
        return replace(found, labels=labels)
    keys = [path[0].key.partition("(")[0] for path in found.paths]
    for _, groups in _readings(lines[-1]):
        costs = sorted(
            (_cut_cost((0, *cut, len(keys)), keys, facts), cut)
            for cut in itertools.combinations(range(1, len(keys)), len(groups) - 1)
        )
        if len(groups) < 2 or not costs or (len(costs) > 1 and costs[0][0] + _MARGIN > costs[1][0]):
            continue
        edges = list(pairwise((0, *costs[0][1], len(keys))))
        of = [head for head, (start, end) in zip(groups, edges, strict=True) for _ in range(start, end)]
        paths = tuple((head, *path) for head, path in zip(of, found.paths, strict=True))
        return Arrangement(labels, paths, found.remark, found.cost)
    return None


def _cut_cost(edges: Sequence[int], keys: Sequence[str], facts: _Facts) -> float:
    """What it costs to cut the columns so: a name twice in a group, a rate apart from what it is of."""
    groups = list(pairwise(edges))
    twice = sum(end - start - len(set(keys[start:end])) for start, end in groups)
    of = [at for at, (start, end) in enumerate(groups) for _ in range(start, end)]
    return twice + 0.5 * sum(len({of[at] for at in rate}) > 1 for rate in facts.rates)


def _is_labelled(line: Line) -> bool:
    """Whether a line starts with a name over labels, the lower half of one maybe: '/단위사업'."""
    words = header_words(line.text)
    return bool(words) and is_label_word(words[0])


def _label_line(head: Sequence[Line]) -> int | None:
    """The place of the last line between the first and the last that starts with a name over labels."""
    places = [
        at
        for at in range(1, len(head) - 1)
        if _is_labelled(head[at]) and not head[at].gap and not head[at + 1].gap
    ]
    return places[-1] if places else None


def _readings(line: Line, most: int = _MOST_READINGS) -> list[tuple[float, list[HeadCell]]]:
    """The readings of a line as cells and what each costs; '학생 수' and '9.30. 현재' are one word each."""
    words: list[str] = []
    for word in header_words(line.text):
        if words and (word == "수" or (word in _DATED and words[-1][-1] in ".일")):
            words[-1] += f" {word}"
        else:
            words.append(word)
    here = (line.number, line.number)
    return [
        (cost, [head_cell(cell, here, at == 0) for at, cell in enumerate(cells)])
        for cost, cells in segmentations(tuple(words))[:most]
        if cost < _DEAREST_LINE
    ]


def _ways(head: Sequence[Line], count: int, *, tails: bool) -> Iterator[_Way]:
    """The ways to read the header: cost, the name over labels, those of the columns and of words behind."""
    middle = _label_line(head)
    if middle is None or middle != len(head) - 2:
        return
    lines = (_readings(head[middle - 1]), _readings(head[middle]), _readings(head[-1], 3 * _MOST_READINGS))
    for (one, over), (two, single), (three, under) in itertools.product(*lines):
        missing = len(under) + len(single) - count
        doubled = len(single) > 1 and (is_label_word(single[1].key) or is_address_word(single[1].key))
        for labels in range(1, 3 if doubled else 2):
            extra = missing - labels
            if len(over) > len(under) or extra < 0 or (extra and not tails):
                continue
            for names in _laid(over, single[labels:], under):
                if extra and names[count - 1][0] is names[count][0]:  # a group of figures and words
                    continue
                behind = [cell for name in names[count:] for cell in name]
                words = [len(cell.text.split()) for cell in over]
                cost = _READ * (one + two + three) + _UNLIKE * (max(words) - min(words))
                yield cost, _joined(single[:labels]), names[:count], _joined(behind) if behind else None


def _joined(cells: Sequence[HeadCell]) -> HeadCell:
    lines = (cells[0].lines[0], cells[-1].lines[1])
    return head_cell(" ".join(cell.text for cell in cells), lines, cells[0].starts_line)


def _laid(
    over: Sequence[HeadCell], single: Sequence[HeadCell], under: Sequence[HeadCell]
) -> Iterator[list[_Name]]:
    """The names in order: each upper cell with the lower ones under it, the cells of one line anywhere."""
    for cut in itertools.combinations(range(1, len(under)), len(over) - 1):
        groups: list[list[_Name]] = []
        for head, (start, end) in zip(over, pairwise([0, *cut, len(under)]), strict=True):
            below = under[start:end]
            groups.append(
                [(head, cell) for cell in below] if len(below) > 1 else [(_joined([head, *below]),)]
            )
        size = len(groups) + len(single)
        for places in itertools.combinations(range(size), len(single)):
            rest, alone = iter(groups), iter(single)
            yield [name for at in range(size) for name in ([(next(alone),)] if at in places else next(rest))]


def _facts(columns: Columns) -> _Facts:
    """The columns that are, in all rows that have them, a rate of two others or what they differ by."""
    count = len(columns)
    rates, changes = set(), set()
    for result, one, other in itertools.permutations(range(count), 3):
        rows = [[row[at] for at in (result, one, other)] for row in columns.values]
        whole = [(r, a, b) for r, a, b in rows if r is not None and a is not None and b]
        if len(whole) < _LEAST_ROWS or 2 * len(whole) < len(rows):
            continue
        if all(abs(r * b - 100 * a) <= _NEAR * abs(b) for r, a, b in whole):
            rates.add((result, one, other))
        if all(r == a - b for r, a, b in whole):
            changes.add((result, one, other))
    # a row of what there is too little of tells nothing of its columns: '과부족 △13 △11 2'
    told = [
        row for row in columns.values if 2 * sum(value is not None and value < 0 for value in row) < count
    ]
    falls = (at for at in range(count) if any((row[at] or 0) < 0 for row in told))
    return _Facts(frozenset(rates), frozenset(changes), frozenset(falls))


def _cost(names: Sequence[_Name], facts: _Facts, columns: Columns) -> float:
    """What a way costs: changes, rates, totals by name that are none, figures that are and are not told."""
    cost = 0.0
    keys = [name[-1].key for name in names]
    for at, key in enumerate(keys):
        cost += _OVER_WORDS * bool(_WORDED.search(key))
        cost += at in facts.negative and not _FALLS.search(key)
        if "증감" in key and not is_rate_word(key):
            cost += min(
                (_change_cost(names, *change) for change in facts.changes if change[0] == at), default=0.5
            )
        elif is_rate_word(key):
            cost += min((_rate_cost(keys, *rate) for rate in facts.rates if rate[0] == at), default=0.1)
        elif any(rate[0] == at for rate in facts.rates):
            cost += 0.5
    groups = [list(run) for _, run in itertools.groupby(range(len(names)), key=lambda at: id(names[at][0]))]
    of = {at: place for place, group in enumerate(groups) for at in group}
    last = [name[-1].text.split()[-1] for name in names]
    for group in groups:
        own = [keys[at] for at in group]
        counted = all(last[at][:1].isdigit() for at in group) and len({last[at][1:] for at in group}) == 1
        cost += len(own) - len(set(own))
        total = _total_cost(group, own, columns)
        cost += total + _GROUP * (len(group) > 1 and total >= 0 and not counted)
    lower = [tuple(keys[at] for at in group) for group in groups if len(group) > 1]
    ends = {own[-1] for own in lower} if len(lower) == len(groups) else set(lower)
    if len(lower) > 1 and len(ends) == 1:  # each group ends with '추진율(%)', or has the same names
        cost -= _ENDS + _GROUP * (len(lower) - 1)
    for one, other in pairwise(range(len(names))):  # '1학기 2학기' stay together
        if last[one][:1].isdigit() and last[other][:1].isdigit() and last[one][1:] == last[other][1:]:
            cost += 0.5 * (of[one] != of[other])
    cost += _fewer_cost(keys, columns)
    for rate in facts.rates:  # what a rate is of stands in its group
        near = {of[at] for at in rate}
        cost += 0.2 * (len(near) > 1 and any(len(groups[place]) > 1 for place in near))
    return cost


def _fewer_cost(keys: Sequence[str], columns: Columns) -> float:
    """What it costs that there are fewer pupils than classes, or classes than schools."""
    ranks = [next((rank for rank, word in enumerate(_FEWER) if word in key), -1) for key in keys]
    pairs = itertools.combinations([(rank, at) for at, rank in enumerate(ranks) if rank >= 0], 2)
    cost = 1.0 * sum(sum(word in key for word in _FEWER) > 1 for key in keys)  # '학생 수 학교' are two names
    for (one, left), (other, right) in pairs:
        more, less = (left, right) if one > other else (right, left)
        rows = [(row[more], row[less]) for row in columns.values]
        cost += one != other and any(high < low for high, low in rows if high is not None and low is not None)
    return cost


def _change_cost(names: Sequence[_Name], at: int, new: int, old: int) -> float:
    """Less than nothing where a change is that from an earlier year, or of two columns before it."""
    years = [_YEAR.findall("".join(cell.key for cell in names[place])) for place in (new, old)]
    after = -0.3 if max(new, old) < at else 0.0
    if all(years):
        return after - 0.3 if years[0] > years[1] else 0.3
    return after


def _rate_cost(keys: Sequence[str], at: int, part: int, _: int) -> float:
    """Less than nothing for a rate, all the more where it is named like what it is of: '수납률', '수납액'."""
    return -0.8 if keys[at][:2] in keys[part] else -0.4


def _total_cost(group: Sequence[int], keys: Sequence[str], columns: Columns) -> float:
    """Less than nothing where '계' in a group is the sum of the others, more where it is not."""
    totals = [at for at, key in zip(group, keys, strict=True) if key.partition("(")[0] in TOTALS]
    if len(totals) != 1:
        return 0.5 * bool(totals)
    if len(group) == 1:
        return 0.2
    rows = [
        (row[totals[0]], sum(row[at] or 0 for at in group if at != totals[0]))
        for row in columns.values
        if row[totals[0]] is not None
    ]
    return -0.6 if rows and all(total == rest for total, rest in rows) else 0.8
