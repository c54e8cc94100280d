"""Totals in running text: '총 31건(조례 27건, 규칙 3건, 훈령 1건)', and a bullet over its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from corpus.figures import ARROWS
from corpus.model import Fact, Holds, Relation
from corpus.relations.judge import digits, is_counted, is_rate_unit, judge_sum, relation, sum_formula
from corpus.relations.passages import Mention, Passage, in_unit
from corpus.units import format_number

_OPEN: Final = re.compile(r"\s{0,2}[(\[（]")
_CLOSERS: Final = ")]）"
_TOTAL_BEFORE: Final = re.compile(r"(?:총|합계|전체|계)\s{0,2}:?\s{0,2}$")
# '(회원도시 등 6곳)', '(월 2회 이상)', '당 3만원': not a full list of parts
_NOT_PARTS: Final = re.compile(
    r"등\s?[)\d]|이상|이내|이하|[매월주연일]\s?\d|당\s?\d|평균|최대|최소|대비|→|⇒|➔|약\s?\d|포함|별도|내외"
)
_FORMER: Final = re.compile(r"당초|종전|기존|전년")
_CHANGE: Final = re.compile(f"[{ARROWS}]|대비|(?<![진행리치토])중\\s")  # '30명 중 12명', not '추진중 4'

_OF_WHOLE: Final = re.compile(r"\s?(?:중|가운데|대비)(?![가-힣])")  # '24개소(31개소 중 77.4%)'
_BRACKET_BEFORE: Final = re.compile(r"[(（]\s?$")
_LEAST: Final = 100  # smaller counts are reached by chance
_LINE: Final = 60  # letters; a longer one is a sentence and no box of a chart
_MOST_PARTS: Final = 12


def list_totals(passage: Passage) -> Iterator[Relation]:
    """A figure and the figures behind it that add up to it, in parentheses or in a row."""
    for place, whole in enumerate(passage.mentions):
        if whole.fact is None or is_rate_unit(whole.unit):
            continue
        inside = _in_parentheses(passage, place)
        parts = [m for m in inside if m.fact is not None and m.unit in {whole.unit, ""}]
        made = _sum(whole, parts)
        if made is not None and (made.holds == "exact" or _is_list(passage, whole, inside, parts)):
            yield made
            continue
        row = _row_of_parts(passage, place)
        if row is not None:
            yield row


def _in_parentheses(passage: Passage, place: int) -> list[Mention]:
    """The figures in the parentheses right behind a figure."""
    whole = passage.mentions[place]
    opened = _OPEN.match(passage.text, whole.end)
    if not opened:
        return []
    closed = _closing(passage.text, opened.end())
    return [m for m in passage.mentions[place + 1 :] if m.end <= closed]


def _closing(text: str, start: int) -> int:
    depth = 1
    for at in range(start, min(len(text), start + 400)):
        if text[at] in "([（":
            depth += 1
        elif text[at] in _CLOSERS:
            depth -= 1
            if depth == 0:
                return at
    return len(text)


def _is_list(passage: Passage, whole: Mention, inside: Sequence[Mention], parts: Sequence[Mention]) -> bool:
    """Whether the parentheses list all parts ('총 9건(가 5건, 나 3건)'): a wrong sum is the source's."""
    if len(parts) < 2 or len(parts) != len(inside):
        return False
    text = passage.text[whole.end : parts[-1].end + 4]
    named = all(re.search(r"[가-힣A-Za-z]\s?:?\s?$", passage.before(part, 4)) for part in parts)
    alike = all(part.unit == whole.unit for part in parts)
    separated = all("," in passage.between(a, b) for a, b in pairwise(parts))
    total = _TOTAL_BEFORE.search(passage.before(whole, 6))
    return bool(total) and named and alike and separated and not _NOT_PARTS.search(text)


def _row_of_parts(passage: Passage, place: int) -> Relation | None:
    """'71건 심의, 인용 33건, 기각 38건': the next figures of the unit that add up to the first."""
    whole = passage.mentions[place]
    # '총 7건 : 완료 3, 추진중 4': a few are no chance where the words say that they are all
    told = _TOTAL_BEFORE.search(passage.before(whole, 6)) and passage.after(whole, 3).lstrip().startswith(":")
    if digits(whole.value) < 2 and whole.value < 10 and not told:
        return None
    total = Decimal(0)
    parts: list[Mention] = []
    for other in passage.mentions[place + 1 : place + 1 + 2 * _MOST_PARTS]:
        if other.unit not in (whole.unit, "") or other.fact is None:
            continue
        parts.append(other)
        total += other.value
        if total >= whole.value:
            break
    if total != whole.value or len(parts) < 2 or _CHANGE.search(passage.text[whole.end : parts[-1].start]):
        return None
    # 'A 860천원 : B 500, C 360': without units where a colon says that they are the parts
    if not all(part.unit for part in parts) and ":" not in passage.text[whole.end : parts[0].start]:
        return None
    return _sum(whole, parts)


def _sum(whole: Mention, parts: Sequence[Mention]) -> Relation | None:
    facts = [part.fact for part in parts if part.fact is not None]
    if whole.fact is None or len(facts) < 2 or len(facts) != len(parts):
        return None
    values = [in_unit(part, whole.unit) if part.unit else part.value for part in parts]
    known = [value for value in values if value is not None]
    if len(known) != len(values):
        return None
    expected = sum(known, Decimal(0))
    holds: Holds = judge_sum(expected, whole.value, known, whole.unit)
    return relation("total", [whole.fact, *facts], sum_formula("계", facts), (expected, holds))


def bullet_totals(passages: Sequence[Passage]) -> Iterator[Relation]:
    """A bullet whose figure is the sum of those of the bullets under it.

    '선발 38명' over '- 완료 27명', '- 진행 11명'; '18회 774명' over '- 4급 6회 152명, 5급 12회 622명'.
    """
    for place, parent in enumerate(passages):
        if not parent.mentions:
            continue
        children = _children(passages, place)
        if children:
            yield from _over_children(parent, children)


def _children(passages: Sequence[Passage], place: int) -> list[Passage]:
    """The bullets directly under a bullet or heading."""
    parent = passages[place]
    # a line without a mark may lead bullets of its own depth: '세입예산 ― 1,456백만원' over '○ 경상 1,450'
    leads = parent.kind == "paragraph"
    below: list[Passage] = []
    for passage in passages[place + 1 : place + 40]:
        same = passage.depth == parent.depth and leads and passage.kind == "bullet"
        if passage.depth <= parent.depth and not same:
            break
        below.append(passage)
    first = min((passage.depth for passage in below), default=0)
    return [passage for passage in below if passage.depth == first and passage.mentions]


def _over_children(parent: Passage, children: Sequence[Passage]) -> Iterator[Relation]:
    seen: dict[str, int] = {}
    for whole in parent.mentions:
        order = seen.get(whole.unit, 0)
        seen[whole.unit] = order + 1
        if whole.fact is None or not whole.unit or is_rate_unit(whole.unit) or whole.value < 10:
            continue
        if _FORMER.search(parent.before(whole, 10)):
            continue
        alike = [[m for m in child.mentions if m.unit == whole.unit and m.fact] for child in children]
        ways = [held for held in alike if len(held) > 1]
        if all(alike):  # a part less is no sum
            ways = [
                [held[0] for held in alike],
                [held[order] for held in alike if len(held) > order],
                *ways,
                [m for held in alike for m in held],
            ]
        # 68개 과정 over 원격교육(33), 혼합(15), 대체교육(20)
        ways.append([m for child in children for m in child.mentions if not m.unit and m.fact])
        for parts in ways:
            made = _sum(whole, parts)
            if made is not None and made.holds == "exact":
                yield made
                break


def run_totals(passages: Sequence[Passage]) -> Iterator[Relation]:
    """A figure over an organisation chart: '361명' and then '7팀 178명', '5팀 41명', ... down to the last.

    The next figures of the unit, one a line, are added until they reach the figure; at least three, of
    a figure of three digits, so that it is no chance.
    """
    for place, parent in enumerate(passages):
        for whole in parent.mentions:
            if whole.fact is None or not is_counted(whole.unit) or whole.value < _LEAST:
                continue
            parts: list[Mention] = []
            total = Decimal(0)
            for passage in passages[place + 1 : place + 30]:
                held = [m for m in passage.mentions if m.unit == whole.unit and m.fact is not None]
                if len(held) != 1 or len(passage.text) > _LINE:
                    if held:
                        break
                    continue
                parts.append(held[0])
                total += held[0].value
                if total >= whole.value:
                    break
            if total == whole.value and len(parts) >= 3 and (made := _sum(whole, parts)) is not None:
                yield made


def hundreds(passage: Passage) -> Iterator[Relation]:
    """'수(20%), 우(40%), 양(30%), 가(10%)': shares in parentheses that make 100 %."""
    shares = [m for m in passage.mentions if m.unit == "%" and m.fact is not None]
    bracketed = all(_BRACKET_BEFORE.search(passage.before(m, 3)) for m in shares)
    if len(shares) < 3 or not bracketed or sum(m.value for m in shares) != 100:
        return
    *others, last = [m.fact for m in shares if m.fact is not None]
    expected = 100 - sum((fact.value for fact in others), Decimal(0))
    terms = " - ".join(format_number(fact.value) for fact in others)
    yield relation("share", (last, *others), f"비율의 합 = 100 (100 - {terms})", (expected, "exact"))


def contained(passages: Sequence[Passage]) -> list[tuple[Passage, Fact, Fact]]:
    """Parts in parentheses that are more than their whole in the same unit: '425동(12,793동, ...)'.

    '24개소(31개소 중 77.4%)' says of how many they are.
    """
    found: list[tuple[Passage, Fact, Fact]] = []
    for passage in passages:
        for place, whole in enumerate(passage.mentions):
            for part in _in_parentheses(passage, place)[:1]:
                named = re.fullmatch(r"\s{0,2}[(\[（]\s?", passage.between(whole, part))
                bigger = part.value > whole.value and part.unit == whole.unit != ""
                whole_said = _OF_WHOLE.match(passage.after(part, 4))
                if (
                    named
                    and bigger
                    and not whole_said
                    and whole.fact
                    and part.fact
                    and not is_rate_unit(whole.unit)
                ):
                    found.append((passage, whole.fact, part.fact))
    return found
