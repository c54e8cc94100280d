"""The fit of the fusion finds what tells evidence apart, and the rivals' ranks overlap lines."""

from __future__ import annotations

import numpy as np

from benchmarks.fusion import TOTAL, Case, fit, held_out_ranks, ranks
from benchmarks.rivals import MISSED, Piece, rank


def cases(count: int) -> list[Case]:
    """Questions whose evidence has the larger second feature; the first is noise."""
    rng = np.random.default_rng(0)
    found = []
    for number in range(count):
        features = rng.random((20, 2))
        right = np.zeros(20, dtype=bool)
        right[int(np.argmax(features[:, 1]))] = True
        found.append(Case(features, right, frozenset([f"{number % 7}.txt"]), "plain", 1.0))
    return found


def test_the_telling_feature_gets_the_weight() -> None:
    some = cases(60)
    weights = fit(some, [0, 1])
    assert np.isclose(weights.sum(), TOTAL)
    assert weights[1] > 5 * abs(weights[0])


def test_every_question_is_ranked_by_weights_of_other_documents() -> None:
    some = cases(60)
    found = held_out_ranks(some, [0, 1])
    assert min(found) == 1
    assert np.mean([one == 1 for one in found]) > 0.6


def test_a_question_without_evidence_among_its_candidates_is_missed() -> None:
    (case,) = cases(1)
    lost = Case(case.features, np.zeros(20, dtype=bool), case.documents, case.style, 1.0)
    assert ranks([lost], [0, 1], np.ones(2))[0] > 1000


def test_a_piece_is_evidence_where_lines_overlap() -> None:
    found = [Piece("a.txt", (1, 4), ""), Piece("b.txt", (5, 9), "")]
    assert rank(found, [{"doc": "b.txt", "lines": [9, 12]}]) == 2
    assert rank(found, [{"doc": "b.txt", "lines": [10, 12]}, {"doc": "a.txt", "lines": [4, 4]}]) == 1
    assert rank(found, [{"doc": "c.txt", "lines": [1, 9]}]) == MISSED
