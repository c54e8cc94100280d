"""Audit items as rows of cells with blanks and line breaks between them."""

from __future__ import annotations

import pytest

from corpus.audits.items import read_audits
from corpus.outline import read_outline

BREAKS = """
Ⅳ. 2030년 행정사무감사 처리결과

연번 지적(요구)사항 추진상황 조치내용 및 향후계획
1 골목 가로등이 어두운 곳을 살펴
밝게 할 것(공원과)
추진완료 ◦ 등 40개를 밝은 것으로 바꾸고

관리 대장을 새로 만듦(’31. 1월)
2 낡은 보도를 고칠 것
(도로과)
추 진 중 ◦ 설계를 마침

◦ 4월에 공사를 시작
3 주차 요금 감면
(교통과)
불    가 ◦ 조례에 근거가 없음


붙 임 2031년 행사 일정
"""

ONE_LINE = """
# Ⅳ. 행정사무감사 지적사항 처리결과

연번 요구사항 소관부서 처리상황 처리결과
1. 골목 가로등을 밝게 할 것 공원과 완료 - 등 40개를 밝은 것으로 바꾸고 관리 대장을 새로 만듦(’31. 1월)
2. 낡은 보도를 고칠 것 도로과 추진중 - 설계를 마침
- 4월에 공사를 시작
3. 주차 요금 감면 교통과 불가 - 조례에 근거가 없음

# 붙임
"""

NO_BULLETS = """
Ⅳ. 행정사무감사 결과

번호 지적사항 조치여부 조치내용
1 골목 가로등을 밝게 할 것
(공원과)
조치완료 등 40개를 밝은 것으로 바꾸고
관리 대장을 새로 만듦(’31. 1월)
2 낡은 보도를 고칠 것(도로과)
조치중
설계를 마침, 4월에 공사를 시작
3 주차 요금 감면(교통과)
불가 조례에 근거가 없음
"""


@pytest.mark.parametrize("text", [BREAKS, ONE_LINE, NO_BULLETS])
def test_rows_of_an_audit_in_lines(text: str) -> None:
    """The status between a request and its answer tells them apart, however the row is broken."""
    lines = text.strip("\n").split("\n")
    items = read_audits(lines, read_outline(lines, []))
    assert [(item.number, item.departments, item.status) for item in items] == [
        (1, ("공원과",), "추진완료"),
        (2, ("도로과",), "추진 중"),
        (3, ("교통과",), "불가"),
    ]
    assert items[0].request.endswith("밝게 할 것")
    assert "대장을 새로 만듦" in items[0].done[0].text
    told = " ".join(block.text for block in (*items[1].done, *items[1].planned))
    assert "설계를 마침" in told
    assert "4월에 공사를 시작" in told
    assert items[2].request == "주차 요금 감면"
    assert [block.text for block in items[2].done] == ["조례에 근거가 없음"]


def test_lines_with_numbers_under_other_names_are_no_items() -> None:
    lines = ["연번 사업명 추진상황 비고", "1 골목 가로등(공원과) 완료 ◦ 등 40개를 바꿈"]
    assert read_audits(lines, read_outline(lines, [])) == ()
