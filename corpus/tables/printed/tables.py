"""Tables as converters of PDF files print them (`pdftotext -layout`): cells in columns of spaces.

The converter sets a cell of several lines, or one merged over several rows, in the middle of its height, so
the line of a row's figures need not hold its label. What does not come out even is not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from corpus.joining import width
from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.aligned.lines import Block, Line, Measure, edges, names_off, split_lines
from corpus.tables.assemble import Raw, assemble, numbers
from corpus.tables.cell_kinds import compact, is_value
from corpus.tables.headers import COUNTER_HEADS
from corpus.tables.paged import add_part, is_between
from corpus.tables.printed.columns import (
    FEWEST,
    Columns,
    cells_of,
    figure_columns,
    first_row,
    ways_of_columns,
)
from corpus.tables.printed.groups import with_groups
from corpus.tables.printed.heads import read_heads
from corpus.tables.printed.rows import Printed, Rows, find_rows
from corpus.tables.spaces.words import is_caption, is_furniture
from corpus.units import bracket_units

_RULES: Final = re.compile(r"[-=─━_]{4}")
_NOTE: Final = re.compile(r"[(（\[〔][^()（）]*[)）\]〕]$")  # '(백만원)' over a table
_GAPS: Final = re.compile(r"\s{2,}")
_MOST_BLANK: Final = 3
_LONGEST: Final = 250
_MOST_HEADS: Final = 7
_MOST_NAMES: Final = 0.7  # of the rows: more parts of names before rows are of their own labels


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables that a converter has printed in columns of spaces, in document order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    grids: list[Grid] = []
    for run in _runs(lines, numbers(taken)):
        before = grids[-1] if grids and _is_next(lines, grids[-1].lines[1], run[0][0]) else None
        split = {measure: split_lines(run, measure) for measure in (len, width)}
        ways = [
            (_blanks(grid), edges(told), names_off(told), grid)
            for measure, told in split.items()
            if (grid := _grid(run, told, measure, before))
        ]
        best = min(ways, key=lambda way: way[:3]) if ways else None
        if best and best[-1].header > 1 and best[1] > min(map(edges, split.values())):
            continue  # names over groups that stand elsewhere as the columns are counted
        if best:
            add_part(grids, best[-1], lines)
        elif before and split[len][0].figures:
            grids.pop()  # rows that go on without a header are read with those before them, or none are
    return grids


def _blanks(grid: Grid) -> int:
    """How many cells of the rows are blank: more where the columns were counted in the wrong way."""
    return sum(not cell.text for row in grid.rows[grid.header :] for cell in row)


def _is_next(lines: Sequence[str], last: int, first: int) -> bool:
    """Whether a page ends between two lines, and nothing but what is of the page stands there."""
    between = [line for line in lines[last : first - 1] if line.strip()]
    paged = any("\f" in line for line in lines[last:first]) or bool(between)
    return paged and all(map(is_between, between))


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[Block]:
    """The runs of lines that may be a table on one page: no heading, bullet or caption is in them."""
    run: Block = []
    blank = 0
    for number, line in enumerate([*lines, "\f"], 1):
        text = line.strip()
        paged = is_furniture(line)
        ends = line.startswith("\f") or paged or blank > _MOST_BLANK
        free = (
            number not in elsewhere and len(line) <= _LONGEST and "\t" not in line and text[:1] not in "|<│"
        )
        stop = text and (not free or is_caption(line) or _is_title(line) or _is_note(text, run, number))
        if (ends and (text or blank > _MOST_BLANK or line.startswith("\f"))) or stop:
            if run:
                yield run
            run = []
        blank = 0 if text else blank + 1
        if text and not stop and not paged:
            run.append((number, line))


def _is_note(text: str, run: Block, number: int) -> bool:
    """Whether a line is a note over a table: '(백만원)'; '(7곳)' below figures goes on their label."""
    below = bool(run) and run[-1][0] == number - 1 and not bracket_units(text)
    pieces = _GAPS.split(run[-1][1].strip()) if below else []
    return bool(_NOTE.match(text)) and sum(map(is_value, pieces[1:])) < FEWEST - 1


def _is_title(line: str) -> bool:
    """Whether a line is a heading, a bullet or a note: a mark and no more than one gap."""
    return bool(read_mark(line).style) and len([part for part in line.strip().split("  ") if part]) < FEWEST


def _grid(run: Block, lines: Sequence[Line], measure: Measure, before: Grid | None) -> Grid | None:
    """The table of a run, without rows where only the groups of these are not certain; None for no table.

    `lines` are those of the run in their pieces, as `measure` counts columns; `before` is the table on the
    page before, under whose names rows without any go on.
    """
    first = first_row(lines)
    if any(_RULES.search(line) for _, line in run):  # names under rules
        return None
    if any(read_mark(line).style for _, line in run[:first]):  # '◇ 민원(건)   2030년   2031년': a title too
        return None
    if {len(gap) for _, line in run for gap in _GAPS.findall(line.strip())} == {2}:  # no columns to print in
        return None
    left: Grid | None = None
    for columns in ways_of_columns(lines[first:]):
        printed = _printed(lines, first, columns, measure)
        rows = _rows(printed, len(columns.spans), first - len(lines) + len(printed)) if printed else None
        if rows is None:
            continue
        found, cells, figures = rows
        above = lines[: len(lines) - len(printed) + found.head][-_MOST_HEADS:]
        head = read_heads(above, columns.spans, figures, measure, found.rows)
        if head is None and before and before.width == len(columns.spans) and len(above) <= 1 and cells:
            body = tuple(map(tuple, cells))
            span = (body[0][0].lines[0], lines[-1].number)
            return replace(before, rows=(*before.rows[: before.header], *body), lines=span)
        if not head or not (min(figures) or compact(head[-1][0].text) in COUNTER_HEADS):
            continue
        span = (min(cell.lines[0] for row in head for cell in row), lines[-1].number)
        if not cells and all(row[1].text for row in found.rows):
            left = left or Grid(tuple(map(tuple, head)), len(head), "spaces", span)
        elif cells and all(row[0].text for row in cells):
            return assemble(Raw([*head, *cells], "spaces", span, header=len(head), merged=False))
    return left


def _printed(lines: Sequence[Line], first: int, columns: Columns, measure: Measure) -> list[Printed]:
    """The lines as cells, from the topmost that may be of the rows on; none where one does not fit."""
    printed: list[Printed] = []
    for at in reversed(range(len(lines))):
        cells = cells_of(lines[at], columns, measure)
        if cells is None:
            return [] if at >= first else printed
        apart = at > 0 and lines[at].number - lines[at - 1].number > 1
        printed.insert(0, Printed(lines[at].number, cells, apart))
    return printed


def _rows(
    printed: Sequence[Printed], width: int, start: int
) -> tuple[Rows, list[list[Cell]], list[int]] | None:
    """The rows of a table, the names of groups in each, and its columns of figures.

    None where the rows are not certain; none of them where their groups are not.
    """
    figures = figure_columns([line.cells for line in printed[start:]], width)
    anchors = [
        at
        for at in range(max(start, 0), len(printed))
        if sum(map(bool, printed[at].cells)) > 1 and any(is_value(printed[at].cells[c]) for c in figures)
    ]
    if not anchors:
        return None
    alone: dict[int, Cell] = {}
    if _are_grouped([printed[at].cells for at in anchors], printed, anchors[0], figures):
        alone = {
            at: Cell(line.cells[0], (line.number, line.number))
            for at, line in enumerate(printed)
            if at > anchors[0] and line.cells[0] and not any(line.cells[1:])
        }
    found = find_rows(printed, anchors, alone)
    if found is None:
        return None
    grouped = alone or (not {0, 1} & set(figures) and any(not row[0].text for row in found.rows))
    cells = with_groups(found, len(printed), alone) if grouped else found.rows
    return found, cells or [], figures


def _are_grouped(
    rows: Sequence[Sequence[str]], printed: Sequence[Printed], first: int, figures: Sequence[int]
) -> bool:
    """Whether the first column holds names of groups: the second one names the rows, and names are fewer."""
    if {0, 1} & set(figures) or any(not row[1] for row in rows[1:-1]):
        return False
    names = sum(bool(line.cells[0]) for line in printed[first:])
    return names <= _MOST_NAMES * len(rows)
