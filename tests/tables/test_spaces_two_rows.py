"""Headers of two rows that extraction wrote one after the other, and what stands between header and rows."""

from __future__ import annotations

import pytest

from corpus.tables.find import find_tables
from corpus.tables.spaces.flattened import find_grids
from tests.tables.test_spaces import only, texts

GLUED = """
부 서 2030
결산액
2031 예산현액
지출액 집행률 하반기
집행계획계 본예산 1회 추경 이월액

합 계 5,400 6,000 5,000 700 300 2,400 40.0 3,600
나루과 2,400 2,500 2,000 400 100 1,000 40.0 1,500
물빛과 3,000 3,500 3,000 300 200 1,400 40.0 2,100
"""


def test_lower_names_glued_to_the_upper_ones_stand_where_the_figures_add_up() -> None:
    heads = texts(only(GLUED))[:2]
    assert list(zip(*heads, strict=True))[1:] == [
        ("2030 결산액", "2030 결산액"),
        ("2031 예산현액", "계"),
        ("2031 예산현액", "본예산"),
        ("2031 예산현액", "1회 추경"),
        ("2031 예산현액", "이월액"),
        ("지출액", "지출액"),
        ("집행률", "집행률"),
        ("하반기 집행계획", "하반기 집행계획"),
    ]


def test_lower_names_whose_place_no_sum_tells_give_no_table() -> None:
    untold = GLUED.replace("5,000 700", "4,100 700").replace("2,000 400", "1,900 400")
    assert find_grids(untold.strip("\n").split("\n"), []) == []


def test_grades_are_parts_of_the_total_before_them() -> None:
    grid = only("""
구 분 계
안전등급
30년
이상 ’31년
점검대상A B C 미지정

다 리 20 6 9 3 2 4 11
굴 길 12 5 4 2 1 3 7
1종 8 1 5 1 1 1 4
""")
    paths = list(zip(*texts(grid)[:2], strict=True))
    assert paths[2:6] == [("안전등급", name) for name in ("A", "B", "C", "미지정")]
    assert paths[6:] == [("30년 이상",) * 2, ("’31년 점검대상",) * 2]


def test_a_total_among_other_words_is_no_label() -> None:
    text = """
부 서 팀수
정 원 현 원
과부족
계 4급 5급 6급 연구
지도 공무직 계
합 계 9 60 2 8 20 1 29 57 △3
나루과 5 35 1 5 12 - 17 33 △2
물빛과 4 25 1 3 8 1 12 24 △1
"""
    assert find_grids(text.strip("\n").split("\n"), []) == []


@pytest.mark.parametrize(
    ("head", "last"),
    [
        ("월 별 순찰횟수 적발 범칙금\n부과", "범칙금 부과"),
        ("마을명 의자수 가로수\n급수차\n운행(회)", "급수차 운행(회)"),
    ],
)
def test_a_line_between_header_and_blank_line_is_of_the_header(head: str, last: str) -> None:
    body = "1월 1,482 17 11,900\n2월 1,316 14 9,300\n3월 1,704 26 18,450\n4월 1,200 20 13,100\n5월 980 11 80"
    grid = only(f"{head}\n\n{body}")
    assert grid.header == 1
    assert texts(grid)[0][-1] == last
    assert texts(grid)[1] == ["1월", "1,482", "17", "11,900"]


def test_lengths_that_add_up_are_no_rates() -> None:
    grid = only("""
구 분 노선수 총연장 포장도 미포장도 포장률
(포장/(총연장-미포장))

계 10 131.2 120.9 10.3 92.1
시 도 2 31.2 31.2 - 100.0
농 어 촌 도 로 8 100.0 89.7 10.3 89.7
""")
    assert texts(grid)[0] == [
        "구 분",
        "노선수",
        "총연장",
        "포장도",
        "미포장도",
        "포장률 (포장/(총연장-미포장))",
    ]


def test_periods_behind_labels_have_a_column() -> None:
    grid = only("""
사 업 명
사업량

(㎞)

사업기간
사업비(백만원)
공정률

(%)
총사업비 ’30까지 ’31 ’32이후

계 5.5 9,000 4,000 2,000 3,000
나루길 확장 4.2 ’29~’33 6,000 2,500 1,500 2,000 64
물빛교 재가설 1.3 ’30~’32 3,000 1,500 500 1,000 88
""")
    assert texts(grid)[3][:4] == ["나루길 확장", "4.2", "’29~’33", "6,000"]
    assert [row[3] for row in texts(grid)[:2]] == ["사업비(백만원)", "총사업비"]


def test_kinds_counted_in_ordinals_are_labels() -> None:
    grid = only("""
구 분 계 양호 불량
다 리 20 16 4
굴 길 12 9 3
1종 8 5 3
2종 12 11 1
""")
    assert [row[0] for row in texts(grid)[1:]] == ["다 리", "굴 길", "1종", "2종"]


def test_the_unit_of_one_column_in_the_title_is_not_that_of_all() -> None:
    lines = """
둑길 정비 : 2개 둑길 11.6㎞

둑길명 연장(㎞) 공사비 감리비
계 11.6 15,000 7,500
나루둑 6.4 9,200 4,600
물빛둑 5.2 5,800 2,900
""".strip("\n").split("\n")
    assert [grid.unit for grid in find_tables(lines)] == [""]
