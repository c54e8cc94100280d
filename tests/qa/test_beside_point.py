"""What is compared with the year before or with what is named, counted, and refused as beside the point."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant
from qa.audits.filter import KINDS

HARBOUR = """2034년 상반기 주요업무보고

미오름시 항만국

2034. 6. 30. 기준

Ⅰ. 민원 접수
(단위 : 건)
연도	요금	수질	소음
2032년	3,120	512	938
2033년	2,984	465	872
2034년	1,188	303	391

Ⅱ. 성과지표
(단위 : 명)
지표	2034 목표	2034 실적
체험교실 수료	230	247
안전교육 이수	410	382
해설사 양성	36	31

Ⅲ. 예방접종센터
 ○ 인력 : 총 83명(의사 7명, 간호사 16명, 행정인력 60명)
 ○ 해난사망률(인구 10만명당) : 2032년 3.6명, 2033년 4.2명, 2034년 3.3명

Ⅳ. 2033년 행정사무감사 처리결과
 ○ 총괄 : 3건(완료 1, 추진중 2)
1. 부두 조명을 밝게 할 것 (항만정책과)
 - 추진상황 : 완료
 - 추진내용 : 조명 24개 교체
2. 낚시터 주차장을 넓힐 것 (어항관리과)
 - 추진상황 : 추진중
 - 추진내용 : 용지 보상 협의
3. 여객선 시간표를 바꿀 것 (항만정책과)
 - 추진상황 : 추진중
 - 추진내용 : 선사와 협의
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("harbour"), harbour=HARBOUR) as assistant:
        yield assistant


def values(assistant: Assistant, question: str) -> list[str]:
    return [str(figure.value) for figure in assistant.ask(question).figures]


def test_a_change_since_the_year_before_is_told_by_both_years(harbour: Assistant) -> None:
    answer = harbour.ask("수질 민원은 2033년에 그 전 해보다 줄었어?")
    assert derived(answer) == {("-47", "건")}
    assert {"465", "512"} <= {str(figure.value) for figure in answer.figures}


def test_what_is_named_before_how_many_times_divides(harbour: Assistant) -> None:
    for question in ("예방접종센터 간호사는 의사의 몇 배야?", "예방접종센터에서 의사보다 간호사가 몇 배야?"):
        assert ("2.3", "배") in derived(harbour.ask(question)), question


def test_years_of_a_range_are_all_told(harbour: Assistant) -> None:
    assert values(harbour, "해난사망률은 2032년부터 2034년까지 어떻게 변했습니까?") == ["3.6", "4.2", "3.3"]
    assert ("1280", "건") in derived(harbour.ask("수질 민원은 2032년부터 3년 동안 다 합치면 몇 건이야?"))


def test_rows_that_missed_their_targets_are_no_rest_of_one(harbour: Assistant) -> None:
    assert harbour.ask("성과지표 중에 2034년 목표 못 맞춘 게 몇 개야?").figures == ()


def test_a_total_alone_is_told_where_it_alone_is_asked_for(harbour: Assistant) -> None:
    assert values(harbour, "2033년 행정사무감사 요구사항은 총 몇 건입니까?") == ["3"]
    assert not any(said.search("보건의료원 지적은 몇 건") for _, said in KINDS)


def test_an_item_of_which_nothing_is_asked_is_not_told(harbour: Assistant) -> None:
    assert "요구" not in harbour.ask("임원 성과급을 낮추라는 지적은 어떻게 됐나요?").answer
