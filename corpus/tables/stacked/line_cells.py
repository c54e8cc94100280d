"""Tables with a cell a line in which a blank line is a cell too, one that is empty.

    부서명        each row has as many lines as the header has names,
    예산현액      and a name over several columns has blank lines behind it
                  ('예산현액' over '소계', '본예산'); the names below it
    집행액        follow, those of the other columns left out
    소계
    본예산
    복지과
    19,855
    18,640
    1,386
    환경과
    ...

Lines that come out even in one way only, the figures under each other, are such a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import Raw, assemble
from corpus.tables.cell_kinds import WORDS, compact, kind_of
from corpus.tables.headers import COUNTER_HEADS, merged_slots
from corpus.tables.spaces.header import is_label_word
from corpus.tables.spaces.words import is_caption, is_furniture, taken_lines
from corpus.tables.spaces.words import kind_of as word_kind

_FEWEST: Final = 3
_MOST: Final = 12
_LEAST_ROWS: Final = 2
_LEAST_FIGURES: Final = 2  # in a column of figures
_MOST_TITLES: Final = 2
_MOST_BLANK: Final = 8  # empty cells side by side
_LONGEST_NAME: Final = 15
_LONGEST_CELL: Final = 120

Row = list[Cell]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables with a line a cell, blank ones too, in document order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    grids: list[Grid] = []
    for run in _runs(lines, taken_lines(taken)):
        ways = [
            way
            for titles in range(_MOST_TITLES + 1)
            for width in range(_FEWEST, min(_MOST, len(run) // (_LEAST_ROWS + 1)) + 1)
            if (way := _rows(run[titles:], width, first=not titles))
        ]
        if len(ways) != 1:
            continue
        head, body = ways[0]
        span = (head[0][0].lines[0], max(cell.lines[1] for cell in body[-1] if cell.text))
        grid = assemble(Raw([*head, *body], "spaces", span, header=len(head)))
        grids += [grid] if grid else []
    return grids


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[Row]:
    """The runs of lines each of which may be a cell, the blank ones at their start left out."""
    run: Row = []
    blank = 0
    for number, line in enumerate([*lines, "<"], 1):
        text = line.strip()
        blank = 0 if text else blank + 1
        if number in elsewhere or (text and not _is_cell(line)) or blank > _MOST_BLANK:
            if len(run) > _FEWEST and any(not cell.text for cell in run):
                yield run
            run = []
        elif text or run:
            run.append(Cell(text, (number, number)))


def _is_cell(line: str) -> bool:
    text = line.strip()
    if len(text) > _LONGEST_CELL or "\t" in line or text[0] in "<|" or is_furniture(line) or is_caption(line):
        return False
    return text == "●" or not read_mark(line).style or word_kind(text) == "figure"


def _rows(run: Row, width: int, *, first: bool) -> tuple[list[Row], list[Row]] | None:
    """The header and the rows of a run of cells, `width` in each; None where it does not come out so.

    Below a title (not `first`) the header's first name must be one that stands over labels.
    """
    head = run[:width]
    names = [cell.text for cell in head]
    labelled = first or is_label_word(compact(names[0]))
    if len(head) < width or not all(names[:2]) or not labelled or not _are_names(names):
        return None
    under = run[width : width + len(merged_slots(names))]
    if not all(map(_is_name, (cell.text for cell in under))):
        return None
    cells = run[width + len(under) :]
    ends = len(cells) - next((at for at, cell in enumerate(reversed(cells)) if cell.text), len(cells))
    whole = -(-ends // width) * width
    if whole > len(cells):
        return None
    body = [cells[start : start + width] for start in range(0, whole, width)]
    if not _are_rows(body, counted=compact(names[0]) in COUNTER_HEADS):
        return None
    inside = any(not cell.text for cell in [*head, *cells[:ends]])
    return ([head, under] if under else [head], body) if inside else None


def _is_name(text: str) -> bool:
    return 0 < len(compact(text)) <= _LONGEST_NAME and kind_of(text) in WORDS


def _are_names(names: Sequence[str]) -> bool:
    """Whether texts are the names of columns, a blank behind one that is over several."""
    told = [compact(name) for name in names if name]
    return all(map(_is_name, (name for name in names if name))) and len(set(told)) == len(told)


def _are_rows(body: Sequence[Row], *, counted: bool) -> bool:
    """Whether rows have labels that differ, or count from 1, and figures stand under figures."""
    labels = [row[0].text.rstrip(".") for row in body]
    if len(body) < _LEAST_ROWS or not all(labels) or len(set(labels)) < len(labels):
        return False
    numbered = labels == [str(number) for number in range(1, len(labels) + 1)]
    if counted != numbered or (not counted and any(word_kind(label) == "figure" for label in labels)):
        return False
    columns = [[cell.text for cell in column if cell.text] for column in list(zip(*body, strict=True))[1:]]
    figures = [
        [word_kind(text) == "figure" for text in texts if word_kind(text) != "dash"] for texts in columns
    ]
    plain = all(all(found) or not any(found) for found in figures)
    return plain and (numbered or any(all(found) and len(found) >= _LEAST_FIGURES for found in figures))
