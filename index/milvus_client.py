"""What a store in Milvus is made of: its collections, and the client that asks for them.

    NAME_meta                  one row: which build is the store (`Remote`)
    NAME_BUILD_documents       what each document is
    NAME_BUILD_chunks          passages: dense and sparse vectors, and what is read of them
    NAME_BUILD_facts           figures, with document, agency, year, unit and value as scalar fields
    NAME_BUILD_parts           what is read whole of a document (text, tables, ...), in pieces
    NAME_BUILD_names, _terms, _words

The number of a chunk or fact is that of its document, shifted, plus its place there.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from corpus.errors import StoreError
from index.address import Address
from index.manifest import Manifest

SHIFT = 20
"""Bits of a number that count within a document."""

NOTHING = 0
"""The dimension of a sparse vector that stands for no term; Milvus takes no empty vectors."""

_LONGEST = 65_535  # bytes of a text in Milvus
_PIECE = 20_000  # characters of a text that is stored in pieces, three bytes each at most
_ASKED = 1000  # values of one filter
_MOST = 16_384  # rows of one answer
_ROWS = 500  # rows of one insertion
Row = dict[str, Any]
Result = TypeVar("Result")

# field: type, and whether it is the key
_SCALARS: Mapping[str, Mapping[str, str]] = {
    "documents": {"id": "INT64", "name": "VARCHAR", "body": "VARCHAR"},
    "chunks": {
        "id": "INT64",
        "document": "INT64",
        "agency": "VARCHAR",
        "year": "INT64",
        "is_table": "BOOL",
        "words": "VARCHAR",
        "body": "VARCHAR",
    },
    "facts": {
        "id": "INT64",
        "document": "INT64",
        "agency": "VARCHAR",
        "year": "INT64",
        "unit": "VARCHAR",
        "value": "DOUBLE",
        "tbl": "INT64",
        "first": "INT64",
        "last": "INT64",
        "body": "VARCHAR",
    },
    "parts": {"id": "INT64", "document": "INT64", "part": "VARCHAR", "body": "VARCHAR"},
    "names": {"id": "INT64", "document": "INT64", "kind": "VARCHAR", "name": "VARCHAR"},
    "terms": {"term": "VARCHAR", "number": "INT64", "chunks": "INT64"},
    "words": {"id": "INT64", "chunks": "INT64"},
    "meta": {"key": "VARCHAR", "body": "VARCHAR"},
}
COLLECTIONS = tuple(name for name in _SCALARS if name != "meta")
_FILTERED = ("document", "kind", "part", "year", "agency")  # fields with an index of their own


class Remote(msgspec.Struct, frozen=True):
    """What a store in Milvus is: its manifest, the numbers that come next, the mean terms of a chunk.

    The mean is that of the first build: BM25 weighs a chunk's length against it for good.
    """

    manifest: Manifest
    generation: str
    next_document: int
    next_term: int
    mean_length: float


class Collections:
    """The collections of a store in Milvus.

    Args:
        address: where it is.

    Raises:
        StoreError: pymilvus is not installed, or there is no answer from there.
    """

    def __init__(self, address: Address) -> None:
        try:
            import pymilvus  # noqa: PLC0415 - of an extra that not everyone installs
        except ImportError as error:
            message = "Milvus를 쓰려면 pip install 'briefing[milvus]'로 pymilvus를 설치해 주세요."
            raise StoreError(message) from error
        # its errors are raised, and told in one line
        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
        self._milvus: Any = pymilvus
        self._address = address
        self._client: Any = self._told(pymilvus.MilvusClient, address.uri, token=address.token)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _told(self, ask: Callable[..., Result], *given: object, **named: object) -> Result:
        try:
            return ask(*given, **named)
        except (self._milvus.MilvusException, ConnectionError, ValueError) as error:
            reason = str(error).splitlines()[0][:200]
            raise StoreError(f"{self._address.text}: Milvus에서 답을 받지 못했습니다({reason}).") from error

    def _name(self, kind: str, generation: str) -> str:
        return f"{self._address.name}_{generation}_{kind}" if generation else f"{self._address.name}_{kind}"

    def create(self, kind: str, generation: str, dim: int) -> None:
        """Make a collection where it is not there; `dim` is the length of dense vectors."""
        name = self._name(kind, generation)
        if self._told(self._client.has_collection, name):
            return
        types = self._milvus.DataType
        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        index = self._client.prepare_index_params()
        for place, (field, kind_of) in enumerate(_SCALARS[kind].items()):
            extra = {"max_length": _LONGEST} if kind_of == "VARCHAR" else {}
            schema.add_field(field, types[kind_of], is_primary=place == 0, **extra)
            if field in _FILTERED and place:
                index.add_index(field, index_type="INVERTED")
        vectors = dim if kind in ("chunks", "words") else 2  # Milvus takes no collection without vectors
        schema.add_field("dense", types.FLOAT_VECTOR, dim=vectors)
        index.add_index("dense", index_type="AUTOINDEX", metric_type="IP")
        if kind == "chunks":
            schema.add_field("sparse", types.SPARSE_FLOAT_VECTOR)
            index.add_index("sparse", index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
        self._told(
            self._client.create_collection,
            name,
            schema=schema,
            index_params=index,
            consistency_level="Strong",
        )

    def drop(self, generation: str) -> None:
        """Remove the collections of a build."""
        for kind in COLLECTIONS:
            self._told(self._client.drop_collection, self._name(kind, generation))

    def generations(self) -> set[str]:
        """The builds of which there are collections."""
        first, last = f"{self._address.name}_", "_documents"
        names = self._told(self._client.list_collections)
        return {
            name[len(first) : -len(last)] for name in names if name.startswith(first) and name.endswith(last)
        }

    def put(self, kind: str, generation: str, rows: Iterable[Row]) -> None:
        """Write rows, those of the same keys anew."""
        batch: list[Row] = []
        plain = kind not in ("chunks", "words")
        for row in rows:
            batch.append(row | {"dense": [0.0, 0.0]} if plain else row)
            if len(batch) == _ROWS:
                self._told(self._client.upsert, self._name(kind, generation), batch)
                batch = []
        if batch:
            self._told(self._client.upsert, self._name(kind, generation), batch)

    def rows(self, kind: str, generation: str, condition: str, fields: Sequence[str]) -> Iterator[Row]:
        """All rows that meet a condition."""
        few = self._told(
            self._client.query,
            self._name(kind, generation),
            filter=condition,
            output_fields=list(fields),
            limit=_MOST,
        )
        if len(few) < _MOST:
            yield from few
            return
        found = self._told(
            self._client.query_iterator,
            self._name(kind, generation),
            batch_size=_ASKED,
            filter=condition,
            output_fields=list(fields),
        )
        while batch := self._told(found.next):
            yield from batch
        found.close()

    def by(
        self, kind: str, generation: str, field: str, values: Sequence[object], fields: Sequence[str]
    ) -> Iterator[Row]:
        """The rows in which a field has one of the values."""
        for start in range(0, len(values), _ASKED):
            condition = f"{field} in {listed(values[start : start + _ASKED])}"
            yield from self._told(
                self._client.query, self._name(kind, generation), filter=condition, output_fields=list(fields)
            )

    def remove(self, kind: str, generation: str, field: str, values: Sequence[object]) -> None:
        """Delete the rows in which a field has one of the values."""
        for start in range(0, len(values), _ASKED):
            condition = f"{field} in {listed(values[start : start + _ASKED])}"
            self._told(self._client.delete, self._name(kind, generation), filter=condition)

    def nearest(
        self, generation: str, field: str, vector: object, k: int, condition: str = ""
    ) -> list[tuple[int, float]]:
        """Numbers of the `k` chunks of the highest inner product in a field, and the products."""
        (hits,) = self._told(
            self._client.search,
            self._name("chunks", generation),
            data=[vector],
            anns_field=field,
            limit=k,
            filter=condition,
            search_params={"metric_type": "IP"},
        )
        return [(int(hit["id"]), float(hit["distance"])) for hit in hits]

    def remote(self) -> Remote | None:
        """What the store is; None where there is none.

        Raises:
            StoreError: it cannot be understood.
        """
        if not self._told(self._client.has_collection, self._name("meta", "")):
            return None
        found = list(self.by("meta", "", "key", ["store"], ["body"]))
        if not found:
            return None
        try:
            return msgspec.json.decode(found[0]["body"], type=Remote)
        except msgspec.MsgspecError as error:
            raise StoreError(
                f"{self._address.text}: 다른 판의 프로그램이 만든 색인입니다. 다시 색인해 주세요."
            ) from error

    def publish(self, remote: Remote) -> None:
        """Make a build the store."""
        self.create("meta", "", 2)
        self.put("meta", "", [{"key": "store", "body": msgspec.json.encode(remote).decode()}])


def listed(values: Iterable[object]) -> str:
    """Values as Milvus reads a list; texts are quoted, so that none of them is read as anything else."""
    return json.dumps(list(values), ensure_ascii=False)


def pieces(text: str) -> list[str]:
    """A text cut into pieces that Milvus takes."""
    return [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)] or [""]
