"""Rows that are picked by what a cell of them says, over invented tables."""

# ruff: noqa: E501 (a table reads best on one line)
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import LAYOUTS, assistant_over

from index.analyzer import Analyzer
from index.build import build_store
from qa.assistant import Assistant
from qa.context import Context
from qa.passages.filtered import answer_filtered

CORPUS = """[[document]]
file = "maru.txt"
title = "2031년 주요업무보고"
agency = "마루군"
department = "체육과"
as_of = 2031-03-05
"""
ROWS = (
    ("들말체육관", "1,240", "2009. 4.", "직영"),
    ("솔숲체육관", "980", "2014. 9.", "민간위탁(체육회)"),
    ("강변체육관", "2,310", "2020. 6.", "민간위탁(체육회)"),
    ("은빛체육관", "1,520", "2023. 1.", "직영"),
)
HEADER = ("시설명", "면적(㎡)", "개관", "운영방식")
GOALS = (
    ("지표", "목표", "실적", "달성 여부"),
    ("생활체육 참여율", "60.0", "61.2", "달성"),
    ("체육관 이용자 만족도", "85.0", "82.4", "미달성"),
    ("강습 개설 수", "120", "131", "달성"),
    ("안전사고 발생", "3", "5", "미달성"),
)
REPORT = "2031년 마루군 체육과 주요업무보고\n\nⅠ. 일반현황\n\n□ 체육관 현황\n\n{rooms}\n\n□ 2030년 성과지표\n\n{goals}\n"


@pytest.fixture(scope="module", params=LAYOUTS)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One invented report with its tables in one layout."""
    folder: Path = tmp_path_factory.mktemp("filtered")
    text = REPORT.format(rooms=request.param((HEADER, *ROWS)), goals=request.param(GOALS))
    (folder / "maru.txt").write_text(text, encoding="utf-8")
    (folder / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    build_store([folder], folder / "store", analyzer=Analyzer())
    with Assistant.open(folder / "store") as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "wanted", "others"),
    [
        ("마루군에서 위탁으로 운영하는 체육관은 어디입니까?", ("솔숲체육관", "강변체육관"), ("들말체육관", "은빛체육관")),
        ("마루군 직영 체육관은 어디어디야?", ("들말체육관", "은빛체육관"), ("솔숲체육관", "강변체육관")),
        ("민간위탁인 체육관을 모두 알려 주세요.", ("솔숲체육관", "강변체육관"), ("들말체육관",)),
        ("마루군 성과지표 가운데 미달성인 것은 무엇입니까?", ("이용자 만족도", "안전사고"), ("참여율", "강습")),
    ],
)  # fmt: skip
def test_all_rows_whose_cell_says_so(
    report: Assistant, question: str, wanted: tuple[str, ...], others: tuple[str, ...]
) -> None:
    answer = report.ask(question)
    assert answer.status == "answered"
    assert all(name in answer.answer for name in wanted)
    assert not any(name in answer.answer for name in others)
    rows = {one.table.row[-1] for one in answer.citations if one.table}
    assert len(rows) == len(wanted)


def test_a_state_is_not_its_contrary(report: Assistant) -> None:
    answer = report.ask("마루군 성과지표 중 달성한 지표는 무엇입니까?")
    assert "안전사고" not in answer.answer


def test_what_no_cell_says_is_not_answered_with_rows(report: Assistant) -> None:
    answer = report.ask("마루군에서 임차로 운영하는 체육관은 어디입니까?")
    assert not any(name in answer.answer for name, *_ in ROWS) or answer.status == "abstained"


def test_a_row_that_is_named_is_not_a_list(report: Assistant) -> None:
    query = report._parse("솔숲체육관을 위탁한 곳은 어디입니까?")
    assert answer_filtered(Context(query, report._library)) is None


def test_the_rows_of_the_table_whose_caption_is_named_are_listed(tmp_path: Path) -> None:
    """A caption and the notes around its table are no list of what stands in it."""
    report = """2033년 미오름시 항만국 주요업무보고

□ 부두 이용 현황 (단위: 척)
구분\t2032년\t2033년
계\t700\t729
여객부두\t500\t520
화물부두\t200\t209
  - 화물부두는 2033년 3월에 92일간 닫음
"""
    with assistant_over(tmp_path, report=report) as opened:
        for question in (
            "미오름시 부두 이용 현황에는 뭐뭐 있어?",
            "부두 이용 현황 2개를 모두 나열해 주세요.",
        ):
            answer = opened.ask(question).answer
            assert "여객부두" in answer
            assert "화물부두" in answer
            assert "92일" not in answer
        assert "여객부두" not in opened.ask("부두 이용 현황의 담당자는 누구누구야?").answer
