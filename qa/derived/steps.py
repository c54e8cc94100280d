"""A computed figure with the words that state it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
