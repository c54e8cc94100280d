"""What is asked for by a label that stands nowhere is refused; over an invented report."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

ISLAND = """2035년 상반기 주요업무보고

노을섬군 관광과

2035. 6. 30. 기준

Ⅰ. 일반현황

□ 팀별 담당업무

팀명	담당업무
관광기획팀	관광 종합계획 수립, 축제 운영
해변관리팀	해변 청소, 안전요원 배치

Ⅱ. 주요업무 추진계획

1 은모래 야영장 조성

□ 사업개요
 ○ 위치 : 은모래 해변 뒤 솔숲
 ○ 규모 : 야영 자리 60면, 샤워장 2동
 ○ 운영방식 : 주민협동조합에 위탁

□ 추진계획
 ○ 3월 설계, 6월 착공
"""


@pytest.fixture(scope="module")
def island(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The report, ready to be asked."""
    with assistant_over(tmp_path_factory.mktemp("island"), island=ISLAND) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("노을섬군 은모래 야영장 조성의 운영방식을 알려 주세요.", "answered"),
        ("노을섬군 은모래 야영장 조성의 저작권을 알려 주세요.", "abstained"),
        ("노을섬군 은모래 야영장 조성의 임대차조건은 무엇인가요?", "abstained"),
        ("노을섬군 은모래 야영장 조성 통역 뭐뭐 있어?", "abstained"),
        ("노을섬군 조직 중 해변관리팀의 주요 기능은 무엇인가요?", "answered"),
        ("노을섬군 해변관리팀은 무엇을 하는 팀인가요?", "answered"),
        ("노을섬군 해변관리팀이 수행하는 업무를 정리해 주세요.", "answered"),
    ],
)
def test_a_label_that_stands_nowhere_is_not_answered_beside_the_point(
    island: Assistant, question: str, status: str
) -> None:
    assert island.ask(question).status == status
