"""Fits how sure `qa.figures.joint` is, on questions that ask for several figures at once.

    python -m training.joint --learn QUESTIONS STORE [--learn ...] [--check QUESTIONS STORE]...

Logistic regression over the signals of each reading of a question, the readings of one counting as one; with
one question file left out at a time. See RANKER.md.
"""

from __future__ import annotations

import argparse
import logging
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
from training.losses import logistic
from training.ranker import gold

log = logging.getLogger(__name__)
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
        context = assistant._context(assistant._understood(question.question), None)
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


def left_out(every: Sequence[Case]) -> NDArray[np.float64]:
    """The `chances` of each question by the weights of the other files."""
    found = []
    for group in dict.fromkeys(case.group for case in every):
        weights, bias = fit([case for case in every if case.group != group])
        found.append(chances([case for case in every if case.group == group], weights, bias))
    return np.concatenate(found)


def table(results: NDArray[np.float64]) -> str:
    """How many are right and wrong at each threshold."""
    kept = [(least, results[results[:, 0] >= least, 1]) for least in THRESHOLDS]
    return "\n".join(
        f"{least:.2f}: right {int(some.sum())}, wrong {int((1 - some).sum())}" for least, some in kept
    )


def _read(files: Sequence[Sequence[str]]) -> list[Case]:
    found = []
    for questions, store in files:
        with Assistant.open(Path(store)) as assistant:
            found += cases(assistant, gold(Path(questions)), questions)
    return found


def main() -> None:
    """Fit, cross-validate and print the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--learn", nargs=2, action="append", required=True, metavar=("FILE", "STORE"))
    parser.add_argument("--check", nargs=2, action="append", default=[], metavar=("FILE", "STORE"))
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    learnt = _read(chosen.learn)
    log.info("%d questions; left out in turn:\n%s", len(learnt), table(left_out(learnt)))
    weights, bias = fit(learnt)
    log.info("weights %s\nbias %.2f", {n: round(w, 2) for n, w in zip(WEIGHTS, weights, strict=True)}, bias)
    if chosen.check:
        log.info("others:\n%s", table(chances(_read(chosen.check), weights, bias)))


if __name__ == "__main__":
    main()
