"""How likely an answer in words is right: a calibrated probability.

A logistic regression over `signals` of the passage that is quoted and of the question, fitted by
`training.passages` on questions with and without the lines that answer them (see training/RANKER.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from qa.confidence import chance
from qa.context import Context
from qa.intents import count_asked, has_parts
from qa.match import Floats
from qa.passages import FEATURES, Passage, PassageFinder

SIGNALS = ("told", "share", "margin", "words", "length", "counted", "near")
BIAS = -1.22
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"told": 1.01, "share": 0.45, "margin": 3.04, "words": 1.0, "length": 0.51, "counted": 1.25, "near": 0.41}
)
LEAST = 0.6
"""Below this no answer is given (see training/RANKER.md)."""
USUAL = 200  # characters of a passage: what is much shorter or longer is less likely to be the answer


def confidence(values: Floats) -> float:
    """The probability, 0..1, that an answer with these `signals` is right."""
    return chance(WEIGHTS, BIAS, values)


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
    length = sum(len(block.text) for block in best.blocks) + len(best.blocks) - 1
    count = count_asked(context.query.text)
    values = {
        "told": finder.told(passages),
        "share": best.share,
        "margin": min(max(best.score - max(others, default=0.0), -1.0), 1.0),
        "words": min(parts.get("words", 0.0), 1.0),
        "length": -abs(math.log2(max(length, 1) / USUAL)),
        "counted": -float(count is not None and not has_parts(best.blocks, count)),
        "near": own["near"],
    }
    return np.array([values[name] for name in SIGNALS], dtype=np.float32)
