"""A whole and a part of it that stand together: its share, what is left of it, how much of it is filled.

'대상 90필지 중 아직 협의가 안 끝난 것은': 90필지 - 64필지; '정원에서 몇 %나 채웠나': 현원 ÷ 정원. That one
figure is the whole of another is proved where those told behind it, the other among them, add up to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from corpus.figures import parse_figures
from corpus.model import Fact
from qa.derived.sums import COVERAGE, EXPLAINED
from qa.figures.alike import Alike, row_key
from qa.figures.fields import TOTALS, explain, is_left, is_total, measure_of, own_label
from qa.figures.measures import counts_alike, measures_of, same_unit
from qa.figures.select import Candidates
from qa.understanding.query import Query, squash
from qa.understanding.words.operations import FILLED, PARTED

Mask = NDArray[np.bool_]
NEAR_LINES = 3  # a bullet and those under it
MOST = 40  # of the best facts, that pairs are looked for among
EXPLAINS = 1.0  # worth of a part that explains what is said of the part, and a whole what is said of it
STATED = 2.0  # worth of a whole that the question states: '90필지 중'
ALONE = 0.3  # worth of two that are the only ones of their unit in their row or line
LEAST_WHOLE = Decimal(10)  # smaller numbers add up by chance
UNDER = 0.5  # worth of a part that is told of its whole: '입주 공간 52실(입주 41실)'
FINISHED = re.compile(r"완료|끝났|끝낸|마쳤|마친|처리|조치")  # what prose need not say of a part
SAID_UNIT = re.compile(
    r"몇\s?(?!프로|퍼센트)([가-힣]{1,3}?)(?=[을를이가은는나]?(?:\s|\?|$)|입니|이?야|인가|이?에요|예요|이?죠|이?나)"
)  # '몇 실을 더'
# where what is said of the whole of a share ends
SHARED = re.compile(
    r"(?:중에서|중에|중|가운데에?서?)(?=\s)|대비(?=\s)|에\s견[주줘]어(?=\s)|에서(?=\s[^?]{1,30}(?:차지|비중))"
)
STATED_WHOLE = re.compile(r"(\d[\d,.]*\s?[가-힣㎡㎞]{1,3}?)\s?(?:중에서?|중|가운데)(?=\s)")
SAID = 0.5  # how much more a part must be what is said of it than its whole is, and the other way round
# what is there, beside what there is room for
PRESENT = re.compile(r"현원|현재|실적|인원|현황|운영|이용")
ROOM = re.compile(r"정원|정수|적정|목표|계획|수용|시설용량|총|전체|규모|기준")
WHOLE = re.compile(rf"{ROOM.pattern}|대상|필요|사업량|결원|추정")  # of which a part is taken without its name


def complement(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """A whole and the part of it that is not asked for, as indexes, and what speaks for the two."""
    place = PARTED.search(query.text)
    of_whole, of_part = _sides(query, place.end() if place else 0)
    stated = {figure.value for figure in parse_figures(query.text)}
    facts = candidates.facts
    best: tuple[float, list[int], float] = (0.0, [], 0.0)
    for n, m in _pairs(query, candidates):
        if is_left(facts[n]) or is_left(facts[m]):
            continue
        whole, part = facts[n], facts[m]
        if place is None and whole.table is not None and _is_of_all(whole):
            continue  # a total that the question does not speak of
        bond = EXPLAINS * _told(candidates, of_part, m, n)
        if (bond <= 0 and _is_split(facts, whole, part)) or _are_parts(query, facts, whole, part):
            continue
        bond += STATED * (whole.value in stated) + ALONE * _are_alone(facts, whole, part)
        bond += UNDER * _is_under(part, whole)
        if bond <= 0:
            continue
        bond += EXPLAINS * _told(candidates, of_whole, n, m)
        value = float(candidates.scores[n] + candidates.scores[m]) + bond
        if bond > 0 and (not best[1] or value > best[0]):
            best = value, [n, m], bond
    return best[1:]


def shared(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The part and the whole of a share that stand together: '필기합격자 중 최종 선발된 비율'; as indexes.

    The part is what is said behind the whole, and the whole what is said before it; of a table they are of
    one row.
    """
    place = SHARED.search(query.text)
    if place is None:
        return [], 0.0
    content = np.array([not term.measure for term in query.terms], dtype=bool)
    of_whole, of_part = (side & content for side in _sides(query, place.end()))
    facts, stated = candidates.facts, whole_stated(query)
    parts, wholes = (
        candidates.explained[:, side].max(axis=1, initial=0.0) >= SAID for side in (of_part, of_whole)
    )
    best: tuple[float, list[int], float] = (0.0, [], 0.0)
    may_be_whole, may_be_part = wholes.tolist(), parts.tolist()
    for n, m in _pairs(query, candidates, np.flatnonzero(parts | wholes).tolist()):
        if not (may_be_whole[n] and may_be_part[m]):
            continue
        own, other = _said_more(candidates, of_part, m, n), _said_more(candidates, of_whole, n, m)
        down = facts[n].table is not None and row_key(facts[n]) != row_key(facts[m])
        if down or min(own, other) < SAID:
            continue
        whole = _total_beside(query, candidates, n)
        if whole == m or stated not in (None, facts[whole].value) or _has_its_own(facts, whole, m):
            continue
        value = float(candidates.scores[n] + candidates.scores[m]) + own + other
        if not best[1] or value > best[0]:
            best = value, [m, whole], own
    return best[1:]


def _has_its_own(facts: Sequence[Fact], whole: int, part: int) -> bool:
    """Tell whether a whole's group of columns has one called as the part, which stands in another group."""
    group, name = facts[whole].column[:-1], squash(own_label(facts[part].column))
    mine = [fact for fact in facts if group and fact.column[: len(group)] == group]
    called = any(squash(own_label(fact.column)) == name for fact in mine)
    return called and facts[part].column[: len(group)] != group


def _is_of_all(fact: Fact) -> bool:
    """Tell whether a figure of a table is that of its total, by its row or its column."""
    return not fact.row or is_total(fact) or squash(own_label(fact.column)) in TOTALS


def done(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The part of a whole that something was done to, as indexes: 'PC 46대 중 20대 교체'.

    The question says what was done, but for what all that is finished is called: '완료', '처리'.
    """
    facts, said = candidates.facts, squash(query.text)
    best: tuple[float, list[int]] = (0.0, [])
    prose = [n for n, fact in enumerate(facts) if fact.table is None or fact.cell is None]
    for n, m in _pairs(query, candidates, prose):
        whole, part = facts[n], facts[m]
        if part.table is not None or not part.row or is_left(part):
            continue
        if candidates.features[[n, m], COVERAGE].max() < EXPLAINED:
            continue
        under = part.row[:-1] == whole.row and squash(own_label(part.row)) in said
        if not under and not (_are_alone(facts, whole, part) and FINISHED.search(said)):
            continue
        value = float(candidates.scores[n] + candidates.scores[m])
        if not best[1] or value > best[0]:
            best = value, [m, n]
    return best[1], UNDER


def whole_stated(query: Query) -> Decimal | None:
    """The figure of the whole where the question states it: 58 of '차량 58대 중 전기차'."""
    match = STATED_WHOLE.search(query.text)
    figures = parse_figures(match[1]) if match else []
    return figures[0].value if figures else None


def _said_more(candidates: Candidates, mask: Mask, place: int, other: int) -> float:
    """By how much one fact tells some word better than the other does, where it is told best; -1..1."""
    told = candidates.explained[place] - candidates.explained[other]
    return float(told[mask].max(initial=-1.0))


def _total_beside(query: Query, candidates: Candidates, place: int) -> int:
    """The total of a whole's group of columns where the question names no column: '내원 환자 › 계'."""
    facts = candidates.facts
    own, said = squash(own_label(facts[place].column)), {term.words[0] for term in query.terms}
    if not facts[place].column[1:] or own in TOTALS or own in said:
        return place
    above = facts[place].column[:-1]
    row = candidates.alike.in_row_of(place)
    mine = [n for n in row if facts[n].column[:-1] == above and facts[n].unit == facts[place].unit]
    return next((n for n in mine if squash(own_label(facts[n].column)) in TOTALS), place)


def whole_made_up(part: Fact, facts: Sequence[Fact]) -> Fact | None:
    """The figure that those told right behind it (or before it), a part among them, add up to.

    '3과 109명' over '총무과 47명', '재무과 35명', '민원과 27명'; '총 83명(의사 7, 간호사 16, 기타 60)'.
    """
    for run in _runs(part, facts):
        if part not in run:
            continue
        place, told = run.index(part), list(enumerate(run))
        for other, whole in (*told[:place][::-1], *told[place + 1 :]):
            if whole.value > max(part.value, LEAST_WHOLE) and _is_made_up(run, other, place):
                return whole
    return None


def _runs(part: Fact, facts: Sequence[Fact]) -> list[list[Fact]]:
    """The figures of a part's unit in the order in which they are told: down, across, under its heading."""
    mine = [
        fact
        for fact in facts
        if fact.document == part.document and fact.table == part.table and counts_alike(fact.unit, part.unit)
    ]
    if part.table is None:
        under = [fact for fact in mine if fact.section[:1] == part.section[:1]]
        return [sorted(under, key=lambda fact: fact.id)]
    if part.cell is None:
        return []
    down = [fact for fact in mine if fact.cell and fact.cell[1] == part.cell[1]]
    across = [fact for fact in mine if fact.cell and fact.cell[0] == part.cell[0]]
    return [sorted(run, key=lambda fact: fact.cell or (0, 0)) for run in (down, across)]


def _is_made_up(run: Sequence[Fact], whole: int, part: int) -> bool:
    """Tell whether at least two of a run, from the whole on to the part or past it, add up to it."""
    step = 1 if part > whole else -1
    left, place = run[whole].value, whole
    while left > 0 and 0 <= place + step < len(run):
        place += step
        left -= run[place].value
    return left == 0 and abs(place - whole) >= max(abs(part - whole), 2)


def filled(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """What there is and what there is room for, of one row or line, and what speaks for the two."""
    facts = candidates.facts
    match = FILLED.search(query.text)
    of_whole, _ = _sides(query, match.start() if match else len(query.text))
    best: tuple[float, list[int], float] = (0.0, [], 0.0)
    for n, m in _pairs(query, candidates, over=True):
        room, there = facts[n], facts[m]
        # a plan is not filled by the plan that it became
        if is_left(there) or is_left(room):
            continue
        if not ROOM.search(_label(room, there)) or ROOM.search(_label(there, room)):
            continue
        if "result" in measures_of(room):  # what came of a plan is no plan: '전체 실적' over '집합교육 실적'
            continue
        bond = EXPLAINS * _told(candidates, of_whole, n, m)
        bond += ALONE * bool(
            PRESENT.search(_label(there)) or measure_of(_label(there)) in ("staff", "result")
        )
        value = float(candidates.scores[n] + candidates.scores[m]) + bond
        if not best[1] or value > best[0]:
            best = value, [m, n], bond
    return best[1:]


def _label(fact: Fact, other: Fact | None = None) -> str:
    """The labels of a figure, squashed; beside another one those that tell it from that."""
    common = {*other.row[-1:], *other.column} if other else set[str]()
    return squash("/".join(label for label in (*fact.row[-1:], *fact.column) if label not in common))


def _pairs(
    query: Query, candidates: Candidates, among: Sequence[int] | None = None, *, over: bool = False
) -> Iterator[tuple[int, int]]:
    """Wholes and parts of one unit that stand together; with `over`, a part may be more than its whole.

    `among` are the places of those that may be one of the two; all where None.
    """
    facts = candidates.facts
    may_be = np.full(len(facts), among is None)
    may_be[among or []] = True
    said = SAID_UNIT.search(query.text)
    wanted = [unit for unit in query.units if unit != "%"] or ([said[1]] if said else [])
    for first in candidates.order()[:MOST]:
        mine = facts[first]
        if not may_be[first] or "%" in mine.unit:
            continue
        if wanted and not any(same_unit(unit, mine.unit) for unit in wanted):
            continue
        near = may_be & candidates.alike.like(first, "unit") & _near(candidates.alike, first)
        near[first] = False
        for second in np.flatnonzero(near).tolist():
            other = facts[second]
            if mine.value > other.value or (over and mine.value):
                yield first, second
            if other.value > mine.value or (over and other.value):
                yield second, first


def _near(alike: Alike, place: int) -> Mask:
    """Which figures may `stand_together` with one of them; shape [facts]."""
    fact = alike.facts[place]
    of_year = alike.like(place, "document") & alike.like(place, "year")
    if fact.table is not None:
        return of_year & alike.like(place, "table") & (alike.like(place, "line") | alike.like(place, "file"))
    found = of_year & alike.like(place, "section")
    found[found] = [stand_together(alike.facts[n], fact) for n in np.flatnonzero(found).tolist()]
    return found


def stand_together(one: Fact, other: Fact) -> bool:
    """Tell whether two figures of one year are of one row, line, or bullet and those under it."""
    if one.document != other.document or one.year != other.year:
        return False
    if one.table is not None or other.table is not None:
        same_column = bool(one.cell and other.cell and one.cell[1] == other.cell[1])
        return row_key(one) == row_key(other) or (one.table == other.table and same_column)
    return one.section == other.section and abs(one.lines[0] - other.lines[0]) <= NEAR_LINES


def _is_split(facts: Sequence[Fact], whole: Fact, part: Fact) -> bool:
    """Tell whether the rest of a whole is printed under a name of its own: '90필지(전 60, 답 30)'."""
    rest = (whole.value - part.value, whole.unit, part.row[:-1])
    return _is_under(part, whole) and any((one.value, one.unit, one.row[:-1]) == rest for one in facts)


def _are_parts(query: Query, facts: Sequence[Fact], one: Fact, other: Fact) -> bool:
    """Tell whether of two figures neither is the whole of the other, so that nothing is left of it.

    Two that make up a third beside them ('적발 87건, 시정 71건(시정 중 16건)'); what came of a plan beside
    it; two rows that the question does not both name; the same of all and of a kind that it does not name
    ('계획', '소형 계획').
    """
    both = (one.value + other.value, one.unit, one.document, one.lines)
    if any((fact.value, fact.unit, fact.document, fact.lines) == both for fact in facts):
        return True
    mine, its = _label(one, other), _label(other, one)
    if ROOM.search(its) and not ROOM.search(mine) and (PRESENT.search(mine) or "result" in measures_of(one)):
        return True
    said = squash(query.said)
    if one.table is not None and row_key(one) != row_key(other):
        whole = is_total(one) or _is_row_said(query, one) or ROOM.search(squash(own_label(one.row)))
        return not (whole and (_is_row_said(query, other) or PRESENT.search(squash(own_label(other.row)))))
    if PARTED.search(query.text) is None and not (_is_row_said(query, one) or WHOLE.search(_label(one))):
        return True  # '체육관은 몇 곳 남았나': no 폐관 less those of them that are gyms
    called, its_own = (squash(own_label(fact.column or fact.row)) for fact in (one, other))
    kind = its_own.removesuffix(called) if called else ""
    return kind not in ("", its_own) and kind not in said


def _is_row_said(query: Query, fact: Fact) -> bool:
    """Tell whether the question says what a figure's row is called."""
    own = squash(own_label(fact.row))
    return any(explain(term, own, (own,)) >= SAID for term in query.terms if not term.measure)


def _is_under(part: Fact, whole: Fact) -> bool:
    """Tell whether a part is told of its whole: in parentheses behind it, or in a bullet under it."""
    if not whole.row or not part.row[1:]:
        return False
    above = part.row[-2]
    return part.row[:-1] == whole.row or (whole.text in above and whole.row[-1] in above)


def _sides(query: Query, split: int) -> tuple[Mask, Mask]:
    """The terms that are said of the whole, before a place in the question, and of the part; [terms] each."""
    before = np.array([term.start < split for term in query.terms], dtype=bool)
    return before, ~before


def _told(candidates: Candidates, mask: Mask, place: int, other: int) -> float:
    """How much more one fact explains of some terms than the other does; -1..1."""
    if not mask.any():
        return 0.0
    explained = candidates.explained
    return float((explained[place] - explained[other])[mask].mean())


def _are_alone(facts: Sequence[Fact], whole: Fact, part: Fact) -> bool:
    """Tell whether a row, or one thing on a line, has these two figures of their unit and no other."""
    if row_key(whole) != row_key(part) or whole.row != part.row:
        return False
    mine: set[Decimal] = {
        fact.value
        for fact in facts
        if fact.unit == whole.unit and fact.lines == whole.lines and fact.document == whole.document
    }
    return len(mine) <= 2
