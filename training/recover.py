"""The untrained start: Kiwi's morpheme space, word frequencies and the directions that all texts share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from kiwipiepy import Kiwi
from numpy.typing import NDArray

from index.kiwi_vectors import (
    FOREIGN,
    GENERIC,
    MORPHEMES,
    NUMBER,
    key_kind,
    parts_of,
    sign_vector,
    surface,
)
from training.texts import Ragged

DIM = 256
LANDMARKS = 640
COMMON = 20
"""Directions taken out of the space: those of the first singular vectors of weighted texts."""

SIF = 1e-4
"""The constant of smooth inverse frequency weights (Arora, Liang and Ma, 2017)."""

TAG_WEIGHTS = (
    ("E", 0.2),
    ("J", 0.2),
    ("VX", 0.2),
    ("VC", 0.2),
    ("XS", 0.2),
    ("NP", 0.25),
    ("VV", 0.6),
    ("MAG", 0.5),
    ("MAJ", 0.5),
    ("IC", 0.5),
)
"""Parts of speech that say less of what a text is about, and the factor of their first weight."""

NUMBER_WEIGHT, FOREIGN_WEIGHT, PIECE_WEIGHT = 1.0, 1.0, 0.7


@dataclass(frozen=True, slots=True)
class Space:
    """What is known of each vocabulary key before training, one row a key, and how it came about.

    `shares` say how much of a source's text a key is, in the mean over the sources, small ones and large.
    `vectors` have length 1 (or 0 where Kiwi knows none) and lack the common directions; `signs` stand for
    numbers and foreign words; `spelled[spell_offsets[i]:spell_offsets[i + 1]]` are the syllables of key i.
    """

    keys: NDArray[np.int64]
    shares: NDArray[np.float64]
    landmarks: NDArray[np.int32]
    projection: NDArray[np.float32]
    fingerprint: list[float]
    vectors: NDArray[np.float32]
    signs: NDArray[np.float32]
    weights: NDArray[np.float32]
    every_weight: NDArray[np.float32]
    syllables: str
    spelled: NDArray[np.int64]
    spell_offsets: NDArray[np.int64]


def nystroem(kiwi: Kiwi) -> tuple[NDArray[np.int32], NDArray[np.float32], list[float]]:
    """Landmark ids, the projection of shape (landmarks, 256) and a few similarities to know the model by."""
    rng = np.random.default_rng(7)
    landmarks = np.sort(rng.choice(np.arange(GENERIC, 20_000), LANDMARKS, replace=False))
    ids = landmarks.tolist()
    similarities = np.array([[kiwi.morpheme_similarity(a, b) for b in ids] for a in ids])
    values, vectors = np.linalg.eigh(similarities)
    projection = vectors[:, ::-1][:, :DIM] / np.sqrt(values[::-1][:DIM])
    return landmarks.astype(np.int32), projection.astype(np.float32), similarities[0, :24].round(5).tolist()


def recover(texts: list[Ragged], kiwi: Kiwi) -> Space:
    """Vectors and first weights of every key that occurs in the texts."""
    keys, counts = np.unique(np.concatenate([ragged.values for ragged in texts]), return_counts=True)
    shares = np.zeros(len(keys))
    for ragged in texts:
        found, often = np.unique(ragged.values, return_counts=True)
        shares[np.searchsorted(keys, found)] += often / often.sum() / len(texts)
    landmarks, projection, fingerprint = nystroem(kiwi)
    ids = landmarks.tolist()

    def raw(key: int) -> NDArray[np.float32]:
        row = np.asarray([kiwi.morpheme_similarity(key, other) for other in ids], dtype=np.float32)
        return np.nan_to_num(row) @ projection

    vectors = np.zeros((len(keys), DIM), dtype=np.float32)
    signs = np.zeros_like(vectors)
    for place, key in enumerate(keys.tolist()):
        if 0 <= key < MORPHEMES:
            vectors[place] = raw(key)
        elif key >= 0:
            vectors[place] = np.sum([raw(part) for part in parts_of(key, kiwi) if part >= 0] or [0], axis=0)
        elif key_kind(key) >= 0:
            signs[place] = sign_vector(str(key), DIM)
    weights, every = _first_weights(keys, counts, kiwi)
    common = _common(texts, keys, vectors * weights[:, None])
    projection = projection - (projection @ common.T) @ common
    vectors -= (vectors @ common.T) @ common
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    forms = [surface(key, kiwi) for key in keys.tolist()]
    syllables = "".join(sorted({syllable for form in forms for syllable in form}))
    number = {syllable: place for place, syllable in enumerate(syllables)}
    spelled = np.asarray([number[syllable] for form in forms for syllable in form], dtype=np.int64)
    offsets = np.cumsum([0, *(len(form) for form in forms)])
    return Space(
        keys,
        shares,
        landmarks,
        projection,
        fingerprint,
        vectors,
        signs,
        weights,
        every,
        syllables,
        spelled,
        offsets,
    )


def _first_weights(
    keys: NDArray[np.int64], counts: NDArray[np.int64], kiwi: Kiwi
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights of the vocabulary's keys and of every morpheme of Kiwi's model.

    Frequencies are half those of the texts and half Zipf's law over Kiwi's ids, which stand in order of
    frequency, so that the weights do not know the texts alone.
    """
    share = np.zeros(MORPHEMES)
    known = (keys >= 0) & (keys < MORPHEMES)
    share[keys[known]] = counts[known] / counts.sum()
    zipf = 1 / (np.arange(MORPHEMES) + 20.0)
    frequency = (share + zipf / zipf.sum()) / 2
    factors = np.asarray([_factor(kiwi.morpheme(key).tag) for key in range(MORPHEMES)])
    every = SIF / (SIF + frequency) * factors
    every[:GENERIC] = 0
    weights = np.zeros(len(keys))
    weights[known] = every[keys[known]]
    for place in np.flatnonzero(~known).tolist():
        key = int(keys[place])
        if key >= 0:
            seen = counts[place] / counts.sum() / 2
            weights[place] = SIF / (SIF + seen) * _factor(kiwi.morpheme(key).tag)
        else:
            weights[place] = {NUMBER: NUMBER_WEIGHT, FOREIGN: FOREIGN_WEIGHT, -1: PIECE_WEIGHT}[key_kind(key)]
    return weights.astype(np.float32), every.astype(np.float32)


def _factor(tag: str) -> float:
    return next((factor for start, factor in TAG_WEIGHTS if tag.startswith(start)), 1.0)


def _common(texts: list[Ragged], keys: NDArray[np.int64], rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The first singular vectors of a sample of texts, shape (`COMMON`, 256)."""
    sample = [
        rows[np.unique(np.searchsorted(keys, ragged[place][:100]))].sum(axis=0)
        for ragged in texts
        for place in range(0, len(ragged), max(1, len(ragged) // 3000))
    ]
    sums = np.asarray(sample)
    sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    directions: NDArray[np.float32] = np.linalg.svd(sums, full_matrices=False)[2][:COMMON]
    return directions
