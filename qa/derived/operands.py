"""The figures that an operation goes over, where they stand together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from corpus.model import Fact
from qa.derived import (
    changes,
    conditions,
    each,
    gaps,
    groups,
    named,
    ranks,
    rest,
    shares,
    states,
    sums,
    wholes,
)
from qa.figures.fields import is_left, is_total
from qa.figures.select import Candidates
from qa.understanding.asked_figures import how_many
from qa.understanding.query import Query
from qa.understanding.words.rows import EXTREMES

MOST_AHEAD = 1.0


def _told(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """What is told one by one, nothing computed: a number and its share, a figure for each year or thing."""
    for finder in (
        shares.part_and_share,
        changes.in_years,
        changes.in_months,
        sums.compared,
        named.side_by_side,
    ):
        found, bond = finder(query, candidates)
        if found:
            return found, bond
    return [], 0.0


def _summed(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The quarters, the rows that are named, as many figures as are said, or one for each of the years."""
    for finder in (sums.quarters, sums.named, sums.as_many, changes.in_years):
        found, bond = finder(query, candidates)
        if found:
            return found, bond
    return [], 0.0


def _compared(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """Two measures of a row, its figures of two years, or what one thing became."""
    for finder in (
        rest.printed,
        named.pair,
        gaps.two_measures,
        changes.between_years,
        changes.between_months,
        states.sides,
    ):
        found, bond = finder(query, candidates)
        if found:
            return found, bond
    return [], 0.0


def _shared(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """A part and its whole, both named as they are printed, or else told together."""
    for finder in (named.part_and_whole, wholes.shared, wholes.done):
        found, bond = finder(query, candidates)
        if found:
            return found, bond
    return [], 0.0


def _filled(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """What there is and what there is room for: named so ('변경계획 대비 실적'), else told together."""
    found, bond = named.part_and_whole(query, candidates)
    return (found, bond) if found else wholes.filled(query, candidates)


def _ranked(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """A figure whose row tells all times, ends that are named so, or what prose tells side by side."""
    for finder in (groups.ranked, groups.called_ends, ranks.among):
        found, bond = finder(query, candidates)
        if found:
            return found, bond
    return [], 0.0


FINDERS: Mapping[str, Callable[[Query, Candidates], tuple[list[int], float]]] = MappingProxyType(
    {
        "": _told,
        "count": _told,
        "per_head": each.pair,
        "complement": wholes.complement,
        "rest": rest.less_named,
        "sum": _summed,
        "fill": _filled,
        "share": _shared,
        "changed": changes.anchor,
        "changes": named.rows,
        "growth": _compared,
        "difference": _compared,
        "ratio": named.pair,
        "average": sums.averaged,
        "matching": conditions.rows,
        "largest": _ranked,
        "smallest": _ranked,
    }
)

# what one figure is printed as, where it is what an operation would give
PRINTED: Mapping[str, Callable[[Fact], bool]] = MappingProxyType(
    {"complement": is_left, "place": ranks.is_place}
)


def with_operands(query: Query, candidates: Candidates) -> tuple[list[int], Candidates]:
    """The operands of the operation asked for, as indexes in its order; empty where none stand together.

    In the candidates that come back the operands are ahead by what speaks for them as such.
    """
    finder = FINDERS.get(query.operation or "")
    if finder is None or not len(candidates.facts):
        return [], candidates
    found, bond = finder(query, candidates)
    scores = candidates.scores.copy()
    scores[found] += min(max(bond, 0.0), MOST_AHEAD)
    return found, replace(candidates, scores=scores)


def no_rivals(query: Query, candidates: Candidates, chosen: Sequence[int]) -> list[int]:
    """The figures that can be no operands as the chosen ones are, though called so, as indexes."""
    if query.operation == "per_head":
        return each.no_rivals(query, candidates)
    if query.operation in EXTREMES and len(chosen) > 1:
        return groups.no_ends(candidates)
    years = {candidates.facts[n].year for n in chosen}
    return changes.no_rivals(query, candidates) if len(years) > 1 and years == set(query.years) else []


def is_printed(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether one of some figures is itself what the operation would give, as printed."""
    if one := PRINTED.get(query.operation or ""):
        return any(map(one, facts))
    if query.operation == "per_head":
        return any(each.is_printed_for_each(query, fact) for fact in facts)
    if query.operation == "share":
        return shares.is_told(query, facts)
    if query.operation == "average":
        return all(map(sums.is_average, facts))
    if query.operation == "sum":  # '다 합친 예산은': that of the total; the members of one club
        whole = is_total(facts[0]) or not query.years
        return len(facts) == 1 and whole and not how_many(query)  # no sum of three of them
    return query.operation == "fill" and any("%" in fact.unit for fact in facts)
