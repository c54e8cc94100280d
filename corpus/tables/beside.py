"""Two tables side by side on the same lines, a wide gap between them.

      구분       정원   현원     구분       정원   현원          수 입 예산 실적      지 출 예산 집행
      계           31     30     계           31     30          합 계 900 450      합 계 900 300
      총무과       19     18     행정직       22     21          사용료 900 450      인건비 900 300

A row has a label and its figures twice. That these are two tables and not one with words between its
figures is told by the heads, which start with the same word, or by two totals in one row. Each half is then
read as if the other were not there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables import separated
from corpus.tables.aligned import columns as aligned
from corpus.tables.assemble import numbers
from corpus.tables.cell_kinds import clean_name
from corpus.tables.spaces import flattened as spaces
from corpus.tables.spaces.header import is_label_word
from corpus.tables.spaces.words import GLUE, is_caption, letters_joined, value_span, words_of
from corpus.tables.sums import is_total

_LONGEST: Final = 200
_FEWEST_ROWS: Final = 2
_SIDES: Final = 2
_LONGEST_NAME: Final = 30
_GAP: Final = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_SPACE: Final = re.compile(r"(?<=\S)\s+(?=\S)")
_TEXT: Final = re.compile(r"[:：→\d]")
_ELSEWHERE: Final = re.compile(r"[\t<|│]")


@dataclass(frozen=True, slots=True)
class _Half:
    """The part of a line that is of one of the tables: its text, where it starts, its label and figures."""

    text: str
    start: int
    label: str
    figures: int


_Row = tuple[_Half | None, _Half | None]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables that stand side by side, in order: the left one and the right one of the same lines.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Pairs of grids, each with the title over it or the first of its heads as its caption; none where
        one of the two cannot be read.
    """
    held = numbers(taken)
    grids: list[Grid] = []
    number = 1
    while number < len(lines):
        gap = _SPACE if _is_doubled(lines[number - 1]) else _GAP
        rows = _rows(lines, number + 1, held, gap) if _is_free(lines, number, held) else {}
        head = _head(lines[number - 1], rows, gap) if rows else None
        pair = _pair(lines, number, head, rows) if head and _are_two(head, rows) else []
        grids += pair
        number = max(rows) + 1 if pair else number + 1
    return grids


def _is_doubled(line: str) -> bool:
    """Whether a line is the same names twice, which part the halves of its rows wherever these stand."""
    names = letters_joined(line.strip()).split()
    half = len(names) // 2
    return half > 1 and names[:half] == names[half:] and is_label_word(names[0].replace(GLUE, ""))


def _is_free(lines: Sequence[str], number: int, held: set[int]) -> bool:
    """Whether a line may be of such tables."""
    line = lines[number - 1]
    plain = number not in held and len(line) <= _LONGEST and not _ELSEWHERE.search(line)
    return plain and bool(line.strip()) and not is_caption(line)


def _rows(lines: Sequence[str], first: int, held: set[int], gap: re.Pattern[str]) -> Mapping[int, _Row]:
    """The lines from `first` on that are rows of both tables or, where one is longer, of that one.

    None where the rows have not all as many figures.
    """
    rows: dict[int, _Row] = {}
    for number in range(first, len(lines) + 1):
        row = _row(lines[number - 1], rows, gap) if _is_free(lines, number, held) else None
        if row is None:
            break
        rows[number] = row
    both = sum(left is not None and right is not None for left, right in rows.values())
    alike = all(len({half.figures for half in _side(rows, side)}) == 1 for side in range(_SIDES))
    return rows if both >= _FEWEST_ROWS and alike else {}


def _side(rows: Mapping[int, _Row], side: int) -> list[_Half]:
    """The halves of the rows that are of one table."""
    return [half for row in rows.values() if (half := row[side])]


def _row(line: str, above: Mapping[int, _Row], parting: re.Pattern[str]) -> _Row | None:
    """The halves of a line; where it is one row only, its place below the rows above tells of which table."""
    found = [
        (left, right)
        for gap in parting.finditer(letters_joined(line))
        if (left := _half(line, 0, gap.start())) and (right := _half(line, gap.end(), len(line)))
    ]
    if len(found) == 1:
        return found[0]
    half = _half(line, 0, len(line)) if above and not found else None  # the first row has both
    if half is None:
        return None
    if half.start <= max(other.start for other in _side(above, 0)) + 1:
        return (half, None)
    return (None, half) if half.start >= min(other.start for other in _side(above, 1)) - 1 else None


def _half(line: str, start: int, end: int) -> _Half | None:
    """A label and the figures behind it between two places of a line, None for anything else."""
    text = line[start:end].rstrip()
    words = words_of(text)
    first, last = value_span(words)
    label = text[: words[first - 1].end] if first else ""
    if not 0 < first < last == len(words) or any(word.kind == "figure" for word in words[:first]):
        return None
    indent = len(text) - len(text.lstrip())
    return _Half(text.strip(), start + indent, label.strip(), last - first)


def _head(line: str, rows: Mapping[int, _Row], parting: re.Pattern[str]) -> tuple[_Half, _Half] | None:
    """The names over the left rows and those over the right ones, where the line's gaps tell them apart."""
    left, right = (_side(rows, side)[0].figures for side in range(_SIDES))
    gaps = list(parting.finditer(letters_joined(line)))
    if len(gaps) == left + right + 1:
        gap = gaps[left]
    elif len(gaps) == 1:
        gap = gaps[0]
    else:
        return None
    texts = (line[: gap.start()], line[gap.end() :].rstrip())
    if any(value_span(words := words_of(text)) != (len(words), len(words)) for text in texts):
        return None
    names = [
        parting.split(letters_joined(text.strip()))[0] if len(gaps) > 1 else text.split()[0] for text in texts
    ]
    starts = (len(line) - len(line.lstrip()), gap.end())
    return (
        _Half(texts[0].strip(), starts[0], line[starts[0] :][: len(names[0])], left),
        _Half(texts[1].strip(), starts[1], line[starts[1] :][: len(names[1])], right),
    )


def _are_two(head: tuple[_Half, _Half], rows: Mapping[int, _Row]) -> bool:
    """Whether lines are two tables: their heads start with the same word for labels, or both have totals."""
    keys = ["".join(half.label.split()) for half in head]
    same = keys[0] == keys[1] and is_label_word(keys[0])
    return same or any(
        left and right and is_total(left.label) and is_total(right.label) for left, right in rows.values()
    )


def _pair(
    lines: Sequence[str], number: int, head: tuple[_Half, _Half], rows: Mapping[int, _Row]
) -> list[Grid]:
    """The two grids under the header of line `number`, none where one cannot be read."""
    first, titles = _titles(lines, number)
    named = len({"".join(half.label.split()) for half in head}) > 1
    found: list[Grid] = []
    for side in range(_SIDES):
        halves = {number: head[side], **{at: half for at, row in rows.items() if (half := row[side])}}
        grid = _read(halves, len(lines)) or _named(halves)
        if grid is None:
            return []
        stub = clean_name(grid.rows[0][0].text) if named else ""
        found.append(replace(grid, lines=(first, max(rows)), caption=titles[side] or stub))
    return found


def _read(halves: Mapping[int, _Half], count: int) -> Grid | None:
    """The table of half lines, read as if nothing stood beside it."""
    margin = min(half.start for half in halves.values())
    view = [""] * count
    for at, half in halves.items():
        view[at - 1] = " " * (half.start - margin) + half.text
    readers = (aligned.find_grids, separated.find_grids, spaces.find_grids)
    found = [grids[0] for grids in (read(view, ()) for read in readers) if len(grids) == 1]
    whole = (grid for grid in found if len(grid.rows) - grid.header == len(halves) - 1 and not grid.doubts)
    return next(whole, None)


def _named(halves: Mapping[int, _Half]) -> Grid | None:
    """The table of labels and one figure each under its own name: '도서관' over '본관   12'."""
    (top, head), *rows = halves.items()
    if any(half.figures != 1 for _, half in rows) or len(words_of(head.text)) > 1:
        return None
    cells = [(Cell(head.text, (top, top)), Cell("", (top, top)))]
    for at, half in rows:
        cells.append((Cell(half.label, (at, at)), Cell(half.text[len(half.label) :].strip(), (at, at))))
    return Grid(tuple(cells), 1, "spaces", (top, max(halves)))


def _titles(lines: Sequence[str], number: int) -> tuple[int, tuple[str, str]]:
    """The titles over two tables, and their line: the one above the header or above a blank line.

    '【총괄】      【직급별】' over '구분  정원     구분  정원'; the header's own line where there are none.
    """
    above = [at for at in range(max(1, number - 2), number) if lines[at - 1].strip()][-1:]
    for at in above:
        pieces = _GAP.split(lines[at - 1].strip())
        named = all(len(piece) <= _LONGEST_NAME and not _TEXT.search(piece) for piece in pieces)
        if len(pieces) == _SIDES and named and not is_caption(lines[at - 1]):
            return at, (pieces[0], pieces[1])
    return number, ("", "")
