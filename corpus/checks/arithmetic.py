"""Relations that do not hold, told to staff."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Final

from corpus.checks.wording import amount, name, particle, place, toward
from corpus.model import Document, Fact, Finding, Relation, Severity
from corpus.relations.judge import is_counted, step
from corpus.units import convert, format_amount

KINDS: Final = {
    "total": "합계 불일치",
    "difference": "차이 불일치",
    "growth_rate": "증감률 오류",
    "rate": "비율 오류",
    "share": "비율 오류",
    "ratio": "환산 오류",
    "average": "평균 오류",
    "same_item": "같은 항목 두 수치",
    "count": "건수 불일치",
}
_OF: Final = {
    "total": "세부 항목을 더한 값",
    "difference": "두 수치의 차이",
    "growth_rate": "다시 계산한 증감률",
    "rate": "다시 계산한 비율",
    "share": "다시 계산한 비율",
    "ratio": "환산한 값",
    "average": "다시 계산한 평균",
    "count": "실제 건수",
}
_RATIOS: Final = frozenset({"growth_rate", "rate", "share", "average"})


def failed_relations(document: Document) -> Iterator[Finding]:
    """A finding for each relation that fails, or that only rounding explains."""
    facts = {fact.id: fact for fact in document.facts}
    for relation in document.relations:
        operands = [facts[k] for k in relation.operands if k in facts]
        result = facts.get(relation.result)
        if result is not None and len(operands) == len(relation.operands):
            severity = _severity(relation, result, operands)
            if severity is not None:
                yield _finding(document, relation, facts, severity)


def _severity(relation: Relation, result: Fact, operands: Sequence[Fact]) -> Severity | None:
    """None where nothing is wrong."""
    if relation.holds == "exact" or (relation.holds == "rounding" and not _tells(relation, result, operands)):
        return None
    gap = abs(relation.expected - relation.found)
    if relation.holds == "rounding" or (relation.kind == "same_item" and _is_rounding(gap, result)):
        return "rounding"
    apart = any(fact.lines != result.lines for fact in operands)
    if result.table is None and (relation.kind in {"average", "share"} or apart):
        return "likely"  # what belongs together was found by trying
    return "certain"


def _is_rounding(gap: Decimal, result: Fact) -> bool:
    return gap <= step(result.value) and not is_counted(result.unit)


def _tells(relation: Relation, result: Fact, operands: Sequence[Fact]) -> bool:
    """Whether a relation within rounding is worth telling: not where its operands are rounded themselves."""
    if relation.kind in {"same_item", "ratio"}:
        return False
    if relation.kind not in _RATIOS:
        return True
    slack = _operand_slack(operands) if relation.kind != "average" else Decimal(0)
    return abs(relation.expected - relation.found) > step(result.value) / 2 + slack


def _operand_slack(operands: Sequence[Fact]) -> Decimal:
    """By how much a quotient in percent may be off because its operands are rounded themselves."""
    if len(operands) != 2 or operands[1].value == 0:
        return Decimal(0)
    top, bottom = operands
    halves = [Decimal(0) if is_counted(fact.unit) else step(fact.value) / 2 for fact in operands]
    return 100 * (halves[0] + abs(top.value / bottom.value) * halves[1]) / abs(bottom.value)


def _finding(
    document: Document, relation: Relation, facts: Mapping[int, Fact], severity: Severity
) -> Finding:
    result = facts[relation.result]
    operands = [facts[k] for k in relation.operands]
    expected = amount(relation.expected, result)
    found = format_amount(result.value, result.unit)
    also = tuple((document.name, lines) for lines in dict.fromkeys(f.lines for f in operands))
    if relation.kind == "same_item":
        message = _two_figures(result, operands[0])
    else:
        gap = amount(abs(relation.expected - relation.found), result)
        label = name(result)
        message = (
            f"{place(result.lines)} '{label}'{particle(label, '은는')} {found}인데 {_OF[relation.kind]}"
            f"{particle(_OF[relation.kind], '은는')} {expected}입니다(차이 {gap}). {relation.formula}"
        )
    return Finding(
        document=document.name,
        lines=result.lines,
        kind=KINDS[relation.kind],
        severity=severity,
        message=message + _excuse(relation, severity),
        expected=expected,
        found=found,
        also=tuple(place for place in also if place[1] != result.lines),
    )


def _two_figures(result: Fact, other: Fact) -> str:
    label = name(result)
    there = format_amount(other.value, other.unit)
    value = convert(other.value, other.unit, result.unit)
    gap = amount(abs(result.value - value), result) if value is not None else ""
    here = format_amount(result.value, result.unit)
    return (
        f"{place(result.lines)} '{label}'{particle(label, '은는')} {here}인데 "
        f"{place(other.lines)} '{name(other)}'에는 {there}{toward(there)} 적혀 있습니다(차이 {gap})."
    )


def _excuse(relation: Relation, severity: Severity) -> str:
    if severity != "rounding":
        return ""
    cut = relation.expected.quantize(step(relation.found), ROUND_DOWN)
    if relation.kind in _RATIOS and cut == relation.found:
        return " 반올림하지 않고 버린 값으로 보입니다."
    return " 반올림으로 생긴 차이로 보입니다."
