"""What is understood of a text is taken out of it, so that nothing is read twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol


class Finds(Protocol):
    """What finds something in a text: a pattern, or the names of the documents."""

    def finditer(self, text: str, /) -> Iterator[re.Match[str]]:
        """The places, from left to right."""


def take(pattern: Finds, text: str, unless: re.Pattern[str] | None = None) -> tuple[list[re.Match[str]], str]:
    """Take all matches out of a text, but those before `unless`; blanks stand in their places."""
    found = [m for m in pattern.finditer(text) if not (unless and unless.match(text, m.end()))]
    for match in found:
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return found, text
