"""Flattened tables whose heads are years, averages and words with units, each over its column."""

from __future__ import annotations

import random

import pytest

from corpus.model import Grid
from corpus.tables.spaces.flattened import find_grids


def only(text: str) -> Grid:
    (grid,) = find_grids(text.strip("\n").split("\n"), [])
    return grid


def heads(grid: Grid) -> list[tuple[str, ...]]:
    """The names over each column of figures."""
    rows = grid.rows[: grid.header]
    return [tuple(dict.fromkeys(row[column].text for row in rows)) for column in range(1, grid.width)]


def cells(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows[grid.header :]]


def test_heads_on_lines_of_their_own_are_years() -> None:
    grid = only(
        "(단위 : 명)\n\n관 명\n2030년\n2031년\n2032년\n2033. 5월\n\n"
        "물빛관 1,204 1,310 1,288 640\n솔바람관 870 902 955 410\n합 계 2,074 2,212 2,243 1,050"
    )
    assert heads(grid) == [("2030년",), ("2031년",), ("2032년",), ("2033. 5월",)]
    assert cells(grid)[1] == ["솔바람관", "870", "902", "955", "410"]


def test_years_and_a_target_on_lines_of_their_own() -> None:
    grid = only(
        "구  분\n2030년\n2031년\n2032년 목표\n\n대출(권) 8,120 8,344 8,600\n회원(명) 1,905 2,011 2,150"
    )
    assert heads(grid) == [("2030년",), ("2031년",), ("2032년 목표",)]


@pytest.mark.parametrize(
    ("header", "rows", "wanted"),
    [
        (
            "마을 동수 좌석 1일 평균 방문(명) 사용률(회/석) 하반기 수입(천원)",
            ["윗말 12 1,140 3,276 2.9 4,284", "아랫말 9 918 1,744 1.9 2,412", "계 21 2,058 5,020 2.4 6,696"],
            ["동수", "좌석", "1일 평균 방문(명)", "사용률(회/석)", "하반기 수입(천원)"],
        ),
        (
            "구 분 2031년 2032년 ’33.6월 ’33년 목표",
            ["등 612 748 823 900", "마을 58 69 75 82", "회원 37,140 44,905 49,268 53,500"],
            ["2031년", "2032년", "’33.6월", "’33년 목표"],
        ),
        (
            "분 야 참여(개소) 사용(개) 회수율(%) 줄인 쓰레기(㎏)",
            [
                "배달 61 118,240 88.7 4,138",
                "잔치 3 214,900 97.2 7,522",
                "찻집 12 41,360 84.5 1,447",
                "장터 2 28,150 99.1 986",
                "계 78 402,650 93.4 14,093",
            ],
            ["참여(개소)", "사용(개)", "회수율(%)", "줄인 쓰레기(㎏)"],
        ),
        (
            "구 분 총 좌석 예약 빈자리 예약률",
            ["큰방 400 300 100 75.0", "작은방 120 90 30 75.0", "계 520 390 130 75.0"],
            ["총 좌석", "예약", "빈자리", "예약률"],
        ),
        (
            "관 명 2031년 2032년 2033. 5월",
            ["물빛관 1,204 1,310 640", "솔바람관 870 902 410", "합 계 2,074 2,212 1,050"],
            ["2031년", "2032년", "2033. 5월"],
        ),
    ],
)
def test_words_that_go_together_are_one_head(header: str, rows: list[str], wanted: list[str]) -> None:
    grid = only("\n".join([header, *rows]))
    assert heads(grid) == [(name,) for name in wanted]
    assert [row[1:] for row in cells(grid)] == [row.split()[-len(wanted) :] for row in rows]


def test_each_year_stands_over_a_figure_of_each_unit() -> None:
    grid = only(
        "(단위 : 건, 천원)\n\n구분 2031년 2032년 2033. 6월\n\n"
        "청소년(19세 미만) 1,240건 2,716천원 1,815건 3,430천원 902건 1,210천원\n"
        "한부모 310건 904천원 427건 1,355천원 240건 752천원\n"
        "합 계 1,550건 3,620천원 2,242건 4,785천원 1,142건 1,962천원"
    )
    assert heads(grid) == [
        (f"{year}({unit})",) for year in ("2031년", "2032년", "2033. 6월") for unit in ("건", "천원")
    ]
    assert cells(grid)[0][0] == "청소년(19세 미만)"


def test_names_below_the_years_stay_where_figures_have_units() -> None:
    grid = only(
        "구분 2031년 2032년\n건수 금액 건수 금액\n도자기 120건 3,400천원 131건 3,610천원\n"
        "목공예 80건 2,100천원 95건 2,700천원\n합 계 200건 5,500천원 226건 6,310천원"
    )
    assert heads(grid) == [(year, name) for year in ("2031년", "2032년") for name in ("건수", "금액")]


def test_units_in_another_order_are_left_unread() -> None:
    lines = [
        "구분 2031년 2032년",
        "도자기 120건 3,400천원 131건 3,610천원",
        "목공예 80건 2,100천원 2,700천원 95건",
        "합 계 200건 5,500천원 226건 6,310천원",
    ]
    assert not find_grids(lines, [])


_MEASURES = [
    "좌석",
    "방문(명)",
    "대관 건수",
    "총 면적(㎡)",
    "1일 평균 방문(명)",
    "상반기 수입(천원)",
    "이용률(%)",
]
_PLACES = ["물빛관", "솔바람관", "달무리터", "언덕도서관", "새벽시장", "강나루"]


@pytest.mark.parametrize("seed", range(80))
def test_no_figure_gets_a_wrong_column(seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(_MEASURES, chance.randint(3, 5))
    if chance.random() < 0.4:
        names = ["2030년", "2031년", "2032년", "2033. 5월"][: chance.randint(2, 4)]
    label = chance.choice(["구 분", "관 명", "시설명", "마을"])
    rows = [[place, *(_cell(chance, name) for name in names)] for place in chance.sample(_PLACES, 4)]
    one_a_line = chance.random() < 0.4
    head = [label, *names, ""] if one_a_line else [" ".join([label, *names])]
    grids = find_grids([*head, *map(" ".join, rows)], [])
    for grid in grids:
        assert heads(grid) == [(name,) for name in names]
        assert cells(grid) == rows
    assert grids or not one_a_line


def _cell(chance: random.Random, name: str) -> str:
    return f"{chance.uniform(1, 99):.1f}" if "률" in name else f"{chance.randrange(9, 9000):,}"


def test_words_that_could_be_other_names_are_left_unread() -> None:
    rows = ["물빛관 8,625 5,422 6,695 8,877 94.0", "강나루 7,210 3,027 1,569 8,924 71.5"]
    assert not find_grids(["시설명 대관 건수 방문(명) 상반기 수입(천원) 좌석 이용률(%)", *rows], [])


def test_figures_of_years_without_labels() -> None:
    """'’30년 수입' is known by what the year is of."""
    grid = only("〔살림〕\n\n’30년말 조성액 ’31년 수입 ’31년 지출 현재액\n\n4,286 318 127 4,477")
    assert [cell.text for cell in grid.rows[0]] == ["’30년말 조성액", "’31년 수입", "’31년 지출", "현재액"]
    assert cells(grid) == [["4,286", "318", "127", "4,477"]]


def test_the_last_name_goes_on_below_the_header() -> None:
    """'전년 대비' over '증감률': the second word is of no row."""
    lines = [
        "○ 공원별 이용 현황 (단위 : 명, %)",
        "공 원 2029년 2030년 2031년 전년 대비",
        "증감률",
        "계 1,000 1,100 1,210 10.0%",
        "물결공원 400 440 484 10.0%",
        "바람공원 600 660 726 10.0%",
    ]
    (grid,) = find_grids(lines, ())
    rows = [[cell.text for cell in row] for row in grid.rows]
    assert rows[0] == ["공 원", "2029년", "2030년", "2031년", "전년 대비 증감률"]
    assert [row[0] for row in rows[1:]] == ["계", "물결공원", "바람공원"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "부서명 지적건수 조치현황\n완료 추진 중 미조치\n계 69 40 20 9\n나루과 20 10 5 5",
            [("지적건수",), ("조치현황", "완료"), ("조치현황", "추진 중"), ("조치현황", "미조치")],
        ),
        (
            "연도 전년도말 조성액 수입 지출 해당연도말 조성액\n소계 전입금 이자 등\n2030년 61 50 40 10 20 91",
            [
                ("전년도말 조성액",),
                ("수입", "소계"),
                ("수입", "전입금"),
                ("수입", "이자 등"),
                ("지출",),
                ("해당연도말 조성액",),
            ],
        ),
    ],
)
def test_words_that_are_no_heads_by_themselves(text: str, wanted: list[tuple[str, ...]]) -> None:
    assert heads(only(text)) == wanted


def test_the_lower_names_of_a_header_are_no_label_of_the_first_row() -> None:
    text = "세 목 2031\n목표액\n2030 징수액\n대비\n증감액 (B-C) 증감률 (%)\n계 270 282 75 26\n산세 90 99 9 10"
    assert not [grid for grid in find_grids(text.split("\n"), []) if "증감률" in cells(grid)[0][0]]


AUDITED = """구 분 기관
처 분 요 구 재정상 조치 신분상 조치

소계 시정 주의 소계 회수 추징 소계 징계 훈계

계 6 30 10 20 9 4 5 12 4 8

나 루 과 2 10 4 6 5 2 3 4 1 3

들 녘 과 4 20 6 14 4 2 2 8 3 5"""


def test_what_sums_tell_goes_before_what_is_cheapest_by_its_words() -> None:
    assert heads(only(AUDITED)) == [
        ("기관",),
        *[("처 분 요 구", name) for name in ("소계", "시정", "주의")],
        *[("재정상 조치", name) for name in ("소계", "회수", "추징")],
        *[("신분상 조치", name) for name in ("소계", "징계", "훈계")],
    ]


def test_grades_are_of_the_service_that_has_them() -> None:
    text = "구 분 계\n일 반 직\n전문경력관\n3급 4급 5급 6·7급\n\n정 원 61 1 5 18 33 4\n\n현 원 57 1 5 17 30 4"
    names = [("일 반 직", grade) for grade in ("3급", "4급", "5급", "6·7급")]
    assert heads(only(text)) == [("계",), *names, ("전문경력관",)]


@pytest.mark.parametrize(
    "head",
    [
        "구 분\n등록\n의무자 신고자\n\n심사 결과\n\n경고·시정 과태료",  # the lines tell of no four names
        "마 을 점검기간 현장점검\n\n일수 지적건수 신분상\n조치 재정상\n\n조치액",
    ],
)
def test_lines_of_a_header_in_doubt_are_no_table(head: str) -> None:
    text = f"{head}\n계 754 733 109 16\n\n나루과 61 52 3 -\n들녘과 287 281 9 1\n샛터과 41 40 2 -"
    assert find_grids(text.split("\n"), []) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "성과지표 단위 2031 실적 2032\n목표 실적 달성률(%)\n보급률 점 63 71 31 43.7\n가입 명 6 7 3 42.9",
            [("2031 실적",), ("2032", "목표"), ("2032", "실적"), ("2032", "달성률(%)")],
        ),
        (
            "부서명 2033년 예산액(억원) 2032년 예산액(억원)\n증감액\n(억원)\n증감률\n(%)\n계 7 5 2 40.0",
            [("2033년 예산액(억원)",), ("2032년 예산액(억원)",), ("증감액 (억원)",), ("증감률 (%)",)],
        ),
    ],
)
def test_states_and_rates_find_their_place(text: str, wanted: list[tuple[str, ...]]) -> None:
    assert heads(only(text))[-len(wanted) :] == wanted


def test_a_row_of_grades_is_no_part_of_the_next_label() -> None:
    grid = only("구 분 2030년 2031년\n\n종 합 3등급 2등급\n\n체감도(점) 77.4 82.6\n\n노력도(점) 81.0 91.5")
    assert [row[0] for row in cells(grid)] == ["종 합", "체감도(점)", "노력도(점)"]
