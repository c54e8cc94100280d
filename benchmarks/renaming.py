"""Whether answers hang on the names in the documents: the sample questions under other names and years.

    python -m benchmarks.renaming [SEEDS]

Prints the score under the first names and under those of each seed, and each question whose verdict
changes with both answers. A rule that knows a document shows as a question that only its own name gets.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from evals.renaming import rename_folder
from evals.run import Judged, Report, evaluate
from index.build import build_store
from qa.assistant import Assistant

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = ("questions.jsonl", "conversations.jsonl")


def run(folder: Path, store: Path) -> Report:
    """Index a folder and ask its questions."""
    build_store([folder], store)
    with Assistant.open(store) as assistant:
        return evaluate([folder / name for name in FILES], assistant)


def changed(first: Report, second: Report) -> list[tuple[Judged, Judged]]:
    """The questions with another verdict, before and after."""
    pairs = zip(first.judged, second.judged, strict=True)
    return [(old, new) for old, new in pairs if old.verdict.cited != new.verdict.cited]


def _shown(one: Judged) -> str:
    answer = " / ".join(one.answer.answer.split("\n"))[:300]
    return f"  {'right' if one.verdict.cited else 'failed'}: {one.question.question}\n    {answer}"


def main() -> None:
    """Measure and print."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as folder:
        first = run(SAMPLES, Path(folder) / "store")
        sys.stdout.write(f"first names: {_score(first)}\n")
        for seed in range(1, seeds + 1):
            target = Path(folder) / str(seed)
            renaming = rename_folder(SAMPLES, target, seed)
            second = run(target, Path(folder) / f"store{seed}")
            pairs = changed(first, second)
            sys.stdout.write(f"\nseed {seed}, years {renaming.years:+}: {_score(second)}\n")
            for old, new in pairs:
                cause = f" ({new.cause})" if new.cause else ""
                sys.stdout.write(
                    f"{old.question.id} [{old.question.kind}, {old.question.style}]{cause}\n"
                    f"{_shown(old)}\n{_shown(new)}\n"
                )


def _score(report: Report) -> str:
    rates = report.accuracy["all"]
    return f"{rates.count} questions, right and cited {rates.cited:.1%}, wrong {rates.wrong:.1%}"


if __name__ == "__main__":
    main()
