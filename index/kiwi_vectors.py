"""Morpheme vectors from Kiwi's own language model, without a download.

`Kiwi.morpheme_similarity` gives the cosine of two morphemes in a hidden space of 256 dimensions. From the
similarities to a few hundred landmark morphemes the vector of every morpheme comes back exactly: the
Nyström method (Williams and Seeger, 2001), `s @ V @ diag(eigenvalues ** -0.5)` where V are the eigenvectors
of the landmarks' own similarities. `training/train.py` learns what lies in `index/model`: a map of that
space, a vector for each syllable (Sino-Korean words of one root share syllables), a weight for each morpheme
and whole vectors for the morphemes that are met most.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import threading
import zlib
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from corpus.errors import StoreError

if TYPE_CHECKING:
    from kiwipiepy import Kiwi
    from numpy.typing import NDArray

MODEL = Path(__file__).parent / "model"

GENERIC = 64
"""Kiwi numbers tags, not morphemes, below this: all numbers share one id, all unknown nouns another."""

MORPHEMES = 70_488
"""Kiwi's language model knows the morphemes of lower ids; those above are variants, names and user words."""

NUMBER, FOREIGN = range(2)
_HASHED = {"SN": NUMBER, "W_SERIAL": NUMBER, "SL": FOREIGN, "SH": FOREIGN}
_NOUNS = ("NNG", "NNP")
_CONTENT = ("N", "V", "M", "X", "I")
_PIECE_BITS = 21
_PIECES = 1 << (2 * _PIECE_BITS)


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
    """Keys of the morphemes of a text: Kiwi's id where it names one morpheme, else a key below 0.

    A number or a foreign word has one key; a noun that Kiwi does not know has one for each pair of
    neighbouring syllables, so that '가람시청' and '가람시' share something. A key fits 64 bits.
    """
    keys: list[int] = []
    for morpheme in morphemes:
        number = morpheme.id
        if number >= GENERIC:
            keys.append(number)
            continue
        tag = morpheme.tag
        if tag in _HASHED:
            keys.append(_hashed(morpheme.form, _HASHED[tag]))
        elif tag in _NOUNS:
            keys.extend(_pieces(morpheme.form))
    return keys


def _hashed(form: str, kind: int) -> int:
    text = form.replace(",", "").lower()
    return -1 - _PIECES - kind - len(_HASHED) * zlib.crc32(text.encode())


def _pieces(form: str) -> list[int]:
    """One key for each pair of neighbouring syllables, which can be read back from it."""
    if len(form) == 1:
        return [-1 - ord(form)]
    pairs = itertools.pairwise(form)
    return [-1 - (ord(left) << _PIECE_BITS | ord(right)) for left, right in pairs]


def surface(key: int, kiwi: Kiwi) -> str:
    """The syllables behind a key; '' for numbers and foreign words."""
    if key >= 0:
        return str(kiwi.morpheme(key).form) if key >= GENERIC else ""
    number = -1 - key
    if number >= _PIECES:
        return ""
    return "".join(chr(code) for code in (number >> _PIECE_BITS, number & (1 << _PIECE_BITS) - 1) if code)


def key_kind(key: int) -> int:
    """`NUMBER` or `FOREIGN` for the key of such a word, else -1."""
    return (-1 - key - _PIECES) % len(_HASHED) if key < -_PIECES else -1


def sign_vector(text: str, dim: int) -> NDArray[np.float32]:
    """A fixed vector of length 1 that stands for a text: random signs, the same everywhere."""
    digest = hashlib.blake2b(text.encode(), digest_size=(dim + 7) // 8).digest()
    bits = np.unpackbits(np.frombuffer(digest, dtype=np.uint8))[:dim]
    vector: NDArray[np.float32] = _signs(dim)[bits]
    return vector


@cache
def _signs(dim: int) -> NDArray[np.float32]:
    length = 1 / np.float32(np.sqrt(dim))
    return np.asarray((-length, length), dtype=np.float32)


def parts_of(key: int, kiwi: Kiwi) -> list[int]:
    """Keys of the parts of a word that Kiwi's language model has no vector for; none for a particle."""
    whole = kiwi.morpheme(key)
    if not whole.form or not whole.tag.startswith(_CONTENT):
        return []
    tokens = kiwi.tokenize(whole.form, blocklist=[f"{whole.form}/{whole.tag}"])
    return [part for part in morpheme_keys(tokens) if part < MORPHEMES] or _pieces(whole.form)


class MorphemeVectors:
    """A weighted vector for every morpheme key, found when first asked for and then kept.

    Args:
        kiwi: the analyser whose morphemes are meant.
        model: a folder that `training/train.py` wrote: `model.json` and the arrays beside it, read by
            memory map.

    Raises:
        StoreError: the vectors were made for another Kiwi model.
    """

    def __init__(self, kiwi: Kiwi, model: Path = MODEL) -> None:
        self._kiwi = kiwi
        # as its base class has it: Kiwi's own takes tokens too, at three times the cost
        self._similarity = super(type(kiwi), kiwi).morpheme_similarity  # type: ignore[misc]
        self.settings: dict[str, object] = json.loads((model / "model.json").read_text(encoding="utf-8"))
        self._landmarks: list[int] = np.load(model / "landmarks.npy").tolist()
        self._check()
        self._projection: NDArray[np.float32] = _mapped(model / "projection.npy")
        self._map = np.load(model / "map.npy").astype(np.float32)
        self._weights: NDArray[np.float16] = _mapped(model / "weights.npy")
        self._class_weights: list[float] = np.load(model / "class_weights.npy").tolist()
        self._syllables: NDArray[np.float16] = _mapped(model / "syllables.npy")
        codes: list[int] = np.load(model / "syllable_codes.npy").tolist()
        self._syllable_places = {chr(code): place for place, code in enumerate(codes)}
        self._row_keys = _mapped(model / "row_keys.npy")
        self._row_scales = _mapped(model / "row_scales.npy")
        self._row_values: NDArray[np.int8] = _mapped(model / "rows.npy")
        self.dim = int(self._map.shape[1])
        self._places: dict[int, int] = {}
        self._adding = threading.Lock()  # the stores of a process share it
        self._rows: NDArray[np.float32] = np.zeros((1024, self.dim), dtype=np.float32)

    def _check(self) -> None:
        """Compare a few similarities with those of the Kiwi that the projection was made with."""
        wanted = np.asarray(self.settings["fingerprint"], dtype=np.float32)
        first = self._landmarks[0]
        found = [self._similarity(first, other) for other in self._landmarks[: len(wanted)]]
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
        found = self._find(key)
        with self._adding:
            place = self._places.get(key, len(self._places))
            if place == len(self._rows):
                self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            self._rows[place] = found
            self._places[key] = place
        return place

    def _find(self, key: int) -> NDArray[np.float32]:
        """The vector of a key: learnt, else recovered, else of its parts."""
        place = int(self._row_keys.searchsorted(key))
        if place < len(self._row_keys) and self._row_keys[place] == key:
            learnt: NDArray[np.float32] = self._row_values[place] * np.float32(self._row_scales[place])
            return learnt
        if 0 <= key < MORPHEMES:
            return (self._recover(key) + self._spell(surface(key, self._kiwi))) * np.float32(
                self._weights[key]
            )
        if key >= 0:
            parts = [self._find(part) for part in parts_of(key, self._kiwi)]
            return np.sum(parts, axis=0, dtype=np.float32) if parts else np.zeros(self.dim, dtype=np.float32)
        kind = key_kind(key)
        spelt = (
            self._spell(surface(key, self._kiwi))
            if kind < 0
            else self._beta * sign_vector(str(key), self.dim)
        )
        return spelt * np.float32(self._class_weights[kind])

    def _recover(self, key: int) -> NDArray[np.float32]:
        """The vector of a morpheme in Kiwi's space (Nyström), without the common directions, mapped."""
        similarity = self._similarity
        similarities = np.asarray([similarity(key, other) for other in self._landmarks], dtype=np.float32)
        vector = np.nan_to_num(similarities) @ self._projection
        length = np.linalg.norm(vector)
        mapped: NDArray[np.float32] = (vector / length if length > 0 else vector) @ self._map
        return mapped

    def _spell(self, text: str) -> NDArray[np.float32]:
        """The vectors of a word's syllables, added."""
        total = np.zeros(self.dim, dtype=np.float32)
        for syllable in text:
            place = self._syllable_places.get(syllable)
            known = place is not None
            total += self._syllables[place] if known else self._beta * sign_vector(syllable, self.dim)
        return total / np.float32(np.sqrt(max(len(text), 1)))

    @cached_property
    def _beta(self) -> np.float32:
        """The length of the vector of a syllable that was never learnt."""
        return np.float32(str(self.settings["spelling"]))


def _mapped(path: Path) -> NDArray[Any]:
    """An array in a memory-mapped file, as a plain one: a slice of a numpy.memmap costs ten times that."""
    return np.asarray(np.load(path, mmap_mode="r"))
