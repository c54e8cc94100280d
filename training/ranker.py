"""Learns the weights of `qa.figures.weighing` on generated documents, whose answers are known.

    python -m training.ranker FOLDER [--stores 6] [--check QUESTIONS STORE]...

Listwise softmax over the candidates of each question, with an L2 penalty on the distance from the weights
in use; the penalty is chosen by cross-validation over stores. See RANKER.md.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.model import Fact
from evals.gold import Question, read_gold
from evals.judge import same_figure
from evals.stores import generated_stores
from qa.assistant import Assistant
from qa.context import Context
from qa.figures.select import rank_facts
from qa.figures.weighing import FEATURES, WEIGHTS
from qa.understanding.question import parse_question
from qa.understanding.scope import scopes
from training.losses import Example, hits, listwise

log = logging.getLogger(__name__)
HAND = np.array([WEIGHTS[name] for name in FEATURES], dtype=np.float64)
PENALTIES = (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
KEPT = 150  # candidates of a question that are learnt from


def is_right(fact: Fact, question: Question) -> bool:
    """Tell whether a fact states one of the figures, on a line of the evidence."""
    stands = any(
        place.document == fact.document
        and place.lines[0] <= fact.lines[1]
        and fact.lines[0] <= place.lines[1]
        for place in question.evidence
    )
    given = {"value": float(fact.value), "unit": fact.unit}
    return stands and any(same_figure(want, given, falls=True) for want in question.figures)


def examples(assistant: Assistant, questions: Iterable[Question], group: str) -> list[Example]:
    """Candidates of the questions that are looked up in one place; the others teach nothing here."""
    library = assistant._library
    found = []
    for question in questions:
        if question.kind == "unanswerable" or not question.figures:
            continue
        text = library.analyzer.correct_question(question.question, assistant.store.count)
        query = parse_question(text, library.analyzer.analyze, library.names)
        for scope in scopes(query, library.metadata):
            facts, rank = Context(scope.query, library, scope.documents).facts
            if not facts:
                continue
            candidates = rank_facts(scope.query, facts, rank, library)
            right = np.array([is_right(fact, question) for fact in facts], dtype=bool)
            if not right.any() or right.all():
                continue
            kept = np.union1d(np.argsort(-candidates.scores)[:KEPT], np.flatnonzero(right))
            found.append(Example(candidates.features[kept], right[kept], group))
    return found


SCALE = 2.0  # how much sharper than 1 the softmax of the hand-set scores is


def fit(some: Sequence[Example], penalty: float) -> NDArray[np.float64]:
    """Weights that make the right facts likely, none below 0, in the scale of the hand-set ones."""

    def both(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = listwise(weights, some)
        away = weights - HAND * SCALE
        return value / len(some) + penalty * float((away**2).sum()), slope / len(some) + 2 * penalty * away

    found = minimize(both, HAND * SCALE, jac=True, method="L-BFGS-B", bounds=[(0, None)] * len(HAND))
    weights: NDArray[np.float64] = found.x / SCALE
    return weights


def accuracy(weights: NDArray[np.float64], some: Sequence[Example]) -> float:
    """Share of questions whose best fact is a right one."""
    return sum(hits(weights, some)) / max(len(some), 1)


def cross_validated(some: Sequence[Example], penalty: float) -> float:
    """Accuracy on each group by the weights learnt on the others."""
    groups = sorted({one.group for one in some})
    total = 0.0
    for group in groups:
        held = [one for one in some if one.group == group]
        total += accuracy(fit([one for one in some if one.group != group], penalty), held) * len(held)
    return total / len(some)


def gold(path: Path) -> list[Question]:
    """The single questions of a question file."""
    return [item.turns[0] for item in read_gold(path) if item.single]


def main() -> None:
    """Learn, and report on generated documents and on the question files given."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="for the generated documents and their stores")
    parser.add_argument("--stores", type=int, default=6)
    parser.add_argument("--check", nargs=2, action="append", default=[], metavar=("QUESTIONS", "STORE"))
    given = parser.parse_args()
    some: list[Example] = []
    for store, file in generated_stores(given.folder, given.stores):
        with Assistant.open(store) as assistant:
            some += examples(assistant, gold(file), store.name)
        log.info("%s: %d questions so far", store.name, len(some))
    log.info("as they are: %.3f", accuracy(HAND, some))
    held_out = {penalty: cross_validated(some, penalty) for penalty in PENALTIES}
    for penalty, share in held_out.items():
        log.info("penalty %.4f, stores left out: %.3f", penalty, share)
    weights = fit(some, max(held_out, key=lambda penalty: held_out[penalty]))
    log.info("%s", {name: round(float(weight), 2) for name, weight in zip(FEATURES, weights, strict=True)})
    for questions, store in given.check:
        with Assistant.open(Path(store)) as assistant:
            held = examples(assistant, gold(Path(questions)), store)
        log.info("%s: %.3f as they are, %.3f learnt, of %d", questions, accuracy(HAND, held),
                 accuracy(weights, held), len(held))  # fmt: skip


if __name__ == "__main__":
    main()
