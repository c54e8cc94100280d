"""What a question asks: its terms, measures, years, the wanted unit, the operation and the kind.

>>> parse_question("2021년 인사과 사업비 집행률은 몇 %야?", analyze).measures
('spent_rate',)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol

from corpus.units import normalise_unit
from index.analyzer import Morpheme
from qa.understanding.per_unit import AMOUNT, EACH, each_noun
from qa.understanding.query import Operation, Query, QuestionKind, Term, squash
from qa.understanding.reverse import described, printed
from qa.understanding.synonyms import phrase_terms
from qa.understanding.terms import (
    Analyze,
    Known,
    actions,
    content_terms,
    counted,
    with_known,
    with_offices,
    with_present,
)
from qa.understanding.words.asking import POLITE
from qa.understanding.words.changes import BECAME, HOW_CHANGED, OF_RATES, UP_OR_DOWN
from qa.understanding.words.comparing import BESIDE_WHICH, COMPARES, SEVERAL, WHICH_IS_MORE
from qa.understanding.words.kinds import AUDIT, FIGURE, LABELLED, LIST, PASSAGE, REASON
from qa.understanding.words.measures import (
    ASKS,
    ASKS_STAFF,
    ASKS_TOTAL,
    CHANGE_MEASURES,
    COUNTERPARTS,
    SPENT_OR_GONE,
    STAFF_NOW,
    Ask,
)
from qa.understanding.words.operations import (
    AVERAGE_OF_NAMED,
    OPERATIONS,
    PRINTED_TOTAL,
    REMAINS,
    SHARE_OF_JOINED,
    SHARE_OF_SUM,
    SUM_OF_NAMED,
    UP_TO,
)
from qa.understanding.words.rows import (
    CONDITION,
    COUNTS_ROWS,
    DEFICIT,
    EXTREMES,
    HOW_MANY,
    RANKED_KINDS,
    TOP_MANY,
)
from qa.understanding.words.times import DAY, LAST_YEAR_TOO, MONTH, OF_REPORT, RELATIVE, YEAR, YEARS_FROM_TO
from qa.understanding.words.units import (
    ASKS_MONEY,
    ASKS_PERCENT,
    BOUNDED,
    COUNTED_DEEDS,
    COUNTER_UNITS,
    COUNTERS,
    DAYS,
    HOW_MUCH_OF,
    NO_MONEY,
    NO_PERCENT,
    NOUN_UNITS,
)

# '한 사람이 몇 권', '그 도시 사람 아니면': nobody is counted
ONE = re.compile(r"(?<![가-힣])한\s?사람(?=[^?]*\s몇\s)|사람\s?(?:아니|아닌)")
STAFF_HEADS = ("조직", "인력")  # under which a report tells the people of an office
POPULATION = re.compile(r"인구(?!\s?밀도|\s?\d)")
MEASURE_UNITS = {ask.name: ask.unit for ask in ASKS if ask.unit in ("%", "money")}
# '2021년부터 2024년까지의 추이', '... 어떻게 변했나': of each year
COURSE = re.compile(r"추이|흐름|해마다|매년|연도별|년도별|(?:어떻게|어케)\s?(?:변|바뀌|바뀐|달라)")
# '2031년부터 3년 동안'
YEARS_LONG = re.compile(r"\d\d년부터\s([2-9])(?:개\s?)?년\s?(?:치|간|동안)")
MOST_YEARS = 12  # a sum goes over
# '동이 몇 개': things that are their own unit, '425동'
THINGS = re.compile(
    r"(?<![가-힣])(동|통|반|과|팀|국|실|구|읍|면|리)[은는이가도]?\s(?:[^,.?]{0,24}\s)?몇\s*개(?!\s?(?:동|구|과|팀|소|월|년))"
)
# '2031년 대비', '2031년 최종예산에 비해'
BASE_YEAR = re.compile(
    r"['’‘]?\d{2,4}\s*년?도?\s*(?:(?:최종\s?예산|본\s?예산|예산\s?현액|예산액?|결산액?)(?=\s?대비|보다|에\s?비)\s?)?(?:대비|보다|에\s?비[해하])"
)
# '예산 9월까지 얼마나 썼어', '예산 중 얼마를 집행했나'
FROM_BUDGET = re.compile(
    r"예산(?:\s?(?:중|에서|가운데))?\s(?:(?!얼마|몇)[^,.?]){0,16}얼마[나를]?\s?(?:썼|집행[했됐된])"
)
# '몇 개 구', '몇 면', '몇 개교이며': no labels, as '몇 팀' and '몇 필지' may be
COUNTED_IN = re.compile(
    r"몇\s*(?:개교(?!육)|실(?=[\s,?이입인예은는을를]|$)|(?:개\s?[구동]|면|기|킬로)(?![가-힣]{2}))"
)
SPENDING = re.compile(
    r"집행\s?(?:현황|상황|실적)(?=[은는을를이가]?\s*(?:좀\s)?(?:알려|어떻|어때|요약|말해|보여|[?]|$))"
)
HOW_MUCH, ANY_COUNT = re.compile(r"얼[마만]"), re.compile(r"몇|수는|수와")
OF_MONEY = re.compile(
    # no 정비, 완료, 지금, 추세
    r"[가-힣](?:(?<![정준대설소])비|(?<![완수종재자의진치사원])료|액|(?<![지])금|(?<!추)세)(?=[와과은는이가도의,\s])|수입|지출|손익|단가|가격|[세매]값|썼|쓴|들[었어여]"
)
# '집행률이 가장 낮은 분야와 그 집행률'
AND_ITS = re.compile(r"(?:[와과]|이?랑|하고)\s(?:그|해당)\s(?!중)")
# '가장 많은 해의 실적은 전체의 몇 %'
OF_WHOLE = re.compile(r"(?:전체|총|합계)\S*(?:\s\S+)?의\s(?:약\s)?몇\s?(?:%|퍼센트|프로)")
AND_MOST = re.compile(r"\s(?:가장|제일|젤)")
PARENTHESES = re.compile(r"\([^)]*\)")
AVERAGE = re.compile(r"평균|(?<=\S)\s?꼴")  # '한 업체당 평균 얼마꼴': no part of a label
# '몇 명이나 느럿나요', with errors that no dictionary has
CHANGED_AT_LAST = re.compile(rf"(?<!\S){BECAME}[가-힣]*(?=\s*(?:[?.!]|$))")
SHARE_SAID = re.compile(r"비율|비중|구성비|(?<=%)인지(?=[\s,?]|$)")  # '인용비율': the part is 인용
RANK_SAID = re.compile(r"[상하]위|순서(?=로|대로)")  # '상위 3개', '많은 순서대로'
# what an operation is asked by, that no label is
TAKEN: Mapping[str, tuple[re.Pattern[str], ...]] = MappingProxyType(
    {
        "per_head": (EACH, AVERAGE),
        "matching": (CONDITION,),
        "average": (HOW_MANY, AVERAGE),
        "sum": (HOW_MANY, PRINTED_TOTAL),
        "largest": (HOW_MANY, DEFICIT, RANK_SAID),
        "smallest": (HOW_MANY, RANK_SAID),
        "difference": (HOW_MANY, CHANGED_AT_LAST),
        "growth": (CHANGED_AT_LAST,),
        "share": (SHARE_SAID,),
    }
)
# what is computed is no list, be there '세 곳' or not
COMPUTED_OF = frozenset(
    ["sum", "largest", "smallest", "changed", "changes", "share", "per_head", "fill", "ratio"]
)
ROW_CHANGES = frozenset(["changed", "changes"])  # operations that give how rows changed
OF_ROWS = frozenset(["largest", "smallest", "changed", "matching"])  # operations over the rows of a table
# what is asked of several things that are joined, by what would be asked of one
OVER_JOINED: Mapping[str, Mapping[Operation, re.Pattern[str]]] = MappingProxyType(
    {"count": {"average": AVERAGE_OF_NAMED, "sum": SUM_OF_NAMED}, "share": {"sum": SHARE_OF_JOINED}}
)
SIDES_OF_BUDGET = ("세입", "세출")
TABLE_NAME = re.compile(
    r"표(?=[에의와과랑는은,\s]|이?랑|하고)"
)  # '집행계획표에는': a table, not what is planned
# '공무직 아닌 사람', '인력운영비 제외', '기본경비 말고'
DENIED = re.compile(r"(?:[은는이가을를]|과제|건물|사업)?\s*(?:아닌|아니고|말고|제외|빼고)")
# "'과제별 예산 내역' 표", no year ("'21년")
QUOTED = re.compile(r"['‘“\"「『](?!\d\d)([^'‘’“”\"「」『』]{2,60})['’”\"」』]")
# '2031년 보고랑 2033년 보고에': where figures are told
REPORT_NAMED = re.compile(r"(?<!\S)(?:보고서?|자료|문서)(?:이?랑|하고|[와과]|에서?는?)(?=[\s,?]|$)")
OF_NAME = re.compile(r"[의은는이가을를에도](?=\s)")  # a particle behind a name
TOTAL_COST = re.compile(r"총사업비")
OF_CHANGE = re.compile(r"(?:증감|증가|감소)\s?[률율]")
SUM_THAN = re.compile(r"(?:합[한친]|더한)\s[^,?]*보다\s[^,?]*(?:몇|얼마)")
BALANCE = re.compile(r"잔액[은이]?\s*(?:알려|[?]|$)")  # '선택적 복지 예산 잔액'
# '얼마 늘었고 몇 %야'
RATE_TOO = re.compile(rf"{BECAME}[가-힣]{{0,4}}[고며,]\s(몇\s*(?:%|퍼센트|프로))(?!p)")
UNDONE = re.compile(r"미[가-힣]{2}")  # '미수검'
OF_ONE = re.compile(UP_OR_DOWN)  # of one thing, no rows
NO_WORDS = re.compile(rf"{BESIDE_WHICH.pattern}|{WHICH_IS_MORE.pattern}")  # which no words answer
BESIDE_OTHERS = re.compile(
    rf"각각|씩(?![가-힣])|차이|격차|보다|얼마.*얼마|(?<![률율])(?:[와과]|이?랑|하고)\s|{COMPARES.pattern}"
)
SUBTRACTED = re.compile(r"에서\s.+(?:빼|제외)")  # 'A에서 B를 빼고': a difference


def _years(text: str) -> tuple[list[tuple[int, int]], str]:
    """Take the years out of a text, with their offsets: "21년 1월" -> ([(2021, 0)], "    1월")."""
    matches, rest = _take(YEAR, text)
    return [(int(match[1] or 2000 + int(match[2])), match.start()) for match in matches], rest


class Finds(Protocol):
    """What finds something in a text: a pattern, or the names of the documents."""

    def finditer(self, text: str, /) -> Iterator[re.Match[str]]:
        """The places, from left to right."""


def _take(
    pattern: Finds, text: str, unless: re.Pattern[str] | None = None
) -> tuple[list[re.Match[str]], str]:
    """Take all matches out of a text, but those before `unless`; blanks stand in their places."""
    found = [m for m in pattern.finditer(text) if not (unless and unless.match(text, m.end()))]
    for match in found:
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return found, text


def _asked_years(
    text: str, years: Sequence[tuple[int, int]], operation: Operation | None, *, whole: bool
) -> tuple[int, ...]:
    """The years that figures are wanted of: those named, those between them, and the one before.

    A sum 'from 2016 to 2018' is over three years; '2019년 예산은? 전년도도' asks for two.
    """
    named = list(dict.fromkeys(year for year, _ in years))
    over = operation == "sum" or (operation in (None, "count") and (whole or COURSE.search(text)))
    if len(years) == 2 and over:
        (first, start), (last, end) = years
        if YEARS_FROM_TO.search(text, start, end) and 1 < last - first < MOST_YEARS:
            return tuple(range(first, last + 1))
    if len(named) == 1 and operation == "sum" and (span := YEARS_LONG.search(text)):
        return tuple(range(named[0], named[0] + int(span[1])))
    if len(named) == 1 and LAST_YEAR_TOO.search(text):
        named.append(named[0] - 1)
    return tuple(named)


def _without_base(
    asked: tuple[int, ...], text: str, years: Sequence[tuple[int, int]], operation: Operation | None
) -> tuple[int, ...]:
    """The years less the one before that a change goes from: '2023년 예산과 2022년 대비 증감률'.

    That year alone says which is asked for: "'22년 대비 증감률" is printed for the year after.
    """
    base = {year for year, start in years if BASE_YEAR.match(text, start)}
    left = tuple(year for year in asked if year not in base)
    if len(asked) == 1 and not left and operation is None:
        return (asked[0] + 1,)
    return left if len(asked) == 2 and left and abs(asked[0] - asked[1]) == 1 else asked


def _operation(text: str, years: Sequence[tuple[int, int]], measures: Sequence[Term]) -> Operation | None:
    """What is to be done with the figures; the first of OPERATIONS that a question asks for."""
    said = PARENTHESES.sub(" ", text)
    asked = [name for name, pattern in OPERATIONS if pattern.search(said)]
    changed = len(years) > 1 and ("growth" in asked or HOW_CHANGED.search(text))
    if "per_head" in asked and (UP_TO.search(text) or changed):
        asked.remove("per_head")  # '1인당 얼마까지', '한 곳당 평균 예산이 얼마나 늘었나': printed
    if "changed" in asked and (OF_RATES.search(text) or OF_ONE.search(text)):
        asked.remove("changed")  # '감소율이 가장 큰': ranked by the rates that are printed; '는 거야 준 거야'
    names = {term.measure for term in measures}
    if "sum" in asked and (SUM_THAN.search(said) or names >= {"quota", "staff"}):
        # '연면적을 모두 합한 값은 옆 건물보다 몇 ㎡': the sum is one side; '정원과 현원 합계': each one's own
        asked.remove("sum")
    operation = asked[0] if asked else None
    remains = asks_rest(text) and (ASKS_MONEY.search(text) or BALANCE.search(text))
    if operation in (None, "complement") and remains:
        return "difference"
    rates = any(term.measure.endswith("rate") for term in measures)
    compared = WHICH_IS_MORE.search(text) is not None  # 'A와 B 중에 노인 비율이 어디가 더 높나'
    if operation == "share" and (rates or compared) and not re.search("차지|비중", text):
        # '운영비 중 국비의 집행률은 몇 %': a rate is asked for; or how far two are apart
        operation = next((name for name in ("difference", "growth") if name in asked), None)
    changes = (rates and OF_CHANGE.search(text)) or any(term.measure == "change" for term in measures)
    if operation is None and changes and len({year for year, _ in years}) == 2:
        return "growth"  # '2031년 대비 2033년 증가율', '2031년과 2032년의 증감'
    return operation


def _over_named(text: str, morphemes: Sequence[Morpheme], operation: Operation | None) -> Operation | None:
    """What is computed of several things that are joined: 'A와 B 합계는', 'A와 B의 평균은'."""
    said = OVER_JOINED.get(operation or "count", {})
    asked = next((name for name, pattern in said.items() if pattern.search(text)), None)
    return asked if asked and _joins(text, morphemes, operation) else operation


def _less_operation(
    operation: Operation | None, measures: list[Term], text: str, rest: str
) -> tuple[list[Term], str]:
    """The measures, and what is left to be read, without what only says what is to be done with them."""
    if operation in EXTREMES:
        measures = _ranked_by(measures, text)
    if operation in ROW_CHANGES:
        measures = [term for term in measures if term.measure != "change"]
    if operation in ("changes", "matching"):  # '둘 모두 줄었는데', '10억원 이상인 사업을 모두': no total
        measures = [term for term in measures if term.measure != "total"]
    if operation == "per_head":  # '한 사람당 얼마꼴로 나갔나': no column of what is spent
        measures = [term for term in measures if not SPENT_OR_GONE.fullmatch(term.text)]
    left = [REMAINS] * (operation == "difference" and asks_rest(text))
    for pattern in (*TAKEN.get(operation or "", ()), *left):
        _, rest = _take(pattern, rest)
    return measures, rest


def since_year(query: Query) -> bool:
    """Tell whether a change goes from the one year that is named: '2031년보다 얼마나 늘었나'."""
    years = {year for year, _ in query.year_places}
    return len(years) == 1 and any(BASE_YEAR.match(query.text, start) for _, start in query.year_places)


def asks_rest(text: str) -> bool:
    """Tell whether what is left is asked for, which may have to be computed.

    A 잔액 that is told beside something else is a column of that name: '집행액과 집행잔액은 각각 얼마'.
    """
    found = [match[0] for match in REMAINS.finditer(text)]
    beside = all(word.endswith("잔액") for word in found) and BESIDE_OTHERS.search(text)
    return bool(found) and not beside


def _without_deeds(measures: list[Term], text: str) -> list[Term]:
    """The measures without what was only done: '몇 장이 나갔나', '연가를 쓴 인원' ask for no money."""
    counts = COUNTERS.search(text) or any(pattern.search(text) for pattern, _ in NOUN_UNITS)
    if counts and not ASKS_MONEY.search(text):
        measures = [term for term in measures if not SPENT_OR_GONE.fullmatch(term.text)]
    if COUNTED_DEEDS.search(text):
        measures = [term for term in measures if term.measure != "imposed"]
    return measures


def _less_source(measures: list[Term], text: str) -> list[Term]:
    """The measures without the budget that money is from: '예산 9월까지 얼마나 썼어'."""
    spent = any(term.measure in ("spent", "spent_rate") for term in measures) and FROM_BUDGET.search(text)
    return [term for term in measures if term.measure != "budget"] if spent else measures


def _is_of_name(text: str, match: re.Match[str]) -> bool:
    """Tell whether a measure's word is part of a name: '세출예산'."""
    return text[max(match.start() - 2, 0) : match.start()] in SIDES_OF_BUDGET


def _asked_as(ask: Ask, text: str, start: int) -> Term:
    """A measure as a term, which any of the labels explains under which it is printed."""
    return Term(text, tuple(map(squash, ask.printed)), (), ask.name, start)


def _measures(text: str) -> tuple[list[Term], str]:
    terms: list[Term] = []
    quoted = [
        match for match in QUOTED.finditer(text) if not any(ask.said.fullmatch(match[1]) for ask in ASKS)
    ]
    original = whole = text
    for match in quoted:
        text = text[: match.start()] + "\x00" * len(match[0]) + text[match.end() :]
    spending, text = _take(SPENDING, text)
    if spending:  # what is spent, and the rate
        terms += [
            _asked_as(ask, spending[0][0], spending[0].start())
            for ask in ASKS
            if ask.name in ("spent", "spent_rate")
        ]
    for ask in ASKS:
        matches, text = _take(ask.said, text, TABLE_NAME)
        # '세출예산 세부현황의 예산현액': 예산 is part of a name where it is asked for again
        matches = [match for match in matches if not _is_of_name(original, match)] or matches
        if matches:
            terms.append(_asked_as(ask, matches[0][0].strip(), matches[0].start()))
    # '세출예산 세부현황의 집행액': or where another measure is
    if any(term.measure != "budget" for term in terms):
        terms = [t for t in terms if original[max(t.start - 2, 0) : t.start] not in SIDES_OF_BUDGET]
    if (too := RATE_TOO.search(original)) and any(term.measure == "change" for term in terms):
        terms += [_asked_as(ask, too[1], too.start(1)) for ask in ASKS if ask.name == "change_rate"]
    now = STAFF_NOW.search(original)
    if (
        now
        and {term.measure for term in terms} & {"quota", "shortage"}
        and not any(term.measure == "staff" for term in terms)
    ):
        terms += [_asked_as(ask, now[0], now.start()) for ask in ASKS if ask.name == "staff"]
    totals, text = _take(ASKS_TOTAL, text)
    if totals:
        terms.append(Term(totals[0][0], ("계",), (), "total", totals[0].start()))
    for match in quoted:
        text = text[: match.start()] + whole[match.start() : match.end()] + text[match.end() :]
    return terms, text


def _counterpart(measures: Sequence[Term], text: str, operation: Operation | None) -> list[Term]:
    """What a measure is compared with where that goes without saying: '정원보다 몇 명 모자라' -> 현원."""
    named = [term for term in measures if term.measure not in ("total", "shortage")]
    if operation != "difference" or len(named) != 1 or named[0].measure not in COUNTERPARTS:
        return []
    if not re.match(r"[가-힣]{0,2}(?:보다|에\s?비해)", text[named[0].start + len(named[0].text) :]):
        return []
    other = next(ask for ask in ASKS if ask.name == COUNTERPARTS[named[0].measure])
    return [_asked_as(other, squash(other.printed[0]), named[0].start)]


def _less_undone(
    operation: Operation | None, terms: list[Term], known: Known
) -> tuple[Operation | None, list[Term]]:
    """What is not done as what is, which is to be taken away: '미수검' where documents tell of 수검 alone."""
    if operation not in (None, "count"):
        return operation, terms
    found = [
        replace(term, text=term.text[1:], words=(term.words[0][1:],), start=term.start + 1)
        if UNDONE.match(term.text) and not known(term.words[0]) and known(term.words[0][1:])
        else term
        for term in terms
    ]
    return operation if found == terms else "complement", found


def _denied(terms: Sequence[Term], text: str) -> list[Term]:
    """The terms that are named to be left out, with what they are written with: '(총무과 건물 제외)'."""
    found: list[Term] = []
    if SUBTRACTED.search(text):
        return found
    for term in sorted(terms, key=lambda term: -term.start):
        end = term.start + len(term.text)
        if DENIED.match(text, end) or (found and text[end : found[-1].start].isspace() and "(" in text[:end]):
            found.append(term)
    return found


def _units(text: str, measures: Sequence[Term], operation: Operation | None) -> tuple[str, ...]:
    derived = operation in ("share", "ratio", "fill") or (operation == "sum" and SHARE_OF_SUM.search(text))
    derived = derived or (operation in (*EXTREMES, "sum") and OF_WHOLE.search(text))
    counters = ["".join(match[1].split()) for match in COUNTERS.finditer(text)]
    units = [COUNTER_UNITS.get(counter, counter) for counter in counters]
    things = [match[1] for match in THINGS.finditer(EACH.sub(" ", text))]
    units = [*things, *(unit for unit in units if not (things and unit == "개"))]
    if operation in ("changed", "matching") and COUNTS_ROWS.search(text):
        units = [unit for unit in units if unit not in ("개", "개소")]
    units = [unit for unit in units if not (derived and unit in ("%", "배"))]
    if operation in ("difference", "growth"):  # '차이가 몇 포인트': of rates
        units = [unit for unit in units if unit != "P"]
    units += [unit for term in measures if (unit := MEASURE_UNITS.get(term.measure))]
    people = POPULATION.search(text) or any(term.measure == "staff" for term in measures)
    units += ["일"] * bool(DAYS.search(text)) + ["명"] * bool(people)
    said = ONE.sub(" ", text)
    units += [unit for pattern, unit in NOUN_UNITS if pattern.search(said)]
    if ASKS_PERCENT.search(NO_PERCENT.sub("", text)) and not derived:
        units.append("%")
    money = text.replace("얼마나", "") if operation in ROW_CHANGES else text  # '뭐가 제일 늘었어? 얼마나?'
    if ASKS_MONEY.search(NO_MONEY.sub("", money)) and not (
        (units or HOW_MUCH_OF.search(text)) and is_how_much_of(text)
    ):
        units.append("money")
    if operation == "per_head":
        units += [normalise_unit(match[1]) for match in AMOUNT.finditer(text) if not units]
        units += [unit for match in EACH.finditer(text) for unit in each_noun(match)[1]][:1]
    return tuple(dict.fromkeys(units))


def is_how_much_of(text: str) -> bool:
    """Tell whether '얼마' asks for nothing but what a noun tells: '재배면적은 계획이 각각 얼마'."""
    rest, times = HOW_MUCH.subn(" ", text)
    return times == 1 and not (ANY_COUNT.search(rest) or ASKS_MONEY.search(rest) or OF_MONEY.search(rest))


def asks_how_changed(text: str, years: Sequence[int]) -> bool:
    """Tell whether a question asks what became of something between two years that it names."""
    return len(years) > 1 and HOW_CHANGED.search(text) is not None


def _kind(
    text: str, operation: Operation | None, units: Sequence[str], years: Sequence[int], *, joins: bool
) -> QuestionKind:
    if AUDIT.search(text):
        return "audit"
    if LIST.search(text) and operation not in COMPUTED_OF and not (units and COMPARES.search(text)):
        return "list"
    if REASON.search(text):
        return "passage"
    ranked = operation in EXTREMES and TOP_MANY.search(text)
    if operation in ROW_CHANGES or ranked or asks_how_changed(text, years) or NO_WORDS.search(text):
        return "figure"
    in_words = PASSAGE.search(text) or (LABELLED.search(text) and not joins)
    return "passage" if in_words and not FIGURE.search(text) else "figure"


def _joins(text: str, morphemes: Sequence[Morpheme], operation: Operation | None) -> bool:
    """Tell whether things are joined or compared; '가장 큰 곳과 그 금액', '밝고 친절하고 ...' are one."""
    one = operation in EXTREMES and AND_ITS.search(text)
    for adjective in (m.start for m in morphemes if m.tag == "XSA"):
        text = text[:adjective] + " " + text[adjective + 1 :]
    return not one and (any(m.tag == "JC" for m in morphemes) or bool(SEVERAL.search(POLITE.sub(" ", text))))


def _ranked_by(measures: Sequence[Term], text: str) -> list[Term]:
    """The measure that a rank goes by, the last before '가장': '예산에서 집행률이 가장 높은' -> 집행률.

    Prose names the first and the last of a rank itself: '최소 - 별빛동 (247명)'.
    """
    at = next((match.start() for match in re.finditer(r"가장|제일|최[고대다소저]", text)), len(text))
    before = [term for term in measures if term.start < at and term.measure != "total"]
    by = [max(before, key=lambda term: term.start)] if before else list(measures)
    return by + [
        Term(words[0], words, (), name)
        for name, words in EXTREMES.items()
        if any(operation == name and pattern.search(text) for operation, pattern in OPERATIONS)
    ]


def _is_ranked_kind(term: Term, text: str) -> bool:
    """Tell whether a word says only what kind of things is ranked: '가장 큰 시설과 가장 작은 시설'."""
    joined = term.text.endswith("과") and AND_MOST.match(text, term.start + len(term.text))
    return (term.text[:-1] if joined else term.text) in RANKED_KINDS


def _with_total(term: Term, text: str) -> Term:
    """A term with what makes it another thing: '총사업비', which is not that of a year."""
    said = TOTAL_COST.match(text, max(term.start - 1, 0))
    if said is None or term.words[0] != squash(said[0])[1:]:
        return term
    return replace(term, words=(squash(said[0]),))


def parse_question(
    text: str,
    analyze: Analyze,
    names: Finds | None = None,
    known: Known = lambda _: 0.0,
) -> Query:
    """Understand a question.

    Args:
        text: the question.
        analyze: gives the morphemes of a text with their offsets.
        names: matches the agencies and departments of the documents, which are not to be cut.
        known: how common a word is in the documents, 0 where it does not stand in them.
    """
    years, rest = _years(text)
    for said in (POLITE, REPORT_NAMED):
        _, rest = _take(said, rest)
    staff, rest = _take(ASKS_STAFF, rest)
    named, rest = _take(names, rest) if names else ([], rest)
    for name in named:  # '도선과의': what is left of it is no noun
        if OF_NAME.match(rest, name.end()):
            rest = rest[: name.end()] + " " + rest[name.end() + 1 :]
    relative = tuple(offset for pattern, offset in RELATIVE if pattern.search(rest))
    months, rest = _take(MONTH, rest)
    _, rest = _take(DAY, rest)
    measures, rest = _measures(rest)
    measures += [Term(match[0].strip(), ("현원",), (), "staff", match.start()) for match in staff]
    measures = _less_source(_without_deeds(measures, text), text)
    operation = _operation(text, years, measures)
    plain = analyze(text)
    operation = _over_named(text, plain, operation)
    if other := _counterpart(measures, text, operation):
        measures = [*(term for term in measures if term.measure != "shortage"), *other]
    measures, rest = _less_operation(operation, measures, text, rest)
    morphemes = with_offices(text, with_known(text, with_present(plain), known), known)
    bounded, rest = _take(BOUNDED, rest)
    _, rest = _take(COUNTED_IN, rest)
    sayings = phrase_terms(rest)
    for start, end, _ in sayings:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    content = [_with_total(term, text) for term in content_terms(text, rest, morphemes)]
    content += [Term(match[0], (squash(match[0]),), (), "", match.start()) for match in named]
    content += [Term(match[0], (squash(match[0]),), (), "", match.start()) for match in bounded]
    content += [Term(text[start:end], words, (), "", start) for start, end, words in sayings]
    operation, content = _less_undone(operation, content, known)
    if operation in OF_ROWS:
        content = [term for term in content if not _is_ranked_kind(term, text)]
    unnamed = [m for m in morphemes if not any(name.start() <= m.start < name.end() for name in named)]
    meanings = described(text, unnamed, known)
    denied = _denied(content, text) if operation != "complement" else []
    content = [term for term in content if term not in denied]
    terms = sorted([*measures, *content], key=lambda term: term.start)
    numbers = tuple(int(match[1]) for match in months)
    whole = any(term.measure == "total" for term in measures)
    asked_years = _asked_years(text, years, operation, whole=whole)
    if any(term.measure in CHANGE_MEASURES for term in measures):
        asked_years = _without_base(asked_years, text, years, operation)
        base = [match.span() for _, start in years if (match := BASE_YEAR.match(text, start))]
        if len(asked_years) < len(years):  # '2031년 최종예산에 비해 얼마 줄었나': that is not asked for
            terms = [t for t in terms if not (t.measure and any(s <= t.start < e for s, e in base))]
    if whole and operation in (None, "count") and len(asked_years) > max(len(years), 2):
        operation = "sum"
    joins = _joins(text, morphemes, operation)
    return Query(
        text=text,
        terms=tuple(terms),
        years=asked_years,
        year_places=tuple(years),
        relative_years=relative,
        months=numbers,
        units=(units := _units(text, measures, operation)),
        operation=operation,
        kind=_kind(text, operation, units, asked_years, joins=joins),
        joins=joins,
        denied=tuple(denied),
        actions=tuple(actions(text, rest, morphemes)),
        described=tuple(meanings),
        printed=" ".join(
            (
                printed(text, meanings if plain == unnamed else described(text, plain, known)),
                *(STAFF_HEADS if {"staff"} == {term.measure for term in measures} else ()),
            )
        ),
        of_report=bool(OF_REPORT.search(text)),
        counted=counted(text, morphemes),
    )
