"""Which words of a chunk mean what the question's words mean: each word's best cosine in the chunk.

The scores that ColBERT calls MaxSim (Khattab and Zaharia, 2020), over Kiwi's static morpheme vectors: a
question that asks for '월급' is answered in part by '급여'. Only the words of the chunks that are looked at
are compared, so the cost does not grow with the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder, KiwiEmbedder
from index.naming import idf

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

Encode = Callable[[Sequence[Sequence[int]]], NDArray[np.float32]]
"""Gives the vectors of texts that are given as morpheme ids, shape (texts, dimensions)."""

_IDS, _COUNTS, _VECTORS = "ids.npy", "counts.npy", "vectors.npy"
_UNSEEN = 3  # chunks in which a word is taken to stand that stands in none
_BLOCK = 200_000  # multiplications that BLAS (OpenBLAS: up to 262,144) does in one thread
_FLOOR = 0.2  # a cosine up to which words have nothing to do with each other


def word_embedder(embedder: Embedder, kiwi: Kiwi) -> KiwiEmbedder:
    """What gives words their vectors: the store's own embedder where it is the default one."""
    return embedder if isinstance(embedder, KiwiEmbedder) else KiwiEmbedder(kiwi)


class WordPart:
    """The words (Kiwi's morpheme ids) of a segment with their vectors, ordered by id.

    Args:
        ids: shape (words,), rising.
        counts: in how many chunks each stands.
        vectors: shape (words, dimensions), rows of length 1.
    """

    def __init__(
        self, ids: NDArray[np.int32], counts: NDArray[np.int32], vectors: NDArray[np.float32]
    ) -> None:
        self._ids = ids
        self._counts = counts
        self._vectors = vectors

    @classmethod
    def build(cls, chunks: Sequence[NDArray[np.int32]], encode: Encode) -> WordPart:
        """Count the words of chunks (each given without repetitions) and find their vectors."""
        every = np.concatenate([np.zeros(0, dtype=np.int32), *chunks])
        ids, counts = np.unique(every, return_counts=True)
        vectors = encode([[word] for word in ids.tolist()])
        return cls(ids, counts.astype(np.int32), vectors)

    def save(self, directory: Path) -> None:
        """Write the index into a directory, which is made."""
        directory.mkdir(parents=True, exist_ok=True)
        for name, array in ((_IDS, self._ids), (_COUNTS, self._counts), (_VECTORS, self._vectors)):
            np.save(directory / name, array)

    @classmethod
    def open(cls, directory: Path) -> WordPart:
        """Open an index by memory map.

        Raises:
            OSError, ValueError: its files are missing or damaged.
        """
        ids, counts, vectors = (
            np.asarray(np.load(directory / name, mmap_mode="r")) for name in (_IDS, _COUNTS, _VECTORS)
        )
        return cls(ids, counts, vectors)

    def _places(
        self, words: Sequence[int] | NDArray[np.int32]
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Where each word is, and whether it is there."""
        if not len(self._ids):
            return np.zeros(len(words), dtype=np.int64), np.zeros(len(words), dtype=np.bool_)
        places = np.minimum(np.searchsorted(self._ids, words), len(self._ids) - 1)
        return places, self._ids[places] == words

    def known(self, words: Sequence[int]) -> NDArray[np.int64]:
        """In how many chunks of the segment each word stands."""
        places, here = self._places(words)
        counts = np.zeros(len(words), dtype=np.int64)
        counts[here] = self._counts[places[here]]
        return counts

    @property
    def ids(self) -> NDArray[np.int32]:
        """Its words, rising."""
        return self._ids

    def read(self, places: NDArray[np.integer[Any]], vectors: NDArray[np.float32]) -> None:
        """Write the vectors of words, given by their places among `ids`, into `vectors`."""
        np.take(self._vectors, places, axis=0, out=vectors, mode="clip")  # other modes copy twice


class WordIndex:
    """The words of all segments of a store.

    Args:
        parts: those of each segment.
        removed: in how many chunks that are no longer of the store a word stands.
        dim: numbers in a vector.
    """

    def __init__(self, parts: Sequence[WordPart], removed: Mapping[int, int], dim: int) -> None:
        self._parts = parts
        self._removed = removed
        self._dim = dim
        self._starts = np.cumsum([0, *(len(part.ids) for part in parts)])

    @cached_property
    def _ids(self) -> NDArray[np.int32]:
        """The words of one part after another."""
        return np.concatenate([np.zeros(0, dtype=np.int32), *(part.ids for part in self._parts)])

    @cached_property
    def _places(self) -> NDArray[np.int32]:
        """Where in `_ids` each word is, by its number; in which part does not matter."""
        places = np.zeros(int(self._ids.max(initial=0)) + 1, dtype=np.int32)
        places[self._ids] = np.arange(len(self._ids), dtype=np.int32)
        return places

    def vectors(self, words: NDArray[np.int32]) -> NDArray[np.float32]:
        """The vectors of words that stand in the store, shape (words, dimensions)."""
        places = self._places[words]
        order = np.argsort(places)
        found = np.empty((len(words), self._dim), dtype=np.float32)
        found[order] = self._at(places[order])
        return found

    def _at(self, places: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
        """The vectors of words that are given by their rising places in `_ids`, shape (words, dimensions)."""
        found = np.empty((len(places), self._dim), dtype=np.float32)
        ends = np.searchsorted(places, self._starts).tolist()
        for part, start, first, last in zip(self._parts, self._starts, ends, ends[1:], strict=False):
            part.read(places[first:last] - start, found[first:last])
        return found

    def _products(self, places: NDArray[np.integer[Any]], others: NDArray[np.float32]) -> NDArray[np.float32]:
        """The inner products of the vectors at rising places with some others, shape (places, others).

        They are made in blocks so small that BLAS keeps to one thread: waking more takes longer.
        """
        found = np.empty((len(places), len(others)), dtype=np.float32)
        size = max(_BLOCK // others.size, 1)
        for first in range(0, len(places), size):
            some = slice(first, first + size)
            np.matmul(self._at(places[some]), others.T, out=found[some])
        return found

    def known(self, words: Sequence[int]) -> list[int]:
        """In how many chunks each word stands."""
        counts = np.zeros(len(words), dtype=np.int64)
        for part in self._parts:
            counts += part.known(words)
        return [
            count - self._removed.get(word, 0) for count, word in zip(counts.tolist(), words, strict=True)
        ]

    def similarity(
        self,
        words: Sequence[int],
        vectors: NDArray[np.float32],
        chunks: Sequence[int],
        held: Mapping[int, NDArray[np.int32]],
        size: int,
    ) -> NDArray[np.float32]:
        """For each chunk the share of the question's words that it holds, or holds the like of: 0 to 1.

        Args:
            words: the question's, without repetitions.
            vectors: theirs, shape (words, dimensions).
            chunks: numbers of the chunks to compare.
            held: the words of each of them, which stand in the store.
            size: chunks in the store, for the weights (idf) of words.
        """
        found = np.zeros(len(chunks), dtype=np.float32)
        filled = [place for place, chunk in enumerate(chunks) if len(held[chunk])]
        if not words or not filled:
            return found
        every = self._places[np.concatenate([held[chunks[place]] for place in filled])]
        told = np.zeros(len(self._ids), dtype=np.bool_)
        told[every] = True
        pool = np.flatnonzero(told)
        inside = (np.cumsum(told) - 1)[every]
        likeness = np.clip((self._products(pool, vectors) - _FLOOR) / (1 - _FLOOR), 0, 1)
        likeness[self._ids[pool, None] == np.asarray(words)] = 1
        unseen = min(_UNSEEN, size)  # no word weighs less than nothing in a store of a chunk or two
        weights = np.asarray([idf(count or unseen, size) for count in self.known(words)], dtype=np.float32)
        starts = np.cumsum([0, *(len(held[chunks[place]]) for place in filled[:-1])])
        nearest = np.maximum.reduceat(likeness[inside], starts, axis=0)
        found[filled] = (nearest * weights).sum(axis=1)
        return found / np.float32(weights.sum() or 1)
