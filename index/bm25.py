"""Lexical search: BM25 (Lucene's variant) over term numbers, from postings in memory-mapped files.

Scores are made when a question is asked, from counts: what a store is cut into, and what was written before
or after, changes no score. The vocabulary is not here but in the segments' databases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

K1 = 1.2
B = 0.75
NONE = -1
"""The number of a term in a segment that does not have it."""

_NOTHING = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint16)
_FREQUENT = 4  # a term that one in so many chunks has
_FEW = 16  # where only one chunk in so many counts, each is scored by itself
_ROUNDED = np.float32(1 - 1e-6)  # what rounding may take of a difference
_STARTS, _CHUNKS, _COUNTS, _LENGTHS = "starts.npy", "chunks.npy", "counts.npy", "lengths.npy"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a store: in how many chunks it stands, and its number in each segment."""

    chunks: int
    numbers: tuple[int, ...]


class Postings:
    """In which chunks of a segment each term stands, and how often.

    Args:
        starts: shape (terms + 1,): where the entries of each term begin in `chunks`.
        chunks: for each term the chunks that have it, rising.
        counts: how often, of the same shape as `chunks`.
        lengths: shape (chunks,): the terms of each chunk.
    """

    def __init__(
        self,
        starts: NDArray[np.int64],
        chunks: NDArray[np.int32],
        counts: NDArray[np.uint16],
        lengths: NDArray[np.int32],
    ) -> None:
        self._starts = starts
        self._chunks = chunks
        self._counts = counts
        self.lengths = lengths

    def __len__(self) -> int:
        """Chunks of the segment."""
        return len(self.lengths)

    @classmethod
    def build(cls, chunks: Sequence[Sequence[int] | NDArray[np.int32]], terms: int) -> Postings:
        """Index chunks, each given as the numbers (0 to `terms` - 1) of its terms, with repetitions."""
        lengths = np.asarray([len(chunk) for chunk in chunks], dtype=np.int32)
        size = max(len(chunks), 1)
        # a number for each term and chunk, rising by term and then by chunk
        pairs = np.concatenate([np.zeros(0, dtype=np.int64), *chunks], dtype=np.int64, casting="unsafe")
        pairs *= size
        pairs += np.repeat(np.arange(len(chunks), dtype=np.int32), lengths)
        held, often = np.unique(pairs, return_counts=True)
        starts = held.searchsorted(np.arange(terms + 1, dtype=np.int64) * size)
        counts = np.minimum(often, np.iinfo(np.uint16).max).astype(np.uint16)
        return cls(starts.astype(np.int64), (held % size).astype(np.int32), counts, lengths)

    def save(self, directory: Path) -> None:
        """Write the postings into a directory, which is made."""
        directory.mkdir(parents=True, exist_ok=True)
        np.save(directory / _STARTS, self._starts)
        np.save(directory / _CHUNKS, self._chunks)
        np.save(directory / _COUNTS, self._counts)
        np.save(directory / _LENGTHS, self.lengths)

    @classmethod
    def open(cls, directory: Path) -> Postings:
        """Open postings by memory map.

        Raises:
            OSError, ValueError: their files are missing or damaged.
        """
        names = (_STARTS, _CHUNKS, _COUNTS, _LENGTHS)
        # as plain arrays over the maps: a slice of a numpy.memmap costs ten times that of an array
        return cls(*(np.asarray(np.load(directory / name, mmap_mode="r")) for name in names))

    @property
    def frequencies(self) -> NDArray[np.int64]:
        """In how many chunks each term stands, shape (terms,)."""
        return np.diff(self._starts)

    def of(self, term: int) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
        """The chunks that have a term, rising, and how often each has it."""
        first, last = self._starts[term], self._starts[term + 1]
        return self._chunks[first:last], self._counts[first:last]


def impacts(counts: NDArray[np.int64], length: int, mean: float) -> NDArray[np.float32]:
    """What the terms of a chunk weigh in it, 0 to 1, before their idf.

    Args:
        counts: how often each stands there.
        length: the terms of the chunk.
        mean: the terms of the mean chunk.
    """
    weights: NDArray[np.float32] = (counts / (counts + K1 * (1 - B + B * length / mean))).astype(np.float32)
    return weights


class LexicalIndex:
    """BM25 over the segments of a store.

    Args:
        parts: the postings of each segment; chunks are numbered through all of them.
        live: which chunks are of the store, shape (chunks,); all where None.

    Example:
        >>> index = LexicalIndex([Postings.build([[0, 1], [1, 2]], terms=3)])
        >>> index.best([Term(1, (0,))], np.array([0.7]), 5)
        array([0])
    """

    def __init__(self, parts: Sequence[Postings], live: NDArray[np.bool_] | None = None) -> None:
        self._parts = parts
        self._live = live
        self._starts = np.cumsum([0, *map(len, parts)])

    def __len__(self) -> int:
        """Chunks that are numbered."""
        return int(self._starts[-1])

    @cached_property
    def _norms(self) -> list[NDArray[np.float32]]:
        """What a term's count in a chunk is weighed against, for the chunks of each segment."""
        lengths = np.concatenate([np.zeros(0, dtype=np.int32), *(part.lengths for part in self._parts)])
        kept = lengths if self._live is None else lengths[self._live]
        mean = float(kept.mean()) if len(kept) else 0.0
        norms = (K1 * (1 - B + B * lengths / (mean or 1.0))).astype(np.float32)
        return np.split(norms, self._starts[1:-1])

    def _numbers(self, terms: Sequence[Term]) -> NDArray[np.int32]:
        """The numbers of terms, shape (terms, segments)."""
        return np.asarray([term.numbers for term in terms], dtype=np.int32).reshape(-1, len(self._parts))

    def best(
        self,
        terms: Sequence[Term],
        weights: NDArray[np.float32],
        k: int,
        among: NDArray[np.bool_] | None = None,
    ) -> NDArray[np.int64]:
        """Numbers of the `k` best chunks, in no order; fewer where fewer have any of the terms.

        Args:
            terms: what to look for.
            weights: their idf, shape (terms,).
            k: how many.
            among: which chunks count, shape (chunks,); all where None.
        """
        found, scores = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
        order = np.argsort(-weights, kind="stable")
        table = self._numbers(terms)[order]
        for number, part in enumerate(self._parts):
            start = int(self._starts[number])
            mask = None if among is None else among[start : start + len(part)]
            chosen = self._best_of(number, table[:, number], weights[order], k, mask)
            found.append(chosen[0] + start)
            scores.append(chosen[1])
        numbers, values = np.concatenate(found), np.concatenate(scores)
        return numbers[_top(values, k)]

    def _best_of(
        self,
        number: int,
        terms: NDArray[np.int32],
        weights: NDArray[np.float32],
        k: int,
        mask: NDArray[np.bool_] | None,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The best chunks of a segment; `terms` come with the rarest first.

        Once what is left to come could not lift a chunk without any score among the best, only the chunks
        that have one are looked up (MaxScore: Turtle and Flood, 1995). No score is changed by it.
        """
        part, norms = self._parts[number], self._norms[number]
        if mask is not None and np.count_nonzero(mask) * _FEW <= len(part):
            chosen = np.flatnonzero(mask)
            scores, _ = self._at(number, terms, weights, weights, chosen)
            return _best_pair(chosen[scores > 0], scores[scores > 0], k)
        scores = np.zeros(len(part), dtype=np.float32)
        ahead = np.append(np.cumsum(weights[::-1])[::-1], np.float32(0))
        rest = 0
        for rest, term in enumerate(terms.tolist()):
            chunks, counts = part.of(term) if term != NONE else _NOTHING
            told = ahead[0] - ahead[rest]  # no score is higher so far
            frequent = len(chunks) * _FREQUENT > len(part)  # else it costs less than to look who is ahead
            if frequent and ahead[rest] < told and _count_above(scores, ahead[rest], mask) >= k:
                break
            scores[chunks] += weights[rest] * counts / (counts + norms[chunks])
        else:
            rest = len(terms)
        if mask is not None:
            scores *= mask
        if rest == len(terms):
            chosen = np.flatnonzero(scores)
            return _best_pair(chosen, scores[chosen], k)
        above = scores[scores > ahead[rest]]
        least = np.partition(above, -k)[-k]  # the k-th best so far
        chosen = np.flatnonzero(scores > (least - ahead[rest]) * _ROUNDED)
        more, _ = self._at(number, terms[rest:], weights[rest:], weights[rest:], chosen)
        return _best_pair(chosen, scores[chosen] + more, k)

    def at(
        self,
        terms: Sequence[Term],
        weights: NDArray[np.float32],
        chunks: NDArray[np.int64],
        shares: NDArray[np.float32] | None = None,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Of these chunks the scores, and the sums of the shares of the terms that each has.

        Args:
            terms: what to look for.
            weights: their idf, shape (terms,).
            chunks: their numbers, rising.
            shares: what each term counts for in the sums, shape (terms,); its weight where None.
        """
        shares = weights if shares is None else shares
        scores = np.zeros(len(chunks), dtype=np.float32)
        covered = np.zeros(len(chunks), dtype=np.float32)
        places = np.searchsorted(chunks, self._starts)
        table = self._numbers(terms)
        for number in range(len(self._parts)):
            inside = slice(places[number], places[number + 1])
            if inside.start < inside.stop:
                own = chunks[inside] - self._starts[number]
                scores[inside], covered[inside] = self._at(number, table[:, number], weights, shares, own)
        return scores, covered

    def _at(
        self,
        number: int,
        terms: NDArray[np.int32],
        weights: NDArray[np.float32],
        shares: NDArray[np.float32],
        chunks: NDArray[np.int64],
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        part, norms = self._parts[number], self._norms[number][chunks]
        wanted = chunks.astype(np.int32)  # as the postings are, which need not be copied then
        often = np.zeros((len(terms), len(chunks)), dtype=np.float32)
        for place, term in enumerate(terms.tolist()):
            held, counts = part.of(term) if term != NONE else _NOTHING
            if len(held):
                places = held.searchsorted(wanted)
                is_there = held.take(places, mode="clip") == wanted
                np.multiply(counts.take(places, mode="clip"), is_there, out=often[place])
        # term by term, as a sum over the first of two axes is made
        scores = np.add.reduce(weights[:, None] * often / (often + norms), axis=0)
        covered = np.add.reduce(np.where(often > 0, shares[:, None], np.float32(0)), axis=0)
        return scores, covered


def _count_above(scores: NDArray[np.float32], least: np.float32, mask: NDArray[np.bool_] | None) -> int:
    """How many scores are above one; of those that count."""
    above = scores > least
    return int(np.count_nonzero(above if mask is None else above & mask))


def _top(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """Places of the `k` best scores, rising; of equal ones the first."""
    if len(scores) <= k:
        return np.arange(len(scores))
    return np.sort(np.argsort(-scores, kind="stable")[:k])


def _best_pair(
    chunks: NDArray[np.int64], scores: NDArray[np.float32], k: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    if len(chunks) > 4 * k:  # most are out at once
        least = np.partition(scores, -k)[-k]
        chunks, scores = chunks[scores >= least], scores[scores >= least]
    kept = _top(scores, k)
    return chunks[kept], scores[kept]
