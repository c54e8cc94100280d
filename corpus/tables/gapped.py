"""Tables in lines between wide gaps whose cells stand under each other nowhere.

What was set to the left, or was moved by the lengths of the cells before it, tells its columns by their order
alone: each row has all its cells, save totals, and names of groups that stand in the first row of theirs.

    구분      2031 예산   2030 예산    증 감           비 고
                증감액    증감률
    합계    9,300     8,100    1,200      14.8%                 A total lacks the words of the columns.
    도서관
    책 구입     5,100   4,400   700    15.9%     구비           Labels stand on several lines, with the
    작은 공원      4,200      3,700      500     13.5%   시비   figures on the last of them, or the first.
    (느티나무골)

Where a line of a label could be of the row above and of the one below, it is as where that is certain, or by
what names end with ('운영'): in the table, or in the others of the document. Where nothing tells, neither row
has figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain
from statistics import fmean
from typing import Final

from corpus.joining import is_open, join, width
from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables import tabs_stripped
from corpus.tables.aligned.lines import OPEN, Block, Line, pieces_of, runs_of
from corpus.tables.assemble import Raw, assemble, numbers
from corpus.tables.cell_kinds import kind_of
from corpus.tables.paged import add_part
from corpus.tables.spaces.words import is_caption
from corpus.tables.sums import is_total

_FEWEST: Final = 3  # columns
_FEWEST_FIGURES: Final = 2
_FEWEST_ROWS: Final = 2
_LEVELS: Final = 2
_MOST_ALONE: Final = 2  # lines of a label beside that of its figures
_INDENT: Final = 2
_LONGEST: Final = 200
_LONGEST_NAME: Final = 30
_AT_ONE: Final = 0.6  # of the rows: cells of so many begin, end or have their middle at one place
_AMOUNTS: Final = frozenset({"figure", "rate", "dash"})
_NOTED: Final = re.compile(r"^[(（\[][^()（）]+[)）\]]$")
_YEAR: Final = re.compile(r"^(?:19|20)\d\d년?도?$")
# what a name ends with, and none is: '다온 도서관' over '운영'
_ACT_WORDS: Final = """
운영 지원 정비 개선 관리 보급 추진 사업 강화 구축 조성 설치 확대 확충 구입 실시 개최 육성 제공 건립 신축 보수
이전 지급 보상 교육 홍보 점검 조사 활성화 지원사업 정비사업 조성사업 운영사업 운영지원 운영관리 유지관리
"""
_ACTS: Final = frozenset(_ACT_WORDS.split())
_PARTED: Final = re.compile(r"[/·ㆍ,]$")  # '정책/단위/' over '세부사업'


@dataclass(slots=True)
class _Row:
    """A row: its cells, the label first; lines of the label above (`before`) and below (`after`) it."""

    line: int
    cells: list[str]
    before: list[tuple[int, str]] = field(default_factory=list)
    after: list[tuple[int, str]] = field(default_factory=list)

    @property
    def label(self) -> Cell:
        """The whole label."""
        own = [(self.line, self.cells[0])] if self.cells[0] else []
        parts = [*self.before, *own, *self.after] or [(self.line, "")]
        return Cell(reduce(join, (text for _, text in parts)), (parts[0][0], parts[-1][0]))


@dataclass(slots=True)
class _Table:
    """The names line by line, the rows, and the lines alone between them by the number of rows above."""

    first: int
    heads: list[list[Cell]]
    rows: list[_Row]
    alone: dict[int, list[tuple[int, str]]]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of a document whose cells are told by their order, in order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.
    """
    tables = [table for run in _runs(lines, numbers(taken)) if (table := _table(run))]
    votes = [_votes(table) for table in tables]
    hints = [_hints(table) for table in tables]
    told = [own if any(own) else hint for own, hint in zip(votes, hints, strict=True)]
    whole = (sum(above for above, _ in told), sum(below for _, below in told))
    grids: list[Grid] = []
    for table, own, hint in zip(tables, votes, told, strict=True):
        if table.alone and all(own):
            continue  # nothing tells whose a line is
        above, below = hint if hint[0] != hint[1] else whole
        _share(table, above - below)
        if grid := _grid(table):
            add_part(grids, grid, lines)
    return grids


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[Block]:
    """The runs of lines without a blank one, a bullet or a caption between them."""

    def may_be(number: int, line: str) -> bool:
        free = number not in elsewhere and len(line) <= _LONGEST and "\t" not in line
        return free and line.strip()[0] not in "|<│" and not is_caption(line) and not _is_marked(line)

    return runs_of(lines, may_be, _FEWEST_ROWS + 1)


def _is_marked(line: str) -> bool:
    return read_mark(line).style not in {"", "bare"} and len(pieces_of(line, len)) < _FEWEST


def _table(run: Block) -> _Table | None:
    """The table that a run of lines is, from its names to its last row; None for another run."""
    lines = [Line(number, pieces_of(line, len)) for number, line in run]
    rows = [line for line in lines if _is_row(line)]
    size = Counter(len(line.pieces) for line in rows).most_common(1)[0][0] if rows else 0
    whole = [line for line in rows if len(line.pieces) == size]
    if size < _FEWEST or len(whole) < _FEWEST_ROWS or not _is_ragged(run, whole):
        return None
    first = lines.index(rows[0])
    table = _begun(lines[:first])
    figures = [at for at in range(1, size) if _is_of_figures(line.pieces[at][1] for line in whole)]
    if not table or len(figures) < _FEWEST_FIGURES:
        return None
    for line in lines[first:]:
        row = _row(line, size, figures, table.rows)
        if row:
            table.rows.append(row)
        elif _is_alone(line):
            table.alone.setdefault(len(table.rows), []).append((line.number, line.pieces[0][1]))
        elif len(line.pieces) < _FEWEST and not _is_row(line):
            break
        else:
            return None
    most = max(map(len, table.alone.values()), default=0)
    return table if len(table.rows) >= _FEWEST_ROWS and most <= 2 * _MOST_ALONE else None


def _is_row(line: Line) -> bool:
    """Whether a line has a label and figures behind it, or figures alone between lines of a label."""
    amounts = [kind_of(text) in _AMOUNTS for _, text in line.pieces[1:]]
    return len(line.pieces) >= _FEWEST and sum(amounts) >= _FEWEST_FIGURES


def _is_alone(line: Line) -> bool:
    """Whether a line may be of a label: words at the left."""
    (start, _), text = line.pieces[0]
    plain = kind_of(text) in {"text", "name", "mixed"} and len(text) <= _LONGEST_NAME
    return len(line.pieces) == 1 and start <= _INDENT and plain


def _is_of_figures(texts: Iterable[str]) -> bool:
    kinds = [kind_of(text) for text in texts]
    return 2 * sum(kind in _AMOUNTS for kind in kinds) > len(kinds)


def _is_ragged(run: Block, rows: Sequence[Line]) -> bool:
    """Whether the cells of the columns begin, end and have their middle at other places in each row."""
    texts = dict(run)
    for measure in (len, width):
        spans = [[span for span, _ in pieces_of(texts[line.number], measure)[1:]] for line in rows]
        columns = list(zip(*spans, strict=True))
        starts = [[start for start, _ in column] for column in columns]
        ends = [[end for _, end in column] for column in columns]
        middles = [[(start + end) // 4 for start, end in column] for column in columns]
        for places in (starts, ends, middles):
            if fmean(Counter(own).most_common(1)[0][1] / len(rows) for own in places) > _AT_ONE:
                return False
    return True


def _begun(above: Sequence[Line]) -> _Table | None:
    """A table with its lines of names, and those below them that start the label of the first row."""
    before: list[tuple[int, str]] = []
    while above and _is_alone(above[-1]) and len(above) > 1 and len(before) < _MOST_ALONE:
        before.insert(0, (above[-1].number, above[-1].pieces[0][1]))
        above = above[:-1]
    lines: list[Line] = []
    while above and len(above[-1].pieces) > 1 and len(lines) < _LEVELS:
        lines.insert(0, above[-1])
        above = above[:-1]
    heads = [[Cell(text, (line.number, line.number)) for _, text in line.pieces] for line in lines]
    name = above[-1].pieces[0][1] if heads and above and len(above[-1].pieces) == 1 else ""
    if _PARTED.search(name):
        own = heads[0][0]
        heads[0][0] = Cell(join(name, own.text), own.lines)
        lines.insert(0, above[-1])
    return _Table(lines[0].number, heads, [], {0: before} if before else {}) if heads else None


def _row(line: Line, size: int, figures: Sequence[int], rows: Sequence[_Row]) -> _Row | None:
    """The row that a line is; None for a line that has not the cells of one."""
    texts = [text for _, text in line.pieces]
    amounts = [kind_of(text) in _AMOUNTS for text in texts]
    if not _is_row(line):
        return None
    if len(texts) == size and (not amounts[0] or _YEAR.match(texts[0])):
        return _Row(line.number, texts)
    # its label stands above and below, or it is of the group above
    lacks_first = (amounts[0] and figures[0] == 1) or (rows and figures[0] > 1)
    if len(texts) == size - 1 and lacks_first and line.pieces[0][0][0] > _INDENT:
        return _Row(line.number, ["", *texts])
    if is_total(texts[0]) and sum(amounts) == len(texts) - 1 == len(figures) < size - 1:
        cells = [texts[0], *[""] * (size - 1)]
        for at, text in zip(figures, texts[1:], strict=True):
            cells[at] = text
        return _Row(line.number, cells)
    return None


def _votes(table: _Table) -> tuple[int, int]:
    """How many lines alone are of the row below, and how many of the row above, by themselves."""
    last = len(table.rows)
    above = below = 0
    for at, alone in table.alone.items():
        for _, text in alone:
            noted = bool(_NOTED.match(text)) and at > 0
            open_below = at < last and (not at or bool(OPEN.search(text)) or _opens(table.rows[at]))
            open_above = at == last or bool(OPEN.search(table.rows[at - 1].cells[0]) if at else False)
            above += open_below and not noted
            below += open_above and not open_below and not noted
    return above, below


def _opens(row: _Row) -> bool:
    """Whether a row begins in the middle of its label: '(도로 쪽)     1,200     900', or without one."""
    return row.cells[0].startswith(("(", "（")) or not row.cells[0]


def _hints(table: _Table) -> tuple[int, int]:
    """How many lines alone are likely of the row below, and how many of the row above, by how names end."""
    above = below = 0
    for at, alone in table.alone.items():
        if not 0 < at < len(table.rows) or len(alone) > 1 or _NOTED.match(alone[0][1]):
            continue
        before, text, following = table.rows[at - 1].cells[0], alone[0][1], table.rows[at].cells[0]
        over = following in _ACTS or is_open(text)
        under = text.split()[0] in _ACTS or is_open(before)
        above += over and not under
        below += under and not over
    return above, below


def _share(table: _Table, above: int) -> None:
    """Puts the lines alone to their rows: above these, or below (`above` < 0).

    Where that is not told (0) the rows beside them lose their figures.
    """
    for at, alone in table.alone.items():
        following = table.rows[at] if at < len(table.rows) else None
        before = table.rows[at - 1] if at else None
        for number, text in alone:
            goes_on = before and (_NOTED.match(text) or OPEN.search(before.cells[0]))
            opened = following and (_opens(following) or OPEN.search(text))
            if before and following and not (opened or goes_on or above):
                for row in (before, following):
                    row.cells[1:] = [""] * (len(row.cells) - 1)
            elif before and (following is None or (not opened and (goes_on or above < 0))):
                before.after.append((number, text))
            elif following:
                following.before.append((number, text))


def _grid(table: _Table) -> Grid | None:
    """The table with its names over the columns."""
    cells = [[row.label, *(Cell(text, (row.line, row.line)) for text in row.cells[1:])] for row in table.rows]
    heads, size = table.heads, len(cells[0])
    lines = (table.first, max(chain.from_iterable(cell.lines for row in cells for cell in row)))
    if len(heads) == 1 and len(heads[0]) == size - 1 and not _is_of_figures(row[1].text for row in cells):
        heads = [[heads[0][0], *heads[0]]]  # one name over the groups and the labels in them
    if len(heads[-1]) == size:
        lines = (heads[-1][0].lines[0] if len(table.heads) > 1 else lines[0], lines[1])
        return assemble(Raw([heads[-1], *cells], "spaces", lines, header=1, merged=True))
    grid = tabs_stripped.read([*heads, *cells], lines) if len(heads) == _LEVELS else None
    return replace(grid, layout="spaces") if grid else None
