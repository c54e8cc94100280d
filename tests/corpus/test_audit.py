from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.audits.cells import cell_lines
from corpus.audits.items import read_audits, with_chapter
from corpus.document import parse_document
from corpus.model import AuditItem
from corpus.outline import read_outline
from corpus.reading import decode


def audits(lines: list[str]) -> tuple[AuditItem, ...]:
    return read_audits(lines, read_outline(lines, []))


REQUEST = "<p>○ 공원 화장실이 낡아 불편함. 개선 계획을 세우기 바람. (공원과, 재무과)</p>"
ANSWER = (
    '<p><input type="checkbox"/> 추진상황 : 추진 중(예산 협의)</p> <p><input type="checkbox"/> 추진내용</p> '
    "<ul> ○ 화장실 12곳 조사 <ul> - 보수 필요 5곳 ※ 예산 3억원</ul> ○ 설계 발주 "
    '<p><input type="checkbox"/> 향후계획</p> <ul> ○ 하반기 착공 예정'
)


def test_reads_rows_of_html_cells() -> None:
    lines = [
        "Ⅴ. 2024 행정사무감사 처리결과",
        "",
        "시정 · 처리 요구사항",
        "",
        "시정 및 처리 요구사항\t조치결과 및 향후 추진계획\t\t",
        f"{REQUEST}\t{ANSWER}\t\t",
        "",
        "건의사항\t조치결과",
        "○ 도서관 개관을 앞당길 것. (문화과)\t□ 추진상황 : 추진완료 □ 추진내용 ○ 3월 개관함",
        "",
        "□ 끝",
    ]
    first, second = audits(lines)
    assert first.request == "공원 화장실이 낡아 불편함. 개선 계획을 세우기 바람."
    assert first.departments == ("공원과", "재무과")
    assert (first.kind, first.status, first.status_note) == ("시정·처리요구", "추진 중", "예산 협의")
    assert [(b.marker, b.text) for b in first.done] == [
        ("○", "화장실 12곳 조사"),
        ("-", "보수 필요 5곳"),
        ("※", "예산 3억원"),
        ("○", "설계 발주"),
    ]
    assert first.done[1].parents == ("화장실 12곳 조사",)
    assert [b.text for b in first.planned] == ["하반기 착공 예정"]
    assert first.lines == first.request_lines == first.status_lines == (6, 6)
    assert first.done[0].section == ("Ⅴ. 2024 행정사무감사 처리결과", "시정·처리요구")
    assert (second.number, second.kind, second.status) == (2, "건의", "추진완료")


@pytest.mark.parametrize("label", ["추진상황", "조치 결과", "처리현황", "처리여부", "진행 상태"])
def test_a_status_stands_behind_any_of_its_labels(label: str) -> None:
    row = f"○ 도서관 개관을 앞당길 것. (문화과)\t□ {label} : 추진 중(설계) □ 추진내용 ○ 3월 개관함"
    (item,) = audits(["건의사항\t조치결과", row])
    assert (item.status, item.status_note) == ("추진 중", "설계")
    assert [bullet.text for bullet in item.done] == ["3월 개관함"]


FLAT = """
Ⅳ. 감사 처리결과

시정 및 처리 요구사항 조치결과 및 향후추진계획

○ 시험장 안내가 부족하여 지각한

응시자가 있음. 안내 방

안을 마련하기 바람.

(채용과,

시험관리과)

□ 추진상황 : 검토중(구청 협의)

□ 추진내용
◦ 시험장을 세 곳에서 다섯 곳으로 늘려 제2회 시험부터

운영하고 있음.

- 안내 요원 20명 배치

□ 향후계획
◦ 교통편을 미리 안내하겠음.

○강사료 기준을 통일할 것.

(교육과)

□ 추진상황 : 추진완료

□ 추진내용 및 향후계획
◦ 기준을 개정하여 시행함.
◦ 앞으로 해마다 점검하겠음.

기 타 사 항

자료제출 등 기타사항 조 치 결 과

○ 최근 3년 채용 현황

(채용과)

□ 추진상황 : 추진완료

□ 추진내용 및 향후 추진계획
- 자료 제출 완료 (2024. 11. 19.)

Ⅴ. 붙임
○ 별도 자료
"""


def test_reads_flattened_cells() -> None:
    lines = FLAT.strip("\n").split("\n")
    first, second, third = audits(lines)
    assert first.request == "시험장 안내가 부족하여 지각한 응시자가 있음. 안내 방안을 마련하기 바람."
    assert first.departments == ("채용과", "시험관리과")
    assert (first.status, first.status_note) == ("검토 중", "구청 협의")
    assert lines[first.status_lines[0] - 1].startswith("□ 추진상황")
    assert first.done[0].text.endswith("제2회 시험부터 운영하고 있음.")
    assert lines[first.done[0].lines[1] - 1] == "운영하고 있음."
    assert first.done[1].parents == (first.done[0].text,)
    assert [b.text for b in first.planned] == ["교통편을 미리 안내하겠음."]
    assert second.request == "강사료 기준을 통일할 것."
    assert [b.text for b in second.done] == ["기준을 개정하여 시행함."]
    assert [b.text for b in second.planned] == ["앞으로 해마다 점검하겠음."]
    assert (third.kind, third.departments) == ("자료제출", ("채용과",))
    assert lines[third.lines[1] - 1].startswith("- 자료 제출 완료")


def test_reads_tables_with_columns_for_status_and_office() -> None:
    lines = [
        "## 의회 지적사항 조치 결과",
        "",
        "| 연번 | 지적사항 | 담당부서 | 추진상황 | 조치 결과 |",
        "|---|---|---|---|---|",
        "| 1 | 주차장이 좁음. 늘릴 것. | 재무과 | 완료 | - 40면 확보<br>- 협약 체결 예정: 4월 |",
        "| 2 | 기록물 보존 설비 교체 바람. | 총무과 | 검토중 | 예산 협의 |",
    ]
    first, second = audits(lines)
    assert (first.status, first.departments, first.lines) == ("추진완료", ("재무과",), (5, 5))
    assert [b.text for b in first.done] == ["40면 확보"]
    assert [b.text for b in first.planned] == ["협약 체결 예정: 4월"]
    assert second.status == "검토 중"
    assert second.done[0].section == ("의회 지적사항 조치 결과", "시정·처리요구")


def test_a_summary_under_a_lost_chapter_heading_joins_the_items() -> None:
    lines = [
        "Ⅳ. 주요업무",
        "□ 향후계획",
        "○ 계속 추진",
        "",
        "□ 총 괄",
        "○ 수감결과 처리요구사항 등 : 총 1건",
        "",
        "건의사항 조치결과",
        "",
        "○ 조명을 늘릴 것. (공원과)",
        "□ 추진상황 : 추진완료",
        "□ 추진내용",
        "◦ 45개를 교체함.",
    ]
    blocks = read_outline(lines, [])
    found = with_chapter(blocks, read_audits(lines, blocks))
    sections = {block.lines[0]: block.section for block in found}
    assert sections[3] == ("Ⅳ. 주요업무", "향후계획")
    assert sections[6] == ("행정사무감사 처리결과", "총괄")


def test_tables_that_only_look_alike_give_no_items() -> None:
    lines = [
        "구분\t추진계획\t추진실적",
        "공원\t5곳\t3곳",
        "",
        "세부사업명 추진시기 물량",
        "기타 추진계획 수립",
    ]
    assert audits(lines) == ()


def test_a_cell_gives_its_text_whatever_its_tags() -> None:
    assert cell_lines('<script>나쁨</script><p onclick="x">○ 좋음</p>') == ["○ 좋음"]
    assert cell_lines("가<br>나") == ["가", "나"]
    assert cell_lines("<table><tr><th>계</th><td>68</td></tr></table>") == ["계 | 68"]


@given(st.lists(st.text(st.sampled_from("<>/pul○□- ※가나\t|\n추진상황:"), max_size=60), max_size=12))
def test_any_cells_are_read(cells: list[str]) -> None:
    lines = ["건의사항\t조치결과", *(line for cell in cells for line in cell.split("\n"))]
    items = audits(lines)
    assert [item.number for item in items] == list(range(1, len(items) + 1))
    assert all(1 <= item.lines[0] <= item.lines[1] <= len(lines) for item in items)


@pytest.mark.parametrize(
    "answer",
    ["<ul>" * 20_000 + "○ 가", "○ " * 60_000, " " * 150_000 + "가", "<" * 100_000, "(" * 100_000],
)
def test_bad_cells_are_read(answer: str) -> None:
    lines = ["건의사항\t조치결과", f"○ 가\t□ 추진상황 : 완료 {answer}", f"{answer}\t□ 추진상황 : 완료"]
    assert len(audits(lines)) <= len(lines)


def _summary(path: Path) -> Counter[tuple[str, str]]:
    lines = decode(path.read_bytes(), path.name)
    return Counter((item.kind, item.status) for item in read_audits(lines, read_outline(lines, [])))


def test_real_items_add_up_to_the_documents_own_summary(shared: Path) -> None:
    """The tables '조치내역' of the two documents say how many items there are of each kind and status."""
    first = next((shared / "corpus").glob("000_*.txt"))
    assert _summary(first) == {
        ("시정·처리요구", "추진완료"): 17,
        ("시정·처리요구", "추진 중"): 15,
        ("시정·처리요구", "검토 중"): 4,
        ("건의", "추진완료"): 1,
        ("건의", "추진 중"): 2,
        ("자료제출", "추진완료"): 15,
    }
    second = next((shared / "corpus").glob("004_*.txt"))
    assert _summary(second) == {
        ("시정·처리요구", "추진완료"): 11,
        ("시정·처리요구", "추진 중"): 2,
        ("시정·처리요구", "검토 중"): 1,
        ("건의", "추진완료"): 7,
        ("건의", "검토 중"): 1,
        ("자료제출", "추진완료"): 5,
    }


def test_sample_items_add_up_to_their_summary(samples: Path) -> None:
    """Nine items: five requests (3, 1, 1), three proposals (2, 1), one paper."""
    found = _summary(samples / "dodam_hrd_2023.txt")
    assert sum(found.values()) == 9
    lines = decode((samples / "dodam_hrd_2023.txt").read_bytes(), "")
    items = read_audits(lines, read_outline(lines, []))
    assert {item.done[0].section[0] for item in items if item.done} == {"행정사무감사 처리결과"}
    assert found["시정·처리요구", "추진완료"] == 3
    assert found["건의", "추진완료"] == 2


def test_answers_in_words_are_answers_where_no_row_states_a_status() -> None:
    text = (
        "2031년 하늘시설공단 감사\n\n| 연번 | 건의사항 | 처리결과(추진내용) | 비고 |\n|---|---|---|---|\n"
        "| 1 | 테니스장 정비 계획을 세워 의회에 보고 | 2032년에 배수로를 고치고 조명을 늘리겠음. | |\n"
        "| 2 | 불용액이 많으니 예산을 알맞게 편성 | 주요 불용액은 낙찰차액과 절감분임. | |\n\n"
        "| 구분 | 시정요구 | 처리결과 |\n|---|---|---|\n| 계 | 12 | 10 |\n"
    )
    audits = parse_document("x.md", "x.md", text.encode(), None, lambda given: [given]).audits
    assert [item.kind for item in audits] == ["건의", "건의"]
    assert audits[1].done[0].text == "주요 불용액은 낙찰차액과 절감분임."
