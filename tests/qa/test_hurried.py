"""Questions as hurried staff type them: an office and what is asked of it, with no row, year or verb."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from qa.assistant import Assistant
from tests.invented import LAYOUTS, assistant_over, tabs

SPENDING = (
    ("구분", "예산현액", "집행액", "집행률(%)"),
    ("합계", "9,400", "4,700", "50.0"),
    ("해조류 양식 개발", "2,400", "1,800", "75.0"),
    ("어항 정비", "7,000", "2,900", "41.4"),
)
REVENUE = (
    ("구분", "예산현액", "전년 예산", "증감액"),
    ("합계", "820", "900", "△80"),
    ("사용료", "700", "650", "50"),
    ("어민주택전세자금상환 수입", "120", "250", "△130"),
)
REPORT = """2031년 수산개발원 업무보고

2031. 9. 30.

Ⅰ. 세입예산

(단위 : 백만원)

{revenue}

Ⅱ. 예산 집행현황

(단위 : 백만원)

{spending}
"""


@pytest.fixture(scope="module", params=LAYOUTS, ids=lambda layout: layout.__name__)
def assistant(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    text = REPORT.format(revenue=request.param(REVENUE), spending=request.param(SPENDING))
    with assistant_over(tmp_path_factory.mktemp("hurried"), harbour=text) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("수산개발원 예산 집행 현황", {"9400", "4700", "50.0"}),
        ("수산개발원 예산 집행 실적은?", {"9400", "4700", "50.0"}),
        ("어항 정비 집행 현황 알려줘", {"2900", "41.4"}),
        ("수산개발원 어항 정비 예산 잔액", {"7000", "2900", "4100"}),
        ("수산개발원의 해조류 양식 개발과 어항 정비 집행액을 합산하면 얼마야?", {"4700"}),
        ("수산개발원 세입예산이 작년보다 얼마나 줄었어?", {"-80"}),
    ],
)
def test_what_names_no_row_is_of_the_total(assistant: Assistant, question: str, figures: set[str]) -> None:
    answer = assistant.ask(question)
    told = (
        answer.figures
        if len(figures) > 1
        else [one for one in answer.figures if one.derivation] or answer.figures
    )
    assert {Decimal(figure) for figure in figures} == {figure.value for figure in told}


def test_an_agency_is_called_by_its_kind(sample_assistant: Assistant) -> None:
    answer = sample_assistant.ask("새별구와 교육청 총무과 정원을 비교해줘")
    told = {(int(figure.value), bool(figure.derivation)) for figure in answer.figures}
    assert told == {(51, False), (73, False), (22, True)}


def test_where_no_year_is_named_the_newest_report_tells(tmp_path: Path) -> None:
    old = REPORT.format(revenue=tabs(REVENUE), spending=tabs(SPENDING))
    new = old.replace("2031", "2032").replace("2,900", "3,300").replace("41.4", "47.1")
    with assistant_over(tmp_path, old=old, new=new) as assistant:
        answer = assistant.ask("수산개발원 어항 정비 예산 집행 현황")
    assert {figure.value for figure in answer.figures} == {Decimal(7000), Decimal(3300), Decimal("47.1")}
    assert {cited.document for cited in answer.citations} == {"new.txt"}
