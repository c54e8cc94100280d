"""Names over columns of spaces that stand one space apart, as one piece of text over two columns.

구 분       지원(가구)  금액(백만원) 가구당 평균(천원)      Each ends where the figures under it end.
2031               286           263               920
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.joining import width
from corpus.tables.aligned.lines import Line, Span

_NEAR: Final = 2  # columns of the page by which a name and the figures under it may end apart


def parted(line: Line, columns: Sequence[Span]) -> Line:
    """The line of names, a piece that stands over two columns cut where its parts end with these."""
    pieces = tuple(part for span, text in line.pieces for part in _parts(span, text, columns))
    return replace(line, pieces=pieces)


def _parts(span: Span, text: str, columns: Sequence[Span]) -> list[tuple[Span, str]]:
    under = [column for column in columns[1:] if column[0] < span[1] and span[0] < column[1]]
    words = text.split(" ")
    whole = [(span, text)]
    if len(under) != len(whole) + 1 or len(words) == 1 or abs(span[1] - under[1][1]) > _NEAR:
        return whole
    ways = []
    for count in range(1, len(words)):
        left, right = " ".join(words[:count]), " ".join(words[count:])
        end = span[0] + width(left)
        ways.append((abs(end - under[0][1]), [((span[0], end), left), ((end + 1, span[1]), right)]))
    apart, parts = min(ways, key=lambda way: way[0])
    return parts if apart <= _NEAR else whole
