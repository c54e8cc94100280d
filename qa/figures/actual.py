"""What there is, beside what there should be: 정원 and 목표 are no answer to how many there are.

>>> with_actual(query, facts, library)  # '시설과는 몇 명이야': 정원 41명, and 현원 40명 of the same row
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.figures.measures import measures_of
from qa.library import Library
from qa.understanding.query import Query, squash

ACTUAL = {"quota": "staff", "target": "result"}
NAMES = re.compile(r"정원|현원|목표[치값]?|(?:추진)?실적")


def with_actual(query: Query, facts: Sequence[Fact], library: Library) -> list[Fact]:
    """Figures of what should be, each with what there is, where a question names neither."""
    found: list[Fact] = []
    for fact in facts:
        found.append(fact)
        for should, actual in ACTUAL.items():
            named = {should, actual}.intersection(query.measures)
            if fact.table is None or named or should not in measures_of(fact):
                continue
            beside = library.table_facts(fact.document, fact.table)
            own = [one for one in beside if actual in measures_of(one) and _place(one) == _place(fact)]
            found += own if len(own) == 1 and own[0] not in facts else []
    return found


def _place(fact: Fact) -> tuple[object, ...]:
    """Where a figure stands, but for which of the two it is: '2031년 목표' is where '2031년 실적' is."""
    labels = (tuple(squash(NAMES.sub("", label)) for label in path) for path in (fact.row, fact.column))
    return (*labels, fact.unit)
