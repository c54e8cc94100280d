r"""Tables between pipes (`| a | b |`, with or without `|---|---|` under the header)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import Raw, assemble, cell_text, numbers
from corpus.tables.boxes import is_rule
from corpus.tables.headers import count_header, has_column_of_figures

# a line with more is no row of a table
MAX_PIPES: Final = 200
_RULE_CELL = re.compile(r"^\s*:?-{2,}:?\s*$")
_ESCAPED = re.compile(r"\\\|")
_PLACEHOLDER = "\ue000"
_UPRIGHT = re.compile(r"[│┃║｜￨]")

Row = list[Cell]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The pipe tables of a document, in order; `taken` holds the line ranges of other tables.

    A header of two rows, the second one below the rule line, is read as two header rows.
    """
    grids: list[Grid] = []
    held = numbers(taken)
    number = 1
    while number <= len(lines):
        last = number
        while last <= len(lines) and last not in held and _is_row(lines[last - 1]):
            last += 1
        if last > number:
            grid = _grid(lines, number, last - 1)
            if grid:
                grids.append(grid)
        number = last + 1
    return grids


def _is_row(line: str) -> bool:
    """True for a line within pipes, and for one between them beside two or more ('a | b | c')."""
    text = line.strip()
    if is_rule(text):
        return True
    if "|" not in text and _UPRIGHT.search(text):
        return len(_UPRIGHT.findall(text)) in range(2, MAX_PIPES)
    pipes = text.count("|")
    return 2 <= pipes <= MAX_PIPES and (text.startswith("|") or (" | " in text and "\t" not in text))


def _split(line: str) -> list[str]:
    text = line.strip()
    text = _ESCAPED.sub(_PLACEHOLDER, text) if "|" in text else _UPRIGHT.sub("|", text)
    text = text.removeprefix("|").removesuffix("|")
    return [part.replace(_PLACEHOLDER, "|") for part in text.split("|")]


def _grid(lines: Sequence[str], first: int, last: int) -> Grid | None:
    """The Grid of a run of pipe lines; None for a single line and for prose with pipes in it."""
    rows: list[Row] = []
    rules: list[int] = []
    for number in range(first, last + 1):
        line = lines[number - 1]
        parts = _split(line)
        if is_rule(line) or all(_RULE_CELL.match(part) for part in parts):
            rules.append(len(rows))
            continue
        rows.append([Cell(cell_text(part).strip(), (number, number)) for part in parts])
    rule = next((at for at in rules if at), 0)
    edged = lines[first - 1].strip().startswith("|") or "|" not in lines[first - 1]
    if len(rows) < 2 or (not rule and not edged and not _is_table(rows)):
        return None
    return assemble(Raw(rows, "pipes", (first, last), header=_header(rows, rule)))


def _is_table(rows: list[Row]) -> bool:
    """Whether lines with pipes only between their cells are a table: '항목 | 예산 | 결산', '운영 | 9 | 8'.

    Each has as many cells as the header of names, and a column of figures stands under one of those.
    """
    texts = [[cell.text for cell in row] for row in rows]
    alike = len(rows) > 2 and all(len(row) == len(rows[0]) for row in rows)
    if not alike or not count_header(texts):
        return False
    return has_column_of_figures(texts[1:])


def _header(rows: list[Row], rule: int) -> int | None:
    """The rows above the rule line, and those below it that go on with the header."""
    if not rule:
        return None
    return max(rule, count_header([[cell.text for cell in row] for row in rows]))
