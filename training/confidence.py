"""Fits `qa.figures.confidence` on generated questions and on written ones, answerable and not.

    python -m training.confidence FOLDER [--learn QUESTIONS STORE]... [--describe QUESTIONS STORE]...
        [--check QUESTIONS STORE]...

Logistic regression (L2) over the signals of each question's least certain choice, cross-validated by
leaving out one document at a time (an unanswerable question goes with the document that it was made
for). What an answer loses to a question that had to be read as a description (`Query.as_meant`), and gains
by operands that stand together, is fitted after that, on those questions alone. Writes the risk and
coverage of each threshold. See RANKER.md.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize, minimize_scalar

import qa.figures.figure
from evals.gold import Question
from evals.judge import judge
from evals.stores import generated_stores
from qa.assistant import Assistant
from qa.context import Context
from qa.figures import confidence
from qa.figures.figure import answer_figure
from qa.figures.of_whole import Pick
from qa.understanding.query import Query
from qa.understanding.question import parse_question
from training.losses import logistic
from training.ranker import gold

log = logging.getLogger(__name__)
NAMES = (*confidence.SIGNALS, *confidence.WHOLE)
AGAINST = frozenset(
    ["crowd", "longest_unmet", "year_wrong", "office_unmet", "stranger", *confidence.WHOLE]
) - {"together"}
PENALTY = 0.5  # L2, on the sum over the cases
MOST_WRONG = 0.03
UNANSWERABLE = 0.12
"""The share of questions without an answer that is reckoned with; of the generated, a third have none."""
KINDS = frozenset(["figure", "derive", "compare", "unanswerable"])


@dataclass(frozen=True, slots=True)
class Case:
    """A question that the figure route answered: signals of its choices [choices, NAMES]; whether right.

    `answerable` says that the documents have the answer, `group` with what it is left out, `before` how
    sure the route said it was.
    """

    signals: NDArray[np.float32]
    right: bool
    answerable: bool
    group: str
    question: Question
    before: float


class _Watch:
    """Notes what answers with figures are made of."""

    def __init__(self) -> None:
        self.rows: NDArray[np.float32] | None = None
        self._own = qa.figures.figure.confidence_of

    def __enter__(self) -> _Watch:
        qa.figures.figure.confidence_of = self._noted
        return self

    def __exit__(self, *error: object) -> None:
        qa.figures.figure.confidence_of = self._own

    def _noted(self, query: Query, picks: Sequence[Pick], derived: Sequence[str]) -> float:
        whole = qa.figures.figure.against(query, picks, derived)
        self.rows = np.stack([np.concatenate([pick.signals, whole]) for pick in picks])
        return self._own(query, picks, derived)


def cases(
    assistant: Assistant, questions: Iterable[Question], group: str = "", *, as_meant: bool = False
) -> list[Case]:
    """What the figure route makes of the questions that ask for figures or for nothing that is there.

    With `as_meant` those that are read as descriptions, not being answered as they are said.
    """
    library = assistant._library
    corpus = {entry.name: assistant.store.lines(entry.name) for entry in assistant.store.documents()}
    found = []
    for question in questions:
        if question.kind not in KINDS:
            continue
        text = library.analyzer.correct_question(question.question, assistant.store.count)
        query = parse_question(text, library.analyzer.analyze, library.names, library.knows)
        if query.kind in ("passage", "list"):
            continue
        if as_meant:
            said = answer_figure(Context(query, library))
            if not query.described or (said and said[1] >= confidence.LEAST):
                continue
            query = query.as_meant()
        with _Watch() as watch:
            result = answer_figure(Context(query, library))
        if result is None or watch.rows is None:
            continue
        right = judge(question, result[0].to_json(), corpus).correct and question.kind != "unanswerable"
        own = group or (question.documents[0] if question.documents else question.id)
        found.append(Case(watch.rows, right, question.kind != "unanswerable", own, question, result[1]))
    return found


def weakest(case: Case, weights: NDArray[np.float64], bias: float) -> float:
    """The probability of the least certain choice of a case."""
    return float((1 / (1 + np.exp(-(case.signals @ weights + bias)))).min())


def balance(some: Sequence[Case]) -> NDArray[np.float64]:
    """How much each case counts, so that those without an answer have their share; the mean is 1."""
    answerable = np.array([case.answerable for case in some])
    share = answerable.mean()
    if share in (0.0, 1.0):
        return np.ones(len(some))
    counts: NDArray[np.float64] = np.where(answerable, (1 - UNANSWERABLE) / share, UNANSWERABLE / (1 - share))
    return counts


def fit(some: Sequence[Case]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias; each question's least certain choice is found with the weights so far.

    No weight may point the wrong way: what speaks against an answer never adds to it.
    """
    right = np.array([case.right for case in some], dtype=np.float64)
    counts = balance(some)
    rows = np.stack([case.signals.mean(axis=0) for case in some])
    start = np.zeros(len(NAMES) + 1)
    bounds = [(None, 0.0) if name in AGAINST else (0.0, None) for name in NAMES] + [(None, None)]
    for _ in range(3):
        given = (rows, right, counts, PENALTY)
        start = minimize(logistic, start, given, jac=True, method="L-BFGS-B", bounds=bounds).x
        rows = np.stack([case.signals[int(np.argmin(case.signals @ start[:-1]))] for case in some])
    return start[:-1], float(start[-1])


def shift(name: str, alone: Sequence[Case], weights: NDArray[np.float64], bias: float) -> float:
    """What a signal that all of some cases have is worth, in log odds, the other weights being given."""
    others = weights * (np.array(NAMES) != name)
    right = np.array([case.right for case in alone], dtype=np.float64)
    rest = np.array([(case.signals @ others).min() + bias for case in alone])
    bounds = (-5, 0) if name in AGAINST else (0, 5)

    def loss(worth: float) -> float:
        odds = rest + worth
        return float(np.logaddexp(0, odds).sum() - right @ odds)

    return float(minimize_scalar(loss, bounds=bounds, method="bounded").x)


def left_out(some: Sequence[Case], always: Sequence[Case] = ()) -> NDArray[np.float64]:
    """Each case's probability by the weights fitted on the other groups (and on `always`)."""
    chances = np.zeros(len(some))
    groups = sorted({case.group for case in some})
    folds = [groups[n::10] for n in range(10)]
    for fold in folds:
        train = [case for case in some if case.group not in fold]
        if not train and not always:
            continue
        weights, bias = fit([*train, *always])
        for place, case in enumerate(some):
            if case.group in fold:
                chances[place] = weakest(case, weights, bias)
    return chances


def curve(some: Sequence[Case], chances: Sequence[float] | NDArray[np.float64]) -> list[str]:
    """Risk and coverage at each threshold, as shares of all questions."""
    lines = [f"{'least':>6}{'answered':>10}{'wrong':>8}{'right':>8}{'refused well':>14}{'lost':>8}"]
    counts = balance(some) / len(some)
    right, answerable = (np.array([getattr(c, name) for c in some]) for name in ("right", "answerable"))
    for least in np.arange(0.0, 1.0, 0.05):
        given = np.asarray(chances) >= least
        shares = (given, given & ~right, given & right, ~given & ~answerable, ~given & right)
        columns = zip(shares, (10, 8, 8, 14, 8), strict=True)
        lines.append(f"{least:6.2f}" + "".join(f"{counts @ share:{wide}.1%}" for share, wide in columns))
    return lines


def threshold(some: Sequence[Case], chances: NDArray[np.float64]) -> float:
    """The least probability at which at most 3 % of all questions are answered wrongly."""
    counts = balance(some) / len(some)
    right = np.array([case.right for case in some])
    for least in np.unique(chances):
        if counts @ ((chances >= least) & ~right) <= MOST_WRONG:
            return float(least)
    return 1.0


def main() -> None:
    """Fit and report."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="for the generated documents and their stores")
    parser.add_argument("--stores", type=int, default=6)
    parser.add_argument("--learn", nargs=2, action="append", default=[], metavar=("QUESTIONS", "STORE"))
    parser.add_argument("--describe", nargs=2, action="append", default=[], metavar=("QUESTIONS", "STORE"))
    parser.add_argument("--check", nargs=2, action="append", default=[], metavar=("QUESTIONS", "STORE"))
    given = parser.parse_args()
    some: list[Case] = []
    read: list[Case] = []
    for store, file in generated_stores(given.folder, given.stores):
        with Assistant.open(store) as assistant:
            some += cases(assistant, gold(file))
    made = len(some)
    for questions, store in given.learn:
        with Assistant.open(Path(store)) as assistant:
            some += cases(assistant, gold(Path(questions)))
    for questions, store in given.learn + given.describe:
        with Assistant.open(Path(store)) as assistant:
            read += cases(assistant, gold(Path(questions)), as_meant=True)
    log.info("%d cases, %d right", len(some), sum(case.right for case in some))
    log.info("as it was:\n%s", "\n".join(curve(some, [case.before for case in some])))
    chances = left_out(some)
    log.info("left out, 3 %% wrong at %.2f:\n%s", threshold(some, chances), "\n".join(curve(some, chances)))
    if given.learn:
        written, own = some[made:], chances[made:]
        log.info("of the written, at %.2f:\n%s", threshold(written, own), "\n".join(curve(written, own)))
    weights, bias = fit(some)
    operands = [case for case in some if case.signals[0, NAMES.index("together")]]
    for name, alone in (("described", read), ("together", operands)):
        if alone:
            weights[NAMES.index(name)] = shift(name, alone, weights, bias)
            log.info("%s: %d cases, %d right", name, len(alone), sum(case.right for case in alone))
    named = {"bias": round(bias, 2)} | {
        name: round(float(weight), 2) for name, weight in zip(NAMES, weights, strict=True)
    }
    log.info("%s", named)
    for questions, store in given.check:
        with Assistant.open(Path(store)) as assistant:
            held = cases(assistant, gold(Path(questions)))
        log.info("%s as it was:\n%s", questions, "\n".join(curve(held, [case.before for case in held])))
        mine = np.array([weakest(case, weights, bias) for case in held])
        log.info("%s learnt:\n%s", questions, "\n".join(curve(held, mine)))


if __name__ == "__main__":
    main()
