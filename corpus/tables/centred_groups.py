"""Names of groups that stand in the middle of their rows, as a merged cell is printed.

         나루 체육관   61  8,522       The first row has no name before its label, so the names do not
체육시설 새봄 수영장   71  3,933       stand in the first row of their groups. Each stands in the middle
         한빛 구장     37  5,134       of its rows, which tells where groups of three rows begin and end;
문화시설 들꽃 미술관   27  7,191       on a line of its own it stands between them.
         솔밭 극장     42  8,452
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Cell, Lines
from corpus.tables.cell_kinds import is_value
from corpus.tables.steps import restarts
from corpus.tables.sums import is_total

_MOST_ROWS: Final = 300
_APART: Final = ((0, 0), (1, 0), (1, 1))  # how far names may stand from the middle, the likeliest first


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Rows without a total between them: `names` are the rows with a name of a group, `alone` without more.

    `edges` are the places where a group begins, or may if nothing tells; `stepped` says that steps which
    start again tell them: '1 ~ 20', '21 ~ 30', '1 ~ 50'.
    """

    first: int
    last: int
    names: tuple[int, ...]
    alone: frozenset[int]
    edges: frozenset[int]
    stepped: bool


def spread_groups(rows: Sequence[list[Cell]], *, known: bool = False) -> list[list[Cell]] | None:
    """The rows with the names of their groups in each, where these stand in the middle of their rows.

    Where a group may begin at one row or at another, those between get no name.

    Args:
        rows: body rows, the names of groups in the first column, the rows' own labels in the second one.
        known: whether names of groups stand so in other tables; then they need but fit exactly.

    Returns:
        The rows, lines of nothing but a name left out; None where the names do not stand so.
    """
    if len(rows) > _MOST_ROWS or all(row[0].text.strip() for row in rows):
        return None
    stretches = _stretches(rows)
    told = any(_is_open(rows[stretch.first]) or stretch.stepped for stretch in stretches)
    if not (told or known):
        return None
    of: dict[int, int] = {}
    for stretch in stretches:
        ways = (_owners(stretch, apart) for apart in _APART[: None if told else 1])
        found = next((way for way in ways if way is not None), None)
        if found is None:
            return None
        of |= found
    alone = {at for stretch in stretches for at in stretch.alone}
    return [
        [Cell(_name(rows, of, at), row[0].lines), *row[1:]] for at, row in enumerate(rows) if at not in alone
    ]


def _name(rows: Sequence[list[Cell]], of: dict[int, int], at: int) -> str:
    """What stands in the first column of a row: its group's name, else its own label again."""
    return rows[of.get(at, at)][0].text or rows[at][1].text


def _is_open(row: Sequence[Cell]) -> bool:
    """Whether a row of figures has a label of its own and no name of a group before it."""
    return not row[0].text.strip() and bool(row[1].text.strip()) and _has_figure(row)


def _has_figure(row: Sequence[Cell]) -> bool:
    return any(is_value(cell.text) for cell in row[2:])


def _is_whole(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Whether a row is of no group or one by itself: a label over both columns, a total that counts rows.

    '합계' is the group of '정원' and '현원' where other groups have these too. A total over all rows may
    stand before the second column, in the middle of both.
    """
    name, own = (cell.text.strip() for cell in rows[at][:2])
    if not _has_figure(rows[at]):
        return False
    labels = [row[1].text.strip() for row in rows]
    if not name:
        others = any(is_total(label) for label in labels[1:])
        return not at and is_total(own) and others and labels.count(own) == 1
    return own in {"", name} or (is_total(name) and labels.count(own) == 1)


def _stretches(rows: Sequence[Sequence[Cell]]) -> list[_Stretch]:
    """The runs of rows between those that are of no group."""
    found: list[_Stretch] = []
    start = 0
    for at in range(len(rows) + 1):
        if at < len(rows) and not _is_whole(rows, at):
            continue
        if at > start:
            found.append(_stretch(rows, start, at))
        start = at + 1
    return found


def _stretch(rows: Sequence[Sequence[Cell]], first: int, last: int) -> _Stretch:
    own = range(first, last)
    names = tuple(at for at in own if rows[at][0].text.strip())
    alone = frozenset(at for at in names if not any(cell.text.strip() for cell in rows[at][1:]))
    totals = [at for at in own if is_total(rows[at][1].text)]
    steps = restarts([rows[at][1].text for at in own])
    if totals:  # rows before the first are of a group on the page before
        first, starts = totals[0], totals
    elif len(steps) == len(names) > 1:
        starts = [first + at for at in steps]
    else:
        starts = list(own)
    return _Stretch(first, last, names, alone, frozenset([*starts, last]), starts != list(own) and not totals)


def _owners(stretch: _Stretch, apart: Lines) -> dict[int, int] | None:
    """The row of the name that each row stands under, as far as it is certain; None where no way fits.

    A name has as many rows above as below it, or so many more: the first of `apart` in a row, the second on
    a line of its own.
    """
    ahead = [{stretch.first}]
    for name in stretch.names:
        ends = {
            end
            for start in ahead[-1]
            for end in range(name + 1, stretch.last + 1)
            if _fits(stretch, (start, end), name, apart)
        }
        ahead.append(ends)
    behind = [{stretch.last}]
    for name in reversed(stretch.names):
        starts = {
            start
            for end in behind[-1]
            for start in range(stretch.first, name + 1)
            if _fits(stretch, (start, end), name, apart)
        }
        behind.append(starts)
    bounds = [one & other for one, other in zip(ahead, reversed(behind), strict=True)]
    if not all(bounds):
        return None
    return {
        row: name
        for at, name in enumerate(stretch.names)
        for row in range(max(bounds[at]), min(bounds[at + 1]))
        if row not in stretch.alone
    }


def _fits(stretch: _Stretch, group: Lines, name: int, apart: Lines) -> bool:
    """Whether a name stands in the middle of the rows from the first to before the last of `group`."""
    start, end = group
    if not start <= name < end or start not in stretch.edges or end not in stretch.edges:
        return False
    if sum(start <= other < end for other in stretch.names) > 1:
        return False
    return stretch.stepped or abs(name - start - (end - 1 - name)) <= apart[name in stretch.alone]
