"""Two measures and the difference between them: of one row, or of the row where they are furthest apart.

'원인행위액은 지출액보다 얼마 많나' is of one row; '결원이 제일 많은 데' is of all the rows of a table that
prints no 결원.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Fact
from qa.derived import derive
from qa.derived.steps import Step, steps_of
from qa.derived.wholes import stand_together
from qa.figures.alike import row_key
from qa.figures.fields import TOTALS
from qa.figures.measures import in_units, measures_of
from qa.figures.select import Candidates
from qa.figures.weighing import FEATURES
from qa.understanding.query import Query, squash
from qa.wording.compose import clean

# what a measure is the difference of, where it is not printed
MADE_OF = {"shortage": ("quota", "staff")}
YEAR, OWN_LABEL = FEATURES.index("year"), FEATURES.index("own_label")
NAMED = 0.5  # a row below is of something that the question does not name
BOTH = 0.5  # what speaks for two figures of one row that are of the two measures
# '선발계획보다 몇 명 적게 뽑았나', '계획 인원보다': less or more than what was planned; '목표를 채우려면'
THAN_PLANNED = re.compile(
    r"목표[를을]?\s?(?:다\s)?(?:채우|달성하|이루|맞추)려면|(?:계획|목표|예정|모집|당초)\S{0,3}(?:\s?(?:인원|건수|횟수|금액|물량|수|액))?(?:보다|에\s?비[해하])"
)
REPLANNED = re.compile(r"변경|수정")  # '변경계획이 당초보다': a plan and what it became
PLAN = re.compile(r"계획|목표|예정|모집|당초")
DONE = re.compile(r"실적|합격|선발|참여|이수|수료|완료|집행|채용|모집결과|실제|참가|처리|누계")


def widest_gap(query: Query, table: Sequence[Fact]) -> tuple[list[Step], list[Fact]] | None:
    """The row with the largest difference of two measures; None where no such difference is asked for."""
    named = next((MADE_OF[name] for name in query.measures if name in MADE_OF), None)
    if named is None or any({"shortage"} & set(measures_of(fact)) for fact in table):
        return None
    more, less = named
    rows: dict[tuple[object, ...], dict[str, Fact]] = {}
    for fact in table:
        if fact.row and squash(fact.row[-1]) not in TOTALS:
            for name in measures_of(fact)[:1]:
                rows.setdefault(row_key(fact), {}).setdefault(name, fact)
    both = [(row[more], row[less]) for row in rows.values() if more in row and less in row]
    pairs = [(a, b) for a, b in both if a.unit == b.unit]
    if len(pairs) < 2:
        return None
    a, b = max(pairs, key=lambda pair: pair[0].value - pair[1].value)
    return steps_of([(derive.difference(a, b), f"{clean(a.row[-1])} 차이")]), [a, b]


def two_measures(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The figures of the two measures that are compared, of one row, as indexes; else what was planned.

    A kind of a measure is not it: 원인행위액 is no 지출액, though both are under 집행액.
    """
    names = [name for name in dict.fromkeys(query.measures) if name != "total"]
    if len(names) != 2 or any(name.startswith("change") or name.endswith("rate") for name in names):
        return than_planned(query, candidates)
    facts, scores = candidates.facts, candidates.scores
    for n in candidates.leading():
        row = [
            m
            for m, fact in enumerate(facts)
            if row_key(fact) == row_key(facts[n]) and candidates.features[m, YEAR] >= 0
        ]
        found = [[m for m in row if measures_of(facts[m])[:1] == (name,)] for name in names]
        if all(found) and n in (*found[0], *found[1]):
            first, second = (max(some, key=lambda m: float(scores[m])) for some in found)
            if facts[first].unit == facts[second].unit:
                return [first, second], BOTH
    return [], 0.0


def than_planned(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """What was done and what was planned, told together, where the one is compared with the other."""
    if not THAN_PLANNED.search(query.text) or REPLANNED.search(query.text):
        return [], 0.0
    facts, scores = candidates.facts, candidates.scores
    plans = [
        n for n, fact in enumerate(facts) if PLAN.search(_own(fact)) and in_units(query.units, fact.unit)
    ]
    done = [m for m, fact in enumerate(facts) if DONE.search(_own(fact)) and not PLAN.search(_own(fact))]
    pairs = [
        [m, n]
        for n in plans
        for m in done
        if facts[m].unit == facts[n].unit
        and stand_together(facts[m], facts[n])
        and not _is_of_part(candidates, m)
    ]
    # the plan is what the question names
    best = max(pairs, key=lambda pair: (float(scores[pair[1]]), float(scores[pair[0]])), default=[])
    return best, BOTH * bool(best)


def _is_of_part(candidates: Candidates, place: int) -> bool:
    """Tell whether a figure is of a row of a table that the question does not name, and of no total."""
    return candidates.facts[place].table is not None and candidates.features[place, OWN_LABEL] < NAMED


def _own(fact: Fact) -> str:
    return squash("/".join((*fact.row[-1:], *fact.column)))
