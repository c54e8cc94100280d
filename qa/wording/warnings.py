"""Warnings: the contradictions that a document was found to have where an answer stands on it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Fact, Finding
from corpus.units import format_number
from qa.library import Library

SURE = frozenset(["certain", "likely"])
MOST = 3


def warnings_of(facts: Sequence[Fact], library: Library) -> tuple[str, ...]:
    """What contradicts the figures that an answer states or computes with, each message once.

    '279행 '집행액'은 32,696,190천원인데 82행에는 32,669,190천원으로 적혀 있습니다': for a fact on either line
    whose figure the message names.
    """
    found: dict[str, None] = {}
    for fact in facts:
        for finding in library.findings(fact.document):
            if finding.severity in SURE and _is_about(finding, fact):
                found[f"원문에 어긋나는 곳이 있습니다: {finding.message}"] = None
    return tuple(found)[:MOST]


def _is_about(finding: Finding, fact: Fact) -> bool:
    """Tell whether a finding is about a fact: on one of its lines, with its figure in what it says."""
    places = (
        (finding.document, finding.lines),
        *((document or finding.document, lines) for document, lines in finding.also),
    )
    on = any(
        document == fact.document and lines[0] <= fact.lines[1] and fact.lines[0] <= lines[1]
        for document, lines in places
    )
    said = (finding.message, finding.expected, finding.found)
    return on and any(format_number(abs(fact.value)) in text for text in said)
