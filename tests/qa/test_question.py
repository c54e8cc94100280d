"""What a question asks: measures, years, units, operations, names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import Analyzer
from qa.understanding.asked_years import take_years
from qa.understanding.query import Query, squash
from qa.understanding.question import parse_question

ANALYZER = Analyzer()


def parse(text: str, names: str = "") -> Query:
    return parse_question(text, ANALYZER.analyze, re.compile(names) if names else None)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("달빛과 사업비 집행률 몇 프로야?", ("spent_rate",)),
        ("3월까지 얼마 썼어?", ("spent",)),
        ("예산액, 집행액, 집행률은 각각 얼마?", ("budget", "spent", "spent_rate")),
        ("전년보다 얼마나 줄었고 증감률은?", ("change", "change_rate")),
        ("2분기 집행예정액은?", ("planned",)),
        ("총무과 정원과 현원은 몇 명?", ("quota", "staff")),
        ("주차장에서 걷은 돈 얼마야", ("collected",)),
        ("총무과 직원은 모두 몇 명이야?", ("staff",)),
        ("교육을 받은 직원은 몇 명이야?", ()),
        ("총무과 직원 동호회는 몇 명이야?", ()),
    ],
)
def test_measures(text: str, measures: tuple[str, ...]) -> None:
    assert parse(text).measures == measures


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2021년과 2023년을 비교해 줘", (2021, 2023)),
        ("'24년 예산은?", (2024,)),
        ("24년도 예산이랑 2023 예산", (2024, 2023)),
        ("2024. 3. 31. 기준", (2024,)),
        ("2,024명은 몇 %?", ()),
    ],
)
def test_years(text: str, years: tuple[int, ...]) -> None:
    assert parse(text).years == years


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("몇 명이야?", "명"),
        ("몇 곳이지?", "place"),
        ("몇 퍼센트?", "%"),
        ("얼마야?", "money"),
        ("참여 인원은?", "명"),
    ],
)
def test_units(text: str, unit: str) -> None:
    assert unit in parse(text).units


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("예산이 가장 많은 과는?", "largest"),
        ("집행률이 제일 낮은 부서는?", "smallest"),
        ("네 사업의 예산을 모두 더하면?", "sum"),
        ("전체에서 차지하는 비중은?", "share"),
        ("구청보다 얼마 더 많아?", "difference"),
        ("교육청의 몇 배야?", "ratio"),
        ("1인당 보험료는?", "per_head"),
        ("예산현액은 얼마야?", None),
        ("지원금은 얼마나 늘었나요?", "growth"),
        ("지원금은 얼마로 늘었나요?", None),
        ("회원은 몇 명으로 줄었어?", None),
    ],
)
def test_operations(text: str, operation: str | None) -> None:
    assert parse(text).operation == operation


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("총무과 예산은 얼마야?", "figure"),
        ("비대면 교육을 왜 늘리나요?", "passage"),
        ("추진 과제는 무엇무엇인가요?", "list"),
        ("행정사무감사에서 지적받은 주차장 문제 어떻게 됐어?", "audit"),
        ("경로당 지붕 고치라고 한 거 처리결과요", "audit"),
        ("나루터 난간 보강하라고한거 어떻게 됐어?", "audit"),
        ("나루터 난간 보강 조치결과는?", "audit"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert parse(text).kind == kind


def test_a_name_of_the_store_is_not_cut() -> None:
    texts = [term.text for term in parse("새별구 총무과 정원은?", names="새별구").terms]
    assert "새별구" in texts
    assert "총무과" in texts


def test_what_is_there_now_is_a_term() -> None:
    query = parse("체육진흥기금의 현재액과 현재 회원 수는?")
    assert [term.text for term in query.terms] == ["체육진흥기금", "현재액", "회원"]


def test_terms_of_the_asking_are_left_out() -> None:
    texts = [
        term.text for term in parse("그럼 구내식당 이용자는 모두 몇 명인지 알려줘").terms if not term.measure
    ]
    assert "구내식당" in texts
    assert not {"모두", "몇", "알려"} & set(texts)
    said = parse("구내식당 원래 예산이 얼마인지 궁금하네요").terms
    assert not {"원래", "궁금"} & {term.text for term in said}


def test_a_season_of_a_year_is_a_date() -> None:
    assert "봄" not in {term.text for term in parse("2031년 가을과 2033년 봄에 회원은 각각 몇 명이야?").terms}
    assert "겨울" in {term.text for term in parse("2031~2032년 겨울에 염화칼슘은 몇 톤 썼어?").terms}
    assert "여름" in {term.text for term in parse("2031년 여름 캠프 참가자는?").terms}


@given(st.text(max_size=120))
def test_any_text_is_parsed(text: str) -> None:
    query = parse(text)
    assert query.text == text
    assert all(0 <= term.start <= len(text) for term in query.terms)


def test_squash_makes_spellings_equal() -> None:
    assert squash("집행 율(%)") == squash("집행률(%)")
    assert squash("총 무 과") == "총무과"
    assert squash("보수·보강") == squash("보수ㆍ보강")


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("세출예산이 44.9% 줄어든 게 맞아?", ()),
        ("만족도가 96.5점인 곳은?", ()),
        ("’31.12.31 기준 인구는?", (2031,)),
        ("31.1월 기준 정원은?", (2031,)),
    ],
)
def test_a_decimal_is_no_year_and_month(text: str, years: tuple[int, ...]) -> None:
    assert tuple(year for year, _ in take_years(text)[0]) == years
