"""What is computed, however it is asked for: shares of two, a year in percent of another, ranks, means."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

TOWN = """2036년도 주요업무보고

새밝시 복지환경국

2036. 5. 31. 기준

Ⅰ. 세출예산 현황
(단위 : 천원)
구분	2035년 예산현액	2036년 예산현액	증감액
계	9,412,500	9,900,000	487,500
인력운영비	5,120,300	5,200,300	80,000
사업비	3,980,400	4,300,200	319,800
 복지정책과	1,920,800	2,102,300	181,500
 자원순환과	311,900	290,400	△21,500
 위생과	640,500	600,100	△40,400
 아동돌봄과	1,107,200	1,307,400	200,200
기본경비	311,800	399,500	87,700

Ⅱ. 인력 현황
(단위 : 명)
구분	합계	6급	7급	8급
정원	73	18	31	24
현원	71	17	28	26

Ⅲ. 쉼터 이용
(단위 : 명)
쉼터	2033년	2034년	2035년
강변쉼터	1,200	1,310	1,400
숲속쉼터	5,400	5,150	4,980
언덕쉼터	820	905	1,010
들머리쉼터	2,310	2,260	2,400

Ⅳ. 접종 실적
(단위 : 명)
구분	목표 인원	실적 인원
계	2,000	1,620
유아	800	720
어르신	1,200	900

Ⅴ. 추진 실적
 ○ 마음돌봄 상담 이용자 : '31년 12명 → '32년 14명 → '33년 21명 → '34년 23명
 ○ 새싹축제(일시 : 4. 8.(토))
   - 부스 운영 : 체험 부스 31개, 자원봉사자 245명
 ○ 귀향주민 현황 : 거주 1,200명(남 300명, 여 900명)
 ○ 청소차량 : 총 57대(정수 55대, 초과 2대)
"""


SHELTERS = ("강변쉼터", "숲속쉼터", "언덕쉼터", "들머리쉼터")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("derived"), report=TOWN) as assistant:
        yield assistant


def said(assistant: Assistant, question: str) -> str:
    answer = assistant.ask(question)
    return answer.answer if answer.status == "answered" else ""


@pytest.mark.parametrize(
    "question",
    [
        "2036년 사업비에서 복지정책과와 위생과 두 곳이 차지하는 비중은 몇 %입니까?",
        "복지정책과와 위생과가 2036년 사업비의 몇 %를 차지하나요?",
        "2036년 사업비 중 복지정책과, 위생과 두 부서 비중이 얼마나 되나요?",
        "2036년 사업비에서 복지정책과랑 위생과가 합쳐서 차지하는 몫은?",
    ],
)
def test_the_share_of_two_is_of_both_together(question: str, town: Assistant) -> None:
    assert "62.8%" in said(town, question)  # 2,102,300 and 600,100 of 4,300,200


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("아동돌봄과 2036년 예산현액은 2035년의 몇 % 수준인가요?", "118.1%"),
        ("위생과 예산은 2036년이 2035년의 몇 퍼센트입니까?", "93.7%"),
        ("2036년 위생과 사업비는 복지정책과 사업비의 몇 %입니까?", "28.5%"),
        ("2036년 사업비를 100으로 치면 위생과는 몇 %가 되나요?", "14.0%"),
        ("위생과 대비 복지정책과 2036년 사업비가 몇 배 정도 되나요?", "3.5배"),
        ("접종 목표 인원 대비 실적은 몇 %인가요?", "81.0%"),
    ],
)
def test_one_figure_in_percent_or_times_of_another(question: str, told: str, town: Assistant) -> None:
    assert told in said(town, question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("36년 복지정책과 사업비에서 위생과 사업비를 빼면?", "1,502,200천원"),
        ("위생과는 복지정책과보다 2036년 사업비가 얼마 적어?", "1,502,200천원"),
        ("복지정책과랑 위생과랑 자원순환과 36년 사업비 다 더하면 얼마야", "2,992,800천원"),
        ("2036년 복지정책과·위생과·자원순환과의 사업비 합계는?", "2,992,800천원"),
        ("7급, 8급 현원 합계는 몇 명인가요?", "54명"),
        ("2033년부터 2035년까지 강변쉼터 이용자는 한 해 평균 몇 명이었나요?", "1,303.3명"),
        ("마음돌봄 상담 이용자는 2031년 시작 이후 2034년까지 모두 몇 명인가요?", "70명"),
    ],
)
def test_sums_differences_and_means_of_what_is_named(question: str, told: str, town: Assistant) -> None:
    assert told in said(town, question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2036년 사업비가 가장 많은 부서는?", "복지정책과"),
        ("2036년 사업비가 두 번째로 많은 과는 어디인가요?", "아동돌봄과"),
        ("2036년 사업비 3위는 어느 과야?", "위생과"),
        ("2036년 사업비 제일 많이 늘어난 과가 어디야?", "아동돌봄과"),
    ],
)
def test_ranks_of_rows(question: str, told: str, town: Assistant) -> None:
    assert told in said(town, question)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("2035년보다 2036년 사업비가 깎인 과는 어디어디야?", {"자원순환과", "위생과"}),
        ("2033년보다 2035년에 이용자가 줄어든 쉼터를 꼽는다면?", {"숲속쉼터"}),
        (
            "2033년에 비해 2035년에 이용자가 많아진 쉼터를 모두 말해 줘",
            {"강변쉼터", "언덕쉼터", "들머리쉼터"},
        ),
    ],
)
def test_which_rows_grew_or_fell(question: str, told: set[str], town: Assistant) -> None:
    answer = said(town, question)
    rows = {
        "자원순환과",
        "위생과",
        "복지정책과",
        "아동돌봄과",
        "강변쉼터",
        "숲속쉼터",
        "언덕쉼터",
        "들머리쉼터",
    }
    assert {row for row in rows if row in answer} == told


def test_a_line_whose_figures_answer_each_other_and_the_day_beside_it(town: Assistant) -> None:
    answer = said(town, "4월에 연 새싹축제는 체험 부스 몇 개에 자원봉사자 몇 명이 함께했나요?")
    assert "31개" in answer
    assert "245명" in answer
    assert not said(town, "6월에 연 새싹축제는 체험 부스 몇 개에 자원봉사자 몇 명이 함께했나요?")


def test_a_share_is_not_of_another_whole_than_is_named(town: Assistant) -> None:
    assert "0.7%" not in said(town, "2036년 위생과 예산은 인력운영비의 몇 %인가요?")
    assert "11.5%" in said(town, "2036년 위생과 예산은 인력운영비의 몇 %인가요?")


def test_a_gap_that_is_printed_is_no_operand(town: Assistant) -> None:
    assert "2대" in said(town, "새밝시 청소차량은 정수보다 몇 대 초과했나?")
    assert "53대" not in said(town, "새밝시 청소차량은 정수보다 몇 대 초과했나?")
    assert "2대" in said(town, "새밝시 청소차량은 정수보다 몇 대 많아?")


def test_women_are_printed_by_a_letter(town: Assistant) -> None:
    assert "75.0%" in said(town, "새밝시에 사는 귀향주민 가운데 여성은 몇 퍼센트야?")
    assert "900명" in said(town, "새밝시 귀향주민 중 여자는 몇 명이야?")
