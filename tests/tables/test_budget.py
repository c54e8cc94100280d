"""Budget books in lines, as the budget system prints them, made by chance with the figures known."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest
from invented import assistant_over

from corpus.document import parse_document
from corpus.model import Document
from corpus.tables.budget_lines import read_head

HEADS = (
    ("부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액 전년도예산액 비교증감",),
    ("부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액 기 정 액 비교증감",),
    ("부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액 전년도", "예산액 비교증감"),
    ("부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액전년도예산액", "", "비교증감"),
)
BASES = (
    lambda name, amount: [f"○{name} {amount:,}", f"{amount:,},000원"],
    lambda name, amount: [f"○{name} {amount:,}{amount:,},000원"],
    lambda name, amount: [f"○{name}", f"{amount:,}{amount:,},000원"],
    lambda name, amount: [f" ○ {name} {amount},000원*1식 {amount:,}"],
)


@dataclass
class Node:
    """A row of a book: its code and name, this year's and last year's amounts, and what is under it."""

    name: str
    code: str = ""
    now: int = 0
    before: int = 0
    parts: list[Node] = field(default_factory=list)


def grown(chance: random.Random) -> Node:
    """An office with two policies of one unit each, programmes, objects and bases."""
    names = iter(("가람", "나래", "다솜", "라온"))
    office = Node("주민자치과")
    for policy in ("자치 기반 조성", "행정운영경비(주민자치과)"):
        unit = Node(f"{policy} 추진", parts=[programme(next(names), chance) for _ in range(2)])
        office.parts.append(Node(policy, parts=[unit]))
    add(office)
    return office


def programme(name: str, chance: random.Random) -> Node:
    objects = []
    for code, title, part in (("201", "일반운영비", "사무관리비"), ("301", "일반보상금", "기타보상금")):
        amounts = [chance.randrange(300, 900) for _ in range(2)]
        words = zip(("책자", "행사"), amounts, strict=True)
        bases = [Node(f"{name} {word}", "○", amount) for word, amount in words]
        below = Node(part, "01", sum(amounts), chance.randrange(1, 2000), parts=bases)
        objects.append(Node(title, code, parts=[below]))
    return Node(f"{name} 마을 만들기", parts=objects)


def add(node: Node) -> None:
    for part in node.parts:
        if part.code != "○":
            add(part)
    if node.parts and node.parts[0].code != "○":
        node.now, node.before = (sum(getattr(part, key) for part in node.parts) for key in ("now", "before"))


def signed(value: int) -> str:
    return f"△{-value:,}" if value < 0 else f"{value:,}"


def written(node: Node, basis: int, sources: int) -> list[str]:
    """The lines of a node and those below it; with sources of money under what has no code."""
    if node.code == "○":
        return BASES[basis](node.name, node.now)
    amounts = f"{node.now:,} {node.before:,} {signed(node.now - node.before)}"
    lines = [f"{node.code} {node.name} {amounts}".strip()]
    half = node.now // 2
    if sources == 1:
        lines += [f"국 {half:,}", f"시 {node.now - half:,}"]
    elif sources == 3:
        for name, now, before in (("국", half, half), ("시", node.now - half, node.before - half)):
            lines.append(f"{name} {signed(now)} {signed(before)} {signed(now - before)}")
    return lines + [line for part in node.parts for line in written(part, basis, sources)]


def read(lines: list[str]) -> Document:
    return parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])


def book(chance: random.Random, office: Node) -> list[str]:
    """The lines of a book, the head of its pages once more in the middle of it, blank lines by chance."""
    top = ["부서: 주민자치과", "정책: 자치 기반 조성", "단위: 자치 기반 조성 추진 (단위:천원)"]
    page = [*top, *chance.choice(HEADS)]
    body = written(office, chance.randrange(4), chance.choice((0, 1, 3)))
    place = next(at for at, line in enumerate(body) if at > 12 and line.startswith(("201", "301")))
    body[place:place] = ["- 1 -", *page]
    lines = ["세 출 예 산 사 업 명 세 서", "2031년도 본예산 일반회계", *page, *body]
    return [text for line in lines for text in ((line, "") if chance.random() < 0.5 else (line,))]


def leaves(node: Node, above: tuple[str, ...] = ()) -> dict[tuple[str, ...], Node]:
    path = (*above, node.name)
    found = {path: node}
    for part in node.parts:
        found |= leaves(part, path)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_every_amount_of_a_book_has_its_path(seed: int) -> None:
    chance = random.Random(seed)
    office = grown(chance)
    document = read(book(chance, office))
    facts = {(fact.row, fact.column[0]): fact for fact in document.facts if fact.table is not None}
    for path, node in leaves(office).items():
        fact = facts[path, "예산액"]
        assert (fact.value, fact.unit, fact.year) == (Decimal(node.now), "천원", 2031)
        if node.code != "○":
            changes = [f for (row, column), f in facts.items() if row == path and column == "비교증감"]
            assert [f.value for f in changes] == [Decimal(node.now - node.before)]
    assert not document.findings


def test_sources_of_money_stand_under_their_row() -> None:
    document = read(
        [
            "부서: 공원과",
            "정책: 푸른 도시",
            "단위: 나무 심기 (단위:천원)",
            "부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액 전년도예산액 비교증감",
            "가로수 심기 900 800 100",
            "국 500",
            "시 400",
            "401 시설비및부대비 900 800 100",
            "01 시설비 900 800 100",
            "1)느티나무 300,000원*3그루 900",
        ]
    )
    facts = {(fact.row, fact.column[0]): str(fact.value) for fact in document.facts if fact.table is not None}
    above = ("공원과", "푸른 도시", "나무 심기", "가로수 심기")
    assert facts[(*above, "국비"), "예산액"] == "500"
    assert facts[(*above, "시비"), "예산액"] == "400"
    basis = (*above, "시설비및부대비", "시설비", "느티나무")
    assert facts[basis, "예산액"] == "900"
    assert facts[basis, "산출근거"] in {"300000", "3"}


def extract(*last: str) -> Document:
    """A page of a book: a policy of two units, the second of which is on a page that is not here."""
    return read(
        [
            "부서: 공원과",
            "정책: 푸른 도시",
            "단위: 나무 심기 (단위:천원)",
            "부서ㆍ정책ㆍ단위(회계)ㆍ세부사업ㆍ편성목 예산액 전년도예산액 비교증감",
            "푸른 도시 1,700 1,500 200",
            "나무 심기 900 800 100",
            "가로수 심기 900 800 100",
            "401 시설비및부대비 900 800 100",
            "꽃밭 가꾸기 500 400 100",
            "텃밭 가꾸기 500 400 100",
            "401 시설비및부대비 500 400 100",
            *last,
        ]
    )


def test_a_part_that_is_on_another_page_is_no_contradiction() -> None:
    # 1,700 = 900 + 500 + 300 and 1,500 = 800 + 400 + 300: what did not change is not here
    assert not extract("01 시설비 500 400 100").findings


def test_a_wrong_amount_in_a_book_is_found() -> None:
    document = extract("01 시설비 500 400 200")
    assert [(finding.lines, finding.kind) for finding in document.findings] == [((12, 12), "차이 불일치")]


def test_a_sum_that_misses_its_parts_in_a_book_is_found() -> None:
    document = extract("01 시설비 300 250 50", "02 감리비 150 150 0")
    assert {finding.lines for finding in document.findings} == {(11, 11)}
    assert {finding.expected for finding in document.findings} == {"450천원", "50천원"}


def test_changes_that_are_no_differences_make_no_book() -> None:
    head = HEADS[0][0]
    document = read([head, "201 일반운영비 900 800 300", "01 사무관리비 700 100 200", "02 공공운영비 1 2 3"])
    assert not any(
        table.columns[:1] == (("예산액",),) and table.columns[-1] == ("산출근거",)
        for table in document.tables
    )


def test_a_head_is_read_in_its_wordings() -> None:
    assert read_head("사업 경정 예산액 기정 비교 증감 산출기초(원)") == ("경정예산액", "기정", "비교증감")
    assert read_head("구분 예산액 집행액 잔액") is None


def test_a_book_is_asked(tmp_path: Path) -> None:
    chance = random.Random(7)
    office = grown(chance)
    wanted = office.parts[0].parts[0].parts[1]
    with assistant_over(tmp_path, book="\n".join(book(chance, office))) as assistant:
        answer = assistant.ask(f"{wanted.name} 예산액은 얼마인가요?")
    assert [figure.value for figure in answer.figures][:1] == [Decimal(wanted.now)]
