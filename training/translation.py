"""Learns what documents print for the words that people say: `index/model/translation.npz`.

    python -m training.translation

IBM's first model of translation (Brown et al., 1993) by expectation maximisation: every word of a description
in `training/glosses` is due to one of the words of its term, or to none; so is every word of a group in
`training/synonyms.txt` to those of another word of the group. `training/lexicon.txt` lists what is printed
for single words, and for two words said side by side, outright. See RANKER.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.analyzer import Analyzer
from index.translation import ALONE, MODEL
from training.glosses import entries

SYNONYMS = Path(__file__).parent / "synonyms.txt"
LEXICON = Path(__file__).parent / "lexicon.txt"
NOTHING = -1  # what a word is due to that says nothing of the term
ROUNDS = 6
LEAST = 0.01  # a probability below this is none
CLEAR = 0.1  # a printed word that is described with a said one so often tells it wholly
COMMON = 5  # descriptions that are added to those in which a word stands, so that rare ones weigh no more
LATER = 0.05  # what a printed word of the lexicon is worth less for each that stands before it

Pair = tuple[Sequence[int], Sequence[int]]
"""The words of what is printed, and those of what is said of it."""
Couples = dict[tuple[int, ...], dict[int, float]]
"""What is printed for each word, or two words side by side, and how well each tells it, 0 to 1."""


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


def listed(path: Path = LEXICON) -> Iterator[tuple[str, list[str]]]:
    """What is said, and what is printed for it, the likeliest first."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            said, printed = line.split(" = ")
            yield said, printed.split(", ")


def lexicon() -> Couples:
    """What is printed for single words, and for two; of a compound each part tells its share."""
    analyzer = Analyzer()
    found: Couples = {}
    for said, printed in listed():
        words = tuple(word for text in said.split() for word in analyzer.analyses([text])[0].words)
        if len(words) != len(said.split()):
            continue  # a word that tells nothing by itself
        mine = found.setdefault(words, {})
        for place, text in enumerate(printed):
            parts = analyzer.analyses([text])[0].words
            for part in set(parts) - set(words):
                mine[part] = max(mine.get(part, 0.0), (1 - LATER * place) / len(parts))
    return found


def learnt(given: Sequence[Pair]) -> tuple[Couples, dict[int, int]]:
    """What the pairs teach is printed for single words, and in how many of them each word is said."""
    links = [
        (told, term, place)
        for place, (told, terms) in enumerate(
            (told, (*printed, NOTHING)) for printed, said in given if printed for told in said
        )
        for term in terms
    ]
    told, term, place = np.array(links, dtype=np.int64).T
    every, link = np.unique(np.stack([told, term]), axis=1, return_inverse=True)
    terms, of_term = np.unique(every[1], return_inverse=True)
    chances = np.ones(len(of_term))
    for _ in range(ROUNDS):
        shares = chances[link]
        shares /= np.bincount(place, shares)[place]
        counts = np.bincount(link, shares)
        chances = counts / np.bincount(of_term, counts, len(terms))[of_term]
    words, times = np.unique(told[term == NOTHING], return_counts=True)
    found: Couples = {(word,): {} for word in words.tolist()}
    kept = (chances > LEAST) & (every[1] != NOTHING)
    for said, printed, chance in zip(*every[:, kept].tolist(), chances[kept].tolist(), strict=True):
        found[said,][printed] = min(chance / CLEAR, 1.0)
    return found, dict(zip(words.tolist(), times.tolist(), strict=True))


def compiled(given: Sequence[Pair], listed: Couples) -> dict[str, NDArray[Any]]:
    """The arrays of `index.translation.Translation`: what is learnt, and what the lexicon lists."""
    worth, times = learnt(given)
    for said, printed in listed.items():
        mine = worth.setdefault(said, {})
        mine.update({word: max(mine.get(word, 0.0), value) for word, value in printed.items()})
    order = sorted(worth, key=lambda said: (len(said), said))
    told = [(word, value) for said in order for word, value in sorted(worth[said].items())]
    size = sum(times.values())
    return {
        "said": np.array([(*said, ALONE)[:2] for said in order], dtype=np.int32),
        "weights": np.array(
            [np.log(size / (times.get(said[0], 0) + COMMON)) for said in order], dtype=np.float32
        ),
        "unseen": np.array(np.log(size / COMMON), dtype=np.float32),
        "starts": np.cumsum([0, *(len(worth[said]) for said in order)]).astype(np.int32),
        "printed": np.array([word for word, _ in told], dtype=np.int32),
        "worth": np.array([value for _, value in told], dtype=np.float16),
    }


if __name__ == "__main__":
    np.savez_compressed(MODEL, **compiled(list(pairs()), lexicon()))
