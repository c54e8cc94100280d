r"""Marks of Markdown and LaTeX that PDF converters leave in running text.

- 대상: 120명 ($\rightarrow$ 초 80명, 중 40명)<br>※ 3월 확정
![](images/cover.png)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_COMMANDS: Final = {
    "rightarrow": "→",
    "longrightarrow": "→",
    "Rightarrow": "⇒",
    "to": "→",
    "leftrightarrow": "↔",
    "times": "×",
    "sim": "~",
    "cdot": "·",
    "triangle": "△",
    "bigtriangleup": "△",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "pm": "±",
    "%": "%",
}
_COMMAND = re.compile(
    r"\$\s?\\(" + "|".join(sorted(map(re.escape, _COMMANDS), key=len, reverse=True)) + r")\s?\$"
)
_IMAGE = re.compile(r"^\s*!\[[^\]]{0,200}\]\([^()]{0,300}\)\s*$")
_WIDE = re.compile(r"[０-９](?:[０-９，．]*[０-９])?[％．]?")
_WIDE_SIGNS = str.maketrans("０１２３４５６７８９，．％", "0123456789,.%")
_BREAK = re.compile(r"\s?<br\s?/?>\s?", re.IGNORECASE)


def without_markup(lines: Sequence[str]) -> tuple[str, ...]:
    r"""The lines with LaTeX signs written out, breaks as blanks outside of tables, pictures blank.

    Args:
        lines: the lines of a file; rows between pipes and of HTML tables keep their breaks.

    Returns:
        As many lines.

    Example:
        >>> without_markup([r"초 2곳 $\rightarrow$ 4곳<br>※ 9월", "![](a.png)"])
        ('초 2곳 → 4곳 ※ 9월', '')
    """
    return tuple(_plain(line) if "$" in line or "<" in line or "![" in line else line for line in lines)


def with_plain_digits(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines with wide digits as plain ones, each line as long as before: '３，４５０명' -> '3,450명'."""
    return tuple(_WIDE.sub(lambda found: found[0].translate(_WIDE_SIGNS), line) for line in lines)


def _plain(line: str) -> str:
    if _IMAGE.match(line):
        return ""
    line = _COMMAND.sub(lambda found: _COMMANDS[found[1]], line)
    return line if "|" in line or "<t" in line or "</t" in line else _BREAK.sub(" ", line)
