"""Numbers of chapters that extraction wrote right before their titles: '1일반현황', '2예산현황'.

In a page's title the number stands in a box of its own; what follows it in the text has no blank between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_GLUED: Final = re.compile(r"^\s*(\d{1,2})([가-힣][가-힣·\s]{2,24})$")
_APART: Final = re.compile(r"^\s*(\d{1,2})\s+(?=[^\d\s.,%])")
# what the titles of chapters end with
_TITLE: Final = re.compile(r"(?:현황|개요|일반|계획|실적|업무|성과|상황|결과|목표|방향|과제)$")
_LEAST: Final = 2  # chapters


def with_numbers_apart(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines with a blank behind the number of each chapter's title, where the numbers count from 1.

    >>> with_numbers_apart(["1일반현황", "본문", "2예산현황"])
    ('1 일반현황', '본문', '2 예산현황')
    >>> with_numbers_apart(["1층 로비", "2층 식당"])
    ('1층 로비', '2층 식당')
    """
    out = list(lines)
    following = 1
    for at, line in enumerate(lines):
        found = _GLUED.match(line)
        title = bool(found and _TITLE.search(found[2].strip()))
        number = found if title else _APART.match(line)
        if (
            number is None
            or int(number[1]) != following
            or not (following > 1 or _TITLE.search(line.strip()))
        ):
            continue
        if title:
            out[at] = _GLUED.sub(r"\1 \2", line)
        following += 1
    return tuple(out) if following > _LEAST else tuple(lines)
