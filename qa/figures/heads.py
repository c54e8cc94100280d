"""Rows called as the head of a name of two words, and no more than is said.

'화재 부상자' is the row 부상자, not 화재 beside it; '운영비' is not '운영비 (총무과)'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from qa.figures.fields import own_label
from qa.figures.select import AHEAD, MEASURE, UNIT, YEAR, Candidates
from qa.figures.weighing import BOUND
from qa.understanding.query import Query, squash

# '운영비 (총무과)'
BRACKETED = re.compile(r"(?P<name>[^()]{2,}?)\s?\((?P<of>[^()]+)\)")


def with_head(query: Query, candidates: Candidates) -> Candidates:
    """The candidates with the rows of the head ahead where the best row is called as what stands before it.

    Both are rows of one table, neither under the other ('총무과 사업비' is 총무과 under 사업비), and nothing
    but a blank is between the two words of the question.
    """
    facts, scores = candidates.facts, candidates.scores
    best = facts[int(np.argmax(scores))]
    label = squash(own_label(best.row))
    above = [squash(name) for name in best.row]
    pair = next(
        (
            (one, two)
            for one, two in pairwise(query.terms)
            if one.words[0] == label
            and not BOUND.search(label)  # '65세 이상 인구' are those
            and not (two.measure or two.words[0] in above)
            and query.text[one.start + len(one.text) : two.start].isspace()
        ),
        None,
    )
    if pair is None or best.table is None:
        return candidates
    place = (best.document, best.table)
    of_head = [
        (fact.document, fact.table) == place
        and squash(own_label(fact.row)) == pair[1].words[0]
        and label not in map(squash, fact.row)
        for fact in facts
    ]
    if not any(of_head):
        return candidates
    behind = float(scores.max() - scores[of_head].max()) + AHEAD
    return replace(candidates, scores=np.where(of_head, scores + behind, scores))


def bare_first(query: Query, candidates: Candidates) -> Candidates:
    """The candidates with the row ahead that is called no more than the best is without its brackets.

    '운영비 집행률' is the row '운영비', not '운영비 (총무과)', where the question does not say 총무과. Nor is
    it the whole that prose has in brackets: '쉼터 : 12개소(전체 40개소의 30%)'.
    """
    best = int(np.argmax(candidates.scores))
    first = candidates.facts[best]
    if first.table is None and squash(own_label(first.row)) == "전체" and "total" not in query.measures:
        part = (first.document, first.lines, first.row[:-1], first.unit, first.year)
        told = [(f.document, f.lines, f.row, f.unit, f.year) for f in candidates.facts]
        return _ahead(candidates, best, [one == part for one in told])
    found = BRACKETED.fullmatch(first.row[-1]) if first.row else None
    if found is None or any(squash(word) in squash(query.text) for word in found["of"].split()):
        return candidates
    for n in candidates.leading()[1:]:
        fact = candidates.facts[n]
        called = fact.row and squash(fact.row[-1]) == squash(found["name"])
        fits = (
            candidates.features[n, [YEAR, UNIT, MEASURE]] >= candidates.features[best, [YEAR, UNIT, MEASURE]]
        ).all()
        if called and fits and fact.document == first.document and fact.unit == first.unit:
            scores = candidates.scores.copy()
            scores[n] = scores[best] + AHEAD
            return replace(candidates, scores=scores)
    return candidates


def _ahead(candidates: Candidates, best: int, named: Sequence[bool]) -> Candidates:
    """The candidates with those named ahead of the best; as they are where none is."""
    if not any(named):
        return candidates
    rivals = candidates.scores[np.array(named)]
    behind = float(candidates.scores[best] - rivals.max()) + AHEAD
    return replace(candidates, scores=np.where(named, candidates.scores + behind, candidates.scores))
