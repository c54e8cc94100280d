"""Morpheme vectors from Kiwi's own language model, without a download.

`Kiwi.morpheme_similarity` gives the cosine of two morphemes in a hidden space of 256 dimensions. From the
similarities to a few hundred landmark morphemes the vector of every morpheme comes back exactly: the
Nyström method (Williams and Seeger, 2001), `s @ V @ diag(eigenvalues ** -0.5)` where V are the eigenvectors
of the landmarks' own similarities. The projection, weights and learnt rows lie in `index/model`.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from corpus.errors import StoreError

if TYPE_CHECKING:
    from kiwipiepy import Kiwi
    from numpy.typing import NDArray

MODEL = Path(__file__).parent / "model"

GENERIC = 64
"""Kiwi numbers tags, not morphemes, below this: all numbers share one id, all unknown nouns another."""

_NUMBER, _FOREIGN, _PART = range(3)
_CLASSES = {"SN": _NUMBER, "SL": _FOREIGN, "SH": _FOREIGN, "W_SERIAL": _NUMBER, "NNG": _PART, "NNP": _PART}
_CONTENT = ("N", "V", "M", "X", "I")


class Morpheme(Protocol):
    """What is read of an analysed morpheme: `kiwipiepy.Token` has it, and so may others."""

    @property
    def form(self) -> str:
        """The morpheme as in the dictionary."""

    @property
    def tag(self) -> str:
        """Its part of speech."""

    @property
    def id(self) -> int:
        """Its number in Kiwi."""


def morpheme_keys(morphemes: Iterable[Morpheme]) -> list[int]:
    """Keys of the morphemes of a text: Kiwi's id where it names one morpheme, else hashes (below 0).

    Numbers and foreign words have one key each; a noun that Kiwi does not know has one for each pair of
    neighbouring syllables, so that '가람시청' and '가람시' share something.
    """
    keys: list[int] = []
    for morpheme in morphemes:
        if morpheme.id >= GENERIC:
            keys.append(morpheme.id)
        elif morpheme.tag in _CLASSES:
            keys.extend(_hashed(morpheme.form, _CLASSES[morpheme.tag]))
    return keys


def _hashed(form: str, kind: int) -> list[int]:
    text = form.replace(",", "").lower()
    pieces = [text]
    if kind == _PART and len(text) > 2:
        pieces = [text[place : place + 2] for place in range(len(text) - 1)]
    return [-1 - kind - len(_CLASSES) * zlib.crc32(piece.encode()) for piece in pieces]


class MorphemeVectors:
    """A weighted vector for every morpheme key, found when first asked for and then kept.

    Args:
        kiwi: the analyser whose morphemes are meant.
        model: a folder with `model.json`, `landmarks.npy`, `projection.npy` and `weights.npy`.

    Raises:
        StoreError: the vectors were made for another Kiwi model.
    """

    def __init__(self, kiwi: Kiwi, model: Path = MODEL) -> None:
        self._kiwi = kiwi
        self.settings: dict[str, object] = json.loads((model / "model.json").read_text(encoding="utf-8"))
        self._landmarks: list[int] = np.load(model / "landmarks.npy").tolist()
        self._projection = np.load(model / "projection.npy", mmap_mode="r").astype(np.float32)
        self._weights: NDArray[np.float16] = np.load(model / "weights.npy", mmap_mode="r")
        self._check()
        self.dim = int(self._projection.shape[1])
        self._hash_weights = np.asarray(self.settings["hash_weights"], dtype=np.float32)
        self._places: dict[int, int] = {}
        self._rows: NDArray[np.float32] = np.zeros((1024, self.dim), dtype=np.float32)

    def _check(self) -> None:
        """Compare a few similarities with those of the Kiwi that the projection was made with."""
        wanted = np.asarray(self.settings["fingerprint"], dtype=np.float32)
        first = self._landmarks[0]
        found = [self._kiwi.morpheme_similarity(first, other) for other in self._landmarks[: len(wanted)]]
        if not np.allclose(found, wanted, atol=1e-3):
            made_for = self.settings["kiwi_model"]
            message = (
                f"기본 임베딩은 kiwipiepy_model {made_for}용입니다. "
                "이 판을 설치하거나 --embedder로 다른 모델을 고르십시오."
            )
            raise StoreError(message)

    def rows(self) -> NDArray[np.float32]:
        """The vectors found so far, shape (at least as many as places given out, `dim`)."""
        return self._rows

    def places(self, keys: Iterable[int]) -> list[int]:
        """The row number in `rows()` of each key."""
        known = self._places
        return [known[key] if key in known else self._add(key) for key in keys]

    def _add(self, key: int) -> int:
        place = len(self._places)
        if place == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[place] = self._find(key)
        self._places[key] = place
        return place

    def _find(self, key: int) -> NDArray[np.float32]:
        if key < 0:
            return self._hash_vector(key)
        if key < len(self._weights):
            return self._recover(key)
        return self._from_parts(key)

    def _recover(self, key: int) -> NDArray[np.float32]:
        """The Nyström vector of a morpheme that Kiwi's language model knows, times its weight."""
        weight = float(self._weights[key])
        if not weight:
            return np.zeros(self.dim, dtype=np.float32)
        similarity = self._kiwi.morpheme_similarity
        found = np.asarray([similarity(key, other) for other in self._landmarks], dtype=np.float32)
        vector: NDArray[np.float32] = np.nan_to_num(found) @ self._projection * np.float32(weight)
        return vector

    def _hash_vector(self, key: int) -> NDArray[np.float32]:
        """A fixed vector of signs for a number, a foreign word or a pair of syllables."""
        kind = (-1 - key) % len(_CLASSES)
        digest = hashlib.blake2b(
            key.to_bytes(8, "big", signed=True), digest_size=(self.dim + 7) // 8
        ).digest()
        bits = np.unpackbits(np.frombuffer(digest, dtype=np.uint8))[: self.dim]
        vector: NDArray[np.float32] = (bits.astype(np.float32) * 2 - 1) * (
            self._hash_weights[kind] / np.float32(np.sqrt(self.dim))
        )
        return vector

    def _from_parts(self, key: int) -> NDArray[np.float32]:
        """The sum of its parts' vectors for a word that was given to Kiwi or that its model left out."""
        whole = self._kiwi.morpheme(key)
        vector = np.zeros(self.dim, dtype=np.float32)
        if not whole.form or not whole.tag.startswith(_CONTENT):
            return vector
        parts = self._kiwi.tokenize(whole.form, blocklist=[f"{whole.form}/{whole.tag}"])
        keys = [part for part in morpheme_keys(parts) if part < len(self._weights)]
        for part in keys or _hashed(whole.form, _PART):
            vector += self._find(part)
        return vector
