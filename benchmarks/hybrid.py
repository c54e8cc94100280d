"""BM25 alone beside search as it is shown: is it worse for any style, kind or set of questions?

    python -m benchmarks.hybrid STORE=QUESTIONS.jsonl ... [--lost]

BM25 alone ranks the same passages by the same terms of a question whose typing errors are set right. What is
shown is `Assistant.chunks`: what `briefing search` and the MCP tool give. Each row has the share of questions
whose evidence is in the first and among the first five passages: by BM25, by search before anything is looked
at line by line, and as shown. A row that is worse than BM25 is marked with how many questions that is. With
`--lost` the questions follow that BM25 has among its first five and what is shown has not.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.model import Chunk
from evals.gold import read_gold
from evals.metrics import first_evidence
from index.search import Searcher
from index.store import Store
from qa.assistant import Assistant
from qa.library import Library

DEPTHS = (1, 5)
LOOKED_AT = 50  # passages
MISSED = 10**6


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the place of its first evidence by BM25, by search and as shown."""

    text: str
    groups: tuple[str, ...]
    places: tuple[int, int, int]


def lexical(searcher: Searcher, question: str) -> list[Chunk]:
    """The best passages by BM25 alone."""
    query = searcher.prepare(question)
    numbers = np.sort(searcher.store.lexical.best(query.terms, query.weights, LOOKED_AT))
    scores, _ = searcher.store.lexical.at(query.terms, query.weights, numbers)
    return searcher.store.chunks(numbers[np.argsort(-scores, kind="stable")].tolist())


def asked(path: Path, questions: Path) -> Iterator[Asked]:
    """The questions of a file that have evidence."""
    with Store.open(path) as store:
        library, assistant = Library(store), Assistant(store)
        searcher = Searcher(store, library.analyzer)
        for item in read_gold(questions):
            question = item.turns[0]
            if len(item.turns) > 1 or not question.evidence:
                continue
            query = library.parse(question.question)
            found = (
                lexical(searcher, query.text),
                [hit.chunk for hit in library.search(query.text, LOOKED_AT, also=query.also)],
                assistant.chunks(question.question, LOOKED_AT),
            )
            first, second, third = (first_evidence(question, chunks) or MISSED for chunks in found)
            style, kind = question.style or "no style", question.kind
            name = f"{path.name} {questions.stem}"
            groups = "all", style, kind, f"{style}, {kind}", name, f"{name}, {style}"
            yield Asked(question.question, groups, (first, second, third))


def row(name: str, found: list[Asked]) -> str:
    """A line of the table."""
    places = np.asarray([one.places for one in found])
    cells = [" / ".join(f"{rate:.3f}" for rate in (places <= depth).mean(axis=0)) for depth in DEPTHS]
    fewer = [int((places[:, 0] <= depth).sum() - (places[:, 2] <= depth).sum()) for depth in DEPTHS]
    worse = ", ".join(f"{n} @{depth}" for n, depth in zip(fewer, DEPTHS, strict=True) if n > 0)
    return f"| {name} | {len(found)} | {' | '.join(cells)} | {worse} |\n"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pairs", nargs="+", metavar="STORE=QUESTIONS")
    parser.add_argument("--lost", action="store_true")
    given = parser.parse_args()
    found = [one for pair in given.pairs for one in asked(*(Path(part) for part in pair.split("=", 1)))]
    groups: dict[str, list[Asked]] = {}
    for one in found:
        for group in one.groups:
            groups.setdefault(group, []).append(one)
    say: Callable[[str], object] = sys.stdout.write
    say(f"{len(found)} questions; {platform.machine()}, Python {platform.python_version()}\n\n")
    say("| | questions | hit@1: BM25 / search / shown | hit@5 | worse than BM25 |\n|---|---|---|---|---|\n")
    for name in sorted(groups, key=lambda name: -len(groups[name])):
        say(row(name, groups[name]))
    if given.lost:
        for one in found:
            if one.places[0] <= DEPTHS[-1] < one.places[2]:
                say(f"{one.places} {one.groups[3]}: {one.text}\n")


if __name__ == "__main__":
    main()
