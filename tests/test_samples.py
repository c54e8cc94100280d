"""The sample documents and their questions: what they claim about themselves holds."""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]

ROOT = Path(__file__).parents[1] / "samples"
ENCODINGS = {
    "dodam_hrd_2023.txt": "utf-8",
    "garam_admin_2023.txt": "utf-8",
    "garam_admin_2024.txt": "utf-8",
    "hanbit_edu_2024.txt": "utf-8-sig",
    "saebyeol_general_2024.txt": "cp949",
}
NAMELESS = "dodam_hrd_2023.txt"  # without an entry in corpus.toml
KINDS = {"figure": 30, "derive": 12, "compare": 10, "list": 8, "passage": 8, "audit": 6, "unanswerable": 8}
STYLES = {"plain", "colloquial", "paraphrase", "noisy"}
LAYOUTS = [
    ("garam_admin_2023.txt", r"^구분\t.*\t\t.*\n\t\t\t"),  # a header of two rows, the first one ragged
    ("garam_admin_2023.txt", r"^자 치 협 력 과\t"),
    ("garam_admin_2023.txt", r"\t순증\t"),
    ("garam_admin_2023.txt", r"\tΔ\d"),
    ("garam_admin_2023.txt", r"\t<p><input type=\"checkbox\"/> .*<ul style=.*<li>.*</li> </ul>"),
    ("garam_admin_2023.txt", r"<table border=.*</table>.*\n계\t정년 예정"),
    ("garam_admin_2023.txt", r"<br>"),
    ("garam_admin_2024.txt", r"^\(A\)\n2024 예산현액\n\n\(B\)$"),  # a header broken over lines
    ("garam_admin_2024.txt", r"^\u3000\u3000 사 용 료 수 입 "),
    ("garam_admin_2024.txt", r"^접 수 \d"),
    ("saebyeol_general_2024.txt", r"^기본경비 [\d,. ]+\n\n\(단위: 천원\)$"),  # the unit after the table
    ("saebyeol_general_2024.txt", r"^신뢰받는 인사와\n\n조직 운영\n[\d,]+ "),
    ("saebyeol_general_2024.txt", r"112면→131면"),
    ("hanbit_edu_2024.txt", r"^### .+"),
    ("hanbit_edu_2024.txt", r"^\| :--- \| ---: \|"),
    ("hanbit_edu_2024.txt", r"^총 무 과\t.*\n\t"),
    ("dodam_hrd_2023.txt", r"^집\n합\n교\n육$"),
    ("dodam_hrd_2023.txt", r"^퇴직예정자\n인생설계 교육 - "),
    ("dodam_hrd_2023.txt", r"^[\uf000-\uf0ff] "),  # a bullet from a symbol font
    ("dodam_hrd_2023.txt", r"^□ 추진상황 : 검토중\("),
]


def text_of(name: str) -> str:
    return (ROOT / name).read_bytes().decode(ENCODINGS[name])


def rows_of(name: str) -> list[Row]:
    return [json.loads(line) for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]


LINES = {name: text_of(name).split("\n") for name in ENCODINGS}
QUESTIONS = rows_of("questions.jsonl")
CONVERSATIONS = rows_of("conversations.jsonl")
TURNS = [turn for conversation in CONVERSATIONS for turn in conversation["turns"]]


def numbers_in(text: str) -> Iterator[Decimal]:
    """The figures in a line without sign; '18억 5천만원' and '4조 1,260억' give 천원 and 억원 as well."""
    for figure in re.findall(r"\d[\d,]*(?:\.\d+)?", text):
        yield Decimal(figure.replace(",", ""))
    for trillions, hundreds in re.findall(r"(\d+)조 ?([\d,]+)억", text):
        yield Decimal(trillions) * 10_000 + Decimal(hundreds.replace(",", ""))
    for hundreds, tens in re.findall(r"(\d+)억 ?(\d)천만원", text):
        yield Decimal(hundreds) * 100_000 + Decimal(tens) * 10_000


def evidence_text(question: Row) -> str:
    spans = [(part["doc"], *part["lines"]) for part in question["evidence"]]
    return "\n".join("\n".join(LINES[doc][first - 1 : last]) for doc, first, last in spans)


def test_documents_are_those_listed() -> None:
    assert {path.name for path in ROOT.glob("*.txt")} == set(ENCODINGS)


@pytest.mark.parametrize("name", ENCODINGS)
def test_encoding_is_as_claimed(name: str) -> None:
    raw = (ROOT / name).read_bytes()
    assert raw.startswith(codecs.BOM_UTF8) == (ENCODINGS[name] == "utf-8-sig")
    if ENCODINGS[name] == "cp949":
        with pytest.raises(UnicodeDecodeError):
            raw.decode("utf-8")
    assert len(re.findall("[가-힣]", raw.decode(ENCODINGS[name]))) > 1000
    assert b"\r" not in raw


@pytest.mark.parametrize(("name", "pattern"), LAYOUTS)
def test_layout_is_present(name: str, pattern: str) -> None:
    assert re.search(pattern, text_of(name), re.MULTILINE)


def test_header_is_repeated_after_a_page_break() -> None:
    headers = Counter(line for line in LINES["garam_admin_2023.txt"] if line.startswith("정책/단위/"))
    assert max(headers.values()) >= 3


@pytest.mark.parametrize("marker", ["Ⅰ", "Ⅱ", "□ ", "○ ", "◦ ", "ㅇ ", "- ", "※ ", "◆ ", "▶ ", "①", "△", "Δ"])
def test_outline_marker_is_present(marker: str) -> None:
    assert any(marker in line for lines in LINES.values() for line in lines)


def test_one_document_has_no_metadata_but_says_what_it_is() -> None:
    entries = tomllib.loads((ROOT / "corpus.toml").read_text(encoding="utf-8"))["document"]
    assert {entry["file"] for entry in entries} == set(ENCODINGS) - {NAMELESS}
    assert len({entry["agency"] for entry in entries}) == 3
    first_page = "\n".join(LINES[NAMELESS][:20])
    for words in ("2023년도", "주요업무보고", "2023. 9. 30. 기준", "도담시 인재개발원"):
        assert words in first_page


def test_questions_cover_every_kind_and_style() -> None:
    kinds = Counter(question["kind"] for question in QUESTIONS)
    assert all(kinds[kind] >= least for kind, least in KINDS.items())
    assert set(kinds) == set(KINDS)
    assert {question["style"] for question in QUESTIONS} == STYLES
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) >= 80


def test_conversations_have_follow_up_turns() -> None:
    assert len(CONVERSATIONS) == 4
    assert all(len(conversation["turns"]) >= 3 for conversation in CONVERSATIONS)


@pytest.mark.parametrize("question", [*QUESTIONS, *TURNS], ids=lambda question: question["question"])
def test_evidence_lies_in_its_document(question: Row) -> None:
    assert {part["doc"] for part in question["evidence"]} == set(question["docs"])
    assert bool(question["docs"]) == (question["kind"] != "unanswerable")
    for part in question["evidence"]:
        first, last = part["lines"]
        assert 1 <= first <= last <= len(LINES[part["doc"]])
        assert any(line.strip() for line in LINES[part["doc"]][first - 1 : last])


@pytest.mark.parametrize(
    "question",
    [item for item in [*QUESTIONS, *TURNS] if item["kind"] in {"figure", "compare", "audit"}],
    ids=lambda question: question["question"],
)
def test_figures_stand_on_the_evidence_lines(question: Row) -> None:
    written = set(numbers_in(evidence_text(question)))
    for figure in question["figures"]:
        assert abs(Decimal(str(figure["value"]))) in written


def test_contradictions_lie_in_their_document() -> None:
    rows = rows_of("inconsistencies.jsonl")
    assert 5 <= len(rows) <= 8
    for row in rows:
        assert all(LINES[row["doc"]][number - 1].strip() for number in row["lines"])
        assert {"id", "doc", "lines", "what", "figures", "type", "severity"} == set(row)


def test_no_sentence_of_the_real_documents_is_copied(shared: Path) -> None:
    def sentences(text: str) -> set[str]:
        lines = {"".join(line.split()) for line in re.sub(r"<[^>]+>", " ", text).split("\n")}
        return {line for line in lines if len(re.findall("[가-힣]", line)) >= 20}

    real: set[str] = set()
    for path in (shared / "corpus").glob("*.txt"):
        real |= sentences(path.read_text(encoding="utf-8"))
    assert real
    for name in ENCODINGS:
        assert not sentences(text_of(name)) & real
