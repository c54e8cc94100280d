"""Whether the label that a question asks by is told: 청년센터 has no '임대료' where no line speaks of one."""

from __future__ import annotations

import re

from qa.demands import THINGS
from qa.figures.fields import explain
from qa.told import HALF_TOLD, Told
from qa.understanding.intents import is_asking

# '임대료를 알려 주세요', '식단은 무엇', '식단 뭐뭐 있어': what a label is asked for by
ASKED_BY = re.compile(
    r"[은는이가을를]?\s*(?:(?:모두|전부|각각|좀|다)\s*)?(?:무엇|[뭐뭔머]|알려|말해|적어|보여|(?:정리|나열|설명)\s?(?:해|하|좀|부탁)|어떻게\s?(?:되|돼)|[?.]|$)"
)
# what no label says: of anything that is told
OF_ANY = re.compile(
    r"이유|까닭|사유|원인|사정|목적|시기|시점|방안|방법|방식|순서|절차|대책|조치|종류|대수|횟수|인원|사람|개수|수량|근거|계획|내용|결과|제도|과정|상황|현황"
    r"|\d+가지|세부사업|사업|시설|기관|문제|제목|부서|담당|부분|차이|의미|뜻|특징|일정|행사|기능|역할|임무|(?:담당|분장)?(?:업무|사무)|소관|분장|일|점|곳|데"
)


def tells_label(told: Told) -> bool:
    """False where nothing in an answer's documents speaks of what is asked for by its name alone."""
    query = told.context.query
    of_thing = any(asked.search(query.text) for asked, _ in THINGS)  # '전화번호', told as '031-...'
    if of_thing or query.meant or query.units or query.measures or query.kind == "audit" or told.computed:
        return True
    last = [term for term in query.terms if not term.measure and len(term.words[0]) > 1][-1:]
    return all(
        told.explains(term)
        or explain(term, told.documents) >= HALF_TOLD
        or is_asking(term.words[0])
        or OF_ANY.fullmatch(term.words[0]) is not None
        or not ASKED_BY.match(query.text, term.start + len(term.text))
        for term in last
    )
