"""HTML tables in a line, in a cell or over several lines, their spans written out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import MAX_WIDTH, Raw, assemble, numbers
from corpus.tables.cell_kinds import clean_name, kind_of
from corpus.tables.headers import MAX_HEADER, count_header

MAX_LINES: Final = 2000
_OPEN = re.compile(r"<table[\s>]", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)
_ROW = re.compile(r"<tr[\s>/]", re.IGNORECASE)
_CELL = re.compile(r"<t[dh][\s>/]", re.IGNORECASE)
_TAGS = re.compile(r"^\s*(?:<[^<>]{0,400}>\s*)*$")
_SPAN: Final = 64
_ITEM_SIGN: Final = "○"
_CELLS: Final = {"td", "th"}


@dataclass(frozen=True, slots=True)
class _Places:
    """The lines of rows and cells by their nodes' ids, those of tags alone, and the text's last line."""

    rows: dict[int, int]
    cells: dict[int, int]
    tags: frozenset[int]
    last: int

    def end_of_row(self, line: int, following: LexborNode | None) -> int:
        """The last line of a row that starts at `line`: before the next row, or the last of all."""
        after = self.rows.get(following.mem_id, self.last) - 1 if following is not None else self.last
        while after > line and after in self.tags:
            after -= 1
        return max(line, after)

    def of_cells(self, cells: Sequence[LexborNode], line: int, end: int) -> list[Lines]:
        """The lines of the cells of a row, each up to the line before the next cell's."""
        starts = [max(line, min(self.cells.get(cell.mem_id, line), end)) for cell in cells]
        ends = [max(start, after - 1) for start, after in zip(starts, [*starts[1:], end + 1], strict=True)]
        return list(zip(starts, ends, strict=True))


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The HTML tables of a document, in order; `taken` holds the line ranges of other tables.

    A table inside a cell of another one is a Grid of its own, with the lines of its own rows.
    """
    grids: list[Grid] = []
    for first, last in spans(lines, numbers(taken)):
        text, found = "\n".join(lines[first - 1 : last]), len(grids)
        tree = LexborHTMLParser(text)
        places = _Places(
            dict(_starts(tree.css("tr"), _lines_of(_ROW, text, first), last)),
            dict(_starts(tree.css("td, th"), _lines_of(_CELL, text, first), last)),
            frozenset(n for n in range(first, last + 1) if _TAGS.match(lines[n - 1])),
            last,
        )
        for table in tree.css("table"):
            grid = _grid(table, places)
            if grid:
                grids.append(grid)
        grids[found:] = _with_tags(grids[found:], lines, (first, last))
    return grids


def _with_tags(grids: list[Grid], lines: Sequence[str], span: Lines) -> list[Grid]:
    """The grids of a span, the first and the last with the lines of nothing but tags around their rows.

    A caption above the rows belongs to them, so a table that opens a line starts there.
    """
    if not grids:
        return []
    opens = bool(_OPEN.match(lines[span[0] - 1].lstrip()))
    start, end = span[0] if opens else grids[0].lines[0], max(grid.lines[1] for grid in grids)
    while start > span[0] and _TAGS.match(lines[start - 2]):
        start -= 1
    out = [replace(grids[0], lines=(start, grids[0].lines[1])), *grids[1:]]
    at = max(range(len(out)), key=lambda place: out[place].lines[1])
    while end < span[1] and _TAGS.match(lines[end]):
        end += 1
    out[at] = replace(out[at], lines=(out[at].lines[0], end))
    return out


def rows_inside(line: str) -> list[list[str]]:
    """The rows of the tables inside a line, each its cells' texts without spans written out."""
    if not _OPEN.search(line):
        return []
    rows = LexborHTMLParser(line).css("tr")
    return [[_text(cell) for cell in _children(row, _CELLS)] for row in rows]


def spans(lines: Sequence[str], taken: set[int]) -> Iterator[tuple[int, int]]:
    """First and last line of each stretch in which tables are open."""
    number = 0
    while number < len(lines):
        number += 1
        if number in taken or not _OPEN.search(lines[number - 1]):
            continue
        first, depth = number, 0
        while True:
            line = lines[number - 1]
            depth += len(_OPEN.findall(line)) - len(_CLOSE.findall(line))
            if depth <= 0 or number == len(lines) or number - first >= MAX_LINES:
                break
            number += 1
        # a table that is never closed ends with its line
        if depth > 0:
            number = first
        yield first, number


def _lines_of(tag: re.Pattern[str], text: str, first: int) -> list[int]:
    """The line of each such tag of the text."""
    out: list[int] = []
    line, seen = first, 0
    for found in tag.finditer(text):
        line += text.count("\n", seen, found.start())
        seen = found.start()
        out.append(line)
    return out


def _starts(nodes: Sequence[LexborNode], lines: Sequence[int], last: int) -> Iterator[tuple[int, int]]:
    """The line of each node by its id."""
    for place, node in enumerate(nodes):
        yield node.mem_id, lines[place] if place < len(lines) else last


def _grid(table: LexborNode, places: _Places) -> Grid | None:
    own = _own_rows(table)
    if not own:
        return None
    cells = _written_out(own, places)
    if not cells or not cells[0]:
        return None
    lines = (cells[0][0].lines[0], cells[-1][-1].lines[1])
    # a table without a span has its merged cells as blanks
    spans = any(
        {"colspan", "rowspan"} & cell.attributes.keys() for row in own for cell in _children(row, _CELLS)
    )
    raw = Raw(cells, "html", lines, header=_header(own, cells), merged=not spans, caption=_caption(table))
    return assemble(raw)


def _own_rows(table: LexborNode) -> list[LexborNode]:
    """The rows of the table itself, not of those inside its cells."""
    parts = _children(table, {"thead", "tbody", "tfoot", "tr"})
    return [row for part in parts for row in ([part] if part.tag == "tr" else _children(part, {"tr"}))]


def _children(node: LexborNode, tags: set[str]) -> list[LexborNode]:
    return [child for child in node.iter() if child.tag in tags]


def _text(cell: LexborNode) -> str:
    """The cell's text without the tables inside it, white space normalised.

    The items of a list open with a sign where they have none: '추진상황 : 완료 <ul><li>등을 고침</li></ul>'
    gives '추진상황 : 완료 ○ 등을 고침'.
    """
    parts: list[str] = []
    stack = [cell]
    while stack:
        node = stack.pop()
        if node.tag == "-text":
            text = node.text_content or ""
            opens = parts[-1:] == [_ITEM_SIGN] and text.strip()
            parts[-1:] = [text] if opens and read_mark(text).style else [*parts[-1:], text]
        elif node.tag == "li":
            parts.append(_ITEM_SIGN)
            stack.extend(reversed(list(node.iter(include_text=True))))
        elif node.tag != "table" or node is cell:
            stack.extend(reversed(list(node.iter(include_text=True))))
    return " ".join(" ".join(parts).split())


def _number(cell: LexborNode, name: str) -> int:
    value = (cell.attributes.get(name) or "1").strip()
    return min(_SPAN, max(1, int(value))) if value.isdecimal() and len(value) < 5 else 1


def _written_out(rows: list[LexborNode], places: _Places) -> list[list[Cell]]:
    """Every row with the cells that span into it, each written in each place that it covers."""
    pending: dict[int, tuple[int, str]] = {}
    out: list[list[Cell]] = []
    for node, following in zip(rows, [*rows[1:], None], strict=True):
        row: list[Cell] = []
        cells = _children(node, _CELLS)
        line = places.rows.get(node.mem_id, places.last)
        end = places.end_of_row(line, following)
        spans = places.of_cells(cells, line, end)
        at = 0
        while (at < len(cells) or len(row) in pending) and len(row) < MAX_WIDTH:
            column = len(row)
            if column in pending:
                left, text = pending.pop(column)
                row.append(Cell(text, (line, line)))
                if left > 1:
                    pending[column] = (left - 1, text)
                continue
            cell, own, at = cells[at], spans[at], at + 1
            text, down = _text(cell), _number(cell, "rowspan")
            for _ in range(_number(cell, "colspan")):
                if down > 1:
                    pending[len(row)] = (down - 1, text)
                row.append(Cell(text, own))
        out.append(row or [Cell("", (line, line))])
    width = max((len(row) for row in out), default=0)
    return [row + [Cell("", row[0].lines)] * (width - len(row)) for row in out]


def _header(rows: list[LexborNode], cells: list[list[Cell]]) -> int:
    """Rows in `<thead>`, else the first rows of only `<th>`, else what the cells' kinds tell."""
    count = 0
    for row in rows:
        parent = row.parent
        kinds = {child.tag for child in _children(row, _CELLS)}
        if (parent is not None and parent.tag == "thead") or kinds == {"th"}:
            count += 1
        else:
            break
    if 0 < count < len(rows):
        return count
    texts = [[cell.text for cell in row] for row in cells]
    return max(count_header(texts), _spanned(rows[0], texts))


def _spanned(first: LexborNode, texts: list[list[str]]) -> int:
    """How many rows the first row's names span where no figure is in those, 0 where they span one."""
    down = max((_number(cell, "rowspan") for cell in _children(first, _CELLS)), default=1)
    figures = any(kind_of(text) in {"figure", "rate"} for row in texts[:down] for text in row)
    return down if 1 < down < min(len(texts), MAX_HEADER + 1) and not figures else 0


def _caption(table: LexborNode) -> str:
    """The table's `<caption>`, else the last words of the text just before it in its cell."""
    own = _children(table, {"caption"})
    if own:
        return clean_name(own[0].text(separator=" "))
    before = table.prev
    while before is not None and not before.text(separator=" ").strip():
        before = before.prev
    return clean_name(before.text(separator=" "))[-80:] if before is not None else ""
