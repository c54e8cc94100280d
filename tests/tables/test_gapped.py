"""Tables between wide gaps whose cells stand in no columns: random gaps, broken labels, two-line headers."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from corpus.document import parse_document
from corpus.model import Document

HEADS = (
    (("구분", "2030년", "2031년", "전년 대비"), ()),
    (("사업명", "담당", "2030 예산", "2031 예산", "집행률"), ()),
    (("구 분", "2031 예산", "2030 예산", "전년 대비", "집행 현황"), ("증감액", "증감률", "집행액", "집행률")),
    (("구 분", "2030년", "2031년"), ("건수", "금액", "건수", "금액")),
)
LABELS = (
    "나루 도서관", "솔빛 시장", "한들 공원 정비", "다온 쉼터", "물결 축제", "참샘 놀이터 보수", "은솔 체육관",
    "가온 주차장", "누리 정거장", "미르 보건지소", "새봄 어린이집 지원", "별내 돌봄교실",
)  # fmt: skip


def read(lines: Sequence[str]) -> Document:
    """The document of the lines under a caption."""
    text = "\n".join(["□ 가람시 살림", "", "(단위: 천원, %)", "", *lines, "", "○ 끝"])
    return parse_document("가람.txt", "가람.txt", text.encode(), None, lambda text: [text])


def facts_of(lines: Sequence[str]) -> set[tuple[str, str, str]]:
    """Row, column and value of all figures read from tables."""
    return {
        (fact.row[-1] if fact.row else "", "/".join(fact.column), str(fact.value))
        for fact in read(lines).facts
        if fact.table is not None
    }


def gapped(rng: random.Random, cells: Sequence[str]) -> str:
    """The cells of a line between random wide gaps."""
    return "".join(cell + " " * rng.randint(3, 8) for cell in cells).rstrip()


@pytest.mark.parametrize("seed", range(60))
def test_no_figure_is_read_under_another_name(seed: int) -> None:
    rng = random.Random(seed)
    top, lower = HEADS[seed % len(HEADS)]
    columns = [name for name in top[1:] if name != "담당"]
    if lower and len(top) == 5:
        columns = [top[1], top[2], *(f"{top[3 + at // 2]}/{name}" for at, name in enumerate(lower))]
    elif lower:
        columns = [f"{top[1 + at // 2]}/{name}" for at, name in enumerate(lower)]
    lines = [gapped(rng, top)]
    lines += [" " * rng.randint(5, 20) + gapped(rng, lower)] if lower else []
    truth: set[tuple[str, str, str]] = set()
    for at, label in enumerate(rng.sample(LABELS, rng.randint(5, 10))):
        spent, now, before = rng.randint(100, 800), rng.randint(1000, 90000), rng.randint(1000, 90000)
        change = now - before
        values = {
            3: [f"{before:,}", f"{now:,}", f"{change:,}".replace("-", "△")],
            4: [f"{rng.randint(1, 99)}", f"{before:,}", f"{rng.randint(1, 99)}", f"{now:,}"],
            6: [
                *(f"{now:,}", f"{before:,}", f"{change:,}".replace("-", "△")),
                *(
                    f"{change / before * 100:.1f}%".replace("-", "△"),
                    f"{spent:,}",
                    f"{spent / now * 100:.1f}%",
                ),
            ],
        }[len(columns)]
        if top[-1] == "집행률":
            values[-1] = f"{spent / 10:.1f}%"
        words = label.split()
        if at in (1, 4):  # the first line of a label alone, the second one with a sign that it goes on
            lines.append(f"{words[0]}·" if at == 4 else f"{words[0]} 및")
            words[0] = ""
        whole = label if words[0] else f"{lines[-1]} {' '.join(words).strip()}"
        cells = [" ".join(words).strip(), *(["살림과"] if "담당" in top else []), *values]
        lines.append(gapped(rng, cells))
        for column, text in zip(columns, values, strict=True):
            value = text.replace(",", "").replace("%", "").replace("△", "-")
            truth.add((whole, column, value))
    found = {(row.replace(" ", ""), column, value) for row, column, value in facts_of(lines)}
    assert found == {(row.replace(" ", ""), column, value) for row, column, value in truth}


def test_a_total_lacks_the_words_of_the_columns() -> None:
    lines = [
        "시설명     운영     위탁기간      종사자   이용     예산",
        "솔빛회관   (재)가람     2030.1.~2032.12.      12    4,100     980",
        "나루회관       (사)들꽃   2031.1.~2033.12.     9      13,050   1,200",
        "합계             21   17,150        2,180",
    ]
    assert {("합계", "종사자", "21"), ("합계", "이용", "17150"), ("합계", "예산", "2180")} <= facts_of(lines)


def test_labels_go_on_below_where_the_last_one_does() -> None:
    lines = [
        "구 분      2030년    2031년     인원",
        "나루 마을   150      200   614",
        "버스",
        "다온 어르신    1,120     150     29",
        "택시",
        "새봄 장애인   70      1,100      276",
        "이동 차량",
    ]
    rows = {row for row, _, _ in facts_of(lines)}
    assert rows == {"나루 마을 버스", "다온 어르신 택시", "새봄 장애인 이동 차량"}


def test_rows_have_no_figures_where_nothing_tells_whose_a_line_is() -> None:
    lines = [
        "구 분      2030년    2031년     인원",
        "나루 쉼터   150           200   614",
        "솔빛",
        "다온 어르신 모임    1,120     150     29",
        "새봄 마루       70   1,100          2,276",
        "은솔     3,070      110      6",
    ]
    assert {row for row, _, _ in facts_of(lines)} == {"새봄 마루", "은솔"}


def test_the_table_goes_on_under_the_same_names() -> None:
    lines = [
        *("단위/", "세부사업     2031 예산      2030 예산   전년 대비            집행 현황"),
        "                 증감액   증감률     집행액      집행률",
        "합계      9,300   8,100    1,200    14.8%   900     9.7%",
        "도서관 운영     5,100    4,400      700   15.9%    400      7.8%",
        "공원 정비   4,200      3,700     500   13.5%     500   11.9%",
        "",
        *("단위/", "세부사업      2031 예산   2030 예산    전년 대비           집행 현황"),
        "              증감액    증감률   집행액     집행률",
        "시장 지원    2,100     2,000   100      5.0%    0   0.0%",
        "축제 개최      1,000   800      200    25.0%      50     5.0%",
        "쉼터 설치   700      600   100     16.7%   70    10.0%",
    ]
    document = read(lines)
    fact = next(fact for fact in document.facts if fact.row[-1:] == ("시장 지원",))
    assert (fact.column, fact.unit) == (("2031 예산",), "천원")
    assert ("축제 개최", "집행 현황/집행률", "5.0") in facts_of(lines)
