"""Tables with a cell a line whose empty cells are blank lines."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Document

TEAMS = ("복지과", "환경과", "교통과", "문화과", "보건과")
REMARKS = ("육아휴직 2", "", "결원 1", "", "시간제 1 포함")


def read(text: str) -> Document:
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda part: [part])


@pytest.mark.parametrize("seed", range(12))
def test_a_blank_line_is_an_empty_cell(seed: int) -> None:
    chance = random.Random(seed)
    rows = []
    for team, remark in zip(TEAMS, chance.sample(REMARKS, 5), strict=True):
        quota, there = chance.randint(5, 40), chance.randint(5, 40)
        rows.append([team, str(quota), str(there), str(there - quota).replace("-", "△"), remark])
    cells = [text for row in [["부서명", "정원", "현원", "과부족", "비고"], *rows] for text in row]
    document = read("\n".join(["1. 인력", "(단위 : 명)", *cells, "※ 휴직은 뺀 수임", ""]))
    (table,) = document.tables
    assert [row.path for row in table.rows] == [(team,) for team in TEAMS]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [row[1:] for row in rows]
    assert {fact.row[0] for fact in document.facts if fact.table is not None} == set(TEAMS)


def test_a_name_over_several_columns_has_blank_lines_behind_it() -> None:
    names = ["부서명", "예산현액", "", "", "집행액", "집행률", "소계", "본예산", "이월액"]
    rows = [["계", "700", "600", "100", "350", "50.0"], ["복지과", "500", "500", "-", "300", "60.0"]]
    rows.append(["환경과", "200", "100", "100", "50", "25.0"])
    lines = ["2. 예산", "(단위 : 백만원, %)", *names, *(text for row in rows for text in row), ""]
    (table,) = read("\n".join(lines)).tables
    assert table.columns == (
        ("예산현액", "소계"), ("예산현액", "본예산"), ("예산현액", "이월액"), ("집행액",), ("집행률",)
    )  # fmt: skip
    assert [cell.text for cell in table.rows[2].cells] == rows[2][1:]


def test_audit_items_without_an_answer_yet() -> None:
    rows = [
        ["1", "복지과", "안내문을 쉬운 말로 고칠 것", "세 가지를 고쳐 다시 냄", "", "완료"],
        ["2", "환경과", "분리수거함을 늘릴 것", "12곳을 더함", "내년에 8곳을 더 놓음", "추진중"],
        ["3", "교통과", "정류장 지붕을 고칠 것", "예산을 요구함", "", "검토중"],
    ]
    names = ["연번", "부서", "지적사항", "처리결과", "향후계획", "상태"]
    text = "\n".join(["Ⅳ. 행정사무감사 처리결과", "", *names, *(cell for row in rows for cell in row), ""])
    items = read(text).audits
    assert [item.request for item in items] == [row[2] for row in rows]
    assert [item.status for item in items] == ["추진완료", "추진 중", "검토 중"]


def test_a_blank_line_below_a_title_is_no_cell() -> None:
    cells = ["직종별", "", "직종", "정원", "현원", "의사", "6", "4", "간호직", "38", "41", "행정직", "9", "9"]
    (table,) = read("\n".join(["1. 인력", "", *cells, ""])).tables
    assert table.columns == (("정원",), ("현원",))
    assert [row.path for row in table.rows] == [("의사",), ("간호직",), ("행정직",)]
