"""What is said where the documents do not answer: what they lack of the question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.assistant import Assistant
from tests.invented import assistant_over

REPORT = (
    "{year}년 마루군 농정국 업무보고\n\n{year}. 3. 5.\n\nⅠ. 현황\n\n○ 저수지 : 21개소\n○ 양수장 : 8개소\n\n"
    "Ⅱ. 부서별 예산\n\n(단위 : 천원)\n부서\t예산현액\t집행액\n합계\t9,100\t4,000\n"
    "유통지원과\t5,000\t2,200\n농촌개발과\t4,100\t1,800\n"
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """Over the reports of two years."""
    texts = {f"of_{year}": REPORT.format(year=year) for year in (2031, 2033)}
    with assistant_over(tmp_path_factory.mktemp("abstention"), **texts) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("2028년 마루군 저수지 준공 예산은 얼마야?", "2028년 보고는 없습니다(있는 보고: 2031년, 2033년)"),
        ("마루군 로봇 보급 예산은 얼마야?", "'로봇', '보급'이라는 말은 문서에서 찾지 못했습니다"),
        ("마루군 드론 예산은 얼마야?", "'드론'이라는 말은"),
        ("마루군 비료 예산은 얼마야?", "'비료'라는 말은"),
    ],
)
def test_what_the_documents_lack_is_said(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "abstained"
    assert said in answer.answer, answer.answer


def test_an_office_is_no_other_of_the_same_letters(assistant: Assistant) -> None:
    assert assistant.ask("유통지원과 2033년 예산현액은?").status == "answered"
    assert assistant.ask("지원유통과 2033년 예산현액은?").status == "abstained"


def test_words_and_years_of_the_documents_are_not_called_missing(assistant: Assistant) -> None:
    answer = assistant.ask("2033년 마루군 저수지 담당자의 집 주소는?")
    assert answer.status == "abstained"
    assert "저수지'" not in answer.answer.split("답하지 않습니다.")[1]
    assert "보고는 없습니다" not in answer.answer


def test_it_is_asked_back_whose_it_is(tmp_path: Path) -> None:
    report = "2031. 3. 5.\n\nⅠ. 현황\n\n○ 저수지 : 21개소\n"
    catalog = [
        f'[[document]]\nfile = "{name}.txt"\ntitle = "업무보고"\nagency = "{agency}"\n'
        for name, agency in (("farm", "마루군"), ("safe", "솔빛시"))
    ]
    (tmp_path / "corpus.toml").write_text("\n".join(catalog), encoding="utf-8")
    with assistant_over(tmp_path, farm=report, safe=report) as assistant:
        asked = assistant.ask("저수지 집행률은 몇 %야?").answer
        named = assistant.ask("마루군 저수지 집행률은 몇 %야?").answer
    assert "어느 기관의 것인지 함께 적어 주시면 더 정확히 찾습니다(마루군, 솔빛시)" in asked
    assert "어느 기관의 것인지" not in named


def test_no_passage_is_the_first_of_a_rank_that_it_does_not_tell(tmp_path: Path) -> None:
    report = "2031년 농정국 업무보고\n\n○ 저수지 안전점검 실적\n - 점검단 구성 후 21개소를 점검\n"
    with assistant_over(tmp_path, farm=report) as assistant:
        assert assistant.ask("저수지 안전점검을 가장 많이 받은 면은 어디야?").status == "abstained"
        assert assistant.ask("저수지 안전점검은 어떻게 했어?").status == "answered"


STADIUM = """2031년 마루군 체육과 업무보고

2031. 3. 5.

Ⅰ. 시설 현황

1. 수영장 안전요원 배치

구분\t인원(명)
안전요원\t12
수상안전 교육 강사\t4

2. 빙상장 운영

구분\t이용객(명)
어린이\t310
청소년\t205
합계\t515
"""


def test_what_is_like_it_is_named_with_its_place_and_no_figure(tmp_path: Path) -> None:
    with assistant_over(tmp_path, stadium=STADIUM) as assistant:
        answer = assistant.ask("수영장 안전요원의 보험료는 얼마야?")
        assert answer.status == "abstained"
        told = answer.answer.split("비슷한 항목은")[1]
        assert "'안전요원' [" in told or "'수영장 안전요원 배치' [" in told, answer.answer
        assert "합계" not in told
        assert not any(number in told for number in ("12", "310", "205", "515"))
        assert all(
            citation.quote in "\n".join(STADIUM.split("\n")[citation.lines[0] - 1 : citation.lines[1]])
            for citation in answer.citations
        )
        nearest = answer.citations[-1]
        assert "안전요원\t12" in nearest.quote, "it can be read where it stands"
        assert f"{nearest.lines[0]}~{nearest.lines[1]}번째 줄" in answer.answer
        far = assistant.ask("반도체 수출액은 얼마야?").answer
    assert "비슷한 항목" not in far, far
