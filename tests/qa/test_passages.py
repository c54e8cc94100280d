"""Passages and lists: the bullets, rows and labels that answer, over the samples and invented documents."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Block, Cell, Row, Table
from index.analyzer import Analyzer
from index.build import build_store
from qa.answer import Answer
from qa.assistant import Assistant
from qa.context import Context
from qa.library import Library
from qa.passages.extent import grown, subtree
from qa.passages.lists import bounds
from qa.passages.outline import ROW, outline, row_text
from qa.passages.passage_confidence import SIGNALS, confidence
from qa.passages.passages import Passage
from qa.passages.text import answer_text
from qa.understanding.intents import (
    count_asked,
    enumerates,
    has_names,
    has_parts,
    intents,
    is_asking,
    is_bare,
    is_brief,
    is_category,
    kind_of_names,
    label_of,
    tense_differs,
    tense_of,
)
from qa.understanding.question import parse_question

PARK = """해솔시 공원녹지국 주요업무보고

보고일 : 2024. 3. 5.

Ⅰ. 주요업무 추진계획

{one} 별빛정원 조성

{two} 사업개요

{three} 목적 : 밤에도 안심하고 걷는 산책 공간을 마련하여 시민 건강을 지킴

{three} 위치 : 해솔동 12-3 일대

{three} 기간 : 2024. 4월 ~ 2024. 11월

{two} 추진계획

{three} 산책로 조명을 친환경 등으로 교체

{three} 휠체어 이용자를 위한 완만한 길 신설

{one} 도시텃밭 분양

{two} 추진실적

{three} 분양 대상지 : 솔밭마을, 은빛마을, 강변마을, 새싹마을

{two} 향후계획

{three} 가을 수확 잔치 개최 : 2024. 10월
"""
MARKS = {
    "boxes": {"one": "□", "two": "ㅇ", "three": "-"},
    "numbers": {"one": "1.", "two": "가.", "three": "-"},
    "markdown": {"one": "##", "two": "###", "three": "-"},
}


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    """One analyser for all stores here."""
    return Analyzer()


@pytest.fixture
def city(sample_assistant: Assistant) -> Assistant:
    """The sample documents, ready to be asked."""
    return sample_assistant


@pytest.fixture(scope="module", params=sorted(MARKS))
def park(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer
) -> Iterator[Assistant]:
    """One invented report in three ways of marking its outline."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "park.txt").write_text(PARK.format(**MARKS[request.param]), encoding="utf-8")
    build_store([folder], folder / "store", analyzer=analyzer)
    with Assistant.open(folder / "store") as assistant:
        yield assistant


def text_of(assistant: Assistant, question: str) -> Answer:
    """The answer of the text route alone."""
    library = Library(assistant.store)
    found = answer_text(Context(parse_question(question, library.analyzer.analyze), library))
    assert found is not None
    return found[0]


def is_cited(answer: Answer, assistant: Assistant) -> bool:
    """Every line but the leads carries a mark; every quote stands in its lines."""
    marks = all(f"[{one.id}]" in answer.answer for one in answer.citations if not one.table)
    quotes = all(
        one.quote in "\n".join(assistant.store.lines(one.document)[one.lines[0] - 1 : one.lines[1]])
        for one in answer.citations
    )
    return marks and quotes and bool(answer.citations)


# what is wanted


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("별빛정원은 언제 열어?", ["when"]),
        ("별빛정원 조성 목적은 무엇인가요?", ["purpose"]),
        ("기본계획은 언제까지 세우나요?", ["when"]),
        ("조성 목적은 무엇이고 언제 시작하나요?", ["purpose", "when"]),
        ("분양 신청은 어디서 누가 하나요?", ["where", "who"]),
    ],
)
def test_what_a_question_wants(question: str, names: list[str]) -> None:
    assert [intent.name for intent in intents(question)] == names


def test_a_date_alone_is_brief_and_a_plan_is_not() -> None:
    assert is_brief("준공일은 언제인가요?")
    assert not is_brief("앞으로 어떻게 추진하나요?")
    assert not is_brief("어떤 공간으로 바꾸고 언제 시작하나요?")


def test_the_kind_asked_for_is_no_subject() -> None:
    question = "외벽에는 어떤 재료와 설비를 쓰나요?"
    assert is_category(question, question.index("재료"))
    assert is_category(question, question.index("설비"))
    assert not is_category(question, question.index("외벽"))


@pytest.mark.parametrize(
    ("text", "count"),
    [("과제 세 가지는?", 3), ("사업 4개와 예산은", 4), ("자치구 6곳은", 6), ("30개 이상", None)],
)
def test_how_many_are_asked_for(text: str, count: int | None) -> None:
    assert count_asked(text) == count


def test_labels_of_bullets() -> None:
    assert label_of(Block("bullet", "위 치 : 해솔동 일대", (1, 1))) == "위 치"
    assert label_of(Block("bullet", "(도입취지) 성실한 직원 보호", (1, 1))) == "도입취지"
    assert label_of(Block("bullet", "산책로 조명을 친환경 등으로 모두 교체", (1, 1))) == ""


def test_parts_are_blocks_or_an_enumeration() -> None:
    head = Block("bullet", "대상 마을", (1, 1), depth=1)
    parts = [Block("bullet", f"마을 {n}", (n, n), depth=2) for n in (2, 3, 4)]
    assert has_parts([head, *parts], 3)
    assert has_parts([Block("bullet", "대상 : 솔밭, 은빛, 강변, 새싹", (1, 1))], 4)
    assert not has_parts([head, *parts], 5)
    assert enumerates("대상 : 솔밭·은빛·강변")
    assert not enumerates("솔밭과 은빛")


def test_plans_do_not_answer_what_was_done() -> None:
    plan = Block("bullet", "축제 개최", (1, 1), section=("향후계획",))
    done = Block("bullet", "축제 개최", (1, 1), section=("추진실적",))
    assert tense_differs(tense_of("지난달에 무엇을 했나요?"), plan)
    assert not tense_differs(tense_of("지난달에 무엇을 했나요?"), done)
    assert tense_differs(tense_of("앞으로 무엇을 하나요?"), done)


# outlines


def test_rows_stand_among_the_bullets() -> None:
    blocks = [Block("heading", "추진 목표", (1, 1), "□", 1), Block("heading", "추진 일정", (9, 9), "□", 1)]
    cells = (Cell("연중", (3, 3)), Cell("-", (3, 3)))
    row = Row(("통합연수",), cells, (3, 3))
    table = Table("추진 목표", ("추진 목표",), (("시기",), ("물량",)), (row,), (2, 3), "tabs")
    found = outline(blocks, [table])
    assert [block.text for block in found] == ["추진 목표", "통합연수 - 시기: 연중", "추진 일정"]
    assert found[1].marker == ROW
    assert found[1].depth == 2


def test_a_row_of_figures_alone_is_no_text() -> None:
    assert row_text([("예산",), ("집행",)], "총무과", ["1,200", "900"]) == ""


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 60)), min_size=1, max_size=30), st.data())
def test_wholes_hold_their_start_and_stay_short(shape: list[tuple[int, int]], data: st.DataObject) -> None:
    blocks = [Block("bullet", "가" * size, (n, n), depth=depth) for n, (depth, size) in enumerate(shape, 1)]
    start = data.draw(st.integers(0, len(blocks) - 1))
    own = subtree(blocks, start, 10**6)
    whole = grown(blocks, start, 200)
    assert start in whole
    assert set(range(start, start + len(own))) <= set(whole)
    if len(whole) > len(own):
        assert sum(len(blocks[n].text) for n in whole) <= 200


# passages of one report, its outline marked in three ways


def test_a_place_and_a_date_are_told_by_their_labels(park: Assistant) -> None:
    where = text_of(park, "별빛정원은 어디에 만드나요?")
    assert "해솔동 12-3" in where.answer
    assert "휠체어" not in where.answer
    when = text_of(park, "별빛정원 조성 기간은 언제인가요?")
    assert "11월" in when.answer
    assert "조명" not in when.answer
    assert is_cited(where, park)
    assert is_cited(when, park)


def test_the_purpose_and_not_the_plan(park: Assistant) -> None:
    answer = text_of(park, "별빛정원을 조성하는 목적은 무엇인가요?")
    assert "시민 건강" in answer.answer
    assert "휠체어" not in answer.answer


def test_the_plan_with_all_its_steps(park: Assistant) -> None:
    answer = text_of(park, "별빛정원 추진계획을 알려 주세요")
    assert "조명" in answer.answer
    assert "휠체어" in answer.answer
    assert "수확" not in answer.answer


def test_an_enumeration_alone(park: Assistant) -> None:
    answer = text_of(park, "도시텃밭 분양 대상지는 어디어디인가요?")
    assert all(name in answer.answer for name in ("솔밭", "은빛", "강변", "새싹"))
    assert "별빛정원" not in answer.answer
    assert len(answer.answer) < 300


# the samples


def test_rows_under_a_row_with_their_figures(city: Assistant) -> None:
    answer = text_of(city, "가람시 인재육성과의 2023년 후생복지 세부사업과 예산현액을 모두 알려 주세요.")
    assert [figure.value for figure in answer.figures] == [Decimal(6428000), Decimal(238600), Decimal(692400)]
    assert {figure.unit for figure in answer.figures} == {"천원"}


def test_rows_that_were_and_are_no_more(city: Assistant) -> None:
    answer = text_of(city, "가람시 행정국에서 2022년에는 있었으나 2023년 세입예산에는 없는 항목은?")
    assert "기부금" in answer.answer
    assert "생활안정 지원금" in answer.answer
    assert "주차장" not in answer.answer


def test_rows_within_a_bound(city: Assistant) -> None:
    answer = text_of(city, "가람시 인재육성과 2023년 후생복지 세부사업 중 예산현액이 5억원 이상인 것을 모두")
    assert [figure.value for figure in answer.figures] == [Decimal(6428000), Decimal(692400)]


@pytest.mark.parametrize(
    ("text", "value", "unit", "word"),
    [("예산이 30억원 이상인 것", "30", "억원", "이상"), ("5명 미만인 부서", "5", "명", "미만")],
)
def test_bounds(text: str, value: str, unit: str, word: str) -> None:
    (bound,) = bounds(text)
    assert (bound.value, bound.unit, bound.word) == (Decimal(value), unit, word)


def test_a_year_that_no_document_tells_is_not_answered(city: Assistant) -> None:
    answer = city.ask("2019년 가람시 행정국 이웃갈등조정실 운영 목적은 무엇입니까?")
    assert answer.status == "abstained"


def test_a_reason_that_is_not_told_is_not_made_up(city: Assistant) -> None:
    answer = city.ask("2024년 가람시 자치협력과 사업비가 줄어든 이유는 무엇입니까?")
    assert answer.status == "abstained"


@pytest.mark.parametrize("question", ["\x00", "?", "가" * 900, "왜 " * 300, "목록 " * 200])
def test_odd_questions_are_answered_or_refused(city: Assistant, question: str) -> None:
    library = Library(city.store)
    found = answer_text(Context(parse_question(question, library.analyzer.analyze), library))
    assert found is None or 0.0 <= found[1] <= 1.0


# names of a kind, headings that say something


@pytest.mark.parametrize(
    ("question", "ending"),
    [
        ("공원녹지국에는 어떤 팀이 있나요?", "팀"),
        ("해솔시 산림과 팀이 뭐뭐 있어?", "팀"),
        ("교육을 맡은 기관들의 이름을 알려 주세요.", "원|관|청|센터|공단"),
        ("협약을 맺은 자치구 3곳은 어디입니까?", "구"),
        ("상담은 어떤 사람들이 하나요?", ""),
        ("올해 사업비는 얼마인가요?", ""),
    ],
)
def test_names_of_a_kind_are_asked_for(question: str, ending: str) -> None:
    assert kind_of_names(question) == ending


def test_names_are_counted_over_the_blocks_of_a_passage() -> None:
    blocks = [Block("heading", "조직", (1, 1)), Block("paragraph", "녹지팀 공원팀", (2, 2), depth=1)]
    assert has_names(blocks, "팀", None)
    assert not has_names(blocks, "팀", 3)
    assert not has_names(blocks[:1], "팀", None)


def test_a_heading_that_tells_something_is_not_bare() -> None:
    assert is_bare(Block("heading", "향후계획", (1, 1)))
    assert not is_bare(Block("heading", "지연 사유 : 자재 납품이 늦어짐", (1, 1)))
    assert not is_bare(Block("bullet", "향후계획", (1, 1)))


def test_passages_that_stand_apart_do_not_overlap() -> None:
    blocks = tuple(Block("bullet", text, (n, n)) for n, text in enumerate("가나다", 1))
    rows = np.zeros(1, dtype=np.float32)

    def passage(start: int, end: int, document: str = "a.txt") -> Passage:
        return Passage(document, start, blocks[start:end], 0.0, 0.0, rows, rows)

    assert passage(0, 2).overlaps(passage(1, 3))
    assert not passage(0, 1).overlaps(passage(1, 3))
    assert not passage(0, 2).overlaps(passage(0, 2, "b.txt"))


# how sure an answer is


def sure_of(assistant: Assistant, question: str) -> float:
    """How sure the text route is of its answer; 0 for none."""
    library = Library(assistant.store)
    found = answer_text(Context(parse_question(question, library.analyzer.analyze), library))
    return found[1] if found else 0.0


@pytest.mark.parametrize("question", ["별빛정원 조성을 맡은 업체가 어디야?", "별빛정원 정원사 이름이 뭐야?"])
def test_a_name_needs_whom_it_is_of(park: Assistant, question: str) -> None:
    assert park.ask("별빛정원은 어디에 만들어?").status == "answered"
    assert park.ask(question).status == "abstained"


def test_what_is_not_there_is_answered_less_surely(park: Assistant) -> None:
    asked = sure_of(park, "별빛정원 조성 목적은 무엇인가요?")
    absent = sure_of(park, "수영장 요금을 감면하는 목적은 무엇인가요?")
    assert absent < asked


def test_confidence_rises_with_every_signal() -> None:
    low, high = np.zeros(len(SIGNALS), dtype=np.float32), np.ones(len(SIGNALS), dtype=np.float32)
    assert 0 < confidence(low) < confidence(high) < 1
    for place in range(len(SIGNALS)):
        one = low.copy()
        one[place] = 1
        assert confidence(one) >= confidence(low)


def test_words_of_the_asking_need_no_explaining() -> None:
    assert all(is_asking(word) for word in ("군데", "모두", "스스로", "세"))
    assert not is_asking("거리공연장")
