"""A computed figure with the words that state it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.derived.derive import Derived
from qa.wording.compose import amount
from qa.wording.korean import is_written, with_particle


@dataclass(frozen=True, slots=True)
class Step:
    """A derived result with the words that state it."""

    derived: Derived
    name: str
    text: str


def steps_of(results: Sequence[tuple[Derived | None, str]]) -> list[Step]:
    """State each result by its name: '합계는 30명입니다. (계산: 10명 + 20명)'; None is left out."""
    found = []
    for derived, name in results:
        if derived:
            said = is_written(amount(derived.value, derived.unit))
            text = f"{with_particle(name, '은')} {said}. (계산: {derived.formula})"
            found.append(Step(derived, name, text))
    return found


def moved(step: Step) -> Step:
    """A difference between two times, stated as what happened: '13건 줄었습니다'."""
    value, unit = step.derived.value, step.derived.unit
    up, down = ("높아졌습니다", "낮아졌습니다") if unit == "%p" else ("늘었습니다", "줄었습니다")
    how = up if value > 0 else down
    said = f"{amount(abs(value), unit)} {how}" if value else "그대로입니다"
    return replace(step, text=f"{said}. (계산: {step.derived.formula})")
