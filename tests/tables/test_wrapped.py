"""Rows of tab tables whose cells are broken over lines, made by chance."""

from __future__ import annotations

import random

import pytest

from corpus.document import parse_document
from corpus.model import Cell, Document
from corpus.tables.wrapped import unwrap

REQUESTS = ("안내문을 여러 나라 말로 낼 것", "주차장이 좁음", "낡은 놀이터를 고칠 것", "야간 조명을 늘릴 것")
ANSWERS = ("네 나라 말로 다시 냄 (5월)", "12면을 더함", "두 곳을 고치고 한 곳은 내년에 고침", "등 40개를 닮")
OFFICES = ("관광과", "교통과", "공원과", "도로과")
STATES = ("완료", "추진중", "장기검토", "완료")


def read(lines: list[str]) -> Document:
    return parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])


def broken(text: str, chance: random.Random) -> str:
    """The text with a line break in place of some of its spaces."""
    return "".join("\n" if char == " " and chance.random() < 0.4 else char for char in text)


@pytest.mark.parametrize("seed", range(30))
def test_audit_rows_over_several_lines(seed: int) -> None:
    chance = random.Random(seed)
    lines = ["Ⅳ. 행정사무감사 조치결과", "", "연번\t지적사항\t조치내용\t진도\t소관"]
    for number, row in enumerate(zip(REQUESTS, ANSWERS, STATES, OFFICES, strict=True), 1):
        cells = [broken(text, chance) for text in row[:2]]
        lines += "\t".join([str(number), *cells, *row[2:]]).split("\n")
    items = read(lines).audits
    assert [item.request for item in items] == list(REQUESTS)
    assert [" ".join(block.text for block in (*item.done, *item.planned)) for item in items] == list(ANSWERS)
    assert [item.departments for item in items] == [(office,) for office in OFFICES]
    assert [item.status for item in items] == ["추진완료", "추진 중", "장기검토", "추진완료"]
    assert lines[items[-1].lines[0] - 1].startswith("4\t")
    assert items[-1].lines[1] == len(lines)


@pytest.mark.parametrize("seed", range(30))
def test_a_header_over_several_lines(seed: int) -> None:
    chance = random.Random(seed)
    names = ["과목", "2031년 예산", "2030년 예산", "증감", "증감률", "2030년 집행액"]
    chosen = chance.sample([1, 2, 5], 2)
    head = "\t".join(name.replace(" ", "\n") if at in chosen else name for at, name in enumerate(names))
    body = []
    for label in ("인건비", "약품비", "수선비"):
        new, old = chance.randrange(100, 999), chance.randrange(100, 999)
        body.append(f"{label}\t{new}\t{old}\t{new - old}\t{100 * (new - old) / old:.1f}%\t{old - 3}")
    (table,) = read(["(단위 : 백만원)", *head.split("\n"), *body]).tables
    assert [path[-1] for path in table.columns] == names[1:]
    assert [row.path for row in table.rows] == [("인건비",), ("약품비",), ("수선비",)]


def test_rows_that_lost_their_last_blanks_stay_apart() -> None:
    lines = [
        "구분\t예산\t집행\t비고",
        "총무과\t120",
        "인사과\t90\t80",
        "재무과\t70\t60\t이월",
        "도시과\t70\t60\t-",
    ]
    rows = [[Cell(text, (at, at)) for text in line.split("\t")] for at, line in enumerate(lines, 1)]
    assert unwrap(rows) == rows


def test_a_line_of_names_with_figures_is_text() -> None:
    document = read(["□ 요금 (2031년)", "", "톤당 단가 905.4원\t생산원가 1,046.3원\t현실화율 86.5%"])
    assert not document.tables
    assert [(fact.row[-1], str(fact.value), fact.unit) for fact in document.facts[-3:]] == [
        ("톤당 단가", "905.4", "원"),
        ("생산원가", "1046.3", "원"),
        ("현실화율", "86.5", "%"),
    ]


def test_no_word_goes_on_with_an_amount() -> None:
    lines = [
        "구분\t세부사업\t예산액",
        "수도과\t관로정비\t0",
        "누수탐사\t1,000",
        "수질검사\t-",
        "합계\t\t9,999",
    ]
    found = {(fact.column, int(fact.value)) for fact in read(["(단위 : 천원)", "", *lines]).facts}
    assert found == {(("예산액",), value) for value in (0, 1000, 9999)}
