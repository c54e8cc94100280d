"""Documents that no rule was written for, beside all that they say: reading them must not get worse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.reading import is_reported, read_folder, verdict
from corpus.model import Document

FOLDER = Path(__file__).parent / "unseen"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return read_folder(FOLDER)


def truth(document: Document, kind: str) -> list[dict[str, object]]:
    rows = (FOLDER / document.name).with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    return [row[kind] for row in map(json.loads, rows) if kind in row]


def test_most_facts_are_right(documents: list[Document]) -> None:
    verdicts = [verdict(document, fact) for document in documents for fact in truth(document, "fact")]
    assert len(verdicts) == 390
    assert verdicts.count("right") >= 378


def test_contradictions_are_found_and_none_is_made_up(documents: list[Document]) -> None:
    found = 0
    for document in documents:
        planted = truth(document, "contradiction")
        found += sum(is_reported(document, row) for row in planted)
        lines = {line for row in planted for line in row["lines"]}  # type: ignore[attr-defined]
        for finding in document.findings:
            assert any(finding.lines[0] <= line <= finding.lines[1] for line in lines), finding.message
    assert found >= 7


def test_relations_hold(documents: list[Document]) -> None:
    for document in documents:
        assert sum(relation.holds == "exact" for relation in document.relations) >= 40
