"""Fits how sure `qa.figures.joint` is, on questions that ask for several figures at once.

    python -m training.joint --learn QUESTIONS STORE [--learn ...] [--check QUESTIONS STORE]...

Logistic regression over the signals of each reading of a question, the readings of one counting as one; with
one question file left out at a time. See RANKER.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evals.gold import Question
from evals.judge import judge
from qa.assistant import Assistant
from qa.figures.alike import Floats
from qa.figures.figure import stated
from qa.figures.joint import WEIGHTS, joints
from training.left_out import Fitting
from training.losses import logistic
from training.ranker import gold

AGAINST = frozenset(["parts", "office", "unmet", "unit_missing"])
PENALTY = 1.0
THRESHOLDS = (0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


@dataclass(frozen=True, slots=True)
class Case:
    """The readings of a question: what speaks for each, shape [readings, signals], and which are right."""

    signals: Floats
    right: NDArray[np.bool_]
    group: str


def cases(assistant: Assistant, questions: Iterable[Question], group: str) -> list[Case]:
    """The questions whose parts one place tells."""
    corpus = {entry.name: assistant.store.lines(entry.name) for entry in assistant.store.documents()}
    found = []
    for question in questions:
        context = assistant._context(assistant._parse(question.question), None)
        told = joints(context)
        if told:
            answers = [stated(assistant._context(context.query, None), one.facts, [], 1.0) for one in told]
            verdicts = [judge(question, answer.to_json(), corpus) for answer in answers]
            right = np.array([verdict.correct and verdict.cited for verdict in verdicts])
            found.append(Case(np.stack([one.signals for one in told]), right, group))
    return found


def fit(some: Sequence[Case]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias; no weight may point the wrong way."""
    rows = np.concatenate([case.signals for case in some])
    right = np.concatenate([case.right for case in some]).astype(np.float64)
    counts = np.concatenate([np.full(len(case.right), 1 / len(case.right)) for case in some])
    bounds: list[tuple[float | None, float | None]] = [
        (None, 0.0) if name in AGAINST else (0.0, None) for name in WEIGHTS
    ]
    found = minimize(
        logistic, np.zeros(len(WEIGHTS) + 1), (rows, right, counts, PENALTY), jac=True,
        method="L-BFGS-B", bounds=[*bounds, (None, None)],
    ).x  # fmt: skip
    return found[:-1], float(found[-1])


def chances(some: Sequence[Case], weights: NDArray[np.float64], bias: float) -> NDArray[np.float64]:
    """How probable the surest reading of each question is, and whether it is right, shape [cases, 2]."""
    found = []
    for case in some:
        sure = 1 / (1 + np.exp(-(case.signals @ weights + bias)))
        best = int(np.argmax(sure))
        found.append((sure[best], case.right[best]))
    return np.array(found, dtype=np.float64)


def _cases_of(assistant: Assistant, file: Path) -> list[Case]:
    return cases(assistant, gold(file), str(file))


FITTING = Fitting(_cases_of, fit, chances, WEIGHTS, THRESHOLDS, "questions")


def main() -> None:
    """Fit, cross-validate and print the weights."""
    FITTING.run(__doc__)


if __name__ == "__main__":
    main()
