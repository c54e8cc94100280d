"""Flattened tables with one column of figures: '구 분 인원(명)', '나루과 12', '물길과 13'.

One figure at the end of a line is in most texts no cell, so the header must say that these are.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from corpus.model import Cell
from corpus.tables.spaces.header import header_words, is_known_word, is_label_word, segmentations
from corpus.tables.spaces.lines import Line
from corpus.tables.spaces.words import is_stop, kind_of

_FEWEST: Final = 2
_LONGEST_LABEL: Final = 30
_MOST_WORDS: Final = 10

Rows = list[tuple[Cell, ...]]


def single_column(lines: Sequence[Line], start: int) -> Rows:
    """The rows of a table of labels and one figure whose header is line `start`, header first.

    Args:
        lines: lines that are not blank.
        start: the place of the would-be header.

    Returns:
        Rows of two cells; none where the line is no such header or fewer than two rows follow.

    Example:
        '구 분 인원(명)', '나루과 12', '물길과 13' gives three rows.
    """
    if lines[start].values:
        return []
    below = list(itertools.takewhile(_is_row, itertools.islice(lines, start + 1, None)))
    header = _header(lines[start]) if len(below) >= _FEWEST else ()
    if not header:
        return []
    rows = [(Cell(line.label_text, (line.number, line.number)), line.values[0]) for line in below]
    return [header, *rows]


def _is_row(line: Line) -> bool:
    """Whether a line is a short label and one figure."""
    label = line.label_text.strip()
    figure = len(line.values) == 1 and kind_of(line.values[0].text) in {"figure", "dash"}
    return figure and 0 < len(label) <= _LONGEST_LABEL and not line.tail and not is_stop(line.text)


def _header(line: Line) -> tuple[Cell, ...]:
    """The two cells of a header, none where the line is not one: '구 분 인원(명)'."""
    if line.values or len(line.label) > _MOST_WORDS or is_stop(line.text):
        return ()
    here = (line.number, line.number)
    for cost, cells in segmentations(header_words(line.text)):
        keys = ["".join(cell.split()) for cell in cells]
        if cost < 0.5 and len(cells) == 2 and is_label_word(keys[0]) and is_known_word(keys[1]):
            return tuple(Cell(cell, here) for cell in cells)
    return ()
