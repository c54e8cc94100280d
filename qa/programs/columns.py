"""The columns of a table that a form of measure goes over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from corpus.model import Fact
from qa.derived.each import is_number, is_told_for_each
from qa.figures.measures import in_units, is_change, may_be_in, measure_fit, measures_of
from qa.programs.coverage import MEASURED, Asked, explains
from qa.programs.grid import Grid, Line
from qa.programs.reading import POINTS, Reading
from qa.understanding.asked_years import since_year
from qa.understanding.query import Query, Term
from qa.understanding.words.measures import BUDGETS, CHANGE_MEASURES

Operands = tuple["Column", ...]
# a column's labels without what is of one year: '2031년 말' and '2032년 6월 말' are alike here, unlike in
# `changes.ASIDE`
OF_YEAR = re.compile(r"\([^)]*\)|['’‘]?\d{2,4}(?:년도?|학년도)?|\d{1,2}월(?:말)?|[\s.~∼A-Z-]")


class Column:
    """A column of a table: its line and figures, and whether a question names it."""

    def __init__(self, grid: Grid, line: Line, asked: Asked) -> None:
        self.line = line
        self.facts: Sequence[Fact] = grid.of_column[line.place]
        self._asked = asked

    @cached_property
    def year(self) -> int | None:
        """The year that most of its figures are of."""
        return Counter(fact.year for fact in self.facts).most_common(1)[0][0]

    @cached_property
    def is_of_one_year(self) -> bool:
        """Whether all its figures are of one year, as those of a row that tells several are not."""
        return self.year is not None and all(fact.year == self.year for fact in self.facts)

    @cached_property
    def kind(self) -> str:
        """Its labels without what is of one year: '예산' of '2031년 예산' and of '2032년 예산'."""
        return OF_YEAR.sub("", "/".join(self.line.path))

    @cached_property
    def is_named(self) -> bool:
        """Whether the question says its own label as it is printed."""
        return self._asked.names(self.line.name)

    @cached_property
    def is_said(self) -> bool:
        """Whether the question says its own label."""
        return self._asked.calls(self.line.name)

    @cached_property
    def is_called(self) -> bool:
        """Whether the question says its own label, or asks for its measure."""
        return self.is_said or any(
            term.measure and all(measure_fit(term, fact) >= MEASURED for fact in self.facts)
            for term in self._asked.terms
        )

    @cached_property
    def unsaid(self) -> int:
        """How many of its labels the question does not say: '응급실' of '응급실 › 환자'; its own may be '계'.

        What is only of a measure, as '현원 › 행정직' is, is not said.
        """
        named = [label for label in self.line.path if OF_YEAR.sub("", label)]
        if named and named[-1] != self.line.path[-1]:  # '예산액 › 2031': what stands above tells what it is
            return sum(not self._asked.calls(label) for label in named)
        above = [label for label in named if label != self.line.path[-1]]
        called = self.is_said or self.line.is_total or (self.is_called and not above)
        return sum(not self._asked.calls(label) for label in above) + (not called)

    @cached_property
    def is_amount(self) -> bool:
        """Whether its figures are no rates, changes or averages."""
        first = self.facts[0]
        return not ("%" in first.unit or is_change(first) or is_told_for_each(first))

    @cached_property
    def units(self) -> set[str]:
        """The units of its figures."""
        return {fact.unit for fact in self.facts}


def operands(
    every: Sequence[Column], asked: Asked, reading: Reading, own_year: int | None
) -> Iterator[Operands]:
    """The columns that the operands of a form stand in, in its order.

    Args:
        every: the columns of a table.
        asked: what the question names.
        reading: what it asks.
        own_year: of the report.
    """
    query, terms = asked.query, asked.terms
    wanted: set[int | None] = {*query.years} or {own_year}
    if query.relative_years and own_year:
        wanted = {own_year + offset for offset in query.relative_years}
    elif not query.years and own_year:  # else what was told last: at the end of the year before
        told = [column.year or own_year for column in every]
        wanted = {max((year for year in told if year <= own_year), default=own_year)}
    columns = [column for column in every if (column.year or own_year) in wanted]
    if reading.form == "plain" and reading.shape == "told":
        yield from _in_each_year(columns, query, reading)
    elif reading.form == "plain":
        yield from ((column,) for column in columns if _fits(column, query, reading))
    elif reading.form == "each":
        for number in columns:
            if _counts(number, query, reading, terms):
                yield from (
                    (amount, number) for amount in columns if _is_divided(amount, number, query, reading)
                )
    elif reading.form == "share":
        yield from ((column,) for column in columns if column.is_amount)
        yield from (
            (part, whole)
            for part in columns
            for whole in columns
            if part is not whole and part.is_named and whole.is_named and _stand_alike(part, whole)
        )
    elif reading.form == "gap":
        yield from (
            (one, other)
            for n, one in enumerate(columns)
            for other in columns[n + 1 :]
            if one.is_called
            and other.is_called
            and _stand_alike(one, other)
            and not one.units.isdisjoint(other.units)
            and one.year == other.year
            and not (is_change(one.facts[0]) or is_change(other.facts[0]))
        )
    else:
        yield from ((new, old) for new in every for old in every if _is_later(new, old, query, own_year))


def _in_each_year(columns: Sequence[Column], query: Query, reading: Reading) -> Iterator[Operands]:
    """One column of each year that is asked for, for each measure that is; of one measure where none is."""
    kinds: dict[str, list[Column]] = {}
    for column in columns:
        if _fits(column, query, reading):
            kinds.setdefault(column.kind, []).append(column)
    years = {column.year for column in columns} if len(query.years) < 2 else set(query.years)
    whole = [
        some
        for some in kinds.values()
        if len(some) == len({column.year for column in some}) and years <= {column.year for column in some}
    ]
    called = [some for some in whole if all(column.is_said for column in some)]
    if called:
        least = min(some[0].unsaid for some in called)  # no '가로등 › 교체' where '교체' stands alone
        called = [some for some in called if some[0].unsaid == least]
        yield tuple(column for some in called for column in some)
    else:
        yield from map(tuple, whole)


def of_all_years(every: Sequence[Column], query: Query, reading: Reading) -> Iterator[Operands]:
    """The columns of a table whose items are years."""
    yield from ((column,) for column in every if _fits(column, query, reading))


def _fits(column: Column, query: Query, reading: Reading) -> bool:
    """Tell whether figures may be what is asked for, by their unit; a change where one is asked for."""
    asks_change = reading.shape == "matching" and not CHANGE_MEASURES.isdisjoint(query.measures)
    units = (
        [unit for unit in query.units if unit not in ("개", "place")]
        if reading.shape == "matching"
        else query.units
    )
    rated = reading.shape == "apart" and any(term.endswith("_rate") for term in query.measures)
    if rated:
        units = ["%"]  # '예산 집행률이 더 높은 곳'
    elif reading.shape in ("apart", "times") and not (query.operation is None and units == ("%",)):
        units = [unit for unit in units if unit != "%"]
    if query.operation == "growth" and query.units == ("%",) and not POINTS.search(query.text):
        return column.is_amount  # '몇 % 늘었나': of no rate
    fits = not units or any(may_be_in(unit, fact) for unit in units for fact in column.facts)
    return fits and asks_change == is_change(column.facts[0])


def _counts(column: Column, query: Query, reading: Reading, terms: Sequence[Term]) -> bool:
    """Tell whether a column has the numbers that amounts are divided by: 교사 of '교사 한 명당'."""
    each = reading.each
    if each is None or not sum(is_number(fact, each) for fact in column.facts) * 2 > len(column.facts):
        return False
    before = [term for term in terms if term.start < each.start]
    before = [term for term in before if not query.text[term.start + len(term.text) : each.start].strip()]
    return all(explains([term], column.line.name) for term in before)


def _is_divided(amount: Column, number: Column, query: Query, reading: Reading) -> bool:
    wanted = reading.each.others(query.units) if reading.each else query.units
    fits = any(in_units(wanted, fact.unit) for fact in amount.facts)
    alone = 1 in (len(amount.line.path), len(number.line.path))
    fits = fits and (alone or _stand_alike(amount, number))
    return amount is not number and amount.year == number.year and amount.is_amount and fits


def _stand_alike(one: Column, other: Column) -> bool:
    """Tell whether two columns stand under the same labels, or are called alike under others."""
    return one.line.path[:-1] == other.line.path[:-1] or one.line.path[-1:] == other.line.path[-1:]


def _is_later(new: Column, old: Column, query: Query, own_year: int | None) -> bool:
    """Tell whether two columns are one measure, or budgets, of the two years that are compared."""
    if new is old or not (new.is_of_one_year and old.is_of_one_year and new.is_amount and old.is_amount):
        return False
    if new.units.isdisjoint(old.units):
        return False
    alike = new.kind == old.kind
    budgets = all(BUDGETS.intersection(measures_of(column.facts[0])) for column in (new, old))
    return (alike or budgets) and (old.year, new.year) == _compared(query, own_year)


def _compared(query: Query, own_year: int | None) -> tuple[int, int] | None:
    """The earlier and the later year that are compared; where one is named, it and the one before."""
    years = sorted({year for year, _ in query.year_places})
    if len(years) == 2:
        return years[0], years[1]
    if years and own_year and since_year(query):
        return years[0], own_year
    last = years[0] if len(years) == 1 else own_year
    return (last - 1, last) if last and len(years) < 2 else None
