"""What an audit comes to: the total, the number and the share of each status, from the printed tally."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from corpus.model import AuditItem, Fact
from qa.answer import StatedFigure
from qa.audits.filter import STATUSES, Filter, named_status
from qa.context import Context
from qa.derived.derive import digits_asked, round_to
from qa.figures.alike import row_key
from qa.figures.fields import TOTALS
from qa.understanding.query import squash
from qa.wording.compose import state
from qa.wording.korean import with_particle
from qa.wording.parts import Part

Only = Literal["", "total", "statuses"]
SURE = 0.9  # of a count: the items are all read


def summary(
    context: Context,
    document: str,
    items: Sequence[AuditItem],
    wanted: Filter,
    *,
    only: Only = "",
) -> Part | None:
    """The total and the number a status, as printed where a tally has them; or one of the two alone.

    None where there is no such item.
    """
    mine = [item for item in items if replace(wanted, statuses=()).passes(item)]
    groups = [("총", mine)] if only != "statuses" else []
    printed = tally(context, document, wanted)
    known = [name for name, _, _ in STATUSES]
    statuses = wanted.statuses or tuple(
        dict.fromkeys((*known, *(name for name in printed if name not in ("", "총"))))
    )
    statuses = () if only == "total" else statuses
    groups += [(name, [item for item in mine if Filter((name,)).passes(item)]) for name in statuses]
    said, figures = [], []
    for name, group in groups:
        if not group and name not in printed and name not in wanted.statuses:
            continue
        figure = _figure(context, document, printed, group, name)
        marks = "".join(f"[{n}]" for n in figure.citations)
        more = "" if figure.value == len(group) else f"(목록에는 {len(group)}건)"
        said.append(f"{name} {figure.value}건{more}{marks}")
        figures.append(figure)
    if not figures:
        return None
    what = replace(wanted, statuses=()).label() or "감사 처리요구사항"
    text = f"{context.metadata[document].title}의 {what}: {', '.join(said)}입니다."
    return Part(text, tuple(figures), SURE)


def rate(context: Context, document: str, items: Sequence[AuditItem], wanted: Filter) -> Part | None:
    """The share of the items that have the status asked for, in percent."""
    mine = [item for item in items if replace(wanted, statuses=()).passes(item)]
    if not mine:
        return None
    (status,) = wanted.statuses
    group = [item for item in mine if wanted.passes(item)]
    printed = tally(context, document, wanted)
    part, whole = operands = [
        _figure(context, document, printed if status in printed else {}, some, name)
        for name, some in ((status, group), ("총", mine))
    ]
    share = round_to(100 * part.value / whole.value, digits_asked(context.query.text))
    formula = f"{status} {part.value}건 ÷ 총 {whole.value}건 × 100"
    citations = tuple(dict.fromkeys(number for figure in operands for number in figure.citations))
    title = context.metadata[document].title
    figure = StatedFigure(share, "%", f"{share}%", f"{title}의 {status} 비율", citations, derivation=formula)
    marks = "".join(f"[{number}]" for number in citations)
    return Part(f"{figure.label}은 {share}%입니다({formula}). {marks}", (figure, *operands), SURE)


def difference(first: tuple[str, StatedFigure], second: tuple[str, StatedFigure]) -> Part:
    """How much the higher of two counts, or rates, is above the other, each with what it is of."""
    (name, high), (_, low) = sorted((first, second), key=lambda one: -one[1].value)
    gap, formula = high.value - low.value, f"{high.text} - {low.text}"
    unit, is_so = ("%p", "높습니다") if high.unit == "%" else ("건", "많습니다")
    citations = tuple(dict.fromkeys((*high.citations, *low.citations)))
    figure = StatedFigure(gap, unit, f"{gap}{unit}", "차이", citations, derivation=formula)
    said = f"{with_particle(name, '이')} {gap}{unit} {is_so}({formula})." if gap else "두 곳이 같습니다."
    return Part(said, (figure,), SURE)


def _figure(
    context: Context,
    document: str,
    printed: Mapping[str, Fact],
    group: Sequence[AuditItem],
    name: str,
) -> StatedFigure:
    """The number of a group: the printed one where a tally has it, else the counted one."""
    if name in printed:
        return state(printed[name], context.citations)
    return counted(context, document, group, name)


def tally(context: Context, document: str, wanted: Filter) -> Mapping[str, Fact]:
    """The printed numbers by status, '총' for the total: 'ㅇ 총괄 : 15건(완료 9, 추진중 4, 장기과제 2)'.

    A line of the audit's section is one where a figure is the sum of the others; of one department's items
    that is its row of a table. Empty where none is, and where a part of the items is asked for that no line
    tells of.
    """
    if len(wanted.departments) > 1 or wanted.date or wanted.topics:
        return {}
    lines: dict[object, list[Fact]] = {}
    for fact in context.library.facts(document):
        if fact.unit in ("건", "") and any("감사" in part for part in fact.section):
            lines.setdefault(row_key(fact), []).append(fact)
    for facts in lines.values():
        if not _is_of(facts[0], wanted):
            continue
        found = {_status(fact): fact for fact in facts}
        total = next((fact for fact in facts if 2 * fact.value == sum(one.value for one in facts)), None)
        if total and len(facts) > 1 and any(name in found for name, _, _ in STATUSES):
            told = {name: fact for name, fact in found.items() if fact is not total} | {"총": total}
            # '불가' is asked for by its own name, and told as '미반영'
            own = {
                name: told.pop(named_status(name)) for name in wanted.statuses if named_status(name) in told
            }
            return told | own
    return {}


def _is_of(fact: Fact, wanted: Filter) -> bool:
    """Tell whether a line of a tally is of the department or the kind asked for, else of all items."""
    row = squash("".join(fact.row))
    if wanted.departments:
        return fact.table is not None and squash("".join(fact.row[-1:])) == wanted.departments[0]
    if wanted.kinds:
        return squash(wanted.kinds[0])[:2] in row
    return fact.table is None or row in TOTALS


def _status(fact: Fact) -> str:
    """The status that a figure of a tally is of, in the words of STATUSES where they have it."""
    labels = [squash(path[-1]) for path in (fact.column, fact.row) if path]  # a column may be a date
    told = (name for label in labels for name, _, printed in STATUSES if printed.search(label))
    return next(told, labels[0] if labels else "")


def counted(context: Context, document: str, group: Sequence[AuditItem], label: str) -> StatedFigure:
    """The number of items that were counted, with the place of each."""
    numbers = tuple(_cite(context, document, item) for item in group)
    return StatedFigure(
        value=Decimal(len(group)),
        unit="건",
        text=f"{len(group)}",
        label=label or "건수",
        citations=numbers,
        derivation=f"해당하는 항목 {len(group)}건을 셈",
    )


def _cite(context: Context, document: str, item: AuditItem) -> int:
    first, last = item.request_lines
    return context.citations.of_lines(
        document, ("감사 처리결과", item.kind), (first, min(last, first + 1)), around=item.request[:20]
    )
