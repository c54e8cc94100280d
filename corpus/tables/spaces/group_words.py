"""Names of groups that stand before the label of the first row of each group, on its line.

국 부서 정원 현원                 two heads over labels: where some labels have one word and others two,
행정국 총무과 19 18               the first of two is the name of a group
인사과 12 12
복지국 노인과 11 10

구분 예산 집행                    under one head too where the rows of each group are named alike
2030년 본예산 90 80
추경 10 9
2031년 본예산 95 70
추경 12 3
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from corpus.model import Cell
from corpus.tables.cell_kinds import clean_name
from corpus.tables.spaces.header import HeadCell, is_label_word, is_letter
from corpus.tables.spaces.kinds import TOTALS
from corpus.tables.spaces.rows import RawRow

_PAIR: Final = 2
_FEWEST: Final = 2  # groups that have the same rows, and rows of each
_PART_TOTAL: Final = "소계"
_GRAND: Final = frozenset({"합계", "총계"})

_Words = list[str]
# the rows from which on groups go, each with the row whose label the group's name opens and its words
_Groups = dict[int, tuple[int, int]]


def with_group_words(heads: Sequence[HeadCell], rows: list[RawRow]) -> list[RawRow]:
    """The rows, those words of their labels that name a group put over them and the rows below.

    Args:
        heads: the names over labels.
        rows: the rows of a table.
    """
    if any(row.groups or row.parts for row in rows):
        return rows
    labels = [clean_name(row.label.text).split() for row in rows]
    groups = groups_of(" ".join(head.text for head in heads).split(), labels)
    out: list[RawRow] = []
    group: Cell | None = None
    for at, (row, words) in enumerate(zip(rows, labels, strict=True)):
        if at in groups:
            place, size = groups[at]
            group = Cell(" ".join(labels[place][:size]), rows[place].label.lines)
        named = next((size for place, size in groups.values() if place == at), 0)
        label = Cell(" ".join(words[named:]), row.label.lines) if named else row.label
        over = () if group is None or is_grand_total(labels, at) else (group,)
        out.append(replace(row, label=label, groups=over))
    return out


def groups_of(heads: _Words, labels: Sequence[_Words]) -> _Groups:
    """The groups whose names open the labels of rows, under these words over labels; none for none."""
    groups = _same_rows(labels)
    if not groups and _are_two(heads):
        groups = _between_totals(labels) or _of_two(labels, known=all(map(is_label_word, heads)))
    return groups


def _are_two(words: _Words) -> bool:
    """Whether two names stand over labels: '국 부서', but not '구 분'."""
    return len(words) == _PAIR and not (all(map(is_letter, words)) and is_label_word("".join(words)))


def _of_two(labels: Sequence[_Words], *, known: bool) -> _Groups:
    """The groups that start with a label of two words among those of one.

    Unless both names over labels are `known` to be, the names of the groups end alike.
    """
    starts = [at for at, words in enumerate(labels) if len(words) == _PAIR]
    singles = [at for at, words in enumerate(labels) if len(words) == 1 and not _is_total(words)]
    short = all(1 <= len(words) <= _PAIR for words in labels)
    if not short or not _FEWEST <= len(starts) <= len(singles) or starts[0] > 1 or singles[0] < starts[0]:
        return {}
    names = [labels[at][0] for at in starts]
    alike = len({name[-1] for name in names}) == 1
    return {at: (at, 1) for at in starts} if known or alike else {}


def _between_totals(labels: Sequence[_Words]) -> _Groups:
    """The groups that start with their total, whose names stand in the middle: before one of its labels."""
    totals = [at for at, words in enumerate(labels) if "".join(words) == _PART_TOTAL]
    first = next((at for at in range(len(labels)) if not is_grand_total(labels, at)), 0)
    if len(totals) < _FEWEST or totals[0] != first:
        return {}
    groups: _Groups = {}
    for start, end in pairwise([*totals, len(labels)]):
        named = [at for at in range(start, end) if len(labels[at]) == _PAIR]
        if len(named) != 1 or any(len(labels[at]) > _PAIR for at in range(start, end)):
            return {}
        groups[start] = (named[0], 1)
    return groups


def _same_rows(labels: Sequence[_Words]) -> _Groups:
    """The groups of rows of the same names, before the first of which their own stands."""
    first = next((at for at, words in enumerate(labels) if not _is_total(words)), len(labels))
    for size in range(1, len(labels[first]) if first < len(labels) else 0):
        inner = labels[first][size:]
        starts = [
            at
            for at, words in enumerate(labels)
            if len(words) > len(inner) and words[len(words) - len(inner) :] == inner
        ]
        end = len(labels) - is_grand_total(labels, len(labels) - 1)
        rests = [labels[start + 1 : stop] for start, stop in pairwise([*starts, end])]
        sizes = {at: len(labels[at]) - len(inner) for at in starts}
        names = {tuple(labels[at][: sizes[at]]) for at in starts}
        same = bool(rests) and all(rest and rest == rests[0] for rest in rests)
        if same and len(names) == len(starts) >= _FEWEST:
            return {at: (at, sizes[at]) for at in starts}
    return {}


def _is_total(words: _Words) -> bool:
    return "".join(words) in TOTALS


def is_grand_total(labels: Sequence[_Words], at: int) -> bool:
    """Whether a row is the total of all: by its name, or as no other row but the first has its name."""
    key = "".join(labels[at])
    return key in _GRAND or (key == "계" and sum("".join(words) == key for words in labels) == 1)
