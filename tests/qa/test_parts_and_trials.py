"""Two parts of a passage at once, what follows a trial, how often, and counts of offices side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, told

from qa.assistant import Assistant

LIBRARY = """2034년 하반기 주요업무보고

미오름시 도서관사업소

2034. 9. 30. 기준

Ⅰ. 중점 추진과제

1. 책마루 열람실 개편

□ 추진내용
 ○ 칸막이 열람실을 모둠이 모여 이야기하는 토론마당으로 바꿈
   - 악기 연습방 두 칸을 함께 꾸밈
□ 추진일정
 ○ 설계 공모(2034. 10월) 후 열람실 철거와 목공 공사 착수(2035. 2월)

2. 한밤 대출 서비스

□ 추진현황
 ○ 북문 무인대출대 시범운영(2034. 7.~12.)
   - 대출대 앞 안내원 배치 : 주 3회
   - 이용자 8,120명, 반납 지연 41건
□ 향후계획
 ○ 무인대출대 시범운영 결과를 보아 2035년 3월부터 남문과 서문까지 확대
 ○ 북콘서트 개최

3. 이동책방 운영
 ○ 요    금 : 무료
 ○ 운영방식 : 마을회관 앞에서 2시간씩 정차
 ○ 순회상담 : 월 2회

4. 옛 제분소 고쳐쓰기
 ○ 위    치 : 북문로 41
 ○ 공사기간 : 2035. 4월 착공, 12월 준공

Ⅱ. 2033년 행정사무감사 처리결과

   □ 총괄
                                              (단위 : 건)
   부서        계      완료    추진중    장기검토
   계           8         4         3        1
   자료과       5         3         2        -
   행사과       3         1         1        1

   □ 주요 지적사항

   부서        지적(요구)사항              처리결과                      구분

   자료과      낡은 책을 바꿀 것           책 2,140권을 새로 사서         완료
                                           서가에 둠

   행사과      강연을 늘릴 것              하반기에 강연 여섯 번을        추진중
                                           더 열기로 함

   행사과      야외극장을 지을 것          터가 좁아 다시 살펴보기로      장기검토
                                           함

Ⅲ. 일정

"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("library"), library=LIBRARY) as assistant:
        yield assistant


def test_each_part_of_a_question_is_told(library: Assistant) -> None:
    answer = library.ask("책마루 열람실을 어떤 공간으로 바꾸려 하며 목공 공사는 언제 시작하나?").answer
    assert "토론마당" in answer
    assert "2035. 2월" in answer


def test_what_follows_a_trial_stands_among_the_plans(library: Assistant) -> None:
    answer = library.ask("무인대출대 시범운영이 끝나면 어떻게 되나요?")
    assert "남문과 서문까지 확대" in answer.answer
    assert "8,120" not in answer.answer


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("무인대출대 앞 안내원은 얼마나 자주 배치해?", ("3", "회")),
        ("무인대출대 앞 안내원은 일주일에 몇 번 배치하나?", ("3", "회")),
    ],
)
def test_how_often_is_no_amount_of_money(library: Assistant, question: str, figure: tuple[str, str]) -> None:
    assert told(library.ask(question)) == {figure}


def test_a_number_of_the_month_is_none_of_the_week(library: Assistant) -> None:
    assert library.ask("이동책방 순회상담은 일주일에 몇 번 하나?").status == "abstained"


@pytest.mark.parametrize("question", ["야외극장은 언제 착공해?", "이동책방 회원 가입은 어떻게 해?"])
def test_what_is_told_of_something_else_is_no_answer(library: Assistant, question: str) -> None:
    answer = library.ask(question)
    assert "2035. 4월" not in answer.answer
    assert "정차" not in answer.answer


def test_counts_of_several_offices_stand_side_by_side(library: Assistant) -> None:
    answer = library.ask("자료과와 행사과의 감사 지적은 각각 몇 건이고 완료는 몇 건씩이야?")
    assert [str(figure.value) for figure in answer.figures] == ["5", "3", "3", "1"]
    answer = library.ask("행사과와 자료과의 감사 지적 완료 건수는 각각 몇 건인가요?")
    assert [str(figure.value) for figure in answer.figures] == ["1", "3"]


def test_a_status_may_be_written_as_two_words(library: Assistant) -> None:
    answer = library.ask("행정사무감사 지적은 완료, 추진 중, 장기 검토가 각각 몇 건이야?")
    assert {"4", "3", "1"} <= {str(figure.value) for figure in answer.figures}


def test_what_is_counted_or_named_stands_before_its_kind(library: Assistant) -> None:
    answer = library.ask("미오름시 도서관사업소 업무보고에 담긴 네 가지 과제를 적어 주세요")
    told_all = ("열람실 개편", "한밤 대출", "이동책방", "옛 제분소")
    assert all(name in answer.answer for name in told_all)


FUNDS = """2034년 상반기 주요업무보고

미오름시 재정국

2034. 6. 30. 기준

Ⅰ. 기금 현황

(단위 : 백만원)
기금명	조성액	사용액
안개숲기금	2,140	310
돌다리기금	890	120

Ⅱ. 의회 질문 조치현황

회기	구분	요지	조치내용	상태
제41회 임시회	시정질문	등대를 다시 켤 계획은	전구 12개를 주문함	추진중
제41회 임시회	자유발언	갯벌길에 난간을 달 것	난간 310m를 달고 있음	추진중
제42회 정례회	자유발언	부둣가 쓰레기를 치울 것	청소 인력 8명을 둠	완료
제42회 정례회	자유발언	쉼터에 그늘막을 칠 것	설계를 맡김	추진중

Ⅲ. 세입 현황

(단위 : 백만원)
구분	2033년	2034년
대관 수입	510	380
매점 수입	120	140

※ 대관 수입 감소 : 물빛관 지붕 공사로 넉 달 동안 문을 닫음
"""


@pytest.fixture(scope="module")
def funds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("funds"), funds=FUNDS) as assistant:
        yield assistant


def test_all_of_a_kind_are_told_of_the_agency_that_is_named(funds: Assistant) -> None:
    answer = funds.ask("미오름시 재정국이 운용하는 기금에는 어떤 것들이 있나요?").answer
    assert "안개숲기금" in answer
    assert "돌다리기금" in answer


def test_rows_of_one_name_are_told_by_their_cells(funds: Assistant) -> None:
    answer = funds.ask("자유발언 가운데 아직 추진중인 것은 무엇인가요?").answer
    assert "갯벌길에 난간" in answer
    assert "그늘막" in answer
    assert "등대" not in answer
    assert "쓰레기" not in answer


def test_a_cause_is_of_the_part_that_is_named(funds: Assistant) -> None:
    assert "지붕 공사" in funds.ask("세입 중 대관 수입이 왜 줄었나요?").answer
