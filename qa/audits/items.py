"""One audit item: the request that a question is about, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.figures import parse_figures
from corpus.model import AuditItem, Block, Lines
from qa.answer import StatedFigure
from qa.audits.counts import RATE, shortened
from qa.context import Context
from qa.figures.fields import Field, document_field, explain, fits, letters_of, text_field
from qa.figures.measures import same_unit
from qa.figures.weighing import term_weights
from qa.library import Library
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.kinds import NUMERIC
from qa.wording.compose import state

MAX_DONE = 400  # characters of what was done, and of what is planned
MAX_PLANNED = 240
MAX_REQUEST = 90
BY_OTHERS = 0.7  # what an explanation is worth that the request does not give
MOST_FIGURES = 8
# Words of the asking, not of the request: '감사에서 지적받은 거 어떻게 됐어'
ABOUT_AUDITS = re.compile(
    r"행정|사무|감사|행감|지적|사항|요구|처리|시정|건의|조치|결과|내용|상황|추진|상태|계획|답변|보고|완료|검토|향후"
)
_MEMBER = re.compile(r"(?:위원|의원)$")
CENSURE = re.compile(r"처분")
CENSURED = re.compile(r"처분\s?(?:요구|종류|구분|내용)?\s?[:：]?\s?[가-힣]{2,6}$")  # '처분요구: 주의'
MAX_STATE = 30  # characters of a line that tells nothing but a state
PLAN_ASKED = re.compile(r"향후|앞으로|계획|할\s*(?:거|것|건)|어떻게\s*한대")


@dataclass(frozen=True, slots=True)
class Found:
    """An audit item with how much of the question it explains, 0..1."""

    document: str
    item: AuditItem
    explained: float
    score: float


def find_audits(context: Context) -> list[Found]:
    """Rank the audit items of the documents in reach, the best first."""
    terms = [term for term in context.query.terms if not ABOUT_AUDITS.fullmatch(term.text)]
    terms = [term for term in terms if not term.measure] or list(context.query.terms)
    pool = [(name, item) for name in context.line_ranks for item in context.library.audits(name)]
    if not pool or not terms:
        return []
    letters = [letters_of(term) for term in terms]
    explained = np.array([_explained(context, terms, letters, *one) for one in pool], dtype=np.float32)
    weights = term_weights(terms, explained)
    share = explained @ weights / weights.sum()
    ranks = np.array([_rank(context, name, item) for name, item in pool], dtype=np.float32)
    scores = share + 0.3 * ranks
    order = np.argsort(-scores, kind="stable")
    return [Found(pool[n][0], pool[n][1], float(share[n]), float(scores[n])) for n in order]


def _explained(
    context: Context, terms: Sequence[Term], letters: Sequence[frozenset[str]], name: str, item: AuditItem
) -> list[float]:
    """How well an item explains each term: by its request, or less by what belongs to it."""
    others = (
        Field(squash(" ".join(block.text for block in (*item.done, *item.planned)))),
        text_field(*item.departments),
        document_field(context.metadata[name]),
    )
    by_others = np.max([fits(terms, letters, field) for field in others], axis=0)
    by_request = fits(terms, letters, text_field(item.request))
    best: list[float] = np.maximum(by_request, BY_OTHERS * by_others).tolist()
    return best


def _rank(context: Context, name: str, item: AuditItem) -> float:
    lines = context.line_ranks.get(name, {})
    return max((lines.get(n, 0.0) for n in range(item.lines[0], item.lines[1] + 1)), default=0.0)


def item_at(library: Library, document: str, lines: Lines) -> AuditItem | None:
    """The audit item on lines of a document; None where they are no audit's."""
    items = library.audits(document)
    return next((item for item in items if item.lines[0] <= lines[0] <= item.lines[1]), None)


def tell_item(context: Context, document: str, item: AuditItem) -> tuple[str, tuple[StatedFigure, ...]]:
    """What became of an item, with the figures in it: the plan first where the plan is asked."""
    citations, section = context.citations, ("감사 처리결과", item.kind)
    number = citations.of_lines(document, section, item.request_lines, around=item.request[:20])
    place = citations.of_lines(document, section, item.status_lines, around=item.status)
    who = _who(item)
    status = item.status + (f"({item.status_note})" if item.status_note else "")
    title = context.metadata[document].title
    text = [
        f"{title} 기준 추진상황은 '{status}'입니다{who}. [{place}]"
        if status
        else f"{title}에 실린 처리결과입니다{who}. [{place}]",
        f"- 요구: {shortened(item.request, MAX_REQUEST)} [{number}]",
    ]
    text += [f"- {line} [{one}]" for line, one in _in_own_words(context, document, item)]
    figures = figures_in(item.request, number) if NUMERIC.search(context.query.text) else []
    parts = [("추진내용", item.done, MAX_DONE), ("향후계획", item.planned, MAX_PLANNED)]
    for name, blocks, limit in parts[::-1] if PLAN_ASKED.search(context.query.text) else parts:
        shown = _chosen(context, blocks, limit)
        text += [f"- {name}: {block.text} [{_cite(context, document, block)}]" for block in shown]
        figures += stated(context, document, shown)
    return "\n".join(text), tuple(dict.fromkeys(figures))


def _in_own_words(context: Context, document: str, item: AuditItem) -> list[tuple[str, int]]:
    """The line of an item's state that words it in its own way, and what it was censured with if asked.

    '지금 상태: 하는 중' of what is '추진 중'; '처분요구: 주의' where the question asks for the 처분.
    """
    first = min(item.lines[0], item.status_lines[0])
    read = context.library.lines(document, first, max(item.lines[1], item.status_lines[1]))
    lines = {n: line.strip() for n, line in enumerate(read, first)}
    own = lines.get(item.status_lines[0], "")
    stem = item.status.removeprefix("추진").strip() if item.status.endswith("완료") else item.status[:2]
    told = [item.status_lines[0]] if len(own) <= MAX_STATE and stem not in squash(own) else []
    if CENSURE.search(context.query.text):
        told += [n for n, line in lines.items() if CENSURED.match(line)]
    section = ("감사 처리결과", item.kind)
    return [(lines[n], context.citations.of_lines(document, section, (n, n))) for n in told]


def _who(item: AuditItem) -> str:
    """Whose matter an item is, or which member of the council asked for it: '(요구: 김○○ 위원)'."""
    members = [name for name in item.departments if _MEMBER.search(name)]
    offices = [name for name in item.departments if name not in members]
    told = [f"{what}: {', '.join(names)}" for what, names in (("소관", offices), ("요구", members)) if names]
    return f"({' / '.join(told)})" if told else ""


def _cite(context: Context, document: str, block: Block) -> int:
    return context.citations.of_lines(document, block.section, block.lines, around=block.text[:20])


def _chosen(context: Context, blocks: Sequence[Block], limit: int) -> list[Block]:
    """The bullets of a reply up to `limit` characters: those that explain the question, then the first."""
    if sum(len(block.text) for block in blocks) <= limit:
        return list(blocks)
    scores = [_worth(context.query, block) for block in blocks]
    kept: list[int] = []
    length = 0
    for n in sorted(range(len(blocks)), key=lambda place: -scores[place]):
        if kept and length + len(blocks[n].text) > limit:
            continue
        kept.append(n)
        length += len(blocks[n].text)
    return [blocks[n] for n in sorted(kept)]


def _worth(query: Query, block: Block) -> float:
    """How many of the question's terms a bullet explains, and one more for a figure of the unit asked for."""
    text = squash(block.text)
    figures = parse_figures(block.text) if query.units else []
    asked = any(same_unit(unit, figure.unit) for unit in query.units for figure in figures)
    return sum(explain(term, text) for term in query.terms) + asked


def stated(context: Context, document: str, blocks: Sequence[Block]) -> list[StatedFigure]:
    """The figures that shown bullets state, those of the units asked for first; facts where there are."""
    lines = {n for block in blocks for n in range(block.lines[0], block.lines[1] + 1)}
    text = squash(" ".join(block.text for block in blocks))
    near = context.library.facts_on([(document, (min(lines), max(lines)))])[0] if lines else ()
    facts = [fact for fact in near if fact.lines[0] in lines and squash(fact.text) in text]
    cells = [fact for fact in facts if fact.table is not None]
    if len(cells) > MOST_FIGURES and not context.query.units:
        facts = [fact for fact in facts if fact.table is None]
    found = [state(fact, context.citations) for fact in facts]
    known = {(figure.value, figure.unit) for figure in found}
    for block in blocks:
        number = _cite(context, document, block)
        found += [one for one in figures_in(block.text, number) if (one.value, one.unit) not in known]
        known |= {(one.value, one.unit) for one in found}
    return sorted(found, key=lambda figure: not _is_asked(context.query, figure.unit))


def figures_in(text: str, citation: int) -> list[StatedFigure]:
    """The figures that a quoted text states, each once, with the number of its citation."""
    found = {(figure.value, figure.unit): figure for figure in reversed(parse_figures(text)) if figure.unit}
    return [
        StatedFigure(figure.value, figure.unit, figure.text, shortened(text, 40), (citation,))
        for figure in reversed(found.values())
    ]


def _is_asked(query: Query, unit: str) -> bool:
    """Tell whether a unit is asked for, in words or by a measure that counts people."""
    units = query.units or (("%",) if RATE.search(query.text) else ())
    if not units or any(same_unit(asked, unit) for asked in units):
        return True
    return unit == "명" and bool({"quota", "staff"} & set(query.measures))
