"""Follow-ups that hold one figure against another: '집행액은 예산의 몇 %야?', '공원과가 그것의 몇 배야?'.

What is divided and by what are each said in a few words: by a pointer at what was told ('그것'), by a
measure of the row told ('추경예산'), by a thing told before or beside it ('공원과'), or by its rank
('제일 작은 곳'). Where only one of them is said, the other is what was told last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.derived import derive
from qa.derived.steps import Step, steps_of
from qa.figures.alike import column_key, row_key
from qa.figures.fields import explain, own_label
from qa.figures.measures import is_change, measure_fit
from qa.followups.asked import AGAINST, content, measures
from qa.followups.direct import Direct, stated_of
from qa.followups.moves import MEASURED, NAMED, Wanted, moved
from qa.followups.told_shares import is_called
from qa.followups.told_tables import names_more, outermost
from qa.library import Library
from qa.understanding.query import Query, squash
from qa.understanding.words.rows import EXTREMES

_TIMES = (
    r"(?:약\s|대략\s)?몇\s?(?P<unit>배|%|퍼센트|프로)(?!.*(?:늘|줄|증|감|오[른르]|내[린려]|[많적높낮크작]))"
)
_ASKED = rf"(?:{_TIMES}|(?:차지하는\s)?(?:비율|비중)(?!.*배))"
# '추경예산은 그 본예산의 몇 %', '예산 대비 집행액은 몇 %', '실적이 목표에서 차지하는 비율'
OVER = re.compile(
    r"^(?:(?P<part>\S.*?)(?<![작적많높낮좁넓짧])[은는이가]\s)?(?P<whole>\S.*?)"
    r"(?:의|에서|에|보다|\s?대비(?:로는?|해서)?|에\s?비[해하]\S*|(?:이?랑|하고|[와과])\s?비교\S*"
    r"|\s(?:중|가운데)(?:에서)?)\s"
    rf"(?:(?P<other>(?!차지)\S.*?)[은는이가]\s)?{_ASKED}"
)
SLASHED = re.compile(r"^(?P<part>[^/]+?)\s?/\s?(?P<whole>[^/]+?)(?:의|은|는)?\s비[율중]")
AS_SHARE = re.compile(r"^(?:비[율중]|퍼센트)(?:으?로)?\s?(?:따지면|치면|보면|하면)?\s")
POINTED = re.compile(r"(?:그|이)\s?(?:것|거|게|금액|값|수치|숫자|예산|액수)")
# '그 본예산', '그해 추경예산', '아까 물은 꽃밭 예산', '그거 본예산에서'
POINTER = re.compile(
    r"^(?:(?:[그이][거것게]?|그해|그\s해|같은\s해|해당|아까|앞[에의서]|처음에?|방금)\s|(?:물은|물어본|말한|본)\s)+"
)
# '앞의 것이 몇 배야': of what was told before the last
FORMER = re.compile(r"앞(?:[에의]|에서)?\s?(?:거|것|꺼|게|금액|값|수치)")
OF_FORMER = re.compile(rf"^(?P<part>{FORMER.pattern})[은는이가]\s{_TIMES}")
ALL = re.compile(r"전체|전부|모두")


def divided(
    text: str, query: Query, told: Sequence[Sequence[Fact]], whose: Sequence[str], library: Library
) -> Direct | None:
    """One figure as a share, or a multiple, of another; None where it is not plain which are meant.

    `text` is the follow-up without what opens it, `told` the figures told, the last first, `whose` the
    agency that is spoken of.
    """
    said = (
        SLASHED.search(text)
        or OVER.search(POINTER.sub("", AS_SHARE.sub("", text)))
        or (OF_FORMER.search(text) if told[1:] else None)
    )
    if said is None or not told or not told[0] or AGAINST.search(text):
        return None
    groups = said.groupdict()
    part, whole = groups["part"] or groups.get("other"), groups.get("whole")
    if ALL.search(whole or "") or (groups["part"] and groups.get("other")):
        return None
    operands = [_figure_of(one, told, library) for one in (part, whole)]
    first, second = operands
    if first is None or second is None or first == second or any(map(is_change, (first, second))):
        return None
    if derive.same_scale([first, second]) is None or derive.is_rate(first):
        return None
    steps = _steps(first, second, text, times=groups.get("unit") == "배")
    if not steps:
        return None
    # neither of the two is what is spoken of from here on
    return stated_of(query, [first, second], steps, whose, library)._replace(text=query.text)


def _steps(first: Fact, second: Fact, text: str, *, times: bool) -> list[Step]:
    digits = derive.digits_asked(text)
    if times:
        return steps_of([(derive.ratio(first, second, digits), "배수")])
    return steps_of([(derive.share(first, second, digits), "비율")])


def _figure_of(phrase: str | None, told: Sequence[Sequence[Fact]], library: Library) -> Fact | None:
    """The figure that some words mean: the one told last where none are said; None where it is not plain."""
    last = told[0][0]
    if phrase is None or POINTED.fullmatch(phrase):
        return last
    if FORMER.fullmatch(phrase):
        return told[1][0] if told[1:] and len(told[1]) == 1 else None
    phrase = POINTER.sub("", phrase)
    facts = library.facts(last.document)
    columns = [fact for fact in facts if fact.table is not None and row_key(fact) == row_key(last)]
    columns = [fact for fact in columns if squash(own_label(fact.column)) == squash(phrase)]
    if len(columns) == 1:
        return columns[0]
    query = library.parse(phrase)
    if query.operation in EXTREMES and not names_more(query, content(query)):
        return outermost(last, told, query, library)
    wanted = Wanted(content(query), query.years, query.months, measures(query))
    if not (wanted.things or wanted.measures):
        return None
    before = [fact for turn in told for fact in turn if _is_of(fact, last, wanted)]
    alike = [fact for fact in before if wanted.measures or column_key(fact) == column_key(last)]
    found = alike or moved(wanted, [last], library) or before
    table = [fact for fact in facts if fact.table == last.table]
    return found[0] if found else derive.row_named(last, table, phrase) if last.cell else None


def _is_of(fact: Fact, last: Fact, wanted: Wanted) -> bool:
    """Tell whether a figure told is called so; by a measure alone only one of the row told last is."""
    if not (wanted.things or row_key(fact) == row_key(last)):
        return False
    own = squash("/".join((*fact.row[-1:], *fact.column)))
    if wanted.things and explain(wanted.things[-1], own) < NAMED:
        return False
    if wanted.years and fact.year not in wanted.years:
        return False
    fits = all(measure_fit(term, fact) >= MEASURED for term in wanted.measures)
    return fits and is_called(fact, wanted.things)
