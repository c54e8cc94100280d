"""What is to be done with the figures that a question asks for, and which of its words say only that."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from index.analyzer import Morpheme
from qa.understanding.limits import take_limits
from qa.understanding.per_unit import PER_ONE
from qa.understanding.query import Operation, Term
from qa.understanding.taking import take
from qa.understanding.terms import Known
from qa.understanding.words.asking import POLITE
from qa.understanding.words.changes import BECAME, HOW_CHANGED, OF_RATES, UP_OR_DOWN
from qa.understanding.words.comparing import COMPARES, SEVERAL, WHICH_IS_MORE
from qa.understanding.words.measures import SPENT_OR_GONE
from qa.understanding.words.operations import (
    AVERAGE_OF_NAMED,
    OPERATIONS,
    PRINTED_TOTAL,
    REMAINS,
    SHARE_OF_JOINED,
    SUM_OF_NAMED,
    UP_TO,
    YEAR_OF_YEAR,
)
from qa.understanding.words.rows import CONDITION, DEFICIT, EXTREMES, HOW_MANY, PLACE, RANKED_KINDS
from qa.understanding.words.times import HALVES
from qa.understanding.words.units import ASKS_MONEY

LAMPS = re.compile(r"(?:가로|보안|경관|조명|신호)등")  # '가로등 중 꺼진 것은 몇 등': no rank
ROW_CHANGES = frozenset(["changed", "changes"])  # operations that give how rows changed
OF_ROWS = frozenset(["largest", "smallest", "changed", "matching"])  # operations over the rows of a table
PARENTHESES = re.compile(r"\([^)]*\)")
# '2031년부터 2033년까지 한 해 평균 몇 톤', '세 해 평균', '연평균'
AVERAGE_OF_YEARS = re.compile(
    r"(?:한\s?해|해마다|매년|(?<![가-힣])연|[두세네]\s?해|\d\s?년(?:간|동안)?)\s?평균(?!\s?\d)"
)
POINTS = re.compile(r"몇\s?(?:%\s?p|%\s?포인트|퍼센트\s?포인트|포인트)")  # '몇 %p 올라갔나': of two years
PRINTED_EACH = re.compile(r"[^?]*\d\s?(?:인|명|식|회|건|일|개소|학급)당\s[가-힣]{2,}[은는이가]\s")
OF_CHANGE = re.compile(r"(?:증감|증가|감소)\s?[률율]")
SUM_THAN = re.compile(r"(?:합[한친]|더한)\s[^,?]*보다\s[^,?]*(?:몇|얼마)")
BALANCE = re.compile(r"잔액[은이]?\s*(?:알려|[?]|$)")  # '선택적 복지 예산 잔액'
OF_ONE = re.compile(UP_OR_DOWN)  # of one thing, no rows
BESIDE_OTHERS = re.compile(
    # no '나루과 미수납액'
    rf"각각|씩(?![가-힣])|차이|격차|보다|얼마.*얼마|(?:(?<=[액금비수원])과|(?<![률율])와|이?랑|하고)\s|{COMPARES.pattern}"
)
# '집행률이 가장 낮은 분야와 그 집행률'
AND_ITS = re.compile(r"(?:[와과]|이?랑|하고)\s(?:그|해당)\s(?!중)")
AVERAGE = re.compile(r"평균|(?<=\S)\s?꼴")  # '한 업체당 평균 얼마꼴': no part of a label
# '몇 명이나 느럿나요', with errors that no dictionary has
CHANGED_AT_LAST = re.compile(rf"(?<!\S){BECAME}[가-힣]*(?=\s*(?:[?.!]|$))")
SHARE_SAID = re.compile(r"비율|비중|구성비|(?<=%)인지(?=[\s,?]|$)")  # '인용비율': the part is 인용
# '상위 3개', '많은 순서대로', '2위', '가장 큰 폭으로'
RANK_SAID = re.compile(
    r"[상하]위|(?<!\d)[1-4]위|(?<!\d)1등(?!급)|순서?(?=로|대로|으로)|순위|(?<=[큰은]\s)폭(?=으로)"
)
# what an operation is asked by, that no label is
TAKEN: Mapping[str, tuple[re.Pattern[str], ...]] = MappingProxyType(
    {
        "per_head": (PER_ONE, AVERAGE),
        "matching": (CONDITION,),
        "average": (HOW_MANY, AVERAGE),
        "sum": (HOW_MANY, PRINTED_TOTAL),
        "largest": (HOW_MANY, DEFICIT, RANK_SAID),
        "smallest": (HOW_MANY, RANK_SAID),
        "changed": (HOW_MANY,),
        "difference": (HOW_MANY, CHANGED_AT_LAST),
        "growth": (CHANGED_AT_LAST,),
        "share": (SHARE_SAID,),
        "place": (PLACE,),
    }
)
# what is asked of several things that are joined, by what would be asked of one
# '총무과하고세정과 합계', '7급, 8급 합계', '총무과·세정과 합계'
WRITTEN_ON = re.compile(
    r"[가-힣]하고(?=[가-힣]{2,})|[가-힣],\s?[가-힣\d]{1,8}[가-힣]\s|[과실팀동구국소원관]\s?·\s?[가-힣]{1,8}[과실팀동구국소원관](?=[의\s,])"
)
OVER_JOINED: Mapping[str, Mapping[Operation, re.Pattern[str]]] = MappingProxyType(
    {"count": {"average": AVERAGE_OF_NAMED, "sum": SUM_OF_NAMED}, "share": {"sum": SHARE_OF_JOINED}}
)
UNDONE = re.compile(r"미[가-힣]{2}")  # '미수검'
AND_MOST = re.compile(r"\s(?:가장|제일|젤)")


def asked_operation(
    text: str, years: Sequence[tuple[int, int]], measures: Sequence[Term]
) -> Operation | None:
    """What is to be done with the figures; the first of OPERATIONS that a question asks for."""
    _, said = take_limits(PARENTHESES.sub("", text))
    asked = [name for name, pattern in OPERATIONS if pattern.search(said)]
    changed = len(years) > 1 and ("growth" in asked or HOW_CHANGED.search(text))
    if "per_head" in asked and (UP_TO.search(text) or changed):
        asked.remove("per_head")  # '1인당 얼마까지', '한 곳당 평균 예산이 얼마나 늘었나': printed
    if "per_head" in asked and {"difference", "largest", "smallest"} & {*asked} and PRINTED_EACH.match(text):
        asked.remove("per_head")  # '1식당 급식비는 A가 B보다 얼마 더 비싼가'
    if "changed" in asked and (OF_RATES.search(text) or OF_ONE.search(text)):
        asked.remove("changed")  # '감소율이 가장 큰': ranked by the rates that are printed; '는 거야 준 거야'
    if "place" in asked and LAMPS.search(text):
        asked.remove("place")
    names = {term.measure for term in measures}
    if "sum" in asked and (SUM_THAN.search(said) or names >= {"quota", "staff"}):
        # '연면적을 모두 합한 값은 옆 건물보다 몇 ㎡': the sum is one side; '정원과 현원 합계': each one's own
        asked.remove("sum")
    if years and (of_years := _of_years(text, years, asked)):
        return of_years
    return _of_measures(text, years, measures, asked)


def _of_measures(
    text: str, years: Sequence[tuple[int, int]], measures: Sequence[Term], asked: Sequence[Operation]
) -> Operation | None:
    """The first of some operations that are asked for, as the measures that are named allow."""
    operation = asked[0] if asked else None
    remains = asks_rest(text) and (ASKS_MONEY.search(text) or BALANCE.search(text))
    if operation in (None, "complement") and remains:
        return "difference"
    rates = any(term.measure.endswith("rate") for term in measures)
    compared = WHICH_IS_MORE.search(text) is not None  # 'A와 B 중에 노인 비율이 어디가 더 높나'
    if operation == "growth" and compared and not years:
        return "difference"  # 'A 예산은 B보다 많아'
    if operation == "share" and (rates or compared) and not re.search("차지|비중", text):
        # '운영비 중 국비의 집행률은 몇 %': a rate is asked for; or how far two are apart
        operation = next((name for name in ("difference", "growth") if name in asked), None)
    changes = (rates and OF_CHANGE.search(text)) or any(term.measure == "change" for term in measures)
    if operation is None and changes and len({year for year, _ in years}) == 2:
        return "growth"  # '2031년 대비 2033년 증가율', '2031년과 2032년의 증감'
    return operation


def _of_years(text: str, years: Sequence[tuple[int, int]], asked: Sequence[Operation]) -> Operation | None:
    """What is computed of several years, where they are said to be what it goes over; None for nothing."""
    if len({year for year, _ in years}) == 2 and YEAR_OF_YEAR.search(text):
        return "ratio"
    if len(years) > 1 and AVERAGE_OF_YEARS.search(text):
        return "average"
    return "growth" if len(years) > 1 and not asked and POINTS.search(text) else None


def over_years(
    operation: Operation | None, measures: Sequence[Term], named: int, asked: int
) -> Operation | None:
    """What is computed where a total is asked for, of more years than are named: a sum.

    Args:
        operation: what is asked for in words.
        measures: what it is asked of.
        named: how many years the question names.
        asked: of how many figures are wanted.
    """
    whole = any(term.measure == "total" for term in measures)
    return "sum" if whole and operation in (None, "count") and asked > max(named, 2) else operation


def asks_rest(text: str) -> bool:
    """Tell whether what is left is asked for, which may have to be computed.

    What is left is a column of its name where others are told beside it: '집행액과 집행잔액은 각각 얼마',
    '두 과의 미수납액 차이'.
    """
    found = [match[0] for match in REMAINS.finditer(text)]
    beside = all(word.endswith("액") for word in found) and BESIDE_OTHERS.search(text)
    return bool(found) and not beside


def over_named(text: str, morphemes: Sequence[Morpheme], operation: Operation | None) -> Operation | None:
    """What is computed of several things that are joined: 'A와 B 합계는', 'A와 B의 평균은'."""
    said = OVER_JOINED.get(operation or "count", {})
    asked = next((name for name, pattern in said.items() if pattern.search(text)), None)
    joined = joins(text, morphemes, operation) or (asked == "sum" and WRITTEN_ON.search(text))
    return asked if asked and joined else operation


def joins(text: str, morphemes: Sequence[Morpheme], operation: Operation | None) -> bool:
    """Tell whether things are joined or compared; '가장 큰 곳과 그 금액', '밝고 친절하고 ...' are one."""
    one = operation in EXTREMES and AND_ITS.search(text)
    for adjective in (m.start for m in morphemes if m.tag == "XSA"):
        text = text[:adjective] + " " + text[adjective + 1 :]
    return not one and (any(m.tag == "JC" for m in morphemes) or bool(SEVERAL.search(POLITE.sub(" ", text))))


def less_operation(
    operation: Operation | None, measures: list[Term], text: str, rest: str
) -> tuple[list[Term], str]:
    """The measures, and what is left to be read, without what only says what is to be done with them."""
    alone = operation == "average" and not AVERAGE_OF_NAMED.search(text)
    if operation in EXTREMES or alone:
        measures = _ranked_by(measures, text)
    if operation in ROW_CHANGES:
        measures = [term for term in measures if term.measure != "change"]
    if operation in ("changes", "matching"):  # '둘 모두 줄었는데', '10억원 이상인 사업을 모두': no total
        measures = [term for term in measures if term.measure != "total"]
    if any(half in text for half in HALVES):  # '상반기에 총 얼마': of the quarters, not of all rows
        measures = [term for term in measures if term.text.strip() not in ("총", "모두", "전부")]
    if operation == "per_head":  # '한 사람당 얼마꼴로 나갔나': no column of what is spent
        measures = [term for term in measures if not SPENT_OR_GONE.fullmatch(term.text)]
    left = [REMAINS] * (operation == "difference" and asks_rest(text))
    for pattern in (*TAKEN.get(operation or "", ()), *left):
        _, rest = take(pattern, rest)
    return measures, rest


def _ranked_by(measures: Sequence[Term], text: str) -> list[Term]:
    """The measure that a rank, or an average, goes by, the last before it: '집행률이 가장 높은' -> 집행률.

    Prose names the first and the last of a rank itself: '최소 - 별빛동 (247명)'.
    """
    at = next((match.start() for match in re.finditer(r"가장|제일|최[고대다소저]|평균", text)), len(text))
    before = [term for term in measures if term.start < at and term.measure != "total"]
    by = [max(before, key=lambda term: term.start)] if before else list(measures)
    return by + [
        Term(words[0], words, (), name)
        for name, words in EXTREMES.items()
        if any(operation == name and pattern.search(text) for operation, pattern in OPERATIONS)
    ]


def less_undone(
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


def is_ranked_kind(term: Term, text: str) -> bool:
    """Tell whether a word says only what kind of things is ranked: '가장 큰 시설과 가장 작은 시설'."""
    joined = term.text.endswith("과") and AND_MOST.match(text, term.start + len(term.text))
    return (term.text[:-1] if joined else term.text) in RANKED_KINDS
