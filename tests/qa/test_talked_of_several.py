"""Conversations over several things told: which is more, what was first planned, and counts of requests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, told

from qa.answer import Answer
from qa.assistant import Assistant

GARDENS = """2041년 주요업무보고

물목시 녹지국

2041. 6. 30. 기준

1. 부서별 예산

(단위 : 백만원, %)
부서	2040 예산현액	2041 예산현액	집행률
합계	9,400	10,000	48.2
공원과	5,000	5,300	51.0
산림과	4,000	4,100	44.0
화훼과	400	600	61.0

2. 숲 해설사 양성교육 운영

□ 추진개요

○ 교육규모 : 6회 120명 (당초 9회 180명)

○ 교육기간 : 2041. 3. 2. ~ 2041. 11. 28.

□ 추진실적

○ 추진실적 : 4회 90명(75.0%)

○ 우수 해설사 시상: 8명, 640천원

○ 상담 실적 : 70건(방문상담 40건, 전화상담 20건, 온라인상담 10건)

□ 향후계획

○ 해설사 현장 실습 교육(2회, 30명)

3. 공원 이용료

○ 이용료 상한 : 20만원('40년) → 25만원('41년)

4. 마을숲 현황

○ 면적 : 900㎢(마을 평균 30㎢)

※ 최대 : 달뫼마을 75㎢, 최소 : 별내마을 12㎢
"""


@pytest.fixture(scope="module")
def gardens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over an invented report."""
    with assistant_over(tmp_path_factory.mktemp("gardens"), gardens=GARDENS) as opened:
        yield opened


def last(assistant: Assistant, *questions: str) -> Answer:
    answer = assistant.converse(questions)[-1]
    assert answer.status == "answered", answer.answer
    return answer


BUDGETS = ("물목시 공원과 집행률은 몇 %야?", "산림과는?")


def test_the_one_of_two_that_is_more_is_named(gardens: Assistant) -> None:
    answer = last(gardens, *BUDGETS, "둘 중에 뭐가 더 높아?")
    assert "공원과가 더 높습니다. 차이는 7.0%p" in answer.answer


def test_the_least_of_three_told_is_first(gardens: Assistant) -> None:
    answer = last(gardens, *BUDGETS, "화훼과는?", "셋 중 제일 낮은 건?")
    assert [str(figure.value) for figure in answer.figures] == ["44.0", "51.0", "61.0"]


def test_what_changed_more_is_asked_of_each_with_its_years(gardens: Assistant) -> None:
    answer = last(
        gardens,
        "물목시 공원과 2041년 예산현액은?",
        "작년에는?",
        "얼마나 늘었어?",
        "화훼과는?",
        "둘 중에 뭐가 더 많이 늘었어?",
    )
    assert [str(figure.value) for figure in answer.figures if figure.derivation] == ["300", "200"]


def test_what_was_spoken_of_before_is_come_back_to(gardens: Assistant) -> None:
    answer = last(
        gardens,
        "물목시 공원과 2041년 예산현액은?",
        "산림과는?",
        "근데 숲 해설사 교육은 언제까지 해?",
        "다시 아까 그 두 과로 돌아가서, 집행률 차이는 몇 %p야?",
    )
    assert derived(answer) == {("7.0", "%p")}


def test_what_is_added_up_has_a_share_of_the_whole(gardens: Assistant) -> None:
    answer = last(gardens, "물목시 공원과 2041년 예산현액은?", "산림과는?", "합치면 전체의 몇 프로야?")
    assert ("94.0", "%") in derived(answer)


def test_what_is_called_by_its_name_is_come_back_to(gardens: Assistant) -> None:
    answer = last(
        gardens,
        "물목시 공원과 2041년 예산현액은?",
        "산림과는?",
        "아까 그 공원과로 돌아가서 작년보다 얼마나 늘었어?",
    )
    assert derived(answer) == {("300", "백만원"), ("6.0", "%")}


DONE = "물목시 숲 해설사 양성교육은 6월 말까지 몇 회에 몇 명을 교육했나요?"


def test_what_was_done_is_no_plan(gardens: Assistant) -> None:
    assert told(gardens.ask(DONE)) == {("4", "회"), ("90", "명")}


@pytest.mark.parametrize(
    ("questions", "figures"),
    [
        ((DONE, "계획 대비 몇 %야?"), {("75.0", "%")}),
        ((DONE, "계획 대비 몇 %야?", "그럼 앞으로 몇 회 몇 명 남았어?"), {("2", "회"), ("30", "명")}),
        (
            ("물목시 숲 해설사 양성교육 규모는 몇 회 몇 명으로 변경됐어?", "원래는?"),
            {("9", "회"), ("180", "명")},
        ),
        (("물목시 숲 해설사 상담 중 방문상담은 몇 건이야?", "제일 적은 건?"), {("10", "건")}),
        (("물목시 산림과 예산현액은 작년보다 얼마나 늘었어?", "그건 몇 프로야?"), {("2.5", "%")}),
        (("물목시 마을숲 면적이 제일 넓은 마을은?", "제일 좁은 데는?"), {("12", "㎢")}),
    ],
)
def test_beside_what_prose_told(
    gardens: Assistant, questions: tuple[str, ...], figures: set[tuple[str, str]]
) -> None:
    assert told(last(gardens, *questions)) >= figures


def test_money_told_as_done_is_what_was_paid(gardens: Assistant) -> None:
    assert ("640", "천원") in told(gardens.ask("물목시 우수 해설사 시상에는 얼마 나갔어?"))


AUDIT = ("도담시 인재개발원 행정사무감사 시정·처리요구사항은 몇 건이야?", "거기서 검토 중만 따로")


def test_counts_of_requests_go_on_in_kind_and_state(sample_assistant: Assistant) -> None:
    total, of_state, of_kind = sample_assistant.converse([*AUDIT, "건의사항은 몇 건이야?"])
    assert ("5", "건") in {(value, "건") for value, _ in told(total)}
    assert "시정·처리요구 · '검토 중': 1건" in of_state.answer
    assert "건의: 총 3건" in of_kind.answer


def test_the_state_told_before_is_meant_of_another_kind_too(sample_assistant: Assistant) -> None:
    answer = last(sample_assistant, *AUDIT, "완료는?", "이번엔 건의사항 것도")
    assert "건의: 총 3건" in answer.answer
    assert "완료 2건" in answer.answer


def test_counts_of_several_numbers_are_not_added_up(sample_assistant: Assistant) -> None:
    answer = sample_assistant.converse([*AUDIT, "이번엔 건의사항 것도", "둘 합치면?"])[-1]
    assert answer.status == "abstained"
