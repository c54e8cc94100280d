"""The same item with two figures: distributions printed twice, and statements of one count."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from corpus.checks.wording import place, toward
from corpus.dates import find_year
from corpus.model import Document, Fact, Finding, Path
from corpus.relations.judge import is_counted
from corpus.relations.passages import Mention, Passage
from corpus.relations.prose import distributions
from corpus.units import format_amount

_WORD: Final = re.compile(r"[가-힣A-Za-z]{2,}")
_PARTICLE: Final = re.compile(r"(?:으로|에서|까지|부터|하여|하고|되어|[을를의에은는이가로과와등])$")
_LABEL: Final = re.compile(r"([\d가-힣A-Za-z~∼\-·. ]{1,20})\s?[(（]\s?$")
_PLAN: Final = re.compile(r"계획|향후|목표|예정")
_RESULT: Final = re.compile(r"실적|성과|결과|현황")
_COMMON: Final = frozenset(("계획대비", "당초", "대비", "변경", "기준", "포함"))
_TELLING: Final = 8  # how rare the words in common are together: the sum of log(statements / with the word)
_REACH: Final = 45  # letters before and behind a figure that tell what it is of
_ABOVE: Final = 60  # letters of the bullet above
_MOST: Final = 1500  # statements compared
_NO_COUNTS: Final = frozenset(("세", "번", "일", "개월", "년", "주", "분", "초", "쪽", "호", "점", "층"))
_LIMIT: Final = re.compile(r"\s?(?:이상|이하|이내|미만|초과|까지|부터|한도|내외|정도)")
_SMALLEST: Final = 20  # smaller counts are often alike by chance
_NEAR: Final = Decimal("0.12")  # two figures of one thing differ by no more

Run = Sequence[tuple[Passage, Mention, Mention]]


def repeated_distributions(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """'2만 미만(161개동, 37.9%) ...' and again with other figures under the same labels."""
    runs = distributions(passages)
    labelled = [(run, {_run_label(entry): entry for entry in run}) for run in runs]
    for k, (first, one) in enumerate(labelled):
        for second, other in labelled[k + 1 :]:
            shared = [label for label in one if label and label in other]
            differ = [label for label in shared if one[label][1].value != other[label][1].value]
            if first[0][1].unit == second[0][1].unit and len(shared) >= 3 and differ:
                yield _two_runs(document, first, second)


def _run_label(entry: tuple[Passage, Mention, Mention]) -> str:
    passage, amount, _ = entry
    found = _LABEL.search(passage.before(amount, 24))
    return "".join(found[1].split()) if found else ""


def _two_runs(document: Document, first: Run, second: Run) -> Finding:
    sums = [sum((amount.value for _, amount, _ in run), Decimal(0)) for run in (first, second)]
    unit = first[0][1].unit
    alike = (fact for fact in document.facts if fact.unit and unit.endswith(fact.unit))
    known = {fact.value for fact in alike if fact.value in sums}
    right = [total for total in sums if total in known]
    hint = f" 문서에는 {format_amount(right[0], unit)}라고도 적혀 있습니다." if len(right) == 1 else ""
    lines = [(run[0][0].lines[0], run[-1][0].lines[1]) for run in (first, second)]
    wrong = 0 if right != [sums[0]] else 1
    return Finding(
        document=document.name,
        lines=lines[wrong],
        kind="같은 항목 두 수치",
        severity="certain",
        message=(
            f"{place(lines[0])}과 {place(lines[1])}에 같은 분포가 두 번 실렸으나 수치가 다릅니다"
            f"(합계 {format_amount(sums[0], unit)}, {format_amount(sums[1], unit)}).{hint}"
        ),
        expected=format_amount(sums[1 - wrong], unit),
        found=format_amount(sums[wrong], unit),
        also=((document.name, lines[1 - wrong]),),
    )


@dataclass(frozen=True, slots=True)
class _Statement:
    """A count with the words around it."""

    fact: Fact
    words: frozenset[str]
    year: int | None
    scope: Path


def conflicting_statements(document: Document, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Two counts of one unit, nearly equal, whose words say that they are of the same thing.

    'e-러닝 공동활용 31개 과정 도입' and '공동활용 신규 도입 30개 과정 완료': rare words in common tell.
    """
    statements = _statements(passages)
    spread = Counter(word for statement in statements for word in statement.words)
    by_unit: dict[str, list[_Statement]] = defaultdict(list)
    for statement in statements:
        by_unit[statement.fact.unit].append(statement)
    for alike in by_unit.values():
        told: dict[tuple[int, int], set[Decimal]] = defaultdict(set)
        for statement in alike:
            told[statement.fact.lines].add(statement.fact.value)
        for k, one in enumerate(alike):
            for other in alike[k + 1 :]:
                # '37개소 중 34개소' in both places
                both = one.fact.value in told[other.fact.lines] and other.fact.value in told[one.fact.lines]
                if not both and _conflict(one, other, spread, len(statements)):
                    yield _two_statements(document, one, other)


def _statements(passages: Sequence[Passage]) -> list[_Statement]:
    found: list[_Statement] = []
    for passage in passages:
        for mention in passage.mentions:
            fact = mention.fact
            if fact is None or not _is_result(passage, mention) or len(found) >= _MOST:
                continue
            near = passage.text[max(0, mention.start - _REACH) : mention.end + _REACH]
            words = frozenset(_stem(word) for word in _WORD.findall(f"{passage.above[:_ABOVE]} {near}"))
            told = (passage.text[: mention.start], passage.above, *reversed(passage.section))
            year = next((year for text in told if (year := find_year(text)) is not None), None)
            found.append(_Statement(fact, words - _COMMON, year, (*passage.section, passage.above)))
    return found


def _is_result(passage: Passage, mention: Mention) -> bool:
    """Whether a figure counts things done, and is no age, number, length or limit ('39세 이하', '30일')."""
    counts = is_counted(mention.unit) and mention.unit not in _NO_COUNTS and mention.value >= _SMALLEST
    return counts and not _LIMIT.match(passage.after(mention, 6))


def _stem(word: str) -> str:
    return _PARTICLE.sub("", word) or word


def _conflict(one: _Statement, other: _Statement, spread: Counter[str], count: int) -> bool:
    a, b = one.fact, other.fact
    if a.value == b.value or one.scope == other.scope:
        return False
    if abs(a.value - b.value) > _NEAR * max(a.value, b.value):
        return False
    if (one.year and other.year and one.year != other.year) or _stage(one) * _stage(other) < 0:
        return False
    shared = one.words & other.words
    weight = sum(math.log(count / spread[word]) for word in shared)
    return len(shared) >= 3 and weight >= max(_TELLING, 1.5 * math.log(count))


def _stage(statement: _Statement) -> int:
    """1 under a heading of plans, -1 under one of results, 0 for neither."""
    heading = "".join(statement.scope[-2:-1])
    return int(bool(_PLAN.search(heading))) - int(bool(_RESULT.search(heading)))


def _two_statements(document: Document, one: _Statement, other: _Statement) -> Finding:
    first, second = one.fact, other.fact
    words = ", ".join(sorted(one.words & other.words, key=lambda word: (-len(word), word))[:4])
    here, there = (format_amount(fact.value, fact.unit) for fact in (second, first))
    return Finding(
        document=document.name,
        lines=second.lines,
        kind="같은 항목 두 수치",
        severity="likely",
        message=(
            f"{place(first.lines)}에는 {there}, {place(second.lines)}에는 {here}{toward(here)} "
            f"적혀 있습니다. 같은 내용인지 확인해 주세요({words})."
        ),
        expected=there,
        found=here,
        also=((document.name, first.lines),),
    )
