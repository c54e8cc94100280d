"""Korean as an official writes it: particles that fit the word before them."""

from __future__ import annotations

import re

# Read aloud these end in a consonant: '3' 삼, '6' 육, 'kg' 킬로그램; '2' 이, '%' 퍼센트 do not.
_CLOSED_DIGITS = frozenset("013678")
_CLOSED_LETTERS = frozenset("LMNRlmnrgG")
_PARTICLES = {
    "은": ("은", "는"), "이": ("이", "가"), "을": ("을", "를"), "과": ("과", "와"), "으로": ("으로", "로"),
}  # fmt: skip


def ends_closed(word: str) -> bool:
    """Tell whether a word is read with a consonant at its end, what stands in parentheses left out."""
    bare = re.sub(r"\([^()]*\)$", "", word.strip()).strip("'’‘\"”」』)] ")
    last = bare[-1:] or " "
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28 != 0
    return last in _CLOSED_DIGITS or last in _CLOSED_LETTERS


def with_particle(word: str, particle: str) -> str:
    """Add a particle, named by its form after a consonant: ('집행률', '은') -> '집행률은'."""
    closed, open_ = _PARTICLES[particle]
    if particle == "으로" and re.search(r"[ㄹ가-힣]$", word) and (ord(word[-1]) - ord("가")) % 28 == 8:
        return word + open_
    return word + (closed if ends_closed(word) else open_)


def is_written(amount: str) -> str:
    """Close a sentence on an amount: '12.0%' -> '12.0%입니다', '3대' -> '3대입니다'."""
    return amount + "입니다"
