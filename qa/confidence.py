"""How likely an answer with figures is right: a calibrated probability.

`signals` measures what speaks for and against the facts chosen for one thing that is asked, and
`whole_signals` against the answer that is made of them; `confidence` weighs both with a logistic
regression that `training.confidence` fits on generated documents (see training/RANKER.md).
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from corpus.model import Fact
from qa.context import Context
from qa.fields import document_field, explain, measure_of
from qa.match import FEATURES, Floats, row_key, term_weights
from qa.measures import same_unit
from qa.question import Query, squash
from qa.select import Candidates

EXPLAINED = 0.7  # what explains a term so well explains it fully
MET = 0.55
BEFORE, BEHIND = 4, 2  # lines around a fact that may say what its labels do not
DICTIONARY = 100  # morphemes below this number are Kiwi's guesses at words that it does not know
PARTICLE = r"(?:의|에|에서|은|는|이|가|도|엔)"
# '하늘구의', '도담시교육청에서', '가람광역시': the name of a place that has an office, at the start of a word
PLACE = re.compile(rf"(?<!\S)([가-힣]+(?:시|군|구|시청|군청|구청|교육청)){PARTICLE}?(?=\s|[,?]|$)")
SEAT = re.compile(r"(?<=[시군구])청$")  # '하늘시청' is where 하늘시 is
# '시민협력과의', '감사담당관': a department; '정원과 현원' is none
OFFICE = re.compile(rf"(?<!\S)([가-힣]{{2,}}(?:과(?={PARTICLE})|담당관)){PARTICLE}?(?=\s|[,?]|$)")
# what is counted or paid: '강사료', '수리비', '위약금', '대기자', '징계율'
AMOUNT = re.compile(r"[가-힣]{2,}(?:료|비|금|액|값|자|생|률|수|인)")
# a department or a place that the question names: '시민협력과', '하늘읍'
NAME = re.compile(r"[가-힣]{2,}(?:과|담당관|국|팀|센터|구|동|읍|면|군|시)")
COMPUTED = frozenset(["sum", "difference", "share", "ratio", "per_head"])

SIGNALS = (
    "sure", "label_asked", "near_coverage", "heaviest_nowhere", "amount_nowhere", "office_nowhere",
    "stranger", "measure", "measure_unmet", "year_wrong", "unit_wrong", "margin", "chunk_words",
    "chunk_meaning", "chunk_coverage", "chunk_first", "name_unmet", "office_unmet",
)  # fmt: skip
WHOLE = ("undone", "single", "year_missing", "unit_missing", "computed", "apart")
BIAS = -3.79
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "sure": 2.06, "label_asked": 0.62, "near_coverage": 0.0, "heaviest_nowhere": -0.48,
        "amount_nowhere": -1.52, "office_nowhere": -0.64, "stranger": -3.14, "measure": 2.17,
        "measure_unmet": -0.58, "year_wrong": -2.37, "unit_wrong": -0.18, "margin": 0.94,
        "chunk_words": 0.45, "chunk_meaning": 3.45, "chunk_coverage": 0.24, "chunk_first": 0.09,
        "name_unmet": -1.49, "office_unmet": -1.08, "undone": -2.26, "single": -2.02,
        "year_missing": -2.92, "unit_missing": -1.45, "computed": -0.65, "apart": -2.1,
    }
)  # fmt: skip
LEAST = 0.75
"""Below this no answer is given (see training/RANKER.md)."""


def confidence(picks: Sequence[Floats], whole: Floats) -> float:
    """The probability, 0..1, that an answer is right: that of the least certain thing in it.

    Args:
        picks: the `signals` of each thing that the answer is made of; at least one.
        whole: the `whole_signals` of the answer.
    """
    against = BIAS + sum(WEIGHTS[name] * float(v) for name, v in zip(WHOLE, whole, strict=True))
    least = min(
        sum(WEIGHTS[name] * float(v) for name, v in zip(SIGNALS, pick, strict=True)) for pick in picks
    )
    return 1.0 / (1.0 + math.exp(-(least + against)))


def signals(context: Context, candidates: Candidates, chosen: Sequence[int], sure: float) -> Floats:
    """What speaks for and against the chosen facts, shape [signals], in the order of `SIGNALS`.

    Args:
        context: of the question, or of the part of it, that the facts were chosen for.
        candidates: all facts that were looked at.
        chosen: indexes of the chosen ones, the best first; at least one.
        sure: how much of the question they explain (`qa.figure.sureness`).
    """
    facts, best = candidates.facts, chosen[0]
    fits = dict(zip(FEATURES, candidates.features[best].tolist(), strict=True))
    asked = np.array([term.measure not in ("", "total") for term in context.query.terms], dtype=bool)
    prints = candidates.explained[list(chosen)][:, asked]
    mine = row_key(facts[best])
    others = [float(s) for fact, s in zip(facts, candidates.scores, strict=True) if row_key(fact) != mine]
    dated = bool(context.query.years or context.query.relative_years)
    found = {
        "sure": sure,
        **_found_by_search(context, facts[best]),
        **_named(context, candidates, chosen),
        **_unknown(context, facts[best]),
        "label_asked": max(fits["own_label"], fits["column_label"]),
        "measure": fits["measure"],
        "measure_unmet": float((prints.max(axis=0) < MET).mean()) if asked.any() else 0.0,
        # where no year is asked for, another than the report's own tells nothing
        "year_wrong": float(dated and fits["year"] < 0),
        "unit_wrong": float(fits["unit"] < 0),
        "margin": min(max(float(candidates.scores[best]) - max(others, default=0.0), -1.0), 2.0),
    }
    return np.array([found[name] for name in SIGNALS], dtype=np.float32)


def _found_by_search(context: Context, fact: Fact) -> dict[str, float]:
    """What search thought of the chunk that a fact stands in: 0 where it is not among the hits."""
    found = context.hit_on(fact.document, fact.lines)
    if found is None:
        return dict.fromkeys(("chunk_words", "chunk_meaning", "chunk_coverage", "chunk_first"), 0.0)
    place, hit = found
    return {
        "chunk_words": hit.parts["words"],
        "chunk_meaning": hit.parts["vectors"],
        "chunk_coverage": hit.parts["coverage"],
        "chunk_first": 1.0 / (1.0 + place),
    }


def _named(context: Context, candidates: Candidates, chosen: Sequence[int]) -> dict[str, float]:
    """How much of what the question names the chosen facts, or the lines around the best, explain."""
    terms = context.query.terms
    content = np.array([not term.measure for term in terms], dtype=bool)
    if not content.any():
        return {
            "near_coverage": 0.6,
            "heaviest_nowhere": 0.0,
            "amount_nowhere": 0.0,
            "name_unmet": 0.0,
            "office_unmet": 0.0,
        }
    named = [term for term in terms if not term.measure]
    best = candidates.facts[chosen[0]]
    text = around(context, best)
    union = candidates.explained[list(chosen)][:, content].max(axis=0)
    near = np.minimum(np.maximum(union, [explain(term, text) for term in named]) / EXPLAINED, 1.0)
    weights = term_weights(terms, candidates.explained)[content]
    unmet = [
        1.0 - n for term, n in zip(named, union / EXPLAINED, strict=True) if NAME.fullmatch(term.words[0])
    ]
    offices = [float(not _is_of(context, best, match[1])) for match in OFFICE.finditer(context.query.said)]
    amounts = [1.0 - n for term, n in zip(named, near, strict=True) if AMOUNT.fullmatch(term.words[0])]
    return {
        "near_coverage": float(near @ weights / weights.sum()),
        "heaviest_nowhere": float((weights * (1.0 - near)).max()),
        "amount_nowhere": float(max(amounts, default=0.0)),
        "name_unmet": float(max(unmet, default=0.0)),
        "office_unmet": max(offices, default=0.0),
    }


def _is_of(context: Context, fact: Fact, office: str) -> bool:
    """Tell whether a fact, or its document, is of a department that the question names."""
    labels = (*fact.row, *fact.column, fact.caption, *fact.section)
    own = document_field(context.metadata[fact.document]).text
    return squash(office) in squash("/".join(labels)) or squash(office) in own


def _unknown(context: Context, fact: Fact) -> dict[str, float]:
    """Whether the question names a place or a department that the fact's document does not know."""
    text, names = context.query.text, context.library.names
    places = [SEAT.sub("", match[1]) for match in PLACE.finditer(text) if _is_name(context, match[1])]
    places = [place for place in places if not names.fullmatch(place)]
    offices = [match[1] for match in OFFICE.finditer(text)]
    if not places and not offices:
        return {"stranger": 0.0, "office_nowhere": 0.0}
    known = squash("".join(context.library.lines(fact.document, 1, sys.maxsize)))
    return {
        "stranger": float(any(squash(name) not in known for name in places)),
        "office_nowhere": float(any(squash(name) not in known for name in offices)),
    }


def _is_name(context: Context, word: str) -> bool:
    """Tell a name ('없는시') from a word of Kiwi's dictionary that ends like one ('자치구', '당시')."""
    first, *rest = context.library.analyzer.analyze(word)
    return bool(rest) or first.tag == "NNP" or first.id < DICTIONARY


def around(context: Context, fact: Fact) -> str:
    """The raw text around a fact, squashed."""
    first, last = fact.lines
    return squash("/".join(context.library.lines(fact.document, max(first - BEFORE, 1), last + BEHIND)))


def whole_signals(query: Query, facts: Sequence[Fact], derived: int) -> Floats:
    """What speaks against an answer as a whole, shape [signals], in the order of `WHOLE`; 0 for nothing.

    Args:
        query: the question.
        facts: the figures that were looked up for it.
        derived: how many figures were computed from them.
    """
    years = {fact.year or (fact.as_of.year if fact.as_of else None) for fact in facts}
    missing = [unit for unit in query.units if not any(same_unit(unit, fact.unit) for fact in facts)]
    changed = any(measure_of(label) in ("change", "change_rate") for f in facts for label in f.column[-1:])
    several = query.joins or len(query.years) > 1
    found = {
        "undone": float(query.operation in COMPUTED and not derived and not changed),
        "single": float(several and len(facts) < 2 and not derived),
        "year_missing": sum(year not in years for year in query.years) / max(len(query.years), 1),
        "unit_missing": 0.0 if derived else len(missing) / max(len(query.units), 1),
        "computed": float(derived > 0),
        "apart": float(derived > 0 and _are_apart(facts)),
    }
    return np.array([found[name] for name in WHOLE], dtype=np.float32)


def _are_apart(facts: Sequence[Fact]) -> bool:
    """Tell whether figures of one document that were computed with stand in different tables and sections."""
    pairs = [(a, b) for n, a in enumerate(facts) for b in facts[n + 1 :] if a.document == b.document]
    return any(a.section != b.section and (a.table is None or a.table != b.table) for a, b in pairs)
