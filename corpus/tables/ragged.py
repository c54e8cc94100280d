"""Rows whose cells do not meet the columns: each cell goes where its kind belongs, or the row is doubted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from corpus.tables.cell_kinds import NUMBERS, Kind, compact, kind_of
from corpus.tables.headers import Texts
from corpus.tables.sums import is_total

Profile = Literal["label", "text", "figure", "rate", "open"]

CLASH: Final = 4
# from this cost on a row that has all its cells may have been shifted
SUSPECT: Final = 3
_RATE_HEAD = re.compile(r"(?:율|률|비중|비율|구성비|%\)?)$")
_SMALL = re.compile(r"^\(?[△▲Δ▽∆+\-−–]?\s?(?:\d{1,3}|\d+\.\d+)\s?%?\)?$")

# what a cell of this kind costs in a column of this profile; what is not here costs CLASH
_COSTS: Final[dict[Profile, dict[Kind, int]]] = {
    "label": {"text": 0, "name": 0, "range": 1, "blank": 1, "dash": 3, "mixed": 2},
    "text": {"text": 0, "name": 0, "range": 0, "blank": 0, "dash": 0, "mixed": 1, "figure": 3, "rate": 3},
    "figure": {"figure": 0, "mixed": 0, "dash": 0, "range": 1, "blank": 1, "rate": 3, "name": 3},
    "rate": {"rate": 0, "figure": 3, "dash": 0, "blank": 1, "mixed": 1},
    "open": dict.fromkeys(("text", "name", "range", "blank", "dash", "mixed", "figure", "rate"), 0),
}
_SKIP: Final[dict[Profile, int]] = {"label": 1, "text": 1, "figure": 2, "rate": 2, "open": 1}


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the cells of a row go: `columns[i]` is for cell i; `certain` where no other way is as good."""

    columns: tuple[int, ...]
    certain: bool


def profiles(rows: Texts, heads: Sequence[str], labels: int, width: int) -> tuple[Profile, ...]:
    """What each column holds, by the rows that have all their cells and by its header name."""
    full = [row for row in rows if len(row) == width]
    return tuple(_profile(full, heads[column], column, labels) for column in range(width))


def _profile(full: Texts, head: str, column: int, labels: int) -> Profile:
    if column < labels:
        return "label"
    kinds = Counter(kind_of(row[column]) for row in full)
    figures = sum(kinds[kind] for kind in NUMBERS)
    words = kinds["text"] + kinds["name"]
    if figures + words == 0:
        return "rate" if _RATE_HEAD.search(compact(head)) else "open"
    if words > figures:
        return "text"
    rates = kinds["rate"] * 2 > figures or bool(_RATE_HEAD.search(compact(head)))
    return "rate" if rates else "figure"


def _cost(text: str, profile: Profile) -> int:
    kind = kind_of(text)
    if profile == "rate" and kind == "figure" and _SMALL.match(text.strip()):
        return 0
    return _COSTS[profile].get(kind, CLASH)


def row_cost(row: Sequence[str], columns: Sequence[Profile]) -> int:
    """How badly the kinds of a full row meet its columns; 0 for a row that meets them all."""
    return sum(_cost(text, profile) for text, profile in zip(row, columns, strict=True))


def clashes(row: Sequence[str], columns: Sequence[Profile]) -> bool:
    """True where a cell cannot stand in its column: a figure among labels, a word among figures."""
    return any(_cost(text, profile) >= CLASH for text, profile in zip(row, columns, strict=True))


def place(row: Sequence[str], columns: Sequence[Profile], *, stripped: bool = False) -> Placement:
    """The cheapest way to put a short row's cells, in their order, into the columns.

    `stripped` says that the writer left out blank cells at the end of a row and wrote all others.

    Example: a total's name stands for two label columns, so that the row is one cell short:
        >>> place(["합계", "1,200", "3.4%"], ["label", "label", "figure", "rate"])
        Placement(columns=(0, 2, 3), certain=True)
    """
    count, width = len(row), len(columns)
    costs = [[_cost(text, profile) for profile in columns] for text in row]
    skips = [_SKIP[profile] for profile in columns]
    skips[0] = _first_skip(row, columns)
    tail = [0] * width if stripped else skips
    # best[i][c]: (cost, ways) to place the first i cells in the first c columns
    best: list[list[tuple[int, int]]] = [[(0, 1)]]
    for cost in skips:
        best[0].append((best[0][-1][0] + cost, 1))
    for i in range(1, count + 1):
        line = [(10**9, 0)] * (width + 1)
        for c in range(i, width - count + i + 1):
            use = (best[i - 1][c - 1][0] + costs[i - 1][c - 1], best[i - 1][c - 1][1])
            skip = (line[c - 1][0] + (tail if i == count else skips)[c - 1], line[c - 1][1])
            ways = use[1] + skip[1] if use[0] == skip[0] else min(use, skip)[1]
            line[c] = (min(use[0], skip[0]), ways)
        best.append(line)
    # back from the end, leaving a column out wherever that costs no more: the leftmost of equals
    found: list[int] = []
    i, c = count, width
    while i:
        cost = best[i][c - 1][0] + (tail if i == count else skips)[c - 1] if c > i else 10**9
        c -= 1
        if cost > best[i][c + 1][0]:
            found.append(c)
            i -= 1
    return Placement(tuple(reversed(found)), best[count][width][1] == 1)


def _first_skip(row: Sequence[str], columns: Sequence[Profile]) -> int:
    """What it costs to leave the first column blank: a label merged from above is not written again.

    A total's name stands first, for all label columns; a word stands first where one column is of words.
    """
    first = row[0] if row else ""
    if kind_of(first) in NUMBERS:
        return 1
    second = columns[1] if len(columns) > 1 else "open"
    return 0 if second in {"label", "text"} and not is_total(first) else CLASH
