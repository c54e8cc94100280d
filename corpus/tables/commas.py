"""Tables whose cells are separated by commas, as a spreadsheet writes them: '부서명,예산,집행액'."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import Raw, assemble, cell_text, numbers

_LONGEST: Final = 1000
_LONGEST_CELL: Final = 60
_LEAST_WIDTH: Final = 3
_LEAST_ROWS: Final = 2
_FIGURES_SHARE: Final = 0.5  # of the cells behind the labels
_FIGURE = re.compile(r"^\s*[△▲-]?\s?\d[\d,]*(?:\.\d+)?\s?%?\s*$")


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The comma tables of a document, in order; `taken` holds the line ranges of other tables.

    A header of names and, right below it, rows of as many cells that are mostly figures.
    """
    grids: list[Grid] = []
    held = numbers(taken)
    number = 1
    while number <= len(lines):
        head = _cells(lines[number - 1]) if number not in held else []
        last = number
        if len(head) >= _LEAST_WIDTH and all(cell.strip() and not _FIGURE.match(cell) for cell in head):
            while last < len(lines) and last + 1 not in held and len(_cells(lines[last])) == len(head):
                last += 1
        rows = [_cells(lines[at - 1]) for at in range(number, last + 1)]
        grid = _grid(rows, number) if len(rows) > _LEAST_ROWS else None
        if grid:
            grids.append(grid)
        number = last + 1
    return grids


def _cells(line: str) -> list[str]:
    """The cells of a line, none where it cannot be a row."""
    if line.count(",") < _LEAST_WIDTH - 1 or len(line) > _LONGEST or "\t" in line:
        return []
    cells = next(csv.reader([line]), [])
    return cells if all(len(cell) <= _LONGEST_CELL for cell in cells) else []


def _grid(rows: Sequence[Sequence[str]], first: int) -> Grid | None:
    cells = [cell for row in rows[1:] for cell in row[1:] if cell.strip()]
    if not cells or sum(bool(_FIGURE.match(cell)) for cell in cells) < _FIGURES_SHARE * len(cells):
        return None
    body = [
        [Cell(cell_text(cell), (number, number)) for cell in row] for number, row in enumerate(rows, first)
    ]
    return assemble(Raw(body, "tabs", (first, first + len(rows) - 1), header=1))
