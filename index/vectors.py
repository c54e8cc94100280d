"""Vector search: exact inner products by FAISS, kept in a memory-mapped file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class VectorIndex:
    """Inner products of a query with the vectors of chunks (unit rows, float32).

    Example:
        >>> index = VectorIndex.build(np.eye(3, dtype=np.float32))
        >>> index.search(np.array([0, 1, 0], dtype=np.float32), 1)
        (array([1]), array([1.], dtype=float32))
    """

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - faiss has no types
        self._index = index

    def __len__(self) -> int:
        """Vectors in the index."""
        return int(self._index.ntotal)

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> VectorIndex:
        """Index vectors of shape (chunks, dimensions)."""
        import faiss  # noqa: PLC0415 - a tenth of a second that reading a document list need not wait for

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        import faiss  # noqa: PLC0415

        faiss.write_index(self._index, str(path))

    @classmethod
    def open(cls, path: Path) -> VectorIndex:
        """Open an index by memory map.

        Raises:
            RuntimeError: the file is missing or damaged.
        """
        import faiss  # noqa: PLC0415

        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def search(
        self, query: NDArray[np.float32], k: int, among: NDArray[np.int64] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `k` nearest chunks and their inner products, best first.

        Args:
            query: shape (dimensions,).
            k: how many; fewer come back where there are fewer.
            among: the chunk numbers to look at; all where None.
        """
        import faiss  # noqa: PLC0415

        k = min(k, len(self) if among is None else len(among))
        if k <= 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        chosen = None
        if among is not None:
            chosen = faiss.SearchParameters()
            chosen.sel = faiss.IDSelectorBatch(among)
        scores, ids = self._index.search(query.reshape(1, -1), k, params=chosen)
        return ids[0], scores[0]

    def vectors(self, first: int, count: int) -> NDArray[np.float32]:
        """The vectors of `count` chunks from number `first` on, shape (count, dimensions)."""
        found: NDArray[np.float32] = self._index.reconstruct_n(first, count)
        return found
