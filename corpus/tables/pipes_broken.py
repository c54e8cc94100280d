"""Tables as html2text writes them: pipes between the cells, a rule below the first row, two blanks behind.

사업명| 2030년␣␣                 a line break within a cell breaks the line, in the header too;
결산| 재원| 내용␣␣               the rule has as many dashes as the first row has cells
---|---|---|---␣␣
도서관 증축| 1,200| 국비 50%␣␣    a row that was broken goes on until it has all its cells,
시비 50%| 열람실 확장␣␣
장비 구입| 300| 시비 100%| 서가␣␣
대출기␣␣                         and what has no pipe belongs to the last of them
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import cell_text, numbers
from corpus.tables.cell_kinds import is_value
from corpus.tables.pipes import table_of

_RULE = re.compile(r"^-{3,}(?:\|-{3,})+  $")
_END: Final = "  "
_MOST_HEAD_LINES: Final = 12

Row = list[Cell]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of a document under rules without pipes at their ends, in order.

    Args:
        lines: the document's lines, with the blanks at their ends.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    held = numbers(taken)
    rules = [at for at, line in enumerate(lines) if _RULE.match(line) and at + 1 not in held]
    heads = {at: _head_start(lines, at) for at in rules}
    starts = {start for start in heads.values() if start is not None}
    grids: list[Grid] = []
    for rule, start in heads.items():
        end = rule + 1
        while end < len(lines) and end not in starts and end + 1 not in held and _is_line(lines[end]):
            end += 1
        if start is None or end == rule + 1:
            continue
        head = _joined([_cells(lines[at], at + 1) for at in range(start, rule)])
        body = [_cells(lines[at], at + 1) for at in range(rule + 1, end)]
        width = max(len(row) for row in (head, *body))
        if grid := table_of([head, *_rows(body, width)], 1, (start + 1, end)):
            grids.append(grid)
    return grids


def _is_line(line: str) -> bool:
    return bool(line.strip()) and line.endswith(_END)


def _head_start(lines: Sequence[str], rule: int) -> int | None:
    """The place of the line with which the row above a rule starts; None where the cells are not as many."""
    missing = lines[rule].count("|")
    start = rule
    while missing > 0 and start and rule - start < _MOST_HEAD_LINES and _is_line(lines[start - 1]):
        start -= 1
        missing -= lines[start].count("|")
    return start if not missing and start < rule else None


def _cells(line: str, number: int) -> Row:
    return [Cell(cell_text(part).strip(), (number, number)) for part in line.split("|")]


def _joined(lines: Sequence[Row]) -> Row:
    """One row of lines that were broken within cells."""
    row = list(lines[0])
    for cells in lines[1:]:
        text = f"{row[-1].text} {cells[0].text}".strip()
        row[-1] = Cell(text, (row[-1].lines[0], cells[0].lines[1]))
        row += cells[1:]
    return row


def _rows(lines: Sequence[Row], width: int) -> Iterator[Row]:
    """The rows of a table's lines; one below a label over several rows has fewer cells without a break."""
    at = 0
    while at < len(lines):
        end = _row_end(lines, at, width)
        while end < len(lines) and len(lines[end]) == 1 and _goes_on(lines[end - 1], lines[end]):
            end += 1
        yield _joined(lines[at:end])
        at = end


def _row_end(lines: Sequence[Row], at: int, width: int) -> int:
    """The place behind the last line of a row: behind the one with which it has all its cells, if any."""
    count, end = len(lines[at]), at + 1
    while count < width and end < len(lines) and _goes_on(lines[end - 1], lines[end]):
        count += len(lines[end]) - 1
        end += 1
    return end if count == width else at + 1


def _goes_on(line: Row, following: Row) -> bool:
    """Whether the last cell of a line goes on with the first of the next: figures are not broken.

    A line of more cells is another row: '합계| 900| 400| 500' below the names '국비| 시비'.
    """
    return len(following) <= len(line) and not is_value(line[-1].text) and not is_value(following[0].text)
