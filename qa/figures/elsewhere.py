"""The same thing as other documents tell it: '총무과 사업비' of three agencies, '인구' in two reports.

A question that names no agency or year may be of any of them: they are no rivals of one another, and an
answer with one of them names the others.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

import numpy as np

from corpus.model import Fact, Metadata
from qa.figures.fields import is_total, own_label
from qa.figures.measures import measures_of, same_kind
from qa.figures.select import Candidates, year_of
from qa.understanding.query import Query, squash

SLACK = 0.1  # by how much less of a term of the question the same thing may explain elsewhere
MOST = 2  # figures of other documents that are told


def elsewhere(
    query: Query, candidates: Candidates, place: int, metadata: Mapping[str, Metadata]
) -> list[int]:
    """The places of the facts of other documents that tell what the one at `place` does, the best first.

    Of the same year, or, where none is asked for, each as far back from its report.
    """
    fact = candidates.facts[place]
    told = (candidates.explained >= candidates.explained[place] - SLACK).all(axis=1)
    others = told & ~candidates.alike.like(place, "document")
    ranked = [int(n) for n in np.flatnonzero(others)[np.argsort(-candidates.scores[others], kind="stable")]]
    dated = bool(query.years)
    return [n for n in ranked if _is_same_thing(candidates.facts[n], fact, metadata, dated)]


def _is_same_thing(other: Fact, fact: Fact, metadata: Mapping[str, Metadata], dated: bool) -> bool:
    """Tell whether two facts of different documents have the same label, measure, time and kind of unit."""
    measures = measures_of(fact)
    if measures_of(other) != measures:
        return False
    totals = measures and is_total(other) and is_total(fact)
    if not totals and _labels(other, metadata) != _labels(fact, metadata):
        return False
    if not same_kind(other.unit, fact.unit):
        return False
    if dated:
        return year_of(other, metadata) == year_of(fact, metadata)
    return _years_back(other, metadata) == _years_back(fact, metadata)


def _labels(fact: Fact, metadata: Mapping[str, Metadata]) -> list[str]:
    """The labels of a fact's row without the names of who reports it: ('행정국', '총무과') -> ['총무과']."""
    own = metadata[fact.document]
    names = squash(f"{own.agency} {own.department}")
    first, last = fact.row[:-1], squash(own_label(fact.row))
    return [*(label for label in map(squash, first) if label not in names), last]


def _years_back(fact: Fact, metadata: Mapping[str, Metadata]) -> int:
    """How many years before its report a figure is of."""
    return (metadata[fact.document].year or 0) - (year_of(fact, metadata) or 0)


def best_of_each(facts: Sequence[Fact]) -> list[Fact]:
    """The first of each document's among facts that are `elsewhere`, at most `MOST`."""
    best: dict[str, Fact] = {}
    for fact in facts:
        best.setdefault(fact.document, fact)
    return list(best.values())[:MOST]


def newest_first(query: Query, facts: Sequence[Fact], metadata: Mapping[str, Metadata]) -> list[Fact]:
    """What several documents tell of one thing, the likeliest first: of its office the newest report.

    Where a year is asked for, the order stays.
    """
    if query.years:
        return list(facts)
    office = _office(facts[0], metadata)
    mine = [fact for fact in facts if _office(fact, metadata) == office]
    newest = max(mine, key=lambda fact: metadata[fact.document].as_of or dt.date.min)
    return [newest, *(fact for fact in facts if fact != newest)]


def _office(fact: Fact, metadata: Mapping[str, Metadata]) -> tuple[str, str]:
    own = metadata[fact.document]
    return own.agency or re.sub(r"\d", "", own.title), own.department
