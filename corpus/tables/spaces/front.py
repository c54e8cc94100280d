"""What stands in front of the figures of a flattened row: a cell with a line break, words with a figure.

시 장 명
                                a blank line is a line break in the cell
(관할구)
사 업 내 용 점포수 사업비
가람시장 (동구)                   the first cell, its line break lost
주차장 조성 74면 312 2,600        the rest of the row
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Cell
from corpus.tables.spaces.header import HeadCell
from corpus.tables.spaces.kinds import PERIODS
from corpus.tables.spaces.lines import Line, Region
from corpus.tables.spaces.rows import RawRow
from corpus.tables.spaces.words import kind_of, words_of
from corpus.tables.sums import is_total


def with_words_in_front(region: Region) -> Region:
    """The region with figures that are of the words in front of a row put to these: '주차장 조성 74면'.

    They have a unit where no other row's first figure has one, and one figure more than those rows.
    """
    rows = [line for line in region.body if len(line.values) > 1]
    longer = [line for line in rows if _has_unit(line)]
    sizes = {len(line.values) for line in rows if not _has_unit(line)}
    if not longer or not sizes or {len(line.values) - 1 for line in longer} != {max(sizes)}:
        return region
    return replace(region, body=tuple(_pushed(line) if line in longer else line for line in region.body))


def with_periods(region: Region) -> Region:
    """The region with the periods behind the labels of most rows as values: '나루길 정비 1.2 ’31~’33 900'.

    A figure before a period is a value too.
    """
    rows = [line for line in region.body if len(line.values) > 1]
    periods = [line for line in rows if line.label and PERIODS.match(line.label[-1].text)]
    if 2 * len(periods) <= len(rows):
        return region
    return replace(
        region, body=tuple(_with_period(line) if line in periods else line for line in region.body)
    )


def _with_period(line: Line) -> Line:
    first = len(line.label) - 1
    while first and kind_of(line.label[first - 1].text) == "figure":
        first -= 1
    here = (line.number, line.number)
    values = [Cell(word.text, here) for word in line.label[first:]]
    return replace(line, label=line.label[:first], values=(*values, *line.values))


def _has_unit(line: Line) -> bool:
    """Whether the first figure of a row is of its words by its unit, which the next one has not."""
    first, second = (cell.text for cell in line.values[:2])
    return first[:1].isdigit() and first[-1:].isalpha() and second[-1:].isdigit()


def _pushed(line: Line) -> Line:
    words = words_of(line.text)
    return replace(line, label=tuple(words[: len(line.label) + 1]), values=line.values[1:])


def two_label_cells(heads: Sequence[HeadCell], rows: Sequence[RawRow]) -> list[list[Cell]]:
    """The two label cells of the header and of each row whose label stands on two lines; none for others.

    A total has its name in both.
    """
    named = [row for row in rows if not is_total(row.label.text)]
    if len(heads) != 2 or len(named) < 2 or any(row.groups or len(row.parts) != 2 for row in named):
        return []
    return [[head.cell for head in heads], *(list(row.parts) or [row.label, row.label] for row in rows)]
