"""How long indexing takes beside Kiwi alone: each in a process of its own, in turns.

    python -m benchmarks.indexing FOLDER [--rounds 3]

`kiwi` loads Kiwi and tokenises every line of the documents; `briefing` builds a store of them; `again`
builds it once more with nothing changed. `start` is what a Kiwi takes to load and analyse its first
sentence, which is part of all three.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]

START = """
from kiwipiepy import Kiwi
Kiwi().tokenize("예산은 얼마입니까?")
"""
KIWI = """
from kiwipiepy import Kiwi
from pathlib import Path
from corpus.reading import decode, find_files
kiwi = Kiwi()
kiwi.tokenize("예산은 얼마입니까?")
lines = [line for file in find_files([FOLDER]) for line in decode(file.read_bytes(), file.name)]
for tokens in kiwi.tokenize(lines):
    len(tokens)
"""
BRIEFING = """
from index.build import build_store
build_store([FOLDER], STORE)
"""


def seconds(code: str, folder: Path, store: Path) -> tuple[float, float]:
    """Wall-clock and processor seconds of a new Python process that runs the code."""
    timed = (
        f"FOLDER, STORE = {str(folder)!r}, {str(store)!r}\n"
        "import json, time\nbegan = time.perf_counter()\n"
        f"{code}\n"
        "print(json.dumps([time.perf_counter() - began, time.process_time()]))"
    )
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", timed], capture_output=True, text=True, check=True, cwd=ROOT
    )
    wall, processor = json.loads(done.stdout)
    return float(wall), float(processor)


def main() -> None:
    """Measure and write a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    folder = given.folder.resolve()
    size = sum(file.stat().st_size for file in folder.glob("*.txt"))
    taken: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        for number in range(given.rounds):
            store = Path(temporary) / str(number)
            for name, code in (("start", START), ("kiwi", KIWI), ("briefing", BRIEFING), ("again", BRIEFING)):
                taken.setdefault(name, []).append(seconds(code, folder, store))
    out = sys.stdout.write
    out(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {size:,} bytes\n")
    out(f"{'':10}{'wall s':>10}{'processor s':>14}{'of kiwi':>10}\n")
    base = median(processor for _, processor in taken["kiwi"])
    for name, times in taken.items():
        wall, processor = median(wall for wall, _ in times), median(processor for _, processor in times)
        out(f"{name:10}{wall:10.2f}{processor:14.2f}{processor / base:10.2f}\n")


if __name__ == "__main__":
    main()
