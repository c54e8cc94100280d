"""Whether all that is named side by side, and each of the years, is told: A alone is no 'A와 B'."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from corpus.model import Fact
from qa.context import Context
from qa.derived.joined import GLUE
from qa.figures.fields import TOTALS, document_field, explain, is_left, is_total, own_label, place_of
from qa.figures.measures import is_change, same_unit
from qa.passages.text import years_named
from qa.understanding.asked_figures import how_many
from qa.understanding.items import items
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.comparing import SEVERAL
from qa.understanding.words.rows import EXTREMES

TOLD = 0.7  # how well labels must explain one of several things for the others to be looked for
CALLED = 0.9  # how well a label explains what is called so
SURELY = 0.6  # how well a label explains what it tells of, though it tell another more
LEAST = 0.4  # and how well those must: '행정' tells of 행정소송
OF_BOTH_YEARS = re.compile(r"\d{2,4}\s?년?\s?[~∼\-/·]\s?['’]?\d{2,4}")  # '2031-2032절기' is one
# '본소·갈매·물안', '플라스틱, 종이', '북쪽과 남쪽': joined without a word between
ENUMERATED = re.compile(rf"\s*[·ㆍ・,]\s*|{GLUE.pattern}")
OF_WHOLE = frozenset(["share", "complement", "rest"])  # a part and its whole, which is told otherwise
BASE = re.compile(r"^(?:동기|같은|전월|전달|예상|당초|처음)")  # 'A는 전년 동기보다': no thing
ASKS_MONEY = re.compile(r"몇\s?[십백천만억]*\s?원|금액|돈|비용|예산|액수|사업비")
NO_NAMES = frozenset(["인원", "인력", "규모", "현황", "건수", "금액"])  # what any figure may be
TWO_COUNTED = frozenset(["sum", "complement", "rest", "difference"])
NOT_SO = re.compile(
    r"(?<![가-힣])(?:없는|아닌|나머지)(?![가-힣])|[못안]\s?(?:거[두둔]|걷|한\s|받은|낸)|지\s?(?:않|못)"
)
RANKED = re.compile(r"(?:가장|제일|젤|최고로)\s[^?]{0,16}(?:어디|무엇|뭐|누구|어느|은\s?\?|는\s?\?)|으뜸")
ROWS_CHANGED = re.compile(
    r"(?:줄어든|늘어난|감소한|증가한)\s(?:부서|과|사업|항목|곳|기관|시설|학교|팀)(?:[와과은는]|이?랑)\s"
)
ALL_OF_THEM = re.compile(r"(?<![가-힣])(?:모두|총|다\s?해서|통틀어|합쳐)\s?(?:몇|얼마)")
LEAST_ROWS = 2  # that a total is of
LEAST_WORD = 2  # characters of what is looked for


def tells_all(context: Context, facts: Sequence[Fact]) -> bool:
    """False where figures are of one of the things, or of the years, alone that a question names."""
    tests = (
        _tells_years, _tells_sides, _tells_total, _tells_so_many, _tells_units, _tells_left, _tells_rows,
        _tells_measured,
    )  # fmt: skip
    return all(test(context, facts) for test in tests)


def _tells_years(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether each year of several that are named is one of the figures' own, or said beside them."""
    query = context.query
    years = {year for year, _ in query.year_places}
    if query.operation is None and not SEVERAL.search(query.text):
        return True
    if len(years) < 2 or query.of_report or query.operation == "changed" or any(map(is_change, facts)):
        return True
    if OF_BOTH_YEARS.search(query.text):
        return True
    told = {fact.year for fact in facts}
    for fact in facts:
        if not years_named([*fact.row, *fact.column, fact.caption]):
            told |= {context.metadata[fact.document].year, fact.as_of.year if fact.as_of else None}
    told |= set(years_named([label for fact in facts for label in (*fact.row, *fact.column, fact.caption)]))
    return years <= told


def _tells_total(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether no row of a table is told for all of them: '안전사고는 모두 몇 건' is none of '낙상'."""
    query, mine = context.query, facts[0]
    if len(facts) > 1 or mine.cell is None or is_total(mine) or not ALL_OF_THEM.search(query.text):
        return True
    names = [squash(label) for label in (*mine.row, *mine.column)]
    if any(name in TOTALS for name in names):
        return True
    own = squash(own_label(mine.row))
    beside = [f for f in context.beside(mine) if f.cell and f.cell[1] == mine.cell[1] and f.unit == mine.unit]
    return len(beside) < LEAST_ROWS or any(explain(term, own, (own,)) >= LEAST for term in query.terms)


def _tells_so_many(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether no other number of rows is told than is said: '세 과의 합계' is not that of five."""
    query, first = context.query, facts[0]
    count = how_many(query)
    if count < LEAST_ROWS or query.operation not in (None, "count") or first.cell is None:
        return True
    if len({fact.row for fact in facts}) >= count or not is_total(first):
        return True
    beside = [f for f in context.beside(first) if f.column == first.column and not is_total(f)]
    depths = {len(fact.row) for fact in beside}
    return any(sum(len(fact.row) == depth for fact in beside) == count for depth in depths)


def _tells_measured(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether what is compared is told in the unit of what is named: '타는 학생' is no 차량 9대."""
    query = context.query
    tables = all(fact.table is not None for fact in facts)
    if query.operation != "difference" or not tables or any(fact.unit in query.units for fact in facts):
        return True
    told = [place_of(fact) + document_field(context.metadata[fact.document]).text for fact in facts]
    missed = [t for t in query.terms if not t.measure and all(explain(t, one) < LEAST for one in told)]
    beside = [
        squash(own_label(other.column))
        for fact in facts
        for other in context.beside(fact)
        if other.row == fact.row and other.unit not in ("", "%", fact.unit)
    ]
    return not any(explain(term, label, (label,)) >= CALLED for term in missed for label in beside)


def _tells_units(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether all that is counted is told where two things are: '몇 건 몇 백만원'."""
    query = context.query
    units = [unit for unit in query.units if unit != "%"]
    units = [unit for unit in units if unit != "money" or ASKS_MONEY.search(query.text)]  # '얼마 늘었나'
    if len(units) < 2 or query.operation not in TWO_COUNTED:
        return True
    return all(any(same_unit(unit, fact.unit) for fact in facts) for unit in units)


def _tells_left(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether what is not there, or not done, is ranked or made a share of: '강당 없는 학교'."""
    query = context.query
    if query.operation not in ("share", *EXTREMES) or not NOT_SO.search(query.text):
        return True
    return any(map(is_left, facts))


def _tells_rows(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether rows are told, and not their total, where it is asked which of them are first or so."""
    query = context.query
    ranked = RANKED.search(query.text) or ROWS_CHANGED.search(query.text)
    return not ranked or not all(fact.cell and len(fact.row) == 1 and is_total(fact) for fact in facts)


def _tells_sides(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether none of the things that are joined is left out where another is told by its own label."""
    query = context.query
    if query.kind == "audit" or query.operation in EXTREMES or not SEVERAL.search(query.text):
        return True
    if facts[0].table is None and len({(fact.document, fact.table, fact.lines) for fact in facts}) == 1:
        return True  # of one line of prose, whatever else is said there
    of_each = [[squash(label) for label in (*fact.row, *fact.column)] for fact in facts]
    field = squash("/".join(label for fact in facts for label in (fact.caption, *fact.section)))
    field += "".join({document_field(context.metadata[fact.document]).text for fact in facts})
    sides, run = _sides(query), _enumerated(query)
    told = [[_told(side, labels) for labels in of_each] for side in sides]
    # what tells one of them more is not of another
    best = [max(some) for some in zip(*told, strict=True)]
    own = [
        max((n for n, m in zip(some, best, strict=True) if n == m or n >= SURELY), default=0.0)
        for some in told
    ]
    all_of = all(map(partial(_is_met, field=field, best=max(own, default=0.0)), sides, own))
    told = [[_told(side, labels) for labels in of_each] for side in run]
    own = [max(some) for some in told]
    return all_of and all(map(partial(_is_met, field=field, best=max(own, default=0.0)), run, own))


def _is_met(side: Sequence[Term], own: float, *, field: str, best: float) -> bool:
    """Tell whether a thing is told by labels or by what they stand under, as far as another is."""
    return own >= LEAST or best < TOLD or any(word in field for term in side for word in term.words)


def _told(side: Sequence[Term], labels: Sequence[str]) -> float:
    """How well labels explain a thing: by the term of it that they explain best."""
    return max(explain(term, "/".join(labels), labels) for term in side)


def _sides(query: Query) -> list[list[Term]]:
    """The things that are joined, each by the terms that it alone has."""
    sides = items(query) if query.joins and query.operation not in OF_WHOLE else []
    if len(sides) < 2:
        return []
    shared = [term for term in sides[0].terms if all(term in other.terms for other in sides)]
    own = [[term for term in side.terms if term not in shared and _is_name(term)] for side in sides]
    return own if all(own) and not any(BASE.search(term.text) for side in own for term in side) else []


def _enumerated(query: Query) -> list[list[Term]]:
    """The names that stand in a row with nothing but a point, a comma or a particle between."""
    named = sorted(filter(_is_name, query.terms), key=lambda term: term.start)
    run: list[Term] = []
    for term in named:
        between = query.text[run[-1].start + len(run[-1].text) : term.start] if run else ""
        if run and ENUMERATED.fullmatch(between):
            run.append(term)
        elif len(run) > 1:
            break
        else:
            run = [term]
    return [[term] for term in run] if len(run) > 1 else []


def _is_name(term: Term) -> bool:
    return not term.measure and len(term.words[0]) >= LEAST_WORD and term.text not in NO_NAMES
