"""Tables with a cell a line and a blank line between rows.

'등급', '최초 30분', '1일', a blank line, '가', '500원', '4,000원', a blank line, '나', '300원', '면제'.
Each run of lines between blank ones is a row, and all have as many lines: so a cell may be anything, a figure
in a name ('최초 30분') or a word among figures ('면제'). Where the rows are not all of one size the cells are
told apart by what they are (`stacked`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.headers import compact
from corpus.tables.headers import kind_of as cell_kind
from corpus.tables.paged import add_part
from corpus.tables.spaces_words import is_caption, is_furniture, is_stop, kind_of, taken_lines

_LONGEST_CELL: Final = 30
_FEWEST_CELLS: Final = 3
_MOST_CELLS: Final = 12
_FEWEST_ROWS: Final = 2
_LEAST_FIGURES: Final = 0.3  # the share of the cells behind the labels
_MOST: Final = 2 / 3  # of the cells of a column of figures
_LARGE: Final = re.compile(r"^[△▲]?\d{1,3}(?:,\d{3})+|^\d+\.\d+$")  # '1,200', '84.1': no name of a column

_Row = tuple[Cell, ...]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables whose rows are runs of lines of one size.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids of one header row in document order.
    """
    found: list[Grid] = []
    rows = list(_runs(lines, taken_lines(taken)))
    place = 0
    while place < len(rows):
        end = place + 1
        while end < len(rows) and rows[place] and len(rows[end]) == len(rows[place]):
            end += 1
        following = rows[end] if end < len(rows) else ()
        if _is_table(rows[place:end]) and not _is_near(following, len(rows[place])):
            span = (rows[place][0].lines[0], rows[end - 1][-1].lines[1])
            add_part(found, Grid(tuple(rows[place:end]), 1, "spaces", span), lines)
        place = end
    return found


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[_Row]:
    """The runs of lines between blank ones as cells; an empty one for a run that holds no row."""
    run: list[Cell] = []
    whole = True
    for number, text in enumerate([*lines, ""], start=1):
        if is_furniture(text):
            continue
        if text.strip():
            run.append(Cell(text.strip(), (number, number)))
            whole = whole and number not in elsewhere and _is_cell(text)
        elif run:
            yield tuple(run) if whole and _FEWEST_CELLS <= len(run) <= _MOST_CELLS else ()
            run, whole = [], True


def _is_cell(text: str) -> bool:
    """Whether a line may be one cell: a short text, a figure or a dash."""
    bare = text.strip()
    if len(bare) > _LONGEST_CELL or is_caption(text):
        return False
    return kind_of(bare) in {"figure", "dash"} or not (is_stop(text) or read_mark(text).style)


def _is_table(rows: Sequence[_Row]) -> bool:
    """Whether runs are a header and rows: names that differ, labels, and a column of figures."""
    if len(rows) <= _FEWEST_ROWS:
        return False
    names = [compact(cell.text) for cell in rows[0]]
    named = len(set(names)) == len(names) and not any(_LARGE.match(name) for name in names)
    if not named or cell_kind(names[0]) != "text" or kind_of(rows[0][-1].text) == "dash":
        return False
    labels = [row[0].text for row in rows[1:]]
    if len(set(labels)) < len(labels) or any(_LARGE.match(label) for label in labels):
        return False
    columns = list(zip(*(row[1:] for row in rows[1:]), strict=True))
    kinds = [[kind_of(cell.text) for cell in column] for column in columns]
    figures = sum(kind == "figure" for column in kinds for kind in column)
    # a row of grades may stand among those of figures: '평가 등급', '나', '가'
    own = any(sum(kind in {"figure", "dash"} for kind in column) >= _MOST * len(column) for column in kinds)
    return own and figures >= _LEAST_FIGURES * len(kinds) * len(labels)


def _is_near(row: _Row, size: int) -> bool:
    """Whether the next run could be a row of which a cell is on two lines, or is lost."""
    return bool(row) and abs(len(row) - size) == 1 and kind_of(row[-1].text) in {"figure", "dash"}
