"""One thing that several documents tell: the answer names the others; figures told by department."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from qa.answer import Answer
from qa.assistant import Assistant
from tests.invented import LAYOUTS, assistant_over

HEAD = "{year}년 {agency} {office} 주요업무보고\n\n{year}. 2. 28.\n\nⅠ. 일반현황\n\n"
OFFICES = {
    "old": ("2030", "마루시", "기획국", "41"),
    "new": ("2032", "마루시", "기획국", "47"),
    "other": ("2032", "너울군", "재무과", "12"),
}
PEOPLE = "○ 자원봉사자 : {people}명\n\n"
BUDGET = (
    ("구분", "예산액", "집행액"),
    ("합계", "1,300", "700"),
    ("회계과", "{people}0", "300"),
    ("세무과", "{rest}", "400"),
)
Layout = Callable[[tuple[tuple[str, ...], ...]], str]


def _report(layout: Layout, name: str) -> str:
    year, agency, office, people = OFFICES[name]
    rest = f"{1300 - int(people) * 10:,}"
    rows = tuple(tuple(cell.format(people=people, rest=rest) for cell in row) for row in BUDGET)
    head = HEAD.format(year=year, agency=agency, office=office) + PEOPLE.format(people=people)
    return head + "Ⅱ. 세출 예산\n\n(단위 : 천원)\n\n" + layout(rows) + "\n"


@pytest.fixture(scope="module", params=LAYOUTS)
def assistant(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Assistant]:
    """Over two years' reports of one office and one of another agency's."""
    texts = {name: _report(request.param, name) for name in OFFICES}
    with assistant_over(tmp_path_factory.mktemp("elsewhere"), **texts) as opened:
        yield opened


def _values(answer: Answer) -> list[int]:
    return [int(figure.value) for figure in answer.figures]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("마루시 자원봉사자는 몇 명이야?", [47, 41]),
        ("너울군 자원봉사자는 몇 명이야?", [12]),
        ("2030년 마루시 자원봉사자는 몇 명이야?", [41]),
        ("마루시 회계과 예산액은 얼마야?", [470, 410]),
        ("너울군 회계과 예산액은 얼마야?", [120]),
    ],
)
def test_the_newest_report_comes_first_and_the_others_are_named(
    assistant: Assistant, question: str, values: list[int]
) -> None:
    answer = assistant.ask(question)
    assert _values(answer) == values, answer.answer
    assert ("다른 문서에는" in answer.answer) == (len(values) > 1)


def test_what_three_documents_tell_is_told_with_each_place(assistant: Assistant) -> None:
    answer = assistant.ask("자원봉사자는 몇 명이야?")
    assert sorted(_values(answer)) == [12, 41, 47], answer.answer
    assert {citation.document for citation in answer.citations} == {"old.txt", "new.txt", "other.txt"}
    assert "너울군" in answer.answer
    assert "2030.2.28." in answer.answer


@pytest.mark.parametrize("question", ["너울군 과별 예산액은?", "너울군 재무과 부서별 예산액을 알려 줘"])
def test_figures_of_each_department_are_told(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert _values(answer) == [120, 1180], answer.answer
