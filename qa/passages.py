"""Passages: the bullets that answer, with the bullets under them, in the order of the document.

A candidate is a bullet (or paragraph, or heading) with all that stands under it. The one is chosen whose
own text and place explain the question best for its length, and then grown to the whole of which it is a
part while that stays short: a reader wants the other steps of the plan too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import Block, Metadata
from qa.match import Field, Floats, document_field, explain, term_weights
from qa.question import Query, squash

MAX_CHARACTERS = 650
# how much an explanation counts by where it stands: the text, the bullets above, the headings, the document
PLACES = (1.0, 0.9, 0.85, 0.7)
RANK_WORTH = 0.3
LENGTH_COST = 0.06  # per doubling of the length past 80 characters


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks of one document that stand together.

    `explained` has for each term of the question how well it is explained (0..1), `share` their weighted
    mean, `score` what passages are ranked by, `start` the place of the first block in the document.
    """

    document: str
    start: int
    blocks: tuple[Block, ...]
    score: float
    share: float
    explained: Floats


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


def grown(blocks: Sequence[Block], start: int) -> tuple[Block, ...]:
    """The largest whole around a block that stays short: the block above it with all that is under it."""
    best = subtree(blocks, start)
    place = start
    while True:
        depth = blocks[place].depth
        above = next((n for n in range(place - 1, -1, -1) if blocks[n].depth < depth), None)
        if above is None or (blocks[above].kind == "heading" and depth - blocks[above].depth > 1):
            return best
        whole = _whole(blocks, above)
        if sum(len(block.text) for block in whole) > MAX_CHARACTERS:
            return best
        best, place = whole, above


def _whole(blocks: Sequence[Block], start: int) -> tuple[Block, ...]:
    """A block with all deeper blocks that follow it."""
    end = start + 1
    while end < len(blocks) and blocks[end].depth > blocks[start].depth:
        end += 1
    return tuple(blocks[start:end])


class PassageFinder:
    """Scores passages of documents against one question."""

    def __init__(self, query: Query, metadata: Mapping[str, Metadata]) -> None:
        self._query = query
        self._metadata = metadata
        self._known: dict[Field, Floats] = {}

    def _explain(self, field: Field) -> Floats:
        if field not in self._known:
            fits = [explain(term, *field) for term in self._query.terms]
            self._known[field] = np.array(fits, dtype=np.float32)
        return self._known[field]

    def find(self, candidates: Sequence[tuple[str, Sequence[Block], int, float]]) -> list[Passage]:
        """Rank passages, the best first.

        Args:
            candidates: (document, its blocks, the place of the first block, search score in 0..1).
        """
        if not candidates:
            return []
        trees = [(name, subtree(blocks, start)) for name, blocks, start, _ in candidates]
        explained = np.stack([self._explained(name, tree) for name, tree in trees])
        weights = term_weights(self._query.terms, explained)
        shares = explained @ weights / max(float(weights.sum()), 1e-6)
        found = []
        for (name, _, start, rank), (_, tree), share, fits in zip(
            candidates, trees, shares, explained, strict=True
        ):
            length = sum(len(block.text) for block in tree)
            cost = LENGTH_COST * max(0.0, float(np.log2(max(length, 1) / 80)))
            value = float(share) - cost + RANK_WORTH * rank + self._year(name)
            found.append(Passage(name, start, tree, value, float(share), fits))
        return sorted(found, key=lambda passage: -passage.score)

    def _explained(self, name: str, blocks: Sequence[Block]) -> Floats:
        head = blocks[0]
        fields = (
            Field(squash(" ".join(block.text for block in blocks))),
            Field(squash("/".join(head.parents))),
            Field(squash("/".join(head.section))),
            document_field(self._metadata[name]),
        )
        rows = [weight * self._explain(field) for weight, field in zip(PLACES, fields, strict=True)]
        best: Floats = np.max(np.stack(rows), axis=0)
        return best

    def _year(self, name: str) -> float:
        year = self._metadata[name].year
        if not self._query.years or year is None:
            return 0.0
        return 0.1 if year in self._query.years else -0.05
