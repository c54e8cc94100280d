"""Which marks of a document stand under which: learnt from the order in which they come."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.joining import Unit
from corpus.markers import PARENS, RANKS

# the marks whose order a document may have for its own
_ORDERED = ("square", "private", "circled", *PARENS, "circle", "diamond", "dash", "arrow", "dot")
# marks of a summary that may stand before the first □ without □ standing under them
_LEAVES = frozenset({"diamond", "dash", "arrow", "dot"})
# those that stand under themselves where they are indented more
INDENTED = frozenset({"dash", "circle", "arrow", "dot", "diamond"})


def learn_ranks(units: Sequence[Unit]) -> dict[str, float]:
    """Gives the rank of each style, the usual one unless this document clearly nests them otherwise.

    Between two headings the mark that comes first stands above the one that comes after it; where three
    or more places say so and hardly any the contrary, that order is the document's own.
    """
    ranks: dict[str, float] = dict(RANKS)
    first: Counter[tuple[str, str]] = Counter()
    seen: list[str] = []
    for unit in units:
        if RANKS.get(unit.style, 99) <= RANKS["bare"]:
            seen = []
        elif unit.style in _ORDERED and unit.style not in seen:
            outer = unit.style in {"square", "private"}
            first.update((above, unit.style) for above in seen if not (outer and above in _LEAVES))
            seen.append(unit.style)
    present = [style for style in _ORDERED if any(style in pair for pair in first)]
    order: list[str] = []
    for style in present:
        under = (k for k, other in enumerate(order) if _stands_above(style, other, first))
        order.insert(next(under, len(order)), style)
    ranks.update(zip(order, [ranks[style] for style in present], strict=True))
    if _goes_on_after(units, "syllable", "task"):
        ranks["task"] = RANKS["syllable"] + 0.5
    if _are_parts(units):
        ranks["decimal part"] = RANKS["bare"] + 0.5
    return ranks


def _goes_on_after(units: Sequence[Unit], outer: str, inner: str) -> bool:
    """Says whether a series goes on behind headings of another style: 다., [사업 1], [사업 2], 라."""
    last = open_at = 0
    for unit in units:
        if unit.style == inner:
            open_at = last
        elif unit.style == outer:
            if open_at and unit.number == open_at + 1:
                return True
            last, open_at = unit.number, 0
    return False


def _are_parts(units: Sequence[Unit]) -> bool:
    """Says whether 3-1, 3-2 are the parts of a title '3 주요업무', whose number has no dot."""
    last = 0
    outer: Counter[bool] = Counter()
    for unit in units:
        if unit.style == "bare":
            last = unit.number
        elif unit.style == "decimal part" and unit.sign[:1].isdigit():
            outer[int(re.split(r"[-.]", unit.sign)[0]) == last] += 1
    return outer[True] > 1 and not outer[False]


def _stands_above(style: str, other: str, first: Mapping[tuple[str, str], int]) -> bool:
    count = first.get((style, other), 0)
    return count >= 3 and count >= 4 * first.get((other, style), 0)


def learn_indents(units: Sequence[Unit]) -> dict[str, list[int]]:
    """Gives, for each bullet style, the indents that this document uses to nest it, narrowest first."""
    counts: dict[str, Counter[int]] = {}
    for unit in units:
        if unit.style in INDENTED:
            counts.setdefault(unit.style, Counter())[unit.indent] += 1
    return {style: _levels(found) for style, found in counts.items()}


def _levels(counts: Counter[int]) -> list[int]:
    """The indents that are meant: the frequent ones, and of the rest those that stand well apart."""
    levels: list[int] = []
    for indent, count in counts.most_common():
        frequent = count >= max(2, counts.total() // 20)
        if frequent or all(abs(indent - level) >= 2 for level in levels):
            levels.append(indent)
    return sorted(levels)
