"""Passages: the bullets that answer, with the bullets under them, in the order of the document.

A candidate is a bullet (or paragraph, or heading) with all that stands under it. The one is chosen whose
own text and place explain the question best for its length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import Block, Metadata
from qa.match import Floats, explain, term_weights
from qa.question import Query, squash

MAX_CHARACTERS = 700
# how much an explanation counts by where it stands: the text, the bullets above, the headings, the document
PLACES = (1.0, 0.9, 0.85, 0.7)
LENGTH_COST = 0.06  # per doubling of the length past 80 characters


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks of one document that stand together; `score` in 0..1 is what of the question they explain."""

    document: str
    blocks: tuple[Block, ...]
    score: float
    explained: float


def subtree(blocks: Sequence[Block], start: int) -> tuple[Block, ...]:
    """A block with the deeper blocks that follow it, cut at MAX_CHARACTERS."""
    kept = [blocks[start]]
    length = len(blocks[start].text)
    for block in blocks[start + 1 :]:
        if block.depth <= blocks[start].depth or length + len(block.text) > MAX_CHARACTERS:
            break
        kept.append(block)
        length += len(block.text)
    return tuple(kept)


class PassageFinder:
    """Scores passages of documents against one question."""

    def __init__(self, query: Query, metadata: Mapping[str, Metadata]) -> None:
        self._query = query
        self._metadata = metadata
        self._known: dict[str, Floats] = {}

    def _explain(self, text: str) -> Floats:
        field = squash(text)
        if field not in self._known:
            fits = [explain(term, field) for term in self._query.terms]
            self._known[field] = np.array(fits, dtype=np.float32)
        return self._known[field]

    def find(self, candidates: Sequence[tuple[str, Sequence[Block], int, float]]) -> list[Passage]:
        """Rank passages, the best first.

        Args:
            candidates: (document, its blocks, the place of the first block, search score in 0..1).
        """
        passages = [(name, subtree(blocks, start), rank) for name, blocks, start, rank in candidates]
        if not passages:
            return []
        explained = np.stack([self._explained(name, blocks) for name, blocks, _ in passages])
        weights = term_weights(self._query.terms, explained)
        coverage = explained @ weights / max(float(weights.sum()), 1e-6)
        found = []
        for (name, blocks, rank), share in zip(passages, coverage, strict=True):
            length = sum(len(block.text) for block in blocks)
            cost = LENGTH_COST * max(0.0, float(np.log2(max(length, 1) / 80)))
            year = self._year(name)
            found.append(Passage(name, blocks, float(share) - cost + 0.15 * rank + year, float(share)))
        return sorted(found, key=lambda passage: -passage.score)

    def _explained(self, name: str, blocks: Sequence[Block]) -> Floats:
        metadata = self._metadata[name]
        head = blocks[0]
        fields = (
            " ".join(block.text for block in blocks),
            "/".join(head.parents),
            "/".join(head.section),
            "/".join((metadata.title, metadata.agency, metadata.department)),
        )
        rows = [weight * self._explain(text) for weight, text in zip(PLACES, fields, strict=True)]
        best: Floats = np.max(np.stack(rows), axis=0)
        return best

    def _year(self, name: str) -> float:
        year = self._metadata[name].year
        if not self._query.years or year is None:
            return 0.0
        return 0.1 if year in self._query.years else -0.05
