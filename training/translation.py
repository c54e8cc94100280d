"""Learns what documents print for the words that people say: `index/model/translation.npz`.

    python -m training.translation

IBM's first model of translation (Brown et al., 1993) by expectation maximisation: every word of a description
in `training/glosses` is due to one of the words of its term, or to none; so is every word of a group in
`training/synonyms.txt` to those of another word of the group. See RANKER.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyzer import Analyzer
from index.translation import MODEL
from training.glosses import entries

SYNONYMS = Path(__file__).parent / "synonyms.txt"
NOTHING = -1  # what a word is due to that says nothing of the term
ROUNDS = 6
LEAST = 0.01  # a probability below this is none
CLEAR = 0.1  # a printed word that is described with a said one so often tells it wholly
COMMON = 5  # descriptions that are added to those in which a word stands, so that rare ones weigh no more

Pair = tuple[Sequence[int], Sequence[int]]
"""The words of what is printed, and those of what is said of it."""


def pairs() -> Iterator[Pair]:
    """The terms with each of their descriptions, and the words of a group with each other."""
    analyzer = Analyzer()

    def words(text: str) -> list[int]:
        return analyzer.analyses([text])[0].words

    for forms, descriptions in entries():
        printed = list(dict.fromkeys(word for form in forms for word in words(form)))
        yield from ((printed, words(text)) for text in descriptions)
    for line in SYNONYMS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield from permutations([words(text.strip()) for text in line.split(",")], 2)


def compiled(given: Sequence[Pair]) -> dict[str, NDArray[np.generic]]:
    """The arrays of `index.translation.Translation`."""
    couples = [
        (told, term, place)
        for place, (told, terms) in enumerate(
            (told, (*printed, NOTHING)) for printed, said in given if printed for told in said
        )
        for term in terms
    ]
    told, term, place = np.array(couples, dtype=np.int64).T
    every, link = np.unique(np.stack([told, term]), axis=1, return_inverse=True)
    said, printed = every
    terms, of_term = np.unique(printed, return_inverse=True)
    chances = np.ones(len(said))
    for _ in range(ROUNDS):
        shares = chances[link]
        shares /= np.bincount(place, shares)[place]
        counts = np.bincount(link, shares)
        chances = counts / np.bincount(of_term, counts, len(terms))[of_term]
    kept = (chances > LEAST) & (printed != NOTHING)
    words, times = np.unique(told[term == NOTHING], return_counts=True)
    rare = np.log(times.sum() / COMMON)
    return {
        "said": words.astype(np.int32),
        "weights": np.log(times.sum() / (times + COMMON)).astype(np.float32),
        "starts": np.searchsorted(said[kept], [*words, words[-1] + 1]).astype(np.int32),
        "printed": printed[kept].astype(np.int32),
        "worth": np.minimum(chances[kept] / CLEAR, 1).astype(np.float16),
        "unseen": np.float32(rare),
    }


if __name__ == "__main__":
    np.savez_compressed(MODEL, **compiled(list(pairs())))
