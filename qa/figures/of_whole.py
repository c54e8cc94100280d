"""What was picked for a question of a part and its whole: the whole that the part stands beside."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.model import Fact
from qa.answer import Answer, Citation
from qa.context import Context
from qa.derived.wholes import whole_made_up
from qa.figures.alike import Floats, row_key
from qa.figures.confidence import LONG, SIGNALS, UNEXPLAINED
from qa.figures.fields import TOTALS, document_field, explain, own_label, place_of
from qa.understanding.query import Query, squash
from qa.understanding.words.asking import WEAK
from qa.understanding.words.operations import SHARE_OF_NAMED

CALLED = 0.8  # how well a term must explain the label of a cell that it names
WELL_CALLED = 0.6  # how well a whole must be called what a share is asked of


@dataclass(frozen=True, slots=True)
class Pick:
    """The facts chosen for one part of the question.

    `sure` is how much of the part they explain (0..1), `score` that of the first, `signals` what speaks for
    and against them (`qa.figures.confidence.signals`), `beside` the columns (squashed) of the cells without a
    figure that are told with them. `together` says that they are the operands of the operation asked for.
    `elsewhere` are figures of the same things in other documents that the question may be of too.
    """

    facts: tuple[Fact, ...]
    sure: float
    score: float
    signals: Floats
    beside: str = ""
    together: bool = False
    elsewhere: tuple[Fact, ...] = ()


def with_proved_whole(context: Context, picks: list[Pick]) -> list[Pick]:
    """A part with the whole that it is proved to be of, unless the one chosen stands beside the part too."""
    if not picks:
        return picks
    part = picks[0].facts[0]
    whole = whole_made_up(part, context.facts[0])
    told = [fact for pick in picks[:2] for fact in pick.facts]
    told = [fact for fact in told if fact.unit == part.unit and fact.value > part.value]
    # what is itself one of the parts is no whole: '경쟁입찰' beside '수의계약'
    others = [f for f in told if f != whole and nearness(f, part)]
    if whole is None or any(whole_made_up(fact, context.facts[0]) != whole for fact in others):
        return picks
    return [replace(picks[0], facts=(part,)), replace(picks[0], facts=(whole,))]


def whole_near(context: Context, whole: Pick, part: Pick) -> Pick:
    """The whole that stands in the row, on the line or in the table of its part, where there is such a one.

    '총 몇 명이 근무하며 그중 간호사는 몇 명': '총 83명(의사 7명, 간호사 16명)'.
    """
    mine = part.facts[0]
    near = [
        fact
        for fact in context.facts[0]
        if fact.unit == mine.unit and fact.value > mine.value
        and (row_key(fact) == row_key(mine) or (fact.document, fact.lines) == (mine.document, mine.lines))
    ]  # fmt: skip
    above = [fact for fact in near if mine.row[1:] and fact.row == mine.row[:-1]]
    if whole.facts[0] in near:
        return whole
    if near and not above and (proved := whole_made_up(mine, context.facts[0])) in near:
        # '총사업비 98억원(국비 49, 도비 24, 군비 25)': the sum of the others
        above = [proved]
    return replace(part, facts=tuple(above[:1])) if above else whole


def in_row_of(context: Context, first: Pick, second: Pick) -> Pick:
    """A further thing that only a column is called by, in the row of the first and not in that of the total.

    '인건비 규모와 구성비': the share in the row 인건비. A total that is said is meant, unless it is of the
    name of the first's column.
    """
    mine, told = first.facts[0], second.facts[0]
    same_table = mine.cell and told.cell and row_key(mine) != row_key(told) and mine.table == told.table
    totalled = told.row and squash(told.row[-1]) in TOTALS and mine.column != told.column
    column = squash("/".join(mine.column))
    total = [t for t in context.query.terms if t.measure == "total" and squash(t.text) not in column]
    if not (same_table and totalled) or total:
        return second
    across = [fact for fact in context.facts[0] if row_key(fact) == row_key(mine) and fact not in first.facts]
    found = [fact for other in second.facts for fact in across if fact.column == other.column]
    return replace(second, facts=tuple(found)) if found else second


def under_same_name(context: Context, first: Pick, second: Pick) -> Pick:
    """A further row of the group that the first stands in, where that is named and the other's is not.

    '김의 생산량과 생산금액': the row 생산금액 under 김, not the one under 계.
    """
    mine, told, said = first.facts[0], second.facts[0], squash(context.query.text)
    elsewhere = (mine.document, mine.table) != (told.document, told.table) or mine.row[:-1] == told.row[:-1]
    named = mine.row[1:] and told.row and squash(mine.row[-2]) in said
    if elsewhere or not named or any(squash(label) in said for label in told.row[:-1]):
        return second
    rows = {(*mine.row[:-1], fact.row[-1]): fact for fact in second.facts if fact.row}
    below = [
        fact
        for fact in context.table_facts(mine)
        if fact.row in rows and (fact.column, fact.unit) == (rows[fact.row].column, rows[fact.row].unit)
    ]
    return replace(second, facts=tuple(below)) if len(below) == len(second.facts) else second


def as_operands(query: Query, picks: list[Pick]) -> list[Pick]:
    """A part and its whole as operands found together where they are two cells of a row that are named.

    '출동 가운데 처리한 건의 비율': the columns 출동 and 처리.
    """
    facts = list(dict.fromkeys(fact for pick in picks for fact in pick.facts))
    if len(facts) != 2 or row_key(facts[0]) != row_key(facts[1]) or facts[0].unit != facts[1].unit:
        return picks
    labels = [squash(own_label(fact.column)) for fact in facts if fact.column]
    named = [any(explain(term, label, (label,)) >= CALLED for term in query.terms) for label in labels]
    return [replace(pick, together=True) for pick in picks] if named == [True, True] else picks


def told_with(context: Context, part: Pick, whole: Pick) -> Pick:
    """A part of which what its whole is called by is not missed: 대수 of '버스 대수 중 전기버스'."""
    told = (part.facts[0], whole.facts[0])
    fields = list(map(place_of, told))
    named = [term for term in context.query.terms if not term.measure and term.text not in WEAK]
    unmet = [term for term in named if max(explain(term, field) for field in fields) < UNEXPLAINED]
    longest = max((len(term.words[0]) for term in unmet), default=0) / LONG
    speaking, place = part.signals.copy(), SIGNALS.index("longest_unmet")
    speaking[place] = min(float(speaking[place]), longest)
    return replace(part, signals=speaking)


def nearness(fact: Fact, other: Fact) -> float:
    """How near one fact is told to another, 0..1: in its row or line, in its column, in its section."""
    if fact.document != other.document:
        return 0.0
    column = fact.table is not None and fact.table == other.table and fact.column == other.column
    if column or row_key(fact) == row_key(other):
        return 1.0
    return 0.5 * (fact.section == other.section)


def is_of_named(context: Context, answer: Answer) -> bool:
    """Tell whether a share is of what it is asked of: '인사과 예산은 총무과 예산의 몇 %' not of all."""
    query, said = context.query, SHARE_OF_NAMED.search(context.query.text)
    computed = [figure for figure in answer.figures if figure.derivation]
    if said is None or not computed:
        return True
    places = {one.id: _told_at(context, one) for one in answer.citations}
    part, whole = (places[computed[-1].citations[n]] for n in (0, -1))
    start, end = said.start(), said.end("whole")
    terms = [term for term in query.terms if not term.measure and term.start < end]
    return all(
        explain(term, whole) >= WELL_CALLED or (term.start < start and explain(term, part) >= UNEXPLAINED)
        for term in terms
    )


def _told_at(context: Context, cited: Citation) -> str:
    """What names a place that is cited, squashed: a cell's labels, else its line; headings; whose it is."""
    table = cited.table
    own = (table.caption, *table.row, *table.column) if table else (cited.quote,)
    whose = document_field(context.metadata[cited.document]).text
    return squash("/".join((*own, *cited.section, cited.title))) + whose
