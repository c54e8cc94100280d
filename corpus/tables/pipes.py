r"""Tables between pipes (`| a | b |`, with or without `|---|---|` under the header)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import Raw, assemble, cell_text, numbers
from corpus.tables.boxes import is_rule
from corpus.tables.headers import compact, count_header, has_column_of_figures
from corpus.tables.paged import next_page

# a line with more is no row of a table
MAX_PIPES: Final = 200
_RULE_CELL = re.compile(r"^\s*(?::?-{2,}:?|:-+:?|-+:)\s*$")
_ESCAPED = re.compile(r"\\\|")
_PLACEHOLDER = "\ue000"
_UPRIGHT = re.compile(r"[│┃║｜￨]")

Row = list[Cell]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line between pipes: its number and its cells, none for a rule line."""

    number: int
    cells: Row


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The pipe tables of a document, in order; `taken` holds the line ranges of other tables.

    A header of two rows, the second one below the rule line, is read as two header rows.
    """
    held = numbers(taken)
    runs: list[list[_Line]] = []
    number = 1
    while number <= len(lines):
        last = number
        while last <= len(lines) and last not in held and _is_row(lines[last - 1]):
            last += 1
        if last > number:
            edged = _is_edged(lines[number - 1])
            run = [_line(lines[at - 1], at, edged=edged) for at in range(number, last)]
            if runs and next_page(lines, runs[-1][-1].number) == number and _goes_on(runs[-1], run):
                runs[-1] += _without_head(runs[-1], run)
            else:
                runs.append(run)
        number = last + 1
    return [grid for run in runs if (grid := _grid(run, lines))]


def _goes_on(run: Sequence[_Line], following: Sequence[_Line]) -> bool:
    """Whether lines on the next page go on with a table: as many cells, no header or the same once more."""
    head, again = _head(run), _head(following)
    rows = [line for line in following if line.cells]
    alike = bool(rows) and len(rows[0].cells) == len(run[0].cells)
    return alike and (not again or _texts(head) == _texts(again))


def _without_head(run: Sequence[_Line], following: Sequence[_Line]) -> list[_Line]:
    """The lines of the next page without the header that it repeats, be it without a rule line."""
    head = _texts([line for line in run if line.cells])
    rows = [line for line in following if line.cells]
    same = 0
    while same < min(len(head), len(rows) - 1) and _texts(rows)[same] == head[same]:
        same += 1
    return rows[same:]


def _head(run: Sequence[_Line]) -> list[_Line]:
    """The lines above the first rule line that has any above it."""
    rule = next((at for at, line in enumerate(run) if at and not line.cells), 0)
    return [line for line in run[:rule] if line.cells]


def _texts(run: Sequence[_Line]) -> list[list[str]]:
    return [[compact(cell.text) for cell in line.cells] for line in run]


def _is_row(line: str) -> bool:
    """True for a line within pipes, and for one between them beside two or more ('a | b | c')."""
    text = line.strip()
    if is_rule(text):
        return True
    if "|" not in text and _UPRIGHT.search(text):
        return len(_UPRIGHT.findall(text)) in range(2, MAX_PIPES)
    pipes = text.count("|")
    return 2 <= pipes <= MAX_PIPES and (text.startswith("|") or (" | " in text and "\t" not in text))


def _is_edged(line: str) -> bool:
    """Whether a table whose first line this is has pipes around its lines too, not only between cells."""
    return line.strip().startswith("|") or "|" not in line


def _split(line: str, *, edged: bool) -> list[str]:
    text = line.strip()
    text = _ESCAPED.sub(_PLACEHOLDER, text) if "|" in text else _UPRIGHT.sub("|", text)
    text = text.removeprefix("|").removesuffix("|") if edged else text
    return [part.replace(_PLACEHOLDER, "|") for part in text.split("|")]


def _line(line: str, number: int, *, edged: bool) -> _Line:
    """The line's cells; none for a rule line."""
    parts = _split(line, edged=edged)
    if is_rule(line) or all(_RULE_CELL.match(part) for part in parts):
        return _Line(number, [])
    return _Line(number, [Cell(cell_text(part).strip(), (number, number)) for part in parts])


def _grid(run: Sequence[_Line], lines: Sequence[str]) -> Grid | None:
    """The Grid of a run of pipe lines; None for a single line and for prose with pipes in it."""
    rows = [line.cells for line in run if line.cells]
    rule = len(_head(run))
    edged = _is_edged(lines[run[0].number - 1])
    if len(rows) < 2 or (not rule and not edged and not _is_table(rows)):
        return None
    return assemble(Raw(rows, "pipes", (run[0].number, run[-1].number), header=_header(rows, rule)))


def _is_table(rows: list[Row]) -> bool:
    """Whether lines with pipes only between their cells are a table: '항목 | 예산 | 결산', '운영 | 9 | 8'.

    Each has as many cells as the header of names, and a column of figures stands under one of those.
    """
    texts = [[cell.text for cell in row] for row in rows]
    alike = len(rows) > 2 and all(len(row) == len(rows[0]) for row in rows)
    heads = count_header(texts) if alike else 0
    return heads > 0 and has_column_of_figures(texts[heads:])


def _header(rows: list[Row], rule: int) -> int | None:
    """The rows above the rule line, and those below it that go on with the header."""
    if not rule:
        return None
    return max(rule, count_header([[cell.text for cell in row] for row in rows]))
