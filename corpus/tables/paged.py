"""Where a table goes on below the end of a page: the page's number and blank lines between two rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.model import Cell, Grid
from corpus.tables.cell_kinds import is_value
from corpus.tables.spaces.words import is_caption, is_furniture

# what stands between a table and its continuation on the next page: nothing, a page number, '(계속)'
_FURNITURE: Final = re.compile(
    r"^[\s\f]*(?:[-–—]?\s?\d{1,4}\s?[-–—]?|\d{1,4}\s?/\s?\d{1,4}|[(<\[]?계\s?속[)>\]]?|\f)?[\s\f]*$"
)
_CONTINUED: Final = re.compile(r"[(<\[]\s?계\s?속\s?[)>\]]\s*$")  # '□ 세출예산 (계속)'
_MOST: Final = 12

Row = tuple[Cell, ...]
_LONGEST: Final = 40


def only_furniture(lines: Sequence[str], last: int, first: int) -> bool:
    """True where the lines between line `last` and line `first` hold nothing of the text."""
    between = lines[last : first - 1]
    return len(between) <= _MOST and all(
        len(line.strip()) < _LONGEST and _FURNITURE.match(line) for line in between
    )


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


def add_part(grids: list[Grid], grid: Grid, lines: Sequence[str]) -> None:
    """Adds a grid to those before it; one that goes on with the last under the same header is put to it.

    Nothing but captions and what is of the page may stand between them.
    """
    if not grids or not _continues(grids[-1], grid, lines):
        grids.append(grid)
        return
    before = grids.pop()
    shift = len(before.rows) - grid.header
    joined = replace(
        before,
        rows=before.rows + _in_group(grid.rows[grid.header :], before.rows[-1]),
        lines=(before.lines[0], grid.lines[1]),
        doubts=before.doubts | {row + shift for row in grid.doubts},
    )
    grids.append(joined)


def _in_group(rows: Sequence[Row], last: Row) -> tuple[Row, ...]:
    """The rows, the first of them under the last group of the page before where they have a label alone."""
    alone = [not row[0].text and bool(row[1].text) and not is_value(row[1].text) for row in rows]
    lacking = alone.index(False) if False in alone else len(rows)
    return tuple(
        (Cell(last[0].text, row[0].lines), *row[1:]) if at < lacking else row for at, row in enumerate(rows)
    )


def _continues(grid: Grid, following: Grid, lines: Sequence[str]) -> bool:
    between = lines[grid.lines[1] : following.lines[0] - 1]
    heads = [[[cell.text for cell in row] for row in each.rows[: each.header]] for each in (grid, following)]
    return heads[0] == heads[1] and all(map(is_between, between))


def is_continued(lines: Sequence[str], last: int, first: int) -> bool:
    """True where between line `last` and line `first` a page ends and a title says that the table goes on."""
    between = lines[last : first - 1]
    plain = all(is_between(line) or _FURNITURE.match(line) for line in between)
    return plain and any(_CONTINUED.search(line) for line in between)


def is_between(line: str) -> bool:
    """Whether a line may stand between the two parts of a table on two pages."""
    short = len(line.strip()) < _LONGEST
    return (
        not line.strip()
        or is_furniture(line)
        or (short and (is_caption(line) or bool(_CONTINUED.search(line))))
    )
