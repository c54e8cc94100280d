"""Audit items in wrapped columns without numbers, under headings of their own, and in rows cut in two."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import AuditItem, Metadata

HEAD = "Ⅳ. 2030년도 행정사무감사 지적사항 처리결과\n\n"


def items(text: str) -> tuple[AuditItem, ...]:
    data = (HEAD + text).encode()
    return parse_document("x.txt", "x.txt", data, Metadata(title="업무보고"), lambda s: [s]).audits


OFFICES = """   □ 주요 지적사항

  부서        지적(요구)사항              처리(추진)결과                 구분

  역무과      매표소 대기 시간을          안내원 24명을 먼저 두어        완료
              줄일 것                     31분에서 12분으로 줄임

  역무과      승강장 의자를               41개 역 중 33개 역 교체,       추진중
              바꿀 것                     남은 8개 역은 봄에 마침

  차량과      심야 열차를 새로            인건비 부담이 커서 다음        장기
              편성할 것                   해 수송계획에서 살핌
                                                                         검토

   □ 추진중인 사항은 분기마다 점검
"""


def test_columns_without_numbers_and_a_status_on_two_lines() -> None:
    found = items(OFFICES)
    assert [(item.request, item.departments, item.status) for item in found] == [
        ("매표소 대기 시간을 줄일 것", ("역무과",), "추진완료"),
        ("승강장 의자를 바꿀 것", ("역무과",), "추진 중"),
        ("심야 열차를 새로 편성할 것", ("차량과",), "장기검토"),
    ]
    assert found[0].done[0].text == "안내원 24명을 먼저 두어 31분에서 12분으로 줄임"
    assert [item.lines for item in found] == [(7, 8), (10, 11), (13, 15)]


def line(*cells: str) -> str:
    """The cells in columns of so many characters, the last one at character 70."""
    number, office, asked, done, state = cells
    return f"{number:>3} {office:<10}{asked:<22}{done:<34}{state}".rstrip() + "\n"


CHARACTERS = (
    "번호   담당      감사 요구사항                조치 결과              상태\n"
    + line("1", "역무본부", "승강장 의자 교체가 늦은 까닭", "33개를 먼저 바꾸고 남은 8개는 4월에", "완료")
    + line("", "", "을 밝힐 것", "", "")
    + "\n"
    + line("2", "차량관리본부", "심야 열차 편성", "인건비 부담으로 어려움", "불수용")
    + "\n"
    + line(
        "3",
        "역무본부",
        "매표소 대기 시간 단축",
        "안내원을 24명 더 두고 낡은 자동 발매기 여섯 대를 교",
        "완료",
    )
    + line("", "", "", "체", "")
    + "\nⅤ. 일정\n"
)


def test_columns_in_characters_with_a_status_right_behind_the_answer() -> None:
    found = items(CHARACTERS)
    assert [(item.request, item.departments, item.status) for item in found] == [
        ("승강장 의자 교체가 늦은 까닭을 밝힐 것", ("역무본부",), "추진완료"),
        ("심야 열차 편성", ("차량관리본부",), "불수용"),
        ("매표소 대기 시간 단축", ("역무본부",), "추진완료"),
    ]
    assert found[2].done[0].text.endswith("여섯 대를 교체")


def test_words_across_columns_give_no_item() -> None:
    text = OFFICES.replace(
        "매표소 대기 시간을          안내원", "매표소대기시간을모두줄이라안내원을두라고한것을안내원"
    )
    assert all("안내원" not in item.request for item in items(text))


ONE = """지적사항 {} {}
요구내용 {}
조치내용 {}
조치구분 {} 담당 {}
"""


def test_fields_behind_one_another_under_numbered_headings() -> None:
    found = items(
        ONE.format(1, "긴 대기", "매표소 대기 시간을 줄일 것", "안내원 24명을 둠", "완료", "역무과")
        + "\n"
        + ONE.format(2, "낡은 의자", "승강장 의자를 바꿀 것", "33개를 바꿈", "추진중", "시설과")
        + "향후계획 남은 8개는 봄에 바꿈\n\n끝.\n"
    )
    assert [(item.request, item.status, item.departments) for item in found] == [
        ("긴 대기 : 매표소 대기 시간을 줄일 것", "추진완료", ("역무과",)),
        ("낡은 의자 : 승강장 의자를 바꿀 것", "추진 중", ("시설과",)),
    ]
    assert [block.text for block in found[1].done] == ["33개를 바꿈"]
    assert [block.text for block in found[1].planned] == ["남은 8개는 봄에 바꿈"]
    assert [item.lines for item in found] == [(3, 6), (8, 12)]


def test_names_of_fields_alone_on_lines_and_titles_between_the_items() -> None:
    one = "지적사항 {}\n{}\n요구내용\n{}\n조치구분\n{}\n조치결과\n{}\n\n"
    found = items(
        one.format(1, "긴 대기", "대기 시간을 줄일 것", "완료", "안내원 24명을 둠")
        + one.format(2, "심야 열차", "새로 편성할 것", "추진불가", "인건비 부담으로 어려움")
    )
    assert [(item.request, item.status) for item in found] == [
        ("긴 대기 : 대기 시간을 줄일 것", "추진완료"),
        ("심야 열차 : 새로 편성할 것", "추진불가"),
    ]
    assert found[0].done[0].text == "안내원 24명을 둠"


def test_rows_with_one_number_are_one_item() -> None:
    found = items(
        "| 번호 | 부서 | 지적사항 | 처리결과 | 상태 |\n|---|---|---|---|---|\n"
        "| 1 | 역무과 | 승강장 의자 41개를 바꿀 방 | 33개를 먼저 바꾸고 | 추진중 |\n"
        "| 1 | 역무과 | 안을 세울 것 | 8개는 봄에 바꿈 |  |\n"
        "| 2 | 차량과 | 심야 열차를 편성할 것 | 인건비 부담으로 어려움 | 불가 |\n"
    )
    assert [(item.request, item.status) for item in found] == [
        ("승강장 의자 41개를 바꿀 방안을 세울 것", "추진 중"),
        ("심야 열차를 편성할 것", "불가"),
    ]
