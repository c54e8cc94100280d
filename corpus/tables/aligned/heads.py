"""The names over columns of spaces on two header lines or three, told by their number and order.

                               2029년                    2030년
      시설                                                            비고
                    수입     지출     수지율     수입     지출

A name of the last line, and one that has none below it wherever it stands, is of one column; the others, on
the first line, are of groups of columns. Where as many names are of one column as there are columns they need
not stand right over them: a page's header is centred, its figures are not, and what extraction makes of a
wide letter moves them apart.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from corpus.model import Cell
from corpus.tables.aligned.groups import FAR, is_odd

_MOST_WAYS: Final = 3000
_UNIT = re.compile(r"^[(（\[][^()（）]{1,12}[)）\]]$")
_SURE: Final = 0.5  # how much nearer the names of groups must stand than in any other way to share them out

Span = tuple[int, int]
Triple = tuple[int, int, int]


class Piece(NamedTuple):
    """A name of the header: its line's number, the columns of the page where it stands, its text."""

    number: int
    span: Span
    text: str

    @property
    def center(self) -> float:
        """The middle of the name."""
        return sum(self.span) / 2

    @property
    def cell(self) -> Cell:
        """The name as a cell."""
        return Cell(self.text, (self.number, self.number))


def with_units(lines: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The names with the units that stand alone under them: '사업비' over '(천원)' is '사업비 (천원)'.

    A line of as many units as a line above has names goes with these in order, wherever they stand.
    """
    out = [list(line) for line in lines]
    for at, line in enumerate(lines):
        units = [piece for piece in line if _UNIT.match(piece.text)] if at else []
        even = next((above for above in out[:at] if len(above) == len(units) == len(line)), None)
        for place, unit in enumerate(units):
            over = even or [name for above in out[:at] for name in above if _meet(name.span, unit.span)]
            if not over:
                continue
            name = over[place] if even else over[-1]
            span = (min(name.span[0], unit.span[0]), max(name.span[1], unit.span[1]))
            whole = Piece(name.number, name.span if even else span, f"{name.text} {unit.text}")
            row = next(above for above in out if name in above)
            row[row.index(name)] = whole
            out[at].remove(unit)
    return [line for line in out if line]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class _Way(NamedTuple):
    """The names of the columns, the group over each, how odd these groups are and how far off.

    `far` is how far the farthest stands off the middle of its columns, or else off the first of them.
    """

    odd: int
    apart: float
    far: float
    names: list[Piece]
    groups: list[Piece | None]


def lay_names(
    lines: Sequence[Sequence[Piece]], figures: Collection[int], count: int, rates: Iterable[Triple] = ()
) -> tuple[list[list[Cell]], bool] | None:
    """The rows of names over `count` columns and whether they are sure; None where they are not as many.

    Args:
        lines: the names of each header line, the last line that of the columns' names.
        figures: the columns of figures; each of the last line's names over one must have a group.
        count: the number of columns.
        rates: columns of rates, with those of the part and of the whole: all three are of one group.

    Returns:
        The names of the groups, of a column without one its own, over the names of the columns; one row
        where no name is of a group.
    """
    top, last = lines[0], lines[-1]
    over = sum(map(len, lines)) - count
    if not over:
        names = sorted(itertools.chain(*lines), key=lambda piece: piece.center)
        apart = all(one.span[1] <= other.span[0] for one, other in pairwise(names))
        return ([[name.cell for name in names]], True) if apart else None
    if over == 1 and len(last) == min(figures) > 1 and last[-1].span[1] <= top[1].span[0]:
        names = [*last, *(piece for line in lines[:-1] for piece in line if piece is not top[0])]
        return [[name.cell for name in names]], True  # '구분' over '등급' and '폭', names of labels both
    ways: list[_Way] = []
    for groups in itertools.combinations(top, over) if 0 < over <= len(top) else ():
        names = sorted(
            (piece for line in lines for piece in line if piece not in groups), key=lambda piece: piece.center
        )
        if all(one.span[1] <= other.span[0] for one, other in pairwise(names)):
            below = [at for at in sorted(figures) if names[at] in last]
            ways += _shared(groups, names, below, list(rates))
    if not ways:
        return None
    best, *others = sorted(ways, key=lambda way: way[:2])
    if best.far > FAR:
        return None
    sure = all(best.odd < other.odd or best.apart <= _SURE * other.apart for other in others)
    heads = [group.cell if group else name.cell for group, name in zip(best.groups, best.names, strict=True)]
    return [heads, [name.cell for name in best.names]], sure


def _shared(
    groups: Sequence[Piece], names: Sequence[Piece], below: Sequence[int], rates: Sequence[Triple]
) -> Iterator[_Way]:
    """The ways to share the names at the places `below` out among groups, side by side and in order."""
    cuts = itertools.combinations(range(1, len(below)), len(groups) - 1)
    for cut in itertools.islice(cuts, _MOST_WAYS):
        parts = [below[start:end] for start, end in pairwise([0, *cut, len(below)])]
        if not all(part and part[-1] - part[0] == len(part) - 1 for part in parts):
            continue
        own: list[Piece | None] = [None] * len(names)
        for part, group in zip(parts, groups, strict=True):
            own[part[0] : part[-1] + 1] = [group] * len(part)
        odd = sum(is_odd([names[at].text for at in part]) for part in parts)
        odd += sum(len({own[at] for at in rate} - {None}) > 1 for rate in rates)
        offs = [
            (
                abs((names[part[0]].span[0] + names[part[-1]].span[1]) / 2 - group.center),
                names[part[0]],
                group,
            )
            for part, group in zip(parts, groups, strict=True)
        ]
        far = max(min(off, *map(_off, first.span, group.span)) for off, first, group in offs)
        yield _Way(odd, sum(off for off, _, _ in offs), far, list(names), own)


def _off(one: int, other: int) -> int:
    return abs(one - other)
