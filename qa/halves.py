"""Half of an answer, or what it would have to be computed from, is none: what is asked must itself be told.

The number of each year is no '한 해 평균 몇 명', '기당 30명' no '모두 몇 명', what is done no '몇 m를
더 놓나', a price alone no '언제 얼마에 샀나', what comes next no '지금까지 몇 번 했나'.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from qa.told import Told
from qa.understanding.per_unit import PER_ONE

# '한 해 평균 몇 명꼴', '하루 평균 몇 건'
AVERAGE = re.compile(r"평균(?:적으로|해서|으로|해)?\s[^?]{0,16}?(?:몇|얼마)")
AVERAGED = re.compile(r"평균|꼴|[가-힣]당(?![가-힣])|(?<![가-힣])(?:매|일|월|연|주|1일|하루)\s?\d")
# '앞으로 더 쌓아야 할 거리', '아직 못 바꾼 것은 몇 개'
TO_DO = re.compile(
    r"더\s[가-힣]{1,4}야\s(?:할|하는|되는|될)|(?<![가-힣])(?:아직|앞으로)\s?(?:[가-힣]+\s)?(?:못|안|더|남)\s?[가-힣]*[은는을할]"
)
LEFT = re.compile(r"남[은는았]|잔여|나머지|미[가-힣]{2}|향후|예정|계획|[못않]|추가|까지")
# '열두 달 꼬박 준다면 다 해서 얼마'
SUPPOSED = re.compile(r"(?:[는ㄴ]|준|한|쓴|든|산|낸|간|친)다면\s[^?]*(?:얼마|몇)")
ALL_OF_IT = re.compile(r"(?<![가-힣])(?:모두|전부|통틀어|합쳐|다\s?해서|다\s?합[쳐해])\s?(?:몇|얼마)")
WHEN_TOO = re.compile(r"언제[^?,]{0,12}(?:얼마|몇\s?[가-힣])|(?:얼마|몇\s?[가-힣])[^?,]{0,12}언제")
DATE = re.compile(r"\d{4}\s?[.년]|['’‘]\d\d\s?[.년]|\d{1,2}\s?월|\d\s?[.]\s?\d|분기|반기")
AS_OF = re.compile(r"\([^()]*기준\)")
# '9월까지 몇 번 했어', '작년에 몇 명 뽑았나'
_PAST = "".join(chr(code) for code in range(ord("갔"), ord("힣") + 1, 28) if chr(code) not in "있겠")
WAS_DONE = re.compile(rf"(?:몇|얼마)[^?]*[{_PAST}][가-힣]{{0,4}}\s*[?.]*$")
TO_COME = re.compile(r"향후|앞으로|예정|계획|목표")
AHEAD = re.compile(r"향후\s?(?:추진\s?)?(?:계획|일정)")


def tells_no_half(told: Told) -> bool:
    """False where an answer tells a part of what is asked, or what it would be computed from."""
    return told.computed or all(test(told) for test in TESTS)


def _is_averaged(told: Told) -> bool:
    """Tell whether an average that is asked for is told as one."""
    return not AVERAGE.search(told.context.query.text) or AVERAGED.search(told.text) is not None


def _is_left(told: Told) -> bool:
    """Tell whether what is still to be done is told, and not what is done."""
    return (
        not (told.of_number and TO_DO.search(told.context.query.text)) or LEFT.search(told.text) is not None
    )


def _is_no_product(told: Told) -> bool:
    """Tell whether nothing is supposed, of which no document tells: '열두 달 준다면 얼마'."""
    return not SUPPOSED.search(told.context.query.text)


def _is_of_all(told: Told) -> bool:
    """Tell whether all of a thing are told where they are asked for, and not those of each: '기당 30명'."""
    text = told.context.query.text
    if not ALL_OF_IT.search(text) or PER_ONE.search(text) or not told.answer.figures:
        return True
    quotes = [cited.quote for cited in told.answer.citations]
    return not all(
        any(re.search(rf"[가-힣]당\s?(?:[가-힣]+\s)?{re.escape(figure.text)}", quote) for quote in quotes)
        for figure in told.answer.figures
    )


def _tells_when(told: Told) -> bool:
    """Tell whether a date is told where it is asked for beside an amount: '언제 얼마 주고 샀나'."""
    if not WHEN_TOO.search(told.context.query.text):
        return True
    return DATE.search(AS_OF.sub("", told.answer.answer)) is not None


def _is_past(told: Told) -> bool:
    """Tell whether what was done is told, and not what stands under what is to come: '향후계획'."""
    asked = WAS_DONE.search(told.context.query.text)
    if not (told.answer.figures and asked) or TO_COME.search(asked[0]):
        return True
    of = {number for figure in told.answer.figures for number in figure.citations}
    return not all(told.is_under(AHEAD, cited) for cited in told.answer.citations if cited.id in of)


TESTS: tuple[Callable[[Told], bool], ...] = (
    _is_averaged,
    _is_left,
    _is_no_product,
    _is_of_all,
    _tells_when,
    _is_past,
)
