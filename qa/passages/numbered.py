"""What is called by its number: '제3회', '제1·2차', '3기'."""

from __future__ import annotations

import re

NUMBERED = re.compile(
    r"제\s?\d{1,2}(?:\s?[·,~]\s?\d{1,2})?\s?(?P<kind>회|차|기|호)|(?<![\d,.제~·])\d{1,2}(?P<of>기|단계|호점|학년)(?=[\s(,/:은는의에이가]|$)"
)
ALONE = frozenset(["단계", "학년", "호점"])  # kinds that nothing but their number tells


def is_numbered(text: str) -> bool:
    """Tell whether a text calls something by its number."""
    return NUMBERED.search(text) is not None


def is_of_other_number(question: str, text: str, *, named: bool = False) -> bool:
    """Tell whether a text is of other ones of what the question numbers: '1기 24명 / 2기 21명' for '3기'.

    `named`: so is one that numbers no step or school year: '단계별 최대 50%' for '1단계'.
    """
    wanted = _numbered(question)
    told = _numbered(text) if wanted else {}
    if named and any(kind in ALONE and kind not in told for kind in wanted):
        return True
    return any(kind in told and told[kind].isdisjoint(numbers) for kind, numbers in wanted.items())


def _numbered(text: str) -> dict[str, set[str]]:
    """The numbers by which things are called, of each kind: '제1·2회' -> {'회': {'1', '2'}}."""
    found: dict[str, set[str]] = {}
    for match in NUMBERED.finditer(text):
        kind = match["kind"] or match["of"]
        found.setdefault(kind, set()).update(re.findall(r"\d+", match[0]))
    return found
