"""Figures told by quarters: '2분기에 집행할 금액' is that of the quarter, not the budget of the year."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qa.figures.fields import measure_of
from qa.figures.select import MARGIN, Candidates
from qa.figures.weighing import FEATURES
from qa.understanding.query import Query, squash
from qa.understanding.words.times import HALVES, QUARTER

FIRST = 5.0  # by how much they come first
NAMED = 0.6  # how well a row, or its place, must be called what is asked
OWN_LABEL, COVERAGE = (FEATURES.index(name) for name in ("own_label", "coverage"))


def quarter_first(query: Query, candidates: Candidates) -> Candidates:
    """For '2분기에', '상반기에': what is told of it comes first, where a row is called what is asked.

    So do those that are called by a measure alone, as the rows of a table of one thing are.
    """
    names = [name for half, quarters in HALVES.items() if half in query.text for name in (half, *quarters)]
    names += [name for n in QUARTER.findall(query.text) for name in (f"{n}분기", f"{n}/4분기")]
    several = query.operation not in (None, "count") or query.joins or len(query.years) > 1
    if not names or several:  # '하반기와 2031년', '1분기를 뺀 나머지'
        return candidates
    told = np.array(
        [bool(f.column) and squash(f.column[-1]).endswith(tuple(names)) for f in candidates.facts], dtype=bool
    )
    of_one = np.array([bool(f.row) and bool(measure_of(f.row[-1])) for f in candidates.facts], dtype=bool)
    near = candidates.scores >= candidates.scores.max(initial=-np.inf) - MARGIN
    of_one &= candidates.features[:, COVERAGE] >= NAMED
    named = near & ((candidates.features[:, OWN_LABEL] >= NAMED) | of_one)
    return replace(candidates, scores=candidates.scores + FIRST * (told & named))
