"""The rows of a printed table, told by its figures: the other lines stand around these, evenly.

              정류장 12곳을         A cell of several lines and one of a single line stand with their middles
쉬는 의자                     1,200     at one height, so a row has as many lines above that of its figures as
              밝은 것으로 바꿈        below. A blank line is between two rows.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from corpus.joining import join
from corpus.model import Cell

_LABELS: Final = (0, 1)  # columns that labels may stand in


@dataclass(frozen=True, slots=True)
class Printed:
    """A line's number and its cells, a blank where it has none; `apart` where a blank line is above."""

    number: int
    cells: list[str]
    apart: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of cells, the lines that each takes, and how many lines above them are of the header."""

    rows: list[list[Cell]]
    places: list[tuple[int, int]]
    head: int


def find_rows(lines: Sequence[Printed], anchors: Sequence[int], alone: Collection[int]) -> Rows | None:
    """The rows of a table; None where its lines do not come out even around those of its figures.

    Args:
        lines: the lines of the table from the header on.
        anchors: the places of the lines with figures.
        alone: the places of lines with nothing but the name of a group.
    """
    own = [at for at in range(len(lines)) if at not in alone]
    spans = _by_blanks(lines, own, anchors)
    spans = spans or (None if _may_go_on(lines, own, anchors) else _even(own, anchors))
    if spans is None:
        return None
    rows = [_joined([lines[at] for at in range(start, end + 1) if at not in alone]) for start, end in spans]
    return Rows(rows, spans, spans[0][0])


def _by_blanks(
    lines: Sequence[Printed], own: Sequence[int], anchors: Sequence[int]
) -> list[tuple[int, int]] | None:
    """The rows between blank lines, each with one line of figures; None where they do not stand so."""
    paragraphs: list[list[int]] = []
    for at in own:
        if not paragraphs or any(lines[k].apart for k in range(paragraphs[-1][-1] + 1, at + 1)):
            paragraphs.append([])
        paragraphs[-1].append(at)
    known = set(anchors)
    body = [part for part in paragraphs if part[-1] >= anchors[0]]
    if len(body) < 2 or any(sum(at in known for at in part) != 1 for part in body):
        return None
    return [(part[0], part[-1]) for part in body]


def _may_go_on(lines: Sequence[Printed], own: Sequence[int], anchors: Sequence[int]) -> bool:
    """Whether parts of labels may go on those above or below them: each line of figures has a label too.

    The labels may be behind the names of groups, where a total has none.
    """
    rest = [at for at in own if at > anchors[0] and at not in anchors]
    return any(
        any(lines[at].cells[column] for at in rest)
        and sum(not lines[at].cells[column] for at in anchors) <= column
        for column in _LABELS
    )


def _even(own: Sequence[int], anchors: Sequence[int]) -> list[tuple[int, int]] | None:
    """The rows with as many lines above that of their figures as below, counted from the last; else None."""
    following = len(own)
    spans: list[tuple[int, int]] = []
    for place in reversed([own.index(at) for at in anchors]):
        below = following - 1 - place
        following = place - below
        if below < 0 or following < 0:
            return None
        spans.append((own[following], own[place + below]))
    return spans[::-1]


def _joined(lines: Sequence[Printed]) -> list[Cell]:
    """The cells of the lines of one row put together; a blank one is of the line with most cells."""
    main = max(lines, key=lambda line: sum(map(bool, line.cells))).number
    cells: list[Cell] = []
    for at in range(len(lines[0].cells)):
        parts = [(line.number, line.cells[at]) for line in lines if line.cells[at]]
        text = reduce(join, (text for _, text in parts)) if parts else ""
        cells.append(Cell(text, (parts[0][0], parts[-1][0]) if parts else (main, main)))
    return cells
