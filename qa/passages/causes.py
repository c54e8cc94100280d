"""Answers to why a figure or a thing is as it is: the statement of its cause alone.

'산불 예방 예산이 감소한 사유는' is answered by what the document states of that very thing, never by the
figure, nor by what it states of its neighbours. '늘어난 이유' of what it says fell rests on a false premise.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from corpus.model import Lines
from qa.answer import Answer, StatedFigure
from qa.audits.items import figures_in
from qa.context import Context
from qa.figures.fields import contained, document_field, explain
from qa.passages.statements import Statement, direction_of, of_blocks, of_tables
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import scopes

SURE, SURE_BY_PLACE = 0.95, 0.85
NAMED = 0.99  # how much of each thing's name the subject of a statement must have
MOST = 2
# not '왜곡', '사유지', '원인자', '공무원인사', '민원인', '지원인력', '이유식', '주요인사'
ASKED = re.compile(
    r"왜(?!곡|관|소|가리)|이유(?!식)|까닭|사유(?!지|림|재산|화|서)|(?<![천만억조민\d])원인(?!\s*행위|[자사재력])|(?<![가-힣])요인|사연|어째서|(?:무엇|뭐|뭣)\s*때문"
)
MORE = re.compile(r"얼마|몇\s*(?:%|명|건|원|개|억|만)")
# what no subject need name: words of the asking, of change, and measures
_SAID = re.compile(
    r"왜|이유|까닭|사유|사연|원인|요인|때문|배경|설명|증가|감소|증액|감액|상승|하락|저조|지연|미달|축소|확대|급증|급감|삭감|변동|변화|예산|예산액|예산현액|금액|사업비|규모|전년|작년|올해|크게|당초|계획|대비|비교|수치|폭|까지"
)
# of what kind a thing is that is named: '체육관 공사', '하수도 특별회계'
_KINDS = frozenset(["공사", "사업", "특별회계", "건립", "조성"])
_NUMBER = re.compile(r"[\d,.]+\D{0,5}")
_OF = re.compile(r"\s?(?:중에?서?|가운데에?서?)\s")
_SPENT = re.compile(r"집행|지출|썼|쓰")


def asks_cause(text: str) -> bool:
    """Tell whether a question asks why something is so."""
    return bool(ASKED.search(text))


def answer_cause(context: Context) -> tuple[Answer, float] | None:
    """Answer with the statement of the cause; abstain on a false premise; None where none is stated."""
    scope = scopes(context.query, context.metadata)
    if len(scope) > 1 or MORE.search(context.query.text):
        return None
    narrowed = context.narrowed(scope[0].query, scope[0].documents or context.documents)
    terms = _things(narrowed)
    found = [(one, fit) for one in _statements(narrowed) if (fit := _fit(narrowed, one, terms))]
    if not terms or not found:
        return None
    best = max(fit for _, fit in found)
    told = [one for one, fit in found if fit == best]
    asked = direction_of(context.query.text)
    agreed = [one for one in told if not (asked and one.direction) or one.direction == asked]
    opposed = [one for one in told if {asked, one.direction} == {"up", "down"}]
    if agreed:
        sure = SURE if best > 1 else SURE_BY_PLACE
        return _told(context, agreed[:MOST], sure), sure
    if opposed and best > 1:
        return _denied(context, opposed[0]), SURE
    return None


def _things(context: Context) -> list[Term]:
    """What the question asks about: its terms less agencies, measures and words of the asking."""
    query = context.query
    things = [
        term
        for term in query.terms
        if not term.measure
        and term not in query.actions
        and not _SAID.fullmatch(term.words[0])
        and not context.metadata.named(term.words[0])
        and not _NUMBER.fullmatch(term.words[0])
    ]
    things = [term for term in things if term.words[0] not in _KINDS] or things
    # '수입 중 대관료가 왜 줄었나' is of the latter
    return [term for term in things if not _OF.match(query.text, term.start + len(term.text))] or things


def _statements(context: Context) -> list[Statement]:
    """The statements on the lines of the hits, in the order of the hits' documents."""
    found: list[Statement] = []
    for name, lines in context.line_ranks.items():
        blocks = [one for one in context.library.blocks(name) if _touches(one.lines, lines)]
        tables = [one for one in context.library.tables(name) if _touches(one.lines, lines)]
        found += [*of_blocks(name, blocks), *of_tables(name, tables)]
    return found


def _touches(lines: Lines, some: Container[int]) -> bool:
    return any(n in some for n in range(lines[0], lines[1] + 1))


def _fit(context: Context, one: Statement, terms: Sequence[Term]) -> float:
    """How well a statement is about the things: 2 by its own subject, 1 with what it stands under, 0 not."""
    if bool(_SPENT.search(one.subject)) != bool(_SPENT.search(context.query.text)) and not one.is_row:
        return 0.0
    if not _of_year(context.query, one, context):
        return 0.0
    own, of = squash(one.subject), document_field(context.metadata[one.document]).text
    terms = [term for term in terms if explain(term, own) >= NAMED or contained(term.words[0], of) < 1]
    if terms and all(explain(term, own) >= NAMED for term in terms):
        return 2.0
    place = squash("/".join(one.around))
    bare = not (words := _own_words(one.subject)) or contained(words, squash(context.query.text)) > 0
    if bare and terms and all(max(explain(term, own), explain(term, place)) >= NAMED for term in terms):
        return 1.0
    return 0.0


def _own_words(subject: str) -> str:
    """What a subject names of its own: '' of '감액 사유', '규모줄이' of '규모를 줄이는 까닭'."""
    left = re.sub(
        r"(?:집행|징수|지출)[률율]?[이가]?|부진|미흡|낮|높|증가|감소|증액|감액|지연|저조|축소|삭감|변경|사유|까닭|이유|원인|요인|주요|및|의|된|한|을|를|는|[^가-힣]",
        "",
        subject,
    )
    return left if len(left) > 1 else ""


def _of_year(query: Query, one: Statement, context: Context) -> bool:
    """Tell whether a statement may be of the years asked for: near its document's, or named."""
    own = context.metadata[one.document].year
    if not query.years or own is None:
        return True
    text = "/".join((one.text, *one.around))
    return any(abs(year - own) <= 1 or str(year) in text or f"'{year % 100}" in text for year in query.years)


def _told(context: Context, told: Sequence[Statement], sure: float) -> Answer:
    lines = [f"{context.metadata[told[0].document].title}에는 까닭이 다음과 같이 적혀 있습니다."]
    figures: list[StatedFigure] = []
    for one in told:
        number = _cite(context, one)
        lines.append(f"- {one.text} [{number}]")
        figures += figures_in(one.text, number)
    return Answer(
        question=context.query.text,
        status="answered",
        kind="passage",
        answer="\n".join(lines),
        figures=tuple(figures),
        citations=context.citations.all,
        confidence=sure,
    )


def _denied(context: Context, one: Statement) -> Answer:
    """Say that the document tells the contrary, with its words."""
    way = "줄었다" if one.direction == "down" else "늘었다"
    text = (
        f"물으신 것과 달리 {context.metadata[one.document].title}에는 {way}고 적혀 있어 "
        f"그 이유를 답하지 않습니다.\n- {one.text} [{_cite(context, one)}]"
    )
    return Answer(context.query.text, "abstained", "unanswerable", text, citations=context.citations.all)


def _cite(context: Context, one: Statement) -> int:
    return context.citations.of_lines(one.document, one.section, one.lines)
