"""Names over columns of spaces that stand one space apart or none, as one piece of text over columns.

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
_FEWEST_EXACT: Final = 2  # names that end right where figures do, beside those that nothing parts
_LEAST: Final = 2  # letters of a name that nothing parts from the next one


def parted(line: Line, columns: Sequence[Span]) -> Line:
    """The line of names, a piece that stands over several columns cut where its parts end with these.

    Names are cut where no space is too ('예산집행률(%)'), if all end right where the figures do.
    """
    ends = {column[1] for column in columns[1:]}
    exact = sum(span[1] in ends for span, _ in line.pieces[1:]) > _FEWEST_EXACT
    pieces = tuple(part for span, text in line.pieces for part in _parts(span, text, columns, exact=exact))
    return replace(line, pieces=pieces)


def _parts(span: Span, text: str, columns: Sequence[Span], *, exact: bool) -> list[tuple[Span, str]]:
    under = [column for column in columns[1:] if column[0] < span[1] and span[0] < column[1]]
    whole = [(span, text)]
    if len(under) < _LEAST or abs(span[1] - under[-1][1]) > _NEAR:
        return whole
    measure = width if width(text) == span[1] - span[0] else len
    if measure(text) != span[1] - span[0]:
        return whole
    parts: list[tuple[Span, str]] = []
    start = 0
    for column in under[:-1]:
        ways = [
            (abs(span[0] + measure(text[:end]) - column[1]), end)
            for end in range(start + 1, len(text))
            if text[end] == " " or (exact and span[0] + measure(text[:end]) == column[1])
        ]
        apart, end = min(ways, default=(_NEAR + 1, 0))
        own = text[start:end].strip()
        if apart > _NEAR or len(own) < _LEAST:
            return whole
        left = span[0] + measure(text[:start]) + (text[start] == " ")
        parts.append(((left, span[0] + measure(text[:end])), own))
        start = end
    left = span[0] + measure(text[:start]) + (text[start] == " ")
    rest = text[start:].strip()
    return [*parts, ((left, span[1]), rest)] if len(rest) >= _LEAST else whole
