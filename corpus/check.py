"""Contradictions of a document with itself, and of documents with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from corpus.checks.arithmetic import failed_relations
from corpus.checks.audits import audit_counts
from corpus.checks.items import conflicting_statements, repeated_distributions
from corpus.checks.parts import spent_over_given, too_large_parts, unfinished_results
from corpus.checks.periods import impossible_dates
from corpus.checks.titles import misspelt_titles
from corpus.checks.wording import name, place
from corpus.model import Document, Fact, Finding
from corpus.relations.judge import digits, is_rate_unit
from corpus.relations.matrix import matrices
from corpus.relations.passages import block_passages
from corpus.tables.sums import squeeze
from corpus.units import format_amount

_RULES: Final = (failed_relations, unfinished_results, impossible_dates, misspelt_titles)
_TABLE_RULES: Final = (spent_over_given, audit_counts)
_TEXT_RULES: Final = (too_large_parts, repeated_distributions, conflicting_statements)
_ORDER: Final = {"certain": 0, "likely": 1, "rounding": 2}

_Item = tuple[str, str, str, int, str]


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


def find_across(documents: Sequence[Document]) -> list[Finding]:
    """The same item, year and day with two figures in two documents of one agency."""
    items: dict[_Item, list[Fact]] = defaultdict(list)
    agencies = {document.name: document.metadata.agency for document in documents}
    for document in documents:
        for fact in document.facts:
            dated = fact.year is not None and fact.as_of is not None
            if dated and fact.row and digits(fact.value) >= 3 and not is_rate_unit(fact.unit):
                items[_item(fact)].append(fact)
    return sorted(_across(items, agencies), key=lambda f: (f.document, f.lines))


def _item(fact: Fact) -> _Item:
    row = squeeze("".join(fact.row[-2:]))
    return row, squeeze("".join(fact.column[-1:])), fact.unit, fact.year or 0, str(fact.as_of)


def _across(items: dict[_Item, list[Fact]], agencies: dict[str, str]) -> Iterator[Finding]:
    for facts in items.values():
        by_document: dict[str, Fact] = {}
        for fact in facts:
            by_document.setdefault(fact.document, fact)
        first, *others = by_document.values()
        if len({(fact.document, fact.value) for fact in facts}) > len(by_document):
            continue  # several things under one name in one document
        for other in others:
            if other.value != first.value and agencies[other.document] == agencies[first.document]:
                yield _two_documents(first, other)


def _two_documents(first: Fact, other: Fact) -> Finding:
    one, two = (format_amount(fact.value, fact.unit) for fact in (first, other))
    return Finding(
        document=other.document,
        lines=other.lines,
        kind="문서 간 두 수치",
        severity="likely",
        message=(
            f"{place(other.lines)} '{name(other)}'은(는) {two}인데 {first.document} {place(first.lines)}에는 "
            f"{one}로 적혀 있습니다."
        ),
        expected=one,
        found=two,
        also=((first.document, first.lines),),
    )
