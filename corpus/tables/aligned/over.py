"""The names over columns of spaces on two header lines or three, told by where each stands.

                      65세                        이용 횟수         2031년
      구 분           이상    70세 미만         2030      2031        예산
      가람면           412          988        1,204     1,310      12,600

A name that ends, or has its middle, where the name under it has is of the same column ('65세' over '이상');
one that stands in the middle over several names is of the group of these. Names without one above stay alone.
Where two ways to read a header are as good as each other, or something is against all, there is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from typing import Final

from corpus.joining import join
from corpus.model import Cell
from corpus.tables.aligned.heads import Piece
from corpus.tables.aligned.ways import FAR, REST, YEAR, Span, Unit, Way, find_totals, oddness, wider
from corpus.tables.cell_kinds import compact

_EXACT: Final = 1.0  # columns of the page by which names of one column may end or have their middles apart
_MARGIN: Final = 1.5  # by how much the best way must be better than the next
_WIDER: Final = 2.0  # what it counts that a group has more columns than a total and its parts
_ON_BORDERS: Final = 0.5
_OFF_BORDERS: Final = 2.0
_MOST_WAYS: Final = 400
_LEVELS: Final = 2
_HALF: Final = re.compile(r"^[가-힣][율률]$")
_GRADES: Final = frozenset("가나다라마")


def lay_over(
    lines: Sequence[Sequence[Piece]],
    columns: Sequence[Span],
    figures: Collection[int],
    rows: Sequence[Sequence[Cell]],
) -> list[list[Cell]] | None:
    """The header rows over columns, each name over all its columns; None where that is not sure.

    Args:
        lines: the names of each header line, the first line first.
        columns: the stretch of the page that each column takes.
        figures: the columns of figures; only these make up groups.
        rows: the rows of cells, by which a column is the sum of those behind it.
    """
    if len(lines) < _LEVELS:
        return None
    units = _last_units(lines[-1], columns)
    if units is None or sum(piece.text in _GRADES for piece in lines[-1]) > 1:  # a row of grades
        return None
    ways = [Way(0.0, units)]
    for line in reversed(lines[:-1]):
        more = (longer for way in ways for longer in _laid(way, line, columns, figures))
        ways = sorted(more, key=lambda way: way.apart)[:_MOST_WAYS]
    totals = find_totals(rows, columns, lines[-1])
    judged = sorted(
        ((oddness(way, totals, figures), way.apart + _WIDER * wider(way, totals), way) for way in ways),
        key=lambda found: found[:2],
    )
    if not judged:
        return None
    (odd, apart, best), *others = judged
    near = [other[-1] for other in others if other[0] == odd and other[1] < apart + _MARGIN]
    found = _by_borders([best, *near]) if near else best
    return _head_rows(found) if found and not odd else None


def _by_borders(ways: Sequence[Way]) -> Way | None:
    """The only way whose groups stand in the middle between the ends of their columns and of the one before.

    So they do where all cells are written to the right; None where that does not tell.
    """
    offs = sorted(((_off_borders(way), at) for at, way in enumerate(ways)))
    (first, at), (second, _) = offs[:2]
    return ways[at] if first <= _ON_BORDERS and second >= _OFF_BORDERS else None


def _off_borders(way: Way) -> float:
    """How far the farthest group stands from where it would if all cells were written to the right."""
    ends = [names[-1].span[1] for names in way.paths if names]
    if len(ends) < len(way.paths) or not way.groups or way.alone:
        return FAR * FAR
    return max(
        abs(way.paths[first][-_LEVELS].center - (ends[first - 1] + ends[last]) / 2)
        for first, last in way.groups
    )


def _last_units(line: Sequence[Piece], columns: Sequence[Span]) -> tuple[Unit, ...] | None:
    """Each column with the last line's name over it, if any; None where a name stands over no one column."""
    own: list[Piece | None] = [None] * len(columns)
    for piece in line:
        over = [at for at, column in enumerate(columns) if _meet(piece.span, column)]
        over = over or [at for at in range(len(columns)) if _is_within(piece.center, columns, at)]
        near = [at for at in over if at == 0 or _apart(piece.span, columns[at]) <= _EXACT]
        at = near[0] if len(near) == 1 else over[0] if len(over) == 1 else -1
        if at < 0 or own[at]:
            return None
        own[at] = piece
    return tuple(
        Unit(at, at, piece.span if piece else column, ((piece,) if piece else (),))
        for at, (piece, column) in enumerate(zip(own, columns, strict=True))
    )


def _is_within(center: float, columns: Sequence[Span], at: int) -> bool:
    """Whether a place lies nearer to one column than to those beside it."""
    left = (columns[at - 1][1] + columns[at][0]) / 2 if at else float("-inf")
    right = (columns[at][1] + columns[at + 1][0]) / 2 if at + 1 < len(columns) else float("inf")
    return left <= center <= right


def _apart(one: Span, other: Span) -> float:
    """By how much two names of one column, or a name and its figures, end or have their middles apart."""
    return min(abs(one[1] - other[1]), abs(sum(one) - sum(other)) / 2)


def _laid(
    way: Way, line: Sequence[Piece], columns: Sequence[Span], figures: Collection[int]
) -> Iterator[Way]:
    """The ways to put a line of names over what is read below it, in order and side by side."""
    ways = [(0.0, 0, way)]  # how far off so far, the next unit that is free, the way
    for piece in line:
        more: list[tuple[float, int, Way]] = []
        for apart, free, so_far in ways:
            for start in range(free, len(way.units)):
                for end in range(start, len(way.units)):
                    run = way.units[start : end + 1]
                    off = _off(piece, run, columns, figures)
                    if off is not None:
                        more.append((apart + off, end + 1, _with(so_far, piece, run, off)))
        ways = sorted(more, key=lambda found: found[0])[:_MOST_WAYS]
    yield from (found for _, _, found in ways)


def _off(
    piece: Piece, run: Sequence[Unit], columns: Sequence[Span], figures: Collection[int]
) -> float | None:
    """How far a name stands from where it would stand over these units; None where it is not of these."""
    first, last = run[0], run[-1]
    if len(run) == 1:
        return _off_one(piece, first, columns)
    if not all(any(unit.names) for unit in run) or not _are_figures(
        range(first.first, last.last + 1), figures
    ):
        return None
    ends = (columns[first.first][0], columns[last.last][1])
    own = (first.span[0], last.span[1])
    wide = (min(ends[0], own[0]), max(ends[1], own[1]))
    off = min(abs(piece.center - sum(span) / 2) for span in (ends, own, wide, (first.center, last.center)))
    inside = piece.span[0] < last.span[0] and piece.span[1] > first.span[1] - _EXACT
    return off if off <= FAR and inside else None


def _are_figures(places: Collection[int], figures: Collection[int]) -> bool:
    """Whether all columns are of figures."""
    return all(at in figures for at in places)


def _off_one(piece: Piece, unit: Unit, columns: Sequence[Span]) -> float | None:
    """How far a name stands from a column, or from the name below it; a name of labels stands anywhere."""
    apart = _apart(piece.span, unit.span)
    if any(unit.names) and unit.first:
        return apart if apart <= _EXACT else None
    over = _meet(piece.span, unit.span) or _is_within(piece.center, columns, unit.first)
    return (min(apart, FAR) if unit.first else 0.0) if over else None


def _with(way: Way, piece: Piece, run: Sequence[Unit], off: float) -> Way:
    """The way with a name over a run of its units."""
    first, last = run[0].first, run[-1].last
    unit = Unit(first, last, piece.span, tuple((piece, *own) for each in run for own in each.names))
    others = [each for each in way.units if each.last < first or each.first > last]
    units = tuple(sorted([*others, unit], key=lambda each: each.first))
    if len(run) > 1:
        groups = (*way.groups, (first, last))
        return replace(way, apart=way.apart + off, units=units, groups=groups, far=max(way.far, off))
    named = first == last and first > 0 and bool(run[0].names[0])
    return replace(way, apart=way.apart + off, units=units, alone=(*way.alone, first) if named else way.alone)


def _head_rows(way: Way) -> list[list[Cell]]:
    """The rows of names: names of groups over all their columns, parts of one name put together."""
    paths = [
        _path(names, sum(first <= at <= last for first, last in way.groups))
        for at, names in enumerate(way.paths)
    ]
    depth = max(map(len, paths))
    lines = [cell.lines for path in paths for cell in path]
    blank = Cell("", (min(line[0] for line in lines), max(line[1] for line in lines)))
    full = [[*path, *[(path or [blank])[-1]] * (depth - len(path))] for path in paths]
    return [[path[level] for path in full] for level in range(depth)]


def _path(names: Sequence[Piece], groups: int) -> list[Cell]:
    """The names over a column, those of `groups` first; the others as one name, a year by itself."""
    cells = [piece.cell for piece in names[:groups]]
    own = list(names[groups:])
    dated = [bool(YEAR.match(compact(piece.text))) for piece in own]
    if len(own) > 1 and (dated[-1] or (dated[0] and not REST.match(compact(own[1].text)))):
        cells.append(own.pop(0).cell)  # '2031년' over '예산', '직원' over '2031년'
    if own:
        text = reduce(_joined, (piece.text for piece in own))
        cells.append(Cell(text, (own[0].number, own[-1].number)))
    return cells


def _joined(text: str, rest: str) -> str:
    """Two lines of one name: '고령' over '화율' is a word."""
    whole = text.endswith(("·", "ㆍ")) or (_HALF.match(rest) and REST.match(rest))
    return f"{text}{rest}" if whole else join(text, rest)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
