"""Rows, columns and years that a question sets side by side: both sides are told, or none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over, derived, tabs, told

from qa.assistant import Assistant
from qa.passages.causes import asks_cause
from qa.understanding.asked_operation import asks_rest

SPENT = (
    ("구분", "예산현액", "집행액", "집행잔액", "집행률(%)"),
    ("합계", "9,000", "6,300", "2,700", "70.0"),
    ("화단 가꾸기", "4,000", "3,100", "900", "77.5"),
    ("온실 유지 및 관리", "3,000", "2,400", "600", "80.0"),
    ("숲길 정비", "2,000", "800", "1,200", "40.0"),
)
CLASSES = (
    ("강좌", "신청(명)", "선정(명)", "수료(명)"),
    ("꽃꽂이", "90", "60", "51"),
    ("나무 돌보기", "75", "40", "38"),
    ("읍·면 나들이", "30", "25", "20"),
)
BUDGET = (
    ("구분", "2033 예산현액", "2032 최종예산", "증감액", "증감률"),
    ("공무원인사관리", "7,700", "7,000", "700", "10.0%"),
    ("묘목 기르기", "1,800", "2,000", "△200", "△10.0%"),
    ("꽃길 조성", "660", "600", "60", "10.0%"),
)
AUDIT = (
    ("구분", "계", "완료", "추진 중"),
    ("계", "14", "9", "5"),
    ("시정요구", "8", "6", "2"),
    ("건의사항", "6", "3", "3"),
)
REPORT = f"""2033년 푸른뫼시 수목원 주요업무보고

□ 세출 현황 (단위: 천원)
{tabs(SPENT)}

□ 강좌 운영
{tabs(CLASSES)}

□ 세부사업별 예산 (단위: 천원)
{tabs(BUDGET)}

□ 행정사무감사 조치내역 (단위: 건)
{tabs(AUDIT)}

□ 새로 하는 일
 ○ 관람 시간 연장 : 하루 8시간 → 10시간
"""


@pytest.fixture(scope="module")
def garden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    corpus = '[report]\ntitle = "2033년 주요업무보고"\nagency = "푸른뫼시"\ndepartment = "수목원"\n'
    with assistant_over(tmp_path_factory.mktemp("garden"), corpus, report=REPORT) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        # three rows, one with a joining word in its name
        (
            "푸른뫼시 화단 가꾸기, 온실 유지 및 관리, 숲길 정비의 집행률을 비교해 주세요.",
            {("77.5", "%"), ("80.0", "%"), ("40.0", "%")},
        ),
        (
            "푸른뫼시 꽃꽂이, 나무 돌보기, 읍·면 나들이 신청은 각각 몇 명입니까?",
            {("90", "명"), ("75", "명"), ("30", "명")},
        ),
        ("푸른뫼시 꽃꽂이 나무 돌보기 수료 각각얼마", {("51", "명"), ("38", "명")}),
        # which is more
        (
            "푸른뫼시에서 집행률은 화단 가꾸기가 높습니까, 숲길 정비가 높습니까?",
            {("77.5", "%"), ("40.0", "%")},
        ),
        (
            "푸른뫼시 숲길 정비에서 집행액과 집행잔액 중 어느 쪽이 많습니까?",
            {("800", "천원"), ("1200", "천원")},
        ),
        # columns that no measure is known for
        ("푸른뫼시 꽃꽂이는 신청 대비 선정이 어떻게 됩니까?", {("90", "명"), ("60", "명")}),
        ("푸른뫼시 꽃꽂이 선정/수료", {("60", "명"), ("51", "명")}),
        # what is left beside what is spent
        (
            "푸른뫼시 화단 가꾸기와 숲길 정비의 집행잔액은 각각 얼마입니까?",
            {("900", "천원"), ("1200", "천원")},
        ),
        # a measure in another unit is told with them
        (
            "푸른뫼시 숲길 정비의 예산현액과 집행액, 집행률은?",
            {("2000", "천원"), ("800", "천원"), ("40.0", "%")},
        ),
        # a name that ends as a word for a cause begins
        (
            "푸른뫼시 공무원인사관리 예산은 2032년에서 2033년으로 어떻게 바뀌었나?",
            {("7000", "천원"), ("7700", "천원")},
        ),
        ("푸른뫼시 관람 시간 연장 전후 비교", {("8", "시간"), ("10", "시간")}),
    ],
)
def test_each_is_told(garden: Assistant, question: str, figures: set[tuple[str, str]]) -> None:
    answer = garden.ask(question)
    assert {figure for figure in told(answer) if figure not in derived(answer)} == figures


@pytest.mark.parametrize(
    ("question", "apart", "sides"),
    [
        ("푸른뫼시 꽃꽂이 신청하고 선정 차이 얼마나 나?", ("30", "명"), {("90", "명"), ("60", "명")}),
        (
            "푸른뫼시 숲길 정비 집행액하고 잔액 차이 얼마나 나?",
            ("400", "천원"),
            {("1200", "천원"), ("800", "천원")},
        ),
        (
            "2033년 푸른뫼시 묘목 기르기 예산현액과 전년도 예산현액의 차이는 얼마인가요?",
            ("-200", "천원"),
            {("1800", "천원"), ("2000", "천원")},
        ),
        ("푸른뫼시 건의사항과 시정요구의 완료 건수 차이는?", ("3", "건"), {("6", "건"), ("3", "건")}),
    ],
)
def test_both_sides_are_told_with_what_lies_between(
    garden: Assistant, question: str, apart: tuple[str, str], sides: set[tuple[str, str]]
) -> None:
    answer = garden.ask(question)
    assert apart in derived(answer)
    assert sides <= told(answer)


@pytest.mark.parametrize(
    "question",
    [
        "푸른뫼시 꽃길 조성 예산현액은 2032년보다 얼마나, 몇 % 늘었습니까?",
        "푸른뫼시 꽃길 조성 예산 2032년에 비해 2033년에 늘은 거야 줄은 거야?",
        "푸른뫼시 꽃길 조성 예산 작년보다 얼마 늘었고 몇 퍼센트야?",
    ],
)
def test_a_change_is_told_of_one_row(garden: Assistant, question: str) -> None:
    answer = garden.ask(question)
    assert ("60", "천원") in told(answer)
    assert "묘목" not in answer.answer


def test_what_is_left_of_one_is_not_taken_from_what_the_other_had(garden: Assistant) -> None:
    answer = garden.ask("푸른뫼시 숲길 정비 집행잔액은 화단 가꾸기 집행잔액보다 얼마나 많습니까?")
    assert answer.status == "abstained" or derived(answer) == {("300", "천원")}


def test_a_rest_is_asked_for_alone_or_beside_others() -> None:
    assert asks_rest("숲길 정비 예산 잔액은 얼마야?")
    assert asks_rest("숲길 정비 집행률과 잔액은 얼마입니까?")
    assert not asks_rest("숲길 정비 집행액과 잔액은 각각 얼마입니까?")


def test_a_name_asks_no_cause() -> None:
    assert not asks_cause("공무원인사관리 예산은 얼마입니까?")
    assert not asks_cause("민원인 편의 서비스에는 어떤 것들이 있습니까?")
    assert asks_cause("예산이 줄어든 원인은?")


@pytest.mark.parametrize(
    ("what", "said"), [("공무원인사관리", "700천원 늘었습니다"), ("묘목 기르기", "200천원 줄었습니다")]
)
def test_what_became_of_it_is_said_in_words(garden: Assistant, what: str, said: str) -> None:
    answer = garden.ask(f"푸른뫼시 {what} 예산은 2032년에서 2033년으로 어떻게 바뀌었나?")
    assert said in answer.answer
