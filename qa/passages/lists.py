"""Lists of table rows: what stands under a row, filtered by what the question says of its cells.

'기록관리 사업의 세부사업 4개와 예산은', '예산이 30억원 이상인 사업은 모두', '20년엔 있었는데 21년엔 없는 사업은 뭐뭐야'.
"""

# ruff: noqa: E501 (a pattern reads best on one line)
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from corpus.figures import is_blank, parse_figures
from corpus.model import Fact, Path, Table
from corpus.units import convert
from qa.answer import StatedFigure
from qa.context import Context
from qa.figures.fields import TOTALS, Field, document_field, explain, measure_of
from qa.figures.measures import measure_fit
from qa.figures.weighing import term_weights
from qa.understanding.intents import count_asked
from qa.understanding.query import Query, Term, squash
from qa.wording.compose import clean, state, told

MOST_HITS = 12
MOST_ROWS = 25
LEAST = 0.7  # share of the terms that a group's labels must explain
SEARCH_WORTH = 0.35
COUNT_WORTH = 0.15
MOST_GROUPS = 6
NOTHING_NAMED = 0.8  # share where only an agency is named, whose documents are searched
TIE = 0.12  # shares that differ by less are the same: a caption tells a little less than a label
# '세부사업 4개', '예산이 30억원 이상인 것': words of the asking that no label need explain
ASKING = re.compile(
    r"(?:세부|단위|주요)?사업|항목|과제|것|목록|이름|내역|별|포함|제외|함께|표|현황|\d[\d.,]*(?:조|억|만|천|백|십)*(?:원|명|건|개|가지|곳|대|회|%)?"
)
ROWS_ASKED = re.compile(r"세부\s*사업|단위\s*사업|항목|사업들?|과제|각각|별로|모두|전부|목록|내역")
BOUND = re.compile(
    r"(\d[\d.,]*\s*[가-힣%㎡]{0,4}?)\s*(?:을|를|이|가)?\s*(이상|이하|초과|미만|넘[는은어]|못\s*미치)"
)
# '22년에는 있었으나 23년에는 없는', '21년 예산에는 없어진'; '올해 새로 편성된'
MISSING = re.compile(r"없(?!이)|사라|폐지|빠[진졌]")
FRESH = re.compile(r"새로\s*(?:생|편성|들어|잡|추가)|신설|신규|순증")


# a document, the number of a table in it, the table, a label path and the rows right under it
Found = tuple[str, int, Table, Path, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition on a figure: '30억원 이상'."""

    value: Decimal
    unit: str
    word: str

    def holds(self, fact: Fact) -> bool:
        """Tell whether a fact is within the bound; False where the units do not compare."""
        limit = convert(self.value, self.unit or fact.unit, fact.unit)
        if limit is None:
            return False
        if self.word == "이상":
            return fact.value >= limit
        if self.word == "이하":
            return fact.value <= limit
        return fact.value < limit if self.word.startswith(("미만", "못")) else fact.value > limit


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one table that stand under the same labels; `share` of the question's terms explained."""

    document: str
    number: int
    table: Table
    parent: Path
    rows: tuple[int, ...]
    share: float
    score: float


def bounds(text: str) -> list[Bound]:
    """The bounds that a question sets: '30억원 이상' -> 3,000,000,000원 or more."""
    found = []
    for match in BOUND.finditer(text):
        figures = parse_figures(match[1])
        if figures:
            found.append(Bound(figures[0].value, figures[0].unit, match[2]))
    return found


def years_of_change(query: Query, year: int | None) -> tuple[int, int] | None:
    """The year in which a row has a figure and the one in which it has none; None where none is said.

    '20년엔 있었는데 21년엔 없어진' -> (2020, 2021); '21년에 새로 편성된' -> (2021, 2020).
    """
    gone = MISSING.search(query.text)
    if gone and len(query.years) == 2:
        before = [told for told, place in query.year_places if place < gone.start()]
        if before:
            missing = before[-1]
            return (next(told for told in query.years if told != missing), missing)
    if FRESH.search(query.text):
        told = query.years[0] if query.years else year
        return (told, told - 1) if told else None
    return None


def wants_rows(query: Query) -> bool:
    """Tell whether rows of a table with their figures are asked for."""
    if bounds(query.text) or query.operation == "matching":
        return bool(bounds(query.text))
    if len(query.years) == 2 and MISSING.search(query.text):
        return True
    return bool(set(query.measures) - {"total"}) and bool(ROWS_ASKED.search(query.text))


def groups(context: Context) -> list[Group]:
    """The groups of rows near the first hits, the best first."""
    hits = context.hits[:MOST_HITS]
    near: dict[tuple[str, int], float] = {}
    for hit in hits:
        tables = context.library.tables(hit.chunk.document)
        for number, table in enumerate(tables):
            if table.lines[0] <= hit.chunk.lines[1] and hit.chunk.lines[0] <= table.lines[1]:
                near.setdefault((hit.chunk.document, number), hit.score - hits[0].score)
    terms = [term for term in context.query.terms if _must_explain(context.query, term)]
    found: list[Found] = []
    for name, number in near:
        table = context.library.tables(name)[number]
        found += [(name, number, table, parent, rows) for parent, rows in _families(table).items()]
    if not found:
        return []
    shares = np.full(len(found), NOTHING_NAMED, dtype=np.float32)
    if terms:
        explained = np.array([_explained(context, terms, one) for one in found], dtype=np.float32)
        weights = term_weights(terms, explained)
        shares = explained @ weights / weights.sum()
    wanted, asked = count_asked(context.query.text), squash(context.query.text)
    ranked = []
    for (name, number, table, parent, rows), share in zip(found, shares.tolist(), strict=True):
        kind = squash("".join(table.row_header)).removesuffix("명")
        fits = COUNT_WORTH * ((len(rows) == wanted) + (len(kind) > 1 and kind in asked))
        value = share + fits + SEARCH_WORTH * near[name, number] + 0.01 * len(parent)
        ranked.append(Group(name, number, table, parent, rows, share, value))
    return sorted(ranked, key=lambda group: -group.score)


def _must_explain(query: Query, term: Term) -> bool:
    """Tell whether a group must explain a term: not a measure, nor an aside '(인력운영비 포함)'."""
    if term.measure or ASKING.fullmatch(term.words[0]):
        return False
    return query.text.count("(", 0, term.start) <= query.text.count(")", 0, term.start)


def _families(table: Table) -> Mapping[Path, tuple[int, ...]]:
    """The rows directly under each label path, totals left out, where there are two or more."""
    found: dict[Path, list[int]] = {}
    for place, row in enumerate(table.rows):
        if row.path and squash(clean(row.path[-1])) not in TOTALS:
            found.setdefault(row.path[:-1], []).append(place)
    return {parent: tuple(rows) for parent, rows in found.items() if len(rows) > 1}


def _leaves(table: Table, parent: Path) -> tuple[int, ...]:
    """The rows under a label path that have no rows under them."""
    above = {row.path[:depth] for row in table.rows for depth in range(len(row.path))}
    return tuple(
        place
        for place, row in enumerate(table.rows)
        if row.path and row.path not in above and row.path[: len(parent)] == parent
        and squash(clean(row.path[-1])) not in TOTALS
    )  # fmt: skip


def _explained(context: Context, terms: Sequence[Term], found: Found) -> list[float]:
    name, _, table, parent, rows = found
    fields = (
        (1.0, Field(squash("/".join(parent[-1:])))),
        (0.95, Field(squash("/".join(parent[:-1])))),
        (0.9, Field(squash("/".join((table.caption, *table.row_header))))),
        (0.85, Field(squash("/".join(table.section)))),
        (0.95, document_field(context.metadata[name])),
        (0.6, Field(squash("/".join(table.rows[n].path[-1] for n in rows)))),
    )
    return [max(weight * explain(term, *field) for weight, field in fields) for term in terms]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a group that the question asks for, and the facts to state of each."""

    group: Group
    places: tuple[int, ...]
    facts: tuple[tuple[Fact, ...], ...]


def find_rows(context: Context) -> Rows | None:
    """The rows that are asked for; None where none are, or where no group fits."""
    if not wants_rows(context.query):
        return None
    changed = MISSING.search(context.query.text) or FRESH.search(context.query.text)
    found = groups(context)
    for group in found[:MOST_GROUPS]:
        if group.share < LEAST:
            break
        rows = _asked(context, _widest(group, found) if changed else group)
        if rows:
            return rows
    return None


def _widest(group: Group, found: Sequence[Group]) -> Group:
    """The widest group of the same table that explains the question as well: all rows where none is named."""
    same = [one for one in found if (one.document, one.number) == (group.document, group.number)]
    return min((one for one in same if one.share >= group.share - TIE), key=lambda one: len(one.parent))


def _asked(context: Context, group: Group) -> Rows | None:
    """The rows of a group that meet the question's conditions."""
    facts = {f.cell: f for f in context.library.facts(group.document) if f.table == group.number and f.cell}
    year = context.metadata[group.document].year
    changed = years_of_change(context.query, year)
    if changed:
        found = _changed(group, list(facts.values()), changed)
    else:
        shown = measure_columns(context.query, list(facts.values()), year)
        found = [(row, [facts[row, c] for c in shown if (row, c) in facts]) for row in group.rows]
        if 2 * sum(bool(mine) for _, mine in found) < len(found):  # a table of words
            return None
        bounded = set(_bounded_columns(context.query, list(facts.values()), year)) or set(shown)
        for bound in bounds(context.query.text):
            found = [
                (row, mine)
                for row, mine in found
                if any(bound.holds(fact) for fact in mine if fact.cell and fact.cell[1] in bounded)
            ]
    found = [(row, mine) for row, mine in found if mine]
    wanted = count_asked(context.query.text)
    if not found or len(found) > MOST_ROWS or (wanted and len(found) < wanted <= len(group.rows)):
        return None
    return Rows(group, tuple(row for row, _ in found), tuple(tuple(mine) for _, mine in found))


def _bounded_columns(query: Query, facts: Sequence[Fact], year: int | None) -> list[int]:
    """The columns that a bound is of: the measure said last before it, '예산 중 집행액이 10억원 이상인'."""
    bound = BOUND.search(query.text)
    before = [term for term in query.terms if term.measure and bound and term.start < bound.start()]
    return measure_columns(replace(query, terms=tuple(before[-1:])), facts, year)


def _changed(group: Group, facts: Sequence[Fact], years: tuple[int, int]) -> list[tuple[int, list[Fact]]]:
    """The lowest rows with a figure in the first year's column and none in the other's, with the figure."""
    there, missing = (_year_column(facts, year) for year in years)
    if there is None or missing is None:
        return []
    mine = {fact.cell[0]: fact for fact in facts if fact.cell and fact.cell[1] == there}
    cells = group.table.rows
    leaves = _leaves(group.table, group.parent)
    return [(row, [mine[row]]) for row in leaves if row in mine and is_blank(cells[row].cells[missing].text)]


def _year_column(facts: Sequence[Fact], year: int) -> int | None:
    """The column of a year: of a budget where there are several."""
    found = [
        (measure_of(fact.column[-1]).endswith("budget"), -fact.cell[1])
        for fact in facts
        if fact.cell and fact.year == year and fact.column
    ]
    return -max(found)[1] if found else None


def measure_columns(query: Query, facts: Sequence[Fact], year: int | None) -> list[int]:
    """The columns that print what is asked, one a measure and year: by the measure first, then the year."""
    asked = [term for term in query.terms if term.measure and term.measure != "total"]
    years = query.years or ((year,) if year else ())
    found: list[int] = []
    for term in asked:
        scores: dict[int, float] = {}
        for fact in facts:
            if fact.cell is None:
                continue
            told = 0.0 if fact.year is None or not years else 0.5 if fact.year in years else -0.5
            scores[fact.cell[1]] = max(scores.get(fact.cell[1], -1.0), measure_fit(term, fact) + told)
        best = max(scores.values(), default=0.0)
        if best >= 0.5:
            found += [column for column, value in scores.items() if value > best - 0.05][
                : max(len(query.years), 1)
            ]
    return sorted(set(found))


def tell_rows(context: Context, rows: Rows) -> tuple[str, list[StatedFigure]]:
    """The rows, one a line, each with its figures and citation."""
    group = rows.group
    above = clean(group.parent[-1]) if group.parent else group.table.caption
    title = context.metadata[group.document].title
    lines = [f"{title} '{above or '표'}'에서 해당하는 항목은 {len(rows.places)}개입니다."]
    figures = []
    for place, facts in zip(rows.places, rows.facts, strict=True):
        figures += [state(fact, context.citations) for fact in facts]
        marks = "".join(f"[{n}]" for n in dict.fromkeys(context.citations.of_fact(fact) for fact in facts))
        said = ", ".join(f"{_column(fact)} {told(fact, context.citations, _column(fact))}" for fact in facts)
        lines.append(f"- {clean(group.table.rows[place].path[-1])}: {said} {marks}")
    return "\n".join(lines), figures


def _column(fact: Fact) -> str:
    return " ".join(clean(part) for part in fact.column[-2:])
