r"""Tables between pipes (`| a | b |`, with or without `|---|---|` under the header)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from corpus.markers import is_page_number
from corpus.model import Cell, Grid, Lines
from corpus.tables import tabs_stripped
from corpus.tables.assemble import Raw, assemble, cell_text, numbers
from corpus.tables.boxes import is_rule
from corpus.tables.cell_kinds import compact
from corpus.tables.headers import count_header, has_column_of_figures
from corpus.tables.paged import next_page
from corpus.tables.stacked.hard_wrapped import unwrapped

# a line with more is no row of a table
MAX_PIPES: Final = 200
_RULE_CELL = re.compile(r"^\s*(?::?-{2,}:?|:-+:?|-+:)\s*$")
_ESCAPED = re.compile(r"\\\|")
_PLACEHOLDER = "\ue000"
_UPRIGHT = re.compile(r"[│┃║｜￨]")
# on the next page over the names of the columns: '(앞에서 계속)', '(단위: 백만원)'
_AGAIN = re.compile(
    r"[(（<\[]?\s?(?:앞에서|앞\s?장에서|앞면에서)?\s?계\s?속\s?[)）>\]]?|[(（\[]\s?단\s?위[^()（）]*[)）\]]"
)
_FEWEST_NAMES: Final = 3
_LEAST_ROWS: Final = 2
_LONGEST_PAIR: Final = 12  # of the names over two columns

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
        paired = _is_pair(lines[number - 1])
        while last <= len(lines) and last not in held and _is_row(lines[last - 1]):
            if _is_pair(lines[last - 1]) != paired:
                break
            last += 1
        if last > number:
            edges = _edges(lines[number - 1 : last - 1])
            run = [_line(lines[at - 1], at, edges) for at in range(number, last)]
            if runs and _is_next(runs[-1], run, lines):
                runs[-1] += _without_head(runs[-1], run)
            else:
                runs.append(run)
        number = max(last, number + 1)
    return [grid for run in runs if (grid := _grid(run, lines))]


def _is_next(run: Sequence[_Line], following: Sequence[_Line], lines: Sequence[str]) -> bool:
    """Whether lines go on with a table on the next page, maybe below '(계속)' and its unit and its names."""
    last, first = run[-1].number, following[0].number
    if next_page(lines, last) == first:
        return _goes_on(run, following)
    between = [line.strip() for line in lines[last : first - 1] if line.strip()]
    told = [line for line in between if not _AGAIN.fullmatch(line)]
    paged = len(told) < len(between) and all(is_page_number(line) for line in told)
    return paged and _texts(run[:1]) == _texts(following[:1]) and len(run[0].cells) >= _FEWEST_NAMES


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
    """True for a line within pipes, and for one between them beside two or more ('a | b | c', 'a|b|c')."""
    text = line.strip()
    if is_rule(text):
        return True
    if "|" not in text and _UPRIGHT.search(text):
        return len(_UPRIGHT.findall(text)) < MAX_PIPES
    pipes = text.count("|")
    return 2 <= pipes <= MAX_PIPES and (text.startswith("|") or "\t" not in text)


def _is_pair(line: str) -> bool:
    """Whether a line has one upright line between its two cells: '현행│개정안'."""
    return "|" not in line and len(_UPRIGHT.findall(line)) == 1


def _edges(run: Sequence[str]) -> tuple[bool, bool]:
    """Whether a table has edges before and behind its lines too, not only between cells."""
    texts = [line.strip() for line in run]
    if "|" in texts[0]:
        return (texts[0].startswith("|"),) * 2
    return all(_UPRIGHT.match(text) for text in texts), all(_UPRIGHT.match(text[-1]) for text in texts)


def _split(line: str, edges: tuple[bool, bool]) -> list[str]:
    text = line.strip()
    text = _ESCAPED.sub(_PLACEHOLDER, text) if "|" in text else _UPRIGHT.sub("|", text)
    text = text.removeprefix("|") if edges[0] else text
    text = text.removesuffix("|") if edges[1] else text
    return [part.replace(_PLACEHOLDER, "|") for part in text.split("|")]


def _line(line: str, number: int, edges: tuple[bool, bool]) -> _Line:
    """The line's cells; none for a rule line."""
    parts = _split(line, edges)
    if is_rule(line) or all(_RULE_CELL.match(part) for part in parts):
        return _Line(number, [])
    return _Line(number, [Cell(cell_text(part).strip(), (number, number)) for part in parts])


def _grid(run: Sequence[_Line], lines: Sequence[str]) -> Grid | None:
    """The Grid of a run of pipe lines; None for a single line and for prose with pipes in it."""
    rows = [line.cells for line in run if any(cell.text for cell in line.cells)]
    if len(rows) < _LEAST_ROWS:
        return None
    rule = sum(any(cell.text for cell in line.cells) for line in _head(run))
    first = lines[run[0].number - 1].strip()
    upright = "|" not in first
    if upright and not rule:
        rows = unwrapped(rows, "\n".join(lines))
    if upright and _is_pair(first) and not _are_pairs(rows):
        return None
    bare = not upright and not first.startswith("|")
    if not rule and bare and not _is_table(rows):
        return None
    return table_of(rows, rule, (run[0].number, run[-1].number))


def table_of(rows: list[Row], rule: int, span: Lines) -> Grid | None:
    """The Grid of rows between pipes, the first `rule` of them above a rule line; None for no table."""
    if stripped := tabs_stripped.read(rows, span):
        return replace(stripped, layout="pipes")
    return assemble(Raw(rows, "pipes", span, header=_header(rows, rule)))


def _is_table(rows: list[Row]) -> bool:
    """Whether lines with pipes only between their cells are a table: '항목 | 예산 | 결산', '운영 | 9 | 8'.

    Each has as many cells as the header of names, and a column under one of those holds figures and dashes.
    """
    texts = [[cell.text for cell in row] for row in rows]
    alike = len(rows) > 1 and all(len(row) == len(rows[0]) for row in rows)
    heads = count_header(texts) if alike else 0
    return heads > 0 and has_column_of_figures(texts[heads:])


def _are_pairs(rows: list[Row]) -> bool:
    """Whether lines with one upright line are a table: names without figures over rows with both cells."""
    names = [compact(cell.text) for cell in rows[0]]
    named = all(0 < len(name) <= _LONGEST_PAIR and not any(map(str.isdigit, name)) for name in names)
    return named and len(rows) > 1 and all(cell.text for row in rows for cell in row)


def _header(rows: list[Row], rule: int) -> int | None:
    """The rows above the rule line, and those below it that go on with the header."""
    if not rule:
        return None
    return max(rule, count_header([[cell.text for cell in row] for row in rows]))
