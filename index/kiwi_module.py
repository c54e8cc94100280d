"""The default embedder for sentence-transformers: the same vectors, as a module that its tools can use."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import torch
from sentence_transformers.sentence_transformer.modules import InputModule
from torch import Tensor
from torch.nn import functional

from index.analyzer import join_spaced
from index.kiwi_vectors import MODEL, MorphemeVectors, morpheme_keys

if TYPE_CHECKING:
    from kiwipiepy import Kiwi


class KiwiStaticEmbedding(InputModule):
    """What `StaticEmbedding` is, with Kiwi for a tokenizer and rows that are found when first needed.

    Args:
        kiwi: the analyser; one is loaded where none is given.
        model: the folder of the weights.

    Example:
        >>> model = SentenceTransformer(modules=[KiwiStaticEmbedding()])
        >>> model.encode(["예산이 얼마인가요?"]).shape
        (1, 256)
    """

    def __init__(self, kiwi: Kiwi | None = None, model: Path = MODEL) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        if kiwi is None:
            from kiwipiepy import Kiwi  # noqa: PLC0415 - seconds that one who brings a Kiwi need not wait

            kiwi = Kiwi()
        self._kiwi = kiwi
        self._model = model
        self._vectors = MorphemeVectors(kiwi, model)
        self._power = float(str(self._vectors.settings["count_power"]))

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: object) -> dict[str, Tensor]:
        """The morphemes of texts: distinct row numbers, their weights, and where each text begins."""
        texts = [join_spaced((prompt or "") + text)[0] for text in inputs]
        ids, weights, starts = [], [], [0]
        for tokens in self._kiwi.tokenize(texts):
            places = np.asarray(self._vectors.places(morpheme_keys(tokens)), dtype=np.int64)
            distinct, counts = np.unique(places, return_counts=True)
            ids.append(distinct)
            weights.append(counts.astype(np.float32) ** np.float32(self._power))
            starts.append(starts[-1] + len(distinct))
        return {
            "input_ids": torch.from_numpy(np.concatenate(ids)),
            "weights": torch.from_numpy(np.concatenate(weights)),
            "starts": torch.tensor(starts[:-1]),
        }

    def forward(self, features: dict[str, Tensor], **_: object) -> dict[str, Tensor]:
        """Add `sentence_embedding`, shape (texts, dimensions), rows of length 1."""
        summed = functional.embedding_bag(
            features["input_ids"],
            torch.from_numpy(self._vectors.rows()),
            features["starts"],
            mode="sum",
            per_sample_weights=features["weights"],
        )
        features["sentence_embedding"] = functional.normalize(summed, dim=-1)
        return features

    def get_embedding_dimension(self) -> int:
        """The dimensions of a vector."""
        return self._vectors.dim

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Copy the weights into a folder."""
        for file in self._model.iterdir():
            shutil.copyfile(file, Path(output_path) / file.name)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: object) -> Self:  # type: ignore[override]
        """Read the weights from a folder that `save` wrote."""
        return cls(model=Path(model_name_or_path) / subfolder)
