"""What a table says without a figure: '-' for nothing, '순증', a date, a schedule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.dates import find_year
from corpus.figures import is_blank
from corpus.model import Cell, Fact, Path, Row, Table
from qa.answer import TablePlace
from qa.context import Context
from qa.figures.fields import contained, measure_of
from qa.understanding.query import Query, squash
from qa.wording.compose import clean, subject
from qa.wording.korean import with_particle

MAX_TEXT = 160
DATE_COLUMN = re.compile(r"(?:일자|일시|시기|기간|날짜|연월일)$")  # '준공일자': '언제 준공'
DATE_SAID = (
    r"(?:일|일자|날짜|연월일|시기|연도|년도)(?![가-힣]{2})"  # and what else is said for it: '준공일은'
)
# how the content of a column is asked for that says nothing but its kind: '몇 시까지 하나' -> '운영시간'
ASKED_BY = (
    (re.compile(r"몇\s*시(?!간)"), re.compile(r"(?:운영|이용|개방|개장|근무)?시간$")),
    (re.compile(r"어디(?!까지)"), re.compile(r"^(?:장소|위치|소재지|주소)$")),
    (re.compile(r"누구|누가|이름"), re.compile(r"^(?:담당자?|성명|이름|대표자?|위원장|책임자)$")),
    (re.compile(r"전화|연락처|내선|몇\s*번"), re.compile(r"^(?:전화|전화번호|연락처|내선|내선번호)$")),
)  # fmt: skip
OF_BOTH = re.compile(r"\s?/\s?")
WHAT_FOR = re.compile(r"(?:어디|무엇|뭐|뭣)에\s?(?:다\s?)?(?:쓰|쓸|썼|쓴|집행|들)")
WORDS = re.compile(r"[가-힣]{2}")
LEAST_NAMED = 0.8  # how much of a column's name the question must say


@dataclass(frozen=True, slots=True)
class Said:
    """A cell without a figure in the row of a fact, and its column."""

    fact: Fact
    table: Table
    row: Row
    column: Path
    cell: Cell


def cells_asked(context: Context, facts: Sequence[Fact]) -> list[Said]:
    """The cells without a figure, in the rows of the facts, that the question asks for."""
    found = []
    for fact in {(f.document, f.table, f.cell[0]): f for f in reversed(facts) if f.cell}.values():
        if fact.table is None or fact.cell is None:
            continue
        table = context.library.table(fact.document, fact.table)
        row = table.rows[fact.cell[0]]
        filled = {f.cell[1] for f in context.table_facts(fact) if f.cell and f.cell[0] == fact.cell[0]}
        for place, cell in enumerate(row.cells):
            column = table.columns[place]
            if place not in filled and cell.text.strip() and _is_asked(context.query, column, fact):
                found.append(Said(fact, table, row, column, cell))
        found += _words_of_amount(context.query, table, fact)
    return found


def _words_of_amount(query: Query, table: Table, fact: Fact) -> list[Said]:
    """What is written with an amount, or under it, in a column of both that is asked for: '집행액 / 내용'."""
    number, place = fact.cell or (0, 0)
    row = table.rows[number]
    heads = [part for label in table.columns[place] for part in OF_BOTH.split(label)[1:]]
    named = any(contained(squash(part), squash(query.text)) >= LEAST_NAMED for part in heads)
    if not (named or (heads and WHAT_FOR.search(query.text))):
        return []
    cells = [(other, other.cells[place]) for other in table.rows if other.path == row.path]
    said = [(other, cell, words) for other, cell in cells if (words := WORDS.search(cell.text))]
    return [
        Said(fact, table, other, table.columns[place], replace(cell, text=cell.text[words.start() :]))
        for other, cell, words in said[:1]
    ]


def _is_asked(query: Query, column: Path, fact: Fact) -> bool:
    """Tell whether the question names a column, by its measure, its year or its own name."""
    measure = measure_of(column[-1]) if column else ""
    name = " ".join(column)
    # "'20년 대비" is what is compared with, not the year of the figure
    year = None if "대비" in name else find_year(name, fact.as_of.year if fact.as_of else None)
    if measure:
        return measure in query.measures and (year is None or not query.years or year in query.years)
    if year is not None:
        return year in query.years
    name = squash(clean(column[-1])) if column else ""
    if any(said.search(query.text) and kind.search(name) for said, kind in ASKED_BY):
        return True
    if DATE_COLUMN.search(name):
        stem, said = DATE_COLUMN.sub("", name), squash(query.text)
        if stem in said and ("언제" in said or (stem and re.search(stem + DATE_SAID, said))):
            return True
    return len(name) > 1 and contained(name, squash(query.text)) >= LEAST_NAMED


def cell_text(said: Said, context: Context) -> str:
    """State a cell: '... '21년 예산현액은 '-'로 표시되어 있어 해당 금액이 없습니다. [2]'."""
    place = TablePlace(said.table.caption, said.row.path, said.column)
    number = context.citations.of_lines(
        said.fact.document, said.table.section, said.cell.lines, around=said.cell.text, table=place
    )
    what = f"{subject(said.fact, context.metadata[said.fact.document])} {clean(said.column[-1])}"
    text = said.cell.text.strip()
    if is_blank(text):
        return f"{with_particle(what, '은')} '{text}'로 표시되어 있어 해당하는 값이 없습니다. [{number}]"
    return f"{with_particle(what, '은')} '{text[:MAX_TEXT]}'(으)로 적혀 있습니다. [{number}]"
