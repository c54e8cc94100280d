"""Rows whose cell says what is asked: '위탁하는 체육관은 어디', '임차 건물은 무엇무엇', '미달성인 지표는'.

A word of the question that stands in the cells of some rows of a column of words, and in no label, picks
those rows; the rest of the question must be told by the table, by what it stands under, or by its document.
Where none does, all rows of a table of the kind are asked for: '운용하는 기금은 무엇무엇', '네 지구는 어디'.
Else those of the table whose caption is named, where nothing else is: '시설 현황에는 뭐뭐 있어'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.figures import parse_cell
from corpus.model import Cell, Path, Table
from qa.answer import Answer, TablePlace
from qa.context import Context
from qa.figures.fields import Field, bare, document_field, explain
from qa.passages.conditions import newly
from qa.passages.lists import ASKING
from qa.passages.told_rows import is_total
from qa.understanding.intents import count_asked, is_asking
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import scopes
from qa.understanding.words.kinds import HEADED
from qa.wording.compose import clean
from qa.wording.parts import Part, joined

SURE = 0.9
MOST_ROWS = 25
MOST_HITS = 12
TOLD = 0.6  # how well each other word of the question must be told
LONGEST = 16  # characters of a cell that sorts rows: a kind, a state, an office
LEAST_CAPTION = 4  # characters of a caption that a question names
KIND_SHARE = 0.5  # of the rows whose labels name the kind that is asked for: '체육관'
_WHICH = re.compile(
    r"(?:어디(?:\s*어디)?|무엇(?:\s*무엇)?|[뭐머](?:\s*[뭐머])?|어느\s*[가-힣]+|어떤\s*(?!내용)[가-힣]+|무슨\s*[가-힣]+|[가-힣]+(?:것|곳|사업|시설|건물|지표|항목))"
    r"(?:들)?(?:은|는|이|가)?\s*(?:입니까|인가|이야|야|예요|이에요|에요|인지|이죠|죠|있|지요|[?]|$)|(?:모두|전부|다|쭉|(?:가지|개|곳)[을를]?)\s*(?:알려|적어|말해|말씀|나열|꼽)|목록"
)
_FIGURES = re.compile(
    r"얼마|몇\s*(?:%|명|건|원|개|억|만|대|회|권|퍼센트)|합계|합치|차이|가장|제일|이상|이하|초과|미만|넘[는은]|[률율]"
)
_ANY = frozenset(["대상", "종류", "명칭"])  # whatever kind is asked for
_KINDS = frozenset(
    [
        "것",
        "곳",
        "사업",
        "시설",
        "항목",
        "과제",
        "지표",
        "이름",
        "목록",
        "운영",
        "운용",
        "관리",
        "경우",
        "상태",
    ]
)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Rows of a table that a word of the question picks by the cells of one column; None for all rows."""

    document: str
    table: Table
    column: int | None
    rows: tuple[int, ...]
    near: int


def asks_filtered(query: Query) -> bool:
    """Tell whether a question may ask for rows by what a cell of them says."""
    return bool(_WHICH.search(query.text)) and not (
        _FIGURES.search(query.text) or HEADED.search(query.text) or query.denied or query.operation
    )


def answer_filtered(context: Context) -> tuple[Answer, float] | None:
    """Answer with all rows whose cell says so; None where no table near the hits tells them."""
    scope = scopes(context.query, context.metadata)
    if len(scope) > 1:
        return None
    narrowed = context.narrowed(scope[0].query, scope[0].documents or context.documents)
    found = (
        sorted(_chosen(narrowed), key=lambda one: one.near)
        or list(_of_kind(narrowed))
        or list(_captioned(narrowed))
    )
    if not found:
        return None
    part = _tell(context, found[0])
    return joined(context, "list", [part], part.sure), part.sure


def _terms(context: Context, some: Sequence[Term]) -> list[Term]:
    """Those of some words of a question that a table must tell."""
    return [term for term in some if not (term.measure or context.metadata.named(term.words[0]))]


def _of_kind(context: Context) -> Iterator[_Chosen]:
    """All rows of each table near the first hits that are of the kind asked for, as many as are said.

    As many rows as are said are of the kind too where all that is said stands over them.
    """
    text = context.query.text
    said = (*context.query.terms, *newly(context.query))  # all rows are not what is new
    terms = [t for t in _terms(context, said) if _is_of(t, text)]
    count = count_asked(text)
    kind = next((term.words[0] for term in reversed(terms)), "")
    alone: list[_Chosen] = []
    for near, name, _, table in context.near_tables(MOST_HITS) if kind else ():
        rows = tuple(n for n, row in enumerate(table.rows) if row.path and not is_total(row))
        labels = [squash(bare(clean(table.rows[n].path[-1]))) for n in rows]
        if not 1 < len(rows) <= MOST_ROWS or count not in (None, len(rows)):
            continue
        header = squash("".join(table.row_header)).removesuffix("명")
        called = all(label.endswith(kind) for label in labels) or (header and kind.endswith(header))
        fields = _around(context, name, table, None)
        if "종류" in text:  # of all rows, whatever their columns tell of them
            columns = Field(squash("/".join(label for path in table.columns for label in path)))
            fields = (*fields, columns)
        others = [term for term in terms if term.words[0] not in (*_KINDS, *((kind,) if called else ()))]
        told = all(_stands_over(fields, term) or _told(fields, labels, term) for term in others)
        if (called or count) and others and told:
            yield _Chosen(name, table, None, rows, near)
        elif called and context.documents and told:
            alone.append(_Chosen(name, table, None, rows, near))
    if len(alone) == 1:  # '가람시가 둔 기금은 무엇무엇': the only ones
        yield alone[0]


def _captioned(context: Context) -> Iterator[_Chosen]:
    """All rows of each table near the first hits whose caption is named, where nothing else is asked.

    They stand beside each other, as many as are said.
    """
    count, terms = count_asked(context.query.text), _terms(context, context.query.terms)
    for near, name, _, table in context.near_tables(MOST_HITS):
        caption = squash(bare(clean(table.caption)))
        rows = tuple(n for n, row in enumerate(table.rows) if row.path and not is_total(row))
        beside = len({table.rows[n].path[:-1] for n in rows}) == 1
        if len(caption) < LEAST_CAPTION or caption not in squash(context.query.text) or not beside:
            continue
        if not 1 < len(rows) <= MOST_ROWS or count not in (None, len(rows)):
            continue
        labels = [squash(bare(clean(table.rows[n].path[-1]))) for n in rows]
        fields = _around(context, name, table, None)
        if all(_is_asking(term, labels) or _told(fields, labels, term) for term in terms):
            yield _Chosen(name, table, None, rows, near)


def _is_asking(term: Term, labels: Sequence[str]) -> bool:
    """Tell whether a word says what is listed, or how many: '항목', '4개', '동' of rows that end so."""
    word = term.words[0]
    return word in _KINDS or bool(ASKING.fullmatch(word)) or all(label.endswith(word) for label in labels)


def _is_of(term: Term, text: str) -> bool:
    """Tell whether a word says of what rows are asked for: not '종류', '4곳', nor an aside '(승격 포함)'."""
    open_before = text.count("(", 0, term.start) > text.count(")", 0, term.start)
    return not (is_asking(term.words[0]) or term.words[0] in _ANY or open_before)


def _chosen(context: Context) -> Iterator[_Chosen]:
    """What each table near the first hits gives."""
    terms = _terms(context, (*context.query.terms, *context.query.actions))
    for near, name, _, table in context.near_tables(MOST_HITS):
        picked = _picked(context, name, table, terms)
        if picked:
            yield _Chosen(name, table, picked[0], picked[1], near)


def _picked(
    context: Context, name: str, table: Table, terms: Sequence[Term]
) -> tuple[int, tuple[int, ...]] | None:
    """The column and the rows that a term picks; None where none does or where other terms are not told."""
    rows = [n for n, row in enumerate(table.rows) if row.path and not is_total(row)]
    labels = {n: squash(clean(table.rows[n].path[-1])) for n in rows}
    for term in terms:
        if len(rows) < 2 or any(explain(term, label) >= 1 for label in labels.values()):
            continue
        for column in range(len(table.columns)):
            cells = {n: table.rows[n].cells[column] for n in rows if column < len(table.rows[n].cells)}
            mine = tuple(n for n, cell in cells.items() if _says(cell, term, table.columns[column]))
            if not mine or len(mine) == len(rows) or not _sorts(list(cells.values())):
                continue
            others = [other for other in terms if other is not term and other.words[0] not in _KINDS]
            mine, others = _sorted_by(table, mine, column, others)
            field = _around(context, name, table, column)
            if all(_told(field, list(labels.values()), other) for other in others):
                return (column, mine) if len(mine) <= MOST_ROWS else None
    return None


def _sorted_by(
    table: Table, rows: tuple[int, ...], picked: int, others: Sequence[Term]
) -> tuple[tuple[int, ...], list[Term]]:
    """Those of some rows that other words pick by another column, and the words that pick none.

    '구분' has '자유발언' beside '질문'.
    """
    left: list[Term] = []
    for term in others:
        before = rows
        for column, path in enumerate(table.columns):
            cells = {n: row.cells[column] for n, row in enumerate(table.rows) if column < len(row.cells)}
            said = [n for n, cell in cells.items() if _says(cell, term, path)]
            short = all(len(cell.text.strip()) <= LONGEST for cell in cells.values())
            if column != picked and 0 < len(said) < len(cells) and short:
                rows = tuple(n for n in rows if n in said) or rows
        left += [term] if rows == before else []
    return rows, left


def _says(cell: Cell, term: Term, column: Path) -> bool:
    """Tell whether a short cell says a term: '민간위탁(재단)' says '위탁', '미달성' does not say '달성'.

    A grade says it with the name of its column: 'A' under '등급' is 'A등급'.
    """
    text = squash(re.sub(r"\(.*", "", cell.text))
    if text and column and text + squash(clean(column[-1])) in term.words:
        return True
    return any(
        len(word) > 1 and word in text and not re.search(rf"(?:미|비|불|안)\s?{re.escape(word)}", text)
        for word in term.words
    )


def _sorts(cells: Sequence[Cell]) -> bool:
    """Tell whether cells are short words that sort rows, no figures and no sentences."""
    texts = [cell.text.strip() for cell in cells if cell.text.strip(" -–")]
    short = [text for text in texts if len(re.sub(r"\(.*", "", text)) <= LONGEST and parse_cell(text) is None]
    return bool(texts) and len(short) >= 0.8 * len(texts)


def _around(context: Context, name: str, table: Table, column: int | None) -> tuple[Field, ...]:
    """What a column, or a table, stands under, and what its document is called."""
    above = () if column is None else table.columns[column]
    own = squash("/".join((table.caption, *table.section, *table.row_header, *above)))
    return Field(own), document_field(context.metadata[name])


def _told(fields: Sequence[Field], labels: Sequence[str], term: Term) -> bool:
    """Tell whether a term is told by what rows stand under or is their kind; not where it names one row."""
    naming = [label for label in labels if explain(term, label) >= TOLD]
    if naming:
        return len(naming) >= KIND_SHARE * len(labels)
    return _stands_over(fields, term)


def _stands_over(fields: Sequence[Field], term: Term) -> bool:
    """Tell whether a term is told by what rows stand under."""
    return max(explain(term, *field) for field in fields) >= TOLD


def _tell(context: Context, chosen: _Chosen) -> Part:
    """The rows, one a line, with the cell that picks them."""
    table, title = chosen.table, context.metadata[chosen.document].title
    column = () if chosen.column is None else table.columns[chosen.column]
    label = clean(column[-1]) if column else ""
    where = table.caption or "/".join(table.section[-1:]) or "표"
    lines = [f"{title} '{where}'에서 해당하는 것은 {len(chosen.rows)}개입니다."]
    labels = [row.path[-1] for row in table.rows if row.path]
    for n in chosen.rows:
        row = table.rows[n]
        place = TablePlace(table.caption, row.path, column)
        cell = "" if chosen.column is None else row.cells[chosen.column].text
        number = context.citations.of_lines(
            chosen.document, table.section, row.lines, around=cell or row.path[-1], table=place
        )
        said = f" ({label + ': ' if label else ''}{cell})" if cell else ""
        if labels.count(row.path[-1]) > 1:  # '제12회 임시회' over several: by what its cells say
            texts = (other.text.strip() for k, other in enumerate(row.cells) if k != chosen.column)
            said = "".join(f" / {text}" for text in texts if text) + said
        lines.append(f"- {clean(row.path[-1])}{said} [{number}]")
    return Part("\n".join(lines), (), SURE)
