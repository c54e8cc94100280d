"""The header of a table with a cell a line: which lines above the first figures are names of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.model import Cell
from corpus.tables.cell_kinds import compact
from corpus.tables.spaces.columns import arrange, is_told
from corpus.tables.spaces.group_lines import are_groups
from corpus.tables.spaces.header import Reading, head_cell, is_known_word, is_label_word
from corpus.tables.spaces.kinds import Columns, column_kinds, kind_cost
from corpus.tables.spaces.words import number_of
from corpus.tables.stacked.even_rows import are_letters
from corpus.tables.stacked.levels import lay_levels
from corpus.tables.sums import is_total

_FEWEST_ROWS: Final = 2
SURE_ROWS: Final = 4  # under a header of words that tables seldom use
_LONGEST_HEAD: Final = 10
LABELS: Final = 2
_DEAREST: Final = 1.0  # what it may cost to lay names of two levels over the columns
_KNOWN_SHARE: Final = 0.5  # of the header's words, where its first does not say that labels follow
_DAY: Final = re.compile(r"^[‘’'`]?\d{2,4}\.\s?\d{1,2}\.(?:\s?\d{1,2}\.)?$|^[-–―]$")
# over figures, never over a second label
_MEASURE: Final = re.compile(r"(?:액|율|률|비|수량|[총합소]\s?계|^계)$")


@dataclass(frozen=True, slots=True)
class Row:
    """Label lines and the values below them."""

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The rows of a header, how many of its names stand over labels, how many labels the first row has.

    `known` says that it is one by its words.
    """

    rows: tuple[Sequence[Cell], ...]
    labels: int
    first: int
    known: bool


def find_head(row: Row, following: Sequence[Row]) -> Head | None:
    """The header among the labels of the first row, None where none can be told.

    Where further rows have two labels, so has this one ('시설명', '위치') unless it is a total.
    """
    if not row.labels:
        return None
    counts = {len(each.labels) for each in following if not is_total(each.labels[0].text)}
    if 2 not in counts or is_total(row.labels[-1].text):
        return _head_of(row, following, counts, 1)
    found = [_head_of(row, following, counts, first) for first in (2, 1)]
    grouped = are_groups(_labels(row, following, LABELS))
    heads = [head for head in (found[:1] if counts == {2} or (grouped and found[0]) else found) if head]
    return max(heads, key=lambda head: len(head.rows), default=None)  # names of two levels are surer


def _head_of(row: Row, following: Sequence[Row], counts: set[int], first: int) -> Head | None:
    """The header where the first row has `first` labels and the others, totals left out, have `counts`."""
    width = len(row.values)
    names = row.labels[:-first]
    if repeated := _repeated(names, width):
        return Head(repeated, 1, first, known=True)
    if two := _over_two_labels(row, following, counts, first):
        return Head((two,), LABELS, first, known=True)
    return _over_one_label(row, following, counts, first) if counts != {LABELS} else None


def _over_two_labels(row: Row, following: Sequence[Row], counts: set[int], first: int) -> Sequence[Cell]:
    """The names of a header of one line with two labels, of which the first may name groups; () for none."""
    width = len(row.values)
    names = row.labels[:-first]
    flat = names[-width - LABELS :]
    if LABELS in counts and len(flat) == width + LABELS:
        worded = [is_label_word(compact(name.text)) for name in flat[:LABELS]]
        over = worded[0] and (counts == {LABELS} or worded[1]) and not _MEASURE.search(flat[1].text)
        dated = counts == {LABELS} and _opens(names, width + LABELS) and _are_dated(following)
        if (over or dated) and _stub(names, width + 1) is None and _are_different(flat):
            return flat
    if not are_groups(_labels(row, following, first)):
        return ()
    labels = len(names) - width
    labelled = 0 < labels <= LABELS and is_label_word(compact(names[labels - 1].text))
    return (*names[:1], *names[labels - 1 :]) if labelled and _are_different(names) else ()


def _over_one_label(row: Row, following: Sequence[Row], counts: set[int], first: int) -> Head | None:
    """The header with one name over labels, of one line or of two."""
    width = len(row.values)
    names = row.labels[:-first]
    flat = names[-width - 1 :]
    labelled = bool(flat) and is_label_word(compact(flat[0].text))
    stub = _stub(names, width)
    # '읍면동', '세대수', '인구', '계', '남', '여'
    if stub is None and not labelled and width + 1 < len(names) <= 2 * width + 1:
        levels = _two_levels(names, [row, *following], first)
        if levels:
            return levels
    titled = labelled and all(is_label_word(compact(name.text)) for name in names[stub : -width - 1])
    if first == 1 and len(flat) == width + 1 and (stub is None or titled):
        known = _is_header(flat)
        return Head((flat,), 1, first, known=known) if known or _could_be_header(flat) else None
    if stub is not None:
        longer = _with_long_name(names[stub:], [row, *following]) if counts <= {1} else []
        levels = _two_levels(names[stub:], [row, *following], first)
        return levels or (Head((longer,), 1, first, known=True) if longer else None)
    return None


def _labels(row: Row, following: Sequence[Row], first: int) -> list[list[str]]:
    """The labels of the rows, of the first the last `first`, above which the header stands."""
    return [
        [cell.text for cell in own] for own in (row.labels[-first:], *(each.labels for each in following))
    ]


def _with_long_name(names: Sequence[Cell], rows: Sequence[Row]) -> list[Cell]:
    """The names, two of which are one on two lines; none where the kinds of the figures do not tell which.

    '동', '세대수', '변동률', '의견', '제출' over '940', '1.8', '74': '의견 제출', for no rate is over 940.
    """
    width = len(rows[0].values)
    texts = [[cell.text for cell in row.values] for row in rows if len(row.values) == width]
    kinds = column_kinds(list(zip(*texts, strict=True)))
    if len(names) != width + 2 or not _are_different(names):
        return []
    ways: list[tuple[float, list[Cell]]] = []
    for at in range(1, width + 1):
        one, other = names[at : at + 2]
        joined = Cell(f"{one.text} {other.text}", (one.lines[0], other.lines[1]))
        whole = [*names[:at], joined, *names[at + 2 :]]
        heads = [(head_cell(name.text, name.lines, starts_line=True),) for name in whole[1:]]
        ways.append((sum(map(kind_cost, kinds, heads)), whole))
    ways.sort(key=lambda way: way[0])
    told = not ways[0][0] and (len(ways) == 1 or ways[1][0] > 0)
    return ways[0][1] if told and len(texts) >= SURE_ROWS else []


def _repeated(names: Sequence[Cell], width: int) -> tuple[Sequence[Cell], ...]:
    """The rows of a header whose lower names come again under each upper one; () for another header.

    '시설', '2030', '2031', '수입', '지출', '수입', '지출' over four columns.
    """
    keys = [compact(name.text) for name in names]
    for times in range(2, width // 2 + 1):
        size, start = width // times, len(names) - width - times
        block = keys[len(keys) - width :][:size]
        alike = size * times == width and keys[-width:] == block * times and len(set(block)) == size
        over = names[start : start + times]
        if start > 0 and alike and _are_different(over) and not set(keys[start : start + times]) & set(block):
            stub = names[start - 1]
            upper = [name for name in over for _ in range(size)]
            return [stub, *upper], [stub, *names[-width:]]
    return ()


def _opens(names: Sequence[Cell], size: int) -> bool:
    """Whether a blank line is above the last `size` names."""
    return len(names) == size or names[-size - 1].lines[1] + 1 < names[-size].lines[0]


def _are_dated(rows: Sequence[Row]) -> bool:
    """Whether the second labels of rows are days: '나루관', '2004. 10.'."""
    days = [row.labels[1].text for row in rows if len(row.labels) > 1]
    return len(days) >= _FEWEST_ROWS and all(map(_DAY.match, days))


def _are_different(names: Sequence[Cell]) -> bool:
    return len({compact(name.text) for name in names}) == len(names)


def _stub(names: Sequence[Cell], width: int) -> int | None:
    """The place of the name over labels that stands before more names than there are columns."""
    least = max(0, len(names) - 2 * width - 2)
    found = (at for at in range(least, len(names) - width - 1) if is_label_word(compact(names[at].text)))
    return next(found, None)


def _two_levels(names: Sequence[Cell], rows: Sequence[Row], first: int) -> Head | None:
    """The header of names of groups and of columns, laid out by what the figures add up to."""
    width = len(rows[0].values)
    texts = [[cell.text for cell in row.values] for row in rows if len(row.values) == width]
    values = tuple(tuple(map(number_of, row)) for row in texts)
    columns = Columns(column_kinds(list(zip(*texts, strict=True))), values)
    reading = Reading(tuple(head_cell(name.text, name.lines, starts_line=True) for name in names), 0.0)
    labels = 2 if is_label_word(compact(names[1].text)) else 1
    found = arrange(reading, columns, _DEAREST, labels=labels)
    few = len(rows) <= _FEWEST_ROWS
    told = found is not None and len(found.labels) == labels and is_told(found, columns)
    paths = found.paths if found and told else lay_levels(reading.cells[labels:], columns)
    if few or not paths:
        return None
    deep = max(map(len, paths))
    over = [cell.cell for cell in reading.cells[:labels]]
    laid = [[path[min(level, len(path) - 1)].cell for path in paths] for level in range(deep)]
    return Head(tuple((*over, *line) for line in laid), labels, first, known=True)


def _is_header(header: Sequence[Cell]) -> bool:
    """Whether cells read as the head of a table: '구분 | 2021년 | 2022년', '종별 | 개소 | 병상'."""
    keys = [compact(cell.text) for cell in header]
    if len(set(keys)) < len(keys):
        return False
    if are_letters(keys):
        return False
    known = sum(is_known_word(key) for key in keys[1:])
    if is_label_word(keys[0]):
        return known > 0 or len(keys) > 2
    return len(keys) > 2 and known >= _KNOWN_SHARE * (len(keys) - 1) + 0.5


def _could_be_header(header: Sequence[Cell]) -> bool:
    """Whether cells are names of columns, though none that is known: '시술 종류 | 결정 | 완료 | 임신'."""
    short = all(len(compact(cell.text)) <= _LONGEST_HEAD for cell in header)
    lettered = are_letters([compact(cell.text) for cell in header])
    return len(header) > 2 and short and not lettered and _are_different(header)
