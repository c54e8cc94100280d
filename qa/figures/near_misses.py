"""Figures, as they are printed, that stand right beside what is asked and are not it: none is given then.

One of two that are compared, another rate, another cost of the same works, the total over a row whose own
cell is empty, an amount where it is asked whether something is done, a figure that did not change where it is
asked to what it did, one for each of something else, one of several that are called alike, one of another
year. `TESTS` has one for each kind of such near misses that figures tell alone; what an answer lacks by its
words is for `qa.told`, and by its form for `qa.forms`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain

from corpus.dates import find_year, says_year
from corpus.figures import is_blank, parse_figures
from corpus.model import Fact, Path
from corpus.units import is_money
from qa.context import Context
from qa.derived import derive
from qa.derived.each import is_told_for_each
from qa.figures.confidence import UNEXPLAINED
from qa.figures.fields import (
    TOTALS,
    bare,
    document_field,
    explain,
    is_total,
    labels_of,
    measure_of,
    own_label,
    place_of,
)
from qa.figures.measures import is_change, measures_of
from qa.figures.named_beside import names_other_cell
from qa.understanding.items import items
from qa.understanding.per_unit import EACH_UNITS, PER_ONE, each_noun
from qa.understanding.query import Query, squash
from qa.understanding.words.changes import BECAME, TO_WHAT
from qa.understanding.words.comparing import COMPARES
from qa.understanding.words.kinds import NUMERIC
from qa.understanding.words.measures import BUDGETS

OF_PLACES = frozenset(["층", "호", "호선", "단계", "차", "기", "급"])  # what such numbers say which
_CHANGED = rf"{BECAME}|증가|감소|증감|인[상하]|변[하해동화했]"
ASKS_CHANGE = re.compile(rf"{_CHANGED}|등락|신장|달라|차이|전년|대비|보다|추이|\s[더덜]\s")
# '작년보다 줄었어?', '2031년보다 늘었나요'
YES_OR_NO = re.compile(
    rf"(?:보다|대비|비해서?|견[주줘]어?)\s(?!.*(?:얼마|몇))[^?]{{0,8}}?{BECAME}[가-힣]{{0,6}}\s*[?.]*$"
)
RATE = re.compile(r"[가-힣]률$")
# '지난해 모신 분', '9월까지 다녀간 사람'
UNTIL = re.compile(r"까지|[상하]반기에|동안|지난해|작년에")
ROOM = re.compile(r"규모|정수|수용|정원|좌석")
HOW_MUCH = re.compile(r"얼마나\s(?:되|돼|됩|있|많)")
MONEY_SAID = re.compile(
    r"돈|비용|금액|예산|원(?![가-힣])|[가-힣][비액료금세](?:[은는이가를을의]|\s|$)|[쓴썼쓸든들][여었어는]?|걷|벌"
)
NAMED_RATE = re.compile(r"[가-힣]{2}률$|[가-힣]{2}률\(")
APART = 0.6  # how well it must explain the group that a row is of
FULLY = 0.9  # what explains it so well is what says it
IN_PARENTHESES = re.compile(r"\(([^()]+)\)")  # '보조금(급식)' beside '보조금(돌봄)'
LEAST_NAME = 3  # characters of a name that one row has and another has not
# '공사는 다 끝났어', '센터 문 열었나요': no figure tells it
DONE = re.compile(
    r"(?:끝났|끝냈|마쳤|마무리\s?[됐했되]|완료\s?[됐했되]|[완준착]공\s?[됐했되]|개[소관장통]\s?[됐했되]|문\s?(?:을\s)?열었"
    r"|시작\s?[됐했되]|확정\s?[됐했되]|정해졌)[가-힣]*\s*[?]*$"
)
# '감리비', '수수료', '위약금': what a cost is called by; '금액' is any
COST = re.compile(r"[가-힣](?:비|비용|수수료|보험료|임대료|이용료|관람료|입장료|위약금|보증금|과징금)$")
OF_WORK = "사업비"
PRINTED_EACH = re.compile(
    r"(?<![가-힣])1?(인|명|가구|세대|개소|곳|건|회|대|개사|업체|교|동|팀|학급)당(?![가-힣])"
)
CHANGED = re.compile(rf"{_CHANGED}|증액|감액")
THAN_YEAR = re.compile(r"보다|대비|에\s?비[해하]|비교")
STATE = re.compile(r"전$|후$|(?<=\s)[전후](?=\s)|현행|기존|당초|개[선정]|변경|조정|확대|상향|인상|목표|계획")


def is_near_miss(context: Context, query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether figures, as they are printed, are of something beside what is asked."""
    if query.operation == "matching" or _asks_whether_done(query):  # no printed figure tells it
        return True
    of_context = (
        _has_blank_row, _is_one_of_several, _is_of_other_year, _is_change_elsewhere, names_other_cell
    )  # fmt: skip
    beside = any(test(context, query, facts) for test in of_context)
    return beside or any(test(query, facts) for test in TESTS)


def _is_left_out(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a figure is of what the question leaves out.

    What several words name together ('재정과 건물 제외') no label has alone.
    """
    own = [squash(own_label(path)) for fact in facts for path in (fact.row, fact.column)]
    return len(query.denied) == 1 and any(word in own for word in query.denied[0].words)


def _is_change_alone(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether changes alone are told, though none is asked for."""
    rates = [fact for fact in facts if derive.is_rate(fact)] if "%" in query.units else []
    return all(map(is_change, rates or facts)) and not ASKS_CHANGE.search(query.text)


def _is_change_elsewhere(context: Context, query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a change is of another table, where nothing is called what the question names.

    The 증감 of all revenue beside the number of pharmacies for '약국 수는 전년보다 얼마나 늘었나'.
    """
    changes = [fact for fact in facts if is_change(fact)]
    if not changes or len({(fact.document, fact.table) for fact in facts}) < 2:
        return False
    of = [document_field(context.metadata[fact.document]).text for fact in facts]
    terms = [replace(t, meant=()) for t in query.terms if not t.measure and len(t.words[0]) > 1]
    terms = [term for term in terms if not any(explain(term, text) >= UNEXPLAINED for text in of)]
    telling = [f for f in facts if any(explain(term, place_of(f)) >= UNEXPLAINED for term in terms)]
    tables = {(fact.document, fact.table) for fact in telling}
    return any(fact not in telling and tables - {(fact.document, fact.table)} for fact in changes)


def _is_no_average(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether an average over rows is asked for, and nothing but what they come to is told."""
    if "평균" not in query.text or any("평균" in place_of(fact) for fact in facts):
        return False
    return all(fact.cell and is_total(fact) for fact in facts)


def _asks_whether_done(query: Query) -> bool:
    """Tell whether it is asked if something is done."""
    return not query.measures and not NUMERIC.search(query.text) and DONE.search(query.text) is not None


def _is_unchanged(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether it is asked to what something changed, and what is told is no state of it."""
    if TO_WHAT.search(query.text) is None:
        return False
    return all(map(is_change, facts)) or not (query.years or _is_of_state(facts))


def _only_stated(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether figures tell no more than the question: '출동 280회의 내역은', '1층이랑 2층에 뭐 있어'."""
    said = {(figure.value, figure.unit) for figure in parse_figures(query.text) if figure.unit}
    if len(facts) == 1 and query.value is None and (facts[0].value, facts[0].unit) in said:
        return True
    text = squash(query.text)
    return all(fact.unit in OF_PLACES and f"{fact.value}{fact.unit}" in text for fact in facts)


def _is_one_side(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether one figure alone is told where two are compared: '작년보다 줄었어', 'A와 B를 비교'."""
    if len(facts) != 1 or is_change(facts[0]):
        return False
    compared = COMPARES.search(query.text) and len(items(query)) > 1
    return bool(compared) or YES_OR_NO.search(query.text) is not None


def _is_unspent(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether the money told is what there was to spend, though what is spent is asked for alone."""
    asked = {"spent", "collected"}.intersection(query.measures)
    if not asked or "budget" in query.measures:
        return False
    told = [set(measures_of(fact)) for fact in facts if is_money(fact.unit)]
    return bool(told) and all("budget" in names and not names & asked for names in told)


def _is_of_other_kind(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a share alone is asked for and none is told, or a number and only money is."""
    if query.units == ("%",):
        return not any(map(derive.is_rate, facts)) or any(map(_is_all, facts))
    return bool(query.units) and "money" not in query.units and all(is_money(fact.unit) for fact in facts)


def _is_of_each(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a number is told for each of something where none is asked so: '회당 40명'."""
    counted = query.units and not {"money", "%"} & {*query.units}
    each = PER_ONE.search(query.text) or "평균" in query.text
    return bool(counted) and not each and all(map(is_told_for_each, facts))


def _is_rate_of_counted(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether what is counted is asked for and rates are told: 폐업률 for '몇 곳'."""
    counted = query.units and not {"money", "%"} & {*query.units}
    return bool(counted) and all(any(map(RATE.search, _own_labels(fact))) for fact in facts)


def _is_room(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether what there is room for is told, not what was done: '9월까지 모신 분'."""
    said = squash(query.text)
    rooms = [[match[0] for match in ROOM.finditer("/".join(map(squash, (*f.row, *f.column))))] for f in facts]
    return UNTIL.search(query.text) is not None and all(
        some and not any(word in said for word in (*some, "자리", "좌석")) for some in rooms
    )


def _is_cost_of_measured(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether money is told though nothing but '얼마나' asks for it: '풀어 준 연어는 얼마나 되나'."""
    how_much = query.units == ("money",) and HOW_MUCH.search(query.text) is not None
    return how_much and not MONEY_SAID.search(query.text) and all(is_money(fact.unit) for fact in facts)


def _own_labels(fact: Fact) -> tuple[str, ...]:
    return tuple(squash(bare(own_label(path))) for path in (fact.row, fact.column))


def _is_all(fact: Fact) -> bool:
    """Tell whether a figure is the 100 % that shares come to."""
    labels = {squash(own_label(path)) for path in (fact.row, fact.column)}
    return fact.unit == "%" and fact.value == derive.ALL and not labels.isdisjoint(TOTALS)


def _is_other_rate(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a rate is asked for by its name, and only others are told: 집행률 for '투표율은 몇 %'."""
    rates = all(NAMED_RATE.search(squash(own_label(fact.column) or own_label(fact.row))) for fact in facts)
    return rates and lacks_rate(
        query, ("/".join((*f.row, *f.column, f.caption, *f.section[-1:])) for f in facts)
    )


def lacks_rate(query: Query, texts: Iterable[str]) -> bool:
    """Tell whether a rate is asked for by its name, and no text says it."""
    asked = [term for term in query.terms if not term.measure and NAMED_RATE.search(term.words[0])]
    words = [word for term in asked for word in (*term.words, *term.meant) if NAMED_RATE.search(word)]
    told = [squash(text) for text in texts]
    return bool(asked) and not any(word in text for text in told for word in words)


def is_share_of_change(query: Query, operands: Iterable[Fact]) -> bool:
    """Tell whether a share was computed with a change, though none is asked: '목표 대비 몇 퍼센트나 했어'."""
    asked = query.operation in ("share", "ratio", "fill") and not CHANGED.search(query.text)
    return asked and any(map(is_change, operands))


def _is_of_state(facts: Sequence[Fact]) -> bool:
    """Tell whether figures are told as what something was or became: by a label, or of several years."""
    labels = [label for fact in facts for label in (*fact.row[-2:], *fact.column)]
    return any(map(STATE.search, labels)) or len({fact.year for fact in facts}) > 1


def _is_for_others(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether figures are printed for each of something else: '개소당 20만원' for '1인당'."""
    asked = PER_ONE.search(query.text) if query.operation == "per_head" else None
    if asked is None:
        return False
    noun, _ = each_noun(asked)
    alike = next((nouns for nouns, _ in EACH_UNITS if noun in nouns), (noun,))
    texts = ["/".join((*fact.row, *fact.column, fact.text)) for fact in facts]
    told = [match[1] for text in texts for match in PRINTED_EACH.finditer(text)]
    return bool(told) and not any(one in alike for one in told)


def _is_other_cost(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a cost is asked for by its name and only money of other names is told."""
    return all(is_money(fact.unit) for fact in facts) and lacks_cost(query, map(place_of, facts))


def lacks_cost(query: Query, texts: Iterable[str]) -> bool:
    """Tell whether a cost is asked for by its name, and no text says it.

    The budget of any work is its cost: '돌봄 사업비의 예산현액'.
    """
    asked = [term for term in query.terms if not term.measure and COST.search(term.words[0])]
    if not BUDGETS.isdisjoint(query.measures):
        asked = [term for term in asked if term.words[0] != OF_WORK]
    places = [squash(text) for text in texts]
    return bool(asked) and not any(explain(term, place) > UNEXPLAINED for term in asked for place in places)


def _has_blank_row(context: Context, query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether another row of the table is called as is asked, and has no figure in the fact's column."""
    fact = facts[0]
    own = squash(own_label(fact.row))
    if len(facts) > 1 or fact.table is None or fact.cell is None:
        return False
    if len(own) >= LEAST_NAME and own in squash(query.said):  # the row itself is called so
        return False
    named = [term.words[0] for term in query.terms if not term.measure]
    labels = labels_of(fact)
    missed = [name for name in named if len(name) >= LEAST_NAME and name not in labels]
    for row in context.library.table(fact.document, fact.table).rows:
        label = squash(own_label(row.path))
        blank = fact.cell[1] < len(row.cells) and is_blank(row.cells[fact.cell[1]].text.strip())
        if blank and any(name in label and 2 * len(name) >= len(label) for name in missed):
            return True
    return False


def _is_one_of_several(context: Context, query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether rows under other groups of the table are called so too, and none of the groups is said.

    '기본경비는 얼마', which each department has.
    """
    fact = facts[0]
    own = squash(own_label(fact.row))
    alone = len(facts) == 1 and query.operation in (None, "count")
    if not alone or fact.table is None or not fact.row[1:] or own in TOTALS:
        return False
    others = [
        other.row
        for other in context.library.table_facts(fact.document, fact.table)
        if (other.column, other.year) == (fact.column, fact.year)
        and squash(own_label(other.row)) == own
        and other.value != fact.value
    ]
    return any(not (_is_below(fact.row, row) or _tells_apart(query, fact.row, row)) for row in others)


def _is_of_other_year(context: Context, query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether figures are of other years than the one that is asked for, which no line of them says.

    What is of the day of a report may be of the year in its title: '2035년도 예산안 (2034. 11. 1. 기준)'.
    """
    compared = THAN_YEAR.search(query.text) or query.of_report or any(map(is_change, facts))
    if compared or len(query.years) + len(query.relative_years) != 1:
        return False
    report = context.metadata[facts[0].document]
    own = {year for year in (report.year, find_year(report.title)) if year}
    asked = {*query.years} or {year + away for year in own for away in query.relative_years}
    told = {fact.year for fact in facts}
    if None in told or not told.isdisjoint(asked) or (told == {report.year} and not own.isdisjoint(asked)):
        return False
    lines = (context.library.lines(fact.document, *fact.lines) for fact in facts)
    said = "\n".join(chain(*lines, *((*fact.row, *fact.column, fact.caption) for fact in facts)))
    return not any(says_year(said, year) for year in asked)


def _is_below(row: Path, other: Path) -> bool:
    """Tell whether one of two rows stands under the other, as a budget's item under the one of its name."""
    shorter = min(len(row), len(other))
    return row[:shorter] == other[:shorter]


def _tells_apart(query: Query, row: Path, other: Path) -> bool:
    """Tell whether the question says a label above a row, or what narrows it, that another one has not."""
    own = squash(own_label(row))
    above = {squash(bare(label)) for label in row[:-1]} - {squash(bare(label)) for label in other}
    above |= {squash(name) for name in IN_PARENTHESES.findall(row[-1]) if name not in other[-1]}
    terms = [term for term in query.terms if not term.measure and explain(term, own) < FULLY]
    said = squash(query.said)
    return any(
        label in said
        or measure_of(label) in query.measures
        or any(explain(term, label, (label,)) >= APART for term in terms)
        for label in above
    )


TESTS: tuple[Callable[[Query, Sequence[Fact]], bool], ...] = (
    _is_of_other_kind,
    _is_of_each,
    _is_rate_of_counted,
    _is_room,
    _is_cost_of_measured,
    _is_one_side,
    _is_unspent,
    _is_left_out,
    _is_change_alone,
    _is_no_average,
    _only_stated,
    _is_other_rate,
    _is_for_others,
    _is_unchanged,
    _is_other_cost,
)
