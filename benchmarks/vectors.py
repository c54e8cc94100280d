"""Exact search of a store's vectors against compressed ones, lists and a graph: recall, time, memory by size.

    python -m benchmarks.vectors STORE FOLDER [--sizes 3000 10000 30000 100000 300000] [--questions 200]

The vectors are those of a store's chunks (as many as are asked for; where a store has fewer, they are mixed
with each other in pairs), the queries questions over the generated FOLDER it was made of. Every index is
written to a file and searched there by memory map, in one thread; what is shown of memory is what answering
touched. `recall@k` is the share of the exact `k` nearest that is found; what is as near counts as well.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from evals.generator import questions
from index.search import Searcher
from index.store import Store
from index.vectors import VectorPart

DEPTHS = (10, 200)
Vectors = NDArray[np.float32]


def flat(vectors: Vectors) -> Any:  # noqa: ANN401 - faiss has no types
    """Exact."""
    return VectorPart.build(vectors, crossover=len(vectors) + 1)


def codes(vectors: Vectors) -> Any:  # noqa: ANN401
    """What a large segment has: codes of four bits, the best compared again."""
    return VectorPart.build(vectors, crossover=0)


def lists(vectors: Vectors) -> Any:  # noqa: ANN401
    """IVF over vectors of half precision, a quarter of its lists read."""
    dim, count = vectors.shape[1], int(4 * len(vectors) ** 0.5)
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dim), dim, count, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    index.cp.niter, index.cp.spherical, index.nprobe = 8, True, count // 4
    index.train(vectors)
    index.add(vectors)
    return VectorPart(index)


def graph(vectors: Vectors) -> Any:  # noqa: ANN401
    """HNSW over vectors of half precision."""
    half: Any = faiss.ScalarQuantizer.QT_fp16
    index = faiss.IndexHNSWSQ(vectors.shape[1], half, 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction, index.hnsw.efSearch = 80, 512
    index.train(vectors)
    index.add(vectors)
    return VectorPart(index)


KINDS: dict[str, Callable[[Vectors], Any]] = {"flat": flat, "codes": codes, "lists": lists, "graph": graph}
_AS_NEAR = 1e-4


def searched(path: Path, queries: Vectors) -> tuple[list[list[int]], list[float], float]:
    """In a process of its own: what is found, milliseconds a query, and MB of memory that answering took."""
    faiss.omp_set_num_threads(1)
    index = VectorPart.open(path)
    before = _resident()
    found, taken = [], []
    for query in queries:
        start = time.perf_counter()
        numbers, _ = index.search(query, max(DEPTHS))
        taken.append((time.perf_counter() - start) * 1000)
        found.append(numbers.tolist())
    return found, taken, _resident() - before


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def recall(found: list[list[int]], vectors: Vectors, queries: Vectors, k: int) -> float:
    """The share of the `k` nearest that is found."""
    shares = []
    for numbers, query in zip(found, queries, strict=True):
        scores = vectors @ query
        least = np.partition(scores, -k)[-k] - _AS_NEAR
        shares.append((scores[numbers[:k]] >= least).sum() / k)
    return float(np.mean(shares))


def enough(vectors: Vectors, size: int) -> Vectors:
    """As many vectors as are asked for: further ones are sums of two, a little nearer to the first."""
    if len(vectors) >= size:
        return np.ascontiguousarray(vectors[:: len(vectors) // size][:size])
    rng = np.random.default_rng(7)
    left, right = (rng.integers(0, len(vectors), size - len(vectors)) for _ in range(2))
    return np.concatenate([vectors, 0.6 * vectors[left] + 0.4 * vectors[right]])


def main() -> None:
    """Measure and write a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[3000, 10_000, 30_000, 100_000, 300_000])
    parser.add_argument("--questions", type=int, default=200)
    given = parser.parse_args()
    with Store.open(given.store) as store:
        searcher = Searcher(store)
        asked = itertools.islice(questions(given.folder), 0, given.questions * 7, 7)
        texts = [str(row["question"]) for row in asked if "question" in row]
        queries = np.stack([searcher.prepare(text).vector for text in texts])
        vectors = store.vectors.at(np.arange(len(store.vectors)))
    out = sys.stdout.write
    out(f"{platform.machine()}, {os.cpu_count()} cores, faiss {faiss.__version__}, {len(texts)} questions\n")
    columns = ["build s", "MB", "p50 ms", "p95 ms", "touched MB", *(f"recall@{k}" for k in DEPTHS)]
    out(f"{'vectors':>9} {'index':6}" + "".join(f"{column:>12}" for column in columns) + "\n")
    pool = get_context("spawn")
    for size in given.sizes:
        some = enough(vectors, size)
        for name, make in KINDS.items():
            with tempfile.TemporaryDirectory() as folder, pool.Pool(1) as process:
                path = Path(folder) / "index"
                start = time.process_time()
                make(some).save(path)
                built = time.process_time() - start
                found, taken, touched = process.apply(searched, (path, queries))
                shares = [recall(found, some, queries, k) for k in DEPTHS]
                numbers = [
                    built,
                    path.stat().st_size / 2**20,
                    np.median(taken),
                    np.quantile(taken, 0.95),
                    touched,
                ]
                row = "".join(f"{number:12.2f}" for number in numbers)
                out(f"{size:9,} {name:6}{row}" + "".join(f"{share:12.3f}" for share in shares) + "\n")


if __name__ == "__main__":
    main()
