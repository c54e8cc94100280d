"""Figures told one by one, or ranked along a row: '과별로 몇 팀', '연도별로 나눠 줘', '가장 많은 달은 언제'.

The best fact with a label of the asked kind ('총무과' for '과별') is found, and with it those that stand
beside it: down its column or along its row in a table, in prose on its line or in its section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from corpus.model import Fact
from qa.figures.alike import row_key
from qa.figures.fields import IN_PARENTHESES, TOTALS, measure_of, own_label
from qa.figures.measures import in_units
from qa.figures.select import Candidates
from qa.understanding.query import Query, squash
from qa.understanding.terms import is_unit_noun
from qa.understanding.words.rows import EXTREMES, GROUPS

MOST = 25
SLACK = 0.3  # by how much less of a term of the question one of a group may explain than another
LEAST_RANKED = 3
LAST_MONTH = 12
MONTHS = re.compile(r"(?<!\d)(\d{1,2})\s?월?\s?(?:[~∼～-]|부터|에서)\s?(\d{1,2})\s?월")
HALF_MONTHS = {"상반기": frozenset(range(1, 7)), "하반기": frozenset(range(7, 13))}
OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s?월")
ALONG = 0.5  # what speaks for a figure whose row tells all the times that are ranked
TIMES = {"달": "월", "월": "월", "분기": "분기", "해": "연도", "연도": "연도", "년도": "연도", "년": "연도"}
_TIME = "|".join(sorted(TIMES, key=len, reverse=True))
_TOP = r"(?:가장|제일|젤|최고로)"
# '어느 분기에 제일 많이', '가장 적은 해', '제일 많이 걸린 달'
RANKED_TIME = re.compile(
    rf"(?:어느|무슨)\s?({_TIME})(?=[은는이가에]|\s)[^?]{{0,20}}{_TOP}|{_TOP}[^,.?]{{0,16}}?(?<![\d가-힣])({_TIME})(?=[은는이가과와의에]|이?랑|\s|\?|$)"
)
# '과별로 몇 팀', '연도별 이용인원은?'; not '과제별 예산 내역' or '분기별 계획표', which are names
ASKED = re.compile(
    rf"({'|'.join(GROUPS)})\s?별(?:로|\s(?=[^\s]+[은는이가을를]?\s*(?:\?|$|몇|얼마|알려|어떻|각각|비교|나눠)|(?:\S+\s){{2,3}}각각))|"
    # what else rows may be of: '차종별로', '세입과목별로'
    r"(?<![가-힣])(?!개별|각별|특별|유별)([가-힣]{2,6})별로(?=\s|$)"
)
_KINDS = "|".join(name for name, told in GROUPS.items() if told.endswith("$"))
# '과들 중에 제일 적은', '예산이 가장 많은 과는', '어느 동이 제일': what the labels of the ranked rows end in
_BODIES = "과|팀|국|실|동|구|읍|면|리|학교|유치원|센터|도서관|보건소|사업소|공원|시장"
RANKED_BODY = re.compile(
    rf"(?<![가-힣])({_BODIES})들?\s?(?:중에서?|중에|중|가운데)\s[^?]*{_TOP}|"
    rf"{_TOP}\s(?:[가-힣]+\s)?[가-힣]*[은는운큰]\s({_BODIES})(?=[은는이가과와도]|이?랑|\s|\?|$)|"
    rf"(?:어느|무슨)\s?({_BODIES})(?=[은는이가에]|\s|\?)[^?]*{_TOP}|"
    rf"(?<![가-힣])({_BODIES})별로?\s[^?]*(?:{_TOP}|순서?로|번째|세[우워])"
)
OF_DISTRICTS = re.compile(r"자치(구)(?=의?\s)")
# '7개 과의 팀', '세 개 동에'
SO_MANY = re.compile(rf"(?:\d+|[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s?개\s?({_KINDS})(?=[의을를에]|\s)")


def group_asked(query: Query) -> str:
    """The kind of label that figures are asked by: '과' for '과별로'; '' for none, a rank or changes.

    A sum may be over so many of a kind: '7개 과의 팀을 모두 합하면', or over the months from one to another.
    """
    summed = query.operation == "sum"
    match = ASKED.search(query.text) or (SO_MANY.search(query.text) if summed else None)
    if match is None:
        return "월" if summed and months_asked(query.text) else ""
    ranked = query.operation in ("largest", "smallest", "changed", "place")
    return "" if ranked else next(filter(None, match.groups()))


def months_asked(text: str) -> frozenset[int]:
    """The months from one to another that a question names: '7~12월', '1월부터 3월까지', '하반기'."""
    match = MONTHS.search(text)
    if match and 1 <= int(match[1]) < int(match[2]) <= LAST_MONTH:
        return frozenset(range(int(match[1]), int(match[2]) + 1))
    return next((months for half, months in HALF_MONTHS.items() if half in text), frozenset())


def by_group(query: Query, candidates: Candidates) -> list[int]:
    """The facts of each label of the kind asked for, in document order; none of fewer than two."""
    kind, months = group_asked(query), months_asked(query.text)
    if not kind:
        return []
    found = _by_kind(
        kind, candidates, candidates.order() if ASKED.search(query.text) else candidates.leading()
    )
    if kind != "월" or not months:
        return found
    told = {n: _month(candidates.facts[n]) for n in found}
    return [n for n in found if told[n] in months] if months <= set(told.values()) else []


def _month(fact: Fact) -> int:
    """The month that the column, or else the row, of a fact names; 0 for none."""
    match = OF_MONTH.search(_across(fact)[0]) or OF_MONTH.search(_down(fact)[0])
    return int(match[1]) if match else 0


def _by_kind(kind: str, candidates: Candidates, order: Sequence[int]) -> list[int]:
    facts = candidates.facts
    labels = GROUPS.get(kind, "")
    named = re.compile(labels)
    for place in order:
        first = facts[place]
        if not labels and (squash(own_label(first.row)) in TOTALS or (first.cell and not first.row)):
            continue  # '계(5개소)'
        if not labels and (parts := _parts(facts, place)):
            return parts
        for mine in (_across, _down) if kind in ("연도", "년도", "분기", "월") else (_down, _across):
            label, key = mine(first)
            if not _is_told(label, named):
                continue
            alike = (candidates.explained >= candidates.explained[place] - SLACK).all(axis=1)
            found = [
                n
                for n in map(int, np.flatnonzero(alike))
                if facts[n].unit == first.unit
                and mine(facts[n])[1] == key
                and _is_told(mine(facts[n])[0], named)
            ]
            if 1 < len(found) <= MOST:
                return sorted(found, key=lambda n: (facts[n].lines, facts[n].cell or (0, 0), facts[n].id))
        if not labels:
            break
    return []


def _parts(facts: Sequence[Fact], place: int) -> list[int]:
    """The parts that a figure of prose is made of: '일자리 74명(전일제 18, 시간제 14, 복지 42)'."""
    first = facts[place]
    mine = [
        n
        for n, fact in enumerate(facts)
        if fact.table is None and row_key(fact) == row_key(first)
        and fact.unit == first.unit and fact.row[:-1] == first.row != ()
    ]  # fmt: skip
    return mine if first.table is None and sum(facts[n].value for n in mine) == first.value else []


def no_rivals(kind: str, chosen: Sequence[int], candidates: Candidates) -> set[int]:
    """The places of the facts that are no rivals of those chosen '과별로'.

    Those whose labels are of another kind, the whole that stands above the chosen ones, and all but the best
    of the figures that another column or row tells by the same kind: it is one other answer.
    """
    facts, named = candidates.facts, re.compile(GROUPS.get(kind, ""))
    whole = facts[chosen[0]].row[:-1]
    if not GROUPS.get(kind):  # '사업별로': any label may be one
        return {n for n, fact in enumerate(facts) if fact.row == whole != ()}
    aside, seen = set[int](), set[object]()
    for n in candidates.order():
        keys = [key for label, key in (_down(facts[n]), _across(facts[n])) if _is_told(label, named)]
        if not keys or facts[n].row == whole or not seen.isdisjoint(keys):
            aside.add(n)
        seen.update(keys)
    return aside


def ranked_time(query: Query) -> str:
    """The kind of time that is ranked: '분기' for '어느 분기에 가장 많이'; '' for none."""
    match = RANKED_TIME.search(query.text)
    return TIMES[match[1] or match[2]] if match else ""


def ranked_bodies(query: Query, peers: Sequence[Fact], table: Sequence[Fact]) -> Sequence[Fact]:
    """The facts that a rank goes over: where '제일 적은 과' is asked, those whose label ends in 과 alone.

    They are among the `peers` of the fact that was found, else in its column of the `table`.
    """
    match = RANKED_BODY.search(query.text)
    if match is None or not peers:
        return peers
    named = re.compile(rf"{next(filter(None, match.groups()))}$")
    place = peers[0].cell
    column = [fact for fact in table if place and fact.cell and fact.cell[1] == place[1]]
    for some in (peers, column):
        mine = [fact for fact in some if fact.row and _is_told(fact.row[-1], named)]
        if len(mine) > 1:
            return mine
    return peers


def along(kind: str, first: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """The figures of a row, or of a line, that are told for each time of a kind; totals left out."""
    named, key = re.compile(GROUPS[kind]), _across(first)[1]
    return [
        fact
        for fact in facts
        if fact.unit == first.unit and _across(fact)[1] == key and _is_told(_across(fact)[0], named)
    ]


def across(first: Fact, over: Sequence[Fact], table: Sequence[Fact]) -> list[Fact]:
    """The figures of a row that a rank goes over where the rows are measures: '정원이 가장 많은 직급은'.

    The rows of such a table are 정원 and 현원, or the one row 인원; its columns are what is ranked, but for
    totals. Nothing where there are other rows to rank.
    """
    if any(fact.row and not _is_measured(fact.row[-1]) for fact in over) or not (first.cell and first.row):
        return []
    row = [other for other in table if row_key(other) == row_key(first) and other.unit == first.unit]
    found = [other for other in row if other.column and squash(other.column[-1]) not in TOTALS]
    parts = [other for other in found if measure_of(other.column[-1]) == ""]
    return parts if len(parts) >= LEAST_RANKED else []


def _is_measured(label: str) -> bool:
    """Tell whether a row is called by what is measured: 정원, 인원, 건수."""
    return bool(measure_of(label)) or is_unit_noun(squash(label))


def ranked(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The best figure whose row tells all the times that are ranked, as an index, and what speaks for it."""
    kind = ranked_time(query)
    facts = candidates.facts
    for n in candidates.leading() if kind else ():
        if in_units(query.units, facts[n].unit) and len(along(kind, facts[n], facts)) >= LEAST_RANKED:
            return [n], ALONG
    return [], 0.0


def called_ends(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The most and the least that prose names itself, as indexes: '최대 : 갑구 21억원, 최소 : 을구 3억원'.

    Nothing where the question does not ask for both.
    """
    facts = candidates.facts
    if not {"largest", "smallest"} <= set(query.measures):
        return [], 0.0
    named = RANKED_BODY.search(query.text) or OF_DISTRICTS.search(query.text)
    kind = next(filter(None, named.groups()), "") if named else ""  # '가장 큰 과': no 구
    for n in candidates.order() if kind else candidates.leading():
        mine = [
            m
            for m, fact in enumerate(facts)
            if fact.table is None and row_key(fact) == row_key(facts[n]) and fact.unit == facts[n].unit
        ]
        ends = [[m for m in mine if _is_end(facts[m], end)] for end in EXTREMES]
        called = all(facts[m].row[-1].endswith(kind) for some in ends for m in some)
        if all(len(some) == 1 for some in ends) and called and in_units(query.units, facts[n].unit):
            return [ends[0][0], ends[1][0]], ALONG
    return [], 0.0


def no_ends(candidates: Candidates) -> list[int]:
    """The figures that are called neither the most nor the least of a rank, as indexes."""
    facts = candidates.facts
    return [n for n, fact in enumerate(facts) if not any(_is_end(fact, end) for end in EXTREMES)]


def _is_end(fact: Fact, end: str) -> bool:
    return not set(EXTREMES[end]).isdisjoint(map(squash, fact.row))


def _is_told(label: str, named: re.Pattern[str]) -> bool:
    bare = IN_PARENTHESES.sub("", label).strip()
    return bool(bare) and squash(bare) not in TOTALS and bool(named.search(bare))


def _down(fact: Fact) -> tuple[str, tuple[object, ...]]:
    """The row label of a fact, and what those below and above it share with it."""
    label = fact.row[-1] if fact.row else ""
    if fact.table is not None and fact.cell:
        return label, (fact.document, fact.table, fact.cell[1], fact.row[:-1])
    return label, (fact.document, fact.section, fact.column, fact.row[:-1])


def _across(fact: Fact) -> tuple[str, tuple[object, ...]]:
    """The column label of a fact, and what those beside it in its row, or on its line, share with it."""
    label = fact.column[-1] if fact.column else ""
    return label, (*row_key(fact), fact.row)
