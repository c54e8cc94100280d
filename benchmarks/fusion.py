"""Fit the weights of hybrid search and say what each part is worth.

    python -m benchmarks.fusion STORE=GOLD.jsonl [STORE=GOLD.jsonl ...]

Each pair is a store and questions over it with evidence lines. Every figure is of questions that the
weights were not fitted on: a document is left out with all questions whose evidence it holds, in turn. The
loss is the listwise softmax (Cao et al., 2007): the share of a question's chunks that hold evidence.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]

from index.analyzer import Analyzer
from index.search import FEATURES, Searcher
from index.store import Store

SHARPNESS = 10.0
PENALTY = 0.01
DEPTHS = (1, 5, 10, 20)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A question: its candidates' features, which of them hold evidence, and of which documents that is."""

    features: Floats
    right: NDArray[np.bool_]
    documents: frozenset[str]
    style: str


def read(store: Path, gold: Path, analyzer: Analyzer) -> list[Case]:
    """The answerable questions of a gold file, with the candidates that the store's search looks at."""
    cases = []
    with Store.open(store) as opened:
        searcher = Searcher(opened, analyzer)
        for line in gold.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            evidence = question.get("evidence")
            if not evidence:
                continue
            numbers, features = searcher.candidates(searcher.prepare(question["question"]))
            chunks = opened.chunks(numbers.tolist())
            right = [
                any(
                    place["doc"] == chunk.document
                    and chunk.lines[0] <= place["lines"][1]
                    and place["lines"][0] <= chunk.lines[1]
                    for place in evidence
                )
                for chunk in chunks
            ]
            documents = frozenset(place["doc"] for place in evidence)
            cases.append(
                Case(features.astype(np.float64), np.asarray(right), documents, question.get("style", ""))
            )
    return cases


def fit(cases: list[Case], used: list[int]) -> Floats:
    """The weights of the features in use that give evidence the greatest share."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for case in cases:
            if not case.right.any():
                continue
            features = case.features[:, used]
            scores = SHARPNESS * (features @ weights)
            shares = np.exp(scores - scores.max())
            right = shares[case.right].sum() + 1e-30
            total -= np.log(right / shares.sum())
            inside = shares[case.right] @ features[case.right] / right
            slope -= SHARPNESS * (inside - shares @ features / shares.sum())
        size = len(cases)
        return float(total / size + PENALTY * weights @ weights), slope / size + 2 * PENALTY * weights

    found: Floats = minimize(loss, np.full(len(used), 0.3), jac=True, method="L-BFGS-B").x
    return found


def held_out_ranks(cases: list[Case], used: list[int]) -> list[int]:
    """The place of the first evidence for each question, by weights fitted without its documents."""
    ranks = [0] * len(cases)
    for document in sorted({name for case in cases for name in case.documents}):
        weights = fit([case for case in cases if document not in case.documents], used)
        for place, case in enumerate(cases):
            if document in case.documents and not ranks[place]:
                order = np.argsort(-(case.features[:, used] @ weights), kind="stable")
                hits = np.flatnonzero(case.right[order])
                ranks[place] = int(hits[0]) + 1 if len(hits) else 10**6
    return ranks


def row(name: str, ranks: list[int], cases: list[Case]) -> str:
    """One line of the table: hit rates of all questions, and of the paraphrases in the top 5."""
    rates = [np.mean([rank <= depth for rank in ranks]) for depth in DEPTHS]
    said = [rank for rank, case in zip(ranks, cases, strict=True) if case.style == "paraphrase"]
    other = f"{np.mean([rank <= 5 for rank in said]):10.3f}" if said else ""
    return f"{name:22}" + "".join(f"{rate:8.3f}" for rate in rates) + other + "\n"


def main() -> None:
    """Fit, and write the table and the weights."""
    if len(sys.argv) < 2 or any("=" not in pair for pair in sys.argv[1:]):
        sys.exit(__doc__)
    analyzer = Analyzer()
    cases = []
    for pair in sys.argv[1:]:
        store, _, gold = pair.partition("=")
        cases += read(Path(store), Path(gold), analyzer)
    every = list(range(len(FEATURES)))
    out = sys.stdout.write
    out(f"{len(cases)} questions\n{'':22}" + "".join(f"{f'hit@{depth}':>8}" for depth in DEPTHS))
    out("  paraphrases@5\n")
    out(row("all", held_out_ranks(cases, every), cases))
    for number, name in enumerate(FEATURES):
        rest = [other for other in every if other != number]
        out(row(f"without {name}", held_out_ranks(cases, rest), cases))
    for name in ("bm25", "vectors", "coverage", "words"):
        out(row(f"{name} alone", held_out_ranks(cases, [FEATURES.index(name)]), cases))
    weights = zip(FEATURES, fit(cases, every).round(2).tolist(), strict=True)
    out("weights on all: " + ", ".join(f"{name} {weight}" for name, weight in weights) + "\n")


if __name__ == "__main__":
    main()
