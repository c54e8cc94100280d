"""Reads documents that were damaged at random and reports what fails and what is slow.

    python benchmarks/fuzz.py FOLDER... [--seconds 60] [--seed 0] [--keep FOLDER]

Each round takes a document of the folders, damages it a few times (lines deleted, doubled, swapped, joined;
characters and digits changed; tables cut; junk and very long lines put in; two documents mixed) and reads
it. Anything raised but `UnreadableFile`, a fact or a table outside the file's lines, and more than a second
of processor time for each 100 KB is a failure: its seed is written, its text kept under `--keep`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from corpus.coverage import coverage  # noqa: E402
from corpus.document import parse_document  # noqa: E402
from corpus.errors import UnreadableFile  # noqa: E402
from corpus.model import Document, Lines  # noqa: E402
from corpus.reading import decode  # noqa: E402

PIECE = 100_000  # bytes that may take a second
MOST = 400_000  # bytes of a damaged document
JUNK = (
    *("\t", "|", "<td>", "</table>", "<table>", "<tr><td rowspan='9999'>", "(", "(" * 50, "△", "~", "· · · "),
    *("1,", "%", "제조의", "□", "○", "※", "'", "‘21.", "3.16.~", "만 억 조", "단위 :", "합계", "소 계"),
    *("\u3000", "\ufeff", "\U0001f600"),
)

Mutation = Callable[[list[str], random.Random], None]


@dataclass(frozen=True, slots=True)
class Run:
    """One damaged document: what it took, and what failed ('' for nothing)."""

    seed: int
    size: int
    seconds: float
    failure: str

    @property
    def late(self) -> str:
        """How long it took, where that is too long; '' else."""
        too_long = self.seconds > max(1.0, self.size / PIECE)
        return f"{self.seconds:.2f} s for {self.size:,} bytes" if too_long else ""


def _spot(lines: Sequence[str], rng: random.Random) -> int:
    return rng.randrange(len(lines))


def delete(lines: list[str], rng: random.Random) -> None:
    """Lines are lost."""
    at = _spot(lines, rng)
    del lines[at : at + rng.randint(1, 30)]


def double(lines: list[str], rng: random.Random) -> None:
    """A block of lines comes again, up to fifty times."""
    at = _spot(lines, rng)
    block = lines[at : at + rng.randint(1, 20)]
    lines[at:at] = block * rng.choice((1, 1, 2, 50))


def swap(lines: list[str], rng: random.Random) -> None:
    """Lines change places."""
    for _ in range(rng.randint(1, 10)):
        one, other = _spot(lines, rng), _spot(lines, rng)
        lines[one], lines[other] = lines[other], lines[one]


def shuffle(lines: list[str], rng: random.Random) -> None:
    """A stretch of lines loses its order."""
    at = _spot(lines, rng)
    part = lines[at : at + rng.randint(2, 40)]
    rng.shuffle(part)
    lines[at : at + len(part)] = part


def characters(lines: list[str], rng: random.Random) -> None:
    """Characters are lost, doubled or replaced."""
    for _ in range(rng.randint(1, 60)):
        at = _spot(lines, rng)
        line = lines[at]
        if line:
            place = rng.randrange(len(line))
            lines[at] = line[:place] + rng.choice(("", line[place] * 2, rng.choice(JUNK))) + line[place + 1 :]


def digits(lines: list[str], rng: random.Random) -> None:
    """Digits of a stretch of lines change, some to very many."""
    at = _spot(lines, rng)
    for place in range(at, min(len(lines), at + 40)):
        text = "".join(
            rng.choice("0123456789") if c.isdigit() and rng.random() < 0.3 else c for c in lines[place]
        )
        lines[place] = text.replace(",", rng.choice((",", ",", ".", "")))


def cut(lines: list[str], rng: random.Random) -> None:
    """Lines lose their ends or their beginnings: tables get ragged."""
    at = _spot(lines, rng)
    for place in range(at, min(len(lines), at + rng.randint(1, 30))):
        half = rng.randint(0, len(lines[place]))
        lines[place] = rng.choice((lines[place][:half], lines[place][half:]))


def separators(lines: list[str], rng: random.Random) -> None:
    """Tabs become spaces or pipes, spaces tabs: a table in another layout."""
    at = _spot(lines, rng)
    old, new = rng.choice((("\t", " "), ("\t", "|"), (" ", "\t"), ("\t", "\n"), (" ", "\n"), ("  ", " ")))
    for place in range(at, min(len(lines), at + rng.randint(1, 60))):
        lines[place] = lines[place].replace(old, new)


def join(lines: list[str], rng: random.Random) -> None:
    """Lines run together."""
    at = _spot(lines, rng)
    end = at + rng.randint(2, 60)
    lines[at:end] = [rng.choice((" ", "\t", "")).join(lines[at:end])]


def junk(lines: list[str], rng: random.Random) -> None:
    """Signs that mean something to a reader, where they mean nothing."""
    for _ in range(rng.randint(1, 20)):
        lines.insert(_spot(lines, rng), "".join(rng.choices(JUNK, k=rng.randint(1, 40))))


def long_line(lines: list[str], rng: random.Random) -> None:
    """One very long line of a few words or signs."""
    words = rng.choices((*JUNK, *lines[_spot(lines, rng)].split(), "1,234", "가나다 "), k=rng.randint(1, 4))
    lines.insert(_spot(lines, rng), ("".join(words) or "가")[:200] * rng.choice((100, 1000, 4000)))


MUTATIONS: tuple[Mutation, ...] = (
    delete, double, swap, shuffle, characters, digits, cut, separators, join, junk, long_line,
)  # fmt: skip


def damaged(texts: Sequence[str], seed: int) -> str:
    """The document of a seed: the same texts and seed give the same one."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    lines = rng.choice(texts).split("\n")
    if rng.random() < 0.2:
        lines += rng.choice(texts).split("\n")[: rng.randint(1, 400)]
    if rng.random() < 0.5:
        at = _spot(lines, rng)
        lines = lines[at : at + rng.randint(5, 400)]
    for mutate in rng.choices(MUTATIONS, k=rng.randint(1, 8)):
        mutate(lines, rng)
        lines = "\n".join(lines).split("\n")
    return "\n".join(lines).encode("utf-8", "replace")[:MOST].decode("utf-8", "ignore")


def _places(document: Document) -> Iterator[Lines]:
    yield from (fact.lines for fact in document.facts)
    yield from (table.lines for table in document.tables)
    yield from (block.lines for block in document.blocks)
    yield from (finding.lines for finding in document.findings)
    yield from (chunk.lines for chunk in document.chunks)


def broken(document: Document) -> str:
    """What a read document says that cannot be; '' for nothing."""
    last = len(document.lines)
    for lines in _places(document):
        if not 1 <= lines[0] <= lines[1] <= last:
            return f"lines {lines} of {last}"
    if [fact.id for fact in document.facts] != list(range(len(document.facts))):
        return "fact ids"
    if any(len(row.cells) != len(table.columns) for table in document.tables for row in table.rows):
        return "a row of another width than its table"
    return "" if coverage(document).share <= 1 else "coverage"


def try_text(text: str, seed: int) -> Run:
    """Reads one damaged document."""
    data = text.encode()
    began = time.process_time()
    try:
        document = parse_document("훼손.txt", "훼손.txt", data, None, lambda sentence: [sentence])
        failure = broken(document)
    except UnreadableFile:
        failure = ""
    except Exception:
        failure = traceback.format_exc()
    seconds = time.process_time() - began
    return Run(seed, len(data), seconds, failure)


def main() -> int:
    """Damage and read until the time is up; 1 where something failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="where to put the texts that failed")
    given = parser.parse_args()
    paths = [path for folder in given.folder for path in sorted(folder.glob("*.txt"))]
    texts = ["\n".join(decode(path.read_bytes(), path.name)) for path in paths]
    runs: list[Run] = []
    end = time.monotonic() + given.seconds
    while time.monotonic() < end:
        seed = given.seed + len(runs)
        text = damaged(texts, seed)
        run = try_text(text, seed)
        runs.append(run)
        if run.failure or run.late:
            sys.stdout.write(f"seed {seed}: {run.failure or run.late}\n")
            sys.stdout.flush()
            if given.keep:
                given.keep.mkdir(parents=True, exist_ok=True)
                (given.keep / f"{seed}.txt").write_text(text, encoding="utf-8")
    failed = sum(bool(run.failure or run.late) for run in runs)
    slowest = max(runs, key=lambda run: run.seconds / max(1.0, run.size / PIECE))
    sys.stdout.write(
        f"{len(runs)} documents, {sum(run.size for run in runs):,} bytes, {failed} failed; slowest: seed "
        f"{slowest.seed}, {slowest.seconds:.2f} s for {slowest.size:,} bytes\n"
    )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
