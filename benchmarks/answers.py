"""How long an answer takes: warm over a question file, and cold in a new process against Kiwi alone.

    python -m benchmarks.answers STORE GOLD.jsonl

Prints the machine, the median, the 95th and the 100th percentile of the warm answers in milliseconds (wall
and processor), and the time of a cold `briefing ask` over that of a bare Kiwi with its first sentence.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from evals.gold import read_gold
from qa.assistant import Assistant

KIWI = "from kiwipiepy import Kiwi; Kiwi().tokenize('총무과 예산은 얼마인가요?')"
COLD_RUNS = 5


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not pass."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def warm(store: Path, questions: list[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of each answer, wall and processor, after a first pass over other texts."""
    wall, processor = [], []
    with Assistant.open(store) as assistant:
        for question in questions[:10]:
            assistant.ask(question + " 알려 주세요")
        for question in questions:
            started, used = time.perf_counter(), time.process_time()
            assistant.ask(question)
            wall.append((time.perf_counter() - started) * 1000)
            processor.append((time.process_time() - used) * 1000)
    return wall, processor


def cold(command: list[str]) -> float:
    """Seconds of a command in a new process, the median of some runs."""
    times = []
    for _ in range(COLD_RUNS):
        started = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - the commands are ours
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    store, gold = Path(sys.argv[1]), Path(sys.argv[2])
    questions = [turn.question for item in read_gold(gold) for turn in item.turns[:1]]
    lines = [f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"]
    for name, values in zip(("wall", "processor"), warm(store, questions), strict=True):
        shown = ", ".join(f"{share:.0%} {percentile(values, share):.0f}" for share in (0.5, 0.95, 1.0))
        lines.append(f"warm, {len(values)} questions, {name} ms: {shown}")
    bare = cold([sys.executable, "-c", KIWI])
    asked = cold([sys.executable, "-m", "cli", "ask", questions[0], "--store", str(store)])
    lines.append(f"cold: ask {asked:.2f} s, Kiwi alone {bare:.2f} s, ratio {asked / bare:.2f}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
