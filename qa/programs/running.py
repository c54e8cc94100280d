"""Programs carried out over what they are bound to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from corpus.model import Fact
from qa.derived import derive
from qa.derived.compared import HOW_FAR
from qa.derived.conditions import MOST_TOLD as MOST_MEETING
from qa.derived.conditions import meets
from qa.derived.derive import Derived
from qa.derived.ranks import APART
from qa.derived.steps import Step, moved, steps_of, which_is_more
from qa.programs.binding import Binding
from qa.programs.grid import Line
from qa.programs.reading import SHARE, Reading
from qa.understanding.query import Query
from qa.understanding.words.comparing import EACH, WHICH_IS_MORE
from qa.understanding.words.operations import YEAR_OF_YEAR
from qa.understanding.words.rows import COUNTS_ROWS
from qa.wording.compose import clean
from qa.wording.korean import with_particle

Result = tuple[list[Step], list[Fact]]
"""What was computed, and the figures that are told beside it."""
COUNTED = re.compile(r"몇\s?(?!%|퍼센트|프로)\S|얼마")
# '가장 가파르게 뛴', '증가율이 가장 높은'
BY_RATE = re.compile(r"가파르|[증감][가소감]\s?[률율]|비율|폭이\s?아니라")
MOST_TOLD = 6  # items whose changes are told one by one
MOST_BESIDE = 4  # figures that are told beside what is computed of them


def run(query: Query, binding: Binding) -> Result | None:
    """Carry out a program; None where its figures do not allow it."""
    return SHAPES[binding.reading.shape](query, binding)


def _measured(query: Query, reading: Reading, facts: Sequence[Fact]) -> Derived | None:
    """The measure of one item, computed of its operands; None for a plain figure."""
    digits = derive.digits_asked(query.text)
    if reading.form == "each":
        return derive.per_head(facts[0], facts[1], query.text)
    if reading.form == "share":
        *parts, whole = facts
        return (
            derive.share_of_sum(parts, whole, digits) if parts[1:] else derive.share(parts[0], whole, digits)
        )
    if reading.form == "gap":
        return derive.difference(*sorted(facts, key=derive.scaled, reverse=True))
    return derive.difference(facts[0], facts[1]) if reading.form == "change" else None


def _name(item: Line) -> str:
    return clean(item.name)


def _told(query: Query, binding: Binding) -> Result | None:
    """The measure of each item."""
    reading = binding.reading
    if reading.form == "gap" and len(binding.items) > 1 and not EACH.search(query.text):
        return None  # of which of them is not said
    if reading.form == "plain":
        return [], [fact for _, facts in binding.items for fact in facts]
    if reading.form == "change":
        return _changes(query, binding)
    steps: list[Step] = []
    for item, facts in binding.items:
        derived = _measured(query, reading, facts)
        if derived is None:
            return None
        parts = facts[:-1] if reading.form == "share" else []
        results = [(derive.total(parts), "합계")] if parts[1:] else []
        name = "비중" if parts[1:] else "차이" if reading.form == "gap" else _name(item)
        steps += steps_of([*results, (derived, name)])
    beside = list(dict.fromkeys(fact for _, facts in binding.items for fact in facts))
    return steps, beside if len(beside) <= MOST_BESIDE and len(binding.items) == 1 else []


def _changes(query: Query, binding: Binding) -> Result | None:
    """How each item changed, and what it was and became; the rates too where they are asked for."""
    steps: list[Step] = []
    for item, (new, old) in binding.items:
        derived, name = derive.difference(new, old), _name(item)
        if derived is None:
            return None
        rated = "%" in query.units and not derive.is_rate(new)
        if not rated or query.units != ("%",):
            step = moved(Step(derived, f"{name} 증감", ""))
            steps.append(replace(step, text=f"{with_particle(name, '은')} {step.text}"))
        if rated:
            rate = derive.growth_rate(new, old, derive.digits_asked(query.text))
            steps += steps_of([(rate, f"{name} 증감률")])
    few = len(binding.items) <= MOST_BESIDE // 2
    return steps, [fact for _, (new, old) in binding.items for fact in (old, new)] if few else []


def _changed_most(query: Query, binding: Binding) -> Result | None:
    """The item that grew, or fell, most, or least, by how much; by its rate where that is asked for."""
    reading, digits = binding.reading, derive.digits_asked(query.text)
    by_rate = BY_RATE.search(query.text) is not None
    measured = []
    for item, (new, old) in binding.items:
        apart, rate = derive.difference(new, old), derive.growth_rate(new, old, 4)
        if apart is None or (by_rate and rate is None):
            return None
        value = rate.value if by_rate and rate else apart.value
        if value * reading.way > 0:
            measured.append((value * reading.way, item, new, old))
    measured.sort(key=lambda one: one[0], reverse=reading.shape == "largest")
    if not measured or (measured[1:] and measured[0][0] == measured[1][0]):
        return None  # none did, or several did as much
    _, item, new, old = measured[0]
    step = moved(steps_of([(derive.difference(new, old), _name(item))])[0])
    steps = [replace(step, text=f"{with_particle(_name(item), '은')} {step.text}")]
    if by_rate or "%" in query.units:
        steps += steps_of([(derive.growth_rate(new, old, digits), "증감률")])
    return steps, [old, new]


def _ranked(query: Query, binding: Binding) -> Result | None:
    """The first, the last, or both, by the measure; how far they are apart where that is asked."""
    reading = binding.reading
    if reading.form == "change":
        return _changed_most(query, binding)
    measured = [(item, facts, _measured(query, reading, facts)) for item, facts in binding.items]
    if reading.form != "plain" and not all(derived for _, _, derived in measured):
        return None
    values = [derived.value if derived else derive.scaled(facts[0]) for _, facts, derived in measured]
    wanted = {"largest": [max(values)], "smallest": [min(values)]}.get(
        reading.shape, [max(values), min(values)]
    )
    if any(values.count(value) > 1 for value in wanted):
        return None  # several are first
    ends = [measured[values.index(value)] for value in wanted]
    if reading.form != "plain":
        return [step for item, _, derived in ends for step in steps_of([(derived, _name(item))])], []
    facts = [some[0] for _, some, _ in ends]
    apart = "차이" in query.text or APART.search(query.text)
    return steps_of([(derive.difference(facts[0], facts[1]), "차이")]) if apart else [], facts


def _matching(query: Query, binding: Binding) -> Result | None:
    """The items that meet a condition, counted and named; how each changed where that is the condition."""
    reading = binding.reading
    met: list[tuple[Line, Fact, Derived | None]] = []
    for item, facts in binding.items:
        derived = _measured(query, reading, facts)
        fits = derived.value * reading.way > 0 if derived else meets(facts[0], reading.bound)
        if fits is None:
            return None
        if fits:
            met.append((item, facts[0], derived))
    if not met:
        return None
    names = ", ".join(_name(item) for item, _, _ in met)
    one_by_one = len(met) <= MOST_TOLD and not COUNTS_ROWS.search(query.text)
    count = Derived(Decimal(len(met)), "개", names, tuple(fact for _, fact, _ in met))
    steps = [Step(count, "조건에 맞는 것", f"조건에 맞는 것은 {len(met)}개입니다: {names}")]
    for item, _, derived in met if one_by_one else ():
        changes = map(moved, steps_of([(derived, _name(item))]))
        steps += [Step(one.derived, one.name, f"{one.name}: {one.text}") for one in changes]
    beside = [fact for _, fact, derived in met if derived is None]
    told = len(met) <= MOST_MEETING and not COUNTS_ROWS.search(query.text)
    return steps, beside if told else []


def _apart(query: Query, binding: Binding) -> Result | None:
    """How two items differ, or what changed between two years, which stand in their order."""
    (_, (one, *_)), (_, (other, *_)) = binding.items
    first, second = (
        (other, one) if binding.of_years or derive.scaled(other) > derive.scaled(one) else (one, other)
    )
    results = [(derive.difference(first, second), "차이")]
    rate = "%" in query.units or HOW_FAR.search(query.text)
    if rate and binding.of_years and not derive.is_rate(first):
        results.append((derive.growth_rate(first, second, derive.digits_asked(query.text)), "증감률"))
    if not all(derived for derived, _ in results):
        return None
    steps = steps_of(results)
    if WHICH_IS_MORE.search(query.text) and not binding.of_years:
        names = {id(facts[0]): _name(item) for item, facts in binding.items}
        steps[0] = which_is_more(query.text, steps[0], names[id(first)], names[id(second)])
    return [moved(steps[0]), *steps[1:]] if binding.of_years else steps, [one, other]


def _times(query: Query, binding: Binding) -> Result | None:
    """The later year by the earlier: how many times it is, or in percent."""
    (item, (one, *_)), (_, (other, *_)) = binding.items
    digits = derive.digits_asked(query.text)
    if YEAR_OF_YEAR.search(query.text):
        return steps_of([(derive.share(other, one, digits), f"{_name(item)} 대비 비율")]), [one, other]
    return steps_of([(derive.ratio(other, one, digits), "배수")]), [one, other]


def _together(query: Query, binding: Binding) -> Result | None:
    """The sum, or the mean, of the items."""
    facts = [some[0] for _, some in binding.items]
    if any(map(derive.is_rate, facts)) or len({fact.unit for fact in facts}) > 1:
        return None
    if binding.reading.shape == "sum":
        return steps_of([(derive.total(facts), "합계")]), []
    return steps_of([(derive.average(facts, derive.digits_asked(query.text)), "평균")]), []


def _left(query: Query, binding: Binding) -> Result | None:
    """What all items come to less those that are left out, or its share, or both."""
    whole, *parts = (some[0] for _, some in binding.items)
    left = derive.rest(whole, parts)
    if left is None or derive.is_rate(whole):
        return None
    share = derive.share_left(left, derive.digits_asked(query.text)) if SHARE.search(query.text) else None
    told = [(left, "나머지")] if share is None or COUNTED.search(query.text) else []
    return steps_of([*told, (share, "나머지 비중")] if share else told), [whole, *parts]


SHAPES: Mapping[str, Callable[[Query, Binding], Result | None]] = MappingProxyType(
    {
        "one": _told,
        "told": _told,
        "ends": _ranked,
        "largest": _ranked,
        "smallest": _ranked,
        "matching": _matching,
        "apart": _apart,
        "times": _times,
        "sum": _together,
        "mean": _together,
        "rest": _left,
    }
)
