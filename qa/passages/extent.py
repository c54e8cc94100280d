"""How far a passage goes in the outline of its document: what stands under a block, above it, beside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.model import Block
from qa.figures.fields import Field, explain
from qa.passages.asked_part import end_of
from qa.passages.outline import ROW
from qa.understanding.intents import label_in
from qa.understanding.query import Term, squash

MAX_CHARACTERS = 560
MONEY = re.compile(r"[가-힣][비액]$|예산")  # stands in every program
EXPLAINED = 0.6  # a term is explained by more than this
WHOLE = 1200  # characters of a candidate, of which MAX_CHARACTERS are shown

Tree = tuple[str, int, tuple[Block, ...]]
"""A document, the place in its outline of a first block, and that block with what stands under it."""


def subtree(blocks: Sequence[Block], start: int, limit: int = WHOLE) -> tuple[Block, ...]:
    """A block with the deeper blocks that follow it, cut at `limit` characters."""
    kept = [blocks[start]]
    length = len(blocks[start].text)
    for block in blocks[start + 1 :]:
        if block.depth <= blocks[start].depth or length + len(block.text) > limit:
            break
        kept.append(block)
        length += len(block.text)
    return tuple(kept)


@lru_cache(maxsize=16384)
def block_field(text: str, is_heading: bool) -> Field:
    """The text of a block, with its own label."""
    return Field(squash(text), (squash(label_in(text, is_heading)),))


def each_once(trees: Sequence[Tree]) -> tuple[list[str], list[Block], list[int]]:
    """The blocks of all passages, each once, with the names of their documents; where each passage begins.

    Passages have blocks in common; those of one stand one behind the other.
    """
    held: dict[str, dict[int, Block]] = {}
    for name, start, tree in trees:
        held.setdefault(name, {}).update(enumerate(tree, start))
    names: list[str] = []
    blocks: list[Block] = []
    numbers: dict[str, dict[int, int]] = {}
    for name, mine in held.items():
        places = sorted(mine)
        numbers[name] = dict(zip(places, range(len(blocks), len(blocks) + len(places)), strict=True))
        blocks += map(mine.__getitem__, places)
        names += [name] * len(places)
    return names, blocks, [numbers[name][start] for name, start, _ in trees]


def with_above(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The texts of blocks, behind the headings and bullets above the first."""
    return (*blocks[0].section, *blocks[0].parents, *(block.text for block in blocks))


def leaves_out(blocks: Sequence[Block], part: Sequence[int], places: range, terms: Sequence[Term]) -> bool:
    """Tell whether a part lacks something named that stands beside it: '짓는 동안 진료는 어디서 하나'.

    The place of the building tells nothing of 진료 where another line does.
    """
    told = squash("/".join(with_above([blocks[n] for n in part])))
    rest = squash("/".join(blocks[n].text for n in places if n not in part))
    things = (term for term in terms if not MONEY.search(term.words[0]))
    return any(explain(term, rest) > EXPLAINED > explain(term, told) for term in things)


def grown(blocks: Sequence[Block], start: int, limit: int = MAX_CHARACTERS) -> range:
    """The places of the largest whole around a block that stays short: the one above it with all under it.

    It ends at a heading: what stands beside a heading is about something else.
    """
    best = range(start, end_of(blocks, start))
    place = start
    while True:
        depth = blocks[place].depth
        above = next((n for n in range(place - 1, -1, -1) if blocks[n].depth < depth), None)
        if above is None or blocks[place].kind == "heading" or depth - blocks[above].depth > 1:
            return best
        whole = range(above, end_of(blocks, above))
        if sum(len(blocks[n].text) for n in whole) > limit:
            return best
        best, place = whole, above


def around(blocks: Sequence[Block], start: int, most: int = 2) -> Iterator[range]:
    """The places of all under the nearest heading over a block, itself included, and under the next."""
    depth = blocks[start].depth + 1
    for n in range(start, -1, -1):
        if blocks[n].depth < depth:
            depth = blocks[n].depth
            if blocks[n].kind == "heading":
                yield range(n, end_of(blocks, n))
                most -= 1
                if not most:
                    return


def places_above(blocks: Sequence[Block], place: int, first: int) -> list[int]:
    """The places of the blocks above one, from `first` on."""
    found = []
    depth = blocks[place].depth
    for n in range(place - 1, first, -1):
        if blocks[n].depth < depth:
            depth = blocks[n].depth
            found.append(n)
    return found


def places_beside(blocks: Sequence[Block], place: int, places: range) -> set[int]:
    """The places of the bullets beside one: a list is told whole or not.

    None where bullets stand under some of them: such are no list.
    """
    depth = blocks[place].depth
    first, end = place, place + 1
    while first > places[0] and blocks[first].depth >= depth:
        first -= 1
    while end < places[-1] + 1 and blocks[end].depth >= depth:
        end += 1
    beside = range(first + (blocks[first].depth < depth), end)
    return set(beside) if all(blocks[n].depth == depth for n in beside) else set()


def rows_between(blocks: Sequence[Block], kept: Collection[int], limit: int) -> set[int]:
    """The rows of a table between two rows of it that are told, where they are `limit` characters at most."""
    rows = sorted(n for n in kept if blocks[n].marker == ROW)
    between = {
        n
        for first, last in pairwise(rows)
        if all(_in_one_table(blocks[first], blocks[n]) for n in range(first + 1, last + 1))
        for n in range(first + 1, last)
    }
    return between if sum(len(blocks[n].text) for n in between) <= limit else set()


def _in_one_table(first: Block, other: Block) -> bool:
    return other.marker == ROW and (other.section, other.depth) == (first.section, first.depth)
