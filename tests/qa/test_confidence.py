"""The confidence of figures: what speaks against an answer lowers it, and what has no answer stays low."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Fact
from evals.generator import generate, questions
from index.build import build_store
from index.store import Store
from qa.context import Context
from qa.figures import confidence as module
from qa.figures.confidence import LEAST, SIGNALS, WEIGHTS, WHOLE, confidence, signals, whole_signals
from qa.figures.select import rank_facts, select_facts
from qa.figures.sureness import sureness
from qa.library import Library
from qa.understanding.query import Query
from qa.understanding.question import parse_question
from qa.understanding.scope import scopes

NOTHING = np.zeros(len(WHOLE), dtype=np.float32)
GOOD = np.array(
    [1.0 if name in ("sure", "score", "ahead", "chunk_words") else 0.0
     for name in SIGNALS],
    np.float32,
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    generate(5, 11, made / "documents")
    build_store([made / "documents"], made / "store")
    return made


@pytest.fixture(scope="module")
def library(folder: Path) -> Iterator[Library]:
    store = Store.open(folder / "store")
    yield Library(store)
    store.close()


def ask(library: Library, text: str) -> tuple[Query, float]:
    """The query and the confidence of the facts chosen for it."""
    query = parse_question(text, library.analyzer.analyze, library.names)
    picks, chosen_facts = [], []
    for scope in scopes(query, library.metadata):
        context = Context(scope.query, library, scope.documents)
        facts, rank = context.facts
        candidates = rank_facts(scope.query, facts, rank, library)
        chosen = select_facts(scope.query, candidates, library.metadata)
        picks.append(signals(context, candidates, chosen, sureness(scope.query, candidates, chosen)))
        chosen_facts.append([facts[n] for n in chosen])
    return query, confidence(picks, whole_signals(query, chosen_facts, ()))


def fact(column: str, unit: str, year: int | None) -> Fact:
    return Fact(1, "a.txt", (1, 1), (), "", ("인사과",), (column,), Decimal(5), unit, "5", year=year)


def asks(text: str, library: Library) -> Query:
    return parse_question(text, library.analyzer.analyze, library.names)


def test_every_signal_has_a_weight() -> None:
    assert set(WEIGHTS) == {*SIGNALS, *WHOLE}


def test_a_good_match_is_given_and_an_empty_one_is_not() -> None:
    assert confidence([GOOD], NOTHING) > LEAST
    assert confidence([np.zeros(len(SIGNALS), dtype=np.float32)], NOTHING) < 0.2 < LEAST


@given(
    st.lists(
        st.lists(st.floats(-1, 2, width=32), min_size=len(SIGNALS), max_size=len(SIGNALS)),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.floats(0, 1, width=32), min_size=len(WHOLE), max_size=len(WHOLE)),
)
def test_it_is_a_probability_and_that_of_the_weakest(picks: list[list[float]], whole: list[float]) -> None:
    rows = [np.array(pick, dtype=np.float32) for pick in picks]
    against = np.array(whole, dtype=np.float32)
    value = confidence(rows, against)
    assert 0.0 < value < 1.0
    assert value == min(confidence([row], against) for row in rows)


@pytest.mark.parametrize("name", ["crowd", "longest_unmet", "year_wrong", "office_unmet", "stranger"])
def test_what_speaks_against_lowers_it(name: str) -> None:
    worse = GOOD.copy()
    worse[SIGNALS.index(name)] = 1.0
    assert confidence([worse], NOTHING) < confidence([GOOD], NOTHING)


def test_an_operation_that_was_not_carried_out(library: Library) -> None:
    query = asks("인사과와 재무과의 예산을 더하면 얼마입니까?", library)
    facts = [[fact("2023 예산현액", "천원", 2023)] * 2]
    undone, done = whole_signals(query, facts, ()), whole_signals(query, facts, ("천원",))
    assert undone[WHOLE.index("undone")] == 1
    assert done[WHOLE.index("undone")] == 0
    assert confidence([GOOD], undone) < confidence([GOOD], done)


def test_a_year_and_a_unit_that_are_missing(library: Library) -> None:
    query = asks("2021년과 2023년 인사과 현원은 각각 몇 명이야?", library)
    alone = dict(zip(WHOLE, whole_signals(query, [[fact("현원", "명", 2023)]], ()).tolist(), strict=True))
    assert alone["single"] == 1
    assert alone["unit_missing"] == 0
    money = dict(zip(WHOLE, whole_signals(query, [[fact("예산", "천원", 2023)]], ()).tolist(), strict=True))
    assert money["unit_missing"] > 0


def whole(
    text: str, chosen: list[list[Fact]], library: Library, derived: Sequence[str] = ()
) -> dict[str, float]:
    return dict(zip(WHOLE, whole_signals(asks(text, library), chosen, derived).tolist(), strict=True))


def test_half_an_answer_and_more_than_one(library: Library) -> None:
    staff, rate = fact("현원", "명", 2023), fact("집행률", "%", 2023)
    text = "인사과 현원은 몇 명이고 집행률은 몇 %인가요?"
    assert whole(text, [[staff]], library)["short"] == 1
    assert whole(text, [[staff, rate]], library)["short"] == 0
    more = [fact(f"{year}년 현원", "명", year) for year in range(2019, 2024)]
    assert whole("인사과 현원은 몇 명인가요?", [[staff]], library)["surplus"] == 0
    assert whole("인사과 현원은 몇 명인가요?", [more], library)["surplus"] == 1


def test_a_measure_that_no_figure_is_of(library: Library) -> None:
    budget, spent = fact("예산현액", "천원", 2023), fact("집행액", "천원", 2023)
    text = "인사과 예산에서 얼마를 집행했나요?"
    assert whole(text, [[budget]], library)["measure_unmet"] == 1
    assert whole(text, [[budget, spent]], library)["measure_unmet"] == 0
    change = "인사과 예산은 작년보다 얼마나 늘었나요?"
    assert whole(change, [[budget]], library)["measure_unmet"] == 1
    assert whole(change, [[budget, budget]], library, derived=["천원"])["measure_unmet"] == 0


def test_one_thing_told_in_two_documents(library: Library) -> None:
    here = fact("현원", "명", 2023)
    there = replace(here, document="b.txt")
    text = "인사과와 재무과의 현원은 각각 몇 명인가요?"
    assert whole(text, [[here, there]], library)["apart"] == 1
    assert whole(text, [[here], [there]], library)["apart"] == 0


def test_a_printed_change_needs_no_computing(library: Library) -> None:
    query = asks("인사과 예산은 작년과 차이가 얼마야?", library)
    assert whole_signals(query, [[fact("증감액", "천원", 2023)]], ())[WHOLE.index("undone")] == 0


@pytest.mark.parametrize(
    ("text", "place"),
    [("없는시 예산은?", "없는시"), ("나라광역시의 예산", "나라광역시"), ("하늘구청에서 쓴 돈", "하늘구청")],
)
def test_places_are_found(text: str, place: str) -> None:
    assert module.PLACE.findall(text) == [place]


def test_a_department_is_told_from_a_joining_word() -> None:
    assert module.OFFICE.findall("시민협력과의 예산") == ["시민협력과"]
    assert module.OFFICE.findall("감사담당관 예산") == ["감사담당관"]
    assert module.OFFICE.findall("정원과 현원은") == []


def test_another_town_is_refused(library: Library, folder: Path) -> None:
    rows = [row for row in questions(folder / "documents", 40) if row["kind"] == "figure"]
    rows = [row for row in rows if row["style"] != "noisy"]
    names = sorted({of.agency for of in library.metadata.values()}, key=len, reverse=True)
    tried = 0
    for row in rows[:25]:
        own = next((name for name in names if name in row["question"]), None)
        query, sure = ask(library, row["question"])
        if own is None or sure < 0.9 or query.joins:
            continue
        _, other = ask(library, row["question"].replace(own, "도레미광역시"))
        assert other < LEAST, row["question"]
        tried += 1
    assert tried >= 5


def test_generated_questions_are_told_apart(library: Library, folder: Path) -> None:
    """A random answerable question is more certain than a random unanswerable one nine times in ten."""
    rows = [row for row in questions(folder / "documents", 40) if row["kind"] in ("figure", "unanswerable")]
    known = {True: [], False: []}
    for row in rows[:110]:
        known[row["kind"] == "figure"].append(ask(library, row["question"])[1])
    assert min(len(some) for some in known.values()) > 20, json.dumps(
        {str(k): len(v) for k, v in known.items()}
    )
    pairs = [yes > no for yes in known[True] for no in known[False]]
    assert sum(pairs) / len(pairs) > 0.9
