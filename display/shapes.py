"""What is shown of a store, as JSON shapes: the terminal, the HTTP server and MCP tools show the same."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from corpus.coverage import coverage
from corpus.errors import BadRequest
from corpus.model import Chunk, Fact, Finding, Lines, Table
from qa.answer import Citation, TablePlace, json_number

if TYPE_CHECKING:
    from index.schema import Entry
    from index.store import Store

Cells = Collection[tuple[int, int]]

_PLACE = re.compile(r"(.+):(\d{1,7})(?:[-~](\d{1,7}))?")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """Take control characters (terminal escapes among them) out of a text; tabs and newlines stay."""
    return _CONTROL.sub("", text)


def parse_place(text: str) -> tuple[str, Lines]:
    """Read a place: 'a.txt:12' -> ('a.txt', (12, 12)), 'a.txt:12-15' -> ('a.txt', (12, 15)).

    Raises:
        BadRequest: it is not one, or its lines are the wrong way round.
    """
    found = _PLACE.fullmatch(text.strip())
    if found:
        first = int(found[2])
        last = int(found[3] or first)
        if 1 <= first <= last:
            return found[1], (first, last)
    raise BadRequest(f"{text}: 위치는 '문서이름:줄' 또는 '문서이름:첫줄-끝줄'로 적어 주세요.")


def coverage_json(store: Store, name: str) -> dict[str, Any]:
    """How far a document was read: relations that hold or not, by kind, and digits left over.

    `unread` has the 1-based lines with a number that no fact, date or outline number accounts for.
    """
    document = store.document(store.entry(name).name)
    found = coverage(document)
    kinds: dict[str, dict[str, int]] = {}
    for relation in document.relations:
        counts = kinds.setdefault(relation.kind, {"holds": 0, "fails": 0})
        counts["fails" if relation.holds == "no" else "holds"] += 1
    return {
        "id": document.name,
        "relations": dict(sorted(kinds.items())),
        "holds": sum(counts["holds"] for counts in kinds.values()),
        "fails": sum(counts["fails"] for counts in kinds.values()),
        "lines_with_digits": found.total,
        "lines_read": found.accounted,
        "unread": list(found.missing),
    }


def document_json(store: Store, entry: Entry) -> dict[str, Any]:
    """A document of a store: what it is and what was read of it."""
    meta = entry.metadata
    return {
        "id": entry.name,
        "title": meta.title,
        "agency": meta.agency,
        "department": meta.department,
        "as_of": meta.as_of.isoformat() if meta.as_of else None,
        "lines": entry.lines,
        "tables": entry.tables,
        "facts": entry.facts,
        "chunks": entry.chunks,
        "findings": len(store.findings(entry.name)),
        "warnings": list(entry.warnings),
    }


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact; `checked` names the relations that hold for it."""
    return {
        "document": fact.document,
        "lines": list(fact.lines),
        "section": list(fact.section),
        "caption": fact.caption,
        "row": list(fact.row),
        "column": list(fact.column),
        "value": json_number(fact.value),
        "unit": fact.unit,
        "as_of": fact.as_of.isoformat() if fact.as_of else None,
        "text": fact.text,
        "checked": list(fact.checked),
    }


def chunk_json(store: Store, chunk: Chunk) -> dict[str, Any]:
    """A passage that search found."""
    return {
        "document": chunk.document,
        "title": store.entry(chunk.document).metadata.title,
        "section": list(chunk.section),
        "lines": list(chunk.lines),
        "kind": chunk.kind,
        "text": chunk.text,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """A contradiction; `also` are other places that it concerns."""
    return {
        "document": finding.document,
        "lines": list(finding.lines),
        "kind": finding.kind,
        "severity": finding.severity,
        "message": finding.message,
        "expected": finding.expected,
        "found": finding.found,
        "also": [{"document": name, "lines": list(lines)} for name, lines in finding.also],
    }


def table_json(table: Table, first: int = 0, last: int | None = None) -> dict[str, Any]:
    """A table as parsed, its rows `first` to before `last`."""
    return {
        "caption": table.caption,
        "section": list(table.section),
        "unit": table.unit,
        "as_of": table.as_of.isoformat() if table.as_of else None,
        "lines": list(table.lines),
        "row_header": list(table.row_header),
        "columns": [list(path) for path in table.columns],
        "rows": [
            {"path": list(row.path), "lines": list(row.lines), "cells": [cell.text for cell in row.cells]}
            for row in table.rows[first:last]
        ],
    }


def tables_at(store: Store, name: str, lines: Lines) -> list[tuple[int, Table]]:
    """The tables of a document, with their numbers, that have a row on any of these lines."""
    return [
        (number, table)
        for number, table in enumerate(store.tables(name))
        if _meet(table.lines, lines) and any(_meet(row.lines, lines) for row in table.rows)
    ]


def cited_cells(table: Table, lines: Lines, place: TablePlace | None = None) -> set[tuple[int, int]]:
    """The cells (row, column) of a table that a citation means; all of the cited rows without a `place`."""
    return {
        (number, column)
        for number, row in enumerate(table.rows)
        if _meet(row.lines, lines) and (place is None or row.path == place.row)
        for column, path in enumerate(table.columns)
        if place is None or path == place.column
    }


def cited_table(store: Store, citation: Citation) -> tuple[Table, set[tuple[int, int]]] | None:
    """The table that a citation points into and its cited cells, where it points into one."""
    for _, table in tables_at(store, citation.document, citation.lines):
        cells = cited_cells(table, citation.lines, citation.table)
        if cells and citation.table:
            return table, cells
    return None


def place_json(store: Store, name: str, first: int, last: int, around: int = 0) -> dict[str, Any]:
    """Lines of a document, `around` lines before and after them, and the tables that they stand in.

    Raises:
        StoreError: there is no such document.
    """
    entry = store.entry(name)
    start = max(1, first - around)
    lines = store.lines(entry.name, start, last + around)
    return {
        "document": entry.name,
        "title": entry.metadata.title,
        "first": first,
        "last": min(last, entry.lines),
        "total": entry.lines,
        "lines": [{"number": number, "text": text} for number, text in enumerate(lines, start)],
        "tables": [table_json(table) for _, table in tables_at(store, entry.name, (first, last))],
    }


def _meet(one: Lines, other: Lines) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
