"""Contradictions, on short documents of invented agencies; and on the real ones where they are there."""

from __future__ import annotations

import datetime as dt
import json
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.check import find_contradictions
from corpus.checks.wording import particle, toward
from corpus.document import parse_document
from corpus.model import Document, Finding, Metadata


def read(text: str, name: str = "가람구.txt", agency: str = "가람구") -> Document:
    known = Metadata("주요업무보고", agency, "총무과", dt.date(2030, 3, 31))
    return parse_document(name, name, text.encode(), known, lambda passage: [passage])


def found(text: str) -> list[Finding]:
    return find_contradictions(read(text))


def told(text: str) -> list[tuple[str, str, str, str]]:
    return [(f.kind, f.severity, f.expected, f.found) for f in found(text)]


BUDGET = """\
□ 예산 현황

(단위 : 천원)

구분\t2030 예산현액\t2029 최종예산\t증감액\t증감률\t집행액\t집행률
계\t71,250\t69,310\t1,940\t2.8%\t35,625\t50.0%
도서 구입\t51,130\t48,270\t2,860\t5.9%\t30,020\t58.7%
시설 보수\t20,120\t21,040\t△920\t△4.4%\t5,605\t27.9%
"""


def test_a_document_that_agrees_with_itself() -> None:
    assert found(BUDGET) == []


def test_a_wrong_total_names_both_figures_and_places() -> None:
    (finding,) = found(BUDGET.replace("35,625\t50.0%", "36,625\t51.4%"))
    assert (finding.kind, finding.severity, finding.lines) == ("합계 불일치", "certain", (6, 6))
    assert (finding.expected, finding.found) == ("35,625천원", "36,625천원")
    assert "36,625천원" in finding.message
    assert "35,625천원" in finding.message
    assert [lines for _, lines in finding.also] == [(7, 7), (8, 8)]


def test_a_rate_cut_off_is_rounding_and_a_wrong_one_is_certain() -> None:
    assert told(BUDGET.replace("27.9%", "27.8%")) == [("비율 오류", "rounding", "27.86%", "27.8%")]
    assert told(BUDGET.replace("27.9%", "37.9%")) == [("비율 오류", "certain", "27.86%", "37.9%")]


def test_a_part_that_is_more_than_its_whole() -> None:
    findings = told("□ 현황\n\n- 조직 : 8자치구 125동 (3,793동, 26,063반)\n")
    assert ("단위 오류", "certain", "125동 이하", "3,793동") in findings


def test_the_title_of_the_contents_and_of_the_text() -> None:
    text = """\
Ⅰ. 주요 업무

- ① 자료실 환경 개선 사업 추진
- ② 공공도서관 인사관리업무 체계화

① 자료실 환경 개선 사업 추진

□ 개요

- 서가를 바꿉니다.

② 공공서고 인사관리업무 체계화

□ 개요

- 표준을 정합니다.
"""
    findings = [f for f in found(text) if f.kind == "제목 불일치"]
    assert [(f.found, f.expected) for f in findings] == [
        ("공공도서관 인사관리업무 체계화", "공공서고 인사관리업무 체계화")
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("공사기간 : '30. 4. 1 ~ '36. 8.30 (60개월)", "76~77개월"),
        ("공사기간 : '30. 4. 1 ~ '36. 8.30 (77개월)", ""),
        ("운영 : '30. 2. 8. ~ 5. 24. (106일)", ""),
        ("운영 : '30. 2. 8. ~ 5. 24. (96일)", "105~106일"),
        ("계약 : '30. 5. 1. ~ '29. 7. 31.", "2030-05-01 이후"),
        ("동절기 : '29. 11. 15. ~ '30. 3. 15.", ""),
        ("투표 : '30. 4. 3.(목)", "수요일"),
        ("투표 : '30. 4. 3.(수)", ""),
        ("기금 : 이후 5개년('30~'35) 조성", "6개년"),
        ("기금 : 이후 6개년('30~'35) 조성", ""),
    ],
)
def test_periods_and_days(line: str, expected: str) -> None:
    findings = [f for f in found(f"□ 계획\n\n- {line}\n") if f.kind == "기간 오류"]
    assert [f.expected for f in findings] == ([expected] if expected else [])


def test_two_distributions_of_one_whole() -> None:
    text = """\
□ 인구 현황 (총 30동)

- 4만 이상(5개동, 16.7%)
- 2만 미만(12개동, 40.0%)
- 3~4만(13개동, 43.3%)

- 4만 이상(6개동, 19.4%)
- 2만 미만(12개동, 38.7%)
- 3~4만(13개동, 41.9%)
"""
    (finding,) = [f for f in found(text) if f.kind == "같은 항목 두 수치"]
    assert finding.severity == "certain"
    assert {finding.expected, finding.found} == {"30개동", "31개동"}


def test_money_spent_beyond_what_is_expected() -> None:
    text = """\
(단위 : 천원)

사업명\t예산현액\t원인행위액\t지출액\t연말 예상액
서가 교체\t465,562\t353,958\t243,050\t249,247
조명 교체\t165,012\t53,951\t43,058\t64,940
"""
    findings = [f for f in found(text) if f.kind == "수치 모순"]
    assert [(f.lines, f.found, f.expected) for f in findings] == [((4, 4), "353,958천원", "249,247천원 이하")]


def test_results_that_count_what_is_under_way() -> None:
    text = """\
□ 추진실적

○ 사서 경력경쟁 시험 38명 선발
  - 자료실 등 27명 선발 완료
  - 전산실 등 11명 선발 진행중
"""
    (finding,) = [f for f in found(text) if f.kind == "수치 모순"]
    assert (finding.found, finding.expected, finding.severity) == ("38명", "27명", "likely")


def test_every_finding_points_into_its_document(samples: Path) -> None:
    for path in sorted(samples.glob("*.txt")):
        document = parse_document(path.name, str(path), path.read_bytes(), None, lambda text: [text])
        for finding in document.findings:
            places = [finding.lines, *(lines for _, lines in finding.also)]
            assert all(1 <= first <= last <= len(document.lines) for first, last in places)
            assert finding.message
            assert finding.expected != finding.found


def test_particles() -> None:
    assert particle("집행액", "은는") + particle("합계", "은는") + particle("집행률(%)", "은는") == "은는은"
    assert toward("3,000천원") + toward("12개") == "으로로"


def test_real_documents(shared: Path) -> None:
    """Most of the contradictions that readers found are found."""
    known = [json.loads(line) for line in (shared / "gold/inconsistencies.jsonl").read_text().splitlines()]
    hits = 0
    for path in sorted((shared / "corpus").glob("*.txt")):
        document = parse_document(path.name, str(path), path.read_bytes(), None, lambda text: [text])
        findings = find_contradictions(document)
        for item in known:
            if item["doc"] == path.name:
                hits += any(f.lines[0] <= line <= f.lines[1] for f in findings for line in item["lines"])
    assert hits >= 0.85 * len(known)


def budget(random: Random) -> list[list[str | int]]:
    """Rows of name, two budgets and what was spent: a total, groups and their items, all adding up."""
    rows: list[list[str | int]] = []
    for g in range(random.randint(2, 4)):
        items: list[list[str | int]] = [
            [
                f"세부{g}{k} 운영",
                *(random.randint(20_000, 900_000) for _ in range(2)),
                random.randint(1, 19_000),
            ]
            for k in range(random.randint(2, 4))
        ]
        sums = [sum(int(item[c]) for item in items) for c in (1, 2, 3)]
        rows += [[f"정책{g} 관리", *sums], *items]
    groups = [row for row in rows if str(row[0]).startswith("정책")]
    return [["합계", *(sum(int(row[c]) for row in groups) for c in (1, 2, 3))], *rows]


def written(rows: list[list[str | int]]) -> str:
    """The rows with their differences and rates, as a tab-separated table."""
    lines = ["□ 예산", "", "(단위 : 천원)", "", "구분\t2030년\t2029년\t증감액\t증감률\t집행액\t집행률"]
    for name, now, before, spent in ([r[0], int(r[1]), int(r[2]), int(r[3])] for r in rows):
        gap = int(now) - int(before)
        sign = "△" if gap < 0 else ""
        growth = (Decimal(abs(gap)) * 100 / int(before)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        rate = (Decimal(int(spent)) * 100 / int(now)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        change = f"{sign}{abs(gap):,}\t{sign if growth else ''}{growth}%"
        lines.append(f"{name}\t{now:,}\t{before:,}\t{change}\t{spent:,}\t{rate}%")
    return "\n".join(lines) + "\n"


@settings(max_examples=25)
@given(st.integers(0, 10_000))
def test_a_slip_anywhere_in_a_budget_is_found_and_nothing_else(seed: int) -> None:
    random = Random(seed)
    rows = budget(random)
    text = written(rows)
    assert found(text) == []
    line = random.randrange(5, 5 + len(rows))
    cells = text.split("\n")[line].split("\t")
    column = random.choice([1, 2, 3, 5])
    digits = [k for k, char in enumerate(cells[column]) if char.isdigit()]
    place = digits[0]
    cells[column] = (
        cells[column][:place] + str(int(cells[column][place]) % 9 + 1) + cells[column][place + 1 :]
    )
    lines = text.split("\n")
    lines[line] = "\t".join(cells)
    findings = found("\n".join(lines))
    assert any(f.severity == "certain" for f in findings)
    assert all(
        line + 1 in {f.lines[0], *(first for _, (first, _) in f.also)}
        for f in findings
        if f.severity == "certain"
    )


def test_money_spent_is_held_against_the_budget_of_its_year() -> None:
    text = "구분\t2031 예산\t2030 예산\t2030 집행액\n도서\t4,800\t5,600\t5,017\n시설\t7,200\t7,100\t6,900\n"
    assert found(text) == []
    (finding,) = found(text.replace("6,900", "7,150"))
    assert finding.expected == "7,100 이하"


def test_a_year_before_brackets_and_a_difference_of_rates() -> None:
    assert found("◇ 민원 접수 2030년(1~10월)\n") == []
    text = "구분\t'29년\t'30년\t전년대비\n수입(백만원)\t3,480\t3,610\t▲130\n지출(백만원)\t5,210\t5,190\t▼20\n"
    assert found(text + "수지율(%)\t66.8\t69.6\t▲2.8%p\n") == []


NAMES = """
우물 가로등 다리 쉼터 나루터 놀이터 느티나무 돌담 둑길 물레방아 방앗간 버스터 서낭당 숲길 언덕 여울 연못
오솔길 장터
"""
OTHERS = NAMES.split()


def test_what_says_to_how_much_is_no_difference_and_parts_of_one_count_no_conflict() -> None:
    """'4,000원, 내년 4,500원 인상' is a price; '37개소 중 34개소' in two places says the same in both."""
    text = (
        "□ 급식\n\n○ 급식단가 : 3,500원('30년) → 4,000원('31년), '32년 4,500원 인상 검토\n\n"
        "□ 화장실 현황\n\n○ 물빛골 화장실 : 37개소(직영 22, 위탁 15), 물빛골 여성안심 비상벨 설치 34개소\n\n"
        "□ 화장실 결과\n\n○ 물빛골 화장실 여성안심 비상벨 : 37개소 중 34개소 설치 완료\n\n□ 그 밖\n\n"
    )
    text += "".join(f"○ {name} 살피기 : {90 + 20 * place}개소\n\n" for place, name in enumerate(OTHERS))
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda passage: [passage])
    assert not document.findings
