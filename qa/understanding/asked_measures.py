"""The measures that a question asks for, less those that only tell what was done: '예산 중 얼마를 썼나'."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from qa.understanding.query import Operation, Term, squash
from qa.understanding.taking import take
from qa.understanding.words.changes import BECAME
from qa.understanding.words.measures import ASKS, ASKS_TOTAL, COUNTERPARTS, SET_DOWN, SPENT_OR_GONE, STAFF_NOW
from qa.understanding.words.units import ASKS_MONEY, COUNTED_DEEDS, COUNTERS, NOUN_UNITS

# '예산 9월까지 얼마나 썼어', '예산 중 얼마를 집행했나'
FROM_BUDGET = re.compile(
    r"예산(?:\s?(?:중|에서|가운데))?\s(?:(?!얼마|몇)[^,.?]){0,16}얼마[나를]?\s?(?:썼|집행[했됐된])"
)
SPENDING = re.compile(
    r"집행\s?(?:현황|상황|실적)(?=[은는을를이가]?\s*(?:좀\s)?(?:알려|어떻|어때|요약|말해|보여|[?]|$))"
)
THAN = re.compile(r"[가-힣]{0,2}(?:보다|에\s?비해)")
OF_RATE = re.compile(r"예산\s?(?=[가-힣]{2}[률율])")  # '예산 집행률': of what the rate is
MEASURES = {ask.name: ask for ask in ASKS}
SIDES_OF_BUDGET = ("세입", "세출")
# '세출예산 총액과 증감률': asked for beside another
AND_MORE = re.compile(r"(?:액|\s?총액|\s?규모)?(?:[과와,]|이?랑|하고|\s및)\s")
# '집행계획표에는': a table, not what is planned
TABLE_NAME = re.compile(r"표(?=[에의와과랑는은,\s]|이?랑|하고)")
# "'과제별 예산 내역' 표", no year ("'21년")
QUOTED = re.compile(r"['‘“\"「『](?!\d\d)([^'‘’“”\"「」『』]{2,60})['’”\"」』]")
# '얼마 늘었고 몇 %야'
RATE_TOO = re.compile(rf"{BECAME}[가-힣]{{0,4}}[고며,]\s(몇\s*(?:%|퍼센트|프로))(?!p)")


def take_measures(text: str, rest: str, staff: Sequence[re.Match[str]]) -> tuple[list[Term], str]:
    """Take the measures out of what is left to be read of a question.

    Args:
        text: the question.
        rest: what is left of it.
        staff: where the people of an office are asked for: '총무과 직원은 모두 몇 명'.
    """
    measures, rest = _take_named(rest)
    measures += [Term(match[0].strip(), ("현원",), (), "staff", match.start()) for match in staff]
    return _less_source(_without_deeds(measures, text), text), rest


def _take_named(text: str) -> tuple[list[Term], str]:
    """Take the measures out of a text that it names, but not out of names in quotes."""
    quoted = [
        match for match in QUOTED.finditer(text) if not any(ask.said.fullmatch(match[1]) for ask in ASKS)
    ]
    rest = text
    for match in quoted:
        rest = rest[: match.start()] + "\x00" * len(match[0]) + rest[match.end() :]
    spending, rest = take(SPENDING, rest)
    terms = [_asked_as(name, match) for match in spending[:1] for name in ("spent_rate", "spent")]
    for ask in ASKS:
        matches, rest = take(ask.said, rest, TABLE_NAME)
        # '세출예산 세부현황의 예산현액': 예산 is part of a name where it is asked for again
        matches = [match for match in matches if not _is_of_name(text, match.start())] or matches
        terms += [_asked_as(ask.name, match) for match in matches[:1]]
    # '세출예산 세부현황의 집행액': or where another measure is
    if any(term.measure != "budget" for term in terms):
        terms = [term for term in terms if not _is_of_name(text, term.start) or _is_joined(text, term)]
    terms += _told_too(text, {term.measure for term in terms})
    totals, rest = take(ASKS_TOTAL, rest)
    terms += [Term(match[0], ("계",), (), "total", match.start()) for match in totals[:1]]
    for match in quoted:
        rest = rest[: match.start()] + text[match.start() : match.end()] + rest[match.end() :]
    return terms, rest


def _told_too(text: str, measures: Set[str]) -> list[Term]:
    """The measures that are asked for without their names, beside others that are named."""
    terms: list[Term] = []
    if "change" in measures and (rate := RATE_TOO.search(text)):
        terms.append(_asked_as("change_rate", rate, 1))
    if measures & {"quota", "shortage"} and "staff" not in measures and (now := STAFF_NOW.search(text)):
        terms.append(_asked_as("staff", now))
    return terms


def _is_of_name(text: str, start: int) -> bool:
    """Tell whether the word of a measure at some place is part of a name: '세출예산'."""
    return text[max(start - 2, 0) : start] in SIDES_OF_BUDGET


def _is_joined(text: str, term: Term) -> bool:
    """Tell whether another thing is asked for beside a measure: '세출예산과 증감률'."""
    return AND_MORE.match(text, term.start + len(term.text)) is not None


def _asked_as(name: str, match: re.Match[str], group: int = 0) -> Term:
    """A measure as a term, which any of the labels explains under which it is printed."""
    printed = tuple(map(squash, MEASURES[name].printed))
    return Term(match[group].strip(), printed, (), name, match.start(group))


def _without_deeds(measures: list[Term], text: str) -> list[Term]:
    """The measures without what was only done: '몇 장이 나갔나', '몇 권으로 잡혀 있나' ask for no money."""
    counts = COUNTERS.search(text) or any(pattern.search(text) for pattern, _ in NOUN_UNITS)
    if counts and not ASKS_MONEY.search(text):
        deeds = (SPENT_OR_GONE, SET_DOWN)
        measures = [term for term in measures if not any(deed.fullmatch(term.text) for deed in deeds)]
    if COUNTED_DEEDS.search(text):
        measures = [term for term in measures if term.measure != "imposed"]
    return measures


def _less_source(measures: list[Term], text: str) -> list[Term]:
    """The measures without the budget that money is from: '예산 9월까지 얼마나 썼어'."""
    if any(term.measure.endswith("_rate") for term in measures):
        measures = [
            term for term in measures if term.measure != "budget" or not OF_RATE.match(text, term.start)
        ]
    spent = any(term.measure in ("spent", "spent_rate") for term in measures) and FROM_BUDGET.search(text)
    return [term for term in measures if term.measure != "budget"] if spent else measures


def with_counterpart(measures: list[Term], text: str, operation: Operation | None) -> list[Term]:
    """The measures with what one is compared with where that goes without saying.

    '정원보다 몇 명 모자라' asks for 정원 and 현원, and for no 결원.
    """
    named = [term for term in measures if term.measure not in ("total", "shortage")]
    if operation != "difference" or len(named) != 1 or named[0].measure not in COUNTERPARTS:
        return measures
    if not THAN.match(text, named[0].start + len(named[0].text)):
        return measures
    name = COUNTERPARTS[named[0].measure]
    words = tuple(map(squash, MEASURES[name].printed))
    other = Term(words[0], words, (), name, named[0].start)
    return [*(term for term in measures if term.measure != "shortage"), other]
