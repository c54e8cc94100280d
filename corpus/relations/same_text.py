"""A figure of the text that is one of a table, or that stands in the text twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from corpus.model import Fact, Holds, Relation
from corpus.relations.judge import digits, is_rate_unit, relation, step
from corpus.units import convert, format_amount

_NAMED: Final = 3  # significant digits that are telling beside a name in common
_BARE: Final = 5  # and without one
_MOST: Final = 12  # a figure that stands more often than this is no evidence
_LARGEST: Final = Decimal(10) ** 20
_WORD: Final = re.compile(r"[가-힣A-Za-z]{2,}")
# words that name no item
_COMMON_WORDS: Final = """
현황 총괄 추진 계획 실적 운영 합계 총계 소계 기준 예산 사업 교육 구분 단위 결과 내용 규모 관련 지원 관리
대상 인원 금액 추진실적 추진개요 추진계획 교육규모 사업개요 예산현황 집행현황 변경 당초
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())


def same_in_text(facts: Sequence[Fact]) -> Iterator[Relation]:
    """Figures of the text that stand, in the same or another unit, in a table or earlier in the text."""
    prose = [fact for fact in facts if fact.table is None and digits(fact.value) >= _NAMED and fact.unit]
    tabled = [fact for fact in facts if fact.table is not None and digits(fact.value) >= _NAMED and fact.unit]
    rounded = _rounded(tabled, {(fact.unit, step(fact.value)) for fact in prose})
    earlier: dict[tuple[str, Decimal], list[Fact]] = defaultdict(list)
    for fact in prose:
        key = (fact.unit, step(fact.value))
        best = _likest(fact, rounded.get(key, {}).get(fact.value, ()))
        best = best or _likest(fact, earlier[fact.unit, fact.value])
        earlier[fact.unit, fact.value].append(fact)
        if best is not None:
            yield _same(best, fact)


def _rounded(
    tabled: Iterable[Fact], wanted: set[tuple[str, Decimal]]
) -> dict[tuple[str, Decimal], dict[Decimal, list[Fact]]]:
    """The table figures in the units of the text, rounded as the text shows them."""
    found: dict[tuple[str, Decimal], dict[Decimal, list[Fact]]] = {}
    by_unit: dict[str, list[Fact]] = defaultdict(list)
    for fact in tabled:
        by_unit[fact.unit].append(fact)
    for unit, last in sorted(wanted):
        held: dict[Decimal, list[Fact]] = defaultdict(list)
        for other, facts in by_unit.items():
            factor = Decimal(1) if other == unit else convert(Decimal(1), other, unit)
            for fact in facts if factor is not None else ():
                value = fact.value * (factor or 1)
                if abs(value) < _LARGEST:
                    held[value.quantize(last, ROUND_HALF_UP)].append(fact)
        found[unit, last] = held
    return found


def _likest(fact: Fact, others: Sequence[Fact]) -> Fact | None:
    """The figure whose labels have most in common, near ones first; long figures need none."""
    if not others or len(others) > _MOST:
        return None
    words = _words(fact)
    scored = [
        (len(words & _words(other)), -abs(other.lines[0] - fact.lines[0]), other)
        for other in others
        if other.lines != fact.lines  # '3,292명 (당초 3,292명)' are two items
    ]
    if not scored:
        return None
    common, _, best = max(scored, key=lambda entry: entry[:2])
    if fact.year and best.year and fact.year != best.year:
        return None
    return best if common or (digits(fact.value) >= _BARE and not is_rate_unit(fact.unit)) else None


def _words(fact: Fact) -> frozenset[str]:
    """The words that name a figure, common ones left out; a rate is named by its own labels only."""
    above = () if is_rate_unit(fact.unit) else (fact.caption, *fact.section[-2:])
    labels = (*fact.row, *fact.column, *above)
    return frozenset(word for label in labels for word in _WORD.findall(label)) - _COMMON


def _same(first: Fact, second: Fact) -> Relation:
    value = convert(first.value, first.unit, second.unit)
    expected = first.value if value is None else value
    holds: Holds = "exact" if expected == second.value else "rounding"
    label = (second.row or second.column or ("값",))[-1]
    formula = f"{label} = {format_amount(first.value, first.unit)}({first.lines[0]}행)"
    return relation("same_item", (second, first), formula, (expected, holds))
