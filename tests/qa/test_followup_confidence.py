"""How sure an answer to a follow-up is: each signal by itself, and the fit on cases made for it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from index.analyzer import Analyzer
from qa.answer import Answer, Citation, StatedFigure, TablePlace
from qa.followups.asked import content
from qa.followups.fit import FollowUp
from qa.followups.followup_confidence import SIGNALS, confidence, signals
from qa.understanding.query import Query
from qa.understanding.question import parse_question
from training.followups import FITTING, Case, chances, fit

PLACE = TablePlace("이용 현황", ("물빛도서관",), ("2024년",))
CITED = Citation(1, "report.txt", "보고", ("현황",), (10, 10), "물빛도서관\t310", PLACE)
FIGURE = StatedFigure(Decimal(310), "명", "310", "물빛도서관 · 2024년", (1,))
BASE = Answer("", "answered", "figure", "310명입니다. [1]", (FIGURE,), (CITED,), 0.95)


@pytest.fixture(scope="module")
def follow() -> FollowUp:
    analyzer = Analyzer()

    def parsed(text: str) -> Query:
        return parse_question(text, analyzer.analyze)

    query = parsed("별숲도서관은 몇 명이야?")
    before = parsed("물빛도서관 2024년 이용자는 몇 명이야?")
    return FollowUp(query, content(query), before, BASE, alone=False)


def measured(asked: FollowUp, answer: Answer) -> dict[str, float]:
    return dict(zip(SIGNALS, signals(asked, asked.query, answer).tolist(), strict=True))


def test_an_answer_beside_the_one_before_is_surer_than_one_elsewhere(follow: FollowUp) -> None:
    beside = replace(BASE, citations=(replace(CITED, lines=(14, 14)),))
    elsewhere = replace(BASE, citations=(replace(CITED, document="other.txt"),))
    assert measured(follow, beside)["strays"] == 0
    assert measured(follow, elsewhere)["strays"] == 1
    assert measured(follow._replace(leaves=True), elsewhere)["strays"] == 0
    sure, less = (confidence(signals(follow, follow.query, answer)) for answer in (beside, elsewhere))
    assert sure > less


def test_what_speaks_against_an_answer(follow: FollowUp) -> None:
    many = replace(BASE, figures=(FIGURE,) * 3)
    assert measured(follow, many)["surplus"] == 0.5
    prose = replace(BASE, citations=(replace(CITED, table=None),))
    assert measured(follow, prose)["told"] == 1
    refused = follow._replace(base=replace(BASE, status="abstained"))
    assert measured(refused, BASE)["lost"] == 1
    words = replace(BASE, kind="passage", figures=())
    assert measured(follow, words)["bare_words"] == 0
    assert measured(follow._replace(new=()), words)["bare_words"] == 1
    assert measured(follow, words)["sure"] == 0


def test_the_fit_learns_what_tells_and_never_the_wrong_way_round() -> None:
    generator = np.random.default_rng(3)
    cases = []
    for n in range(200):
        values = np.zeros(len(SIGNALS), dtype=np.float32)
        values[SIGNALS.index("sure")] = generator.uniform()
        values[SIGNALS.index("strays")] = generator.integers(2)
        # more often right where it strays, which no weight may say
        right = values[SIGNALS.index("sure")] + 0.2 * values[SIGNALS.index("strays")] > 0.5
        cases.append(Case(values, bool(right), str(n % 4)))
    weights, bias = fit(cases)
    assert weights[SIGNALS.index("sure")] > 1
    assert weights[SIGNALS.index("strays")] <= 0
    told = chances(cases, weights, bias)
    assert told[:, 0][told[:, 1] == 1].mean() > told[:, 0][told[:, 1] == 0].mean() + 0.3
    assert len(FITTING.left_out(cases)) == len(cases)
