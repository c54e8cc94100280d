"""A computed figure with the words that state it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.derived.derive import Derived
from qa.wording.compose import amount
from qa.wording.korean import is_written, with_particle

ASKS_LESS = re.compile(r"(?<![가-힣])더\s[낮적작]|[낮적작]은\s(?:쪽|곳|데|것|[가-힣]{1,3}[은는이])")


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


def which_is_more(text: str, step: Step, more: str, less: str) -> Step:
    """A difference with the name of the one that is more, or less where `text` asks for that, before it."""
    asks_less = ASKS_LESS.search(text) is not None
    rate = "%" in step.derived.unit
    how = ("낮" if asks_less else "높") if rate else ("적" if asks_less else "많")
    return replace(
        step, text=f"{with_particle(less if asks_less else more, '이')} 더 {how}습니다. {step.text}"
    )
