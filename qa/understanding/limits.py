"""Limits as they are said, '3년이 넘은 미수금', and as tables print them: '3년 초과'."""

from __future__ import annotations

import re

from qa.understanding.query import Term, squash
from qa.understanding.taking import take
from qa.understanding.words.rows import MATCHING

_AMOUNT = r"(\d[\d,.]*\s?[가-힣%㎡]{1,3}?)"
# '3년이 넘은 미수금', '1년이 안 된 것': with the words that are printed for it, or '3년 넘은' as it is
SAID_BOUNDS = (
    (re.compile(_AMOUNT + r"[이을를]?\s?(넘[은는긴]|지난)(?=\s)"), ("초과", "이상")),
    (
        re.compile(_AMOUNT + r"[이가도]?\s?(?:채\s)?((?:안|못)\s?(?:된|되는|넘[은는긴]))(?=\s)"),
        ("미만", "이하"),
    ),
)


def take_limits(text: str) -> tuple[list[Term], str]:
    """The limits that are said and not printed so, '3년이 넘은', unless they are a condition for rows."""
    limits: list[Term] = []
    for pattern, printed_for in () if MATCHING.search(text) else SAID_BOUNDS:
        found, text = take(pattern, text)
        words = [tuple(squash(m[1] + word) for word in (m[2], *printed_for)) for m in found]
        limits += [Term(m[0], own, (), "", m.start()) for m, own in zip(found, words, strict=True)]
    return limits, text
