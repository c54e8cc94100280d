"""Answers with figures: looked up, compared over years, rows and documents, or derived."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from corpus.figures import parse_figures
from corpus.model import Block, Fact
from corpus.units import is_measured
from qa.answer import Answer, Kind, StatedFigure
from qa.context import Context
from qa.derived import derive
from qa.derived.agency import of_whole_agency
from qa.derived.complete import tells_all
from qa.derived.conditions import is_printed_so
from qa.derived.each import each_asked
from qa.derived.joined import added_up, summed_pair
from qa.derived.operands import is_printed
from qa.derived.operations import carried_out
from qa.derived.states import with_state_after
from qa.derived.steps import Step, steps_of
from qa.figures.actual import with_actual
from qa.figures.alike import Floats, row_key
from qa.figures.cells import cell_text, cells_asked
from qa.figures.choose import choose
from qa.figures.confidence import HOW_MANY_PERCENT, LEAST, SIGNALS, WHOLE, confidence, whole_signals
from qa.figures.joint import told_jointly
from qa.figures.measures import is_change, measures_of, same_kind, same_unit
from qa.figures.near_misses import is_near_miss, is_share_of_change
from qa.figures.of_whole import Pick, is_of_named
from qa.figures.picks import choose_all
from qa.figures.printed import printed
from qa.figures.select import rank_facts
from qa.figures.weighing import FEATURES
from qa.passages.extent import subtree
from qa.programs.answer import SURE
from qa.programs.answer import carried_out as carried_out_over_table
from qa.understanding.asked_figures import clauses, figures_asked
from qa.understanding.asked_operation import ROW_CHANGES
from qa.understanding.asked_units import is_how_much_of
from qa.understanding.asked_years import since_year
from qa.understanding.items import items
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import Scope, scopes
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.operations import SHARE_OF_NAMED
from qa.understanding.words.rows import EXTREMES
from qa.wording.compose import facts_text, state, state_derived
from qa.wording.warnings import warnings_of

# '표와 설명에 각각 얼마로 나오나'
TWO_PLACES = re.compile(
    r"각각.*(?:적혀|나와|나오|나옵|나타나|되어\s*있|돼\s*있|기재|표기|표시|쓰여)|(?:두\s?(?:가지|곳)[으에]?로?\s|(?:표|글|설명)(?:에서?는?|이?랑|[와과])\s(?:서로\s)?(?:(?:숫자|수치|값)[가이도]\s)?)(?:다[르른]|나오|나와|나옵)"
)
# '경로당 수는 [읍·면별 표와 지원 설명]에 각각 몇 개소로': where it is told, not what
PLACES = re.compile(
    r"[은는이가]\s((?:(?![은는이가]\s).)*?(?:표|설명|제목|본문|글|현황|개요|총괄|실적|계획|지표|자료)(?:(?![은는이가]\s).)*?)(?:에서?는?|이?랑|[와과])\s(?:서로\s)?(?:(?:숫자|수치|값)[가이도]\s)?(?:각각|다[르른]|두\s?(?:가지|곳))"
)
THIS_YEAR = re.compile(r"(?:올해|금년)\s?\(")  # '올해(2031)' is one year
SAME_THING = 0.75  # how much of what one figure explains of a question the other must
SAME_FIGURE = 0.4  # and of a figure that is all but the same
CLOSE = Decimal("0.03")
ROUNDED = Decimal("0.1")  # by how much a rate that is printed may differ from the same one computed
NEAR = Decimal("0.25")  # by how much two figures of one thing may differ
MORE_THAN_FIGURES = re.compile(
    r"어디|어느|누구|누가|어떤|무엇|무슨|뭐|뭘|언제|왜|어떻게|등급|이름|(?:아니|맞)[지죠]"
)
MOST_QUOTED, MOST_LINES = 240, 6  # characters of a line, and lines, of the source
COVERAGE = FEATURES.index("coverage")
BUDGETS = frozenset(["original_budget", "supplementary", "final_budget"])


def answer_figure(context: Context) -> tuple[Answer, float] | None:
    """Answer with figures, and the probability (0..1) that they are right; None where no fact is near."""
    query = context.query
    if query.operation == "matching" and is_printed_so(query, context.ranked):
        context = context.narrowed(replace(query, operation=None), context.documents)
    query = _with_own_year(context)
    if programmed := _programmed(context):
        return programmed
    named = SHARE_OF_NAMED.search(query.text) is not None
    if named and (share := _as_share(context, query, named=True)):
        return share
    if rates := _rates_of_years(context, query):
        return rates
    found = _answered(context, _without_printed_change(query))
    between = _between_years(query)
    computed = _answered(context, between) if between else None
    if found and computed and _is_of_other_years(found[0], *computed):
        return computed
    if found and found[1] >= LEAST:
        return found
    alone = query.units == ("%",) and not (named or query.joins)
    otherwise = (_as_share(context, query, named=False) if alone else None) or _measured(context, query)
    return otherwise or max(filter(None, (computed, found)), key=lambda one: one[1], default=None)


def _programmed(context: Context) -> tuple[Answer, float] | None:
    """The answer that a program over one table tells, where that is all that is asked for; None for none."""
    result = carried_out_over_table(context)
    if result is None:
        return None
    steps, facts = result
    operands = list(dict.fromkeys(fact for step in steps for fact in step.derived.operands))
    query, computed = context.query, [step.derived.unit for step in steps]
    told = whole_signals(query, [facts or operands], computed, together=True)
    units = [*computed, *(fact.unit for fact in (*facts, *operands))]
    each = each_asked(query.text)
    wanted = each.others(query.units) if each else query.units
    lacks = any(not any(same_unit(one, unit) for unit in units) for one in wanted)
    against = ("unit_missing", "short", *("undone",) * bool(steps))  # what is told one by one is not computed
    if lacks or any(told[WHOLE.index(name)] for name in against):
        return None
    return stated(context, facts, steps, SURE), SURE


def answer_jointly(context: Context) -> tuple[Answer, float] | None:
    """What tells several measures of one thing together, where that is sure; None for nothing."""
    found = told_jointly(context)
    if found is None or found[1] < LEAST or is_near_miss(context, context.query, list(found[0])):
        return None
    return stated(context, found[0], [], found[1]), found[1]


def _rates_of_years(context: Context, query: Query) -> tuple[Answer, float] | None:
    """'2031년과 2032년에 각각 몇 %': the shares that are printed for each year; None where they are not."""
    years = {year for year, _ in query.year_places}
    if query.operation != "share" or len(years) < 2:
        return None
    found = _answered(context, replace(query, operation=None, units=("%",), joins=True))
    told = found is not None and found[1] >= LEAST and len(found[0].figures) == len(years)
    return found if found and told and all(one.unit == "%" for one in found[0].figures) else None


def _measured(context: Context, query: Query) -> tuple[Answer, float] | None:
    """'초미세먼지는 얼마', which asks for no money: what is measured, not counted; None for none."""
    if query.units != ("money",) or not is_how_much_of(query.text):
        return None
    found = _answered(context, replace(query, units=()))
    sure = found is not None and found[1] >= LEAST
    return found if found and sure and all(is_measured(one.unit) for one in found[0].figures) else None


def _is_of_other_years(printed: Answer, computed: Answer, sure: float) -> bool:
    """Tell whether what is printed is not the change between two years, which the table bears out."""
    own = [abs(figure.value) for figure in computed.figures if figure.derivation]
    told = [abs(figure.value) for figure in printed.figures]
    return sure >= LEAST and bool(own) and not any(abs(a - b) <= ROUNDED for a in told for b in own)


def _answered(context: Context, query: Query) -> tuple[Answer, float] | None:
    """The answer with figures to a question as it is read."""
    if TWO_PLACES.search(query.text) and (both := _both_places(context, query)):
        return both
    if found := printed(context):
        sure = confidence_of(*found, ())
        return stated(context, _facts_of(found[1]), [], sure), sure
    groups = _groups(query, context)
    if not groups:
        return None
    if query.operation == "share" or all(len(group) > 1 for group in groups):
        parts = [_named_by_year(carried_out(context, _facts_of(group)), group, groups) for group in groups]
    else:
        parts = [carried_out(context, _facts_of([pick for group in groups for pick in group]))]
    if (pair := summed_pair(query)) and (added := _of_both(context, pair, parts)):
        if not added[0]:
            return None  # of one of the two things alone
        parts, groups = [added], [[_with_both(groups[0][0], added[1])]]
    steps = [step for some, _ in parts for step in some]
    shown = list(dict.fromkeys(fact for _, facts in parts for fact in facts))
    beside = not steps and shown and is_near_miss(context, query, shown)
    operands = [fact for step in steps for fact in step.derived.operands]
    of_change, told = is_share_of_change(query, operands), operands or shown
    # '정원을 합치면 몇 명이고 지금 사는 사람은 몇 명': the sum of the one alone
    half = query.operation == "sum" and steps and not shown and len(clauses(query.text)) > len(steps)
    if beside or of_change or half or not (told and tells_all(context, told)):
        return None
    if not steps:
        shown = with_actual(query, with_state_after(query, shown, context.library), context.library)
    printed_as = "%" * (query.operation == "share")
    done = [step.derived.unit for step in steps] or [printed_as] * is_printed(query, shown)
    picks = [pick for group in groups for pick in group]
    elsewhere = picks[0].elsewhere if len(picks) == 1 and not steps else ()
    if query.operation in (*EXTREMES, "changed") and len(picks) == 1 and shown:
        # what is at the top is told, not what led there
        beside_it = "/".join((picks[0].beside, *_said_above(context, shown)))
        picks = [replace(picks[0], facts=tuple(shown), beside=beside_it)]
    sure = confidence_of(query, picks, done)
    return stated(context, shown, steps, sure, elsewhere), sure


def _groups(query: Query, context: Context) -> list[list[Pick]]:
    """The facts of each scope, of each thing in it; none where not all that is to be added up has any.

    Of two things that are compared one each, unless how they differ is printed.
    """
    groups = of_whole_agency(context, choose_all(context, _scopes(query, context)))
    if query.operation in ("difference", "ratio"):
        printed = any(is_change(fact) for group in groups for pick in group for fact in pick.facts)
        return groups if printed else [_one_each(query, group) for group in groups]
    if query.operation != "sum":
        return groups
    groups = [_one_each(query, group) for group in groups]
    found = sum(len(pick.facts) for group in groups for pick in group)
    return groups if found > 1 or len(items(query)) < 2 else []


def _of_both(
    context: Context, pair: tuple[Term, Term], parts: Sequence[tuple[list[Step], list[Fact]]]
) -> tuple[list[Step], list[Fact]] | None:
    """The total of two things whose figures are told of one alone; no step where the other has none."""
    computed = [fact for steps, _ in parts for step in steps for fact in step.derived.operands]
    told = computed or [fact for _, facts in parts for fact in facts][:1]
    both = added_up(context.query, pair, told, context.library)
    return (steps_of([(derive.total(both), "합계")]) if both else [], both) if both is not None else None


def _with_both(pick: Pick, both: Sequence[Fact]) -> Pick:
    """The pick of one of two things with the figures of both, which leave no word of the other unmet."""
    told = pick.signals.copy()
    told[SIGNALS.index("longest_unmet")] = 0.0
    return replace(pick, facts=tuple(both), signals=told, together=True)


def _scopes(query: Query, context: Context) -> list[Scope]:
    """The scopes of a question; the rows that changed between two years are those of one table."""
    if query.operation not in ROW_CHANGES:
        return scopes(query, context.metadata)
    found = scopes(replace(query, years=()), context.metadata)
    return [replace(scope, query=replace(scope.query, years=query.years)) for scope in found]


def confidence_of(query: Query, picks: Sequence[Pick], derived: Sequence[str]) -> float:
    """The probability that an answer made of some picks is right."""
    return confidence([pick.signals for pick in picks], against(query, picks, derived))


def against(query: Query, picks: Sequence[Pick], derived: Sequence[str]) -> Floats:
    """What speaks against an answer made of some picks, or for it; `derived`: units of the computed."""
    beside = "/".join(pick.beside for pick in picks)
    told = {(figure.value, figure.unit) for figure in parse_figures(query.text)}
    stated = any((fact.value, fact.unit) in told for pick in picks for fact in pick.facts)
    together = stated or any(pick.together for pick in picks) or _on_one_line(query, picks)
    return whole_signals(query, [pick.facts for pick in picks], derived, beside, together=together)


def _said_above(context: Context, facts: Sequence[Fact]) -> list[str]:
    """What the bullets over a first of a rank say: '예산규모 : 9,860억원(본예산)' over '최소 : 412억원'."""
    texts = []
    for fact in facts:
        if fact.table is None and not measures_of(fact):
            blocks, on_lines = context.library.outline(fact.document)
            texts += [squash(text) for n in on_lines.get(fact.lines[0], ()) for text in blocks[n].parents]
    return texts


def _on_one_line(query: Query, picks: Sequence[Pick]) -> bool:
    """Tell whether what is asked together stands on one line of prose: '기둥 3개, 운영요원 45명'."""
    facts = _facts_of(picks)
    lines = {(fact.document, fact.lines) for fact in facts if fact.table is None}
    alone = len(lines) == 1 and all(fact.table is None for fact in facts)
    return alone and len(query.years) < 2 and len(facts) == figures_asked(query.text) > 1


def _both_places(context: Context, query: Query) -> tuple[Answer, float] | None:
    """Two figures of one thing that a document gives in two places; None where it does not."""
    where = PLACES.search(query.text)
    if where is None:
        return None
    start, end = where.span(1)
    terms = tuple(term for term in query.terms if not start <= term.start < end)
    query = replace(query, terms=terms, joins=False, aside=(*query.aside, (start, end)))
    found = scopes(query, context.metadata)
    if len(found) > 1:
        return None
    narrowed = context.narrowed(found[0].query, found[0].documents)
    pick = choose(narrowed, None)
    if pick is None or not (others := _elsewhere(narrowed, pick)):
        return None
    picks = [replace(pick, facts=pick.facts[:1]), *others]
    sure = confidence_of(query, picks, ())
    return stated(context, _facts_of(picks), [], sure), sure


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
    rank = np.zeros(len(others) + 1, dtype=np.float32)
    ranked = rank_facts(context.query, [*others, first], rank, context.library)
    coverage = ranked.features[:, COVERAGE] / max(float(ranked.features[-1, COVERAGE]), 1e-6)
    for n in ranked.order():
        if n < len(others) and coverage[n] >= (SAME_FIGURE if _is_close(others[n], first) else SAME_THING):
            return [replace(pick, facts=(others[n],))]
    return []


def _is_close(fact: Fact, first: Fact) -> bool:
    """Tell whether a figure could be the same one miswritten: 2,036 and 2,063."""
    return abs(derive.scaled(fact) / derive.scaled(first) - 1) <= CLOSE


def _is_rival(fact: Fact, first: Fact) -> bool:
    """Tell whether a figure could be another figure of the same thing."""
    other, mine = derive.scaled(fact), derive.scaled(first)
    alike = same_kind(fact.unit, first.unit)
    return alike and other != mine and bool(mine) and abs(other / mine - 1) <= NEAR


def _named_by_year(
    part: tuple[list[Step], list[Fact]], group: Sequence[Pick], groups: Sequence[object]
) -> tuple[list[Step], list[Fact]]:
    """Name the results by the year where there is one for each: '2023년 차이는 ...'."""
    steps, facts = part
    year = group[0].facts[0].year
    if len(groups) < 2 or year is None:
        return part
    return [replace(s, name=f"{year}년 {s.name}", text=f"{year}년 {s.text}") for s in steps], facts


def _with_own_year(context: Context) -> Query:
    """A question that compares a year with 올해, which is the year of the document that it is about.

    So does '2031년보다 얼마나 늘었나', which names the earlier year alone.
    """
    query = context.query
    compared = query.joins or query.operation in ("growth", "difference", "ratio")
    since = query.operation in ("growth", "difference") and since_year(query)
    if len(query.years) != 1 or query.of_report or not compared:
        return query
    if not since and (query.relative_years != (0,) or THIS_YEAR.search(query.text)):
        return query
    pick = choose(context, None)
    own = context.metadata[pick.facts[0].document].year if pick else None
    if own is None or own in query.years or (since and own < query.years[0]):
        return query
    return replace(query, years=(*query.years, own), relative_years=())


def _without_printed_change(query: Query) -> Query:
    """A change between two years or two budgets that are named is computed, not read from a 증감 column.

    That column may be of another pair: '추경에서 본예산보다', beside the change from the year before.
    """
    two = len(query.years) > 1 or len(BUDGETS.intersection(query.measures)) > 1
    if query.operation not in ("growth", "difference") or not two:
        return query
    if "change_rate" in query.measures and len(query.years) > 1 and max(query.years) - min(query.years) == 1:
        return query  # '증감률은': as printed
    return _without_change(query)


def _between_years(query: Query) -> Query | None:
    """'2034년에 2033년보다 얼마 줄었나' as a question for the figures of both years; None for any other."""
    years = tuple(dict.fromkeys(year for year, _ in query.year_places))
    rate = HOW_MANY_PERCENT.search(query.text) or "change_rate" in query.measures
    asked = query.operation in ("growth", "difference") and (rate or years != query.years)
    return replace(_without_change(query), years=years) if asked and len(years) == 2 else None


def _as_share(context: Context, query: Query, *, named: bool) -> tuple[Answer, float] | None:
    """'결원은 정원의 몇 %', '몇 %나 고쳤나' as the share of a figure in another; None for none.

    Where what it is a share of is not `named`, the two must stand together.
    """
    if query.operation is not None:
        return None
    share = replace(query, operation="share", units=tuple(unit for unit in query.units if unit != "%"))
    context = context.narrowed(share, context.documents)
    pick = None if named else choose(context, None)
    found = _answered(context, share) if named or (pick and pick.together) else None
    if found and not is_of_named(context, found[0]):
        if query.joins:
            return None
        ratio = replace(share, operation="ratio")
        found = _answered(context.narrowed(ratio, context.documents), ratio)
        found = found if found and is_of_named(context, found[0]) else None
    return found if found and found[1] >= LEAST and found[0].figures[-1].derivation else None


def _without_change(query: Query) -> Query:
    """A question without what only a printed change explains."""
    terms = tuple(term for term in query.terms if term.measure not in CHANGE_MEASURES)
    return replace(query, terms=terms, units=tuple(unit for unit in query.units if unit != "%"))


def _one_each(query: Query, picks: list[Pick]) -> list[Pick]:
    """Of several things that are summed one figure each, unless each has one for each of several years."""
    alone = len(picks) < 2 and len(items(query)) < 2
    if alone or len(query.years) > 1 or any(pick.together for pick in picks):
        return picks
    return [replace(pick, facts=pick.facts[:1]) for pick in picks]


def _facts_of(picks: Sequence[Pick]) -> list[Fact]:
    return list(dict.fromkeys(fact for pick in picks for fact in pick.facts))


def stated(
    context: Context,
    facts: Sequence[Fact],
    steps: Sequence[Step],
    sure: float,
    elsewhere: Sequence[Fact] = (),
) -> Answer:
    """The answer that states facts and what was computed, `sure` (0..1) that it is right.

    `elsewhere` are figures of the same thing in other documents, which are named behind them.
    """
    citations = context.citations
    figures: list[StatedFigure] = [state(fact, citations) for fact in facts]
    figures += [state_derived(step.derived, step.name, citations) for step in steps]
    sentences = [step.text for step in steps]
    if steps and not facts:  # the places of what was computed with are told nowhere else
        cited = dict.fromkeys(number for figure in figures for number in figure.citations)
        sentences[-1] += " " + "".join(f"[{number}]" for number in cited)
    if facts:
        sentences.append(facts_text(facts, citations, context.metadata))
        if MORE_THAN_FIGURES.search(context.query.text) or _asks_no_figure(context.query):
            sentences += _source_lines(context, facts)
        sentences += [cell_text(said, context) for said in cells_asked(context, facts)]
    if elsewhere:
        figures += [state(fact, citations) for fact in elsewhere]
        sentences += ["다른 문서에는 다음과 같습니다.", facts_text(elsewhere, citations, context.metadata)]
    kind: Kind = "derive" if steps else "compare" if len({f.row for f in facts}) > 1 else "figure"
    return Answer(
        question=context.query.text,
        status="answered",
        kind=kind,
        answer="\n".join(sentences),
        figures=tuple(figures),
        citations=citations.all,
        confidence=sure,
        warnings=warnings_of(
            [*facts, *elsewhere, *(fact for step in steps for fact in step.derived.operands)], context.library
        ),
    )


def _source_lines(context: Context, facts: Sequence[Fact]) -> list[str]:
    """The lines of prose that figures stand in, where more is asked than figures: '어느 동이고 얼마인가'."""
    found: dict[str, None] = {}
    for fact in facts:
        if fact.table is not None:
            continue
        blocks = context.library.blocks(fact.document)
        for n, block in enumerate(blocks):
            here = block.lines[0] <= fact.lines[0] <= block.lines[1] and fact.text in block.text
            if here and len(block.text) <= MOST_QUOTED:
                found[f"- {block.text} [{context.citations.of_fact(fact)}]"] = None
                found |= dict.fromkeys(_lines_under(context, fact, subtree(blocks, n, MOST_QUOTED)[1:]))
                break
    return list(found)[:MOST_LINES]


def _lines_under(context: Context, fact: Fact, blocks: Sequence[Block]) -> list[str]:
    """The bullets under the line of a figure: the five works of '이월 : 5건'."""
    of_lines = context.citations.of_lines
    return [f"  - {one.text} [{of_lines(fact.document, one.section, one.lines)}]" for one in blocks]


def _asks_no_figure(query: Query) -> bool:
    """Tell whether nothing that is counted or measured is asked for: '참석한 기관을 알려 주세요'."""
    return not (query.measures or query.units or query.operation)
