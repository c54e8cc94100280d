"""The columns of a table printed in spaces, found from the rows that have all of its cells.

국        부서      예산현액         지출액       집행률 이월액
계                    163,954 107,405        65.5 3,455      A row whose cells nearly touch is cut
          문화과        66,349     33,389    50.3     727      where the columns of the others
문화국                                                          are parted.
          축산과          34,211     18,245    53.3 1,993
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from corpus.tables.aligned.lines import Line, Measure, Span
from corpus.tables.cell_kinds import is_value, kind_of

FEWEST: Final = 3  # columns
_LEAST_ROWS: Final = 2
_FIGURES_SHARE: Final = 0.7
_SHARE: Final = 3  # one row in so many must have all cells where columns run into each other
_SHIFT: Final = 6  # columns of the page by which extraction moves the cells of a whole row
_WORD = re.compile(r"\S+")

Cells = list[str]


def is_amount(text: str) -> bool:
    """Whether a piece is a figure and no more: '4급' may as well be a name."""
    return kind_of(text) in {"figure", "rate", "range", "dash"}


def first_row(lines: Sequence[Line]) -> int:
    """The place of the first line with an amount, which no line of a header has; the end for none."""
    found = (
        at
        for at, line in enumerate(lines)
        if any(all(map(is_amount, text.split(" "))) for _, text in line.pieces)
    )
    return next(found, len(lines))


class Columns(NamedTuple):
    """Where the columns of a table stand, from left to right, and which of them hold figures."""

    spans: list[Span]
    figures: frozenset[int]


def ways_of_columns(lines: Sequence[Line]) -> Iterator[Columns]:
    """The columns that a table may have, the most first.

    Args:
        lines: the table's lines from the first one with figures on.
    """
    rows = [line for line in lines if line.figures]
    sizes = Counter(len(line.pieces) for line in rows)
    for size in sorted(sizes, reverse=True):
        full = [line.pieces for line in rows if len(line.pieces) == size]
        if size < FEWEST or len(full) < min(len(rows), _LEAST_ROWS):
            continue
        places = [[span for span, _ in column] for column in zip(*full, strict=True)]
        wide = [(min(start for start, _ in spans), max(end for _, end in spans)) for spans in places]
        usual = [
            (int(median(start for start, _ in spans)), int(median(end for _, end in spans)))
            for spans in places
        ]
        figures = frozenset(
            at
            for at, column in enumerate(zip(*full, strict=True))
            if sum(is_value(text) for _, text in column) >= _FIGURES_SHARE * len(full)
        )
        if _are_apart(wide):
            yield _with_others(wide, figures, lines)
        if wide != usual and _are_apart(usual) and _SHARE * len(full) >= len(rows):
            yield _with_others(usual, figures, lines)


def _are_apart(columns: Sequence[Span]) -> bool:
    return all(one[1] < other[0] for one, other in pairwise(columns))


def _with_others(columns: list[Span], figures: frozenset[int], lines: Sequence[Line]) -> Columns:
    """The columns, with those of cells that stand beside all of them: the names of groups, the remarks.

    A cell beside the last column of a line that has one there is one more; else it has only moved.
    """
    left = [
        line.pieces[0][0]
        for line in lines
        if line.pieces[0][0][1] < columns[0][0]
        and (len(line.pieces) == 1 or _meet(line.pieces[1][0], columns[0]))
    ]
    right = [
        line.pieces[-1][0]
        for line in lines
        if line.pieces[-1][0][0] > columns[-1][1] and _meet(line.pieces[-2:][0][0], columns[-1])
    ]
    sure = len(left) > 1 or any(left == [line.pieces[0][0]] and len(line.pieces) == 1 for line in lines)
    before = [(min(span[0] for span in left), max(span[1] for span in left))] if left and sure else []
    after = [(min(span[0] for span in right), max(span[1] for span in right))] if right else []
    return Columns([*before, *columns, *after], frozenset(at + len(before) for at in figures))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def cells_of(line: Line, table: Columns, measure: Measure) -> Cells | None:
    """The cells of a line, a blank where it has none; None where its text does not fit the columns."""
    columns = table.spans
    if len(line.pieces) == len(columns) and all(
        _apart(span, column) <= _SHIFT for (span, _), column in zip(line.pieces, columns, strict=True)
    ):
        return [text for _, text in line.pieces]
    cells = [""] * len(columns)
    firsts = [_places(span, columns)[0] for span, _ in line.pieces]
    for (span, text), first, following in zip(line.pieces, firsts, [*firsts[1:], len(columns)], strict=True):
        places = _places(span, columns)
        parts = [(first, text)] if len(places) == 1 else _cut(span, text, table, measure)
        parts = _in_order(text, [at for at in range(first, following) if at in table.figures]) or parts
        if not parts or any(cells[at] for at, _ in parts):
            return None
        for at, part in parts:
            cells[at] = part
    return cells


def _places(span: Span, columns: Sequence[Span]) -> list[int]:
    """The columns that a piece stands in, the one beside it where it stands between columns."""
    found = [at for at, column in enumerate(columns) if span[0] < column[1] and column[0] < span[1]]
    if found:
        return found
    apart = [_apart(span, column) for column in columns]
    return [apart.index(min(apart))]


def _apart(span: Span, column: Span) -> int:
    """How many columns of the page are between a piece and a column, below 0 where they meet."""
    return max(column[0] - span[1], span[0] - column[1])


def _in_order(text: str, places: Sequence[int]) -> list[tuple[int, str]]:
    """The figures of a piece, one for each such column up to the next piece's; none where they differ.

    A row with wide figures is squeezed: one space is left between them, wherever the columns are.
    """
    words = text.split(" ")
    fits = len(words) == len(places) > 1 and all(map(is_value, words))
    return list(zip(places, words, strict=True)) if fits else []


def _cut(span: Span, text: str, table: Columns, measure: Measure) -> list[tuple[int, str]]:
    """A piece over several columns as a part for each; none where its words do not stand in the columns."""
    columns = table.spans
    words: list[tuple[int, str]] = []
    for found in _WORD.finditer(text):
        own = (span[0] + measure(text[: found.start()]), span[0] + measure(text[: found.end()]))
        place = max(
            _places(own, columns), key=lambda at: min(own[1], columns[at][1]) - max(own[0], columns[at][0])
        )
        words.append((place, found[0]))
    if any(one > other for (one, _), (other, _) in pairwise(words)):
        return []
    parts = [
        (at, [word for _, word in group]) for at, group in itertools.groupby(words, key=lambda word: word[0])
    ]
    if any(
        (at in table.figures and not is_value(part[0])) or (len(part) > 1 and any(map(is_value, part)))
        for at, part in parts
    ):
        return []
    return [(at, " ".join(part)) for at, part in parts]


def figure_columns(rows: Sequence[Cells], width: int) -> list[int]:
    """The columns most cells of which are figures, dashes or numbers of the rows."""
    found: list[int] = []
    for at in range(width):
        filled = [row[at] for row in rows if row[at]]
        if filled and sum(map(is_value, filled)) >= _FIGURES_SHARE * len(filled):
            found.append(at)
    return found
