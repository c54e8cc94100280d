"""The outline of a document: its headings and bullets, with the rows of its tables in words among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Block, Table

ROW = "|"  # the marker of a table row that stands among the bullets
MAX_CELLS = 8
HANGUL = re.compile(r"[가-힣]{2}")


def outline(blocks: Sequence[Block], tables: Sequence[Table]) -> list[Block]:
    """The blocks of a document with the rows of its tables among them, each row a bullet of marker ROW."""
    found: list[Block] = []
    waiting = sorted(tables, key=lambda table: table.lines)
    place = 0
    for block in blocks:
        while place < len(waiting) and waiting[place].lines[0] < block.lines[0]:
            found += _rows(waiting[place], found)
            place += 1
        found.append(block)
    for table in waiting[place:]:
        found += _rows(table, found)
    return found


def _rows(table: Table, before: Sequence[Block]) -> list[Block]:
    """The rows of a table as bullets under the heading or bullet that stands before it."""
    above = next((block for block in reversed(before) if block.kind != "note"), None)
    depth = above.depth + 1 if above else 0
    parents = (*above.parents, above.text) if above and above.kind != "heading" else ()
    if table.caption and table.caption not in (*parents, *table.section[-1:]):
        parents = (*parents, table.caption)
    head = " / ".join(table.row_header)
    rows = []
    for row in table.rows:
        text = row_text(table.columns, row.path[-1] if row.path else head, [c.text for c in row.cells])
        if text:
            above_it = (*parents, *row.path[:-1])
            rows.append(Block("bullet", text, row.lines, ROW, depth, table.section, above_it))
    return rows


def row_text(columns: Sequence[Sequence[str]], label: str, cells: Sequence[str]) -> str:
    """A row in words: '웹환경 - 현행: 한 브라우저만 지원 / 개선: 웹표준', its empty cells left out.

    '' for a row of figures alone, which facts tell better.
    """
    if not any(HANGUL.search(cell) for cell in cells):
        return ""
    kept = [
        f"{columns[n][-1]}: {cell}" if n < len(columns) and columns[n] else cell
        for n, cell in enumerate(cells)
        if cell.strip(" -–—")
    ]
    return " - ".join(part for part in (label, " / ".join(kept[:MAX_CELLS])) if part)
