"""Averages, changes, shares and conversions in running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from corpus.figures import ARROWS
from corpus.model import Fact, Relation
from corpus.relations.judge import digits, growth, judge_ratio, ratio, relation
from corpus.relations.passages import Mention, Passage, in_unit
from corpus.tables.sums import squeeze
from corpus.units import format_amount, format_number

# '(자치구 평균 1,443명)', '동별 - 평균 23천명', '(평균 22명)'
_AVERAGE: Final = re.compile(r"(?:(?P<per>[가-힣]{1,6}?)별?\s{0,2}[-–―]?\s{0,2})?평균\s{0,2}$")
_COUNT: Final = re.compile(r"[가-힣]\s?\((\d{1,6})(?:개?[가-힣]{0,3})?\)\s{0,2}:")
_UP: Final = re.compile(r"\s{0,2}(?:증가|증액|↑|상승|늘|확대|신장|인상|순증)")
_DOWN: Final = re.compile(r"\s{0,2}(?:감소|감액|↓|하락|줄|축소|절감|인하)")
_ARROW: Final = re.compile(f"[{ARROWS}]|->|=>")
_AGAINST: Final = re.compile(r"대비|比|보다")
_AMONG: Final = re.compile(r"\)?\s{0,2}중\s")
_IN_BRACKETS: Final = re.compile(r"[가-힣\s]{0,6}[(（][^)\d]{0,12}")
_PYEONG: Final = Decimal("3.305785")
_BACK: Final = 24  # passages looked back for what a share is of


def averages_in(passages: Sequence[Passage], counts: Iterable[Fact]) -> Iterator[Relation]:
    """'정원 36,077명(자치구 평균 1,443명)': the total before, divided by how many there are.

    The number of parts stands in the label ('구청(25) : '), or is the document's figure with the word
    as its unit ('25자치구').
    """
    known: dict[str, list[Fact]] = defaultdict(list)
    for fact in counts:
        if fact.value > 1 and fact.value == fact.value.to_integral_value():
            known[fact.unit].append(fact)
    for place, passage in enumerate(passages):
        for order, mention in enumerate(passage.mentions):
            found = _AVERAGE.search(passage.before(mention, 16))
            if found and mention.fact is not None:
                wholes = list(reversed(passage.mentions[:order]))
                if not wholes:
                    above = passages[max(0, place - _BACK) : place]
                    wholes = [m for p in reversed(above) for m in p.mentions]
                yield from _average(passage, mention, wholes, known.get(found["per"] or "", []))


def _average(
    passage: Passage, mean: Mention, wholes: Sequence[Mention], known: Sequence[Fact]
) -> Iterator[Relation]:
    counted = _COUNT.search(passage.text[: mean.start])
    parts: list[tuple[Decimal, tuple[Fact, ...]]] = [(Decimal(counted[1]), ())] if counted else []
    nearest = sorted(known, key=lambda fact: abs(fact.lines[0] - passage.lines[0]))
    parts += [(fact.value, (fact,)) for fact in nearest[:4]]
    best: Relation | None = None
    for whole in wholes:
        for count, operands in parts:
            made = _mean(mean, whole, count, operands)
            if made is None:
                continue
            if made.holds == "exact":
                yield made
                return
            same_passage = whole in passage.mentions
            if best is None and same_passage and (made.holds == "rounding" or _is_close(made)):
                best = made
    if best is not None:
        yield best


def _is_close(made: Relation) -> bool:
    return abs(made.expected - made.found) * 20 < abs(made.found)


def _mean(mean: Mention, whole: Mention, count: Decimal, operands: tuple[Fact, ...]) -> Relation | None:
    total = in_unit(whole, mean.unit)
    if total is None or whole.fact is None or mean.fact is None or count == 0 or whole.unit == "":
        return None
    expected = ratio(total, count, Decimal(1))
    if expected is None:
        return None
    formula = f"평균 = {format_amount(whole.value, whole.unit)} ÷ {format_number(count)}"
    holds = judge_ratio(expected, mean.value)
    return relation("average", (mean.fact, whole.fact, *operands), formula, (expected, holds))


def changes_in(passage: Passage) -> Iterator[Relation]:
    """'2,060→6,902건(235%↑)', '374백만원→54백만원(320백만원 감액)', '32,785('20년 32,869 대비 0.3% 감소)'."""
    mentions = passage.mentions
    for order, change in enumerate(mentions):
        sign = _direction(passage, change)
        if sign == 0 or change.fact is None or order < 2:
            continue
        for before, now in _pairs(passage, order):
            made = _change(change, before, now, sign)
            if made is not None:
                yield made
                break


def _direction(passage: Passage, change: Mention) -> int:
    after = passage.after(change, 6)
    return 1 if _UP.match(after) else -1 if _DOWN.match(after) else 0


def _pairs(passage: Passage, order: int) -> list[tuple[Mention, Mention]]:
    """(before, now) of the two figures before a change, as the words between them tell."""
    first, second = passage.mentions[order - 2], passage.mentions[order - 1]
    if _ARROW.search(passage.between(first, second)):
        return [(first, second)]
    if _AGAINST.search(passage.between(second, passage.mentions[order])):
        return [(second, first)]
    return []


def _change(change: Mention, before: Mention, now: Mention, sign: int) -> Relation | None:
    if change.fact is None or before.fact is None or now.fact is None:
        return None
    old = in_unit(before, now.unit)
    if old is None:
        return None
    if change.unit == "%":
        expected = growth(now.value, old)
        formula = f"증감률 = ({format_number(now.value)} - {format_number(old)}) ÷ {format_number(old)}"
        kind = "growth_rate"
    elif (by := in_unit(change, now.unit)) is not None:
        if by >= max(now.value, old):
            return None  # '3,500원 → 4,000원, 내년 4,500원 인상': to how much, not by how much
        expected = now.value - old
        formula = f"증감 = {format_number(now.value)} - {format_number(old)}"
        kind = "difference"
    else:
        return None
    if expected is None:
        return None
    expected *= sign
    holds = judge_ratio(expected, change.value)
    return relation(kind, (change.fact, now.fact, before.fact), formula, (expected, holds))


def shares_in(passages: Sequence[Passage], rows: Sequence[Sequence[Mention]]) -> Iterator[Relation]:
    """'604명(30.1%)': the figure right before is so much of one named earlier.

    Args:
        passages: the text in order.
        rows: for each passage the other figures of its table row, empty for text.
    """
    for place, passage in enumerate(passages):
        for order in range(1, len(passage.mentions)):
            part, share = passage.mentions[order - 1], passage.mentions[order]
            if share.unit != "%" or share.fact is None or _direction(passage, share):
                continue
            if _IN_BRACKETS.fullmatch(passage.between(part, share)) and part.fact is not None:
                made = _share_of(passages, place, part, share, rows[place])
                if made is not None:
                    yield made
        yield from _among(passage)


def _share_of(
    passages: Sequence[Passage], place: int, part: Mention, share: Mention, row: Sequence[Mention]
) -> Relation | None:
    """The share of the nearest earlier figure that explains it."""
    passage = passages[place]
    own = [m for m in reversed(passage.mentions) if m.end <= part.start]
    near = [*own, *row]
    fine = digits(share.value) >= 2 and share.value % 1 != 0
    far = [m for m in _earlier(passages, place) if fine or _is_alike(part, m)]
    for among, loose in ((near, False), (far, True)):
        alike = [m for m in among if m.unit == part.unit and m.value >= part.value / 4 > 0]
        made = [r for m in alike if m.value != part.value and (r := _share(part, share, m)) is not None]
        for holds in ("exact", "rounding"):
            found = next((r for r in made if r.holds == holds), None)
            if found is not None and (not loose or digits(found.found) >= 2):
                return found
    return None


def _is_alike(part: Mention, whole: Mention) -> bool:
    """Whether two figures have a name in common: '직무능력과정 249,661명' and '직무능력 130,560명'."""
    if part.fact is None or whole.fact is None or part.fact is whole.fact:
        return False
    names = [name for name in map(squeeze, whole.fact.row[-1:]) if len(name) > 2]
    return any(name in squeeze("".join(part.fact.row)) for name in names)


def _earlier(passages: Sequence[Passage], place: int) -> list[Mention]:
    """Figures of the passages before, nearest first, under the same outer headings."""
    outer = passages[place].section[:-1]
    found: list[Mention] = []
    for passage in reversed(passages[max(0, place - _BACK) : place]):
        if passage.section[: len(outer)] != outer:
            break
        found += passage.mentions
    return found


def _share(part: Mention, share: Mention, whole: Mention) -> Relation | None:
    expected = ratio(part.value, whole.value)
    if expected is None or whole.fact is None or part.fact is None or share.fact is None:
        return None
    formula = f"비율 = {format_number(part.value)} ÷ {format_number(whole.value)}"
    holds = judge_ratio(expected, share.value)
    return relation("share", (share.fact, part.fact, whole.fact), formula, (expected, holds))


def _among(passage: Passage) -> Iterator[Relation]:
    """'대상정원의 3.49%(대상정원 11,506명 중 장애인 402명)': the share stands before its figures."""
    mentions = passage.mentions
    for order in range(1, len(mentions)):
        whole, part = mentions[order - 1], mentions[order]
        if whole.unit != part.unit or not _AMONG.match(passage.between(whole, part)):
            continue
        for share in mentions[:order]:
            made = _share(part, share, whole) if share.unit == "%" else None
            if made is not None and made.holds == "exact":
                yield made


def conversions_in(passage: Passage) -> Iterator[Relation]:
    """'283,779㎡(85,843평)': an area in both units."""
    for metres, pyeong in pairwise(passage.mentions):
        if metres.unit != "㎡" or pyeong.unit != "평" or not metres.fact or not pyeong.fact:
            continue
        expected = metres.value / _PYEONG
        formula = f"평 = {format_number(metres.value)}㎡ ÷ {_PYEONG}"
        holds = judge_ratio(expected, pyeong.value)
        yield relation("ratio", (pyeong.fact, metres.fact), formula, (expected, holds))


def distributions(passages: Sequence[Passage]) -> list[list[tuple[Passage, Mention, Mention]]]:
    """Runs of 'label(14개동, 3.3%)': amounts of one unit, each with its share of their sum."""
    runs: list[list[tuple[Passage, Mention, Mention]]] = []
    current: list[tuple[Passage, Mention, Mention]] = []
    for passage in passages:
        for amount, share in pairwise(passage.mentions):
            joined = re.fullmatch(r"\s?[,，]\s?", passage.between(amount, share))
            if share.unit != "%" or not joined or amount.unit in {"", "%"}:
                continue
            far = current and passage.lines[0] - current[-1][0].lines[1] > 12
            total = sum((p.value for _, _, p in current), Decimal(0))
            if current and (current[0][1].unit != amount.unit or far or total >= 99):
                runs.append(current)
                current = []
            current.append((passage, amount, share))
    return [run for run in [*runs, current] if len(run) > 1]


def distribution_shares(runs: Sequence[Sequence[tuple[Passage, Mention, Mention]]]) -> Iterator[Relation]:
    """The shares of a distribution, where they are of the sum of its parts."""
    for run in runs:
        total = sum((amount.value for _, amount, _ in run), Decimal(0))
        made: list[Relation] = []
        for _, amount, share in run:
            expected = ratio(amount.value, total)
            if expected is not None and amount.fact is not None and share.fact is not None:
                operands = [m.fact for _, m, _ in run if m.fact is not None]
                formula = f"비율 = {format_number(amount.value)} ÷ {format_number(total)}"
                holds = judge_ratio(expected, share.value)
                made.append(relation("share", (share.fact, *operands), formula, (expected, holds)))
        if sum(r.holds != "no" for r in made) * 2 > len(made):
            yield from made
