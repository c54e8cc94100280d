"""API keys: kept as hashes in a file, each with the collections that it may see.

A key is 256 random bits, so that one round of SHA-256 is enough (nothing can be guessed from the hash).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import BadRequest, BriefingError

EVERY = "*"
_PREFIX = "brf-"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as kept; `collections` are names, or '*' for all of them."""

    id: str
    hash: str
    collections: tuple[str, ...]
    note: str
    created: str

    @property
    def visible(self) -> frozenset[str] | None:
        """The collections that the key may see, None for all."""
        return None if EVERY in self.collections else frozenset(self.collections)


class KeyFile:
    """The keys of a server; a change to the file counts at once.

    Example:
        >>> keys = KeyFile(Path("keys.json"))
        >>> secret = keys.add(("default",), "총무과")
        >>> keys.find(secret).note
        '총무과'
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp: tuple[int, int] | None = None
        self._keys: dict[str, Key] = {}

    def all(self) -> list[Key]:
        """The keys, oldest first.

        Raises:
            BriefingError: the file is there and cannot be read.
        """
        try:
            state = self.path.stat()
        except OSError:
            self._stamp, self._keys = None, {}
            return []
        stamp = (state.st_mtime_ns, state.st_size)
        if stamp != self._stamp:
            self._keys = {key.hash: key for key in self._read()}
            self._stamp = stamp
        return list(self._keys.values())

    def find(self, secret: str) -> Key | None:
        """The key that a secret opens, None for none."""
        self.all()
        return self._keys.get(_hash(secret))

    def add(self, collections: tuple[str, ...], note: str) -> str:
        """Make a key; its secret is given once and kept nowhere.

        Raises:
            BriefingError: the file cannot be read or written.
        """
        secret = _PREFIX + secrets.token_urlsafe(32)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        key = Key(secrets.token_hex(4), _hash(secret), collections, note, now)
        self._write([*self.all(), key])
        return secret

    def revoke(self, number: str) -> None:
        """Take a key away.

        Raises:
            BadRequest: there is no key with that id.
            BriefingError: the file cannot be read or written.
        """
        keys = self.all()
        kept = [key for key in keys if key.id != number]
        if len(kept) == len(keys):
            raise BadRequest(f"{number}: 그런 키가 없습니다. briefing keys list로 확인해 주세요.")
        self._write(kept)

    def _read(self) -> list[Key]:
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))["keys"]
            return [Key(**row | {"collections": tuple(row["collections"])}) for row in rows]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BriefingError(f"{self.path}: 키 파일을 읽을 수 없습니다. 파일을 확인해 주세요.") from error

    def _write(self, keys: list[Key]) -> None:
        content = json.dumps({"keys": [asdict(key) for key in keys]}, ensure_ascii=False, indent=1)
        beside = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(content)
            beside.replace(self.path)
        except OSError as error:
            raise BriefingError(
                f"{self.path}: 키 파일을 쓸 수 없습니다. 폴더와 권한을 확인해 주세요."
            ) from error


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
