"""Which passages are found first: those that an answer cites, then by their nearness."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.model import Chunk, Lines
from evals.gold import Question, read_gold
from evals.judge import overlap
from evals.metrics import first_evidence
from qa.assistant import Assistant
from qa.context import Context

SAMPLES = Path(__file__).parents[2] / "samples"
DEPTH = 20
FIRST = 5


@pytest.fixture(scope="module")
def questions() -> Sequence[Question]:
    """Those over the sample documents that have evidence."""
    items = read_gold(SAMPLES / "questions.jsonl")
    return [item.turns[0] for item in items if item.turns[0].evidence]


def test_what_an_answer_cites_comes_first(sample_assistant: Assistant, questions: Sequence[Question]) -> None:
    answers = [sample_assistant.ask(one.question) for one in questions]
    told = [one for one in answers if one.status == "answered"]
    assert len(told) > 40
    for answer in told:
        found = sample_assistant.chunks(answer.question, DEPTH)
        cited = [
            one for one in answer.citations if any(_holds(chunk, one.document, one.lines) for chunk in found)
        ]
        assert cited
        assert any(_holds(found[0], one.document, one.lines) for one in cited)


def test_evidence_comes_sooner_than_by_search_alone(
    sample_assistant: Assistant, questions: Sequence[Question]
) -> None:
    found = [first_evidence(one, sample_assistant.chunks(one.question, DEPTH)) for one in questions]
    searched = [first_evidence(one, _searched(sample_assistant, one.question)[:DEPTH]) for one in questions]
    assert found.count(1) > searched.count(1)
    assert _among_first(found) >= _among_first(searched)


def test_a_passage_is_found_once_and_fewer_are_the_first_of_more(
    sample_assistant: Assistant, questions: Sequence[Question]
) -> None:
    for one in questions[:10]:
        found = sample_assistant.chunks(one.question, DEPTH)
        assert len({(chunk.document, chunk.id) for chunk in found}) == len(found) == DEPTH
        assert sample_assistant.chunks(one.question, 3) == found[:3]


def test_of_several_that_are_cited_the_nearest_comes_first(sample_assistant: Assistant) -> None:
    question = "새별구와 한빛광역시교육청 총무과의 2024년 정원은 각각 몇 명입니까?"
    answer = sample_assistant.ask(question)
    context = _context(sample_assistant, question)
    places = [found[0] for one in answer.citations if (found := context.hit_on(one.document, one.lines))]
    nearest = sorted(places, key=context.by_nearness.index)
    assert places != nearest
    assert sample_assistant.chunks(question, 2) == [context.hits[place].chunk for place in nearest]


def _searched(assistant: Assistant, question: str) -> list[Chunk]:
    """What search alone finds."""
    return [hit.chunk for hit in _context(assistant, question).hits]


def _context(assistant: Assistant, question: str) -> Context:
    return Context(assistant._parse(question), assistant._library)


def _holds(chunk: Chunk, document: str, lines: Lines) -> bool:
    return chunk.document == document and overlap(chunk.lines, lines)


def _among_first(places: Sequence[int | None]) -> int:
    return sum(place is not None and place <= FIRST for place in places)
