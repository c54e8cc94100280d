"""Answers about audit items: what became of a request, and how many there are by status or department."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import AuditItem, Block
from qa.answer import Answer
from qa.context import Context
from qa.match import document_field, explain, term_weights
from qa.question import squash

MAX_PART = 420
# Words of the asking, not of the request: '감사에서 지적받은 거 어떻게 됐어'
ABOUT_AUDITS = re.compile(
    r"행정|사무|감사|행감|지적|사항|요구|처리|시정|건의|조치|결과|내용|상황|추진|상태|계획|답변|보고|완료|검토|향후"
)


@dataclass(frozen=True, slots=True)
class Found:
    """An audit item with how much of the question it explains, 0..1."""

    document: str
    item: AuditItem
    explained: float


def find_audits(context: Context) -> list[Found]:
    """Rank the audit items of the documents in reach, the best first."""
    terms = [term for term in context.query.terms if not ABOUT_AUDITS.fullmatch(term.text)]
    terms = [term for term in terms if not term.measure] or list(context.query.terms)
    pool = [(name, item) for name in context.line_ranks for item in context.library.audits(name)]
    if not pool or not terms:
        return []
    rows = []
    for name, item in pool:
        metadata = context.metadata[name]
        request = squash(item.request)
        reply = squash(" ".join(block.text for block in (*item.done, *item.planned)))
        departments, of = squash("/".join(item.departments)), document_field(metadata)
        rows.append([max(explain(t, request), 0.7 * explain(t, reply), 0.7 * explain(t, departments),
                         0.7 * explain(t, *of)) for t in terms])  # fmt: skip
    explained = np.array(rows, dtype=np.float32)
    weights = term_weights(terms, explained)
    share = explained @ weights / weights.sum()
    ranks = [_rank(context, name, item) for name, item in pool]
    order = np.argsort(-(share + 0.3 * np.array(ranks)), kind="stable")
    return [Found(pool[n][0], pool[n][1], float(share[n])) for n in order]


def _rank(context: Context, name: str, item: AuditItem) -> float:
    lines = context.line_ranks.get(name, {})
    return max((lines.get(n, 0.0) for n in range(item.lines[0], item.lines[1] + 1)), default=0.0)


def answer_audit(context: Context) -> tuple[Answer, float] | None:
    """Say what became of the request that the question is about; None where no item is near."""
    found = find_audits(context)
    if not found:
        return None
    best = found[0]
    item, citations = best.item, context.citations
    number = citations.of_lines(best.document, ("감사 처리결과",), item.status_lines)
    who = ", ".join(item.departments)
    status = item.status + (f"({item.status_note})" if item.status_note else "")
    text = [f"추진상황은 '{status}'입니다" + (f" (소관: {who})." if who else ".") + f" [{number}]"]
    for name, blocks in (("추진내용", item.done), ("향후계획", item.planned)):
        part, cited = _part(best.document, blocks, context)
        if part:
            text.append(f"{name}: {part} " + "".join(f"[{n}]" for n in cited))
    answer = Answer(
        question=context.query.text,
        status="answered",
        kind="audit",
        answer="\n".join(text),
        citations=citations.all,
        confidence=best.explained,
    )
    return answer, best.explained


def _part(document: str, blocks: Sequence[Block], context: Context) -> tuple[str, list[int]]:
    """The bullets of a reply, cut at MAX_PART characters, with their citations."""
    kept: list[str] = []
    cited: list[int] = []
    length = 0
    for block in blocks:
        if kept and length + len(block.text) > MAX_PART:
            break
        kept.append(block.text)
        length += len(block.text)
        cited.append(context.citations.of_lines(document, block.section, block.lines, around=block.text[:20]))
    return " / ".join(kept), list(dict.fromkeys(cited))
