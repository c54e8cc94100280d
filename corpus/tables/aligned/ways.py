"""A way to read the header lines over columns of spaces, and what is against it.

Where a name stands does not always tell whether it is of one column or of several. '인구' right over '남' is
of '계', '남' and '여'; '2031년' over '횟수', with '인원' beside it and both again under '2030년', is of both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.model import Cell
from corpus.tables.aligned.groups import is_odd
from corpus.tables.aligned.heads import Piece
from corpus.tables.cell_kinds import compact
from corpus.tables.spaces.words import number_of
from corpus.tables.sums import is_total

FAR: Final = 4.0  # columns of the page by which a name may stand from the middle over its group
YEAR: Final = re.compile(r"^(?:[‘’'`]\d\d|(?:19|20)\d\d)(?:년도?|\.)?(?:\d{1,2}월)?$")
# what says nothing by itself: '이상' under '65세', '이후' under '2032년', '화율' under '고령'
REST: Final = re.compile(
    r"^(?:이상|이하|미만|초과|이후|이전|까지|대비|[(（].*[)）]|(?![비확효요환세법자배이])[가-힣][율률])$"
)

_MANY_ALONE: Final = 2  # other names of one column on two lines each
_NEAR: Final = 2.0  # by which it may where other names of columns have none over them
_LEAST_SUMS: Final = 2  # rows in which a column is the sum of the next ones
_MOST_PARTS: Final = 6
_DATED: Final = re.compile(r"^(?:19|20)?(\d\d)(?=년|\.|$)")
_PAIRS: Final = frozenset([("남", "여"), ("남자", "여자"), ("남성", "여성")])  # what makes up a whole

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unit:
    """The columns from `first` to `last` under one name, or one column; the names over each, top first."""

    first: int
    last: int
    span: Span
    names: tuple[tuple[Piece, ...], ...]

    @property
    def center(self) -> float:
        """The middle of the name, or of the column."""
        return sum(self.span) / 2


@dataclass(frozen=True, slots=True)
class Way:
    """A way to read the header lines from the last one up to one: how far off its names stand in all.

    `far` is the farthest that the name of a group stands off; `alone` are the columns with a name of their
    own over another one.
    """

    apart: float
    units: tuple[Unit, ...]
    groups: tuple[Span, ...] = ()
    far: float = 0.0
    alone: tuple[int, ...] = ()

    @property
    def paths(self) -> list[tuple[Piece, ...]]:
        """The names over each column, outermost first."""
        return [names for unit in self.units for names in unit.names]


def oddness(way: Way, totals: Collection[Span], figures: Collection[int]) -> int:
    """How much is against a way to read the header.

    Args:
        way: of all header lines.
        totals: the first and the last of columns of which the first is the sum of the others.
        figures: the columns of figures.
    """
    texts = [tuple(compact(piece.text) for piece in path) for path in way.paths]
    unnamed = sum(not path for path in texts[1:])
    again = sum(count - 1 for path, count in Counter(texts[1:]).items() if path)
    odd = sum(is_odd([texts[at][-1] for at in range(first, last + 1)]) for first, last in way.groups)
    rests = sum(bool(REST.match(path[-1])) and at not in way.alone for at, path in enumerate(texts) if path)
    dated = {path[-1] for path in texts if len(path) > 1 and YEAR.match(path[0])}
    undated = sum(len(texts[at]) == 1 and texts[at][0] in dated for at in figures)
    return (
        unnamed + again + odd + rests + undated + _uneven(way, figures) + _split(way, texts, totals, figures)
    )


def _uneven(way: Way, figures: Collection[int]) -> int:
    """How many groups have names on several lines; one more if one stands far off beside a free name."""
    paths = way.paths
    last = max(piece.number for path in paths for piece in path)
    whole = {at for at, path in enumerate(paths) if path and is_total(path[-1].text)}
    uneven = sum(len({paths[at][-1].number for at in range(a, b + 1)}) > 1 for a, b in way.groups)
    lone = any(len(paths[at]) == 1 and paths[at][0].number == last for at in {*figures} - whole)
    return uneven + (lone and way.far > _NEAR)


def _split(
    way: Way, texts: Sequence[Sequence[str]], totals: Collection[Span], figures: Collection[int]
) -> int:
    """How many names stand over only one of what belongs together, or in the middle of it."""
    inside = {at: group for group in way.groups for at in range(group[0], group[1] + 1)}
    last = max(piece.number for path in way.paths for piece in path)
    free = {at for at, path in enumerate(way.paths) if len(path) == 1 and path[0].number == last}
    over = [inside.get(at, at not in free) for at in range(len(texts))]
    ends = [path[-1] if path else "" for path in texts]
    pairs = sum(over[at] != over[at + 1] for at, pair in enumerate(pairwise(ends)) if pair in _PAIRS)
    series = [_are_series(one, other) for one, other in pairwise(ends)]
    parted = sum(bool(over[at]) != bool(over[at + 1]) for at, own in enumerate(series) if own)
    whole = [at for at in way.alone if not REST.match(ends[at])]
    middles = sum(any(_is_in_middle(way, at, *total) for total in totals) for at in whole)
    middles += sum(_is_parted(over[first : last + 1]) for first, last in totals)
    return pairs + parted + middles + _threes(way, whole, free & {*figures}, totals, series)


def _threes(
    way: Way, whole: Sequence[int], free: Collection[int], totals: Collection[Span], series: Sequence[bool]
) -> int:
    """How many names in the middle of three are taken for one column's, or for all three's among such names.

    '등의 수' over '가로등 | 보안등 | 벽등' is of all; not so '수료' over '정원 | 인원 | 수료율', beside names
    of one column each: '1인당' over '시간', '강사' over '인원'.
    """
    if len(way.alone) < _MANY_ALONE:
        told = [at for at in whole if {at - 1, at + 1} <= {*free}]
        told = [at for at in told if not (series[at - 2] or series[at + 1 : at + 2] == [True])]
        return sum(_is_in_middle(way, at, at - 1, at + 1) for at in told)
    groups = [(a, b) for a, b in way.groups if b == a + 2 and (a, b) not in totals and not any(series[a:b])]
    names = [(way.paths[a][0].span, way.paths[a + 1][-1].span) for a, _ in groups]
    return sum(one[1] == other[1] for one, other in names)


def _is_parted(over: Sequence[Span | bool]) -> bool:
    """Whether a name stands over some parts of a total and none over others, or over it and not all of them.

    Args:
        over: the group of the total and of each part, False for none, True for a name on an upper line.
    """
    whole, *parts = over
    some = any(isinstance(part, tuple) for part in parts) and False in parts
    return some or (isinstance(whole, tuple) and any(part != whole for part in parts))


def _is_in_middle(way: Way, at: int, first: int, last: int) -> bool:
    """Whether the name over a column may as well stand in the middle over several columns and this one."""
    left, right = way.paths[first][-1:], way.paths[last][-1:]
    if not (first <= at <= last and left and right):
        return False
    middle = (left[0].span[0] + right[0].span[1]) / 2
    return abs(way.paths[at][0].center - middle) <= FAR


def wider(way: Way, totals: Collection[Span]) -> int:
    """How many groups begin before a total that has all its parts in them, or go on behind these."""
    return sum(
        first <= start and end <= last and (first, last) != (start, end)
        for first, last in way.groups
        for start, end in totals
    )


def _are_series(name: str, following: str) -> bool:
    """Whether two names are of one series: '2031년' and '2032년' or '증감', '증감' and '증감률'."""
    one, other = _DATED.match(name), _DATED.match(following)
    later = bool(one and other and int(other[1]) == int(one[1]) + 1)
    return later or ((bool(one) or name.startswith("증감")) and following.startswith("증감"))


def find_totals(rows: Sequence[Sequence[Cell]], columns: Sequence[Span], line: Sequence[Piece]) -> list[Span]:
    """The first and the last of columns of which the first is named a total and is the sum of the others."""
    totals: list[Span] = []
    for at, column in enumerate(columns):
        names = [piece.text for piece in line if piece.span[0] < column[1] and column[0] < piece.span[1]]
        if len(names) == 1 and is_total(names[0]):
            ends = range(at + 2, min(at + _MOST_PARTS, len(columns) - 1) + 1)
            totals += [(at, end) for end in ends if _adds_up(rows, at, end)][:1]
    return totals


def _adds_up(rows: Sequence[Sequence[Cell]], at: int, end: int) -> bool:
    """Whether a column is the sum of those behind it up to one, in each row that has all of them."""
    sums = list(_sums(rows, at, end))
    return len(sums) >= _LEAST_SUMS and all(sums)


def _sums(rows: Sequence[Sequence[Cell]], at: int, end: int) -> Iterator[bool]:
    for row in rows:
        values = [value for cell in row[at : end + 1] if (value := number_of(cell.text)) is not None]
        if len(values) == end + 1 - at:
            yield values[0] == sum(values[1:])
