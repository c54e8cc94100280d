"""Tables whose cells are separated by tabs: one line a row, merged cells blank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.model import Cell, Grid, Lines
from corpus.tables import tabs_stripped
from corpus.tables.assemble import Raw, assemble, cell_text, numbers
from corpus.tables.cell_kinds import compact
from corpus.tables.headers import LABEL_HEADS, count_header, has_figures, is_header_row
from corpus.tables.html import rows_inside
from corpus.tables.paged import is_continued, next_page, only_furniture
from corpus.tables.wrapped import unwrap
from corpus.units import bracket_units

# a line that opens a heading or says what follows, and is no rest of a cell
_HEADING = re.compile(r"^\s*(?:[□■◆◇▣#ⅠⅡⅢⅣⅤⅥⅦⅧ○●<〈【\[]|\d{1,2}\.\s|[가-하]\.\s|[(※]\s?(?:단\s?위|기\s?준))")
# the office behind a heading: '3⇥골목 돌봄⇥복지정책팀'
_OFFICE = re.compile(r"^[가-힣\d·,/ ]{1,20}(?:과|팀|실|국|단|관|원|소|센터|본부|담당)$")
_NUMBER = re.compile(r"^(?:\d{1,2}|[Ⅰ-Ⅻ])\.?$")
_TOLD = re.compile(r"[가-힣][가-힣A-Za-z0-9·() ]{1,20}\s[△▲-]?\d[\d,.]*\s?[^\s\d]{1,4}$")
_QUOTED = re.compile(r'^\s*"([^"]+)"\s*$')
LONG_TITLE: Final = 60
LEAST_ROWS: Final = 3
BLANK: Final = 2  # how far apart lines are that have a blank one between
# a line with more tabs is no row of a table
MAX_TABS: Final = 200
MAX_WRAPPED: Final = 4

Row = list[Cell]


@dataclass(slots=True)
class _Run:
    """Consecutive lines with tabs: their rows, and the last line (a row's twin left out counts too)."""

    rows: list[Row]
    first: int
    last: int


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tab tables of a document, in order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        One Grid a table; a table that goes on after a page break with its header repeated is one Grid.
    """
    elsewhere = numbers(taken)
    whole = _unwrapped(lines, elsewhere)
    elsewhere |= numbers([(run.first, run.last) for run in whole])
    cut = map(_without_heading, [*whole, *_runs(lines, elsewhere)])
    runs = _spaced(sorted(cut, key=lambda run: run.first))
    tables = [run for run in _joined(_split(runs), lines) if not _is_heading(run) and not _is_told(run)]
    return [grid for grid in _assembled(tables) if grid]


def _assembled(tables: Sequence[_Run]) -> list[Grid | None]:
    """The tables, read once more where one has names in the middle of their groups: others have too then."""
    grids: list[Grid | None] = []
    centred = False
    for run in tables:
        rows = _without_ends(run.rows)
        raw = Raw(rows, "tabs", (run.first, run.last))
        grids.append(tabs_stripped.read(rows, (run.first, run.last)) or assemble(raw))
        centred = centred or raw.centred
    if not centred:
        return grids
    return [
        assemble(Raw(list(run.rows), "tabs", (run.first, run.last), centred=True))
        if any(not row[0].text.strip() for row in run.rows)
        else grid
        for run, grid in zip(tables, grids, strict=True)
    ]


def _without_ends(rows: Sequence[Row]) -> list[Row]:
    """The rows without the blank cell that a tab behind the last one leaves at the end of each."""
    ended = all(len(row) > 1 and not row[-1].text.strip() for row in rows)
    return [row[:-1] if ended else row for row in rows]


def _unwrapped(lines: Sequence[str], taken: set[int]) -> list[_Run]:
    """The tables some of whose rows stand on several lines, those put together."""
    found: list[_Run] = []
    block: list[int] = []
    told = 0  # the last line with a tab
    for number, line in enumerate([*lines, ""], 1):
        tabs = line.count("\t")
        told = number if tabs else told
        inside = bool(line.strip()) and number not in taken and tabs <= MAX_TABS and "<" not in line
        goes_on = block and number - told <= MAX_WRAPPED
        if inside and (tabs or (goes_on and (not _HEADING.match(line) or bracket_units(line.rstrip('" '))))):
            block.append(number)
            continue
        while block and "\t" not in lines[block[-1] - 1]:
            block.pop()  # a note below
        rows = [_cells(lines[at - 1], at) for at in block]
        named = _with_names(_unquoted(rows))
        whole = unwrap(named)
        if len(whole) < len(rows) or named != rows:
            found.append(_Run(whole, block[0], block[-1]))
        block = []
    return found


def _unquoted(rows: Sequence[Row]) -> list[Row]:
    """The rows, cells put together that stand between quotes for the breaks in them: '"본관', '(3층)"'."""
    out: list[Row] = []
    for row in rows:
        opened = out[-1][-1].text.strip() if out else ""
        if opened.startswith('"') and not opened.endswith('"'):
            end = out[-1][-1]
            text = f"{opened} {row[0].text.strip()}"
            out[-1] = [*out[-1][:-1], Cell(text, (end.lines[0], row[0].lines[1])), *row[1:]]
        else:
            out.append(list(row))
    return [[Cell(_QUOTED.sub(r"\1", cell.text), cell.lines) for cell in row] for row in out]


def _with_names(rows: Sequence[Row]) -> list[Row]:
    """The rows, a name that stands alone between two without a first cell as a row: that of their group."""
    width = max(map(len, rows), default=0)
    out = list(rows)
    for at in range(1, len(rows) - 1):
        beside = (rows[at - 1], rows[at + 1])
        if len(rows[at]) == 1 and all(len(row) == width and not row[0].text.strip() for row in beside):
            here = rows[at][0].lines
            out[at] = [rows[at][0], *[Cell("", here)] * (width - 1)]
    return out


def _cells(line: str, number: int) -> Row:
    return [Cell(cell_text(part), (number, number)) for part in line.rstrip("\r\n").split("\t")]


def _is_told(run: _Run) -> bool:
    """True for a line of names with their figures: '평균 단가 905.4원⇥생산원가 1,046.3원', which is text."""
    cells = [cell.text.strip() for row in run.rows for cell in row if cell.text.strip()]
    return len(run.rows) == 1 and len(cells) > 1 and all(_TOLD.match(cell) for cell in cells)


def _runs(lines: Sequence[str], taken: set[int]) -> list[_Run]:
    """Runs of lines with tabs, each line as its cells."""
    runs: list[_Run] = []
    wrapped: list[int] | None = None
    twins: set[tuple[str, ...]] = set()
    for number, line in enumerate(lines, 1):
        if number in taken or not 0 < line.count("\t") <= MAX_TABS:
            open_line = wrapped is not None and len(wrapped) < MAX_WRAPPED and number not in taken
            wrapped = [*(wrapped or []), number] if open_line and line.strip() else None
            continue
        inside = [tuple(compact(text) for text in texts) for texts in rows_inside(line)]
        row = _without_twin(_cells(line, number), inside)
        if wrapped and _goes_on(runs[-1], row, lines[wrapped[0] - 1]):
            runs[-1].rows[-1] = _wrap(runs[-1].rows[-1], [lines[at - 1] for at in wrapped], wrapped[-1])
        elif wrapped is None or wrapped:
            runs.append(_Run([], number, number))
            twins = set()
        wrapped = []
        if _key(row) not in twins:
            runs[-1].rows.append(row)
        runs[-1].last = number
        twins |= set(inside)
    return [run for run in runs if run.rows]


def _spaced(runs: Sequence[_Run]) -> list[_Run]:
    """The runs, those of one row each a blank line apart put together: a header and rows as wide as it."""
    out: list[_Run] = []
    at = 0
    while at < len(runs):
        end = at + 1
        while end < len(runs) and _is_next_row(runs[end - 1], runs[end]):
            end += 1
        texts = [[cell.text for cell in run.rows[0]] for run in runs[at:end]]
        if end - at >= LEAST_ROWS and is_header_row(texts[0]) and has_figures(texts[-1]):
            rows = [run.rows[0] for run in runs[at:end]]
            out.append(_Run(rows, runs[at].first, runs[end - 1].last))
        else:
            out += runs[at:end]
        at = end
    return out


def _is_next_row(run: _Run, following: _Run) -> bool:
    """Whether two runs are rows of one table with a blank line between."""
    alone = len(run.rows) == len(following.rows) == 1 and len(run.rows[0]) == len(following.rows[0]) > 1
    return alone and following.first == run.last + BLANK


def _without_heading(run: _Run) -> _Run:
    """The run without the title of what follows right below it: '4⇥골목 돌봄' under rows without numbers."""
    numbered = any(_NUMBER.match(row[0].text.strip()) for row in run.rows[:-1])
    if len(run.rows) < LEAST_ROWS or numbered or not _is_title(run.rows[-1]):
        return run
    rows = run.rows[:-1]
    return _Run(rows, run.first, max(cell.lines[1] for cell in rows[-1]))


def _is_heading(run: _Run) -> bool:
    """True for a line alone that is a title."""
    return len(run.rows) == 1 and _is_title(run.rows[0])


def _is_title(row: Row) -> bool:
    """True for a row that numbers a title and names its office: '3⇥골목 돌봄⇥복지정책팀'."""
    cells = [cell.text.strip() for cell in row if cell.text.strip()]
    titled = 2 <= len(cells) <= 3 and bool(_NUMBER.match(cells[0])) and len(cells[1]) <= LONG_TITLE
    return titled and "가" <= cells[1][0] <= "힣" and all(_OFFICE.match(cell) for cell in cells[2:])


def _split(runs: list[_Run]) -> list[_Run]:
    """Runs cut where another table starts with no blank line between: '구분⇥...' again, with other names."""
    out: list[_Run] = []
    for run in runs:
        texts = [[cell.text for cell in row] for row in run.rows]
        first = compact(texts[0][0])
        starts = [
            at
            for at in range(2, len(texts) - 1)
            if first in LABEL_HEADS
            and compact(texts[at][0]) == first
            and is_header_row(texts[at])
            and has_figures(texts[at - 1])
            and _key(run.rows[at]) != _key(run.rows[0])
        ]
        for start, end in pairwise([0, *starts, len(texts)]):
            rows = run.rows[start:end]
            last = run.last if end == len(texts) else rows[-1][-1].lines[1]
            out.append(_Run(rows, rows[0][0].lines[0], last))
    return out


def _goes_on(run: _Run, row: Row, between: str) -> bool:
    """True where the lines before `row` are the rest of a cell of the row above them.

    '홍보⇥현수막 게시와' / '안내문 배부' / '교육⇥순회 교육': the rows around have all their cells, and the
    line opens no heading and no new table.
    """
    if not run.rows or len(run.rows) < 2 or _HEADING.match(between):
        return False
    widths = {len(known) for known in run.rows}
    same = len(widths) == 1 and len(row) in widths
    figures = any(has_figures([cell.text for cell in known]) for known in run.rows)
    body = has_figures([cell.text for cell in row]) or not figures
    return same and body and _key(row) != _key(run.rows[0])


def _wrap(row: Row, rest: Sequence[str], last: int) -> Row:
    """The row with the rest of its last cell."""
    end = row[-1]
    text = " ".join([end.text, *(cell_text(line).strip() for line in rest)])
    return [*row[:-1], Cell(text, (end.lines[0], last))]


def _without_twin(row: Row, inside: list[tuple[str, ...]]) -> Row:
    """The row without the cells of the table inside it written a second time at its end."""
    twin = [text for texts in inside for text in texts]
    tail = [compact(cell.text) for cell in row[-len(twin) :]] if twin else []
    return row[: -len(twin)] if twin and tail == twin else row


def _key(row: Row) -> tuple[str, ...]:
    """A row for comparing: its cells without white space, without the blank ones at its end."""
    cells = [compact(cell.text) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _joined(runs: list[_Run], lines: Sequence[str]) -> list[_Run]:
    """Runs under one repeated header, with at most page furniture between them, as one."""
    tables: list[_Run] = []
    head: list[tuple[str, ...]] = []
    for run in runs:
        keys = [_key(row) for row in run.rows]
        size = len(head)
        repeated = bool(tables) and size > 0 and keys[:size] == head and len(keys) > size
        span = (tables[-1].last, run.first) if repeated else (0, 0)
        if repeated and (only_furniture(lines, *span) or is_continued(lines, *span)):
            tables[-1].rows.extend(run.rows[size:])
            tables[-1].last = run.last
            continue
        if tables and next_page(lines, tables[-1].last) == run.first and _is_rest(tables[-1], run):
            tables[-1].rows.extend(run.rows)
            tables[-1].last = run.last
            continue
        count = count_header([[cell.text for cell in row] for row in run.rows])
        head = keys[:count]
        tables.append(
            _Run([*run.rows[:count], *_without_repeats(run.rows[count:], head)], run.first, run.last)
        )
    return tables


def _is_rest(table: _Run, run: _Run) -> bool:
    """Whether rows at the head of a page go on with the table above: as wide, figures in each, no header."""
    width = max(len(row) for row in table.rows)
    return all(len(row) == width and has_figures([cell.text for cell in row]) for row in run.rows)


def _without_repeats(body: list[Row], head: list[tuple[str, ...]]) -> list[Row]:
    """The body without the header's rows where the page break left no blank line."""
    if not head:
        return body
    out: list[Row] = []
    for row in body:
        out.append(row)
        if len(out) > len(head) and [_key(late) for late in out[-len(head) :]] == head:
            del out[-len(head) :]
    return out
