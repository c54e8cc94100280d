"""Rows whose cells stand one under the other, a blank line between two rows.

    번호            1번                          2번
    지적사항        가로등이 어두움              안내판이 낡음
    조치결과        40개를 바꿈                  세 곳을 고침
    추진상황        완료                         추진 중

(here side by side; in the text one below the other). The names of the columns are the first such row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from corpus.model import Cell

_FEWEST_CELLS: Final = 3
_MOST_CELLS: Final = 8
_LONGEST_NAME: Final = 12

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
