"""Follow-ups on how many requests an audit has, of another kind, state or office than was told.

'그중 완료된 건?', '거기서 검토 중만 따로', '이번엔 건의사항 것도', '총무과는?' after a count of requests:
what was said of them before goes on being meant where the follow-up does not say otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.audits.counts import LISTED, RATE
from qa.audits.filter import ABOUT, COUNTED, KINDS, ONE_BY_ONE, statuses_in
from qa.followups.asked import content
from qa.followups.fit import NO_THING
from qa.followups.pairs import WHICH
from qa.followups.turns import Turn
from qa.library import Library
from qa.passages.reasons import REASON
from qa.understanding.query import Query, squash
from qa.understanding.words.kinds import AUDIT, METHOD

NAMES = {"시정·처리요구": "시정·처리 요구사항", "건의": "건의사항", "자료제출": "자료제출 등 기타사항"}
# '전체는?', '모두 몇 건이야?': of no kind and no state
ALL = re.compile(r"^(?:총|전체|모두|전부|합계|다\s)")
WHAT = re.compile(r"뭐|무엇|어떤|뭔|목록|나열")
# says no more than what is counted and that it is asked for
SAID = re.compile(r"따로|별도|이번|경우|나머지|보기|[은는이가도만]|의|것|거|건|건수|뭐|무엇")
UNITS = frozenset(["건", "개", "가지", "%"])  # in which requests are counted
MOST_WORDS = 8  # of such a follow-up


@dataclass(frozen=True, slots=True)
class Counted:
    """Which requests are counted: of which kind, in which state, of which office; '' for any."""

    kind: str = ""
    status: str = ""
    office: str = ""

    def asked(self, whose: str, how: str) -> str:
        """The question for their number: '늘봄시 감사 건의사항 중 완료는 몇 건인가요?'."""
        what = NAMES.get(self.kind, "처리요구사항")
        office = f"{self.office} 소관 " if self.office else ""
        state = f" 중 '{self.status}'인 것" if self.status else ""
        return " ".join(f"{whose} 행정사무감사 {office}{what}{state}은 {how}".split())


def counted_next(library: Library, query: Query, base: Turn) -> tuple[str, tuple[str, ...]] | None:
    """The whole question that a follow-up on a count of requests asks, and what it takes from before.

    None where no requests were counted, or the follow-up names anything but a kind, a state or an office.
    """
    before = _counted_in(library, base.query, base)
    if before is None or not base.answer.figures or REASON.search(query.text) or METHOD.search(query.text):
        return None
    if WHICH.search(query.text) and base.base:
        return _of_offices(library, base, base.base, before)
    now = _counted_in(library, query, base, asked=False)
    all_of = ALL.search(query.text) is not None and now == Counted()
    if now is None or (now == Counted() and not all_of) or _names_more(query, now):
        return None
    # '건의사항은 몇 건이야' asks for all of them, '건의사항은?' for those in the state of before too
    anew = now.kind and COUNTED.search(query.text)
    kept = before.status if not (now.status or anew or all_of) else ""
    of_kind = kept if now.kind not in ("", before.kind) else ""
    if not all_of:
        now = Counted(now.kind or before.kind, now.status or kept, now.office or before.office)
    whose = _whose(library, base)
    if RATE.search(query.text):
        how = "비율은 몇 %인가요?"
    elif of_kind:
        how = f"모두 몇 건이고 {of_kind}는 몇 건인가요?"
    else:
        how = "무엇무엇인가요?" if WHAT.search(query.text) else "몇 건인가요?"
    taken = tuple(filter(None, (whose, "감사 처리요구사항", NAMES.get(now.kind, ""), now.status, now.office)))
    return (replace(now, status="") if of_kind else now).asked(whose, how), taken


def adds_counts(library: Library, query: Query, base: Turn) -> bool:
    """Tell whether counts of requests are to be added up, of which the last told more than one number."""
    counted = len(base.answer.figures) > 1 and base.answer.kind == "audit"
    return query.operation == "sum" and counted and _counted_in(library, base.query, base) is not None


def _whose(library: Library, base: Turn) -> str:
    return " ".join(t.text for t in content(base.query) if library.metadata.named(t.words[0]))


def _of_offices(
    library: Library, base: Turn, earlier: Turn, now: Counted
) -> tuple[str, tuple[str, ...]] | None:
    """'둘 중 어디가 더 많아' after the counts of two offices: both."""
    before = _counted_in(library, earlier.query, earlier)
    if before is None or not (now.office and before.office) or now != replace(before, office=now.office):
        return None
    both = Counted(now.kind, now.status, f"{before.office}와 {now.office}")
    return both.asked(_whose(library, base), "각각 몇 건인가요?"), (before.office, now.office)


def _counted_in(library: Library, query: Query, base: Turn, *, asked: bool = True) -> Counted | None:
    """What requests a question counts; None where it counts several, or is `asked` of none."""
    text = query.text
    if asked and not (
        (COUNTED.search(text) or LISTED.search(text)) and (AUDIT.search(f"{text} ") or query.kind == "audit")
    ):
        return None
    cited = next(iter(base.answer.citations), None)
    items = library.audits(cited.document) if cited else ()
    offices = {name for item in items for name in map(squash, item.departments) if len(name) > 1}
    named = [name for name in offices if name in squash(text)]
    kinds = [kind for kind, said in KINDS if said.search(text)]
    statuses = statuses_in(text)
    if not items or ONE_BY_ONE.search(text) or max(len(named), len(kinds), len(statuses)) > 1:
        return None
    return Counted(*("".join(some[:1]) for some in (kinds, list(statuses), named)))


def _names_more(query: Query, now: Counted) -> bool:
    """Tell whether a follow-up names anything but the requests that it counts."""
    said = [*content(query), *(term for term in query.terms if term.measure not in ("", "total"))]
    more = [
        term
        for term in said
        if not (ABOUT.fullmatch(term.text) or NO_THING.fullmatch(term.text) or SAID.fullmatch(term.text))
        and squash(term.text) not in squash(f"{now.office}{now.status}")
        and now.office not in (squash(term.text), squash(f"{term.text}과"))
    ]
    counts = set(query.units) <= UNITS
    return (
        bool(more)
        or not counts
        or query.operation not in (None, "count", "share")
        or len(query.text.split()) > MOST_WORDS
    )
