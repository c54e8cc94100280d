"""Ranks: what is at the top or the bottom of a column, a row or a line, and its share of the whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from corpus.model import Fact
from qa.context import Context
from qa.derived import derive
from qa.derived.derive import Derived
from qa.derived.gaps import widest_gap
from qa.derived.groups import across, along, ranked_bodies, ranked_time
from qa.derived.named import places_in, rows
from qa.derived.steps import Step, steps_of
from qa.figures.alike import row_key
from qa.figures.fields import bare, own_label
from qa.figures.measures import is_change
from qa.figures.select import AHEAD, MARGIN, Candidates
from qa.understanding.asked_figures import how_many
from qa.understanding.asked_operation import PARENTHESES, ROW_CHANGES
from qa.understanding.query import Query, squash
from qa.understanding.words.changes import CHANGED_LEAST, FELL
from qa.understanding.words.operations import OPERATIONS
from qa.understanding.words.rows import AMONG, DEFICIT, EXTREMES, OF_SO_MANY, ORDINALS, TOP_MANY
from qa.wording.compose import label

# '가장 큰 과는 어디이고 전체의 몇 %인가'
ALSO_SHARE = re.compile(r"(?:전체|총액|합계|총)\S*(?:\s\S+){0,2}?\s*몇\s*(?:%|퍼센트|프로)|차지(?!연)|비중")
_MOST = r"(?:가장|제일|젤|최[소저고대])"
# '가장 많은 달이 언제고, 제일 적은 달보다 몇 건 많나': both, and how far apart they are
APART = re.compile(
    rf"{_MOST}.*(?:{_MOST}|(?:[와과]|이?랑|하고)\s(?:적|작|낮|좁|짧)은).*(?:차이|격차|벌어[지져진]|(?:보다|에\s?비해)[^?]*(?:몇|얼마)|몇\s?배)"
)
TIMES = re.compile(r"몇\s?배")
# '가장 많은 달과 가장 적은 달', '제일 큰 곳과 작은 곳'; no '실적'
LEAST_ASKED = re.compile(
    rf"{dict(OPERATIONS)['smallest'].pattern}|(?<![가-힣])(?:적은|적게|작은|작게|낮은|낮게|줄어든|줄은|감소한)(?![가-힣])"
)
CALLED_FIRST = re.compile(r"최[소저고대다단장]|가장|제일|1위")
# '상위 3개의 합계', '많은 두 곳을 더하면'
SUMMED = re.compile(r"합계|총합|합산|합[은을이치하한쳐친]|더[한하해]")
FEW = re.compile(r"(?:번째로?|가장|제일)\s?(?:적|작|낮|좁)|(?:적은|작은|낮은|좁은)\s?(?:순|[것거걸])")
JOINED = re.compile(r"([가-힣A-Za-z\d]{2,}?)(?:,|[와과](?=\s)|이?랑(?=\s)|하고(?=\s))")
KIND_SAID = re.compile(r"^[^\s\d]*\d*\s?(?:개\s?)?|\s?(?:중에서?|중|가운데)$")
PRINTED_PLACE = re.compile(r"순위|등수")
OVER_ROWS = EXTREMES.keys() | {"matching", "place", "average"}
LEAST_CAPTION = 4  # letters of a caption that names a table
LEAST_RANKED = 2
LEAST_BEHIND = 3  # rows that one has a place among
BOTH_ENDS = 2
END_LINES = 2  # below a figure in prose, where its largest and smallest part are told
MOST_ALIKE = 5  # rows that are first together, and are all told


def rank(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'가장 많은 과는?': the facts that stand at the top, the bottom or both."""
    kind = ranked_time(query)
    over: Sequence[Fact] = along(kind, facts[0], table) if kind else []
    over = over or ranked_bodies(query, derive.peers(facts[0], table, query), table)
    over = across(facts[0], over, table) or over
    over = _of_so_many(query, _among_named(query, facts, over))
    alone = len(over) < LEAST_RANKED and not _is_called_first(facts[0])
    none = alone or 1 < how_many(query, OF_SO_MANY) < len(over)  # over more than are said
    told = widest_gap(query, table) or _ends_apart(query, facts) or _top(query, over, table)
    if some := told or (([], []) if none else None):
        return some
    place = next((place for said, place in ORDINALS if said.search(query.text)), 1)
    picks = []
    if is_change(facts[0]) and FELL.search(query.text) and CHANGED_LEAST.search(query.text):
        # '가장 덜 줄어든': the one least below
        least = derive.extreme(over, place, largest=True)
        return [], [least] if least else facts
    lost = DEFICIT.search(query.text) and any(fact.value < 0 for fact in over)
    if lost or (is_change(facts[0]) and FELL.search(query.text)):
        # '감소액이 가장 큰', '적자가 가장 큰': the one furthest below
        picks.append(derive.extreme(over, place, largest=False))
    elif query.operation == "largest" or re.search(r"많|큰|크|높|넓|늘|최다|최대|최고|증가|상위", query.text):
        picks.append(derive.extreme(over, place, largest=True))
    if not picks or LEAST_ASKED.search(query.text):
        picks.append(derive.extreme(over, place, largest=False))
    found = [pick for pick in picks if pick]
    if len(found) > 1 and APART.search(query.text):
        return _apart(query, found), found
    if dict(OPERATIONS)["sum"].search(query.text):
        return steps_of([(derive.total(over), "합계")]), found or facts
    if found and ALSO_SHARE.search(query.text) and not derive.is_rate(found[0]):
        return _with_share(query, found, over, table)
    alike = [fact for fact in over if fact.value == found[0].value] if len(found) == 1 else []
    return [], (alike if len(alike) <= MOST_ALIKE else []) or found or facts


def _among_named(query: Query, facts: Sequence[Fact], over: Sequence[Fact]) -> Sequence[Fact]:
    """Those of what a rank goes over that are named: 'A과, B과, C과 중에 집행률이 제일 높은 곳'.

    In prose they are what was found, where all of it is named: '본관 40㎡, 별관 30㎡, 강당 20㎡'.
    """
    among = AMONG.search(query.text)
    if among is None:
        return over
    own = over or (facts if len({(*row_key(fact), fact.row[:-1], fact.unit) for fact in facts}) == 1 else ())
    labels = {fact: squash(bare(own_label(fact.row))) for fact in own}
    text = squash(PARENTHESES.sub("", among[1]))  # no 'A 사업(B, C 포함) 중에'
    found = places_in(text, set(labels.values()))
    named = [fact for fact in own if labels[fact] in found]
    if len(named) < LEAST_RANKED or not (over or len(named) == len(own)):
        return over
    joined = map(squash, JOINED.findall(PARENTHESES.sub("", among[1])))
    met = all(any(one in label or label in one for label in found) for one in joined)
    return named if met else []  # one of them is not found


def among(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The figures of one column, or line of prose, among whose names the first is asked for, as indexes."""
    return rows(query, candidates) if AMONG.search(query.text) else ([], 0.0)


def _of_so_many(query: Query, over: Sequence[Fact]) -> Sequence[Fact]:
    """Those of what a rank goes over that are called so, where just so many are: '7개 과 중에'."""
    said = OF_SO_MANY.search(query.text)
    count = how_many(query, OF_SO_MANY)
    if said is None or not 1 < count < len(over):
        return over
    kind = squash(KIND_SAID.sub("", said[0]))
    mine = [fact for fact in over if kind and squash(bare(own_label(fact.row))).endswith(kind)]
    return mine if len(mine) == count else over


def of_rows_first(context: Context, candidates: Candidates) -> Candidates:
    """The candidates of a rank with those of a table before what stands in prose beside none to rank.

    '빈 점포가 가장 많은 시장': the column of a table, not 'A시장 점포 : 120개'.
    """
    query, facts = context.query, candidates.facts
    if query.operation in OVER_ROWS or query.operation in ROW_CHANGES:
        candidates = _of_programs_first(context, candidates)
    if query.operation in OVER_ROWS:
        candidates = _of_table_called(query, candidates)
    if query.operation in EXTREMES:
        candidates = _printed_end_first(query, candidates)
    table = [float(candidates.scores[n]) for n in candidates.leading() if facts[n].table is not None]
    if query.operation not in EXTREMES or not table:
        return candidates
    beside = Counter((*row_key(fact), fact.unit) for fact in facts if fact.table is None)
    alone = np.array(
        [
            fact.table is None and beside[*row_key(fact), fact.unit] == 1 and not _is_called_first(fact)
            for fact in facts
        ]
    )
    behind = np.minimum(candidates.scores, table[0] - MARGIN)
    return replace(candidates, scores=np.where(alone, behind, candidates.scores))


def _printed_end_first(query: Query, candidates: Candidates) -> Candidates:
    """The candidates with the largest, or smallest, ahead that prose has below the best: '※ 최대 : 별구'."""
    facts, scores = candidates.facts, candidates.scores
    best = facts[int(np.argmax(scores))]
    words = set(EXTREMES[query.operation or ""])
    below = range(best.lines[0], best.lines[0] + END_LINES + 1)
    ends = [
        n
        for n, fact in enumerate(facts)
        if fact.table is None
        and fact.document == best.document
        and fact.lines[0] in below
        and words & set(map(squash, fact.row))
        and derive.same_scale([best, fact]) is not None
    ]
    if best.table is not None or words & set(map(squash, best.row)) or len(ends) != 1:
        return candidates
    raised = scores.copy()
    raised[ends[0]] = scores.max() + AHEAD
    return replace(candidates, scores=raised)


def _of_programs_first(context: Context, candidates: Candidates) -> Candidates:
    """The candidates with those of tables whose rows are called 사업 ahead of others, where 사업 are ranked.

    '예산이 가장 큰 사업은': rows under '세부사업', not under '과제명', and no 세입.
    """
    if not derive.DEEPEST.search(context.query.text):
        return candidates
    first = {(fact.document, fact.table): fact for fact in candidates.facts}
    told = {place: _is_of_programs(context, fact) for place, fact in first.items()}
    ahead = [told[fact.document, fact.table] for fact in candidates.facts]
    return replace(candidates, scores=candidates.scores + MARGIN * np.array(ahead))


def _is_of_programs(context: Context, fact: Fact) -> int:
    """Whether some rows of a figure's table are called 사업 (1), or are what the money comes from (-1)."""
    if fact.table is None:
        return 0
    table = context.library.tables(fact.document)[fact.table]
    if "세입" in squash("".join((table.caption, *table.section[-1:]))):
        return -1
    rows = {other.row for other in context.table_facts(fact)}
    return int("사업" in squash("".join(table.row_header)) and len(rows) > LEAST_BEHIND)


def _of_table_called(query: Query, candidates: Candidates) -> Candidates:
    """The candidates with those of the tables first whose caption is in the question: '예산집행 계획에서'."""
    text = squash(query.text)
    captions = {
        fact.caption: squash(bare(fact.caption)) for fact in candidates.facts if fact.table is not None
    }
    named = {
        caption: len(name)
        for caption, name in captions.items()
        if len(name) >= LEAST_CAPTION and name in text
    }
    longest = max(named.values(), default=0)
    mine = np.array([named.get(fact.caption) == longest > 0 for fact in candidates.facts], dtype=bool)
    scores = candidates.scores
    if not mine.any():
        return candidates
    ahead = float(scores.max() - scores[mine].max()) + MARGIN
    return replace(candidates, scores=np.where(mine, scores + ahead, scores))


def _ends_apart(query: Query, facts: Sequence[Fact]) -> tuple[list[Step], list[Fact]] | None:
    """How far apart the most and the least are that prose names as such; None where it names no two."""
    called = sorted(filter(_is_called_first, facts), key=lambda fact: -fact.value)
    if len(called) != BOTH_ENDS or not APART.search(query.text):
        return None
    return _apart(query, called), called


def _apart(query: Query, ends: Sequence[Fact]) -> list[Step]:
    """How far apart the most and the least are, or how many times the least the most is."""
    if TIMES.search(query.text):
        return steps_of([(derive.ratio(ends[0], ends[1], derive.digits_asked(query.text)), "배수")])
    return steps_of([(derive.difference(ends[0], ends[1]), "차이")])


def _with_share(
    query: Query, found: list[Fact], over: Sequence[Fact], table: Sequence[Fact]
) -> tuple[list[Step], list[Fact]]:
    """'가장 큰 과는 전체의 몇 %': the share of what is printed as the whole, else of all together."""
    whole, digits = derive.whole_of(found[0], table, query.text), derive.digits_asked(query.text)
    part = derive.share(found[0], whole, digits) if whole else derive.share_of_all(found[:1], over, digits)
    return steps_of([(part, f"{label(found[0])} 비중")]), [*found, *([whole] if whole else [])]


def _is_called_first(fact: Fact) -> bool:
    """Tell whether a figure is told as the first or the last of a rank: '최소 - 별빛동 (247명)'."""
    return bool(CALLED_FIRST.search(" ".join((*fact.row, *fact.column))))


def _top(query: Query, over: Sequence[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]] | None:
    """'가장 많은 두 곳을 합하면': so many from the top, or from the bottom, and what they come to.

    None where not so many are asked for, or there are no more.
    """
    count = how_many(query, TOP_MANY)
    if not 1 < count < len(over) or (is_change(over[0]) and FELL.search(query.text)):
        return None
    smallest = query.operation == "smallest"
    ranked = sorted(over, key=lambda fact: fact.value, reverse=not smallest)[:count]
    if ALSO_SHARE.search(query.text) and not derive.is_rate(over[0]):
        whole = derive.whole_of(ranked[0], table, query.text)
        digits = derive.digits_asked(query.text)
        part = (
            derive.share_of_sum(ranked, whole, digits) if whole else derive.share_of_all(ranked, over, digits)
        )
        return steps_of([(part, "비중")]), ranked
    summed = SUMMED.search(query.text)
    return steps_of([(derive.total(ranked), "합계")]) if summed else [], ranked


def place(query: Query, facts: list[Fact], table: Sequence[Fact]) -> tuple[list[Step], list[Fact]]:
    """'총무과는 몇 위': how many of its column, or its row of measures, are before a figure, and itself."""
    fact, *others = facts
    if is_place(fact):
        return [], facts
    over = derive.beside(fact, table)
    over = across(fact, over, table) or over
    if others or fact not in over or len(over) < LEAST_BEHIND:
        return [], []
    least = FEW.search(query.text) is not None
    before = [other for other in over if (other.value < fact.value if least else other.value > fact.value)]
    number = len(before) + 1
    derived = Derived(Decimal(number), "위", f"{len(over)}개 중", (fact,))
    way = "적은" if least else "많은"
    return [Step(derived, "순위", f"{len(over)}개 중 {way} 순으로 {number}위({number}번째)입니다.")], facts


def is_place(fact: Fact) -> bool:
    """Tell whether a figure is printed as the place of something: '순위', '3위'."""
    return fact.unit in ("위", "등") or any(map(PRINTED_PLACE.search, (*fact.row[-1:], *fact.column[-1:])))
