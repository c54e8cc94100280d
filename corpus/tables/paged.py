"""Where a table goes on below the end of a page: the page's number and blank lines between two rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

# what stands between a table and its continuation on the next page: nothing, a page number, '(계속)'
_FURNITURE: Final = re.compile(
    r"^[\s\f]*(?:[-–—]?\s?\d{1,4}\s?[-–—]?|\d{1,4}\s?/\s?\d{1,4}|[(<\[]?계\s?속[)>\]]?|\f)?[\s\f]*$"
)
_MOST: Final = 12
_LONGEST: Final = 40


def only_furniture(lines: Sequence[str], last: int, first: int) -> bool:
    """True where the lines between line `last` and line `first` hold nothing of the text."""
    between = lines[last : first - 1]
    return len(between) <= _MOST and all(len(line) < _LONGEST and _FURNITURE.match(line) for line in between)


def next_page(lines: Sequence[str], last: int) -> int:
    """The first line below a page's end that stands under line `last`; 0 where no page ends there.

    Args:
        lines: the document's lines.
        last: the number of a line, from 1.

    Example:
        >>> next_page(["| 총무과 | 3 |", "", "- 4 -", "", "| 세무과 | 5 |"], 1)
        5
    """
    number = last
    ends = False
    while number < len(lines) and number - last <= _MOST and only_furniture(lines, number, number + 2):
        ends = ends or bool(lines[number].strip(" \t\r"))
        number += 1
    return number + 1 if ends and number < len(lines) else 0
