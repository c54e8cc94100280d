"""Flattened headers of two rows written one after the other: all upper names, then the lower ones.

    부 서 2030          the upper names, the narrow ones over two lines
    결산액
    2031 예산 집행액
    집행률계 본예산 추경   the lower ones, the first glued to the last of the upper
    합 계 900 1,000 700 300 400 40.0

Under which of the upper names the lower ones stand is lost; the figures tell where they are the parts of a
total among them or before them. Where they do not tell there is no table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.tables.spaces.columns import Arrangement
from corpus.tables.spaces.header import REMARKS, HeadCell, Reading, is_label_word, streams
from corpus.tables.spaces.kinds import TOTALS, Columns, Values, kind_cost
from corpus.tables.spaces.lines import YEAR, Line

_HeadLines = list[tuple[int, str]]
# '예정계' before '본예산', not '특별회계' and '소계'; '대상A' before 'B'
_TOTAL: Final = re.compile(r"([^\s(]*[^\s합소총누회설기집통관단체생세시연한중징훈](?<!\d))(계)(?=\s)")
_SERIES: Final = re.compile(r"([^\s(]*[가-힣])(A)(?=\s+B\s)")
_LAST: Final = 2  # lines of the lower names
_LEAST_LOWER: Final = 3
_LEAST_ROWS: Final = 2
_DEAREST: Final = 2.5
_MARGIN: Final = 0.1
_LONE_YEAR: Final = 0.3  # what it costs that the only year is a name by itself, not the start of one


def split_rows(head: Sequence[Line]) -> tuple[_HeadLines, _HeadLines]:
    """The lines of the upper and of the lower names, none where nothing tells where the lower ones start."""
    for at in range(len(head) - 1, max(0, len(head) - 1 - _LAST), -1):
        found = next((last for rule in (_TOTAL, _SERIES) for last in rule.finditer(head[at].text)), None)
        if found:
            number, text = head[at].number, head[at].text
            above = [(line.number, line.text) for line in head[:at]]
            below = [(line.number, line.text) for line in head[at + 1 :]]
            return [*above, (number, text[: found.start(2)])], [(number, text[found.start(2) :]), *below]
    return [], []


def lay_upper_first(
    upper: _HeadLines, lower: _HeadLines, columns: Columns, *, tails: bool
) -> Arrangement | None:
    """The header laid over the columns; None where the figures do not tell how.

    Args:
        upper: the lines of the upper names, from that of the labels on.
        lower: the lines of the lower names.
        columns: the kinds and the figures of the columns.
        tails: whether words stand behind the figures of the rows.
    """
    ways: list[Arrangement] = []
    for under in _readings(lower, len(columns)):
        for over in _readings(upper, len(columns) + 2):
            ways += _laid(over, under, columns, tails=tails)
    ways.sort(key=lambda way: way.cost)
    if not ways or ways[0].cost > _DEAREST:
        return None
    best = _keys(ways[0])
    rivals = (way.cost for way in ways if _keys(way) != best)
    return ways[0] if next(rivals, float("inf")) >= ways[0].cost + _MARGIN else None


def _readings(lines: _HeadLines, most: int) -> Sequence[Reading]:
    found = streams(lines, most)
    return found[-1] if found else ()


def _keys(way: Arrangement) -> list[tuple[str, ...]]:
    return [tuple(cell.key for cell in path) for path in way.paths]


def _laid(over: Reading, under: Reading, columns: Columns, *, tails: bool) -> Iterator[Arrangement]:
    """The ways in which the figures let the lower cells stand under one of the upper ones."""
    label, *top = over.cells
    low = under.cells
    remarks = [cell for cell in top if cell.key in REMARKS]
    if tails and not remarks:
        remarks = top[-1:]
    top = [cell for cell in top if cell not in remarks]
    if len(low) < _LEAST_LOWER or len(top) + len(low) - 1 != len(columns) or not is_label_word(label.key):
        return
    for at in range(len(top)):
        if _is_told(top, low, at, columns.values):
            paths: list[tuple[HeadCell, ...]] = [(cell,) for cell in top]
            paths[at : at + 1] = [(top[at], cell) for cell in low]
            years = sum(bool(YEAR.match(cell.key)) for cell in top)
            cost = over.cost + under.cost + _LONE_YEAR * (years == 1)
            cost += sum(map(kind_cost, columns.kinds, paths))
            yield Arrangement((label,), tuple(paths), remarks[0] if remarks else None, cost)


def _is_told(top: Sequence[HeadCell], low: Sequence[HeadCell], at: int, rows: Sequence[Values]) -> bool:
    """Whether in all rows the figures of the lower cells from `at` on are the parts of a total there."""
    if low[0].key in TOTALS:
        total, first = at, at + 1
    elif at and top[at - 1].key in TOTALS:
        total, first = at - 1, at
    else:
        return False
    parts = [[value or 0 for value in row[first : at + len(low)]] for row in rows]
    right = all((row[total] or 0) == sum(part) for row, part in zip(rows, parts, strict=True))
    return right and sum(sum(map(bool, part)) > 1 for part in parts) >= _LEAST_ROWS
