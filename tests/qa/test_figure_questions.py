"""Questions for figures in the ways they are asked: a share with its number, both sides of a change, dates."""

# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from corpus.model import Metadata
from qa.assistant import Assistant
from qa.figures.confidence import LEAST, _is_unmet
from qa.figures.fields import document_field
from qa.figures.figure import answer_figure
from qa.figures.match import Matcher
from qa.figures.measures import same_unit
from qa.understanding.asked_figures import figures_asked
from qa.understanding.labels import row_label

ISLE = """2036년 상반기 주요업무보고

물안개군 섬마을과

2036. 6. 30. 기준

Ⅰ. 세출예산

(단위 : 천원)
구분	2035년	2036년	증감
계	800,000	1,000,000	200,000
선착장 및 등대 관리	300,000	450,000	150,000
해조류 채취 지원	500,000	550,000	50,000

Ⅱ. 사업별 현황

(단위 : 천원)
구분	예산액	집행액	집행률(%)
선착장 및 등대 관리	450,000	180,000	40.0
해조류 채취 지원	550,000	440,000	80.0

Ⅲ. 주요 시설
시설명	연면적(㎡)	개관일자	비고
물안개 등대전시관	1,284	2019.04.12	직영
조개잡이체험관	932	2022.10.05	위탁

Ⅳ. 주요 실적

1. 해녀학교
 ○ 수강 신청자 800명 중 선정 120명(15.0%)
 ○ 잠수복 무인대여기 운영 : 7대, 대여량 5,310개
 ○ 수강료 : 종전 30,000원 → 변경 45,000원

2. 어선 수리
 ○ 부품 지원 : 58가구, 가구당 최대 20만원, 9,860천원
구분	신청	수리	수리일수(일)	수리비(천원)
동쪽 나루	52	41	318	62,400
서쪽 나루	47	39	264	58,100

3. 어항 계약
구분	입찰 건수	금액(천원)	수의 건수	금액(천원)
용역	12	880,000	31	145,000
물품	9	410,000	27	96,000

4. 섬 학교 지원
구분	계	초	중
2034년	95	61	34
2035년	112	70	42
유형	수영	항해
건수(건)	58	54

5. 등대 개방
 ○ 공사비
구분	계	2035년	2036년
도비(백만원)	940	360	580

6. 회계별 세출
구분	예산(백만원)	구성비(%)
계	5,000	100.0
일반회계	4,400	88.0
어항특별회계	600	12.0

7. 모범 해녀 추천
 ○ 추천 제도 개요
   - 추천인원 : 정원의 4% 추천, 2% 선발
 ○ 추천 제도 개선
   - (당초) 정원의 4% 추천, 2% 선발 → (개선) 7% 추천, 3% 선발

8. 섬 길 청소
 ○ 청소차 운행 : 3대, 누계 8,120㎞(물청소 1,045㎞)
"""
MAY = """2036년 주요업무보고

물안개군 관광과

2036. 6. 30. 기준

1. 갯벌 축제 방문객
구분	2034년	2035년
방문객(명)	18,400	21,700
"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("asked"), isle=ISLE, may=MAY) as assistant:
        yield assistant


def figures(assistant: Assistant, question: str) -> set[tuple[str, str]]:
    """What is looked up for a question: (text, unit)."""
    answer = assistant.ask(question)
    return {(figure.text, figure.unit) for figure in answer.figures if not figure.derivation}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("해녀학교에 선정된 사람은 몇 명이고 수강 신청자의 몇 %인가요?", {("120명", "명"), ("15.0%", "%")}),
        ("해녀학교 수강 신청자의 몇 %가 선정되었고 몇 명입니까?", {("120명", "명"), ("15.0%", "%")}),
        ("선착장 및 등대 관리 예산액과 집행률은 얼마인가요?", {("450,000", "천원"), ("40.0", "%")}),
        ("선착장하고 등대 관리에 2036년 예산 얼마 잡혔어?", {("450,000", "천원")}),
        ("해조류 채취 지원 2036년 예산과 전년 대비 증감액을 알려줘", {("550,000", "천원"), ("50,000", "천원")}),
        ("해조류 채취 지원 2036년 예산은 얼마고 전년에는 얼마야?", {("550,000", "천원"), ("500,000", "천원")}),
        ("무인대여기로 잠수복 몇 개 빌려줬어?", {("5,310개", "개")}),
        ("해녀학교 수강료는 얼마로 올랐나요?", {("30,000원", "원"), ("45,000원", "원")}),
        ("해녀학교 수강료 올려준다며, 얼마까지 내야 돼?", {("30,000원", "원"), ("45,000원", "원")}),
        ("동쪽 나루 어선 수리는 며칠이나 걸렸고 수리비는 얼마야?", {("318", "일"), ("62,400", "천원")}),
        ("청소차 몇 대고 몇 킬로나 다녔어?", {("3대", "대"), ("8,120㎞", "㎞")}),
        ("어선 부품 지원 가구 수와 지원액은 얼마인가요?", {("58가구", "가구"), ("9,860천원", "천원")}),
        ("수의로 맺은 용역은 몇 건에 얼마인가?", {("31", "건"), ("145,000", "천원")}),
        ("등대 개방 공사에 2036년에 들어가는 도비는 얼마야?", {("580", "백만원")}),
        ("어항특별회계 예산은 얼마이며 세출에서 차지하는 구성비는?", {("600", "백만원"), ("12.0", "%")}),
        ("모범 해녀 추천 제도에서 추천과 선발 비율은 정원의 몇 %로 각각 넓어지나요?", {("7%", "%"), ("3%", "%")}),
        ("해조류 채취 지원 예산액하구 집행율좀 알려주세요", {("550,000", "천원"), ("80.0", "%")}),
    ],
)  # fmt: skip
def test_all_that_is_asked_is_told(opened: Assistant, question: str, wanted: set[tuple[str, str]]) -> None:
    assert wanted <= figures(opened, question)


def test_what_a_share_is_of_is_not_told_as_its_number(opened: Assistant) -> None:
    assert ("800명", "명") not in figures(
        opened, "해녀학교에 선정된 사람은 몇 명이고 수강 신청자의 몇 %인가요?"
    )


@pytest.mark.parametrize("said", ["개관일은", "개관일자는", "개관 시기는"])
def test_a_date_is_told_with_the_figure_of_its_row(opened: Assistant, said: str) -> None:
    answer = opened.ask(f"물안개 등대전시관의 연면적과 {said}?")
    assert "1,284" in answer.answer
    assert "2019.04.12" in answer.answer


def test_a_row_is_not_taken_apart_at_a_joining_word(opened: Assistant) -> None:
    answer = opened.ask("2036년 선착장 및 등대 관리 예산액은 얼마인가요?")
    assert {figure.label.partition(" ·")[0] for figure in answer.figures} == {"선착장 및 등대 관리"}


def test_how_many_is_understood_as_it_is_typed(opened: Assistant) -> None:
    assert opened._parse("해녀학교 선정 몃명").units == ("명",)
    assert opened._parse("예산액하구 집행률은").text == "예산액하고 집행률은"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("선착장 및 등대 관리 예산액과 집행률은 얼마입니까?", 2),
        ("연체료 및 변상금 징수액과 징수율은 얼마입니까?", 2),
        ("예산액 및 집행액은 얼마입니까?", 2),
    ],
)
def test_joined_names_are_no_joined_quantities(question: str, asked: int) -> None:
    assert figures_asked(question) == asked


def test_numbers_and_amounts_of_a_thing_are_no_money(opened: Assistant) -> None:
    assert opened._parse("해녀학교 학급수와 학생 수는 얼마입니까?").units == ("명",)
    assert "money" not in opened._parse("탄소배출량이 얼마로 나왔나?").units
    assert "money" in opened._parse("접수된 물량은 얼마입니까?").units


def test_one_letter_is_said_as_a_word(opened: Assistant) -> None:
    matcher = Matcher(opened._parse("2035년 지원 중 항해는 몇 건인가요?"), opened._library.metadata)
    assert matcher._called("중") == 0
    matcher = Matcher(opened._parse("2035년에 중학생은 몇 명 지원했나요?"), opened._library.metadata)
    assert matcher._called("중") == 1


def test_units_are_told_in_thousands_too() -> None:
    assert same_unit("명", "만명")
    assert same_unit("household", "천세대")
    assert not same_unit("명", "천원")
    assert same_unit("동", "개동")


def test_what_it_is_less_than_is_of_the_year_before(opened: Assistant) -> None:
    query = opened._parse("2036년 해조류 채취 지원은 얼마이며 2035년 최종예산에 비해 얼마 늘었나요?")
    assert query.years == (2036,)
    assert query.measures == ("change",)


def test_an_office_is_said_with_its_agency_once() -> None:
    assert "새솔구의회사무국" in document_field(Metadata("", "새솔구의회", "의회사무국", None)).labels
    assert "새솔구총무과" not in document_field(Metadata("", "새솔구", "총무과", None)).labels


def test_one_level_of_schools_is_not_another(opened: Assistant) -> None:
    matcher = Matcher(opened._parse("고등학교 학생은 몇 명인가요?"), opened._library.metadata)
    assert matcher._against(("중학교",)) == [1.0]
    assert matcher._against(("고등학교",)) == [0.0]


def test_a_limit_is_no_rank(opened: Assistant) -> None:
    assert opened._parse("해녀 지원금은 한 달에 최대 얼마인가요?").operation is None
    assert opened._parse("수강생이 최대인 곳은 어디인가요?").operation == "largest"


def test_what_is_spent_is_not_met_by_its_rate(opened: Assistant) -> None:
    query = opened._parse("해조류 채취 지원에 얼마 썼어?")
    spent = next(term for term in query.terms if term.measure == "spent")
    facts = {
        fact.column[-1]: fact for fact in opened._library.facts("isle.txt") if "해조류 채취 지원" in fact.row
    }
    assert _is_unmet(query, spent, [facts["집행률(%)"]], [])
    assert not _is_unmet(query, spent, [facts["집행액"]], [])


def test_what_stands_under_a_running_total_is_one_too() -> None:
    assert row_label(("청소차 운행", "누계", "물청소")).qualifiers == ("누계",)


def test_a_number_with_its_printed_share_is_sure(opened: Assistant) -> None:
    context = opened._context(
        opened._parse("해녀학교에 선정된 사람은 몇 명이야? 신청자 중 몇 퍼센트지?"), None
    )
    result = answer_figure(context)
    assert result is not None
    assert result[1] >= LEAST
    assert not derived(result[0])
