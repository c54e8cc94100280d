"""Whether an answer found for a reading of a follow-up is meant: of its time, its agency and what was told.

`qa.followups.fit` tells whether it can be one to the follow-up at all; here the documents tell the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.answer import Answer
from qa.audits.items import ABOUT_AUDITS, item_at
from qa.figures.fields import TOTALS
from qa.followups.asked import AGAINST, THIS_YEAR, asks, content
from qa.followups.cues import Cues
from qa.followups.fit import FIGURES, FollowUp, is_answer_to, places_of
from qa.followups.followup import LOST_ALL, OF_ITEM, Role
from qa.followups.joint import are_of_one
from qa.followups.merging import WHOSE, Reading
from qa.followups.moves import told_facts
from qa.followups.pairs import BOTH, SHORT
from qa.followups.told_changes import AGAINST_YEAR, LEFT
from qa.followups.told_shares import ADDED, OF_WHOLE, asks_share, told_of
from qa.followups.told_tables import NEXT
from qa.library import Library
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.kinds import AUDIT
from qa.understanding.words.rows import EXTREMES
from qa.understanding.words.times import YEAR

# '총사업비'
OF_ALL_YEARS = re.compile(r"총\s?(?:공?사업?비|소요액|예산)")
COLUMN = re.compile(r"[률율액]$|(?:건|인원|횟)수$")  # names what is told of a thing, and no thing
LEAST_APART = 2  # rows: what is left of one is not taken off another
MANY = 4  # things named in a question that is one of its own
OFFICE = re.compile(r"(?:과|실|팀|담당관)$")


def role_of(library: Library, term: Term) -> Role:
    """What a term names: an agency of the store, an office, a measure or some other item."""
    if term.measure:
        return "measure"
    office = OFFICE.search(term.words[0])
    if not office and library.metadata.named(term.words[0]):
        return "agency"
    return "office" if office else "item"


def names_agency(library: Library, query: Query) -> bool:
    """Tell whether a question names an agency of the store."""
    return any(role_of(library, term) == "agency" for term in content(query))


def is_meant(library: Library, asked: FollowUp, cues: Cues, reading: Reading, answer: Answer) -> bool:
    """Tell whether an answer is to a follow-up: not to what was asked before, nor of another agency."""
    if not is_answer_to(asked, answer) or _is_of_lost(asked, cues, reading, answer):
        return False
    if NEXT.fullmatch(asked.query.text):  # '그 다음은?' where nothing was ranked
        return False
    if _leaves_rank(asked, answer) or _is_of_all(asked, reading, answer):
        return False
    if _leaves_item(library, asked, answer):
        return False
    named = [t for t in asked.new if not (ABOUT_AUDITS.fullmatch(t.text) or AUDIT.search(f"{t.text} "))]
    items = asked.query.kind == answer.kind == "audit" and bool(named)
    if (items and not _is_of_item(library, answer)) or _is_of_an_addend(library, asked, answer):
        return False
    return _is_of_time(library, asked, cues, reading, answer) and _is_of_agency(library, asked, cues, answer)


def _leaves_rank(asked: FollowUp, answer: Answer) -> bool:
    """Tell whether '몇 명인데?' after '어느 동이 가장 많아' is answered of something else than was told."""
    query = asked.query
    bare = not (asked.new or query.terms or query.operation or query.years or query.relative_years)
    ranked = asked.before.operation in EXTREMES and asked.base.status == "answered"
    return ranked and bare and answer.kind in FIGURES and places_of(answer).isdisjoint(places_of(asked.base))


def _leaves_item(library: Library, asked: FollowUp, answer: Answer) -> bool:
    """Tell whether a figure found elsewhere is told of an item of an audit, or of another one's state.

    '2019년에는?' after a figure of an item is of that item, '주차장 건은 상태가 뭐야' of another one.
    """
    told = asked.base.citations[:1]
    item = item_at(library, told[0].document, told[0].lines) if told and not asked.leaves else None
    if item is None or answer.kind not in FIGURES or (asked.query.units and asked.new):
        return False
    if asked.new:
        return bool(OF_ITEM.search(asked.query.text))
    first, last = item.lines
    return not any(first <= cited.lines[0] <= last for cited in answer.citations)


def _is_of_all(asked: FollowUp, reading: Reading, answer: Answer) -> bool:
    """Tell whether what was told of one row is followed by all there is of another table.

    'B관이 있는 곳은?' after a figure of one school office asks of that office, and of no total.
    """
    if asked.leaves or "total" in asked.query.measures or answer.kind not in FIGURES:
        return False
    rows = [squash(cited.table.row[-1]) for cited in asked.base.citations if cited.table and cited.table.row]
    kept = map(squash, reading.taken)
    words = [word for term in asked.before.terms for word in term.words if len(word) > 1]
    own = {word for word in words if any(word in row or row in word for row in rows)}
    lost = bool(own) and not any(word in one for one in kept for word in own)
    return lost and not TOTALS.keys() & set(rows) and _tells_totals(answer)


def _tells_totals(answer: Answer) -> bool:
    """Tell whether all that an answer cites of tables is in rows of totals."""
    tables = [cited.table for cited in answer.citations if cited.table]
    return bool(tables) and all(table.row and squash(table.row[-1]) in TOTALS for table in tables)


def _is_of_lost(asked: FollowUp, cues: Cues, reading: Reading, answer: Answer) -> bool:
    """Tell whether an answer is of something else than what was asked before, and not found.

    '그게 몇 %야' points at what was not found, '어디가 제일 많아', '둘을 합치면' go over it; '그중 어르신은',
    '선정률은?' are of nothing else, and all there are, if that is not asked for, of no part.
    """
    if asked.base.status == "answered":
        return False
    ranks = asked.query.operation in EXTREMES and WHOSE.search(asked.query.text)
    if (cues.points and not (cues.nouns or asked.new)) or ranks or BOTH.search(asked.query.text):
        return True
    elsewhere = bool(asked.new) and all(COLUMN.search(term.text) for term in asked.new)
    of_all = _tells_totals(answer) and "total" not in asked.query.measures
    bare = not (asks(asked.query) or asked.leaves)  # 'B는?' asks for what was asked before, and that is lost
    return cues.part or (reading.cost >= LOST_ALL and (elsewhere or of_all or bare))


def _is_of_item(library: Library, answer: Answer) -> bool:
    """Tell whether an answer cites an audit item, where its document has any."""
    return any(
        not library.audits(cited.document) or item_at(library, cited.document, cited.lines)
        for cited in answer.citations
    )


def _is_of_an_addend(library: Library, asked: FollowUp, answer: Answer) -> bool:
    """Tell whether '둘은 전체의 몇 %', or '그게 전체의 몇 %' after a sum, is answered of one addend alone."""
    if BOTH.search(asked.query.text) and OF_WHOLE.search(asked.query.text):
        return not any(ADDED in (figure.derivation or "") for figure in answer.figures)
    if not (asks_share(asked.query, part=False) and told_of(library, asked.before.text, asked.base).added):
        return False
    mine, told = ({(cited.document, cited.lines) for cited in one.citations} for one in (answer, asked.base))
    return not told <= mine


def _is_of_time(library: Library, asked: FollowUp, cues: Cues, reading: Reading, answer: Answer) -> bool:
    """Tell whether an answer can be of the time asked for: '작년 같은 기간엔' is of no whole year."""
    if cues.same_time or (reading.years and _of_other_years(answer, reading.years)):
        return False
    timed = asked.query.years or asked.query.relative_years or THIS_YEAR.search(asked.query.text)
    if timed and answer.kind == "figure" and all(OF_ALL_YEARS.search(f.label) for f in answer.figures):
        return False  # '올해 사업비는?': '총사업비' is of no one year
    said = asked.query.text if asks(asked.query) else asked.before.text
    if answer.kind == "derive" and (LEFT.search(said) or SHORT.search(said)):
        return len({fact.row for fact in told_facts(answer, library)}) < LEAST_APART
    if answer.kind == asked.base.kind == "derive" and not asks(asked.query):
        told = told_facts(asked.base, library)  # '현장교육은?' after the rate of one row: that of one row
        if told[1:] and len({fact.row for fact in told}) == 1 and not are_of_one(told_facts(answer, library)):
            return False
    changed = (AGAINST.search(said) or AGAINST_YEAR.search(said)) and answer.kind == "derive"
    return not changed or are_of_one(told_facts(answer, library))


def _of_other_years(answer: Answer, years: Sequence[int]) -> bool:
    """Tell whether a cited cell's labels name a year, and none of these."""
    labels = [
        label
        for cited in answer.citations
        if cited.table
        for label in (*cited.table.row, *cited.table.column)
    ]
    named = {int(match[1] or 2000 + int(match[2])) for label in labels for match in YEAR.finditer(label)}
    return bool(named) and not named & set(years)


def _is_of_agency(library: Library, asked: FollowUp, cues: Cues, answer: Answer) -> bool:
    """Tell whether an answer is of the agency of before, where a follow-up names and leaves none."""
    named = names_agency(library, asked.query) or (not asked.alone and names_agency(library, asked.before))
    many = asked.alone and len(asked.new) >= MANY
    if named or many or cues.away or asked.base.status == "abstained":
        return True
    mine, before = (
        {library.metadata[cited.document].agency for cited in found.citations}
        for found in (answer, asked.base)
    )
    return bool(mine & before)
