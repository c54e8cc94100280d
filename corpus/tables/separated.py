"""Tables whose header is a line of names between slashes or wide gaps: '시설명 / 위치 / 면수 / 수입(천원)'.

Between wide gaps ('시설명    위치    면수') the rows are written so too, each with all its cells; where
that is not so, or another line of the header stands above, the table is read as a flattened one (`spaces`).
Under a header between slashes the rows are written so too, or in words between spaces: '역 앞 주차장
역전로 12 무료 842'. There each of the last columns is one word, from the first column of figures on; what
stands before those is the label, with the words of the columns between (parted from it where the label ends
as its head says).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from corpus.markers import has_leaders, indent_of, read_mark
from corpus.model import Cell, Grid, Lines
from corpus.tables.assemble import without_rules
from corpus.tables.paged import next_page
from corpus.tables.spaces.header import is_label_word
from corpus.tables.spaces.words import (
    GLUE,
    is_caption,
    is_furniture,
    kind_of,
    letters_joined,
    number_of,
    taken_lines,
)
from corpus.tables.sums import is_total

_SLASH: Final = re.compile(r"\s+/\s+")
_GAP: Final = re.compile(r"\s{2,}")
_YEAR: Final = re.compile(r"^(?:[‘’'`]\d{2}|\d{2}(?=년)|\d{4})년?(?:\([^()]{1,12}\))?$")
_REMARK: Final = re.compile(r"^(?:비\s*고|참\s*고)$")
_STOP: Final = re.compile(r"^\s*(?:[□■▢◆※▸▶○◦●ㅇ┌├└]|[가-하]\.\s|\d{1,2}\.\s|[-ⅠⅡⅢⅣⅤⅥ]\s?)")
_UNIT: Final = re.compile(r"^[(（\[][^()（）]{1,12}[)）\]]$")
_LONGEST: Final = 120
_LONGEST_NAME: Final = 25
# what stands in rows, in the place of an amount or of a time
_CELLS: Final = frozenset(["비예산", "미정", "상시", "수시", "연중"])
_FEWEST: Final = 3
_LEAST_ROWS: Final = 2
_LEAST_FIGURES: Final = 3  # rows of figures alone, the header among them
_MOST_BLANK: Final = 1
# the share of the rows that must be written alike
_MOST: Final = 0.7

Table = tuple[list[list[str]], set[int]]


def find_grids(lines: Sequence[str], taken: Sequence[Lines]) -> list[Grid]:
    """The tables of a document under headers between slashes, in order.

    Args:
        lines: the document's lines.
        taken: ranges of lines (1-based, inclusive) that belong to other tables.

    Returns:
        Grids whose rows in `doubts` hold no figure: theirs could stand under several columns.
    """
    elsewhere = taken_lines(taken)
    grids: list[Grid] = []
    end = 0
    for number, line in enumerate(lines, 1):
        names = _names(line) if number > end and number not in elsewhere else []
        if not names:
            continue
        above = _named_units(lines, number, names) if number - 1 not in elsewhere else []
        body = _body(lines, number, elsewhere)
        texts = [lines[at - 1].strip() for at in body]
        # set in as they are under the header
        raw = [lines[at - 1].removeprefix(" " * indent_of(line)) for at in body]
        single = number < 2 or bool(above) or len(_cells(lines[number - 2])) < _FEWEST
        if len(body) < _LEAST_ROWS:
            found = _summed(names, texts)
        elif _SLASH.search(line):
            found = _table(names, texts)
        else:
            found = _between_gaps(above or names, raw, single=single)
        if found:
            body = body[: len(found[0]) - 1]
            rows, doubts = found
            cells = tuple(
                tuple(Cell(text, (at, at)) for text in row)
                for at, row in zip([number, *body], rows, strict=True)
            )
            end = body[-1]
            mark = read_mark(line)
            if mark.style:  # '◇ 민원 접수(건)     2022년     2023년' is a title too
                head = Cell(read_mark(names[0]).text, (number, number))
                cells = ((head, *cells[0][1:]), *cells[1:])
            first = number + bool(mark.style) - bool(above)
            grids.append(Grid(cells, 1, "spaces", (first, end), doubts=frozenset(doubts)))
    return grids


def _names(line: str) -> list[str]:
    """The names of a header between slashes, none where a line is no header."""
    if "/" not in line and len(_GAP.split(line.strip(), _FEWEST)) < _FEWEST:
        return []
    if len(line) > _LONGEST or is_caption(line) or re.search(r"[:：→]", line):
        return []
    names = _SLASH.split(line.strip()) if _SLASH.search(line) else _cells(line)
    named = all(
        name and len(name) <= _LONGEST_NAME and (not _is_figure(name) or _YEAR.match(name)) for name in names
    ) and _CELLS.isdisjoint(names)
    named = named and not has_leaders(line)  # '제2장   살림   ------   7'
    return names if named and len(names) >= _FEWEST and not _YEAR.match(names[0]) else []


def _named_units(lines: Sequence[str], number: int, names: Sequence[str]) -> list[str]:
    """The names of a header that holds units, put behind the last names of the line above in order.

    '구 분   연장   면적' over '등급   (km)   (㎡)' gives '등급', '연장 (km)' and '면적 (㎡)'.
    """
    units = [name for name in names if _UNIT.match(name)]
    upper = _cells(lines[number - 2]) if number > 1 else []
    if len(units) < _LEAST_ROWS or units != list(names[-len(units) :]) or len(upper) <= len(units):
        return []
    stubs = names[: -len(units)]
    own = [f"{name} {unit}" for name, unit in zip(upper[-len(units) :], units, strict=True)]
    plain = not any(_is_figure(name) for name in upper) and len(upper) <= len(names)
    return [*stubs, *own] if plain and stubs else []


def _body(lines: Sequence[str], header: int, elsewhere: set[int]) -> list[int]:
    """The numbers of the lines below a header that may be its rows."""
    body: list[int] = []
    blank = 0
    size = len(_cells(lines[header - 1]))
    counted = False
    following = header + 1
    while following <= len(lines):
        number, line = following, lines[following - 1]
        following += 1
        below = next_page(lines, number - 1) if body and not line.strip() else 0
        if below:
            following = below + (lines[below - 1].split() == lines[header - 1].split())
            continue
        if not line.strip() or is_furniture(line):
            blank += 1
            continue
        if blank > _MOST_BLANK or number in elsewhere or len(line) > _LONGEST:
            break
        if (_STOP.match(line) and not _is_marked_row(line, size)) or is_caption(line):
            break
        if counted and is_label_word(_cells(line)[0]) and _names(line):
            break  # the next table's header
        counted = counted or any(map(_is_figure, _cells(line)[1:]))
        body.append(number)
        blank = 0
    return body


def _is_marked_row(line: str, size: int) -> bool:
    """Whether a line with a mark is a row of figures: '- 어린이      1,204     988' below its whole."""
    cells = _cells(line)
    return len(cells) == size >= _FEWEST and all(map(_is_figure, cells[1:]))


def _cells(line: str) -> list[str]:
    """The cells of a line between wide gaps; letters set apart are one: '구   분      인  원'."""
    return [without_rules(cell.replace(GLUE, "")) for cell in _GAP.split(letters_joined(line.strip()))]


def _between_gaps(names: list[str], body: Sequence[str], *, single: bool) -> Table | None:
    """The rows of a table between wide gaps with all their cells, up to the first line that has not.

    `single` says that the header has no line more above it; a table of figures alone must be sure of that.
    """
    rows = [names]
    for line in body:
        cells = _cells(line)
        if len(cells) == len(names) - 1 and _REMARK.match(names[-1]):
            cells = [*cells, ""]
        elif (
            len(cells) == len(names) - 1 and line[0].isspace() and len(rows) > 1 and not _is_figure(cells[0])
        ):
            cells = [rows[-1][0], *cells]  # set in under the name of its group
        elif len(cells) == len(names) - 1 and _is_sum(cells) and _have_two_labels(body, len(names)):
            cells = [cells[0], "", *cells[1:]]
        if len(cells) != len(names):
            total = _total(rows[1:], cells)
            rows += [total] if total else []
            break
        rows.append(cells)
    columns = [[row[column] for row in rows[1:]] for column in range(1, len(names))]
    words = [not any(_is_figure(text) for text in column if text) for column in columns[:-1]]
    figures = any(all(_is_figure(text) for text in column) for column in columns)
    ends = len(rows) > len(body) or _is_text(_cells(body[len(rows) - 1]))
    sure = single and ends and len(rows) > _LEAST_FIGURES
    mixed = sure and is_label_word(names[0]) and any(map(_is_figure, itertools.chain(*columns)))
    kinds = figures and (any(words) or sure)
    return (rows, set()) if len(rows) > _LEAST_ROWS and (kinds or mixed) else None


def _is_sum(cells: Sequence[str]) -> bool:
    return is_total(cells[0]) and all(map(_is_figure, cells[1:]))


def _have_two_labels(body: Sequence[str], size: int) -> bool:
    """Whether the rows with all their cells have words in the second: '교통과   소계   1,200   900'."""
    whole = [cells for line in body if len(cells := _cells(line)) == size]
    return len(whole) > 1 and not any(_is_figure(cells[1]) for cells in whole)


def _summed(names: list[str], body: Sequence[str]) -> Table | None:
    """The one row of figures under names the first of which is their total: '계   윗말   아랫말'.

    Its sum tells that each figure stands under its name.
    """
    cells = _cells(body[0]) if len(body) == 1 else []
    values = [number_of(cell) if _is_figure(cell) else None for cell in cells]
    if not cells or len(cells) != len(names) or not is_total(names[0]) or None in values:
        return None
    total, *parts = (value or Decimal(0) for value in values)
    return ([names, cells], set()) if total == sum(parts) and sum(map(bool, parts)) > 1 else None


def _total(rows: Sequence[Sequence[str]], cells: Sequence[str]) -> list[str]:
    """The row of '합계   75,000' under rows with one column of figures; none for any other line."""
    if len(cells) != 2 or not is_total(cells[0]) or not _is_figure(cells[1]) or not rows:
        return []
    figures = [c for c in range(1, len(rows[0])) if all(_is_figure(row[c]) for row in rows)]
    if len(figures) != 1:
        return []
    blank = [""] * len(rows[0])
    return [cells[0], *blank[1 : figures[0]], cells[1], *blank[figures[0] + 1 :]]


def _is_text(cells: Sequence[str]) -> bool:
    """Whether a line is of no table: one piece, or a key and its value ('산출근거   토목 1,200')."""
    return len(cells) == 1 or (len(cells) == 2 and not _is_figure(cells[1]))


def _table(names: list[str], body: Sequence[str]) -> Table | None:
    """The rows of cells, the header first, and the places of those whose columns are not certain."""
    parts = [_SLASH.split(line) for line in body]
    alike = list(itertools.takewhile(lambda row: len(row) == len(names), parts))
    if len(alike) >= _LEAST_ROWS:
        return [names, *alike], set()
    words = [line.split() for line in body]
    tail = next((size for size in range(len(names) - 1, 0, -1) if _is_tail(words, size)), 0)
    if not tail:
        return None
    whole = [row for row in words if len(row) > tail and _starts_figures(row, tail)]
    figures = [
        column
        for column in range(tail)
        if sum(_is_plain(row[column - tail]) for row in whole) >= _MOST * len(whole)
    ]
    whole = [row for row in whole if _is_whole(row, tail, figures)]
    heads = _heads(names[:-tail], [row[:-tail] for row in whole])
    rows = [[*heads, *names[-tail:]]]
    doubts: set[int] = set()
    for row in words:
        cells = row[-tail:] if row in whole else _sparse(row, tail, figures)
        if not any(cells):
            doubts.add(len(rows))
        label = row[:-tail] if row in whole else [word for word in row if not _is_figure(word)]
        end = _label_end(label, names[0]) or 1
        rows.append([*_parted(label, end, len(heads)), *cells])
    return rows, doubts


def _parted(label: Sequence[str], end: int, columns: int) -> list[str]:
    """A label as one cell, or as two that part after `end` words."""
    return [" ".join(label)] if columns == 1 else [" ".join(label[:end]), " ".join(label[end:])]


def _is_whole(row: Sequence[str], tail: int, figures: Sequence[int]) -> bool:
    """Whether a row has all its cells: no plain number stands in a column of words."""
    return not any(
        row[column - tail].replace(",", "").isdigit() for column in range(tail) if column not in figures
    )


def _is_figure(word: str) -> bool:
    return kind_of(word) in {"figure", "dash"}


def _is_plain(word: str) -> bool:
    """Whether a word is a dash or a figure without a unit."""
    return _is_figure(word) and (word[-1].isdigit() or kind_of(word) == "dash")


def _starts_figures(row: Sequence[str], tail: int) -> bool:
    """Whether the last `tail` words of a row start with a figure and a word stands before them."""
    return _is_figure(row[-tail]) and not _is_figure(row[-tail - 1])


def _is_tail(words: Sequence[Sequence[str]], tail: int) -> bool:
    """Whether in most rows the last `tail` words are the cells from the first column of figures on."""
    fits = sum(len(row) > tail and _starts_figures(row, tail) for row in words)
    return fits >= max(_LEAST_ROWS, _MOST * len(words))


def _heads(names: Sequence[str], labels: Sequence[Sequence[str]]) -> list[str]:
    """The heads over what stands before the figures: the label's, and the others' where they part."""
    if len(names) > 1 and all(0 < _label_end(label, names[0]) < len(label) for label in labels):
        return [names[0], " / ".join(names[1:])]
    return [" / ".join(names)]


def _label_end(words: Sequence[str], head: str) -> int:
    """How many words a label has: to the last one that ends as its head says, '주차장' under '주차장명'."""
    noun = head.removesuffix("명")
    return max((at for at, word in enumerate(words, 1) if word.endswith(noun)), default=0)


def _sparse(row: Sequence[str], tail: int, figures: Sequence[int]) -> list[str]:
    """The cells of a row of which only the figures are filled: the totals; blank where they do not fit."""
    found = [word for word in row if _is_plain(word)]
    cells = [""] * tail
    if len(found) == len(figures):
        for column, word in zip(figures, found, strict=True):
            cells[column] = word
    return cells
