"""Which passages that search found are nearest to a question, their lines looked at one by one.

Search weighs whole chunks, and its weights are those by which figures and passages are answered best. Who is
shown passages wants the one that tells it in whatever words: what counts here is whether one of its lines
tells it by its meaning, more than lines of the others do, whether a bullet is of what is asked for ('왜' by
'(취지) ...'), and whether it has figures of the unit that is asked for ('몇 그루' by '1,320그루').
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from corpus.markers import read_mark
from corpus.model import Block
from index.search import FEATURES as OF_SEARCH
from index.search import Hit
from qa.figures.alike import Floats
from qa.figures.measures import same_unit
from qa.understanding.intents import intent_fit, intents

if TYPE_CHECKING:
    from qa.library import Library
    from qa.understanding.query import Query

# how much each counts (benchmarks/fusion.py --nearness)
WEIGHTS = MappingProxyType(
    {
        "bm25": 0.5, "vectors": 0.76, "told": 0.79, "document": 0.55, "year": 0.27, "table": 0.08,
        "total": 0.12, "line meaning": 0.37, "line told": 0.33, "intent": 0.14, "unit": 0.21, "figure": 0.38,
    }
)  # fmt: skip
FEATURES = tuple(WEIGHTS)
_OF_SEARCH = [name for name in FEATURES if name in OF_SEARCH]
_WORTH = np.array(list(WEIGHTS.values()), dtype=np.float32)
ABOVE = 2  # bullets over a line that are read with it
SPREAD = 4.0
# what says when, or only asks: '2024년', '6월 말', '얼마나 되나요'
OF_NO_LINE = re.compile(
    r"\d{2,4}\s*년도?|\d+\s*월\s*말?|[은는이가]?\s*(?:얼마|몇\s*\S+|무엇|어디)\S*|인가요|나요|알려\s*줘|까지|기준"
)


def by_nearness(
    query: Query, hits: Sequence[Hit], library: Library, figures: Floats | None = None, looked_at: int = 0
) -> list[int]:
    """The places of hits, those nearest to a question first.

    Args:
        query: the question.
        hits: what search found for it.
        library: the documents.
        figures: how well the figures of each hit fit, 1 for the best (see `Context.figures_fit`), shape
            [hits]; left out of account where None.
        looked_at: of how many hits, those that are the nearest by all else, lines are looked at; 0 for all.
    """
    if not hits:
        return []
    found = _whole(query, hits, library, figures)
    first = np.argsort(-(found @ _WORTH), kind="stable")[: looked_at or None]
    found[first] += _of_their_lines(query, [hits[place] for place in first], library)
    order: list[int] = np.argsort(-(found @ _WORTH), kind="stable").tolist()
    return order


def features(query: Query, hits: Sequence[Hit], library: Library, figures: Floats | None) -> Floats:
    """What hits are ranked by, shape [hits, FEATURES]."""
    return _whole(query, hits, library, figures) + _of_their_lines(query, hits, library)


def _whole(query: Query, hits: Sequence[Hit], library: Library, figures: Floats | None) -> Floats:
    """What is told of hits without a look at their lines; 0 for the rest."""
    found = np.zeros((len(hits), len(FEATURES)), dtype=np.float32)
    found[:, : len(_OF_SEARCH)] = [[hit.parts[name] for name in _OF_SEARCH] for hit in hits]
    found[:, FEATURES.index("unit")] = _have_unit(query.units, hits, library)
    if figures is not None:
        found[:, FEATURES.index("figure")] = figures
    return found


def _of_their_lines(query: Query, hits: Sequence[Hit], library: Library) -> Floats:
    """What the line of each hit tells that tells most; 0 for the rest."""
    asked, wanted = _of_lines(query.text, library), intents(query.text)
    blocks = [_blocks(hit, library) for hit in hits]
    lines = [_lines(hit, mine, library) for hit, mine in zip(hits, blocks, strict=True)]
    places = [place for place, mine in enumerate(lines) for _ in mine]
    texts = [line for mine in lines for line in mine]
    found = np.zeros((len(hits), len(FEATURES)), dtype=np.float32)
    for name, compared in (("line meaning", library.meaning), ("line told", library.told)):
        np.maximum.at(found[:, FEATURES.index(name)], places, compared(asked, texts))
    meaning = FEATURES.index("line meaning")
    found[:, meaning] = _standing_out(found[:, meaning])
    if wanted:
        fits = [max((intent_fit(wanted, block) for block in mine), default=0.0) for mine in blocks]
        found[:, FEATURES.index("intent")] = fits
    return found


def _standing_out(values: Floats) -> Floats:
    """How far each is above or below the mean, in `SPREAD` standard deviations."""
    found: Floats = (values - values.mean()) / (SPREAD * (values.std() or 1))
    return found


def _of_lines(text: str, library: Library) -> str:
    """A question less what lines seldom say themselves: whose it is, of when, and the asking."""
    for name in library.names.finditer(text):
        text = text.replace(name[0], " ")
    return OF_NO_LINE.sub(" ", text)


def _blocks(hit: Hit, library: Library) -> list[Block]:
    """What stands on its lines beside tables."""
    first, last = hit.chunk.lines
    blocks, places = library.outline(hit.chunk.document)
    numbers = dict.fromkeys(n for line in range(first, last + 1) for n in places.get(line, ()))
    return [blocks[number] for number in numbers]


def _lines(hit: Hit, blocks: Sequence[Block], library: Library) -> list[tuple[str, ...]]:
    """Its bullets and its rows with figures, each in the parts that tell it."""
    found = [_told((block.text, *block.parents[-ABOVE:], *block.section[-1:])) for block in blocks]
    rows: dict[int, dict[str, None]] = {}
    for fact in library.facts_on([(hit.chunk.document, hit.chunk.lines)])[0]:
        if fact.table is not None:
            labels = (*fact.row, *fact.column, fact.caption, *fact.section[-1:])
            rows.setdefault(fact.lines[0], {}).update(dict.fromkeys(labels))
    return [*found, *(_told(read_mark(label).text.strip() for label in row) for row in rows.values())]


def _told(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _have_unit(units: Sequence[str], hits: Sequence[Hit], library: Library) -> list[bool]:
    """Whether figures in each hit are in a unit that is asked for."""
    if not units:
        return [False] * len(hits)
    found = library.facts_on([(hit.chunk.document, hit.chunk.lines) for hit in hits])
    held = [{fact.unit for fact in facts} for facts in found]
    fitting = {unit: any(same_unit(one, unit) for one in units) for unit in set().union(*held)}
    return [any(fitting[unit] for unit in own) for own in held]
