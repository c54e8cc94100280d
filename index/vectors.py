"""Vector search by FAISS in memory-mapped files: exact while a segment is small, by lists past that.

An inverted file (IVF) of half-precision vectors takes the place of the exact scan where
`benchmarks/vectors.py` found it faster; the vectors themselves come back from it, so that they are kept once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CROSSOVER = 20_000
"""Vectors from which on a segment is searched by lists."""

_LISTS = 4  # times the square root of the vectors
_SAMPLE = 40  # vectors a list that its centre is learnt from
_ROUNDS = 8  # of k-means
PROBES = 48
"""Lists that a search reads."""

_BATCH = 50_000  # vectors added at a time
_GATHERED = 8192  # chosen vectors up to which they are compared one by one
_EMPTY = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)


class VectorPart:
    """Inner products of a query with the vectors of a segment's chunks (float32)."""

    def __init__(self, index: Any) -> None:  # noqa: ANN401 - faiss has no types
        self._index = index

    def __len__(self) -> int:
        """Vectors in the index."""
        return int(self._index.ntotal)

    @classmethod
    def build(cls, vectors: NDArray[np.float32], crossover: int = CROSSOVER) -> VectorPart:
        """Index vectors of shape (chunks, dimensions), by lists where there are `crossover` or more."""
        import faiss  # noqa: PLC0415 - a tenth of a second that reading a document list need not wait for

        count, dim = vectors.shape
        if count < crossover:
            index: Any = faiss.IndexFlatIP(dim)
        else:
            lists = int(_LISTS * count**0.5)
            index = faiss.IndexIVFScalarQuantizer(
                faiss.IndexFlatIP(dim), dim, lists, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
            )
            index.cp.niter, index.cp.max_points_per_centroid = _ROUNDS, _SAMPLE
            step = max(count // (_SAMPLE * lists), 1)
            index.train(np.ascontiguousarray(vectors[::step], dtype=np.float32))
            index.nprobe = PROBES
        for start in range(0, count, _BATCH):
            index.add(np.ascontiguousarray(vectors[start : start + _BATCH], dtype=np.float32))
        if count >= crossover:
            index.make_direct_map()
        return cls(index)

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        import faiss  # noqa: PLC0415

        faiss.write_index(self._index, str(path))

    @classmethod
    def open(cls, path: Path) -> VectorPart:
        """Open an index by memory map.

        Raises:
            RuntimeError: the file is missing or damaged.
        """
        import faiss  # noqa: PLC0415

        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def search(
        self, query: NDArray[np.float32], k: int, among: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `k` nearest chunks and their inner products, best first (see `VectorIndex.search`)."""
        import faiss  # noqa: PLC0415

        chosen = None if among is None else np.flatnonzero(among)
        k = min(k, len(self) if chosen is None else len(chosen))
        if k <= 0:
            return _EMPTY
        if chosen is not None and len(chosen) <= _GATHERED:
            scores = self.at(chosen) @ query
            best = np.argsort(-scores, kind="stable")[:k]
            return chosen[best], scores[best]
        selector = None
        if among is not None and chosen is not None and len(chosen) < len(self):
            bits = np.packbits(among, bitorder="little")
            selector = faiss.IDSelectorBitmap(len(among), faiss.swig_ptr(bits))
        by_lists = isinstance(self._index, faiss.IndexIVF)
        settings: Any = faiss.SearchParametersIVF() if by_lists else faiss.SearchParameters()
        settings.sel = selector
        if by_lists:
            settings.nprobe = PROBES
        found, ids = self._index.search(query.reshape(1, -1), k, params=settings)
        known = ids[0] >= 0
        return ids[0][known], found[0][known]

    def at(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of these chunks, shape (numbers, dimensions)."""
        found: NDArray[np.float32] = self._index.reconstruct_batch(numbers)
        return found


class VectorIndex:
    """The vectors of all segments of a store; chunks are numbered through them.

    Example:
        >>> index = VectorIndex([VectorPart.build(np.eye(3, dtype=np.float32))], dim=3)
        >>> index.search(np.array([0, 1, 0], dtype=np.float32), 1)
        (array([1]), array([1.], dtype=float32))
    """

    def __init__(self, parts: Sequence[VectorPart], dim: int) -> None:
        self._parts = parts
        self._dim = dim
        self._starts = np.cumsum([0, *map(len, parts)])

    def __len__(self) -> int:
        """Vectors that are numbered."""
        return int(self._starts[-1])

    def search(
        self, query: NDArray[np.float32], k: int, among: NDArray[np.bool_] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The `k` nearest chunks and their inner products, best first.

        Args:
            query: shape (dimensions,).
            k: how many; fewer come back where there are fewer.
            among: which chunks count, shape (chunks,); all where None.
        """
        found, scores = [_EMPTY[0]], [_EMPTY[1]]
        for part, start in zip(self._parts, self._starts.tolist(), strict=False):
            own = None if among is None else among[start : start + len(part)]
            numbers, values = part.search(query, k, own)
            found.append(numbers + start)
            scores.append(values)
        values = np.concatenate(scores)
        best = np.argsort(-values, kind="stable")[:k]
        return np.concatenate(found)[best], values[best]

    def at(self, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
        """The vectors of these chunks, shape (numbers, dimensions)."""
        found = np.zeros((len(numbers), self._dim), dtype=np.float32)
        places = np.searchsorted(self._starts, numbers, side="right") - 1
        for part in np.unique(places).tolist():
            own = places == part
            found[own] = self._parts[part].at(np.ascontiguousarray(numbers[own] - self._starts[part]))
        return found
