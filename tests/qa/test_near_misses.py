"""What stands right beside what is asked is not told as if it were that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

REPORT = """2034년 주요업무보고

물안군 생활과

2034. 6. 30. 기준

Ⅰ. 일반현황

1. 정원 현황 (단위 : 명)
구분	정원	현원
복지팀	12	11
시설팀	9	8

2. 예산 현황 (단위 : 천원)
구분	2033 예산현액	2034 예산현액	증감액	국비	군비
청소년	900,000	760,000	△140,000	210,000	550,000
청소년 쉼터	500,000	340,000	△160,000	210,000	130,000
급식카드	400,000	420,000	20,000	-	420,000

3. 조직 개편 (단위 : 명)
구분	개편 전 정원	개편 후 정원	내용
돌봄팀	14	17	아이돌봄 이관
자활팀	10	8	통합

Ⅱ. 주요업무

1. 마을식당 새로 고침
 ○ 사업비 : 4억 2천만원(설계 3천만원, 공사 3억 9천만원)
 ○ 공사기간 : '34. 3월 ~ '34. 11월

2. 전입 청년 정착 지원
 ○ 전입 청년 2031년 162명, 2032년 148명, 2033년 139명

3. 청사 신축
구분	위치	준공
한솔소방서	한솔읍	2035. 10.
나루소방서	나루면	2036. 3.

4. 경로당 지원
 ○ 난방비 : 개소당 연 185만원

Ⅲ. 2033년 행정사무감사 처리결과

번호	지적사항	처리결과	상태
1	마을버스 결행 방치	결행 자동 수집	완료
2	악취 민원 반복	측정기 12대 설치	추진중
3	요양병원 직영 전환	위탁 유지	불가
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One invented report."""
    with assistant_over(tmp_path_factory.mktemp("near_misses"), mulan=REPORT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "복지팀 현원 중 여성 몇 명이야?",
        "시설팀 6급 현원 몇 명",
        "급식카드 예산 국비 얼마야?",
        "청소년 쉼터 예산 중 도비는 얼마야?",
        "마을식당 공사 감리비 얼마야",
        "전입 청년 2034년 몇 명이야",
        "경로당 난방비 1인당 얼마야",
        "가람소방서 언제 준공돼?",
    ],
)
def test_what_is_told_of_the_whole_or_of_another_is_no_answer(report: Assistant, question: str) -> None:
    assert report.ask(question).status == "abstained"


def test_whether_works_are_done_is_not_told_by_what_they_cost(report: Assistant) -> None:
    assert not report.ask("마을식당 공사 다 끝났어?").answer.endswith("3억 9천만원입니다. [1]")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("청소년 쉼터 예산 국비 얼마야?", "210,000천원"),
        ("한솔소방서 언제 준공돼?", "2035. 10."),
        ("돌봄팀 정원 몇 명으로 늘어?", "개편 후 정원 17명"),
        ("복지팀 현원 몇 명이야?", "11명"),
    ],
)
def test_what_is_asked_itself_is_told(report: Assistant, question: str, told: str) -> None:
    assert told in report.ask(question).answer


def test_rows_whose_budget_shrank_are_told_when_asked_in_spoken_words(report: Assistant) -> None:
    answer = report.ask("예산 줄어든 사업 뭐뭐 있어?").answer
    assert "청소년 쉼터" in answer
    assert "급식카드" not in answer


@pytest.mark.parametrize(
    ("question", "told", "left"),
    [
        ("행감 지적사항 중 추진중인거 뭐야", "악취 민원", "마을버스"),
        ("행감 불가로 된 거 뭐야", "요양병원", "악취 민원"),
    ],
)
def test_items_of_a_status_are_listed_alone(report: Assistant, question: str, told: str, left: str) -> None:
    answer = report.ask(question).answer
    assert told in answer
    assert left not in answer
