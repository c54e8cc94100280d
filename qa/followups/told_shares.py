"""Follow-ups that ask for a share of what was told: '그게 전체의 몇 %야?', '그중 서비스업은 몇 %야?'.

What was told last is the part, all of it where it was added up; or it is the whole, where a part of it is
named. The whole of a part is what the table has it under, what figures in prose add up to, or what was told
as the whole before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Fact
from corpus.units import format_amount
from qa.answer import Answer
from qa.derived import derive
from qa.derived.derive import Derived
from qa.derived.steps import Step, steps_of
from qa.derived.wholes import whole_made_up
from qa.figures.alike import column_key, row_key
from qa.figures.fields import TOTALS, bare, explain, labels_of, own_label
from qa.figures.measures import is_change
from qa.followups.asked import asks
from qa.followups.cues import cues_of
from qa.followups.moves import NAMED, Wanted, moved, told_facts
from qa.library import Library
from qa.understanding.query import Query, Term, squash
from qa.wording.compose import label

_PERCENT = r"(?:약\s|대략\s)?몇\s?(?:%|퍼센트|프로)"
# '전체의 몇 %', '사업비 전체의 몇 %야', '전체 인력에서 차지하는 비중은': what stands before is the part
OF_WHOLE = re.compile(
    rf"(?:(?!\S+[은는이가]\s)\S+\s){{0,2}}?전체(?:\s(?!몇|차지)\S+?){{0,2}}"
    rf"(?:의|에서|에?\s?대비|\s?(?:중|가운데)(?:에서?)?)\s?(?:{_PERCENT}|차지하는\s(?:비율|비중))"
)
# '비율로는?', '비중은 얼마야?', '전체에서 몇 %나 차지해?', '전체에서 차지하는 비율은?'
AS_SHARE = re.compile(
    r"^(?:비율|비중|퍼센트|프로)(?:로(?:는|만|치면|따지면|보면)?|[은는이])(?=[\s?]|$)"
    rf"|^(?:전체에서\s)?(?:{_PERCENT}나?를?\s차지|차지하는\s(?:비율|비중))"
)
# said of what is the whole: '공용차량은 모두 몇 대야'
WHOLE_SAID = re.compile(r"모두|전부|전체|통틀어|(?:^|\s)총|합계|도합")
WHOLE_PRINTED = re.compile(r"^총|전체|합계|총계|조직및인력")
STATED = re.compile(r"\d[\d,]*[가-힣]?")  # '전체 182건 중': the whole as it was told
ADDED = " + "
PRINTED = re.compile(r"비[률중]$|구성비|점유률")  # squashed
SHARED = re.compile(r"[^(]+ ÷ [^(]+ × 100")


@dataclass(frozen=True, slots=True)
class Told:
    """What a turn told: its figures as printed.

    `added` is whether it gave their sum, `whole` whether it was asked for all there is, `part` for a part
    of what was told before ('그중 총무과는?'), `share` whether it gave the share of one in another.
    """

    facts: Sequence[Fact]
    added: bool = False
    whole: bool = False
    part: bool = False
    share: bool = False


def told_of(library: Library, text: str, answer: Answer) -> Told:
    """What an answer told of a question as typed; of a sum its addends, though these are only cited."""
    addends = _addends(answer, library)
    facts = addends or told_facts(answer, library)
    whole, part = bool(WHOLE_SAID.search(text)), cues_of(text).part
    return Told(facts, bool(addends), whole, part, _is_share(answer) and len(facts) == 2)


def _addends(answer: Answer, library: Library) -> list[Fact]:
    """The facts that an answer added up; empty where it gave no sum."""
    summed = next((f for f in answer.figures if f.derivation and ADDED in f.derivation), None)
    if summed is None or "÷" in (summed.derivation or ""):
        return []
    amounts = (summed.derivation or "").split(ADDED)
    cited = [place for place in answer.citations if place.id in summed.citations]
    found: dict[Fact, None] = {}
    for place in cited:
        for fact in library.facts(place.document):
            cell = place.table is None or (fact.row, fact.column) == (place.table.row, place.table.column)
            if fact.lines == place.lines and cell and format_amount(fact.value, fact.unit) in amounts:
                found[fact] = None
    return list(found) if len(found) == len(amounts) else []


def asks_share(query: Query, *, part: bool) -> bool:
    """Tell whether a follow-up asks for a share; `part` is whether it says that of a part ('그중')."""
    if AS_SHARE.search(query.text) or OF_WHOLE.search(query.text):
        return True
    bare = not query.measures
    return part and "%" in query.units and not query.operation and bare


def follows_whole(told: Sequence[Told]) -> bool:
    """Tell whether what was told last is a part of the total told before it: '계' and '시차제' of one row."""
    if len(told) < 2 or any(len(one.facts) != 1 for one in told[:2]):
        return False
    part, whole = told[0].facts[0], told[1].facts[0]
    of_line = row_key(part) == row_key(whole) or column_key(part) == column_key(whole)
    return of_line and _is_total(whole) and not derive.is_rate(part) and _is_over(whole, [part])


def asks_another(query: Query, things: Sequence[Term], told: Told) -> bool:
    """Tell whether a follow-up only names another part after the share of one: '소형선은 (몇 %)?'."""
    of_share = query.units == ("%",) and not (query.measures or query.operation)
    return told.share and bool(things) and (of_share or not asks(query))


def shared(
    query: Query, things: Sequence[Term], told: Sequence[Told], library: Library
) -> tuple[list[Fact], list[Step]]:
    """The share asked for of what was told, the last first, and its operands; none where it is not plain.

    `things` are what the follow-up names beside the agency.
    """
    none: tuple[list[Fact], list[Step]] = ([], [])
    if not told or not told[0].facts:
        return none
    said = OF_WHOLE.search(query.text)
    mine = [t for t in things if said is None or t.start < said.start()]
    above = [t for t in things if said and said.start() <= t.start < said.end()]
    above = [t for t in above if not STATED.fullmatch(t.text)]
    all_told = None if things else _all_told(told)
    told = told[1:] if all_told else told
    parts = _named(mine, told, library) if mine else _last(told[0])
    if not parts or derive.is_rate(parts[0]) or any(map(is_change, parts)):
        return none
    if printed := _printed(parts[0], library) if said is None and not mine else []:
        return printed, []
    digits = derive.digits_asked(query.text)
    if mine and said is None:
        return _within(parts[0], told[0], digits)
    before = told[1].facts if told[0].part and told[1:] and said is None and not mine else []
    of_before = len(before) == 1 and _is_over(before[0], parts)
    whole = all_told or (before[0] if of_before else whole_of(parts, told, query, above, library))
    if whole is None:
        return none
    share = derive.share_of_sum(parts, whole, digits) if parts[1:] else derive.share(parts[0], whole, digits)
    name = "비중" if parts[1:] else f"{label(parts[0])} 비중"
    return [*parts, whole], steps_of([(share, name)])


def _all_told(told: Sequence[Told]) -> Fact | None:
    """What was told last as all of what was told before it: '비중은?' after '전체는?'."""
    last = told[0].facts
    plain = told[0].whole and len(last) == 1 and bool(told[1:] and told[1].facts)
    return last[0] if plain and _is_over(last[0], told[1].facts) else None


def _printed(part: Fact, library: Library) -> list[Fact]:
    """The share that a figure's row prints beside it: ('인구', '비율') beside ('인구', '인원')."""
    row = [other for other in library.facts(part.document) if row_key(other) == row_key(part)]
    shares = [o for o in row if "%" in o.unit and PRINTED.match(squash(bare(own_label(o.column))))]
    beside = [other for other in shares if other.column[:-1] == part.column[:-1]]
    return beside if len(beside) == 1 and part.table is not None else []


def _is_share(answer: Answer) -> bool:
    """Tell whether an answer computed the share of one figure in another."""
    formulas = [figure.derivation for figure in answer.figures if figure.derivation]
    return len(formulas) == 1 and bool(SHARED.fullmatch(formulas[0]))


def of_another(
    things: Sequence[Term], told: Sequence[Fact], library: Library
) -> tuple[list[Fact], list[Step]]:
    """The share of another part of the same whole: '소형선은?' after that of 대형선 (and the whole).

    After one of two figures of a row ('집행액은 예산의 몇 %') that of the same two of another row.
    """
    part, whole = told
    of_row = row_key(part) == row_key(whole)
    found = moved(Wanted(things), told if of_row else [part], library)
    pair = found if of_row else [*found, whole]
    plain = len(pair) == len(told) and (of_row or _is_over(whole, found))
    share = derive.share(pair[0], pair[1], 1) if plain else None
    return (pair, steps_of([(share, f"{label(found[0])} 비중")])) if share else ([], [])


def _last(told: Told) -> list[Fact]:
    """What the last answer told, where it is one figure or those of one sum."""
    return list(told.facts) if told.added or len(told.facts) == 1 else []


def _named(things: Sequence[Term], told: Sequence[Told], library: Library) -> list[Fact]:
    """The figure of what is named: told before, or beside the last one that was told."""
    for turn in told:
        found = [fact for fact in turn.facts if is_called(fact, things)]
        if found:
            return found if len(found) == 1 else []
    return moved(Wanted(things), told[0].facts[:1], library)


def _within(part: Fact, told: Told, digits: int) -> tuple[list[Fact], list[Step]]:
    """A part of the sum told last, or of the one figure told as all of it."""
    share: Derived | None = None
    if told.added and part in told.facts:
        share = derive.share_of_all([part], told.facts, digits)
    elif (
        len(told.facts) == 1 and _is_over(told.facts[0], [part]) and (told.whole or _is_total(told.facts[0]))
    ):
        share = derive.share(part, told.facts[0], digits)
    steps = steps_of([(share, f"{label(part)} 비중")])
    return (list(dict.fromkeys([part, *told.facts])), steps) if steps else ([], [])


def whole_of(
    parts: Sequence[Fact], told: Sequence[Told], query: Query, above: Sequence[Term], library: Library
) -> Fact | None:
    """The whole of some parts: of the row that is named, of their table, of their list, or told before."""
    facts = library.facts(parts[0].document)
    table = [fact for fact in facts if fact.table == parts[0].table]
    before = [turn.facts[0] for turn in told if len(turn.facts) == 1 and turn.whole]
    before += [fact for turn in told for fact in turn.facts if _is_total(fact)]
    if parts[0].table is not None:
        named = [derive.row_named(part, table, " ".join(t.text for t in above)) for part in parts if above]
        found = (
            named if named and all(named) else [derive.whole_of(part, table, query.text) for part in parts]
        )
        found = found[:1] if len(set(found)) == 1 else []
        found = [*_groups(parts[0], table, above), *found]
    else:
        found = [whole_made_up(part, facts) for part in parts]
    spoken: list[Fact] = []
    if not above and len(parts) == 1:  # 'A' that 'B' is the largest of was told before
        spoken = [fact for turn in told for fact in turn.facts if is_under(parts[0], fact)][:1]
    for whole in [*spoken, *found, *before]:
        if whole and _is_over(whole, parts) and _has(above, [whole, *parts], library):
            return whole
    return None


def _groups(part: Fact, table: Sequence[Fact], above: Sequence[Term]) -> list[Fact]:
    """The total of the group of rows that is named: ('식품과', '소계') of ('식품과', '위생점검')."""
    words = {word for term in above for word in term.words}
    return [
        other
        for other in table
        if column_key(other) == column_key(part)
        and other.row[:-1] == part.row[:-1]
        and squash(own_label(other.row)) in TOTALS
        and any(squash(label) in words for label in other.row[:-1])
    ]


def _is_over(whole: Fact, parts: Sequence[Fact]) -> bool:
    """Tell whether a figure can be the whole of parts: of as much, of their unit, document and year."""
    scaled = derive.same_scale([whole, *parts])
    if scaled is None or whole in parts or whole.document != parts[0].document:
        return False
    values = scaled[0]
    of_year = all(None in (whole.year, part.year) or whole.year == part.year for part in parts)
    return of_year and values[0] >= sum(values[1:])


def is_under(part: Fact, whole: Fact) -> bool:
    """Tell whether a figure's row stands under that of another of its column, or of its line of prose."""
    of_line = part.table is None and (part.document, part.lines) == (whole.document, whole.lines)
    return (
        (column_key(whole) == column_key(part) or of_line)
        and len(whole.row) < len(part.row)
        and part.row[: len(whole.row)] == whole.row
    )


def _is_total(fact: Fact) -> bool:
    """Tell whether a figure is printed as all of something."""
    labels = [squash(name) for name in (*fact.row[-1:], *fact.column[-1:])]
    return any(name in TOTALS or WHOLE_PRINTED.search(name) for name in labels)


def _has(above: Sequence[Term], facts: Sequence[Fact], library: Library) -> bool:
    """Tell whether what the whole is called by stands at it or at its parts: '인력' of '조직 및 인력'."""
    first = facts[0]
    title = library.metadata[first.document]
    names = [name for fact in facts for name in (*fact.row, *fact.column, fact.caption, *fact.section)]
    labels = [squash(name) for name in (*names, title.agency, title.department, title.title)]
    rows = {squash(name) for fact in facts[1:] for name in fact.row} - {squash(name) for name in first.row}
    if any(word in rows for term in above for word in term.words):
        return False  # '식품과 전체' is the whole of the row '식품과', not of what that is a part of
    return all(explain(term, "/".join(labels), labels) >= NAMED for term in above)


def is_called(fact: Fact, things: Sequence[Term]) -> bool:
    """Tell whether the labels of a figure have all things that are named."""
    labels = labels_of(fact)
    return all(explain(term, labels) >= NAMED for term in things)
