r"""Marks of Markdown and LaTeX that PDF converters leave in running text.

- 대상: 120명 ($\rightarrow$ 초 80명, 중 40명)<br>※ 3월 확정
## $\square$ 비율 : $28.3 \%$ (증감 $\triangle 1.2$)
![](images/cover.png)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

# what a command of LaTeX prints
_COMMANDS: Final = {
    "rightarrow": "→",
    "longrightarrow": "→",
    "Rightarrow": "⇒",
    "to": "→",
    "leftarrow": "←",
    "uparrow": "↑",
    "downarrow": "↓",
    "leftrightarrow": "↔",
    "times": "×",
    "div": "÷",
    "sim": "~",
    "approx": "≒",
    "cdot": "·",
    "cdots": "…",
    "ldots": "…",
    "bullet": "•",
    "triangle": "△",
    "bigtriangleup": "△",
    "blacktriangle": "▲",
    "triangledown": "▽",
    "triangleright": "▷",
    "square": "□",
    "Box": "□",
    "blacksquare": "■",
    "bigcirc": "○",
    "circ": "○",
    "odot": "◎",
    "diamond": "◇",
    "Diamond": "◇",
    "star": "☆",
    "bigstar": "★",
    "le": "≤",
    "leq": "≤",
    "ge": "≥",
    "geq": "≥",
    "pm": "±",
    "quad": " ",
    "%": "%",
    "&": "&",
    "#": "#",
    "_": "_",
    ",": " ",
    " ": " ",
}
_FORMULA = re.compile(r"\$([^$|]{1,80})\$")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|([%&#_, ])) ?")
_FIGURE = re.compile(r"[△▲+-]?\d[\d,.]*")
_WORDS = re.compile(r"\\(?:mathrm|mathbf|text|textbf|operatorname)\s?\{([^{}]*)\}")
_CIRCLED = re.compile(r"\\textcircled\s?\{\s?(\d{1,2})\s?\}")
_FIRST_CIRCLED: Final = 0x2460  # ①
_MOST_CIRCLED: Final = 20
# '{ }^{\circ} \mathrm{C}', '\mathrm{m}^{2}'
_DEGREES = re.compile(r"(?:\{\s?\})?\s?\^\s?\{?\s?\\circ\s?\}?\s?")
_POWER = re.compile(r"\s?\^\s?\{?\s?([23])\s?\}?")
_POWERS: Final = {"2": "²", "3": "³"}
# '28.3 %', '△ 8'
_APART = re.compile(r"(?<=\d) (?=[%℃])|(?<=[△▲]) (?=\d)")
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
    line = _FORMULA.sub(_written_out, line)
    return line if "|" in line or "<t" in line or "</t" in line else _BREAK.sub(" ", line)


def _written_out(formula: re.Match[str]) -> str:
    r"""What a formula prints, itself where a command is not known: '$28.3 \%$' -> '28.3%'.

    Dollars that are money stay: between two of them is a command, or a figure alone.
    """
    body = formula[1].strip()
    if "\\" not in body:
        return body if _FIGURE.fullmatch(body) else formula[0]
    body = _CIRCLED.sub(lambda found: _circled(int(found[1])), _WORDS.sub(r"\1", body.replace("~", " ")))
    body = _POWER.sub(lambda found: _POWERS[found[1]], _DEGREES.sub("°", body).replace("°C", "℃"))
    body = _COMMAND.sub(lambda found: _COMMANDS.get(found[1] or found[2], found[0]), body)
    return formula[0] if "\\" in body or "{" in body else _APART.sub("", " ".join(body.split()))


def _circled(number: int) -> str:
    return chr(_FIRST_CIRCLED + number - 1) if 1 <= number <= _MOST_CIRCLED else f"({number})"
