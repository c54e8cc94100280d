"""What each choice of the analyser gives: plain BM25 over the terms that it makes, nothing else.

    python -m benchmarks.analysis STORE=QUESTIONS.jsonl ... [--welfare welfare_qa.jsonl.gz]

Each pair is a store and questions over it with evidence lines. `--welfare` adds 2,000 questions of the
Welfare-QA data, to be found among all its answers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from kiwipiepy import Kiwi

from index.analyzer import Analyzer, join_spaced
from index.store import Store

ASKED = 2000
DEPTHS = (1, 5, 10)
NOUNS = frozenset({"NNG", "NNP", "NR", "SN", "SL", "SH", "XR"})
CONTENT = NOUNS | {"VV", "VA", "MAG", "XPN", "XSN", "NNB", "W_SERIAL"}

Terms = Callable[[Sequence[str]], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Task:
    """Texts to search, and questions each with the numbers of the texts that answer it."""

    name: str
    texts: list[str]
    questions: list[tuple[str, set[int]]]


def store_task(path: Path, questions: Path) -> Task:
    """The chunks of a store, and the questions over it that have evidence."""
    with Store.open(path) as store:
        chunks = store.chunks(range(store.manifest.chunks))
    rows = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]

    def holds(number: int, place: dict[str, Any]) -> bool:
        chunk, (first, last) = chunks[number], place["lines"]
        return bool(chunk.document == place["doc"] and chunk.lines[0] <= last and first <= chunk.lines[1])

    asked = [
        (row["question"], {n for n in range(len(chunks)) for place in row["evidence"] if holds(n, place)})
        for row in rows
        if row.get("evidence")
    ]
    return Task(path.name, [f"{chunk.context}\n{chunk.text}" for chunk in chunks], asked)


def welfare_task(path: Path) -> Task:
    """Welfare questions for their answers; a question that is asked twice has both."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    answers: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        answers.setdefault(row["question"], set()).add(number)
    names = sorted(answers)
    chosen = np.random.default_rng(1).choice(len(names), min(ASKED, len(names)), replace=False).tolist()
    return Task("welfare", [row["answer"] for row in rows], [(names[n], answers[names[n]]) for n in chosen])


def morphemes(kiwi: Kiwi, tags: frozenset[str], *, joined: bool = False) -> Terms:
    """Kiwi's morphemes of these tags (all where empty), cut as they come."""

    def terms(texts: Sequence[str]) -> list[list[str]]:
        given = [join_spaced(text)[0] for text in texts] if joined else list(texts)
        return [
            [token.form.lower() for token in tokens if not tags or token.tag.partition("-")[0] in tags]
            for tokens in kiwi.tokenize(given)
        ]

    return terms


def bigrams(text: str) -> list[str]:
    """Pairs of neighbouring characters within words."""
    return [word[n : n + 2] for word in text.lower().split() for n in range(max(len(word) - 1, 1))]


def both(one: Terms) -> Terms:
    """The terms and the character bigrams of all words."""
    return lambda texts: [[*terms, *bigrams(text)] for terms, text in zip(one(texts), texts, strict=True)]


def rates(task: Task, index_terms: Terms, question_terms: Terms) -> str:
    """The share of questions whose answer is among the first, as cells of a table."""
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    index.index(index_terms(task.texts), show_progress=False)
    ranks = []
    asked = question_terms([question for question, _ in task.questions])
    for terms, (_, right) in zip(asked, task.questions, strict=True):
        known = [term for term in terms if term in index.vocab_dict]
        scores = index.get_scores(known) if known else np.zeros(len(task.texts), dtype=np.float32)
        best = max((scores[number] for number in right), default=0)
        ranks.append(int((scores > best).sum()) + 1 if best > 0 else len(task.texts))
    return " / ".join(f"{np.mean(np.asarray(ranks) <= depth):.3f}" for depth in DEPTHS)


def variants() -> dict[str, tuple[Terms, Terms]]:
    """Each choice: how texts and how questions become terms."""
    ours = Analyzer()
    kiwi = ours.kiwi

    def own(texts: Sequence[str]) -> list[list[str]]:
        return [analysis.terms for analysis in ours.analyses(texts)]

    def spaced(texts: Sequence[str]) -> list[list[str]]:
        return own([kiwi.space(text) for text in texts])

    def typos(texts: Sequence[str]) -> list[list[str]]:
        return [
            [token.form.lower() for token in kiwi.tokenize(text, typos="basic") if token.tag in CONTENT]
            for text in texts
        ]

    nouns, content = morphemes(kiwi, NOUNS), morphemes(kiwi, CONTENT)
    return {
        "words between spaces": (lambda texts: [text.lower().split() for text in texts],) * 2,
        "character bigrams": (lambda texts: [bigrams(text) for text in texts],) * 2,
        "Kiwi, every morpheme": (morphemes(kiwi, frozenset()),) * 2,
        "Kiwi, nouns and numbers": (nouns, nouns),
        "Kiwi, content morphemes": (content, content),
        "... questions by the typing-error model": (content, typos),
        "... spaced-out names joined": (morphemes(kiwi, CONTENT, joined=True),) * 2,
        "... and all character bigrams": (both(content),) * 2,
        "ours: compounds, years, bigrams of unknown nouns": (own, own),
        "... questions spaced anew by Kiwi": (own, spaced),
        "... and all character bigrams ": (both(own),) * 2,
    }


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("pairs", nargs="*", metavar="STORE=QUESTIONS")
    parser.add_argument("--welfare", type=Path)
    given = parser.parse_args()
    pairs = [pair.partition("=") for pair in given.pairs]
    tasks = [store_task(Path(store), Path(questions)) for store, _, questions in pairs]
    if given.welfare:
        tasks.append(welfare_task(given.welfare))
    say = sys.stdout.write
    say(f"| hit@{' / '.join(map(str, DEPTHS))} | {' | '.join(task.name for task in tasks)} |\n")
    say("|---" * (len(tasks) + 1) + "|\n")
    for name, (index_terms, question_terms) in variants().items():
        cells = " | ".join(rates(task, index_terms, question_terms) for task in tasks)
        say(f"| {name.strip()} | {cells} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
