"""Units that sums give: what adds up to 68개 is counted in 개."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.model import Fact, Relation
from corpus.relations.judge import is_rate_unit


def with_units_of_sums(facts: Sequence[Fact], relations: Iterable[Relation]) -> tuple[Fact, ...]:
    """The facts, those without a unit in the unit of the total or the parts that they add up with.

    '교육 도입(68개 과정)' over '원격교육(33), 혼합(15), 대체교육(20)': 33, 15 and 20 are 개 too. Only sums
    that hold exactly and whose other figures have one unit tell.

    Args:
        facts: `facts[i].id` is i.
        relations: between these facts.
    """
    known = {fact.id: fact.unit for fact in facts}
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
