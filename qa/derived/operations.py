"""What is computed from looked-up facts: sums, differences, shares, ranks, and the words that state them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.context import Context
from qa.derived import derive, portions
from qa.derived.changes import changed_rows, measure_kind
from qa.derived.compared import APART_TOO, ASKS_RATE, HOW_FAR, asks_apart, changes_of_each
from qa.derived.conditions import counted
from qa.derived.derive import Derived
from qa.derived.divided import divide, rank_each
from qa.derived.funds import amount_of_fund, rates_of_funds
from qa.derived.groups import group_asked
from qa.derived.joined import summed_pair
from qa.derived.ranks import ALSO_SHARE, place, rank
from qa.derived.rest import left_over
from qa.derived.steps import Step, moved, steps_of, which_is_more
from qa.derived.sums import is_average
from qa.derived.wholes import stand_together, whole_made_up
from qa.figures.alike import column_key, row_key
from qa.figures.fields import TOTALS, explain, is_left, is_total, measure_of, own_label
from qa.figures.measures import is_change, measures_of
from qa.understanding.asked_figures import how_many
from qa.understanding.asked_operation import asks_rest
from qa.understanding.items import items
from qa.understanding.query import Query, squash
from qa.understanding.words.comparing import WHICH_IS_MORE
from qa.understanding.words.measures import BUDGETS, CHANGE_MEASURES
from qa.understanding.words.operations import (
    AVERAGE_OF_NAMED,
    COLLECTED,
    GAP,
    OPERATIONS,
    PRINTED_TOTAL,
    REMAINS,
    SHARE_OF_JOINED,
    SHARE_OF_SEVERAL,
    SUM_OF_NAMED,
    UNFILLED,
)
from qa.wording.compose import amount, clean, column_name, label
from qa.wording.korean import is_written

LEAST_NAMED = 0.4  # how well a term must explain a label that it names
MOST_TOLD = 6  # figures that are told one by one beside their sum
THAN = re.compile(r"[가-힣](?:보다|에\s?비해)\s")  # 'A 잔액은 B 잔액보다 얼마'
SUMMED = re.compile(r"(?<!및\s)(?:합계|총합)[은는]?\s*[?]?$")  # '서고 열람실 면적 합계'
# '연말까지 쓰고 남을 돈': of what is expected to be spent, not of what is
AHEAD = re.compile(r"[연년]\s?말까지|끝날|예상|전망|보이는|남을")


def carried_out(context: Context, chosen: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """Carry out the operation that is asked for; gives the steps and the facts to state beside them."""
    query, facts = context.query, list(chosen)
    if not facts:
        return [], facts
    facts = _with_what_is_expected(context, facts)
    table = context.beside(facts[0])
    if of_funds := amount_of_fund(query, facts, table) or rates_of_funds(query, table):
        return of_funds, [] if "spent_rate" in query.measures else facts
    quarters = derive.quarters_asked(facts[0], table, query)
    if quarters:
        return steps_of([(derive.total(quarters), "합계")]), []
    if over_rows := {"changed": changed_rows, "changes": changes_of_each}.get(query.operation or ""):
        return over_rows(context, facts)
    rules = {
        "largest": rank, "smallest": rank, "sum": _sum, "difference": compare_two,
        "growth": compare_two, "share": portions.share, "agreement": _agreement,
        "complement": _complement, "fill": _filled, "matching": counted,
        "average": _average, "rest": left_over, "place": place,
    }  # fmt: skip
    if query.operation == "per_head" and (top := rank_each(query, facts, table)):
        return top
    # '2021년과 2023년 인원을 비교해줘', '어떻게 달라졌나': with what lies between them
    two = query.operation is None and len(facts) == 2 and asks_apart(query)
    each = {"quota", "staff"} <= set(query.measures)  # '정원과 현원 합계': each one's own
    several = query.operation is None and len(facts) > 1 and SUMMED.search(query.text) and not each
    rule = rules.get("difference" if two else "sum" if several else query.operation or "")
    steps, told = rule(query, facts, table) if rule else (divide(query, facts), facts)
    which = query.operation == "difference" and WHICH_IS_MORE.search(query.text)
    return _apart(context, told, table) if len(told) == 2 and (which or not steps) else (steps, told)


def _apart(context: Context, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """How far two things that are told are apart, and which is more, where either is asked for.

    'A와 B는 각각 얼마고 어느 쪽이 더 큰가': no step where that is not plain.
    """
    text = context.query.text
    which = WHICH_IS_MORE.search(text)
    if not (which or APART_TOO.search(text)):
        return [], facts
    steps, told = compare_two(context.query, facts, table)
    if not which:
        return steps, told
    less, more = sorted(facts, key=derive.scaled)
    names = [_name_beside(context, fact, other) for fact, other in ((more, less), (less, more))]
    if not (steps and told == facts and all(names)):
        return ([], facts) if context.query.operation is None else (steps, told)
    return [which_is_more(text, steps[0], *names), *steps[1:]], facts


def _name_beside(context: Context, fact: Fact, other: Fact) -> str:
    """What a figure is called beside another: by its row, else its column, year or whose it is."""
    if fact.row != other.row:
        return clean(fact.row[-1]) if fact.row and fact.row[-1:] != other.row[-1:] else ""
    if fact.document != other.document:
        mine, others = (context.metadata[one.document] for one in (fact, other))
        named = mine.department if mine.agency == others.agency else mine.agency
        return named if named not in (others.agency, others.department) else ""
    return column_name(fact) if column_name(fact) != column_name(other) else ""


def _sum(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'모두 합하면': over the rows that are named, or those under the one; '네 가지 사업': over all four."""
    over = derive.peers(facts[0], table, query)
    count = how_many(query)
    mine = [fact for fact in facts if fact.unit == facts[0].unit]
    if SHARE_OF_JOINED.search(query.text) and len(mine) < 2:
        return portions.share(query, facts, table)  # '총무과 인건비가 차지하는': of one thing
    named = any(said.search(query.text) for said in (SUM_OF_NAMED, SHARE_OF_SEVERAL))
    of_named = named or len(items(query)) > 1 or summed_pair(query) is not None
    apart = [fact for fact in mine if not any(_is_over(fact, other) for other in mine)]
    # what is in a total is no more; but '총 몇 곳' of two that are named asks for their sum
    if (apart != mine and len(apart) < 2) or (of_named and len(mine) < 2):
        return [], facts
    mine = apart
    alike = derive.named_alike(facts[0], table, query)
    if len(mine) < 2 and len(alike) > 1 and count in (0, len(alike)):
        operands = alike
    else:
        operands = over if len(mine) < 2 or len(over) == count > 0 else mine
    rests = REMAINS.search(query.text) is None or all(map(is_left, operands))  # '남은 자리를 더하면'
    told = {fact.year for fact in operands}
    # of a year over which the sum goes, none is told
    lacks = len(query.years) > 1 and len(told) > 1 and not set(query.years) <= told
    lacks = lacks or (len(query.years) == 2 < len(told) and None not in told)
    lacks = lacks or (len(query.years) == 1 < len(told) and "까지" not in query.text)
    mixed = not all(_are_of_one_kind(query, (operands[0], other)) for other in operands[1:])
    if (count and len(operands) != count) or not rests or lacks or mixed:
        return [], facts
    total = len(mine) < 2 and is_total(facts[0]) and not PRINTED_TOTAL.search(query.text)
    if total and sum(fact.value for fact in operands) != facts[0].value:
        return [], facts  # those are of a part of the table alone
    operands = sorted(operands, key=lambda fact: (fact.document, fact.id))
    results: list[tuple[Derived | None, str]] = [(derive.total(operands), "합계")]
    if any(said.search(query.text) for said in (ALSO_SHARE, SHARE_OF_SEVERAL)):
        whole = _whole_of(operands, table, query)
        share = derive.share_of_sum(operands, whole, derive.digits_asked(query.text)) if whole else None
        if share is None:
            return [], facts
        results.append((share, "비중"))
    steps = steps_of(results)
    # what prose tells of one thing is named nowhere else
    prose = {(fact.table, fact.section, fact.row[:-1]) for fact in operands}
    each = group_asked(query) or (len(prose) == 1 and operands[0].table is None)
    one_by_one = operands if each and len(operands) <= MOST_TOLD else []
    if PRINTED_TOTAL.search(query.text) and (printed := _printed_total(operands, table)):
        one_by_one = [printed]
    return steps, one_by_one if steps else facts


def _whole_of(operands: Sequence[Fact], table: Sequence[Fact], query: Query) -> Fact | None:
    """What several figures are parts of: what they and others of their column add up to, else its total.

    Of a row it is the total of their group of columns.
    """
    first, made = operands[0], whole_made_up(operands[0], table)
    if first.table is None or column_key(first) != column_key(operands[1]):
        return derive.group_of(first, table, query.text) or made or derive.whole_of(first, table, query.text)
    whole = derive.whole_of(first, table, query.text)
    return next((one for one in (made, whole) if one and column_key(one) == column_key(first)), None)


def _is_over(fact: Fact, other: Fact) -> bool:
    """Tell whether a figure is the total of all rows, or columns, of a table, of which another is one."""
    if fact.table is None or (fact.document, fact.table) != (other.document, other.table):
        return False
    across = squash(own_label(fact.column)) in TOTALS and squash(own_label(other.column)) not in TOTALS
    if across and row_key(fact) == row_key(other):
        return True
    return len(fact.row) == 1 and is_total(fact) and not is_total(other) and fact.column == other.column


def _average(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'평균 내면': over the figures that are named, else the rows beside, or under, the one; of no rates."""
    joined = AVERAGE_OF_NAMED.search(query.text)
    several = len(facts) > 1 and (query.joins or "," in query.text or len(query.years) > 1)
    over = facts if several or joined else derive.peers(facts[0], table, query)
    count = how_many(query)
    lines = min(len({key(fact) for fact in over}) for key in (row_key, column_key))
    apart = joined and lines > 1  # no cells of one row or column
    if (
        any(map(is_average, over))
        or apart
        or (len(query.years) > 1 and {fact.year for fact in over} != {*query.years})
        or len(over) < 2
        or (count and len(over) != count)
        or any(map(derive.is_rate, over))
    ):
        return [], facts
    return steps_of([(derive.average(over, derive.digits_asked(query.text)), "평균")]), []


def _printed_total(operands: Sequence[Fact], table: Sequence[Fact]) -> Fact | None:
    """The total that the table of some figures prints for them; None where it prints none."""
    first = operands[0]
    column = [other for other in table if other.cell and first.cell and other.cell[1] == first.cell[1]]
    totals = [other for other in column if other.row and squash(other.row[-1]) in TOTALS]
    return next((other for other in totals if other not in operands), None)


def compare_two(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'얼마나 줄었나', '차이는': a printed difference is stated, else it is computed."""
    if rest := _left(query, facts, table):
        return rest
    printed = {measure_of(fact.column[-1]) for fact in facts if fact.column}
    if printed & CHANGE_MEASURES:
        return [], _with_years_named(query, facts, table)
    if gaps := [fact for fact in facts if GAP.fullmatch(squash(own_label(fact.row or fact.column)))]:
        return [], gaps  # '정수보다 몇 대 초과했나' over '223대, 초과 1대'
    pair = _since_last_year(query, facts[0], table)
    if pair and len(facts) == 1:
        facts = list(pair)
    pair = pair or _pair(facts)
    if pair is None or not (
        _are_of_years(query, pair) and _are_asked(query, pair) and _are_of_one_kind(query, pair)
    ):
        return [], facts
    new, old = pair
    dated = bool(query.years or query.relative_years) or new.document == old.document
    later = dated and new.year and old.year and new.year != old.year
    if later:
        new, old = sorted(pair, key=lambda fact: -(fact.year or 0))
    elif derive.scaled(new) < derive.scaled(old):
        new, old = old, new
    results = [(derive.difference(new, old), "차이")]
    rate = ASKS_RATE.search(query.text) or (later and HOW_FAR.search(query.text))
    if rate and not derive.is_rate(new):
        results.append((derive.growth_rate(new, old, derive.digits_asked(query.text)), "증감률"))
    steps = steps_of(results)
    return [moved(step) if later and step.name == "차이" else step for step in steps], facts


def _with_years_named(query: Query, facts: list[Fact], table: Sequence[Fact]) -> list[Fact]:
    """Facts of one row with those of the years that are named: '2031년 대비 2032년에 얼마나 줄었나'."""
    amounts = [fact for fact in facts if not is_change(fact)]
    told = {fact.year for fact in amounts}
    lacking = {year for year, _ in query.year_places} - told
    if len(amounts) != 1 or not lacking or "change" not in query.measures:
        return facts
    first = amounts[0]
    row = [other for other in table if row_key(other) == row_key(first) and other.unit == first.unit]
    alike = [
        o for o in row if o.year in lacking and measure_kind(o) == measure_kind(first) and not is_change(o)
    ]
    return [*facts, *alike] if len(alike) == 1 else facts


def _complement(query: Query, facts: list[Fact], __: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'A 중 B가 아닌 것은 몇': the whole less the part beside it; none where the rest is printed."""
    several = dict(OPERATIONS)["sum"].search(query.text)  # '두 곳의 남은 자리를 더하면'
    if several or len(facts) < 2 or is_left(facts[0]) or not stand_together(*facts[:2]):
        return [], facts
    if _is_of_unnamed_part(query, *facts[:2]):
        return [], facts
    return steps_of([(derive.difference(*facts[:2]), "나머지")]), facts[:2]


def _is_of_unnamed_part(query: Query, whole: Fact, part: Fact) -> bool:
    """Tell whether a row is a part of another one's, in its column, that nothing names."""
    below = part.column == whole.column != () and part.row[:-1] == whole.row
    own = squash(own_label(part.row))
    return below and not any(explain(term, own, (own,)) >= LEAST_NAMED for term in query.terms)


def _filled(query: Query, facts: list[Fact], _: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'정원에서 몇 %나 채웠나': what there is by what there is room for; none where a rate is printed."""
    if len(facts) < 2 or derive.is_rate(facts[0]) or not stand_together(*facts[:2]):
        return [], facts
    there, room = facts[:2]
    digits = derive.digits_asked(query.text)
    if UNFILLED.search(query.text):
        left = derive.difference(room, there)
        lacks = derive.share_left(left, digits) if left else None
        return steps_of([(lacks, f"{label(room)} 대비 채워지지 않은 비율")]), [there, room]
    share = derive.share(there, room, digits)
    return steps_of([(share, f"{label(room)} 대비 {label(there)} 비율")]), [there, room]


def _are_of_years(query: Query, pair: Sequence[Fact]) -> bool:
    """Tell whether two figures can be those of the two years that a change is between, one of each."""
    told = [fact.year for fact in pair if fact.year]
    if query.operation != "growth" or len(query.years) != 2 or query.of_report or len(told) < 2:
        return True
    return set(told) == set(query.years)


def _are_asked(query: Query, pair: Sequence[Fact]) -> bool:
    """Tell whether two figures can be what is compared: rates, where nothing but a rate is named."""
    named = [name for name in query.measures if name not in ("total", "budget", "change", "change_rate")]
    return not (named and all(name.endswith("_rate") for name in named)) or all(map(derive.is_rate, pair))


def _are_of_one_kind(query: Query, pair: Sequence[Fact]) -> bool:
    """Tell whether two figures of rows of one table stand in one column, as far as one measure is named."""
    one, other = pair
    rows = one.table is not None and (one.document, one.table) == (other.document, other.table)
    if not rows or row_key(one) == row_key(other) or one.year != other.year:
        return True
    return one.column == other.column or len({*query.measures} - {"total"}) > 1


def _since_last_year(query: Query, fact: Fact, table: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """'2022년에 전년보다 얼마 늘었나': that year and the one before in the fact's row."""
    if -1 not in query.relative_years or len(query.years) > 1:
        return None
    row = [other for other in table if row_key(other) == row_key(fact) and other.unit == fact.unit]
    if fact.cell and not any(other.year != fact.year for other in row):  # years down the rows
        row = [other for other in table if other.cell and other.cell[1] == fact.cell[1]]
    alike = [other for other in row if measure_kind(other) == measure_kind(fact)]
    alike.sort(key=lambda other: measures_of(other) == measures_of(fact), reverse=True)
    by_year = {other.year: other for other in reversed(alike)}
    last = query.years[0] if query.years else max((year for year in by_year if year), default=None)
    if last is None or last not in by_year or last - 1 not in by_year:
        return None
    return by_year[last], by_year[last - 1]


def _agreement(_: Query, facts: list[Fact], __: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'두 표의 금액이 일치하나': the difference of the two, named by whether there is one."""
    pair = _pair(facts)
    found = derive.difference(*sorted(pair, key=derive.scaled, reverse=True)) if pair else None
    if found is None:
        return [], facts
    if not found.value:
        return [Step(found, "차이", f"두 값은 일치합니다. (계산: {found.formula})")], facts
    apart = is_written(amount(found.value, found.unit))
    said = f"두 값은 일치하지 않으며 차이는 {apart}. (계산: {found.formula})"
    return [Step(found, "차이", said)], facts


def _left(query: Query, facts: Sequence[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]] | None:
    """What is left, where that is asked for; nothing at all where what is compared is not left."""
    if not asks_rest(query.text):
        return None
    if all(map(is_left, facts)) and (THAN.search(query.text) or len(facts) > 1):
        return None  # 'A 잔액은 B 잔액보다', 'A와 B의 미수납액 차이'
    return ([], []) if THAN.search(query.text) else _remaining(query, facts, table)


def _remaining(
    query: Query, facts: Sequence[Fact], table: Sequence[Fact]
) -> tuple[list[Step], list[Fact]] | None:
    """'쓰고 남은 돈': the budget of the first fact's row less what is spent, expected to be, or collected.

    Rates that are asked for with it are told beside it: '집행률과 잔액'.
    """
    row = _measures_of_one(facts[0], table)
    rates = [one for one in facts if derive.is_rate(one) and set(measures_of(one)) & set(query.measures)]
    printed = [other for other in row if other.column and is_left(other)]
    if printed:
        return [], [*rates, printed[-1]] if _is_of_years(query, printed[-1]) else []
    whole = frozenset({"imposed"} if COLLECTED.search(query.text) else ())
    told = {name for other in row for name in measures_of(other)}
    wholes = BUDGETS if whole.isdisjoint(told) else whole
    done = (
        "expected" if AHEAD.search(query.text) else "collected" if COLLECTED.search(query.text) else "spent"
    )
    used = _whole_or_named(query, [other for other in row if done in measures_of(other)])
    years = {other.year for other in used[-1:]}  # '2023예산액 | 2024예산액 | 집행액': of 2024
    budgets = [other for other in row if wholes & {*measures_of(other)} and other.year in years]
    budgets = _whole_or_named(query, budgets)
    if not budgets:
        return ([], []) if done == "expected" else None
    if not _is_of_years(query, used[-1]):
        return [], []
    budget = max(budgets, key=lambda other: "budget" in measures_of(other))
    return steps_of([(derive.difference(budget, used[-1]), "남은 금액")]), [*rates, budget, used[-1]]


def _whole_or_named(query: Query, facts: Sequence[Fact]) -> list[Fact]:
    """Of the figures of a row those of a part that is named, else of none: '집행액', not '집행액 › 시비'."""
    said, wholes = squash(query.text), [f for f in facts if squash(own_label(f.column)) in TOTALS]
    heads = {fact.column for fact in facts} | {fact.column[:-1] for fact in wholes}
    under = [f for f in facts if any(f.column[:depth] in heads for depth in range(1, len(f.column)))]
    parts = [fact for fact in under if fact not in wholes]
    named = [fact for fact in parts if squash(own_label(fact.column)) in said]
    return named or [fact for fact in facts if fact not in parts]


def _with_what_is_expected(context: Context, facts: list[Fact]) -> list[Fact]:
    """The figures of a thing where a table tells what of it is expected to be spent, if that is asked."""
    first = facts[0]
    if not (AHEAD.search(context.query.text) and asks_rest(context.query.text)) or not first.row:
        return facts
    if any("expected" in measures_of(other) for other in _measures_of_one(first, context.beside(first))):
        return facts
    alike = [other for other in context.library.facts(first.document) if other.row[-1:] == first.row[-1:]]
    return [other for other in alike if "expected" in measures_of(other)][:1] or facts


def _is_of_years(query: Query, fact: Fact) -> bool:
    """Tell whether a figure can be of the year that is asked for."""
    return query.of_report or not query.years or fact.year in (None, *query.years)


def _measures_of_one(fact: Fact, table: Sequence[Fact]) -> list[Fact]:
    """The figures of one thing, each of another measure: its row, or a column with a row for each measure."""
    mine = measures_of(fact)
    down = [
        other
        for other in table
        if other.cell and fact.cell and other.cell[1] == fact.cell[1] and other.unit == fact.unit
    ]
    by_rows = [other for other in down if other.row and measure_of(own_label(other.row))]
    if mine and fact in by_rows and len({measures_of(other) for other in by_rows}) > 1:
        return by_rows
    return [other for other in table if row_key(other) == row_key(fact) and not derive.is_rate(other)]


def _pair(facts: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """The two facts that are compared: of one row and unit where there are such, else of one unit."""
    amounts = [fact for fact in facts if not derive.is_rate(fact)] or list(facts)
    pairs = [(a, b) for n, a in enumerate(amounts) for b in amounts[n + 1 :] if derive.same_scale((a, b))]
    same = [(a, b) for a, b in pairs if a.row == b.row and a.unit == b.unit]
    return next(iter(same or pairs), None)
