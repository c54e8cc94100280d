"""Where the thing is that a section tells of: '위치 : 물결동 12번지(옛 어학원)' is said of its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from corpus.model import Block
from qa.figures.fields import explain
from qa.figures.select import Candidates
from qa.library import Library
from qa.understanding.query import Query, squash

# '위 치 : ', '(설치장소) '
PLACE = re.compile(
    r"^[\s(\[【]*(?:사업|설치|건립|이전|공사)?\s?(?:위\s*치|장\s*소|소\s*재\s*지|대\s*상\s*지|주\s*소)\s*[:：)\]】]\s*(.+)",
    re.DOTALL,
)
TOLD = 0.7  # what the place is worth that is told beside a figure, as its headings are


def with_place(query: Query, candidates: Candidates, chosen: Sequence[int], library: Library) -> Candidates:
    """The candidates, of which those in the section of the first chosen are told of the place told there."""
    first = candidates.facts[chosen[0]] if chosen else None
    place = _place(library.blocks(first.document), first.section) if first and first.table is None else ""
    if not place or first is None:
        return candidates
    told = np.array([0.0 if term.measure else TOLD * explain(term, place) for term in query.terms])
    mine = np.array([(f.document, f.section) == (first.document, first.section) for f in candidates.facts])
    explained = np.where(mine[:, None], np.maximum(candidates.explained, told), candidates.explained)
    return replace(candidates, explained=explained.astype(np.float32))


def _place(blocks: Sequence[Block], section: Sequence[str]) -> str:
    """The places (squashed) that are told in a section under a label for them."""
    told = [PLACE.match(block.text) for block in blocks if block.section == section]
    return "/".join(squash(match[1]) for match in told if match)
