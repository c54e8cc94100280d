"""What is asked of an audit item that was told before: '담당은?', '5년간 몇 명이 썼대?'.

Who is in charge, its state and what was done are told by the item itself. A follow-up on a number wants that
number and not the item again: the one whose clause has all that the follow-up names; where none has, there
is no answer in the item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from corpus.figures import Figure, parse_figures
from corpus.model import AuditItem, Lines, Path
from qa.answer import Answer, StatedFigure
from qa.audits.counts import shortened
from qa.audits.items import ABOUT_AUDITS, tell_item
from qa.context import Context
from qa.figures.fields import explain
from qa.figures.measures import counts_alike, same_unit
from qa.followups.fit import NO_THING
from qa.followups.followup import OF_ITEM
from qa.followups.told_parts import deed_asked, tells_day
from qa.passages.reasons import CAUSE
from qa.passages.text import years_named
from qa.understanding.query import Term, squash
from qa.wording.korean import is_written

NAMED = 0.8  # how well a clause must explain what names its figure
MOST_QUOTED = 240  # characters
BREAK = re.compile(r"[,;/→(]|\d\s*\)|[.]\s")  # ends a clause, after its figure
# '49건(언어 9, 신체 4)': parts of the figure before them, in its unit
PARTS = re.compile(r"\s?\(([^()]+)\)")
PART = re.compile(r"\s*(\S(?:[^,]*?\S)?)\s(\d[\d,]*)\s*")
RATE_WORDS = re.compile(r"비율|비중|퍼센트|율|률")  # says no more than '%'
SURE = 0.85
RELATIVE_YEAR = re.compile(r"내년|올해|금년|작년|지난해|내후년")
WHY = re.compile(r"^왜|이유|까닭")
# '몇 개소로 늘린대', and what stands before the new number
TO_WHAT = re.compile(
    r"(?:몇\s*[가-힣]{1,3}|얼마)로\s?(?:더\s)?(?:늘|줄|넓|확대|축소|올[리라린릴]|낮|높|바[꾸뀌꿀꿔])"
)
FROM_WHAT = re.compile(r"(?:얼마|몇\s*\S{1,3})에서\s(?:얼마|몇)")  # '얼마에서 얼마로 올려'
BECOMES = re.compile(r"(?:→|⇒|➡|->|에서)\s*$")
OTHERS = re.compile(r"다른|나머지|전체|모두|몇")


def item_again(context: Context, document: str, item: AuditItem, things: Sequence[Term]) -> Answer | None:
    """The item, where a follow-up asks for its state, its office or what was done and names nothing else."""
    text = context.query.text
    asked = OF_ITEM.search(text) or (WHY.search(text) and any(CAUSE.search(one.text) for one in item.done))
    if not asked or OTHERS.search(text) or not all(map(_says_nothing, things)):
        return None
    return _whole(context, document, item)


def item_dated(context: Context, document: str, item: AuditItem, things: Sequence[Term]) -> Answer | None:
    """The item, where a follow-up asks when something is done and a line of it tells that."""
    deed = deed_asked(context.query, things)
    if deed is None or not any(tells_day(block, deed) for block in (*item.done, *item.planned)):
        return None
    return _whole(context, document, item)


def _whole(context: Context, document: str, item: AuditItem) -> Answer:
    told, figures = tell_item(context, document, item)
    return Answer(context.query.text, "answered", "audit", told, figures, context.citations.all, SURE)


class _Told(NamedTuple):
    """A figure of an item in the text where it stands, and its clause there.

    `becomes` is whether another figure becomes this one: '12대 → 20대'.
    """

    figure: Figure
    clause: str
    text: str
    section: Path
    lines: Lines
    becomes: bool = False


def figure_in_item(
    context: Context, document: str, item: AuditItem, things: Sequence[Term], years: Sequence[int]
) -> Answer | None:
    """Answer with the one figure of an item that has the unit and names asked for; None where none has."""
    rate = "%" in context.query.units
    asked = [t for t in things if len(t.words[0]) > 1 and not _says_nothing(t)]
    asked = [t for t in asked if not (rate and RATE_WORDS.fullmatch(t.text))]
    told = list(_told(item, context.query.units))
    if TO_WHAT.search(context.query.text):
        told = [one for one in told if one.becomes]
    if years:
        relative = RELATIVE_YEAR.search(context.query.text)
        told = [
            one
            for one in told
            if not years_named((one.clause,)).isdisjoint(years) or (relative and relative[0] in one.clause)
        ]
    found = [one for one in told if all(explain(term, squash(one.clause)) >= NAMED for term in asked)]
    found = found or [
        one for one in told if asked and all(explain(t, squash(one.text)) >= NAMED for t in asked)
    ]
    if len({(one.figure.value, one.figure.unit) for one in found}) != 1:
        return None
    best = found[0]
    if FROM_WHAT.search(context.query.text):  # the item tells both
        return _whole(context, document, item)
    number = context.citations.of_lines(document, best.section, best.lines, around=best.text[:20])
    stated = StatedFigure(
        best.figure.value, best.figure.unit, best.figure.text, shortened(best.text, 40), (number,)
    )
    title = context.metadata[document].title
    said = f"{title}의 감사 처리결과에 따르면 {is_written(best.figure.text)}."
    said += f"\n- {shortened(best.text, MOST_QUOTED)} [{number}]"
    return Answer(context.query.text, "answered", "figure", said, (stated,), context.citations.all, SURE)


def _told(item: AuditItem, units: Sequence[str]) -> Iterator[_Told]:
    """The figures of a request and of the reply to it that have one of some units, each with its clause."""
    section = ("감사 처리결과", item.kind)
    texts: list[tuple[str, Path, Lines]] = [(item.request, section, item.request_lines)]
    texts += [(block.text, block.section, block.lines) for block in (*item.done, *item.planned)]
    for text, path, lines in texts:
        start = 0
        for figure in parse_figures(text):
            if not _is_of_units(units, figure.unit):
                continue
            end = BREAK.search(text, figure.end)
            clause = text[start : end.start() if end else len(text)]
            yield _Told(figure, clause, text, path, lines, bool(BECOMES.search(text[: figure.start])))
            for part, clause in _parts(text, figure):
                yield _Told(part, clause, text, path, lines)
            start = figure.end


def _parts(text: str, whole: Figure) -> Iterator[tuple[Figure, str]]:
    """The parts in brackets behind a figure, each with its name: '언어 9' of '49건(언어 9, 신체 4)'."""
    behind = PARTS.match(text, whole.end)
    said = [PART.fullmatch(one) for one in re.split(r",(?!\d{3})", behind[1])] if behind else []
    for part in said if all(said) else ():
        if part:
            value = Decimal(part[2].replace(",", ""))
            yield replace(whole, value=value, text=f"{part[2]}{whole.unit}"), part[1]


def _says_nothing(term: Term) -> bool:
    return bool(NO_THING.fullmatch(term.text) or ABOUT_AUDITS.fullmatch(term.text))


def _is_of_units(units: Sequence[str], unit: str) -> bool:
    return any(same_unit(asked, unit) or counts_alike(asked, unit) for asked in units)
