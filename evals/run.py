"""`briefing eval`: ask the questions of gold files, judge the answers, measure retrieval, write reports."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals import causes, risk
from evals.gold import Question, read_gold
from evals.judge import Verdict, judge
from evals.metrics import DEPTHS, Rates, first_evidence, hit_rates, rates
from qa.answer import Answer
from qa.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its answer, the verdict, where it failed, and the rank of its first evidence chunk."""

    question: Question
    answer: Answer
    verdict: Verdict
    cause: causes.Cause | None
    rank: int | None
    searched: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found: accuracy, retrieval and causes of failure by group, and what confidence is worth."""

    judged: tuple[Judged, ...]

    @property
    def accuracy(self) -> dict[str, Rates]:
        """Rates of right, cited and wrong answers by group."""
        return rates((one.question, one.verdict) for one in self.judged)

    @property
    def retrieval(self) -> dict[str, dict[int, float]]:
        """Rates of evidence among the first chunks by group, of the questions that were searched for."""
        return hit_rates((one.question, one.rank) for one in self.judged if one.searched)

    @property
    def causes(self) -> dict[str, dict[causes.Cause, int]]:
        """How many questions failed for each cause, by kind."""
        return causes.by_kind((one.question, one.cause) for one in self.judged)

    @property
    def curve(self) -> risk.Curve:
        """Risk and coverage of the answers that were given, by their confidence."""
        given = [one for one in self.judged if one.answer.status == "answered"]
        return risk.curve([(one.answer.confidence, one.verdict.correct) for one in given], len(self.judged))

    def percentile(self, share: float) -> int:
        """Milliseconds that this share of the answers took at most."""
        ordered = sorted(one.answer.elapsed_ms for one in self.judged)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0

    def failures(self) -> list[Judged]:
        """Answers that are not both correct and cited."""
        return [one for one in self.judged if not (one.verdict.correct and one.verdict.cited)]

    def to_json(self) -> dict[str, Any]:
        """The report as JSON: summary tables and a row a question."""
        return {
            "accuracy": {name: asdict(group) for name, group in self.accuracy.items()},
            "retrieval": {
                name: {f"hit@{k}": share for k, share in row.items()} for name, row in self.retrieval.items()
            },
            "causes": self.causes,
            "curve": self.curve.to_json(),
            "milliseconds": {"median": self.percentile(0.5), "p95": self.percentile(0.95)},
            "rows": [
                {"id": one.question.id, "kind": one.question.kind, "style": one.question.style,
                 "question": one.question.question, "answer": one.answer.to_json(), "rank": one.rank,
                 "cause": one.cause, **asdict(one.verdict)}
                for one in self.judged
            ],
        }  # fmt: skip


def evaluate(gold: Sequence[Path], assistant: Assistant) -> Report:
    """Ask every question of the files (conversations turn by turn) and judge the answers.

    Raises:
        BadRequest: a gold file is missing or broken.
    """
    store = assistant.store
    corpus = {entry.name: store.lines(entry.name) for entry in store.documents()}
    judged: list[Judged] = []
    for path in gold:
        for item in read_gold(path):
            answers = assistant.converse([turn.question for turn in item.turns])
            for question, answer in zip(item.turns, answers, strict=True):
                rank = None
                searched = item.single and bool(question.evidence)
                if searched:
                    rank = first_evidence(question, assistant.chunks(question.question, max(DEPTHS)))
                verdict = judge(question, answer.to_json(), corpus)
                cause = causes.cause_of(question, answer, verdict, assistant)
                judged.append(Judged(question, answer, verdict, cause, rank, searched))
    return Report(tuple(judged))


def as_text(report: Report, failures: int = 0) -> str:
    """The report as a plain table, with the first failures."""
    lines = [f"{'group':24}{'n':>5}{'correct':>9}{'cited':>8}{'wrong':>8}"]
    lines += [
        f"{name:24}{group.count:5}{group.correct:9.1%}{group.cited:8.1%}{group.wrong:8.1%}"
        for name, group in report.accuracy.items()
    ]
    if report.retrieval:
        lines += ["", f"{'evidence in the first':24}" + "".join(f"{k:>8}" for k in DEPTHS)]
    lines += [
        f"{name:24}" + "".join(f"{row[k]:8.1%}" for k in DEPTHS) for name, row in report.retrieval.items()
    ]
    lines += ["", *causes.as_lines(report.causes)] if report.causes else []
    lines += ["", *risk.as_lines(report.curve)]
    lines += ["", f"median {report.percentile(0.5)} ms, 95 % within {report.percentile(0.95)} ms"]
    for one in report.failures()[:failures]:
        got = one.answer.answer.replace("\n", " / ")[:300]
        lines += ["", f"{one.question.id} [{one.question.kind}, {one.cause}] {one.question.question}"]
        lines += [f"  want: {one.question.answer}", f"  got:  {got}", f"  why:  {one.verdict.why}"]
    return "\n".join(lines)


def run(
    gold: Sequence[Path], store: Path, report: Path | None, failures: int, *, as_json: bool = False
) -> str:
    """Evaluate a store on gold files; writes `report.json` and `report.txt` into a folder where one is given.

    Returns:
        The report as a plain table, or as JSON.
    """
    with Assistant.open(store) as assistant:
        found = evaluate(gold, assistant)
    text = as_text(found, failures)
    if report is not None:
        report.mkdir(parents=True, exist_ok=True)
        (report / "report.txt").write_text(text + "\n", encoding="utf-8")
        content = json.dumps(found.to_json(), ensure_ascii=False, indent=1)
        (report / "report.json").write_text(content, encoding="utf-8")
    return json.dumps(found.to_json(), ensure_ascii=False) if as_json else text
