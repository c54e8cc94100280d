"""Tables of words whose cells stand in the middle of the height of their row, as PDF extraction leaves them.

     과제              내용                시기        담당
                  등 40개를 밝은 것으로
    밝은 골목                             3월 ~       시설팀        A cell of two lines stands above and
                  바꾸고 8곳에 더함                                 below the line of the cells of one.
    쉬는 의자     정류장 12곳에 놓음      5월         시설팀

A row has as many lines above the line of its short cells as below it. Where the whole table comes out so the
rows are told apart; another one is no such table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import accumulate, chain
from typing import Final

from corpus.joining import join, width
from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.aligned.heads import Piece, with_units
from corpus.tables.aligned.lines import Block, Line, Measure, Span, pieces_of, runs_of
from corpus.tables.assemble import Raw, assemble, numbers
from corpus.tables.cell_kinds import is_value
from corpus.tables.paged import add_part, is_between

_FEWEST: Final = 3  # columns
_MOST: Final = 8
_LEAST_LINES: Final = 5
_LEAST_ROWS: Final = 2
_MOST_HEADS: Final = 3
_LONGEST_NAME: Final = 20
_LONGEST: Final = 200
_MOST_EMPTY: Final = 0.15  # of the cells
_TITLES: Final = frozenset(["roman", "markdown", "square", "private", "decimal", "decimal part", "title"])
_GAP = re.compile(r"\S\s{2,}\S")
_PIECE = re.compile(r"\S+(?:\s\S+)*")
_UNIT = re.compile(r"^[(（\[][^()（）]{1,12}[)）\]]$")

_Rows = list[list[Cell]]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables with cells in the middle of their rows, in document order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    grids: list[Grid] = []
    for run in _runs(lines, numbers(taken)):
        if grid := _grid(run, len) or _grid(run, width):
            add_part(grids, grid, lines)
    return grids


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[Block]:
    """The runs of lines without a blank one or a heading between them, captions left out."""

    def may_be(number: int, line: str) -> bool:
        text = line.strip()
        free = number not in elsewhere and len(line) <= _LONGEST and "\t" not in line and text[0] not in "|<"
        titled = read_mark(line).style in _TITLES and not _GAP.search(text)
        return free and not titled and not is_between(line)

    return runs_of(lines, may_be, _LEAST_LINES)


def _grid(run: Block, measure: Measure) -> Grid | None:
    """The table of a run that starts with its header; None for another run."""
    top = [Line(number, pieces_of(line, measure)) for number, line in run[: _MOST_HEADS + 1]]
    main = next((at for at, line in enumerate(top[:_MOST_HEADS]) if _are_names(line)), None)
    if main is None or not all(len(line.pieces) < len(top[main].pieces) for line in top[:main]):
        return None
    size = main + 1 + all(_UNIT.match(text) for _, text in top[main + 1].pieces)
    names = _named(top[:size])
    body = [Line(number, _plain_pieces(line, measure)) for number, line in run[size:]]
    columns = _columns(body)
    if not _FEWEST <= len(columns) == len(names) <= _MOST:
        return None
    rows = _rows(body, columns)
    if rows is None:
        return None
    span = (run[0][0], run[-1][0])
    return assemble(Raw([names, *rows], "spaces", span, header=1, merged=False))


def _plain_pieces(line: str, measure: Measure) -> tuple[tuple[Span, str], ...]:
    """The pieces of a line of words: letters that stand apart are words ('볼 수 있게')."""
    return tuple(
        ((measure(line[: found.start()]), measure(line[: found.end()])), found[0])
        for found in _PIECE.finditer(line)
    )


def _are_names(line: Line) -> bool:
    texts = [text for _, text in line.pieces]
    plain = all(len(text) <= _LONGEST_NAME and not is_value(text) for text in texts)
    return len(texts) >= _FEWEST and plain and len(set(texts)) == len(texts)


def _named(head: Sequence[Line]) -> list[Cell]:
    """The names of the columns from left to right; parts of one name stand above each other."""
    pieces = with_units([[Piece(line.number, span, text) for span, text in line.pieces] for line in head])
    names: list[Piece] = []
    for piece in sorted(chain(*pieces), key=lambda piece: (piece.center, piece.number)):
        if names and piece.span[0] < names[-1].span[1]:
            upper, lower = sorted((names.pop(), piece), key=lambda part: part.number)
            span = (min(upper.span[0], lower.span[0]), max(upper.span[1], lower.span[1]))
            names.append(Piece(upper.number, span, f"{upper.text} {lower.text}"))
        else:
            names.append(piece)
    return [name.cell for name in names]


def _columns(body: Sequence[Line]) -> list[Span]:
    """The stretches of the page in which a line has text."""
    columns: list[Span] = []
    for start, end in sorted(span for line in body for span, _ in line.pieces):
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((start, end))
    return columns


def _rows(body: Sequence[Line], columns: Sequence[Span]) -> _Rows | None:
    """The rows, told by the column whose cells are one line each that leaves fewest cells empty."""
    laid = [_laid(line, columns) for line in body]
    ways: list[tuple[float, _Rows]] = []
    for column in range(len(columns)):
        sizes = _sizes([bool(row[column].text) for row in laid])
        if len(sizes) < _LEAST_ROWS or max(sizes) == 1:
            continue
        rows = [_whole(laid[end - size : end]) for size, end in zip(sizes, accumulate(sizes), strict=True)]
        empty = sum(not cell.text for row in rows for cell in row) / (len(rows) * len(columns))
        ways.append((empty, rows))
    least, rows = min(ways, key=lambda way: way[0], default=(1.0, []))
    return rows if least <= _MOST_EMPTY and all(row[0].text for row in rows) else None


def _laid(line: Line, columns: Sequence[Span]) -> list[Cell]:
    here = (line.number, line.number)
    row = [Cell("", here)] * len(columns)
    for span, text in line.pieces:
        at = next(at for at, column in enumerate(columns) if column[0] <= span[0] < column[1])
        row[at] = Cell(f"{row[at].text}  {text}".strip(), here)
    return row


def _sizes(anchors: Sequence[bool]) -> list[int]:
    """How many lines each row has, given which are the middle ones; [] where it does not come out even.

    >>> _sizes([False, True, False, True]), _sizes([False, True, True])
    ([3, 1], [])
    """
    sizes: list[int] = []
    start = 0
    while True in anchors[start:]:
        above = anchors.index(True, start) - start
        end = start + 2 * above + 1
        if end > len(anchors) or True in anchors[start + above + 1 : end]:
            return []
        sizes.append(end - start)
        start = end
    return sizes if start == len(anchors) else []


def _whole(lines: Sequence[Sequence[Cell]]) -> list[Cell]:
    """The cells of the lines of one row put together."""
    span = (lines[0][0].lines[0], lines[-1][0].lines[1])
    cells: list[Cell] = []
    for column in zip(*lines, strict=True):
        parts = [cell for cell in column if cell.text]
        own = (parts[0].lines[0], parts[-1].lines[1]) if parts else span
        cells.append(Cell(reduce(join, (part.text for part in parts)) if parts else "", own))
    return cells
