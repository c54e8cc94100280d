"""Follow-ups that are answered from the very figures that were told before, without another search.

`directly` moves from the cells of the answer before to those that are newly named (see `qa.followups.moves`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from corpus.model import Fact
from qa.answer import Answer
from qa.context import Context
from qa.derived import derive
from qa.derived.joined import summed_pair
from qa.derived.operations import carried_out
from qa.derived.steps import Step, steps_of
from qa.figures.actual import project
from qa.figures.fields import explain, labels_of
from qa.figures.figure import stated
from qa.figures.measures import is_change
from qa.figures.named_beside import names_other_cell
from qa.followups.asked import ASKING, asks, content
from qa.followups.fit import COMPUTED, asks_for_words
from qa.followups.followup import BESIDE
from qa.followups.merging import merged, phrase
from qa.followups.moves import NAMED, Wanted, counted_otherwise, moved, one_of_told
from qa.followups.pairs import BOTH, SHORT
from qa.followups.stages import (
    AHEAD,
    FIRST,
    by_year,
    in_year,
    staged,
    the_rest,
)
from qa.followups.told_shares import Told, asks_another, of_another, shared
from qa.library import Library
from qa.passages.reasons import REASON
from qa.understanding.asked_figures import figures_asked
from qa.understanding.query import Query, Term
from qa.understanding.words.kinds import METHOD, NUMERIC
from qa.wording.compose import clean, column_name

SURE = 0.95  # that a cell so found is the one that is meant
GLUE = re.compile(r"[과팀]?\s*(?:[와과]|이?랑|하고|·|,|및)\s*")  # '총무과랑 ' may be read as 총무 and 과랑
SHOW = re.compile(r"(?:알려|보여|말해)?\s*(?:줘|주세요|주십시오|줄래|봐|줍니까)[\s?.!요]*$")
# '2년 새 몇 건 늘었어': the figures tell their years
SPAN = re.compile(r"(?:\d+|한|두|세|네)\s?년\s?(?:새|사이|동안|간)에?\s")
# '2. 외국어 교육 운영 (외국어팀)'
NUMBERED = re.compile(
    r"^(?:[\dⅠ-Ⅹ]+(?:[-.]\d+)*[.)]?|[가-하][.)])\s+|\s*\((?:[^()]*(?:팀|과|실|담당관))\)\s*$"
)


class Direct(NamedTuple):
    """An answer, the question that it is to, and what of it is from before.

    `on_top` is whether the question says only what comes to that of before, which goes on being spoken of.
    """

    text: str
    taken: tuple[str, ...]
    answer: Answer
    on_top: bool = False


def directly(
    query: Query, wanted: Wanted, base: Query, told: Sequence[Fact], library: Library
) -> Direct | None:
    """The cells that a follow-up means, stated; None where it asks for more than a figure, or none is meant.

    After a computed answer ('얼마나 줄었어' of one row) the same is computed of the cells of another.
    """
    if not _is_simple(query, wanted):
        return None
    facts = moved(wanted, told, library) or one_of_told(wanted, told)
    facts = facts or counted_otherwise(wanted, told, library) or _each_moved(query, wanted, told, library)
    if not facts or (BOTH.search(query.text) and len(facts) == 1):
        return None
    if names_other_cell(Context(query, library), query, facts):
        return None
    steps: list[Step] = []
    if told[1:] and base.operation in COMPUTED and not asks(query) and not all(map(is_change, facts)):
        steps, facts = carried_out(Context(base, library), facts)
        if not steps:
            return None
    elif SHORT.search(base.text) and len(facts) == 2 and len(told) == 2:
        steps = steps_of([(derive.difference(*facts), "차이")])  # as '몇 명 모자라' of the row before
    elif facts[1:] and summed_pair(base) and derive.same_scale(facts) is not None:
        steps = steps_of([(derive.total(facts), "합계")])  # of the things that were added up
    gone, here = ({labels_of(fact) for fact in some} for some in (told, facts))
    left = [term for term in content(base) if is_in(term, gone) and not is_in(term, here)]
    reading = merged(query, base, left, wanted.years)
    return Direct(reading.text, reading.taken, stated(Context(query, library), facts, steps, SURE))


def _each_moved(query: Query, wanted: Wanted, told: Sequence[Fact], library: Library) -> list[Fact]:
    """The cells of things that are named side by side: '총무과랑 인사과는?' after a figure of 민원과."""
    pairs = list(pairwise(wanted.things))
    glue = [query.text[one.start + len(one.text) : two.start] for one, two in pairs]
    if not pairs or len(told) != 1 or not all(GLUE.fullmatch(between) for between in glue):
        return []
    found = [moved(wanted._replace(things=[thing]), told, library) for thing in wanted.things]
    return [fact for some in found for fact in some] if all(found) else []


def of_stages(
    query: Query, wanted: Wanted, base: Query, told: Sequence[Fact], library: Library
) -> Direct | None:
    """The figures told as they were planned at first, or are from now on, or in another or each year."""
    facts, steps = by_year(query, told, library) if not wanted.things else ([], [])
    facts = facts or staged(query, wanted.things, told, library) or the_rest(query, told, library)
    facts = facts or in_year(query, wanted.things, wanted.years, told, library)
    if not facts:
        return None
    names = tuple(dict.fromkeys(clean(label) for fact in told for label in fact.row[-1:]))
    if told[0].table is None and told[0].section and facts[0].row != told[0].row:
        names = (unnumbered(project(told[0])),)
    answer = stated(Context(query, library), facts, steps, SURE)
    whole = f"{phrase(base, content(base))} {AHEAD.sub(' ', FIRST.sub(' ', query.text))}"
    return Direct(" ".join(whole.split()), names, answer)


def of_share(
    query: Query, things: Sequence[Term], told: Sequence[Told], whose: Sequence[str], library: Library
) -> Direct | None:
    """The share that what was told last has of all of it, or that a part that is named has of that."""
    another = asks_another(query, things, told[0])
    facts, steps = (
        of_another(things, told[0].facts, library) if another else shared(query, things, told, library)
    )
    return stated_of(query, facts, steps, whose, library) if facts else None


def unnumbered(heading: str) -> str:
    """A heading without its number and office: '2. 외국어 교육 운영 (외국어팀)' -> '외국어 교육 운영'."""
    return NUMBERED.sub("", heading).strip() or heading


def of_thing(
    query: Query, base: Query, facts: Sequence[Fact], steps: Sequence[Step], library: Library
) -> Direct:
    """An answer that tells facts and what was computed of the thing that was spoken of."""
    taken = tuple(term.text for term in content(base))
    return stated_with(Context(query, library), facts, steps, taken)


def _is_simple(query: Query, wanted: Wanted) -> bool:
    """Tell whether a follow-up asks for one figure and nothing else."""
    counts = query.operation == "count" and bool(wanted.units)  # '과태료는 몇 건인데': of what is printed
    if query.kind == "audit" or BESIDE.search(query.text) or figures_asked(query.text) > 1:
        return False
    if query.operation and not counts:
        return False
    if asks_for_words(query) or REASON.search(query.text) or METHOD.search(query.text):
        return False
    if NUMERIC.search(query.text) or wanted.measures or wanted.units:
        return True
    return not ASKING.search(SHOW.sub("", query.text))


def is_in(term: Term, labels: Collection[str]) -> bool:
    """Tell whether a term names a cell by one of its labels."""
    return any(explain(term, label) >= NAMED for label in labels)


def stated_of(
    query: Query, facts: Sequence[Fact], steps: Sequence[Step], whose: Sequence[str], library: Library
) -> Direct:
    """An answer that tells facts and what was computed of them, to a question that names them."""
    named = (" ".join([*map(clean, fact.row[-1:]), column_name(fact)]).strip() for fact in facts)
    taken = tuple(filter(None, dict.fromkeys((*whose, *named))))
    return stated_with(Context(query, library), facts, steps, taken, on_top=True)


def stated_with(
    context: Context,
    facts: Sequence[Fact],
    steps: Sequence[Step],
    taken: tuple[str, ...],
    *,
    on_top: bool = False,
) -> Direct:
    """An answer that tells facts and what was computed of them, to a question with what is taken over."""
    question = " ".join([*taken, SPAN.sub("", context.query.text)])
    return Direct(question, taken, stated(context, facts, steps, SURE), on_top=on_top)
