"""Rows of audit tables whose request is merged over several: the answer goes on, the status stands once.

번호  지적사항              처리상황                       비고
 1    가로등을 밝게 할 것   ◦ 등 40개를 바꿈
                            ◦ 남은 8곳은 봄에 바꿈         완료
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.joining import squeeze
from corpus.model import Cell

Row = Sequence[Cell]


def whole_rows(rows: Sequence[Row], asked: int, answers: tuple[int, int], status: int) -> list[Row]:
    """The rows, those of one request put together.

    Args:
        rows: of as many cells each, those of the header left out.
        asked: the place of the request.
        answers: the places of what was done and of what is planned, -1 for none.
        status: the place of the status; where it is -1 the rows stay as they are.
    """
    out: list[Row] = []
    for row in rows:
        if out and status >= 0 and _goes_on(out[-1], row, asked, answers[0], status):
            out[-1] = [
                _joined(own, cell) if at in answers or not own.text.strip() else own
                for at, (own, cell) in enumerate(zip(out[-1], row, strict=True))
            ]
        else:
            out.append(row)
    return out


def _joined(cell: Cell, below: Cell) -> Cell:
    if not below.text.strip():
        return cell
    return Cell(f"{cell.text} {below.text}".strip(), (cell.lines[0], below.lines[1]))


def _goes_on(above: Row, row: Row, asked: int, done: int, status: int) -> bool:
    """Whether a row has no request of its own, and at most one of it and the row above has a status."""
    if len(above) != len(row) or len(row) <= max(asked, done, status):
        return False
    request, own = (squeeze(each[asked].text) for each in (above, row))
    stated = [bool(each[status].text.strip()) for each in (above, row)]
    return own in {"", request} and bool(row[done].text.strip()) and not all(stated)
