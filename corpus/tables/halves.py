"""One grid that holds two tables side by side: revenue on the left, expenditure on the right.

    세입 |       |       | 세출 |       |             a row of cells has a label and its figures twice
    과목 | 2024년 | 2023년 | 과목 | 2024년 | 2023년
    합계 | 1,000 |   900 | 합계 | 1,000 |   900

That these are two tables is told by the heads, which name the labels twice, by two totals in one row, or by
the last rows, where one of the two is longer and nothing stands in the place of the other. Uncut, the labels
on the right would be taken for words among the figures of the left ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from corpus.model import Cell, Grid
from corpus.tables.assemble import Raw, assemble
from corpus.tables.cell_kinds import WORDS, clean_name, compact, is_value, kind_of
from corpus.tables.headers import ATTRIBUTE_HEADS, LABEL_HEADS, SUB_LABEL_HEADS
from corpus.tables.sums import is_total

_HEAD_ROWS: Final = 4  # among the first ones stands the head
_NARROWEST: Final = 2  # columns of a half
_FEWEST_LABELS: Final = 2
_FEWEST_PAIRS: Final = 3
_HEADS: Final = LABEL_HEADS | SUB_LABEL_HEADS | {"계정과목", "예산과목", "세입과목", "세출과목"}

Rows = Sequence[Sequence[Cell]]


def cut(grid: Grid) -> list[Grid]:
    """The two tables that a grid holds side by side, or the grid alone.

    Returns:
        Grids of the same lines, each with the name that stands over all of its columns as its caption.
    """
    if grid.paths or len(grid.rows) < 1 + _FEWEST_LABELS:
        return [grid]
    column = _second_labels(grid)
    if not column:
        return [grid]
    header = max(grid.header, _headed_twice(grid.rows, column))
    halves = [_half(grid, part, header) for part in (slice(0, column), slice(column, None))]
    found = [half for half in halves if half is not None]
    return found if len(found) == len(halves) else [grid]


def _second_labels(grid: Grid) -> int:
    """The column where the labels of the second table start; 0 where there is only one table."""
    for column in range(_NARROWEST, grid.width - 1):
        if not (_has_labels(grid.rows, column) and _has_figures(grid.rows, 1, column)):
            continue
        if _has_figures(grid.rows, column + 1, grid.width) and (
            _headed_twice(grid.rows, column)
            or _totals_twice(grid.rows, column)
            or _is_longer(grid.rows[max(grid.header, 1) :], column, compact(grid.rows[0][column].text))
        ):
            return column
    return 0


def _headed_twice(rows: Rows, column: int) -> int:
    """The rows of a head that names the labels in both places: '과목', figures, '과목', figures; else 0."""
    for count, row in enumerate(rows[:_HEAD_ROWS], 1):
        name, other = compact(row[0].text), compact(row[column].text)
        if name == other and name in _HEADS and compact(row[column - 1].text) != name:
            return count
    return 0


def _totals_twice(rows: Rows, column: int) -> bool:
    """Whether a row has a total in both places, and figures behind each."""
    return any(
        is_total(row[0].text)
        and is_total(row[column].text)
        and not is_total(row[column - 1].text)
        and is_value(row[column - 1].text)
        for row in rows
    )


def _is_longer(body: Rows, column: int, head: str) -> bool:
    """Whether one table goes on where the other has ended: '트럭 | 2 | | ' below '버스 | 4 | 차고 | 30'.

    What stands over the labels of the other (`head`) is not what rows may have none of: '비고', '담당'.
    """
    parts = [(row[:column], row[column:]) for row in body]
    both = [all(any(cell.text.strip() for cell in part) for part in pair) for pair in parts]
    pairs = both.index(False) if False in both else len(both)
    if not _FEWEST_PAIRS <= pairs < len(body) or any(both[pairs:]) or head in ATTRIBUTE_HEADS:
        return False
    names = [[compact(row[place].text) for row in body[:pairs]] for place in (0, column)]
    return all(all(side) and len(set(side)) == pairs for side in names)


def _has_labels(rows: Rows, column: int) -> bool:
    """Whether under the head a column holds words and no figures."""
    kinds = [kind_of(row[column].text) for row in rows[1:] if row[column].text.strip()]
    words = sum(kind in WORDS for kind in kinds)
    return words >= _FEWEST_LABELS and words == len(kinds)


def _has_figures(rows: Rows, first: int, last: int) -> bool:
    """Whether some column of a part holds figures in most of its filled cells."""
    for column in range(first, last):
        cells = [row[column].text for row in rows[1:] if row[column].text.strip()]
        if sum(is_value(cell) for cell in cells) > len(cells) // 2:
            return True
    return False


def _half(grid: Grid, part: slice, header: int) -> Grid | None:
    """One of the tables, without the rows in which it has nothing."""
    rows = [list(row[part]) for row in grid.rows]
    title = ""
    names = {name for cell in rows[0] if (name := compact(cell.text))}
    if len(names) == 1 and header > 1:
        title = clean_name(rows.pop(0)[0].text)
        header -= 1
    head = rows[: max(header, 1)]
    body = [row for row in rows[max(header, 1) :] if any(cell.text.strip(" -–—") for cell in row)]
    raw = Raw(
        [*head, *body],
        grid.layout,
        grid.lines,
        header=header if header > 0 else None,
        unit=grid.unit,
        caption=" ".join(name for name in (grid.caption, title) if name),
    )
    half = assemble(raw)
    return replace(half, as_of=grid.as_of, beside=True) if half else None
