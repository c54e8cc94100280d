"""From scored facts to the ones that answer: the best, and the others that the question names.

A question may name several measures ('예산액, 집행액은'), years ('2021년과 2023년'), rows ('행정과
민사 각각') or documents ('구청과 교육청'): each names something that the best fact does not explain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.model import Fact, Metadata
from corpus.units import comparable
from qa.figures.alike import Alike, Floats
from qa.figures.explained import FactExplainer
from qa.figures.fields import explain
from qa.figures.match import Matcher
from qa.figures.measures import is_change, same_unit
from qa.figures.said import SaidLabels
from qa.figures.weighing import FEATURES, among, score, term_weights
from qa.library import Library
from qa.understanding.asked_operation import OF_ROWS
from qa.understanding.query import Query, squash
from qa.understanding.terms import is_unit_noun
from qa.understanding.words.asking import WEAK
from qa.understanding.words.changes import BECAME, CHANGES
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.rows import EXTREMES

MOST_ANCHORS = 6
MOST_COMPANIONS = 4
MAKE_UP = re.compile(r"조직|구성|규모|체제")  # '조직과 인원': 5과 2사업소 353명
# '몇 명이고 전년보다 얼마 늘었나': a figure, then how it changed
ASKED_TWICE = re.compile(
    rf"(?:얼마|몇\s*\S)(?!나?\s?에서)(?![^,.?]{{0,4}}{BECAME}).*?(?:얼마|몇)[^,.?]{{0,8}}{BECAME}"
)
# what was before a change is asked for by such a word alone: else what it became is told too
WAS = re.compile(
    r"기존|당초|종전|원래|처음|애초|변경\s?전|(?:바뀌|바꾸|고치|늘리|줄이|늘|줄|개선하|시행하)기\s?전|이전|전에는"
)
FAR = 1000  # columns
MARGIN = 1.2  # how far below the best a further fact's score may be
NO_LESS = 0.5  # by which a row of the same name may explain a term less
GAIN = 0.3  # how much weight of terms a further fact must explain anew
MEASURE_FITS = 0.75
NAMED = 0.9  # how well a figure must be called what a question names
KIND = 0.9  # what the name of the kind that the rows of a table are of is worth as a label of them
ALIKE = 0.06  # explanations that differ by no more are the same
AHEAD = 0.01  # by how much what is named comes before what is not
YEAR, UNIT, MEASURE = (FEATURES.index(name) for name in ("year", "unit", "measure"))


@dataclass(frozen=True, slots=True)
class Candidates:
    """Facts with how they explain the question's terms ([facts, terms]), features and scores ([facts])."""

    alike: Alike
    explained: Floats
    features: Floats
    scores: NDArray[np.float64]

    @property
    def facts(self) -> Sequence[Fact]:
        """The facts."""
        return self.alike.facts

    def only(self, query: Query, kept: Sequence[int]) -> Candidates:
        """Some of the candidates, by their places, ranked among themselves."""
        alike, explained, features = self.alike.only(kept), self.explained[kept], self.features[kept]
        for name, column in among(query, alike, explained).items():
            features[:, FEATURES.index(name)] = column
        return Candidates(alike, explained, features, score(features))

    def order(self) -> list[int]:
        """Indexes, the best first."""
        order: list[int] = np.argsort(-self.scores, kind="stable").tolist()
        return order

    def leading(self) -> list[int]:
        """Indexes of those that score within `MARGIN` of the best, the best first."""
        near = np.flatnonzero(self.scores >= self.scores.max(initial=-np.inf) - MARGIN)
        order: list[int] = near[np.argsort(-self.scores[near], kind="stable")].tolist()
        return order


def rank_facts(query: Query, facts: Sequence[Fact], rank: Floats, library: Library) -> Candidates:
    """Score the facts against the question; `rank` is each one's search score in 0..1."""
    alike = library.alike(facts)
    explained = FactExplainer(query, library.metadata).explanations(alike)
    if query.operation in OF_ROWS:
        explained = np.maximum(explained, _kinds(query, alike, library))
    features = Matcher(query, library.metadata).features(alike, explained, rank)
    return Candidates(alike, explained, features, score(features))


def _kinds(query: Query, alike: Alike, library: Library) -> Floats:
    """How well each fact is of a row of a kind that is named, [facts, terms]: '용도' over '방범', '재난'."""

    def explained(fact: Fact) -> list[float]:
        head = () if fact.table is None else library.tables(fact.document)[fact.table].row_header
        labels = [squash(label).removesuffix("명") for label in head]
        labels += [f"{label}대" for label in labels]  # '연령대'
        return [
            KIND * any(explain(term, label, (label,)) >= NAMED for label in labels) * (not term.measure)
            for term in query.terms
        ]

    return alike.each(explained, "table").astype(np.float32)


def select_facts(query: Query, candidates: Candidates, metadata: Mapping[str, Metadata]) -> list[int]:
    """Choose the facts that answer, as indexes in the order in which they are to be stated."""
    if not len(candidates.facts):
        return []
    anchors = _anchors(query, candidates, metadata)
    chosen: list[int] = []
    for anchor in anchors:
        taken = [anchor, *_other_measures(query, candidates, anchor)]
        taken += _changed(query, candidates, anchor, taken)
        taken += _companions(query, candidates, taken)
        chosen += [index for index in taken if index not in chosen]
    return chosen


def telling_more_first(query: Query, candidates: Candidates, said: SaidLabels) -> Candidates:
    """The candidates with one ahead that tells all that the best tells of the question, and more besides.

    '심의 중 신체폭력은 몇 건': the row 신체폭력, not the total, which is called as much otherwise. More is a
    word that the best does not tell, or a label beside it that is said as it is printed: '사용료 주차료' is
    the row 주차료 under 사용료, '변경계획' no column '계획'.
    """
    best = int(np.argmax(candidates.scores))
    named = np.array(
        [not (term.measure or term.text in WEAK) and len(term.words[0]) > 1 for term in query.terms],
        dtype=bool,
    )
    first, told = candidates.features[best], said.letters(candidates.facts[best])
    beside = candidates.alike.like(best, "table") & (candidates.facts[best].table is not None)
    alone = query.operation in ("growth", "difference") and "total" not in query.measures
    if query.operation in EXTREMES:  # which row is asked for, the column is named: '빈 점포'
        beside &= candidates.alike.like(best, "line")
    else:
        beside &= alone or query.operation in (None, "count")
    # where no year is asked for, that of the report is the likelier one, no more
    bound = (UNIT, MEASURE, YEAR) if query.years or query.relative_years else (UNIT, MEASURE)
    others = np.array(candidates.leading()[1:], dtype=np.int64)
    more = (candidates.explained[others] - candidates.explained[best]) * named
    fits = (more.min(axis=1, initial=0) >= -ALIKE) & (
        candidates.features[others][:, bound] >= first[list(bound)]
    ).all(axis=1)
    named_more = more.max(axis=1, initial=0) >= NO_LESS
    named_more &= candidates.explained[others].max(axis=1, initial=0) >= 1
    most = None
    for n, is_named_more in zip(others[fits].tolist(), named_more[fits].tolist(), strict=True):
        if is_named_more:
            most = n
            break
        if beside[n] and (letters := said.letters(candidates.facts[n])) > told:
            most, told = n, letters
    if most is None:
        return candidates
    scores = candidates.scores.copy()
    scores[most] = scores[best] + AHEAD
    return replace(candidates, scores=scores)


def year_of(fact: Fact, metadata: Mapping[str, Metadata]) -> int | None:
    """The year that a fact is of: its own, else that of its report."""
    return fact.year or metadata[fact.document].year


def _anchors(query: Query, candidates: Candidates, metadata: Mapping[str, Metadata]) -> list[int]:
    best = _best(query, candidates)
    anchors = [best]
    if not (query.joins or len(query.years) > 1 or len(query.counted) > 1):
        return anchors
    # '조직과 인원' of one thing are told together, by `_companions`
    content = np.array(
        [
            not (term.measure or MAKE_UP.fullmatch(term.text) or is_unit_noun(term.text))
            for term in query.terms
        ],
        dtype=bool,
    )
    weights = term_weights(query.terms, candidates.explained) * content
    covered = candidates.explained[best].copy()
    open_years = set(query.years) - {year_of(candidates.facts[best], metadata)}
    first = candidates.facts[best]
    usable = (candidates.scores >= candidates.scores[best] - MARGIN) & np.array(
        [("%" in fact.unit) == ("%" in first.unit) for fact in candidates.facts]
    )
    if query.joins or len(query.counted) > 1:
        anchors += _named_siblings(query, candidates, best)
        covered = candidates.explained[anchors].max(axis=0)
    # a year that the first fact's row tells is not looked for in other rows
    rows = candidates.alike.like(best, "line").tolist() if open_years else []
    years = [(year_of(fact, metadata), own) for fact, own in zip(candidates.facts, rows, strict=False)]
    told = {year for (year, own), fits in zip(years, usable.tolist(), strict=False) if own and fits}
    while len(anchors) < MOST_ANCHORS:
        gain = np.clip(candidates.explained - covered, 0, None) @ weights
        if open_years:
            anew = [year in open_years and (own or year not in told) for year, own in years]
            gain += 0.6 * np.array(anew)
        value = np.where(usable & (gain >= GAIN), gain + candidates.scores, -np.inf)
        place = int(np.argmax(value))
        if not np.isfinite(value[place]):
            break
        anchors.append(place)
        covered = np.maximum(covered, candidates.explained[place])
        open_years.discard(year_of(candidates.facts[place], metadata))
    return anchors


def _best(query: Query, candidates: Candidates) -> int:
    """The best fact; where a measure is asked for, one that prints it."""
    best = int(np.argmax(candidates.scores))
    asked = [
        term for term in query.terms if term.measure and term.measure not in ("total", "largest", "smallest")
    ]
    if not asked or candidates.features[best, MEASURE] >= MEASURE_FITS / 2:
        return best
    fitting = np.where(candidates.features[:, MEASURE] >= MEASURE_FITS, candidates.scores, -np.inf)
    other = int(np.argmax(fitting))
    named = np.array([not term.measure and len(term.words[0]) > 1 for term in query.terms], dtype=bool)
    less = (candidates.explained[best] >= NAMED) & (candidates.explained[other] < NAMED / 2) & named
    # '축제 예산에서 불꽃놀이': not the budget of the festival
    return other if fitting[other] >= candidates.scores[best] - MARGIN and not less.any() else best


def _named_siblings(query: Query, candidates: Candidates, best: int) -> list[int]:
    """The rows beside the best that the question names as they are: '행정·민사·심판별 승소율'."""
    named = {word.removesuffix("별") for term in query.terms for word in term.words} | set(query.counted)
    facts, first = candidates.facts, candidates.facts[best]
    column = np.flatnonzero(candidates.alike.like(best, "file")).tolist()
    rows = [(n, facts[n].row) for n in column if n != best]
    # '행정국 인사과의 집행액과 집행률': a row above is named for where the best stands
    beside = [(n, row) for n, row in rows if row != first.row[: len(row)]]
    found = [n for n, row in beside if row and squash(row[-1]) in named]
    # '총무과 기본경비' is not that of another department
    content = np.array([not term.measure for term in query.terms], dtype=bool)
    short = (candidates.explained[best] - candidates.explained[found]) > NO_LESS
    found = [
        n
        for n, less in zip(found, (short & content).any(axis=1).tolist(), strict=True)
        if not (less and squash(facts[n].row[-1]) == squash(first.row[-1] if first.row else ""))
    ]
    return found[: MOST_ANCHORS - 1]


def _other_measures(query: Query, candidates: Candidates, anchor: int) -> list[int]:
    """Facts of the anchor's row, or of its column, under the other measures that are asked for.

    Tables print measures across ('예산액 | 집행액 | 집행률') or down (rows 정원, 현원, 과부족).
    """
    found: list[int] = []
    for place, term in enumerate(query.terms):
        if not term.measure or candidates.explained[anchor, place] >= MEASURE_FITS:
            continue
        fits = (candidates.explained[:, place] >= MEASURE_FITS) & (candidates.features[:, YEAR] >= 0)
        row = candidates.alike.like(anchor, "line")
        beside = row | candidates.alike.like(anchor, "file")
        fitting = [int(n) for n in np.flatnonzero(fits & beside)]
        if not fitting:
            fitting = _elsewhere(candidates, anchor, np.flatnonzero(fits).tolist())
        if fitting:
            explained = candidates.explained[:, place]
            # '지출액' is '집행액 › 지출' rather than '집행액 › 원인행위', which is a kind of it
            best = max(fitting, key=lambda n: (round(float(explained[n]), 1), float(candidates.scores[n])))
            if row[best] or candidates.scores[best] >= candidates.scores[anchor] - MARGIN:
                found.append(best)
    return found


def _elsewhere(candidates: Candidates, anchor: int, fitting: Sequence[int]) -> list[int]:
    """Those of some facts that are of the anchor's row label, in other tables of its document."""
    first = candidates.facts[anchor]
    label = squash(first.row[-1]) if first.row else ""
    mine = [(n, candidates.facts[n]) for n in fitting if label]
    same = [(n, fact) for n, fact in mine if fact.row and fact.document == first.document]
    return [n for n, fact in same if squash(fact.row[-1]) == label]


def _changed(query: Query, candidates: Candidates, anchor: int, taken: Sequence[int]) -> list[int]:
    """The figure that a printed change is of, where both are asked for: '몇 명이고 전년보다 얼마 늘었나'."""
    facts = candidates.facts
    measured = any(term.measure not in ("", "total", *CHANGE_MEASURES) for term in query.terms)
    both = ASKED_TWICE.search(query.text) or (query.joins and measured)  # '예산과 전년 대비 증감액'
    told = {facts[n].year for n in taken if not is_change(facts[n])}
    # '2032년과 2033년 예산, 그리고 증감률': those of both years
    years = [year for year in query.years if year not in told] if len(query.years) > 1 else []
    if not (is_change(facts[anchor]) and both) or (told and not years):
        return []
    base = [
        n
        for n in candidates.alike.in_row_of(anchor)
        if candidates.features[n, YEAR] > 0 and not is_change(facts[n])
        and (facts[n].unit == facts[anchor].unit or "%" in facts[anchor].unit)
    ]  # fmt: skip
    base.sort(key=lambda n: -float(candidates.scores[n]))
    if not years:
        return base[:1]
    found = [next((n for n in base if facts[n].year == year), None) for year in years]
    return [n for n in found if n is not None]


def _companions(query: Query, candidates: Candidates, taken: Sequence[int]) -> list[int]:
    """Facts of the same row or line that the question names too.

    That is by a unit ('몇 건에 얼마': 6건, 71억원), by a label ('투표소 몇 개고 사무원 몇 명'), or as the
    other side of a change ('몇 명에서 몇 명으로': '20년 20시간 → '21년 40시간).
    """
    facts = candidates.facts
    near = [n for n in candidates.alike.in_row_of(taken[0]) if n not in taken]
    near.sort(key=lambda n: (-float(candidates.scores[n]), _behind(facts[n], facts[taken[0]])))
    found: list[int] = []
    covered = candidates.explained[list(taken)].max(axis=0)
    content = np.array([not term.measure for term in query.terms], dtype=bool)
    for n in near:
        compared = query.operation in ("difference", "growth") and len(query.years) > 1
        if compared and facts[n].year not in query.years:
            continue  # not those between: '2019년보다 2022년에'
        mine = [facts[m] for m in (*taken, *found)]
        units = [unit for unit in query.units if not any(same_unit(unit, fact.unit) for fact in mine)]
        whole = (not query.units or bool(MAKE_UP.search(query.text))) and _together(facts[n], mine[0])
        names = bool((content & (candidates.explained[n] >= 0.8) & (covered < 0.5)).any())
        unit = any(same_unit(wanted, facts[n].unit) for wanted in units)
        counted = _is_counted(query, facts[n]) and not _is_counted(query, mine[-1], facts[n])
        if names or unit or whole or counted or _other_side(query, facts[n], mine):
            found.append(n)
            covered = np.maximum(covered, candidates.explained[n])
    return found[:MOST_COMPANIONS]


def _behind(fact: Fact, first: Fact) -> int:
    """How many columns a cell stands behind another; in '건수 | 금액 | 건수 | 금액' the next is its own."""
    apart = fact.cell[1] - first.cell[1] if fact.cell and first.cell else 0
    return apart if apart >= 0 else FAR - apart


def _is_counted(query: Query, fact: Fact, like: Fact | None = None) -> bool:
    """Tell whether a fact is the number of a thing that is to be counted (of the same one as `like`)."""
    name = squash(fact.row[-1]) if fact.row else ""
    return name in query.counted and (like is None or like.row[-1:] == fact.row[-1:])


def _together(fact: Fact, first: Fact) -> bool:
    """Tell whether two figures are said of one thing in one breath: '조직 : 5과 2사업소 353명'."""
    return fact.table is None and first.table is None and fact.row == first.row and fact.unit != first.unit


def _other_side(query: Query, fact: Fact, mine: Sequence[Fact]) -> bool:
    """Tell whether a fact is the other side of a change whose one side is among `mine`."""
    wanted = not query.units or any(same_unit(unit, fact.unit) for unit in query.units)
    named = {year for year, _ in query.year_places}
    if len(named) > 1 and fact.year not in named:
        return False  # '2031년보다 2033년에 늘었나': of what each report tells of its own year, no 2030
    was = any(other.column[-1:] == ("변경 전",) for other in mine) and not WAS.search(query.text)
    if not (CHANGES.search(query.text) or was) or not wanted:  # '몇 % 줄었나': the rate alone
        return False
    return any(
        fact.row == other.row and comparable(fact.unit, other.unit) and fact.column != other.column
        for other in mine
        if is_side(fact) and is_side(other)
    )


def is_side(fact: Fact) -> bool:
    """Tell whether a fact's column is one side of a change: '변경 전', "'20년"."""
    return bool(fact.column) and bool(
        re.search(r"변경|당초|기존|종전|현행|개선|\d년|['’‘]\d\d", fact.column[-1])
    )
