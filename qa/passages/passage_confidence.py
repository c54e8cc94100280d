"""How likely an answer in words is right: a calibrated probability.

A logistic regression over `signals` of the passage that is quoted and of the question, fitted by
`training.passages` on questions whose answers the documents have and on others (see training/RANKER.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from index.search import Hit
from qa.context import Context
from qa.figures.alike import Floats
from qa.figures.confidence import chance
from qa.passages.passages import FEATURES, Passage, PassageFinder
from qa.understanding.intents import count_asked, has_parts

SIGNALS = (
    "told", "margin", "length", "counted", "translated", "meaning", "longest_unmet", "agreed", "by_vectors",
    "by_words",
)  # fmt: skip
BIAS = -1.66
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "told": 0.71, "margin": 1.21, "length": 0.22, "counted": 1.5, "translated": 2.42, "meaning": 1.27,
        "longest_unmet": 2.11, "agreed": 1.31, "by_vectors": 0.32, "by_words": 0.42,
    }
)  # fmt: skip
LEAST = 0.45
"""Below this no answer is given (see training/RANKER.md)."""
LEAST_SAID = 0.6
"""The same for what is said where it may be a description, too, which is read next (see `Query.as_meant`)."""
USUAL = 200  # characters of a passage: what is much shorter or longer is less likely to be the answer
SHARPNESS = 4.0  # of the softmax of the scores of all passages


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
    scores, same = np.array([one.score for one in ranked]), [best.overlaps(one) for one in ranked]
    odds = np.exp(SHARPNESS * (scores - scores.max()))
    length = sum(len(block.text) for block in best.blocks) + len(best.blocks) - 1
    count = count_asked(context.query.text)
    values = {
        "told": finder.told(passages),
        "margin": min(max(best.score - float(scores[~np.array(same)].max(initial=0.0)), -1.0), 1.0),
        "length": -abs(math.log2(max(length, 1) / USUAL)),
        "counted": -float(count is not None and not has_parts(best.blocks, count)),
        "translated": own["translated"],
        "meaning": own["meaning"],
        "longest_unmet": -finder.longest_unmet(passages),
        # the share of all that is likely, what overlaps the best with it
        "agreed": float(odds @ same / odds.sum()),
        "by_vectors": -_behind("vectors", found and found[1], context.hits),
        "by_words": -_behind("words", found and found[1], context.hits),
    }
    return np.array([values[name] for name in SIGNALS], dtype=np.float32)


def _behind(part: str, own: Hit | None, hits: Sequence[Hit]) -> float:
    """How far a hit is behind others by one part of its score: the log of its place, 0 for the first."""
    if own is None:
        return math.log1p(len(hits))
    return math.log1p(sum(hit.parts[part] > own.parts[part] for hit in hits))
