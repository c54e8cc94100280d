"""What was proposed at a meeting, in a report that has requests of an audit too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

REPORT = """2041년 주요업무보고

물목시 녹지국

2041. 6. 30. 기준

1. 숲해설가 간담회 개최

□ 개최개요
 ○ 일 시 : '41. 4. 3.(수) 14:00
 ○ 장 소 : 녹지국 회의실
□ 간담회 결과 (주요 건의사항)
 ○ (교육) 숲 안전교육을 해마다 두 번 열어 달라는 요청
 ○ (채용) 계절 근로자를 숲해설가로 채용할 길을 열어 달라는 요청
□ 향후계획
 ○ 관련 부서와 건의사항 공유 및 검토 : '41. 5~6월

2. 행정사무감사 처리결과

○ 건의사항

□ 감사자료를 제때 내지 않은 것은 의회의 자료 요구권을 가볍게 본 것이므로 건의사항을 검토하기 바람(공원과)
 ○ 추진상황 : 추진완료
 ○ 추진내용
  - 자료 제출 절차를 담당자 교육으로 개선

□ 공원 근로자 채용과 관련하여 안전교육을 검토하기 바람(산림과)
 ○ 추진상황 : 추진 중
 ○ 추진내용
  - 채용 공고에 교육 이수 조건 명시
"""


@pytest.fixture(scope="module")
def meetings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report of a meeting and of an audit."""
    with assistant_over(tmp_path_factory.mktemp("meetings"), report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("간담회에서 채용 관련해서 나온 건의는?", "숲해설가로 채용할 길"),
        ("간담회 건의사항은 언제 검토하나요?", "5~6월"),
    ],
)
def test_no_request_of_an_audit(meetings: Assistant, question: str, told: str) -> None:
    answer = meetings.ask(question)
    assert answer.kind != "audit"
    assert told in answer.answer


def test_a_request_of_the_audit(meetings: Assistant) -> None:
    assert meetings.ask("공원 근로자 채용과 안전교육에 대한 건의사항은 어떻게 됐어?").kind == "audit"
