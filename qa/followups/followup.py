"""A follow-up made whole: what a short question lacks is taken over from the one that it follows.

'자치행정과는?' after '2023년 인사과 사업비는 얼마야?' becomes '2023년 자치행정과 사업비는 얼마야?'. Which
of the earlier things a new one stands in for is not always plain; then there are several readings, and
the documents decide between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from qa.audits.items import ABOUT_AUDITS
from qa.followups.asked import AGAINST, MONEY, asks, asks_otherwise, content, measures, named_year, noun_of
from qa.followups.merging import WHOSE, Reading, keeps_years, merged, phrase, without_years
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.kinds import AUDIT
from qa.understanding.words.measures import BUDGETS, CHANGE_MEASURES
from qa.understanding.words.times import YEAR

Role = Literal["agency", "office", "item", "measure"]
RoleOf = Callable[[Term], Role]

MOST_READINGS = 8
MOST_DATELESS = 2  # readings that are tried without the year too
# what it costs a reading to leave out a thing that the new question does not plainly stand in for
LOST_OWN = 0.06
LOST_OFFICE = 0.05
LOST_YEAR = 0.02
LOST_NAMED_YEAR = 0.1
LOST_ALL = 0.3
MOST_ASKED = 3  # words at the end of a question that may say what is asked of a thing
LEAST_NAME = 2  # letters of a name that more than a kind is called by
# '조치 내용은', '완료된 거야', '담당은 어디야', '뭐라고 답했어'
OF_ITEM = re.compile(
    r"어떻게|어케|조치|처리|결과|상태|상황|완료|끝[났난]|다\s?(?:됐|된|되[었나])|해결|담당|소관|맡|(?:어느|무슨)\s?(?:과|부서|팀)|부서|향후|앞으로|계획|[뭐뭘]\S*\s?(?:했|답|한대)"
)
ITEM_NAMED = re.compile(r"\s(?:건|지적|사항|문제)(?:은|은요|도)[\s?.!]*$")
JOINED = re.compile(r"\s*[·,/]\s*|[와과]\s|이?랑\s|하고\s|\s*및\s*")
# what a figure of one year is called by its stage, and in general
STAGES = {"original_budget": "예산", "final_budget": "예산", "supplementary": "예산", "target": ""}
PLANNED = re.compile(r"계획|목표|예정")
DONE = re.compile(r"추진|실적|추진실적")
# '6월까지 몇 명 했어', '지금까지 된 건'
UNTIL = re.compile(r"까지.{0,12}?(?:했|한\s|됐|된\s|마[쳤친]|끝[났낸])")
FIRST_PLAN = re.compile(r"(?:원래|당초|애초)(?:에는|에|엔|는|의)?\s*(?:계획(?:은|이)?)?\s*")
BESIDE = re.compile(r"비교|차이|보다")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the earlier answer stands: its row and columns and the labels beside them, all squashed.

    `topic` is what it is about in the document's own words, where it is a passage; `year` the document's;
    `pointed` is whether the new question points at it ('거기', '이 계획'), `here` whether without a name
    ('거기', '그중'), `away` whether it leaves it, `lost` whether what was asked before was not found,
    `of_item` whether an item of an audit was told.
    """

    row: str = ""
    columns: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()
    across: frozenset[str] = frozenset()
    topic: str = ""
    year: int | None = None
    pointed: bool = False
    here: bool = False
    away: bool = False
    lost: bool = False
    of_item: bool = False


def readings(query: Query, base: Query, role: RoleOf, place: Place) -> list[Reading]:
    """The ways to complete a question from an earlier one, the likeliest first.

    Args:
        query: the new question without its cues.
        base: the earlier question, complete.
        role: tells what a term names.
        place: of the earlier answer; a label beside it is likely to stand in for its own.
    """
    found: list[Reading] = []
    year = named_year(query, base, place.year)
    years = (year,) if year else query.years
    moves = any(role(term) == "agency" for term in content(query))
    stays = not (years or moves or query.kind == "audit")
    amounts = _amounts(query, [term for term in content(base) if role(term) == "item"])
    for dropped, cost in (*([(amounts, 0.0)] if amounts else []), *_droppings(query, base, role, place)):
        gone = [term for term in content(base) if any(term.words == other.words for other in dropped)]
        reading = merged(query, base, gone, years)
        found.append(replace(reading, cost=cost, stays=stays))
        if base.years and not years and moves:
            reading = merged(query, base, dropped, years, keep_year=False)
            found.append(replace(reading, cost=cost + LOST_YEAR))
    found[1:1] = [*_since(query, base, found[0]), *_loosened(query, base, years, found[0])]
    found[:0] = [*_opposed(query, base), *_against(query, base)]
    found[:0] = _of_audits(query, base, role, place)
    if place.topic and asks(query):
        taken = tuple(term.text for term in content(base) if role(term) != "item")
        text = f"{' '.join(taken)} {place.topic} {query.text}"
        found.insert(0, Reading(" ".join(text.split()), (*taken, f"'{place.topic}'"), 0.0, stays))
    if content(query) and keeps_years(query, base) and not (years or moves):
        plain = [reading for reading in found if reading.stays and not reading.years][:MOST_DATELESS]
        found += [
            replace(
                reading,
                text=" ".join(YEAR.sub(" ", reading.text).split()),
                cost=reading.cost + LOST_NAMED_YEAR,
                years=base.years,
            )
            for reading in plain
        ]
    found[1:1] = _of_thing(query, base, years, role, place)
    if place.lost and asks(query):
        found[:0] = _less_asked(query, base, years, role)
    distinct: dict[str, Reading] = {}
    for reading in found:
        distinct.setdefault(reading.text, reading)
    return list(distinct.values())[:MOST_READINGS]


def _of_audits(query: Query, base: Query, role: RoleOf, place: Place) -> Iterator[Reading]:
    """All items of an audit ('지적은 모두 몇 건이야' after one), another one ('주차장 건은 상태가 뭐야')."""
    whose = [term.text for term in content(base) if role(term) == "agency"]
    if place.of_item and "total" in query.measures and AUDIT.search(f"{query.text} "):
        yield Reading(" ".join([*whose, query.text]), tuple(whose))
    things = [term for term in content(query) if not ABOUT_AUDITS.fullmatch(term.text)]
    called = ""
    of_another = OF_ITEM.search(query.text) or ITEM_NAMED.search(query.text)  # '석면 건은요?'
    if place.of_item and things and of_another and not query.units:
        called = f"{phrase(query, things)} 지적"
    elif AUDIT.search(query.text) and content(query) and not (asks(query) or WHOSE.search(query.text)):
        called = noun_of(query.text)  # '자문관에 대한 지적은요?'
    if called:
        yield Reading(" ".join([*whose, called, "어떻게 됐나요?"]), tuple(whose), LOST_OFFICE)


def _of_thing(
    query: Query, base: Query, years: Sequence[int], role: RoleOf, place: Place
) -> Iterator[Reading]:
    """'거기 방문자는?' of what the row told is of, '2단계에는 얼마 들어가' of what else was said."""
    items = [term for term in content(base) if role(term) == "item"]
    own = [term for term in items if _names_label(term, place.row)]
    new = content(query)
    if not (new and place.row) or query.relative_years or any(role(term) != "item" for term in new):
        return
    whose = [term for term in content(base) if role(term) != "item"]
    for kept in (own, [term for term in items if term not in own and not MONEY.search(term.text)]):
        of_office = any(role(term) == "office" for term in whose)  # '그 과 인원은' after its 사업비
        if (kept or of_office) and len(kept) < len(items):
            spoken = [f"{year}년" for year in years or base.years]
            taken = tuple(term.text for term in sorted([*whose, *kept], key=lambda term: term.start))
            text = " ".join(["과 ".join(spoken), *taken, without_years(query.text)])
            told = (*(() if years else spoken), *taken)
            yield Reading(" ".join(text.split()), told, LOST_OWN, stays=not years)


def _less_asked(query: Query, base: Query, years: Sequence[int], role: RoleOf) -> Iterator[Reading]:
    """'예산은 얼마야' after '꽃길 사업 담당자 전화번호', told nowhere: of the thing that it was asked of."""
    items = [term for term in content(base) if role(term) == "item"]
    named = len(items) - (not any(role(term) == "office" for term in content(base)))
    for count in range(1, min(named, MOST_ASKED) + 1):
        yield replace(merged(query, base, items[-count:], years), cost=LOST_NAMED_YEAR)


def _since(query: Query, base: Query, first: Reading) -> Iterator[Reading]:
    """'전년보다 얼마나 늘었어' in other words: the change that is printed, and the two years side by side."""
    if not AGAINST.search(query.text) or content(query) or len(base.years) > 1:
        return
    things = phrase(base, [term for term in base.terms if term.measure in ("", "total")])
    words = "전년 대비 증감률은 몇 %야?" if "%" in query.units else "얼마나 증감했어?"
    year = "".join(f"{year}년 " for year in base.years)
    yield replace(first, text=f"{year}{things} {words}", cost=LOST_YEAR)
    for last in base.years:
        named = phrase(base, [term for term in base.terms if term.measure not in CHANGE_MEASURES])
        text = f"{last - 1}년과 {last}년 {named} {AGAINST.sub(' ', query.text)}"
        yield replace(first, text=" ".join(text.split()), cost=LOST_OFFICE, years=base.years)


def _loosened(query: Query, base: Query, years: Sequence[int], first: Reading) -> Iterator[Reading]:
    """'22년에는 얼마였어' after a goal or a first budget of another year: both may have other names there."""
    stages = [term for term in base.terms if term.measure in STAGES or PLANNED.fullmatch(term.text)]
    if not years or content(query) or measures(query) or not stages:
        return
    text = first.text
    for term in stages:
        text = text.replace(term.text, STAGES.get(term.measure, ""), 1)
    yield replace(first, text=" ".join(text.split()), cost=LOST_OFFICE)


def _opposed(query: Query, base: Query) -> Iterator[Reading]:
    """'6월까지 몇 명 했어' after a plan asks for what was done, '원래는 몇 명' after that for the plan."""
    core = without_years(query.text)
    if UNTIL.search(query.text) and not content(query) and not measures(query):
        gone = [term for term in base.terms if term.measure == "target" or PLANNED.fullmatch(term.text)]
        core = f"실적은 {core}"
    elif FIRST_PLAN.search(query.text):
        gone = [term for term in base.terms if term.measure == "result" or DONE.fullmatch(term.text)]
        core = FIRST_PLAN.sub("당초 계획 ", core)
    else:
        return
    kept = [term for term in base.terms if term not in gone and term.measure in ("", "total")]
    if gone:
        years = [f"{year}년" for year in query.years or base.years]
        text = " ".join(f"{'과 '.join(years)} {phrase(base, kept)} {core}".split())
        yield Reading(text, (*years, *(term.text for term in kept)), stays=not query.years)


def _against(query: Query, base: Query) -> Iterator[Reading]:
    """'2022년 계획이랑 비교하면?': that year and the one of before side by side."""
    if len(query.years) != 1 or len(base.years) != 1 or query.years == base.years:
        return
    if BESIDE.search(query.text):
        years = [f"{year}년" for year in sorted((*query.years, *base.years))]
        named = content(query) or measures(query)
        gone = {*CHANGE_MEASURES, "target", "result"} if named else CHANGE_MEASURES
        kept = [t for t in base.terms if t.measure not in gone and not PLANNED.fullmatch(t.text)]
        things = " ".join([phrase(base, kept), *(term.text for term in named if term not in kept)])
        yield Reading(f"{'과 '.join(years)} {things}의 차이는?", (*years, things), years=base.years)


def _droppings(
    query: Query, base: Query, role: RoleOf, place: Place
) -> Iterator[tuple[Sequence[Term], float]]:
    """The terms of the earlier question that the new ones may stand in for, each with its cost."""
    new, old = content(query), content(base)
    same = [term for term in old if any(_same_kind(term, other, role) for other in new)]
    left = [term for term in old if role(term) != "agency" and term not in same]
    if place.away and asks(query) and sum(role(term) == "item" for term in new) > 1:
        yield [term for term in old if role(term) != "agency"], 0.0
    called = [squash(noun_of(query.text)), *(word for term in new for word in term.words)]
    # '가을책마당' is called 책마당: nothing else stands in for it
    again = [t for t in left if any(len(w) > LEAST_NAME and t.words[0].endswith(w) for w in called)]
    left = [term for term in left if term not in again]
    items = [term for term in left if role(term) == "item"]
    own = [term for term in left if _names_label(term, place.row)]
    crossed = [t for t in items if t not in own and any(_names_label(t, c) for c in place.columns)]
    if any(_is_label(word, place.beside) for word in called):
        yield same + own, 0.0
        if own and called[0] in place.beside:
            return
    elif any(_is_label(word, place.across) for word in called) or (measures(query) and crossed):
        yield same + crossed, 0.0
    # '거기 방문자는', '그중 시정명령은': of the row told, and no other
    own = [term for term in own if term in items and not place.here]
    moves = any(role(term) == "agency" for term in new)
    if moves and any(role(term) == "item" for term in new):
        yield [term for term in old if term in same or term in left], LOST_OWN
    if not same and (kin := [term for term in items if any(_kindred(term, other) for other in new)]):
        yield _joined(base, items, kin[-1]), 0.0
    yield same, 0.0
    if moves:
        # the office of the document, not the row told: '다른 시는?' after the staff of 총무과 is of no total
        offices = [term for term in old if role(term) == "office" and not _names_label(term, place.row)]
        yield [*same, *(term for term in offices if term not in same)], LOST_OFFICE
    things = [term for term in new if role(term) != "agency"]  # '다른 시는?' asks for the same thing there
    if things and own:
        yield same + own[-1:], LOST_OWN
    otherwise = asks_otherwise(query, base) and not measures(query)
    yield from _last_droppings(query, same, own if things or not new else [], items, last=otherwise)
    if things and not place.pointed:
        yield same + items, LOST_ALL


def _amounts(query: Query, items: Sequence[Term]) -> list[Term]:
    """What is called by its money, where another is asked for: '올해 예산은' after '꽃길의 국비는'."""
    found = [term for term in items if MONEY.search(term.text)]
    asked = {term.measure for term in measures(query)} & {*BUDGETS, "spent"}
    return found if asked and not content(query) and len(found) < len(items) else []


def _last_droppings(
    query: Query, same: list[Term], own: list[Term], items: list[Term], *, last: bool
) -> Iterator[tuple[list[Term], float]]:
    """The unlikelier ones: the last thing, as where another unit is asked for, and all of the row's."""
    new = content(query)
    if items and last and not (new and own):
        yield same + items[-1:], LOST_OWN
    if own and (new or (measures(query) and len(own) < len(items))):
        yield same + own, LOST_OWN


def _same_kind(old: Term, new: Term, role: RoleOf) -> bool:
    """An agency stands in for an agency, a 과 for a 과."""
    if role(old) != role(new) or role(old) == "item":
        return False
    return role(old) == "agency" or old.words[0][-1] == new.words[0][-1]


def _kindred(old: Term, new: Term) -> bool:
    """'1차' and '2차', '전기차' and '하이브리드차', '민사소송' and '행정소송': the same last noun."""
    left, right = old.words[0], new.words[0]
    if re.sub(r"\d", "0", left) == re.sub(r"\d", "0", right) and left != right:
        return True
    return left != right and left[-1:] == right[-1:] and bool({left[-2:]} & {right[-2:]} or len(right) < 6)


def _joined(base: Query, items: Sequence[Term], term: Term) -> list[Term]:
    """A term with those that it is joined to: '소송·심판', '행정과 민사'."""
    found = [term]
    for left, right in pairwise(items):
        glue = base.text[left.start + len(left.text) : right.start]
        if JOINED.fullmatch(glue) and term in (left, right):
            found.append(right if term is left else left)
    return found


def _names_label(term: Term, label: str) -> bool:
    return any(word in label or label in word for word in term.words if len(word) > 1 and label)


def _is_label(word: str, labels: frozenset[str]) -> bool:
    """Tell whether a word is a label, or begins with one: '행정소송' in a table with the row '행정'."""
    return word in labels or any(len(label) > 1 and word.startswith(label) for label in labels)
