"""Relations found from labels and tried on values, on tables and text of invented agencies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import parse_document
from corpus.figures import parse_figures
from corpus.model import Block, Cell, Fact, Path, Relation, Row, Table
from corpus.relations import find_relations
from corpus.relations.proof import UNPROVEN, lower_confidence
from corpus.tables.hierarchy import row_paths

Found = list[Relation]


def table(
    heads: list[Path], rows: list[tuple[str, list[str]]], units: list[str], index: int = 0, start: int = 1
) -> tuple[Table, list[Fact]]:
    """A table and its facts; '-' and words give none."""
    facts: list[Fact] = []
    values: list[list[Decimal | None]] = []
    for r, (name, cells) in enumerate(rows):
        values.append([])
        for c, text in enumerate(cells):
            figures = parse_figures(text)
            values[-1].append(figures[0].value if figures else None)
            facts += [
                Fact(
                    id=0,
                    document="가람구.txt",
                    lines=(start + r, start + r),
                    section=(),
                    caption="",
                    row=(name,),
                    column=heads[c],
                    value=figure.value,
                    unit=figure.unit or units[c],
                    text=figure.text,
                    table=index,
                    cell=(r, c),
                )
                for figure in figures
            ]
    paths = row_paths([[name] for name, _ in rows], values, [0] * len(rows))
    made = tuple(
        Row(path, tuple(Cell(t, (start + r, start + r)) for t in cells), (start + r, start + r))
        for r, (path, (_, cells)) in enumerate(zip(paths, rows, strict=True))
    )
    return Table("", (), tuple(heads), made, (start, start + len(rows) - 1), "tabs"), facts


def numbered(*groups: list[Fact]) -> list[Fact]:
    return [replace(fact, id=k) for k, fact in enumerate(fact for group in groups for fact in group)]


def in_table(
    heads: list[Path], rows: list[tuple[str, list[str]]], units: list[str]
) -> tuple[Found, list[Fact]]:
    made, facts = table(heads, rows, units)
    facts = numbered(facts)
    return find_relations([made], facts), facts


def text(*lines: tuple[int, str]) -> tuple[list[Block], list[Fact]]:
    """Bullets of the depths given, one a line, and their facts."""
    blocks: list[Block] = []
    facts: list[Fact] = []
    for k, (depth, words) in enumerate(lines, start=1):
        blocks.append(Block("bullet", words, (k, k), "-", depth, ("개요", "계획")))
        facts += [
            Fact(
                0, "가람구.txt", (k, k), (), "", (words[: f.start].strip()[-8:],), (), f.value, f.unit, f.text
            )
            for f in parse_figures(words)
        ]
    return blocks, numbered(facts)


def in_text(*lines: tuple[int, str]) -> Found:
    blocks, facts = text(*lines)
    return find_relations([], facts, blocks)


def kinds(found: Found, holds: str = "exact") -> list[str]:
    return sorted(r.kind for r in found if r.holds == holds)


BUDGET: list[Path] = [
    ("예산액", "2030"),
    ("예산액", "2029"),
    ("증감", "증감액"),
    ("증감", "증감률"),
    ("집행액",),
    ("집행률",),
]
UNITS = ["천원", "천원", "천원", "%", "천원", "%"]


def test_budget_table_with_every_relation() -> None:
    found, facts = in_table(
        BUDGET,
        [
            ("계", ["71,250", "69,310", "1,940", "2.8%", "35,625", "50.0%"]),
            ("도서 구입", ["51,130", "48,270", "2,860", "5.9%", "30,020", "58.7%"]),
            ("시설 보수", ["20,120", "21,040", "△920", "△4.4%", "5,605", "27.9%"]),
        ],
        UNITS,
    )
    assert kinds(found) == ["difference"] * 3 + ["growth_rate"] * 3 + ["rate"] * 3 + ["total"] * 4
    assert not [r for r in found if r.holds != "exact"]
    total = next(r for r in found if r.kind == "total" and r.result == 0)
    assert [facts[k].row for k in total.operands] == [("도서 구입",), ("시설 보수",)]
    assert total.expected == total.found == 71_250


def test_a_total_that_fails_in_one_column() -> None:
    found, _ = in_table(
        [*BUDGET[:2], ("집행액",)],
        [
            ("합 계", ["91,434", "88,312", "41,300"]),
            ("열람실", ["51,300", "48,271", "21,190"]),
            ("전산실", ["40,134", "40,041", "20,011"]),
        ],
        ["천원"] * 3,
    )
    wrong = [r for r in found if r.holds == "no"]
    assert [(r.kind, r.expected, r.found) for r in wrong] == [("total", 41_201, 41_300)]


def test_quarters_make_the_year_with_another_year_between() -> None:
    heads: list[Path] = [
        ("예산액", "'30"),
        ("예산액", "'29"),
        *[("집행예정", f"{q}분기") for q in range(1, 5)],
    ]
    found, _ = in_table(
        heads,
        [
            ("독서 진흥", ["51,305", "47,210", "10,000", "20,000", "15,000", "6,305"]),
            ("자료 정리", ["40,177", "39,871", "10,120", "10,021", "10,032", "10,004"]),
            ("합계", ["91,532", "87,081", "20,120", "30,021", "25,032", "16,309"]),
        ],
        ["천원"] * 6,
    )
    wrong = [r for r in found if r.holds == "no"]
    assert {(r.kind, r.expected, r.found) for r in wrong} == {
        ("total", Decimal(91_482), Decimal(91_482) + 50),
        ("total", Decimal(91_482), Decimal(91_532)),
    }


def test_rows_that_are_the_difference_of_rows() -> None:
    found, _ = in_table(
        [("계",), ("6급",), ("7급",)],
        [("정원", ["43", "23", "20"]), ("현원", ["42", "27", "15"]), ("과부족", ["△1", "4", "△5"])],
        ["명"] * 3,
    )
    assert kinds(found) == ["difference"] * 3 + ["total"] * 3


def test_formula_in_the_header_makes_a_single_row_sure() -> None:
    found, _ = in_table(
        [("예산(A)",), ("추경",), ("집행(B)",), ("집행률(B/A)",)],
        [("도서관", ["2,000", "2,100", "700", "36%"])],
        ["천원", "천원", "천원", "%"],
    )
    assert [(r.kind, r.holds, r.expected) for r in found if r.kind == "rate"] == [("rate", "rounding", 35)]


def test_monthly_average() -> None:
    found, _ = in_table(
        [("재활용", "월평균"), ("재활용", "합계")],
        [("2030년", ["7,870", "94,445"]), ("2029년", ["9,924", "119,085"])],
        ["kg"] * 2,
    )
    assert kinds(found) == ["average", "average"]


def test_same_item_in_two_tables() -> None:
    one, first = table(
        [("예산액",), ("집행액",)],
        [("나루도서관 운영", ["6,599,571", "401,310"]), ("별관", ["17,303", "9,120"])],
        ["천원"] * 2,
    )
    two, second = table(
        [("예산액",), ("집행액",)],
        [("나루도서관 운영", ["6,599,572", "401,310"])],
        ["천원"] * 2,
        index=1,
        start=40,
    )
    found = find_relations([one, two], numbered(first, second))
    assert [(r.kind, r.holds) for r in found if r.kind == "same_item"] == [
        ("same_item", "no"),
        ("same_item", "exact"),
    ]


@pytest.mark.parametrize(
    ("line", "kind", "holds"),
    [
        ("자치법규 정비: 총 31건(조례 27건, 규칙 3건, 훈령 1건)", "total", "exact"),
        ("자치법규 정비: 총 32건(조례 27건, 규칙 3건, 훈령 1건)", "total", "no"),
        ("정원 36,077명(지점 평균 1,443명), 25지점(25) : ", "none", ""),
        ("구청(25) : 정원 26,740명 (평균 1,069명)", "average", "rounding"),
        ("이용 증가 (2,060→6,902건 / 전월比 235%↑)", "growth_rate", "exact"),
        ("기금 감추경 : 374백만원→ 54백만원(320백만원 감액)", "difference", "exact"),
        ("교부금 : 32,785억원('29년 32,869억원 대비 0.3% 감소)", "growth_rate", "exact"),
        ("접수 49,920명, 응시 23,655명(응시율 47.4%)", "share", "exact"),
        ("부지 283,779㎡(85,843평)", "ratio", "exact"),
    ],
)
def test_relations_in_a_line(line: str, kind: str, holds: str) -> None:
    found = [(r.kind, r.holds) for r in in_text((0, line)) if r.kind != "same_item"]
    assert found == ([] if kind == "none" else [(kind, holds)])


def test_a_bullet_and_its_parts() -> None:
    found = in_text((0, "이해교육 : 18회 774명 교육"), (1, "4급 6회 152명, 5급 12회 622명"), (0, "기타"))
    assert kinds(found) == ["total", "total"]


PLAN = """
1 사서 연수 과정 운영

□ 추진개요

○ 교육규모 : 12회 3,292명

□ 추진실적 : 8회 1,895명(57.6%)

○ 열람 예절을 가르쳤습니다.

□ 향후계획

○ 사서 연수 운영(4회, 1,397명)
"""


def test_a_plan_is_what_is_done_and_what_is_left() -> None:
    document = parse_document("계획.txt", "계획.txt", PLAN.encode(), None, lambda passage: [passage])
    made = [(r.kind, r.holds, r.found) for r in document.relations]
    assert made == [("total", "exact", 12), ("total", "exact", 3292), ("share", "exact", Decimal("57.6"))]


def test_an_organisation_chart() -> None:
    found = in_text(
        (0, "조직 및 인력 : 3과 161명"), (1, "7팀 78명"), (1, "총무과"), (1, "5팀 41명"), (1, "4팀 42명")
    )
    assert [(r.kind, r.found) for r in found] == [("total", 161)]


def test_shares_that_make_a_hundred() -> None:
    assert kinds(in_text((0, "평정은 수(20%), 우(40%), 양(30%), 가(10%)로 나눕니다"))) == ["share"]
    assert not in_text((0, "평정은 수(20%), 우(40%), 양(30%), 가(20%)로 나눕니다"))


def test_shares_of_a_distribution() -> None:
    found = in_text((0, "4만 이상(14개동, 3.3%)"), (0, "2만 미만(161개동, 37.9%)2~3만(250개동, 58.8%)"))
    assert kinds(found) == ["share"] * 3


def test_a_partial_list_is_no_relation() -> None:
    assert not in_text((0, "총 31건(조례 7건, 규칙 3건 등)"), (0, "총 9회(월 2회, 연 1회)"))


def test_no_relation_between_unlike_units() -> None:
    found, _ = in_table(
        [("면적",), ("인원",)], [("계", ["30", "12"]), ("가", ["10", "5"]), ("나", ["20", "7"])], ["㎡", "명"]
    )
    assert {r.kind for r in found} == {"total"}
    assert len(found) == 2


LABELS = st.sampled_from(
    ["", "계", "합계", "소계", "가", "증감", "증감률(%)", "집행률", "예산(A)", "집행(B)", "1분기", "월평균"]
)
TEXTS = st.sampled_from(["", "-", "0", "12.5", "1,234", "△3", "9,999,999", "12(3%)", "총 7회", "3/4", "가"])


@given(
    st.lists(LABELS, min_size=1, max_size=5),
    st.lists(st.tuples(LABELS, st.lists(TEXTS, min_size=5, max_size=5)), max_size=6),
    st.sampled_from(["", "천원", "%", "명"]),
)
def test_any_table_is_read_without_fail(
    heads: list[str], rows: list[tuple[str, list[str]]], unit: str
) -> None:
    cut = [(name, cells[: len(heads)]) for name, cells in rows]
    found, facts = in_table([(head,) if head else () for head in heads], cut, [unit] * len(heads))
    known = {fact.id for fact in facts}
    for relation in found:
        assert {relation.result, *relation.operands} <= known
        assert relation.result not in relation.operands
        assert relation.operands


@given(st.lists(st.text(alphabet="총계 12,.%명원(→)대비 증가평균중~'", max_size=40), max_size=5))
def test_any_text_is_read_without_fail(lines: list[str]) -> None:
    for relation in in_text(*[(k % 2, line) for k, line in enumerate(lines)]):
        assert relation.expected.is_finite()


def test_wide_and_long_tables_of_chance_prove_nothing() -> None:
    random = Random(7)
    wide = [(f"항목{r}", [f"{random.randint(1, 10**7):,}" for _ in range(60)]) for r in range(40)]
    long = [(f"항목{r}", [f"{random.randint(1, 10**7):,}" for _ in range(6)]) for r in range(2000)]
    for rows in (wide, long):
        width = len(rows[0][1])
        heads: list[Path] = [("증감률",), ("증감액",), ("집행률",), *[(f"{c}월",) for c in range(width - 3)]]
        made, facts = table(heads, rows, ["%", "천원", "%", *["천원"] * (width - 3)])
        facts = numbered(facts)
        found = find_relations([made], facts)
        assert len(found) < len(rows)


def test_a_table_that_proves_nothing_is_doubted() -> None:
    good = [("합계", ["51", "30"]), ("가", ["20", "17"]), ("나", ["31", "13"])]
    bad = [("합계", ["51", "30"]), ("가", ["97", "5"]), ("나", ["8", "84"])]
    one, first = table([("정원",), ("현원",)], good, ["명", "명"])
    two, second = table([("정원",), ("현원",)], bad, ["명", "명"], index=1, start=20)
    facts = numbered(first, second)
    tables, lowered = lower_confidence([one, two], facts, find_relations([one, two], facts))
    assert [t.confidence for t in tables] == [1.0, UNPROVEN]
    assert {fact.table for fact in lowered if fact.confidence < 1} == {1}
