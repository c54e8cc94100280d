"""Passages are shown by what one of their lines tells in whatever words, and by the unit asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.assistant import Assistant
from qa.context import Context
from qa.nearness import FEATURES, features
from tests.invented import assistant_over

PARKS = """2032년 솔빛군 공원녹지과 주요업무보고

2032. 2. 10.

Ⅰ. 주요업무

1. 도시숲 조성

○ 도시숲 이용 만족도 조사로 주민 의견 수렴
○ 도시숲 조성 기본계획 수립

2. 위험수목 정비

○ 태풍 대비 위험수목 전수조사
 - 쓰러질 우려가 있는 고목 41그루 제거
○ (추진배경) 도로변 낙하 사고를 미리 막음

3. 공원 시설물 점검

○ 놀이터 그네 등 시설물 17개소 점검
"""


ABOUT = """
[[document]]
file = "parks.txt"
title = "2032년 솔빛군 공원녹지과 주요업무보고"
agency = "솔빛군"
department = "공원녹지과"
as_of = 2032-02-10
"""


@pytest.fixture
def parks(tmp_path: Path) -> Iterator[Assistant]:
    """Over one report of an office that does not exist."""
    with assistant_over(tmp_path, ABOUT, parks=PARKS) as assistant:
        yield assistant


def _of(assistant: Assistant, question: str) -> Context:
    return Context(assistant._parse(question), assistant._library)


def test_the_passage_whose_line_tells_it_is_shown_first(parks: Assistant) -> None:
    for question in (
        "넘어질까 걱정되는 큰 나무를 몇 그루나 치웠어?",
        "아이들 노는 곳은 몇 군데나 살펴봤나요?",
    ):
        wanted = "고목 41그루" if "나무" in question else "놀이터"
        assert wanted in parks.chunks(question, 1)[0].text, question


def test_a_passage_with_figures_of_the_unit_that_is_asked_for_is_told_apart(parks: Assistant) -> None:
    context = _of(parks, "큰 나무를 몇 그루나 치웠어?")
    found = features(context.query, context.hits, context.library, context.figures_fit)
    unit = found[:, FEATURES.index("unit")]
    held = ["그루" in hit.chunk.text for hit in context.hits]
    assert unit.tolist() == [float(one) for one in held]
    assert 0 < sum(held) <= len(held)


def test_a_bullet_of_what_is_asked_for_tells_a_passage_apart(parks: Assistant) -> None:
    for question, told in (("나무를 살펴보게 된 까닭은?", ["추진배경"]), ("나무 이야기", [])):
        context = _of(parks, question)
        found = features(context.query, context.hits, context.library, None)[:, FEATURES.index("intent")]
        held = [float(any(word in hit.chunk.text for word in told)) for hit in context.hits]
        assert found.round().tolist() == held


def test_names_and_years_are_no_part_of_what_lines_are_compared_with(parks: Assistant) -> None:
    plain = _of(parks, "위험수목 전수조사")
    named = _of(parks, "2032년 솔빛군 공원녹지과의 위험수목 전수조사")
    told = [
        features(one.query, one.hits, one.library, None)[:, FEATURES.index("line meaning")].max()
        for one in (plain, named)
    ]
    assert told[0] == pytest.approx(told[1], abs=0.01)


def test_every_hit_has_a_place_and_the_nearest_is_the_first_of_those_looked_at(parks: Assistant) -> None:
    context = _of(parks, "놀이터 시설물 점검")
    assert sorted(context.by_nearness) == list(range(len(context.hits)))
    assert context.nearest is not None
    assert "놀이터" in context.nearest.chunk.text
    nothing = _of(parks, "놀이터 시설물 점검")
    nothing.__dict__["hits"] = ()
    assert nothing.nearest is None
    assert nothing.by_nearness == []
