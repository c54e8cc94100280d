"""Which lines with digits the reading accounts for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.coverage import Coverage, coverage
from corpus.document import parse_document


def cover(*lines: str) -> Coverage:
    data = "\n".join(lines).encode()
    return coverage(parse_document("나래.txt", "나래.txt", data, None, lambda text: [text]))


def test_figures_dates_headings_and_headers_are_accounted_for() -> None:
    found = cover(
        "2031년 주요업무보고",
        "1. 일반현황",
        "□ 정원 : 1,250명, 현원 1,201명 ('31. 3. 1. 기준)",
        "(단위 : 천원)",
        "구분\t2031 예산액\t2030 예산액",
        "숲길\t1,500\t1,200",
        "나루\t-\t300",
        "본문에는 숫자가 없음",
        "- 12 -",
    )
    assert found == Coverage(7, 7, ())
    assert found.share == 1


@pytest.mark.parametrize(
    "line",
    [
        "○ 근거 : 지방공무원법 제47조의2 제3항",
        "○ 문의 : ☎ 02-120-3040",
        "○ 가람1동 주민센터 본관 3층 대강당",
        "사업 개요 ·········· 12",
        "○ 7급 이하 직원 대상",
        "<td colspan='3'>담당 부서</td>",
        "□ 2031 업무계획",
        "## 3",
    ],
)
def test_numbers_that_are_no_figures_are_accounted_for(line: str) -> None:
    assert cover("업무보고", line).missing == ()


def test_a_figure_that_no_fact_holds_is_missing() -> None:
    document = parse_document(
        "나래.txt", "", "업무보고\n○ 정원 35명\n○ 현원 31명\n".encode(), None, lambda t: [t]
    )
    assert coverage(document).missing == ()
    assert [fact.text for fact in document.facts] == ["35명", "31명"]
    lost = coverage(replace(document, facts=()))
    assert lost == Coverage(2, 0, (2, 3))
    assert lost.share == 0


def test_each_figure_counts_once() -> None:
    document = parse_document("나래.txt", "", "업무보고\n○ 35명, 35명\n".encode(), None, lambda t: [t])
    assert coverage(document).missing == ()


def test_a_text_without_digits_is_covered() -> None:
    assert cover("업무보고", "○ 현황") == Coverage(0, 0, ())
    assert cover("업무보고").share == 1


def test_real_documents(shared: Path) -> None:
    for path in sorted((shared / "corpus").glob("*.txt")):
        document = parse_document(path.name, str(path), path.read_bytes(), None, lambda text: [text])
        assert coverage(document).share >= 0.95, path.name
