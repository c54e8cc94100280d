"""What stands under one label of a program is told, not the whole program; over an invented report."""

# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import assistant_over

from index.analyzer import Analyzer
from qa.assistant import Assistant
from qa.understanding.question import parse_question

HARBOUR = """2034년 상반기 주요업무보고

미오름시 항만국

2034. 6. 30. 기준

주요업무 차례

1. 바다지킴이 양성
2. 등대 쉼터 운영

Ⅰ. 주요업무 추진계획

1 바다지킴이 양성

□ 사업개요
 ○ 교육대상 : 어촌계원과 항만 종사자
 ○ 교육내용 : 폐그물 수거와 응급구조
 ○ 추진방법 : 해양구조협회에 위탁
 ○ 사업기간 : 2034. 3. ~ 2034. 11.
 ○ 총사업비 : 420백만원

□ 추진실적
 ○ 이론 교육 12회 실시
   - 상반기 7회, 하반기 5회
 ○ 현장 실습선 '다온호' 확보
 ○ 제1차 수료식(4. 12.)
   - 수료 38명(수료율 95%)

(단위 : 명)
교육과정	신청	수료
구조반	52	38
수거반	61	57

□ 향후계획
 ○ 심화반 신설
 ○ 수료자 명부 공개

2 등대 쉼터 운영

□ 추진개요
 ○ 위치 : 솔섬 등대 앞
 ○ 운영시간 : 09:00 ~ 18:00

□ 주요 내용
 ○ 방파제 낚시객 쉼터 겸용

□ 향후계획
 ○ 야간 조명 설치

3 어민 간담회 개최

□ 개최개요
 ○ 일시 : 2034. 5. 2. 14:00
 ○ 참석대상 : 어촌계장 24명과 수협, 해양경찰서 등 유관기관
 ○ 주요내용 : 어항 정비 계획 설명과 의견 청취

□ 간담회 결과 (주요 건의사항)
 ○ (안전) 방파제 난간과 조명 보강
 ○ (소득) 공동 판매장과 냉동 창고 확충
 ○ (환경) 폐어구 수거 지원

□ 조치계획
 ○ 관련 부서와 건의사항 검토
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The report, ready to be asked."""
    with assistant_over(tmp_path_factory.mktemp("harbour"), harbour=HARBOUR) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("미오름시 바다지킴이 양성의 교육대상은 누구인가요?", ["어촌계원과 항만 종사자"], ["폐그물", "협회"]),
        ("바다지킴이 양성 교육내용을 알려 주세요.", ["폐그물 수거와 응급구조"], ["어촌계원", "420"]),
        ("바다지킴이 양성의 방법은 무엇인가요?", ["해양구조협회에 위탁"], ["어촌계원", "심화반"]),
        ("바다지킴이 양성은 언제부터 언제까지 하나요?", ["2034. 3. ~ 2034. 11."], ["협회"]),
        ("바다지킴이 양성 사업기간을 알려 주세요.", ["2034. 3. ~ 2034. 11."], ["420"]),
        ("바다지킴이 양성 향후계획 항목을 전부 적어 주세요.", ["심화반 신설", "수료자 명부"], ["야간 조명", "다온호"]),
        ("등대 쉼터 운영의 주요 내용을 정리해 주세요.", ["낚시객 쉼터"], ["09:00", "야간 조명"]),
        ("등대 쉼터 운영의 향후 계획은?", ["야간 조명 설치"], ["심화반", "09:00"]),
        ("미오름시 바다지킴이 양성 추진실적에는 어떤 것들이 있나요?", ["이론 교육 12회", "다온호"], ["심화반", "어촌계원"]),
        ("어민 간담회에서 나온 건의는 어떤 분야들이었나요?", ["안전", "소득", "환경"], ["참석대상", "관련 부서"]),
        ("바다지킴이 양성 추진실적을 모두 나열해 주세요.", ["이론 교육 12회", "다온호"], ["심화반"]),
        ("바다지킴이 양성의 교육대상과 추진방법을 알려 주세요.", ["어촌계원", "해양구조협회"], ["폐그물", "420"]),
        ("등대 쉼터 운영에서 위치는 어디고 운영시간은 어떻게 되나요?", ["솔섬 등대", "09:00"], ["낚시객", "야간"]),
        ("등대 쉼터 운영의 주요 내용 및 향후계획을 알려 주세요.", ["낚시객 쉼터", "야간 조명"], ["솔섬", "심화반"]),
    ],
)  # fmt: skip
def test_what_stands_under_a_label_is_told_alone(
    harbour: Assistant, question: str, told: list[str], others: list[str]
) -> None:
    answer = harbour.ask(question)
    assert answer.status == "answered"
    assert all(text in answer.answer for text in told), answer.answer
    assert not any(text in answer.answer for text in others), answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "미오름시 바다지킴이 양성 총사업비를 확인하고 싶습니다.",
        "미오름시 바다지킴이 양성 총사업비 조회해 주세요.",
        "미오름시 바다지킴이 양성 보니까 총사업비가 있던데 얼마더라",
        "미오름시 바다지킴이 양성 총사업비는 얼마로 집계되었습니까?",
    ],
)
def test_how_it_is_asked_for_is_no_part_of_what_is_asked(harbour: Assistant, question: str) -> None:
    answer = harbour.ask(question)
    assert [(figure.value, figure.unit) for figure in answer.figures] == [(420, "백만원")]


def test_points_are_given_and_are_no_difference() -> None:
    analyze = Analyzer().analyze
    assert parse_question("생일 축하로 몇 명에게 몇 포인트를 주었나요?", analyze).units == ("명", "P")
    assert "P" not in parse_question("두 해의 수료율 차이가 몇 포인트야?", analyze).units


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("바다지킴이 양성 4월 수료율은 몇 %인가요?", "answered"),  # the day stands in the bullet above
        ("바다지킴이 양성 9월 수료율은 몇 %인가요?", "abstained"),
        ("바다지킴이 양성 제1차 수료 인원은 몇 명인가요?", "answered"),
        ("바다지킴이 양성 제2차 수료 인원은 몇 명인가요?", "abstained"),
        ("바다지킴이 양성 제2차 수료식은 언제 했나요?", "abstained"),
    ],
)
def test_the_month_and_the_number_of_the_bullet_above_hold(
    harbour: Assistant, question: str, status: str
) -> None:
    assert harbour.ask(question).status == status


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("바다지킴이 양성은 누가 대상이고 언제부터 언제까지 하나요?", ["어촌계원", "2034. 3. ~ 2034. 11."]),
        ("바다지킴이 양성은 누구를 대상으로 어떤 방법으로 하나요?", ["어촌계원", "해양구조협회에 위탁"]),
        ("바다지킴이 양성 대상은 누구이며 무엇을 가르치나요?", ["어촌계원", "폐그물 수거"]),
    ],
)
def test_what_is_asked_behind_a_label_is_told_with_it(
    harbour: Assistant, question: str, told: list[str]
) -> None:
    answer = harbour.ask(question)
    assert answer.status == "answered"
    assert all(text in answer.answer for text in told), answer.answer
    bullets = [line.partition(" [")[0].strip() for line in answer.answer.splitlines() if "- " in line]
    assert len(bullets) == len(set(bullets)), answer.answer


LEAVE = """2034년 총무국 주요업무보고

미오름시 총무국

Ⅰ. 현안업무

1 순환휴직제 시행

□ 순환휴직제 개요  ※ 미오름시 2031년 도입
 ○ 순환휴직은 1급 10%, 2급 20%, 3급 30%로 배정
 ○ 신청자가 없는 부서는 다음 분기에 다시 배정

□ 추진내용
 ○ (도입취지) 오래 쉬지 못한 직원에게 재충전 기회 부여
 ○ (배정기준) 근속 7년 이상인 직원부터 배정

2 당직실 운영

□ 추진목적 : 야간 민원 공백 해소

□ 추진계획
 ○ 당직 휴게실 이전 : 별관 2층(84㎡)
"""


def test_the_purpose_stands_under_another_heading_of_the_thing(tmp_path: Path) -> None:
    with assistant_over(tmp_path, leave=LEAVE) as assistant:
        answer = assistant.ask("미오름시는 순환휴직제를 왜 도입했대?")
        assert "재충전 기회" in answer.answer
        assert "10%" not in answer.answer
        # the goal of a program is none of moving its room
        assert "야간 민원 공백" not in assistant.ask("당직 휴게실을 이전하는 이유는?").answer
