"""Rows whose cells stand one under the other, a blank line between two rows.

    번호            1번                          2번
    지적사항        가로등이 어두움              안내판이 낡음
    조치결과        40개를 바꿈                  세 곳을 고침
    추진상황        완료                         추진 중

(here side by side; in the text one below the other). The names of the columns are the first such row.
Without blank lines the numbers, which go on from 1, tell where a row begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Final

from corpus.audits.item import status_of
from corpus.joining import join, squeeze
from corpus.markers import is_page_number
from corpus.model import Cell
from corpus.tables.headers import COUNTER_HEADS

_FEWEST_CELLS: Final = 3
_MOST_CELLS: Final = 8
_LONGEST_NAME: Final = 12
_LONGEST_ROW: Final = 16  # lines
_WITH_STATUS: Final = 4  # number, request, status, answer

Rows = list[list[Cell]]


def stacked_rows(lines: Sequence[str]) -> Iterator[Rows]:
    """Gives each run of such rows with as many cells as the names above them, the names first."""
    blocks = _blocks(lines)
    place = 0
    while place < len(blocks):
        names = blocks[place]
        end = place + 1
        if _are_names(names):
            while end < len(blocks) and len(blocks[end]) == len(names):
                end += 1
        if end - place > 1:
            yield blocks[place:end]
        place = end


def numbered_rows(lines: Sequence[str]) -> Iterator[Rows]:
    """Gives the names of columns, '번호' first, with the rows below them that begin with 1, 2, 3, ...

    A row of more lines than there are names is left out: nothing tells where its cells end, but a status
    between the request and the answer.
    """
    cells = [
        Cell(line.strip(), (number, number))
        for number, line in enumerate(lines, 1)
        if line.strip() and not is_page_number(line)
    ]
    for place, cell in enumerate(cells):
        if squeeze(cell.text) not in COUNTER_HEADS:
            continue
        opens = range(place + _FEWEST_CELLS, min(place + _MOST_CELLS + 1, len(cells)))
        first = next((at for at in opens if cells[at].text.rstrip(".") == "1"), 0)
        names = cells[place:first]
        if first and _are_names(names):
            yield [names, *_rows(cells[first:], names)]


def _rows(cells: Sequence[Cell], names: Sequence[Cell]) -> Iterator[list[Cell]]:
    """The rows at the start of these cells that have as many as there are names."""
    size = len(names)
    start, number = 0, 1
    heads = [cell.text for cell in names]
    while start < len(cells) and cells[start].text.rstrip(".") == str(number):
        ends = range(start + 2, min(start + _LONGEST_ROW, len(cells) + 1))
        following = str(number + 1)
        end = next((at for at in ends if at < len(cells) and cells[at].text.rstrip(".") == following), 0)
        row = list(cells[start : end or start + size])
        if [cell.text for cell in row[-size:]] == heads:  # the names once more, on the next page
            row = row[:-size]
        whole = row if len(row) == size else _by_status(row, size)
        if whole:
            yield whole
        if not end:
            return
        start, number = end, number + 1


def _by_status(row: Sequence[Cell], size: int) -> list[Cell] | None:
    """The cells of a row whose request or answer stands on several lines, by the status between them."""
    states = [at for at, cell in enumerate(row) if status_of(cell.text)]
    if size != _WITH_STATUS or len(states) != 1 or not 1 < states[0] < len(row) - 1:
        return None
    at = states[0]
    return [row[0], _whole(row[1:at]), row[at], _whole(row[at + 1 :])]


def _whole(cells: Sequence[Cell]) -> Cell:
    text = reduce(join, (cell.text for cell in cells))
    return Cell(text, (cells[0].lines[0], cells[-1].lines[1]))


def _blocks(lines: Sequence[str]) -> Rows:
    """The runs of lines between blank ones, each line a cell."""
    blocks: Rows = [[]]
    for number, line in enumerate(lines, 1):
        if line.strip():
            blocks[-1].append(Cell(line.strip(), (number, number)))
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _are_names(block: Sequence[Cell]) -> bool:
    """Whether a run of lines may be the names of columns: short words without figures."""
    return _FEWEST_CELLS <= len(block) <= _MOST_CELLS and all(
        len(cell.text) <= _LONGEST_NAME and not any(map(str.isdigit, cell.text)) for cell in block
    )
