"""Things that are to be told side by side, and what is computed over the rows of a table."""

# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from corpus.model import Metadata
from qa.assistant import Assistant
from qa.figures.confidence import LEAST
from qa.figures.fields import document_field
from qa.figures.figure import answer_figure
from qa.understanding.items import items
from qa.understanding.words.comparing import COMPARES

HARBOUR = """2034년 상반기 주요업무보고

미오름시 항만국

2034. 6. 30. 기준

Ⅰ. 세출 총괄

(단위 : 천원)
구분	예산현액	지출액
계	5,000,000	2,600,000
사업비	4,400,000	2,200,000
항만정책실	1,100,000	700,000
어항관리실	3,300,000	1,500,000
기본경비	600,000	400,000

Ⅱ. 주요 실적

1. 어구 단속
 ○ 과태료
구분	계	통발	그물
부과액(천원)	8,000	5,000	3,000
징수액(천원)	6,000	4,200	1,800

2. 폐어구 수거
 ○ 수거 현황
구분	수거량(t)	재생률(%)
'32.상반기	410	51.0
'32.하반기	455	52.5
'33.상반기	470	55.0
'33.하반기	480	58.0
'34.상반기	520	63.5

3. 예인선 운영
 ○ 예인선 현황
구분	2031년	2032년	2034.6월
예인선(척)	14	17	21

4. 부두 위탁 운영
 ○ 위탁업체 평가 결과
업체명	인력(명)	위탁금(백만원)	평가점수
동해해운	40	1,200	88.5
갯마을상운	25	1,000	91.0
물빛해운	50	1,250	79.4

5. 선원 쉼터
 ○ 신규 선원 안착 지원: 60명, 9,000천원
 ○ 구명정 점검: 대형 31척, 소형 74척

6. 선원 현황
구분	2033년	2034년
선원(명)	1,150	1,200
60세 이상(명)	280	300
어선(척)	310	316

7. 갯벌 체험
구분	2033년	2034년	증감률(%)
북쪽 갯벌	500	480	△4.0
남쪽 갯벌	800	600	△25.0
동쪽 갯벌	200	170	△15.0

8. 등대 순회 강좌
 ○ 등대지기 강좌 수강 : '31년 120명, '32년 260명, '33년 415명
"""
PIER = """2034년 주요업무보고

달여울시시설관리공단

2034. 6. 30. 기준

Ⅰ. 일반현황

□ 인력
구분	계	일반직	공무직
정원	95	40	55
현원	91	39	52
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("together"), harbour=HARBOUR, pier=PIER) as opened:
        yield opened


def told(assistant: Assistant, question: str) -> set[tuple[str, str]]:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    return {(str(figure.value), figure.unit) for figure in answer.figures if not figure.derivation}


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("미오름시 평가점수가 더 높은 곳은 동해해운입니까 물빛해운입니까?", {("88.5", "점"), ("79.4", "점")}),
        ("평가점수는 동해해운인가요 아니면 물빛해운인가요, 어디가 더 높나요?", {("88.5", "점"), ("79.4", "점")}),
        ("미오름시 부두 위탁업체 세 곳의 평가점수를 비교해 주세요.", {("88.5", "점"), ("91.0", "점"), ("79.4", "점")}),
        ("미오름시 구명정 점검을 대형·소형으로 견주어 알려 주세요.", {("31", "척"), ("74", "척")}),
        ("미오름시 등대지기 강좌 수강은 31년, 32년, 33년에 각각 몇 명이야?", {("120", "명"), ("260", "명"), ("415", "명")}),
        ("미오름시 등대지기 강좌 수강은 2031년에 견주어 2033년에 어떻게 바뀌었나요?", {("120", "명"), ("415", "명")}),
    ],
)  # fmt: skip
def test_all_that_is_compared_is_told(
    assistant: Assistant, question: str, figures: set[tuple[str, str]]
) -> None:
    assert told(assistant, question) == figures


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        # the same half of two years, one of which is that of the report
        ("미오름시 폐어구 재생률은 32년 상반기랑 비교하면 올해 상반기에 얼마나 좋아졌어?", ("12.5", "%p")),
        ("미오름시 폐어구 수거량은 2033년 하반기에 2032년 하반기보다 몇 톤 늘었나요?", ("25", "t")),
        # a year and a month of another
        ("미오름시 예인선은 2031년보다 34년 6월에 몇 척 늘어난 거야?", ("7", "척")),
        # the whole is called the total, though a row between is named too
        ("어항관리실 예산은 2034년 미오름시 세출 총액의 몇 %를 차지하나요?", ("66.0", "%")),
        ("미오름시 2034년 선원 가운데 60세 이상이 차지하는 비율은 몇 %입니까?", ("25.0", "%")),
        ("미오름시 어구 단속에서 부과한 과태료 중 실제로 걷힌 비율은 몇 %입니까?", ("75.0", "%")),
        ("미오름시 통발 과태료 부과액 중 아직 안 걷힌 돈은 얼마야?", ("800", "천원")),
        ("부두 위탁업체 3곳 중 인력 한 명당 위탁금이 가장 큰 곳은 어디이고 몇 백만원인가요?", ("40", "백만원")),
        ("부두 위탁업체 3곳 중 인력 한 명당 위탁금이 가장 적은 곳은 어디이고 몇 백만원인가요?", ("25", "백만원")),
        ("미오름시 신규 선원 안착 지원은 한 사람 앞에 얼마씩 돌아갔나요?", ("150000", "원")),
        ("미오름시 구명정 점검에서 대형과 소형을 합쳐 몇 척인가요?", ("105", "척")),
    ],
)  # fmt: skip
def test_what_is_computed(assistant: Assistant, question: str, figure: tuple[str, str]) -> None:
    answer = answer_figure(assistant._context(assistant._parse(question), None))
    assert answer is not None
    assert derived(answer[0]) == {figure}


@pytest.mark.parametrize(
    "question",
    [
        "미오름시 평가점수가 더 높은 곳은 동해해운입니까 푸른닻입니까?",
        "미오름시 예인선과 준설선을 비교하면 어디가 더 많아?",
    ],
)
def test_one_side_of_a_comparison_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "abstained"


def test_a_change_is_not_computed_from_other_years(assistant: Assistant) -> None:
    query = assistant._parse("미오름시 등대지기 강좌 수강은 2030년보다 2033년에 몇 명 늘었나요?")
    found = answer_figure(assistant._context(query, None))
    assert found is None or (not derived(found[0]) and found[1] < LEAST)


def test_this_year_that_is_named_is_one_year(assistant: Assistant) -> None:
    answer = told(assistant, "미오름시 등대지기 강좌 수강은 올해(2033) 몇 명으로 늘었어?")
    assert ("415", "명") in answer


def test_the_least_of_those_that_fell(assistant: Assistant) -> None:
    answer = told(assistant, "미오름시 갯벌 체험 증감률에서 가장 덜 줄어든 곳은 어디이고 몇 %인가요?")
    assert answer == {("-4.0", "%")}


def test_measures_of_one_row_are_told_once(assistant: Assistant) -> None:
    answer = told(assistant, "미오름시 동해해운의 위탁금과 평가점수는 얼마입니까?")
    assert answer == {("1200", "백만원"), ("88.5", "점")}


def test_a_body_is_called_by_the_city_that_it_is_of(assistant: Assistant) -> None:
    answer = told(assistant, "달여울시 공단 현원은 몇 명이야?")
    assert answer == {("91", "명")}
    assert "달여울시" in document_field(Metadata("", "달여울시시설관리공단", "", None)).labels
    assert "해오름도시" not in document_field(Metadata("", "해오름도시개발공사", "", None)).labels


def test_members_that_are_also_named_before_are_told_once(assistant: Assistant) -> None:
    query = assistant._parse("정비·점검을 대형, 소형, 점검으로 나눠 건수를 비교해 주세요.")
    terms = [[term.text for term in part.terms] for part in items(query)]
    assert [part[-1] for part in terms] == ["대형", "소형", "점검"]
    assert "점검" not in terms[0]
    assert "점검" not in terms[1]


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        ("두 과의 정원을 비교해 주세요", True),
        ("동부와 서부 중 어디가 더 많아?", True),
        ("서로 견주어 알려 주세요", True),
        ("비교견적은 몇 건 받았나요?", False),
        ("정원이 더 필요한 이유는?", False),
    ],
)
def test_what_is_to_be_told_side_by_side(text: str, *, compares: bool) -> None:
    assert bool(COMPARES.search(text)) is compares
