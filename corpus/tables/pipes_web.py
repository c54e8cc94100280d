"""Tables of web pages as extraction writes them: pipes behind the cells, a rule under the first row.

    구분 | 2031년 | 2030년 | 증감액 | ||           a name over two columns is written once, what it lacks in
    ---|---|---|---|---|---|                   width is made up at the end of the row
    예산액 | 구성비 | 예산액 | 구성비 | ||
    합계 | 1,000 | 100 | 900 | 100 | 100 |     a label over several rows stands in the first of them only,
    새빛 기금 |                                 and a line break within a cell breaks the row
    400 | 40 | 300 | 33 | 100 |

How names of the first row lie over those of the second follows from their numbers; where several ways remain,
from what adds up and from what names a measure. The columns of a head that cannot be laid out have no names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import Raw, assemble, cell_text, numbers
from corpus.tables.cell_kinds import VALUES, compact, is_value, kind_of
from corpus.tables.spaces.words import number_of
from corpus.tables.sums import is_total

_RULE = re.compile(r"^\s*(?:-{3,}\s*\|\s*)+$")
_MEASURE = re.compile(r"(?:액|율|률|비|수|증감|^[총합소]?계)(?:\(.{1,8}\))?$")
_MOST_HEAD_ROWS: Final = 2

Row = list[Cell]


@dataclass(frozen=True, slots=True)
class _Shape:
    """How wide a table is, and how many of its first columns hold labels."""

    width: int
    labels: int


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of a document whose lines end with pipes and do not start with one.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids in document order; a row whose cells could stand elsewhere is in `doubts`.
    """
    held = numbers(taken)
    grids: list[Grid] = []
    for number, line in enumerate(lines, 1):
        if number < 2 or number in held or not _RULE.match(line) or not _is_row(lines[number - 2]):
            continue
        last = number
        while last < len(lines) and last + 1 not in held and _is_row(lines[last]):
            last += 1
        # the row over the next rule is the head of the next table
        if last < len(lines) and _RULE.match(lines[last]):
            last -= 1
        rows = list(_rows(lines, number, last))
        grid = _grid(rows, (number - 1, last))
        if grid:
            grids.append(grid)
    return grids


def _is_row(line: str) -> bool:
    text = line.strip()
    return text.endswith("|") and not _RULE.match(line) and not (text.startswith("|") and text.strip("| "))


def _cells(line: str, number: int) -> Row:
    return [Cell(cell_text(part).strip(), (number, number)) for part in line.strip().split("|")[:-1]]


def _rows(lines: Sequence[str], rule: int, last: int) -> Iterator[Row]:
    """The rows of a table, broken ones joined, without the blanks that fill them up at the end."""
    width = lines[rule - 1].count("|")
    row: Row = []
    for number in [rule - 1, *range(rule + 1, last + 1)]:
        cells = _cells(lines[number - 1], number)
        if row and (number == rule + 1 or len(row) + len(cells) > width + 1):
            yield _without_end(row)
            row = []
        row += cells
        if len(row) >= width:
            yield _without_end(row)
            row = []
    if row:
        yield _without_end(row)


def _without_end(row: Row) -> Row:
    filled = [at for at, cell in enumerate(row) if cell.text]
    return row[: filled[-1] + 1] if filled else []


def _grid(rows: list[Row], span: Lines) -> Grid | None:
    rows = [row for row in rows if row]
    first = next((at for at, row in enumerate(rows) if at and _has_values(row)), 0)
    caption = ""
    if first > 1 and len(rows[0]) == 1:
        caption, rows, first = rows[0][0].text, rows[1:], first - 1
    if not first:
        return assemble(Raw(rows, "pipes", span, header=1)) if len(rows) > 1 else None
    shape = _shape(rows[first:])
    if shape.width < 2:
        return None
    placed = [_placed(row, shape) for row in rows[first:]]
    body = [row for row, _ in placed]
    head = _head(rows[:first], shape, body)
    grid = assemble(Raw([*head, *body], "pipes", span, header=len(head), merged=False, caption=caption))
    doubts = frozenset(at for at, (_, sure) in enumerate(placed, len(head)) if not sure)
    return replace(grid, doubts=grid.doubts | doubts) if grid else None


def _has_values(row: Row) -> bool:
    """Whether most of a row behind its label are figures or dashes."""
    rest = [kind_of(cell.text) for cell in row[1:] if cell.text]
    return bool(rest) and sum(kind in VALUES for kind in rest) * 2 > len(rest)


def _shape(body: list[Row]) -> _Shape:
    """The width of the widest row, and the labels at the front of the rows of that width."""
    width = max(len(row) for row in body)
    counts = Counter(_labels(row) for row in body if len(row) == width)
    return _Shape(width, max(1, min(counts, default=1)))


def _labels(row: Row) -> int:
    return next((at for at, cell in enumerate(row) if at and is_value(cell.text)), len(row))


def _placed(row: Row, shape: _Shape) -> tuple[Row, bool]:
    """A row in its columns, and whether that is certain: with fewer labels its figures keep to the right."""
    missing = shape.width - len(row)
    blank = [Cell("", row[0].lines)] * missing
    values = [cell for cell in row[1:] if is_value(cell.text)]
    if missing and len(values) == len(row) - 1 == shape.width - shape.labels:
        return [row[0], *blank, *row[1:]], True
    return [*row, *blank], not missing or not values


def _head(head: list[Row], shape: _Shape, body: list[Row]) -> list[Row]:
    """The rows of the head laid over the columns, names of two levels; one row without names else."""
    lines = head[0][0].lines
    label = [head[0][0]] * shape.labels
    over, below = head[0][1:], head[1] if len(head) > 1 else []
    room = shape.width - shape.labels
    if len(head) == 1 and len(head[0]) == shape.width:
        return head
    if not below and len(over) == room:
        return [[*label, *over]]
    laid = _laid(over, below, shape, body) if len(head) == _MOST_HEAD_ROWS else None
    if laid is None:
        return [[*label, *([Cell("", lines)] * room)]]
    return [[*label, *laid[0]], [*label, *laid[1]]]


def _laid(over: Row, below: Row, shape: _Shape, body: list[Row]) -> tuple[Row, Row] | None:
    """The names of both levels over each column: `groups` names stand over equal parts of the lower ones."""
    alone = shape.width - shape.labels - len(below)
    groups = len(over) - alone
    if alone < 0 or groups < 1 or len(below) % groups:
        return None
    size = len(below) // groups
    ways = [_lay(over, below, start, groups, size) for start in range(alone + 1)]
    scores = [_score(way, start, groups, shape, body) for start, way in enumerate(ways)]
    best = max(scores)
    return ways[scores.index(best)] if scores.count(best) == 1 else None


def _lay(over: Row, below: Row, start: int, groups: int, size: int) -> tuple[Row, Row]:
    upper: Row = []
    lower: Row = []
    rest = list(below)
    for at, name in enumerate(over):
        if start <= at < start + groups:
            upper += [name] * size
            lower += rest[:size]
            rest = rest[size:]
        else:
            upper.append(name)
            lower.append(name)
    return upper, lower


def _score(way: tuple[Row, Row], start: int, groups: int, shape: _Shape, body: list[Row]) -> tuple[int, int]:
    """How many rows add up under a name with a total, and how few of the names over others are measures."""
    upper, lower = way
    over = list(dict.fromkeys(id(name) for name in upper))[start : start + groups]
    columns = [[at for at, name in enumerate(upper) if id(name) == one] for one in over]
    right = sum(_adds_up(row, shape.labels, part, lower) for row in body for part in columns)
    names = [upper[part[0]].text for part in columns]
    return right, -sum(bool(_MEASURE.search(compact(name))) for name in names)


def _adds_up(row: Row, labels: int, part: list[int], lower: Row) -> bool:
    """Whether the total among some columns of a row is the sum of the others."""
    totals = [at for at in part if is_total(lower[at].text)]
    if len(totals) != 1 or len(part) < 2:
        return False
    values = {at: number_of(row[labels + at].text) for at in part}
    if any(value is None for value in values.values()):
        return False
    rest = sum(value for at, value in values.items() if at != totals[0] and value is not None)
    return bool(values[totals[0]]) and rest == values[totals[0]]
