"""What is on in a month is told by the schedule of a report; over invented reports in several layouts."""

# ruff: noqa: E501 (a layout reads best as it stands)

from __future__ import annotations

from collections.abc import Iterator

import pytest
from invented import assistant_over

from qa.assistant import Assistant

HEAD = """2034년 하반기 주요업무보고

미오름시 항만국

2034. 6. 30. 기준

Ⅰ. 주요업무

1 부두 정비

□ 추진일정
 ○ 9월 설계, 11월 착공

"""
LAYOUTS = {
    "lines": "Ⅱ. 하반기 주요일정\n\n월 주 요 일 정\n\n9월 갯벌 정화의 날(9. 6.), 하역장\n안전점검\n\n10월 항만 축제\n\n11월 2호 부두 착공식\n",
    "days": "□ 하반기 주요 일정\n"
    "     일시             내용                 장소\n"
    "     9. 6.(수)        갯벌 정화의 날          솔섬\n"
    "     9. 20.(수)       하역장 안전점검         2부두\n"
    "     10. 5.(목)       항만 축제              광장\n\n○ 문의 : 기획처\n",
    "pipes": "# 〔붙임〕 2034 월별 주요 일정\n\n| 월 | 일정 | 담당 |\n|---|---|---|\n"
    "| 9 | 갯벌 정화의 날, 하역장 안전점검 | 운영처 |\n| 10 | 항만 축제 | 기획처 |\n",
}  # fmt: skip


@pytest.fixture(scope="module", params=sorted(LAYOUTS))
def port(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The report with its schedule in one layout."""
    text = HEAD + LAYOUTS[request.param]
    with assistant_over(tmp_path_factory.mktemp("port"), port=text) as assistant:
        yield assistant


@pytest.mark.parametrize(
    "question", ["미오름시 항만국 9월에 무슨 일정 있어?", "미오름시의 9월 주요 행사를 알려 주세요."]
)
def test_the_entries_of_the_month_are_told(port: Assistant, question: str) -> None:
    answer = port.ask(question)
    assert all(word in answer.answer for word in ("갯벌 정화의 날", "안전점검")), answer.answer
    assert not any(word in answer.answer for word in ("항만 축제", "설계", "문의")), answer.answer


def test_a_month_that_no_schedule_has_is_refused(port: Assistant) -> None:
    assert port.ask("미오름시 항만국 2월 주요 일정을 알려 주세요.").status == "abstained"
