"""Figures that a sentence tells together, quoted from it: several of one bullet, or of those under it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from invented import assistant_over

from evals.gold import Evidence, Question
from qa.assistant import Assistant
from qa.figures.sentences import (
    FEATURES,
    LEAST,
    SIGNALS,
    answer_sentence,
    confidence,
    find_sentences,
    scope_of,
    with_change,
)
from qa.passages.numbered import is_of_other_number
from qa.wording.parts import Part
from training.sentences import cases, chance, fit, fit_confidence

CARE = """2035년 상반기 주요업무보고

달무리시 돌봄복지국

2035. 6. 30. 기준

Ⅰ. 주요업무 추진실적

1. 찾아가는 방문돌봄
 ○ 방문간호사 현장 단말기 보급 : 14개 동 186대
 ○ 홀몸어르신 안부전화
   - 통화 9,410건, 미응답 현장확인 320건
 ○ 돌봄매니저 보수교육 : 5회 240명(전년 3회 150명)

2. 공영장례 지원
 ○ 무연고 사망자 장례 절차를 맡은 상조업체와 협약(2035. 3월)
   - 1건당 비용 한도 160만원, 연간 총 한도 9,600만원
 ○ 자원봉사자 유가족 동행 : 21회 중 17회 참여

3. 청년 마음돌봄
 ○ 상담권 지급 : 만 19~34세 512명
   - 취업 준비 청년 45%, 재직 청년 38%, 휴학생 17%
 ○ 치유캠프 대상을 직장인까지 확대하여 운영(2기, 120명 → 5기, 310명)
 ○ 소통강좌 정원 감축 : 80명 → 50명(30명 감원)

Ⅱ. 정책자료 보관
 ○ 열람 청구 : '33년 410건, '34년 655건, '35년 800건 예상
"""
PARKS = """2035년 주요업무보고

이슬구 공원녹지과

2035. 5. 31. 기준

Ⅰ. 추진실적

1. 도시숲 조성
 ○ 수목 식재 : 교목 340주, 관목 5,100주
 ○ 산책로 정비 : 3개소 2.4㎞
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("sentences"), care=CARE, parks=PARKS) as opened:
        yield opened


def told(assistant: Assistant, question: str) -> tuple[set[tuple[str, str]], str]:
    """The figures of the sentence that is found, and what is quoted."""
    query = assistant._parse(question)
    result = answer_sentence(assistant._context(query.as_meant() if query.described else query, None))
    assert result is not None
    return {(str(figure.value), figure.unit) for figure in result[0].figures}, result[0].answer


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("방문간호사들 쓰라고 단말기 몇 대 줬대? 몇 개 동에?", {("14", "개동"), ("186", "대")}),
        ("공영장례 협약에서 1건당 얼마까지이고 연간 총 얼마까지입니까?", {("160", "만원"), ("9600", "만원")}),
        ("유가족 동행은 21번 중에 몇 회 참여했나요?", {("21", "회"), ("17", "회")}),
        ("상담권 받은 취업 준비 청년이랑 휴학생은 각각 몇 %야?", {("45", "%"), ("17", "%")}),
        ("달무리시 정책자료 열람 33년 34년 몇 건씩이고 35년은 몇 건 예상해?", {("410", "건"), ("800", "건")}),
        ("이슬구가 심은 교목이랑 관목은 몇 주씩이야?", {("340", "주"), ("5100", "주")}),
    ],
)
def test_figures_of_one_sentence_are_told_together(
    assistant: Assistant, question: str, figures: set[tuple[str, str]]
) -> None:
    found, _ = told(assistant, question)
    assert figures <= found
    assert len(found) <= len(figures) + 2


def test_a_change_between_the_sides_of_an_arrow_is_computed(assistant: Assistant) -> None:
    query = assistant._parse("달무리시 치유캠프 대상을 직장인까지 확대하면서 몇 명 늘었나요?")
    scope = scope_of(assistant._context(query, None))
    assert scope is not None
    part = with_change(scope, find_sentences(scope)[0], Part("인용", (), 0.7))
    assert part.text == "차이는 190명입니다. (계산: 310명 - 120명)\n인용"
    assert [(str(figure.value), figure.unit) for figure in part.figures] == [("190", "명")]


def test_a_change_that_a_sentence_prints_is_not_computed_again(assistant: Assistant) -> None:
    query = assistant._parse("달무리시 소통강좌 정원은 몇 명 줄었나요?")
    scope = scope_of(assistant._context(query, None))
    assert scope is not None
    best, part = find_sentences(scope)[0], Part("인용", (), 0.7)
    assert {str(fact.value) for fact in best.facts} == {"80", "50", "30"}
    assert with_change(scope, best, part) == part


def test_the_line_is_quoted_with_its_place(assistant: Assistant) -> None:
    answer = assistant.ask("달무리시 정책자료 열람 33년 34년 몇 건씩이고 35년은 몇 건 예상해?")
    line = "열람 청구 : '33년 410건, '34년 655건, '35년 800건 예상"
    assert answer.status == "answered"
    assert f"{line} [2]" in answer.answer
    assert CARE.split("\n")[answer.citations[1].lines[0] - 1].strip() == f"○ {line}"


def test_of_a_bullet_with_others_under_it_those_with_the_figures_are_shown(assistant: Assistant) -> None:
    _, text = told(assistant, "공영장례 협약에서 1건당 얼마까지이고 연간 총 얼마까지입니까?")
    assert "1건당 비용 한도 160만원" in text
    assert "동행" not in text


def test_another_year_than_the_one_asked_for_is_not_told(assistant: Assistant) -> None:
    query = assistant._parse("2031년 달무리시 돌봄매니저 보수교육은 몇 회, 몇 명이었나요?")
    scope = scope_of(assistant._context(query, None))
    assert scope is not None
    assert find_sentences(scope) == []


def test_what_two_ways_find_is_told_though_neither_is_sure_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("상담권을 받은 청년 규모는 몇 명인가요?")
    assert answer.status == "answered"
    assert answer.confidence < LEAST
    assert {(str(figure.value), figure.unit) for figure in answer.figures} == {("512", "명")}


def test_sentences_are_left_alone_where_none_can_be_sure_enough(assistant: Assistant) -> None:
    def found(question: str, least: float) -> list[str]:
        scope = scope_of(assistant._context(assistant._parse(question), None))
        assert scope is not None
        return [one.blocks[0].text for one in find_sentences(scope, least)]

    told, untold = "이슬구가 심은 교목이랑 관목은 몇 주씩이야?", "이슬구 소방서 화재 출동 대원은 몇 명인가요?"
    assert found(told, LEAST) == found(told, 0.0) != []
    assert found(untold, 0.0) != []
    assert found(untold, LEAST) == []


@pytest.mark.parametrize(
    "question",
    [
        "교목과 관목을 합하면 몇 주입니까?",  # to be computed
        "달무리시와 이슬구는 각각 몇 개소를 정비했나요?",  # of two agencies
    ],
)
def test_what_no_sentence_tells_is_left_to_others(assistant: Assistant, question: str) -> None:
    assert answer_sentence(assistant._context(assistant._parse(question), None)) is None


@pytest.mark.parametrize(
    "question",
    ["달무리시 반려동물 등록은 몇 마리인가요?", "이슬구 물놀이장 이용객은 몇 명이고 입장료는 얼마야?"],
)
def test_what_is_nowhere_is_not_answered(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "abstained"


def test_what_speaks_for_a_sentence_makes_it_surer() -> None:
    plain = np.zeros(len(SIGNALS), dtype=np.float32)
    better = plain.copy()
    better[SIGNALS.index("told")] = 1.0
    worse = plain.copy()
    worse[SIGNALS.index("lacking")] = 1.0
    assert confidence(worse) < confidence(plain) < confidence(better)


def test_weights_are_learnt_from_questions(assistant: Assistant) -> None:
    lines = CARE.split("\n")

    def asked(number: int, text: str, line: str, *figures: tuple[int, str]) -> Question:
        place = next(n for n, one in enumerate(lines, 1) if line in one)
        return Question(
            id=str(number), question=text, kind="figure", documents=("care.txt",), answer="",
            figures=tuple({"value": value, "unit": unit} for value, unit in figures), keywords=(),
            evidence=(Evidence("care.txt", (place, place)),), style="plain",
        )  # fmt: skip

    some = cases(
        assistant,
        [
            asked(1, "단말기는 몇 개 동에 몇 대 보급했나요?", "단말기 보급", (14, "개"), (186, "대")),
            asked(
                2, "안부전화 통화와 현장확인은 각각 몇 건인가요?", "통화 9,410건", (9410, "건"), (320, "건")
            ),
            asked(3, "보수교육은 몇 회에 몇 명이 들었나요?", "보수교육", (5, "회"), (240, "명")),
        ],
    )
    assert len(some) == 3
    assert all(case.example.right.any() for case in some)
    weights = fit(some, 0.1)
    assert weights.shape == (len(FEATURES),)
    own = fit_confidence(some, weights)
    assert all(chance(case, weights, own)[0] > 0.5 for case in some)


def test_a_sentence_about_another_number_is_not_told() -> None:
    assert is_of_other_number("도예 3기는 몇 명인가요?", "도예 교실: 1기 24명 / 2기 21명")
    assert not is_of_other_number("도예 3기는 몇 명인가요?", "도예 교실: 5월 중 3기(19명)")
    assert not is_of_other_number("제2회 공모에 몇 명 왔나요?", "제1·2회 공모 접수 312명")
    assert not is_of_other_number("등록 작품은 몇 점인가요?", "도예 교실: 1기 24명 / 2기 21명")
    asked, told = "1단계에는 몇 % 이상 지원하나요?", "거리두기 단계별로 부서 인원의 15~50%를 지원"
    assert is_of_other_number(asked, told, named=True)
    assert not is_of_other_number(asked, told)
    assert not is_of_other_number(asked, "1단계: 부서 인원의 15% 이상", named=True)
