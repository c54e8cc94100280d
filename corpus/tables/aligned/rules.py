"""The names over columns of spaces some of which stand under rules that reach over a group of columns.

                  2029       2030            증감
      재원       예산액     예산액      ──────────
                                           금액      비율

A rule is drawn over the names of its group, and the group's own name stands above it. A header's lines are
centred one by one, and extraction counts rules and letters otherwise than a page does: so names are told
apart by their number and order first, by their places only then.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Cell
from corpus.tables.aligned.heads import Piece, Span

_RULE = re.compile(r"[┌├┏]?[─━]{3,}[┬┴┼─━]*[┐┤┓]?")
_MOST_WAYS: Final = 20_000
_FEWEST: Final = 2  # names under a rule
_BARE: Final = 40.0  # what it costs that nothing stands over a name of the last line, in columns of the page
_SURE: Final = 2.0  # by how many columns of the page any other way must be worse
_FAR: Final = 1e6


def is_rule(text: str) -> bool:
    """Whether a piece of a line is a rule and nothing else: '─────', '┌───┐'."""
    return bool(_RULE.fullmatch(text))


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of one column: what stands under each other, and whether its lowest line is the last one."""

    pieces: tuple[Piece, ...]
    last: bool
    middle: Piece | None = None  # of the line with the rules

    @property
    def span(self) -> Span:
        return self.pieces[-1].span

    @property
    def center(self) -> float:
        return self.pieces[-1].center


@dataclass(frozen=True, slots=True)
class _Way:
    """Names of all columns, the (first, last) of them under each rule, the pieces above, what it costs."""

    cost: float
    names: tuple[_Name, ...]
    runs: tuple[Span, ...]
    above: tuple[tuple[Piece, ...], ...]  # of each unit, a rule or a name of its own

    def paths(self) -> list[tuple[Cell, Cell]]:
        """The group and the name of each column; its name twice where it is of no group."""
        found: list[tuple[Cell, Cell]] = []
        for place, (first, last) in enumerate(_units(self.runs, len(self.names))):
            over = self.above[place]
            if (first, last) in self.runs:
                group = _joined(over) if over else None
                names = [_joined(name.pieces) for name in self.names[first : last + 1]]
                found += [(group or name, name) for name in names]
            else:
                name = _joined((*over, *self.names[first].pieces))
                found.append((name, name))
        return found


def lay_under_rules(lines: Sequence[Sequence[Piece]], count: int) -> list[list[Cell]] | None:
    """Two rows of names over `count` columns, None where the header can be read in no way or in several.

    Args:
        lines: the pieces of each header line; one line has rules, and the last one follows it.
        count: the number of columns.
    """
    ruled = [at for at, line in enumerate(lines) if any(is_rule(piece.text) for piece in line)]
    if len(ruled) != 1 or ruled[0] != len(lines) - 2:
        return None
    middle, last = lines[-2], lines[-1]
    ways = itertools.islice(_ways(lines[:-2], middle, last, count), _MOST_WAYS)
    best: _Way | None = None
    second = _FAR
    for way in ways:
        if best is None or way.cost < best.cost:
            best, second = way, best.cost if best else _FAR
        elif way.paths() != best.paths():
            second = min(second, way.cost)
    if best is None or second - best.cost < _SURE:
        return None
    groups, names = zip(*best.paths(), strict=True)
    return [list(groups), list(names)]


def _joined(pieces: Sequence[Piece]) -> Cell:
    text = " ".join(piece.text for piece in pieces)
    return Cell(text, (pieces[0].number, pieces[-1].number))


def _ways(
    above: Sequence[Sequence[Piece]], middle: Sequence[Piece], last: Sequence[Piece], count: int
) -> Iterator[_Way]:
    """The ways to read a header: which names of the middle line stand over one of the last, what is ruled."""
    own = [piece for piece in middle if not is_rule(piece.text)]
    stacked = len(own) + len(last) - count
    if not 0 <= stacked <= min(len(own), len(last)):
        return
    for upper in itertools.combinations(own, stacked):
        for lower in itertools.combinations(last, stacked):
            below = dict(zip(upper, lower, strict=True))
            names = _names(own, last, below)
            apart = sum(abs(one.center - other.center) for one, other in below.items())
            for runs, cost in _runs(names, middle):
                over, more = _above(above, names, runs, middle)
                yield _Way(apart + cost + more, tuple(names), runs, over)


def _names(own: Sequence[Piece], last: Sequence[Piece], below: dict[Piece, Piece]) -> list[_Name]:
    """The names of the columns from left to right."""
    names = [_Name((piece,), last=False, middle=piece) for piece in own if piece not in below]
    over = {lower: upper for upper, lower in below.items()}
    for piece in last:
        upper = over.get(piece)
        names.append(_Name((upper, piece) if upper else (piece,), last=True, middle=upper))
    return sorted(names, key=lambda name: name.center)


def _runs(names: Sequence[_Name], middle: Sequence[Piece]) -> Iterator[tuple[tuple[Span, ...], float]]:
    """The names under each rule, the first and the last of them, and how far off they stand.

    They are of the last line, side by side, and stand between the same names as the rule.
    """
    order = [next((at for at, name in enumerate(names) if name.middle is piece), None) for piece in middle]
    placed = [at for at in order if at is not None]
    if placed != sorted(placed):
        return
    bounds: list[Span] = []
    for at, piece in enumerate(middle):
        if is_rule(piece.text):
            left = max((place + 1 for place in order[:at] if place is not None), default=0)
            right = min((place - 1 for place in order[at:] if place is not None), default=len(names) - 1)
            bounds.append((left, right))
    rules = [piece for piece in middle if is_rule(piece.text)]
    options = [_stretches(names, *bound) for bound in bounds]
    for runs in itertools.product(*options):
        if all(one[1] < other[0] for one, other in itertools.pairwise(runs)):
            yield runs, _mismatch(names, runs, rules, bounds)


def _stretches(names: Sequence[_Name], left: int, right: int) -> list[Span]:
    """The stretches of names of the last line, under no other, between two places."""
    return [
        (first, last)
        for first in range(left, right + 1)
        for last in range(first + _FEWEST - 1, right + 1)
        if all(name.last and name.middle is None for name in names[first : last + 1])
    ]


def _mismatch(
    names: Sequence[_Name], runs: Sequence[Span], rules: Sequence[Piece], bounds: Sequence[Span]
) -> float:
    """How far the rules begin and end from the names under them, in columns of the page.

    Rules side by side are first stretched to reach from the first to the last of these names.
    """
    cost = 0.0
    for _, group in itertools.groupby(range(len(runs)), key=lambda at: bounds[at]):
        own = list(group)
        start, end = names[runs[own[0]][0]].span[0], names[runs[own[-1]][1]].span[1]
        first, last = rules[own[0]].span[0], rules[own[-1]].span[1]
        scale = (end - start) / max(last - first, 1) if len(own) > 1 else 1.0
        shift = start - first * scale if len(own) > 1 else 0.0
        for at in own:
            edges = (names[runs[at][0]].span[0], names[runs[at][1]].span[1])
            cost += sum(
                abs(edge * scale + shift - name) / 2 for edge, name in zip(rules[at].span, edges, strict=True)
            )
    return cost


def _units(runs: Sequence[Span], count: int) -> list[Span]:
    """The columns under each rule and each other column by itself, from left to right."""
    inside = {at for first, last in runs for at in range(first, last + 1)}
    return sorted([*runs, *((at, at) for at in range(count) if at not in inside)])


def _above(
    lines: Sequence[Sequence[Piece]], names: Sequence[_Name], runs: Sequence[Span], middle: Sequence[Piece]
) -> tuple[tuple[tuple[Piece, ...], ...], float]:
    """The pieces of the lines above over each unit, and how far off they stand."""
    units = _units(runs, len(names))
    rules = [piece.center for piece in middle if is_rule(piece.text)]
    centers: list[tuple[float, ...]] = []
    for first, last in units:
        own = (names[first].span[0] + names[last].span[1]) / 2
        centers.append((own, rules[runs.index((first, last))]) if (first, last) in runs else (own,))
    over: list[list[Piece]] = [[] for _ in units]
    cost = 0.0
    for line in lines:
        apart, places = _matched([piece.center for piece in line], centers)
        cost += apart
        for place, piece in zip(places, line, strict=False):
            over[place].append(piece)
    for (first, last), found in zip(units, over, strict=True):
        bare = (first, last) not in runs and names[first].last and names[first].middle is None and not found
        cost += _BARE * (bare and first > 0)
    return tuple(map(tuple, over)), cost


def _matched(centers: Sequence[float], units: Sequence[Sequence[float]]) -> tuple[float, tuple[int, ...]]:
    """Places of units for pieces in their order, the nearest in all; `_FAR` where there are too few."""
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), *((_FAR, ()) for _ in centers)]
    for place, unit in enumerate(units):
        for at in range(len(centers), 0, -1):
            cost, places = best[at - 1]
            apart = min(abs(centers[at - 1] - middle) for middle in unit)
            best[at] = min(best[at], (cost + apart, (*places, place)))
    return best[-1]
