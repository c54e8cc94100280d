"""Figures that are worked out in a line (산출내역): what comes out is the figure of its name.

'강사수당 : 300,000원×4명×12회=14,400천원'   강사수당 14,400천원; 강사수당 > 단가 300,000원
'완료 6 · 추진중 2 · 불가 1'                  완료 6, 추진중 2, 불가 1
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from corpus.phrases.phrase import Phrase

PRICE: Final = "단가"
FACTOR: Final = "산출기초"
_AMOUNT: Final = r"\d[\d,.]*\s?(?:백만|천만|십만|[천만억])?원"
_FORMULA: Final = re.compile(
    rf"(?P<price>{_AMOUNT})(?:\s?[×✕xX*]\s?\d[\d,.]*\s?[^\s\d×✕xX*=＝]{{0,6}}){{1,5}}\s?[=＝]\s?(?P<result>{_AMOUNT})"
)
_FEWEST_PARTS: Final = 2
_DOT: Final = re.compile(r"(?<=\d)(\s)[·ㆍ‧](\s)(?=[가-힣A-Za-z])")
_POINTER: Final = re.compile(r"^([가-힣][가-힣·\s]{1,19}\s)[▸▶►](?=\s[^▸▶►]*\d[^▸▶►]*$)")


def parted(text: str) -> str:
    """A text of the same length in which commas part counts, and a colon a name from what is counted of it.

    '분실 내역 ▸ 우산 34 · 지갑 12' gives '분실 내역 : 우산 34 , 지갑 12'.
    """
    return _DOT.sub(r"\1,\2", _POINTER.sub(r"\1:", text))


def with_results(text: str, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases of a text, in formulas the result named by the name and the price of one under it."""
    named = list(phrases)
    for found in _FORMULA.finditer(text) if "=" in text or "＝" in text else ():
        own = [at for at, phrase in enumerate(named) if found.start() <= phrase.figure.start < found.end()]
        if not own:
            continue
        row = named[own[0]].row
        for at in own:
            start = named[at].figure.start
            if start >= found.start("result"):
                named[at] = replace(named[at], row=row, column=(), date=None)
            else:
                part = PRICE if start < found.end("price") else FACTOR
                named[at] = replace(named[at], row=(*row, part), column=(), date=None)
    return named


def with_units_of_whole(phrases: Sequence[Phrase]) -> list[Phrase]:
    """The phrases, bare counts in the unit of the one before that they add up to: '9건 · 완료 6 · 불가 3'."""
    counted = list(phrases)
    for at, whole in enumerate(counted):
        if not whole.figure.unit:
            continue
        total, last = Decimal(0), at
        while last + 1 < len(counted) and not counted[last + 1].figure.unit and total < whole.figure.value:
            last += 1
            total += counted[last].figure.value
        if last - at >= _FEWEST_PARTS and total == whole.figure.value:
            for part in range(at + 1, last + 1):
                figure = replace(counted[part].figure, unit=whole.figure.unit)
                counted[part] = replace(counted[part], figure=figure)
    return counted
