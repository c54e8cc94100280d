"""How likely an answer to a follow-up is right: a calibrated probability.

The completed question is part the person's and part what was taken over, so that an answer may fit it well
and still be to something else. `worth` chooses among the readings of a follow-up; a logistic regression over
`signals` of the answer, the new question and the one before, fitted by `training.followups` on conversations
(see training/RANKER.md), says whether the best is sure enough to be given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from qa.answer import Answer
from qa.figures.alike import Floats
from qa.figures.confidence import chance
from qa.followups.fit import FIGURES, FollowUp, is_near, unmet
from qa.followups.merging import Reading
from qa.understanding.asked_figures import figures_asked
from qa.understanding.query import Query, Term, squash
from qa.understanding.terms import BY

# what chooses among readings
NEAR_WORTH = 0.15  # for an answer from the table or the lines of the one before
UNMET = 0.3  # for an answer that has nothing of what the follow-up names
SHAPE = 0.3  # for an answer in words to a follow-up on figures, or one on an audit by no audit item
OWN_WORTH = 0.1  # for an answer from the row that the follow-up names
ALONE_COST = 0.05  # for taking a short question as a new one
OTHER_DOCUMENT = 0.1  # for leaving the document of before, though no other agency is named
BIAS = -0.05
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "sure": 3.67, "words": 1.53, "told": -0.69, "audit": -0.13, "strays": -0.32, "lost": -0.49,
        "bare_words": -0.81, "surplus": -1.55,
    }
)  # fmt: skip
SIGNALS = tuple(WEIGHTS)
LEAST = 0.7
"""Below this no answer is given (see training/RANKER.md)."""
SUREST, ODDS = 0.99, 4.6  # log odds of the surest answers
MOST_SURPLUS = 4


def worth(asked: FollowUp, reading: Reading, query: Query, answer: Answer) -> float:
    """How good an answer is beside those of other readings; higher is better (see `signals`)."""
    new, base = asked.new, asked.base
    found = answer.confidence + NEAR_WORTH * is_near(answer, base) - ALONE_COST * asked.alone
    found += OWN_WORTH * _is_of(answer, new, base)
    in_words = bool(base.figures) and not answer.figures and query.kind == "figure"
    no_item = query.kind == "audit" and answer.kind != "audit"
    here = {cited.document for cited in base.citations}
    found -= OTHER_DOCUMENT * (
        bool(here) and here.isdisjoint(c.document for c in answer.citations) and not asked.leaves
    )
    return found - SHAPE * (in_words + no_item) - UNMET * unmet(answer, new) - reading.cost


def confidence(values: Floats) -> float:
    """The probability, 0..1, that an answer with these `signals` is right."""
    return chance(WEIGHTS, BIAS, values)


def signals(asked: FollowUp, query: Query, answer: Answer) -> Floats:
    """What speaks for and against an answer, shape [signals], in the order of `SIGNALS`.

    Args:
        asked: the follow-up, and what was before it.
        query: the completed question.
        answer: an answer to that, not an abstained one.
    """
    new, base = asked.new, asked.base
    figures = answer.kind in FIGURES
    sure = min(max(answer.confidence, 1 - SUREST), SUREST)
    # '연도별로 나눠 줘': as many as there are
    counted = figures and not BY.search(query.text)
    beside = len(answer.figures) - max(figures_asked(query.text), 1) if counted else 0
    found = {
        # how sure words are tells little here: they fit what was taken over
        "sure": math.log(sure / (1 - sure)) / ODDS if figures else 0.0,
        "words": float(not figures),
        # figures of prose
        "told": float(figures and _in_prose(answer) and not (_in_prose(base) and _is_of_year(asked, answer))),
        "audit": float(answer.kind == "audit"),
        "strays": float(
            not (
                is_near(answer, base) or asked.leaves or answer.kind == "audit" or _is_of_year(asked, answer)
            )
        ),
        "lost": float(base.status == "abstained"),
        # '언제 끝나는데' names nothing that words could be held against
        "bare_words": float(not (new or figures)),
        "surplus": min(max(beside, 0), MOST_SURPLUS) / MOST_SURPLUS,
    }
    return np.array([found[name] for name in SIGNALS], dtype=np.float32)


def _in_prose(answer: Answer) -> bool:
    return any(cited.table is None for cited in answer.citations)


def _is_of_year(asked: FollowUp, answer: Answer) -> bool:
    """Tell whether an answer leaves the document of before for that of the year which alone is named."""
    left = not asked.new and {c.document for c in answer.citations}.isdisjoint(
        c.document for c in asked.base.citations
    )
    return left and any(f.as_of and f.as_of.year in asked.query.years for f in answer.figures)


def _is_of(answer: Answer, new: Sequence[Term], base: Answer) -> bool:
    """Tell whether an answer's row is named by the new terms; the row of before where there are none."""
    rows = [squash(cited.table.row[-1]) for cited in answer.citations if cited.table and cited.table.row]
    if new:
        return any(word in row for row in rows[:1] for term in new for word in term.words)
    return rows[:1] == [squash(c.table.row[-1]) for c in base.citations[:1] if c.table and c.table.row]
