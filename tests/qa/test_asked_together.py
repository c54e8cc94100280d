"""Questions that ask for a figure and for words beside it, and counts of audits side by side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant
from qa.derived.groups import months_asked
from qa.understanding.asked_figures import clauses, figures_asked

FERRY = """2034년 주요업무보고

노을군 도선과

2034. 6. 30. 기준

Ⅰ. 일반현황

 ○ 정원 및 현원 (단위 : 명)
구분	정원	현원
계	21	19
도선운영팀	12	11
선박정비팀	9	8

 ○ 팀별 업무
 - 도선운영팀 : 도선 운항, 매표, 승객 안전교육
 - 선박정비팀 : 기관 정비, 부품 구매

Ⅱ. 주요업무

1. 새 도선 건조
 ○ 은빛호는 2035년 4월 취항 예정, 건조비 86억원, 승선 정원 240명
 ○ 옛 도선은 박물관으로 고쳐 씀

2. 승선권 개선
 ○ 휴대전화로 승선권 구매 : 판매기 14대 철거

3. 도선 정비 실적
구분	1월	2월	3월	4월	5월	6월	7월
정비(건)	11	14	9	16	12	10	13

4. 승객 감소
 ○ 승객 감소 사유 : 요금 인상 55%, 결항 30%, 기타 15%

5. 매표기 설치
구분	수량(대)	금액(천원)
매표기 설치	12	36,000
 ○ 매표기 설치비 : 36,500천원
 ○ 선상 체험교실 : 봄·가을 각 3기, 기당 24명

Ⅲ. 행정사무감사 처리결과

(2033. 11. 실시, 지적 9건: 완료 5, 추진 3, 검토 1)

 ○ 시정·처리요구

□ 구명조끼가 낡았으므로 바꿀 것

 - 추진상황 : 완료

 - 추진내용 : 구명조끼 320벌을 바꿈(구매비 19,200천원), 보관함 6개 설치
"""
# what an office asks of the council is no request of an audit
ASKED = """2034년 주요업무보고

조약군 등대과

2034. 6. 30. 기준

Ⅰ. 행정사무감사 처리결과

 ○ 시정·처리요구

□ 등대 계단을 고칠 것

 - 추진상황 : 완료

 - 추진내용 : 계단 난간을 새로 놓음

Ⅱ. 의회 건의사항

1. 등대 진입로 확장에 드는 도비 지원을 요청하며 관련 예산의 조기 확보에 협조를 건의
2. 등대지기 수당 조례 제정
3. 등대 전시관 무상사용 허가

Ⅲ. 끝
"""
QUAY = """2033년 주요업무보고

솔숲군 부두과

2033. 6. 30. 기준

Ⅰ. 행정사무감사 처리결과

(2032. 11. 실시, 지적 7건: 완료 4, 추진 2, 검토 1)

 ○ 시정·처리요구

□ 부두 조명을 밝힐 것

 - 추진상황 : 완료

 - 추진내용 : 조명 40개를 바꿈
"""
EXCERPT = """2034년 주요업무보고

버들군 항로과

2034. 6. 30. 기준

Ⅰ. 행정사무감사 처리결과

□ 시정·처리 요구사항(주요)

 ○ 항로표지를 고칠 것

 - 추진상황 : 완료

 - 추진내용 : 등부표 3기를 고침

 ○ 항로 수심을 잴 것

 - 추진상황 : 추진 중

 - 추진내용 : 수심 측량 용역 발주
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over four reports of harbours."""
    folder = tmp_path_factory.mktemp("ferry")
    with assistant_over(folder, ferry=FERRY, quay=QUAY, lane=EXCERPT, light=ASKED) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figure", "words"),
    [
        ("노을군 도선운영팀의 현원은 몇 명이며 무슨 일을 맡고 있습니까?", ("11", "명"), "매표"),
        ("노을군 은빛호는 언제 취항하고 건조비는 얼마야?", ("86", "억원"), "2035년 4월"),
    ],
)
def test_a_figure_and_the_words_beside_it(
    assistant: Assistant, question: str, figure: tuple[str, str], words: str
) -> None:
    answer = assistant.ask(question)
    assert figure in {(str(one.value), one.unit) for one in answer.figures}
    assert words in answer.answer


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("팀은 몇 명이며 무슨 일을 맡고 있나요?", 2),
        ("언제 취항하고 건조비는 얼마야?", 2),
        ("어느 달에 제일 많아? 몇 건이야?", 1),  # of one figure, and where it is
        ("어디를 고치고 언제 시작하나요?", 1),  # words alone: told by one passage
    ],
)
def test_what_asks_for_words_is_a_question_of_its_own_beside_a_figure(text: str, count: int) -> None:
    assert len(clauses(text)) == count
    assert figures_asked(text) <= 1


def test_what_is_told_of_a_request_is_stated_whatever_is_asked_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("노을군 도선과 구명조끼 지적에 바꾼 수량과 구매비는 얼마입니까?")
    assert {("320", "벌"), ("19200", "천원"), ("6", "개")} <= {(str(f.value), f.unit) for f in answer.figures}


def test_totals_side_by_side_are_told_without_their_parts(assistant: Assistant) -> None:
    names = "노을군 도선과의 2033년 행정사무감사 지적과 솔숲군 부두과의 2032년 행정사무감사 지적"
    question = f"{names}은 각각 몇 건입니까?"
    assert [int(one.value) for one in assistant.ask(question).figures] == [9, 7]
    parts = question.replace("몇 건", "몇 건이고 완료는 몇 건")
    assert [int(one.value) for one in assistant.ask(parts).figures] == [9, 5, 7, 4]


def test_each_name_has_the_year_behind_it(assistant: Assistant) -> None:
    question = "행정사무감사 지적 건수는 노을군 도선과(2033년)와 솔숲군 부두과(2032년)가 각각 몇 건입니까?"
    assert [int(one.value) for one in assistant.ask(question).figures] == [9, 7]


def test_the_main_items_alone_are_no_count(assistant: Assistant) -> None:
    assert assistant.ask("버들군 항로과 행정사무감사 요구사항은 모두 몇 건입니까?").status == "abstained"


def test_a_sum_says_where_its_parts_stand(assistant: Assistant) -> None:
    answer = assistant.ask("노을군 도선 정비 건수를 1월부터 7월까지 모두 합하면 몇 건이야?")
    assert [(str(one.value), one.unit) for one in answer.figures] == [("85", "건")]
    assert "[1]" in answer.answer


@pytest.mark.parametrize(("months", "total"), [("2~4월", "39"), ("상반기", "72"), ("3월부터 5월까지", "37")])
def test_a_sum_goes_over_the_months_that_are_named(assistant: Assistant, months: str, total: str) -> None:
    answer = assistant.ask(f"노을군 도선 정비 건수를 {months} 합하면 모두 몇 건이야?")
    assert derived(answer) == {(total, "건")}
    assert months_asked(months)


def test_what_is_told_of_a_cause_states_its_figures(assistant: Assistant) -> None:
    answer = assistant.ask("노을군 승객 감소 사유를 비율과 함께 알려 주세요.")
    assert [str(one.value) for one in answer.figures] == ["55", "30", "15"]


def test_what_is_called_as_requests_are_is_told_in_words(assistant: Assistant) -> None:
    answer = assistant.ask("조약군 등대과가 의회에 올린 건의사항을 모두 알려 주세요.")
    assert "0건" not in answer.answer
    # what has nothing under it is an item, be it as short as a heading
    assert all(word in answer.answer for word in ("진입로", "수당 조례", "전시관"))


def test_so_many_at_a_time_is_not_how_many_in_all(assistant: Assistant) -> None:
    answer = assistant.ask("노을군 선상 체험교실 인원은 모두 몇 명이야?")
    assert answer.kind != "figure"


def test_how_much_is_asked_in_speech() -> None:
    assert figures_asked("매표기 설치비 얼만지 알려줘") == 1
