"""Flattened tables whose cells have line breaks: a blank line, then the rest of the cell on a line alone."""

from __future__ import annotations

import pytest

from corpus.tables.build import build_table
from corpus.tables.find import find_tables

Rows = dict[tuple[str, ...], list[str]]


def read(text: str) -> tuple[list[tuple[str, ...]], Rows]:
    (grid,) = find_tables(text.strip("\n").split("\n"))
    table = build_table(grid, (), grid.caption)
    return list(table.columns), {row.path: [cell.text for cell in row.cells] for row in table.rows}


POSTS = """
 정·현원 현황
(단위 : 명)
구   분 계 5급

이상
6급 7급 8급 임기제

·공무직
정 원 58 7 15 13 11 12
현 원 53 7 14 12 10 10
과부족 △5 - △1 △1 △1 △2
"""

FUNDS = """
 ㅇ 기금 운용현황 (단위 : 백만원)
기   금   명

(설치연도)
’30년말

조성액
2031년 ’31년말

조성액(A+B-C)
2032년 운용계획

수입(B) 지출(C) 수입 지출 연말예상액
계 12,700 840 685 12,855 480 510 12,825
마을기금(1996) 8,400 650 320 8,730 380 400 8,710
골목기금(2020) 4,300 190 365 4,125 100 110 4,115
"""

YEARS = """
 ㅇ 총사업비 : 8,400백만원
(단위 : 백만원)
구 분 계 기투자

(~’30)
2031 2032

이후
계 8,400 3,200 1,450 3,750
토 지 4,100 1,600 725 1,775
건 물 2,940 1,020 500 1,420
기 타 1,360 580 225 555
"""

PARTS = """
 ㅇ 월별 실적 (단위 : 개, %)
월 별 목 표 실 적

달성률
계 민간 공공 청년(내수)
합 계 6,000 6,100 3,040 3,060 1,130 101.7%
1월 1,800 1,640 720 920 310 91.1%
2월 2,100 2,265 905 1,360 402 107.9%
3월 2,100 2,195 1,415 780 418 104.5%
"""


@pytest.mark.parametrize(
    ("text", "columns", "row", "values"),
    [
        (
            POSTS,
            [("계",), ("5급 이상",), ("6급",), ("7급",), ("8급",), ("임기제 ·공무직",)],
            ("현원",),
            ["53", "7", "14", "12", "10", "10"],
        ),
        (
            FUNDS,
            [
                ("’30년말 조성액",),
                ("2031년", "수입(B)"),
                ("2031년", "지출(C)"),
                ("’31년말 조성액(A+B-C)",),
                ("2032년 운용계획", "수입"),
                ("2032년 운용계획", "지출"),
                ("2032년 운용계획", "연말예상액"),
            ],
            ("골목기금(2020)",),
            ["4,300", "190", "365", "4,125", "100", "110", "4,115"],
        ),
        (
            YEARS,
            [("계",), ("기투자 (~’30)",), ("2031",), ("2032 이후",)],
            ("건물",),
            ["2,940", "1,020", "500", "1,420"],
        ),
        (
            PARTS,
            [
                ("목표",),
                ("실적", "계"),
                ("실적", "민간"),
                ("실적", "공공"),
                ("실적", "청년(내수)"),
                ("달성률",),
            ],
            ("2월",),
            ["2,100", "2,265", "905", "1,360", "402", "107.9%"],
        ),
    ],
)
def test_headers_whose_cells_have_line_breaks(
    text: str, columns: list[tuple[str, ...]], row: tuple[str, ...], values: list[str]
) -> None:
    found, rows = read(text)
    assert found == columns
    assert rows[row] == values


def test_rows_whose_first_cell_has_a_line_of_its_own() -> None:
    """Words behind it are a cell too, with a figure that has a unit: '주차장 조성 74면'."""
    found, rows = read(
        """
 ㅇ 시장별 추진내용 (단위 : 백만원, %)
시 장 명

(관할구)
사 업 내 용 점포수 사업비 재 원 별 공정률

국비 시비 구비
새벌시장 (동구)
지붕 설치 168m 236 2,400 1,440 720 240 55

물안시장 (서구)
쉼터 신축 184 1,950 1,170 585 195 20

은빛시장 (남구)
주차장 조성 74면 312 2,600 1,560 780 260 80

계 732 6,950 4,170 2,085 695
"""
    )
    assert found[1:] == [
        ("점포수",),
        ("사업비",),
        ("재원별", "국비"),
        ("재원별", "시비"),
        ("재원별", "구비"),
        ("공정률",),
    ]
    assert rows["은빛시장 (남구)",] == ["주차장 조성 74면", "312", "2,600", "1,560", "780", "260", "80"]
    assert rows["계",][1:] == ["732", "6,950", "4,170", "2,085", "695", ""]


CHANGE = """
 ㅇ 세출예산 (단위 : 천원)
부   서   명 2031년

예산액(A)
2030년

예산액(B)
증 감 (A-B) 집행액

(6.30.)
집행률

(%)
금 액 비율(%)
총   계 12,400 11,900 500 4.2 5,890 47.5
총 무 과 5,200 5,100 100 2.0 2,340 45.0
도 시 과 7,200 6,800 400 5.9 3,550 49.3
"""

PLACES = """
 ㅇ 시설 현황
시  설  명

(위치)
개관일 연면적

(㎡)
종사자

(명)
이용인원 (명)

2029 2030 2031.6월
물빛관

(샘동)
2009. 3. 2,410 31 41,200 43,800 22,450
햇살마당

(들동)
2015. 11. 320 3 5,100 5,260 2,730
별빛쉼터

(강동)
2021. 5. 1,105 12 9,870 10,430 5,115
"""


@pytest.mark.parametrize(
    ("text", "columns", "values"),
    [
        (
            CHANGE,
            ["증감 (A-B) 금액", "증감 (A-B) 비율(%)", "집행액 (6.30.)", "집행률 (%)"],
            ["400", "5.9", "3,550", "49.3"],
        ),
        (
            PLACES,
            ["종사자 (명)", "이용인원 (명) 2029", "이용인원 (명) 2030", "이용인원 (명) 2031.6월"],
            ["12", "9,870", "10,430", "5,115"],
        ),
    ],
)
def test_names_beside_those_with_line_breaks(text: str, columns: list[str], values: list[str]) -> None:
    found, rows = read(text)
    assert [" ".join(path) for path in found][-4:] == columns
    assert list(rows.values())[-1][-4:] == values
