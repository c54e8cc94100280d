"""What a question sets as a condition holds of the answer: what is new, what was in a month; over invented reports."""

# ruff: noqa: E501 (a case reads best on one line)

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

CARE = """2034년 상반기 주요업무보고

물바람구 총무과

2034. 6. 30. 기준

Ⅰ. 주요업무 추진실적

1 직원 후생복지 운영

□ 사업개요
 ○ 복지포인트와 단체보험 운영
 ○ 동호회 지원, 건강검진 지원
 ○ 휴양소와 체력단련실 운영

□ 추진실적
 ○ 복지포인트 지급 : 912명
 ○ 2034년 신설 사업
   - 입양 축하금 지원 : 3명
   - 치유 상담실 운영 : 41회
   - 새내기 장비 지원 : 57명

2 찾아가는 고충상담

□ 추진개요
 ○ 대상기관 : 구 산하 사업소
 ○ 방문실적
   - (1회) 물재생센터 방문('34. 3. 11.)
   - (2회) 꽃길사업소 방문('34. 5. 20.)
"""


@pytest.fixture(scope="module")
def care(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The report, ready to be asked."""
    with assistant_over(tmp_path_factory.mktemp("care"), care=CARE) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "told", "others"),
    [
        ("물바람구가 2034년에 새로 도입한 직원 후생복지 사업 세 가지는 무엇인가요?", ["입양 축하금", "치유 상담실", "새내기"], ["휴양소", "912"]),
        ("물바람구가 고충상담으로 3월에 방문한 기관은 어디인가?", ["물재생센터"], []),
    ],
)  # fmt: skip
def test_what_is_told_meets_the_condition(
    care: Assistant, question: str, told: list[str], others: list[str]
) -> None:
    answer = care.ask(question)
    assert answer.status == "answered"
    assert all(text in answer.answer for text in told), answer.answer
    assert not any(text in answer.answer for text in others), answer.answer
