"""Sums over so many: '네 가지 사업 예산을 모두 더하면' is over a table, or a line, of just four."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Fact
from qa.derived import changes, derive
from qa.derived import named as called
from qa.figures.alike import row_key
from qa.figures.measures import in_units, is_change
from qa.figures.select import Candidates
from qa.figures.weighing import FEATURES
from qa.understanding.asked_figures import how_many
from qa.understanding.query import Query
from qa.understanding.words.comparing import COMPARES

AS_MANY = 0.5  # what speaks for figures that are as many as the question says
COVERAGE = FEATURES.index("coverage")
EXPLAINED = 0.5  # of the question, that their place must explain


def named(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The rows that a question names, of as many as it says: '본회의장, 사무실, 회의실의 면적을 합하면'."""
    found, bond = called.joined_rows(query, candidates)
    return (found, bond) if how_many(query) in (0, len(found)) else ([], 0.0)


def averaged(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The rows, or columns, that a question names the average of; nothing where averages are printed."""
    if len(query.years) > 1:
        return changes.in_years(query, candidates)
    joined = query.joins or "," in query.text
    for finder in (named, called.columns) if joined else ():
        found, bond = finder(query, candidates)
        if found and not any(is_average(candidates.facts[n]) for n in found):
            return found, bond
    return [], 0.0


def is_average(fact: Fact) -> bool:
    """Tell whether a figure is printed as an average: '평균 이용객'."""
    return "평균" in "/".join((*fact.row[-1:], *fact.column))


def as_many(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The figures of a table's rows, or of a line, that are just as many as is said, as indexes."""
    count = how_many(query)
    facts, scores = candidates.facts, candidates.scores
    for n in candidates.leading() if count > 1 else ():
        first = facts[n]
        if candidates.features[n, COVERAGE] < EXPLAINED or not in_units(query.units, first.unit):
            continue
        found = _beside(first, facts, query)
        if len(found) == count and not is_change(first):
            places = {(fact.document, fact.id): m for m, fact in enumerate(facts)}
            # what is told of it is told of the best
            mine = [places[fact.document, fact.id] for fact in found]
            return sorted(mine, key=lambda m: (-scores[m], m)), AS_MANY
    return [], 0.0


def quarters(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The quarters of a row that a sum goes over, as indexes: '1분기 거 빼고 나머지를', '1·2분기를'."""
    facts = candidates.facts
    for n in candidates.leading() if "분기" in query.text else ():
        table = [fact for fact in facts if (fact.document, fact.table) == (facts[n].document, facts[n].table)]
        found = derive.quarters_asked(facts[n], table, query)
        if len(found) > 1:
            return [m for m, fact in enumerate(facts) if fact in found], AS_MANY
    return [], 0.0


def compared(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The figures of just as many things as are compared: '세 업체의 점수를 비교해'."""
    return as_many(query, candidates) if COMPARES.search(query.text) else ([], 0.0)


def _beside(first: Fact, facts: Sequence[Fact], query: Query) -> list[Fact]:
    """The rows of the figure's table that a sum goes over, in prose the figures of its line and unit."""
    if first.table is None:
        return [f for f in facts if row_key(f) == row_key(first) and f.unit == first.unit]
    table = [f for f in facts if (f.document, f.table) == (first.document, first.table)]
    return derive.peers(first, table, query)
