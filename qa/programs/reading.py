"""What a question asks of a table: a measure of each item, and what is made of these."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from qa.derived.changes import way_asked
from qa.derived.conditions import Bound, columns_compared, condition_of
from qa.derived.each import Each, each_asked
from qa.derived.groups import months_asked
from qa.understanding.asked_figures import how_many
from qa.understanding.asked_years import asks_how_changed
from qa.understanding.query import Query
from qa.understanding.words.changes import CHANGED, CHANGED_LEAST, CHANGED_MOST, FELL, GREW
from qa.understanding.words.comparing import EACH, WHICH_IS_MORE
from qa.understanding.words.operations import REMAINS, SHARE_OF_SEVERAL
from qa.understanding.words.units import PERCENT

Form = Literal["plain", "each", "share", "gap", "change"]
"""A measure of one item: as printed, an amount for each one, a share, how columns or years differ."""
Shape = Literal[
    "one", "told", "ends", "largest", "smallest", "matching", "apart", "times", "sum", "mean", "rest"
]
"""What is made of the items: one looked up, told, ranked, counted by a condition, compared, added up."""
_TOP = r"(?:가장|제일|젤|최고로)\s?(?:[가-힣]+\s){0,2}?"
LARGEST = re.compile(
    rf"{_TOP}(?:많|큰|크|커|높|넓|긴|비싼)|최대|최다|최고(?!\s?(?:농도|기온))|으뜸|1[위등](?!급)"
)
SMALLEST = re.compile(rf"{_TOP}(?:적|작|낮|좁|짧|싼|부진)|최소|최저|꼴[찌등]")
AND_LEAST = re.compile(r"(?:[와과]|이?랑|하고)\s(?:적|작|낮|좁|짧)은")  # '가장 많은 곳과 적은 곳'
SHARE = re.compile(rf"{PERCENT}|비율|비중|백분율|구성비|점유율|(?<![가-힣])몫(?![과을])")
RATE = re.compile(r"(?<!비)(?<!점유)[률율]$")
# '본예산을 웃도는 곳은 몇 곳', '작년 예산에 못 미치는 부서'
OVER_OR_UNDER = re.compile(
    r"(?:보다|[을를에])\s(?:(?P<over>웃[도돈]는?|넘[는긴]|초과[하한]는?)|밑[도돈]는?|못\s?미[치친]는?)\s?"
    r"(?!금액|건수|액수|비율)[가-힣]{1,8}"
)
BUDGET_OF_YEAR = re.compile(r"\d년도?\s?(?:[가-힣]+\s)?[가-힣]*(?:예산|결산)[가-힣]*(?=보다|[을를에]\s)")
PART_OF_YEAR = re.compile(r"\d\s?(?:/\s?4\s?)?분기|[상하]\s?반기")
ONE_BY_ONE = re.compile(rf"{EACH.pattern}|나란히|해마다\s|연도별|비교")  # nothing is put together
SIDE_BY_SIDE = re.compile(r"나란히|해마다\s|연도별")
# '2031년보다 줄어든 부서와 각 감소액을'
CHANGED_AND_BY = re.compile(
    r"보다\s(?:[가-힣]+\s)?(?:늘어난|증가한|줄어든|감소한|깎인|커진)\s[가-힣]{1,8}(?:[와과]|이?랑|하고)\s"
    r"(?:그|각|각각의|해당)?\s?(?:[가-힣]+\s)?(?:감소|증가|증감|줄어든|늘어난|금액|폭)"
)
ONE_ALONE = re.compile(r"유일|오히려|혼자|홀로|(?:하나|한\s?곳)만")  # no condition for several
FROM_TO = re.compile(r"부터\s[^?]*까지")
LEAST_YEARS = 2  # between which all are meant
POINTS = re.compile(r"%\s?p|포인트")
PUT_TOGETHER: Mapping[str | None, Shape] = MappingProxyType({"sum": "sum", "average": "mean"})
PAIRED = frozenset(["apart", "times"])
TOGETHER = frozenset(["sum", "mean"])
OVER_ITEMS = frozenset(["ends", "largest", "smallest", "matching"])  # ranked, or counted by a condition
# '주차장 세 곳의 면수는 모두 몇 면': of as many as are said
ALL_SAID = re.compile(r"(?<![가-힣])(?:모두|총|다\s?해서|통틀어)\s?(?:몇|얼마)")
COMPARED = frozenset(["difference", "growth"])
OF_EACH = frozenset(["changes", "growth", None])  # operations that may ask how each of several changed
# '어느 쪽이 몇 명 더 많나' is how far two are apart; '표와 설명에 각각 얼마로 적혀 있나' is of two places
NOT_TOLD_EACH = re.compile(
    rf"{WHICH_IS_MORE.pattern}|(?:적혀|나와|나오|나옵|나타나|되어\s?있|돼\s?있|기재|표기|표시|쓰여)"
)
SHORT_OF = re.compile(r"(?:보다|에\s?비[해하]\S*|대비)\s[^?]*(?:모자|부족|적[게은었]|덜|많|더\s|초과)")
BECAME_EACH = re.compile(r"어떻게\s?(?:변|달라|바뀌|바뀐)|변[동화했하]|늘|줄|증감|증가|감소|달라")


@dataclass(frozen=True, slots=True)
class Reading:
    """A question read as a program.

    `each` is what an amount is for each of, `bound` what figures are to stand to, `way` whether those that
    grew (1) or fell (-1) are asked for.
    """

    form: Form
    shape: Shape
    each: Each | None = None
    bound: Bound | None = None
    way: int = 0


def readings(query: Query) -> tuple[Reading, ...]:
    """The programs that a question may ask for; none where it asks for what is looked up."""
    if PART_OF_YEAR.search(query.text) or REMAINS.search(query.text):
        return ()  # quarters are added up by themselves, and what is left has a name of its own
    if query.operation == "changed" and CHANGED_MOST.search(query.text):
        least = CHANGED_LEAST.search(query.text)
        return (Reading("change", "smallest" if least else "largest", way=way_asked(query)),)
    ranked = _ranked(query.text)
    return _over_items(query, ranked) or (() if ranked else _told_each(query) or _of_operation(query))


def _told_each(query: Query) -> tuple[Reading, ...]:
    """What is told of each of several things, or of each of several years: '각각', '해마다'."""
    text = query.text
    each = EACH.search(text) or SIDE_BY_SIDE.search(text)
    several = each or len(query.years) >= LEAST_YEARS
    if not (ONE_BY_ONE.search(text) and several) or _asks_share(query) or NOT_TOLD_EACH.search(text):
        return ()
    if EACH.search(text) and query.operation in (None, "difference") and SHORT_OF.search(text):
        return (Reading("gap", "told"),)  # 'A와 B는 계획에 비해 각각 몇 명씩 모자랐나'
    changed = BECAME_EACH.search(text) or asks_how_changed(text, query.years)
    if query.operation in OF_EACH and changed:
        return (Reading("change", "told"), *_of_operation(query))
    if not each and len(query.years) == LEAST_YEARS:
        return ()  # '2031년과 2032년을 비교': how far they are apart too
    told = query.operation is None or (query.operation == "sum" and SIDE_BY_SIDE.search(text))
    return (Reading("plain", "told"),) if told else ()


def _over_items(query: Query, ranked: Shape | None) -> tuple[Reading, ...]:
    """An amount for each one, both ends of a rank, or the items that meet a condition."""
    text = query.text
    if each := each_asked(text):
        # '축제 세 개는 하나에 평균 몇 명': what is told of each, over how many there are
        mean = (Reading("plain", "mean"),) if not ranked and how_many(query) > 1 else ()
        return (Reading("each", ranked or "told", each=each), *mean)
    if ranked:
        plain = (Reading("plain", ranked),) if ranked == "ends" else ()
        return (Reading("share", ranked), *plain) if _asks_share(query) else plain
    if way := _way(query):
        return (Reading("change", "matching", way=way),)
    bound = None if columns_compared(text) else condition_of(text)
    return (Reading("plain", "matching", bound=bound),) if bound else ()


def _of_operation(query: Query) -> tuple[Reading, ...]:
    """What is computed of the items that are named."""
    text, operation = query.text, query.operation
    found: tuple[Reading, ...] = ()
    if operation in COMPARED:
        # '2034년과 전년의 예산 차이' is none between columns of one year
        one_year = len(query.years) + len(query.relative_years) <= 1
        gap = (Reading("gap", "told"),) if operation == "difference" and one_year else ()
        found = (Reading("plain", "apart"), *gap)
    elif operation is None and WHICH_IS_MORE.search(text) and len(query.years) <= 1:
        found = (Reading("plain", "apart"),)  # 'A와 B 중에 어디가 더 높나'
    elif operation == "ratio":
        found = (Reading("plain", "times"),)
    elif operation in (None, "count") and ALL_SAID.search(text) and how_many(query) > 1:
        found = (Reading("plain", "sum"),)
    elif SHARE_OF_SEVERAL.search(text) if operation == "sum" else operation in (None, "share"):
        found = (Reading("share", "told"),) if _asks_share(query) else ()
    elif operation == "rest":
        found = (Reading("plain", "rest"),)
    elif operation in PUT_TOGETHER and not ONE_BY_ONE.search(text) and not _goes_from_to(query):
        found = (Reading("plain", PUT_TOGETHER[operation]),)
    return found


def _goes_from_to(query: Query) -> bool:
    """Tell whether all from one item to another are meant, of which two are named: '3월부터 7월까지'."""
    return bool(months_asked(query.text) or (FROM_TO.search(query.text) and len(query.years) < LEAST_YEARS))


def _ranked(text: str) -> Shape | None:
    """Which ends of a rank are asked for; None for none."""
    largest = LARGEST.search(text)
    smallest = SMALLEST.search(text) or (largest and AND_LEAST.search(text))
    if largest and smallest:
        return "ends"
    return "largest" if largest else "smallest" if smallest else None


def _asks_share(query: Query) -> bool:
    """Tell whether a share is to be computed: no rate that is printed, and no change in percent."""
    if query.denied:
        return False  # 'A 중 B가 아닌 것의 비율': not of B
    rates = any(term.measure.endswith("rate") or RATE.search(term.text) for term in query.terms)
    changes = any(said.search(query.text) for said in (POINTS, GREW, FELL))
    return SHARE.search(query.text) is not None and not rates and not changes


def _way(query: Query) -> int:
    """Whether rows that grew (1) or fell (-1) between two years are asked for; 0 where neither is."""
    text = query.text
    if CHANGED_MOST.search(text) or ONE_ALONE.search(text):
        return 0
    if CHANGED.search(text) or CHANGED_AND_BY.search(text):
        return way_asked(query)
    beyond = OVER_OR_UNDER.search(text)
    if beyond and BUDGET_OF_YEAR.search(text, 0, beyond.end()):
        return 1 if beyond["over"] else -1
    return 0
