"""Flattened tables of figures, words and days with a line a row, made by chance."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Table

WORKS = (
    "서고 넓히기",
    "안내판 바꾸기",
    "강당 지붕 고치기",
    "2층 배관 교체",
    "모래밭 새로 깔기",
    "울타리 손보기",
)
KINDS = ("공사", "용역", "물품")
STATES = ("준공", "진행 중", "계약")
HALLS = ("물빛관", "솔바람관", "나루관", "구름 쉼터", "돌담관", "들꽃관")


def tables(lines: list[str]) -> tuple[Table, ...]:
    """The tables of lines under a title."""
    text = "\n".join(["□ 살림", "", *lines, "", "※ 남은 일은 내년에"])
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda passage: [passage]).tables


def only(lines: list[str]) -> list[tuple[str, ...]]:
    """The rows of the one table, labels and cells."""
    (table,) = tables(lines)
    return [(*row.path, *(cell.text for cell in row.cells)) for row in table.rows]


def spread(head: str, rows: list[str], seed: int) -> list[str]:
    """The lines of a table, blank ones between them or none."""
    gap = [""] if seed % 2 else []
    return [head, *gap, *(line for row in rows for line in (row, *gap))]


@pytest.mark.parametrize("seed", range(30))
def test_works_with_their_kinds_periods_and_states_read_back(seed: int) -> None:
    """The kind of a work, its last word before the figures, comes again; a total has dashes for words."""
    chance = random.Random(seed)
    rows = []
    for work in WORKS:
        plan = chance.randrange(40, 4000)
        days = chance.choice(("2031. 4.~6.", "2031. 11.~2032. 1.", "2031. 5.", "’31. 3."))
        own = (work, chance.choice(KINDS[:2]), f"{plan:,}", f"{plan - 1:,}", days, chance.choice(STATES))
        rows.append(own)
    lines = [" ".join(row) for row in rows]
    total = [f"{sum(int(row[at].replace(',', '')) for row in rows):,}" for at in (2, 3)]
    if seed % 3:
        lines.insert(0, f"합   계 - {total[0]} {total[1]} - -")
    found = only(spread("사 업 명 구분 예산 계약 기간 상태", lines, seed))
    assert found[-len(rows) :] == rows
    if seed % 3:
        assert found[0] == ("합계", "-", *total, "-", "-")


@pytest.mark.parametrize("seed", range(20))
def test_grades_before_figures_read_back(seed: int) -> None:
    """A grade of one letter is a cell, figures within a name are none."""
    chance = random.Random(seed)
    halls = [*HALLS[:4], "주차동 2개소"]
    rows = [(hall, chance.choice("ABC"), *(str(chance.randrange(1, 30)) for _ in range(3))) for hall in halls]
    lines = [" ".join(row) for row in rows]
    found = only(spread("시   설 등급 지적 조치 잔여", ["합   계 - 87 74 13", *lines], seed))
    assert found == [("합계", "-", "87", "74", "13"), *rows]


@pytest.mark.parametrize("seed", range(20))
def test_goals_and_results_read_back(seed: int) -> None:
    """'5% 이하' is one figure, and so is '1시간 이내' within a name."""
    chance = random.Random(seed)
    names = ["앱 이용률", "회의 1시간 이내", "빈 예약 줄이기", "자료 열기"]
    rows = [
        (
            name,
            chance.choice(("35%", "5% 이하", "22종")),
            chance.choice(("7.9%", "15종")),
            chance.choice(STATES),
        )
        for name in names
    ]
    assert only(spread("과   제 목표 실적(9월) 판정", [" ".join(row) for row in rows], seed)) == rows


def test_days_without_a_year_stand_under_their_head() -> None:
    rows = [
        ("새봄 음악회", "1. 13.", "968", "82.4"),
        ("인형극 「고래」", "5. 5.~6.", "1,846", "94.1"),
        ("춤마당", "7. 30.~8. 1.", "517", "51.2"),
    ]
    lines = ["공 연 명 일 자 관람(명) 점유율(%)", "합   계 - 3,331 -", *(" ".join(row) for row in rows)]
    assert only(lines) == [("합계", "-", "3,331", "-"), *rows]


def test_words_in_front_are_as_many_as_names() -> None:
    """A list is one cell, letters set apart are one word, and a total has figures alone."""
    lines = [
        "권 역 업 체 명 맡은동 계약금액 수거차량 작업조",
        "계 9,300 39",
        "동 부 (주)맑은손 솔동, 참동, 서동 3,400 14 3인 1조",
        "중 부 (유)고운손 돌동, 물동 2,900 12 3인 1조",
        "서 부 (주)푸른손 들동 3,000 13 2인 1조(작은 차)",
    ]
    (table,) = tables(lines)
    assert [path[-1] for path in table.columns] == ["업체명", "맡은동", "계약금액", "수거차량", "작업조"]
    assert [cell.text for cell in table.rows[0].cells] == ["", "", "9,300", "39", ""]
    assert [cell.text for cell in table.rows[1].cells][:2] == ["(주)맑은손", "솔동, 참동, 서동"]
    assert table.rows[3].cells[4].text == "2인 1조(작은 차)"


def test_the_same_again_is_written_out() -> None:
    lines = [
        "종 류 기 준 금 액",
        "",
        "큰쓰레기 장롱(1자당) 3,500원",
        "",
        "〃 침대 2인용 12,000원",
        "",
        "〃 냉장고 300L 미만 무료",
        "",
        "과태료 꽁초 버리기 50천원",
    ]
    (table,) = tables(lines)
    assert [row.path for row in table.rows] == [
        ("큰쓰레기", "장롱(1자당)"),
        ("큰쓰레기", "침대 2인용"),
        ("큰쓰레기", "냉장고 300L 미만"),
        ("과태료", "꽁초 버리기"),
    ]
    assert [row.cells[0].text for row in table.rows] == ["3,500원", "12,000원", "무료", "50천원"]


def test_remarks_stand_below_their_rows() -> None:
    lines = ["사 업 명 요구액 비 고", ""]
    for name, amount, remark in (
        ("차 사기", "760", "2대, 국비 40%"),
        ("집 짓기", "1,480", "3층"),
        ("함 늘리기", "180", "60개"),
    ):
        lines += [f"{name} {amount}", remark, ""]
    assert only(lines[:-1]) == [
        ("차 사기", "760", "2대, 국비 40%"),
        ("집 짓기", "1,480", "3층"),
        ("함 늘리기", "180", "60개"),
    ]


def test_words_that_cannot_be_parted_are_one_label() -> None:
    lines = [
        "구 분 처리방법 맡은곳 단가(톤당)",
        "봉투 태우기 및 묻기 큰마을소각장 121,700원",
        "남은 것 고형연료 회사 2개소 236,000원",
        "큰것 부순 뒤 태우기 회사 184,000원",
    ]
    (table,) = tables(lines)
    assert table.rows[1].path == ("남은 것 고형연료 회사 2개소",)
    assert [row.cells[0].text for row in table.rows] == ["121,700원", "236,000원", "184,000원"]


def test_a_word_goes_with_the_figure_behind_it() -> None:
    rows = [
        ("제1처리장", "14,892천톤", "87.0", "BOD 3.1㎎/L", "10㎎/L"),
        ("제2처리장", "4,086천톤", "65.1", "BOD 2.7㎎/L", "10㎎/L"),
        ("분뇨처리장", "24,380㎘", "74.4", "-", "-"),
    ]
    head = "구   분 처리량 가동률(%) 배출농도 법정기준"
    assert only([head, *(" ".join(row) for row in rows)]) == rows


@pytest.mark.parametrize(
    "head", ["구 분 정 원 현 원 결 원 비 고", "부 서 정원 현원 예산액(천원)", "구 분 내용 위치 대상"]
)
def test_a_label_is_not_parted_under_heads_of_figures(head: str) -> None:
    """A cell of figures that all rows lack cannot be told from one that is there."""
    lines = [head, "총무 담당 12 11", "민원 담당 9 9", "재무 담당 14 13"]
    assert all(cell.text != "담당" for table in tables(lines) for row in table.rows for cell in row.cells)


def test_a_total_with_a_dash_under_words_and_a_period_over_the_years_end() -> None:
    rows = only(
        [
            "축 제 명 기 간 예산 방문객 만족도",
            "물빛축제 5. 3.~5. 12. 450 482 86.4",
            "가을책마당 10. 18.~10. 20. 310 41 90.3",
            "겨울빛거리 12. 6.~’31. 1. 5. 560 218 79.5",
            "합 계 - 1,320 741 -",
        ]
    )
    assert rows[2] == ("겨울빛거리", "12. 6.~’31. 1. 5.", "560", "218", "79.5")
    assert rows[3] == ("합계", "-", "1,320", "741", "-")


def test_rows_right_below_a_row_are_no_remark_of_it() -> None:
    rows = only(
        [
            "거 점 운영시간 돌봄교실 이용아동 인건비 비고",
            "",
            "샘동거점 07:30~20:00 4 86 142,000 야간 운영",
            "들동거점 13:00~19:00 2 38 71,500 -",
            "강동거점 13:00~22:00 3 61 118,300 주말 포함",
            "계 - 9 185 331,800",
        ]
    )
    assert rows[1] == ("들동거점", "13:00~19:00", "2", "38", "71,500", "-")
    assert rows[3][2:5] == ("9", "185", "331,800")
