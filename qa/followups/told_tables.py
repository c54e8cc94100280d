"""Follow-ups over the whole table of what was told: '다 합치면 몇 명이야?', '제일 많은 데는?'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact, Path
from qa.context import Context
from qa.derived import derive
from qa.derived.operations import carried_out
from qa.derived.steps import steps_of
from qa.figures.alike import column_key, row_key
from qa.figures.fields import TOTALS, bare, own_label
from qa.figures.measures import in_units, is_change, measure_fit
from qa.followups.asked import content
from qa.followups.cues import PARTICLE
from qa.followups.direct import Direct, is_in, of_thing
from qa.followups.fit import NO_THING, asks_same_unit
from qa.followups.moves import MEASURED
from qa.followups.pairs import BOTH
from qa.followups.told_shares import is_under
from qa.library import Library
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.changes import CHANGED_MOST
from qa.understanding.words.rows import EXTREMES, NUMERALS, RANKED_KINDS
from qa.wording.compose import clean

ALL_SUMMED = re.compile(r"(?:모두|전부|전체|(?<![가-힣])다|싹)\s?(?:다\s)?(?:합[치쳐하해친한]|더[하해한])")
# '전체는?', '총 얼마야?', '통틀어서는 몇 명이야?', '전부 다 해서 얼마야': names nothing but all there is
ALL_NAMED = re.compile(
    rf"(?:전체|전부|모두|총계|총액|합계|통틀어서?|총)(?:\s?(?:다|해서|합계|금액|인원|규모|실적|건수|횟수))*(?:{PARTICLE}){{0,2}}"
    r"(?:\s?(?:얼[마만]|몇)\S*(?:\s\S{1,4})?)?[\s?.!]*"
)
# '야간반까지 포함한 전체 인원은?': names a part, and asks for all there is
WITH_PART = re.compile(
    r"^.{1,24}?(?:까지|도)\s?(?:모두\s|다\s)?(?:포함|합[치하한해쳐친]|넣)\S*\s(?=전체|전부|모두|총|합계)"
)
RANK = re.compile(r"\d위|꼴찌|꼴등|일등")
# '그 다음은?', '다음으로 많은 데는?', '두 번째는 어디야', '3위는?'
NEXT = re.compile(
    r"(?:그\s?)?(?:다음|담)(?:으로|엔|에는)?(?:[은는]?\s?(?:많|높|적|낮|큰|작)\S*)?(?:\s?(?:데|곳|거|것|건|과|사업|순위))?[은는이가]?"
    r"(?:\s?(?:어디|뭐|누구|얼마|어느)\S*(?:\s\S{1,3})?|요)?[\s?.!]*"
    r"|(?P<place>[두세네])\s?번째\S*(?:\s?(?:많|높|적|낮|큰|작)\S*)?(?:\s?(?:데|곳|거|것|건|과|사업))?[은는이가]?(?:\s?(?:어디|뭐|누구|얼마)\S*)?[\s?.!]*"
    r"|(?P<rank>[2-9])(?:위|등)[은는이가]?(?:\s?(?:어디|뭐|누구|얼마)\S*)?[\s?.!]*"
)
NEXT_SAID = re.compile(r"그?다음|번째")
LEAST_RANKED = 3  # figures of a row that are ranked
NEXT_LINES = 2  # below a figure in prose, where its largest and smallest part are told
# '그걸 빼면 얼마 남아', '나머지는 얼마야': cues are gone
LESS = re.compile(r"^(?:\S+에서\s)?(?:빼|뺀|제외|제하)|^나머지[는은가]?\s(?:얼마|몇)")
TAKEN_OFF = re.compile(r"^(?:전체에서\s)?(?:빼|뺀|제외|제하)")
SUM = re.compile(r"^합계")  # may be that of the last two


def all_of(query: Query, base: Query, told: Sequence[Sequence[Fact]], library: Library) -> Direct | None:
    """'다 합치면 몇 명이야?', '전체는?' after a table's rows: the total on the axis on which these moved."""
    named = ALL_NAMED.fullmatch(_less_column(query, told))
    summed = query.operation == "sum" and ALL_SUMMED.search(query.text)
    if not (named or summed) or BOTH.search(query.text):
        return None
    amounts = [[fact for fact in some if not derive.is_rate(fact)] for some in told]
    amounts = [some for some in amounts if some and _is_asked(query, some[0].unit)]
    fact = amounts[0][0] if amounts and len(amounts[0]) == 1 else None
    if fact is None or fact.cell is None or is_change(fact):
        return None
    table = [other for other in library.facts(fact.document) if other.table == fact.table and other.cell]
    places = [
        other.cell for some in amounts[1:] for other in some if other.table == fact.table and other.cell
    ]
    totals = [totals_of_line(fact, fact.cell, table, axis) for axis in (0, 1)]
    along = [
        any(place[axis] == fact.cell[axis] and place != fact.cell for place in places) for axis in (0, 1)
    ]
    if any(along) and SUM.search(query.text):
        return None
    found = [total for some, on in zip(totals, along, strict=True) if on for total in some]
    found = found or [total for some in totals for total in some]
    if len(found) != 1 or derive.same_scale([fact, *found]) is None or found[0].value < fact.value:
        return None
    return of_thing(query, base, found, [], library)


def _less_column(query: Query, told: Sequence[Sequence[Fact]]) -> str:
    """A question without the name of the column told: '전체 교체는 몇 대야' after so many of one row."""
    text = WITH_PART.sub("", query.text)
    for fact in told[0][:1] if told else ():
        for term in content(query):
            if fact.column and is_in(term, {squash(fact.column[-1])}):
                text = text.replace(term.text, "", 1)
    return " ".join(text.split()).replace("전체 는", "전체는")


def all_but(query: Query, base: Query, told: Sequence[Sequence[Fact]], library: Library) -> Direct | None:
    """'그걸 빼면?', '나머지는 얼마야?' after a part of what was told before: the whole less that part."""
    part = told[0][0] if told and len(told[0]) == 1 else None
    if part is None or not LESS.search(query.text):
        return None
    found = [fact for some in told[1:] for fact in some]
    if base.operation in EXTREMES:  # of the rows under one that was asked for
        found += [fact for fact in library.facts(part.document) if fact.row == part.row[:-1]]
    whole = next((fact for fact in found if is_under(part, fact)), None)
    if whole is None and part.cell and TAKEN_OFF.search(query.text):
        table = [fact for fact in library.facts(part.document) if fact.table == part.table]
        above = [fact for fact in table if is_under(part, fact)]
        totals = above or totals_of_line(part, part.cell, table, 1)
        whole = max(totals, key=lambda fact: len(fact.row)) if above or len(totals) == 1 else None
    left = derive.rest(whole, [part]) if whole else None
    return (
        of_thing(query, base, [whole, part], steps_of([(left, "나머지")]), library)
        if whole and left
        else None
    )


def _is_asked(query: Query, unit: str) -> bool:
    """Tell whether a unit is one asked for: '얼마' may be of any that is told."""
    return asks_same_unit(query, unit) or in_units(query.units, unit)


def totals_of_line(fact: Fact, cell: tuple[int, int], table: Sequence[Fact], axis: int) -> list[Fact]:
    """The totals beside a figure in its row (axis 0), or in its column (axis 1); those of all, if any is."""
    line = [other for other in table if other.cell and other.cell[axis] == cell[axis] and other != fact]
    weights = [TOTALS.get(squash(own_label(other.row if axis else other.column)), 0.0) for other in line]
    most = max(weights, default=0.0)
    if not most and not axis and fact.column[1:]:  # ('실적',) over ('실적', '방문'), ('실적', '면담')
        return [other for other in line if other.column == fact.column[:-1]]
    return [other for other, weight in zip(line, weights, strict=True) if weight == most > 0]


def ranked(
    query: Query, things: Sequence[Term], base: Query, told: Sequence[Sequence[Fact]], library: Library
) -> Direct | None:
    """'제일 많은 데는?' after a figure of a table: the largest, or the smallest, of its column."""
    if query.operation not in EXTREMES or not told or not told[0] or query.years:
        return None
    fact = told[0][0]
    measures = [term for term in query.terms if term.measure and term.measure not in EXTREMES]
    of_it = all(measure_fit(term, fact) >= MEASURED for term in measures)
    columns = {other.column for other in told[0] if other.document == fact.document}
    if fact.cell and (named := _of_line(query, things, fact, library)):
        return _of_row(query, base, fact, named, library)
    if is_change(fact) or not of_it or names_more(query, things) or len(columns) > 1:
        return None
    if not (in_units(query.units, fact.unit) or query.units == ("place",)):
        return None
    best = outermost(fact, told, query, library)
    return _of_row(query, base, fact, best, library) if best else None


def most_changed(
    query: Query, things: Sequence[Term], base: Query, told: Sequence[Fact], library: Library
) -> Direct | None:
    """'제일 많이 줄어든 건?' after a figure of a table: of the rows of that table, and of no other."""
    kinds = all(term.text in RANKED_KINDS or NO_THING.fullmatch(term.text) for term in things)
    if (
        not CHANGED_MOST.search(query.text)
        or query.operation != "changed"
        or query.years
        or not kinds
        or len(told) != 1
        or not told[0].cell
    ):
        return None
    facts = library.facts(told[0].document)
    table = [fact for fact in facts if fact.table == told[0].table and row_key(fact) == row_key(told[0])]
    amounts = [fact for fact in table if not (is_change(fact) or derive.is_rate(fact))]
    steps, shown = (
        carried_out(Context(query, library, (told[0].document,)), amounts[:1]) if amounts else ([], [])
    )
    return of_thing(query, base, shown, steps, library) if steps else None


def _of_line(query: Query, things: Sequence[Term], fact: Fact, library: Library) -> Fact | None:
    """'회수율이 제일 높은 종류는?' where the kinds are columns: the first, or last, of the row so called."""
    words = EXTREMES[query.operation or ""]
    named = [term for term in (*things, *query.terms) if not term.text.startswith(words)]
    named = [term for term in named if term.measure not in EXTREMES and term.text not in RANKED_KINDS]
    table = [other for other in library.facts(fact.document) if other.table == fact.table and other.cell]
    rows = {row_key(other) for other in table if named and _is_named(other.row, named[-1])}
    line = [
        other for other in table if row_key(other) in rows and squash(own_label(other.column)) not in TOTALS
    ]
    if len(rows) != 1 or len(line) < LEAST_RANKED or len({other.unit for other in line}) > 1:
        return None
    best = derive.extreme(line, largest=query.operation == "largest")
    return best if best and [other.value for other in line].count(best.value) == 1 else None


def _is_named(row: Path, term: Term) -> bool:
    """Tell whether a row's own label is a word, or that with its unit: '회수율(%)'."""
    return bool(row) and any(word in (squash(row[-1]), squash(bare(row[-1]))) for word in term.words)


def _of_row(query: Query, base: Query, before: Fact, found: Fact, library: Library) -> Direct:
    """The figure of a row found by its rank, which is spoken of from here on, and no more the row before."""
    old = [{squash(label)} for label in before.row[-1:]]
    kept = [term for term in content(base) if not any(is_in(term, labels) for labels in old)]
    taken = tuple(term.text for term in kept if not NEXT_SAID.fullmatch(term.text))
    named = " ".join([*taken, *map(clean, found.row[-1:]), NEXT.sub(" ", query.text)])
    return of_thing(query, base, [found], [], library)._replace(text=" ".join(named.split()), taken=taken)


def next_ranked(
    query: Query, base: Query, thread: Sequence[tuple[Query, Sequence[Fact]]], library: Library
) -> Direct | None:
    """'그 다음은?' after the largest of a table, '세 번째는?': the one at the next place of that rank.

    `thread` are the questions as typed with the figures told, the last first.
    """
    said = NEXT.fullmatch(query.text)
    count = next((n for n, (one, _) in enumerate(thread) if one.operation in EXTREMES), None)
    if said is None or count is None or not all(NEXT.fullmatch(one.text) for one, _ in thread[:count]):
        return None
    ranking, best = thread[count]
    if len(best) != 1:
        return None
    place = NUMERALS.get(said["place"] or "") or int(said["rank"] or count + 2)
    rows = ranked_with(best[0], [told for _, told in thread], ranking, library)
    found = derive.extreme(rows, place, largest=ranking.operation == "largest")
    alike = [other.value for other in rows].count(found.value) if found else 0
    return _of_row(query, base, best[0], found, library) if found and alike == 1 else None


def names_more(query: Query, things: Sequence[Term]) -> bool:
    """Tell whether a question names more than a kind of thing and its rank: '최소인 항목', '1위' do not."""
    words = EXTREMES[query.operation or ""]
    return not all(
        term.text in RANKED_KINDS or RANK.fullmatch(term.text) or term.text.startswith(words)
        for term in things
    )


def outermost(fact: Fact, told: Sequence[Sequence[Fact]], query: Query, library: Library) -> Fact | None:
    """The largest, or the smallest, of the rows under a fact's or beside it; None where several are.

    Those beside it where what they are under was told before: '제일 적은 건' after '그중 제일 많은 건'.
    """
    largest = query.operation == "largest"
    if fact.cell is None:
        return _printed_end(fact, query, library) or _first_part(fact, query, library)
    rows = ranked_with(fact, told, query, library)
    best = derive.extreme(rows, largest=largest)
    return best if best and [other.value for other in rows].count(best.value) == 1 else None


def ranked_with(fact: Fact, told: Sequence[Sequence[Fact]], query: Query, library: Library) -> Sequence[Fact]:
    """The rows under a fact's or beside it, which a rank goes over."""
    table = [other for other in library.facts(fact.document) if other.table == fact.table]
    above = any(
        other.row == fact.row[:-1] and column_key(other) == column_key(fact)
        for some in told
        for other in some
    )
    rows = derive.beside(fact, table) if above else derive.peers(fact, table, query)
    return [other for other in rows if other.unit == fact.unit]


def _printed_end(fact: Fact, query: Query, library: Library) -> Fact | None:
    """The largest, or smallest, that prose tells beside a figure: '예산 : 9조원', '※ 최대 : 별구 1조원'."""
    words = EXTREMES[query.operation or ""]
    found = [
        other
        for other in library.facts(fact.document)
        if other.table is None
        and abs(other.lines[0] - fact.lines[0]) <= NEXT_LINES
        and any(squash(label) in words for label in other.row)
        and derive.same_scale([fact, other]) is not None
    ]
    return found[0] if len(found) == 1 else None


def _first_part(fact: Fact, query: Query, library: Library) -> Fact | None:
    """The largest, or smallest, of the parts that prose has of one whole: '90건(방문 50건, 전화 40건)'."""
    parts = [
        other
        for other in library.facts(fact.document)
        if other.lines == fact.lines
        and fact.row[1:]
        and other.row[:-1] == fact.row[:-1]
        and (other.unit, other.column, other.table) == (fact.unit, fact.column, None)
    ]
    best = derive.extreme(parts, largest=query.operation == "largest")
    return best if best and parts[1:] and [other.value for other in parts].count(best.value) == 1 else None
