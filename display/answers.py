"""An answer as lines of text: its figures with their places, its citations, its checks and warnings."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Lines
    from qa.answer import Answer, Citation, StatedFigure

MOST_QUOTED = 6  # lines of a quote
MOST_CHECKS = 4  # relations shown with an answer
_OF_FIGURES = {"figure", "compare", "derive", "list"}
_OPERATOR = re.compile(r" [-+×÷] ")
_PERCENT = " × 100"


def answer_lines(answer: Answer) -> list[str]:
    """An answer as plain lines, what to beware of right under it."""
    lines = [answer.answer, *(f"주의: {warning}" for warning in answer.warnings)]
    figures = figure_lines(answer)
    if figures:
        lines += ["", "수치", *(f"  {line}" for line in figures)]
    for head, citations in by_section(answer.citations):
        lines += ["", head]
        for group in by_row(citations):
            lines += citation_lines(group)
    checks = checks_of(answer)
    if checks:
        lines.append("")
    return [*lines, *(f"검산: {check}" for check in checks)]


# figures


def shown_figures(answer: Answer) -> Sequence[StatedFigure]:
    """The figures that are worth a list of their own: several that were asked for, or what was computed."""
    several = len(answer.figures) > 1 and answer.kind in _OF_FIGURES
    return answer.figures if several or any(figure.derivation for figure in answer.figures) else ()


def figure_lines(answer: Answer) -> list[str]:
    """The figures, a line each: '인사과 · 2021 예산현액: 8,553,429천원 (2021-01-31 기준) [1]'."""
    lines = []
    for figure in shown_figures(answer):
        date = f" ({figure.as_of} 기준)" if figure.as_of else ""
        lines.append(f"{figure.label}: {amount(figure)}{date} {origin(figure)}".rstrip())
    return lines


def amount(figure: StatedFigure) -> str:
    """A figure with its unit: '8,553,429천원'; '월 1회' has it already."""
    return figure.text if figure.unit in figure.text else f"{figure.text}{figure.unit}"


def origin(figure: StatedFigure) -> str:
    """Where a figure is from: '[1]', or how it was computed from which places.

    Example:
        >>> origin(StatedFigure(Decimal(1), "건", "1건", "차이", (1, 2), derivation="3건 - 2건"))
        '= 3건 [1] - 2건 [2]'
    """
    marks = [f"[{number}]" for number in figure.citations]
    if not figure.derivation:
        return "".join(marks)
    formula = figure.derivation.removesuffix(_PERCENT)
    operands = _OPERATOR.split(formula)
    if len(operands) != len(marks):
        return f"= {figure.derivation} {''.join(marks)}".rstrip()
    signs = [*_OPERATOR.findall(formula), figure.derivation[len(formula) :]]
    parts = zip(operands, marks, signs, strict=True)
    return "= " + "".join(f"{operand} {mark}{sign}" for operand, mark, sign in parts)


def is_comparison(answer: Answer) -> bool:
    """Whether figures that were looked up stand beside one another: of one unit, none below zero."""
    found = [figure for figure in answer.figures if not figure.derivation]
    return (
        answer.kind in _OF_FIGURES
        and len({figure.label for figure in found}) > 1
        and len({figure.unit for figure in found}) == 1
        and all(figure.value >= 0 for figure in found)
        and any(figure.value for figure in found)
    )


def checks_of(answer: Answer) -> list[str]:
    """The relations that hold for the figures of an answer, each once, a few of them."""
    checks = list(
        dict.fromkeys(one for figure in answer.figures for one in figure.checked.split("; ") if one)
    )
    more = [f"외 {len(checks) - MOST_CHECKS}가지"] if len(checks) > MOST_CHECKS else []
    return checks[:MOST_CHECKS] + more


# citations


def by_section(citations: Sequence[Citation]) -> list[tuple[str, list[Citation]]]:
    """Citations that follow one another in a section, under 'title · section'."""
    groups = groupby(citations, lambda one: " · ".join([one.title, *path_text(one.section)]))
    return [(head, list(group)) for head, group in groups]


def by_row(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Citations that follow one another in a row of a table, together; every other one alone."""

    def row(one: Citation) -> tuple[object, ...]:
        table = one.table
        return (one.document, one.lines, table.caption, table.row) if table else (one.id,)

    return [list(group) for _, group in groupby(citations, row)]


def citation_lines(group: Sequence[Citation]) -> list[str]:
    """The citations of a row as plain lines: their numbers, the place, the cells; under it the words."""
    quote = group[0].quote.strip("\n").split("\n")
    numbers, place = citation_head(group)
    lines = [f"  {numbers} {place}", *(f"      {line.strip(' ')}" for line in quote[:MOST_QUOTED])]
    if len(quote) > MOST_QUOTED:
        lines.append(f"      (이하 {len(quote) - MOST_QUOTED}줄 줄임)")
    return lines


def citation_head(group: Sequence[Citation]) -> tuple[str, str]:
    """The numbers of the citations of a row and their place: '[1][2]', 'a.txt:68 · 표 세출 총괄 (…)'."""
    first = group[0]
    place = place_text(first.document, first.lines)
    cells = cells_text(group)
    return "".join(f"[{one.id}]" for one in group), f"{place} · 표 {cells}" if cells else place


def cells_text(group: Sequence[Citation]) -> str:
    """The cited cells of a row: '세출 총괄 (사업비 › 인사과 × 2021 예산현액, 집행률)'."""
    table = group[0].table
    if not table:
        return ""
    columns = ", ".join(filter(None, (" › ".join(one.table.column) for one in group if one.table)))
    where = " × ".join(part for part in (" › ".join(table.row), columns) if part)
    return f"{table.caption} ({where})" if table.caption and where else table.caption or where


def path_text(path: Sequence[str]) -> list[str]:
    """A path as one text in a list, none where it is empty: ('Ⅰ. 일반', '세출') -> ['Ⅰ. 일반 › 세출']."""
    return [" › ".join(path)] if path else []


def place_text(document: str, lines: Lines) -> str:
    """A place for people, in the form that `show` takes: 'a.txt:12-15'."""
    return f"{document}:{lines[0]}" + (f"-{lines[1]}" if lines[1] > lines[0] else "")
