"""Whether a figure as written agrees with one recomputed: exactly, within rounding, or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from corpus.model import Fact, Holds, Relation
from corpus.units import decimals, format_number, is_money, normalise_unit

HUNDRED: Final = Decimal(100)
_ONE: Final = Decimal(1)
_CONTEXT: Final = Context(prec=40)
_COUNTED: Final = re.compile(r"(?![십백천만억조평])[가-힣]{1,3}(?<!시간)")


def step(value: Decimal) -> Decimal:
    """The last digit shown: 0.1 for 12.0, 1 for 1,234."""
    places = decimals(value)
    return _power(-places) if places else _ONE


@lru_cache(maxsize=64)
def _power(exponent: int) -> Decimal:
    return _ONE.scaleb(exponent)


@lru_cache(maxsize=16384)
def digits(value: Decimal) -> int:
    """Significant digits without the zeros at the end: 3 for 12,300."""
    written = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(written)


def is_counted(unit: str) -> bool:
    """Whether a unit counts whole things ('명', '건'), so that its figures are never rounded."""
    return bool(_COUNTED.fullmatch(unit)) and not is_money(unit)


def judge_sum(expected: Decimal, found: Decimal, parts: Sequence[Decimal], unit: str = "") -> Holds:
    """Sums and differences: each figure may be off by half of its last digit, unless it is a count."""
    gap = abs(expected - found)
    if gap == 0:
        return "exact"
    if is_counted(unit):
        return "no"
    slack = sum((step(part) for part in parts), step(found)) / 2
    return "rounding" if gap <= slack else "no"


def judge_ratio(expected: Decimal, found: Decimal) -> Holds:
    """Rates and averages: exact when rounding half up gives it, 'rounding' within a last digit."""
    unit = step(found)
    if expected.quantize(unit, ROUND_HALF_UP) == found:
        return "exact"
    return "rounding" if abs(expected - found) <= unit else "no"


def ratio(numerator: Decimal, denominator: Decimal, scale: Decimal = HUNDRED) -> Decimal | None:
    """`numerator` / `denominator` in `scale` parts, None where it cannot be."""
    if denominator == 0:
        return None
    return _CONTEXT.multiply(_CONTEXT.divide(numerator, denominator), scale)


def growth(now: Decimal, before: Decimal) -> Decimal | None:
    """The change from `before` to `now` in percent of `before`."""
    return ratio(now - before, abs(before))


def relation(kind: str, facts: Sequence[Fact], formula: str, outcome: tuple[Decimal, Holds]) -> Relation:
    """A relation between facts, the result first; `outcome` is what is expected and whether it holds."""
    result, *operands = facts
    expected, holds = outcome
    return Relation(
        kind, result.id, tuple(fact.id for fact in operands), formula, holds, expected, result.value
    )


def shown(value: Decimal, like: Decimal) -> str:
    """A recomputed value with one digit more than the written one has, so that the gap is seen."""
    if value == value.to_integral_value() and step(like) == 1:
        return format_number(value.to_integral_value())
    return format_number(value.quantize(step(like) / 10, ROUND_HALF_UP))


def sum_formula(label: str, operands: Sequence[Fact]) -> str:
    """'계 = 30 + 12 + 7', the middle left out when long."""
    terms = [format_number(fact.value) for fact in operands]
    if len(terms) > 6:
        terms = [*terms[:3], f"…({len(terms) - 4}개)", terms[-1]]
    return f"{label} = {' + '.join(terms)}"


@lru_cache(maxsize=4096)
def is_rate_unit(unit: str) -> bool:
    """Whether figures of the unit cannot be added up."""
    return normalise_unit(unit) in {"%", "%p", "‰", "배"}
