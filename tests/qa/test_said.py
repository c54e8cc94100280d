"""The labels of figures that a question says as they are printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build_store
from qa.assistant import Assistant
from qa.figures.said import SaidLabels

REPORT = """2034년도 주요업무보고

Ⅰ 일반현황
□ 인력 (2034. 1. 31. 기준, 단위: 명)
| 구분 | 부서 | 정원 | 현원 |
|---|---|---|---|
| 계 |  | 96 | 90 |
| 본부 | 경영과 | 31 | 30 |
| 본부 | 시설과 | 35 | 31 |
| 사업소 | 동부사업소 | 30 | 29 |
"""
GIVEN = """[[document]]
file = "river.txt"
title = "2034년도 주요업무보고"
agency = "물결시 하천사업본부"
as_of = 2034-01-31
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("said")
    (folder / "river.txt").write_text(REPORT, encoding="utf-8")
    (folder / "corpus.toml").write_text(GIVEN, encoding="utf-8")
    build_store([Path(folder)], folder / "store")
    return Assistant.open(folder / "store")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("물결시 하천사업본부의 총 정원은?", False),  # the end of the agency's name
        ("물결시 하천사업본부 본부 경영과의 정원은?", True),
        ("본부의 정원은?", True),
    ],
)
def test_the_end_of_a_name_is_no_label(assistant: Assistant, question: str, says: bool) -> None:
    said = SaidLabels(assistant._parse(question), assistant._library.names)
    assert said._says("본부") is says


def test_the_total_of_an_agency_is_not_that_of_a_row_called_as_its_name_ends(assistant: Assistant) -> None:
    answer = assistant.ask("물결시 하천사업본부의 총 정원과 현원을 알려 주세요.")
    assert [str(figure.value) for figure in answer.figures] == ["96", "90"]
