"""Names of a flattened header that stand one a line, and names that could as well be others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from corpus.tables.spaces.header import (
    HeadCell,
    cell_cost,
    head_cell,
    header_words,
    is_label_word,
    segmentations,
)
from corpus.tables.spaces.kinds import ColumnKind, kind_cost
from corpus.tables.spaces.lines import YEAR, Line, Region

_FEWEST: Final = 2  # names behind that of the labels
_LOOSE: Final = 1.2  # what words cost as one cell that seldom are, alone on a line
_LOOSE_IN_ALL: Final = 1.8
_LONGEST: Final = 14
_BRACKETS: Final = "(（[<"
_TIE: Final = 0.15


def names_one_a_line(region: Region) -> tuple[HeadCell, ...]:
    """The names of a header that stand one a line, that of the labels first; () for no such header.

    All rows have as many figures as there are names behind that of the labels.

    Example:
        '구 분', '총 면적', '대관 건수' over '물빛관 1,204 310' and '솔바람관 870 212' are three names.
    """
    counts = {len(line.values) for line in region.body if line.values}
    width = counts.pop() if len(counts) == 1 else 0
    unlabelled = not next(line for line in region.body if line.values).label if width else False
    head = region.head[:-1] if unlabelled else region.head  # the last line is the first row's label
    names = head[-width - 1 :]
    if width < _FEWEST or len(names) <= width or not any(line.label for line in region.body):
        return ()
    labelled = is_label_word(names[0].key)
    first = labelled or len(names) == len(head) or names[0].gap
    apart = not labelled and any(line.gap for line in names[1:])
    keys = {line.key for line in names}
    if not first or apart or len(keys) < len(names) or not all(map(is_name, names)):
        return ()
    if sum(cell_cost(header_words(line.text)) for line in names[1:]) > _LOOSE_IN_ALL:
        return ()  # '등록', '의무자 신고자', '심사 결과', '경고·시정 과태료'
    return tuple(head_cell(line.bare, (line.number, line.number), starts_line=True) for line in names)


def is_name(line: Line) -> bool:
    """Whether a line of a header is one cell: a year, or words that may go together."""
    year = [value.text for value in line.values] == [line.bare] and bool(YEAR.match(line.bare))
    words = not line.values and line.bare[0] not in _BRACKETS and cell_cost(header_words(line.text)) < _LOOSE
    return (year or words) and len(line.bare) <= _LONGEST


def is_tied(line: Line, names: Sequence[HeadCell], kinds: Sequence[ColumnKind]) -> bool:
    """Whether a header line could as well be read as other names over the same columns.

    '관 명 대관 건수 좌석 이용률(%)' over four figures: '대관', '건수' and '좌석 이용률(%)', or '대관 건수',
    '좌석' and '이용률(%)' over three.

    Args:
        line: the header's line.
        names: those that it was read as, the labels' first.
        kinds: of the columns under the last of them.
    """
    costs = {
        cells: cost
        + sum(map(kind_cost, kinds, ([head_cell(cell, (0, 0), False)] for cell in cells[-len(kinds) :])))
        for cost, cells in segmentations(header_words(line.text))
        if len(cells) == len(names)
    }
    own = tuple(name.text for name in names)
    over = [cells for cells in costs if any(is_label_word("".join(cell.split())) for cell in cells[1:])]
    rivals = [cost for cells, cost in costs.items() if cells != own and (cells not in over or own in over)]
    return own in costs and min(rivals, default=float("inf")) < costs[own] + _TIE
