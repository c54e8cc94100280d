"""Tables with a cell a line that come out even: the names of the columns, then as many cells for each row.

대상           one width alone parts the lines so that figures stand under figures and words under words;
정원           blank lines stand between all cells, or between none; the total of rows that are numbered
현원           has no number
10대
120
98
20대
...
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import Raw, assemble
from corpus.tables.cell_kinds import compact, kind_of
from corpus.tables.headers import LABEL_HEADS
from corpus.tables.spaces.header import is_known_word, is_label_word
from corpus.tables.spaces.kinds import NUMBERS
from corpus.tables.spaces.lines import YEAR
from corpus.tables.spaces.pieces import are_names, pieces_of
from corpus.tables.spaces.words import is_caption, is_furniture, taken_lines
from corpus.tables.sums import is_total

_FEWEST: Final = 3
_MOST: Final = 12
_LEAST_ROWS: Final = 2
_MANY: Final = 3
_LONGEST: Final = 40
_MARKED: Final = frozenset({"decimal", "syllable", "paren", "circled", "dash", "bare", "dot", "circle"})

Row = list[Cell]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables with a line a cell that come out even in one way, in document order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    grids: list[Grid] = []
    for run in _runs(lines, taken_lines(taken)):
        ways = [
            way
            for width in range(_FEWEST, _MOST + 1)
            if (way := _rows(run, width, short=False) or _rows(run, width, short=True))
        ]
        if len(ways) == 1:
            rows = ways[0]
            span = (rows[0][0].lines[0], max(cell.lines[1] for cell in rows[-1]))
            grid = assemble(Raw(rows, "spaces", span, header=1, merged=False))
            grids += [grid] if grid else []
    return grids


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[Row]:
    """The runs of lines that may each be a cell: all with a blank line between, or none."""
    cells: list[Cell] = []
    step = 0
    paged = False
    for number, line in enumerate([*lines, "<"], 1):
        text = line.strip()
        if number not in elsewhere and (not text or is_furniture(text)):
            paged = paged or bool(text)
            continue
        gap = number - cells[-1].lines[0] if cells else 0
        may_be = number not in elsewhere and _is_cell(lines, number, text)
        near = paged or gap == step or (len(cells) == 1 and gap <= _LEAST_ROWS)
        if cells and may_be and near:
            step = step if paged else gap
        elif cells:
            yield cells
            cells, step = [], 0
        if may_be:
            cells.append(Cell(text, (number, number)))
        paged = False


def _is_cell(lines: Sequence[str], number: int, text: str) -> bool:
    """Whether a line may be a cell; one with a mark is a label where a figure stands on the next line."""
    if len(text) > _LONGEST or "\t" in text or text[0] in "<|" or is_caption(text):
        return False
    if sum(piece.kind == "F" and piece.text[-1:].isdigit() for piece in pieces_of(text)) > 1:
        return False  # a row: '884 403,978 796'
    style = read_mark(text).style
    if not style or _is_value(text) or text in {"○", "●", "□"}:
        return True
    below = next((line.strip() for line in lines[number : number + _LEAST_ROWS] if line.strip()), "")
    return style in _MARKED and bool(below) and _is_value(below)


def _is_value(text: str) -> bool:
    """Whether a cell is a figure or stands for one."""
    return all(piece.is_value for piece in pieces_of(text)) or _is_year(text)


def _is_year(text: str) -> bool:
    """Whether a figure could be a year."""
    return text.isdigit() and bool(YEAR.match(text))


def _rows(run: Row, width: int, *, short: bool) -> list[Row]:
    """The header and the rows of a run of cells, `width` in each; none where it does not come out so.

    A total may be one cell `short`: where it has no number, or its name is over the group's and its own.
    """
    head, cells = run[:width], run[width:]
    if len(cells) < _LEAST_ROWS * (width - 1) or not _are_names(head, many=len(cells) > _MANY * (width - 1)):
        return []
    counted = compact(head[0].text) in NUMBERS
    body: list[Row] = []
    while cells:
        whole = not (short and is_total(cells[0].text))
        size = width if whole else width - 1
        if len(cells) < size:
            return []
        row = cells[:size]
        if _texts(row) != _texts(head):  # on the next page
            body.append(row if whole else [row[0], *row])
        cells = cells[size:]
    return [head, *body] if _are_rows(head, body, counted=counted) else []


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _are_names(head: Row, *, many: bool) -> bool:
    """Whether cells are the names of columns, no two alike, half of them known or the first over labels.

    Over `many` rows none need be known.
    """
    keys = [compact(cell.text) for cell in head]
    known = sum(is_known_word(key) for key in keys[1:])
    labelled = keys[0] in LABEL_HEADS or is_label_word(keys[0]) or 2 * known >= len(keys) - 1 or many
    return (
        labelled
        and len(set(keys)) == len(keys)
        and are_names([piece for cell in head for piece in pieces_of(cell.text)[:1]], ())
    )


def _are_rows(head: Row, body: Sequence[Row], *, counted: bool) -> bool:
    """Whether rows have labels that differ, or count from 1, and each column is of figures or of words."""
    whole = [row for row in body if not is_total(row[0].text)]
    labels = [row[0].text.rstrip(".") for row in whole]
    names = {tuple(itertools.takewhile(lambda text: not _is_value(text), _texts(row[1:]))) for row in whole}
    if len(whole) < _LEAST_ROWS or len(set(labels)) < len(whole) > len(names):
        return False
    if counted != (labels == [str(number) for number in range(1, len(labels) + 1)]):
        return False
    plain = [kind_of(label) == "figure" and label[-1].isdigit() and not _is_year(label) for label in labels]
    if any(plain) and not counted:
        return False
    columns = list(zip(*map(_texts, body), strict=True))[1:]
    figures = [all(map(_is_value, column)) and not all(map(_is_dash, column)) for column in columns]
    words = [not any(_is_value(text) and not _is_dash(text) for text in column) for column in columns]
    told = [figure or word for figure, word in zip(figures, words, strict=True)]
    classes = itertools.chain.from_iterable(columns)
    return any(figures) and all(told) and not set(_texts(head)) & set(classes)


def _is_dash(text: str) -> bool:
    return all(piece.kind == "-" for piece in pieces_of(text))
