"""Ratios, shares and ranks over what a question names: the plan, the row above, the rows of one kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived

from qa.assistant import Assistant
from qa.figures.figure import answer_figure

CITY = """2034년 상반기 주요업무보고

여울빛시 기획조정국

2034. 6. 30. 기준

Ⅰ. 세출예산 현황
(단위 : 천원)
구분	예산현액	집행액
계	9,412,500	4,310,200
인력운영비	5,120,300	2,540,100
사업비	3,980,400	1,611,700
 기획예산과	1,920,800	702,300
 데이터담당관	311,900	150,400
 법무규제과	640,500	288,000
 청년정책과	1,107,200	471,000
기본경비	311,800	158,400

Ⅱ. 채용 추진실적
(단위 : 명)
구분	선발계획	접수인원	채용실적
임기제	64	512	51
공무직	38	266	35

Ⅲ. 교육 운영
(단위 : 명)
과정	당초계획	변경계획	이수율
외국어 과정	480	310	71.2%
통계 과정	150	205	64.0%

Ⅲ-1. 추가경정예산
(단위 : 천원)
구분	기정액	변경액
둘레길 정비	240,000	310,000
분수대 교체	95,000	61,500

Ⅳ. 관용차량 현황
(단위 : 대)
구분	계	전기	수소	경유
승용	48	17	5	26
승합	21	4	2	15

Ⅴ. 급식 점검
(단위 : 건)
구분	점검 계획	점검 실적	달성률
위생 점검	320	272	85.0%

Ⅵ. 주요 사업

1. 누리마루 복합청사 건립
 ○ 위치 : 여울빛시 물결동
 ○ 사업기간 : 2032 ~ 2036
 ○ 건축규모 : 연면적 18,420㎡, 지상 9층
 ○ 사업비 : 614억원

2. 자치연수원 이전
 □ 이전지 개요
 ○ 위 치 : 물결동 38번지 일원(옛 솔내어학원)
 ○ 부지면적 : 41,200㎡
 ○ 규 모 : 지상 5층(연면적 9,870㎡)
 ○ 이전비용 : 88억원
"""

HALL = """2035년 주요업무보고

달무리시 문화국

2035. 1. 31. 기준

1. 은하문화회관 건립
 ○ 위치 : 달무리시 새솔동
 ○ 건축규모 : 연면적 7,310㎡, 지상 4층
 ○ 사업비 : 205억원
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("ratios"), city=CITY, hall=HALL) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("여울빛시 임기제 선발계획 대비 채용실적의 비율은 몇 %입니까?", "79.7"),
        ("공무직은 선발계획 대비 채용 비율이 몇 프로야?", "92.1"),
        ("여울빛시 공무직 채용 실적은 선발계획대비 몇 %야?", "92.1"),
        ("임기제 접수인원 대비 채용실적 비율은 몇 %야?", "10.0"),
        ("임기제 채용실적 대비 접수인원의 비율은 몇 %입니까?", "1003.9"),
    ],
)
def test_a_ratio_of_two_columns(assistant: Assistant, question: str, share: str) -> None:
    assert derived(assistant.ask(question)) == {(share, "%")}


def test_a_ratio_that_is_printed_too(assistant: Assistant) -> None:
    assert "85.0%" in assistant.ask("여울빛시 위생 점검은 계획 대비 실적 비율이 몇 %야?").answer
    assert "85.0%" in assistant.ask("여울빛시 위생 점검 달성률은 몇 %야?").answer


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("여울빛시 승용 관용차량 중 전기와 수소를 합한 비율은 몇 %입니까?", {("22", "대"), ("45.8", "%")}),
        ("승합 관용차량 가운데 전기랑 경유를 더하면 몇 %야?", {("19", "대"), ("90.5", "%")}),
    ],
)
def test_the_share_of_a_sum(assistant: Assistant, question: str, figures: set[tuple[str, str]]) -> None:
    assert derived(assistant.ask(question)) == figures


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("여울빛시 기획조정국 사업비 예산현액 중 청년정책과가 차지하는 비율은 몇 %입니까?", "27.8"),
        ("세출예산 현황에서 사업비 집행액 가운데 법무규제과 비중은 몇 %야?", "17.9"),
        ("여울빛시 기획조정국 예산현액에서 기본경비가 차지하는 비중은?", "3.3"),
    ],
)
def test_the_whole_is_the_row_that_is_named(assistant: Assistant, question: str, share: str) -> None:
    assert derived(assistant.ask(question)) == {(share, "%")}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("여울빛시 기획조정국 사업비 예산현액이 제일 적은 과는 어디야?", "법무규제과"),
        ("여울빛시 기획조정국 과들 중에 사업비 예산현액이 가장 적은 과는 어디이고 얼마입니까?", "640,500"),
        ("여울빛시 기획조정국 사업비 예산현액이 제일 적은 부서는 어디야?", "데이터담당관"),
    ],
)
def test_a_rank_over_the_rows_of_a_kind(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("여울빛시 외국어 과정 교육은 당초계획에서 변경계획으로 바뀌며 몇 명 줄었습니까?", ("170", "명")),
        ("여울빛시 둘레길 정비는 기정액에서 변경액으로 바뀌며 얼마나 늘었나요?", ("70000", "천원")),
        ("분수대 교체 변경액은 기정액보다 얼마 줄었어?", ("33500", "천원")),
        ("통계 과정 교육 인원은 변경되면서 당초보다 몇 명 늘었어?", ("55", "명")),
    ],
)
def test_what_a_plan_became(assistant: Assistant, question: str, by: tuple[str, str]) -> None:
    assert derived(assistant.ask(question)) == {by}


@pytest.mark.parametrize(
    "question",
    [
        "누리마루 복합청사 사업비얼마고 연면적은 몇 제곱미터야?",
        "누리마루 복합청사 건립의 연면적은 몇 ㎡이고 사업비는 얼마입니까?",
    ],
)
def test_two_figures_of_one_item(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert {(str(figure.value), figure.unit) for figure in answer.figures} == {
        ("18420", "㎡"),
        ("614", "억원"),
    }


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("여울빛시 옛 솔내어학원의 부지면적과 연면적은 각각 얼마입니까?", {("41200", "㎡"), ("9870", "㎡")}),
        ("물결동 옛 솔내어학원은 부지면적이 몇 ㎡고 이전비용은 얼마야?", {("41200", "㎡"), ("88", "억원")}),
    ],
)
def test_two_figures_of_a_place_that_is_told_beside_them(
    assistant: Assistant, question: str, figures: set[tuple[str, str]]
) -> None:
    answer = assistant.ask(question)
    assert {(str(figure.value), figure.unit) for figure in answer.figures} == figures


def test_what_is_elsewhere_is_not_of_the_place(assistant: Assistant) -> None:
    assert assistant.ask("여울빛시 옛 은구슬극장의 부지면적은 몇 ㎡야?").status == "abstained"


def test_what_is_compared_is_no_sum_and_of_no_two_years(assistant: Assistant) -> None:
    question = "여울빛시 누리마루 복합청사의 연면적을 모두 합한 값은 달무리시 은하문화회관보다 몇 ㎡ 넓어?"
    assert assistant._parse(question).operation == "difference"
    query = assistant._parse(
        "여울빛시 누리마루 복합청사 연면적은 달무리시 은하문화회관 연면적보다 몇 ㎡ 넓어?"
    )
    found = answer_figure(assistant._context(query, None))
    assert found
    assert derived(found[0]) == {("11110", "㎡")}
