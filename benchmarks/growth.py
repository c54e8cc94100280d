"""What a store costs as it grows: indexing, adding a document, memory, disk, and the time of a question.

    python -m benchmarks.growth FOLDER [--sizes 100 1000 10000] [--reckon 100000] [--questions 300]

Documents are generated into FOLDER, each step is run in a process of its own, and what was measured of a size
is kept in FOLDER/growth.json, so that a run that was stopped goes on (delete it to measure anew). Kiwi alone
is measured in as many processes as index, each with a Kiwi without threads of its own, as indexing has: over
every line of the documents, over each document as one text, and over the texts that are indexed (passages,
and the parts of what they stand under, each once a document). Processor time is that of all processes, their
start included. Questions are generated over the first documents of each size. What the last two sizes show
is drawn on to the size to be reckoned: a power of the number of documents, of which the exponent is shown.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import platform
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import forkserver, get_context
from pathlib import Path
from statistics import median, quantiles

from evals.generator import generate, pages
from evals.generator_questions import QuestionMaker

Measured = dict[str, float]
SEED = 1
_OVER = 300  # documents that are asked about
_MB = 2**20
_ROWS = {
    "characters": "characters",
    "lines_wall": "Kiwi alone over lines, wall s",
    "lines_cpu": "Kiwi alone over lines, processor s",
    "whole_wall": "Kiwi alone over documents, wall s",
    "whole_cpu": "Kiwi alone over documents, processor s",
    "indexed_wall": "Kiwi alone over what is indexed, wall s",
    "indexed_cpu": "Kiwi alone over what is indexed, processor s",
    "index_wall": "indexing, wall s",
    "index_cpu": "indexing, processor s",
    "index_peak": "indexing, peak MB of what writes",
    "reader_peak": "indexing, peak MB of one that reads",
    "again_cpu": "indexing again, nothing new, processor s",
    "start_cpu": "Kiwi's start (part of all above), processor s",
    "add_cpu": "adding one document, processor s",
    "disk": "store on disk, MB",
    "open": "from opening to the first answer, wall s",
    "resident": "answering, resident MB",
    "own": "answering, of these not file-backed, MB",
    "p50": "question p50, wall ms",
    "p95": "question p95, wall ms",
    "cpu50": "question p50, processor ms",
    "cpu95": "question p95, processor ms",
}


def _memory(name: str) -> float:
    """A field of this process's status, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def _tokens(texts: list[str]) -> int:
    from index.analyzer import shared_kiwi  # noqa: PLC0415 - loads Kiwi, with the process's first texts

    return sum(len(shared_kiwi().tokenize(text)) for text in texts)


def _alone(name: str, documents: Iterable[list[str]]) -> Measured:
    """Kiwi alone over the texts of each document, in as many processes as index; their start included."""
    from index.processes import reading_processes  # noqa: PLC0415 - imports what the other steps measure

    def run() -> None:
        with ProcessPoolExecutor(reading_processes(), get_context("spawn")) as processes:
            sum(processes.map(_tokens, documents, chunksize=8))

    wall, processor = _timed(run)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {f"{name}_wall": wall, f"{name}_cpu": processor + others.ru_utime + others.ru_stime}


def _lines(folder: Path) -> Iterator[list[str]]:
    from corpus.reading import decode, find_files  # noqa: PLC0415

    for file in find_files([folder]):
        yield [line for line in decode(file.read_bytes(), file.name) if line.strip()]


def lines(folder: Path, store: Path) -> Measured:  # noqa: ARG001 - all steps are called alike
    """Kiwi alone, line by line; and how long it takes to start."""
    from index.analyzer import shared_kiwi  # noqa: PLC0415 - part of what is measured

    started = _timed(lambda: shared_kiwi().tokenize("예산은 얼마입니까?"))
    return {"start_cpu": started[1], **_alone("lines", _lines(folder))}


def whole(folder: Path, store: Path) -> Measured:  # noqa: ARG001
    """Kiwi alone, each document as one text."""
    return _alone("whole", (["\n".join(document)] for document in _lines(folder)))


def indexed(folder: Path, store: Path) -> Measured:  # noqa: ARG001
    """Kiwi alone over the texts that indexing gives it, for each document those that differ."""
    from index.reader import searched_texts  # noqa: PLC0415
    from index.store import Store  # noqa: PLC0415

    def documents(opened: Store) -> Iterator[list[str]]:
        for entry in opened.documents():
            chunks = opened.chunks(range(entry.first_chunk, entry.first_chunk + entry.chunks))
            texts = (text for chunk in chunks for text in searched_texts(chunk))
            yield list(dict.fromkeys(part for text in texts for part in text))

    with closing(Store.open(store)) as opened:
        texts = list(documents(opened))
    return _alone("indexed", texts)


def index(folder: Path, store: Path) -> Measured:
    """A store of all documents, made from nothing by as many processes as there are cores."""
    from index.build import build_store  # noqa: PLC0415 - part of what is measured
    from index.processes import reading_processes  # noqa: PLC0415

    shutil.rmtree(store, ignore_errors=True)
    wall, processor = _timed(lambda: build_store([folder], store, processes=reading_processes()))
    forkserver._forkserver._stop()  # type: ignore[attr-defined]  # then its time is known here
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = sum(file.stat().st_size for file in store.rglob("*") if file.is_file())
    return {
        "index_wall": wall,
        "index_cpu": processor + others.ru_utime + others.ru_stime,
        "index_peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "reader_peak": others.ru_maxrss / 1024,
        "disk": size / _MB,
    }


def again(folder: Path, store: Path) -> Measured:
    """The same once more."""
    from index.build import build_store  # noqa: PLC0415

    return {"again_cpu": _timed(lambda: build_store([folder], store))[1]}


def add(folder: Path, store: Path) -> Measured:
    """One document that the store does not have."""
    from index.build import build_store  # noqa: PLC0415

    more = folder.with_name(f"{folder.name}-more")
    generate(1, SEED + 1, more)
    (new,) = more.glob("*.txt")
    new = new.rename(more / f"{time.time_ns()}.txt")
    processor = _timed(lambda: build_store([new], store, add=True))[1]
    shutil.rmtree(more)
    return {"add_cpu": processor}


def answer(folder: Path, store: Path, count: int) -> Measured:
    """Questions, one after the other."""
    maker = QuestionMaker(list(itertools.islice(pages(folder), _OVER)), SEED)
    texts = [str(row["question"]) for row in maker.make(12) if "question" in row]
    texts = texts[:: max(len(texts) // count, 1)][:count]
    from qa.assistant import Assistant  # noqa: PLC0415 - part of what is measured

    start = time.perf_counter()
    assistant = Assistant.open(store)
    assistant.ask("예산은 얼마입니까?")
    opened = time.perf_counter() - start
    taken = [_timed(lambda text=text: assistant.ask(text)) for text in texts]  # type: ignore[misc]
    wall, processor = ([pair[place] * 1000 for pair in taken[5:]] for place in (0, 1))
    return {
        "open": opened,
        "resident": _memory("VmRSS"),
        "own": _memory("RssAnon"),
        "p50": median(wall),
        "p95": quantiles(wall, n=20)[-1],
        "cpu50": median(processor),
        "cpu95": quantiles(processor, n=20)[-1],
    }


def measure(folder: Path, size: int, count: int) -> Measured:
    """All steps of one size; those that were measured before are not repeated."""
    kept = folder / "growth.json"
    known: dict[str, Measured] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    found = known.setdefault(str(size), {})
    documents, store = folder / str(size), folder / f"{size}-store"
    if "characters" not in found:
        found["characters"] = generate(size, SEED, documents).characters
    steps = (
        (lines, "lines_cpu"),
        (whole, "whole_cpu"),
        (index, "index_cpu"),
        (indexed, "indexed_cpu"),
        (answer, "p95"),
        (again, "again_cpu"),
        (add, "add_cpu"),
    )
    for step, name in steps:
        if name not in found:
            with ProcessPoolExecutor(1, get_context("spawn")) as process:  # not a daemon: it has children
                given = (documents, store, count) if step is answer else (documents, store)
                found.update(process.submit(step, *given).result())
            kept.write_text(json.dumps(known, indent=1), encoding="utf-8")
    return found


def reckoned(sizes: tuple[int, int], values: tuple[float, float], size: int) -> tuple[float, float]:
    """The value at a size by the power that two sizes show, and the exponent; never a falling one."""
    exponent = max(math.log(values[1] / values[0]) / math.log(sizes[1] / sizes[0]), 0.0)
    return float(values[1] * (size / sizes[1]) ** exponent), exponent


def main() -> None:
    """Measure and write a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--reckon", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=300)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    measured = [measure(given.folder, size, given.questions) for size in given.sizes]
    out = sys.stdout.write
    out(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n\n")
    heads = "".join(f"{size:>12,}" for size in given.sizes)
    out(f"{'documents':50}{heads}{given.reckon:>12,}  reckoned as\n")
    last = given.sizes[-2:]
    for name, label in _ROWS.items():
        values = "".join(f"{row[name]:12,.1f}" for row in measured)
        if len(last) < 2:
            out(f"{label:50}{values}\n")
            continue
        value, exponent = reckoned((last[0], last[1]), (measured[-2][name], measured[-1][name]), given.reckon)
        out(f"{label:50}{values}{value:12,.1f}  documents ^ {exponent:.2f}\n")
    for kind, alone in itertools.product(("wall", "cpu"), ("lines", "whole", "indexed")):
        ratios = [row[f"index_{kind}"] / row[f"{alone}_{kind}"] for row in measured]
        label = f"indexing, of {_ROWS[f'{alone}_{kind}'].partition(',')[0]}, {kind}"
        out(f"{label:50}" + "".join(f"{ratio:12.2f}" for ratio in ratios) + "\n")


if __name__ == "__main__":
    main()
