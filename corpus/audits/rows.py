"""Rows of audit tables that are of one item: its request is merged over them, or their number is.

번호  지적사항              처리상황                       비고
 1    가로등을 밝게 할 것   ◦ 등 40개를 바꿈
                            ◦ 남은 8곳은 봄에 바꿈         완료
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.joining import join, squeeze
from corpus.model import Cell

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of an item stand among the cells of a row, -1 for a part without one."""

    number: int
    asked: int
    done: int
    planned: int
    status: int


def whole_rows(rows: Sequence[Row], places: Places) -> list[Row]:
    """The rows, those of one item put together; where no place of a status is known they stay as they are.

    Args:
        rows: of as many cells each, those of the header left out.
        places: where the parts of an item stand.
    """
    out: list[Row] = []
    for row in rows:
        if out and places.status >= 0 and _goes_on(out[-1], row, places):
            cut = squeeze(row[places.asked].text) not in {"", squeeze(out[-1][places.asked].text)}
            joins = {places.done, places.planned, *([places.asked] if cut else [])}
            out[-1] = [
                _joined(own, cell, cut=cut) if at in joins or not own.text.strip() else own
                for at, (own, cell) in enumerate(zip(out[-1], row, strict=True))
            ]
        else:
            out.append(row)
    return out


def _joined(cell: Cell, below: Cell, *, cut: bool) -> Cell:
    if not below.text.strip():
        return cell
    text = join(cell.text.strip(), below.text.strip()) if cut else f"{cell.text} {below.text}".strip()
    return Cell(text, (cell.lines[0], below.lines[1]))


def _goes_on(above: Row, row: Row, places: Places) -> bool:
    """Whether a row has no request of its own, or the number above, and one of the two at most a status."""
    if len(above) != len(row) or len(row) <= max(places.asked, places.done, places.status):
        return False
    request, own = (squeeze(each[places.asked].text) for each in (above, row))
    stated = [bool(each[places.status].text.strip()) for each in (above, row)]
    if all(stated):
        return False
    if (
        places.number >= 0
        and stated[0]
        and _count(above, places)
        and _count(above, places) == _count(row, places)
    ):
        return True
    return own in {"", request} and bool(row[places.done].text.strip())


def _count(row: Row, places: Places) -> str:
    text = squeeze(row[places.number].text)
    return text if text.isdecimal() else ""
