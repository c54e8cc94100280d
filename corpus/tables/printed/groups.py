"""Names of groups in the first column of a printed table, each merged over the rows of its group.

             재난과     35,209        A merged cell stands in the middle of its height, on a line of its
             총무과     46,463        own between two rows; some converters set it in the first row.
도시국
             계획과     97,774        Totals at the start of groups, and labels that come again in
             건축과     26,955        each, tell where these start.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from corpus.model import Cell
from corpus.tables.cell_kinds import compact
from corpus.tables.printed.rows import Rows
from corpus.tables.steps import restarts
from corpus.tables.sums import is_total

_NEAR: Final = 0.1
_TOLERANCES: Final = (_NEAR, 0.6)  # lines by which a name may stand off the middle of its rows
_MOST_WAYS: Final = 500

_Owners = dict[int, Cell]
_Mark = tuple[float, Cell]  # how far down a name stands, and the name
_Span = tuple[float, float]


def with_groups(found: Rows, count: int, alone: Mapping[int, Cell]) -> list[list[Cell]] | None:
    """The rows with the name of its group in each; None where more than one way to share them out fits.

    A row with one label for both columns is of no group.

    Args:
        found: the rows, the names that stand on a row's lines in their first cells.
        count: how many lines the table has.
        alone: the names that stand on lines of their own, by the places of these.
    """
    heights = _heights(count, alone)
    middles = [(heights[start], heights[end]) for start, end in found.places]
    free = {at for at in range(len(found.rows)) if _is_free(at, found.rows)}
    member = [at for at in range(len(found.rows)) if at not in free]
    marks = [(heights[at], cell) for at, cell in alone.items()]
    marks += [(sum(middles[at]) / 2, found.rows[at][0]) for at in member if found.rows[at][0].text]
    marks.sort(key=lambda mark: mark[0])
    starts = _starts([found.rows[at][1].text for at in member])
    shared = _by_starts(member, starts, middles, marks) or _likely(
        _by_first_rows(member, middles, marks), _by_middles(member, middles, marks), found.rows
    )
    if shared is None:
        return None
    out = [list(row) for row in found.rows]
    for at, row in enumerate(out):
        name = shared[at].text if at in shared else row[0].text or row[1].text
        row[0] = Cell(name, row[0].lines)
    return out


def _heights(count: int, alone: Mapping[int, Cell]) -> list[float]:
    """How far down each line stands, in lines; one of nothing but a name stands between its neighbours."""
    heights: list[float] = []
    down = 0.0
    for at in range(count):
        heights.append(down - 0.5 if at in alone else down)
        down += at not in alone
    return heights


def _is_free(at: int, rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a row is of no group: a total, or another label, that stands before both columns of labels."""
    name, own = rows[at][0].text, rows[at][1].text
    if name and not own:
        return True
    again = sum(other[1].text == own for other in rows) > 1
    return at in {0, len(rows) - 1} and is_total(own) and not name and not again


def _starts(labels: Sequence[str]) -> list[int]:
    """Where groups start: at their totals, or where steps or labels start again; none where neither tells."""
    totals = [at for at, label in enumerate(labels) if is_total(label)]
    if totals[:1] == [0] and len(totals) > 1:
        return totals
    starts = restarts(labels)
    if len(starts) > 1:
        return starts
    starts = []
    seen: set[str] = set()
    for at, label in enumerate(labels):
        if not starts or compact(label) in seen:
            starts.append(at)
            seen = set()
        seen.add(compact(label))
    sizes = {end - start for start, end in pairwise([*starts, len(labels)])}
    return starts if len(starts) > 1 and min(sizes) > 1 and not totals else []


def _by_starts(
    member: Sequence[int],
    starts: Sequence[int],
    middles: Sequence[_Span],
    marks: Sequence[_Mark],
) -> _Owners | None:
    """The group of each row where its labels tell where groups start: each has one name among its lines."""
    if len(starts) != len(marks) or not starts:
        return None
    out: _Owners = {}
    for (start, end), (height, cell) in zip(pairwise([*starts, len(member)]), marks, strict=True):
        first, last = middles[member[start]][0], middles[member[end - 1]][1]
        if not first - _NEAR <= height <= last + _NEAR:
            return None
        out |= {member[at]: cell for at in range(start, end)}
    return out


def _by_first_rows(member: Sequence[int], middles: Sequence[_Span], marks: Sequence[_Mark]) -> _Owners | None:
    """The group of each row where each name stands in the first row of its group; else None."""
    starts = {}
    for height, cell in marks:
        row = next((at for at in member if middles[at][0] == middles[at][1] == height), None)
        if row is None:
            return None
        starts[row] = cell
    if not member or member[0] not in starts:
        return None
    out: _Owners = {}
    name = starts[member[0]]
    for at in member:
        name = starts.get(at, name)
        out[at] = name
    return out


def _likely(first: _Owners | None, middle: _Owners | None, rows: Sequence[Sequence[Cell]]) -> _Owners | None:
    """The groups with names in their first rows or those with names in their middles, if only one is likely.

    Names in the first rows of two groups of one size may as well stand in the middle of one row and of the
    rest. A total is the first row of its group or the last one.
    """
    if first is None or middle is None or first == middle:
        return middle if first is None else first
    likely = [way for way in (first, middle) if _have_totals_at_ends(way, rows)]
    if len(likely) == 1:
        return likely[0]
    sizes = Counter(cell.lines for cell in first.values())
    return first if len(set(sizes.values())) == 1 else None


def _have_totals_at_ends(groups: Mapping[int, Cell], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether rows have totals, each at an end of its group."""
    totals = [at for at in groups if is_total(rows[at][1].text)]
    return bool(totals) and all(
        groups.get(at - 1) is not groups[at] or groups.get(at + 1) is not groups[at] for at in totals
    )


def _by_middles(member: Sequence[int], middles: Sequence[_Span], marks: Sequence[_Mark]) -> _Owners | None:
    """The group of each row where each name stands in the middle of its rows; None but for one way."""
    for tolerance in _TOLERANCES:
        ways = _ways(member, middles, marks, tolerance)
        if len(ways) == 1:
            ends = ways[0]
            return {
                member[k]: cell
                for (_, cell), (start, end) in zip(marks, pairwise([0, *ends]), strict=True)
                for k in range(start, end)
            }
        if ways:
            return None
    return None


def _ways(
    member: Sequence[int],
    middles: Sequence[_Span],
    marks: Sequence[_Mark],
    tolerance: float,
) -> list[list[int]]:
    """The ways to share rows out among names, each as the places where groups end; at most two."""
    ways: list[list[int]] = [[]]
    for height, _ in marks:
        longer: list[list[int]] = []
        for way in ways:
            start = way[-1] if way else 0
            for end in range(start + 1, len(member) + 1):
                middle = (middles[member[start]][0] + middles[member[end - 1]][1]) / 2
                whole = member[end - 1] - member[start] == end - 1 - start
                if whole and abs(middle - height) <= tolerance:
                    longer.append([*way, end])
        ways = longer[:_MOST_WAYS]
    return [way for way in ways if way and way[-1] == len(member)][:2]
