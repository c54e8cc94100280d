"""One question at work inside one document, where the answer before stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Lines
from index.search import Hit
from qa.context import FACT_CHUNKS, Context
from qa.followups.fit import NEAR_LINES
from qa.library import Library
from qa.understanding.query import Query
from qa.wording.citing import Citations

FORWARD = 8  # places by which search hits near the earlier answer are moved forward


@dataclass(frozen=True, slots=True)
class Near:
    """The place of an earlier answer: its document and lines."""

    document: str
    lines: Lines


class Within(Context):
    """One question at work inside one document, what stands near a place first."""

    def __init__(
        self, query: Query, library: Library, near: Near, citations: Citations | None = None
    ) -> None:
        super().__init__(query, library, (near.document,), citations)
        self._near = near

    def narrowed(self, query: Query, documents: Sequence[str] | None) -> Context:
        """The same document for every scope of the question; what names another one leaves it."""
        if documents is None or self._near.document in documents:
            return self if query == self.query else Within(query, self.library, self._near, self.citations)
        return super().narrowed(query, documents)

    @cached_property
    def hits(self) -> Sequence[Hit]:
        """The chunks of the document, those around the place moved forward."""
        found = self.library.search(self.query.text, FACT_CHUNKS, self.documents, self.query.also)
        first, last = self._near.lines[0] - NEAR_LINES, self._near.lines[1] + NEAR_LINES
        near = [hit.chunk.lines[0] <= last and hit.chunk.lines[1] >= first for hit in found]
        order = sorted(range(len(found)), key=lambda n: n - FORWARD * near[n])
        return [found[n] for n in order]
