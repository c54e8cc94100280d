"""Rows, or columns, of one table that a question names as they are printed: '본회의장과 사무실 면적의 합'.

So it may name the figures of one line of prose: '접수 30명, 응시 24명, 합격 6명'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.model import Fact, Path
from qa.derived import derive
from qa.figures.alike import Alike, column_key, row_key
from qa.figures.fields import TOTALS, bare, labels_of, own_label
from qa.figures.measures import is_change, may_be_in, measure_fit, same_unit
from qa.figures.select import Candidates
from qa.understanding.asked_figures import figures_asked
from qa.understanding.query import Query, Term, squash
from qa.understanding.saying import spans
from qa.understanding.words.comparing import COMPARES, EACH
from qa.understanding.words.measures import CHANGE_MEASURES

NAMED = 0.5  # what speaks for figures that are named as they are printed
# what stands between names that are joined: 'A, B와 C'
JOINED = re.compile(r"(?:\([^()]*\))?(?:[,·+및와과]|이?랑|하고|그리고)*")
GOES_ON = re.compile(r"\s?(?:\([^()]*\))?\s?(?:[,·+]\s?|(?:[와과및]|이?랑|하고)\s)(?=[가-힣])")
TOLD = (None, "count")  # operations that compute nothing
# '계획/실적', '검사 중에 부적합은'
SEVERAL = re.compile(rf"{COMPARES.pattern}|[가-힣)]\s?/\s?[가-힣]|중(?:에서?)?\s|가운데\s")
SHARE_ASKED = re.compile(r"몇\s?(?:%|퍼센트|프로)|비율(?!은?\s?몇)|비중(?!은?\s?몇)")
SUBJECT = re.compile(r"[가-힣]{0,2}[은는이가]|/")  # behind what a sentence is about, or a share is of
ON_TO = re.compile(r"[은는이가을를의도]|몇.*")
ENUMERATED = re.compile(r"[가-힣A-Za-z\d]+(?=,)")
SHORTEST = 2  # characters of a label that is looked for in a question
MOST = 8
MET = 0.75  # how well a figure must be of a measure that is asked for
APART = re.compile(r"차이|격차")  # '각각 얼마이고 차이는 얼마'

PathOf = Callable[[Fact], Path]
"""Gives the labels that figures are told apart by: of their rows, or of their columns."""

LineOf = Callable[[Alike, int], NDArray[np.bool_]]
"""Gives the figures that are told along with the one at a place, [facts]."""


def rows(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The figures of one column whose rows the question names, as indexes in the order in which it does.

    Nothing where it names fewer than two; a row that stands above another of them, or is what the others
    come to, tells only where they are: '사업비 중 총무과와 인사과'.
    """
    return _named(query, candidates, lambda fact: fact.row, _column)


def joined_rows(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """Those of the rows that are named which are joined: '어린이 시설 중 놀이터와 도서관의 면적을 합하면'."""
    found, bond = rows(query, candidates)
    text = squash(query.text)
    labels = [squash(own_label(candidates.facts[n].row)) for n in found]
    places = places_in(text, labels)
    runs: list[list[int]] = []
    for n, label, before in zip(found, labels, ["", *labels], strict=False):
        behind = before and JOINED.fullmatch(text[places[before] + len(before) : places[label]])
        runs = [*runs[:-1], [*runs[-1], n]] if behind else [*runs, [n]]
    best = max(runs, key=len, default=[])
    if len(best) < 2:
        return [], 0.0
    last = squash(own_label(candidates.facts[best[-1]].row))
    return ([], 0.0) if _goes_on(query.text, last) else (best, bond)  # one of them is not found


def _goes_on(text: str, label: str) -> bool:
    """Tell whether something more is joined to a label that a text names: 'A, B와 C' behind B."""
    return any(GOES_ON.match(text, end) for _, end in spans(text, label)[:1])


def columns(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The figures of one row whose columns the question names, as indexes in the order in which it does."""
    return _named(query, candidates, lambda fact: fact.column, _row)


def pair(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The two figures of one column, else of one row, that the question names; nothing for more or fewer.

    Nothing where it asks how each changed: '두 사업은 전년보다 각각 얼마나 줄었나'.
    """
    each = EACH.search(query.text) and not APART.search(query.text)
    if query.operation == "growth" or query.relative_years or each:
        return [], 0.0
    for finder in (rows, columns):
        found, bond = finder(query, candidates)
        if len(found) == 2:
            return found, bond
    return [], 0.0


def side_by_side(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The figures of several rows, columns, or both, that are told one by one: 'A, B, C의 정원은 각각'."""
    several = query.joins or SEVERAL.search(query.text) or figures_asked(query.text) > 1
    if not several or not CHANGE_MEASURES.isdisjoint(query.measures):
        return [], 0.0
    facts = candidates.facts
    down, _ = rows(query, candidates)
    found = _grid(query, candidates.alike, down) if down else columns(query, candidates)[0]
    told = [facts[n] for n in found]
    # else those in other units are told with them: '예산액과 집행액, 집행률은'
    terms = [term for term in query.terms if term.measure not in ("", "total")]
    met = all(any(_tells(fact, term) for fact in told) for term in terms)
    kinds = {"money", "%"}.intersection(query.units)
    met = met and all(any(same_unit(unit, fact.unit) for fact in told) for unit in kinds)
    return (found, NAMED) if found and met else ([], 0.0)


def _tells(fact: Fact, term: Term) -> bool:
    """Tell whether a figure is of a measure, or of what only has its word: the 목표 of '목표 관리 사업'."""
    return measure_fit(term, fact) >= MET or squash(term.text) in labels_of(fact)


def _grid(query: Query, alike: Alike, down: list[int]) -> list[int]:
    """The figures of some rows, under each of the columns that a question names beside the rows."""
    facts = alike.facts
    across = _along(query, alike, down[0], lambda fact: fact.column, _row(alike, down[0]))
    if len(across) < 2:
        return down
    cells = {(row_key(fact), column_key(fact)): n for n, fact in enumerate(facts)}
    grid = [cells.get((row_key(facts[n]), column_key(facts[m]))) for n in down for m in across]
    whole = [n for n in grid if n is not None]
    return whole if len(whole) == len(grid) <= MOST else down


def part_and_whole(query: Query, candidates: Candidates) -> tuple[list[int], float]:
    """The part and the whole of a share, where the question names both: '응시자 중 합격', '접수 대비 처리'.

    Nothing where it joins them, for then each, or both together, are parts of something else.
    """
    found, bond = pair(query, candidates)
    if not found or len(SHARE_ASKED.findall(query.text)) > 1:  # 'A는 몇 %고 B는 몇 %'
        return [], 0.0
    text = squash(query.text)
    one, other = (candidates.facts[n] for n in found)
    labels = [[squash(own_label(path)) for path in (fact.row, fact.column)] for fact in (one, other)]
    first, second = next((a, b) for a, b in zip(*labels, strict=True) if a != b)
    between = text[text.find(first) + len(first) : text.rfind(second)]
    if JOINED.fullmatch(between):
        return [], 0.0
    # '합격은 응시의 몇 %'; else '응시 중 합격'
    return (found if SUBJECT.match(between) else found[::-1]), bond


def _column(alike: Alike, place: int) -> NDArray[np.bool_]:
    """Figures whose rows are told under that of one, or in prose behind it; itself too, [facts]."""
    if alike.facts[place].table is not None:
        return alike.like(place, "file")
    of_line = alike.like(place, "table") & alike.like(place, "line")
    return of_line & alike.like(place, "above")


def _row(alike: Alike, place: int) -> NDArray[np.bool_]:
    """Figures of the row of one, itself too; [facts]."""
    return alike.like(place, "line")


def _named(query: Query, candidates: Candidates, path_of: PathOf, line_of: LineOf) -> tuple[list[int], float]:
    if query.aside:  # one of several things, which are looked for one by one
        return [], 0.0
    facts, text = candidates.facts, squash(query.text)
    # '얼마나 많나' of what is counted asks for no money
    asked = [unit for unit in query.units if unit != "money" or len(query.units) > 1]
    seen = np.zeros(len(facts), dtype=np.bool_)
    best: list[int] = []
    for n in candidates.leading():
        first = facts[n]
        in_prose = first.table is None
        if seen[n] or (in_prose and query.operation in TOLD):
            continue
        fits = not asked or any(may_be_in(unit, first) for unit in asked)
        if not fits or squash(own_label(path_of(first))) not in text:
            continue
        line = line_of(candidates.alike, n)
        seen |= line
        by_rows = not in_prose and path_of(first) == first.row
        if by_rows and is_of_other_column(text, n, candidates.alike):
            continue
        told = _along(query, candidates.alike, n, path_of, line)
        if n in told and len(told) > len(best):
            best = told
        if best and query.operation not in TOLD:
            break
    return (best, NAMED) if best else ([], 0.0)


def _along(query: Query, alike: Alike, place: int, path_of: PathOf, line: NDArray[np.bool_]) -> list[int]:
    """The figures on the `line` of one, its own among them, that a question names; none of fewer than two."""
    facts, text = alike.facts, squash(query.text)
    mine = np.flatnonzero(line & alike.like(place, "unit")).tolist()
    called = {m: squash(own_label(path_of(facts[m]))) for m in mine}
    places = places_in(text, _asked(query, set(called.values())))
    named = [m for m in mine if called[m] in places and not is_change(facts[m])]
    told = _lowest(facts, named, path_of)
    above = {called[m] for m in named if m not in told}
    told = [m for m in told if called[m] not in above]  # another of the name that tells where the others are
    if len({called[m] for m in told}) < len(told):
        told = [m for m in told if all(label in text for label in _all(path_of(facts[m])))]
    if query.operation not in TOLD:  # else what they come to is told beside them
        told = _without_whole(facts, told)
    # '1분기' of two groups of columns: which is meant is not said
    alone = len({called[m] for m in told}) == len(told)
    return sorted(told, key=lambda m: places[called[m]]) if alone and 1 < len(told) <= MOST else []


def is_of_other_column(text: str, place: int, alike: Alike) -> bool:
    """Tell whether a text names a column of the table of the figure at a place, and not the figure's own."""
    table = {alike.facts[n].column for n in np.flatnonzero(alike.like(place, "table")).tolist()}
    named = [column for column in table if any(len(one) >= SHORTEST and one in text for one in _all(column))]
    return bool(named) and alike.facts[place].column not in named


def _all(labels: Path) -> list[str]:
    return [squash(bare(label)) for label in labels]


def _asked(query: Query, labels: set[str]) -> list[str]:
    """Those of some labels that are of what is asked, not of who tells it or of a total."""
    words = [squash(term.text) for term in query.terms] + [word for t in query.terms for word in t.words]
    # '새밝은교육지원청': what is written on to a term before it
    words += [query.text[: term.start].rpartition(" ")[2] for term in query.terms]
    words += map(squash, ENUMERATED.findall(query.text))  # '노상, 노외': no adverb
    return [
        label
        for label in labels
        if len(label) >= SHORTEST and label not in TOTALS and any(_is_in(w, label) for w in words)
    ]


def _is_in(word: str, label: str) -> bool:
    """Tell whether a word is of a label, or this with what is written on to it: '안건이', no '응급실'."""
    return (word != "" and word in label) or (
        word.startswith(label) and ON_TO.fullmatch(word[len(label) :]) is not None
    )


def places_in(text: str, labels: Collection[str]) -> dict[str, int]:
    """Where each label is named in a text, and not as a part of a longer one."""
    found: dict[str, int] = {}
    for label in sorted(labels, key=len, reverse=True):
        place = text.find(label)
        if place >= 0:
            found[label] = place
            text = text.replace(label, "\x00" * len(label))
    return found


def _lowest(facts: Sequence[Fact], told: list[int], path_of: Callable[[Fact], Path]) -> list[int]:
    """The figures without those that stand above others of them."""
    paths = [path_of(facts[m]) for m in told]
    return [m for m in told if not any(_is_above(path_of(facts[m]), path) for path in paths)]


def _without_whole(facts: Sequence[Fact], told: list[int]) -> list[int]:
    """The figures without those that the others come to."""
    rest = [[other for other in told if other != m] for m in told]
    return [
        m
        for m, others in zip(told, rest, strict=True)
        if len(others) < 2 or (whole := derive.total([facts[n] for n in others])) is None
        or whole.value != facts[m].value
    ]  # fmt: skip


def _is_above(path: Path, other: Path) -> bool:
    return len(path) < len(other) and other[: len(path)] == path
