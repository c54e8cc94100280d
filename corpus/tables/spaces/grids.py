"""The rows of a flattened table under its header: their labels, and their figures in the columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from corpus.model import Cell, Grid
from corpus.tables.headers import ATTRIBUTE_HEADS
from corpus.tables.spaces.align import Places, align, certain
from corpus.tables.spaces.cycled import with_groups
from corpus.tables.spaces.front import two_label_cells
from corpus.tables.spaces.group_words import with_group_words
from corpus.tables.spaces.header import HeadCell, is_label_word
from corpus.tables.spaces.kinds import NUMBERS, TOTALS
from corpus.tables.spaces.lines import Line, Region, is_row, is_sparse
from corpus.tables.spaces.rows import RawRow, raw_rows, with_tail
from corpus.tables.spaces.solve import Solution
from corpus.units import is_known

# '□ 추진상황 : 검토중(행정국 협조)'
_OUTCOME: Final = re.compile(r"[:：]\s*([가-힣 ]{2,12})(?:[(（].*)?$")
# a label behind its number: '3 골목 축제'
_ROW_NUMBER: Final = re.compile(r"^\s*(\d{1,3})[.)]?\s+(\S.*)$")
_IN_BRACKETS: Final = re.compile(r"[(（][^()（）]*[)）]")
_LABEL_CELLS: Final = 2


def grid_of(region: Region, solution: Solution, lines: Sequence[str]) -> Grid:
    """The grid of a region under its header."""
    found = solution.arrangement
    leading = region.head[solution.end :]
    if _IN_BRACKETS.fullmatch(
        "".join(line.key for line in leading)
    ):  # '(교육장', '포함)': the rest of a name
        leading = ()
    beside = len(found.labels) > 1 and found.labels[-1].key in ATTRIBUTE_HEADS
    rows = raw_rows(leading, region.body, region.below, beside=beside)
    rows = with_group_words(found.labels, rows)
    if found.remark:
        rows = [with_tail(row, solution.width) for row in rows]
    labels = two_label_cells(found.labels, rows) or _label_cells(found.labels, rows)
    remarks = any(row.tail for row in rows) and found.remark
    depth = max(len(path) for path in found.paths)
    header: list[tuple[Cell, ...]] = []
    for level in range(depth):
        cells = [path[min(level, len(path) - 1)].cell for path in found.paths]
        header.append((*labels[0], *cells, *([found.remark.cell] if found.remark and remarks else [])))
    body: list[tuple[Cell, ...]] = []
    doubts: set[int] = set()
    torn = _torn(found.labels, rows, [*leading, *region.body, *region.below])
    for row, label, ways in zip(rows, labels[1:], _ways(rows, solution, lines), strict=True):
        places = {} if id(row) in torn else certain(ways)
        if len(places) != len(row.values):
            doubts.add(depth + len(body))
        values = [Cell("", row.lines)] * solution.width
        for value, column in places.items():
            values[column] = row.values[value]
        body.append((*label, *values, *([row.tail or Cell("", row.lines)] if remarks else [])))
    return made((*header, *body), depth, doubts)


def _torn(heads: Sequence[HeadCell], rows: Sequence[RawRow], lines: Sequence[Line]) -> set[int]:
    """The ids of rows whose labels other lines may belong to, where a row has two cells for labels.

    '부서 사업명' over '노후 상수관', '수도과 1,200 600', '교체', '골목 공연 900 300': which of the lines go
    on which label, and which is a group's, is lost.
    """
    named = len(heads) >= _LABEL_CELLS and is_label_word(heads[-1].key)
    if not named or heads[0].key in NUMBERS or heads[-1].key in ATTRIBUTE_HEADS:
        return set()
    labelled = {line.number: bool(line.label) for line in lines if is_row(line) or is_sparse(line)}
    loose = {line.number for line in lines} - labelled.keys()
    found: set[int] = set()
    for row in rows:
        number = row.values[0].lines[0]
        first, last = row.label.lines
        joined = labelled.get(number, False) and first < last
        halved = not labelled.get(number, True) and last < number and number + 1 in loose
        if not row.parts and (joined or (halved and any(labelled.values()))):
            found.add(id(row))
    return found


def made(rows: Sequence[tuple[Cell, ...]], header: int, doubts: Iterable[int]) -> Grid:
    """A grid of rows; its lines are those of its cells."""
    first = min(cell.lines[0] for row in rows for cell in row)
    last = max(cell.lines[1] for row in rows for cell in row)
    return Grid(tuple(rows), header, "spaces", (first, last), doubts=frozenset(doubts))


def _label_cells(heads: Sequence[HeadCell], rows: Sequence[RawRow]) -> list[list[Cell]]:
    """The label cells of the header and of each row: the number of the row, its groups, its own label.

    A row's own label stands in the place of the groups that it has not.
    """
    if not heads and not any(row.label.text for row in rows):
        return [[] for _ in range(len(rows) + 1)]
    numbered = len(heads) > 1 and heads[0].key in NUMBERS
    numbered = numbered and all(_ROW_NUMBER.match(row.label.text) for row in rows)
    over = heads[1:] if numbered else heads
    lines = (over[0].lines[0], over[-1].lines[1]) if over else rows[0].label.lines
    levels = max(len(row.groups) for row in rows) + 1
    head = [Cell(" ".join(cell.text for cell in over), lines)] * levels
    cells = [[heads[0].cell, *head] if numbered else head]
    for row in rows:
        found = _ROW_NUMBER.match(row.label.text) if numbered else None
        label = Cell(found[2], row.label.lines) if found else row.label
        own = [*row.groups, *[label] * (levels - len(row.groups))]
        cells.append([Cell(found[1], row.label.lines), *own] if found else own)
    groups = with_groups(rows) if levels <= _LABEL_CELLS and not numbered else None
    if groups:
        names = [cell.cell for cell in over] if len(over) == _LABEL_CELLS else head[:1] * _LABEL_CELLS
        return [names, *(list(pair) for pair in groups)]
    return _with_units(cells) if over and over[-1].text.split()[-1:] == ["단위"] else cells


def _with_units(cells: list[list[Cell]]) -> list[list[Cell]]:
    """The label cells, the units behind the labels apart: '인 구 명' under '구 분 단위'."""
    parts = [row[-1].text.rpartition(" ") for row in cells]
    if not all(label.strip() and is_known(unit) for label, _, unit in parts[1:]):
        return cells
    return [
        [*row[:-1], Cell(label, row[-1].lines), Cell(unit, row[-1].lines)]
        for row, (label, _, unit) in zip(cells, parts, strict=True)
    ]


def _ways(rows: Sequence[RawRow], solution: Solution, lines: Sequence[str]) -> list[list[Places]]:
    """The ways in which the rows' values can stand under the columns."""
    heads = [path[-1].key.partition("(")[0] for path in solution.arrangement.paths]
    sparse = any(len(row.values) < solution.width for row in rows)
    return align(
        [row.label.text for row in rows],
        [[value.text for value in row.values] for row in rows],
        solution.width,
        total_first=heads[0] in TOTALS,
        tallies=_tallies(heads, lines) if sparse else (),
    )


def _tallies(heads: Sequence[str], lines: Sequence[str]) -> list[int]:
    """How many lines give each word as the outcome of an item: '□ 추진상황 : 추진완료' one of '완료'."""
    outcomes = [found[1] for line in lines if len(line) < 80 and (found := _OUTCOME.search(line))]
    compact = ["".join(outcome.split()) for outcome in outcomes]
    return [sum(outcome.endswith(head) for outcome in compact) for head in heads]
