"""In what the figures are counted or measured that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.units import normalise_unit
from qa.understanding.asked_operation import OF_ROWS, ROW_CHANGES
from qa.understanding.per_unit import AMOUNT, PER_ONE, each_noun
from qa.understanding.query import Operation, Term
from qa.understanding.words.measures import ASKS
from qa.understanding.words.operations import SHARE_OF_SEVERAL
from qa.understanding.words.rows import COUNTS_ROWS, EXTREMES
from qa.understanding.words.units import (
    ASKS_MONEY,
    ASKS_PERCENT,
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
POPULATION = re.compile(r"인구(?!\s?밀도|\s?\d)")
# '다친 사람은 몇이었나', '몇이나 다녀갔어'; no '100으로 치면 몇이나'
HOW_MANY_PEOPLE = re.compile(r"^(?!.*\s치면\s).*몇이(?=나\s|나[?]|었|고|야|에요|예요|지|죠|[?])")
MEASURE_UNITS = {ask.name: ask.unit for ask in ASKS if ask.unit in ("%", "money")}
# '동이 몇 개': things that are their own unit, '425동'
THINGS = re.compile(
    r"(?<![가-힣])(동|통|반|과|팀|국|실|구|읍|면|리)[은는이가도]?\s(?:[^,.?]{0,24}\s)?몇\s*개(?!\s?(?:동|구|과|팀|소|월|년))"
)
# '가장 많은 해의 실적은 전체의 몇 %'
OF_WHOLE = re.compile(r"(?:전체|총|합계)\S*(?:\s\S+)?의\s(?:약\s)?몇\s?(?:%|퍼센트|프로)")
HOW_MUCH, ANY_COUNT = re.compile(r"얼[마만]"), re.compile(r"몇|수는|수와")
OF_MONEY = re.compile(
    # no 정비, 완료, 지금, 추세
    r"[가-힣](?:(?<![정준대설소])비|(?<![완수종재자의진치사원])료|액|(?<![지])금|(?<!추)세)(?=[와과은는이가도의,\s])|수입|지출|손익|단가|가격|[세매]값|썼|쓴|들[었어여]"
)
# '생산량과 생산금액': in two units
AMOUNT_BESIDE = re.compile(
    r"[가-힣]량(?:[와과]|이?랑|하고|,|·|\s및)\s?[가-힣]{0,4}(?:금액|[가-힣]액|[가-힣]비)(?=[을를은는이가\s?]|$)"
)
# '사업비가 가장 많은 부서', '예산이 두 번째로 큰 곳'; '제일 넓은 곳'
RANKED_UNITS = (
    (
        re.compile(
            r"[가-힣](?:(?<![정준대설소])비|(?<=[가-힣])액|(?<![지])금|예산)[이가은는]?\s(?:가장|제일|젤|[두세네]\s?번째로|많이\s)"
        ),
        "money",
    ),
    (re.compile(r"(?:가장|제일|젤|번째로)\s?[넓좁]"), "area"),
)


def asked_units(text: str, measures: Sequence[Term], operation: Operation | None) -> tuple[str, ...]:
    """The units that are asked for, where any is: counters ('명'), '%', 'money' (see `words.units`)."""
    derived = operation in ("share", "ratio", "fill", "rest") or (
        operation == "sum" and SHARE_OF_SEVERAL.search(text)
    )
    derived = derived or (operation in (*EXTREMES, "sum") and OF_WHOLE.search(text))
    counters = ["".join(match[1].split()) for match in COUNTERS.finditer(text)]
    units = [COUNTER_UNITS.get(counter, counter) for counter in counters]
    things = [match[1] for match in THINGS.finditer(PER_ONE.sub(" ", text))]
    units = [*things, *(unit for unit in units if not (things and unit == "개"))]
    if operation in ("changed", "matching") and COUNTS_ROWS.search(text):
        units = [unit for unit in units if unit not in ("개", "개소", "건")]
    units = [unit for unit in units if not (derived and unit in ("%", "배"))]
    if operation in ("difference", "growth"):  # '차이가 몇 포인트': of rates
        units = [unit for unit in units if unit != "P"]
    units += [unit for term in measures if (unit := MEASURE_UNITS.get(term.measure))]
    people = any(said.search(text) for said in (POPULATION, HOW_MANY_PEOPLE))
    people = people or any(term.measure == "staff" for term in measures)
    units += ["일"] * bool(DAYS.search(text)) + ["명"] * bool(people)
    said = AMOUNT_BESIDE.sub(" ", ONE.sub(" ", text))
    units += [unit for pattern, unit in NOUN_UNITS if pattern.search(said)]
    if ASKS_PERCENT.search(NO_PERCENT.sub("", text)) and not derived:
        units.append("%")
    money = text.replace("얼마나", "") if operation in ROW_CHANGES else text  # '뭐가 제일 늘었어? 얼마나?'
    if ASKS_MONEY.search(NO_MONEY.sub("", AMOUNT_BESIDE.sub("", money))) and not (
        (units or HOW_MUCH_OF.search(text)) and is_how_much_of(text)
    ):
        units.append("money")
    if operation in OF_ROWS and not units:
        units += [unit for ranked, unit in RANKED_UNITS if ranked.search(text)][:1]
    if operation == "per_head":
        units += [normalise_unit(match[1]) for match in AMOUNT.finditer(text) if not units]
        units += [unit for match in PER_ONE.finditer(text) for unit in each_noun(match)[1]][:1]
    return tuple(dict.fromkeys(units))


def is_how_much_of(text: str) -> bool:
    """Tell whether '얼마' asks for nothing but what a noun tells: '재배면적은 계획이 각각 얼마'."""
    rest, times = HOW_MUCH.subn(" ", text)
    return times == 1 and not (ANY_COUNT.search(rest) or ASKS_MONEY.search(rest) or OF_MONEY.search(rest))
