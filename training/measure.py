"""Measure the default embedder: `python -m training.measure --data DIR` prints the tables of README.md.

Nothing measured here is in training: the STS sets are public benchmarks, laws and welfare titles are the
held-out ones. BM25 (bm25s over Kiwi's content morphemes) and the fusion run on the same texts.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
from kiwipiepy import Kiwi
from numpy.typing import NDArray
from scipy.stats import spearmanr

from index.embedder import KiwiEmbedder
from index.kiwi_vectors import MODEL
from training.sources import HELD_LAWS, Welfare, held
from training.texts import load

STS = {"KLUE-STS dev": "klue_sts_dev.jsonl.gz", "KorSTS test": "korsts_test.jsonl.gz"}
QUESTIONS = 1500
VECTOR_SHARE = 3.0
"""Weight of the vectors' scores in the fusion, those of BM25 have 1; both standardised for each question."""

Keys = list[NDArray[np.int64]]
Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Task:
    """Questions, passages and which passage answers each; every text as embedder keys and BM25 terms."""

    name: str
    questions: tuple[Keys, Keys]
    passages: tuple[Keys, Keys]
    answers: list[int]


def law_task(data: Path, kiwi: Kiwi) -> Task:
    """A law's name and an article's title for the article, among all articles of held-out laws."""
    law = load(data, "law_articles.jsonl.xz", kiwi)
    pool = [i for i, row in enumerate(law.rows) if held(row["law"], HELD_LAWS)]
    chosen = np.random.default_rng(1).choice(len(pool), QUESTIONS, replace=False).tolist()
    asked = [pool[place] for place in chosen]
    return Task(
        "held-out laws: law + title → article",
        (
            [np.concatenate([law.key(i, 0), law.key(i, 1)]) for i in asked],
            [np.concatenate([law.term(i, 0), law.term(i, 1)]) for i in asked],
        ),
        ([law.key(i, 2) for i in pool], [law.term(i, 2) for i in pool]),
        chosen,
    )


def term_task(data: Path, kiwi: Kiwi) -> Task:
    """A term for its definition, among the definitions of held-out laws."""
    terms = load(data, "law_terms.jsonl.gz", kiwi)
    pool = [i for i, row in enumerate(terms.rows) if held(row["law"], HELD_LAWS)]
    return Task(
        "held-out laws: term → definition",
        ([terms.key(i, 0) for i in pool], [terms.term(i, 0) for i in pool]),
        ([terms.key(i, 1) for i in pool], [terms.term(i, 1) for i in pool]),
        list(range(len(pool))),
    )


def welfare_tasks(data: Path, kiwi: Kiwi) -> list[Task]:
    """Held-out questions for their answers, and for passages put together from answers to other questions."""
    welfare = load(data, "welfare_qa.jsonl.gz", kiwi)
    out, inside = (Welfare.of(welfare, held_out=which) for which in (True, False))
    asked = [i for numbers in out.by_title.values() for i in numbers]
    answers = Task(
        "held-out welfare titles: question → answer",
        ([welfare.key(i, 0) for i in asked], [welfare.term(i, 0) for i in asked]),
        ([welfare.key(i, 1) for i in asked], [welfare.term(i, 1) for i in asked]),
        list(range(len(asked))),
    )
    titles = [numbers for numbers in (out.by_title | inside.by_title).values() if len(numbers) > 1]
    place = {numbers[0]: number for number, numbers in enumerate(titles)}
    questions = [(i, place[n[0]]) for n in out.by_title.values() if len(n) > 1 for i in n[::2]]

    def passages(text: Callable[[int, int], NDArray[np.int64]]) -> Keys:
        return [np.concatenate([text(n[0], 2), *(text(i, 1) for i in n[1::2])]) for n in titles]

    long = Task(
        "held-out welfare titles: question → passage",
        ([welfare.key(i, 0) for i, _ in questions], [welfare.term(i, 0) for i, _ in questions]),
        (passages(welfare.key), passages(welfare.term)),
        [answer for _, answer in questions],
    )
    return [answers, long]


def lexical(task: Task) -> Scores:
    """BM25 scores, shape (questions, passages)."""
    vocabulary: dict[int, int] = {}
    passages = [
        [vocabulary.setdefault(term, len(vocabulary)) for term in terms.tolist()]
        for terms in task.passages[1]
    ]
    index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    index.index((passages, {str(term): number for term, number in vocabulary.items()}), show_progress=False)
    scores = np.zeros((len(task.answers), len(passages)), dtype=np.float32)
    for row, terms in zip(scores, task.questions[1], strict=True):
        known = [vocabulary[term] for term in dict.fromkeys(terms.tolist()) if term in vocabulary]
        if known:
            row[:] = index.get_scores_from_ids(known)
    return scores


def hits(scores: Scores, answers: list[int]) -> tuple[float, float]:
    """The share of questions whose passage is first, and among the first ten; ties share their places."""
    right = scores[np.arange(len(answers)), answers][:, None]
    ranks = (scores > right).sum(axis=1) + ((scores == right).sum(axis=1) - 1) / 2
    return float((ranks < 1).mean()), float((ranks < 10).mean())


def fused(one: Scores, other: Scores) -> Scores:
    """Both scores standardised for each question, and added."""

    def standard(scores: Scores) -> Scores:
        result: Scores = (scores - scores.mean(axis=1, keepdims=True)) / (
            scores.std(axis=1, keepdims=True) + 1e-9
        )
        return result

    return standard(one) + np.float32(VECTOR_SHARE) * standard(other)


def sts(embedder: KiwiEmbedder, data: Path, file: str, kiwi: Kiwi) -> float:
    """Spearman's rank correlation of the cosines with the scores that people gave."""
    found = load(data, file, kiwi)
    count = len(found.rows)
    left, right = (
        embedder.encode_ids([found.key(i, text).tolist() for i in range(count)]) for text in (0, 1)
    )
    return float(spearmanr((left * right).sum(axis=1), [float(row["score"]) for row in found.rows])[0])


def speed(kiwi: Kiwi, model: Path) -> list[str]:
    """How long loading, a first and a second question take, in milliseconds."""
    question = "가람시 자치행정과에서 올해 주민자치회 지원에 쓴 돈이 얼마인가요?"
    loads, cold, warm = [], [], []
    kiwi.tokenize(question)
    for _ in range(20):
        started = time.perf_counter()
        embedder = KiwiEmbedder(kiwi, model)
        loaded = time.perf_counter()
        embedder.encode([question], "query")
        first = time.perf_counter()
        embedder.encode([question], "query")
        loads.append(loaded - started)
        cold.append(first - loaded)
        warm.append(time.perf_counter() - first)
    names = ("load", "first question", "the same again")
    return [
        f"{name} {statistics.median(times) * 1000:.2f} ms"
        for name, times in zip(names, (loads, cold, warm), strict=True)
    ]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data files")
    parser.add_argument("--model", type=Path, default=MODEL)
    chosen = parser.parse_args()
    kiwi = Kiwi()
    embedder = KiwiEmbedder(kiwi, chosen.model)
    size = sum(file.stat().st_size for file in chosen.model.iterdir()) / 1e6
    say = sys.stdout.write
    say(f"{embedder.name}: {embedder.dim} dimensions, {size:.1f} MB; {os.cpu_count()} cores, ")
    say(f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}\n")
    say(f"{'; '.join(speed(kiwi, chosen.model))}\n\n| Spearman | |\n|---|---|\n")
    for name, file in STS.items():
        say(f"| {name} | {sts(embedder, chosen.data, file, kiwi):.3f} |\n")
    say("\n| hit@1 / hit@10 | questions | passages | BM25 | vectors | fused |\n|---|---|---|---|---|---|\n")
    tasks = law_task(chosen.data, kiwi), term_task(chosen.data, kiwi), *welfare_tasks(chosen.data, kiwi)
    for task in tasks:
        say(row(task, embedder) + "\n")


def row(task: Task, embedder: KiwiEmbedder) -> str:
    """A task's line of the table."""
    words = lexical(task)
    questions, passages = (
        embedder.encode_ids([keys.tolist() for keys in texts])
        for texts in (task.questions[0], task.passages[0])
    )
    vectors = questions @ passages.T
    found = (hits(scores, task.answers) for scores in (words, vectors, fused(words, vectors)))
    cells = " | ".join(f"{first:.3f} / {ten:.3f}" for first, ten in found)
    return f"| {task.name} | {len(task.answers)} | {len(passages)} | {cells} |"


if __name__ == "__main__":
    main()
