"""Tab tables whose merged cells left no blanks behind: rows and header lines are of what cells they have.

    재원⇥2031예산안⇥2030예산⇥⇥증감⇥비고           '재원' stands over two columns of labels, '2030예산' and
    본예산⇥최종예산⇥금액⇥%                       '증감' over two of figures each, but only one blank is left
    합계⇥9,300⇥8,100⇥8,400⇥900⇥10.7
    사용료⇥소계⇥5,100⇥4,400⇥4,300⇥800⇥18.6
    대관 사용료⇥3,000⇥2,500⇥2,300⇥700⇥30.4⇥시설

All rows have as many figures, one after the other; what stands before them is the label, with its group in
the group's first row, and what stands behind is a remark. A total may lack the words that other rows have
before their figures. The names are laid over the figures by their kinds and sums, as those of flattened
tables are (`spaces.columns`), and by their units and what is computed: '판매율' is the share of '판매액'.
A column whose names differ in ways that are as likely is left out, for a wrong figure is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from corpus.model import Cell, Grid, Lines
from corpus.tables.cell_kinds import NUMBERS, VALUES, WORDS, compact, kind_of
from corpus.tables.headers import is_header_row, merged_slots
from corpus.tables.measures import PERCENT
from corpus.tables.merged_heads import heads_of
from corpus.tables.spaces.columns import Arrangement, arrangements
from corpus.tables.spaces.header import REMARKS, HeadCell, Reading, head_cell, is_rate_word
from corpus.tables.spaces.kinds import Columns, column_kinds, is_measure, unit_told
from corpus.tables.spaces.sums import find_kin, find_rates
from corpus.tables.spaces.words import number_of
from corpus.tables.sums import is_total

_LEVELS: Final = 2
_FEWEST_ROWS: Final = 3
_FEWEST_FIGURES: Final = 3
_MOST_LABELS: Final = 2
_MOST_WHOLE: Final = 3  # labels, and words about the row, where each row but a total has them
_DEAREST: Final = 6.0
_MARGIN: Final = 2.0  # what speaks for a way beside its names at most
_NEAR: Final = 0.18  # what two ways may cost apart that are as likely
_FEWER: Final = 1.0  # what it costs that a name stands over two columns of labels
_MEASURE: Final = 1.5  # what it costs that a measure stands over labels
_CUT: Final = 1.2  # what it costs that what two columns differ by stands under another name than they
_OTHER_UNIT: Final = 1.0  # what it costs that '정원' stands under '지원액'
_RATED: Final = 0.4  # what speaks for a rate of what its name says
_PLANNED: Final = re.compile(r"(?:목표|계획|실적)$")  # of which none stands under another
_REMARKS: Final = frozenset({"신설", "신규"})  # in the place of a figure too, but not behind all of them

Row = Sequence[Cell]


class _Parts(NamedTuple):
    """A row cut at its figures."""

    labels: Row
    figures: Row
    remark: Row


def read(rows: Sequence[Row], lines: Lines) -> Grid | None:
    """The table of rows that lost the blanks of their merged cells, None where they are no such rows."""
    heads = heads_of(rows)
    if len(heads) < _LEVELS or len(rows) < len(heads) + _FEWEST_ROWS:
        return None
    body = rows[len(heads) :]
    full = _is_full(heads, body)
    if not full and not _is_stripped_header(rows):
        return None
    parts = (full and _even(body)) or _parts([_cut(row, full=full) for row in body])
    if not parts:
        return None
    deep = max(len(part.labels) for part in parts)
    found = [way for way in _arranged(heads, parts, deep) if not _breaks(way, rows[0])]
    found = [way for way in found if way.cost <= found[0].cost + _NEAR]
    if not found:
        return None
    head = _head(found[0], len(heads), deep, lines[0])
    cells = [*head, *_body(parts, deep, remarks=found[0].remark is not None)]
    sure = _sure(found, deep)
    laid = [[cell if at in sure else Cell("", cell.lines) for at, cell in enumerate(row)] for row in cells]
    return Grid(tuple(map(tuple, laid)), len(head), "tabs", lines)


def _sure(found: Sequence[Arrangement], deep: int) -> set[int]:
    """The columns of the table whose names are the same in all ways that are as likely."""
    best, *others = [[[cell.key for cell in path] for path in way.paths] for way in found]
    own = range(len(best))
    named = {at + deep for at in own if all(other[at] == best[at] for other in others)}
    return {*range(deep), *named, deep + len(best)}


def _is_full(heads: Sequence[Row], body: Sequence[Row]) -> bool:
    """Whether no name has a blank behind or over it, though there are not as many names as columns."""
    return all(cell.text.strip() for row in heads for cell in row) and len(heads[0]) < max(map(len, body))


def _is_stripped_header(rows: Sequence[Row]) -> bool:
    """Whether a line of names stands over names that are not as many as its blanks have room for.

    Blanks at its end may have been left out by another writer, who wrote those in the rows.
    """
    top, under = ([cell.text.strip() for cell in row] for row in rows[:_LEVELS])
    if any(not cell.text.strip() for row in rows[_LEVELS:] for cell in row):
        return False
    if not all(top) and compact(top[-1]) not in REMARKS:
        top += [""] * (max(map(len, rows)) - len(top))
    named = is_header_row(top) and all(under)
    words = all(kind_of(text) in WORDS or text == "%" for text in under)
    return (
        named and words and len(under) != len(merged_slots(top)) and kind_of(rows[_LEVELS][0].text) in WORDS
    )


def _even(rows: Sequence[Row]) -> list[_Parts]:
    """The rows where they are as wide: names, and words about the row, before the first column of figures."""
    width = len(rows[0])
    if any(len(row) != width or not row[0].text.strip() for row in rows):
        return []
    words = [all(kind_of(row[at].text) in {*WORDS, "blank", "dash"} for row in rows) for at in range(width)]
    deep = next((at for at in range(1, width) if not words[at]), width)
    return [_Parts(row[:deep], row[deep:], []) for row in rows] if deep <= width - _FEWEST_FIGURES else []


def _cut(row: Row, *, full: bool) -> _Parts:
    """A row's labels, the figures behind them and what stands behind those.

    A blank cell is a figure that is not there (`full`), else it was left out.
    """
    cells = [cell for cell in row if full or cell.text.strip()]
    values = [kind_of(cell.text) in VALUES or not cell.text.strip() for cell in cells]
    values[0] = False  # '계 5개소'
    values[-1] = values[-1] and cells[-1].text.strip() not in _REMARKS
    first = values.index(True) if True in values else 0
    last = next((at for at in range(first, len(cells)) if not values[at]), len(cells))
    return _Parts(cells[:first], cells[first:last], cells[last:])


def _parts(rows: Sequence[_Parts]) -> list[_Parts]:
    """The rows with as many figures each; [] for rows that are not alike.

    Dashes before a total's figures are of its labels ('계⇥-⇥9,300' under '나루⇥2031. 6.⇥4,200'), and one
    behind figures is a remark that is not there.
    """
    if not all(row.labels and row.labels[0].text.strip() and len(row.remark) <= 1 for row in rows):
        return []
    count = min(len(row.figures) for row in rows)
    remarks = any(row.remark for row in rows)
    out: list[_Parts] = []
    for labels, figures, remark in rows:
        total = is_total(labels[0].text)
        late = len(figures) > count and remarks and not (remark or total)
        ends = len(figures) - late
        more = figures[: ends - count]
        if any(kind_of(cell.text) != "dash" for cell in (*more, *figures[ends:])) or (more and not total):
            return []
        out.append(_Parts([*labels, *more], figures[len(more) : ends], [*figures[ends:], *remark]))
    deep = max(len(row.labels) for row in out)
    whole = all(len(row.labels) == deep or is_total(row.labels[0].text) for row in out)
    alike = deep <= _MOST_LABELS or (whole and deep <= _MOST_WHOLE)
    return out if alike and count >= _FEWEST_FIGURES else []


def _arranged(heads: Sequence[Row], parts: Sequence[_Parts], deep: int) -> list[Arrangement]:
    """The ways to lay the names over the figures that are the cheapest, or nearly."""
    first = heads[0][0].lines
    top, *lower = [[cell for cell in row if cell.text.strip()] for row in heads]
    remark: HeadCell | None = None
    if any(part.remark for part in parts):
        place = next((at for at, cell in enumerate(top) if compact(cell.text) in REMARKS), len(top) - 1)
        remark = _named(top.pop(place))
    texts = [[cell.text for cell in part.figures] for part in parts]
    values = tuple(tuple(number_of(text) for text in row) for row in texts)
    cells = list(zip(*texts, strict=True))
    told = zip(cells, column_kinds(cells), strict=True)
    columns = Columns(tuple("words" if _is_of_words(own) else kind for own, kind in told), values)
    found: list[Arrangement] = []
    for count in range(1, deep + 1):
        labels = tuple(map(_named, top[:count]))
        names = [_named(cell, at == 0) for row in (top[count:], *lower) for at, cell in enumerate(row)]
        cost = _FEWER * (deep - count) + _MEASURE * any(is_measure(label.key) for label in labels[1:])
        ways = arrangements(Reading(tuple(names), cost), columns, (_DEAREST, _MARGIN), labels=0)
        ways = [way for way in ways if all(path[0].lines == first for path in way.paths)]
        found += [Arrangement(labels, way.paths, remark, way.cost + _told_cost(way, columns)) for way in ways]
    return sorted(found, key=lambda way: way.cost)


def _is_of_words(texts: Sequence[str]) -> bool:
    kinds = [kind_of(text) for text in texts]
    return sum(kind in WORDS for kind in kinds) > sum(kind in NUMBERS for kind in kinds)


def _named(cell: Cell, starts_line: bool = False) -> HeadCell:
    return head_cell(cell.text.strip(), cell.lines, starts_line)


def _told_cost(way: Arrangement, columns: Columns) -> float:
    """What units and figures that are computed from others say: less than nothing for '판매율' of '판매액'.

    What two columns of one group differ by is of no other group, and no people are under a name of money.
    """
    names = [path[-1].key for path in way.paths]
    heads = [path[0] if len(path) > 1 else None for path in way.paths]
    rates = find_rates(columns.values)
    rated = {rate for rate, part, _ in rates if is_rate_word(names[rate]) and names[part][:2] in names[rate]}
    alone = [(heads[part], heads[base]) for rate, part, base in rates if not heads[rate]]
    apart = sum(one is not other and None not in {one, other} for one, other in alone)
    threes = [heads[at : at + 3] for at in find_kin(columns.values)]
    cut = sum(one is two is not None and last not in {one, None} for one, two, last in threes)
    whole = sum(one is two is last is not None for one, two, last in threes)
    other = len({path[0] for path in way.paths if _differ(path, unit_told) or _differ(path, _planned)})
    return _CUT * (cut + apart) + _OTHER_UNIT * other - _RATED * (len(rated) + whole)


def _differ(path: Sequence[HeadCell], told: Callable[[str], str]) -> bool:
    """Whether a name and the one over it tell different things: '실적' under '2031년 목표'."""
    return len({told(cell.key) for cell in path} - {"", PERCENT}) > 1


def _planned(key: str) -> str:
    found = _PLANNED.search(key)
    return found[0] if found else ""


def _breaks(found: Arrangement, top: Row) -> bool:
    """Whether a name that has a blank behind it was laid over one column."""
    wide = [cell.text.strip() for cell, behind in pairwise(top) if not behind.text.strip()]
    return any(path[0].text in wide and len(path) == 1 for path in found.paths)


def _head(found: Arrangement, levels: int, deep: int, line: int) -> list[list[Cell]]:
    """The rows of names: groups, and the names under them."""
    here = (line, line)
    stubs = [found.labels[min(at, len(found.labels) - 1)].cell for at in range(deep)] if found.labels else []
    stubs = stubs or [Cell("", here)] * deep
    remark = [found.remark.cell] if found.remark else []
    return [
        [*stubs, *(path[min(at, len(path) - 1)].cell for path in found.paths), *remark]
        for at in range(levels)
    ]


def _body(parts: Sequence[_Parts], deep: int, *, remarks: bool) -> list[list[Cell]]:
    """The rows at the table's width, each with the label of its group; a total is of no group."""
    out: list[list[Cell]] = []
    group: Cell | None = None
    for part in parts:
        labels = list(part.labels)
        if len(labels) == deep > 1:
            group = labels[0]
        elif deep > 1:
            own = labels[0]
            total = is_total(own.text)
            group = None if total else group
            labels = [Cell(group.text, own.lines) if group else own] * (deep - 1) + [own]
        blank = Cell("", labels[-1].lines)
        out.append([*labels, *part.figures, *((part.remark or [blank]) if remarks else [])])
    return out
