"""Figures told by quarters: '2분기에 집행할 금액' is that of the quarter, not the budget of the year."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from qa.figures.alike import Floats
from qa.figures.fields import measure_of
from qa.figures.select import MARGIN, Candidates
from qa.figures.weighing import FEATURES
from qa.understanding.query import Query, squash
from qa.understanding.words.times import HALVES, QUARTER

FIRST = 5.0  # by how much they come first
NAMED = 0.6  # how well a row, or its place, must be called what is asked
WELL = 0.8  # and how well all that is named is met where another table tells more of when it is spent
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
    met = _met(query, candidates)
    near = candidates.scores >= candidates.scores.max(initial=-np.inf) - MARGIN
    of_one &= (candidates.features[:, COVERAGE] >= NAMED) & (met >= NAMED)
    called = candidates.features[:, OWN_LABEL] >= NAMED
    named = (near & (called | of_one)) | (called & (met >= WELL))
    return replace(candidates, scores=candidates.scores + FIRST * (told & named))


def _met(query: Query, candidates: Candidates) -> Floats:
    """How well each figure explains what a question names but measures and times, 0 to 1, [facts]."""
    names = [n for n, t in enumerate(query.terms) if not (t.measure or t.text in HALVES)]
    names = [n for n in names if not QUARTER.search(query.terms[n].text)]
    if not names:
        return np.ones(len(candidates.facts), dtype=np.float32)
    lengths = np.array([len(query.terms[n].words[0]) for n in names], dtype=np.float32)
    met: Floats = candidates.explained[:, names] @ lengths / lengths.sum()
    return met
