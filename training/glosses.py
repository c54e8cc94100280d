"""Compiles the descriptions of terms in `training/glosses` to the reverse dictionary `qa/model/glosses.npz`.

    python -m training.glosses

A line of a source: `term, other printed form = description | description | ...`. The descriptions were
written for this project from general knowledge. Words of like meaning (by Kiwi's morpheme vectors) describe
a term too, in the measure of their likeness.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.analyzer import Analyzer
from index.embedder import KiwiEmbedder
from index.kiwi_vectors import MODEL as VECTORS
from qa.figures.confidence import DICTIONARY
from qa.understanding.reverse import MODEL, stem

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

SOURCES = Path(__file__).parent / "glosses"
LIKE = 0.6  # the cosine from which words are alike
MOST_ALIKE = 5
BATCH = 1024


def entries(folder: Path = SOURCES) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The printed forms of each term with its descriptions."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#") or not line.strip():
                continue
            terms, glosses = line.split("=", 1)
            printed = tuple(term.strip() for term in terms.split(",") if term.strip())
            yield printed, [gloss.strip() for gloss in glosses.split("|") if gloss.strip()]


def compiled(folder: Path = SOURCES) -> dict[str, NDArray[np.generic]]:
    """The arrays of `qa.understanding.reverse.ReverseDictionary`."""
    analyzer = Analyzer()
    having: dict[str, dict[int, bool]] = {}  # of each word the terms, and whether it describes them
    ids: dict[str, int] = {}
    names: list[str] = []
    for printed, glosses in entries(folder):
        own = {stem(morpheme) for form in printed for morpheme in analyzer.analyze(form)}
        for text in (*printed, *glosses):
            for morpheme in analyzer.analyze(text):
                if word := stem(morpheme):
                    having.setdefault(word, {})[len(names)] = word not in own
                    ids[word] = morpheme.id
        names.append(",".join(_parts(form, analyzer) for form in printed))
    weights = {word: float(np.log(1 + len(names) / len(terms))) for word, terms in having.items()}
    gains: dict[str, dict[int, float]] = {}
    for word, alike in _alike(list(having), ids, analyzer.kiwi).items():
        mine = {term: weights[word] * tells for term, tells in having.get(word, {}).items()}
        for other, likeness in alike.items():
            for term, tells in having[other].items():
                mine[term] = max(mine.get(term, 0.0), likeness * weights[other] * tells)
        if mine:
            gains[word] = mine
    return {
        "stems": np.frombuffer("\n".join(gains).encode(), dtype=np.uint8),
        "printed": np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        "starts": np.cumsum([0, *map(len, gains.values())]).astype(np.int32),
        "having": np.array([term for some in gains.values() for term in sorted(some)], dtype=np.int16),
        "gains": np.array([some[term] for some in gains.values() for term in sorted(some)], dtype=np.float16),
    }


def _alike(words: Sequence[str], ids: Mapping[str, int], kiwi: Kiwi) -> dict[str, dict[str, float]]:
    """The words of like meaning, with the cosine, of each word and of each other that is met often."""
    embedder = KiwiEmbedder(kiwi)
    often = [int(key) for key in np.load(VECTORS / "row_keys.npy") if key >= DICTIONARY]
    every = {stem(kiwi.morpheme(key)): key for key in often} | ids
    every.pop("", None)
    vectors = embedder.encode_ids([[ids[word]] if ids[word] >= DICTIONARY else [] for word in words])
    found: dict[str, dict[str, float]] = {}
    for batch in _batches(list(every.items())):
        cosines = embedder.encode_ids([[key] if key >= DICTIONARY else [] for _, key in batch]) @ vectors.T
        nearest = np.argsort(-cosines, axis=1, kind="stable")[:, : MOST_ALIKE + 1]
        for (word, _), row, best in zip(batch, cosines, nearest, strict=True):
            found[word] = {words[n]: float(row[n]) for n in best if row[n] >= LIKE and words[n] != word}
    return found


def _batches(items: Sequence[tuple[str, int]]) -> Iterator[Sequence[tuple[str, int]]]:
    return (items[first : first + BATCH] for first in range(0, len(items), BATCH))


def _parts(form: str, analyzer: Analyzer) -> str:
    """A printed form in the parts that are looked up one by one: '초등돌봄교실' -> '초등 돌봄 교실'."""
    return "".join(" " * bool(stem(m)) + form[m.start : m.end] for m in analyzer.analyze(form)).strip()


if __name__ == "__main__":
    np.savez_compressed(MODEL, **compiled())
