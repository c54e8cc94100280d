from __future__ import annotations

import datetime as dt
import itertools
import random
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import pytest

from corpus.model import Grid
from corpus.tables.spaces import find_grids
from corpus.tables.spaces_header import header_words, segmentations
from corpus.tables.spaces_words import is_stop, kind_of, number_of, words_of


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
    assert (grid.unit, grid.as_of, grid.caption) == ("천원, %", dt.date(2024, 6, 30), "세출 총괄")
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
    assert grid.unit == "천원"
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


def test_one_column_of_figures() -> None:
    grid = only("□ 근무 인원\n\n구 분 인원(명)\n\n나루과 12\n\n물길과 1,013\n\n계 1,025\n\n□ 향후 계획")
    assert texts(grid) == [["구 분", "인원(명)"], ["나루과", "12"], ["물길과", "1,013"], ["계", "1,025"]]
    assert grid.caption == "근무 인원"
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


PLACES = [
    "나루관리과",
    "물길정책과",
    "별빛도서관",
    "정원문화팀",
    "바람길사업소",
    "도예체험장",
    "수변공원",
    "장터운영",
]
LONG = ["나루 정보 시스템 구축", "골목 축제 지원 사업", "산책로 조성 및 유지 관리", "별빛 도서관 야간 운영"]
HEADS = ["이용자수", "체험(천원)", "봉사자", "쉼터(㎡)", "상담", "순찰건수"]
GROUPED = [["건수", "금액"], ["남", "여"], ["2023년", "2024년"], ["목표", "실적", "달성률(%)"]]


@dataclass
class Sample:
    """A table made by chance: its text, the paths of its columns, its labels and cells."""

    lines: list[str]
    columns: list[tuple[str, ...]]
    rows: list[tuple[str, list[str]]]


def columns_by(chance: random.Random) -> list[tuple[str, ...]]:
    shape = chance.randrange(4)
    if shape == 0:
        return [(head,) for head in chance.sample(HEADS, chance.randint(2, 5))]
    if shape == 1:
        names, under = chance.sample(HEADS, chance.randint(2, 3)), chance.choice(GROUPED)
        return [("계",)] * chance.randrange(2) + [(name, leaf) for name in names for leaf in under]
    if shape == 2:
        leaves = [
            ("증 감", "증감액"),
            ("증 감", "증감률"),
            ("집행현황(6.30.)", "집행액"),
            ("집행현황(6.30.)", "집행률"),
        ]
        return [("2023 예산현액",), ("2024 예산현액",), *leaves]
    return [(y, b, f) for y in ("2023년", "2024년") for b in ("본예산", "추경") for f in ("국비", "시비")]


def header_by(chance: random.Random, columns: list[tuple[str, ...]]) -> list[str]:
    levels = []
    for level in range(max(map(len, columns))):
        cells = [path[: level + 1] for path in columns if len(path) > level]
        levels.append(" ".join(key[0][-1] for key in itertools.groupby(cells)))
    label = chance.choice(["구 분", "구분", "사 업 명", "부서별"])
    if len(levels) == 1 or chance.random() < 0.5:
        levels[0] = f"{label} {levels[0]}"
    else:
        levels.insert(0, label)
    return [line for level in levels for line in ([level, ""] if chance.random() < 0.4 else [level])]


def sample_by(seed: int) -> Sample:
    chance = random.Random(seed)
    columns = columns_by(chance)
    header = header_by(chance, columns)
    lines = [
        "□ 추진 개요",
        " ○ 사업기간 : 2024. 1. ~ 12.",
        " - 나루 지역의 산책로를",
        "정비하고자 함",
        "",
        *header,
    ]
    rows: list[tuple[str, list[str]]] = []
    spread, gaps, wraps = chance.random() < 0.3, chance.choice([0, 0.4, 1]), chance.random() < 0.4
    count = chance.randint(2, 8)
    for place, name in enumerate(chance.sample(PLACES, count)):
        if place == count // 2 > 2 and chance.random() < 0.3:
            lines += ["", f"- {seed % 90 + 1} -", "", *header]
        rate = [path[-1].endswith(("률", "률(%)")) for path in columns]
        cells = [f"{chance.uniform(0, 150):.1f}%" if r else f"{chance.randrange(10**6):,}" for r in rate]
        cells = ["-" if chance.random() < 0.05 else cell for cell in cells]
        label = " ".join(name) if spread else name
        if wraps and chance.random() < 0.5:
            label = LONG[place % len(LONG)]
            words = label.split()
            cut = chance.randint(1, len(words))
            lines += ["", " ".join(words[:cut]), " ".join([*words[cut:], *cells])]
        else:
            lines.append(f"{label} {' '.join(cells)}")
        lines += [""] * (chance.random() < gaps)
        rows.append((label, cells))
    return Sample([*lines, "", "※ 하반기에 다시 점검함"], columns, rows)


@pytest.mark.parametrize("seed", range(150))
def test_generated_tables_read_back(seed: int) -> None:
    sample = sample_by(seed)
    (grid,) = find_grids(sample.lines, [])
    depth = max(map(len, sample.columns))
    wanted = [tuple(path[min(level, len(path) - 1)] for path in sample.columns) for level in range(depth)]
    assert [tuple(row[1:]) for row in texts(grid)[: grid.header]] == wanted
    assert [(row[0], row[1:]) for row in texts(grid)[grid.header :]] == sample.rows
    assert not grid.doubts


@pytest.mark.parametrize("seed", range(100))
def test_dropped_cells_are_never_put_under_a_wrong_column(seed: int) -> None:
    sample, chance = sample_by(seed), random.Random(seed)
    for label, cells in sample.rows:
        place = next(i for i, line in enumerate(sample.lines) if line.endswith(" ".join(cells)))
        kept = [cell if chance.random() < 0.8 else "" for cell in cells]
        head = sample.lines[place].removesuffix(" ".join(cells))
        sample.lines[place] = head + " ".join(cell for cell in kept if cell)
        sample.rows[sample.rows.index((label, cells))] = (label, kept)
    counts = Counter(label for label, _ in sample.rows)
    known = {label: cells for label, cells in sample.rows if counts[label] == 1}
    for grid in find_grids(sample.lines, []):
        for row in texts(grid)[grid.header :]:
            found = row[-len(sample.columns) :]
            if row[0] in known:
                assert all(
                    not cell or cell == right for cell, right in zip(found, known[row[0]], strict=True)
                )
