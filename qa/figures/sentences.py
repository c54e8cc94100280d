"""Figures told by a sentence: the bullet that explains a question best and has the figures asked for.

'방문간호사에게 태블릿 보급 : 16개 구 367대': where the labels of no single figure explain a question,
the line that it stands in may, with what stands above it. That line is quoted, and its figures of the
units asked for are stated.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.model import Block, Fact
from qa.answer import Answer
from qa.context import Context
from qa.derived import derive
from qa.derived.operations import carried_out
from qa.figures.alike import Floats
from qa.figures.confidence import COMPUTED, chance
from qa.figures.fields import Explainer, Field, document_field, explain, text_field
from qa.figures.measures import counts_alike, same_unit
from qa.figures.near_misses import lacks_cost, lacks_rate
from qa.figures.select import rank_facts
from qa.figures.weighing import term_weights
from qa.passages.extent import subtree, with_above
from qa.passages.numbered import is_numbered, is_of_other_number
from qa.passages.outline import ROW
from qa.passages.passages import compared_parts
from qa.passages.text import bullets, candidates, years_named
from qa.understanding.asked_figures import figures_asked
from qa.understanding.query import Query, squash
from qa.understanding.scope import scopes
from qa.understanding.words.operations import OPERATIONS
from qa.understanding.words.rows import EXTREMES, ORDINALS
from qa.wording.compose import state, state_derived
from qa.wording.parts import Part, joined
from qa.wording.warnings import warnings_of

# what sentences are ranked by, and how much each counts (training/sentences.py)
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "told": 0.49, "said": 0.95, "units": 2.75, "lacking": -2.01, "near": 1.42, "year": 0.56,
        "longest_unmet": -1.22, "unmet": -0.55, "length": -0.57, "match": 1.11, "meaning": 6.68,
    }
)  # fmt: skip
FEATURES = tuple(WEIGHTS)
BIAS = -3.87
SURE: Mapping[str, float] = MappingProxyType(
    {
        "told": 0.34, "units": 1.1, "lacking": -1.94, "near": 2.8, "longest_unmet": -0.77, "length": -0.49,
        "match": 0.44, "meaning": 0.76, "agreed": 1.28,
    }
)  # fmt: skip
SIGNALS = tuple(SURE)
LEAST = 0.67
"""Below this no answer is given (see training/RANKER.md)."""
LEAST_LIKELY = 0.55
"""The same where a question is read as a description (`Query.as_meant`), or its figures were found before."""
OF_SHARE = re.compile(r"[가-힣]비율")  # '구성비율' is told by any percent
LONGEST = 400  # characters of a bullet with what stands under it
COMPARED = 60  # sentences whose meaning is compared with the question's
LEAST_NAMED = 2  # things that are named, which may stand apart
SPARE = 2  # figures of the units asked for that are told beside as many as are asked for
USUAL = 80  # characters of a sentence: what is much shorter or longer is less likely to be the answer
ABOVE, SECTION, DOCUMENT = 0.95, 0.85, 0.7  # what an explanation is worth that stands there
ROUNDING = 1e-3  # of the log of the odds
UNMET = 0.4  # what explains a term no better does not explain it
LONG = 6  # characters of a word that tells much
OTHER_YEAR = -1.0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A bullet of a document, alone or with what stands under it.

    `facts` are its figures of the units asked for, the best first, each value once; `features`
    those of FEATURES.
    """

    document: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]
    features: Floats
    score: float

    def agrees(self, other: Sentence) -> bool:
        """Tell whether it has one of the figures of another."""
        mine = {(fact.value, fact.unit) for fact in self.facts}
        return any((fact.value, fact.unit) in mine for fact in other.facts)


def answer_sentence(context: Context) -> tuple[Answer, float] | None:
    """Answer with the sentence that has the figures; None where there is none.

    A question that describes something is answered when it is read so (`Query.as_meant`).
    """
    query = context.query
    if not is_told(query) or (query.described and not query.meant):
        return None
    one = scope_of(context)
    ranked = find_sentences(one, LEAST_LIKELY) if one else ()
    if not ranked or not ranked[0].facts or _is_of_other_year(query, ranked[0]):
        return None
    texts = with_above(ranked[0].blocks)
    other_rate = lacks_rate(query, texts) and not OF_SHARE.search(query.text)
    if lacks_cost(query, texts) or other_rate or _is_scattered(context, ranked[0]):
        return None
    part = with_change(context, ranked[0], told(context, ranked[0], confidence(signals(ranked))))
    answer = joined(context, "figure", [part], part.sure)
    return replace(answer, warnings=warnings_of(ranked[0].facts, context.library)), part.sure


def _is_scattered(context: Context, best: Sentence) -> bool:
    """Tell whether what one figure is asked of stands on several lines, none of which tells all of it.

    '가람구가 받은 교부금은 얼마' by the lines '최대 : 가람구 120억원' and '교부금 : 340억원'.
    """
    query = context.query
    terms = [term for term in query.terms if not term.measure and len(term.words[0]) > 1]
    if query.meant or figures_asked(query.text) > 1 or query.joins or len(terms) < LEAST_NAMED:
        return False
    own = document_field(context.metadata[best.document]).text
    around = squash("/".join((own, *best.blocks[0].section)))

    def explained(blocks: Iterable[Block]) -> list[bool]:
        text = around + squash("/".join(with_above(tuple(blocks))))
        return [explain(term, text) > UNMET for term in terms]

    spans = [range(fact.lines[0], fact.lines[1] + 1) for fact in best.facts]
    on_lines = [
        [
            block
            for block in best.blocks
            if not set(span).isdisjoint(range(block.lines[0], block.lines[1] + 1))
        ]
        for span in spans
    ]
    every = explained(best.blocks)
    return all(blocks and explained(blocks) != every for blocks in on_lines)


def is_told(query: Query) -> bool:
    """Tell whether a sentence may tell what is asked: nothing is to be computed, no gap, no second place."""
    apart = query.operation in EXTREMES and dict(OPERATIONS)["difference"].search(query.text)
    second = query.operation in EXTREMES and any(said.search(query.text) for said, _ in ORDINALS)
    return query.operation not in COMPUTED and not (apart or second)


def scope_of(context: Context) -> Context | None:
    """The one scope of a question, of whose years one sentence may tell; None where there are several."""
    found = scopes(context.query, context.metadata)
    if len(found) > 1:
        if any(scope.name or scope.documents != found[0].documents for scope in found):
            return None
        return context.narrowed(context.query, found[0].documents or context.documents)
    return context.narrowed(found[0].query, found[0].documents or context.documents)


def told(context: Context, best: Sentence, sure: float) -> Part:
    """A sentence quoted: of a bullet with others under it the first, and those that have the figures."""
    lines = {n for fact in best.facts for n in range(fact.lines[0], fact.lines[1] + 1)}
    shown = [b for b in best.blocks[1:] if not lines.isdisjoint(range(b.lines[0], b.lines[1] + 1))]
    text = bullets(best.document, [best.blocks[0], *shown], context)
    return Part(text, tuple(state(fact, context.citations) for fact in best.facts), sure)


def with_change(context: Context, best: Sentence, part: Part) -> Part:
    """What a sentence tells with how it changed, where that is asked for: '4기, 200명 → 8기, 827명'.

    The part as it is where the sentence has no such pair, or prints how far it is apart.
    """
    sides = {fact.column[-1:]: fact for fact in best.facts}
    before, after = sides.get(("변경 전",)), sides.get(("변경 후",))
    if context.query.operation not in ("growth", "difference") or not (before and after):
        return part
    steps = carried_out(context, [after, before])[0] if before.row == after.row else []
    printed = {abs(fact.value) for fact in best.facts}
    steps = [step for step in steps if abs(step.derived.value) not in printed]
    figures = [state_derived(step.derived, step.name, context.citations) for step in steps]
    return replace(
        part,
        text="\n".join([*(step.text for step in steps), part.text]),
        figures=(*part.figures, *figures),
    )


def confidence(values: Floats) -> float:
    """The probability, 0..1, that an answer with these `signals` is right."""
    return chance(SURE, BIAS, values)


def signals(ranked: Sequence[Sentence]) -> Floats:
    """What speaks for and against the first of ranked sentences (see `signals_of`)."""
    scores = np.array([one.score for one in ranked])
    return signals_of(ranked[0].features, scores, [one.agrees(ranked[0]) for one in ranked])


def signals_of(
    best: Floats, scores: NDArray[np.float64], agreeing: Sequence[bool] | NDArray[np.bool_]
) -> Floats:
    """What speaks for and against the best sentence, shape [signals], in the order of SIGNALS.

    Beside its features that is `agreed`: of the softmax of all scores, the share of the sentences that have
    one of its figures.

    Args:
        best: its features.
        scores: of all sentences, shape [sentences].
        agreeing: which of them have one of its figures, shape [sentences].
    """
    odds = np.exp(scores - scores.max())
    agreed = odds @ agreeing / odds.sum()
    values = {**dict(zip(FEATURES, best.tolist(), strict=True)), "agreed": float(agreed)}
    return np.array([values[name] for name in SIGNALS], dtype=np.float32)


def find_sentences(context: Context, least: float = 0.0) -> list[Sentence]:
    """The sentences near the best hits that are of no other year than asked for, the best first.

    None where no one can be as sure as the `least`, whatever it means to the question: most of the time is
    spent on what they mean.
    """
    places = _places(context)
    if not places or not context.query.terms:
        return []
    hand = np.array(list(WEIGHTS.values()), dtype=np.float32)
    facts, match = _facts(context, places)
    features = _features(context, places, facts, match)
    has = np.array(list(map(bool, facts)))
    if least and not _can_tell(context, places, features, has, least):
        return []
    first = np.argsort(-(features @ hand), kind="stable")[:COMPARED]
    texts = [compared_parts(places[n].blocks) for n in first]
    features[first, FEATURES.index("meaning")] = context.library.meaning(context.query.text, texts)
    most = asked(context.query) + SPARE
    found = [
        Sentence(
            places[n].document,
            places[n].blocks,
            facts[n][: max(most, _shares(facts[n]))],
            features[n],
            float(features[n] @ hand),
        )
        for n in first
    ]
    return sorted(found, key=lambda one: -one.score)


def _shares(facts: Sequence[Fact]) -> int:
    """How many of the first figures make up a whole: '탁월 15%, 우수 35%, 보통 40%, 미흡 10%'; 0 for none."""
    sums = accumulate(fact.value if fact.unit == "%" else derive.ALL + 1 for fact in facts)
    return next((n for n, whole in enumerate(sums, 1) if whole == derive.ALL), 0)


def _can_tell(
    context: Context, places: Sequence[_Place], features: Floats, has: NDArray[np.bool_], least: float
) -> bool:
    """Tell whether one of the places that have figures can be as sure as the `least`.

    What a place means to the question is worth 1 at most, as is how many others agree with it. Most places
    are out then, and only what the others mean is compared.
    """
    weights = np.array([SURE.get(name, 0.0) for name in FEATURES], dtype=np.float32)
    best = BIAS + SURE["agreed"] + features @ weights  # their meaning is not told yet
    needed = math.log(least / (1.0 - least)) - ROUNDING
    likely = np.flatnonzero(has & (best + SURE["meaning"] > needed))
    texts = [compared_parts(places[n].blocks) for n in likely.tolist()]
    meaning = context.library.meaning(context.query.text, texts)
    return bool((best[likely] + SURE["meaning"] * meaning > needed).any())


class _Place(NamedTuple):
    """Blocks that may answer; the search score of their chunk less the best hit's; how their year fits."""

    document: str
    blocks: tuple[Block, ...]
    near: float
    year: float

    @property
    def text(self) -> str:
        return " ".join(block.text for block in self.blocks)


def _places(context: Context) -> list[_Place]:
    """The bullets of the best hits: each alone, and with what stands under it where that is short."""
    found = []
    question = context.query.text
    numbered = is_numbered(question)
    for name, blocks, place, near in candidates(context):
        if blocks[place].marker == ROW:
            continue
        whole = tuple(block for block in subtree(blocks, place, LONGEST) if block.marker != ROW)
        for some in dict.fromkeys((whole[:1], whole)):
            year = _year(context, name, some)
            if year != OTHER_YEAR and not (
                numbered and is_of_other_number(question, " ".join(with_above(some)))
            ):
                found.append(_Place(name, some, near, year))
    return found


def _year(context: Context, name: str, blocks: Sequence[Block]) -> float:
    """1 where a year asked for is named, 0.5 where the document is of it, 0 where none is asked for."""
    years = context.query.years
    if not years:
        return 0.0
    if not years_named(with_above(blocks)).isdisjoint(years):
        return 1.0
    return 0.5 if context.metadata[name].year in years else OTHER_YEAR


def _facts(context: Context, places: Sequence[_Place]) -> tuple[list[tuple[Fact, ...]], list[float]]:
    """Of each place its figures of the units asked for, the best first, each value once; how it fits."""
    query, library = context.query, context.library
    spans = [(place.document, (place.blocks[0].lines[0], place.blocks[-1].lines[1])) for place in places]
    here: list[list[Fact]] = []
    for place, near in zip(places, library.facts_on(spans), strict=True):
        text = squash(place.text)
        lines = {n for block in place.blocks for n in range(block.lines[0], block.lines[1] + 1)}
        prose = (fact for fact in near if fact.table is None and fact.lines[0] in lines)
        here.append([fact for fact in prose if _is_of_units(query.units, fact) and squash(fact.text) in text])
    every = list({fact.id: fact for some in here for fact in some}.values())
    if not every:
        return [()] * len(places), [0.0] * len(places)
    scores = rank_facts(query, every, np.zeros(len(every), dtype=np.float32), library).scores.tolist()
    fit = {fact.id: score for fact, score in zip(every, scores, strict=True)}
    facts, match = [], []
    for some in here:
        values: dict[tuple[object, str], Fact] = {}
        for fact in sorted(some, key=lambda fact: -fit[fact.id]):
            values.setdefault((fact.value, fact.unit), fact)
        facts.append(tuple(values.values()))
        match.append(max((fit[fact.id] for fact in some), default=0.0))
    return facts, match


def _is_of_other_year(query: Query, best: Sentence) -> bool:
    """Tell whether all figures are of other years than asked for: '2031년 162명, 2032년 148명' for 2033."""
    if not query.years:
        return False
    of_year = best.features[FEATURES.index("year")] >= 1
    return all(
        fact.year is not None
        and fact.year not in query.years
        and (not of_year or bool(years_named((*fact.row, *fact.column))))
        for fact in best.facts
    )


def _features(
    context: Context, places: Sequence[_Place], facts: Sequence[Sequence[Fact]], match: Sequence[float]
) -> Floats:
    """The FEATURES of places, shape [places, features], all but their meaning."""
    query, terms = context.query, context.query.terms
    texts = [Field(squash(place.text)) for place in places]
    heads = [place.blocks[0] for place in places]
    explained = Explainer(terms)
    own = explained(texts)
    said = Explainer([replace(term, meant=()) for term in terms])(texts) if query.meant else own
    fields: tuple[tuple[float, Iterable[Field]], ...] = (
        (ABOVE, (text_field(*head.parents) for head in heads)),
        (SECTION, (text_field(*head.section) for head in heads)),
        (DOCUMENT, (document_field(context.metadata[place.document]) for place in places)),
    )
    around = [np.float32(worth) * explained(some) for worth, some in fields]
    whole: Floats = np.maximum.reduce([own, *around])
    weights = term_weights(terms, whole)
    weights /= max(float(weights.sum()), 1e-6)
    named = np.array([not term.measure for term in terms], dtype=bool)
    lengths = np.array([len(term.words[0]) for term in terms], dtype=np.float32)
    unmet = (whole < UNMET) & named
    wanted = asked(query)
    columns = {
        "told": own @ weights,
        "said": said @ weights,
        "units": [_units(query, some) for some in facts],
        "lacking": [float(len(some) < wanted) for some in facts],
        "near": [place.near for place in places],
        "year": [place.year for place in places],
        "longest_unmet": np.minimum((unmet * lengths).max(axis=1) / LONG, 2.0),
        "unmet": unmet.sum(axis=1),
        "length": [abs(math.log2(max(len(place.text), 1) / USUAL)) for place in places],
        "match": match,
        "meaning": np.zeros(len(places)),
    }
    return np.stack([np.asarray(columns[name], dtype=np.float32) for name in FEATURES], axis=1)


def _units(query: Query, facts: Sequence[Fact]) -> float:
    """The share of the units asked for that some figure has; whether there is any where none is asked for."""
    if not query.units:
        return float(bool(facts))
    return sum(any(_is_of_units([unit], fact) for fact in facts) for unit in query.units) / len(query.units)


def _is_of_units(units: Sequence[str], fact: Fact) -> bool:
    """Tell whether a figure has one of these units; '14개 동' and '14개동' are alike."""
    return not units or any(same_unit(unit, fact.unit) or counts_alike(unit, fact.unit) for unit in units)


def asked(query: Query) -> int:
    """How many figures are asked for, at least one."""
    return max(figures_asked(query.text), 1)
