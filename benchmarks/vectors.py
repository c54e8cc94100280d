"""Exact search of a store's vectors against inverted lists and a graph: recall, time and memory by size.

    python -m benchmarks.vectors STORE FOLDER [--sizes 3000 10000 30000 100000 300000] [--questions 200]

The vectors are those of a store's chunks (as many as are asked for; where a store has fewer, they are mixed
with each other in pairs), the queries questions over the generated FOLDER it was made of. Every index is
written to a file and searched there by memory map, in one thread; what is shown of memory is what answering
touched. `recall@k` is the share of the exact `k` nearest that is found.
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


def lists(vectors: Vectors) -> Any:  # noqa: ANN401
    """What a large segment has."""
    return VectorPart.build(vectors, crossover=0)


def graph(vectors: Vectors) -> Any:  # noqa: ANN401
    """HNSW over vectors of half precision."""
    index = faiss.IndexHNSWSQ(vectors.shape[1], faiss.ScalarQuantizer.QT_fp16, 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction, index.hnsw.efSearch = 80, 256
    index.train(vectors)
    index.add(vectors)
    return VectorPart(index)


KINDS: dict[str, Callable[[Vectors], Any]] = {"flat": flat, "lists": lists, "graph": graph}


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
    heads = "".join(f"{f'recall@{k}':>12}" for k in DEPTHS)
    out(
        f"{'vectors':>9} {'index':7}{'build s':>9}{'MB':>8}{'p50 ms':>9}{'p95 ms':>9}{'touched MB':>12}{heads}\n"
    )
    pool = get_context("spawn")
    for size in given.sizes:
        some, exact = enough(vectors, size), None
        for name, make in KINDS.items():
            with tempfile.TemporaryDirectory() as folder, pool.Pool(1) as process:
                path = Path(folder) / "index"
                start = time.process_time()
                make(some).save(path)
                built = time.process_time() - start
                found, taken, touched = process.apply(searched, (path, queries))
                exact = exact or found
                shares = [
                    np.mean([len({*a[:k]} & {*b[:k]}) / k for a, b in zip(found, exact, strict=True)])
                    for k in DEPTHS
                ]
                out(
                    f"{size:9,} {name:7}{built:9.1f}{path.stat().st_size / 2**20:8.0f}"
                    f"{np.median(taken):9.2f}{np.quantile(taken, 0.95):9.2f}{touched:12.0f}"
                    + "".join(f"{share:12.3f}" for share in shares)
                    + "\n"
                )


if __name__ == "__main__":
    main()
