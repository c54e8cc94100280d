"""Tables whose cells are paragraphs, as `pdftotext` without its layout writes them."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from corpus.document import parse_document
from corpus.model import Document

LABELS = ("가람과", "나루과", "다솜과", "라온과", "마루과", "바다과")


def read(text: str) -> Document:
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda part: [part])


def values(document: Document) -> dict[tuple[str, str], Decimal]:
    return {(f.row[-1], f.column[-1]): f.value for f in document.facts if f.table is not None and f.column}


def paragraphs(*cells: str) -> str:
    return "\n\n".join(cells)


def joined(cells: list[str], chance: random.Random) -> list[str]:
    """Some figures side by side on one line, as those that nearly touch are."""
    out = [cells[0]]
    for cell in cells[1:]:
        if chance.random() < 0.4 and out[-1][:1].isdigit():
            out[-1] += f" {cell}"
        else:
            out.append(cell)
    return out


@pytest.mark.parametrize("seed", range(15))
def test_figures_and_names_on_one_line(seed: int) -> None:
    chance = random.Random(seed)
    rows = {label: [chance.randrange(1_000, 9_000) for _ in range(4)] for label in LABELS}
    head = chance.choice(
        [
            ("부서", "’30년 결산 ’31년 예산", "집행액", "잔액"),
            ("부서", "’30년 결산", "’31년 예산 집행액 잔액"),
            ("부서", "’30년 결산", "’31년 예산", "집행액", "잔 액"),
        ]
    )
    cells = [
        text for label, own in rows.items() for text in (label, *joined([f"{v:,}" for v in own], chance))
    ]
    text = f"1일반현황\n■ 부서별 예산\n(단위: 백만원)\n\n{paragraphs(*head, *cells)}\n\n◦ 위는 9월의 것임"
    names = ("’30년 결산", "’31년 예산", "집행액", "잔액")
    wanted = {
        (label, name): Decimal(value)
        for label, own in rows.items()
        for name, value in zip(names, own, strict=True)
    }
    assert values(read(text)) == wanted


def test_a_cell_of_two_lines_is_one_and_the_total_stands_among_the_names() -> None:
    staff = paragraphs(
        "■ 사람\n(단위: 명)\n구분", "계", "5급\n이상", "6급", "임시\n(따로)", "정원", "30", "4", "26", "-",
        "현원", "29", "4", "25", "3",
    )  # fmt: skip
    parks = paragraphs(
        "■ 쉼터 (단위: 개소, ㎡)", "쉼터 종류\n합계", "지정\n개소", "지정 면적", "만든 면적 조성률(%)",
        "9 4,200 3,150", "75.0", "큰 쉼터", "2", "3,000 2,400", "80.0", "작은 쉼터", "7",
        "1,200", "750", "62.5",
        "◦ 쉼터마다 나무를 심음",
    )  # fmt: skip
    document = read(f"{staff}\n\n{parks}\n")
    found = values(document)
    assert found["현원", "5급 이상"] == 4
    assert found["현원", "임시 (따로)"] == 3
    assert ("정원", "임시 (따로)") not in found
    assert (found["합계", "지정 개소"], found["합계", "조성률(%)"]) == (9, Decimal("75.0"))
    assert found["작은 쉼터", "만든 면적"] == 750
    assert {f.unit for f in document.facts if f.column == ("지정 면적",)} == {"㎡"}


def test_names_of_a_next_page_are_left_out_and_words_stand_beside_figures() -> None:
    first = paragraphs("3-1 놀이터 고치기\n◦ 모두 5곳\n놀이터", "동", "사업비\n(백만원)", "상태")
    rows = [
        ("별빛", "윗말동", "236", "준공"),
        ("달빛", "아랫말동", "198", "공사 중"),
        ("햇빛", "윗말동", "74", "준공"),
    ]
    page = "- 4 -\n\n놀이터\n\n동\n\n사업비\n(백만원)\n\n상태"
    body = [*(paragraphs(*row) for row in rows[:2]), page, paragraphs(*rows[2])]
    document = read(f"{first}\n\n{paragraphs(*body)}\n\n◦ 12월에 마침\n")
    table = next(table for table in document.tables if len(table.rows) == 3)
    assert [[cell.text for cell in row.cells][-1] for row in table.rows] == ["준공", "공사 중", "준공"]
    assert values(document)["햇빛", "사업비 (백만원)"] == 74


def test_a_calendar_whose_last_month_stands_below_its_name_on_a_next_page() -> None:
    text = paragraphs(
        "■ 달마다 할 일\n월", "행사·업무", "1월", "새해 걷기", "3월", "나무 심기(3. 28., 3,000주)", "- 7 -",
        "월\n11월", "행사·업무\n국화 잔치", "- 8 -",
    )  # fmt: skip
    table = read(text).tables[0]
    assert [row.path for row in table.rows] == [("1월",), ("3월",), ("11월",)]
    assert table.rows[2].cells[-1].text == "국화 잔치"


AUDIT = [
    ("1", "골목 등이 어두우니 밝게\n바꿀 것", "시설과", "완료", "등 40개를 바꿈"),
    ("2", "쉴 자리를 늘릴 것", "공원과", "추진 중", "의자 12개를 놓고 ’32년 3월까지\n8개를 더 놓음"),
]


def test_audit_items() -> None:
    head = "번호", "지적사항", "부서", "처리상태", "처리내용"
    text = f"4 행정사무감사 처리결과\n■ 모두 2건\n{paragraphs(*head, *(c for row in AUDIT for c in row))}\n"
    items = read(text).audits
    assert [item.request for item in items] == ["골목 등이 어두우니 밝게 바꿀 것", "쉴 자리를 늘릴 것"]
    assert [item.status for item in items] == ["추진완료", "추진 중"]


def whole(label: str, budget: int, rate: int) -> list[str]:
    spent = budget * rate // 100
    return [label, f"{budget:,}", f"{spent:,}", f"{rate}.0", f"{budget - spent:,}"]


@pytest.mark.parametrize("seed", range(10))
def test_figures_out_of_order_are_put_right_where_differences_and_rates_prove_it(seed: int) -> None:
    chance = random.Random(seed)
    rows = [whole(label, 100 * chance.randrange(11, 90), chance.randrange(20, 95)) for label in LABELS]
    place = chance.randrange(1, 5)
    cells: list[str] = []
    for at, row in enumerate(rows):
        cells += [text for column, text in enumerate(row) if at != 1 or column != place]
    cells.append(rows[1][place])  # behind the last row
    head = ("부서", "예산액", "집행액", "집행률", "잔액")
    document = read(f"■ 집행 (단위: 백만원, %)\n\n{paragraphs(*head, *cells)}\n\n◦ 끝\n")
    found = values(document)
    for row in rows:
        for name, text in zip(head[1:], row[1:], strict=True):
            assert found[row[0], name] == Decimal(text.replace(",", ""))


def test_figures_out_of_order_without_proof_are_no_facts() -> None:
    cells = ["가람과", "12", "31", "나루과", "7", "다솜과", "9", "14", "라온과", "5", "8", "77"]
    document = read(f"■ 신청 현황\n\n{paragraphs('부서', '지난해', '올해', *cells)}\n\n◦ 끝\n")
    found = values(document)
    assert ("나루과", "지난해") not in found
    assert ("라온과", "올해") not in found


@pytest.mark.parametrize("title", ["1일반현황", "1 일반현황"])
def test_chapters_whose_numbers_touch_their_titles(title: str) -> None:
    text = f"{title}\n■ 사람\n◦ 현원 : 12명\n\n- 2 -\n\n2예산현황\n■ 세입\n◦ 세입 : 30백만원\n\n"
    text += "3 주요업무\n3-1 길 닦기\n◦ 길이 : 4㎞\n\n3-2 다리 놓기\n◦ 다리 : 2곳\n"
    sections = {f.text: f.section for f in read(text).facts}
    assert sections["12명"] == ("1 일반현황", "사람")
    assert sections["30백만원"] == ("2 예산현황", "세입")
    assert sections["2곳"] == ("3 주요업무", "3-2 다리 놓기")


@pytest.mark.parametrize(
    "head",
    [
        ("구분", "총계", "사내", "소계", "남", "여", "남", "여"),
        ("읍면동", "집", "사람", "계", "남", "예순 넘은 이", "여", "계"),
        ("부서명", "총계", "일한 곳", "정원", "현원", "정원", "현원"),
    ],
)
def test_names_over_several_columns_are_not_laid_by_their_order(head: tuple[str, ...]) -> None:
    rows = [("새터", "61", "10", "52", "44", "83"), ("강마", "78", "85", "38", "49", "11")]
    rows += [("들녘", "30", "16", "14", "21", "23"), ("나루", "35", "46", "17", "21", "39")]
    text = paragraphs("□ 사람 수\n(단위: 명)", *head, *(cell for row in rows for cell in row))
    assert not [fact for fact in read(text).facts if fact.text.isdigit()]


def test_rows_of_a_year_and_its_figures_are_not_cells() -> None:
    text = paragraphs(
        "□ 쌓은 돈\n(단위: 백만원)", "연도 쌓은 돈 쓴 돈 남은 돈", "2030년 61 20 41", "2031년 78 28 50"
    )
    assert not [fact for fact in read(text).facts if "연도" in fact.row[0]]
