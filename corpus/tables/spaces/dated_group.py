"""Flattened headers of two lines whose last upper name is of a year and stands over all the lower ones.

    시 설 직원 자원봉사 2031년 사고
    경상 중상 기타
    계 64 212 50 50 22

The upper line has one such name and else a word for each column; so none but that is over others.
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
    """Such a header laid over the columns, with the places of its first and last line in the region's head."""
    if len(region.head) < _LINES or not are_even(region, len(columns)):
        return None
    upper, lower = region.head[-_LINES:]
    words, below = header_words(upper.text), header_words(lower.text)
    label = label_of(words)
    *alone, year, name = words[label:] if label and len(words) > label + 1 else ("", "", "")
    years = [word for word in (*words, *below) if YEAR.match(word)]
    fits = len(alone) + len(below) == len(columns) and len(below) >= _FEWEST_BELOW
    if not (alone and fits and years == [year]) or name.endswith(_AMOUNTS) or is_rate_word(name):
        return None
    if len({*alone, *below}) < len(columns) or any(kind_of(word) != "text" for word in (*alone, *below)):
        return None
    if any(word in TOTALS for word in below[1:]):
        return None
    over = head_cell(f"{year} {name}", (upper.number, upper.number), starts_line=False)
    own = [(head_cell(word, (upper.number, upper.number), starts_line=False),) for word in alone]
    under = [(over, head_cell(word, (lower.number, lower.number), not at)) for at, word in enumerate(below)]
    paths = (*own, *under)
    if sum(map(kind_cost, columns.kinds, paths)) > _DEAREST:
        return None
    first = head_cell(" ".join(words[:label]), (upper.number, upper.number), starts_line=True)
    return Arrangement((first,), paths, None, 0.0), len(region.head) - _LINES, len(region.head)
