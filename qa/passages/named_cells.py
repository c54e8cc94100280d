"""The date, the place or the body that a table gives for a row that is named: '새들배수지는 언제 준공이야'.

Columns of dates and places have no figures, and rows of numbers are no passages, so that neither of the two
finds them. A cell is told where the question names its row and no other, and asks for its column and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Cell, Path, Row, Table
from qa.answer import Answer, TablePlace
from qa.context import Context
from qa.figures.fields import TOTALS, document_field
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.kinds import NUMERIC, REASON
from qa.understanding.words.times import DATED, DEED_ASKED, WHEN
from qa.wording.compose import clean

SURE = 0.9
MOST_DOCUMENTS = 3
LEAST_SAID = 0.5  # how much of a row's name the question must say
WHERE = re.compile(r"어디(?=에서|에|서|야|예|인|입|로|[?]|$|\s)|(?:위치|장소|소재지|주소)(?:는|가)")
# is asked besides: '어디가 맡고 언제까지야'
BESIDES = re.compile(
    r"누[가구]|어디[가를]|어디까지|어떤|어떻|무[엇슨]|[뭐뭘]|얼마|몇(?!\s*월)|규모|면적|방법|대상"
)
# what is done, as it is asked for when, and the columns that date it
DEEDS = tuple(
    (re.compile(asked), re.compile(column))
    for asked, column in (
        (r"준공|완공|다\s?(?:짓|지어)", r"준공|완공"),
        (r"착공|첫\s?삽", r"착공"),
        (r"개[관원소장교]|문\s?[을은]?\s?[여열엽]", r"개[관원소장교]|개방"),
        (r"가동", r"가동"),
        (r"설립|세워", r"설립"),
        (r"지정", r"지정"),
        (r"시작|부터", r"시작|착수|착공|개시|기간|시기"),
        (r"끝|마[치친쳐]|종료|완료|까지", r"종료|완료|만료|준공|기간|시기"),
    )
)
HELD_SAID = re.compile(r"개최|실시|운영|진행|시행|추진")
HELD = re.compile(r"일시|일자|날짜|시기|기간|개최")  # of what is not asked for by a deed: '박람회는 언제야'
DATES = re.compile(
    r"일시|일자|날짜|시기|기간|예정|준공|완공|착공|개[관원소장교]|연월일?|년월일?|년도|연도|[가-힣]{2}일$"
)
PLACES = re.compile(r"장소|위치|소재지?|주소|개최지")
# words of the asking, that name nothing
ASKING = re.compile(
    r"예정|시기|날짜|일정|위치|장소|소재지?|주소|사업|공사|시설|현재|지금|곳|데|문|때|날|언제\S*"
)


@dataclass(frozen=True, slots=True)
class _Named:
    document: str
    table: Table
    row: Row
    share: float  # of the row's name that the question says


def asks_cell(query: Query) -> bool:
    """Tell whether a question asks when or where something is, and nothing besides."""
    text = query.text
    more = any(said.search(text) for said in (NUMERIC, BESIDES, REASON))
    other = more or query.operation or query.measures or query.kind != "passage"
    return bool(WHEN.search(text) or WHERE.search(text)) and not other


def answer_cell(context: Context) -> tuple[Answer, float] | None:
    """Answer with the cells of the one row that is named; None where none, or several, may be meant."""
    names = context.documents or dict.fromkeys(hit.chunk.document for hit in context.hits)
    found = [one for name in [*names][:MOST_DOCUMENTS] for one in _rows(context, name)]
    best = [one for one in found if one.share == max(other.share for other in found)]
    told = [(one, cells) for one in best if (cells := _cells(context.query, one))]
    if len(told) != 1:
        return None
    one, cells = told[0]
    lines = [f"{context.metadata[one.document].title} '{_where(one.table)}'에 따르면 다음과 같습니다."]
    for column, cell in cells:
        number = context.citations.of_lines(
            one.document, one.table.section, cell.lines, around=cell.text,
            table=TablePlace(one.table.caption, one.row.path, column),
        )  # fmt: skip
        lines.append(f"- {clean(one.row.path[-1])} - {clean(column[-1])}: {cell.text.strip()} [{number}]")
    answer = Answer(
        context.query.text, "answered", "passage", "\n".join(lines), (), context.citations.all, SURE
    )
    return answer, SURE


def _where(table: Table) -> str:
    return table.caption or " > ".join(table.section[-1:])


def _rows(context: Context, name: str) -> Iterator[_Named]:
    """The rows of a document that a question names, in tables that explain all else that it names."""
    said, own = squash(context.query.text), document_field(context.metadata[name]).text
    terms = [term for term in _things(context.query) if not any(word in own for word in term.words)]
    for table in context.library.tables(name) if terms else ():
        labels = "/".join(label for path in table.columns for label in path)
        around = "/".join((table.caption, *table.section, labels))
        for row in table.rows:
            label = squash(clean(row.path[-1])) if row.path else ""
            if len(label) < 2 or label in TOTALS:
                continue
            own_terms = [term for term in terms if _has(label, term)]
            beside = squash("/".join((around, *row.path[:-1], *(cell.text for cell in row.cells))))
            rest = [term for term in terms if term not in own_terms and not _has(beside, term)]
            share = sum(len(term.words[0]) for term in own_terms) / len(label)
            if own_terms and not rest and (share >= LEAST_SAID or label in said):
                yield _Named(name, table, row, min(share, 1.0))


def _things(query: Query) -> list[Term]:
    """What a question names, less words of the asking and deeds."""
    return [
        term
        for term in query.terms
        if not term.measure
        and not ASKING.fullmatch(term.words[0])
        and not any(asked.fullmatch(term.words[0]) for asked, _ in DEEDS)
    ]


def _has(text: str, term: Term) -> bool:
    return any(len(word) > 1 and word in text for word in term.words)


def _cells(query: Query, one: _Named) -> Sequence[tuple[Path, Cell]]:
    """The cells of a row that tell all that is asked for: the dates of deeds, the place."""
    cells = [(path, cell) for path, cell in zip(one.table.columns, one.row.cells, strict=True) if path]
    wanted: list[list[tuple[Path, Cell]]] = []
    if WHEN.search(query.text):
        deeds = [column for asked, column in DEEDS if asked.search(query.text)]
        if not deeds:
            deed = DEED_ASKED.search(query.text)
            deeds = [re.compile(deed[1]) if deed and not HELD_SAID.fullmatch(deed[1]) else HELD]
        dated = [(p, c) for p, c in cells if DATED.search(c.text) and DATES.search(squash(p[-1]))]
        first = [[(p, c) for p, c in dated if column.search(squash(p[-1]))] for column in deeds]
        # '언제 준공' names its column; '언제까지 준공' no other
        wanted += first[:1] if len(first) > 1 and first[0] and not _several(query) else first
    if WHERE.search(query.text):
        wanted.append([(p, c) for p, c in cells if PLACES.search(squash(p[-1])) and c.text.strip()])
    if not wanted or not all(len(some) == 1 for some in wanted):
        return []
    return list(dict.fromkeys(some[0] for some in wanted))


def _several(query: Query) -> bool:
    """Tell whether it is asked when twice: '언제 착공해서 언제 끝나'."""
    return len(WHEN.findall(query.text)) > 1
