"""Whether a store answers what its own tables say, and what it answers instead.

    python -m benchmarks.probing STORE [COUNT] [SEED]

Asks COUNT (300) figures of tables by their own labels (see `evals.probes`), prints how many were answered
rightly, wrongly and not at all, then each question that was answered wrongly with where its figure stands.
"""

from __future__ import annotations

import sys
from pathlib import Path

from evals.judge import judge
from evals.probes import Probe, probes, summary
from qa.answer import Answer
from qa.assistant import Assistant

COUNT, SEED = 300, 1
SHOWN = 200  # characters of an answer


def probed(assistant: Assistant, count: int, seed: int) -> list[tuple[Probe, Answer, str]]:
    """Ask for figures of an assistant's store: each question, its answer, and 'right', 'wrong' or 'none'."""
    found = []
    for probe in probes(assistant.store, count, seed):
        answer = assistant.ask(probe.question)
        verdict = judge(probe.as_gold(), answer.to_json(), {})
        found.append((probe, answer, "wrong" if verdict.wrong else "right" if verdict.correct else "none"))
    return found


def main() -> None:
    """Ask and print."""
    count, seed = (int(sys.argv[n]) if sys.argv[n:] else usual for n, usual in ((2, COUNT), (3, SEED)))
    with Assistant.open(Path(sys.argv[1])) as assistant:
        found = probed(assistant, count, seed)
    lines = summary([(probe, verdict) for probe, _, verdict in found])
    for probe, answer, verdict in found:
        if verdict == "wrong":
            fact = probe.facts[0]
            told = " / ".join(answer.answer.split("\n"))[:SHOWN]
            lines += ["", f"[{probe.form}] {probe.question}"]
            lines += [f"  {fact.document}:{fact.lines[0]} says {fact.text} {fact.unit}".rstrip()]
            lines += [f"  told: {told}"]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
