"""Where a text says a label, however either is spaced: '층간 소음' says '층간소음'."""

from __future__ import annotations

from functools import lru_cache

from qa.understanding.query import squash


def spans(text: str, label: str) -> list[tuple[int, int]]:
    """The places (start, end) in a text of the letters of a label, one behind another.

    >>> spans("층간 소음 민원과 소음", "소음")
    [(3, 5), (10, 12)]
    >>> spans("층간 소음 민원", "층간소음")
    [(0, 5)]
    """
    own = squash(label)
    letters, places = _letters(text)
    found: list[tuple[int, int]] = []
    start = letters.find(own) if own else -1
    while start >= 0:
        end = start + len(own)
        found.append((places[start], places[end - 1] + 1))
        start = letters.find(own, end)
    return found


@lru_cache(maxsize=256)
def _letters(text: str) -> tuple[str, list[int]]:
    """A text, squashed, and where in it each of its letters stands."""
    kept = [(letter, place) for place, one in enumerate(text) for letter in squash(one)]
    return "".join(letter for letter, _ in kept), [place for _, place in kept]
