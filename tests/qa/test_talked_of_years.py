"""Conversations that move to other years, other ranks and what something becomes, over invented reports."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from index.build import build_store
from qa.answer import Answer
from qa.assistant import Assistant

OLDER = """# 2031년 물결시 살림국 주요업무보고

(2031. 1. 31. 기준)

## 1. 동별 여건

○ 인구현황
  ※ 최대 : 갯벌동 7만명(31천세대)
    최소 : 솔섬동 1만명(4천세대)
"""
NEWER = """# 2033년 물결시 살림국 주요업무보고

(2033. 4. 30. 기준)

## 1. 동별 여건

○ 인구현황
  ※ 최대 : 갯벌동 8만명(35천세대)
    최소 : 솔섬동 2만명(9천세대)

## 2. 배 등록 현황

(단위: 척)

구분	2031년	2032년	2033년
돛단배	210	230	260
나룻배	90	85	70

## 3. 물빛나루 신축

○ 위치 : 갯벌동 12번지
○ 총사업비 : 9,000백만원
○ 사 업 비 : 2,100백만원

## 4. 2032년 행정사무감사 처리결과

연번	지적사항	처리결과	비고
1	나루터 구명함이 모자라므로 늘릴 것	- 지정 가게 6개소와 협약, 구명함 연계 확대 : 6개소 → 9개소	추진중
2	물때 안내판을 새로 달 것	- 안내판 14개소 교체	완료
"""


@pytest.fixture(scope="module")
def shore(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("shore")
    for name, text in (("older", OLDER), ("newer", NEWER)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build_store([folder / "older.txt", folder / "newer.txt"], folder / "store")
    with Assistant.open(folder / "store") as opened:
        yield opened


def last(assistant: Assistant, *turns: str) -> Answer:
    return assistant.converse(turns)[-1]


def values(answer: Answer) -> list[Decimal]:
    return [figure.value for figure in answer.figures]


def test_years_between_two_figures_told(shore: Assistant) -> None:
    turns = ("물결시 돛단배는 2033년에 몇 척이야?", "2031년에는?", "그럼 2년 새 몇 척 늘었어?")
    assert Decimal(50) in values(last(shore, *turns))
    assert values(last(shore, *turns, "나룻배는 2033년에 몇 척이야?")) == [Decimal(70)]


def test_the_larger_of_the_last_two(shore: Assistant) -> None:
    turns = ("물결시 돛단배는 2033년에 몇 척이야?", "나룻배는?", "어디가 더 커?")
    assert values(last(shore, *turns)) == [Decimal(260), Decimal(70), Decimal(190)]


RANKED = "2031년 1월 기준 물결시에서 인구가 가장 많은 동과 그 인구는?"


def test_a_rank_in_another_year(shore: Assistant) -> None:
    assert values(last(shore, RANKED)) == [Decimal(7)]
    assert values(last(shore, RANKED, "2033년 4월에는?")) == [Decimal(8)]


def test_here_is_no_place_where_none_was_told(shore: Assistant) -> None:
    turns = ("물결시에서 우체통이 제일 적은 동은 어디야?", "거기 인구는 몇 명이야?")
    assert last(shore, *turns).status == "abstained"


def test_what_a_number_of_an_audit_becomes(shore: Assistant) -> None:
    turns = ("물결시 나루터 구명함 지적은 어떻게 됐어?", "구명함은 몇 개소로 늘린대?")
    assert values(last(shore, *turns)) == [Decimal(9)]


def test_the_cost_by_its_label(shore: Assistant) -> None:
    turns = ("물결시 물빛나루 신축은 어디에 해?", "올해 사업비는?")
    assert Decimal(9000) not in values(last(shore, *turns))
