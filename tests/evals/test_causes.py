"""The cause that a failure is put down to, on answers made up for the sample documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.model import Fact
from evals import causes
from evals.causes import CAUSES, as_lines, cause_of
from evals.gold import Evidence, Question
from evals.judge import judge
from evals.run import as_text, evaluate
from qa.answer import Answer, Citation, StatedFigure, TablePlace
from qa.assistant import Assistant

NAME = "garam_admin_2024.txt"
ROW = "총무과"


@pytest.fixture(scope="module")
def assistant(sample_assistant: Assistant) -> Assistant:
    return sample_assistant


@pytest.fixture(scope="module")
def row(assistant: Assistant) -> dict[str, Fact]:
    """The figures of a row of a table, by their columns."""
    facts = [fact for fact in assistant.store.facts([NAME]) if fact.lines[0] == 93 and fact.table is not None]
    assert {fact.row[-1] for fact in facts} == {ROW}
    return {fact.column[-1]: fact for fact in facts}


def budget(row: dict[str, Fact]) -> Fact:
    return next(fact for column, fact in row.items() if column.startswith("2024 예산현액"))


def before(row: dict[str, Fact]) -> Fact:
    return next(fact for column, fact in row.items() if column.startswith("2023"))


def asks(*facts: Fact, kind: str = "figure", text: str = "총무과 예산은?") -> Question:
    figures = tuple({"value": float(fact.value), "unit": fact.unit} for fact in facts)
    evidence = tuple(Evidence(NAME, fact.lines) for fact in facts)
    return Question("1", text, kind, "plain", "", (NAME,), figures, (), evidence)


def cites(number: int, fact: Fact) -> Citation:
    place = TablePlace(fact.caption, fact.row, fact.column)
    return Citation(number, NAME, "", (), fact.lines, "", place)


def says(question: Question, *facts: Fact, cited: tuple[Fact, ...] | None = None) -> Answer:
    places = tuple(cites(n, fact) for n, fact in enumerate(facts if cited is None else cited, 1))
    figures = tuple(StatedFigure(f.value, f.unit, f.text, "", (n,)) for n, f in enumerate(facts, 1))
    return Answer(question.question, "answered", "figure", "답입니다. [1]", figures, places, 0.9)


def refuses(question: Question) -> Answer:
    return Answer(question.question, "abstained", "unanswerable", "없습니다.")


def cause(assistant: Assistant, question: Question, answer: Answer) -> str | None:
    return cause_of(question, answer, judge(question, answer.to_json(), {}), assistant)


def test_no_cause_where_nothing_failed(assistant: Assistant, row: dict[str, Fact]) -> None:
    question = asks(budget(row))
    assert cause(assistant, question, says(question, budget(row))) is None


def test_reading(assistant: Assistant, row: dict[str, Fact]) -> None:
    unread = replace(budget(row), value=budget(row).value + 1)
    question = asks(unread)
    assert cause(assistant, question, refuses(question)) == "reading"
    other_unit = replace(budget(row), unit="명")
    assert cause(assistant, asks(other_unit), says(question, budget(row))) == "reading"
    missing = replace(question, documents=("없음.txt",), evidence=(Evidence("없음.txt", (1, 1)),))
    assert cause(assistant, missing, refuses(missing)) == "reading"


def test_reading_of_a_passage(assistant: Assistant, row: dict[str, Fact]) -> None:
    question = replace(asks(budget(row)), kind="passage", figures=())
    assert cause(assistant, question, refuses(question)) == "refusing"
    beyond = replace(question, evidence=(Evidence(NAME, (10_000, 10_000)),))
    assert cause(assistant, beyond, refuses(beyond)) == "reading"


def test_retrieval(assistant: Assistant, row: dict[str, Fact], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(causes, "FACT_CHUNKS", 3)
    question = asks(budget(row), text="도담시 인재개발원 이러닝 콘텐츠 개발 예산은?")
    assert cause(assistant, question, refuses(question)) == "retrieval"


def test_refusing(assistant: Assistant, row: dict[str, Fact]) -> None:
    question = asks(budget(row))
    assert cause(assistant, question, refuses(question)) == "refusing"
    nowhere = replace(question, kind="unanswerable", documents=(), figures=(), evidence=())
    assert cause(assistant, nowhere, says(question, budget(row))) == "refusing"
    assert cause(assistant, nowhere, refuses(question)) is None


def test_understanding(assistant: Assistant, row: dict[str, Fact]) -> None:
    question = asks(budget(row))
    assert cause(assistant, question, says(question, before(row))) == "understanding"
    elsewhere = next(fact for fact in assistant.store.facts([NAME]) if fact.lines[0] > 150)
    assert cause(assistant, question, says(question, elsewhere)) == "understanding"


def test_composing(assistant: Assistant, row: dict[str, Fact]) -> None:
    question = asks(budget(row))
    assert cause(assistant, question, says(question, cited=(budget(row),))) == "composing"
    wordy = says(question, *row.values(), budget(row), budget(row))
    assert cause(assistant, question, wordy) == "composing"
    silent = replace(question, keywords=(("감액",),))
    assert cause(assistant, silent, says(question, budget(row))) == "composing"


def test_a_derived_figure_needs_its_operands(assistant: Assistant, row: dict[str, Fact]) -> None:
    new, old = budget(row), before(row)
    result = {"value": float(new.value + old.value), "unit": new.unit}
    question = replace(asks(new, old, kind="derive"), figures=(result,))
    assert cause(assistant, question, refuses(question)) == "refusing"
    assert cause(assistant, question, says(question, new, old)) == "composing"
    facts = list(assistant.store.facts([NAME]))
    other = next(fact for fact in facts if fact.lines[0] == 94 and fact.unit == new.unit)
    two = replace(asks(new, other, kind="derive"), figures=({"value": 1.5, "unit": "배"},))
    assert cause(assistant, two, says(two, new)) == "understanding"
    assert cause(assistant, two, says(two, new, other)) == "composing"
    nothing = next(n for n in range(1, 200) if not any(f.lines[0] <= n <= f.lines[1] for f in facts))
    unread = replace(two, evidence=(*two.evidence, Evidence(NAME, (nothing, nothing))))
    assert cause(assistant, unread, says(two, new)) == "reading"


def test_every_failure_of_a_run_has_a_cause(assistant: Assistant, samples: Path) -> None:
    report = evaluate([samples / "questions.jsonl"], assistant)
    for one in report.judged:
        assert (one.cause in CAUSES) == (not one.verdict.cited)
        assert (one.cause is None) == one.verdict.cited
    counts = report.causes
    assert sum(counts["all"].values()) == len(report.failures()) > 0
    kinds = [row for name, row in counts.items() if name != "all"]
    assert all(counts["all"][name] == sum(row[name] for row in kinds) for name in CAUSES)
    curve = report.curve
    assert curve.points[-1].wrong == pytest.approx(report.accuracy["all"].wrong)
    content = report.to_json()
    assert content["causes"] == counts
    assert len(content["curve"]["points"]) == len(curve.points)
    text = as_text(report, 1)
    assert text.count("\n".join(as_lines(counts))) == 1
    assert "with at most 3% of the answers wrong" in text
