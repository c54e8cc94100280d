"""How long an answer takes: warm over question files, and cold in a new process against Kiwi alone.

    python -m benchmarks.answers STORE GOLD.jsonl...

Prints the machine and its load, the median, the 95th and the 100th percentile of the warm answers in
milliseconds (wall and processor) on two cores, the slowest questions, and the time of a cold `briefing ask`
over that of a bare Kiwi with its first sentence. A turn of a conversation is asked with the turns before it.

On a machine that others use too, a question takes as long as they let it: each is asked in three passes, by
an assistant that was opened anew and knows none of them, and the fastest counts. Processor time is that of
the same answer, all threads together.
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
CORES = 2
PASSES = 3
COLD_RUNS = 5
SHOWN = 5
SHARES = (0.5, 0.95, 1.0)

Asked = tuple[str, ...]
"""A question behind the earlier ones of its conversation."""


def percentile(values: list[float], share: float) -> float:
    """The value that this share of the values does not pass."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def asked_in(files: list[Path]) -> list[Asked]:
    """All questions of question files."""
    items = [item for path in files for item in read_gold(path)]
    talks = [[turn.question for turn in item.turns] for item in items]
    return [tuple(talk[: place + 1]) for talk in talks for place in range(len(talk))]


def warm(store: Path, questions: list[Asked]) -> list[tuple[float, float]]:
    """Milliseconds of each answer, wall and processor, after a first pass over some other texts."""
    times = []
    with Assistant.open(store) as assistant:
        for asked in questions[:10]:
            assistant.ask(asked[0] + " 알려 주세요")
        for asked in questions:
            started, used = time.perf_counter(), time.process_time()
            assistant.ask(asked[-1], asked[:-1])
            wall, processor = time.perf_counter() - started, time.process_time() - used
            times.append((wall * 1000, processor * 1000))
    return times


def cold(command: list[str]) -> float:
    """Seconds of a command in a new process, the median of some runs."""
    times = []
    for _ in range(COLD_RUNS):
        started = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - the commands are ours
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def processor() -> str:
    """The processor's name, as Linux tells it; else the architecture."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").split("\n") if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def on_cores(count: int) -> int:
    """Keep this process to some of the cores, where the system can; gives how many it may use."""
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])
    return len(os.sched_getaffinity(0))


def main() -> None:
    """Measure and print."""
    store, files = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    machine = f"{processor()}, {on_cores(CORES)} cores, Python {platform.python_version()}"
    load = os.getloadavg()[0]
    questions = asked_in(files)
    passes = [warm(store, questions) for _ in range(PASSES)]
    best = [min(times) for times in zip(*passes, strict=True)]
    lines = [f"{machine}, load {load:.1f} before, {os.getloadavg()[0]:.1f} after"]
    for place, name in enumerate(("wall", "processor")):
        values = [times[place] for times in best]
        shown = ", ".join(f"{share:.0%} {percentile(values, share):.0f}" for share in SHARES)
        lines.append(f"warm, {len(values)} questions, {name} ms: {shown}")
    slowest = sorted(zip(best, questions, strict=True), reverse=True)[:SHOWN]
    lines += [f"  {wall:5.0f} ms  {question[-1]}" for (wall, _), question in slowest]
    bare = cold([sys.executable, "-c", KIWI])
    asked = cold([sys.executable, "-m", "cli", "ask", questions[0][0], "--store", str(store)])
    lines.append(f"cold: ask {asked:.2f} s, Kiwi alone {bare:.2f} s, ratio {asked / bare:.2f}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
