"""How likely an answer in words is right: a calibrated probability.

A logistic regression over `signals` of the passage that is quoted and of the question, fitted by
`training.passages` on questions with and without the lines that answer them (see training/RANKER.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from qa.context import Context
from qa.match import Floats
from qa.passages import FEATURES, Passage, PassageFinder

SIGNALS = ("told", "share", "intent", "margin", "first", "words", "meaning")
BIAS = -3.84
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "told": 0.63, "share": 1.22, "intent": 0.2, "margin": 4.32, "first": 0.23, "words": 0.84,
        "meaning": 3.14,
    }
)  # fmt: skip
LEAST = 0.7
"""Below this no answer is given (see training/RANKER.md)."""


def confidence(values: Floats) -> float:
    """The probability, 0..1, that an answer with these `signals` is right."""
    total = BIAS + sum(WEIGHTS[name] * float(value) for name, value in zip(SIGNALS, values, strict=True))
    return 1.0 / (1.0 + math.exp(-total))


def signals(
    context: Context, finder: PassageFinder, passages: Sequence[Passage], ranked: Sequence[Passage]
) -> Floats:
    """What speaks for and against chosen passages, shape [signals], in the order of `SIGNALS`.

    Args:
        context: of the question, or of the part of it, that is answered.
        finder: found the passages.
        passages: the chosen ones, the best first; at least one.
        ranked: all that were looked at, the best first.
    """
    best = passages[0]
    own = dict(zip(FEATURES, best.features.tolist(), strict=True))
    line = best.blocks[0].lines[0]
    found = context.hit_on(best.document, (line, line))
    parts = found[1].parts if found else {}
    others = [one.score for one in ranked if not best.overlaps(one)]
    values = {
        "told": finder.told(passages),
        "share": best.share,
        "intent": own["intent"],
        "margin": min(max(best.score - max(others, default=0.0), -1.0), 1.0),
        "first": context.hits[0].parts["coverage"] if context.hits else 0.0,
        "words": min(parts.get("words", 0.0), 1.0),
        "meaning": parts.get("vectors", 0.0),
    }
    return np.array([values[name] for name in SIGNALS], dtype=np.float32)
