"""Fits `qa.followups.followup_confidence` on conversations whose turns are judged.

    python -m training.followups --learn CONVERSATIONS STORE [--learn ...] [--check CONVERSATIONS STORE]...

Logistic regression (L2) over the signals of the answers to follow-ups that are not told from the figures of
before (`qa.followups.direct`), cross-validated by leaving out one file of conversations at a time. Writes how
many answers are right and wrong at each threshold. See RANKER.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

import qa.followups.conversation
from evals.gold import Item, read_gold
from evals.judge import judge
from qa.answer import Answer
from qa.assistant import Assistant
from qa.figures.alike import Floats
from qa.followups.conversation import Conversation
from qa.followups.fit import FollowUp
from qa.followups.followup_confidence import SIGNALS
from qa.understanding.query import Query
from training.left_out import Fitting
from training.losses import logistic

FOR = frozenset(["sure"])
FREE = frozenset(["words", "told", "audit"])
PENALTY = 0.1  # L2, on the sum over the follow-ups
THRESHOLDS = tuple(n / 20 for n in range(10, 19))


@dataclass(frozen=True, slots=True)
class Case:
    """An answer to a follow-up: its signals, whether it is right, and with what it is left out."""

    signals: Floats
    right: bool
    group: str


class _Watch:
    """Notes the signals of answers as conversations weigh them; none is refused for them."""

    def __init__(self) -> None:
        self.seen: list[tuple[Floats, Answer]] = []
        self._own = (qa.followups.conversation.signals, qa.followups.conversation.LEAST)

    def __enter__(self) -> _Watch:
        qa.followups.conversation.signals, qa.followups.conversation.LEAST = self._noted, 0.0
        return self

    def __exit__(self, *error: object) -> None:
        qa.followups.conversation.signals, qa.followups.conversation.LEAST = self._own

    def _noted(self, asked: FollowUp, query: Query, answer: Answer) -> Floats:
        values = self._own[0](asked, query, answer)
        self.seen.append((values, answer))
        return values


def cases(assistant: Assistant, items: Iterable[Item], group: str) -> list[Case]:
    """The follow-ups of conversations that are answered anew."""
    corpus = {entry.name: assistant.store.lines(entry.name) for entry in assistant.store.documents()}
    found = []
    with _Watch() as watch:
        for item in items:
            texts = [turn.question for turn in item.turns]
            talk = Conversation(assistant._library, assistant._parse, assistant._answered, texts)
            for place, question in enumerate(item.turns):
                watch.seen = []
                given = talk._turn(place).answer
                of_it = [values for values, answer in watch.seen if answer.answer == given.answer]
                for values in of_it[-1:]:
                    right = judge(question, given.to_json(), corpus).correct
                    found.append(Case(values, right and question.kind != "unanswerable", group))
    return found


def fit(some: Sequence[Case]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias; no weight may point the wrong way."""
    rows = np.stack([case.signals for case in some])
    right = np.array([case.right for case in some], dtype=np.float64)
    bounds: list[tuple[float | None, float | None]] = [
        (None, None) if name in FREE else (0.0, None) if name in FOR else (None, 0.0) for name in SIGNALS
    ]
    found = minimize(
        logistic, np.zeros(len(SIGNALS) + 1), (rows, right, np.ones(len(some)), PENALTY), jac=True,
        method="L-BFGS-B", bounds=[*bounds, (None, None)],
    ).x  # fmt: skip
    return found[:-1], float(found[-1])


def chances(some: Sequence[Case], weights: NDArray[np.float64], bias: float) -> NDArray[np.float64]:
    """How probable each answer is, and whether it is right, shape [cases, 2]."""
    rows = np.stack([case.signals for case in some])
    sure = 1 / (1 + np.exp(-(rows @ weights + bias)))
    return np.column_stack([sure, [case.right for case in some]])


def _cases_of(assistant: Assistant, file: Path) -> list[Case]:
    return cases(assistant, [item for item in read_gold(file) if not item.single], str(file))


FITTING = Fitting(_cases_of, fit, chances, SIGNALS, THRESHOLDS, "answers")


def main() -> None:
    """Fit, cross-validate and print the weights."""
    FITTING.run(__doc__)


if __name__ == "__main__":
    main()
