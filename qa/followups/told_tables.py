"""Follow-ups over the whole table of what was told: '다 합치면 몇 명이야?', '제일 많은 데는?'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.derived import derive
from qa.figures.fields import TOTALS, own_label
from qa.figures.measures import in_units, is_change
from qa.followups.cues import PARTICLE
from qa.followups.direct import Direct, of_thing
from qa.followups.fit import asks_same_unit
from qa.followups.pairs import BOTH
from qa.library import Library
from qa.understanding.lexicon import EXTREMES, RANKED_KINDS
from qa.understanding.query import Query, Term, squash

ALL_SUMMED = re.compile(r"(?:모두|전부|전체|(?<![가-힣])다|싹)\s?(?:다\s)?(?:합[치쳐하해친한]|더[하해한])")
# '전체는?', '총 얼마야?', '통틀어서는 몇 명이야?', '전부 다 해서 얼마야': names nothing but all there is
ALL_NAMED = re.compile(
    rf"(?:전체|전부|모두|총계|총액|합계|통틀어서?|총)(?:\s?(?:다|해서|합계|금액|인원|규모))*(?:{PARTICLE}){{0,2}}"
    r"(?:\s?(?:얼[마만]|몇)\S*(?:\s\S{1,4})?)?[\s?.!]*"
)
SUM = re.compile(r"^합계")  # may be that of the last two


def all_of(query: Query, base: Query, told: Sequence[Sequence[Fact]], library: Library) -> Direct | None:
    """'다 합치면 몇 명이야?', '전체는?' after a table's rows: the total on the axis on which these moved."""
    named = ALL_NAMED.fullmatch(query.text)
    summed = query.operation == "sum" and ALL_SUMMED.search(query.text)
    if not (named or summed) or BOTH.search(query.text):
        return None
    amounts = [[fact for fact in some if not derive.is_rate(fact)] for some in told]
    amounts = [some for some in amounts if some and _is_asked(query, some[0].unit)]
    fact = amounts[0][0] if amounts and len(amounts[0]) == 1 else None
    if fact is None or fact.cell is None or is_change(fact):
        return None
    table = [other for other in library.facts(fact.document) if other.table == fact.table and other.cell]
    places = [
        other.cell for some in amounts[1:] for other in some if other.table == fact.table and other.cell
    ]
    totals = [_totals_of_line(fact, fact.cell, table, axis) for axis in (0, 1)]
    along = [
        any(place[axis] == fact.cell[axis] and place != fact.cell for place in places) for axis in (0, 1)
    ]
    if any(along) and SUM.search(query.text):
        return None
    found = [total for some, on in zip(totals, along, strict=True) if on for total in some]
    found = found or [total for some in totals for total in some]
    if len(found) != 1 or derive.same_scale([fact, *found]) is None or found[0].value < fact.value:
        return None
    return of_thing(query, base, found, [], library)


def _is_asked(query: Query, unit: str) -> bool:
    """Tell whether a unit is one asked for: '얼마' may be of any that is told."""
    return asks_same_unit(query, unit) or in_units(query.units, unit)


def _totals_of_line(fact: Fact, cell: tuple[int, int], table: Sequence[Fact], axis: int) -> list[Fact]:
    """The totals beside a figure in its row (axis 0), or in its column (axis 1); those of all, if any is."""
    line = [other for other in table if other.cell and other.cell[axis] == cell[axis] and other != fact]
    weights = [TOTALS.get(squash(own_label(other.row if axis else other.column)), 0.0) for other in line]
    most = max(weights, default=0.0)
    return [other for other, weight in zip(line, weights, strict=True) if weight == most > 0]


def ranked(
    query: Query, things: Sequence[Term], base: Query, told: Sequence[Sequence[Fact]], library: Library
) -> Direct | None:
    """'제일 많은 데는?' after a figure of a table: the largest, or the smallest, of its column."""
    fact = told[0][0] if told and len(told[0]) == 1 else None
    if query.operation not in EXTREMES or fact is None or fact.cell is None or is_change(fact):
        return None
    measures = [term for term in query.terms if term.measure and term.measure not in EXTREMES]
    named = [term for term in things if term.text not in RANKED_KINDS]
    if (
        measures
        or named
        or query.years
        or not (in_units(query.units, fact.unit) or query.units == ("place",))
    ):
        return None
    table = [other for other in library.facts(fact.document) if other.table == fact.table]
    rows = [other for other in derive.peers(fact, table, query) if other.unit == fact.unit]
    best = derive.extreme(rows, largest=query.operation == "largest")
    if best is None or [other.value for other in rows].count(best.value) > 1:
        return None
    return of_thing(query, base, [best], [], library)
