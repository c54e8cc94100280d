"""Units that sums give: what adds up to 68개 is counted in 개."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from corpus.model import Fact, Lines, Path, Relation
from corpus.relations.judge import is_rate_unit

_LEAST: Final = 1000  # smaller sums are reached by chance


def with_units_of_sums(facts: Sequence[Fact], relations: Iterable[Relation]) -> tuple[Fact, ...]:
    """The facts, those without a unit in the unit of the total or the parts that they add up with.

    '교육 도입(68개 과정)' over '원격교육(33), 혼합(15), 대체교육(20)': 33, 15 and 20 are 개 too. Only sums
    that hold exactly and whose other figures have one unit tell.

    Args:
        facts: `facts[i].id` is i.
        relations: between these facts.
    """
    known = {fact.id: fact.unit for fact in facts} | _units_of_lines(facts)
    for relation in relations:
        members = (relation.result, *relation.operands)
        units = {known[member] for member in members} - {""}
        if relation.kind == "total" and relation.holds == "exact" and len(units) == 1:
            (unit,) = units
            if not is_rate_unit(unit):
                known.update(dict.fromkeys(members, unit))
    return tuple(
        fact if fact.unit == known[fact.id] else replace(fact, unit=known[fact.id]) for fact in facts
    )


def _units_of_lines(facts: Sequence[Fact]) -> dict[int, str]:
    """The units of the bare amounts on a line of text that make up an amount of their section.

    '2031예산 : 21,400백만원' and, further down, '집행계획 : 1분기 3,200  2분기 5,600  3분기 12,600'.
    """
    stated: dict[tuple[Path, Decimal], str] = {}
    lines: dict[tuple[Path, Lines], list[Fact]] = {}
    for fact in facts:
        if fact.unit and not is_rate_unit(fact.unit) and fact.value >= _LEAST:
            stated.setdefault((fact.section, fact.value), fact.unit)
        elif not fact.unit and fact.table is None and fact.section:
            lines.setdefault((fact.section, fact.lines), []).append(fact)
    found: dict[int, str] = {}
    for (section, _), parts in lines.items():
        unit = stated.get((section, sum((part.value for part in parts), Decimal(0))))
        if unit and len(parts) > 1:
            found.update(dict.fromkeys([part.id for part in parts], unit))
    return found
