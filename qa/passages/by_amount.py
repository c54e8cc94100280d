"""Rows that are asked for by what their amounts show: nothing spent yet, new, gone since last year.

'한 푼도 집행 안 한 사업은', '순증 사업은 뭐가 있나', '예산이 없어진 사업 목록': rows with nothing under them,
below those that are named ('총무과에서'), of a table with what is budgeted and spent, or with two years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.model import Fact, Path, Table
from qa.answer import Answer, StatedFigure
from qa.context import Context
from qa.derived.derive import DEEPEST, NO_PROGRAM
from qa.figures.fields import Field, document_field, explain, is_total_label
from qa.figures.measures import measures_of
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import scopes
from qa.understanding.words.measures import BUDGETS
from qa.wording.compose import amount, clean, state
from qa.wording.parts import Part, joined

SURE = 0.9
MOST_ROWS, LEAST_ROWS = 40, 4
MOST_HITS = 30
TOLD = 0.6  # how well each other word of the question must be told
_ROWS = r"[^?]{0,12}(?:사업|항목|과목|예산|[것거게건]|곳|데|과(?=[은는이가]|\s|[?]))"
_NOT_SPENT = (
    r"(?:(?:집행|지출)\s?(?:을\s|이\s)?(?:안|못)\s?[한된했됐하되]|(?:안|못)\s?(?:쓴|썼|쓰(?=[고는])|집행|나간)"
    r"|(?:집행|지출|쓰)(?:하|되)?지\s?(?:않|못)|(?:집행|지출)(?:이|한\s?게)?\s?없)"
)
# what is said of the rows, and then what they are called
NOTHING_SPENT = re.compile(
    rf"(?P<said>(?:한\s?푼도|(?<!\d)1원도|전혀|하나도|아예)\s?[^?]{{0,8}}?{_NOT_SPENT}[가-힣]*|"
    r"(?:집행|지출)(?:액|실적)?(?:이|도)?\s?(?:아직\s)?(?:(?<!\d)0\s?(?:원|천원)?|영원|없는|제로)인?|"
    rf"(?:집행|지출)[률율]이?\s?(?:(?<!\d)0\s?(?:%|퍼센트|프로)|제로|영)인?){_ROWS}"
)
NEW_ROWS = re.compile(
    r"(?P<said>순증(?:인|된|한|은|이)?(?=\s)|(?:전년|작년|지난해|'?\d\d년)(?:도)?(?:에는?|엔)\s없(?:었|던|다가)[가-힣]*|"
    r"(?:신규로|새로(?:\s예산[이을]?)?)\s(?:생긴|편성|잡[힌히은]|들어[온간])[가-힣]*)"
    rf"{_ROWS}"
)
GONE_ROWS = re.compile(
    r"(?P<said>예산(?:이|을|은)?\s?(?:아예\s|전부\s|다\s|모두\s)?(?:없어[진졌]|없앤|사라[진졌]|날아간)[가-힣]*|"
    rf"(?:예산[이은]?\s)?전액\s?(?:삭감|감액|깎)[가-힣]*){_ROWS}"
)
HOW_MUCH = re.compile(
    r"얼마|금액|비율|비중|몇\s?명|몇\s?(?:%|퍼센트|프로|억|만|천|원|배)|합계|합치|가장|제일"
)
# what only says which rows: 사업 that 집행 was nothing of
ASIDE = frozenset(
    [
        "사업",
        "세부사업",
        "단위사업",
        "항목",
        "과목",
        "예산",
        "세출",
        "세입",
        "것",
        "곳",
        "순증",
        "집행",
        "지출",
        "집행률",
        "집행액",
        "푼",
        "신규",
        "목록",
        "편성",
        "작년",
        "전년",
        "올해",
        "삭감",
        "전액",
        "감액",
        "종류",
    ]
)


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of a table that are asked for, each by its budget, and how they are said to be."""

    table: Table
    facts: tuple[Fact, ...]


def asks_by_amount(query: Query) -> bool:
    """Tell whether a question asks which rows are unspent, new or gone."""
    return bool(_ways(query.text)) and not HOW_MUCH.search(query.text)


def is_of_unspent(query: Query) -> bool:
    """Tell whether a question asks what nothing was spent on, which no words tell."""
    return NOTHING_SPENT.search(query.text) is not None


def _ways(text: str) -> list[tuple[str, re.Match[str]]]:
    """How rows are said to be, and where that is said; nothing where it is not."""
    ways = (("spent", NOTHING_SPENT), ("new", NEW_ROWS), ("gone", GONE_ROWS))
    return [(name, found) for name, said in ways if (found := said.search(text))]


def answer_by_amount(context: Context) -> tuple[Answer, float] | None:
    """Answer with all rows that are so; None where no table near the hits tells them."""
    scope = scopes(context.query, context.metadata)
    if len(scope) > 1:
        return None
    narrowed = context.narrowed(scope[0].query, scope[0].documents or context.documents)
    found = next(_found(narrowed), None)
    if found is None:
        return None
    part = _tell(context, found)
    return joined(context, "list", [part], part.sure), part.sure


def _found(context: Context) -> Iterator[_Found]:
    """What each table near the hits gives, tables of 사업 first where such are asked for."""
    query, programs = context.query, DEEPEST.search(context.query.text) is not None
    way, said = _ways(query.text)[0]
    start, end = said.span("said")
    terms = [t for t in query.terms if not (t.measure or start <= t.start < end)]
    terms = [t for t in terms if t.words[0] not in ASIDE]
    tables = [
        (programs and "사업" not in squash("".join(table.row_header)), near, name, number, table)
        for near, name, number, table in context.near_tables(MOST_HITS)
        if len(table.rows) >= LEAST_ROWS
        and ("세입" in squash(table.caption)) == ("세입" in query.text and "세출" not in query.text)
    ]
    for *_, name, number, table in sorted(tables, key=lambda one: one[:4]):
        rows = _by_row(context.library.table_facts(name, number))
        paths = _named(context, name, table, [path for path, _ in rows.values()], terms)
        leaves = {path for path in paths if not any(_is_under(other, path) for other in paths)}
        if programs and not NO_PROGRAM.search(query.text):
            leaves = {path for path in leaves if not any(map(NO_PROGRAM.search, path))}
        told = [_is_so(way, facts, query) for path, facts in rows.values() if path in leaves]
        so = tuple(fact for fact in told if fact)
        if 0 < len(so) <= MOST_ROWS and len(so) < len(rows):
            yield _Found(table, so)


def _by_row(facts: Sequence[Fact]) -> Mapping[int, tuple[Path, list[Fact]]]:
    """The figures of each row of a table, by its place."""
    rows: dict[int, tuple[Path, list[Fact]]] = {}
    for fact in facts:
        if fact.cell and fact.row and not is_total_label(fact.row[-1]):
            rows.setdefault(fact.cell[0], (fact.row, []))[1].append(fact)
    return rows


def _named(
    context: Context, name: str, table: Table, paths: Sequence[Path], terms: Sequence[Term]
) -> list[Path]:
    """The rows under those that are named, all where none is; nothing where a word is told nowhere."""
    around = (
        Field(squash("/".join((table.caption, *table.section)))),
        document_field(context.metadata[name]),
    )
    said = squash(context.query.text)
    for label in sorted({label for path in paths for label in path[:-1] if len(squash(label)) > 1}):
        if squash(label) in said:
            paths = [path for path in paths if label in path[:-1]] or paths
    for term in terms:
        under = [path for path in paths if any(explain(term, squash(one)) >= TOLD for one in path[:-1])]
        known = context.metadata.named(term.words[0])
        if not under and not known and max(explain(term, *field) for field in around) < TOLD:
            return []
        paths = under or paths
    return list(paths)


def _is_under(path: Path, other: Path) -> bool:
    return len(path) > len(other) and path[: len(other)] == other


def _is_so(way: str, facts: Sequence[Fact], query: Query) -> Fact | None:
    """The budget of a row that is as it is asked for, of last year where it is gone; None where it is not."""
    budgets = [fact for fact in facts if BUDGETS & {*measures_of(fact)}]
    told = {fact.year: fact for fact in budgets if fact.value}
    years = _years(facts)
    year = max(years, default=None)
    if year is None or (query.years and not query.of_report and year not in query.years):
        return None
    if way == "spent":
        spent = [fact for fact in facts if "spent" in measures_of(fact)]
        return told.get(year) if spent and not any(fact.value for fact in spent) else None
    changes = [fact for fact in facts if "change" in measures_of(fact)]
    before = [fact for other, fact in told.items() if other and other < year]
    if way == "new":  # all of it is more than last year
        return next((told[year] for one in changes[:1] if year in told and _is_all(one, told[year])), None)
    return next((fact for fact in before for one in changes[:1] if _is_all(one, fact, -1)), None)


def _is_all(change: Fact, budget: Fact, sign: int = 1) -> bool:
    return change.unit == budget.unit and change.value == sign * budget.value


def _years(facts: Sequence[Fact]) -> set[int]:
    """The years that the figures of a row are of; what changed, or is spent, is of the newest."""
    return {fact.year for fact in facts if fact.year}


def _tell(context: Context, found: _Found) -> Part:
    """The rows, one a line, each with its budget."""
    title = context.metadata[found.facts[0].document].title
    where = found.table.caption or "/".join(found.table.section[-1:]) or "표"
    lines = [f"{title} '{where}'에서 해당하는 것은 {len(found.facts)}개입니다."]
    figures: list[StatedFigure] = []
    for fact in found.facts:
        number = context.citations.of_fact(fact)
        figures.append(state(fact, context.citations))
        lines.append(
            f"- {clean(fact.row[-1])} ({clean(fact.column[-1])} {amount(fact.value, fact.unit)}) [{number}]"
        )
    count = Decimal(len(figures))
    cited = tuple(number for figure in figures for number in figure.citations)
    figures.append(StatedFigure(count, "개", str(count), "해당하는 것", cited, derivation="개수"))
    return Part("\n".join(lines), tuple(figures), SURE)
