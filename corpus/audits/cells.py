"""The cells of audit tables as HTML: `<p>○ 요구 (총무과)</p>`, `<p><input type="checkbox"/> 추진상황 ...`."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCKS = frozenset(("p", "div", "ul", "ol", "li", "tr", "table", "br", "h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_DROPPED = frozenset(("script", "style"))
# ` ○ ` and its kin open a line wherever they stand; ` - ` too, with white space on both sides
_OPENERS = re.compile(r"\s+(?=(?:[□○◦※▪■❍●◆◇❑❒]\s?|-\s+|－\s+|ㆍ\s)\S)")


def cell_lines(cell: str) -> list[str]:
    """Gives the lines of a cell's text: one for each paragraph, list item, row or bullet inside.

    A checkbox counts as □. Only the text of the HTML is taken, whatever its tags say.

    >>> cell_lines('<p><input type="checkbox"/> 추진상황 : 완료</p> <ul>○ 교육 실시 - 2회')
    ['□ 추진상황 : 완료', '○ 교육 실시', '- 2회']
    """
    if "<" not in cell:
        return _split(cell)
    parts: list[str] = []
    body = LexborHTMLParser(cell).body
    if body is not None:
        _collect(body, parts)
    return [line for part in "".join(parts).split("\n") for line in _split(part)]


def _collect(root: LexborNode, parts: list[str]) -> None:
    """Writes the text below a node, without recursion: a hostile cell may nest deeply."""
    pending: list[LexborNode | str] = [root]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            parts.append(re.sub(r"\s+", " ", node.text_content or ""))
        elif tag == "input":
            parts.append("\n□ ")
        elif tag not in _DROPPED:
            edge = "\n" if tag in _BLOCKS else " | " if tag in _CELLS else ""
            pending.append(edge)
            pending.extend(reversed(list(node.iter(include_text=True))))
            if tag in _BLOCKS:
                parts.append("\n")


def _split(text: str) -> list[str]:
    text = re.sub(r"\s+", " ", text).strip()
    lines = (line.strip(" |") for line in _OPENERS.split(text))
    return [line for line in lines if line]
