"""What is said where the documents do not answer: what was looked for, what they lack, what is like it."""

from __future__ import annotations

from corpus.model import Lines
from qa.answer import Answer
from qa.context import Context
from qa.understanding.query import Query
from qa.wording.citing import lines_named
from qa.wording.korean import ends_closed, with_particle
from qa.wording.suggestions import suggestions

MOST_NAMED = 4  # words of the question that are repeated
MOST_OFFICES = 3
MOST_YEARS = 5  # of reports that are named


def abstain(query: Query, context: Context) -> Answer:
    """Say what was looked for and not found, what the documents lack of it, and what they have like it."""
    names = [term.text for term in query.terms if not term.measure][:MOST_NAMED]
    what = f"'{', '.join(names)}'에 관해 물으신 내용" if names else "물으신 내용"
    said = [f"색인된 문서에서 {what}을 확인할 수 없어 답하지 않습니다."]
    lacked = [*_unknown_words(query, context), *_unreported_years(query, context)]
    said += lacked or _unnamed_office(query, context)
    said += [*_alike(query, context), *_nearest(context)]
    return Answer(query.text, "abstained", "unanswerable", " ".join(said), citations=context.citations.all)


def _alike(query: Query, context: Context) -> list[str]:
    """The names in the documents that are most like what was asked, each with its place."""
    told = []
    for name in suggestions(query, context):
        number = context.citations.of_lines(name.document, name.section, name.lines)
        told.append(f"'{name.text}' [{number}]")
    return [f"문서에 있는 비슷한 항목은 {', '.join(told)}입니다."] if told else []


def _nearest(context: Context) -> list[str]:
    """The nearest place that search finds, which has the answer more often than not: all its lines."""
    if (hit := context.nearest) is None:
        return []
    chunk = hit.chunk
    number = context.citations.of_lines(chunk.document, chunk.section, chunk.lines)
    return [nearest(context.metadata[chunk.document].title, chunk.lines, number)]


def nearest(title: str, lines: Lines, number: int) -> str:
    """The sentence that tells the nearest place."""
    return f"가장 가까운 곳은 {title}의 {lines_named(lines)}입니다. [{number}]"


def _unknown_words(query: Query, context: Context) -> list[str]:
    """The words of the question of which no part stands in any document: '드론'."""
    library = context.library
    unknown = [
        term.text
        for term in query.terms
        if not term.measure
        and not context.metadata.named(term.words[0])
        and not any(
            library.knows(part)
            for said in library.analyzer.analyses([term.text, *term.words])
            for part in said.terms
        )
    ]
    if not unknown:
        return []
    quoted = ", ".join(f"'{word}'" for word in dict.fromkeys(unknown))
    return [f"{quoted}{'이' if ends_closed(unknown[-1]) else ''}라는 말은 문서에서 찾지 못했습니다."]


def _unreported_years(query: Query, context: Context) -> list[str]:
    """The years asked for of which there is no report, beside those of which there are."""
    known = sorted({year for own in context.metadata.values() if (year := own.year)})
    missing = [year for year in query.years if year not in known]
    if not missing or not known:
        return []
    told = ", ".join(f"{year}년" for year in known[-MOST_YEARS:])
    asked = with_particle(", ".join(f"{year}년" for year in missing) + " 보고", "은")
    return [f"{asked} 없습니다(있는 보고: {told})."]


def _unnamed_office(query: Query, context: Context) -> list[str]:
    """Ask whose it is, where the documents are of several offices and the question names none."""
    offices = dict.fromkeys(
        " ".join(name for name in (own.agency, own.department) if name) for own in context.metadata.values()
    )
    named = any(context.metadata.named(word) for term in query.terms for word in term.words[:1])
    if named or len(offices) < 2 or not query.terms:
        return []
    shown = ", ".join([name for name in offices if name][:MOST_OFFICES])
    more = " 등" if len(offices) > MOST_OFFICES else ""
    return [f"어느 기관의 것인지 함께 적어 주시면 더 정확히 찾습니다({shown}{more})."]
