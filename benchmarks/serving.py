"""The server under load from a second process, while `briefing index` swaps its store.

    python -m benchmarks.serving DOCUMENTS GOLD.jsonl [--requests 20000] [--swaps 10] [--fresh]

Builds a store of a folder of documents, serves it on the loopback in a process of its own, and asks the
questions over kept-alive connections. Meanwhile the store is swapped between two states (all the documents,
all but the last). Every answer must be the whole answer of one of the two, as an assistant over that state
gives it. With `--fresh` no question is answered from memory (each has other spaces at its end).

Prints the machine and its load, requests a second, milliseconds at the 50th, 95th and 99th percentile,
failures, answers of neither state, and the server's memory and processor time as the requests go.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from evals.gold import read_gold
from index.build import build_store
from qa.assistant import Assistant

POINTS = 10  # of a run at which memory is read
START_SECONDS = 120.0
OUTER = {"question", "elapsed_ms"}
TIMEOUT = 60.0  # seconds for one answer


@dataclass(slots=True)
class Tally:
    """What a run met."""

    milliseconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)  # questions with an answer of neither state
    points: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, of whom, and the answers that are right."""

    port: int
    process: int
    questions: list[str]
    right: dict[str, list[str]]
    requests: int
    fresh: bool

    def text(self, number: int) -> str:
        """The question of the request of that number."""
        spaces = number // len(self.questions) + 1 if self.fresh else 0
        return self.questions[number % len(self.questions)] + " " * spaces


def essence(answer: dict[str, object]) -> str:
    """An answer object without the question as it was typed and the time that it took."""
    return json.dumps({name: value for name, value in answer.items() if name not in OUTER}, sort_keys=True)


def states(documents: Path, folder: Path, questions: list[str]) -> tuple[list[Path], dict[str, list[str]]]:
    """The two states' documents, and the right answers of each question in each of them."""
    whole, less = folder / "whole", folder / "less"
    for name in (whole, less):
        shutil.copytree(documents, name)
    sorted(less.glob("*.txt"))[-1].unlink()
    right: dict[str, list[str]] = {question: [] for question in questions}
    for source in (whole, less):
        build_store([source], folder / "truth")
        with Assistant.open(folder / "truth") as assistant:
            for question in questions:
                right[question].append(essence(assistant.ask(question).to_json()))
    return [whole, less], right


def served(store: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start the server of a store and wait until it is ready; gives its process and port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "cli",
        "serve",
        "--store",
        str(store),
        "--port",
        str(port),
        "--rate",
        "0",
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - the command is ours
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as asked:
                asked.sendall(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if b" 200 " in asked.recv(1000):
                    return process, port
        except OSError:
            pass
        time.sleep(0.2)
    process.kill()
    raise SystemExit("the server did not start")


async def ask(plan: Plan, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int) -> str:
    """Send one question and give the body of the answer.

    Raises:
        OSError: the response is no 200.
    """
    body = json.dumps({"question": plan.text(number)}).encode()
    head = ["POST /v1/ask HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    head.append(f"Content-Length: {len(body)}")
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    told = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = int(told.partition("content-length:")[2].partition("\r\n")[0])
    answer = await reader.readexactly(length)
    if " 200 " not in told.partition("\r\n")[0]:
        raise OSError(told.partition("\r\n")[0])
    return answer.decode()


async def caller(plan: Plan, numbers: asyncio.Queue[int], tally: Tally) -> None:
    """One connection: ask until no number is left; one that fails is opened anew."""
    reader, writer = await asyncio.open_connection("127.0.0.1", plan.port)
    while not numbers.empty():
        number = numbers.get_nowait()
        started = time.perf_counter()
        try:
            answer = json.loads(await asyncio.wait_for(ask(plan, reader, writer, number), TIMEOUT))
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            tally.failures.append(repr(error))
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", plan.port)
            continue
        tally.milliseconds.append((time.perf_counter() - started) * 1000)
        question = plan.text(number).rstrip()
        if essence(answer) not in plan.right[question]:
            tally.foreign.append(question)
        if len(tally.milliseconds) % max(1, plan.requests // POINTS) == 0:
            tally.points.append(f"{len(tally.milliseconds)}: {state_of(plan.process)}")
    writer.close()


def state_of(process: int) -> str:
    """Resident memory and processor seconds of a process."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    memory = int(status.partition("VmRSS:")[2].split()[0]) // 1024
    times = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    seconds = (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")
    return f"{memory} MB, {seconds:.0f} s"


async def swap(sources: list[Path], store: Path, times: int, tally: Tally, plan: Plan) -> None:
    """Index the other state, again and again, spread over the run."""
    for done in range(times):
        while len(tally.milliseconds) < plan.requests * done // (times + 1):  # noqa: ASYNC110 - others count
            await asyncio.sleep(0.05)
        command = [sys.executable, "-m", "cli", "index", str(sources[(done + 1) % 2]), "--store", str(store)]
        process = await asyncio.create_subprocess_exec(
            *command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if await process.wait():
            tally.failures.append(f"index: {process.returncode}")


async def load(
    plan: Plan, connections: int, sources: list[Path], store: Path, swaps: int
) -> tuple[Tally, float]:
    """Ask everything; gives what was met and the seconds that it took."""
    tally = Tally()
    numbers: asyncio.Queue[int] = asyncio.Queue()
    for number in range(plan.requests):
        numbers.put_nowait(number)
    swapping = asyncio.create_task(swap(sources, store, swaps, tally, plan))
    started = time.perf_counter()
    await asyncio.gather(*(caller(plan, numbers, tally) for _ in range(connections)))
    seconds = time.perf_counter() - started
    await swapping
    return tally, seconds


def report(tally: Tally, seconds: float) -> list[str]:
    """The lines that are printed."""
    times = tally.milliseconds
    cuts = statistics.quantiles(times, n=100)
    shown = (
        ", ".join(f"{share} % {cuts[share - 1]:.0f}" for share in (50, 95, 99)) + f", most {max(times):.0f}"
    )
    return [
        f"{len(times)} answers in {seconds:.1f} s, {len(times) / seconds:.0f} a second; ms: {shown}",
        f"failures: {len(tally.failures)} {tally.failures[:3]}",
        f"answers of neither state: {len(tally.foreign)} {tally.foreign[:3]}",
        "server after answers: " + "; ".join(tally.points),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--swaps", type=int, default=10)
    parser.add_argument("--fresh", action="store_true")
    given = parser.parse_args()
    questions = list(
        dict.fromkeys(turn.question for item in read_gold(given.gold) for turn in item.turns[:1])
    )
    sys.stdout.write(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before\n")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sources, right = states(given.documents, folder, questions)
        build_store([sources[0]], folder / "store")
        process, port = served(folder / "store")
        try:
            plan = Plan(port, process.pid, questions, right, given.requests, given.fresh)
            found = asyncio.run(load(plan, given.connections, sources, folder / "store", given.swaps))
        finally:
            process.terminate()
            ended = process.wait(timeout=30)
    lines = [
        f"{len(questions)} questions, {given.connections} connections, {given.swaps} swaps",
        *report(*found),
    ]
    lines.append(f"server ended with {ended}; load {os.getloadavg()[0]:.1f} after")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
