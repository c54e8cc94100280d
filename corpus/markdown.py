r"""What converters to Markdown (html2text, pandoc) make: titles in boxes, escaped signs, names of places.

Ⅱ|  | 예산 현황␣␣                    Ⅱ. 예산 현황
---|---|---␣␣
2\. 추진실적(2031\. 1\~3월)        2. 추진실적(2031. 1~3월)
# 통계 {#통계 .unnumbered}          # 통계
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_RULE: Final = re.compile(r"^-{3,}(?:\|-{3,})+\s*$")
_NUMBER: Final = re.compile(r"[Ⅰ-Ⅻ]|\d{1,2}|[가-하]|[①-⑳]")
_ESCAPE: Final = re.compile(r"\\(?=[.\-+()\[\]*~<>'\"#_])")
_PLACE: Final = re.compile(r"^(#{1,6}\s.*?)\s*\{[#.][^{}]*\}\s*$")


def without_conversion(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines with rows that are tables of their own as titles, signs without backslashes, titles alone.

    Args:
        lines: the lines of a file.

    Returns:
        As many lines.
    """
    text = [_PLACE.sub(r"\1", line if "$" in line else _ESCAPE.sub("", line)) for line in lines]
    rules = [at for at, line in enumerate(text) if at and _RULE.match(line)]
    for at in rules:
        following = text[at + 1] if at + 1 < len(text) else ""
        alone = not following.strip() or (at + 2 < len(text) and bool(_RULE.match(text[at + 2])))
        if alone and text[at - 1].count("|") == text[at].count("|"):
            text[at - 1 : at + 1] = [_title(text[at - 1]), ""]
    return tuple(text)


def _title(row: str) -> str:
    """'Ⅱ|  | 예산 현황' -> 'Ⅱ. 예산 현황'."""
    first, *rest = [part for cell in row.split("|") if (part := cell.replace("\xa0", " ").strip())] or [""]
    number = f"{first}." if rest and _NUMBER.fullmatch(first) else first
    return " ".join([number, *rest])
