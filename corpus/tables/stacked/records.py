"""Tables with a cell a line and words among the figures, each row as long as the header.

Nothing parts the rows, but the kinds of the cells repeat: '팀명', '현원', '업무', '기획팀', '12', '예산',
'시설팀', '9', '청사 관리'. Where one column holds figures alone and the others words, a row is as long as
the header has names, in the whole run of lines and in no other way to count it. The header may be one line
between slashes, and the rows may be numbered from 1; then a last cell that is blank ('비고') is known too. A
run that does not come out even is no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.cell_kinds import compact, kind_of
from corpus.tables.headers import COUNTER_HEADS
from corpus.tables.paged import next_page
from corpus.tables.spaces.header import is_label_word
from corpus.tables.spaces.words import is_caption, is_furniture, is_stop, taken_lines
from corpus.tables.spaces.words import kind_of as word_kind

_FEWEST: Final = 3
_MOST: Final = 10
_LEAST_ROWS: Final = 3
_LEAST_HEADED: Final = 2  # rows under a header between slashes
_MOST_TITLES: Final = 2
_LONGEST_NAME: Final = 15
_LONGEST_CELL: Final = 60
_SLASH: Final = re.compile(r"\s+/\s+")
_GAP: Final = re.compile(r"\S\s{3,}\S")
_REMARK: Final = re.compile(r"^(?:비고|참고)$")
_MEASURE: Final = re.compile(r"(?:액|사업비|예산|[율률])$")  # no words stand under it
_YEAR: Final = re.compile(r"^(?:19|20)\d\d$")

Row = list[Cell]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of rows of one length with a cell a line.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids of one header row in document order.
    """
    grids: list[Grid] = []
    for run in _runs(lines, taken_lines(taken)):
        rows = _under_line(run) or _under_names(run)
        if rows:
            span = (rows[0][0].lines[0], rows[-1][-1].lines[1])
            grids.append(Grid(tuple(map(tuple, rows)), 1, "spaces", span))
    return grids


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[Row]:
    """The runs of lines each of which may be a cell; what is of the page may stand in one."""
    run: Row = []
    resume = 0
    for number, line in enumerate(lines, 1):
        if number < resume:
            continue
        below = next_page(lines, number - 1) if run and not line.strip() else 0
        if below and below not in elsewhere:
            resume = below
        elif number in elsewhere or not _is_cell(line):
            yield run
            run = []
        else:
            run.append(Cell(line.strip(), (number, number)))
    yield run


def _is_cell(line: str) -> bool:
    """Whether a line may be a cell, or a header between slashes."""
    text = line.strip()
    if not text or len(text) > _LONGEST_CELL or is_furniture(line) or is_caption(line):
        return False
    if _is_figure(text):
        return True
    return not (_GAP.search(text) or read_mark(line).style or (is_stop(line) and not text[0].isdigit()))


def _under_line(run: Row) -> list[Row]:
    """The rows under the first line of a run that has the names between slashes; none for another run."""
    for at, cell in enumerate(run[: _MOST_TITLES + 1]):
        names = _SLASH.split(cell.text)
        if _FEWEST <= len(names) <= _MOST and _are_names(names):
            head = [Cell(name, cell.lines) for name in names]
            return _rows(head, run[at + 1 :], _LEAST_HEADED)
    return []


def _under_names(run: Row) -> list[Row]:
    """The rows under the names that a run starts with, where the run can be counted in one way only."""
    ways: list[list[Row]] = []
    for titles in range(_MOST_TITLES + 1):
        for width in range(_FEWEST, min(_MOST, len(run) // (_LEAST_ROWS + 1)) + 1):
            head = run[titles : titles + width]
            named = _are_names([cell.text for cell in head])
            if named and (not titles or is_label_word(compact(head[0].text))):
                ways.append(_rows(head, run[titles + width :], _LEAST_ROWS))
    found = [way for way in ways if way]
    return found[0] if len(found) == 1 else []


def _are_names(names: Sequence[str]) -> bool:
    """Whether texts may be the names of columns: short, different words without figures."""
    keys = [compact(name) for name in names]
    plain = all(0 < len(key) <= _LONGEST_NAME and kind_of(key) in {"text", "name"} for key in keys)
    return plain and len(set(keys)) == len(keys)


def _rows(head: Row, cells: Row, least: int) -> list[Row]:
    """The header and the rows of the cells; none where they do not come out even or differ in kind."""
    width = len(head)
    names = [cell.text for cell in head]
    told = [cell for at, cell in enumerate(cells) if not _is_again(names, cells, at)]
    numbered = compact(names[0]) in COUNTER_HEADS
    rows = _numbered(told, width, names[-1]) if numbered else _even(told, width)
    if len(rows) < least or len({row[0].text for row in rows}) < len(rows):
        return []
    columns = list(zip(*rows, strict=True))
    kinds = [_column_kind([cell.text for cell in column]) for column in columns]
    words = kinds[1:].count("words")
    if any(
        kind == "words" and _MEASURE.search(compact(name)) for name, kind in zip(names, kinds, strict=True)
    ):
        return []
    whole = all(kinds) and "figures" in kinds[1:] and words and (numbered or kinds[0] == "words")
    return [head, *rows] if whole else []


def _is_again(names: Sequence[str], cells: Row, at: int) -> bool:
    """Whether a cell is of the header, written once more on a next page."""
    first = range(max(0, at - len(names) + 1), at + 1)
    return any([cell.text for cell in cells[start : start + len(names)]] == list(names) for start in first)


def _even(cells: Row, width: int) -> list[Row]:
    if len(cells) % width:
        return []
    return [cells[start : start + width] for start in range(0, len(cells), width)]


def _numbered(cells: Row, width: int, last: str) -> list[Row]:
    """The rows that start with 1, 2, 3 ...; of one without its remark the last cell is blank."""
    rows: list[Row] = []
    for cell in cells:
        if cell.text.rstrip(".") == str(len(rows) + 1) and (not rows or len(rows[-1]) >= width - 1):
            rows.append([cell])
        elif rows:
            rows[-1].append(cell)
        else:
            return []
    if _REMARK.match(compact(last)):
        rows = [[*row, Cell("", row[-1].lines)] if len(row) == width - 1 else row for row in rows]
    return rows if all(len(row) == width for row in rows) else []


def _column_kind(texts: Sequence[str]) -> str:
    """'figures', 'words' or, where a column holds both, ''; a dash or a blank is of either."""
    told = [text for text in texts if text and kind_of(text) != "dash"]
    if all(_is_figure(text) or _YEAR.match(text) for text in told):
        return "figures"
    return "words" if not any(map(_is_figure, told)) else ""


def _is_figure(text: str) -> bool:
    """Whether a cell is a figure, with a unit or none: not '2단계 경쟁', not '3급'."""
    return word_kind(text) == "figure" or kind_of(text) in {"rate", "range"}
