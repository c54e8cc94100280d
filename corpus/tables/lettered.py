"""Names that say by letters how a column comes about: '예산(A) | 결산(B) | 차액(A-B)', '집행률(B/A)'.

Where the figures under them do not, the names stand over other columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from corpus.tables.cell_kinds import WORDS, kind_of
from corpus.tables.spaces.words import number_of

_LETTER: Final = re.compile(r"[(（]\s?([A-Z])\s?[)）]")
_FORMULA: Final = re.compile(r"[(（]\s?([A-Z])\s?([-−/÷])\s?([A-Z])\s?[)）]")
_FEWEST: Final = 2
_ROUNDED: Final = Decimal("0.11")
_WHOLE: Final = 100


def denies(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether the figures of most rows are not what the names over them say.

    Args:
        names: all that stands over each column.
        rows: the cells of each row as written.

    Example:
        >>> rows = [["가", "9", "7", "2"], ["나", "5", "6", "△1"]]
        >>> denies(["과", "올해(A)", "전년(B)", "증감(A-B)"], rows), denies(["(A)", "(B)", "(A-B)", ""], rows)
        (False, True)
    """
    places = {letter: at for at, name in enumerate(names) for letter in _LETTER.findall(name)}
    values = [[number_of(cell) for cell in row] for row in rows]
    said = [
        (sign, at, places[one], places[other])
        for at, name in enumerate(names)
        for one, sign, other in _FORMULA.findall(name)
        if one in places and other in places
    ]
    checks = [
        _holds(sign, *(row[at] for at in own))
        for sign, *own in said
        for row, texts in zip(values, rows, strict=True)
        if row[own[0]] is not None
        and all(row[at] is not None or kind_of(texts[at]) in WORDS for at in own[1:])
    ]
    return checks.count(False) >= _FEWEST and checks.count(False) > checks.count(True)


def _holds(sign: str, told: Decimal | None, one: Decimal | None, other: Decimal | None) -> bool:
    """Whether a figure is the difference of two others, or one as so many percent of the other."""
    if told is None or one is None or other is None:  # a word is no figure
        return False
    if sign not in "/÷":
        return told == one - other
    return bool(other) and any(
        abs(told - one / other * scale) <= _ROUNDED * scale / _WHOLE for scale in (1, _WHOLE)
    )
