"""Near misses made of the sample documents' own figures: what is beside a figure is not answered by it.

Each question is one that the samples answer, with one thing in it changed to what no sample document has.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice

import pytest

from corpus.model import Fact
from qa.assistant import Assistant
from qa.figures.fields import TOTALS, own_label
from qa.understanding.query import squash

SEED, FACTS = 5, 8
MOST_ANSWERED = 4  # of the questions that are made, which should be none
LEAST_RIGHT = 6  # of the facts asked as they are
PLAIN, SPOKEN = "{head} {row} {column}은(는) 얼마인가요?", "{head} {row} {column} 얼마야"
# what is changed, in a plain and in a spoken wording
KINDS = {
    "year": ("1998년 {row} {column}은(는) 얼마인가요?", "{row} 2044년도 {column} 얼마였어?"),
    "office": ("온누리시의 {row} {column}을(를) 알려 주십시오.", "해양레저과의 {row} {column} 얼마야?"),
    "row": ("{head} 유기견 입양카페 {column}은(는) 얼마인가요?", "야시장 활성화 {column} 얼마래?"),
    "period": ("{row} {column}은(는) 3분기에 얼마입니까?", "{row} 7월에는 {column} 얼마나 됐어?"),
    "thing": ("{row} 담당자 이메일을 알려 주십시오.", "{row} 담당자 전화번호 뭐야?"),
    "premise": ("{row}을(를) 민간에 매각한 이유는 무엇입니까?", "{row} 왜 팔았어?"),
    "side": (
        "{row}과(와) 달빛승마장 {column} 합계는 얼마입니까?",
        "달빛승마장보다 {row} {column} 얼마나 더 많아?",
    ),
    "audit": ("{head} 감사에서 골프장 농약 지적은 어떻게 되었나요?", "우주센터 유치 지적은 어떻게 됐어?"),
}  # fmt: skip


@pytest.fixture(scope="module")
def facts(sample_assistant: Assistant) -> list[Fact]:
    """Some figures of tables that are called by a name and a measure of their own."""
    found = [fact for fact in sample_assistant.store.facts() if _is_named(fact)]
    return random.Random(SEED).sample(found, FACTS)


def _is_named(fact: Fact) -> bool:
    labels = own_label(fact.row), own_label(fact.column)
    plain = all(len(label) > 2 and not any(map(str.isdigit, label)) for label in labels)
    return fact.table is not None and plain and not {squash(label) for label in labels} & TOTALS.keys()


def _filled(assistant: Assistant, wording: str, fact: Fact) -> str:
    own = next(one.metadata for one in assistant.store.documents() if one.name == fact.document)
    labels = {"row": own_label(fact.row), "column": own_label(fact.column), "head": own.agency}
    text = wording.format(**labels)
    for both in ("은(는)", "을(를)", "과(와)"):
        text = text.replace(both, both[2] if _is_open(text.partition(both)[0]) else both[0])
    return text


def _is_open(text: str) -> bool:
    """Tell whether a text ends with an open syllable: '나래' takes 는, '별' 은."""
    return bool(text) and (ord(text[-1]) - ord("가")) % 28 == 0


def _near_misses(assistant: Assistant, facts: list[Fact]) -> Iterator[str]:
    for wordings in KINDS.values():
        for place, fact in enumerate(facts):
            yield _filled(assistant, wordings[place % 2], fact)


def test_near_misses_are_refused(sample_assistant: Assistant, facts: list[Fact]) -> None:
    made = list(islice(_near_misses(sample_assistant, facts), 64))
    assert len(made) == len(KINDS) * FACTS
    answered = [text for text in made if sample_assistant.ask(text).status == "answered"]
    assert len(answered) <= MOST_ANSWERED, answered


def test_the_figures_themselves_are_told(sample_assistant: Assistant, facts: list[Fact]) -> None:
    right = 0
    for place, fact in enumerate(facts):
        answer = sample_assistant.ask(_filled(sample_assistant, (PLAIN, SPOKEN)[place % 2], fact))
        right += fact.value in {figure.value for figure in answer.figures}
    assert right >= LEAST_RIGHT
