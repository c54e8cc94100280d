"""Rows called as the head of a name of two words: '화재 부상자' is the row 부상자, not 화재 beside it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from qa.figures.fields import own_label
from qa.figures.select import AHEAD, Candidates
from qa.figures.weighing import BOUND
from qa.understanding.query import Query, squash


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
