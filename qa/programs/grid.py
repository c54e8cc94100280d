"""A table as items and what is told of them: by its rows, or turned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from corpus.model import Fact, Path
from qa.figures.fields import is_total_label, own_label
from qa.figures.measures import in_units
from qa.understanding.query import squash

OF_OTHERS = re.compile(r"\(\s*(?:소|합|총)?\s*계\s*\)\s*$")
LEAST_ITEMS = 2  # that are told alike
Kinds = Mapping[int, Sequence[str]]
"""What is told in words of the item at a place: the '직영' of a row '가온센터 | 직영 | 12명'."""


class Line(NamedTuple):
    """A row or a column of a table: its place, and the labels that it is called by."""

    place: int
    path: Path

    @property
    def name(self) -> str:
        """The own label as printed, without what stands in parentheses."""
        return own_label(self.path)

    @property
    def is_total(self) -> bool:
        """Whether it is called a total."""
        return is_total_label(self.name)

    @property
    def is_sum(self) -> bool:
        """Whether it is said to be what others come to: '사업예산(계)'."""
        return bool(self.path) and OF_OTHERS.search(self.path[-1]) is not None


@dataclass(frozen=True, slots=True)
class Level:
    """Items that may be meant together, and the labels that all of them share: '승용' over '승용 › 일반'.

    `total` is the line of what they come to; None where none is printed. Where they are `of_kind`, what they
    share is what is told in words of each; `adds_up` says that prose tells them as the parts of the total.
    """

    items: Sequence[Line]
    shared: Path = ()
    total: Line | None = None
    of_kind: bool = False
    adds_up: bool = False


@dataclass(frozen=True)
class Grid:
    """A table of figures seen by its items, which are its rows, or its columns where it is turned.

    `cells` has the figures by (place of the item, place of the column).
    """

    items: Sequence[Line]
    columns: Sequence[Line]
    cells: Mapping[tuple[int, int], Sequence[Fact]]
    kinds: Kinds

    @classmethod
    def of(cls, facts: Sequence[Fact], *, turned: bool, kinds: Kinds) -> Grid:
        """See the figures of one table, or of the prose of one section, by their rows, or `turned`.

        `kinds` are what is told in words of the rows.
        """
        cells: dict[tuple[int, int], list[Fact]] = {}
        items: dict[int, Path] = {}
        columns: dict[int, Path] = {}
        for fact, (row, column) in _placed(facts):
            place, across = (column, row) if turned else (row, column)
            items[place], columns[across] = (fact.column, fact.row) if turned else (fact.row, fact.column)
            cells.setdefault((place, across), []).append(fact)
        return cls(_lines(items), _lines(columns), cells, {} if turned else kinds)

    def at(self, item: Line, column: Line, units: Sequence[str] = ()) -> Fact | None:
        """The figure of an item under a column, the first in one of the units where some are given."""
        told = self.cells.get((item.place, column.place), ())
        fitting = (fact for fact in told if in_units(units, fact.unit))
        return next(fitting, told[0] if told else None)

    def year(self, item: Line) -> int | None:
        """The year that all figures of an item are of; None for none or several."""
        years = {fact.year for fact in self._of_item[item.place]}
        return years.pop() if len(years) == 1 else None

    @cached_property
    def _of_item(self) -> Mapping[int, Sequence[Fact]]:
        return _grouped((item, facts) for (item, _), facts in self.cells.items())

    @cached_property
    def of_column(self) -> Mapping[int, Sequence[Fact]]:
        """The figures of each column, by its place."""
        return _grouped((column, facts) for (_, column), facts in self.cells.items())

    @cached_property
    def levels(self) -> Sequence[Level]:
        """The items that may be meant together: all of the lowest, of the highest, under one, alike.

        Those are called alike, or are of one kind: '직영' of each of three rows.

        A sub-total stands for what it is of: '총무과 › 소계' is the item 총무과.
        """
        lines = [Line(line.place, _bare(line.path)) for line in self.items]
        named = [line for line in lines if line.path and not (line.is_total or line.is_sum)]
        total = next((line for line in lines if line.path and line.is_total and len(line.path) == 1), None)
        above = {line.path[:depth] for line in named for depth in range(1, len(line.path))}
        levels = [
            Level([line for line in named if line.path not in above], (), total),
            Level([line for line in named if len(line.path) == 1], (), total),
        ]
        under = defaultdict[Path, list[Line]](list)
        alike = defaultdict[str, list[Line]](list)  # '총무과 › 정원', '인사과 › 정원'
        for line in named:
            under[line.path[:-1]].append(line)
            if len(line.path) > 1:
                alike[line.path[-1]].append(Line(line.place, line.path[:-1]))
        first: dict[Path, Line] = {}
        for line in named:
            first.setdefault(line.path, line)
        levels += [Level(under[whole], whole, first.get(whole)) for whole in sorted(above)]
        levels += [Level(alike[last], (last,), first.get((last,))) for last in sorted(alike)]
        kinds = {squash(kind): kind for line in levels[0].items for kind in self.kinds.get(line.place, ())}
        for name, kind in sorted(kinds.items()):
            of_kind = [line for line in named if name in map(squash, self.kinds.get(line.place, ()))]
            levels.append(Level(of_kind, (kind,), total, of_kind=True))
        levels += self._that_add_up()
        found: list[Level] = []
        for level in levels:
            if len(level.items) >= LEAST_ITEMS and not any(_is_same(level, other) for other in found):
                found.append(level)
        return found

    def _that_add_up(self) -> Iterator[Level]:
        """The items of prose that a figure told before them is the total of: '3과 60명', then each 과."""
        lines = {line.place: line for line in self.items}
        columns = defaultdict[int, list[tuple[Line, Fact]]](list)
        for (item, column), facts in self.cells.items():
            columns[column] += [(lines[item], fact) for fact in facts if fact.table is None]
        for told in columns.values():
            for first, (line, whole) in enumerate(told):
                left, end = whole.value, first + 1
                while left > 0 and end < len(told):
                    left -= told[end][1].value
                    end += 1
                if left == 0 and end - first > LEAST_ITEMS + 1:
                    yield Level([one for one, _ in told[first + 1 : end]], (), line, adds_up=True)


def _placed(facts: Sequence[Fact]) -> list[tuple[Fact, tuple[int, int]]]:
    """Each figure with its cell; in prose a row for what it is called, a column for what it is counted in."""
    rows: dict[object, int] = {}
    columns: dict[object, int] = {}
    return [
        (
            fact,
            fact.cell
            or (
                rows.setdefault((fact.row, fact.lines), len(rows)),
                columns.setdefault((fact.column, fact.unit), len(columns)),
            ),
        )
        for fact in facts
    ]


def _grouped(told: Iterable[tuple[int, Sequence[Fact]]]) -> Mapping[int, Sequence[Fact]]:
    found: dict[int, list[Fact]] = {}
    for place, facts in told:
        found.setdefault(place, []).extend(facts)
    return found


def _lines(paths: Mapping[int, Path]) -> list[Line]:
    return [Line(place, path) for place, path in sorted(paths.items())]


def _bare(path: Path) -> Path:
    """Labels without that of a sub-total behind them."""
    return path[:-1] if len(path) > 1 and is_total_label(own_label(path)) else path


def _is_same(level: Level, other: Level) -> bool:
    return level.items == other.items and level.adds_up == other.adds_up


def is_over(line: Line, other: Line) -> bool:
    """Tell whether a line stands above another: its labels begin the other's."""
    return other.path[: len(line.path)] == line.path
