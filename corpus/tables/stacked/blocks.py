"""Tables with a cell a line and a blank line between rows.

'등급', '최초 30분', '1일', a blank line, '가', '500원', '4,000원', a blank line, '나', '300원', '면제'.
Each run of lines between blank ones is a row, and all have as many lines: so a cell may be anything, a figure
in a name ('최초 30분') or a word among figures ('면제'). Where the rows are not all of one size the cells are
told apart by what they are (`stacked`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.markers import read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.cell_kinds import compact
from corpus.tables.cell_kinds import kind_of as cell_kind
from corpus.tables.paged import add_part
from corpus.tables.spaces.header import TERMS, is_label_word
from corpus.tables.spaces.words import (
    is_caption,
    is_furniture,
    is_stop,
    kind_of,
    number_of,
    taken_lines,
    words_of,
)
from corpus.tables.sums import is_total

_LONGEST_CELL: Final = 45
_FEWEST_CELLS: Final = 3
_MOST_CELLS: Final = 12
_FEWEST_ROWS: Final = 2
_LABELS: Final = 2  # the name of a group and that of a row
_FIGURES: Final = re.compile(r"\s*\d[\d,.]*(?:\s+[\d,.-]+){3,}\s*")
_FEWEST_PARTS: Final = 4  # figures of a total and its parts
_MOST_LINES: Final = 60
_LONGEST_NAME: Final = 12
_LEAST_FIGURES: Final = 0.3  # the share of the cells behind the labels
_MOST: Final = 2 / 3  # of the cells of a column of figures
_LARGE: Final = re.compile(r"^[△▲]?\d{1,3}(?:,\d{3})+|^\d+\.\d+$")  # '1,200', '84.1': no name of a column

_YEAR: Final = re.compile(r"^(?:[‘’'`]|(?=(?:19|20)\d\d))(?:19|20)?\d\d(?:년도?|\.)?(?:\d{1,2}[.월]?)?$")

_Row = tuple[Cell, ...]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables whose rows are runs of lines of one size.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids of one header row in document order.
    """
    elsewhere = taken_lines(taken)
    found = list(_totals(lines, elsewhere))
    elsewhere |= taken_lines([grid.lines for grid in found])
    rows = list(_runs(lines, elsewhere))
    place = 0
    while place < len(rows):
        grouped = _grouped(rows, place)
        if grouped:
            span = (grouped[0][0].lines[0], grouped[-1][-1].lines[1])
            add_part(found, Grid(tuple(grouped), 1, "spaces", span), lines)
            place += len(grouped)
            continue
        end = place + 1
        while end < len(rows) and rows[place] and len(rows[end]) == len(rows[place]):
            end += 1
        following = rows[end] if end < len(rows) else ()
        table = [*_names_apart(lines, rows[place], elsewhere), *rows[place:end]]
        if _is_table(table) and not _is_near(following, len(rows[place])):
            span = (table[0][0].lines[0], table[-1][-1].lines[1])
            add_part(found, Grid(tuple(table), 1, "spaces", span), lines)
        place = end
    return sorted(found, key=lambda grid: grid.lines)


def _grouped(rows: Sequence[_Row], place: int) -> list[_Row]:
    """The table whose names are the run at `place` and some of whose rows open with the name of a group.

    '구분', '계', '6급', then '총무과', '정원', '9', '4', then '현원', '8', '4', each a run: figures stand
    behind two labels or, in the group of the row before, behind one. None for others.
    """
    size = len(rows[place])
    if size < _FEWEST_CELLS or not is_label_word(compact(rows[place][0].text)):
        return []
    head = rows[place]
    out: list[_Row] = [(head[0], *head)]
    inner = 0
    for row in rows[place + 1 :]:
        labels, figures = row[: 1 - size], row[1 - size :]
        plain = all(kind_of(cell.text) in {"figure", "dash"} for cell in figures)
        if not 0 < len(labels) <= _LABELS or not plain or any(_LARGE.match(cell.text) for cell in labels):
            break
        if len(labels) < _LABELS and len(out) == 1:
            return []
        group = labels[0] if len(labels) == _LABELS else Cell(out[-1][0].text, labels[-1].lines)
        inner += len(labels) < _LABELS
        out.append((group, labels[-1], *figures))
    texts = all(kind_of(cell.text) not in {"figure", "dash"} for row in out[1:] for cell in row[:_LABELS])
    return (
        out if inner and len(out) > _FEWEST_ROWS and texts and _is_table([row[1:] for row in out[:3]]) else []
    )


def _names_apart(lines: Sequence[str], row: _Row, elsewhere: set[int]) -> list[_Row]:
    """The names over the first row where a blank line stands between each two: '분야', then '시설 수'.

    The first of them heads labels.
    """
    names: list[Cell] = []
    at = row[0].lines[0] - 1 if row else 0
    while at > 0 and len(names) < len(row) and at not in elsewhere:
        text = lines[at - 1].strip()
        if text and (len(text) > _LONGEST_NAME or not _is_cell(text) or (names and lines[at].strip())):
            break
        names = [Cell(text, (at, at)), *names] if text else names
        at -= 1
    alone = at < 1 or not lines[at - 1].strip()
    whole = bool(row) and len(names) == len(row) and alone
    return [tuple(names)] if whole and is_label_word(compact(names[0].text)) else []


def _totals(lines: Sequence[str], elsewhere: set[int]) -> Iterator[Grid]:
    """The tables of one row of figures, a total and its parts, whose names stand above in runs of lines.

    '총', '계', '압축', '진개차', '살수차', '기타' with blank lines between over '58 41 9 8': the sum tells
    that the figures are all there, and a run that does not end as most do ('압축') goes with the next one.
    """
    for number, line in enumerate(lines, start=1):
        values = words_of(line) if _FIGURES.fullmatch(line) and number not in elsewhere else ()
        figures = [number_of(word.text) if word.kind in {"figure", "dash"} else None for word in values]
        known = [figure for figure in figures if figure is not None]
        if len(known) < max(len(figures), _FEWEST_PARTS) or known[0] != sum(known[1:]) or not known[0]:
            continue
        names = _names_above(lines, number, elsewhere, len(known))
        if len(names) == len(known) and is_total(names[0].text):
            row = tuple(Cell(word.text, (number, number)) for word in values)
            span = (names[0].lines[0], number)
            yield Grid((tuple(names), row), 1, "spaces", span)


def _names_above(lines: Sequence[str], number: int, elsewhere: set[int], count: int) -> list[Cell]:
    """The names over a row: runs of lines between blank ones, letters set apart and rests of names joined."""
    runs: list[Cell] = []
    at = number - 1
    while at > 0 and number - at <= _MOST_LINES and at not in elsewhere:
        text = lines[at - 1].strip()
        if text and (len(text) > _LONGEST_NAME or any(map(str.isdigit, text)) or not _is_cell(text)):
            break
        if text and runs and lines[at].strip() and runs[0].lines[0] == at + 1:
            runs[0] = Cell(f"{text} {runs[0].text}", (at, runs[0].lines[1]))
        elif text:
            runs.insert(0, Cell(text, (at, at)))
        at -= 1
    ends = Counter(run.text[-1] for run in runs)
    common = ends.most_common(1)[0][0] if ends else ""
    place = 0
    while place + 1 < len(runs) and len(runs) > count:
        one, other = runs[place], runs[place + 1]
        letters = len(one.text) == len(other.text) == 1
        rest = one.text[-1] != common == other.text[-1] and one.text not in TERMS and " " not in other.text
        if letters or (rest and not is_total(one.text)):
            text = f"{one.text} {other.text}"
            runs[place : place + 2] = [Cell(text, (one.lines[0], other.lines[1]))]
        else:
            place += 1
    return runs


def _runs(lines: Sequence[str], elsewhere: set[int]) -> Iterator[_Row]:
    """The runs of lines between blank ones as cells; an empty one for a run that holds no row."""
    run: list[Cell] = []
    whole = True
    for number, text in enumerate([*lines, ""], start=1):
        if is_furniture(text):
            continue
        if text.strip():
            run.append(Cell(text.strip(), (number, number)))
            whole = whole and number not in elsewhere and _is_cell(text)
        elif run:
            yield tuple(run) if whole and _FEWEST_CELLS <= len(run) <= _MOST_CELLS else ()
            run, whole = [], True


def _is_cell(text: str) -> bool:
    """Whether a line may be one cell: a short text, a figure or a dash."""
    bare = text.strip()
    if len(bare) > _LONGEST_CELL or is_caption(text):
        return False
    return kind_of(bare) in {"figure", "dash"} or not (is_stop(text) or read_mark(text).style)


def _is_table(rows: Sequence[_Row]) -> bool:
    """Whether runs are a header and rows: names that differ, labels, and a column of figures."""
    if len(rows) <= _FEWEST_ROWS:
        return False
    names = [compact(cell.text) for cell in rows[0]]
    named = len(set(names)) == len(names) and not any(_LARGE.match(name) for name in names)
    if not named or cell_kind(names[0]) != "text" or kind_of(rows[0][-1].text) == "dash":
        return False
    if 2 * sum(kind_of(name) == "figure" and not _YEAR.match(name) for name in names) > len(names):
        return False  # a row of counts: '정원', '76', '26'
    labels = [row[0].text for row in rows[1:]]
    if len(set(labels)) < len(labels) or any(_LARGE.match(label) for label in labels):
        return False
    columns = list(zip(*(row[1:] for row in rows[1:]), strict=True))
    kinds = [[kind_of(cell.text) for cell in column] for column in columns]
    figures = sum(kind == "figure" for column in kinds for kind in column)
    # a row of grades may stand among those of figures: '평가 등급', '나', '가'
    own = any(sum(kind in {"figure", "dash"} for kind in column) >= _MOST * len(column) for column in kinds)
    return own and figures >= _LEAST_FIGURES * len(kinds) * len(labels)


def _is_near(row: _Row, size: int) -> bool:
    """Whether the next run could be a row of which a cell is on two lines, or is lost."""
    return bool(row) and abs(len(row) - size) == 1 and kind_of(row[-1].text) in {"figure", "dash"}
