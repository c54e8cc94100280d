"""Contradictions of a document with itself."""

from __future__ import annotations

from itertools import chain
from typing import Final

from corpus.checks.arithmetic import failed_relations
from corpus.checks.audits import audit_counts
from corpus.checks.items import conflicting_statements, repeated_distributions
from corpus.checks.parts import spent_over_given, too_large_parts, unfinished_results
from corpus.checks.periods import impossible_dates
from corpus.checks.titles import misspelt_titles
from corpus.model import Document, Finding
from corpus.relations.matrix import matrices
from corpus.relations.passages import block_passages

_RULES: Final = (failed_relations, unfinished_results, impossible_dates, misspelt_titles)
_TABLE_RULES: Final = (spent_over_given, audit_counts)
_TEXT_RULES: Final = (too_large_parts, repeated_distributions, conflicting_statements)
_ORDER: Final = {"certain": 0, "likely": 1, "rounding": 2}


def find_contradictions(document: Document) -> list[Finding]:
    """What a document says against itself, the surest first, then by line.

    Args:
        document: with its facts and relations.

    Returns:
        Findings: 'certain' where names and figures leave no doubt, 'rounding' where rounding explains
        the difference, else 'likely'.
    """
    grids = matrices(document.tables, document.facts)
    passages = block_passages(document.blocks, document.facts)
    findings = chain(
        *(rule(document) for rule in _RULES),
        *(rule(document, grids) for rule in _TABLE_RULES),
        *(rule(document, passages) for rule in _TEXT_RULES),
    )
    found: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        found.setdefault((finding.lines, finding.kind, finding.expected, finding.found), finding)
    return sorted(found.values(), key=lambda f: (_ORDER[f.severity], f.lines, f.kind))
