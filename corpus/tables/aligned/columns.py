"""Tables whose cells stand under each other in columns of spaces, some cells blank or on two lines.

      구   분        2026년    2025년     증 감       비 고
                     예산액    예산액   금액   비율
      지 방 세      42,310    40,120   2,190   5.5
      보조금        61,200    57,880   3,320   5.7    국고 48,100

What a page's layout leaves tells the columns: the stretches in which some row has text, between those in
which none has. Tables all of whose lines have all cells are read without (`separated`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.joining import width
from corpus.model import Cell, Grid, Lines
from corpus.tables.aligned.groups import is_off, over_all
from corpus.tables.aligned.heads import Piece, lay_names, with_units
from corpus.tables.aligned.lines import (
    FEWEST_COLUMNS,
    FEWEST_ROWS,
    LEAST_FIGURES,
    OPEN,
    Block,
    Line,
    Span,
    edges,
    find_blocks,
    measured,
    names_off,
)
from corpus.tables.aligned.over import lay_over
from corpus.tables.aligned.pages import pages_of, rows_of_page
from corpus.tables.aligned.parts import parted
from corpus.tables.aligned.placed import YEAR, heads_over, meet, spans_of, with_units_below, with_years
from corpus.tables.aligned.rests import label_rests, with_last_rest
from corpus.tables.aligned.rules import is_rule, lay_under_rules
from corpus.tables.assemble import Raw, assemble, numbers
from corpus.tables.cell_kinds import is_value, kind_of
from corpus.tables.centred_groups import spread_groups
from corpus.tables.marked import marker_of
from corpus.tables.paged import add_part
from corpus.tables.steps import is_step

_FEWEST_FULL: Final = 2  # rows of words that have all cells
_FIGURES_SHARE: Final = 0.7
_MOST_HEADS: Final = 3
_LEVELS: Final = 2
_SHIFT: Final = 3  # columns of the page by which extraction moves figures of one column apart
_SLANT: Final = 2  # columns of the page by which a name and its column may begin or end apart

_NOTED = re.compile(r"^[(（][^()（）]+[)）]$")  # '(2차)' below a label
# what a thing is judged to be: '가', 'A+'
_GRADE = re.compile(r"^(?:[가나다라마상중하수우미양]|[A-DS][+-]?|우수|보통|미흡|최우수|[가-마]등급)$")


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables in columns of spaces that lack cells or have cells on two lines, in order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    grids: list[Grid] = []
    for block in find_blocks(lines, numbers(taken)):
        marks = [at for at, (_, line) in enumerate(block) if marker_of(line)]
        plain = [line for at, line in enumerate(block) if at not in marks]
        own = block[: marks[0]] if marks else block
        whole = _best(plain, marked=bool(marks)) or (_best(own) if marks else None)
        first, *later = [own] if whole else pages_of(own, lines)
        if grid := whole or _best(first):
            add_part(grids, grid, lines)
        for part in later if grid else ():
            if more := _best(part) or rows_of_page(part, grids[-1]):
                add_part(grids, more, lines)
    return grids


def _best(block: Block, *, marked: bool = False) -> Grid | None:
    """The table of a block, its columns counted in the way that gives most; None for no table.

    Counted otherwise, columns run into each other and figures end at more places. `marked` says that names of
    groups stood between the rows, so that no other layout reads them.
    """
    ways = [
        (grid.width, -edges(own), -names_off(own), grid)
        for measure in (width, len)
        if (
            grid := _lacking(own := measured(block, measure))
            or _grid(own, marked=marked)
            or _grid_of_words(own)
        )
    ]
    return max(ways, key=lambda way: way[:3])[-1] if ways else None


def _is_amount(text: str) -> bool:
    """Whether a piece is a figure and no more: not '계 4개 단지', not '3회 넘게 받은'."""
    return kind_of(text) in {"figure", "rate", "range", "dash"}


def _grid(block: Sequence[Line], *, marked: bool) -> Grid | None:
    """The table of a block: lines of names, then lines most of which have figures in columns."""
    first = next((at for at, line in enumerate(block) if _is_body(line)), 0)
    last = max((at for at, line in enumerate(block) if _is_body(line)), default=-1)
    body = list(block[first : last + 1])
    rows = [line for line in body if _is_body(line)]
    if not first or len(rows) < FEWEST_ROWS:
        return None
    columns = _columns(body)
    body = with_last_rest(columns[0], body, block[last + 1 : last + 2])
    above = block[max(0, first - _MOST_HEADS) : first]
    if len(columns) < FEWEST_COLUMNS or not _are_figures(columns, rows):
        return None
    if label_rests(columns[0], body) and not _is_head(above[-1], columns[0]):
        return None  # labels start above their figures: so does that of the first row
    if any(is_rule(text) for line in above for _, text in line.pieces):
        return _ruled(above, columns, body)
    if grid := _exact(above, columns, body):
        return grid
    named = _named(above, columns, body)
    return named if named and not named.doubts else _placed(above, columns, body, marked=marked) or named


def _exact(above: Sequence[Line], columns: Sequence[Span], body: Sequence[Line]) -> Grid | None:
    """The table under names each of which stands exactly over its column or in the middle of its group."""
    heads = [line for line in above if _is_head(line, columns[0])]
    cells = _rows(columns, body)
    if len(heads) < _LEVELS or cells is None:
        return None
    names = with_units([_piece_line(line) for line in [*heads[:-1], parted(heads[-1], columns)]])
    figures = [at for at in range(1, len(columns)) if _is_of_figures([row[at].text for row in cells])]
    head = lay_over(names, columns, figures, cells)
    if head is None:
        return None
    lines = (heads[0].number, body[-1].number)
    return assemble(Raw([*head, *cells], "spaces", lines, header=len(head), merged=False))


def _placed(
    above: Sequence[Line], columns: Sequence[Span], body: Sequence[Line], *, marked: bool
) -> Grid | None:
    """The table under names each of which stands over its column or columns."""
    heads = [line for line in above if _is_head(line, columns[0])]
    if not heads or (_is_even(heads, body) and not marked) or _is_skewed(heads, columns):
        return None
    if any(kind_of(text) in {"figure", "range"} and not YEAR.match(text) for _, text in heads[-1].pieces):
        return None  # '3월    126' is a row
    cells = _rows(columns, body)
    heads = [*heads[:-1], parted(heads[-1], columns)]
    head = [heads_over(columns, line) for line in heads]
    if cells is None or not all(any(row[at].text for row in head if row) for at in range(1, len(columns))):
        return None
    if not all(head):
        return None
    head = with_years(with_units_below(head))
    named = heads[: len(head)]  # without a line of units
    if len(head) > 1:
        figures = [at for at in range(1, len(columns)) if _is_of_figures([row[at].text for row in cells])]
        spans = spans_of(columns, named[-1])
        head = over_all(head, spans, [line.pieces for line in named], figures)
        if is_off(head[0], spans, named[0].pieces):
            return None
    lines = (heads[0].number, body[-1].number)
    return assemble(Raw([*head, *cells], "spaces", lines, header=len(head), merged=False))


def _ruled(above: Sequence[Line], columns: Sequence[Span], body: Sequence[Line]) -> Grid | None:
    """The table under names some of which stand under rules."""
    heads = [line for line in above if _is_head(line, columns[0])]
    cells = _rows(columns, body)
    head = lay_under_rules([_piece_line(line) for line in heads], len(columns)) if cells else None
    if not head or cells is None:
        return None
    lines = (heads[0].number, body[-1].number)
    return assemble(Raw([*head, *cells], "spaces", lines, header=len(head), merged=False))


def _piece_line(line: Line) -> list[Piece]:
    return [Piece(line.number, span, text) for span, text in line.pieces]


def _named(above: Sequence[Line], columns: Sequence[Span], body: Sequence[Line]) -> Grid | None:
    """The table under header lines that have a name for each column, some of them under names of groups."""
    heads = list(above)
    while heads and not _is_head(heads[0], columns[0]):
        heads = heads[1:]
    cells = _rows(columns, body)
    if len(heads) < _LEVELS or cells is None:
        return None
    names = with_units([_piece_line(line) for line in heads])
    figures = [at for at in range(1, len(columns)) if _is_of_figures([row[at].text for row in cells])]
    laid = lay_names(names, figures, len(columns))
    if laid is None:
        return None
    head, sure = laid
    raw = Raw([*head, *cells], "spaces", (heads[0].number, body[-1].number), header=len(head), merged=False)
    raw.doubts |= set() if sure else {0}
    return assemble(raw)


def _grid_of_words(block: Sequence[Line]) -> Grid | None:
    """The table of a block of words: one line of names, rows under them, some cells on a second line.

    '사업명   대상         지원액' over '돌봄     65세 이상    월 10만원' and '         1인 가구'.
    """
    head, body = block[0], list(block[1:])
    full = [line for line in body if len(line.pieces) == len(head.pieces)]
    opening = [line for line in body if line.pieces[0][0][0] <= head.pieces[0][0][1]]
    if len(head.pieces) < FEWEST_COLUMNS or head.figures or len(full) < _FEWEST_FULL or full != opening:
        return None
    columns = _columns(block)
    cells = _rows(columns, body) if len(columns) == len(head.pieces) and full != body else None
    if cells is None:
        return None
    raw = Raw(
        [heads_over(columns, head), *cells], "spaces", (head.number, body[-1].number), header=1, merged=False
    )
    return assemble(raw)


def _lacking(block: Sequence[Line]) -> Grid | None:
    """The table of one line of names and rows each with a label, of which some lack cells.

    No piece stands between two names: '총무과    12' and '세무과         9' under '구분   남자   여자'.
    """
    head, body = block[0], block[1:]
    columns = _columns(block)
    labelled = all(meet(line.pieces[0][0], columns[0]) and line.figures for line in body)
    if len(head.pieces) != len(columns) or len(columns) < FEWEST_COLUMNS or head.figures or not labelled:
        return None
    rows = _rows(columns, body)
    if not rows or len(rows) < len(body) or all(cell.text for row in rows for cell in row):
        return None
    raw = [heads_over(columns, head), *rows]
    return assemble(Raw(raw, "spaces", (head.number, body[-1].number), header=1, merged=False))


def _is_body(line: Line) -> bool:
    """Whether a line is a row: a label and two figures or grades or more."""
    graded = all(_GRADE.match(text) for _, text in line.pieces[1:])
    return (
        len(line.pieces) > LEAST_FIGURES
        and (line.figures >= LEAST_FIGURES or graded)
        and (not _is_amount(line.pieces[0][1]) or is_step(line.pieces[0][1]))
    )


def _is_head(line: Line, labels: Span) -> bool:
    """Whether a line above the rows has several names, or one that does not stand over the labels."""
    return len(line.pieces) > 1 or line.pieces[0][0][0] >= labels[1]


def _is_skewed(heads: Sequence[Line], columns: Sequence[Span]) -> bool:
    """Whether the header stands otherwise than the rows: a line of all names, some not over their columns."""
    whole = [line for line in heads if len(line.pieces) == len(columns)]
    over = all(
        abs(span[1] - column[1]) <= _SLANT or abs(span[0] - column[0]) <= _SLANT or _inside(span, column)
        for line in whole
        for (span, _), column in zip(line.pieces, columns, strict=True)
    )
    return len(whole) < len(heads) and not over


def _inside(span: Span, column: Span) -> bool:
    return column[0] <= (span[0] + span[1]) / 2 <= column[1]


def _is_even(heads: Sequence[Line], body: Sequence[Line]) -> bool:
    """Whether one line of names and all rows have as many pieces."""
    even = len(heads) == 1 and len({len(line.pieces) for line in [*heads, *body]}) == 1
    return even and not any(line.joined for line in body)


def _columns(body: Sequence[Line]) -> list[Span]:
    """The stretches of the page in which a row has text, a column of the page or more between them."""
    spans = sorted(span for line in body for span, _ in line.pieces)
    columns: list[Span] = []
    for start, end in spans:
        if columns and start <= columns[-1][1]:
            columns[-1] = (columns[-1][0], max(end, columns[-1][1]))
        else:
            columns.append((start, end))
    return _steadied(columns, body)


def _steadied(columns: list[Span], body: Sequence[Line]) -> list[Span]:
    """The columns, two put together whose figures never stand in one line where no line has so many pieces.

    Extraction moves '18' over '  9' by some columns of the page.
    """
    most = max((len(line.pieces) for line in body), default=0)
    at = 1
    while at < len(columns) and len(columns) > most:
        one, other = columns[at - 1], columns[at]
        inside = [[text for span, text in line.pieces if meet(span, (one[0], other[1]))] for line in body]
        near = other[0] - one[1] <= _SHIFT and at > 1
        if near and all(len(texts) < LEAST_FIGURES and all(map(is_value, texts)) for texts in inside):
            columns[at - 1 : at + 1] = [(one[0], other[1])]
        else:
            at += 1
    return columns


def _are_figures(columns: Sequence[Span], rows: Sequence[Line]) -> bool:
    """Whether two columns or more are of figures, and no row has two pieces in a column."""
    count = 0
    for column in columns[1:]:
        inside = [[text for span, text in row.pieces if meet(span, column)] for row in rows]
        if any(len(texts) > 1 for texts in inside):
            return False
        texts = [text for found in inside for text in found]
        count += sum(map(is_value, texts)) >= _FIGURES_SHARE * max(len(rows), 1)
    return count >= LEAST_FIGURES


def _rows(columns: Sequence[Span], body: Sequence[Line]) -> list[list[Cell]] | None:
    """The rows of cells; a line without a label goes on the cells of the row above it."""
    rows: list[list[Cell]] = []
    rests = label_rests(columns[0], body)
    for line in body:
        here = (line.number, line.number)
        if line.number in rests:
            label = rows[-1][0]
            rows[-1][0] = Cell(f"{label.text} {line.pieces[0][1]}", (label.lines[0], line.number))
            continue
        row = [Cell("", here)] * len(columns)
        for span, text in line.pieces:
            place = next(at for at, column in enumerate(columns) if meet(span, column))
            if row[place].text:
                return None
            row[place] = Cell(text, here)
        if rows and _is_begun(rows[-1]) and row[0].text:
            label = rows.pop()[0]
            row[0] = Cell(f"{label.text} {row[0].text}", (label.lines[0], line.number))
        noted = (
            bool(rows) and bool(_NOTED.match(row[0].text)) and not any(_is_amount(cell.text) for cell in row)
        )
        if not rows or _is_inner(row, line) or (row[0].text and not noted):
            rows.append(row)
            continue
        if any(cell.text and _is_amount(above.text) for above, cell in zip(rows[-1], row, strict=True)):
            return None
        rows[-1] = [
            Cell(f"{above.text} {cell.text}".strip(), (above.lines[0], line.number)) if cell.text else above
            for above, cell in zip(rows[-1], row, strict=True)
        ]
    return spread_groups(rows) or _under_groups(rows)


def _is_begun(row: Sequence[Cell]) -> bool:
    """Whether a row is the first part of a label and nothing more: '윗마을·'."""
    return bool(OPEN.search(row[0].text)) and not any(cell.text for cell in row[1:])


def _is_inner(row: Sequence[Cell], line: Line) -> bool:
    """Whether a row without a first label has a second one, which is of the group that it stands in."""
    amounts = sum(_is_amount(text) for _, text in line.pieces)
    named = bool(row[1].text) and (not is_value(row[1].text) or is_step(row[1].text))
    return not row[0].text and named and amounts >= LEAST_FIGURES


def _under_groups(rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    """The rows with the first label of their group where they have none."""
    out: list[list[Cell]] = []
    for row in rows:
        named = bool(row[0].text) or not out or not out[-1][1].text
        out.append(row if named else [Cell(out[-1][0].text, row[0].lines), *row[1:]])
    return out


def _is_of_figures(texts: Sequence[str]) -> bool:
    return sum(is_value(text) for text in texts) >= _FIGURES_SHARE * sum(bool(text) for text in texts)
