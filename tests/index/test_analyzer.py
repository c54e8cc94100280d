from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analyzer import Analyzer, join_spaced, years


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def counter(*words: str) -> Callable[[Collection[str]], Mapping[str, int]]:
    """A store that knows these words, each in two chunks."""
    return lambda asked: {word: 2 for word in asked if word in words}


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("총 무 과 예산", "총무과 예산"),
        ("  경 상 적 세 외 수 입  1,234", "  경상적세외수입  1,234"),
        ("부　서　명", "부서명"),
        ("총 무 과\n인 사 과", "총무과\n인사과"),
        ("행정과와 총 몇 건", "행정과와 총 몇 건"),
        ("도로 정비 계획", "도로 정비 계획"),
        ("한 줄", "한 줄"),
    ],
)
def test_spaced_out_names_are_joined(text: str, joined: str) -> None:
    assert join_spaced(text)[0] == joined


@given(st.text(alphabet="가나 \u3000몇1(\n", max_size=60))
def test_joining_removes_nothing_but_spaces_and_knows_every_place(text: str) -> None:
    joined, offsets = join_spaced(text)
    assert joined.replace(" ", "").replace("\u3000", "") == text.replace(" ", "").replace("\u3000", "")
    if offsets is None:
        assert joined == text
    else:
        assert [text[place] for place in offsets[:-1]] == list(joined)
        assert offsets[-1] == len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("’21년과 2019년", [2021, 2019]),
        ("'22.3.31. 기준", [2022]),
        ("21년 예산, 20 년 결산", [2021, 2020]),
        ("2020~2023", [2020, 2023]),
        ("20년간 운영한 98년 건물", [1998]),
        ("2,021명, 120년, 3.21년", []),
        ("12019명", []),
    ],
)
def test_years_are_read_in_two_and_four_figures(text: str, found: list[int]) -> None:
    assert years(text) == found


def test_terms_hold_compounds_whole_and_in_parts(analyzer: Analyzer) -> None:
    terms = analyzer.terms("세입예산 집행률은 12,345천원")
    assert {"세입", "예산", "세입예산", "집행", "집행율", "12345", "천", "원"} <= set(terms)
    assert "은" not in terms


def test_terms_are_the_same_however_a_thing_is_written(analyzer: Analyzer) -> None:
    for one, other in (
        ("총 무 과", "총무과"),
        ("집행율", "집행률"),
        ("AI 상담", "ai 상담"),
        ("1234567명", "1,234,567명"),
    ):
        assert analyzer.terms(one) == analyzer.terms(other)


def test_a_year_is_a_term_in_either_form(analyzer: Analyzer) -> None:
    for text in ("21년 예산", "’21년 예산", "2021년 예산", "2021 예산"):
        assert "2021년" in analyzer.terms(text)


def test_a_word_of_no_dictionary_shares_bigrams_with_its_like(analyzer: Analyzer) -> None:
    assert set(analyzer.terms("쀼릉뽀롱관")) & set(analyzer.terms("쀼릉뽀롱"))


def test_offsets_are_those_of_the_text_as_given(analyzer: Analyzer) -> None:
    text = "가람시 총 무 과 예산"
    places = {morpheme.form: text[morpheme.start : morpheme.end] for morpheme in analyzer.analyze(text)}
    assert places["총무과"] == "총 무 과"
    assert places["예산"] == "예산"


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_analysed_within_its_bounds(analyzer: Analyzer, text: str) -> None:
    for morpheme in analyzer.analyze(text):
        assert 0 <= morpheme.start <= morpheme.end <= len(text)
    (analysis,) = analyzer.analyses([text])
    assert analysis.terms == analyzer.terms(text)
    assert len(set(analysis.words)) == len(analysis.words)


def test_sentences_are_cut_and_nothing_is_lost(analyzer: Analyzer) -> None:
    text = "청년센터를 열었습니다. 올해는 상담실을 늘립니다."
    assert analyzer.sentences(text) == ["청년센터를 열었습니다.", "올해는 상담실을 늘립니다."]


@pytest.mark.parametrize(
    ("question", "known", "corrected"),
    [
        ("총 무과 예산은?", ["총무과"], "총무과 예산은?"),
        ("총무 과 예산은?", ["총무과"], "총무과 예산은?"),
        ("징수엑이랑 예산", ["징수액"], "징수액이랑 예산"),
        ("힐링 프로그렘 참여자", ["프로그램"], "힐링 프로그램 참여자"),
        ("동주민센타 직원", ["동주민센터"], "동주민센터 직원"),
        ("사업비 합게", ["합계"], "사업비 합계"),
        ("보조금 교부엑은", ["교부액"], "보조금 교부액은"),
        ("문화재단 정원", ["문화재단", "문화재당"], "문화재단 정원"),
        ("폐기물 처리", ["폐기물"], "폐기물 처리"),
        ("인제진흥원의 예산", ["인재진흥원"], "인재진흥원의 예산"),  # of which '인제' alone is no noun
        ("인제진흥원의 예산", ["인재", "진흥원"], "인제진흥원의 예산"),
        ("2031년 실엽률은", ["실업"], "2031년 실업률은"),  # the store has no word for the rate itself
        ("펌프장 배수 능럭이 얼마", ["능력"], "펌프장 배수 능력이 얼마"),
        ("총 무 과 예산은?", ["총무과"], "총무과 예산은?"),
        ("세 무 과 세 과 다 합쳐서", ["세무과", "무과"], "세무과 세 과 다 합쳐서"),
        ("수영장 네 곳 빈 자리", ["내"], "수영장 네 곳 빈 자리"),
    ],
)
def test_questions_are_corrected(analyzer: Analyzer, question: str, known: list[str], corrected: str) -> None:
    assert analyzer.correct_question(question, counter(*known)) == corrected


@pytest.mark.parametrize(
    "question", ["총 무과 징수엑", "다음 주 회의 언제 해?", "복지관 이용자 수", "", "?? 12 %"]
)
def test_nothing_is_corrected_to_words_that_the_store_has_not(analyzer: Analyzer, question: str) -> None:
    assert analyzer.correct_question(question, counter()) == question


@pytest.mark.parametrize(
    "question",
    [
        "총무과 세입 징수액은 얼마인가요?",
        "작년보다 몇 명 늘었어?",
        "징수엑이랑 예산",
        "통합하게 된 까닭",
        "12,345명 중 '21년",
    ],
)
def test_the_tokens_of_a_corrected_question_are_those_of_its_text(analyzer: Analyzer, question: str) -> None:
    fresh = Analyzer()
    text = fresh.correct_question(question, counter("징수액"))
    assert [(m.form, m.tag, m.start, m.end, m.id) for m in fresh.analyze(text)] == [
        (token.form, token.tag, token.start, token.end, token.id) for token in analyzer.kiwi.tokenize(text)
    ]


@pytest.mark.parametrize("question", ["예상 인원", "동이 몇 개야", "과에 알려", "통합하게 된 까닭"])
def test_good_words_are_left_alone(analyzer: Analyzer, question: str) -> None:
    assert analyzer.correct_question(question, counter("예산", "동의", "과애", "통합", "원인")) == question
