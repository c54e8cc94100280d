"""How much of a question the facts that were chosen explain, less what speaks against them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from qa.figures.fields import explain
from qa.figures.select import (
    Candidates,
)
from qa.figures.weighing import FEATURES, term_weights
from qa.understanding.query import Query, Term
from qa.understanding.words.asking import WEAK

FULL = 0.7  # what explains a term so well explains it fully
YEAR, UNIT, MEASURE = (FEATURES.index(name) for name in ("year", "unit", "measure"))
MET = 0.55  # how well they must be explained
# measures that no other stands for
STRICT = frozenset(
    [
        "spent",
        "spent_rate",
        "collected",
        "collected_rate",
        "quota",
        "staff",
        "shortage",
        "obligated",
        "expected",
    ]
)
LOOSE = frozenset(["total", "largest", "smallest", "target", "result", "budget"])  # said in passing too


def sureness(query: Query, candidates: Candidates, chosen: Sequence[int], beside: str = "") -> float:
    """How much of the question the chosen facts explain together, less what speaks against them; 0..1.

    `beside` are the columns (squashed) of the cells without a figure that are asked for too.
    """
    content = np.array([_must_explain(query, term) for term in query.terms], dtype=bool)
    weights = term_weights(query.terms, candidates.explained)[content]
    union = candidates.explained[list(chosen)].max(axis=0)
    union = np.maximum(union, [explain(term, beside) for term in query.terms] if beside else 0)
    union = np.minimum(union[content] / FULL, 1.0)
    value = float(union @ weights / weights.sum()) if content.any() else 0.6
    fits = candidates.features[chosen[0]]
    asked = any(term.measure and term.measure not in LOOSE for term in query.terms)
    strict = np.array([term.measure in STRICT for term in query.terms], dtype=bool)
    met = candidates.explained[list(chosen)][:, strict].max(axis=0)
    unmet = bool(strict.any()) and float((met < MET).mean())
    dated = bool(query.years or query.relative_years)
    against = 0.6 * (dated and fits[YEAR] < 0) + 0.4 * (fits[UNIT] < 0)
    against += 0.4 * (asked and fits[MEASURE] < 0.5) + 0.4 * unmet
    return min(max(value - float(against), 0.0), 1.0)


def _must_explain(query: Query, term: Term) -> bool:
    """Tell whether facts must explain a term: no measure, no weak word, nothing said in parentheses."""
    inside = query.text.count("(", 0, term.start) > query.text.count(")", 0, term.start)
    return not (term.measure or term.text in WEAK or inside)
