"""Vector search by FAISS in memory-mapped files: exact while a segment is small, compressed past that.

A large segment is scanned by product quantisation of four bits (a sixteenth of the bytes, 32 at a time); the
best are compared again by their vectors, which are kept in half precision. `benchmarks/vectors.py` has it
beside inverted lists and a graph, which find less of what an exact search finds: questions are not
distributed as passages are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

CROSSOVER = 10_000
"""Vectors from which on a segment is scanned compressed."""

_PAIRS = 2  # numbers of a vector that four bits stand for
_SAMPLE = 20_000  # vectors that the codes are learnt from
_AGAIN = 1600  # compressed vectors that are compared again, at least
_TWICE = 2  # times as many as are asked for, at least
_BATCH = 50_000  # vectors added at a time
_GATHERED = 8192  # chosen vectors up to which they are compared one by one,
_SHARE = 20  # and up to one in so many
_EMPTY = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)


@contextmanager
def _one_thread(faiss: Any) -> Iterator[None]:  # noqa: ANN401 - faiss has no types
    """Keep to one thread: the steps of training are so short that threads would wait for each other."""
    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)


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
            codes = faiss.IndexPQFastScan(dim, dim // _PAIRS, 4, faiss.METRIC_INNER_PRODUCT)
            half = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
            index = faiss.IndexRefine(codes, half)
            with _one_thread(faiss):
                index.train(np.ascontiguousarray(vectors[:: max(count // _SAMPLE, 1)], dtype=np.float32))
        for start in range(0, count, _BATCH):
            index.add(np.ascontiguousarray(vectors[start : start + _BATCH], dtype=np.float32))
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
        if among is None:
            return self._nearest(query, min(k, len(self)))
        chosen = np.flatnonzero(among)
        if len(chosen) <= max(_GATHERED, len(self) // _SHARE):
            if not len(chosen):
                return _EMPTY
            scores = self.at(chosen) @ query
            best = np.argsort(-scores, kind="stable")[:k]
            return chosen[best], scores[best]
        depth = k * len(self) // len(chosen) + k
        while True:  # deeper, until enough of those found are among the chosen
            numbers, scores = self._nearest(query, min(depth, len(self)))
            kept = np.flatnonzero(among[numbers])[:k]
            if len(kept) == min(k, len(chosen)) or depth >= len(self):
                return numbers[kept], scores[kept]
            depth *= 4

    def _nearest(self, query: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        import faiss  # noqa: PLC0415

        if k <= 0:
            return _EMPTY
        settings = None
        if isinstance(self._index, faiss.IndexRefine):
            settings = faiss.IndexRefineSearchParameters()
            settings.k_factor = min(max(_AGAIN / k, _TWICE), len(self) / k)
        scores, numbers = self._index.search(query.reshape(1, -1), k, params=settings)
        known = numbers[0] >= 0
        return numbers[0][known], scores[0][known]

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
