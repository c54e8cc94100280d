"""What documents print for the words that people say: '아프다' is told by 병가, '재판' by 소송.

A translation model for search (Berger and Lafferty, 1999): of each word of a question, how likely a term that
documents print would be described with it. `training.translation` learns that from the descriptions of
`training/glosses`, the groups of `training/synonyms.txt` and the list of `training/lexicon.txt`, and writes
`index/model/translation.npz`. Unlike the likeness of two words' vectors it knows what is said of a thing, not
only what it is like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MODEL = Path(__file__).parent / "model" / "translation.npz"
ALONE = -1  # what a word is said with that stands alone
_MOST_COUNTED = 1_000_000  # Kiwi's ids are lower: words of no dictionary are told apart by sorting them


class Translation:
    """How well printed words tell said ones; all words are Kiwi's morpheme ids (see `Analysis.words`).

    Args:
        arrays: `said`, a word that people say and `ALONE`, or two said side by side, shape [said, 2];
            `weights`, how much each tells of what is meant (idf of the first in the descriptions), and
            `unseen`, what a word weighs that no description has; `starts`, where what is printed for each
            begins in `printed`, shape [said + 1]; `printed`, the words that documents print for it, and
            `worth`, how well each of those tells it, 0 to 1.
    """

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        self._places = {(one, other): place for place, (one, other) in enumerate(arrays["said"].tolist())}
        self._weights, self._unseen = arrays["weights"].tolist(), float(arrays["unseen"])
        self._starts = arrays["starts"].tolist()
        self._printed, self._worth = arrays["printed"], arrays["worth"].astype(np.float32)

    @classmethod
    def open(cls, path: Path = MODEL) -> Translation:
        """Read what `training.translation` wrote."""
        with np.load(path) as arrays:
            return cls(dict(arrays))

    def told(
        self, words: Sequence[int], held: Sequence[NDArray[np.int32]] | Sequence[Sequence[int]]
    ) -> NDArray[np.float32]:
        """For each text the share of the words that it says itself or tells in other words, 0 to 1.

        Args:
            words: of a question, without repetitions.
            held: the words of each text.
        """
        counts = [len(text) for text in held]
        if not words or not sum(counts):
            return np.zeros(len(held), dtype=np.float32)
        every = np.concatenate(held, dtype=np.int64, casting="unsafe")  # an empty list is one of floats
        pool, inside = _pooled(every)
        worth = self._worth_in(pool, words)
        weights = np.asarray([self._weight(word) for word in words], dtype=np.float32)
        best = np.zeros((len(held), len(words)), dtype=np.float32)
        filled = np.flatnonzero(counts)
        starts = np.cumsum([0, *counts])[filled]
        best[filled] = np.maximum.reduceat(worth[inside], starts, axis=0)
        found: NDArray[np.float32] = best @ weights / np.float32(weights.sum() or 1)
        return found

    def _weight(self, word: int) -> float:
        place = self._places.get((word, ALONE))
        return self._unseen if place is None else float(self._weights[place])

    def _worth_in(self, pool: NDArray[np.int64], words: Sequence[int]) -> NDArray[np.float32]:
        """How well each word of a pool (rising) tells each said one, shape (pool, words).

        It tells itself, what is printed for it, and what is printed for it and the one beside it.
        """
        alone = [((word, ALONE), (place,)) for place, word in enumerate(words)]
        beside = [(both, (place, place + 1)) for place, both in enumerate(pairwise(words))]
        told = [(self._places[said], places) for said, places in alone + beside if said in self._places]
        spans = [(slice(self._starts[n], self._starts[n + 1]), place) for n, some in told for place in some]
        rows = [np.asarray(words, dtype=np.int64), *(self._printed[span] for span, _ in spans)]
        worth = [np.ones(len(words), dtype=np.float32), *(self._worth[span] for span, _ in spans)]
        columns = [*range(len(words)), *(place for _, place in spans)]
        printed = np.concatenate(rows)
        column = np.repeat(columns, [1] * len(words) + [len(row) for row in rows[1:]])
        at = pool.searchsorted(printed)
        here = np.flatnonzero(pool.take(at, mode="clip") == printed)
        found = np.zeros(len(pool) * len(words), dtype=np.float32)
        np.maximum.at(found, at[here] * len(words) + column[here], np.concatenate(worth)[here])
        return found.reshape(len(pool), len(words))


def _pooled(every: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The words among many, rising, and where each of them stands there (see `np.unique`)."""
    if every.min() < 0 or every.max() >= _MOST_COUNTED:
        pool, inside = np.unique(every, return_inverse=True)
        return pool, inside
    is_there = np.zeros(int(every.max()) + 1, dtype=np.bool_)
    is_there[every] = True
    pool = np.flatnonzero(is_there)
    places = np.empty(len(is_there), dtype=np.int64)
    places[pool] = np.arange(len(pool))
    return pool, places[every]


@cache
def translation() -> Translation:
    """The translation that comes with the program, read once."""
    return Translation.open()
