"""The names over the columns of a printed table, on one line or several.

                    2023년             2024년          A name stands in the middle over its columns, and in
시설                                                   the middle of the height of the header. So a name that
             수입    지출      수입    지출            stands alone in that height is of its column only.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from corpus.joining import join
from corpus.model import Cell
from corpus.tables.aligned.groups import is_odd
from corpus.tables.aligned.heads import Piece, lay_names, with_units
from corpus.tables.aligned.lines import Line, Measure, Span
from corpus.tables.aligned.over import lay_over
from corpus.tables.aligned.parts import parted
from corpus.tables.cell_kinds import compact
from corpus.tables.lettered import denies
from corpus.tables.printed.columns import is_amount
from corpus.tables.spaces.sums import find_rates
from corpus.tables.spaces.words import number_of

_LONGEST: Final = 30
_MOST_WAYS: Final = 5000
_MOST_BLANK: Final = 1  # lines between two of one header
_OFF: Final = 4  # columns of the page by which a name may stand off the middle of its columns
_MIDDLE: Final = 3  # and an eighth of a column by which it may stand off the middle of several
_SURE: Final = 1.5  # columns of the page by which the next best way must be further off
_ALONE: Final = 1.5  # what speaks against a name with none over it
_AGAIN: Final = 100  # what speaks against a group with the same name twice
_REMARK = re.compile(r"^(?:비\s?고|참\s?고)$")  # over no other name
_OF_LABELS: Final = frozenset(["구분", "부서", "부서명", "시설명", "사업명", "세부사업"])
_YEAR = re.compile(r"^(?:19|20)\d\d년$")
_BESIDE_YEARS = re.compile(r"^(?:증감|증가|감소|비고|비율|[합소]?계$|평균|누계|전년)")
_CENTURIES: Final = ("19", "20")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name on the header's lines `top` to `bottom`, with the names that it is over, if any."""

    text: str
    number: int
    span: Span
    top: int
    bottom: int
    below: tuple[_Name, ...] = ()

    @property
    def middle(self) -> float:
        """The middle of the name."""
        return (self.span[0] + self.span[1]) / 2

    @property
    def leaves(self) -> list[_Name]:
        """The names of columns, this one or those below it."""
        return [leaf for part in self.below for leaf in part.leaves] or [self]

    @property
    def stretch(self) -> Span:
        """The stretch of the page that it and the names below it take."""
        spans = [self.span, *(part.stretch for part in self.below)]
        return min(span[0] for span in spans), max(span[1] for span in spans)


def read_heads(
    lines: Sequence[Line],
    columns: Sequence[Span],
    figures: Sequence[int],
    measure: Measure,
    rows: Sequence[Sequence[Cell]],
) -> list[list[Cell]] | None:
    """The rows of names over the columns, the last that of the columns' own; None where they are not sure.

    Args:
        lines: the lines above the rows; those of one piece at the top may be of no table.
        columns: the columns of the rows.
        figures: the columns of figures; the first two of labels may have one name.
        measure: counts the places.
        rows: the rows, whose figures may deny that a name is theirs: '차액(A-B)'.
    """
    labels = min(figures)
    texts_of_rows = [[cell.text for cell in row] for row in rows]
    rates = find_rates(tuple(tuple(map(number_of, row)) for row in texts_of_rows))
    for start in range(len(lines)):
        pieces = [[Piece(line.number, *piece) for piece in line.pieces] for line in lines[start:]]
        texts = [piece.text for line in pieces for piece in line]
        plain = not any(_is_amount(text) or len(text) > _LONGEST for text in texts)
        last = [Piece(lines[-1].number, *piece) for piece in parted(lines[-1], columns).pieces]
        exact = lay_over(with_units([*pieces[:-1], last]), columns, figures, rows) if plain else None
        if exact and _is_sound(exact, figures, texts_of_rows):
            return exact
        laid = lay_names(with_units(pieces), figures, len(columns), rates) if plain else None
        if laid and laid[1] and _is_sound(laid[0], figures, texts_of_rows) and _are_over(laid[0], pieces):
            return _mended(laid[0])
        for placed in (False, True):
            names = _read(lines[start:], columns, measure, placed=placed)
            leaves = [leaf for name in names or () for leaf in name.leaves]
            more = len(columns) - len(leaves)
            whole = not more or (more == 1 and labels > 1 and _is_over_two(leaves, columns))
            if names and whole and _is_sound(head := _rows(names, more), figures, texts_of_rows):
                return head
        if len(lines[start].pieces) > 1 or not _is_apart(lines[start : start + 2], columns, labels):
            return None
    return None


def _is_sound(head: Sequence[Sequence[Cell]], figures: Sequence[int], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the labels have one name and remarks stand over no other name.

    No figures stand under a name of labels, none under several names that nearly touch, and none that are not
    what names say by letters.
    """
    names = {cell.text for row in head for cell in row}
    if any(_is_glued(name.split(), names) for name in names) or any(
        compact(head[-1][at].text) in _OF_LABELS for at in figures if at
    ):
        return False
    columns = [[cell.text for cell in column] for column in zip(*head, strict=True)]
    whole = [column for column in columns if any(map(_REMARK.match, column))]
    plain = all(len(set(column)) == 1 for column in [columns[0], *whole])
    return plain and not denies([" ".join(column) for column in columns], rows)


def _is_glued(words: Sequence[str], names: set[str]) -> bool:
    """Whether words are of several names: '정원 현원 정원', '최종 2026년', two that are names elsewhere."""
    again = len(set(words)) < len(words)
    return again or any(map(_YEAR.match, words[1:])) or (len(words) > 1 and names.issuperset(words))


def _are_over(head: Sequence[Sequence[Cell]], lines: Sequence[Sequence[Piece]]) -> bool:
    """Whether each name over one other name stands over it."""
    pieces = [piece for line in lines for piece in line]
    for upper, lower in zip(head[0], head[-1], strict=True):
        if upper == lower or head[0].count(upper) > 1:
            continue
        one, other = ([piece.span for piece in pieces if piece.cell == cell] for cell in (upper, lower))
        if one and other and not any(_meet(above, below) for above in one for below in other):
            return False
    return True


def _mended(head: list[list[Cell]]) -> list[list[Cell]]:
    """The two rows of names, those put together that were cut within a word: '전년 대비 증' over '감액'."""
    if len(head) < 2:
        return head
    top, last = (list(row) for row in head)
    for at, (upper, lower) in enumerate(zip(*head, strict=True)):
        text = join(upper.text, lower.text)
        alone = head[0].count(upper) == 1 or len(lower.text) > 1
        if alone and upper != lower and text == upper.text + lower.text:
            top[at] = last[at] = Cell(text, (upper.lines[0], lower.lines[1]))
    return [top, last]


def _is_apart(lines: Sequence[Line], columns: Sequence[Span], labels: int) -> bool:
    """Whether the first of two lines is of no header: it stands before the figures or far above."""
    first, *below = lines
    before = first.pieces[0][0][1] < columns[labels][0]
    return before or (bool(below) and below[0].number - first.number > _MOST_BLANK + 1)


def _is_over_two(leaves: Sequence[_Name], columns: Sequence[Span]) -> bool:
    """Whether the first of the names stands over the first two columns: the second one is over the third."""
    second, third = ((start + end) / 2 for start, end in columns[1:3])
    return abs(leaves[1].middle - third) < abs(leaves[1].middle - second)


def _read(
    lines: Sequence[Line], columns: Sequence[Span], measure: Measure, *, placed: bool
) -> list[_Name] | None:
    """The topmost names, each with those below it; None where they fit in no way.

    `placed` says that each name of a column stands over it; else names are told by what stands under them.
    """
    bounds = [(one[1] + other[0]) / 2 for one, other in pairwise(columns)]
    names: list[_Name] = []
    for at in reversed(range(len(lines))):
        own: list[_Name] = []
        over: list[_Name] = []
        for span, text in _pieces(lines[at], names, columns, measure, alone=len(lines) == 1):
            if len(text) > _LONGEST or _is_amount(text):
                return None
            name = _Name(text, lines[at].number, span, at, at)
            place = _place(name.middle, bounds)
            taken = any(
                place in {_place(leaf.middle, bounds) for leaf in other.leaves}
                if placed
                else _meet(other.stretch, span)
                for other in [*names, *own]
            )
            (over if taken else own).append(name)
        laid = _lay(over, names, own, len(lines))
        if laid is None:
            return None
        names = sorted([*laid, *own], key=lambda name: name.middle)
    leaves = [leaf.middle for name in names for leaf in name.leaves]
    return names if leaves == sorted(leaves) else None


def _place(middle: float, bounds: Sequence[float]) -> int:
    """The column over which a name's middle stands."""
    return sum(middle >= bound for bound in bounds)


def _pieces(
    line: Line, below: Sequence[_Name], columns: Sequence[Span], measure: Measure, *, alone: bool
) -> list[tuple[Span, str]]:
    """The names of a line, those that nearly touch cut.

    Where no other line is of the header (`alone`) as many words as columns are that, wherever they stand.
    """
    words = [word for _, text in line.pieces for word in text.split(" ")]
    if alone and len(words) == len(columns) > len(line.pieces):
        return list(zip(columns, words, strict=True))
    parts: list[tuple[Span, str]] = []
    for span, text in line.pieces:
        leaves = [leaf.span for name in below for leaf in name.leaves if _meet(leaf.span, span)]
        parts += _parted(span, text, leaves or [column for column in columns if _meet(column, span)], measure)
    return parts


def _is_amount(text: str) -> bool:
    """Whether a text is amounts that no name is: '1,204', '12.5 -'; '2030' may be a year."""
    words = text.split(" ")
    return all(is_amount(word) and not (word.isdigit() and word[:2] in _CENTURIES) for word in words)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _parted(span: Span, text: str, under: Sequence[Span], measure: Measure) -> list[tuple[Span, str]]:
    """A piece of several names that nearly touch, cut so that each stands over its own place below."""
    words = text.split(" ")
    if len(under) < 2 or len(words) < len(under):
        return [(span, text)]
    places: list[Span] = []
    start = span[0]
    for word in words:
        places.append((start, start + measure(word)))
        start = places[-1][1] + 1
    cuts = itertools.islice(itertools.combinations(range(1, len(words)), len(under) - 1), _MOST_WAYS)

    def off(cut: tuple[int, ...]) -> list[float]:
        parts = list(pairwise([0, *cut, len(words)]))
        return [
            min(
                abs(places[first][0] + places[last - 1][1] - column[0] - column[1]) / 2,
                abs(places[last - 1][1] - column[1]),
            )
            for (first, last), column in zip(parts, under, strict=True)
        ]

    best = min(cuts, key=lambda cut: sum(off(cut)))
    parts = [words[first:last] for first, last in pairwise([0, *best, len(words)])]
    if max(off(best)) > _OFF or any(_is_of_year(one, other) for one, other in pairwise(parts)):
        return [(span, text)]
    return [
        ((places[first][0], places[last - 1][1]), " ".join(words[first:last]))
        for first, last in pairwise([0, *best, len(words)])
    ]


def _is_of_year(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether a year stands before what is of it: '2031년' before '출동', not before '2032년' or '증감'."""
    alone = len(one) == 1 and bool(_YEAR.match(one[0]))
    return alone and not (_YEAR.match(other[0]) or _BESIDE_YEARS.match(other[0]))


def _lay(
    over: Sequence[_Name], names: Sequence[_Name], own: Sequence[_Name], height: int
) -> list[_Name] | None:
    """The names with those of a line above put over them; None where these fit in no way.

    A name in the middle of the header's height is whole; the others are shared out so that each new one
    stands in the middle over its part.
    """
    if not over:
        return list(names)
    closed = [
        name for name in names if height > 1 and name.top + name.bottom == height - 1 and not name.below
    ]
    runs: list[list[_Name]] = [[]]
    for one in sorted([*names, *own], key=lambda name: name.middle):
        if one in closed or one in own:
            runs.append([])
        else:
            runs[-1].append(one)
    out = list(closed)
    placed = 0
    for run in filter(None, runs):
        left, right = run[0].stretch[0], run[-1].stretch[1]
        here = [name for name in over if left - _OFF <= name.middle <= right + _OFF]
        placed += len(here)
        laid = _shared(here, run) if here else run
        if laid is None:
            return None
        out += laid
    return out if placed == len(over) else None


def _shared(over: Sequence[_Name], run: Sequence[_Name]) -> list[_Name] | None:
    """The names of a run shared out among those over it, side by side and in order; None where none fits.

    Names at the ends of the run may have none over them.
    """
    ways: list[tuple[float, tuple[int, ...]]] = []
    size = len(run)
    pitch = (run[-1].stretch[1] - run[0].stretch[0]) / size
    for edges in itertools.islice(itertools.combinations(range(size + 1), len(over) + 1), _MOST_WAYS):
        parts = [run[start:end] for start, end in pairwise(edges)]
        apart = [
            abs((part[0].stretch[0] + part[-1].stretch[1]) / 2 - name.middle)
            for name, part in zip(over, parts, strict=True)
        ]
        if any(
            len(part) == 1 and not _meet(name.span, part[0].stretch)
            for name, part in zip(over, parts, strict=True)
        ):
            continue
        left = edges[0] + size - edges[-1]
        if max(apart) <= _MIDDLE + pitch / 8:
            again = sum(is_odd([name.text for name in part]) for part in parts)
            ways.append((sum(apart) + _ALONE * left + _AGAIN * again, edges))
    ways.sort()
    if not ways or (len(ways) > 1 and ways[1][0] - ways[0][0] < _SURE):
        return None
    _, edges = ways[0]
    laid = [*run[: edges[0]], *run[edges[-1] :]]
    for name, (start, end) in zip(over, pairwise(edges), strict=True):
        part = tuple(run[start:end])
        whole = _stacked(name, part[0]) if len(part) == 1 else None
        laid.append(whole or replace(name, bottom=part[0].bottom, below=part))
    return laid


def _stacked(upper: _Name, lower: _Name) -> _Name | None:
    """Two parts of one name under each other, the first of which ends within a word; None for two names."""
    text = join(upper.text, lower.text)
    if lower.below or text != upper.text + lower.text:
        return None
    span = (min(upper.span[0], lower.span[0]), max(upper.span[1], lower.span[1]))
    return replace(lower, text=text, number=upper.number, span=span, top=upper.top)


def _rows(names: Sequence[_Name], more: int) -> list[list[Cell]]:
    """The names as rows of cells, one of fewer lines again below, the first over `more` columns more."""
    rows: list[list[Cell]] = []
    level = list(names)
    while True:
        row = [
            Cell(name.text, (name.number, name.number))
            for at, name in enumerate(level)
            for _ in range(len(name.leaves) + (0 if at else more))
        ]
        rows.append(row)
        if not any(name.below for name in level):
            return rows
        level = [part for name in level for part in (name.below or (name,))]
