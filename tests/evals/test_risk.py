"""The risk and coverage curve agrees with what is counted one by one and with scikit-learn."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from evals.risk import as_lines, curve

ANSWERS = st.lists(st.tuples(st.integers(0, 5).map(lambda n: n / 5), st.booleans()), max_size=30)


def test_a_curve_by_hand() -> None:
    found = curve([(0.9, True), (0.8, False), (0.7, True), (0.6, True)], 5)
    assert [point.risk for point in found.points] == [0, 1 / 2, 1 / 3, 1 / 4]
    assert [point.covered for point in found.points] == [1 / 5, 2 / 5, 3 / 5, 4 / 5]
    assert [point.wrong for point in found.points] == [0, 1 / 5, 1 / 5, 1 / 5]
    assert found.area == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    assert found.order == pytest.approx(1 / 3)
    best = found.at_most()
    assert best
    assert best.confidence == 0.9
    wide = found.at_most(0.25)
    assert wide
    assert wide.covered == 4 / 5


def test_nothing_given_and_nothing_wrong() -> None:
    none = curve([], 3)
    assert (none.points, none.area, none.order, none.at_most()) == ((), 0.0, None, None)
    assert "none" in as_lines(none)[-1]
    right = curve([(0.5, True)] * 3, 3)
    assert (right.area, right.order) == (0.0, None)
    assert "100.0% (confidence 0.50 and more)" in as_lines(right)[-1]


@given(ANSWERS)
def test_the_order_is_the_area_under_the_roc_curve(answers: list[tuple[float, bool]]) -> None:
    found = curve(answers, len(answers))
    rights = [right for _, right in answers]
    if len(set(rights)) < 2:
        assert found.order is None
    else:
        assert found.order == pytest.approx(roc_auc_score(rights, [sure for sure, _ in answers]))


@given(ANSWERS, st.integers(0, 10))
def test_points_are_what_is_counted(answers: list[tuple[float, bool]], more: int) -> None:
    asked = len(answers) + more
    found = curve(answers, asked)
    assert [point.confidence for point in found.points] == sorted({sure for sure, _ in answers}, reverse=True)
    for point in found.points:
        kept = [right for sure, right in answers if sure >= point.confidence]
        assert point.covered == len(kept) / asked
        assert point.wrong == kept.count(False) / asked
        assert point.risk == kept.count(False) / len(kept)


def test_answers_of_one_confidence_count_in_any_order() -> None:
    answers = [(chance.choice([0.2, 0.5, 0.9]), chance.random() < 0.7) for chance in [random.Random(5)] * 12]
    chance = random.Random(1)
    areas = []
    for _ in range(4000):
        shuffled = sorted(answers, key=lambda one: (-one[0], chance.random()))
        wrong, risks = 0, []
        for count, (_, right) in enumerate(shuffled, 1):
            wrong += not right
            risks.append(wrong / count)
        areas.append(sum(risks) / len(risks))
    assert curve(answers, 12).area == pytest.approx(sum(areas) / len(areas), abs=0.005)
