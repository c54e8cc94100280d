"""Fits the weights of `qa.passages.passages` and how sure answers in words are, on questions for such.

    python -m training.passages --learn QUESTIONS STORE [--learn ...] [--check QUESTIONS STORE]...

Weights: listwise softmax over the passages of each question, a passage being right where the answer that is
made of it alone is; L2 on the distance from the weights in use, in units of each feature's spread.
Confidence: logistic regression over `qa.passages.passage_confidence.SIGNALS` of the answers in words to the
questions, as said and read as descriptions, and to some of the other stores. Both with one document left out
at a time. See RANKER.md.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evals.gold import Question
from evals.judge import judge
from qa.assistant import Assistant, routes
from qa.context import Context
from qa.passages.passage_confidence import SIGNALS, confidence
from qa.passages.passages import FEATURES, WEIGHTS, PassageFinder
from qa.passages.text import Found, candidates, contexts, find_text, room, tell_text
from qa.wording.parts import joined
from training.losses import Example, hits, listwise, logistic
from training.ranker import gold

log = logging.getLogger(__name__)
KINDS = frozenset(["passage", "list"])
HAND = np.array([WEIGHTS[name] for name in FEATURES], dtype=np.float64)
PENALTIES = (0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
SCALE = 8.0  # how much sharper than 1 the softmax of the scores is
SHARES = {"given": 0.78, "absent": 0.22}  # of all questions: that the documents answer, that they do not
OTHERS = 60  # questions of other stores that a store is asked
KEPT = 30  # passages of a question that are learnt from


def examples(assistant: Assistant, questions: Iterable[Question]) -> list[Example]:
    """The passages of questions that one document answers in words, told and judged one by one."""
    corpus = {entry.name: assistant.store.lines(entry.name) for entry in assistant.store.documents()}
    found = []
    for question in questions:
        if question.kind not in KINDS or len(question.documents) != 1:
            continue
        query = assistant._parse(question.question)
        one = contexts(Context(query, assistant._library))[0]
        finder = PassageFinder(one.query, one.metadata, assistant._library)
        ranked = finder.find(candidates(one))[:KEPT]
        if not ranked:
            continue
        right = []
        for passage in ranked:
            fresh = Context(one.query, assistant._library, one.documents)
            part = tell_text(Found(fresh, 1.0, None, finder, (passage,)), room(fresh))
            answer = joined(fresh, "passage", [part], 1.0).to_json()
            right.append(judge(question, answer, corpus).cited)
        features = np.stack([passage.features for passage in ranked])
        found.append(Example(features, np.array(right), question.documents[0]))
    return found


def spread(some: Sequence[Example]) -> NDArray[np.float64]:
    """The standard deviation of each feature."""
    own: NDArray[np.float64] = np.concatenate([one.features for one in some]).std(axis=0) + 1e-3
    return own


def fit(some: Sequence[Example], penalty: float, unit: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights that make the right passages likely, none below 0, in the scale of those in use."""
    taught = [one for one in some if one.right.any() and not one.right.all()]
    hand = HAND * SCALE * unit

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = listwise(weights, taught, unit)
        away = weights - hand
        return value + penalty * float((away**2).sum()), slope + 2 * penalty * away

    found = minimize(loss, hand, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(HAND))
    weights: NDArray[np.float64] = found.x / unit / SCALE
    return weights / weights[0] if weights[0] > 0 else weights


def left_out(some: Sequence[Example], penalty: float, unit: NDArray[np.float64]) -> int:
    """How many questions are answered by weights learnt on the other documents."""
    total = 0
    for group in sorted({one.group for one in some}):
        weights = fit([one for one in some if one.group != group], penalty, unit)
        total += sum(hits(weights, [one for one in some if one.group == group]))
    return total


@dataclass(frozen=True, slots=True)
class Case:
    """An answer in words: its `SIGNALS`, and whether it is right; `kind` is one of SHARES."""

    signals: NDArray[np.float32]
    right: bool
    kind: str
    group: str
    question: Question


def cases(assistant: Assistant, questions: Iterable[Question]) -> list[Case]:
    """The answers in words to questions that may be answered so, as said and read as descriptions."""
    corpus = {entry.name: assistant.store.lines(entry.name) for entry in assistant.store.documents()}
    found = []
    for question in questions:
        query = assistant._parse(question.question)
        if all(name != "text" for name, _ in routes(query)):
            continue
        for read in (query, query.as_meant()) if query.described else (query,):
            one = contexts(Context(read, assistant._library))[0]
            place = find_text(one)
            if place is None or place.signals is None:
                continue
            answer = joined(one, "passage", [tell_text(place, room(one))], 1.0).to_json()
            right = judge(question, answer, corpus).cited and question.kind != "unanswerable"
            own = question.documents[0] if question.documents else question.id
            kind = "absent" if question.kind == "unanswerable" else "given"
            found.append(Case(place.signals, right, kind, own, question))
    return found


def absent(assistant: Assistant, questions: Sequence[Question]) -> list[Question]:
    """Some of the questions that other stores answer, as questions that this one does not."""
    mine = {entry.name for entry in assistant.store.documents()}
    others = [one for one in questions if one.documents and mine.isdisjoint(one.documents)]
    return [
        replace(question, kind="unanswerable", evidence=())
        for question in others[:: max(len(others) // OTHERS, 1)]
    ]


def balance(some: Sequence[Case]) -> NDArray[np.float64]:
    """How much each case counts, so that those without an answer have their SHARES; the mean is 1."""
    kinds = [case.kind for case in some]
    total = sum(SHARES[kind] for kind in set(kinds))
    counts: NDArray[np.float64] = np.array(
        [SHARES[kind] / total * len(kinds) / kinds.count(kind) for kind in kinds]
    )
    return counts


def fit_confidence(some: Sequence[Case], penalty: float) -> tuple[NDArray[np.float64], float]:
    """Weights and bias; none of the weights is below 0."""
    rows, right, counts = (
        np.stack([case.signals for case in some]).astype(np.float64),
        np.array([case.right for case in some], dtype=np.float64),
        balance(some),
    )
    bounds = [*[(0.0, None)] * len(SIGNALS), (None, None)]
    given, start = (rows, right, counts, penalty), np.zeros(len(SIGNALS) + 1)
    found = minimize(logistic, start, given, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found[:-1], float(found[-1])


def chance(case: Case, weights: NDArray[np.float64], bias: float) -> float:
    """The probability of one answer."""
    return float(1 / (1 + np.exp(-(case.signals @ weights + bias))))


def chances_left_out(some: Sequence[Case], penalty: float) -> NDArray[np.float64]:
    """Each answer's probability by weights fitted on the other documents."""
    chances = np.zeros(len(some))
    for group in sorted({case.group for case in some}):
        weights, bias = fit_confidence([case for case in some if case.group != group], penalty)
        for place, case in enumerate(some):
            if case.group == group:
                chances[place] = chance(case, weights, bias)
    return chances


def curve(some: Sequence[Case], chances: Sequence[float] | NDArray[np.float64]) -> str:
    """Right and wrong answers at each threshold, as shares of the answers there would be."""
    counts, right = balance(some) / len(some), np.array([case.right for case in some])
    lines = [f"{'least':>6}{'right':>8}{'wrong':>8}"]
    for least in np.arange(0.0, 1.0, 0.1):
        shown = np.asarray(chances) >= least
        lines.append(f"{least:6.2f}{counts @ (shown & right):8.1%}{counts @ (shown & ~right):8.1%}")
    return "\n".join(lines)


def logloss(some: Sequence[Case], chances: NDArray[np.float64]) -> float:
    """Mean of -log of the probability of what is the case."""
    right = np.array([case.right for case in some])
    return float(-(balance(some) * np.log(np.clip(np.where(right, chances, 1 - chances), 1e-6, 1))).mean())


def main() -> None:
    """Fit and report."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learn", nargs=2, action="append", required=True, metavar=("QUESTIONS", "STORE"))
    parser.add_argument("--check", nargs=2, action="append", default=[], metavar=("QUESTIONS", "STORE"))
    parser.add_argument("--confidence", action="store_true", help="fit the confidence alone")
    given = parser.parse_args()
    some: list[Example] = []
    told: list[Case] = []
    every = [question for questions, _ in given.learn for question in gold(Path(questions))]
    for questions, store in given.learn:
        with Assistant.open(Path(store)) as assistant:
            if not given.confidence:
                some += examples(assistant, gold(Path(questions)))
            told += cases(assistant, [*gold(Path(questions)), *absent(assistant, every)])
    weights = HAND if given.confidence else learn(some)
    own = learn_confidence(told)
    for questions, store in given.check:
        with Assistant.open(Path(store)) as assistant:
            held = [] if given.confidence else examples(assistant, gold(Path(questions)))
            mine = cases(assistant, gold(Path(questions)))
        log.info("%s: %d as they are, %d learnt, of %d", questions, sum(hits(HAND, held)),
                 sum(hits(weights, held)), len(held))  # fmt: skip
        log.info("as it was:\n%s", curve(mine, [confidence(case.signals) for case in mine]))
        log.info("learnt:\n%s", curve(mine, [chance(case, *own) for case in mine]))


def learn(some: Sequence[Example]) -> NDArray[np.float64]:
    """Weights of passages, with the penalty that is best with documents left out."""
    unit = spread(some)
    log.info("%d questions, %d with a right passage, %d as they are", len(some),
             sum(one.right.any() for one in some), sum(hits(HAND, some)))  # fmt: skip
    held_out = {penalty: left_out(some, penalty, unit) for penalty in PENALTIES}
    log.info("right with a document left out, by penalty: %s", held_out)
    weights = fit(some, max(held_out, key=lambda penalty: (held_out[penalty], penalty)), unit)
    log.info("%s", {name: round(float(weight), 2) for name, weight in zip(FEATURES, weights, strict=True)})
    return weights


def learn_confidence(some: Sequence[Case]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of the confidence, with the penalty that is best with documents left out."""
    log.info("%d answers, %d right, %d of them given", len(some), sum(case.right for case in some),
             sum(case.kind == "given" for case in some))  # fmt: skip
    held_out = {penalty: logloss(some, chances_left_out(some, penalty)) for penalty in PENALTIES}
    log.info("loss with a document left out, by penalty: %s", held_out)
    penalty = min(held_out, key=lambda one: held_out[one])
    log.info("as it was:\n%s", curve(some, [confidence(case.signals) for case in some]))
    log.info("left out:\n%s", curve(some, chances_left_out(some, penalty)))
    weights, bias = fit_confidence(some, penalty)
    named = {name: round(float(weight), 2) for name, weight in zip(SIGNALS, weights, strict=True)}
    log.info("%s", {"bias": round(bias, 2)} | named)
    return weights, bias


if __name__ == "__main__":
    main()
