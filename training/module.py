"""The embedder as a trainable sentence-transformers module, and how its weights are written out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import torch
from kiwipiepy import Kiwi
from numpy.typing import NDArray
from sentence_transformers.sentence_transformer.modules import InputModule
from torch import Tensor, nn
from torch.nn import functional

from index.kiwi_vectors import FOREIGN, MORPHEMES, NUMBER, key_kind, morpheme_keys, sign_vector
from training.recover import DIM, Space

SPELLING = 2.0
"""The first length of a syllable's vector, where a morpheme's own has 1."""

COUNT_POWER = 0.7
"""A morpheme that stands n times in a text counts n ** 0.7 times."""

ROWS = 22_528
"""Whole vectors shipped, of the keys met most; the rest are recovered (5.8 MB as int8)."""

Counted = tuple[NDArray[np.int64], NDArray[np.float32]]
"""The vocabulary places of a text's distinct keys, and how often each stands in it."""


class TrainableKiwi(InputModule):
    """A bag of morphemes: weight x (Kiwi's vector mapped + syllables + what was learnt of the morpheme).

    Args:
        space: the untrained start.
        kiwi: the analyser.
    """

    def __init__(self, space: Space, kiwi: Kiwi) -> None:
        super().__init__()
        self.space = space
        self._kiwi = kiwi
        start = torch.from_numpy(np.log(np.maximum(space.weights, 1e-3)))
        self.weight = nn.Parameter(start.clone())
        self.map = nn.Parameter(torch.eye(DIM))
        signs = np.stack([sign_vector(syllable, DIM) for syllable in space.syllables])
        self.syllables = nn.Parameter(torch.from_numpy(signs * np.float32(SPELLING)))
        self.learnt = nn.Embedding(len(space.keys), DIM, sparse=True)
        nn.init.zeros_(self.learnt.weight)
        self.register_buffer("vectors", torch.from_numpy(space.vectors), persistent=False)
        self.register_buffer("signs", torch.from_numpy(space.signs * np.float32(SPELLING)), persistent=False)
        self.register_buffer("spelled", torch.from_numpy(space.spelled), persistent=False)
        self.register_buffer("offsets", torch.from_numpy(space.spell_offsets), persistent=False)

    def count(self, keys: Sequence[int] | NDArray[np.int64]) -> Counted:
        """The distinct known keys of a text and their counts."""
        wanted = np.asarray(keys, dtype=np.int64)
        places = np.minimum(np.searchsorted(self.space.keys, wanted), len(self.space.keys) - 1)
        distinct, counts = np.unique(places[self.space.keys[places] == wanted], return_counts=True)
        return distinct, counts.astype(np.float32)

    def features(self, texts: Sequence[Counted]) -> dict[str, Tensor]:
        """A batch for `forward`."""
        starts = np.cumsum([0, *(len(places) for places, _ in texts[:-1])])
        counts = np.concatenate([counts for _, counts in texts]) ** np.float32(COUNT_POWER)
        return {
            "input_ids": torch.from_numpy(np.concatenate([places for places, _ in texts])),
            "counts": torch.from_numpy(counts),
            "starts": torch.from_numpy(starts),
        }

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: object) -> dict[str, Tensor]:
        """A batch of texts for `forward`."""
        texts = [(prompt or "") + text for text in inputs]
        return self.features([self.count(morpheme_keys(tokens)) for tokens in self._kiwi.tokenize(texts)])

    def rest(self, places: Tensor) -> Tensor:
        """The vectors of vocabulary places without Kiwi's part and weight, shape (places, 256)."""
        lengths = self.offsets[places + 1] - self.offsets[places]
        ends = lengths.cumsum(0)
        starts = ends - lengths
        inside = torch.arange(int(ends[-1])) - torch.repeat_interleave(starts, lengths)
        syllables = self.spelled[torch.repeat_interleave(self.offsets[places], lengths) + inside]
        spelt = functional.embedding_bag(syllables, self.syllables, starts, mode="sum")
        spelt = spelt / lengths.clamp(min=1).sqrt()[:, None]
        found: Tensor = spelt + self.signs[places] + self.learnt(places)
        return found

    def forward(self, features: dict[str, Tensor], **_: object) -> dict[str, Tensor]:
        """Add `sentence_embedding`, shape (texts, 256), rows of length 1."""
        ids, starts = features["input_ids"], features["starts"]
        weights = features["counts"] * torch.exp(self.weight[ids])
        distinct, inverse = torch.unique(ids, return_inverse=True)

        def bag(indices: Tensor, table: Tensor) -> Tensor:
            return functional.embedding_bag(indices, table, starts, mode="sum", per_sample_weights=weights)

        summed = bag(ids, self.vectors) @ self.map + bag(inverse, self.rest(distinct))
        features["sentence_embedding"] = functional.normalize(summed, dim=-1)
        return features

    @torch.no_grad()
    def table(self) -> NDArray[np.float32]:
        """The weighted vector of every vocabulary key, shape (keys, 256)."""
        every = torch.arange(len(self.space.keys))
        rows: NDArray[np.float32] = (
            torch.exp(self.weight)[:, None] * (self.vectors @ self.map + self.rest(every))
        ).numpy()
        return rows

    def get_embedding_dimension(self) -> int:
        """256."""
        return DIM

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Write the weights as the light embedder reads them."""
        export(self, Path(output_path), "kiwi")


def export(module: TrainableKiwi, folder: Path, name: str) -> None:
    """Write `model.json` and the arrays that `index.kiwi_vectors` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    space = module.space
    learnt = np.exp(module.weight.detach().numpy())
    weights = space.every_weight.copy()
    inside = (space.keys >= 0) & (space.keys < MORPHEMES)
    weights[space.keys[inside]] = learnt[inside]
    kinds = np.asarray([key_kind(key) if key < 0 else MORPHEMES for key in space.keys.tolist()])
    class_weights = [float(np.median(learnt[kinds == kind])) for kind in (NUMBER, FOREIGN, -1)]
    chosen = np.sort(np.argsort(-space.shares, kind="stable")[:ROWS])
    rows = module.table()[chosen]
    scales = np.maximum(np.abs(rows).max(axis=1), 1e-9) / 127
    arrays = {
        "landmarks": space.landmarks,
        "projection": space.projection,
        "map": module.map.detach().numpy().astype(np.float16),
        "weights": weights.astype(np.float16),
        "class_weights": np.asarray(class_weights, dtype=np.float32),
        "syllables": module.syllables.detach().numpy().astype(np.float16),
        "syllable_codes": np.asarray([ord(syllable) for syllable in space.syllables], dtype=np.int32),
        "row_keys": space.keys[chosen],
        "row_scales": scales.astype(np.float32),
        "rows": np.round(rows / scales[:, None]).astype(np.int8),
    }
    for file, array in arrays.items():
        np.save(folder / f"{file}.npy", array)
    settings = {
        "name": name,
        "kiwi_model": metadata.version("kiwipiepy_model"),
        "count_power": COUNT_POWER,
        "spelling": SPELLING,
        "fingerprint": space.fingerprint,
    }
    (folder / "model.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
