from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.model import Grid
from corpus.tables.spaces.flattened import find_grids
from corpus.tables.spaces.header import header_words, segmentations
from corpus.tables.spaces.words import is_stop, kind_of, number_of, words_of


def only(text: str) -> Grid:
    grids = find_grids(text.strip("\n").split("\n"), [])
    assert len(grids) == 1
    return grids[0]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


BUDGET = """
 ㅇ 세출 총괄 ('24. 6. 30. 기준, 단위 : 천원, %)
구 분 2023 예산현액

(A)
2024 예산현액

(B)
'23년 대비 증감 집행현황(6.30.)

증감액(B-A) 증감률 집행액(C) 집행률(C/B)
계 9,200 9,900 700 7.6% 4,950 50.0%

사 업 비 9,000 9,700 700 7.8% 4,850 50.0%
　 정 원 관 리 과 5,000 6,000 1,000 20.0% 3,000 50.0%
　 나 루 터 과 4,000 3,700 △300 △7.5% 1,850 50.0%
예 비 비 200 200 - - 100 50.0%
"""


def test_split_header_over_one_line_rows() -> None:
    grid = only(BUDGET)
    assert grid.header == 2
    assert [row[1:] for row in texts(grid)[:2]] == [
        ["2023 예산현액 (A)", "2024 예산현액 (B)", *["'23년 대비 증감"] * 2, *["집행현황(6.30.)"] * 2],
        ["2023 예산현액 (A)", "2024 예산현액 (B)", "증감액(B-A)", "증감률", "집행액(C)", "집행률(C/B)"],
    ]
    assert texts(grid)[4] == ["　 정 원 관 리 과", "5,000", "6,000", "1,000", "20.0%", "3,000", "50.0%"]
    assert texts(grid)[6][3:5] == ["-", "-"]
    assert grid.rows[5][0].lines == (15, 15)
    assert not grid.doubts


def test_header_with_subcolumns_in_rows_apart() -> None:
    grid = only(
        "□ 소송 현황 (단위: 건)\n\n구 분\n계\n\n(A+B)\n신규\n\n진행중\n(A)\n\n확 정(종결)\n소계\n(B)\n\n"
        "승 소\n(소취하 등)\n\n패 소 승소율(%)\n\n"
        "계 30 9 18 12 9 3 75\n행정 20 6 12 8 6 2 75\n민사 10 3 6 4 3 1 75"
    )
    assert texts(grid)[1] == [
        "구 분", "계 (A+B)", "신규", "진행중 (A)", "소계 (B)", "승 소 (소취하 등)", "패 소", "승소율(%)",
    ]  # fmt: skip
    assert texts(grid)[0][4:7] == ["확 정(종결)"] * 3


def test_repeated_subcolumns_under_three_heads() -> None:
    grid = only(
        "(단위: 명)\n\n구 분 계\n일 반 직 관리운영직 별정직\n\n5급 6급 7급 8급 6급 7급 7급 8급\n\n"
        "정 원 20 1 4 8 3 1 1 1 1\n\n현 원 18 1 4 7 3 1 - 1 1\n\n과부족 △2 - - △1 - - △1 - -"
    )
    heads = texts(grid)[0]
    assert heads[2:] == ["일 반 직"] * 4 + ["관리운영직"] * 2 + ["별정직"] * 2
    assert texts(grid)[-1][:4] == ["과부족", "△2", "-", "-"]


def test_wrapped_labels_before_the_figures() -> None:
    grid = only(
        "단위사업명 예 산 액 집 행 액\n집행률(%)\n\n(6.30.기준)\n\n계 3,000 1,500 50.0\n\n구정 목표를 위한\n"
        "\n조직 운영\n1,000 500 50.0\n\n나루 기록원\n이전 사업 2,000 1,000 50.0\n\n(단위: 천원)"
    )
    assert texts(grid)[0] == ["단위사업명", "예 산 액", "집 행 액", "집행률(%) (6.30.기준)"]
    labels = [row[0] for row in texts(grid)[1:]]
    assert labels == ["계", "구정 목표를 위한 조직 운영", "나루 기록원 이전 사업"]
    assert grid.rows[2][0].lines == (8, 10)


def test_group_labels_of_several_rows() -> None:
    grid = only(
        "훈련과정\n2024년 계획 2024년 실적 비고\n\n(이수율)과정수 인원 과정수 인원\n\n"
        "전 체 9 900 9 450 50.0%\n\n집\n합\n\n(5)\n\n소 계 5 500 5 250 50.0%\n\n"
        "기본역량\n(3)\n\n핵 심 1 100 1 50 50.0%\n\n"
        "인 문 2 200 2 100 50.0%\n\n직무역량\n\n(2) 공 통 2 200 2 100 50.0%\n\n사\n이\n버\n\n(4)\n\n"
        "소 계 4 400 4 200 50.0%"
    )
    assert [row[:3] for row in texts(grid)[2:]] == [
        ["전 체"] * 3,
        ["집합 (5)", "소 계", "소 계"],
        ["집합 (5)", "기본역량 (3)", "핵 심"],
        ["집합 (5)", "기본역량 (3)", "인 문"],
        ["집합 (5)", "직무역량 (2)", "공 통"],
        ["사이버 (4)", "소 계", "소 계"],
    ]
    assert texts(grid)[1][3:] == ["과정수", "인원", "과정수", "인원", "비고 (이수율)"]


def test_values_one_below_the_other_with_notes() -> None:
    grid = only(
        "□ 예산현황 (단위: 천원)\n\n예 산 액 집 행 액 집행률(%)\n\n2,400\n(국 400, 시 800,\n\n구비 1,200)\n\n"
        "600\n(구비)\n\n25.0\n□ 향후계획"
    )
    assert texts(grid)[1] == ["2,400 (국 400, 시 800, 구비 1,200)", "600 (구비)", "25.0"]
    assert [cell.lines for cell in grid.rows[1]] == [(5, 8), (10, 11), (13, 13)]


def test_vehicle_header_over_a_dozen_lines() -> None:
    grid = only(
        "공용차량 (단위: 대)\n\n총\n\n계\n\n승 용 화 물 임차\n(승용)\n\n소\n계\n\n"
        "소형․\n다목적\n\n중형 대형\n"
        "소\n계\n\n소형 중형\n소\n계\n\n20 9 4 3 2 7 5 2 4\n\n※ 전기차 3대"
    )
    paths = list(zip(*texts(grid)[:2], strict=True))
    assert paths[:4] == [("총 계",) * 2, ("승 용", "소 계"), ("승 용", "소형․ 다목적"), ("승 용", "중형")]
    assert paths[5:] == [("화 물", "소 계"), ("화 물", "소형"), ("화 물", "중형"), ("임차 (승용)", "소 계")]


SPARSE = """
과정 2024년 계획 2024년 실적 달성률
과정수 횟수 인원 과정수 횟수 인원
전 체 15/12 30/24 9,000/6,000 12 20 3,000 50.0%
집 합 5/ 2 30/24 5,000/1,000 2 20 500 50.0%
소 계 200 7,777 200 7,000 90.0%
기 본 80 상 시 4,444 80 상시 4,000 90.0%
심 화 120 상 시 3,333 120 상시 3,000 90.0%
자율학습 (3,000) (1,500) (50.0%)
야 간 1/ 0 2/ 0 40/ 0
"""


def test_empty_cells_are_placed_by_shapes_and_arithmetic() -> None:
    rows = {row[0]: row[1:] for row in texts(only(SPARSE))[2:]}
    assert rows["소 계"] == ["200", "", "7,777", "200", "", "7,000", "90.0%"]
    assert rows["자율학습"] == ["", "", "(3,000)", "", "", "(1,500)", "(50.0%)"]
    assert rows["야 간"] == ["1/ 0", "2/ 0", "40/ 0", "", "", "", ""]


AUDIT = (
    "○ 조치내역\n\n구 분 계 완 료 추진중 검토중 불가\n\n계\n\n계 9 5 2 2\n\n시정요구 5 2 2 1\n\n건 의 4 3 1\n"
)


def test_what_cannot_be_told_stays_empty_and_doubted() -> None:
    grid = only(AUDIT)
    assert grid.doubts == {1, 2, 3}
    assert [row[1] for row in texts(grid)[1:]] == ["9", "5", "4"]
    assert all(set(row[2:]) == {""} for row in texts(grid)[1:])


def test_outcomes_in_the_text_settle_the_columns() -> None:
    items = ["완료"] * 5 + ["추진중"] * 2 + ["검토중(총무과 협조)"] * 2
    grid = only(AUDIT + "\n" + "\n".join(f"□ 추진상황 : {item}" for item in items))
    assert not grid.doubts
    assert texts(grid)[3] == ["건 의", "4", "3", "", "1", ""]


def test_headers_of_a_new_page_are_dropped() -> None:
    page = "구 분 정 원 현 원\n\n나루과 10 9\n\n물길과 8 8\n\n- {} -\n\n(단위: 명)\n\n"
    grid = only(page.format(1) + page.format(2).replace("나루", "장터").replace("물길", "별빛"))
    assert [row[0] for row in texts(grid)] == ["구 분", "나루과", "물길과", "장터과", "별빛과"]


BUILDINGS = """
  청사 현황

구 분 대지(㎡) 건물(㎡) 규 모 준공일자 비 고

본 청

계 5,100 9,300

본 관

5,100

6,200
지하2층~
지상5층

1991.03.02

보 건 동
2,700

지상3층

1999.07.15

창고 400 지상1층 2004.05.06
- 1층: 문서고, 기계실,

비품실

나 루

분 소

나루분소 1,800 950
지상2층

2011.11.11
(2019.02.03

증축)
- 사무실 550
- 회의실 400

  공용차량 (단위: 대)
"""


def test_columns_of_figures_words_and_days() -> None:
    grid = only(BUILDINGS)
    assert texts(grid)[1:] == [
        ["본 청", "계", "5,100", "9,300", "", "", ""],
        ["본 청", "본 관", "5,100", "6,200", "지하2층~ 지상5층", "1991.03.02", ""],
        ["본 청", "보 건 동", "", "2,700", "지상3층", "1999.07.15", ""],
        ["본 청", "창고", "", "400", "지상1층", "2004.05.06", "- 1층: 문서고, 기계실, 비품실"],
        [
            "나 루 분 소",
            "나루분소",
            "1,800",
            "950",
            "지상2층",
            "2011.11.11 (2019.02.03 증축)",
            "- 사무실 550 - 회의실 400",
        ],
        ["나 루 분 소", "　사무실", "", "550", "", "", ""],
        ["나 루 분 소", "　회의실", "", "400", "", "", ""],
    ]
    assert not grid.doubts


def test_labels_of_two_heads_before_figures_and_words() -> None:
    grid = only(
        "구분 회차(시행시기) 선발계획(명) 채용직렬 합격자발표\n\n공개경쟁\n1차(5. 3.)\n\n제1회\n"
        "(병합실시) 1,200\n\n"
        "9급 행정, 시설 등 ’24. 8.29.\n추천 채용 12\n\n전문가 수시(매월) 30 일반임기제 등 ’24.12. 1."
    )
    assert texts(grid) == [
        ["구분 회차(시행시기)", "선발계획(명)", "채용직렬", "합격자발표"],
        ["공개경쟁 1차(5. 3.) 제1회 (병합실시)", "1,200", "9급 행정, 시설 등", "’24. 8.29."],
        ["추천 채용", "12", "", ""],
        ["전문가 수시(매월)", "30", "일반임기제 등", "’24.12. 1."],
    ]


def test_one_column_of_figures() -> None:
    grid = only("□ 근무 인원\n\n구 분 인원(명)\n\n나루과 12\n\n물길과 1,013\n\n계 1,025\n\n□ 향후 계획")
    assert texts(grid) == [["구 분", "인원(명)"], ["나루과", "12"], ["물길과", "1,013"], ["계", "1,025"]]
    assert find_grids(["사업명 쪽", "나루 정비 3", "별빛 장터 12"], []) == []


def test_adjoining_tables_are_two() -> None:
    grids = find_grids(["구분 정원 현원", "나루과 10 9", "구분 예산액 집행액", "나루과 1,000 900"], [])
    assert [texts(grid)[0][1:] for grid in grids] == [["정원", "현원"], ["예산액", "집행액"]]


def test_numbers_remarks_and_years() -> None:
    grid = only(
        "연번 사업명 2023 2024 비고\n1 골목 축제 1,000 900 6월 개최\n2 나루 정비 800 -\n3 별빛 장터 5 6 완료"
    )
    assert texts(grid) == [
        ["연번", "사업명", "2023", "2024", "비고"],
        ["1", "골목 축제", "1,000", "900", "6월 개최"],
        ["2", "나루 정비", "800", "-", ""],
        ["3", "별빛 장터", "5", "6", "완료"],
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "○ 추진기간 : 2024. 1. ~ 12.\n○ 사업비 : 1,200천원\n- 1차 300명 2차 400명",
        "□ 개최 실적\n - 4급 3회 63명, 5급 5회 438명\n - 6급 4회 90명, 7급 2회 80명",
        "나루구는 2024년 예산 1,200백만원 중 600백만원을 집행하였다.\n남은 600 400 백만원은 이월한다.",
        "연번 사업명 쪽\n\n나루터 정비 ··············· 5\n\n기록원 이전 ··············· 12",
        "1 나루터 정비 사업 총무팀\n\n사업개요\n\n2024. 3. 1. 착공\n2024. 9. 30. 준공",
    ],
)
def test_prose_is_no_table(prose: str) -> None:
    assert find_grids(prose.split("\n"), []) == []


def test_lines_of_other_tables_stay_out() -> None:
    lines = BUDGET.strip("\n").split("\n")
    assert find_grids(lines, [(2, len(lines))]) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [("△1,234", "figure"), ("3.2%", "figure"), ("279/218", "figure"), ("13,265(60%)", "figure"),
     ("-", "dash"), ("(30,000)", "figure"), ("39명", "figure"), ("6급", "text"), ("1997.03.26", "text"),
     ("순증", "mark")],
)  # fmt: skip
def test_kinds(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_words_broken_by_extraction() -> None:
    words = words_of("소 계 131/ 70 △ 1,234 16 상 시 1,000(국 500, 시 500)")
    assert [word.text for word in words[2:]] == ["131/ 70", "△ 1,234", "16", "상 시", "1,000(국 500, 시 500)"]
    assert number_of("131/ 70") == Decimal(70)
    assert number_of("△ 1,234") == Decimal(-1234)


def test_spaced_letters_are_cut_at_known_words() -> None:
    best = segmentations(header_words("예 산 액 집 행 액 집행률(%)"))[0]
    assert best[1] == ("예 산 액", "집 행 액", "집행률(%)")
    assert segmentations(header_words("구 분 계 완 료 검토중"))[0][1] == ("구 분", "계", "완 료", "검토중")


def test_stops() -> None:
    assert is_stop("○ 추진기간 : 1월")
    assert is_stop("(단위: 명)")
    assert not is_stop("1 총무과 1,200 600")
    assert not is_stop("총 무 과 40,388 41,673")


@pytest.mark.parametrize("junk", ["\x00" * 50, "1 " * 100_000, "(" * 5000, "가 " * 5000 + "1 2", "- " * 3000])
def test_junk_neither_crashes_nor_hangs(junk: str) -> None:
    assert find_grids([junk] * 3, []) == []


def test_a_line_too_long_for_a_header_is_none() -> None:
    text = "승용차 승합차\n\n" + "단위 :합계" * 100 + "\n86 31 14 15 2 12 9 3 27 18 9 15 11 4"
    assert find_grids(text.split("\n"), []) == []


def test_real_tables_keep_their_arithmetic(shared: Path) -> None:
    """Where a column is headed as the difference of the two before it, it is."""
    checked = 0
    documents = [path.read_text(encoding="utf-8") for path in sorted((shared / "corpus").glob("*.txt"))]
    for document in documents:
        for grid in [] if "\t" in document else find_grids(document.split("\n"), []):
            heads = ["".join(cell.text.split()) for cell in grid.rows[grid.header - 1]]
            if "증감액(B-A)" not in heads and heads[3:4] != ["증감액"]:
                continue
            place = next(i for i, head in enumerate(heads) if head.startswith("증감액"))
            for row in texts(grid)[grid.header :]:
                before, after, change = (number_of(cell) for cell in row[place - 2 : place + 1])
                assert None in {before, after, change} or change == (after or 0) - (before or 0)
                checked += 1
    assert checked > 50


@pytest.mark.parametrize("head", ["구 분 2031년 2032년 2033년 6월", "구분 본관 별관 창고"])
def test_a_table_of_decimals_alone(head: str) -> None:
    grid = only(f"{head}\n\n계 254.4 266.7 265.2\n종이류 182.4 176.9 171.3\n유리병 72.0 89.8 93.9\n")
    assert texts(grid)[-1] == ["유리병", "72.0", "89.8", "93.9"]
    assert len(texts(grid)[0]) == 4
