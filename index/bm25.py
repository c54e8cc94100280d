"""Lexical search: BM25 by bm25s over term numbers, kept in memory-mapped files.

The vocabulary is not here but in the store's database, where a term is looked up without reading them all.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

K1 = 1.2
B = 0.75


class LexicalIndex:
    """BM25 scores (Lucene's variant) of chunks for term numbers.

    Example:
        >>> index = LexicalIndex.build([[0, 1], [1, 2]], terms=3)
        >>> index.scores([0]).argmax()
        np.int64(0)
    """

    def __init__(self, bm25: Any, size: int) -> None:  # noqa: ANN401 - bm25s has no types
        self._bm25 = bm25
        self._size = size

    def __len__(self) -> int:
        """Chunks in the index."""
        return self._size

    @classmethod
    def build(cls, chunks: Sequence[Sequence[int] | NDArray[np.int32]], terms: int) -> LexicalIndex:
        """Index chunks, each given as the numbers (0 to `terms` - 1) of its terms."""
        if not chunks or not terms:
            return cls(None, len(chunks))
        import bm25s  # noqa: PLC0415 - a quarter of a second that reading a document list need not wait for

        bm25 = bm25s.BM25(method="lucene", k1=K1, b=B)
        bm25.scores = bm25.build_index_from_ids(
            unique_token_ids=list(range(terms)),
            corpus_token_ids=[list(chunk) for chunk in chunks],
            show_progress=False,
        )
        bm25.vocab_dict = {}
        return cls(bm25, len(chunks))

    def save(self, directory: Path) -> None:
        """Write the index into a directory, which is made."""
        directory.mkdir(parents=True, exist_ok=True)
        if self._bm25 is not None:
            self._bm25.save(directory, show_progress=False)

    @classmethod
    def open(cls, directory: Path, size: int) -> LexicalIndex:
        """Open an index of `size` chunks by memory map.

        Raises:
            OSError, ValueError: its files are missing or damaged.
        """
        if not (directory / "params.index.json").exists():
            return cls(None, size)
        import bm25s  # noqa: PLC0415

        return cls(bm25s.BM25.load(directory, mmap=True, load_vocab=False, show_progress=False), size)

    def scores(self, terms: Sequence[int]) -> NDArray[np.float32]:
        """The score of every chunk for these term numbers (repetitions count)."""
        if self._bm25 is None or not terms:
            return np.zeros(self._size, dtype=np.float32)
        found: NDArray[np.float32] = self._bm25.get_scores_from_ids(list(terms))
        return found

    def coverage(self, terms: NDArray[np.int32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum of the weights of those terms that stand in each chunk, however often."""
        found = np.zeros(self._size, dtype=np.float32)
        if self._bm25 is None:
            return found
        starts, chunks = self._bm25.scores["indptr"], self._bm25.scores["indices"]
        for term, weight in zip(terms.tolist(), weights.tolist(), strict=True):
            found[chunks[starts[term] : starts[term + 1]]] += weight
        return found
