"""A file becomes what a store holds of it: read, and analysed once for terms and vectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from corpus.document import read_document
from corpus.markers import read_mark
from corpus.model import Chunk, Document, Metadata
from corpus.model import Path as Parts
from index.analyzer import Analysis, Analyzer
from index.embedder import Embedder, KiwiEmbedder
from index.prepared import Passage, Prepared, prepare
from index.schema import number_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIELD_WEIGHTS = (0.27, 0.42, 0.31)
"""What a chunk's vector is made of: the vectors of its text, its context and the headings right over it.

Their sum is not of length 1, so that its inner product with a question is the weighted sum of the cosines.
"""

_LABEL = 40  # characters; a longer label is a sentence
_KEPT = 1 << 15  # texts whose keys are kept: labels and headings come again in document after document


class DocumentReader:
    """Reads files for a store.

    Args:
        analyzer: makes terms and cuts sentences.
        embedder: makes vectors.
    """

    def __init__(self, analyzer: Analyzer, embedder: Embedder) -> None:
        self._analyzer = analyzer
        self.embedder = embedder
        self._keys = lru_cache(maxsize=_KEPT)(self._keys_of)

    def read(self, file: Path, given: Metadata | None) -> Prepared:
        """Read a file.

        Args:
            file: a document.
            given: what it is, where that is known.

        Raises:
            UnreadableFile: it is missing, too large, or not a text.
        """
        catalog = {file.name: given} if given else {}
        document = read_document(file, catalog, self._analyzer.sentences)
        passages, vectors = _analysed(document, self._analyzer, self.embedder)
        prepared = prepare(document, given, passages, vectors, document_names(document))
        texts = dict.fromkeys(_compared(document))
        return replace(prepared, analysed=[(number_of(text), self._keys(text)) for text in texts])

    def _keys_of(self, text: str) -> bytes:
        return np.asarray(self._analyzer.keys(text), dtype=np.int64).tobytes()


def _analysed(
    document: Document, analyzer: Analyzer, embedder: Embedder
) -> tuple[list[Passage], NDArray[np.float32]]:
    """Terms, words and vectors of the chunks; what chunks share (headings, columns) is analysed once."""
    fields = [searched_texts(chunk) for chunk in document.chunks]
    parts = list(dict.fromkeys(part for chunk in fields for text in chunk for part in text))
    known = dict(zip(parts, analyzer.analyses(parts), strict=True))
    texts = list(dict.fromkeys(text for chunk in fields for text in chunk))
    analysed = [Analysis.joined(known[part] for part in text) for text in texts]
    if isinstance(embedder, KiwiEmbedder):
        encoded = embedder.encode_ids([text.keys for text in analysed])
    else:
        encoded = embedder.encode([" ".join(text) for text in texts], "passage")
    place = {text: number for number, text in enumerate(texts)}
    places = np.asarray([[place[text] for text in chunk] for chunk in fields], dtype=np.int64).reshape(-1, 3)
    vectors = np.tensordot(encoded[places], np.asarray(FIELD_WEIGHTS, dtype=np.float32), axes=((1,), (0,)))
    both = [Analysis.joined((analysed[context], analysed[text])) for text, context, _ in places.tolist()]
    return [Passage(passage.terms, passage.words) for passage in both], vectors


def searched_texts(chunk: Chunk) -> tuple[Parts, Parts, Parts]:
    """What is searched of a chunk: its text, its context and the headings right over it.

    Each in the parts that are analysed by themselves. A name is read alike wherever it stands in a context,
    and most of them stand in many; a passage is read whole, as its sentences go over its lines.
    """
    return (chunk.text,), tuple(chunk.context.split("\n")), chunk.section[-2:]


def _compared(document: Document) -> Iterator[str]:
    """The texts of a document whose meaning questions are compared with: of blocks, headings and labels."""
    yield from (document.metadata.title, document.metadata.agency, document.metadata.department)
    for block in document.blocks:
        yield from (block.text, *block.section, *block.parents)
    for fact in (
        document.facts
    ):  # labels less the marks before them, as what a refusal names and what lines are told by
        yield from (read_mark(label).text.strip() for label in (*fact.row, *fact.column, fact.caption))


def document_names(document: Document) -> Iterator[tuple[str, str]]:
    """What a document names: its agency and department, headings, labels, departments of audit items."""
    about = document.metadata
    yield from (
        (name, kind) for name, kind in ((about.agency, "agency"), (about.department, "department")) if name
    )
    for block in document.blocks:
        label = block.text if block.kind == "heading" else block.text.partition(":")[0]
        if block.kind == "heading" or ":" in block.text:
            yield from _named(label, "heading" if block.kind == "heading" else "label")
    for table in document.tables:
        for row in table.rows:
            for label in row.path:
                yield from _named(label, "label")
    yield from ((name, "audit") for item in document.audits for name in item.departments)


def _named(label: str, kind: str) -> Iterator[tuple[str, str]]:
    name = " ".join(label.split())
    if 1 < len(name) <= _LABEL and any(character.isalpha() for character in name):
        yield name, kind
