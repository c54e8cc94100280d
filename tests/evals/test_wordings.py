"""Wordings filled from the facts of a store: what is asked, what its right answer is, what is counted."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import assistant_over

import cli
from evals.wordings.bank import FAMILIES, HALVES, STYLES, filled, read_wordings
from evals.wordings.run import Drawn, Filled, as_text, ask, fill
from qa.assistant import Assistant

REPORT = """2034년 주요업무보고

물안군 생활과

2034. 6. 30. 기준

Ⅰ. 일반현황

1. 예산 현황 (단위 : 천원)
구분	2033 예산현액	2034 예산현액	2034 집행액	2034 집행률(%)
합계	2,000	3,000	750	25.0
청소년쉼터	600	1,500	450	30.0
급식카드	800	500	50	10.0
나눔장터	500	900	240	26.7
그늘막	100	100	10	10.0

2. 시설 현황 (단위 : 명)
구분	정원	현원
물놀이터	12	11
돌봄방	9	8

3. 지난 시설 현황 (단위 : 명)
구분	정원	현원
물놀이터	13	10
돌봄방	9	8

Ⅱ. 주요업무

1. 걷기길 정비
 ○ 사업기간 : 2034년 3월부터 11월까지
 ○ 참여자 : 주민 40명, 학생 25명
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("wordings"), report=REPORT) as opened:
        yield opened


@pytest.fixture(scope="module")
def drawn(assistant: Assistant) -> dict[str, list[Filled]]:
    """What is asked of the report, by the name of what it asks."""
    found = defaultdict(list)
    for one in fill(assistant.store, Drawn(20, 1)):
        found[one.gold.id].append(one)
    return found


def answers(filled_: list[Filled]) -> set[tuple[float, str]]:
    return {(figure["value"], figure["unit"]) for one in filled_ for figure in one.gold.figures}


def test_the_halves_share_no_wording() -> None:
    wordings = read_wordings()
    places = Counter((one.asks, one.before, one.text.replace(" ", "")) for one in wordings)
    assert not [text for text, count in places.items() if count > 1]
    assert {one.family for one in wordings} == set(FAMILIES)
    assert {one.style for one in wordings} == set(STYLES)
    assert {one.half for one in wordings} == set(HALVES)


def test_every_slot_of_every_wording_can_be_filled_with_any_word() -> None:
    for one in read_wordings():
        for word in ("총무과", "예산현액", "몇 명", "2024년"):
            texts = [filled(text, dict.fromkeys(one.slots, word)) for text in (one.text, *one.before)]
            assert not any(set("{}:|") & set(text.replace("vs", "")) for text in texts), one


@pytest.mark.parametrize(
    ("wording", "closed", "open_"),
    [
        ("{item:은} {item:이} {item:을}", "집행률은 집행률이 집행률을", "총무과는 총무과가 총무과를"),
        ("{item:과} {item:으로}", "집행률과 집행률로", "총무과와 총무과로"),
        ("{item:이랑} {item:이야}", "집행률이랑 집행률이야", "총무과랑 총무과야"),
        ("{item:이었}고 {item:이나}", "집행률이었고 집행률이나", "총무과였고 총무과나"),
    ],
)
def test_particles_fit_what_stands_before_them(wording: str, closed: str, open_: str) -> None:
    assert filled(wording, {"item": "집행률"}) == closed
    assert filled(wording, {"item": "총무과"}) == open_


def test_no_slot_is_left_and_each_wording_is_filled_from_fitting_facts(
    drawn: dict[str, list[Filled]],
) -> None:
    questions = [
        text for group in drawn.values() for one in group for text in (*one.before, one.gold.question)
    ]
    assert not any("{" in question or "  " in question for question in questions)
    asked = {one.gold.question for one in drawn["lookups.budget"]}
    assert any("물안군 생활과 급식카드의 예산현액은 얼마입니까?" in question for question in asked)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("lookups.spent", {(450, "천원"), (50, "천원"), (240, "천원"), (10, "천원")}),
        ("lookups.total", {(2000, "천원"), (3000, "천원"), (750, "천원"), (25, "%")}),
        ("changes.years_percent", {(150, "%"), (37.5, "%"), (80, "%")}),
        ("derived.share", {(30, "%"), (40, "%"), (25, "%"), (5, "%"), (50, "%"), (16.7, "%"), (3.3, "%"),
                           (60, "%"), (6.7, "%"), (32, "%"), (1.3, "%")}),
        ("derived.budget_spent_difference", {(1050, "천원"), (450, "천원"), (660, "천원"), (90, "천원")}),
        ("derived.budget_spent_share", {(30, "%"), (10, "%"), (26.7, "%")}),
        ("derived.top_sum", {(2900, "천원"), (1900, "천원"), (740, "천원")}),
        ("derived.sentence_difference", {(15, "명")}),
        ("followups.rate", {(30, "%"), (10, "%"), (26.7, "%")}),
    ],
)  # fmt: skip
def test_right_answers_are_computed_from_the_facts(
    drawn: dict[str, list[Filled]], name: str, right: set[tuple[float, str]]
) -> None:
    assert answers(drawn[name]) == right


def test_right_answers_name_their_lines(drawn: dict[str, list[Filled]]) -> None:
    lines = REPORT.split("\n")
    for one in drawn["lookups.spent"]:
        row = lines[one.gold.evidence[0].lines[0] - 1].split("\t")
        assert row[3] == str(one.gold.figures[0]["value"])
        assert row[0] in one.gold.question
    (period,) = {one.gold.keywords for one in drawn["prose.when"]}
    assert period[0][0].startswith("2034년 3월부터")


def test_turns_before_are_about_the_same(drawn: dict[str, list[Filled]]) -> None:
    for one in drawn["followups.sum"]:
        first, second = one.before
        values = {"청소년쉼터": 1500, "급식카드": 500, "나눔장터": 900, "그늘막": 100}
        names = [name for name in values if name in first or name in second]
        if "34년" in first and "예산현액" in first:
            assert one.gold.figures[0]["value"] == sum(values[name] for name in names)


def test_what_may_mean_several_figures_is_not_asked(drawn: dict[str, list[Filled]]) -> None:
    questions = {one.gold.question for name in ("lookups.staff", "lookups.posts") for one in drawn[name]}
    assert any("돌봄방" in question for question in questions)
    assert not any("물놀이터" in question for question in questions)


def test_the_seed_chooses(assistant: Assistant) -> None:
    first, again, other = (list(fill(assistant.store, Drawn(1, seed))) for seed in (1, 1, 2))
    assert first == again != other


def test_answers_are_counted_and_the_held_out_half_stays_unread(assistant: Assistant) -> None:
    judged = ask(assistant, Drawn(1, 1))
    text = as_text(judged, failures=999)
    head, every, *_ = text.split("\n")
    assert head.split() == ["group", "n", "right", "wrong", "refused"]
    assert every.split()[:2] == ["all", str(len(judged))]
    verdicts = Counter(one.verdict for one in judged)
    assert verdicts["right"] > 0.7 * len(judged)
    shown = {line.rpartition("%  ")[2] for line in text.split("\n")}
    halves = {one.text: one.half for one in read_wordings()}
    assert {halves[line] for line in shown & halves.keys()} == {"open"}
    held_out = [one.filled.gold.question for one in judged if one.filled.wording.half == "held_out"]
    assert not {line.rpartition("] ")[2].rpartition(" | ")[2] for line in text.split("\n")} & set(held_out)


def test_the_command_writes_a_report(
    assistant: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(assistant.store.path)]
    assert cli.run(["eval", "--wordings", "1", "--report", str(tmp_path), *store]) == 0
    assert capsys.readouterr().out == (tmp_path / "wordings.txt").read_text(encoding="utf-8")
    rows = json.loads((tmp_path / "wordings.json").read_text(encoding="utf-8"))
    assert {row["verdict"] for row in rows} <= {"right", "wrong", "refused"}
    assert cli.run(["eval", *store]) == 1
    assert "--wordings" in capsys.readouterr().err
