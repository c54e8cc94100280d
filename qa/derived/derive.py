"""Arithmetic over facts: sums, differences, growth, shares, ratios, ranks; always with `decimal`.

Each function takes the operands that were found and gives a `Derived`: the result, the formula with the
values put in, and the operands. None means that the operands do not allow the operation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from corpus.model import Fact
from corpus.units import convert, format_amount, format_number, is_money
from qa.figures.fields import TOTALS, bare, contained, is_total, measure_of, own_label
from qa.figures.measures import THOUSANDS, counts_alike
from qa.understanding.query import Query, squash
from qa.understanding.words.times import HALVES

DECIMALS = re.compile(r"소수점?\s*(?:이하\s*)?(첫째|둘째|셋째|한|두)\s*(?:째)?\s*자리")
WHOLE = re.compile(r"소수점?\s*(?:이하는?|아래는?)?\s*(?:반올림|버리)|정수로")
# '1분기 거 빼고 다 더하면'; no '3분기에서 4분기를 뺀', '2분기 말고 예산액은'
QUARTER_LEFT_OUT = re.compile(
    r"(?<!분기에서\s)([1-4])\s?(?:/\s?4\s?)?분기\s?(?:것|거|분)?[을를은는만]?\s?(?:빼고|뺀|빼면|제외|말고)"
    r"(?=[^?]*(?:나머지|합|더[한하해]|다\s|전부|모두|총))"
)
# '1~3분기', '1·2분기', '1/4분기'
QUARTERS = re.compile(r"(?<![\d/.])([1-4](?:\s?[·,~∼-]\s?[1-4])*)\s?(?:/\s?4\s?)?분기")
QUARTER_NAMED = re.compile(r"(?:.*?\D)??([1-4])(?:/4)?분기")
LETTER = re.compile(r"[가-힣A-Za-z]")
OF_ALL = re.compile(r"전체|총[액계괄합]")
# what has nothing under it: '집행률이 가장 낮은 사업은', '가장 많이 줄어든 세부사업'
DEEPEST = re.compile(
    r"세부|단위\s?사업|(?<![가-힣])사업(?=들?(?:[은는이을]\s|\s?(?:중|가운데)|[은이]?\?|\s(?:\d|[두세네]\s)|$))"
)
# what a budget has beside 사업: '행정운영경비 > 기본경비'
NO_PROGRAM = re.compile(r"행정\s?운영\s?경비|재무\s?활동|기본\s?경비|인력\s?운영비|예비비")
SUM_SAID = re.compile(r"\s?\([합소총]?계\)$")  # '사업예산(계)', above the rows of 사업예산
ALL = 100  # percent
LEAST_SHOWN = Decimal("0.1")  # what has no figure in its first decimal has a second
DIGITS = {"첫째": 1, "한": 1, "둘째": 2, "두": 2, "셋째": 3}
# '몇 천원', '만원으로', '천원 단위로'
ASKED_UNIT = re.compile(
    r"몇\s?(천|만|백만|억)\s?원|(?<![\d,천백십가-힣])(천|만|백만|억)\s?원(?=\s?단위|으로)"
)


@dataclass(frozen=True, slots=True)
class Derived:
    """A computed figure: `formula` has the operands as printed ('178명 ÷ 361명 × 100')."""

    value: Decimal
    unit: str
    formula: str
    operands: tuple[Fact, ...]


def digits_asked(text: str, otherwise: int = 1) -> int:
    """Decimal places that a question wants: '소수 둘째 자리까지' -> 2; `otherwise` where it does not say."""
    if WHOLE.search(text):
        return 0
    match = DECIMALS.search(text)
    return DIGITS[match[1]] if match else otherwise


def round_to(value: Decimal, digits: int) -> Decimal:
    """Round half up, as offices do: (Decimal('49.3075'), 1) -> Decimal('49.3')."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def same_scale(facts: Sequence[Fact]) -> tuple[list[Decimal], str] | None:
    """The facts' values in the unit of the first; None where the units do not go together."""
    unit = facts[0].unit
    values = []
    for fact in facts:
        alike = counts_alike(fact.unit, unit) or _is_unprinted(fact, facts[0])
        value = fact.value if alike else convert(fact.value, fact.unit, unit)
        if value is None:
            return None
        values.append(value)
    return values, unit


def _is_unprinted(fact: Fact, other: Fact) -> bool:
    """Tell whether one of two counts of a table has no unit of its own: '면허대수(대)' over '그중 전기'."""
    units = {fact.unit, other.unit}
    same_table = fact.table is not None and (fact.document, fact.table) == (other.document, other.table)
    return same_table and "" in units and not any("%" in unit or is_money(unit) for unit in units)


def _formula(facts: Sequence[Fact], sign: str) -> str:
    return f" {sign} ".join(format_amount(fact.value, fact.unit) for fact in facts)


def total(facts: Sequence[Fact]) -> Derived | None:
    """Sum of facts: 13 + 54 + 7."""
    scaled = same_scale(facts) if len(facts) > 1 else None
    if scaled is None:
        return None
    values, unit = scaled
    return Derived(sum(values, Decimal(0)), unit, _formula(facts, "+"), tuple(facts))


def average(facts: Sequence[Fact], digits: int) -> Derived | None:
    """Mean of facts: (13 + 54 + 8) ÷ 3."""
    whole = total(facts)
    if whole is None:
        return None
    mean = whole.value / len(facts)
    value = round_to(mean, 0 if mean == mean.to_integral_value() else digits)
    return Derived(value, whole.unit, f"({whole.formula}) ÷ {len(facts)}", tuple(facts))


def difference(first: Fact, second: Fact) -> Derived | None:
    """First less second, in the first one's unit."""
    scaled = same_scale((first, second))
    if scaled is None:
        return None
    (a, b), unit = scaled
    # the difference of two percentages is in percentage points
    return Derived(a - b, "%p" if unit == "%" else unit, _formula((first, second), "-"), (first, second))


def rest(whole: Fact, parts: Sequence[Fact]) -> Derived | None:
    """A whole less several parts, in its unit: 100 - 20 - 30."""
    scaled = same_scale((whole, *parts))
    if scaled is None:
        return None
    (value, *taken), unit = scaled
    left = value - sum(taken, Decimal(0))
    return Derived(left, unit, _formula((whole, *parts), "-"), (whole, *parts)) if left >= 0 else None


def share_left(left: Derived, digits: int) -> Derived | None:
    """What is left of a whole in percent of it: (100 - 20 - 30) of 100."""
    whole = left.operands[0]
    if not whole.value:
        return None
    formula = f"({left.formula}) ÷ {format_amount(whole.value, whole.unit)} × 100"
    return Derived(round_to(left.value / whole.value * 100, digits), "%", formula, left.operands)


def growth_rate(new: Fact, old: Fact, digits: int) -> Derived | None:
    """Growth in percent: (new - old) / old."""
    scaled = same_scale((new, old))
    if scaled is None or not scaled[0][1]:
        return None
    a, b = scaled[0]
    value = round_to((a - b) / abs(b) * 100, digits)
    shown_new, shown_old = (format_number(fact.value) for fact in (new, old))
    return Derived(value, "%", f"({shown_new} - {shown_old}) ÷ {shown_old} × 100", (new, old))


def share(part: Fact, whole: Fact, digits: int) -> Derived | None:
    """Part of a whole in percent."""
    scaled = same_scale((part, whole))
    if scaled is None or not scaled[0][1]:
        return None
    a, b = scaled[0]
    return Derived(round_to(a / b * 100, digits), "%", _formula((part, whole), "÷") + " × 100", (part, whole))


def share_of_sum(parts: Sequence[Fact], whole: Fact, digits: int) -> Derived | None:
    """Several parts of a whole in percent: (7 + 16) of 83."""
    scaled = same_scale((whole, *parts))
    if scaled is None or not scaled[0][0]:
        return None
    (all_of_it, *values), _ = scaled
    shown = format_amount(whole.value, whole.unit)
    value = round_to(sum(values, Decimal(0)) / all_of_it * 100, digits)
    if value > ALL:
        return None  # they are no parts of it
    return Derived(value, "%", f"({_formula(parts, '+')}) ÷ {shown} × 100", (*parts, whole))


def share_of_all(parts: Sequence[Fact], facts: Sequence[Fact], digits: int) -> Derived | None:
    """Some of several facts in percent of their sum, where no total of them is printed."""
    whole = total(facts)
    if whole is None or not whole.value:
        return None
    value = sum((part.value for part in parts), Decimal(0)) / whole.value
    formula = f"({_formula(parts, '+')}) ÷ ({whole.formula}) × 100"
    return Derived(round_to(value * 100, digits), "%", formula, (*parts, *facts))


def ratio(first: Fact, second: Fact, digits: int) -> Derived | None:
    """How many times the second the first is."""
    scaled = same_scale((first, second))
    if scaled is None or not scaled[0][1]:
        return None
    a, b = scaled[0]
    return Derived(round_to(a / b, digits), "배", _formula((first, second), "÷"), (first, second))


def per_head(amount: Fact, heads: Fact, text: str = "") -> Derived | None:
    """An amount for each one, in 원 or the unit that a question asks for ('몇 만원'), rounded as it says.

    Without a word on that 원 are whole, and what is no whole number of another unit has one decimal.
    """
    counted = THOUSANDS.sub("", heads.unit)
    number = convert(heads.value, heads.unit, counted)
    own = amount.unit if heads.unit == counted else THOUSANDS.sub("", amount.unit)  # '명 ÷ 천세대' is 명
    unit, digits = unit_asked(text) if is_money(amount.unit) else (own, 1)
    value = convert(amount.value, amount.unit, unit)
    if value is None or not number:
        return None
    each = value / number
    digits = 0 if each == each.to_integral_value() else digits + (abs(each) < LEAST_SHOWN)
    value = round_to(each, digits_asked(text, otherwise=digits))
    return Derived(value, unit, _formula((amount, heads), "÷"), (amount, heads))


def unit_asked(text: str) -> tuple[str, int]:
    """The unit of money that an answer is wanted in, and its decimals: '천원 단위로' -> ('천원', 0)."""
    match = ASKED_UNIT.search(text)
    if match is None:
        return "원", 0
    return f"{match[1] or match[2]}원", 0 if "단위" in text[match.start() : match.end() + 4] else 1


def peers(fact: Fact, table: Sequence[Fact], query: Query) -> list[Fact]:
    """The facts that a rank or a sum goes over: those under the fact's row, else beside it; same column.

    Totals are left out. Where 사업 are asked for, so is what has rows under it or is none of them.
    """
    column = _named_in_column(fact, table)
    if DEEPEST.search(query.text):
        return _programs(fact, column, query.text)
    above = replace(fact, row=fact.row[:-1]) if fact.row[1:] and is_total(fact) else fact
    below = [other for other in column if len(other.row) > len(above.row) and _under(other, above)]
    if below:
        depth = min(len(other.row) for other in below)
        return [other for other in below if len(other.row) == depth]
    return beside(fact, table)


def _programs(fact: Fact, column: Sequence[Fact], text: str) -> list[Fact]:
    """The facts of a column that have none under them, below the lowest row over a fact that is said."""
    said = squash(text)
    above = [fact.row[:n] for n in range(len(fact.row), 0, -1) if squash(fact.row[n - 1]) in said]
    under = [[other for other in column if other.row[: len(row)] == row != other.row] for row in above]
    below: Sequence[Fact] = next(filter(None, under), column)
    leaves = [other for other in below if not any(_under(deeper, other) for deeper in column)]
    if NO_PROGRAM.search(text):  # '단위사업(기본경비 포함) 중'
        return leaves
    return [other for other in leaves if not any(map(NO_PROGRAM.search, other.row))] or leaves


def beside(fact: Fact, table: Sequence[Fact]) -> list[Fact]:
    """The facts of the same column whose rows stand under the same row; totals are left out."""
    return [other for other in _named_in_column(fact, table) if other.row[:-1] == fact.row[:-1]]


def _named_in_column(fact: Fact, table: Sequence[Fact]) -> list[Fact]:
    """The facts of the same column whose rows have a name; totals are left out."""
    column = (other for other in table if other.cell and fact.cell and other.cell[1] == fact.cell[1])
    return [other for other in column if other.row and not is_total(other)]


def named_alike(fact: Fact, table: Sequence[Fact], query: Query) -> list[Fact]:
    """The rows, of the fact's column, that have the words of the question that the fact's own label has.

    '기록 관련 사업 두 개': the rows '기록 보존' and '기록 공개'. Rows above others are left out.
    """
    label = squash(fact.row[-1]) if fact.row else ""
    said = [t for t in query.terms if not t.measure and len(t.words[0]) > 1 and t.words[0] in label]
    column = [other for other in table if other.cell and fact.cell and other.cell[1] == fact.cell[1]]
    leaves = [other for other in column if other.row and not any(_under(deeper, other) for deeper in column)]
    return [other for other in leaves if said and all(t.words[0] in squash(other.row[-1]) for t in said)]


def _under(inner: Fact, outer: Fact) -> bool:
    """Tell whether a row is below another; a bare total ('계') is above everything in its table."""
    if len(outer.row) == 1 and is_total(outer):  # '계(8건)' too
        return inner.row != outer.row
    if len(inner.row) <= len(outer.row):
        return False
    above = (*outer.row[:-1], *(SUM_SAID.sub("", label) for label in outer.row[-1:]))
    return inner.row[: len(outer.row)] in (outer.row, above)


def extreme(facts: Sequence[Fact], place: int = 1, *, largest: bool) -> Fact | None:
    """The largest or smallest of facts, or the one at a later `place`; None where none compares."""
    ranked = sorted(facts, key=lambda fact: fact.value, reverse=largest)
    return ranked[place - 1] if len(ranked) > max(place - 1, 1) else None


def quarters_asked(fact: Fact, table: Sequence[Fact], query: Query) -> list[Fact]:
    """The quarters of the fact's row, or column, to add up: '상반기' -> 1분기, 2분기; '1~3분기를 합하면'.

    Where one is left out ('1분기 빼고 나머지를 더하면'), those are the others. None unless all are told once.
    """
    names = _quarters_named(query)
    place = fact.cell
    if place is None or not names:
        return []
    row = [(other, other.column) for other in table if other.cell and other.cell[0] == place[0]]
    column = [(other, other.row) for other in table if other.cell and other.cell[1] == place[1]]
    for line, mine in ((row, fact.column), (column, fact.row)):
        told = [(other, path, QUARTER_NAMED.fullmatch(squash(path[-1]))) for other, path in line if path]
        found = [(other, path, named[1]) for other, path, named in told if named and named[1] in names]
        groups = [other for other, path, _ in found if path[:-1] == mine[:-1]]
        found = [one for one in found if not groups or one[0] in groups]
        if sorted(number for _, _, number in found) == sorted(names):
            return [other for other, _, _ in found]
    return []


def _quarters_named(query: Query) -> set[str]:
    """The numbers of the quarters that a question is over: those of a half, or two and more that it sums."""
    if left_out := {match[1] for match in QUARTER_LEFT_OUT.finditer(query.text)}:
        return {*"1234"} - left_out
    if query.operation == "sum":
        named = {n for match in QUARTERS.finditer(query.text) for n in _from_to(match[1])}
        if len(named) > 1:
            return named
    return {name[0] for half, quarters in HALVES.items() if half in squash(query.text) for name in quarters}


def _from_to(said: str) -> Sequence[str]:
    """The numbers that are said: '1~3' -> '123', '1·2' -> '12'."""
    numbers = re.findall("[1-4]", said)
    return "1234"[int(numbers[0]) - 1 : int(numbers[-1])] if re.search(r"[~∼-]", said) else numbers


def whole_of(fact: Fact, table: Sequence[Fact], asked: str) -> Fact | None:
    """The fact that another is a part of: the row above it that the question names, else the total row."""
    stated = {Decimal(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", asked)}
    row = [other for other in table if other.cell and fact.cell and other.cell[0] == fact.cell[0]]
    across = [o for o in row if o.column and squash(o.column[-1]) in TOTALS and o != fact]
    column = [other for other in table if other.cell and fact.cell and other.cell[1] == fact.cell[1]]
    said = [other for other in (*across, *column) if other.value in stated and other.value > fact.value]
    if said:
        return said[0]
    above = [other for other in column if other != fact and other.row == fact.row[: len(other.row)]]
    named = [other for other in above if other.row and contained(squash(other.row[-1]), squash(asked)) == 1]
    if named:
        return max(named, key=lambda other: len(other.row))
    others = [other for other in column if other.row and other != fact]
    totals = [other for other in others if squash(other.row[-1]) in TOTALS]
    group = squash(own_label(fact.row[:-1]))
    of_group = [other for other in totals if other.row[:-1] == fact.row[:-1]]
    if of_group and len(group) > 1 and group in squash(asked) and not OF_ALL.search(asked):
        return of_group[0]  # '장애인 지원액 소계 중': no total of all
    return max(totals or above or across, key=lambda other: other.value, default=None)


def all_of(part: Fact, whole: Fact, table: Sequence[Fact], asked: str) -> Fact:
    """The total of the part's column for a whole of its table that the question does not name."""
    if not (part.cell and whole.cell) or (part.document, part.table) != (whole.document, whole.table):
        return whole
    across = part.cell[0] == whole.cell[0]
    own = squash(own_label(whole.column if across else whole.row))
    column = [other for other in table if other.cell and other.cell[1] == part.cell[1]]
    totals = [other for other in column if other.row and is_total(other)]
    totals = [other for other in totals if other.value > part.value and other.unit == part.unit]
    if own in TOTALS or own in squash(asked) or not totals:
        return whole
    return max(totals, key=lambda other: other.value)


def in_named_column(fact: Fact, table: Sequence[Fact], query: Query) -> Fact:
    """The figure of a fact's row under the one column that a question names, where it names not the fact's.

    '헬스는 정기회원 총액의 몇 %': the column 정기회원, not 계.
    """
    asked, labels = squash(query.text), [squash(bare(label)) for label in fact.column]
    own = next((label for label in reversed(labels) if LETTER.search(label)), "")  # no "'24"
    called = own in asked or measure_of(own) in query.measures
    if not fact.cell or (called and own not in TOTALS):
        return fact
    row = [other for other in table if other.cell and other.cell[0] == fact.cell[0] and other.column]
    beside = {other: squash(own_label(other.column)) for other in row if other.unit == fact.unit}
    named = [other for other, label in beside.items() if len(label) > 1 and LETTER.search(label)]
    named = [other for other in named if beside[other] in asked and beside[other] not in TOTALS]
    return named[0] if len(named) == 1 else fact


def group_of(fact: Fact, table: Sequence[Fact], asked: str) -> Fact | None:
    """The sub-total of the group of columns that a fact stands in, where the question names the group.

    '확정된 사건 가운데 패소': the column 확정 › 소계 of the row. '승용 일반은 총계의' is of the row's total.
    """
    row = [other for other in table if other.cell and fact.cell and other.cell[0] == fact.cell[0]]
    said = squash(asked)
    for depth in range(len(fact.column) - 1, 0, -1):
        group = fact.column[:depth]
        name = squash(own_label(group))
        if name not in said or (
            OF_ALL.search(said) and not re.search(rf"{re.escape(name)}(?:전체|총)", said)
        ):
            continue
        mine = [other for other in row if other.column[:depth] == group and other.value > fact.value]
        totals = [other for other in mine if squash(own_label(other.column)) in TOTALS]
        if totals:
            return totals[0]
    return None


def row_named(fact: Fact, table: Sequence[Fact], said: str) -> Fact | None:
    """The row of a fact's column that what is said of the whole ends in: '사업비' of '사업비 중 총무과'."""
    column = [other for other in table if other.cell and fact.cell and other.cell[1] == fact.cell[1]]
    rows = [other for other in column if other.row and other.value > fact.value]
    rows = [other for other in rows if len(squash(other.row[-1])) > 1]
    named = [other for other in rows if squash(said).endswith(squash(other.row[-1]))]
    return max(named, default=None, key=lambda other: (_under(fact, other), len(squash(other.row[-1]))))


def is_rate(fact: Fact) -> bool:
    """Tell whether a fact is a rate, which no sum or share goes over."""
    return "%" in fact.unit or measure_of(fact.column[-1] if fact.column else "").endswith("rate")


def scaled(fact: Fact) -> Decimal:
    """A value in 원 where it is money, for comparing."""
    return convert(fact.value, fact.unit, "원") or fact.value
