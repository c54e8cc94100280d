"""Cells one after the other whose rows are told apart by their labels: words, then figures.

Names of columns may be one cell ('예산액 집행액'): as many figures as a row has tell how many they are. The
name of the first row, a total, may stand among those of the columns, right behind the first of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from corpus.model import Cell, Grid
from corpus.tables.cell_kinds import compact
from corpus.tables.spaces.header import border_cost, cell_cost, header_words, is_known_word, is_label_word
from corpus.tables.stacked.even_rows import are_names, is_figure
from corpus.tables.stacked.mended import mended
from corpus.tables.sums import is_total

_LEAST_FIGURES: Final = 2
_LEAST_ROWS: Final = 3
_MOST_LABELS: Final = 2
_LEAST_FULL: Final = 0.5  # of the rows
_MOST_WORDS: Final = 14
_COUNTED: Final = re.compile(
    r"(?:[객자생료량건]|수입|지출|예산)(?:\(.*\))?$"
)  # what names of counts end with, beside those known

Row = list[Cell]


@dataclass(slots=True)
class _Row:
    """Label cells and the figures behind them."""

    labels: Row
    figures: Row


def uneven_rows(cells: Sequence[Cell]) -> Grid | None:
    """The table of the cells; a row that has not a figure for each column keeps its label alone."""
    start = next((at for at, cell in enumerate(cells) if is_figure(cell.text)), len(cells))
    rows = _parted(cells[start:])
    if len(rows) < _LEAST_ROWS:
        return None
    width = Counter(len(row.figures) for row in rows).most_common(1)[0][0]
    labels = Counter(len(row.labels) for row in rows[1:]).most_common(1)[0][0]
    if width < _LEAST_FIGURES or labels > _MOST_LABELS:
        return None
    top = list(cells[:start])
    rows[0].labels = _first_labels(top, labels)
    names = _names(top, width + labels)
    own = [row for row in rows if len(row.labels) == labels]
    full = sum(len(row.figures) == width for row in own)
    if not names or len(own) < len(rows) or full < _LEAST_FULL * len(rows):
        return None
    values = mended([row.figures for row in rows], width)
    body: list[Row] = []
    doubts: set[int] = set()
    for at, (row, figures) in enumerate(zip(rows, values, strict=True), 1):
        blank = [Cell("", row.labels[-1].lines)] * width
        body.append([*row.labels, *(figures or blank)])
        doubts |= set() if figures else {at}
    lines = [number for row in [names, *body] for cell in row for number in cell.lines]
    table = tuple(tuple(row) for row in [names, *body])
    return Grid(table, 1, "spaces", (min(lines), max(lines)), doubts=frozenset(doubts))


def _parted(cells: Sequence[Cell]) -> list[_Row]:
    """The rows from the first figure on; the first has no labels yet."""
    rows = [_Row([], [])]
    for cell in cells:
        if is_figure(cell.text):
            rows[-1].figures.append(cell)
        elif rows[-1].figures:
            rows.append(_Row([cell], []))
        else:
            rows[-1].labels.append(cell)
    return [row for row in rows if row.figures]


def _first_labels(top: Row, labels: int) -> Row:
    """Takes the labels of the first row out of the cells over the figures."""
    place = next((at for at, cell in enumerate(top[: labels + 1]) if at and is_total(cell.text)), None)
    if place is not None and place < len(top) - 1:
        return [top.pop(place)] * labels
    if is_total(top[-1].text) if top else False:
        return [top.pop()] * labels
    found = top[-labels:]
    del top[-labels:]
    return found


def _names(top: Row, count: int) -> Row:
    """The names of `count` columns, cells that hold several cut; [] where they are not as many.

    The first of them stands over labels, or half of them are words that headers have.
    """
    while top and len(top) < count:
        ways = [(way, at) for at, cell in enumerate(top) for way in _ways(cell, count - len(top) + 1)]
        if not ways:
            break
        (_, _, parts), at = min(ways)
        top = [*top[:at], *(Cell(part, top[at].lines) for part in parts), *top[at + 1 :]]
    texts = [cell.text for cell in top]
    if len(top) != count or not are_names(texts):
        return []
    known = sum(is_known_word(compact(text)) for text in texts[1:])
    return top if is_label_word(compact(texts[0])) or 2 * known >= count - 1 else []


def _ways(cell: Cell, most: int) -> list[tuple[float, float, tuple[str, ...]]]:
    """The ways to cut a cell into `most` names or, where it has fewer words, into each: the cheapest first.

    Of those that cost the same the one with more words that headers have, then the more even one.
    """
    words = header_words(cell.text)
    if not 1 < len(words) <= _MOST_WORDS:
        return []
    ways = []
    for cuts in combinations(range(1, len(words)), min(most, len(words)) - 1):
        parts = [words[start:end] for start, end in pairwise([0, *cuts, len(words)])]
        cost = sum(map(cell_cost, parts)) + sum(border_cost(a[-1], b[0]) for a, b in pairwise(parts))
        names = tuple(" ".join(part) for part in parts)
        strange = sum(not (is_known_word(compact(name)) or _COUNTED.search(name)) for name in names)
        uneven = strange + sum(len(part) ** 2 for part in parts) / 1000
        ways.append((round(cost - cell_cost(words), 2), uneven, names))
    return sorted(ways)
