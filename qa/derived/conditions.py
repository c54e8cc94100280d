"""Rows of a table that meet a condition, counted: '예산이 10억원 이상인 사업은 몇 개'.

The condition may be between two columns: '현원이 정원보다 적은 과는 몇 곳'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import ge, gt, le, lt

from corpus.figures import parse_figures
from corpus.model import Fact
from corpus.units import convert
from qa.derived import derive
from qa.derived.derive import Derived
from qa.derived.steps import Step
from qa.figures.alike import column_key, row_key
from qa.figures.fields import TOTALS, own_label
from qa.figures.measures import is_change
from qa.figures.select import Candidates
from qa.understanding.query import Query, squash
from qa.understanding.words.rows import CONDITION, COUNTS_ROWS, LESS_THAN, MORE_THAN
from qa.wording.compose import clean

Test = Callable[[Decimal, Decimal], bool]
Bound = tuple[Decimal, str, Test]
"""A value, its unit, and how figures are to stand to it."""
TESTS: tuple[tuple[str, Test], ...] = (
    ("이상", ge),
    ("이하", le),
    ("미만", lt),
    ("초과", gt),
    ("넘", gt),
    ("웃", gt),
    ("밑", lt),
    ("안", lt),
    ("못", lt),
)
MONTH = re.compile(r"\d{1,2}\s?월")
LEAST_ROWS = 3
MOST_TOLD = 12  # rows whose figures are told one by one
FITS = 0.5  # what speaks for a figure whose column the condition is of


def condition_of(text: str) -> Bound | None:
    """The bound that a question sets, its unit and how figures are to stand to it: '10억원 이상인'."""
    match = CONDITION.search(text)
    if match is None:
        return None
    figures = parse_figures(match[1])
    test = next(test for word, test in TESTS if word in match[2])
    if not figures:
        return None
    return figures[0].value, figures[0].unit, test


def columns_compared(text: str) -> tuple[str, str, Test] | None:
    """The two columns that a question compares row by row, and how: '현원이 정원보다 적은 과'."""
    for said, test in ((LESS_THAN, lt), (MORE_THAN, gt)):
        match = said.search(text)
        if match:
            return match["one"] or match["first"], match["other"] or match["than"], test
    return None


def _is_of(fact: Fact, name: str) -> bool:
    """Tell whether a figure is of a column, or of a row, that is called so."""
    return any(squash(label).startswith(squash(name)) for label in (*fact.column, *fact.row))


def _item(fact: Fact, names: Sequence[str]) -> str:
    """What a figure of one of the named columns is told of: its row; its column, where a row is named so."""
    by_rows = any(squash(own_label(fact.row)).startswith(squash(name)) for name in names)
    return own_label(fact.column if by_rows else fact.row)


def _both(facts: Sequence[Fact], names: tuple[str, str]) -> list[tuple[Fact, Fact]]:
    """The figures of two columns, for each row of a table that has both, or of two rows; totals left out."""
    for line in (row_key, column_key):
        first, second = ({line(fact): fact for fact in facts if _is_of(fact, name)} for name in names)
        pairs = [(first[key], second[key]) for key in first if key in second]
        pairs = [(a, b) for a, b in pairs if a.unit == b.unit and squash(_item(a, names)) not in TOTALS]
        if len(pairs) >= LEAST_ROWS:
            return pairs
    return []


def rows(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The best figure of a column that a condition can be of, as an index, and what speaks for it."""
    if compared := columns_compared(query.text):
        return _row_of_both(candidates, compared[:2])
    found = condition_of(query.text)
    if found is None:
        return [], 0.0
    bound, unit, _ = found
    facts = candidates.facts
    for n in candidates.leading():
        beside = sum(column_key(fact) == column_key(facts[n]) for fact in facts)
        if beside >= LEAST_ROWS and _scaled(bound, unit, facts[n]) is not None and not is_change(facts[n]):
            return [n], FITS
    return [], 0.0


def is_printed_so(query: Query, candidates: Candidates) -> bool:
    """Tell whether the label of a leading figure sets the bound itself: the column '소규모(60명 이하)'."""
    said = CONDITION.search(query.text) if query.operation == "matching" else None
    bound = squash(said[1] + said[2]) if said else ""
    facts = candidates.facts
    return bool(bound) and any(
        bound in squash("/".join((*facts[n].row, *facts[n].column))) for n in candidates.leading()
    )


def counted(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """Count the rows of a column that meet the condition; nothing where none does.

    Where it is asked which they are, the figure of each is told too.
    """
    meets = _meeting(query, facts[0], table)
    if not meets:
        return [], facts
    compared = columns_compared(query.text)
    names = ", ".join(clean(_item(fact, compared[:2] if compared else ())) for fact in meets)
    told = [] if COUNTS_ROWS.search(query.text) or len(meets) > MOST_TOLD else meets
    unit = "개월" if all(MONTH.fullmatch(own_label(fact.row)) for fact in meets) else "개"
    derived = Derived(Decimal(len(meets)), unit, names, tuple(meets))
    return [Step(derived, "조건에 맞는 것", f"조건에 맞는 것은 {len(meets)}{unit}입니다: {names}")], told


def _row_of_both(candidates: Candidates, names: tuple[str, str]) -> tuple[list[int], float]:
    """The best figure of a table with the two columns, as an index, and what speaks for it."""
    facts = candidates.facts
    for n in candidates.order():
        mine = [fact for fact in facts if (fact.document, fact.table) == (facts[n].document, facts[n].table)]
        if facts[n].cell and _is_of(facts[n], names[0]) and _both(mine, names):
            return [n], FITS
    return [], 0.0


def _meeting(query: Query, first: Fact, table: Sequence[Fact]) -> list[Fact]:
    """The rows of a figure's column, or of its table, that meet the condition."""
    if compared := columns_compared(query.text):
        *names, test = compared
        return [a for a, b in _both(table, (names[0], names[1])) if test(a.value, b.value)]
    found = condition_of(query.text)
    if found is None:
        return []
    bound, unit, test = found
    return [
        fact
        for fact in derive.peers(first, table, query)
        if (limit := _scaled(bound, unit, fact)) is not None and test(fact.value, limit)
    ]


def meets(fact: Fact, bound: Bound | None) -> bool | None:
    """Tell whether a figure stands to a bound as it is to; None where they are of other kinds."""
    limit = _scaled(bound[0], bound[1], fact) if bound else None
    return bound[2](fact.value, limit) if bound and limit is not None else None


def _scaled(bound: Decimal, unit: str, fact: Fact) -> Decimal | None:
    """A bound in a figure's unit; None where it is of another kind."""
    return bound if fact.unit == unit else convert(bound, unit, fact.unit)
