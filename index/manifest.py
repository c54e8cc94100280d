"""`manifest.json`: what a store is, and which segments (data folders) it is made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from corpus.errors import StoreError

MANIFEST = "manifest.json"
FORMAT = "briefing-store"
VERSION = 3


class Part(msgspec.Struct, frozen=True):
    """A segment: documents that were written together, in a folder (`data`) that never changes again.

    `documents` and `chunks` count all that it holds; `removed` are the numbers of the documents in it that
    are no longer of the store. `files` are its files with their sizes in bytes.
    """

    data: str
    documents: int
    chunks: int
    removed: tuple[int, ...]
    files: dict[str, int]


class Manifest(msgspec.Struct, frozen=True):
    """`manifest.json`: what a store is and where its data lie.

    `build` is another one after every build; `documents`, `chunks` and `facts` are those of the store.
    `reader` stands for the program that read the documents: another one would read them differently.
    """

    format: str
    version: int
    created: str
    reader: str
    embedder: str
    dim: int
    documents: int
    chunks: int
    facts: int
    build: str
    parts: tuple[Part, ...]


_manifest_of = msgspec.json.Decoder(Manifest).decode


def read_manifest(path: Path) -> Manifest:
    """Read what a store is.

    Raises:
        StoreError: there is no store, or its manifest cannot be read.
    """
    file = path / MANIFEST
    if not file.is_file():
        raise StoreError(f"{path}: 색인이 없습니다. 먼저 briefing index로 문서를 색인해 주세요.")
    try:
        content = file.read_bytes()
        kind = msgspec.json.decode(content)
        if not isinstance(kind, dict) or kind.get("format") != FORMAT:
            raise damaged(path)
        if kind.get("version") != VERSION:
            return _foreign(kind)
        manifest = _manifest_of(content)
    except (OSError, msgspec.MsgspecError) as error:
        raise damaged(path) from error
    if any(Path(part.data).name != part.data for part in manifest.parts):
        raise damaged(path)
    return manifest


def _foreign(content: dict[str, Any]) -> Manifest:
    """What can be said of a manifest of another version."""
    version = content.get("version")
    return Manifest(
        format=FORMAT,
        version=version if isinstance(version, int) else 0,
        created="",
        reader="",
        embedder="",
        dim=0,
        documents=0,
        chunks=0,
        facts=0,
        build="",
        parts=(),
    )


def damaged(path: Path) -> StoreError:
    """The error for a store whose files do not fit together."""
    return StoreError(f"{path}: 색인이 손상되었습니다. briefing index로 다시 만들어 주세요.")
