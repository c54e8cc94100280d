"""Where a failed answer went wrong: the first step on the way to it that lost what was asked.

- *reading*: what the gold answer needs was not read from the document: no fact of that value and unit on
  the evidence lines, or for an answer in words nothing at all on them;
- *retrieval*: no evidence line is on the chunks that search finds;
- *refusing*: no answer although it was within reach, or one to a question that has none;
- *understanding*: something else was chosen: another place, another row or column of the table;
- *composing*: the right place was chosen, and then not computed, not said or said with too much beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from corpus.model import Fact
from evals.gold import Evidence, Question
from evals.judge import Verdict, missing_figures, overlap, same_figure
from qa.answer import Answer, Citation
from qa.assistant import Assistant
from qa.context import FACT_CHUNKS

Cause = Literal["reading", "retrieval", "understanding", "composing", "refusing"]
CAUSES: tuple[Cause, ...] = ("reading", "retrieval", "understanding", "composing", "refusing")


def cause_of(question: Question, answer: Answer, verdict: Verdict, assistant: Assistant) -> Cause | None:
    """The cause of a failure; None where the answer is right and cited.

    Args:
        question: the gold question, or the turn of a conversation.
        answer: what was answered; its `question` is the one completed from earlier turns.
        verdict: what the judge says of it.
        assistant: what answered, for what it has read and what it finds.
    """
    if verdict.correct and verdict.cited:
        return None
    if question.kind == "unanswerable":
        return "refusing"
    facts = [fact for evidence in question.evidence for fact in _facts_at(evidence, assistant)]
    if not _is_read(question, facts, assistant):
        return "reading"
    uncited = [name for name in question.documents if not _cites(answer.citations, _of(question, name))]
    if answer.status == "abstained" or uncited:
        if not _is_found(question, answer, assistant):
            return "retrieval"
        return "refusing" if answer.status == "abstained" else "understanding"
    return "composing" if _is_chosen(question, answer, facts) else "understanding"


def _of(question: Question, document: str) -> list[Evidence]:
    return [one for one in question.evidence if one.document == document]


def _facts_at(evidence: Evidence, assistant: Assistant) -> list[Fact]:
    known = {entry.name for entry in assistant.store.documents()}
    facts = assistant.store.facts([evidence.document]) if evidence.document in known else ()
    return [fact for fact in facts if overlap(fact.lines, evidence.lines)]


def _same(wanted: dict[str, object], facts: Iterable[Fact]) -> list[Fact]:
    """The facts that have the value of a gold figure, whatever its sign."""
    return [
        fact
        for fact in facts
        if same_figure(wanted, {"value": float(fact.value), "unit": fact.unit}, falls=True)
    ]


def _is_read(question: Question, facts: Sequence[Fact], assistant: Assistant) -> bool:
    """Tell whether the document was read where the answer stands.

    What is derived stands nowhere: then each of the evidence lines must have facts.
    """
    if not question.figures:
        return all(_has_text(one, assistant) for one in question.evidence)
    if all(_same(wanted, facts) for wanted in question.figures):
        return True
    return question.kind == "derive" and all(_facts_at(one, assistant) for one in question.evidence)


def _has_text(evidence: Evidence, assistant: Assistant) -> bool:
    store, name = assistant.store, evidence.document
    if name not in {entry.name for entry in store.documents()}:
        return False
    read = [block.lines for block in store.blocks(name)]
    read += [table.lines for table in store.tables(name)]
    read += [item.lines for item in store.audits(name)]
    return any(overlap(lines, evidence.lines) for lines in read)


def _is_found(question: Question, answer: Answer, assistant: Assistant) -> bool:
    """Tell whether search finds an evidence line in each document that must be cited."""
    chunks = assistant.chunks(answer.question, FACT_CHUNKS)
    return all(
        any(
            chunk.document == name and overlap(chunk.lines, one.lines)
            for chunk in chunks
            for one in _of(question, name)
        )
        for name in question.documents
    )


def _cites(citations: Sequence[Citation], evidence: Sequence[Evidence]) -> bool:
    return any(
        cited.document == one.document and overlap(cited.lines, one.lines)
        for cited in citations
        for one in evidence
    )


def _is_chosen(question: Question, answer: Answer, facts: Sequence[Fact]) -> bool:
    """Tell whether what an answer lacks is at a place that it cites: the cell, or all operands' lines."""
    for wanted in missing_figures(question, answer.to_json()):
        cells = _same(wanted, facts)
        if cells and not any(_is_cell(cited, fact) for cited in answer.citations for fact in cells):
            return False
        if not cells and not all(_cites(answer.citations, [one]) for one in question.evidence):
            return False
    return True


def _is_cell(cited: Citation, fact: Fact) -> bool:
    """Tell whether a citation means a fact: its lines and, where it names a cell, its row and column."""
    if cited.document != fact.document or not overlap(cited.lines, fact.lines):
        return False
    return cited.table is None or (cited.table.row, cited.table.column) == (fact.row, fact.column)


def by_kind(found: Iterable[tuple[Question, Cause | None]]) -> dict[str, dict[Cause, int]]:
    """How many questions failed for each cause, by kind, 'all' first; kinds without failures left out."""
    counts: dict[str, Counter[Cause]] = defaultdict(Counter)
    for question, cause in found:
        if cause:
            counts["all"][cause] += 1
            counts[f"kind:{question.kind}"][cause] += 1
    names = sorted(counts, key=lambda name: (name != "all", name))
    return {name: {cause: counts[name][cause] for cause in CAUSES} for name in names}


def as_lines(causes: dict[str, dict[Cause, int]]) -> list[str]:
    """The table as plain text."""
    lines = [f"{'failed in':24}{'n':>5}" + "".join(f"{cause:>15}" for cause in CAUSES)]
    lines += [
        f"{name:24}{sum(row.values()):5}" + "".join(f"{row[cause] or '':>15}" for cause in CAUSES)
        for name, row in causes.items()
    ]
    return lines
