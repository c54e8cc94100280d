"""Figures that stand right beside what is asked and are not it: none is given then.

Another cost of the same works, the total over a row whose own cell is empty, an amount where it is asked
whether something is done, a figure that did not change where it is asked to what it did, one for each of
something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.figures import is_blank
from corpus.model import Fact
from corpus.units import is_money
from qa.context import Context
from qa.figures.fields import explain, labels_of, own_label, place_of
from qa.understanding.lexicon import EACH, EACH_UNITS, NUMERIC, each_noun
from qa.understanding.query import Query, squash

TOLD = 0.4  # what explains a term no better does not explain it
LEAST_NAME = 3  # characters of a name that one row has and another has not
# '공사는 다 끝났어', '센터 문 열었나요': no figure tells it
DONE = re.compile(
    r"(?:끝났|끝냈|마쳤|마무리\s?[됐했되]|완료\s?[됐했되]|[완준착]공\s?[됐했되]|개[소관장통]\s?[됐했되]|문\s?(?:을\s)?열었"
    r"|시작\s?[됐했되]|확정\s?[됐했되]|정해졌)[가-힣]*\s*[?]*$"
)
# '감리비', '수수료', '위약금': what a cost is called by; '금액' is any
COST = re.compile(r"[가-힣](?:비|비용|수수료|보험료|임대료|이용료|관람료|입장료|위약금|보증금|과징금)$")
PRINTED_EACH = re.compile(
    r"(?<![가-힣])1?(인|명|가구|세대|개소|곳|건|회|대|개사|업체|교|동|팀|학급)당(?![가-힣])"
)
# '월 지원금은 얼마로 올라': what it became
TO_WHAT = re.compile(
    r"(?:얼마|몇\s?\S{1,3}?)으?로\s?(?:늘|오[르른]|올[라랐리려]|줄|바뀌|변경|인상|상향|하향|확대|축소)"
)
STATE = re.compile(r"전$|후$|(?<=\s)[전후](?=\s)|현행|기존|당초|개[선정]|변경|조정|확대|상향|인상|목표|계획")


def is_near_miss(context: Context, facts: Sequence[Fact]) -> bool:
    """Tell whether figures, as they are printed, are of something beside what is asked."""
    query = context.query
    if not query.measures and not NUMERIC.search(query.text) and DONE.search(query.text):
        return True
    if query.operation == "per_head" and _is_for_others(query, facts):
        return True
    if TO_WHAT.search(query.text) and not query.years and not _is_of_state(facts):
        return True
    return _is_other_cost(query, facts) or (len(facts) == 1 and _has_blank_row(context, facts[0]))


def _is_of_state(facts: Sequence[Fact]) -> bool:
    """Tell whether figures are told as what something was or became: by a label, or of several years."""
    labels = [label for fact in facts for label in (*fact.row[-2:], *fact.column)]
    return any(map(STATE.search, labels)) or len({fact.year for fact in facts}) > 1


def _is_for_others(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether figures are printed for each of something else: '개소당 20만원' for '1인당'."""
    asked = EACH.search(query.text)
    if asked is None:
        return False
    noun, _ = each_noun(asked)
    alike = next((nouns for nouns, _ in EACH_UNITS if noun in nouns), (noun,))
    texts = ["/".join((*fact.row, *fact.column, fact.text)) for fact in facts]
    told = [match[1] for text in texts for match in PRINTED_EACH.finditer(text)]
    return bool(told) and not any(one in alike for one in told)


def _is_other_cost(query: Query, facts: Sequence[Fact]) -> bool:
    """Tell whether a cost is asked for by its name and only money of other names is told."""
    return all(is_money(fact.unit) for fact in facts) and lacks_cost(query, map(place_of, facts))


def lacks_cost(query: Query, texts: Iterable[str]) -> bool:
    """Tell whether a cost is asked for by its name, and no text says it."""
    asked = [term for term in query.terms if not term.measure and COST.search(term.words[0])]
    places = [squash(text) for text in texts]
    return bool(asked) and not any(explain(term, place) > TOLD for term in asked for place in places)


def _has_blank_row(context: Context, fact: Fact) -> bool:
    """Tell whether another row of the table is called as is asked, and has no figure in the fact's column."""
    if fact.table is None or fact.cell is None:
        return False
    named = [term.words[0] for term in context.query.terms if not term.measure]
    own = labels_of(fact)
    missed = [name for name in named if len(name) >= LEAST_NAME and name not in own]
    for row in context.library.table(fact.document, fact.table).rows:
        label = squash(own_label(row.path))
        blank = fact.cell[1] < len(row.cells) and is_blank(row.cells[fact.cell[1]].text.strip())
        if blank and any(name in label and 2 * len(name) >= len(label) for name in missed):
            return True
    return False
