"""Answers with figures: looked up, compared over years, rows and documents, or derived."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from corpus.model import Fact
from corpus.units import convert, is_money
from qa import derive
from qa.answer import Answer, Kind, StatedFigure
from qa.cells import cell_text, cells_asked
from qa.confidence import confidence, signals, whole_signals
from qa.compose import amount, facts_text, label, state, state_derived
from qa.context import Context
from qa.derive import Derived
from qa.groups import by_group, group_asked
from qa.korean import is_written, with_particle
from qa.lexicon import HALVES, HOW_MANY, NUMERALS, OPERATIONS, ORDINALS, REMAINS
from qa.match import FEATURES, Floats, contained, explain, measure_of, measures_of, row_key, term_weights
from qa.question import Query, Term, squash
from qa.scope import PART_OF, Scope, items, scopes
from qa.select import Candidates, rank_facts, select_facts

FULL = 0.7  # what explains a term so well explains it fully
YEAR, UNIT, MEASURE, OWN_LABEL = (FEATURES.index(name) for name in ("year", "unit", "measure", "own_label"))
NAMED = 0.6
# '표와 설명에 각각 얼마로 나오나'
TWO_PLACES = re.compile(r"각각.*(?:적혀|나와|나오|나옵|나타나|되어\s*있|돼\s*있|기재|표기|표시|쓰여)")
NEAR = Decimal("0.1")  # by how much two figures of one thing may differ
MORE_THAN_FIGURES = re.compile(r"어디|어느|누구|누가|어떤|무엇|무슨|뭐|뭘|언제|왜|어떻게|등급|이름")
MOST_QUOTED, MOST_LINES = 240, 3  # characters of a line, and lines, of the source
SAID = 0.7  # how much of a printed label a question must say
HEADS = ("명", "개소", "건")  # what an amount is divided by in '1인당', '개소당'
HEADS_FIRST = 1.0
QUARTERS_FIRST = 5.0
STRICT = frozenset(
    ["spent", "spent_rate", "collected", "collected_rate", "quota", "staff", "obligated", "expected"]
)
MET = 0.55
WEAK = frozenset(["세입", "세출", "예산", "사업", "업무"])  # said of a figure whose table does not say so
LOOSE = frozenset(["total", "largest", "smallest", "target", "result", "budget"])  # said in passing too
LEAN = 0.9
# '가장 큰 과는 어디이고 전체의 몇 %인가'
ALSO_SHARE = re.compile(r"(?:전체|총액|합계|총)\S*(?:\s\S+){0,2}?\s*몇\s*(?:%|퍼센트|프로)|차지|비중")
EACH_ONE = re.compile(r"[인명건]당")  # '1인당 보장액': printed, not to be computed
ITEM_SURE = 0.5  # how sure a further one of several things must be


@dataclass(frozen=True, slots=True)
class Pick:
    """The facts chosen for one part of the question.

    `sure` is how much of the part they explain (0..1), `score` that of the first, `signals` what speaks for
    and against them (`qa.confidence.signals`).
    """

    facts: tuple[Fact, ...]
    sure: float
    score: float
    signals: Floats


@dataclass(frozen=True, slots=True)
class Step:
    """A derived result with the words that state it."""

    derived: Derived
    name: str
    text: str


def answer_figure(context: Context) -> tuple[Answer, float] | None:
    """Answer with figures, and the probability (0..1) that they are right; None where no fact is near."""
    query = _without_printed_change(context.query)
    if query.operation == "share" and (printed := _printed_share(context)):
        return printed
    groups = _picks(context, scopes(query, context.metadata))
    if not groups:
        return None
    if len(groups) == 1 and len(groups[0]) == 1 and TWO_PLACES.search(query.text):
        groups = [[groups[0][0], *_elsewhere(context, groups[0][0])]]
    if query.operation == "share" or all(len(group) > 1 for group in groups):
        parts = [_named_by_year(_derive(context, _facts_of(group)), group, groups) for group in groups]
    else:
        parts = [_derive(context, _facts_of([pick for group in groups for pick in group]))]
    steps = [step for some, _ in parts for step in some]
    shown = list(dict.fromkeys(fact for _, facts in parts for fact in facts))
    sure = _confidence(query, [pick for group in groups for pick in group], len(steps))
    return _answer(context, shown, steps, sure), sure


def _confidence(query: Query, picks: Sequence[Pick], derived: int) -> float:
    """The probability that an answer made of some picks is right."""
    return confidence([pick.signals for pick in picks], whole_signals(query, _facts_of(picks), derived))


def _elsewhere(context: Context, pick: Pick) -> list[Pick]:
    """The same thing with another figure in another place: '표와 설명에 각각 몇 명으로 적혀 있나'.

    That is the best fact of the document in the same unit, elsewhere, that names what the first names and
    differs from it by little.
    """
    first = pick.facts[0]
    facts = context.library.facts(first.document)
    others = [fact for fact in facts if row_key(fact) != row_key(first) and _is_rival(fact, first)]
    if not others:
        return []
    rank = np.zeros(len(others), dtype=np.float32)
    best = rank_facts(context.query, others, rank, context.library).order()[0]
    return [replace(pick, facts=(others[best],))]


def _is_rival(fact: Fact, first: Fact) -> bool:
    """Tell whether a figure could be another figure of the same thing."""
    other, mine = _scaled(fact), _scaled(first)
    same_kind = fact.unit == first.unit or (is_money(fact.unit) and is_money(first.unit))
    return same_kind and other != mine and bool(mine) and abs(other / mine - 1) <= NEAR


def _printed_share(context: Context) -> tuple[Answer, float] | None:
    """A share that the documents print, under a label that the question says: '합격자 중 거주자 비율'."""
    query = replace(context.query, operation=None, units=("%",))
    found = []
    for scope in scopes(query, context.metadata):
        part = context.narrowed(scope.query, scope.documents or context.documents)
        pick = _pick(part, None)
        if pick is None or not derive.is_rate(pick.facts[0]) or not _is_said(pick.facts[0], query):
            return None
        found.append(pick)
    sure = _confidence(query, found, 0)
    return _answer(context, _facts_of(found), [], sure), sure


def _is_said(fact: Fact, query: Query) -> bool:
    """Tell whether a question says all of a figure's label that names a share, white space aside."""
    label = squash(fact.row[-1]) if fact.row else ""
    return bool(re.search(r"비율|비중|[률율]", label)) and contained(label, squash(query.said)) >= SAID


def _named_by_year(
    part: tuple[list[Step], list[Fact]], group: Sequence[Pick], groups: Sequence[object]
) -> tuple[list[Step], list[Fact]]:
    """Name the results by the year where there is one for each: '2023년 차이는 ...'."""
    steps, facts = part
    year = group[0].facts[0].year
    if len(groups) < 2 or year is None:
        return part
    return [replace(s, name=f"{year}년 {s.name}", text=f"{year}년 {s.text}") for s in steps], facts


def _without_printed_change(query: Query) -> Query:
    """A change over other years than a year and the next is computed, not read from a 증감 column."""
    if query.operation not in ("growth", "difference") or len(query.years) < 2:
        return query
    if max(query.years) - min(query.years) == 1:
        return query
    terms = tuple(term for term in query.terms if term.measure not in ("change", "change_rate"))
    return replace(query, terms=terms, units=tuple(unit for unit in query.units if unit != "%"))


def _facts_of(picks: Sequence[Pick]) -> list[Fact]:
    return list(dict.fromkeys(fact for pick in picks for fact in pick.facts))


def _picks(context: Context, found: Sequence[Scope]) -> list[list[Pick]]:
    """The facts of each scope, of each thing in it; one row that has all the years is better than scopes."""
    years_only = not any(scope.name for scope in found)
    if len(found) > 1 and years_only and context.query.operation != "share":
        documents = dict.fromkeys(name for scope in found for name in scope.documents or ())
        query = replace(found[0].query, years=context.query.years)
        whole = _pick(context.narrowed(query, tuple(documents) or None), None)
        if whole and _is_one_row(whole.facts, context.query.years):
            return [[whole]]
    groups: list[list[Pick]] = []
    first: Pick | None = None
    for scope in found:
        ranks = scope.query.operation in ("largest", "smallest")
        parts = items(scope.query) if years_only and not ranks else [scope.query]
        group = _group(context, parts, scope.documents, first)
        if group:
            first = first or group[0]
            groups.append(group)
    return groups


def _group(
    context: Context, parts: Sequence[Query], documents: Sequence[str] | None, first: Pick | None
) -> list[Pick]:
    """The facts of each thing that a question is over; no fact stands for two of them."""
    contexts = [context.narrowed(part, documents) for part in parts]
    picks: list[Pick] = []
    for place, part in enumerate(contexts):
        taken = [fact for pick in picks for fact in pick.facts]
        pick = _pick(part, None if picks else first, taken)
        if place == 1 and pick:
            picks, pick = _apart(contexts, picks, pick)
        if pick and (pick.sure >= ITEM_SURE or not picks):
            picks.append(pick)
    if len(picks) == 2 and PART_OF.search(parts[0].text):
        picks[0] = _whole_near(contexts[0], picks[0], picks[1])
    return picks


def _whole_near(context: Context, whole: Pick, part: Pick) -> Pick:
    """The whole that stands in the row, on the line or in the table of its part, where there is such a one.

    '총 몇 명이 근무하며 그중 간호사는 몇 명': '총 83명(의사 7명, 간호사 16명)'.
    """
    mine = part.facts[0]
    near = [
        fact
        for fact in context.facts[0]
        if fact.unit == mine.unit and fact.value > mine.value
        and (row_key(fact) == row_key(mine) or (fact.document, fact.lines) == (mine.document, mine.lines))
    ]  # fmt: skip
    above = [fact for fact in near if mine.row[1:] and fact.row == mine.row[:-1]]
    if whole.facts[0] in near or not above:
        return whole
    return replace(part, facts=tuple(above[:1]))


def _apart(contexts: Sequence[Context], picks: list[Pick], second: Pick) -> tuple[list[Pick], Pick]:
    """Where two things want the same fact, the one that loses more by another keeps it."""
    wanted = _pick(contexts[1], None)
    if not picks or not wanted or wanted.facts[0] != picks[0].facts[0]:
        return picks, second
    other = _pick(contexts[0], None, wanted.facts)
    if other and other.score + wanted.score > picks[0].score + second.score:
        return [other], wanted
    return picks, second


def _is_one_row(facts: Sequence[Fact], years: Sequence[int]) -> bool:
    """Tell whether facts are of one row and of all the years."""
    return len({row_key(fact) for fact in facts}) == 1 and {fact.year for fact in facts} >= set(years)


def _pick(context: Context, first: Pick | None, taken: Sequence[Fact] = ()) -> Pick | None:
    """Choose the facts of one scope; a later scope leans towards the same row and unit as the first."""
    facts, rank = context.facts
    value = context.query.value
    kept = [n for n, fact in enumerate(facts) if fact not in taken and value in (None, (fact.value, fact.unit))]
    facts, rank = [facts[n] for n in kept], rank[kept]
    if not facts:
        return None
    candidates = rank_facts(context.query, facts, rank, context.library)
    candidates = _of_quarters(context.query, candidates)
    if context.query.operation == "per_head":
        candidates = _with_heads(candidates)
    if first:
        lean = np.array([LEAN * _alike(fact, first.facts[0]) for fact in facts], dtype=np.float32)
        candidates = replace(candidates, scores=candidates.scores + lean)
    kind = group_asked(context.query)
    chosen = (by_group(kind, candidates) if kind else []) or select_facts(context.query, candidates, context.metadata)
    picked = tuple(facts[n] for n in chosen)
    beside = "/".join(squash("".join(said.column)) for said in cells_asked(context, picked))
    sure = sureness(context.query, candidates, chosen, beside)
    told = signals(context, candidates, chosen, sure)
    return Pick(picked, sure, float(candidates.scores[chosen[0]]), told)


def _of_quarters(query: Query, candidates: Candidates) -> Candidates:
    """For '상반기에': the rows that are told by quarters come first, where one is called what is asked."""
    names = {name for half, quarters in HALVES.items() if half in query.text for name in quarters}
    told = np.array([bool(f.column) and squash(f.column[-1]) in names for f in candidates.facts], dtype=bool)
    named = candidates.features[:, OWN_LABEL] >= NAMED
    return replace(candidates, scores=candidates.scores + QUARTERS_FIRST * (told & named))


def _with_heads(candidates: Candidates) -> Candidates:
    """For '1인당 얼마': the rows that have an amount and a number of people come first."""
    rows = [row_key(fact) for fact in candidates.facts]
    paid = {row for row, fact in zip(rows, candidates.facts, strict=True) if is_money(fact.unit)}
    heads = {row for row, fact in zip(rows, candidates.facts, strict=True) if fact.unit in HEADS}
    both = np.array([row in paid & heads for row in rows], dtype=np.float32)
    return replace(candidates, scores=candidates.scores + HEADS_FIRST * both)


def _alike(fact: Fact, other: Fact) -> float:
    """How alike two facts of different documents are, 0..1: the same label, unit and measure."""
    label = bool(fact.row and other.row) and squash(fact.row[-1]) == squash(other.row[-1])
    return (label + (fact.unit == other.unit) + (measures_of(fact) == measures_of(other))) / 3


def sureness(query: Query, candidates: Candidates, chosen: Sequence[int], beside: str = "") -> float:
    """How much of the question the chosen facts explain together, less what speaks against them; 0..1.

    `beside` are the columns (squashed) of the cells without a figure that are asked for too.
    """
    content = np.array([_must_explain(query, term) for term in query.terms], dtype=bool)
    weights = term_weights(query.terms, candidates.explained)[content]
    union = candidates.explained[list(chosen)].max(axis=0)
    union = np.maximum(union, [explain(term, beside) for term in query.terms] if beside else 0)
    union = np.minimum(union[content] / FULL, 1.0)
    value = float(union @ weights / weights.sum()) if content.any() else 0.6
    fits = candidates.features[chosen[0]]
    asked = any(term.measure and term.measure not in LOOSE for term in query.terms)
    strict = np.array([term.measure in STRICT for term in query.terms], dtype=bool)
    met = candidates.explained[list(chosen)][:, strict].max(axis=0)
    unmet = bool(strict.any()) and float((met < MET).mean())
    dated = bool(query.years or query.relative_years)
    against = 0.6 * (dated and fits[YEAR] < 0) + 0.4 * (fits[UNIT] < 0)
    against += 0.4 * (asked and fits[MEASURE] < 0.5) + 0.4 * unmet
    return min(max(value - float(against), 0.0), 1.0)


def _must_explain(query: Query, term: Term) -> bool:
    """Tell whether facts must explain a term: no measure, no weak word, nothing said in parentheses."""
    inside = query.text.count("(", 0, term.start) > query.text.count(")", 0, term.start)
    return not (term.measure or term.text in WEAK or inside)


def _answer(context: Context, facts: Sequence[Fact], steps: Sequence[Step], sure: float) -> Answer:
    citations = context.citations
    figures: list[StatedFigure] = [state(fact, citations) for fact in facts]
    figures += [state_derived(step.derived, step.name, citations) for step in steps]
    sentences = [step.text for step in steps]
    if facts:
        sentences.append(facts_text(facts, citations, context.metadata))
        if MORE_THAN_FIGURES.search(context.query.text):
            sentences += _source_lines(context, facts)
        sentences += [cell_text(said, context) for said in cells_asked(context, facts)]
    kind: Kind = "derive" if steps else "compare" if len({f.row for f in facts}) > 1 else "figure"
    return Answer(
        question=context.query.text,
        status="answered",
        kind=kind,
        answer="\n".join(sentences),
        figures=tuple(figures),
        citations=citations.all,
        confidence=sure,
    )


def _source_lines(context: Context, facts: Sequence[Fact]) -> list[str]:
    """The lines of prose that figures stand in, where more is asked than figures: '어느 동이고 얼마인가'."""
    found: dict[str, None] = {}
    for fact in facts:
        if fact.table is not None:
            continue
        for block in context.library.blocks(fact.document):
            if block.lines[0] <= fact.lines[0] <= block.lines[1] and len(block.text) <= MOST_QUOTED:
                found[f"- {block.text} [{context.citations.of_fact(fact)}]"] = None
                break
    return list(found)[:MOST_LINES]


def _derive(context: Context, chosen: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """Carry out the operation that is asked for; gives the steps and the facts to state beside them."""
    query, facts = context.query, list(chosen)
    if not facts:
        return [], facts
    table = context.table_facts(facts[0])
    quarters = derive.half_year(facts[0], table, query.text)
    if quarters:
        return _steps([(derive.total(quarters), "합계")]), []
    rules = {
        "largest": _rank, "smallest": _rank, "sum": _sum, "difference": _compare_two,
        "growth": _compare_two, "share": _share, "agreement": _agreement,
    }  # fmt: skip
    rule = rules.get(query.operation or "")
    return rule(query, facts, table) if rule else (_divide(query, facts), facts)


def _sum(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'모두 합하면': over the rows that are named, or those under the one; '네 가지 사업': over all four."""
    over = derive.peers(facts[0], table, query)
    match = HOW_MANY.search(query.text)
    count = int(NUMERALS.get(match[1], 0) or match[1]) if match else 0
    mine = [fact for fact in facts if fact.unit == facts[0].unit]
    alike = derive.named_alike(facts[0], table, query)
    if len(mine) < 2 and len(alike) > 1 and count in (0, len(alike)):
        operands = alike
    else:
        operands = over if len(mine) < 2 or len(over) == count else mine
    if count and len(operands) != count:
        return [], facts
    steps = _steps([(derive.total(operands), "합계")])
    return steps, [] if steps else facts


def _divide(query: Query, facts: Sequence[Fact]) -> list[Step]:
    """'몇 배', '1인당': of two facts the first by the second, or an amount by a number of people."""
    budget, spent = (next((f for f in facts if name in measures_of(f)), None) for name in ("budget", "spent"))
    if query.operation == "ratio" and budget and spent and "배" not in query.text:
        return _steps([(derive.share(spent, budget, derive.digits_asked(query.text)), "집행률")])
    if len(facts) > 1 and query.operation == "ratio":
        if facts[0].year and facts[1].year and facts[0].year < facts[1].year and facts[0].row == facts[1].row:
            facts = (facts[1], facts[0])  # 'A년보다 몇 배': the later by the earlier
        return _steps([(derive.ratio(facts[0], facts[1], derive.digits_asked(query.text)), "배수")])
    amounts = [fact for fact in facts if is_money(fact.unit)]
    heads = [fact for fact in facts if fact.unit in HEADS]
    told = amounts and EACH_ONE.search("/".join((*amounts[0].row, *amounts[0].column)))
    if query.operation == "per_head" and amounts and heads and not told:
        return _steps([(derive.per_head(amounts[0], heads[0]), "1인당")])
    return []


def _steps(results: Sequence[tuple[Derived | None, str]]) -> list[Step]:
    steps = []
    for derived, name in results:
        if derived:
            said = is_written(amount(derived.value, derived.unit))
            text = f"{with_particle(name, '은')} {said}. (계산: {derived.formula})"
            steps.append(Step(derived, name, text))
    return steps


def _rank(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'가장 많은 과는?': the facts that stand at the top, the bottom or both."""
    over = derive.peers(facts[0], table, query)
    place = next((place for said, place in ORDINALS if said.search(query.text)), 1)
    picks = []
    if re.search(r"많|큰|크|높|늘|최다|최대|최고|증가", query.text):
        picks.append(derive.extreme(over, place, largest=True))
    if re.search(r"적|작|낮|줄|최소|최저|감소", query.text):
        picks.append(derive.extreme(over, place, largest=False))
    found = [pick for pick in picks if pick]
    if dict(OPERATIONS)["sum"].search(query.text):
        return _steps([(derive.total(over), "합계")]), found or facts
    whole = derive.whole_of(found[0], table, query.text) if found and ALSO_SHARE.search(query.text) else None
    if whole and not derive.is_rate(whole):
        part = derive.share(found[0], whole, derive.digits_asked(query.text))
        return _steps([(part, f"{label(found[0])} 비중")]), [*found, whole]
    return [], found or facts


def _compare_two(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'얼마나 줄었나', '차이는': a printed difference is stated, else it is computed."""
    if REMAINS.search(query.text) and (rest := _remaining(query, facts[0], table)):
        return rest
    printed = {measure_of(fact.column[-1]) for fact in facts if fact.column}
    if printed & {"change", "change_rate"}:
        return [], facts
    pair = _pair(facts)
    if pair is None:
        return [], facts
    new, old = pair
    if new.year and old.year and new.year != old.year:
        new, old = sorted(pair, key=lambda fact: -(fact.year or 0))
    elif _scaled(new) < _scaled(old):
        new, old = old, new
    results: list[tuple[Derived | None, str]] = [(derive.difference(new, old), "차이")]
    if re.search(r"%|퍼센트|프로|비율", query.text) and not derive.is_rate(new):
        results.append((derive.growth_rate(new, old, derive.digits_asked(query.text)), "증감률"))
    return _steps(results), facts


def _agreement(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'두 표의 금액이 일치하나': the difference of the two, named by whether there is one."""
    pair = _pair(facts)
    found = derive.difference(*sorted(pair, key=_scaled, reverse=True)) if pair else None
    if found is None:
        return [], facts
    if not found.value:
        return [Step(found, "차이", f"두 값은 일치합니다. (계산: {found.formula})")], facts
    said = f"두 값은 일치하지 않으며 차이는 {is_written(amount(found.value, found.unit))}. (계산: {found.formula})"
    return [Step(found, "차이", said)], facts


def _remaining(query: Query, fact: Fact, table: Sequence[Fact]) -> tuple[list[Step], list[Fact]] | None:
    """'쓰고 남은 돈': the budget of the fact's row less what is spent, or is expected to be."""
    row = [other for other in table if row_key(other) == row_key(fact) and not derive.is_rate(other)]
    printed = [other for other in row if other.column and REMAINS.search(other.column[-1])]
    if printed:
        return [], printed[-1:]
    budgets = [other for other in row if {"budget", "original_budget"} & set(measures_of(other))]
    expected = [other for other in row if "expected" in measures_of(other)]
    ahead = expected and re.search(r"말까지|끝날|예상|보이는", query.text)
    used = expected if ahead else [other for other in row if "spent" in measures_of(other)]
    if not budgets or not used:
        return None
    budget = max(budgets, key=lambda other: other.year or 0)
    return _steps([(derive.difference(budget, used[-1]), "남은 금액")]), [budget, used[-1]]


def _pair(facts: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """The two facts that are compared: of one row and unit where there are such, else of one unit."""
    amounts = [fact for fact in facts if not derive.is_rate(fact)] or list(facts)
    pairs = [(a, b) for n, a in enumerate(amounts) for b in amounts[n + 1 :] if derive.same_scale((a, b))]
    same = [(a, b) for a, b in pairs if a.row == b.row and a.unit == b.unit]
    return next(iter(same or pairs), None)


def _scaled(fact: Fact) -> Decimal:
    """A value in 원 where it is money, for comparing."""
    return convert(fact.value, fact.unit, "원") or fact.value


def _share(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'차지하는 비중은': of two facts the smaller in the larger; of one, in the row above it."""
    amounts = [fact for fact in facts if not derive.is_rate(fact)]
    if not amounts:
        return [], facts
    if len(amounts) > 1 and amounts[0].value != amounts[1].value:
        part, whole = sorted(amounts[:2], key=lambda fact: fact.value)
    else:
        part, above = amounts[0], derive.whole_of(amounts[0], table, query.text)
        if above is None:
            return [], facts
        whole = above
    steps = _steps([(derive.share(part, whole, derive.digits_asked(query.text)), f"{label(part)} 비중")])
    return steps, [part, whole] if steps else facts
