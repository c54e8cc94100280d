"""Labels that are steps of an amount, as fees have them: '1 ~ 20', '21 ~ 30', '31 이상'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_FEWEST: Final = 4
_STEP: Final = re.compile(
    r"^(\d[\d,.]*)\s?(?:\D{0,4}\s?[~∼～]\s?\d[\d,.]*\s?\D{0,4}|\D{0,4}\s?(?:이상|초과))$"
)


def is_step(text: str) -> bool:
    """Whether a label is one of steps: '21 ~ 30', '31 이상', '51~300㎥'."""
    return bool(_STEP.match(text.strip()))


def restarts(labels: Sequence[str]) -> list[int]:
    """Where steps start again: behind a higher one, and at a label among steps that is none.

    Example:
        >>> restarts(["1 ~ 20", "21 ~ 30", "31 이상", "1 ~ 50", "51 이상", "구분 없음"])
        [0, 3, 5]
    """
    firsts = [_first(text) for text in labels]
    if sum(first >= 0 for first in firsts) < _FEWEST:
        return []
    return [at for at, first in enumerate(firsts) if not at or first <= firsts[at - 1]]


def _first(text: str) -> float:
    """The amount with which a step starts, -1 for another label."""
    found = _STEP.match(text.strip())
    return float(found[1].replace(",", "").rstrip(".")) if found else -1.0
