"""Answers about the offices of an agency: what a team does, who does a thing, which teams a department has.

'산림팀은 무슨 일 해?', '가로등은 어느 과에서 맡나', '농정과에 속한 팀 이름', '3개 과 이름과 인원'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.offices.offices import Duty, Office
from qa.answer import Answer, StatedFigure
from qa.context import Context
from qa.figures.fields import contained, explain
from qa.library import Library
from qa.understanding.intents import count_asked
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import scopes
from qa.understanding.words.kinds import NUMERIC
from qa.wording.compose import state
from qa.wording.parts import Part, joined

SURE = 0.95
MOST_OFFICES = 25
MOST_DOCUMENTS = 12  # that are read for one question; of more, those of the hits are
_KIND = r"(?:팀|과|부서|실|센터|담당관)"
# '무슨 일 해', '맡고 있는 업무를 알려', '담당 사무는 무엇', '뭐 하는 데야'
_DUTIES = re.compile(
    r"(?:무슨|어떤|뭔)\s*(?:일|업무|사무|역할)|하는\s*(?:일|업무|것|역할)|(?:업무|사무|기능|역할|임무|소관)(?:[은는이가을를]|에는|로는|\s*(?:전부|모두|좀)|\s*(?:알려|뭐|머|무엇|\?|$))|"
    r"(?:뭐|뭘|무엇을?|머)\s*(?:를\s*)?(?:하는|해|하나|합니까|하지|담당|맡)|맡(?:고\s*있)?[은는]\s*(?:일|업무|것|사무)"
)
_NAMES = re.compile(
    rf"{_KIND}(?:들|별)?(?:이|가|은|는|의|에는|을|를|으로는)?\s*(?:각각\s*)?(?:뭐|무엇|무슨|머|어떤|이름|명칭|다\s|전부|모두|목록|나열|어디|알려|말해)|"
    rf"(?:어떤|무슨|어느)\s*{_KIND}(?:들)?(?:이|가|로|으로|을|를)?\s*(?:있|구성|두|나[뉘눠]|나누|속)|{_KIND}(?:들)?(?:이|가)?\s*(?:있는지|있나|있어)|이루는\s*{_KIND}"
)
_WHO = re.compile(
    rf"(?:어느|어떤|무슨)\s*{_KIND}(?:에서|이|가|의|인|입|이야|야|예요)?|(?:담당|소관|맡[은는])\s*{_KIND}(?:은|는|이|가|를)?\s*(?:어디|무엇|어느|\?|$)|누가\s*(?:맡|담당|관리|하)|"
    rf"(?:담당|관리|운영|처리)하는\s*{_KIND}"
)
_DOES = re.compile(r"맡|담당|관리|소관|하[나는는지]|해[?\s]|합니까|운영|처리|업무")
# '민방위 업무를 맡은 시 안전국 부서는 예산이 얼마': an office by what it does
_CHARGED = re.compile(
    rf"(?:맡(?:고\s?있)?[은는]|담당하(?:고\s?있)?는|다루는)\s(?:[가-힣]+\s){{0,3}}?{_KIND}(?=[은는이가의에을를도]|\s)"
)
YEAR = re.compile(r"(?:['’‘]\d\d|(?:19|20)\d\d)년(?:도)?에?\s")
# what is said of any office
_ASKING = re.compile(
    r"\d+\s?(?:개|가지|곳)?|업무|사무|기능|역할|임무|소관|담당|일|팀|과|부서|실|국|이름|명칭|인원|현원|직원|사람|조직|구성|소속|속|종류|개|가지|곳|전부|모두|전체|각각|주요|분장|데|목록|기구|산하|하나|현재|기준|수행"
)
_KIND_ASKED = re.compile(
    rf"(?<![가-힣])(?:\d+\s*개?\s*|[두세네]\s*개?\s*)?({_KIND})(?:들|별)?(?=이|가|은|는|의|에|을|를|으로|\s|$|\?)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """An office and the document that tells of it."""

    document: str
    office: Office


def asks_offices(text: str) -> bool:
    """Tell whether a question may be about the offices of an agency."""
    return bool(_DUTIES.search(text) or _NAMES.search(text) or _asks_who(text))


def _asks_who(text: str) -> bool:
    return bool(_WHO.search(text) and _DOES.search(text))


def answer_offices(context: Context) -> tuple[Answer, float] | None:
    """Answer with duties or names of offices; None where more is asked, or no document tells them."""
    scope = scopes(context.query, context.metadata)
    if len(scope) > 1 or not asks_offices(context.query.text):
        return None
    names = _documents(context, scope[0].documents or context.documents)
    places = [Place(name, office) for name in names for office in context.library.offices(name)]
    target = _named(context.query.text, places)
    part, text = None, context.query.text
    own = r"\s?".join(map(re.escape, target[0].office.name)) if target else "$"
    if _NAMES.search(re.sub(own, "", text)):  # '총무과는 무엇을 하나' asks for no names
        part = _tell_names(context, names, places, target)
    if part is None and target and _DUTIES.search(text):
        part = _tell_duties(context, target)
    if part is None and _asks_who(text):
        part = _tell_who(context, places)
    return (joined(context, "list", [part], part.sure), part.sure) if part else None


def _documents(context: Context, scope: Sequence[str] | None) -> list[str]:
    """The documents that may answer: those of the years asked for, the newest first."""
    names = list(scope or ())
    if not names or len(names) > MOST_DOCUMENTS:
        found = list(dict.fromkeys(hit.chunk.document for hit in context.hits))
        names = [name for name in found if not names or name in names]
    years = context.query.years
    of_year = [name for name in names if context.metadata[name].year in years]
    return sorted(of_year or names, key=lambda name: -(context.metadata[name].year or 0))


def _said_at(text: str, name: str) -> int:
    """Where a question says a name, white space aside, alone or behind its bureau; -1 where it does not.

    '건설국도로과' says 도로과, '도로과학관' does not.
    """
    if "".join(name.split()) not in "".join(text.split()):  # as most are, which need no pattern
        return -1
    found = re.search(
        r"(?:(?<![가-힣])|(?<=[국청실원]))" + r"\s?".join(map(re.escape, name)) + r"(?![가-힣]*[과팀실국]\b)",
        text,
    )
    return found.start() if found else -1


def _named(text: str, places: Sequence[Place]) -> list[Place]:
    """The office that a question names, the last one where it names several, in each document that has it."""
    said = [(_said_at(text, place.office.name), len(place.office.name), place) for place in places]
    said = [one for one in said if one[0] >= 0]
    if not said:
        return []
    best = max(one[:2] for one in said)
    return [place for start, length, place in said if (start, length) == best]


def _left(query: Query, target: str, documents: Sequence[str], context: Context) -> list[Term]:
    """The terms that are neither the office, nor the agency of the documents, nor words of the asking."""
    told = squash("/".join((target, *(_called(context, name) for name in documents))))
    left = []
    for term in query.terms:
        word = term.words[0]
        if term.measure in ("staff", "total") or _ASKING.fullmatch(word) or contained(word, told) >= 1:
            continue
        if all(contained(part, told) >= 1 or _ASKING.fullmatch(part) for part in term.parts or (word,)):
            continue
        if any(context.metadata.named(word)):
            continue
        left.append(term)
    return left


def _called(context: Context, name: str) -> str:
    own = context.metadata[name]
    return f"{own.title}/{own.agency}/{own.department}"


def _tell_duties(context: Context, target: Sequence[Place]) -> Part | None:
    """What an office does: of the newest document that tells it."""
    able = [place for place in target if place.office.duties]
    if not able or _left(context.query, able[0].office.name, [p.document for p in able], context):
        return None
    if len({context.metadata[place.document].agency for place in able}) > 1:
        return None
    place = able[0]
    office, title = place.office, context.metadata[place.document].title
    lines = [f"{title}에 따르면 {office.name}의 업무는 다음과 같습니다."]
    lines += [_bullet(context, place, duty) for duty in office.duties]
    return Part("\n".join(lines), (), SURE)


def _bullet(context: Context, place: Place, duty: Duty, lead: str = "") -> str:
    number = context.citations.of_lines(place.document, place.office.section, duty.lines, around=duty.text)
    return f"- {lead}{duty.text} [{number}]"


def _tell_who(context: Context, places: Sequence[Place]) -> Part | None:
    """The office whose duties name what is asked; None where none or several do."""
    found = _in_charge(context, places)
    if found is None:
        return None
    place, duty = found
    title = context.metadata[place.document].title
    text = f"{title}에 따르면 {place.office.name}의 업무입니다."
    return Part("\n".join((text, _bullet(context, place, duty))), (), SURE)


def _in_charge(
    context: Context, places: Sequence[Place], *, by_name: bool = False
) -> tuple[Place, Duty] | None:
    """The office whose duties, or whose name too, say what is asked, with the duty; None where several do."""
    found: list[tuple[Place, Duty]] = []
    for place in places:
        terms = _left(context.query, "" if by_name else place.office.name, [place.document], context)
        terms = [term for term in terms if term not in context.query.actions]
        # '기록물을 맡은 과는': 기록관리과 says so itself
        name = squash(place.office.name) if by_name else ""
        found += [
            (place, duty)
            for duty in (place.office.duties if terms else ())
            if min(explain(term, f"{squash(duty.text)}/{name}") for term in terms) >= 1
        ]
    if not found:
        return None
    newest = [one for one in found if one[0].document == found[0][0].document]
    agencies = {context.metadata[place.document].agency for place, _ in found}
    if len({place.office.name for place, _ in newest}) > 1 or len(agencies) > 1:
        return None
    return newest[0]


def with_office(query: Query, library: Library) -> str:
    """A question with the office that it describes by its duties called by name, '' where it describes none.

    '시에서 무료급식 업무를 맡은 부서는 예산이 얼마' -> '시 복지과는 예산이 얼마'.
    """
    text = query.text
    match = _CHARGED.search(text)
    if match is None or not NUMERIC.search(text, match.end()):
        return ""
    year = f"{query.years[0]}년 " if query.years and not YEAR.search(text, 0, match.end()) else ""
    context = Context(library.parse_corrected(f"{year}{text[: match.end()]}는 어디인가"), library)
    scope = scopes(context.query, context.metadata)
    if len(scope) > 1:
        return ""
    names = _documents(context, scope[0].documents or context.documents)
    places = [Place(name, one) for name in names for one in library.offices(name)]
    found = _in_charge(context, places, by_name=True)
    if found is None:
        return ""
    lead = text[: match.end()]
    said = [*YEAR.finditer(lead), *library.names.finditer(lead)]
    return " ".join([*(one[0].strip() for one in said), found[0].office.name]) + text[match.end() :]


def _tell_names(
    context: Context, names: Sequence[str], places: Sequence[Place], target: Sequence[Place]
) -> Part | None:
    """The offices under the one that is named, or of the document; None where they are not all told."""
    kind = _kind_asked(context.query.text)
    wanted = count_asked(context.query.text)
    for name in names:
        mine = [place for place in places if place.document == name]
        head = next((place.office.name for place in target if place.document == name), "")
        if target and not head:
            continue
        found = list(_under(mine, head, kind, context, name))
        if len(found) < 2 or (wanted and wanted != len(found)):
            continue
        if _left(context.query, "/".join([head, *(p.office.name for p in found)]), [name], context):
            return None
        if _asks_staff(context.query) and not all(place.office.staff for place in found):
            return None
        if not target and len({context.metadata[one].agency for one in names}) > 1:
            return None
        return _listed(context, name, head, found)
    return None


def _asks_staff(query: Query) -> bool:
    return "staff" in query.measures or bool(re.search(r"인원|몇\s*명|직원\s?수|현원|정원", query.text))


def _kind_asked(text: str) -> str:
    """What the names that are asked for end with: '팀', '과'; '' for any."""
    found = _KIND_ASKED.findall(text)
    kind = found[-1] if found else ""
    return "" if kind == "부서" else kind


def _under(places: Sequence[Place], head: str, kind: str, context: Context, name: str) -> Iterator[Place]:
    """The offices of a kind under one; of the whole document where none, or the document's own, is named."""
    own = {squash(context.metadata[name].department), squash(context.metadata[name].agency), ""}
    under = [place for place in places if place.office.above == head and head]
    if not under and (not head or head in own or any(head.endswith(word) for word in own if word)):
        under = [place for place in places if place.office.name != head]
    for place in under[:MOST_OFFICES]:
        if place.office.name.endswith(kind) and place.office.name not in own:
            yield place


def _listed(context: Context, name: str, head: str, found: Sequence[Place]) -> Part:
    """Names of offices, with the numbers of their people where a chart tells them."""
    title = context.metadata[name].title
    own = context.metadata[name].department or context.metadata[name].agency
    lines = [f"{title}에 따르면 {head or own} 아래에는 {len(found)}개가 있습니다."]
    figures: list[StatedFigure] = []
    for place in found:
        office = place.office
        marks = [context.citations.of_lines(name, office.section, office.lines, around=office.name)]
        staff = f": {office.staff}" if office.staff else ""
        if office.staff_lines:
            marks.append(context.citations.of_lines(name, office.section, office.staff_lines))
            figures += [
                state(fact, context.citations)
                for fact in context.library.facts_on([(name, office.staff_lines)])[0]
                if fact.table is None and fact.unit == "명"
            ]
        lines.append(f"- {office.name}{staff} " + "".join(f"[{n}]" for n in dict.fromkeys(marks)))
    return Part("\n".join(lines), tuple(figures), SURE)
