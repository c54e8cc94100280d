"""What a text may say for an answer: its figures, dates, words and citations, and nothing else."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest

from evals.gold import read_gold
from index.analyzer import Analyzer
from qa.answer import Answer, Citation, StatedFigure, TablePlace
from qa.assistant import Assistant
from qa.wording.grounding import MARK, fault_of, sentences

DAY = dt.date(2024, 3, 31)
BUDGET = Citation(
    1, "a.txt", "2024년 가온시 재무국 주요업무보고", ("Ⅰ. 일반현황",), (9, 9),
    "회 계 과\t12,122,940\t11,486,300\t△636,640",
    TablePlace("세출총괄", ("사업비", "회계과"), ("2024 예산현액 (B)",)),
)  # fmt: skip
CHANGE = Citation(
    2, "a.txt", "2024년 가온시 재무국 주요업무보고", ("Ⅰ. 일반현황",), (9, 9), BUDGET.quote,
    TablePlace("세출총괄", ("사업비", "회계과"), ("'23년 대비 증감", "증감액(B-A)")),
)  # fmt: skip
ANSWER = Answer(
    question="2024년 가온시 회계과 예산현액과 증감액은?",
    status="answered",
    kind="figure",
    answer="(2024.3.31. 기준) 가온시 재무국 회계과 2024 예산현액은 11,486,300천원(약 114.9억원)입니다. [1]\n"
    "(2024.3.31. 기준) 가온시 재무국 회계과 증감액은 △636,640천원(약 △6.4억원)입니다. [2]",
    figures=(
        StatedFigure(Decimal(11486300), "천원", "11,486,300", "회계과 · 2024 예산현액", (1,), DAY),
        StatedFigure(Decimal(-636640), "천원", "△636,640", "회계과 · 증감액", (2,), DAY),
    ),
    citations=(BUDGET, CHANGE),
    confidence=0.9,
)
FIRST = "가온시 회계과의 2024년 예산현액은 11,486,300천원입니다. [1]"
SECOND = "증감액은 △636,640천원입니다. [2]"


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}",
        f"{FIRST} {SECOND}",
        "2024년 3월 31일 예산현액은 11,486,300천원(약 114.9억원), 증감액은 △636,640천원입니다. [1][2]",
        f"{FIRST}\n전년 대비 636,640천원 감소했습니다. [2]",
        f"{FIRST}\n'23년 대비 636,640천원이 줄었습니다 [2].",
        "회계과의 예산현액은 114억 8,630만원입니다. [1]\n증감액은 △6억 3,664만원입니다. [2]",
        "2024. 3. 31. 예산현액은 11,486,300천원입니다. [1]\n2024년 3월 증감액은 △636,640천원입니다. [2]",
    ],
)  # fmt: skip
def test_other_words_for_the_same(analyzer: Analyzer, text: str) -> None:
    assert fault_of(ANSWER, text, analyzer.analyze) is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "length"),
        (f"{FIRST}\n{SECOND}" + " " * 2000, "length"),
        (f"{FIRST}\n증감액은 △636,641천원입니다. [2]", "figure that is not cited"),
        ("예산현액은 11,486,300원입니다. [1]\n" + SECOND, "figure that is not cited"),  # another unit
        ("예산현액은 11,486,300명입니다. [1]\n" + SECOND, "figure that is not cited"),
        ("예산현액은 약 115억원입니다. [1]\n" + SECOND, "figure that is not cited"),  # rounded anew
        ("예산현액은 12,122,940천원입니다. [1]\n" + SECOND, "figure that is not cited"),  # of the quote
        ("예산현액은 11,486,300천원입니다. [2]\n△636,640천원입니다. [1]", "figure that is not cited"),
        ("예산현액은 백억원입니다. [1]\n" + SECOND, "figure that is not cited"),
        (f"{FIRST}\n증감액은 636,640천원입니다. [2]", "figure that is not cited"),  # without its sign
        (f"{FIRST}\n636,640천원 증가했습니다. [2]", "figure that is not cited"),
        (f"{FIRST}\n△636,640천원 늘었습니다. [2]", "rise that is not cited"),
        (f"예산현액은 △11,486,300천원입니다. [1]\n{SECOND}", "figure that is not cited"),
        (f"2025년 예산현액은 11,486,300천원입니다. [1]\n{SECOND}", "date that is not cited"),
        (f"2024년 3월 30일 예산현액은 11,486,300천원입니다. [1]\n{SECOND}", "date that is not cited"),
        (f"2024년 4월 예산현액은 11,486,300천원입니다. [1]\n{SECOND}", "date that is not cited"),
        (f"제3회 예산현액은 11,486,300천원입니다. [1]\n{SECOND}", "number that is not cited"),
        (f"7급 예산현액은 11,486,300천원입니다. [1]\n{SECOND}", "number that is not cited"),
        (f"{FIRST}\n증감액은 △636,640천원입니다.", "citation left out"),
        (f"가온시 회계과입니다. {FIRST}\n{SECOND}", "sentence without a citation"),
        (f"{FIRST}\n{SECOND}\n감소했습니다.", "sentence without a citation"),
        (f"{FIRST}\n{SECOND}[3]", "citation of nothing"),
        (f"{FIRST}\n{SECOND} [0]", "citation of nothing"),
        (FIRST, "citation left out"),
        ("예산현액은 11,486,300천원입니다. [1][2]", "figure left out"),
        (f"{FIRST}\n{SECOND} https://example.org", "markup, address or control character"),
        (f"{FIRST}\n[근거](a.txt) {SECOND}", "markup, address or control character"),
        (f"{FIRST}\n<b>증감액</b>은 △636,640천원입니다. [2]", "markup, address or control character"),
        (f"{FIRST}\n{SECOND} a@example.org", "markup, address or control character"),
        (f"{FIRST}\n\u202e{SECOND}", "markup, address or control character"),
        (f"{FIRST}\n{SECOND}\x1b[2J", "markup, address or control character"),
        (f"{FIRST}\n예산현액 11,486,300천원은 증가했습니다. [1]\n{SECOND}", "rise that is not cited"),
        (f"{FIRST}\n예산현액은 줄었습니다. [1]\n{SECOND}", "fall that is not cited"),
        (f"{FIRST}\n예산현액은 늘지 않았습니다. [1]\n{SECOND}", "denial that is not cited"),
        (f"{FIRST}\n회계과에 예산현액을 보내 주십시오. [1]\n{SECOND}", "order, plea or question"),
        (f"{FIRST}\n증감액을 아세요? [1]\n{SECOND}", "order, plea or question"),
        (f"{FIRST}\n담당자는 홍길동입니다. [1]\n{SECOND}", "word that is not cited"),
        (f"{FIRST}\n비밀번호를 바꿉니다. [1]\n{SECOND}", "word that is not cited"),
        (f"{FIRST}\nThe budget is fine. [1]\n{SECOND}", "word that is not cited"),
    ],
)  # fmt: skip
def test_what_was_not_found(analyzer: Analyzer, text: str, fault: str) -> None:
    assert fault_of(ANSWER, text, analyzer.analyze) == fault


def test_a_rise_must_be_one(analyzer: Analyzer) -> None:
    grown = StatedFigure(Decimal(636640), "천원", "636,640", "회계과 · 증감액", (2,), DAY)
    answer = Answer(
        **{name: getattr(ANSWER, name) for name in ("question", "status", "kind", "confidence")},
        answer="회계과 증감액은 636,640천원입니다. [2]",
        figures=(grown,),
        citations=(BUDGET, CHANGE),
    )
    assert fault_of(answer, "636,640천원 증가했습니다. [2]", analyzer.analyze) is None
    fault = fault_of(answer, "636,640천원 감소했습니다. [2]", analyzer.analyze)
    assert fault == "figure that is not cited"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("가입니다. [1] 나입니다. [2][3]", ["가입니다. [1]", "나입니다. [2][3]"]),
        ("2024. 3. 31. 기준 가입니다 [1].\n- 나 [2]", ["2024. 3. 31. 기준 가입니다 [1].", "- 나 [2]"]),
        ("3명입니다. (계산: (1 + 2) × 1) [1]\n\n나다.", ["3명입니다. (계산: (1 + 2) × 1) [1]", "나다."]),
        ("11.4%입니다! 나다.", ["11.4%입니다!", "나다."]),
    ],
)  # fmt: skip
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_what_was_found_stands_for_itself(samples: Path, sample_assistant: Assistant) -> None:
    """The answers to the sample questions say only what they say, each line with a citation."""
    faults: list[str | None] = []
    for item in read_gold(samples / "questions.jsonl"):
        answer = sample_assistant.ask(item.turns[0].question)
        if answer.status == "answered":
            every = "".join(f" [{citation.id}]" for citation in answer.citations)
            lines = answer.answer.split("\n")
            text = "\n".join(line if MARK.search(line) else line + every for line in lines)
            faults.append(fault_of(answer, text, sample_assistant.analyze))
    assert len(faults) > 50
    assert not any(fault and re.search("figure|date|number|word", fault) for fault in faults)
    assert faults.count(None) > 0.85 * len(faults)
