"""Why a figure or a thing is as it is, from notes, remark columns and sentences of invented documents."""

# ruff: noqa: E501 (a layout reads best on one line)
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.model import Block
from index.analyzer import Analyzer
from index.build import build_store
from qa.assistant import Assistant, routes
from qa.passages.causes import asks_cause
from qa.passages.statements import direction_of, of_blocks

CORPUS = """[[document]]
file = "maru.txt"
title = "2031년 주요업무보고"
agency = "마루군"
department = "농정국"
as_of = 2031-03-05
"""
BUDGET = """2031년 마루군 농정국 주요업무보고

Ⅰ. 예산현황

□ 세출 총괄

(단위 : 천원)

구분\t2031 예산액\t2030 예산액\t증감액\t증감률
합계\t36,700\t34,900\t1,800\t5.2%
논두렁 정비\t12,400\t15,900\t△3,500\t△22.0%
저수지 준설\t16,200\t11,800\t4,400\t37.3%
농막 관리\t8,100\t7,200\t900\t12.5%

{notes}

Ⅱ. 주요 사업

□ 논두렁 정비

  ○ 대 상 : 들말 일원 12km

  ○ 목 적 : 침식을 막아 재해를 예방하기 위함
"""
STATED = {
    "note with 사유": ("※ 논두렁 정비 감소 사유 : 들말 구간 준공\n\n※ 저수지 준설 증가 사유 : 가뭄 대비 국비 추가 교부", "들말 구간 준공", "국비 추가 교부"),
    "note with the change": ("※ 논두렁 정비 감소 : 들말 구간 준공\n\n※ 저수지 준설 증가 : 가뭄 대비 국비 추가 교부", "들말 구간 준공", "국비 추가 교부"),
    "because": ("- 논두렁 정비가 준 것은 들말 구간이 끝났기 때문임\n\n- 저수지 준설이 는 것은 가뭄 대비 국비가 더 내려왔기 때문임", "들말 구간이 끝났기", "국비가 더 내려왔기"),
    "as follows": ("* 논두렁 정비 감액은 들말 구간 준공에 따른 것임\n\n* 저수지 준설 증액은 가뭄 대비 국비 교부에 따른 것임", "들말 구간 준공", "국비 교부"),
    "what it became last": ("- 논두렁 정비는 들말 구간 준공으로 사업량이 크게 감소\n\n- 저수지 준설은 국비 교부로 사업량이 크게 증가", "들말 구간 준공", "국비 교부"),
}  # fmt: skip


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    """One analyser for all stores here."""
    return Analyzer()


def opened(folder: Path, text: str, analyzer: Analyzer) -> Assistant:
    """An assistant over one document."""
    folder.mkdir(exist_ok=True)
    (folder / "maru.txt").write_text(text, encoding="utf-8")
    (folder / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    build_store([folder], folder / "store", analyzer=analyzer)
    return Assistant.open(folder / "store")


@pytest.fixture(scope="module", params=sorted(STATED))
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer
) -> Iterator[tuple[Assistant, str, str]]:
    """A report with two stated causes: an assistant, why one thing fell and why another rose."""
    notes, fell, rose = STATED[request.param]
    folder = tmp_path_factory.mktemp("stated")
    with opened(folder / "one", BUDGET.format(notes=notes), analyzer) as assistant:
        yield assistant, fell, rose


@pytest.mark.parametrize(
    "question",
    [
        "마루군 논두렁 정비 예산이 왜 줄었어?",
        "2031년 논두렁 정비 예산을 감액한 사유는 무엇입니까?",
        "논두렁 정비 예산이 감소한 이유를 알려 주세요.",
        "마루군에서 논두렁 정비 예산이 크게 줄어든 까닭은?",
        "마루군 논두렁 정비 공사 예산은 왜 줄었나요?",  # of what kind it is no statement need say
        "논두렁 정비 특별회계 예산이 감소한 이유는?",
    ],
)
def test_the_cause_of_that_thing_alone(told: tuple[Assistant, str, str], question: str) -> None:
    assistant, fell, rose = told
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert fell in answer.answer
    assert rose not in answer.answer
    assert "12,400" not in answer.answer
    assert answer.citations


def test_the_cause_of_a_rise(told: tuple[Assistant, str, str]) -> None:
    assistant, fell, rose = told
    answer = assistant.ask("저수지 준설 예산이 늘어난 이유는 무엇인가요?")
    assert answer.status == "answered"
    assert rose in answer.answer
    assert fell not in answer.answer


def test_a_false_premise_is_denied_with_what_is_told(told: tuple[Assistant, str, str]) -> None:
    assistant, fell, _ = told
    answer = assistant.ask("마루군 논두렁 정비 예산이 늘어난 이유는 무엇입니까?")
    assert answer.status == "abstained"
    assert "줄었다고" in answer.answer
    assert fell in answer.answer
    assert answer.citations


def test_a_figure_is_no_cause(told: tuple[Assistant, str, str]) -> None:
    answer = told[0].ask("2031년 마루군 농막 관리 예산이 증가한 사유는 무엇입니까?")
    assert answer.status == "abstained"
    assert not answer.figures


def test_a_remark_of_the_very_row(tmp_path: Path, analyzer: Analyzer) -> None:
    table = (
        "□ 세입 총괄\n\n(단위 : 천원)\n\n구분\t2031 예산액\t2030 예산액\t증감액\t증감 사유\n"
        "대관료\t2,400\t3,100\t△700\t공사로 두 달 휴관\n임대료\t5,200\t4,800\t400\t점포 두 곳 추가 임대\n"
    )
    with opened(tmp_path / "one", BUDGET.format(notes=table), analyzer) as assistant:
        answer = assistant.ask("마루군 대관료 수입이 줄어든 이유는?")
        assert "두 달 휴관" in answer.answer
        assert "점포" not in answer.answer


def test_a_cause_under_a_heading_that_names_the_thing(tmp_path: Path, analyzer: Analyzer) -> None:
    sheet = (
        "□ 수로 개량\n\n  ○ 규모 : 3.2km\n\n  ○ 지연 사유 : 편입 토지 보상 협의 장기화\n\n"
        "□ 용배수로 준설\n\n  ○ 규모 : 1.1km\n\n  ○ 지연 사유 : 자재 납품 차질\n"
    )
    with opened(tmp_path / "one", BUDGET.format(notes=sheet), analyzer) as assistant:
        answer = assistant.ask("마루군 수로 개량 사업이 왜 늦어졌어?")
        assert answer.status == "answered"
        assert "보상 협의" in answer.answer


def test_spending_is_not_the_budget(tmp_path: Path, analyzer: Analyzer) -> None:
    notes = "※ 논두렁 정비 집행률이 낮은 까닭 : 겨울 공사 중지\n"
    with opened(tmp_path / "one", BUDGET.format(notes=notes), analyzer) as assistant:
        assert assistant.ask("논두렁 정비 예산이 감소한 사유는 무엇입니까?").status == "abstained"
        assert "겨울 공사 중지" in assistant.ask("논두렁 정비 집행률은 왜 낮아?").answer


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("예산이 줄어든 이유", "down"),
        ("대관료가 준 것은", "down"),
        ("지원이 는 까닭", "up"),
        ("착공이 늦어진 이유", "late"),
        ("이전하는 이유", ""),
        ("집행률이 낮은 것은", "down"),
        ("크게 증액한 사유", "up"),
    ],
)
def test_which_way_a_text_speaks_of(text: str, way: str) -> None:
    assert direction_of(text) == way


def test_a_plan_is_no_statement_of_a_cause() -> None:
    block = Block("bullet", "사업 확대에 따라 인력을 늘릴 계획", (1, 1), "-", 1, ("수로",), ())
    assert not list(of_blocks("a.txt", [block]))


def test_figures_do_not_answer_why(told: tuple[Assistant, str, str]) -> None:
    query = told[0]._parse("논두렁 정비 예산이 감소한 사유는 무엇입니까?")
    assert "figure" not in [name for name, _ in routes(query)]
    assert not any(
        map(
            asks_cause,
            [
                "원인행위액은 얼마입니까?",
                "사유지는 어디인가요?",
                "주요인사 방문은 언제야?",
                "원인자 부담금은?",
            ],
        )
    )


def test_rows_do_not_tell_why(told: tuple[Assistant, str, str]) -> None:
    answer = told[0].ask("마루군 농막 관리 사업 예산은 왜 줄었나요?")
    assert answer.status == "abstained"
    assert not answer.figures
