"""The amount of a fund whose share alone is printed: '총사업비 400백만원(국비 70%, 시비 30%)'.

So is how much of a fund is spent, where that is printed of all funds alone: '예산액 › 도비', '집행액 › 도비'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.model import Fact
from corpus.units import format_amount, is_money
from qa.derived import derive
from qa.derived.derive import Derived
from qa.derived.steps import Step, steps_of
from qa.figures.fields import own_label
from qa.figures.measures import measures_of
from qa.understanding.query import Query, squash
from qa.understanding.words.measures import BUDGETS

FUNDS = re.compile(r"국고보조금|국고|국비|도비|시비|군비|구비|지방비|자부담")
ASKS_SHARE = re.compile(r"비율|비중|%|퍼센트|프로|몫")
WHOLE = 100  # what shares without a sign come to: '총사업비 400백만원(국 70, 시 30)'


def amount_of_fund(query: Query, facts: Sequence[Fact], table: Sequence[Fact]) -> list[Step]:
    """The amount of the one fund that is named, of the total that its share stands beside; else none."""
    funds = FUNDS.findall(query.text)
    if len(funds) != 1 or "money" not in query.units or ASKS_SHARE.search(query.text):
        return []
    for fact in facts:
        told = [one for one in table if one.lines == fact.lines and one.cell == fact.cell]
        parts = [one for one in told if _is_called(one, funds[0])]
        wholes = [one for one in told if is_money(one.unit) and any(_is_under(part, one) for part in parts)]
        if len(parts) == 1 and len(wholes) == 1 and (rate := _as_share(parts[0], wholes[0], told)):
            return steps_of([(_portion(wholes[0], rate), funds[0])])
    return []


def rates_of_funds(query: Query, table: Sequence[Fact]) -> list[Step]:
    """How much of each fund that is named is spent: '도비 집행률'; none where that is printed."""
    funds = dict.fromkeys(FUNDS.findall(query.text)) if "spent_rate" in query.measures else {}
    results = []
    for fund in funds:
        mine = [fact for fact in table if _is_called(fact, fund)]
        spent = [fact for fact in mine if "spent" in measures_of(fact)]
        budgets = [fact for fact in mine if BUDGETS.intersection(measures_of(fact))]
        if len(spent) != 1 or len(budgets) != 1 or any(map(derive.is_rate, mine)):
            return []
        results.append(
            (derive.share(spent[0], budgets[0], derive.digits_asked(query.text)), f"{fund} 집행률")
        )
    return steps_of(results)


def _is_called(fact: Fact, fund: str) -> bool:
    """Tell whether a figure's own label is a fund, or its letter: '도' for 도비."""
    return any(squash(own_label(path)) in (fund, fund[0]) for path in (fact.row, fact.column) if path)


def _is_under(part: Fact, whole: Fact) -> bool:
    """Tell whether a figure is told in parentheses behind another: one label more, in its row or column."""
    return (part.row[:-1], part.column) == (whole.row, whole.column) or (
        part.row == whole.row and bool(part.column) and part.column[:-1] == whole.column
    )


def _as_share(part: Fact, whole: Fact, told: Sequence[Fact]) -> Fact | None:
    """A part in percent: as printed, or where all parts come to 100 and the total does not."""
    if part.unit == "%":
        return part
    beside = [one for one in told if _is_under(one, whole) and one.unit == part.unit]
    all_of = sum(one.value for one in beside) == WHOLE != whole.value
    return replace(part, unit="%", text=f"{part.text}%") if all_of and beside[1:] else None


def _portion(whole: Fact, rate: Fact) -> Derived:
    """The amount that a share of a whole is: 400백만원 × 30%."""
    value = whole.value * rate.value / 100
    value = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    formula = " × ".join(format_amount(fact.value, fact.unit) for fact in (whole, rate))
    return Derived(value, whole.unit, formula, (whole, rate))
