"""What the training scripts minimise, each loss with its gradient, and what ranking is learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one question: features [candidates, features], which ones answer [candidates]; whose.

    `group` is what is left out together.
    """

    features: NDArray[np.float32]
    right: NDArray[np.bool_]
    group: str


def hits(weights: NDArray[np.float64], some: Sequence[Example]) -> list[bool]:
    """Whether the best candidate of each question is a right one."""
    return [bool(one.right[int(np.argmax(one.features @ weights))]) for one in some]


def listwise(
    weights: NDArray[np.float64], some: Sequence[Example], unit: float | NDArray[np.float64] = 1.0
) -> tuple[float, NDArray[np.float64]]:
    """Sum of -log P(a right candidate) under a softmax of the scores; `unit` is what features count in."""
    value, slope = 0.0, np.zeros(len(weights))
    for one in some:
        rows = one.features / unit
        scores = rows @ weights
        every, mine = logsumexp(scores), logsumexp(scores[one.right])
        value += float(every - mine)
        slope += rows.T @ (np.exp(scores - every) - np.where(one.right, np.exp(scores - mine), 0.0))
    return value, slope


def logistic(
    given: NDArray[np.float64],
    rows: NDArray[np.float32] | NDArray[np.float64],
    right: NDArray[np.float64],
    counts: NDArray[np.float64],
    penalty: float,
) -> tuple[float, NDArray[np.float64]]:
    """Log loss of a logistic regression with an L2 penalty, its bias left out of that.

    Args:
        given: the weights, then the bias.
        rows: signals, shape [cases, weights].
        right: 1 for the cases that are right, else 0.
        counts: how much each case counts.
        penalty: on the squares of the weights.
    """
    totals = rows @ given[:-1] + given[-1]
    off: NDArray[np.float64] = 1 / (1 + np.exp(-totals)) - right
    value = counts @ (np.logaddexp(0, totals) - right * totals) + penalty / 2 * (given[:-1] ** 2).sum()
    return float(value), np.append(rows.T @ (counts * off) + penalty * given[:-1], counts @ off)
