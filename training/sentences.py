"""Fits the weights of `qa.figures.sentences` and how sure it is, on questions that ask for figures.

    python -m training.sentences --learn QUESTIONS STORE [--learn ...] [--check QUESTIONS STORE]...

Weights: listwise softmax over the sentences of each question, a sentence being right where the answer that
is made of it alone is; L2 on the weights, in units of each feature's spread. Confidence: logistic regression
over `qa.figures.sentences.SIGNALS` of the best sentence of every such question, answerable or not. Both with
one document left out at a time; the curve is of the questions that `qa.figures.figure` is not sure of. See
RANKER.md.
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
from qa.assistant import SENTENCE, Assistant, routes
from qa.figures import confidence, sentences
from qa.figures.alike import Floats
from qa.figures.figure import answer_figure
from qa.understanding.query import Query
from qa.wording.parts import joined
from training.losses import Example, hits, listwise, logistic
from training.ranker import gold

log = logging.getLogger(__name__)
HAND = np.array(list(sentences.WEIGHTS.values()), dtype=np.float64)
SURE = np.array(list(sentences.SURE.values()), dtype=np.float64)
AGAINST = frozenset(["lacking", "longest_unmet", "unmet", "length"])
PENALTIES = (0.1, 0.3, 1.0, 3.0, 10.0)


@dataclass(frozen=True, slots=True)
class Case:
    """A question and its sentences, which of them answer it, and whether `qa.figures` leaves it to them.

    `agreeing` tells for each sentence which ones have one of its figures, shape [sentences, sentences].
    """

    example: Example
    agreeing: NDArray[np.bool_]
    left: bool

    def signals(self, weights: NDArray[np.float64]) -> tuple[Floats, bool]:
        """The SIGNALS of the best sentence by some weights, and whether it answers."""
        scores = self.example.features @ weights
        best = int(np.argmax(scores))
        row = sentences.signals_of(self.example.features[best], scores, self.agreeing[best])
        return row, bool(self.example.right[best])


def cases(assistant: Assistant, questions: Iterable[Question]) -> list[Case]:
    """The questions that sentences may answer, read as descriptions where they are."""
    corpus = {entry.name: assistant.store.lines(entry.name) for entry in assistant.store.documents()}
    found = []
    for question in questions:
        query = assistant._parse(question.question)
        if SENTENCE not in routes(query) or not sentences.is_told(query):
            continue
        said = answer_figure(assistant._context(query, None))
        left = said is None or said[1] < confidence.LEAST
        case = _case(assistant, query.as_meant() if query.described else query, question, corpus, left=left)
        found += [case] if case else []
    return found


def _case(
    assistant: Assistant, query: Query, question: Question, corpus: dict[str, Sequence[str]], *, left: bool
) -> Case | None:
    scope = sentences.scope_of(assistant._context(query, None))
    ranked = [one for one in sentences.find_sentences(scope) if one.facts] if scope else []
    if not ranked:
        return None
    right = []
    for one in ranked:
        fresh = assistant._context(query, None)
        answer = joined(fresh, "figure", [sentences.told(fresh, one, 1.0)], 1.0).to_json()
        right.append(question.kind != "unanswerable" and judge(question, answer, corpus).cited)
    group = question.documents[0] if question.documents else question.id
    example = Example(np.stack([one.features for one in ranked]), np.array(right), group)
    agreeing = np.array([[other.agrees(one) for other in ranked] for one in ranked])
    return Case(example, agreeing, left)


def fit(some: Sequence[Case], penalty: float) -> NDArray[np.float64]:
    """Weights that make the right sentences likely; what speaks against one never adds to it."""
    taught = [case.example for case in some if case.example.right.any() and not case.example.right.all()]
    unit = np.concatenate([example.features for example in taught]).std(axis=0) + 1e-3

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = listwise(weights, taught, unit)
        return value + penalty * float((weights**2).sum()), slope + 2 * penalty * weights

    bounds = _bounds(sentences.FEATURES)
    weights: NDArray[np.float64] = minimize(loss, np.zeros(len(unit)), jac=True, bounds=bounds).x
    return weights / unit


def _bounds(names: Sequence[str]) -> list[tuple[float | None, float | None]]:
    return [(None, 0.0) if name in AGAINST else (0.0, None) for name in names]


def fit_confidence(
    some: Sequence[Case], weights: NDArray[np.float64], penalty: float = 1.0
) -> NDArray[np.float64]:
    """The weights of the SIGNALS, then the bias."""
    told = [case.signals(weights) for case in some]
    rows = np.stack([row for row, _ in told]).astype(np.float64)
    right = np.array([float(is_right) for _, is_right in told])
    bounds = [*_bounds(sentences.SIGNALS), (None, None)]
    given = (rows, right, np.ones(len(rows)), penalty)
    found: NDArray[np.float64] = minimize(
        logistic, np.zeros(len(bounds)), given, jac=True, method="L-BFGS-B", bounds=bounds
    ).x
    return found


def chance(case: Case, weights: NDArray[np.float64], own: NDArray[np.float64]) -> tuple[float, bool]:
    """The probability of the best sentence, and whether it answers."""
    row, right = case.signals(weights)
    return float(1 / (1 + np.exp(-(row @ own[:-1] + own[-1])))), right


def left_out(some: Sequence[Case], penalty: float) -> tuple[int, list[tuple[float, bool]]]:
    """How many questions have a right sentence first, and the chance of each, with its document left out."""
    first, chances = 0, []
    groups = sorted({case.example.group for case in some})
    for fold in (groups[n::10] for n in range(10)):
        rest = [case for case in some if case.example.group not in fold]
        mine = [case for case in some if case.example.group in fold]
        weights = fit(rest, penalty)
        own = fit_confidence(rest, weights)
        first += sum(hits(weights, [case.example for case in mine]))
        chances += [chance(case, weights, own) for case in mine if case.left]
    return first, chances


def curve(chances: Sequence[tuple[float, bool]]) -> str:
    """How many are answered rightly and wrongly at each threshold."""
    lines = []
    for least in np.arange(0.3, 0.85, 0.05):
        shown = [right for one, right in chances if one >= least]
        lines.append(f"{least:6.2f}{sum(shown):6d} right{len(shown) - sum(shown):6d} wrong")
    return "\n".join([f"of {len(chances)}", *lines])


def main() -> None:
    """Fit and report."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", nargs=2, action="append", required=True, metavar=("QUESTIONS", "STORE"))
    parser.add_argument("--check", nargs=2, action="append", default=[], metavar=("QUESTIONS", "STORE"))
    given = parser.parse_args()
    some = _read(given.learn)
    reach = sum(bool(case.example.right.any()) for case in some)
    log.info("%d questions, %d with a right sentence, %d as they are", len(some), reach,
             sum(hits(HAND, [case.example for case in some])))  # fmt: skip
    held_out = {penalty: left_out(some, penalty) for penalty in PENALTIES}
    log.info("right first, by penalty: %s", {penalty: first for penalty, (first, _) in held_out.items()})
    penalty = max(held_out, key=lambda one: (held_out[one][0], one))
    weights = fit(some, penalty)
    own = fit_confidence(some, weights)
    log.info("%s", dict(zip(sentences.FEATURES, weights.round(2).tolist(), strict=True)))
    log.info("%s", dict(zip((*sentences.SIGNALS, "bias"), own.round(2).tolist(), strict=True)))
    log.info("left out, of the questions that figures do not answer\n%s", curve(held_out[penalty][1]))
    for pair in given.check:
        mine = [case for case in _read([pair]) if case.left]
        log.info("%s, learnt\n%s", pair[0], curve([chance(case, weights, own) for case in mine]))
        before = np.array([*SURE, sentences.BIAS])
        log.info("as it is\n%s", curve([chance(case, HAND, before) for case in mine]))


def _read(pairs: Sequence[tuple[str, str]]) -> list[Case]:
    found: list[Case] = []
    for questions, store in pairs:
        with Assistant.open(Path(store)) as assistant:
            found += cases(assistant, gold(Path(questions)))
    return found


if __name__ == "__main__":
    main()
