"""Indicators that reached their target or fell short of it: '목표에 못 미친 지표는 무엇', '달성한 것은 뭐뭐'.

The table's own word for it ('달성', '미달성') decides; where it has none, the result is compared with the
target of the same year, the smaller being the better for what is a harm or a wait (accidents, complaints).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Fact, Table
from qa.answer import Answer
from qa.context import Context
from qa.figures.fields import TOTALS, document_field, explain, measure_of
from qa.understanding.query import Term, squash
from qa.understanding.scope import scopes
from qa.wording.compose import clean, state, told
from qa.wording.parts import Part, joined

SURE = 0.9
MOST_HITS = 12
TOLD = 0.6  # how well what a question names must be told
_SAID = re.compile(r"지표|성과|성과지표|수치|실적|달성|미달|미달성|미달치|항목|사업|과제|관리|개|[0-9]+")
_SHORT = re.compile(
    r"목표[^?.]{0,14}?(?:못\s*미[치쳤친]|이르지\s*못|미달|밑[돌도]|모자[라란]|달성하지\s*못|못\s*채[우운웠]|채우지\s*못)|미달성|달성(?:을\s*)?(?:하지\s*)?못"
)
_REACHED = re.compile(
    r"목표[^?.]{0,14}?(?:이[룬뤘]|넘[은긴겼]|채[운웠])|목표[^?.]{0,10}?달성[한된했]|달성한\s"
)
_WHICH = re.compile(r"무엇|뭐|어느|어떤|어디|목록|모두|전부|[은는이가]\s*\?")
_HARM = re.compile(
    r"사망|사고|재해|화재|민원|불만|체납|오류|지연|누수(?!복구율)|결석|결원|이직|중단|미납|평균시간|처리기간|처리시간|대기|소요|감염|적발|위반"
)
_FLAG = re.compile(r"달성(?:여부|도)?|.*달성여부")


@dataclass(frozen=True, slots=True)
class _Row:
    """An indicator with its target and result."""

    label: str
    target: Fact
    result: Fact
    reached: bool


def asks_targets(text: str) -> bool:
    """Tell whether a question asks which indicators reached their targets, or which fell short."""
    return bool(_WHICH.search(text) and (_SHORT.search(text) or _REACHED.search(text)))


def answer_targets(context: Context) -> tuple[Answer, float] | None:
    """Answer with all such rows of the first table near the hits that has targets and results."""
    scope = scopes(context.query, context.metadata)
    documents = scope[0].documents or context.documents
    agencies = {one.agency for one in context.metadata.values()}
    if len(scope) > 1 or len(context.query.years) > 1 or (documents is None and len(agencies) > 1):
        return None
    reached = not _SHORT.search(context.query.text)
    for rows in _tables(context.narrowed(scope[0].query, documents)):
        denied = context.query.denied
        found = [row for row in rows if row.reached == reached and not _named(row.label, denied)]
        part = _tell(context, found, reached=reached)
        return joined(context, "list", [part], SURE), SURE
    return None


def _named(label: str, terms: Sequence[Term]) -> bool:
    return any(explain(term, squash(label)) >= TOLD for term in terms)


def _is_about(context: Context, name: str, table: Table) -> bool:
    """Tell whether all that a question names is told by what a table stands under or by its document."""
    out = [row.path[-1] for row in table.rows if row.path and _named(row.path[-1], context.query.denied)]
    field = squash("/".join((table.caption, *table.section, *table.row_header, *out)))
    of = document_field(context.metadata[name])
    terms = [term for term in context.query.terms if not (term.measure or _SAID.fullmatch(term.words[0]))]
    return all(
        max(explain(term, field), explain(term, *of)) >= TOLD or context.metadata.named(term.words[0])
        for term in terms
    )


def _tables(context: Context) -> Iterator[list[_Row]]:
    """The indicators of each table near the first hits that has some, of the years asked for."""
    for _, name, number, table in context.near_tables(MOST_HITS):
        if _is_about(context, name, table):
            facts = {f.cell: f for f in context.library.table_facts(name, number) if f.cell}
            rows = list(_rows(table, facts, context.query.years))
            if len(rows) > 1:
                yield rows


def _rows(table: Table, facts: Mapping[tuple[int, int], Fact], years: tuple[int, ...]) -> Iterator[_Row]:
    columns = [squash(path[-1]) if path else "" for path in table.columns]
    flag = next((n for n, label in enumerate(columns) if _FLAG.fullmatch(label)), None)
    for n, row in enumerate(table.rows):
        mine = [facts[n, c] for c in range(len(columns)) if (n, c) in facts]
        targets = [fact for fact in mine if _is(fact, "target")]
        results = [fact for fact in mine if _is(fact, "result")]
        pairs = [(a, b) for a in targets for b in results if a.year == b.year and a.unit == b.unit]
        pairs = [pair for pair in pairs if not years or pair[0].year is None or pair[0].year in years]
        if not row.path or not pairs or squash(clean(row.path[-1])) in TOTALS:
            continue
        target, result = pairs[-1]
        label = clean(row.path[-1])
        said = squash(row.cells[flag].text) if flag is not None else ""
        if "달성" in said:
            reached = not re.search(r"미달성|못", said)
        elif _HARM.search(label):
            reached = result.value <= target.value
        else:
            reached = result.value >= target.value
        yield _Row(label, target, result, reached)


def _is(fact: Fact, measure: str) -> bool:
    return bool(fact.column) and any(measure_of(label) == measure for label in fact.column)


def _tell(context: Context, rows: list[_Row], *, reached: bool) -> Part:
    """The rows, one a line, with target and result."""
    way = "목표를 이룬" if reached else "목표에 이르지 못한"
    lines = [f"{way} 지표는 {len(rows)}개입니다."]
    figures = []
    for row in rows:
        figures += [state(fact, context.citations) for fact in (row.target, row.result)]
        marks = dict.fromkeys(context.citations.of_fact(fact) for fact in (row.target, row.result))
        sides = (("목표", row.target), ("실적", row.result))
        said = ", ".join(f"{name} {told(fact, context.citations, name)}" for name, fact in sides)
        lines.append(f"- {row.label}: {said} " + "".join(f"[{n}]" for n in marks))
    return Part("\n".join(lines), tuple(figures), SURE)
