from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from evals.gold import read_gold
from evals.metrics import first_evidence
from index.analyzer import Analyzer
from index.build import build_store
from index.search import FEATURES, WEIGHTS, Searcher
from index.store import Store


@pytest.fixture(scope="module")
def searcher(sample_store: Path) -> Iterator[Searcher]:
    with Store.open(sample_store) as store:
        yield Searcher(store, Analyzer())


def test_hits_are_ordered_and_say_why(searcher: Searcher) -> None:
    hits = searcher.search("솔바람수련원 이용 현황", 8)
    assert len(hits) == 8
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert set(hits[0].parts) == set(FEATURES)
    total = sum(weight * hits[0].parts[name] for name, weight in zip(FEATURES, WEIGHTS, strict=True))
    assert hits[0].score == pytest.approx(total, rel=1e-4)
    assert "솔바람수련원" in hits[0].chunk.text + hits[0].chunk.context


def test_only_the_documents_asked_for_are_searched(searcher: Searcher) -> None:
    names = [entry.name for entry in searcher.store.documents()]
    for name in names:
        hits = searcher.search("예산 집행률", 50, [name])
        assert hits
        assert {hit.chunk.document for hit in hits} == {name}
    assert searcher.search("예산", 5, []) == []


def test_agency_and_year_tell_documents_apart(searcher: Searcher) -> None:
    entries = searcher.store.documents()
    for entry in entries:
        about = entry.metadata
        if about.agency and about.as_of:
            question = f"{about.as_of.year}년 {about.agency} {about.department} 예산 현황"
            assert searcher.search(question, 1)[0].chunk.document == entry.name


@pytest.mark.parametrize(
    "question", ["", "   ", "?!", "쀍뚫쩗", "12345678901234567890", "a" * 5000, "\x00\n\t"]
)
def test_odd_questions_do_no_harm(searcher: Searcher, question: str) -> None:
    hits = searcher.search(question, 3)
    assert len(hits) <= 3
    assert all(np.isfinite(hit.score) for hit in hits)


def test_typing_errors_find_the_same(searcher: Searcher) -> None:
    right = searcher.search("총무과 세입 징수액", 1)[0].chunk
    assert searcher.search(searcher.corrected("총 무과 세입 징수엑"), 1)[0].chunk == right


def rates(searcher: Searcher, gold: Path) -> dict[int, float]:
    """The share of questions with an evidence line in the top k."""
    questions = [item.turns[0] for item in read_gold(gold)]
    found = [
        first_evidence(one, [hit.chunk for hit in searcher.search(one.question, 20)]) or 99
        for one in questions
        if one.evidence
    ]
    return {k: sum(rank <= k for rank in found) / len(found) for k in (1, 5, 20)}


def test_the_samples_questions_find_their_evidence(searcher: Searcher, samples: Path) -> None:
    found = rates(searcher, samples / "questions.jsonl")
    assert found[5] >= 0.95
    assert found[1] >= 0.73


def test_gold_questions_find_their_evidence(
    searcher: Searcher, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("gold") / "store"
    build_store([shared / "corpus"], path, analyzer=searcher.analyzer)
    with Store.open(path) as store:
        found = rates(Searcher(store, searcher.analyzer), shared / "gold" / "questions.jsonl")
    assert found[5] >= 0.93
    assert found[1] >= 0.75


def test_added_words_help_and_their_absence_does_no_harm(searcher: Searcher) -> None:
    question = "수련원에 사람이 얼마나 왔나요?"
    plain, helped = searcher.search(question, 50), searcher.search(question, 50, also="이용 현황")
    place = {hit.chunk.id: number for number, hit in enumerate(helped) if "이용" in hit.chunk.text}
    assert place
    without = next(hit for hit in helped if "이용" not in hit.chunk.text + hit.chunk.context)
    before = {(hit.chunk.document, hit.chunk.id): hit.parts["coverage"] for hit in plain}
    key = without.chunk.document, without.chunk.id
    assert before.get(key, without.parts["coverage"]) == without.parts["coverage"]


def test_the_name_of_a_document_tells_less_among_its_own_chunks(searcher: Searcher) -> None:
    query = searcher.prepare("가람시 행정국 세입은 얼마인가요?")
    told = query.scored / query.weights
    assert set(told.round(3).tolist()) == {0.5, 1.0}
    names = [term for term, share in zip(query.terms, told, strict=True) if share < 1]
    known = searcher.store.terms(["가람시", "행정국", "세입"])
    assert {known["가람시"], known["행정국"]} & set(names)
    assert known["세입"] not in names


def test_a_sum_is_for_questions_that_ask_for_one(searcher: Searcher) -> None:
    asked = searcher.search("2023년 행정국 세입은 총 얼마인가요?", 20)
    assert any(hit.parts["total"] for hit in asked)
    assert not any(hit.parts["total"] for hit in searcher.search("총무과 세입은 얼마인가요?", 20))
