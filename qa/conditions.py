"""Rows of a table that meet a condition, counted: '예산이 10억원 이상인 사업은 몇 개'."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import ge, gt, le, lt

from corpus.figures import parse_figures
from corpus.model import Fact
from corpus.units import convert
from qa import derive
from qa.alike import column_key
from qa.compose import clean
from qa.derive import Derived
from qa.lexicon import CONDITION
from qa.measures import is_change
from qa.query import Query
from qa.select import Candidates
from qa.steps import Step

Test = Callable[[Decimal, Decimal], bool]
TESTS: tuple[tuple[str, Test], ...] = (
    ("이상", ge),
    ("이하", le),
    ("미만", lt),
    ("초과", gt),
    ("넘", gt),
    ("안", lt),
    ("못", lt),
)
LEAST_ROWS = 3
FITS = 0.5  # what speaks for a figure whose column the condition is of


def condition_of(text: str) -> tuple[Decimal, str, Test] | None:
    """The bound that a question sets, its unit and how figures are to stand to it: '10억원 이상인'."""
    match = CONDITION.search(text)
    if match is None:
        return None
    figures = parse_figures(match[1])
    test = next(test for word, test in TESTS if word in match[2])
    if not figures:
        return None
    return figures[0].value, figures[0].unit, test


def rows(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The best figure of a column that a condition can be of, as an index, and what speaks for it."""
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


def counted(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """Count the rows of a column that meet the condition; nothing where none does."""
    found = condition_of(query.text)
    if found is None:
        return [], facts
    bound, unit, test = found
    meets = [
        fact
        for fact in derive.peers(facts[0], table, query)
        if (limit := _scaled(bound, unit, fact)) is not None and test(fact.value, limit)
    ]
    if not meets:
        return [], facts
    names = ", ".join(clean(fact.row[-1]) for fact in meets)
    derived = Derived(Decimal(len(meets)), "개", names, tuple(meets))
    return [Step(derived, "조건에 맞는 것", f"조건에 맞는 것은 {len(meets)}개입니다: {names}")], []


def _scaled(bound: Decimal, unit: str, fact: Fact) -> Decimal | None:
    """A bound in a figure's unit; None where it is of another kind."""
    return bound if fact.unit == unit else convert(bound, unit, fact.unit)
