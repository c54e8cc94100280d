"""The figures of a table as a matrix of facts, rows and columns alike, so that each rule works both ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Final

from corpus.model import Fact, Path, Table
from corpus.relations.judge import is_rate_unit
from corpus.tables.sums import squeeze

# '증감률', '집행율', '비율(%)', '구성비', '이수율', '평균', '단가': never added up
RATE_WORD: Final = re.compile(
    r"[율률](?:\(|$|[^가-힣])|비율|비중|구성비|점유|평균|단가|\(%\)|지수|순위|연번|번호|만족도|점수|쪽수"
)

_SUM_CELL: Final = re.compile(r"총\s?\d")


@dataclass(frozen=True)
class Matrix:
    """`cells[r, c]` is the fact at row r and column c; `names` and `heads` are the paths of both.

    `told` as in `Table`: which rows are the parts of which is known without adding up.
    """

    table: int
    names: tuple[Path, ...]
    heads: tuple[Path, ...]
    cells: dict[tuple[int, int], Fact]
    turned: bool = False
    extent: tuple[int, int] = field(default=(0, 0))
    told: bool = False

    @property
    def rows(self) -> int:
        """The number of rows."""
        return len(self.names)

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.heads)

    def value(self, row: int, column: int) -> Decimal | None:
        """The figure at a place, None where there is none."""
        fact = self.cells.get((row, column))
        return fact.value if fact is not None else None

    def transposed(self) -> Matrix:
        """The same figures with columns as rows."""
        cells = {(c, r): fact for (r, c), fact in self.cells.items()}
        return Matrix(self.table, self.heads, self.names, cells, not self.turned)

    @cached_property
    def units(self) -> list[str]:
        """The unit that most figures of each column have."""
        counts: list[Counter[str]] = [Counter() for _ in self.heads]
        for (_, column), fact in self.cells.items():
            counts[column][fact.unit] += 1
        return [count.most_common(1)[0][0] if count else "" for count in counts]

    def is_rate(self, column: int) -> bool:
        """Whether a column holds rates, averages or the like."""
        return self._rates[column]

    @cached_property
    def _rates(self) -> list[bool]:
        return [
            is_rate_unit(unit) or any(RATE_WORD.search(squeeze(label)) for label in head)
            for unit, head in zip(self.units, self.heads, strict=True)
        ]

    def column(self, column: int) -> Mapping[int, Fact]:
        """The facts of a column by row."""
        return self._columns[column]

    @cached_property
    def _columns(self) -> list[dict[int, Fact]]:
        columns: list[dict[int, Fact]] = [{} for _ in self.heads]
        for (row, column), fact in sorted(self.cells.items(), key=lambda cell: cell[0]):
            columns[column][row] = fact
        return columns


def matrices(tables: Sequence[Table], facts: Iterable[Fact]) -> list[Matrix]:
    """One matrix a table, and a second where cells hold two figures ('451/214': before / after change)."""
    places: dict[int, dict[tuple[int, int], list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact.table is not None and fact.cell is not None:
            places[fact.table][fact.cell].append(fact)
    found: list[Matrix] = []
    for index, table in enumerate(tables):
        cells = {
            place: held
            for place, held in places.get(index, {}).items()
            if place[0] < len(table.rows) and place[1] < len(table.columns)
        }
        if not cells:
            continue
        names = tuple(row.path for row in table.rows)
        heads = _heads(table)
        firsts = {place: held[0] for place, held in cells.items()}
        found.append(Matrix(index, names, heads, firsts, told=table.told))
        if any(len(held) > 1 for held in cells.values()):
            last = {place: _last_alike(held) for place, held in cells.items()}
            found.append(Matrix(index, names, heads, last))
    return found


def _heads(table: Table) -> tuple[Path, ...]:
    """The column paths; a column whose cells all say '총 80회' is a total whatever its name."""
    return tuple(
        (*path, "총계")
        if _are_sums(row.cells[column].text.strip() for row in table.rows if column < len(row.cells))
        else path
        for column, path in enumerate(table.columns)
    )


def _are_sums(texts: Iterator[str]) -> bool:
    filled = filter(None, texts)
    return _SUM_CELL.match(next(filled, "")) is not None and all(map(_SUM_CELL.match, filled))


def _last_alike(held: Sequence[Fact]) -> Fact:
    """The last figure of a cell that has the unit of its first."""
    return next(fact for fact in reversed(held) if fact.unit == held[0].unit)
