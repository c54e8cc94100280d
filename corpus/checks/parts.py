"""Parts that are more than their whole, and results that count what is not done yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from corpus.checks.wording import name, particle, place
from corpus.model import Document, Fact, Finding, Path
from corpus.relations.judge import is_counted
from corpus.relations.lists import contained
from corpus.relations.matrix import Matrix
from corpus.relations.passages import Passage, cell_passages
from corpus.tables.sums import squeeze
from corpus.units import format_amount

# what is never more than what: the money spent, bound, planned and given
_ORDER: Final = (
    (re.compile(r"지출액"), re.compile(r"원인행위"), "지출액이 원인행위액보다 많습니다"),
    (re.compile(r"원인행위|지출액|집행액"), re.compile(r"예상액"), "이미 집행한 금액이 예상액보다 많습니다"),
    (re.compile(r"원인행위|지출액|집행액|예상액"), re.compile(r"예산"), "집행액이 예산보다 많습니다"),
)
_DIFFERENCE: Final = re.compile(r"증감|차이|대비|잔액|잔여")
_UNDER_WAY: Final = re.compile(r"진행\s?중|추진\s?중|예정|검토\s?중")
_DONE: Final = re.compile(r"완료|종료|마침")


def too_large_parts(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """'425동(12,793동, 96,063반)': what is in parentheses cannot be more than what it is part of."""
    cells = list(cell_passages(document.tables, document.facts))
    for passage, whole, part in contained([*passages, *cells]):
        if not is_counted(whole.unit):
            continue
        listed = len([m for m in passage.mentions if m.fact is not None]) >= 3
        found = format_amount(part.value, part.unit)
        yield Finding(
            document=document.name,
            lines=part.lines,
            kind="단위 오류",
            severity="certain" if listed and part.value > 10 * whole.value else "likely",
            message=(
                f"{place(part.lines)} 괄호 안의 {found}{particle(part.unit, '이가')} 바로 앞의 "
                f"{format_amount(whole.value, whole.unit)}보다 많습니다. 단위나 수치를 확인해 주세요."
            ),
            expected=f"{format_amount(whole.value, whole.unit)} 이하",
            found=found,
        )


def spent_over_given(document: Document, grids: Sequence[Matrix]) -> Iterator[Finding]:
    """Money columns against their order: spent, bound, expected by the end of the year, given."""
    seen: set[int] = set()
    for matrix in grids:
        if matrix.table in seen:
            continue
        seen.add(matrix.table)
        for small, large, what in _ordered(matrix):
            for row in range(matrix.rows):
                one, other = matrix.cells.get((row, small)), matrix.cells.get((row, large))
                if one is None or other is None or one.unit != other.unit or one.value <= other.value:
                    continue
                yield Finding(
                    document=document.name,
                    lines=one.lines,
                    kind="수치 모순",
                    severity="likely",
                    message=(
                        f"{place(one.lines)} {what}: '{name(one)}' {format_amount(one.value, one.unit)}, "
                        f"'{name(other)}' {format_amount(other.value, other.unit)}."
                    ),
                    expected=f"{format_amount(other.value, other.unit)} 이하",
                    found=format_amount(one.value, one.unit),
                    also=((document.name, other.lines),) if other.lines != one.lines else (),
                )


def _ordered(matrix: Matrix) -> Iterator[tuple[int, int, str]]:
    """The pairs of columns of which the first may not be more than the second.

    Of two budgets ('2029년', '2030년') the money was given by that of the year in which it was spent, else
    by the later one.
    """
    heads = {c: _plain(path) for c, path in enumerate(matrix.heads) if not matrix.is_rate(c)}
    taken: set[int] = set()
    for small, large, what in _ORDER:
        wholes = [c for c, head in heads.items() if large.search(head) and not _DIFFERENCE.search(head)]
        if not wholes:
            continue
        latest = max(wholes, key=lambda c: (_year_of(matrix, c), -c))
        for c, head in heads.items():
            same = [w for w in wholes if _year_of(matrix, w) == _year_of(matrix, c)]
            whole = same[0] if same else latest
            if c not in taken and c != whole and small.search(head) and not large.search(head):
                taken.add(c)
                yield c, whole, what


def _year_of(matrix: Matrix, column: int) -> int:
    return max((fact.year or 0 for fact in matrix.column(column).values()), default=0)


def _plain(path: Path) -> str:
    return squeeze("".join(path))


def unfinished_results(document: Document) -> Iterator[Finding]:
    """'선발 38명' whose parts are '27명 선발 완료' and '11명 선발 진행중'."""
    facts = {fact.id: fact for fact in document.facts}
    for relation in document.relations:
        if relation.kind != "total" or relation.holds == "no":
            continue
        result = facts[relation.result]
        parts = [facts[k] for k in relation.operands]
        if result.table is not None or is_same_line(result, parts):
            continue
        texts = [_text(document, part) for part in parts]
        waiting = [part for part, text in zip(parts, texts, strict=True) if _UNDER_WAY.search(text)]
        done = any(_DONE.search(text) and not _UNDER_WAY.search(text) for text in texts)
        if waiting and done and not _UNDER_WAY.search(_text(document, result)):
            rest = result.value - sum(part.value for part in waiting)
            yield Finding(
                document=document.name,
                lines=result.lines,
                kind="수치 모순",
                severity="likely",
                message=(
                    f"{place(result.lines)} {format_amount(result.value, result.unit)}에는 아직 진행 중인 "
                    f"{', '.join(format_amount(p.value, p.unit) + f'({place(p.lines)})' for p in waiting)}이 "
                    f"들어 있습니다. 끝난 것은 {format_amount(rest, result.unit)}입니다."
                ),
                expected=format_amount(rest, result.unit),
                found=format_amount(result.value, result.unit),
                also=tuple((document.name, part.lines) for part in parts),
            )


def is_same_line(result: Fact, parts: Sequence[Fact]) -> bool:
    """Whether a sum stands in one line with its parts."""
    return all(part.lines == result.lines for part in parts)


def _text(document: Document, fact: Fact) -> str:
    return " ".join(document.lines[fact.lines[0] - 1 : fact.lines[1]])
