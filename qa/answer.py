"""The answer object: what a person reads, the figures in it, and the places that they stand on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from corpus.model import Lines, Path

MARK = re.compile(r"\[(\d+)\]")  # of a citation
Status = Literal["answered", "abstained"]
Kind = Literal["figure", "derive", "compare", "list", "passage", "audit", "unanswerable"]


def json_number(value: Decimal) -> int | float:
    """Give a JSON number for a decimal: Decimal('12.0') -> 12.0, Decimal('8553429') -> 8553429."""
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True, slots=True)
class TablePlace:
    """The cell that a citation means: the table's caption, the row path and the column path."""

    caption: str
    row: Path
    column: Path


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document; `quote` stands verbatim in its `lines`."""

    id: int
    document: str
    title: str
    section: Path
    lines: Lines
    quote: str
    table: TablePlace | None = None

    def to_json(self) -> dict[str, Any]:
        """Give the contract's JSON shape; `table` only where there is one."""
        shape: dict[str, Any] = {
            "id": self.id,
            "document": self.document,
            "title": self.title,
            "section": list(self.section),
            "lines": list(self.lines),
            "quote": self.quote,
        }
        if self.table:
            shape["table"] = {
                "caption": self.table.caption,
                "row": list(self.table.row),
                "column": list(self.table.column),
            }
        return shape


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure that the answer states; `citations` has its operands' places where it is derived."""

    value: Decimal
    unit: str
    text: str
    label: str
    citations: tuple[int, ...]
    as_of: dt.date | None = None
    checked: str = ""
    derivation: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give the contract's JSON shape: `citation` for one looked up, `derivation` for one derived."""
        shape: dict[str, Any] = {
            "value": json_number(self.value),
            "unit": self.unit,
            "text": self.text,
            "label": self.label,
        }
        if self.as_of:
            shape["as_of"] = self.as_of.isoformat()
        if self.derivation:
            shape |= {"derivation": self.derivation, "citations": list(self.citations)}
        elif self.citations:
            shape["citation"] = self.citations[0]
        if self.checked:
            shape["checked"] = self.checked
        return shape


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; `confidence` is in 0..1, `elapsed_ms` whole milliseconds."""

    question: str
    status: Status
    kind: Kind
    answer: str
    figures: tuple[StatedFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    warnings: tuple[str, ...] = ()
    elapsed_ms: int = 0

    def timed(self, seconds: float) -> Answer:
        """Give the same answer with the time that it took."""
        return replace(self, elapsed_ms=round(seconds * 1000))

    def to_json(self) -> dict[str, Any]:
        """Give the contract's JSON shape."""
        return {
            "question": self.question,
            "status": self.status,
            "kind": self.kind,
            "answer": self.answer,
            "figures": [figure.to_json() for figure in self.figures],
            "citations": [citation.to_json() for citation in self.citations],
            "confidence": round(self.confidence, 2),
            "warnings": list(self.warnings),
            "elapsed_ms": self.elapsed_ms,
        }


def together(question: str, answers: Sequence[Answer]) -> Answer:
    """One answer made of several, each to a part of a question; the citations are numbered anew.

    It is as sure as the least sure of them. What another one tells too is not told again.
    """
    answers = [one for n, one in enumerate(answers) if not _is_told(one, answers[:n], answers[n + 1 :])]
    citations: dict[tuple[str, Lines, TablePlace | None], Citation] = {}
    texts: list[str] = []
    figures: list[StatedFigure] = []
    for answer in answers:
        numbers: dict[int, int] = {}
        for cited in answer.citations:
            key = (cited.document, cited.lines, cited.table)
            citations.setdefault(key, replace(cited, id=len(citations) + 1))
            numbers[cited.id] = citations[key].id
        texts.append(_renumbered(answer.answer, numbers))
        told = [
            replace(figure, citations=tuple(numbers[number] for number in figure.citations))
            for figure in answer.figures
        ]
        figures += [figure for figure in told if figure not in figures]
    kinds = {answer.kind for answer in answers}
    return Answer(
        question=question,
        status="answered",
        kind=kinds.pop() if len(kinds) == 1 else "compare",
        answer="\n".join(texts),
        figures=tuple(figures),
        citations=tuple(citations.values()),
        confidence=min(answer.confidence for answer in answers),
        warnings=tuple(dict.fromkeys(warning for answer in answers for warning in answer.warnings)),
    )


def _is_told(answer: Answer, before: Sequence[Answer], after: Sequence[Answer]) -> bool:
    """Tell whether an answer's places and figures are all among those of another, the first of two alike."""
    mine = _places_and_values(answer)
    told = [_places_and_values(other) for other in before], [_places_and_values(other) for other in after]
    return any(mine <= other for other in told[0]) or any(mine < other for other in told[1])


def _places_and_values(answer: Answer) -> set[object]:
    places = {(cited.document, cited.lines) for cited in answer.citations}
    return places | {(figure.value, figure.unit) for figure in answer.figures}


def _renumbered(text: str, numbers: Mapping[int, int]) -> str:
    return MARK.sub(lambda match: f"[{numbers[int(match[1])]}]", text)
