"""The wordings: questions with slots, in the TOML files beside this module, one a family.

    [sum]
    asks = "rows_sum"                                  what is asked for, where it is not the name above
    before = ["{year} {agency} {item}은 얼마인가요?"]     turns of a conversation before, if any
    plain.open = ["둘을 합치면?"]                        a style, and a half: failures of these may be read
    plain.held_out = ["{item:과} {other:을} 더하면?"]    of these they are counted only

Behind the colon of a slot stands the particle that follows it, as it is after a consonant.

>>> filled("{item:은} {how_many:이야}?", {"item": "총무과", "how_many": "몇 명"})
'총무과는 몇 명이야?'
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qa.wording.korean import ends_closed, with_particle

FAMILIES = ("lookups", "changes", "derived", "followups", "prose")
STYLES = ("plain", "colloquial", "noisy")
HALVES = ("open", "held_out")
_SLOT = re.compile(r"\{(\w+)(?::([가-힣]+))?\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """A question with slots, and the turns before it; `asks` names what it asks for: 'budget', 'rows_sum'."""

    family: str
    name: str
    asks: str
    style: str
    half: str
    text: str
    before: tuple[str, ...] = ()

    @property
    def slots(self) -> frozenset[str]:
        """The names of the slots that are to be filled."""
        return frozenset(match[1] for text in (self.text, *self.before) for match in _SLOT.finditer(text))


def read_wordings() -> list[Wording]:
    """All wordings, family by family, in the order of the files."""
    found = []
    for family in FAMILIES:
        content = tomllib.loads(Path(__file__).with_name(f"{family}.toml").read_text(encoding="utf-8"))
        for name, section in content.items():
            asks, before = section.get("asks", name), tuple(section.get("before", ()))
            for style in (style for style in STYLES if style in section):
                for half, texts in section[style].items():
                    found += [Wording(family, name, asks, style, half, text, before) for text in texts]
    return found


def filled(text: str, slots: Mapping[str, str]) -> str:
    """A wording with its slots filled.

    Raises:
        KeyError: nothing is there for one of its slots.
    """
    return _SLOT.sub(lambda match: _joined(slots[match[1]], match[2] or ""), text)


def _joined(word: str, particle: str) -> str:
    """A word with a particle or a form of 이다: ('총무과', '이랑') -> '총무과랑'."""
    if not particle.startswith("이") or particle == "이":
        return with_particle(word, particle) if particle else word
    if ends_closed(word):
        return word + particle
    return word + ("였" if particle == "이었" else particle[1:])
