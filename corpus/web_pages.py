"""Pages saved from the web: the text of the lines outside tables without their tags.

    <h3 class="title">세입 현황</h3>              ### 세입 현황
    <p class="right">(단위 : 천원)</p>            (단위 : 천원)

Tables in HTML keep their tags, by which they are read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Final

from corpus.tables.html import spans

_TAG = re.compile(r"</?(?!table\b)[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
# what a page of the web has; a document with tags in the cells of some of its lines is none
_BLOCK = re.compile(r"<(?:p|div|ul|ol|li|h[1-6]|section|article|body|html)(?:\s[^<>]*)?>", re.IGNORECASE)
_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_ITEM = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->|<!--.*$|^.*?-->|<[!?%][^<>]*>")
_HIDDEN_OPEN = re.compile(r"<(script|style)\b", re.IGNORECASE)
_HIDDEN_CLOSE = re.compile(r"</(script|style)\s*>", re.IGNORECASE)
_FEWEST: Final = 2
_LEAST_TAGGED: Final = 0.5  # of the lines with text


def without_tags(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a page of the web as text, headings and items marked; other documents as they are.

    Args:
        lines: the raw lines of a file.

    Returns:
        As many lines.
    """
    inside = {number for first, last in spans(lines, set()) for number in range(first, last + 1)}
    outside = [
        text for number, line in enumerate(lines, 1) if number not in inside and (text := line.strip())
    ]
    tagged = sum(text.startswith("<") for text in outside)
    if tagged < len(outside) * _LEAST_TAGGED or sum(map(bool, map(_BLOCK.search, outside))) < _FEWEST:
        return tuple(lines)
    hidden = _hidden(lines, inside)
    return tuple(
        line if number in inside else "" if number in hidden else _plain(line)
        for number, line in enumerate(lines, 1)
    )


def _plain(line: str) -> str:
    """A line's text: '<h2>개요</h2>' gives '## 개요', '<li>접수</li>' gives '- 접수'."""
    heading, item = _HEADING.search(line), _ITEM.search(line)
    text = " ".join(html.unescape(_TAG.sub(" ", _COMMENT.sub(" ", line))).split())
    if not text:
        return ""
    return f"{'#' * int(heading[1])} {text}" if heading else f"- {text}" if item else text


def _hidden(lines: Sequence[str], inside: set[int]) -> set[int]:
    """The numbers of the lines of scripts and styles."""
    hidden: set[int] = set()
    open_ = False
    for number, line in enumerate(lines, 1):
        if number in inside:
            continue
        open_ = open_ or bool(_HIDDEN_OPEN.search(line))
        if open_:
            hidden.add(number)
        open_ = open_ and not _HIDDEN_CLOSE.search(line)
    return hidden
