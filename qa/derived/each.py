"""Amounts for each one of something: '한 업체당 평균 보조금', '한 반에 몇 명꼴', '교원 1인당 학생 수'.

The number that an amount is divided by is found by the noun of the question ('업체': 개, 개소) beside the
amount: in its row, on its line, or in its column of a table with one row a measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.dates import find_year
from corpus.figures import parse_figures
from corpus.model import Fact, Path
from corpus.units import is_money
from qa.figures.alike import row_key
from qa.figures.fields import bare, own_label
from qa.figures.measures import THOUSANDS, in_units, is_change
from qa.figures.select import MARGIN, Candidates
from qa.understanding.asked_units import is_how_much_of
from qa.understanding.per_unit import AMOUNT, IN_DAYS, MEASURED_UNITS, PER_ONE, each_noun
from qa.understanding.query import Query, squash

# 'A건을 신청받아 B건을 뽑았다': what is paid goes to those taken
BEFOREHAND = re.compile(r"신청|접수|모집|계획|목표|정원|대상")
BESIDE_WEIGHT = 0.5  # of the number's score, beside that of the amount
HINT = 0.5  # for a number that is called as the question calls it, against one told beforehand
ALONE = 0.3  # for a number that is the only one
OF_ONE_UNIT = 1.0  # against an amount that is counted as the number is
STATED = 2.0  # for a number that the question states: '5회 열었다는데 한 번에'
CALLED = 0.6  # how well its labels must explain what it is called
UNTOLD = 0.3  # what is called so, and is explained by less, is another number
CLEAR = 0.1  # by how much one number must be likelier than another
FAR = 3.0  # how far behind the best amount one may be that stands beside a number
PIECES = frozenset(["개", "개소", "곳"])  # what anything is counted in
MEASURED = frozenset(unit for _, units in MEASURED_UNITS for unit in units)
NAMES = re.compile(r"[가-힣]{2}")
# '정원 합계와 한 곳당 평균 정원'
WITH_WHOLE = re.compile(r"(?:합계|총[액계원수]?|전체)[가-힣]*(?:[와과,]|이?랑|하고)\s[^?]*평균")
AVERAGE_OF = re.compile(r"([가-힣]{2,})(?<!\d[월년])평균")
# no averages: '최대 30만원', '월 2회'
BOUND = re.compile(r"최대|한도|이내|까지|최소|이상|(?<![가-힣])매?[월주]\s?\d")


@dataclass(frozen=True, slots=True)
class Each:
    """What an amount is asked for each of: its noun, the units that it is counted in, where it is said."""

    noun: str
    units: tuple[str, ...]
    start: int

    def others(self, units: Sequence[str]) -> list[str]:
        """The units asked for that amounts are in, not what they are for each of."""
        return [unit for unit in units if unit not in self.units]


def each_asked(text: str) -> Each | None:
    """What a question asks an amount for each of: '한 업체당 평균 얼마' -> 업체; None for nothing.

    '한 대가 하루에 몇 km' is asked of each car, of what is printed for a day.
    """
    found = [Each(*each_noun(match), match.start()) for match in PER_ONE.finditer(text)]
    found.sort(key=lambda each: (each.units == IN_DAYS, not each.units))
    return found[0] if found else None


def is_told_for_each(fact: Fact) -> bool:
    """Tell whether a figure is printed as one for each: '학급당 학생 수', '1인당 연 2,100만원', '평균'."""
    return _told_for_each(fact) is not None or _is_called_average(fact)


def is_printed_for_each(query: Query, fact: Fact) -> bool:
    """Tell whether a figure is one for each of what is asked: '지점 평균' of '지점 한 곳당'."""
    whose = AVERAGE_OF.fullmatch(squash(own_label(fact.row)))
    return is_told_for_each(fact) or (whose is not None and whose[1] in squash(query.text))


def _is_called_average(fact: Fact) -> bool:
    return "평균" in (squash(own_label(fact.row)), squash(own_label(fact.column)))


def _told_for_each(fact: Fact) -> re.Match[str] | None:
    """Where a figure is said to be of each, if it is: under a year by the caption of its table."""
    own = PER_ONE.search("/".join((*fact.row[-1:], *fact.column, fact.text)))
    under_year = fact.cell is not None and not NAMES.search("".join(fact.column))
    return own or (PER_ONE.search(fact.caption) if under_year else None)  # '교실당 평균 지원액'


def pair(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The amount and the number that it is divided by, as indexes, and what speaks for the two.

    Nothing where no amount stands beside such a number, where two numbers are as likely, or one for each is
    printed; what each gets at most ('가구당 최대 30만원') is no average.
    """
    each = each_asked(query.text)
    if each is None:
        return [], 0.0
    facts, scores = candidates.facts, candidates.scores
    told = [n for n in candidates.order() if _is_amount(query, each, facts[n])]
    printed = next((n for n in told if _is_of(facts[n], each) and not BOUND.search(facts[n].text)), None)
    found: list[tuple[float, float, int, int]] = []
    for n in told:
        if scores[n] < scores[found[0][2] if found else told[0]] - (MARGIN if found else FAR):
            break
        if not is_told_for_each(facts[n]):
            found += _with_numbers(query, candidates, each, n)
    value, bond, n, m = max(found, default=(0.0, 0.0, -1, -1), key=lambda one: one[0])
    averages = _averages_of(query, candidates, n if found else next(iter(told), None))
    if averages is not None:
        return averages, ALONE * bool(averages)
    if not found or (printed is not None and scores[printed] >= scores[n]):
        return [], 0.0
    rivals = {facts[other].value for worth, _, of, other in found if of == n and worth > value - CLEAR}
    return ([n, m], bond) if len(rivals) == 1 else ([], 0.0)


def _averages_of(query: Query, candidates: Candidates, place: int | None) -> list[int] | None:
    """The average that is printed beside an amount, with the amount where that is asked for too, as indexes.

    '정원 120명(평균 24명)'; nothing where several are printed, None where none is.
    """
    if place is None:
        return None
    facts, mine = candidates.facts, candidates.facts[place]
    beside = [n for n in candidates.alike.in_row_of(place) if _is_called_average(facts[n])]
    of_it = [n for n in beside if facts[n].row[:-1] == mine.row and facts[n].unit == mine.unit]
    if len(of_it) != 1 or mine.table is not None:
        return [] if beside else None
    return [*[place] * (WITH_WHOLE.search(query.text) is not None), *of_it]


def _with_numbers(
    query: Query, candidates: Candidates, each: Each, place: int
) -> list[tuple[float, float, int, int]]:
    """An amount with each number beside it that it can be divided by: (value, bond, amount, number)."""
    facts, scores = candidates.facts, candidates.scores
    stated = {(figure.value, figure.unit) for figure in parse_figures(query.text)}
    called = _called(query, each)
    if called is not None and candidates.explained[place, called] >= CALLED:
        called = None  # '사업비 한 교당': the amount
    beside = _numbers_beside(facts, place, each)
    text = squash(query.text)
    heads = map(squash, map(bare, facts[place].column))
    printed = HINT * any(len(head) > 1 and head in text for head in heads)
    found = []
    for m in beside:
        own = 1.0 if called is None else float(candidates.explained[m, called])
        alike = facts[m].unit == facts[place].unit
        if alike and (called is None or own < CALLED or each.noun in squash(own_label(facts[place].column))):
            continue
        if own < UNTOLD or not _are_named(query, facts, place, m):
            continue
        label = _own_labels(facts[m])
        bond = HINT * (called is not None and own >= CALLED) + HINT * (each.noun in label)
        bond -= HINT * bool(BEFOREHAND.search(label) and not BEFOREHAND.search(query.text))
        bond += printed - OF_ONE_UNIT * (alike and not _asks_alike(query, each))
        bond += STATED * ((facts[m].value, facts[m].unit) in stated) + ALONE * (len(beside) == 1)
        found.append((float(scores[place]) + BESIDE_WEIGHT * float(scores[m]) + bond, bond, place, m))
    return found


def _asks_alike(query: Query, each: Each) -> bool:
    """Tell whether an amount is asked for in a unit of the number: '한 명당 몇 명'."""
    return any(match[1] in each.units for match in AMOUNT.finditer(query.text))


def _are_named(query: Query, facts: Sequence[Fact], place: int, number: int) -> bool:
    """Tell whether an amount and a number are said that stand in two rows, or in one are counted alike.

    What is told in two rows need not be said where nothing else there is counted so.
    """
    amount, heads = facts[place], facts[number]
    if heads.row == amount.row:
        return heads.unit != amount.unit or _is_said(query, ("/".join(amount.column),))
    amount_said = _is_said(query, amount.row) or _is_alone(facts, place, in_cell=True)
    return amount_said and (_is_said(query, heads.row) or _is_alone(facts, number))


def _is_said(query: Query, path: Path) -> bool:
    """Tell whether a question says what a figure's own label says, or a word of it."""
    label = squash(own_label(path))
    return any(word in label for term in query.terms for word in term.words if len(word) > 1)


def _is_alone(facts: Sequence[Fact], place: int, *, in_cell: bool = False) -> bool:
    """Tell whether nothing else that is told with a figure is in its unit, or `in_cell` with it."""
    mine = facts[place]
    others = [fact for n, fact in enumerate(facts) if n != place and _is_told_with(fact, mine)]
    return not any(
        fact.unit == mine.unit or (in_cell and fact.cell and fact.cell == mine.cell) for fact in others
    )


def no_rivals(query: Query, candidates: Candidates) -> list[int]:
    """The amounts that can be divided by no number beside them, as indexes."""
    each = each_asked(query.text)
    leading = candidates.leading() if each else []
    return [n for n in leading if each and not _numbers_beside(candidates.facts, n, each)]


def _is_of(fact: Fact, each: Each) -> bool:
    said = _told_for_each(fact)
    return said is not None and each_noun(said)[1] == each.units


def _is_amount(query: Query, each: Each, fact: Fact) -> bool:
    """Tell whether a figure is of the kind that is asked for, and no rate or change."""
    wanted = each.others(query.units)
    if wanted == ["money"] and is_how_much_of(query.text):
        wanted = []
    if not wanted and _asks_alike(query, each):  # '교사 한 명당 학생 몇 명'
        wanted = [*each.units, ""]
    if "%" in fact.unit or is_change(fact) or (not each.units and _is_called_so(fact, each.noun)):
        return False
    unnamed = "" in wanted and not fact.unit and not _is_said(query, fact.column or fact.row)
    return in_units(wanted, fact.unit) and not unnamed


def _numbers_beside(facts: Sequence[Fact], place: int, each: Each) -> list[int]:
    """The figures in the units of `each` that stand beside one: in its row, on its line, in its column."""
    mine = facts[place]
    return [
        n
        for n, fact in enumerate(facts)
        if n != place
        and is_number(fact, each)
        and (fact.year == mine.year or _is_of_any_year(fact))
        and not is_told_for_each(fact)
        and (row_key(fact) == row_key(mine) or _is_told_with(fact, mine))
    ]


def _is_of_any_year(fact: Fact) -> bool:
    """Tell whether the column of a figure says no year, beside others that do: '시설 수 | 2031년 이용객'."""
    return fact.cell is not None and not any(map(find_year, (*fact.row, *fact.column)))


def is_number(fact: Fact, each: Each) -> bool:
    """Tell whether a figure is a number of what an amount is asked for each of: by its unit, or its name."""
    if not fact.value or "%" in fact.unit or is_money(fact.unit):
        return False
    by_name = not (fact.unit and each.units) or fact.unit in PIECES
    by_name = by_name and fact.unit not in MEASURED  # '보수면적' of '가로등 하나'
    return THOUSANDS.sub("", fact.unit) in each.units or (by_name and each.noun in _own_labels(fact))


def _is_called_so(fact: Fact, noun: str) -> bool:
    """Tell whether a figure's own label is a noun, and no more than that it is counted: '학생 수(명)'."""
    own = [squash(own_label(path)) for path in (fact.row, fact.column)]
    return any(label.removesuffix("수") == noun.removesuffix("수") for label in own)


def _own_labels(fact: Fact) -> str:
    """The labels that tell what a figure is of: in a table its column's, but for a column that is a year."""
    column = squash("/".join(fact.column))
    return column if fact.cell and NAMES.search(column) else squash("/".join((*fact.row[-1:], column)))


def _is_told_with(fact: Fact, mine: Fact) -> bool:
    """Tell whether two figures are told together: on one line of one thing, else in one column of a table."""
    if (fact.document, fact.table) != (mine.document, mine.table):
        return False
    one, other = sorted((fact.row, mine.row), key=len)
    siblings = one[:-1] == other[:-1]
    if fact.table is None:
        return fact.lines == mine.lines and (one == other[: len(one)] or (siblings and len(one) > 1))
    same_column = fact.cell and mine.cell and fact.cell[1] == mine.cell[1]
    return siblings and bool(same_column)


def _called(query: Query, each: Each) -> int | None:
    """The place of the term right before '한 명당': 교사 of '교사 한 명당'."""
    ends = [term.start + len(term.text) for term in query.terms]
    before = [n for n, end in enumerate(ends) if end <= each.start and len(query.terms[n].text) > 1]
    last = max(before, key=lambda n: query.terms[n].start, default=None)
    if last is None or query.text[query.terms[last].start + len(query.terms[last].text) : each.start].strip():
        return None
    return last
