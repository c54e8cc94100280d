from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import parse_document, read_document
from corpus.errors import UnreadableFile
from corpus.model import Document, Metadata
from corpus.reading import load_catalog

REPORT = """
주요업무보고

2025. 2.

나래시 도시국

Ⅰ. 일반현황

□ 세출 예산현황

○ 과별 예산

('25.1.31. 기준, 단위 : 천원, %)

구분\t2025 예산현액\t2024 최종예산\t증감액\t증감률
계\t5,000\t4,000\t1,000\t25.0%
공원과\t3,000\t2,500\t500\t20.0%
도로과\t2,000\t1,500\t500\t33.3%

□ 공원 조성

○ 면적 : 3만㎡, 사업비 : 120억원

Ⅱ. 2024 행정사무감사 처리결과

시정 및 처리 요구사항\t조치결과 및 향후 추진계획
○ 산책로 조명을 늘릴 것. (공원과)\t□ 추진상황 : 추진완료 □ 추진내용 ○ 조명 45개 교체함
"""


def split(text: str) -> list[str]:
    return [text]


def read(text: str, metadata: Metadata | None = None) -> Document:
    return parse_document("나래.txt", "/문서/나래.txt", text.encode(), metadata, split)


def test_reads_all_parts_of_a_report() -> None:
    document = read(REPORT)
    assert document.metadata.title == "2025년 도시국 주요업무보고"
    assert document.metadata.as_of == dt.date(2025, 1, 31)
    (table,) = document.tables
    assert table.section == ("Ⅰ. 일반현황", "세출 예산현황")
    assert table.caption == "과별 예산"
    assert [item.status for item in document.audits] == ["추진완료"]
    cell = next(f for f in document.facts if f.row[-1:] == ("공원과",) and f.value == 3000)
    assert (cell.unit, cell.year, cell.as_of) == ("천원", 2025, dt.date(2025, 1, 31))
    assert document.lines[cell.lines[0] - 1].startswith("공원과")
    assert cell.checked
    assert any(f.value == Decimal(120) and f.unit == "억원" and f.table is None for f in document.facts)
    assert any(f.value == 45 for f in document.facts), "a figure in the answer to an audit request"
    assert len(document.sha256) == 64


def test_fact_ids_are_their_places_and_relations_point_at_them() -> None:
    document = read(REPORT)
    assert [fact.id for fact in document.facts] == list(range(len(document.facts)))
    kinds = {relation.kind for relation in document.relations}
    assert {"total", "difference", "growth_rate"} <= kinds
    for relation in document.relations:
        assert document.facts[relation.result].value == relation.found


def test_a_wrong_total_is_found() -> None:
    document = read(REPORT.replace("계\t5,000", "계\t5,100"))
    assert any(finding.severity == "certain" for finding in document.findings)
    assert not any(finding.severity == "certain" for finding in read(REPORT).findings)


def test_given_metadata_goes_first_and_is_completed() -> None:
    known = read(REPORT, Metadata("도시국 보고", agency="나래시청")).metadata
    assert (known.title, known.agency, known.department) == ("도시국 보고", "나래시청", "도시국")
    assert known.as_of == dt.date(2025, 1, 31)


def test_reads_files_by_their_catalog(samples: Path) -> None:
    catalog = load_catalog(samples)
    path = samples / "saebyeol_general_2024.txt"
    document = read_document(path, catalog, split)
    assert document.metadata == catalog[path.name]
    assert document.name == path.name


def test_missing_file_is_an_expected_failure(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="열 수 없습니다"):
        read_document(tmp_path / "없음.txt", {}, split)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        document = read("가 " + text.encode("utf-8", "ignore").decode())
    except UnreadableFile:
        return
    assert document.chunks


@given(st.lists(st.sampled_from(REPORT.split("\n")), max_size=40))
def test_shuffled_reports_are_read(lines: list[str]) -> None:
    document = read("\n".join(["가", *lines]))
    for fact in document.facts:
        assert 1 <= fact.lines[0] <= fact.lines[1] <= len(document.lines)
    for table in document.tables:
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    "text",
    [
        "가 " * 90_000,
        "○ " + "가나다 1,234원 " * 10_000,
        "\n".join(["○ 예산 : 1,234천원", "", "- 집행 : 56%"] * 3_000),
        "\n".join(f"사업 {k}\t{k}\t{2 * k}" for k in range(6_000)),
        "\n".join(["구분 계 가 나", "계 3 1 2", "서울 3 1 2", ""] * 1_500),
    ],
    ids=["words", "figures", "bullets", "rows", "tables"],
)
def test_large_input_is_read(text: str) -> None:
    document = read(text)
    assert len(document.lines) == text.count("\n") + 1
    assert document.chunks


def test_counts_without_a_unit_take_that_of_the_sum_which_they_make() -> None:
    text = (
        "□ 비대면 교육\n\n○ 필수 과정의 비대면 교육 도입(71개 과정)\n  - 실시간(38), 혼합형(12), 대체형(21)\n"
    )
    units = {str(fact.value): fact.unit for fact in read(text).facts}
    assert units == {"71": "개", "38": "개", "12": "개", "21": "개"}


def test_a_table_that_proves_none_of_its_sums_is_less_sure() -> None:
    text = "(단위 : 천원)\n구분\t합계\t국비\t시비\n가로\t910\t112\t405\n나루\t733\t240\t118\n"
    document = read(text)
    assert document.tables[0].confidence < 1
    assert {fact.confidence for fact in document.facts} == {document.tables[0].confidence}


@pytest.mark.parametrize(
    ("bullet", "caption"),
    [
        ("조사기간 : 5. 7. ~ 5. 24., 대상 1,200명", "만족도 조사"),
        ("사용용도 : 집, 배움", "만족도 조사"),
        ("총 18건 : 완료 9, 지연 2", "만족도 조사"),
        ("총사업비 : 1,200백만원", "총사업비"),
    ],
)
def test_what_tells_more_of_a_heading_names_no_table(bullet: str, caption: str) -> None:
    """A key that says when, where or of whom is no table's name, nor is a count with its parts."""
    lines = [
        "□ 만족도 조사",
        "",
        "- 방식 : 전화",
        f"- {bullet}",
        "",
        "분야\t2030년\t2031년",
        "마당\t71.6\t73.9",
    ]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])
    assert [table.caption for table in document.tables] == [caption]


def test_lines_of_contents_are_no_table() -> None:
    lines = [
        "차례",
        "",
        "제1장  살림  -----------  4",
        "",
        "제2장  마을  -----------  13",
        "",
        "붙임  요금  ---------  15",
    ]
    assert not parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text]).tables


def test_signs_of_latex_breaks_and_pictures_are_not_read() -> None:
    lines = [
        "# 학습 지원",
        "",
        "![](images/a.png)",
        "",
        r"- 대상: 90명 ($\rightarrow$ 초 60명, 중 30명)<br>※ 3월 확정",
    ]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])
    assert [block.text for block in document.blocks[1:]] == ["대상: 90명 (→ 초 60명, 중 30명) ※ 3월 확정"]
    assert [fact.row for fact in document.facts] == [("대상",), ("대상", "초"), ("대상", "중")]


def test_a_list_over_a_table_names_it_not() -> None:
    """Keys and values one below the other are of the title above them, as is a bullet that counts."""
    head = ["# 1. 기구와 사람", "", "- 2국 6과 24담당", "  - 지원국: 가과, 나과", "  - 센터: 다센터"]
    counts = ["# 2. 책임지도", "", "### ○ 추진 계획", "", "- 대상 12교, 90명", "- 상담사 11명(2명 증원)"]
    rows = ["", "| 구분 | 2030 | 2031 |", "|---|---|---|", "| 가 | 31 | 42 |", ""]
    lines = [*head, *rows, *counts, *rows]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])
    assert [table.caption for table in document.tables] == ["기구와 사람", "추진 계획"]
