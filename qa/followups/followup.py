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

from qa.followups.cues import END, PARTICLE
from qa.understanding.query import Query, Term, squash
from qa.understanding.terms import is_unit_noun
from qa.understanding.words.kinds import AUDIT
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.rows import EXTREMES
from qa.understanding.words.times import RELATIVE, YEAR
from qa.wording.korean import with_particle

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
MOST_TERMS = 8  # taken over at most, the nearest to the end of the earlier question
LEAST_NAME = 2  # letters of a name that more than a kind is called by
MOST_GLUE = 14  # characters between two terms that are taken over with them

# what asks by itself: nothing of the earlier question's end is needed
ASKING = re.compile(
    r"몇|얼마|왜|이유|까닭|언제|어디|어떻|어떤|누[구가]|무엇|무슨|뭐|뭔|뭘|나눠|나누|방법|절차|목적|차이|합치|합하|"
    r"알려|설명|[줘봐](?=[\s?.!]|$)|주세요|주십|보여|말해|(?:^|\s)(?:규모|위치|장소|시기|기간|대상|일정|인원|비용|면적|횟수|담당|소관|주관|효과|근거|결과|현황|"
    r"비율|건수|사업비)"
    + PARTICLE + "?" + END
)  # fmt: skip
# '그 전해에는', '이듬해에는'
YEARS_AGO = re.compile(r"(?<!\d)(\d{1,2}|한|두|세|네)\s?(?:년|해)\s?전(?:에는|에|엔|은|의)?(?=[\s?,]|$)")
AGO = {"한": 1, "두": 2, "세": 3, "네": 4}
NEXT_YEARS = (*RELATIVE, (re.compile(r"(?:그\s*)?(?:전\s?해|직전\s*연도|이전\s*해)"), -1),
              (re.compile(r"(?:그\s*)?(?:다음\s*해|후년)"), 1))  # fmt: skip
THIS_YEAR = re.compile(r"올해|금년|이번\s*해")
# '2021년에 몇 명', '21년엔'
YEAR_SAID = re.compile(rf"{YEAR.pattern}(?:{PARTICLE}(?=\s))?")
# '전년보다', '작년 본예산 대비', '지난해에 비해': what is compared with, while the year asked for stays
AGAINST = re.compile(
    r"(?:재작년|작년|전년도?|지난\s*해|(?:그\s*)?전\s?해)(?:도|의)?(?:\s?[가-힣]{1,6}){0,2}?"
    r"\s?(?:보다는?|대비|에\s?비[해하]\S*|(?:이?랑|[와과]|하고)\s*비교\S*)"
)
AS_OF = re.compile(r"(?<!\d)\d{1,2}월\s?(?:\d{1,2}일|말|초)?\s?(?:기준|현재)(?:으로|에)?(?=\s)")
JOINED = re.compile(r"\s*[·,/]\s*|[와과]\s|이?랑\s|하고\s|\s*및\s*")
# '몇 프로야?' after the amount
RATES = {"spent": "집행률", "collected": "징수율", "change": "증감률", "won": "승소율"}
OFFICES = frozenset("과국실팀")
CLOSED = {"는": "은", "가": "이", "를": "을", "와": "과"}  # particles after a consonant
ASKED = re.compile(r"얼마|[?!]")  # '얼마를 발행할': that is not asked again
COUNTED = re.compile(r"몇\s*$")
# '강사료', '사업비', '지원금'
MONEY = re.compile(r"(?:[가-힣]료|[가-힣]비|[가-힣]{2}금|금액|예산|수당|요금|가격|대금|지출|[가-힣]액)$")
# what a figure of one year is called by its stage, and in general
STAGES = {"original_budget": "예산", "final_budget": "예산", "supplementary": "예산", "target": ""}
PLANNED = re.compile(r"계획|목표|예정")
DONE = re.compile(r"추진|실적|추진실적")
# '6월까지 몇 명 했어', '지금까지 된 건'
UNTIL = re.compile(r"까지.{0,12}?(?:했|한\s|됐|된\s|마[쳤친]|끝[났낸])")
FIRST_PLAN = re.compile(r"(?:원래|당초|애초)(?:에는|에|엔|는|의)?\s*(?:계획(?:은|이)?)?\s*")
BESIDE = re.compile(r"비교|차이|보다")
WHOSE = re.compile(r"어느\s*(?:과|팀|부서|국|실|기관)|누가|어디")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the earlier answer stands: its row and columns and the labels beside them, all squashed.

    `topic` is what it is about in the document's own words, where it is a passage; `year` the document's;
    `pointed` is whether the new question points at it ('거기', '이 계획'), `here` whether without a name
    ('거기', '그중'), `away` whether it leaves it, `lost` whether what was asked before was not found.
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


@dataclass(frozen=True, slots=True)
class Reading:
    """A complete question.

    `taken` is what it has from before, `cost` (0..1) what speaks against what was left out; `stays` is
    whether it names no other agency or year, so that the same document is likely to answer. `years` are
    those that it is about, where it names others beside.
    """

    text: str
    taken: tuple[str, ...]
    cost: float = 0.0
    stays: bool = False
    years: tuple[int, ...] = ()


def content(query: Query) -> list[Term]:
    """The terms of a question that name things: no measures, no '기' of '몇 기가 있나'."""
    return [term for term in query.terms if not term.measure and not COUNTED.search(query.text[: term.start])]


def units_of(query: Query) -> set[str]:
    """The units that a question asks for, or that the kind of thing has: '강사료는?' asks for money."""
    return set(query.units) or ({"money"} if MONEY.search(_noun(query.text)) else set())


def asks_otherwise(query: Query, base: Query) -> bool:
    """Tell whether a question asks for another unit than the one of before: '강사료는?' after '몇 명'."""
    mine, before = units_of(query), units_of(base)
    return bool(mine and before) and not mine & before


def measures(query: Query) -> list[Term]:
    """The measures of a question that say what is asked; '모두' says little by itself."""
    return [term for term in query.terms if term.measure and term.measure != "total"]


def asks(query: Query) -> bool:
    """Tell whether a question says what it wants to know, not only of what."""
    return bool(measures(query) or query.operation or ASKING.search(query.text))


def named_year(query: Query, base: Query, document_year: int | None) -> int | None:
    """The year meant by '작년', '이듬해' beside an earlier question's year or its document's.

    '작년보다 얼마나 늘었어' asks of the same year; '올해' is always that of the document.
    """
    known = base.years[-1] if base.years else document_year
    if query.years or known is None:
        return None
    text = AGAINST.sub(" ", query.text)
    if document_year and THIS_YEAR.search(text):
        return document_year
    if ago := YEARS_AGO.search(text):
        return known - int(AGO.get(ago[1], 0) or ago[1])
    return next((known + offset for pattern, offset in NEXT_YEARS if pattern.search(text)), None)


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
    for dropped, cost in _droppings(query, base, role, place):
        reading = merged(query, base, dropped, years)
        found.append(replace(reading, cost=cost, stays=stays))
        if base.years and not years and moves:
            reading = merged(query, base, dropped, years, keep_year=False)
            found.append(replace(reading, cost=cost + LOST_YEAR))
    found[1:1] = [*_since(query, base, found[0]), *_loosened(query, base, years, found[0])]
    found[:0] = [*_opposed(query, base), *_against(query, base)]
    if (
        AUDIT.search(query.text) and content(query) and not (asks(query) or WHOSE.search(query.text))
    ):  # '자문관에 대한 지적은요?'
        whose = [term.text for term in content(base) if role(term) == "agency"]
        text = " ".join([*whose, _noun(query.text), "어떻게 됐나요?"])
        found.insert(0, Reading(text, tuple(whose), LOST_OFFICE))
    if place.topic and asks(query):
        taken = tuple(term.text for term in content(base) if role(term) != "item")
        text = f"{' '.join(taken)} {place.topic} {query.text}"
        found.insert(0, Reading(" ".join(text.split()), (*taken, f"'{place.topic}'"), 0.0, stays))
    if content(query) and base.years and not (years or moves):
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
        if kept and len(kept) < len(items):
            spoken = [f"{year}년" for year in years or base.years]
            taken = tuple(term.text for term in sorted([*whose, *kept], key=lambda term: term.start))
            text = " ".join(["과 ".join(spoken), *taken, _without_years(query.text)])
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
    core = _without_years(query.text)
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
    called = [squash(_noun(query.text)), *(word for term in new for word in term.words)]
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


def _noun(text: str) -> str:
    """A short question less its ending: '행정소송만 보면?' -> '행정소송'."""
    return re.sub(rf"(?:\s*(?:것|거|경우))?(?:{PARTICLE}|만\s*(?:보면|따로))?[\s?.!,]*$", "", text)


def merged(
    query: Query, base: Query, dropped: Sequence[Term], years: Sequence[int], *, keep_year: bool = True
) -> Reading:
    """The earlier question less what is dropped, with the new one in its place; `years` where they change."""
    if asks_otherwise(query, base):  # '예산은?' after '횟수와 인원'
        dropped = [*dropped, *(term for term in content(base) if is_unit_noun(term.text))]
    kept = [term for term in content(base) if term not in dropped][-MOST_TERMS:]
    elliptic = not asks(query) and not asks_otherwise(query, base)
    carried = measures(base) if elliptic or _lacks_measure(query, base) else []
    if not elliptic:  # '구축은 21년에 얼마야' asks for no change
        carried = [term for term in carried if term.measure not in CHANGE_MEASURES]
    core = _without_years(query.text)
    spoken = years or (base.years if keep_year else ())
    prefix = "과 ".join(f"{year}년" for year in spoken)
    if elliptic:
        body = _replaced(base, dropped, kept, core)
    else:
        rate = next((RATES[term.measure] for term in measures(base) if term.measure in RATES), "")
        asked = rate if "%" in query.units and not measures(query) and not carried else ""
        if not content(query) and measures(query) and "total" in base.measures:
            asked = "전체"  # '모두 몇 건이야?', '승소율은?'
        body = f"{phrase(base, sorted([*kept, *carried], key=lambda term: term.start))} {asked} {core}"
    if years and not query.months:  # '2023년에는' after '2021년 1월 기준'
        body = AS_OF.sub(" ", body)
    taken = [] if years else [f"{year}년" for year in spoken]
    taken += [term.text for term in base.terms if term in kept or term in carried]
    return Reading(" ".join(f"{prefix} {body}".split()), tuple(dict.fromkeys(taken)))


def _lacks_measure(query: Query, base: Query) -> bool:
    """'2021년에는 얼마였어' asks for the measure of before; '위원은 몇 명이야' after a budget does not."""
    if query.operation in EXTREMES:  # '제일 높은 건' after rates
        return not query.units and all(term.measure in EXTREMES for term in measures(query))
    if measures(query) or query.kind != "figure" or query.operation or WHOSE.search(query.text):
        return False
    return not query.units or bool(set(query.units) & set(base.units))


def _without_years(text: str) -> str:
    text = YEAR_SAID.sub(" ", text)
    for pattern, _ in NEXT_YEARS if not AGAINST.search(text) else ():
        text = pattern.sub(" ", text)
    text = re.sub(rf"^\s*(?:년도?)?{PARTICLE}{END}|^\s*{PARTICLE}\s", " ", text)
    return " ".join(text.split())


def _replaced(base: Query, dropped: Sequence[Term], kept: Sequence[Term], core: str) -> str:
    """The earlier question with the new thing in the place of what it stands in for."""
    noun = _noun(core)
    text = base.text
    spans = sorted((term.start, term.start + len(term.text)) for term in dropped)
    if not spans and noun:
        end = max((term.start + len(term.text) for term in kept), default=0)
        cut = re.match(rf"\s?{PARTICLE}(?=\s)", text[end:])
        after = end + (cut.end() if cut else 0)
        text = f"{text[:end]} {noun} {text[after:]}" if end else f"{noun} {text}"
    for start, end in reversed(spans):
        # '인사과' may be understood as '인사' and a particle
        rest = text[end:].removeprefix(noun[-1:] if noun[-1:] in OFFICES else "")
        put = noun if start == spans[-1][0] else ""
        if put and (particle := re.match(rf"[은는이가을를과와]{END}", rest)):
            put, rest = with_particle(put, CLOSED.get(particle[0], particle[0])), rest[1:]
        text = f"{text[:start]} {put}{rest}"
    return _without_base_years(text)


def _without_base_years(text: str) -> str:
    return " ".join(re.sub(rf"\s{PARTICLE}\s", " ", YEAR.sub(" ", text)).split())


def phrase(query: Query, terms: Sequence[Term]) -> str:
    """Terms of a question in its own words: '행정국이 확보하려는 자체청사'."""
    order = list(query.terms)
    out, end, last = "", -1, -1
    for term in terms:
        place = order.index(term)
        if term.start < end:
            continue
        glue = YEAR.sub(" ", query.text[end : term.start]) if last >= 0 and place == last + 1 else " "
        plain = 0 < len(glue) <= MOST_GLUE and not ASKED.search(glue)
        out += (glue if plain else " ") + term.text
        end, last = term.start + len(term.text), place
    return " ".join(out.split())
