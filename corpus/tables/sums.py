"""Which rows of a table are the parts of which row: found by adding up.

A tree over rows is built from the bottom up. The rows not yet placed stand on a stack, each with the
sum of itself and all below it, so 'these k rows add up to that row' is one look-up, and the whole is
linear in the number of rows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Final

from corpus.units import decimals

# '계', '합 계', '총계', '소 계', '누계', '전 체', '계(승용차)', '합계 (A+B)', '계(A)', '합계 4개소'
_TOTAL: Final = re.compile(
    r"(?:총|합|소|누|중|총합)?계(?:\(.*\)|\d[\d,]*[가-힣]{1,3})?|\((?:총|합|소)?계\)|전체|총괄|총합"
)
# '사업예산(계)', '시설비 소계': a total with the name of its group
_NAMED: Final = re.compile(r".+(?:\(계\)|\(소계\)|\(합계\)|소계|합계)")
_NAMED_APART: Final = re.compile(r".*[가-힣)]{2}\s+계")  # '정원 계', not '회 계'

_BIG: Final = 30  # figures of more digits than this are no figures
_NEAREST: Final = 6  # places looked at for one column's sum
_ROUNDS: Final = 4
_STEM: Final = 3  # '기부금' over '기부금수입': the letters that a single child has in common with its parent


@lru_cache(maxsize=16_384)
def squeeze(label: str) -> str:
    """The label without white space: '세 외 수 입' and '세외수입' are the same name."""
    return "".join(label.split())


@lru_cache(maxsize=4096)
def is_total(label: str) -> bool:
    """Whether the label is only 'total' ('합 계', '계(승용차)'), so that it names no group."""
    return _TOTAL.fullmatch(squeeze(label)) is not None


@lru_cache(maxsize=4096)
def is_named_total(label: str) -> bool:
    """Whether the label names a group and says that it is its total ('사업예산(계)')."""
    name = squeeze(label)
    named = _NAMED.fullmatch(name) or _NAMED_APART.fullmatch(label.strip())
    return not is_total(name) and named is not None


@dataclass(frozen=True, slots=True)
class Group:
    """Row `parent` is the sum of the rows `parts`: in the columns `exact`, not in those `off`."""

    parent: int
    parts: tuple[int, ...]
    exact: tuple[int, ...]
    off: tuple[int, ...]
    after: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    """How well a row agrees with the sum of some rows."""

    exact: tuple[int, ...]
    off: tuple[int, ...]
    digits: int  # significant digits that agree
    length: int  # digits of the longest figure that agrees
    near: int  # columns off by no more than rounding, or by a slip of less than a thousandth

    @property
    def compared(self) -> int:
        return len(self.exact) + len(self.off)


def _as_integers(
    values: Sequence[Sequence[Decimal | None]], columns: Sequence[int]
) -> list[list[int | None]]:
    """The figures of columns that can add up as integers of the same scale a column."""
    cut = [[_sane(row[c]) if c < len(row) else None for c in columns] for row in values]
    places = [_decimals([row[c] for row in cut]) for c in range(len(columns))]
    return [[_scaled(v, p) for v, p in zip(row, places, strict=True)] for row in cut]


def _sane(value: Decimal | None) -> Decimal | None:
    return value if value is not None and value.is_finite() and abs(value.adjusted()) < _BIG else None


def additive_columns(values: Sequence[Sequence[Decimal | None]]) -> list[int]:
    """The columns that can add up: not those of rates beside amounts (12.0 beside 1,773,824)."""
    width = max((len(row) for row in values), default=0)
    kinds: dict[int, bool] = {}
    for c in range(width):
        col = [v for row in values if c < len(row) and (v := _sane(row[c]))]
        if col:
            kinds[c] = sum(1 for v in col if decimals(v) > 0) * 2 > len(col)
    mixed = len(set(kinds.values())) > 1
    return [c for c in range(width) if not (mixed and kinds.get(c, False))]


def _decimals(column: Sequence[Decimal | None]) -> int:
    return min(max((decimals(v) for v in column if v is not None), default=0), _BIG)


def _scaled(value: Decimal | None, places: int) -> int | None:
    return None if value is None else int(value.scaleb(places))


def _match(parent: Sequence[int | None], sums: Sequence[int], parts: int) -> _Match:
    """Compare a row with the sums of `parts` rows; columns empty or zero on both sides say nothing."""
    exact: list[int] = []
    off: list[int] = []
    digits = near = length = 0
    for column, (value, total) in enumerate(zip(parent, sums, strict=True)):
        found = value or 0
        if found == 0 and total == 0:
            continue
        gap = abs(found - total)
        if gap == 0:
            exact.append(column)
            digits += len(str(abs(found)).rstrip("0")) or 1
            length = max(length, len(str(abs(found))))
            continue
        off.append(column)
        slip = gap * 1000 < abs(found) and abs(found) > 10_000
        if slip or (gap <= (parts + 1) // 2 and abs(found) > 1000):
            near += 1
    return _Match(tuple(exact), tuple(off), digits, length, near)


class _Stack:
    """Rows not yet placed, last on top; finds the rows that add up to a given row."""

    def __init__(self, grid: Sequence[Sequence[int | None]]) -> None:
        self.grid = grid
        self.width = len(grid[0]) if grid else 0
        self.rows: list[int] = []
        # sums[k] is the sum of the first k rows of the stack; places[c] says where a sum stands
        self.sums: list[tuple[int, ...]] = [(0,) * self.width]
        self.places: list[dict[int, list[int]]] = [{0: [0]} for _ in range(self.width)]

    def push(self, row: int) -> None:
        total = tuple(s + (v or 0) for s, v in zip(self.sums[-1], self.grid[row], strict=True))
        self.rows.append(row)
        self.sums.append(total)
        for column, value in enumerate(total):
            self.places[column].setdefault(value, []).append(len(self.rows))

    def pop(self, count: int) -> list[int]:
        """Take `count` rows off, top first."""
        taken = [self.rows.pop() for _ in range(count)]
        for _ in taken:
            total = self.sums.pop()
            for column, value in enumerate(total):
                self.places[column][value].pop()
        return taken

    def counts(self, row: int) -> list[int]:
        """How many rows from the top may add up to `row`, by at least one column."""
        found: set[int] = set()
        top = len(self.rows)
        if not top:
            return []
        sums = self.sums[-1]
        for column, value in enumerate(self.grid[row]):
            if not value:
                continue
            want = sums[column] - value
            slack = 3 if abs(value) > 10_000 else 0
            held = self.places[column]
            for near in range(want - slack, want + slack + 1):
                if places := held.get(near):
                    found.update(top - place for place in places[-_NEAREST:] if place < top)
        return sorted(found)

    def match(self, row: int, count: int) -> _Match:
        low = self.sums[len(self.rows) - count]
        return _match(self.grid[row], [a - b for a, b in zip(self.sums[-1], low, strict=True)], count)


def _accepts(match: _Match, count: int, rows: int, *, total: bool, alone: bool) -> bool:
    """Whether the agreement is more than chance: enough digits, and in most of the columns."""
    good = len(match.exact) + match.near
    strong = match.digits >= 6 and count >= 2
    if not match.exact and not (match.near and match.near == match.compared and match.near > 1):
        return False
    if good * 2 < match.compared or (good * 2 == match.compared and not strong):
        return False
    if count == 1:  # a single child repeats its parent: '기본경비 125 / 기본경비 125'
        return len(match.exact) == match.compared >= 2 and (match.digits >= 5 or alone)
    if total:
        return match.digits >= 2 or count >= 3
    return match.digits + 2 * match.near >= 4 + math.log10(rows)


@dataclass
class _Builder:
    """Groups rows round by round, until no row finds its parts among the rows not yet placed."""

    labels: Sequence[str]
    grid: list[list[int | None]]
    indents: Sequence[int]
    columns: list[int]
    lax: bool = False  # whether a row that repeats round figures ('4,800,000') may be a single child
    refused: bool = False  # whether one that may not was found
    groups: dict[int, Group] = field(default_factory=dict)

    def score(self) -> int:
        """How well the sums of several rows agree; a single child proves nothing."""
        several = [group for group in self.groups.values() if len(group.parts) > 1]
        return sum(len(group.exact) - 2 * len(group.off) for group in several)

    def run(self) -> None:
        roots = list(range(len(self.labels)))
        for _ in range(_ROUNDS):
            before = len(roots)
            roots = self._heads(roots)
            roots = self._tails(roots)
            if len(roots) == before:
                return

    def _heads(self, roots: list[int]) -> list[int]:
        """Rows whose parts stand below them."""
        stack = _Stack(self.grid)
        for row in reversed(roots):
            best = self._best(stack, row, head=True) if row not in self.groups else None
            if best is not None:
                count, match = best
                self._keep(row, stack.pop(count), match, after=False)
            stack.push(row)
        return stack.rows[::-1]

    def _tails(self, roots: list[int]) -> list[int]:
        """Totals whose parts stand above them."""
        totals = {row for row in roots if row not in self.groups and self._is_total(row)}
        if not totals:
            return roots
        stack = _Stack(self.grid)
        for row in roots:
            best = self._best(stack, row, head=False) if row in totals else None
            if best is not None:
                count, match = best
                self._keep(row, stack.pop(count)[::-1], match, after=True)
            stack.push(row)
        return stack.rows

    def _keep(self, row: int, parts: Sequence[int], match: _Match, *, after: bool) -> None:
        exact = tuple(self.columns[c] for c in match.exact)
        off = tuple(self.columns[c] for c in match.off)
        self.groups[row] = Group(row, tuple(parts), exact, off, after)

    def _best(self, stack: _Stack, row: int, *, head: bool) -> tuple[int, _Match] | None:
        """The number of rows on top of the stack that are the parts of `row`: the best agreement."""
        best: tuple[int, _Match] | None = None
        rank: tuple[int, int, int] = (-1, -1, 0)
        total = self._is_total(row)
        for count in stack.counts(row):
            parts = stack.rows[-count:]
            if not self._may_hold(row, parts, total=total, head=head):
                continue
            found = stack.match(row, count)
            named = squeeze(self.labels[row])[:_STEM] in squeeze(self.labels[parts[0]])
            if not self._takes(found, count, total=total, named=named):
                continue
            score = (len(found.exact) + found.near, found.digits, -count)
            if score > rank:
                best, rank = (count, found), score
        return best

    def _is_total(self, row: int) -> bool:
        return is_total(self.labels[row]) or is_named_total(self.labels[row])

    def _takes(self, found: _Match, count: int, *, total: bool, named: bool) -> bool:
        """Whether the agreement is more than chance; notes where only the lax rule says so."""
        if _accepts(found, count, len(self.grid), total=total, alone=named):
            return True
        if found.length < 4 or not _accepts(found, count, len(self.grid), total=total, alone=True):
            return False
        self.refused = not self.lax
        return self.lax

    def _may_hold(self, row: int, parts: Sequence[int], *, total: bool, head: bool) -> bool:
        """Whether indentation and names let `parts` stand under `row`."""
        if head and not total and any(self.indents[p] < self.indents[row] for p in parts):
            # '과 목 / (two spaces) 세목': rows further left are not parts, unless sums alone say so
            return len(parts) > 1
        lone = parts[0] if len(parts) == 1 else None
        return lone is None or lone in self.groups or not is_total(self.labels[lone])


def sum_groups(
    labels: Sequence[str], values: Sequence[Sequence[Decimal | None]], indents: Sequence[int] | None = None
) -> list[Group]:
    """The groups of rows that add up to a row above or below them, each row in at most one.

    Args:
        labels: each row's own label.
        values: each row's figures, None where the cell holds none.
        indents: each row's indentation, all zero when not given.

    Returns:
        Groups by the parent's place; `exact` and `off` are column indexes of `values`.
    """
    if not labels:
        return []
    depth = indents if indents is not None else [0] * len(labels)
    columns = additive_columns(values)
    grid = _as_integers(values, columns)
    best = _Builder(labels, grid, depth, columns)
    best.run()
    if best.refused:
        lax = _Builder(labels, grid, depth, columns, lax=True)
        lax.run()
        best = max(best, lax, key=_Builder.score)
    return [best.groups[row] for row in sorted(best.groups)]
