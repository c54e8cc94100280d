"""Labels in columns of spaces that go on below the figures of their row.

노후관         1,200    600       A label breaks where its next word would not fit into the column; a
교체                              name over the rows below, which stands alone on its line too, has
누수 탐사        900    300       room behind it on the line above.
가로수           400    200
심기
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.joining import width
from corpus.tables.aligned.lines import LEAST_FIGURES, Line, Span
from corpus.tables.sums import is_total

_INDENT: Final = 1
_FEWEST: Final = 2
_DEEPER: Final = 4  # columns of the page by which a line may begin behind the label that it goes on
_PAST: Final = 2  # by which it may end behind the column of labels
# '(7개소)' below a label, '외 4개 노선': what no row begins with
_OF_ABOVE: Final = re.compile(r"^(?:[(（][^()（）]+[)）]|외\s?\d{1,3}\s?[가-힣].{0,12})$")
_MARKED: Final = re.compile(r"^[□○◇▶■●◆\-–·•※*①-⑳\d<【〔\[]")


def label_rests(column: Span, body: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that go on the label of the row above; none where any could as well head rows.

    Args:
        column: where the labels stand.
        body: the lines from the first row to the last line of the table.
    """
    alone = [at for at, line in enumerate(body) if len(line.pieces) == 1 and _is_label(line, column)]
    told = [at for at in alone if at and _is_told(body, at, column)]
    alone = [at for at in alone if at not in told]
    below = [at for at in alone if at and _may_be_rest(body[at - 1], body[at], column)]
    rests = [at for at in below if _is_full(body[at - 1], body[at], column)]
    ended = alone[-1:] == [len(body) - 1] and 2 * len(alone) > len(body) - len(alone)
    rests = below if ended else rests  # no name of a group stands below all rows
    if len(rests) < _FEWEST or rests != alone:
        rests = []
    return frozenset(body[at].number for at in [*told, *rests])


def _is_told(body: Sequence[Line], at: int, column: Span) -> bool:
    """Whether a line goes on the label above by what it says, or as it alone begins behind all labels."""
    above, line = body[at - 1], body[at]
    (start, _), label = above.pieces[0]
    (left, end), text = line.pieces[0]
    if above.figures < LEAST_FIGURES or above.joined or start >= column[1] or is_total(label):
        return False
    if _OF_ABOVE.match(text):
        return abs(left - start) <= _DEEPER and end <= column[1] + _PAST * _DEEPER
    starts = {row.pieces[0][0][0] for row in body if row.figures >= LEAST_FIGURES}
    deeper = len(starts) == 1 and 0 < left - start <= _DEEPER and end <= column[1] + _PAST
    return deeper and not _MARKED.match(text) and ":" not in text and not is_total(text)


def with_last_rest(column: Span, body: Sequence[Line], below: Sequence[Line]) -> list[Line]:
    """The lines of a table, and the one below where it goes on a label as lines between the rows do."""
    longer = [*body, *below]
    alone = [line.pieces[0][0][0] for line in longer if len(line.pieces) == 1 and not line.figures]
    last = longer[-1]
    inner = len(last.pieces) == 1 and alone[-1:] == [last.pieces[0][0][0]] and alone[-1] >= column[1]
    again = len(alone) > 1 and max(alone) - min(alone) <= _INDENT
    return longer if (inner and again) or last.number in label_rests(column, longer) else list(body)


def _is_label(line: Line, column: Span) -> bool:
    return not line.figures and line.pieces[0][0][0] < column[1]


def _may_be_rest(above: Line, line: Line, column: Span) -> bool:
    """Whether a line may go on the label of the row above."""
    (start, _), label = above.pieces[0]
    (left, _), text = line.pieces[0]
    if (
        above.figures < LEAST_FIGURES
        or above.joined
        or start >= column[1]
        or is_total(label)
        or is_total(text)
        or _MARKED.match(text)
    ):
        return False
    return abs(start - left) <= _INDENT


def _is_full(above: Line, line: Line, column: Span) -> bool:
    """Whether the first word of a line did not fit into the column behind the label above."""
    return above.pieces[0][0][1] + 1 + width(line.pieces[0][1].split()[0]) > column[1]
