"""Lines that hold a whole document, as converters leave approvals: cut where a bullet or a key begins.

'추진개요 ○ 대상 : 12개소 규 모 : 연장 500m ※ 3월 확정'
    추진개요   /   ○ 대상 : 12개소   /   - 규 모 : 연장 500m   /   ※ 3월 확정
"""

from __future__ import annotations

import re
from typing import Final

_LONG: Final = 400  # characters
_FEWEST: Final = 4  # pieces
_TITLE: Final = 40  # characters behind a Roman numeral that are a title
_NUMERALS: Final = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ"
_BULLETS: Final = "○◦❍□■◇❖▷※"
_START: Final = re.compile(
    rf"(?<=\s)(?=[{_NUMERALS}]\s|[{_BULLETS}]\s?[가-힣‘’'\"(「\d]|\?{{1,2}}\s?[가-힣「])"
    rf"|(?<=\s)(?<!\s[가-힣]\s)(?<![{_BULLETS}]\s)(?=(?:[가-힣]\s){{1,4}}[가-힣]\s?[:：]\s|[가-힣]{{2,6}}\s?[:：]\s)"
)
_KEY: Final = re.compile(r"(?:[가-힣]\s){1,4}[가-힣]\s?[:：]|[가-힣]{2,6}\s?[:：]")
_LOST: Final = {"??": "□ ", "?": "○ "}  # what converters make of bullets that they do not know


def pieces(raw: str) -> list[str]:
    """The parts of a long line, each with the mark that it begins with; a line of usual length as it is.

    >>> pieces("○ 대상 : 12개소")
    ['○ 대상 : 12개소']
    """
    if len(raw) < _LONG:
        return [raw]
    parts = [part for part in _START.split(raw) if part.strip()]
    return [_marked(part) for part in parts] if len(parts) >= _FEWEST else [raw]


def _marked(part: str) -> str:
    """A part with a mark for a key, a lost bullet, and a chapter whose title runs on into its text."""
    for lost, mark in _LOST.items():
        if part.startswith(lost):
            return mark + part[len(lost) :].lstrip()
    if part[0] in _NUMERALS and len(part.strip()) > _TITLE:
        return "□ " + part[1:].lstrip()
    return f"- {part}" if _KEY.match(part) else part
