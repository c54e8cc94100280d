"""Answers in Korean, as an official writes them, from facts and derived figures."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from corpus.model import Fact, Metadata
from corpus.units import format_amount, in_eok
from qa.answer import StatedFigure
from qa.derived.derive import Derived
from qa.figures.alike import row_key
from qa.figures.fields import TOTALS
from qa.figures.qualifiers import qualified
from qa.understanding.query import squash
from qa.understanding.words.changes import CALLED_CHANGE
from qa.wording.citing import Citations
from qa.wording.korean import is_written, with_particle

# Labels that say nothing without the one above them: '기본경비', '계', '소계'.
GENERIC = frozenset(
    ["기본경비", "인력운영비", "기타", "본예산", "대수", "현황", "예산액", "사업비", "정원", "현원"]
) | frozenset(TOTALS)

QUANTITY = re.compile(r"^.{0,3}(?:량|금액|건수|인원|횟수|비율|[율률])$")  # what is measured of the row above
COLUMN_NOTE = re.compile(r"\s*\((?:[A-Z](?:\s*[-+/]\s*[A-Z])*|%|천원|백만원|명|건)\)")
# '1억 4천 5백만원', '18조 6,696억원'
IN_PARTS = re.compile(r"^\d[\d,.]*\s?[십백천]?[만억조]\s?\d.*원$")


def amount(value: Decimal, unit: str) -> str:
    """A value as stated: '8,553,429천원(약 85.5억원)', '△14.3%'."""
    about = in_eok(value, unit)
    return format_amount(value, unit) + (f"({about})" if about else "")


def told(fact: Fact, citations: Citations, named: str = "") -> str:
    """A fact's value as stated, with the words that belong to it: '주 1회 이상', '최대 500만원'.

    `named` is what the sentence says before it.
    """
    raw = citations.raw(fact.document, fact.lines)
    if IN_PARTS.search(fact.text):  # as it is written: rounding would say less
        return qualified(fact, raw, fact.text, named)
    about = in_eok(fact.value, fact.unit)
    number = qualified(fact, raw, format_amount(fact.value, fact.unit), named)
    return number + (f"({about})" if about else "")


@lru_cache(maxsize=16384)
def clean(label: str) -> str:
    """A label for a sentence: '2022 예산현액 (A)' -> '2022 예산현액', '집행률(%)' -> '집행률'."""
    return COLUMN_NOTE.sub("", label).strip()


def subject(fact: Fact, metadata: Metadata) -> str:
    """What a fact's row is of: '서울특별시 행정국 인사과 기본경비'."""
    who = metadata.agency or metadata.title
    if metadata.department and metadata.department not in who:
        who = f"{who} {metadata.department}"
    labels = [clean(label) for label in fact.row]
    shown = labels[-1:]
    own = squash(labels[-1]) if labels else ""
    if own in GENERIC | CALLED_CHANGE or QUANTITY.search(own):  # '수강 문의 증가', '김 생산량'
        shown = labels[-2:]
    if not labels or squash(shown[0]) in TOTALS:
        shown = [clean(fact.caption), *shown]
    return " ".join(part for part in (who, *shown) if part)


def column_name(fact: Fact) -> str:
    """The column as said in a sentence: ('집행현황', '집행액(C)') -> '집행액'."""
    if not fact.column:
        return ""
    last = clean(fact.column[-1])
    if len(fact.column) > 1 and (squash(last) in GENERIC or len(squash(last)) <= 3 or last[:1].isdigit()):
        return f"{clean(fact.column[-2])} {last}"
    return last


def label(fact: Fact) -> str:
    """A short label of a figure: '인사과 · 2021 예산현액'."""
    parts = [clean(fact.row[-1]) if fact.row else clean(fact.caption), column_name(fact)]
    return " · ".join(part for part in parts if part)


def day(date: dt.date) -> str:
    """A date as written in reports: '2021.1.31.'."""
    return f"{date.year}.{date.month}.{date.day}."


def state(fact: Fact, citations: Citations) -> StatedFigure:
    """State a fact with its citation."""
    return StatedFigure(
        value=fact.value,
        unit=fact.unit,
        text=fact.text,
        label=label(fact),
        citations=(citations.of_fact(fact),),
        as_of=fact.as_of,
        checked="; ".join(fact.checked),
    )


def state_derived(derived: Derived, name: str, citations: Citations) -> StatedFigure:
    """State a computed figure with the citations of its operands."""
    return StatedFigure(
        value=derived.value,
        unit=derived.unit,
        text=format_amount(derived.value, derived.unit),
        label=name,
        citations=tuple(dict.fromkeys(citations.of_fact(fact) for fact in derived.operands)),
        derivation=derived.formula,
    )


def facts_text(facts: Sequence[Fact], citations: Citations, metadata: Mapping[str, Metadata]) -> str:
    """Sentences that state facts, one a row: '…과 기본경비는 예산액 123천원, 집행액 31천원입니다. [1]'."""
    rows: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        rows.setdefault(row_key(fact), []).append(fact)
    return "\n".join(_row_text(row, citations, metadata[row[0].document]) for row in rows.values())


def _part_text(fact: Fact, first: Fact, who: str, citations: Citations) -> str:
    """One of several figures of a row or line, in prose with its label: '총사업비는 90억원, 도비 20억원'."""
    own = fact.row[-1] if fact.table is None and fact.row[-1:] != first.row[-1:] and fact.row else ""
    label = "" if own == fact.unit else own
    name = " ".join(part for part in (label, column_name(fact)) if part)
    return f"{name} {told(fact, citations, f'{who} {name}')}".strip()


def _row_text(facts: Sequence[Fact], citations: Citations, metadata: Metadata) -> str:
    marks = "".join(f"[{n}]" for n in dict.fromkeys(citations.of_fact(fact) for fact in facts))
    dates = {fact.as_of for fact in facts if fact.as_of}
    when = f"({day(dates.pop())} 기준) " if len(dates) == 1 else ""
    who = subject(facts[0], metadata)
    if len(facts) == 1:
        what = " ".join(part for part in (who, column_name(facts[0])) if part)
        said = is_written(told(facts[0], citations, what))
        return f"{when}{with_particle(what, '은')} {said}. {marks}"
    parts = [_part_text(fact, facts[0], who, citations) for fact in facts]
    return f"{when}{with_particle(who, '은')} {is_written(', '.join(parts))}. {marks}"
