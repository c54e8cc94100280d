"""How likely an answer with figures is right: a calibrated probability.

`signals` measures what speaks for and against the facts chosen for one thing that is asked, and
`whole_signals` against the answer that is made of them; `confidence` weighs both with a logistic
regression that `training.confidence` fits on generated documents (see training/RANKER.md).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from corpus.model import Fact
from corpus.units import is_money
from qa.context import Context
from qa.figures.alike import Floats, row_key
from qa.figures.fields import TOTALS, document_field, explain, is_left, measure_of, own_label, place_of
from qa.figures.measures import PLANNED, may_be_in, measure_fit, tells_people
from qa.figures.select import Candidates
from qa.figures.weighing import FEATURES
from qa.understanding.asked_figures import figures_asked
from qa.understanding.asked_operation import OF_ROWS, asks_rest
from qa.understanding.query import Query, Term, squash
from qa.understanding.terms import BY
from qa.understanding.words.asking import WEAK
from qa.understanding.words.changes import BECAME
from qa.understanding.words.comparing import COMPARES
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.operations import GAP

UNEXPLAINED = 0.4  # what explains a term no better does not explain it
NAMED = 0.6  # nor does this where another figure is called just so: '언어폭력' beside '신체폭력'
CALLED = 0.94  # how well a label explains what it says, be it one above another
TYPICAL_SCORE = 5.0
CLOSE = 0.2  # scores no further behind the best are close to it
CROWDED = 10  # as many others close to the best say all that more would
LEAST_RANKED = 3  # rows that a rank goes over
LEAST_LABEL = 3  # characters of a label that a line says
LONG = 6  # characters of a word that tells much
DICTIONARY = 100  # morphemes below this number are Kiwi's guesses at words that it does not know
PARTICLE = r"(?:의|에|에서|은|는|이|가|도|엔)"
# '하늘구의', '도담시교육청에서', '가람광역시': the name of a place that has an office, at the start of a word
PLACE = re.compile(rf"(?<!\S)([가-힣]+(?:시|군|구|시청|군청|구청|교육청)){PARTICLE}?(?=\s|[,?]|$)")
OF_SCHOOLS = re.compile(r"(?<=[가-힣]{2})(?:교육)?청$")  # a '교육지원청' is said '교육청'
SEAT = re.compile(r"(?<=[시군구])청$")  # '하늘시청' is where 하늘시 is
# '시민협력과의', '감사담당관': a department; '정원과 현원' is none
OFFICE = re.compile(rf"(?<!\S)([가-힣]{{2,}}(?:과(?={PARTICLE})|담당관)){PARTICLE}?(?=\s|[,?]|$)")
PASSING = frozenset(["", "total", "largest", "smallest", "target", "result", "budget"])  # said in passing too
EACH_TOLD = re.compile(
    r"(?<![가-힣])(?:1?인|명|회|기|반|팀|곳|동|개소|건|대|차|과정|학급|학교|교|업체)당(?![가-힣])"
)
COMPUTED_MEASURES = CHANGE_MEASURES | {"shortage"}
HOW_MANY_PERCENT = re.compile(r"몇\s*(?:%|퍼센트|프로)(?!p)")
# '몇 건이고 얼마'; no '얼마나 늘었나', '얼마에서 얼마로'
_COUNT, _AMOUNT = r"몇\s?(?:건|명|개|곳|대|회)", rf"얼마(?!나|에서|로|\s?{BECAME})"
AMOUNT_TOO = re.compile(rf"{_COUNT}[^?]*{_AMOUNT}|{_AMOUNT}[^?]*{_COUNT}")
QUARTER = re.compile(r"\d\s?(?:/\s?4\s?)?분기")
RATE = re.compile(r"[가-힣]{1,4}률")  # as `squash` writes it
MET = 0.55  # how well a figure must be of a measure
COMPUTED = frozenset(
    [
        "sum",
        "average",
        "difference",
        "share",
        "ratio",
        "per_head",
        "complement",
        "rest",
        "place",
        "fill",
        "changed",
        "changes",
        "matching",
    ]
)

SIGNALS = (
    "sure", "score", "ahead", "crowd", "longest_unmet", "chunk_words",
    "year_wrong", "office_unmet", "stranger",
)  # fmt: skip
WHOLE = (
    "undone", "single", "unit_missing", "short", "surplus", "measure_unmet", "apart", "described", "together",
)  # fmt: skip
BIAS = -3.69
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "sure": 0.48, "score": 3.01, "ahead": 0.98, "crowd": -3.06, "longest_unmet": -1.87,
        "chunk_words": 1.39, "year_wrong": -3.95, "office_unmet": -1.51, "stranger": -2.54,
        "undone": -3.21, "single": -0.96, "unit_missing": -0.62, "short": -3.53, "surplus": -1.09,
        "measure_unmet": -2.63, "apart": -1.64,
        "described": -0.71, "together": 0.85,
    }
)  # fmt: skip
LEAST = 0.8
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


def chance(weights: Mapping[str, float], bias: float, values: Floats) -> float:
    """The probability, 0..1, of a logistic regression over signals in the order of their weights."""
    total = bias + sum(weight * float(value) for weight, value in zip(weights.values(), values, strict=True))
    return 1.0 / (1.0 + math.exp(-total))


def signals(
    context: Context,
    candidates: Candidates,
    chosen: Sequence[int],
    sure: float,
    aside: Collection[int] = (),
) -> Floats:
    """What speaks for and against the chosen facts, shape [signals], in the order of `SIGNALS`.

    Args:
        context: of the question, or of the part of it, that the facts were chosen for.
        candidates: all facts that were looked at.
        chosen: indexes of the chosen ones, the best first; at least one.
        sure: how much of the question they explain (`qa.figures.sureness`).
        aside: indexes of those that are no rivals of the chosen ones.
    """
    best = chosen[0]
    fact, year = candidates.facts[best], candidates.features[best][FEATURES.index("year")]
    scores, place = candidates.scores, _place(fact, rate=True)
    by_chosen, by_any = candidates.explained[list(chosen)].max(axis=0), candidates.explained.max(axis=0)
    sentence = _sentence(context, fact)
    missed = [
        term
        for term, told, known in zip(context.query.terms, by_chosen, by_any, strict=True)
        if not (term.measure or term.text in WEAK)
        and not ((known < 1 or len(chosen) > 1) and explain(term, sentence) >= 1)
        and (told < UNEXPLAINED or (told < NAMED and known >= CALLED and term.words[0][:2] not in place))
        and not (context.library.is_common(term.words[0]) or _is_told_with(context, fact, term))
    ]
    near = _near(context, fact) if missed else ""
    unmet = [len(term.words[0]) for term in missed if not _is_in(near, term)]
    others = _rivals(context.query, candidates, chosen, aside, whole=not unmet)
    hit = context.hit_on(fact.document, fact.lines)
    dated = bool(context.query.years or context.query.relative_years)
    found = {
        "sure": sure,
        "score": float(scores[best]) / TYPICAL_SCORE,
        "ahead": min(max(float(scores[best]) - max(others, default=0.0), -1.0), 2.0),
        "crowd": min(sum(score > scores[best] - CLOSE for score in others) / CROWDED, 1.0),
        "longest_unmet": min(max(unmet, default=0) / LONG, 2.0),
        "chunk_words": hit[1].parts["words"] if hit else 0.0,
        # where no year is asked for, another than the report's own tells nothing
        "year_wrong": float(dated and year < 0),
        "office_unmet": float(lacks_office(context, fact)),
        "stranger": float(_is_strange(context, fact)),
    }
    return np.array([found[name] for name in SIGNALS], dtype=np.float32)


def _sentence(context: Context, fact: Fact) -> str:
    """The sentence that a figure in prose stands in, squashed; '' for one in a table.

    What a question says of '태블릿 367대' may be in its sentence, though no figure is called so:
    '이동 상담을 위해 태블릿 367대 보급'.
    """
    if fact.table is not None:
        return ""
    blocks, on_lines = context.library.outline(fact.document)
    texts = (squash(blocks[n].text) for n in on_lines.get(fact.lines[0], ()))
    return next((text for text in texts if squash(fact.text) in text), "")


def _is_in(text: str, term: Term) -> bool:
    """Tell whether a text (squashed) says a term in any of its words."""
    return any(word in text for word in term.words)


def _near(context: Context, fact: Fact) -> str:
    """What the chunk of a fact says, squashed, less the other rows and columns of its table.

    One of these may be meant: what a word names there is missed.
    """
    hit = context.hit_on(fact.document, fact.lines)
    if hit is None:
        return ""
    first, last = hit[1].chunk.lines
    others = [other for other in context.table_facts(fact) if other.row != fact.row]
    if fact.table is None:
        others = _of_other_bullets(context, fact, first, last)
    rows = {line for other in others for line in range(other.lines[0], other.lines[1] + 1)}
    lines = enumerate(context.library.lines(fact.document, first, last), first)
    text = squash("".join(line for number, line in lines if number not in rows))
    for label in {label for other in context.table_facts(fact) for label in other.column} - {*fact.column}:
        text = text.replace(squash(label), "")
    return text


def _of_other_bullets(context: Context, fact: Fact, first: int, last: int) -> list[Fact]:
    """The figures of prose in some lines that stand in other bullets than one, and none over it."""
    own = {*map(squash, fact.row[:-1])}
    facts = context.library.facts_on([(fact.document, (first, last))])[0]
    return [
        other
        for other in facts
        if other.table is None
        and other.lines != fact.lines
        and len(other.row) > 1
        and squash(other.row[0]) not in own
    ]


def _is_told_with(context: Context, fact: Fact, term: Term) -> bool:
    """Tell whether a line of what a fact's table is of says a term together with the fact's own label.

    '북관 지붕 교체' in the plan whose table of spending has the row '지붕 교체'.
    """
    own = squash(own_label(fact.row))
    if len(own) < LEAST_LABEL or len(fact.section) < 2:
        return False
    above = fact.section[:-1]
    lines = (
        squash(block.text)
        for block in context.library.blocks(fact.document)
        if block.section[: len(above)] == above
    )
    return any(own in line and _is_in(line, term) for line in lines)


def _rivals(
    query: Query, candidates: Candidates, chosen: Sequence[int], aside: Collection[int], *, whole: bool
) -> list[float]:
    """The scores of the other figures that are close to the chosen ones', and the first that is not.

    The same figure elsewhere is no rival, nor is the total of several that are told one by one. Nor is a part
    of the total that is told where it tells the `whole` question: else a part may be what is meant.
    """
    fact, scores = candidates.facts[chosen[0]], candidates.scores
    mine = [candidates.facts[n] for n in chosen]
    told = {(one.value, one.unit) for one in mine if row_key(one) == row_key(fact)}
    # a total may stand in several tables: an overview, then all the rows
    alike = (one for one in candidates.facts if whole and one.unit == fact.unit)
    totals = [one for one in alike if one.value == fact.value]
    of_rows = fact.table is not None and query.operation in OF_ROWS
    rows = {row_key(one) for one in candidates.facts if _is_beside(one, fact)} if of_rows else ()
    found: list[float] = []
    for n in candidates.order():
        other = candidates.facts[n]
        if n in chosen or n in aside or (other.value, other.unit) in told:
            continue
        if any(_is_total_of(one, other) for one in totals):
            continue
        told_one = len(chosen) > 1 or (_is_of_month(query, fact) and not _is_of_month(query, other))
        if (told_one and _is_total_of(other, fact)) or (
            of_rows and _is_ranked_with(query, other, fact, rows=len(rows))
        ):
            continue
        found.append(float(scores[n]))
        if found[-1] <= scores[chosen[0]] - CLOSE:
            break
    return found


def _is_total_of(whole: Fact, fact: Fact) -> bool:
    """Tell whether a fact is of the total row over another one, or of the total column beside it."""
    if fact.table is None or (fact.document, fact.table) != (whole.document, whole.table):
        return False
    if fact.column == whole.column:
        return squash(own_label(whole.row)) in TOTALS
    above = whole.column[:-1]
    beside = row_key(fact) == row_key(whole) and fact.column[: len(above)] == above
    return beside and squash(own_label(whole.column)) in TOTALS and fact.unit == whole.unit


def _is_of_month(query: Query, fact: Fact) -> bool:
    """Tell whether a figure stands under a month that is asked for."""
    label = squash(own_label(fact.column))
    return any(label.endswith(f"{month}월") and not label.endswith(f"1{month}월") for month in query.months)


def _is_ranked_with(query: Query, other: Fact, fact: Fact, *, rows: int) -> bool:
    """Tell whether a figure is one of those that a rank or a count of rows goes over, and no rival.

    Nor is one of prose that is called what is ranked, alone, where a column has enough `rows` to rank:
    '사업비 : 18억원' of one program.
    """
    if other.table is not None:
        return (other.document, other.table) == (fact.document, fact.table)
    called = squash(own_label(other.row))
    return rows >= LEAST_RANKED and any(called in term.words for term in query.terms)


def _is_beside(other: Fact, fact: Fact) -> bool:
    """Tell whether two figures stand in one column of a table."""
    return (other.document, other.table, other.column) == (fact.document, fact.table, fact.column)


def lacks_office(context: Context, fact: Fact) -> bool:
    """Tell whether a department that the question names is not that of a fact."""
    return any(not _is_of(context, fact, match[1]) for match in OFFICE.finditer(context.query.said))


def _is_of(context: Context, fact: Fact, office: str) -> bool:
    """Tell whether a fact, or its document, is of a department that the question names."""
    labels = (*fact.row, *fact.column, fact.caption, *fact.section)
    own = document_field(context.metadata[fact.document]).text
    return squash(office) in squash("/".join(labels)) or squash(office) in own


def _is_strange(context: Context, fact: Fact) -> bool:
    """Tell whether the question names a place that the fact's document does not know."""
    text, names = context.query.text, context.library.names
    said = [(match[1], SEAT.sub("", match[1])) for match in PLACE.finditer(text)]
    unknown = [(word, place) for word, place in said if not names.fullmatch(place)]
    places = [OF_SCHOOLS.sub("", place) for word, place in unknown if is_name(context, word)]
    if not places:
        return False
    known = context.library.squashed(fact.document) + document_field(context.metadata[fact.document]).text
    return any(squash(name) not in known for name in places)


def is_name(context: Context, word: str) -> bool:
    """Tell a name ('없는시') from a word of Kiwi's dictionary that ends like one ('자치구', '당시')."""
    first, *rest = context.library.analyzer.analyze(word)
    return bool(rest) or first.tag == "NNP" or first.id < DICTIONARY


def whole_signals(
    query: Query,
    chosen: Sequence[Sequence[Fact]],
    derived: Sequence[str],
    beside: str = "",
    *,
    together: bool = False,
) -> Floats:
    """What speaks against an answer as a whole, or for it, shape [signals], in the order of `WHOLE`.

    Args:
        query: the question.
        chosen: the figures that were looked up for it, those of each thing together.
        derived: the units of the figures that were computed from them; '' for what is printed as it was to
            be computed.
        beside: the columns (squashed) of the cells without a figure that are told too.
        together: whether the figures were found as operands that stand together, or the question states one.
    """
    facts = list(dict.fromkeys(fact for some in chosen for fact in some))
    missing = [unit for unit in query.units if not any(may_be_in(unit, fact) for fact in facts)]
    labels = [label for fact in facts for label in (*fact.row[-1:], *fact.column[-1:])]
    left = asks_rest(query.text) and any(map(is_left, facts))
    changed = left or any(measure_of(one) in CHANGE_MEASURES or GAP.fullmatch(squash(one)) for one in labels)
    compares = changed and query.operation in ("difference", "growth")
    several = query.joins or len(query.years) > 1
    wanted = figures_asked(query.text)
    # '과별로 몇 명': as many as there are; and as many as a sum is over
    many = not wanted or bool(BY.search(query.text)) or (query.operation == "sum" and bool(derived))
    found = {
        "undone": float(is_to_be_computed(query) and not derived and not changed),
        # '작년보다 몇 % 늘었나': the change alone, where it is printed
        "single": float(several and len(facts) < 2 and not (derived or beside or compares)),
        "unit_missing": 0.0 if derived else len(missing) / max(len(query.units), 1),
        # '몇 명이고 몇 %': one figure is half an answer
        # or one side of a comparison
        "short": float(
            len(facts) + len(derived) < wanted
            or (wanted > 1 and _lacks(query, facts, missing, derived))
            or _side_by_side(facts) + len(derived) < _compared(query)
            or _lacks_rate(query, facts, derived)
        ),
        "surplus": 0.0 if many else min(max(len(facts) - wanted * len(chosen) - 1, 0) / 3, 1.0),
        "measure_unmet": float(
            any(_is_unmet(query, term, facts, derived) for term in query.terms if not explain(term, beside))
        ),
        # what is told of one thing stands in one document
        "apart": float(any(fact.document != some[0].document for some in chosen for fact in some)),
        # read as a description of something, which may be something else
        "described": float(bool(query.meant)),
        # operands that stand together bear each other out
        "together": float(together),
    }
    return np.array([found[name] for name in WHOLE], dtype=np.float32)


def _lacks(query: Query, facts: Sequence[Fact], missing: Sequence[str], derived: Sequence[str]) -> bool:
    """Tell whether one of two things asked for is not told: the money of '몇 건에 얼마', one difference."""
    if "money" in missing and AMOUNT_TOO.search(query.text):
        return not any(map(is_money, derived)) and len({fact.column for fact in facts}) < 2
    computed = derived and query.operation in ("difference", "complement")
    return bool(computed) and any(unit not in derived for unit in missing if unit != "money")


def is_to_be_computed(query: Query) -> bool:
    """Tell whether the operation asked for gives a figure that is not printed; so a change of two years."""
    return query.operation in COMPUTED or (query.operation == "growth" and len(query.years) == 2)


def _side_by_side(facts: Sequence[Fact]) -> int:
    """How many of some figures are told in one unit, as those are that can be compared."""
    return max(Counter("money" if is_money(fact.unit) else fact.unit for fact in facts).values(), default=0)


def _compared(query: Query) -> int:
    """How many things are compared side by side, at least: two; 0 where a change, or nothing, is asked."""
    return 2 if query.operation is None and COMPARES.search(query.text) else 0


def _lacks_rate(query: Query, facts: Sequence[Fact], derived: Sequence[str]) -> bool:
    """Tell whether a rate is asked for beside something else, and none is told: '몇 명이고 몇 %'."""
    rates = any("%" in unit for unit in (*derived, *(fact.unit for fact in facts)))
    wanted = len(query.units) > 1 or bool(derived)  # '합친 인력의 몇 %': not the sum alone
    return wanted and not rates and HOW_MANY_PERCENT.search(query.text) is not None


def _is_unmet(query: Query, term: Term, facts: Sequence[Fact], derived: Sequence[str]) -> bool:
    """Tell whether no figure of the answer is of a measure that is asked for: '얼마 썼고', but the budget.

    The caption and the headings may say what a figure is too: '분기별 집행계획'; quarters are planned.
    """
    if term.measure == "total" and facts and all(map(EACH_TOLD.search, map(_own_words, facts))):
        return True  # '모두 몇 명': not how many at a time
    if term.measure in PASSING or (derived and term.measure in COMPUTED_MEASURES):
        return False
    if term.measure == "planned" and any(map(_is_plan, facts)):
        return False
    if term.measure == "staff":
        named = {word for other in query.terms for word in other.words}
        if any(tells_people(named, fact) for fact in facts):
            return False
    words = (squash(term.text), *term.words)
    rate = term.measure.endswith("rate")
    return not any(
        measure_fit(term, fact) >= MET or any(word in _place(fact, rate=rate) for word in words)
        for fact in facts
    )


def _own_words(fact: Fact) -> str:
    return "/".join((*fact.row[-1:], *fact.column, fact.text))


def _is_plan(fact: Fact) -> bool:
    """Tell whether a figure is planned: its column says so, or it is of a quarter's spending."""
    quarter = bool(fact.column) and QUARTER.search(fact.column[-1]) is not None
    return any(map(PLANNED.search, fact.column)) or (quarter and "집행" in _place(fact, rate=False))


def _place(fact: Fact, *, rate: bool) -> str:
    """What names a figure, squashed; without rates where none is asked for: '집행률' is no '집행'."""
    place = place_of(fact)
    return place if rate else RATE.sub("", place)
