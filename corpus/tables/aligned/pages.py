"""Tables in columns of spaces over several pages, whose columns stand elsewhere on each.

  시설     2030년     2031년            The header comes again on the next page,
도서관      1,200      1,300            and each page is laid out by what stands
              - 3 -                     on it.
      시설          2030년      2031년
    체육관             900         800
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.joining import width
from corpus.model import Cell, Grid
from corpus.tables.aligned.lines import Block, measured
from corpus.tables.cell_kinds import is_value
from corpus.tables.paged import next_page


def pages_of(block: Block, lines: Sequence[str]) -> list[Block]:
    """The parts of a block on each page, the header that comes again put back over those below the first.

    Args:
        block: the numbered lines of a table, those that come again left out.
        lines: the document's lines.
    """
    parts: list[Block] = [[]]
    for number, line in block:
        last = parts[-1][-1][0] if parts[-1] else number
        first = next_page(lines, last) if number > last + 1 else 0
        if first and first <= number:
            parts.append([(at, lines[at - 1]) for at in range(first, number)])
        parts[-1].append((number, line))
    return parts


def rows_of_page(part: Block, before: Grid) -> Grid | None:
    """The few rows of a next page, each with all its cells, under the header before; else None."""
    rows = [line for line in measured(part, width) if len(line.pieces) == before.width and line.figures]
    plain = [all(is_value(text) for _, text in line.pieces[1:]) for line in rows]
    if not rows or not all(plain) or rows[-1].number != part[-1][0]:
        return None
    cells = [tuple(Cell(text, (line.number, line.number)) for _, text in line.pieces) for line in rows]
    head = before.rows[: before.header]
    return Grid((*head, *cells), before.header, "spaces", (part[0][0], part[-1][0]))
