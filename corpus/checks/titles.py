"""The same heading written two ways: in the contents and over its text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from corpus.checks.wording import particle, place
from corpus.model import Document, Finding, Lines

_NUMBERED: Final = re.compile(r"^\s*[-–]?\s*(?:([①-⑳➀-➉❶-❿])|(\d{1,2})[.)]?|([가-하])[.)])\s*")
_CIRCLED: Final = {chr(ord(start) + k): k + 1 for start in "①➀❶" for k in range(10)}
_LEADERS: Final = re.compile(r"[·․.…‥\s]{3,}\d*\s*$")
_MARKS: Final = re.compile(r"[^가-힣A-Za-z0-9]")
_SHORTEST, _LONGEST = 8, 60
_ALIKE: Final = 0.8
_MOST: Final = 200  # titles compared; longer lists are cut


@dataclass(frozen=True, slots=True)
class _Title:
    number: int
    text: str
    key: str
    lines: Lines


def misspelt_titles(document: Document) -> Iterator[Finding]:
    """A title of the contents that has no heading, beside a heading of its number that is nearly the same."""
    titles = _titles(document)
    times = Counter(title.key for title in titles)
    by_number: dict[int, list[_Title]] = defaultdict(list)
    for title in titles:
        by_number[title.number].append(title)
    for same in by_number.values():
        for k, first in enumerate(same):
            if times[first.key] > 1:
                continue
            variants = {later.key: later for later in reversed(same[k + 1 :]) if _is_variant(first, later)}
            if len(variants) == 1:  # more are a series: '가람도서관 개선', '나루도서관 개선'
                yield _finding(document, first, *variants.values())


def _titles(document: Document) -> list[_Title]:
    """Numbered short lines, in the order of the document; a number on a line of its own counts too."""
    found: list[_Title] = []
    waiting = 0
    for block in document.blocks:
        text = f"{block.marker} {block.text}" if block.marker else block.text
        match = _NUMBERED.match(text)
        bare = _LEADERS.sub("", text[match.end() :] if match else text).strip()
        number = _number(match) if match else waiting
        waiting = number if match and not bare else 0
        if number and _SHORTEST <= len(bare) <= _LONGEST:
            found.append(_Title(number, bare, _MARKS.sub("", bare), block.lines))
    return found[:_MOST]


def _number(match: re.Match[str]) -> int:
    circled, digits, letter = match.groups()
    if circled:
        return _CIRCLED.get(circled, 0)
    return int(digits) if digits else ord(letter) - ord("가") + 1


def _is_variant(one: _Title, other: _Title) -> bool:
    """Nearly the same words, and not only another number, year or grade in them."""
    a, b = one.key, other.key
    if a == b or abs(len(a) - len(b)) > 3 or re.sub(r"\d", "", a) == re.sub(r"\d", "", b):
        return False
    if len(set(a) & set(b)) < 0.6 * len(set(a)):
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE


def _finding(document: Document, first: _Title, later: _Title) -> Finding:
    return Finding(
        document=document.name,
        lines=first.lines,
        kind="제목 불일치",
        severity="certain" if len(first.key) == len(later.key) else "likely",
        message=(
            f"{place(first.lines)}의 제목 '{first.text}'{particle(first.text, '과와')} "
            f"{place(later.lines)}의 제목 '{later.text}'{particle(later.text, '은는')} "
            "같은 과제로 보이나 다르게 적혀 있습니다."
        ),
        expected=later.text,
        found=first.text,
        also=((document.name, later.lines),),
    )
