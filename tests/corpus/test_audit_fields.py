"""Items of an audit as fields one under the other, under numbers, and with the status beside the request."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import AuditItem, Metadata

HEAD = "Ⅳ. 행정사무감사 처리결과\n\n"


def items(text: str) -> tuple[AuditItem, ...]:
    data = (HEAD + text).encode()
    return parse_document("x.txt", "x.txt", data, Metadata(title="업무보고"), lambda s: [s]).audits


def test_a_status_may_stand_beside_the_request() -> None:
    first, second = items(
        "시정 및 처리 요구사항   조치결과 및 향후 추진계획\n"
        "○ 골목이 어두워 다니기 무서우므로 밝은 등을       □ 추진상황 : 추진 중\n"
        "더 달 것. (공원과)\n□ 추진내용 및 향후계획\n○ 등 40개를 바꿈\n○ 남은 8곳은 봄에 바꿀 계획임\n\n"
        "○ 안내판을 고칠 것. (관광과)    □ 추진상황 : 추진완료\n□ 추진내용\n○ 안내판 12개를 바꿈\n\n"
        "붙임  세부사업 현황\n\n물빛공원 정비\n"
    )
    assert first.request == "골목이 어두워 다니기 무서우므로 밝은 등을 더 달 것."
    assert (first.departments, first.status) == (("공원과",), "추진 중")
    assert [block.text for block in first.done] == ["등 40개를 바꿈"]
    assert [block.text for block in first.planned] == ["남은 8곳은 봄에 바꿀 계획임"]
    assert (second.departments, second.status) == (("관광과",), "추진완료")
    assert [block.text for block in second.done] == ["안내판 12개를 바꿈"]


def test_fields_stand_one_under_the_other() -> None:
    one = "지적번호\n{}\n소관부서\n{}\n지적사항\n{}\n요구내용\n{}\n처리상황\n{}\n조치결과\n{}\n향후계획\n{}\n"
    found = items(
        one.format(1, "공원과", "어두운 골목", "등을 더 달 것", "추진중", "등 40개를 바꿈", "봄에 8곳")
        + one.format(2, "관광과", "낡은 안내판", "안내판을 고칠 것", "완료", "12개를 바꿈", "없음")
        + "Ⅴ. 일정\n"
    )
    assert [item.request for item in found] == [
        "어두운 골목 - 등을 더 달 것",
        "낡은 안내판 - 안내판을 고칠 것",
    ]
    assert [item.status for item in found] == ["추진 중", "추진완료"]
    assert [item.departments for item in found] == [("공원과",), ("관광과",)]
    assert [item.planned[0].text for item in found] == ["봄에 8곳", "없음"]
    assert [item.lines for item in found] == [(3, 16), (17, 30)]


def test_a_number_may_have_its_office_behind_it() -> None:
    first, second = items(
        "연번 부 서 지적(건의)사항 처리결과 구분\n\n1 공원과\n골목이 어두우므로\n\n등을 늘릴 것\n\n"
        "· 등 40개를 바꿈\n⇒ 민원이 반으로 줄어듦\n완료\n\n"
        "2 관광과\n안내판을 고칠 것\n\n· 설계를 마침\n추진중\n"
    )
    assert (first.request, first.departments, first.status) == (
        "골목이 어두우므로 등을 늘릴 것",
        ("공원과",),
        "추진완료",
    )
    assert [block.text for block in first.done] == ["등 40개를 바꿈", "민원이 반으로 줄어듦"]
    assert (second.departments, second.status) == (("관광과",), "추진 중")


def test_a_kind_may_stand_behind_the_number() -> None:
    first, second = items(
        "1. 시정요구 | 낡은 안내판 방치\n조치: 안내판 12개를 바꿈\n상태: 조치완료\n"
        "2. 권고 | 야간 개방\n조치: 인력을 살피는 중\n상태: 추진중\n"
    )
    assert (first.request, first.status) == ("낡은 안내판 방치", "추진완료")
    assert (second.request, second.status) == ("야간 개방", "추진 중")


def test_a_request_may_begin_with_a_number() -> None:
    found = items(
        "1. 여성대원을 늘릴 것\n  ○ 처리상황 : 완료\n    - 20명을 늘림\n\n"
        "2. 119구조견 배치\n  ○ 처리상황 : 검토 중\n    - 본부에 요청\n"
    )
    assert [(item.request, item.status) for item in found] == [
        ("여성대원을 늘릴 것", "추진완료"),
        ("119구조견 배치", "검토 중"),
    ]


def test_each_item_may_be_a_table_of_two_columns() -> None:
    first, second = items(
        "| 연번 | 1 |\n| 소관부서 | 공원과 |\n| 지적사항 | 골목이 어두우므로 등을 더 달 것. |\n"
        "| 처리구분 | 완료 |\n"
        "| 처리내용 | ○ 등 40개를 바꿈 <br> ○ 남은 8곳은 봄에 바꿈 |\n\n"
        "| 연번 | 2 |\n| 소관부서 | 관광과 |\n| 지적사항 | 안내판을 고칠 것. |\n| 처리구분 | 추진중 |\n"
        "| 처리내용 | ○ 안내판 12개를 바꿈 |\n"
    )
    assert first.request == "골목이 어두우므로 등을 더 달 것."
    assert (first.departments, first.status) == (("공원과",), "추진완료")
    assert [block.text for block in first.done] == ["등 40개를 바꿈", "남은 8곳은 봄에 바꿈"]
    assert (second.departments, second.status) == (("관광과",), "추진 중")


def test_the_fields_of_an_item_may_be_rows_of_two_cells() -> None:
    one = "| 연번 | {} |\n| 소관부서 | {} |\n| 지적사항 | {} |\n| 처리구분 | {} |\n| 처리내용 | {} |\n\n"
    found = items(
        one.format(1, "공원과", "골목이 어두움. 등을 더 달 것", "완료", "○ 등 40개를 바꿈 <br> ○ 5월 점검")
        + one.format(2, "관광과", "안내판을 고칠 것", "추진불가", "○ 철거할 길이라 고치지 않기로 함")
        + "# 6. 5분 자유발언\n\n안내판이 낡음\n"
    )
    assert [item.request for item in found] == ["골목이 어두움. 등을 더 달 것", "안내판을 고칠 것"]
    assert [item.status for item in found] == ["추진완료", "추진불가"]
    assert [item.departments for item in found] == [("공원과",), ("관광과",)]
    assert [block.text for block in found[0].done] == ["등 40개를 바꿈", "5월 점검"]
    assert [item.lines for item in found] == [(3, 7), (9, 13)]


def test_both_names_of_the_columns_may_stand_one_under_the_other() -> None:
    """Where each cell of a page stands on lines of its own, the names do, too."""
    one = "○ {}\n\n{}\n\n({})\n\n□ 추진상황 : {}\n\n□ 추진내용\n\n◦ {}\n\n□ 향후계획\n\n◦ {}\n\n"
    first, second = items(
        "총 괄\n\n시정 및 처리 요구사항\n\n처리결과 및 향후계획\n\n"
        + one.format("골목이 어두우니 밝은 등", "을 달 것.", "공원과", "완료", "등 40개를 바꿈", "봄에 점검")
        + one.format("안내판을 크게 고", "칠 것.", "관광과", "검토중", "12개를 살핌", "예산을 세움")
    )
    assert first.request == "골목이 어두우니 밝은 등을 달 것."
    assert (first.departments, first.status) == (("공원과",), "추진완료")
    assert [block.text for block in second.planned] == ["예산을 세움"]
    assert (second.departments, second.status) == (("관광과",), "검토 중")
