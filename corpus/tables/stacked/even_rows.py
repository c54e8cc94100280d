"""Cells one after the other that come out as rows of one length, the first of them the names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import Cell, Grid
from corpus.tables.cell_kinds import compact, kind_of
from corpus.tables.headers import COUNTER_HEADS
from corpus.tables.spaces.header import is_known_word, is_label_word
from corpus.tables.spaces.words import kind_of as word_kind
from corpus.tables.sums import is_total

_FEWEST: Final = 2  # columns
_MOST: Final = 12
_LEAST_ROWS: Final = 2
_ALONE: Final = frozenset("계남여")
_LONGEST_NAME: Final = 20
_LARGE: Final = re.compile(r"\d,\d{3}|\d\.\d")
_YEAR: Final = re.compile(r"^[‘’'`]?(?:(?:19|20)\d{2}|(?<=[‘’'`])\d{2})(?:년도?|\.|$)")
_MEASURE: Final = re.compile(r"(?:액|사업비|예산|[율률]|%\))$")  # no words stand under it
_DATE: Final = re.compile(r"^(?:\d{1,2}월|\d{1,2}\.\s?\d{1,2}\.|[상하]반기|\d분기)")
_CALENDAR: Final = frozenset(["월", "일자", "시기", "월별", "일정", "날짜"])

Row = list[Cell]


def even_rows(cells: Sequence[Cell]) -> Grid | None:
    """The table of the cells, where they can be counted in one way only.

    Figures stand under figures and words under words, and the labels differ or count from 1. Names that come
    again, as on a next page, are left out.
    """
    ways = [
        rows
        for width in range(_FEWEST, min(_MOST, len(cells) // (_LEAST_ROWS + 1)) + 1)
        if (rows := _rows(cells, width))
    ]
    if len(ways) != 1:
        return None
    rows = ways[0]
    lines = [number for row in rows for cell in row for number in cell.lines]
    return Grid(tuple(map(tuple, rows)), 1, "spaces", (min(lines), max(lines)))


def is_figure(text: str) -> bool:
    """Whether a cell is a figure, with a unit or none, or stands for one: not a year."""
    return (word_kind(text) in {"figure", "dash"} or kind_of(text) in {"rate", "range"}) and not is_year(text)


def is_year(text: str) -> bool:
    """Whether a cell begins with a year, as the name of a column or a row does."""
    return bool(_YEAR.match(text)) and not _LARGE.search(text)


def are_names(names: Sequence[str]) -> bool:
    """Whether texts may be the names of columns: short, different, no figures."""
    keys = [compact(name) for name in names]
    short = all(0 < len(key) <= _LONGEST_NAME and not _DATE.match(key) for key in keys)
    different = len(set(keys)) == len(keys) and not are_letters(keys)
    return short and different and not any(map(is_figure, names))


def are_letters(keys: Sequence[str]) -> bool:
    """Whether texts are letters of a word written from top to bottom: '감', '사'; not '계', '남'."""
    return sum(len(key) == 1 and key not in _ALONE for key in keys) > 1


def _rows(cells: Sequence[Cell], width: int) -> list[Row]:
    names = [cell.text for cell in cells[:width]]
    if not are_names(names):
        return []
    if compact(cells[width].text) in map(compact, names):  # one is over several: '본청 | 남 | 여 | 남 | 여'
        return []
    body = _without_names(cells[width:], names)
    if len(body) % width or len(body) < _LEAST_ROWS * width:
        return []
    rows = [list(body[at : at + width]) for at in range(0, len(body), width)]
    return [list(cells[:width]), *rows] if _are_rows(names, rows) else []


def _without_names(cells: Sequence[Cell], names: Sequence[str]) -> Row:
    """The cells without the names that come again, each as often as the others, as on a next page."""
    keys = [compact(cell.text) for cell in cells]
    again = {compact(name): keys.count(compact(name)) for name in names}
    if len(set(again.values())) > 1:
        return list(cells)
    return [cell for cell, key in zip(cells, keys, strict=True) if key not in again]


def _are_rows(names: Sequence[str], rows: Sequence[Row]) -> bool:
    numbered = [row[0].text.rstrip(".") for row in rows] == [str(at) for at in range(1, len(rows) + 1)]
    if numbered != (compact(names[0]) in COUNTER_HEADS):
        return False
    kinds = [_kind([row[at].text for row in rows]) for at in range(len(names))]
    dated = compact(names[0]) in _CALENDAR and all(_DATE.match(row[0].text) for row in rows)
    labels = {(row[0].text, row[1].text if kinds[1] == "words" else "") for row in rows}
    words = [compact(name) for name, kind in zip(names, kinds, strict=True) if kind == "words"]
    if len(labels) < len(rows) or not all(kinds) or any(map(_MEASURE.search, words)):
        return False
    if kinds[0] != "words" and not numbered and not dated:
        return False
    named = [is_known_word(compact(row[0].text)) and not is_total(row[0].text) for row in rows]
    if named[0] and not any(named[1:]) and not numbered:  # a name of a column that stood behind the total's
        return False
    return "figures" in kinds[1:] or numbered or dated or is_label_word(compact(names[0]))


def _kind(texts: Sequence[str]) -> str:
    """'figures' or 'words', '' for a column that holds both; a dash is of either."""
    told = [text for text in texts if word_kind(text) != "dash"]
    if told and all(map(is_figure, told)):
        return "figures"
    return "words" if told and not any(map(is_figure, told)) else ""
