"""What may be asked of what is in words: labelled lines, lists under headings, audit items."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from corpus.model import AuditItem, Block, Lines
from evals.gold import Evidence
from evals.probes import LETTERS, office_of
from evals.wordings.cases import Case, Cases
from evals.wordings.cells import begins_within, project_of
from index.schema import Entry
from index.store import Store
from qa.understanding.query import squash

# what a label before a colon tells: '추진기간 : 2024. 3. ~ 5.'; the first that fits
_LABELS = {
    "when": re.compile(r".{0,4}(?:기간|일시|시기|일정)"),
    "where": re.compile(r".{0,4}(?:장소|위치)"),
    "whom": re.compile(r".{0,4}대상"),
    "who": re.compile(r"주관|주최|(?:시행|운영|주관)(?:기관|주체|부서)|담당부서"),
    "how": re.compile(r".{0,4}(?:방법|방식)"),
    "why": re.compile(r".{0,4}(?:목적|배경|필요성)"),
    "what": re.compile(r".{2,12}(?:내용|효과|방향|과목|분야|기준|프로그램|계획|문제점|대책)"),
}
_LABELLED = re.compile(r"[(（]?([^:：()]{2,16})[)）]?\s*[:：]\s*(\S.{3,})")
_SPACED = re.compile(r"(?<=\b\w)\s+(?=\w\b)")  # '일   시'
_LIST = re.compile(
    r".{0,4}(?:배경|필요성|기대효과|향후계획|(?:추진|주요|사업|지원)(?:계획|내용|방향|실적)|문제점|개선방안|개선사항|대책)"
)
_DEMAND = re.compile(r"\s*(?:\([^)]*\)|할 것|하기 바람|하시기 바람|바람|필요함?|요망|요함)?[\s.]*$")
_BEGINNING = 12  # characters of a passage that its answer must hold
_LONGEST_REQUEST = 45
_FEWEST, _MOST = 2, 6  # points of a list


def passages(store: Store) -> list[tuple[str, Case]]:
    """Labelled lines, lists and audit items of a store; none that another of its office is called like."""
    found = defaultdict[object, list[tuple[str, Case]]](list)
    for entry in store.documents():
        items = store.audits(entry.name)
        spans = [*(table.lines for table in store.tables(entry.name)), *(item.lines for item in items)]
        blocks = [block for block in store.blocks(entry.name) if not begins_within(block.lines, spans)]
        told = [pair for item in items for pair in _audited(item, entry)]
        for place, block in enumerate(blocks):
            if project := project_of(block.section):
                told += _labelled(block, project, entry)
                told += _listed(block, blocks[place + 1 :], project, entry)
        for asks, case in told:
            names = {**case.slots, "label": ""}
            found[asks, *names.values()].append((asks, case))
    return [pairs[0] for pairs in found.values() if len(pairs) == 1]


def _case(entry: Entry, lines: Sequence[Lines], words: Sequence[str], **slots: str) -> Case:
    """A case about a passage: its answer holds the beginnings of what stands there."""
    return Case(
        {"agency": office_of(entry.metadata), **slots},
        "list" if len(words) > 1 else "passage",
        (),
        tuple(Evidence(entry.name, span) for span in lines),
        keywords=tuple((text[:_BEGINNING],) for text in words),
    )


def _labelled(block: Block, project: str, entry: Entry) -> Cases:
    """'기간 : 3월부터 5월까지' under the heading of a project."""
    match = _LABELLED.fullmatch(block.text)
    label = _SPACED.sub("", match[1].strip()) if match else ""
    asks = next((asks for asks, pattern in _LABELS.items() if pattern.fullmatch(squash(label))), "")
    if match and asks and block.kind != "heading":
        yield asks, _case(entry, [block.lines], [match[2]], project=project, label=label)


def _listed(block: Block, after: Sequence[Block], project: str, entry: Entry) -> Cases:
    """'추진배경' with its points under it."""
    if _LIST.fullmatch(squash(block.text)):
        points = list(takewhile(lambda one: one.depth > block.depth, after))
        first = [one for one in points if (one.depth, one.marker) == (points[0].depth, points[0].marker)]
        if _FEWEST <= len(first) <= _MOST:
            lines, texts = [one.lines for one in first], [one.text for one in first]
            case = _case(entry, lines, texts, project=project, label=block.text.strip())
            yield "list", case
            if _LABELS["why"].fullmatch(squash(block.text)):
                yield "why", case


def _audited(item: AuditItem, entry: Entry) -> Cases:
    """A request of an audit: its state, what was done, what is planned, who is in charge."""
    request = _DEMAND.sub("", item.request)
    if not LETTERS.search(request) or len(request) > _LONGEST_REQUEST:
        return
    for asks, texts in (
        ("audit_status", [item.status]),
        ("audit_done", [block.text for block in item.done[:1]]),
        ("audit_planned", [block.text for block in item.planned[:1]]),
        ("audit_department", item.departments[:1]),
    ):
        if any(texts):
            yield asks, _case(entry, [item.lines], texts, request=request)
