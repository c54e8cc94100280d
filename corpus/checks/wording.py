"""How findings name figures and places to staff."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from corpus.model import Fact, Lines
from corpus.relations.judge import step
from corpus.units import format_amount

_BEHIND: Final = re.compile(r"\s*(?:\([^()]{0,40}\))?[\s’']*$")  # '집행률(%)' is spoken '집행률'


def place(lines: Lines) -> str:
    """'65행' or '65~67행'."""
    return f"{lines[0]}행" if lines[0] == lines[1] else f"{lines[0]}~{lines[1]}행"


def name(fact: Fact) -> str:
    """What the figure is of: its row and column, the outer labels left out."""
    labels = [*fact.row[-2:], *fact.column[-1:]] or [fact.caption or "값"]
    return " · ".join(dict.fromkeys(label for label in labels if label))


def amount(value: Decimal, like: Fact) -> str:
    """A recomputed value in the unit of a figure, with one digit more than it where it needs one."""
    digit = step(like.value)
    exact = value.quantize(digit, ROUND_HALF_UP)
    if exact == value:
        return format_amount(exact, like.unit)
    tenth = value.quantize(digit.scaleb(-1), ROUND_HALF_UP)
    finer = value.quantize(digit.scaleb(-2), ROUND_HALF_UP)
    # 1,487.2 and not 1,487.20; but 99.97, not 100.0
    return format_amount(tenth if tenth == finer or tenth != exact else finer, like.unit)


def particle(word: str, pair: str) -> str:
    """The one of two particles that a word takes: '가' for ('합계', '이가'), '이' for ('집행액', '이가')."""
    last = _BEHIND.sub("", word)[-1:]
    if "가" <= last <= "힣":
        return pair[0] if (ord(last) - ord("가")) % 28 else pair[1]
    return pair[0] if last in "013678" else pair[1]


def toward(word: str) -> str:
    """'으로' or '로': '1,443명으로', '25개로', '3,000천원으로'."""
    last = word[-1:]
    if not "가" <= last <= "힣":
        return "로"
    final = (ord(last) - ord("가")) % 28
    return "으로" if final not in {0, 8} else "로"
