"""Fit the weights of hybrid search and say what each part is worth.

    python -m benchmarks.fusion STORE=QUESTIONS.jsonl ... [--check STORE=QUESTIONS.jsonl ...] [--nearness]

Each pair is a store and questions over it with evidence lines; the questions are searched for as the
assistant does, with the printed words for what is said. The weights are fitted on the first pairs, each
of which counts the same, and never on those after `--check`. Every figure is of questions that the weights
were not fitted on: within the first pairs a fifth of the documents is left out in turn, with all questions
whose evidence they hold. The loss is the listwise softmax (Cao et al., 2007): the share of a question's
chunks that hold evidence.

With `--nearness` it fits the order in which passages are shown (`qa.nearness`) instead: of the hits of a
search, and with paraphrases counting twice.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from corpus.model import Chunk
from index.analyzer import Analyzer
from index.search import FEATURES, Searcher
from index.store import Store
from qa import nearness
from qa.context import Context
from qa.library import Library

SHARPNESS = 10.0
PENALTY = 3.0
"""Of the squared weights, against leaning on one feature: of 0.003 to 3 the best for samples when fitted on
generated questions, and for generated ones when fitted on samples."""

OF_NEARNESS = 0.02
"""The same for the order in which passages are shown: 0.003 is as good, 0.3 and 3 are worse."""

TOTAL = 4.0  # what the weights add up to
DEPTHS = (1, 5, 10, 20)
FOLDS = 5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question: its candidates' features, which of them hold evidence, and of which documents that is."""

    features: Floats
    right: NDArray[np.bool_]
    documents: frozenset[str]
    style: str
    weight: float


def answerable(gold: Path) -> Iterator[dict[str, Any]]:
    """The questions of a file that have evidence."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        if question.get("evidence"):
            yield question


def case_of(question: dict[str, Any], features: NDArray[np.float32], chunks: Sequence[Chunk]) -> Case:
    """A question with the features of its chunks."""
    right = [
        any(
            place["doc"] == chunk.document
            and chunk.lines[0] <= place["lines"][1]
            and place["lines"][0] <= chunk.lines[1]
            for place in question["evidence"]
        )
        for chunk in chunks
    ]
    documents = frozenset(place["doc"] for place in question["evidence"])
    style = question.get("style", "")
    return Case(features.astype(np.float64), np.asarray(right), documents, style, 1.0)


def read(store: Path, gold: Path, analyzer: Analyzer) -> list[Case]:
    """The answerable questions of a gold file, with the candidates that the store's search looks at."""
    cases = []
    with Store.open(store) as opened:
        searcher, library = Searcher(opened, analyzer), Library(opened)
        for question in answerable(gold):
            understood = library.parse(question["question"])
            query = searcher.prepare(understood.text, understood.printed)
            numbers, features = searcher.candidates(query)
            cases.append(case_of(question, features, opened.chunks(numbers.tolist())))
    return [replace(case, weight=1 / len(cases)) for case in cases]


def read_nearness(store: Path, gold: Path) -> list[Case]:
    """The same with what the hits of a search are brought into their order by (`qa.nearness`)."""
    cases = []
    with Store.open(store) as opened:
        library = Library(opened)
        for question in answerable(gold):
            context = Context(library.parse(question["question"]), library)
            if context.hits:
                features = nearness.features(context.query, context.hits, library, context.figures_fit)
                cases.append(case_of(question, features, [hit.chunk for hit in context.hits]))
    weights = {"paraphrase": 2.0}
    return [replace(case, weight=weights.get(case.style, 1.0)) for case in cases]


def fit(cases: list[Case], used: list[int], penalty: float = PENALTY) -> Floats:
    """The weights of the features in use that give evidence the greatest share."""
    cases = [case for case in cases if case.right.any()]
    features = np.concatenate([case.features[:, used] for case in cases])
    right = np.concatenate([case.right for case in cases])
    sizes = np.asarray([len(case.right) for case in cases])
    starts = np.cumsum([0, *sizes[:-1]])
    counts = np.asarray([case.weight for case in cases])
    counts /= counts.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = SHARPNESS * (features @ weights)
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        shares /= np.repeat(np.add.reduceat(shares, starts), sizes)
        held = shares * right
        evidence = np.add.reduceat(held, starts) + 1e-30
        pull = held / np.repeat(evidence, sizes) - shares
        slope = -SHARPNESS * ((pull * np.repeat(counts, sizes)) @ features)
        return float(-counts @ np.log(evidence) + penalty * weights @ weights), slope + 2 * penalty * weights

    found: Floats = minimize(loss, np.full(len(used), 0.3), jac=True, method="L-BFGS-B").x
    scaled: Floats = found * (TOTAL / found.sum())
    return scaled


def ranks(cases: list[Case], used: list[int], weights: Floats) -> list[int]:
    """The place of the first evidence for each question."""
    found = []
    for case in cases:
        order = np.argsort(-(case.features[:, used] @ weights), kind="stable")
        hits = np.flatnonzero(case.right[order])
        found.append(int(hits[0]) + 1 if len(hits) else 10**6)
    return found


def held_out_ranks(cases: list[Case], used: list[int], penalty: float = PENALTY) -> list[int]:
    """The same, by weights that are fitted without the documents of the question."""
    found = [0] * len(cases)
    names = sorted({name for case in cases for name in case.documents})
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        here = [place for place, case in enumerate(cases) if case.documents & out]
        weights = fit([case for case in cases if not case.documents & out], used, penalty)
        for place, rank in zip(here, ranks([cases[place] for place in here], used, weights), strict=True):
            found[place] = rank
    return found


def row(name: str, ranks: list[int], cases: list[Case]) -> str:
    """One line of the table: hit rates of all questions, and of the paraphrases in the top 5."""
    rates = [np.mean([rank <= depth for rank in ranks]) for depth in DEPTHS]
    said = [rank for rank, case in zip(ranks, cases, strict=True) if case.style == "paraphrase"]
    other = f"{np.mean([rank <= 5 for rank in said]):10.3f}" if said else ""
    return f"{name:22}" + "".join(f"{rate:8.3f}" for rate in rates) + other + "\n"


def table(fitted: list[Case], checked: list[Case], names: Sequence[str], penalty: float) -> str:
    """What is found with all features, without each, and by each of the first alone."""
    every = list(range(len(names)))
    choices = {"all": every}
    choices |= {f"without {names[out]}": [one for one in every if one != out] for out in every}
    choices |= {f"{names[one]} alone": [one] for one in every[:4]}
    lines = []
    for name, used in choices.items():
        ranked = (
            ranks(checked, used, fit(fitted, used, penalty))
            if checked
            else held_out_ranks(fitted, used, penalty)
        )
        lines.append(row(name, ranked, checked or fitted))
    return "".join(lines)


def main() -> None:
    """Fit, and write the tables and the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("fitted", nargs="+", metavar="STORE=QUESTIONS")
    parser.add_argument("--check", nargs="*", default=[], metavar="STORE=QUESTIONS")
    parser.add_argument("--nearness", action="store_true")
    given = parser.parse_args()
    analyzer = Analyzer()
    names, penalty = (nearness.FEATURES, OF_NEARNESS) if given.nearness else (FEATURES, PENALTY)

    def cases(pair: str) -> list[Case]:
        store, _, questions = pair.partition("=")
        paths = Path(store), Path(questions)
        return read_nearness(*paths) if given.nearness else read(*paths, analyzer)

    fitted = [case for pair in given.fitted for case in cases(pair)]
    head = f"{'':22}" + "".join(f"{f'hit@{depth}':>8}" for depth in DEPTHS) + "  paraphrases@5\n"
    out = sys.stdout.write
    out(f"{len(fitted)} questions, their documents left out\n{head}{table(fitted, [], names, penalty)}")
    for pair in given.check:
        checked = cases(pair)
        found = table(fitted, checked, names, penalty)
        out(f"\n{pair}: {len(checked)} questions, nothing fitted on them\n{head}{found}")
    weights = zip(names, fit(fitted, list(range(len(names))), penalty).round(2).tolist(), strict=True)
    out("\nweights: " + ", ".join(f"{name} {weight}" for name, weight in weights) + "\n")


if __name__ == "__main__":
    main()
