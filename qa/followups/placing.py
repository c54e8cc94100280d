"""Where the answer before stands and what it is about, which a follow-up leaves out."""

from __future__ import annotations

import re

from qa.answer import Answer, Citation
from qa.figures.actual import project
from qa.followups.asked import content
from qa.followups.direct import unnumbered
from qa.followups.fit import FIGURES, NO_THING
from qa.followups.followup import Place
from qa.followups.moves import told_facts
from qa.library import Library
from qa.understanding.query import Query, squash

MOST_TOPIC = 30  # characters of a heading that names what a passage is about
# what a project has and no figure: its team, its time, its purpose
WORDY = re.compile(
    r"언제\s?(?:부터|까지|시작|끝|마|하|해|한|열|완|준공)|(?:담당|소관|맡[은는])(?:\s?(?:부서|과|팀|자))?"
    r"|어느\s?(?:부서|과|팀)|누가|(?:목적|취지|대상|기간)[은이]"
)
OF_TABLE = re.compile(r"(?:현황|실적|총괄|통계|추이|예산|세입|세출)$")  # heads figures, and no project
OF_PROJECT = re.compile(rf"{NO_THING.pattern}|부서|팀|담당자?|목적|취지|대상|기간")
# heads a part of every project, and names none
OF_PART = re.compile(
    r"(?:(?:사업|추진|운영|행사|교육|조성|시설)?(?:개요|내용|계획|방향|일정|배경)|향후계획|추진실적및계획)"
)
MARKER = re.compile(r"^[^가-힣A-Za-z]+|\s*\[[^\]]*\]$")


def place_told(library: Library, cited: Citation, answer: Answer) -> Place:
    """The labels of the fact that was stated first, and those of its table or lines."""
    facts = library.facts(cited.document)
    values = {figure.value for figure in answer.figures}
    near = [fact for fact in facts if fact.lines == cited.lines and fact.row]
    mine = next((fact for fact in near if fact.value in values), None)
    if mine is None:
        return Place()
    beside = near if mine.table is None else [fact for fact in facts if fact.table == mine.table]
    return Place(
        _label(mine.row[-1]),
        tuple(_label(label) for label in mine.column),
        frozenset(_label(fact.row[-1]) for fact in beside if fact.row),
        frozenset(_label(label) for fact in beside for label in fact.column),
    )


def topic_told(library: Library, query: Query, answer: Answer) -> str:
    """What a passage is about: its first line, or for '위치 : 별빛로 1' the line above it; if short.

    After a figure '언제 끝나', '담당 부서는' are about the project that its heading names.
    """
    if answer.status == "abstained" or not answer.citations:
        return ""
    cited = answer.citations[0]
    first = cited.lines[0]
    blocks = library.blocks(cited.document)
    block = next((block for block in blocks if block.lines[0] <= first <= block.lines[1]), None)
    if answer.kind in FIGURES:
        named = [term for term in content(query) if not OF_PROJECT.fullmatch(term.text)]
        told = told_facts(answer, library)
        name = unnumbered(project(told[0])) if told and not named and WORDY.search(query.text) else ""
        return "" if OF_TABLE.search(name) else name
    if block is None or answer.kind not in ("passage", "list"):
        return ""
    above = (*block.section, *block.parents)
    whole = [one for one in above if not OF_PART.fullmatch(squash(MARKER.sub("", one)))]
    line = MARKER.sub("", whole[-1] if whole and ":" in block.text else block.text).strip()
    line = unnumbered(line)
    return line if len(line) <= MOST_TOPIC else ""


def _label(text: str) -> str:
    """A label squashed, without what stands in parentheses: '합격(명)' -> '합격'."""
    return squash(re.sub(r"\([^)]*\)", "", text)) or squash(text)
