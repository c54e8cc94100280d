"""Flattened headers of two lines whose last upper name is of a year and stands over all the lower ones.

    시 설 직원 자원봉사 2031년 사고
    경상 중상 기타
    계 64 212 50 50 22

The upper line has one such name and else a word for each column; so none but that is over others. A line of
nothing but years, one for each column, is a header too.
"""

from __future__ import annotations

from typing import Final

from corpus.tables.spaces.columns import Arrangement
from corpus.tables.spaces.header import head_cell, header_words, is_rate_word
from corpus.tables.spaces.kinds import TOTALS, Columns, kind_cost
from corpus.tables.spaces.lines import YEAR, Region
from corpus.tables.spaces.measured import are_even, label_of
from corpus.tables.spaces.words import kind_of

_LINES: Final = 2
_FEWEST_BELOW: Final = 2
_DEAREST: Final = 1.0
_AMOUNTS: Final = ("액", "예산", "결산", "인원", "수", "추경")  # what a year is written over on two lines


def lay_dated_group(region: Region, columns: Columns) -> tuple[Arrangement, int, int] | None:
    """Such a header laid over the columns, with the places of its first and last line in the head."""
    if not region.head or not are_even(region, len(columns)):
        return None
    return _years(region, len(columns)) or _one_group(region, columns)


def _one_group(region: Region, columns: Columns) -> tuple[Arrangement, int, int] | None:
    """The header of two lines with one group."""
    if len(region.head) < _LINES:
        return None
    upper, lower = region.head[-_LINES:]
    words, below = header_words(upper.text), header_words(lower.text)
    label = label_of(words)
    *alone, year, name = words[label:] if label and len(words) > label + 1 else ("", "", "")
    dated = [word for word in (*words, *below) if YEAR.match(word)]
    fits = len(alone) + len(below) == len(columns) and len(below) >= _FEWEST_BELOW
    if not (alone and fits and dated == [year]) or name.endswith(_AMOUNTS) or is_rate_word(name):
        return None
    words_only = all(kind_of(word) == "text" for word in (*alone, *below))
    if not words_only or len({*alone, *below}) < len(columns) or any(word in TOTALS for word in below[1:]):
        return None
    over = head_cell(f"{year} {name}", (upper.number, upper.number), starts_line=False)
    own = [(head_cell(word, (upper.number, upper.number), starts_line=False),) for word in alone]
    under = [(over, head_cell(word, (lower.number, lower.number), not at)) for at, word in enumerate(below)]
    paths = (*own, *under)
    if sum(map(kind_cost, columns.kinds, paths)) > _DEAREST:
        return None
    first = head_cell(" ".join(words[:label]), (upper.number, upper.number), starts_line=True)
    return Arrangement((first,), paths, None, 0.0), len(region.head) - _LINES, len(region.head)


def _years(region: Region, width: int) -> tuple[Arrangement, int, int] | None:
    """The header of nothing but years in their order, one for each column: '2031년 2032년 2033년'."""
    line = region.head[-1]
    words = header_words(line.text)
    if len(words) != width or not all(map(YEAR.match, words)) or list(words) != sorted(set(words)):
        return None
    if len(region.head) > 1 and not line.gap:
        return None
    paths = tuple((head_cell(word, (line.number, line.number), not at),) for at, word in enumerate(words))
    return Arrangement((), paths, None, 0.0), len(region.head) - 1, len(region.head)
