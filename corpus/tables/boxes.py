"""Tables drawn with lines: '┌──┬──┐', '│ 과 │ 12 │', '├──┼──┤', and '+----+----+' around '| a | b |'.

A line stands under the header, often under the total, and sometimes under every row. Where it does, a row
may be written on several lines. A cell over several columns is laid by the edges of the lines around it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.joining import join, width
from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import Raw, assemble, cell_text, numbers
from corpus.tables.cell_kinds import kind_of
from corpus.tables.headers import count_header, has_figures

MAX_ROWS: Final = 5000
MOST_OFF: Final = 2  # columns of text
_EDGES: Final = "│┃║|"
_LINES: Final = r"─━═┄┈╌=\-"
_CROSSES: Final = "┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╒╕╘╛╞╡╤╧╪╓╖╙╜╟╢╥╨╫┝┥┠┨┯┷┿┰┸╂╭╮╰╯+"
_EDGE = re.compile(f"[{_EDGES}]")
_RULE = re.compile(rf"^[{_CROSSES}{_EDGES}][{_CROSSES}{_EDGES}{_LINES}\s]+[{_CROSSES}{_EDGES}]$")
_DRAWN = re.compile(f"[{_LINES}]{{2}}")
# a line under some columns only: '│ 본청 ├────┼────┤'
_PART_RULE = re.compile(rf"[├┣╠┝┠╞╟+][{_CROSSES}{_LINES}]*[{_LINES}]{{2}}")

Row = list[Cell]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of a document that are drawn with lines, in order; `taken` holds the lines of others."""
    grids = (
        _grid(lines, first, last) for first, last in drawn_blocks(lines, taken) if 1 < last - first < MAX_ROWS
    )
    return [grid for grid in grids if grid]


def drawn_blocks(lines: Sequence[str], taken: Sequence[Lines]) -> Iterator[Lines]:
    """The runs of lines that are drawn, in order; `taken` holds the lines of other tables."""
    held = numbers(taken)
    number = 1
    while number <= len(lines):
        last = number
        if number not in held and opens(lines[number - 1]):
            while last <= len(lines) and last not in held and is_part(lines[last - 1]):
                last += 1
            yield number, last - 1
        number = max(last, number + 1)


def is_rule(line: str) -> bool:
    """True for a line that is only drawn: '├────┼────┤', '+----+----+'."""
    text = line.strip()
    return bool(_RULE.match(text) and _DRAWN.search(text))


def opens(line: str) -> bool:
    """True for the line drawn over a table: it starts with a corner, as a rule of Markdown does not."""
    return is_rule(line) and line.strip()[0] in _CROSSES


def is_part(line: str) -> bool:
    """True for a line within a drawn table: it starts and ends with an edge."""
    text = line.strip()
    return is_rule(text) or (len(text) > 2 and text[0] in _EDGES + _CROSSES and text[-1] in _EDGES + _CROSSES)


def _grid(lines: Sequence[str], first: int, last: int) -> Grid | None:
    edges = _edges([lines[number - 1] for number in range(first, last + 1)])
    blocks: list[list[Row]] = [[]]
    for number in range(first, last + 1):
        line = lines[number - 1].rstrip()
        if is_rule(line):
            blocks.append([])
            continue
        if _PART_RULE.search(line):
            blocks.append([])
        row = _row(line, number, edges)
        if any(cell.text.strip() for cell in row):
            blocks[-1].append(row)
    parts = [block for block in blocks if block]
    if not parts or len(edges) < 3:
        return None
    head = _with_first_up(parts[0]) if _has_spans(parts[0]) else [_joined(parts[0])]
    body = [row for block in parts[1:] for row in _rows(block, parts[1:])]
    rows = [*head, *body]
    if len(rows) < 2:
        return None
    return assemble(Raw(rows, "pipes", (first, last), header=_header(rows, len(head))))


def _edges(lines: Sequence[str]) -> list[int]:
    """The columns of text at which cells end in most of the rows: all that the widest rows have."""
    drawn = [_marks(line) for line in lines]
    most = max(len(marks) for marks in drawn)
    return next(marks for marks in drawn if len(marks) == most)


def _marks(line: str) -> list[int]:
    """Where edges and crosses stand in a line, in columns of text."""
    signs = _CROSSES + _EDGES if is_rule(line) else _EDGES
    marks: list[int] = []
    at = 0
    for sign in line.rstrip():
        if sign in signs:
            marks.append(at)
        at += width(sign)
    return marks


def _row(line: str, number: int, edges: Sequence[int]) -> Row:
    """The cells of a line; one that spans several columns is followed by blank ones."""
    text = _PART_RULE.sub(lambda found: re.sub(f"[{_CROSSES}]", "│", found[0]), line)
    parts = [re.sub(f"^[{_LINES}]+$", "", part.strip()) and part for part in _EDGE.split(text)][1:-1]
    cells = [Cell(cell_text(part.removeprefix(" ")), (number, number)) for part in parts]
    places = _places(_marks(text), edges)
    if len(cells) == len(edges) - 1 or places is None:
        return cells
    blank = Cell("", (number, number))
    row: Row = []
    for cell, start, end in zip(cells, places, places[1:], strict=False):
        row += [cell] + [blank] * (end - start - 1)
    return row


def _places(marks: Sequence[int], edges: Sequence[int]) -> list[int] | None:
    """Which edge each mark of a line is; None where one is far from any, or two are the same.

    What stands behind a '·' or a '※' may be off: it takes one column of text in some fonts and two in others.
    """
    places = [min(range(len(edges)), key=lambda n: abs(edges[n] - mark)) for mark in marks]
    near = all(abs(edges[place] - mark) <= MOST_OFF for place, mark in zip(places, marks, strict=True))
    return places if near and all(a < b for a, b in itertools.pairwise(places)) else None


def _has_spans(block: Sequence[Row]) -> bool:
    """Whether the lines of a header are rows of it: a name stands over several columns of the next line.

    Else they are one row, its names wrapped.
    """
    for above, row in itertools.pairwise(block):
        pairs = list(zip(above, row, strict=False))
        beside = any(not a.text and r.text for a, r in pairs[1:])
        if beside and any(a.text and not r.text for a, r in pairs):
            return True
    return False


def _with_first_up(block: list[Row]) -> list[Row]:
    """The rows of a header, the name over the labels in the first of them: it may stand in the lowest."""
    names = [row[0] for row in block if row[0].text.strip()]
    if not names:
        return block
    return [[names[0], *block[0][1:]], *([Cell("", row[0].lines), *row[1:]] for row in block[1:])]


def _rows(block: list[Row], blocks: Sequence[list[Row]]) -> list[Row]:
    """The rows of the lines between two drawn lines: each line one, save what goes on with a cell above.

    Without figures a block is one row where every row is between lines of its own.
    """
    figures = any(_has_figure(row) for part in blocks for row in part)
    if not figures and len(blocks) > 1:
        return [_joined(block)]
    rows: list[Row] = []
    for row in block:
        rest = not _has_figure(row) and not all(cell.text.strip() for cell in row)
        if rows and rest and (figures or not row[0].text.strip()):
            rows[-1] = _joined([rows[-1], row])
        else:
            rows.append(row)
    return rows


def _has_figure(row: Row) -> bool:
    return has_figures([cell.text for cell in row])


def _joined(block: Sequence[Row]) -> Row:
    """The lines of one row as its cells."""
    row = list(block[0])
    for line in block[1:]:
        for column, cell in enumerate(line[: len(row)]):
            own = row[column]
            text = join(own.text, cell.text.strip()) if own.text and cell.text else own.text or cell.text
            row[column] = Cell(text, (own.lines[0], cell.lines[1]))
    return row


def _header(rows: Sequence[Row], lines: int) -> int:
    """The rows of the header: those above the first line drawn, where they hold no amount."""
    counted = count_header([[cell.text for cell in row] for row in rows])
    plain = not any(kind_of(cell.text) in {"figure", "rate"} for row in rows[:lines] for cell in row)
    named = plain and any(_has_figure(row) for row in rows[lines:])
    return max(counted, lines) if counted or named else 0
