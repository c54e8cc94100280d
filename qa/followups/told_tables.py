"""Follow-ups over the whole table of what was told: '다 합치면 몇 명이야?', '제일 많은 데는?'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.derived import derive
from qa.figures.fields import TOTALS, own_label
from qa.figures.measures import in_units, is_change
from qa.followups.direct import Direct, of_thing
from qa.followups.pairs import BOTH
from qa.library import Library
from qa.understanding.lexicon import EXTREMES, RANKED_KINDS
from qa.understanding.query import Query, Term, squash

ALL_SUMMED = re.compile(r"(?:모두|전부|전체|(?<![가-힣])다|싹)\s?(?:다\s)?(?:합[치쳐하해친한]|더[하해한])")


def all_of(query: Query, base: Query, told: Sequence[Sequence[Fact]], library: Library) -> Direct | None:
    """'다 합치면 몇 명이야?' after rows of a table: the total along the axis on which the figures moved."""
    if query.operation != "sum" or not ALL_SUMMED.search(query.text) or BOTH.search(query.text):
        return None
    amounts = [[fact for fact in some if not derive.is_rate(fact)] for some in told]
    amounts = [some for some in amounts if some and in_units(query.units, some[0].unit)]
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
    found = [total for some, on in zip(totals, along, strict=True) if on for total in some]
    found = found or [total for some in totals for total in some]
    if len(found) != 1 or derive.same_scale([fact, *found]) is None or found[0].value < fact.value:
        return None
    return of_thing(query, base, found, [], library)


def _totals_of_line(fact: Fact, cell: tuple[int, int], table: Sequence[Fact], axis: int) -> list[Fact]:
    """The totals beside a figure in its row (axis 0), or in its column (axis 1)."""
    line = [other for other in table if other.cell and other.cell[axis] == cell[axis] and other != fact]
    return [other for other in line if squash(own_label(other.row if axis else other.column)) in TOTALS]


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
