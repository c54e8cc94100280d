"""Where a store is: a folder, or a Milvus that is told by its address.

    milvus+http://HOST:19530/NAME     a server or cluster (https too); NAME is that of the store there
    milvus+file:/FOLDER/NAME.db       an embedded one, of the package milvus-lite

A password or token for the server is read from `$BRIEFING_MILVUS_TOKEN`, so that it stands in no command.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import StoreError

TOKEN = "BRIEFING_MILVUS_TOKEN"  # noqa: S105 - the name of a variable

# one slash is enough: what goes through a Path keeps no more
_ADDRESS = re.compile(r"milvus\+(?:(https?):/+([^/]+)/([A-Za-z_]\w*)/?|file:(/.+|.+\.db))")


@dataclass(frozen=True, slots=True)
class Address:
    """A store in Milvus: `uri` is what the client connects to, `name` what its collections begin with."""

    uri: str
    name: str
    text: str

    @property
    def token(self) -> str:
        """What the server asks for; empty where it asks for nothing."""
        return os.environ.get(TOKEN, "")


def address_of(path: str | Path) -> Address | None:
    """The address that a text is; None for a folder.

    Raises:
        StoreError: it looks like an address and is none.

    Example:
        >>> address_of("milvus+http://10.0.0.5:19530/seoul").uri
        'http://10.0.0.5:19530'
    """
    text = str(path)
    if not text.startswith("milvus+"):
        return None
    found = _ADDRESS.fullmatch(text)
    if not found:
        raise StoreError(
            f"{text}: Milvus 주소가 아닙니다. "
            "milvus+http://서버:19530/이름 또는 milvus+file:/폴더/이름.db처럼 적어 주세요."
        )
    if found[4]:
        return Address(str(Path(found[4]).absolute()), "briefing", text)
    return Address(f"{found[1]}://{found[2]}", found[3], text)
