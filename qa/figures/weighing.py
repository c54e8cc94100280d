"""What the features of facts weigh, and those that a fact has beside the other candidates alone.

The score of a fact is a weighted sum of its features (`FEATURES`), so that the weights can be learnt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.figures.alike import Alike, Floats
from qa.understanding.query import Query, Term

WEIGHTS: Mapping[str, float] = {
    "coverage": 3.0, "own_label": 1.2, "column_label": 0.5, "year": 1.0, "unit": 0.9, "measure": 1.0,
    "row_measures": 0.8, "total": 0.6, "as_of": 0.3, "plan": 1.0, "confidence": 0.3, "rank": 0.5,
    "contrast": 1.0, "denied": 2.0, "stated": 2.0, "done": 0.8,
}  # fmt: skip
FEATURES = tuple(WEIGHTS)
SAID_OF_MUCH = re.compile(r"[\d,.]+[가-힣%]?|사업|업무|과제|항목|현황|내역|사항|부분")
BOUND = re.compile(r"\d.*(?:이상|이하|미만|초과)")  # '65세 이상' says which, if anything does
BOUND_WORTH = 1.5


def score(features: Floats) -> NDArray[np.float64]:
    """Weighted sum of the features, shape [facts]."""
    total: Floats = features @ np.array([WEIGHTS[name] for name in FEATURES], dtype=np.float32)
    return total.astype(np.float64)


def among(query: Query, facts: Alike, explained: Floats) -> dict[str, Floats]:
    """The features of facts that depend on what else is a candidate, each of shape [facts]."""
    content = np.array([not term.measure for term in query.terms], dtype=bool)
    weights = term_weights(query.terms, explained)
    return {
        "coverage": _mean(explained, weights, content),
        "row_measures": row_measures(facts, explained[:, asked_measures(query)]),
    }


def asked_measures(query: Query) -> NDArray[np.bool_]:
    """Which terms are measures that are asked for, totals aside, shape [terms]."""
    return np.array([term.measure not in ("", "total") for term in query.terms], dtype=bool)


def row_measures(facts: Alike, explained: Floats) -> Floats:
    """Share of the asked measures that stand in each fact's row, shape [facts]; 0.5 where none is asked.

    `explained` has the columns of the asked measures alone.
    """
    if not explained.shape[1]:
        return np.full(len(explained), 0.5, dtype=np.float32)
    firsts, rows = facts.groups("line")
    best = np.zeros((len(firsts), explained.shape[1]), dtype=np.float32)
    np.maximum.at(best, rows, explained)
    shares: Floats = best.mean(axis=1)[rows]
    return shares


def term_weights(terms: Sequence[Term], explained: Floats) -> Floats:
    """How much each term tells, shape [terms]: the fewer candidates explain it, the more (at least 0.2).

    A bare number ('68명 중') is often of the sentence, not of the label, and counts for less; so does a
    word of any label, like '사업'.
    """
    total = max(len(explained), 1)
    hits = (explained > 0.7).sum(axis=0)
    weights = np.log1p(total / (1.0 + hits)) / np.log1p(total)
    weights = 0.2 + 0.8 * weights
    numeric = np.array([bool(SAID_OF_MUCH.fullmatch(term.words[0])) for term in terms], dtype=bool)
    bounded = np.array([bool(BOUND.fullmatch(term.text)) for term in terms], dtype=bool)
    told: Floats = np.where(numeric, 0.3 * weights, weights).astype(np.float32)
    told[bounded] *= BOUND_WORTH
    return told


def _mean(explained: Floats, weights: Floats, chosen: NDArray[np.bool_]) -> Floats:
    """Weighted mean over the chosen terms, shape [facts]; 0.5 where none is chosen."""
    if not chosen.any():
        return np.full(len(explained), 0.5, dtype=np.float32)
    part = weights[chosen]
    mean: Floats = (explained[:, chosen] @ part / part.sum()).astype(np.float32)
    return mean
