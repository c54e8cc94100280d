"""The judge agrees with the scorer that is given with the gold questions."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import BadRequest
from evals.gold import read_gold
from evals.judge import judge, same_figure


def perfect(gold: dict[str, Any], corpus: dict[str, list[str]]) -> dict[str, Any]:
    """An answer object that says exactly what the gold says."""
    if gold["kind"] == "unanswerable":
        return {"status": "abstained", "answer": "문서에 없습니다.", "figures": [], "citations": []}
    words = [k if isinstance(k, str) else k[0] for k in gold["keywords"]]
    citations = [
        {"document": e["doc"], "lines": e["lines"], "quote": corpus[e["doc"]][e["lines"][0] - 1]}
        for e in gold["evidence"]
    ]
    return {
        "status": "answered",
        "answer": gold["answer"] + " " + " ".join(words),
        "figures": gold["figures"],
        "citations": citations,
    }


def spoil(answer: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Break an answer in one of the ways that a product can be wrong."""
    spoilt = json.loads(json.dumps(answer))
    ways = ["status", "figure", "text", "quote", "place", "dump", "extra", "unit", "none"]
    way = chance.choice(ways)
    if way == "status":
        spoilt["status"] = "abstained" if answer["status"] == "answered" else "answered"
    elif way == "figure" and spoilt["figures"]:
        spoilt["figures"][0]["value"] = float(spoilt["figures"][0]["value"]) + 1
    elif way == "unit" and spoilt["figures"]:
        spoilt["figures"][0]["unit"] = chance.choice(["%", "천원", "명", ""])
    elif way == "text":
        spoilt["answer"] = "모르겠습니다"
    elif way == "quote" and spoilt["citations"]:
        spoilt["citations"][0]["quote"] = "없는 문장"
    elif way == "place" and spoilt["citations"]:
        spoilt["citations"][0]["lines"] = [1, 1]
        spoilt["citations"][0]["quote"] = ""
    elif way == "dump":
        spoilt["answer"] = spoilt["answer"] * 40
    elif way == "extra":
        more = [{"value": n, "unit": "명"} for n in range(chance.randint(1, 9))]
        spoilt["figures"] = spoilt["figures"] + more
    return spoilt


def test_judge_agrees_with_the_given_scorer(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("score", shared / "gold" / "score.py")
    assert spec
    assert spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    corpus = {p.name: p.read_text(encoding="utf-8").split("\n") for p in (shared / "corpus").glob("*.txt")}
    chance = random.Random(7)
    path = shared / "gold" / "questions.jsonl"
    raw = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    compared, verdicts = 0, set()
    for row, item in zip(raw, read_gold(path), strict=True):
        whole = perfect(row, corpus)
        for answer in [whole, *(spoil(whole, chance) for _ in range(6))]:
            theirs = score.judge(row, answer, corpus)
            ours = judge(item.turns[0], answer, corpus)
            verdict = (ours.correct, ours.cited, ours.wrong)
            assert verdict == (theirs["correct"], theirs["cited"], theirs["wrong"])
            verdicts.add(verdict)
            compared += 1
    assert compared == 7 * len(raw)
    assert len(verdicts) >= 3


@pytest.mark.parametrize(
    ("gold", "given", "falls", "same"),
    [
        ({"value": 128.8, "unit": "억원"}, {"value": 12881129, "unit": "천원"}, False, True),
        ({"value": 2545, "unit": "천원"}, {"value": -2545, "unit": "천원"}, False, False),
        ({"value": 2545, "unit": "천원"}, {"value": -2545, "unit": "천원"}, True, True),
        ({"value": 12, "unit": "%"}, {"value": 12, "unit": "명"}, False, False),
        ({"value": 12, "unit": "명"}, {"value": "열둘", "unit": "명"}, False, False),
    ],
)
def test_same_figure(gold: dict[str, Any], given: dict[str, Any], falls: bool, same: bool) -> None:
    assert same_figure(gold, given, falls=falls) is same


def test_a_broken_question_file_is_one_korean_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1", "question": "?", "kind": "figure"}\n{nonsense\n', encoding="utf-8")
    with pytest.raises(BadRequest, match="2번째 줄"):
        list(read_gold(path))
    with pytest.raises(BadRequest, match="읽을 수 없습니다"):
        list(read_gold(tmp_path / "missing.jsonl"))
