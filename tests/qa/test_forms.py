"""An answer has the form that is asked for: each year, a change, what each of many has, what is left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

REPORT = """2034년 주요업무보고

물안군 생활과

2034. 6. 30. 기준

Ⅰ. 일반현황

1. 정원 및 현원 (단위 : 명)
구분	정원	현원
복지팀	12	11
시설팀	9	8

2. 예산 현황 (단위 : 천원)
구분	2033 예산	2034 예산	증감액	증감률
청소년 쉼터	500,000	340,000	△160,000	△32.0%
공용 차량	320,000	280,000	△40,000	△12.5%
급식 카드	400,000	420,000	20,000	5.0%

3. 조리실 현황 (단위 : 명)
학교	조리원
새들	12
해맑은	9
물안	7

4. 성과지표
지표	2033 목표	2033 실적	2034 목표
콜택시 대기시간(분)	30	33	27

Ⅱ. 주요업무

1. 산불 예방
 ○ 봄철 산불 2건 발생, 감시원 26명 운영

2. 경로당 난방비 지원
 ○ 지원액 : 2033년 768백만원, 2034년 812백만원

3. 직원 복지
 ○ 동호회 활성화, 휴양소 운영, 체력단련실 개방

4. 책잔치 개최
 ○ 2033년 책잔치 방문객 14,300명

5. 창틀 교체
 ○ 창틀 교체가 늦어진 사유 : 방학에만 공사할 수 있음

6. 온라인 강좌 전환
 ○ 집합강좌 대신 온라인 중심 운영 : 8개 강좌, 1,240명
 ○ 수강 문의 4,300건(전년 대비 120건 증가)

7. 생활민원 상담센터 운영
 ○ 생활민원 상담센터 : 연중 운영, 상담 만족도 조사 2회

8. 물안 콜택시 운영
 ○ 물안 콜택시 대표번호(033-000-1234) 홍보 : 연중
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One invented report."""
    with assistant_over(tmp_path_factory.mktemp("forms"), mulan=REPORT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question",
    [
        "봄철 산불은 2033년과 2034년에 각각 몇 건이야?",
        "공용 차량은 2034년에 얼마 남겼어?",
        "2034년 경로당 1개소당 평균 난방비 지원액은 얼마인가요?",
        "2034년에 새로 도입한 직원 복지는 뭐야?",
        "2034년 책잔치에는 몇 명이나 왔어?",
        "새들과 다래 조리원을 합하면 몇 명인가요?",
        "온라인 강좌로 바뀌면서 수강 인원이 몇 명 줄었어?",
        "물안군 생활민원 상담센터 번호가 뭐야?",
    ],
)
def test_what_has_another_form_is_refused(report: Assistant, question: str) -> None:
    """One year of two, a passage for a rest, a total for an average, old things for new, all rows."""
    assert report.ask(question).status == "abstained"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("물안군 수강 문의는 몇 건 늘었어?", "수강 문의 증가 전년 대비는 120건"),  # not 4,300
        ("물안군 콜택시 대표번호가 뭐야?", "033-000-1234"),
    ],
)
def test_what_has_the_form_in_words_is_told(report: Assistant, question: str, said: str) -> None:
    answer = report.ask(question)
    assert answer.status == "answered"
    assert said in answer.answer


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("2033년 책잔치에는 몇 명이나 왔어?", {14300}),
        # what should be is told with what is, where neither is asked for by name
        ("복지팀은 몇 명이야?", {12, 11}),
        ("2033년 콜택시 대기시간은 몇 분이었어?", {33}),
        ("복지팀 정원은 몇 명이야?", {12}),
        # the rate alone, no other column
        ("급식 카드 2034년 예산은 2033년보다 몇 % 증감했습니까?", {5}),
    ],
)
def test_figures_have_the_form_that_is_asked_for(report: Assistant, question: str, values: set[int]) -> None:
    """All that is asked for, and no more than that and what it is computed of."""
    told = {int(figure.value) for figure in report.ask(question).figures}
    assert values <= told <= values | {400000, 420000}


def test_what_was_cut_most_is_told_by_changes(report: Assistant) -> None:
    """The budgets alone do not tell which was cut more."""
    answer = report.ask("청소년 쉼터와 공용 차량 예산 중 뭐가 더 많이 깎였어?")
    assert answer.status == "abstained" or {abs(figure.value) for figure in answer.figures} & {160000, 40000}


def test_a_cause_is_no_figure(report: Assistant) -> None:
    """사연 is a word for a cause."""
    assert "방학에만" in report.ask("창틀 교체가 늦어진 사연이 뭐야?").answer
