"""Rows by a measure that is the difference of two others: '결원이 제일 많은 데', where no 결원 is printed."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Fact
from qa import derive
from qa.compose import clean
from qa.fields import TOTALS
from qa.match import row_key
from qa.measures import measures_of
from qa.query import Query, squash
from qa.steps import Step, steps_of

# what a measure is the difference of, where it is not printed
MADE_OF = {"shortage": ("quota", "staff")}


def widest_gap(query: Query, table: Sequence[Fact]) -> tuple[list[Step], list[Fact]] | None:
    """The row with the largest difference of two measures; None where no such difference is asked for."""
    named = next((MADE_OF[name] for name in query.measures if name in MADE_OF), None)
    if named is None or any({"shortage"} & set(measures_of(fact)) for fact in table):
        return None
    more, less = named
    rows: dict[tuple[object, ...], dict[str, Fact]] = {}
    for fact in table:
        if fact.row and squash(fact.row[-1]) not in TOTALS:
            for name in measures_of(fact)[:1]:
                rows.setdefault(row_key(fact), {}).setdefault(name, fact)
    both = [(row[more], row[less]) for row in rows.values() if more in row and less in row]
    pairs = [(a, b) for a, b in both if a.unit == b.unit]
    if len(pairs) < 2:
        return None
    a, b = max(pairs, key=lambda pair: pair[0].value - pair[1].value)
    return steps_of([(derive.difference(a, b), f"{clean(a.row[-1])} 차이")]), [a, b]
