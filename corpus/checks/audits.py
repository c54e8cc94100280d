"""Audit items counted against the document's own summary table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.checks.wording import place
from corpus.model import AuditItem, Document, Finding
from corpus.relations.matrix import Matrix
from corpus.tables.sums import is_total, squeeze
from corpus.units import format_number

# how the summary names the kinds of requests: '시정·처리요구사항', '건의사항', '기타(자료제출 등)'
_KINDS: Final = (("시정", ("시정", "처리요구")), ("건의", ("건의",)), ("자료", ("자료", "기타")))
_STATES: Final = (("완료", "완료"), ("추진중", "추진중"), ("검토중", "검토중"), ("미반영", "미반영"))


def audit_counts(document: Document, grids: Sequence[Matrix]) -> Iterator[Finding]:
    """Cells of the summary that are not the number of items listed.

    Nothing is said where the items and the summary have hardly anything in common: then the items were
    not read, or the summary is of another audit.
    """
    if not document.audits:
        return
    kinds = Counter(_kind(item) for item in document.audits)
    states = Counter((_kind(item), _state(item.status)) for item in document.audits)
    for matrix in grids:
        summary = _summary(matrix)
        if not summary:
            continue
        totals = [(kind, matrix.cells[at]) for (kind, state), at in summary.items() if not state]
        alike = sum(1 for kind, fact in totals if fact.value == kinds[kind])
        for (kind, state), (row, column) in summary.items():
            fact = matrix.cells[row, column]
            counted = states[kind, state] if state else kinds[kind]
            if fact.value != counted and counted and alike:
                label = f"{matrix.names[row][-1]} {state or '계'}"
                yield Finding(
                    document=document.name,
                    lines=fact.lines,
                    kind="건수 불일치",
                    severity="likely",
                    message=(
                        f"{place(fact.lines)} 총괄표의 '{label}'은(는) {format_number(fact.value)}건인데 "
                        f"목록에 실린 것은 {counted}건입니다."
                    ),
                    expected=f"{counted}건",
                    found=f"{format_number(fact.value)}건",
                    also=tuple(
                        (document.name, item.status_lines)
                        for item in document.audits
                        if _kind(item) == kind and (not state or _state(item.status) == state)
                    )[:20],
                )
        return


def _kind(item: AuditItem) -> str:
    return _named_kind(item.kind)


def _named_kind(label: str) -> str:
    name = squeeze(label)
    return next((kind for kind, words in _KINDS if any(word in name for word in words)), "")


def _state(label: str) -> str:
    name = squeeze(label)
    return next((state for word, state in _STATES if word in name), "")


def _summary(matrix: Matrix) -> dict[tuple[str, str], tuple[int, int]]:
    """The cells of a summary table by kind and state ('' for all states)."""
    columns: dict[str, int] = {}
    for column, path in enumerate(matrix.heads):
        if path:
            state = "" if is_total(path[-1]) else _state(path[-1]) or "?"
            columns.setdefault(state, column)
    if "" not in columns or "완료" not in columns:
        return {}
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row, path in enumerate(matrix.names):
        kind = _named_kind(path[-1]) if path else ""
        for state, column in columns.items():
            if kind and state != "?" and (row, column) in matrix.cells:
                found.setdefault((kind, state), (row, column))
    return found
