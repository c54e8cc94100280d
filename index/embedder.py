"""Texts to vectors: by Kiwi's morpheme space (the default, numpy alone) or a sentence-transformers model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

import numpy as np

from corpus.errors import BriefingError
from index.analyzer import join_spaced
from index.kiwi_vectors import MODEL, MorphemeVectors, morpheme_keys

if TYPE_CHECKING:
    from kiwipiepy import Kiwi
    from numpy.typing import NDArray

Kind = Literal["query", "passage"]

_BATCH = 100_000
_PREFIXES = {"query": "query: ", "passage": "passage: "}
_PROMPT_NAMES = {"query": ("query",), "passage": ("document", "passage", "corpus")}


class Embedder(Protocol):
    """What gives a text its vector; `name` is kept with a store, which refuses another."""

    name: str
    dim: int

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> NDArray[np.float32]:
        """Vectors of shape (texts, `dim`) and length 1; an empty text's vector is zero."""


class KiwiEmbedder:
    """The default embedder: a weighted sum of Kiwi's morpheme vectors.

    Args:
        kiwi: the analyser, shared with whoever else needs it.
        model: the folder of the shipped weights.

    Raises:
        StoreError: the weights were made for another Kiwi model.

    Example:
        >>> vectors = KiwiEmbedder(Kiwi()).encode(["예산이 얼마인가요?", "세출예산 현액"])
        >>> vectors.shape
        (2, 256)
    """

    def __init__(self, kiwi: Kiwi, model: Path = MODEL) -> None:
        self._kiwi = kiwi
        self._vectors = MorphemeVectors(kiwi, model)
        self.name = str(self._vectors.settings["name"])
        self.dim = self._vectors.dim
        self._power = float(str(self._vectors.settings["count_power"]))

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> NDArray[np.float32]:  # noqa: ARG002
        """Vectors of shape (texts, `dim`) and length 1; an empty text's vector is zero."""
        analysed = [self._kiwi.tokenize(join_spaced(text)[0]) for text in texts]
        return self.encode_ids([morpheme_keys(tokens) for tokens in analysed])

    def encode_ids(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Vectors of texts that Kiwi has analysed before.

        Args:
            ids: for each text its `morpheme_keys` (plain `Token.id`s do too: numbers and unknown words
                then count for nothing).

        Returns:
            Shape (texts, `dim`), rows of length 1 (zero where nothing is known of a text).
        """
        found = np.zeros((len(ids), self.dim), dtype=np.float32)
        first = 0
        while first < len(ids):
            last, size = first + 1, len(ids[first])
            while last < len(ids) and size + len(ids[last]) <= _BATCH:
                size += len(ids[last])
                last += 1
            self._sum(ids[first:last], found[first:last])
            first = last
        return found

    def _sum(self, ids: Sequence[Sequence[int]], found: NDArray[np.float32]) -> None:
        """Write the unit vectors of a batch of texts into `found`."""
        # in the order of the keys, so that the sum is the same whatever was met before
        counted = [sorted(Counter(keys).items()) for keys in ids]
        places = [self._vectors.places(key for key, _ in each) for each in counted]
        rows = self._vectors.rows()
        for number, (each, place) in enumerate(zip(counted, places, strict=True)):
            if not place:
                continue
            counts = np.asarray([count for _, count in each], dtype=np.float32)
            total = (counts**self._power) @ rows[place]
            length = float(np.sqrt(total.dot(total)))  # what np.linalg.norm gives, at a fifth of its cost
            if length > 0:
                found[number] = total / length


class TransformerEmbedder:
    """Any sentence-transformers model; torch is imported here and nowhere else.

    Args:
        name: a folder, or a name at the hub (found only where it was downloaded before, or with a network).

    Raises:
        BriefingError: it cannot be loaded.
    """

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - five seconds

            self._model: Any = SentenceTransformer(name)
        except Exception as error:
            message = (
                f"임베딩 모델 '{name}'을(를) 불러올 수 없습니다. 폴더 경로나 모델 이름이 맞는지, "
                "폐쇄망이라면 모델을 미리 내려받았는지 확인하십시오."
            )
            raise BriefingError(message) from error
        self.name = name
        # sentence-transformers before 5.5 knows only the longer name
        old = "get_sentence_embedding_dimension"
        size = getattr(self._model, "get_embedding_dimension", None) or getattr(self._model, old)
        self.dim = int(size() or 0)
        self._prompts = {kind: self._prompt(kind) for kind in ("query", "passage")}

    def _prompt(self, kind: str) -> str:
        """What the model wants before a text: its own prompt, or the prefix of the multilingual E5 family."""
        own: dict[str, str] = self._model.prompts or {}
        for name in _PROMPT_NAMES[kind]:
            if own.get(name):
                return own[name]
        return _PREFIXES[kind] if "e5" in Path(self.name).name.lower() and not any(own.values()) else ""

    def encode(self, texts: Sequence[str], kind: Kind = "passage") -> NDArray[np.float32]:
        """Vectors of shape (texts, `dim`) and length 1; an empty text's vector is zero."""
        found = np.zeros((len(texts), self.dim), dtype=np.float32)
        filled = [number for number, text in enumerate(texts) if text.strip()]
        if filled:
            found[filled] = self._model.encode(
                [texts[number] for number in filled],
                prompt=self._prompts[kind] or None,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return found


def load_embedder(name: str | None, kiwi: Kiwi) -> Embedder:
    """The embedder of this name: the default for None, else a sentence-transformers model.

    Raises:
        BriefingError: it cannot be loaded.
    """
    return _of_kiwi(kiwi) if name is None else TransformerEmbedder(name)


@lru_cache(maxsize=1)
def _of_kiwi(kiwi: Kiwi) -> KiwiEmbedder:
    """The default embedder of this process, as its Kiwi is: what one store recovers, the next one has."""
    return KiwiEmbedder(kiwi)
