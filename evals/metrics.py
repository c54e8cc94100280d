"""Rates over verdicts, by group; and the retrieval measure: an evidence line among the first k chunks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Chunk
from evals.gold import Question
from evals.judge import Verdict, overlap

DEPTHS = (1, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares of `count` answers, each in 0..1."""

    count: int
    correct: float
    cited: float
    wrong: float


def groups_of(question: Question) -> tuple[str, ...]:
    """The groups that a question counts in: all, its kind, its style."""
    return ("all", f"kind:{question.kind}", f"style:{question.style}")


def rates(judged: Iterable[tuple[Question, Verdict]]) -> dict[str, Rates]:
    """Rates by group, 'all' first."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for question, verdict in judged:
        for group in groups_of(question):
            groups[group].append(verdict)
    return {
        name: Rates(
            len(group),
            sum(v.correct for v in group) / len(group),
            sum(v.cited for v in group) / len(group),
            sum(v.wrong for v in group) / len(group),
        )
        for name, group in sorted(groups.items(), key=lambda pair: (pair[0] != "all", pair[0]))
    }


def first_evidence(question: Question, chunks: Sequence[Chunk]) -> int | None:
    """The rank (from 1) of the first chunk that holds an evidence line; None where none does."""
    for rank, chunk in enumerate(chunks, 1):
        for evidence in question.evidence:
            if evidence.document == chunk.document and overlap(chunk.lines, evidence.lines):
                return rank
    return None


def hit_rates(ranked: Iterable[tuple[Question, int | None]]) -> dict[str, dict[int, float]]:
    """Share of questions with evidence in the first 1, 5, 10 and 20 chunks, by group."""
    groups: dict[str, list[int | None]] = defaultdict(list)
    for question, rank in ranked:
        for group in groups_of(question):
            groups[group].append(rank)
    return {
        name: {k: sum(rank is not None and rank <= k for rank in ranks) / len(ranks) for k in DEPTHS}
        for name, ranks in sorted(groups.items(), key=lambda pair: (pair[0] != "all", pair[0]))
    }
