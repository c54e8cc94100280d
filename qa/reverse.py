"""A reverse dictionary: what the words of a question describe, as documents print it.

Staff ask for '심장이 멎은 사람에게 쓰는 전기충격 장비' where a document prints 자동심장충격기. For some thousand
terms of public offices `training/glosses` has descriptions in everyday words; `training.glosses` compiles
them to `qa/model/glosses.npz`. Zock and Bilac (2004) on such dictionaries; here a question is aligned
with the words of all descriptions of a term as Smith and Waterman (1981) align sequences: a run of words of
the question gains the weight of each that describes the term, and loses a little for each that does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyzer import Morpheme
from qa.query import Meaning, squash

Known = Callable[[str], float]
MODEL = Path(__file__).parent / "model" / "glosses.npz"
CONTENT = frozenset(["NNG", "NNP", "XR", "SL", "VV", "VA", "MAG", "NR", "SN"])
EMPTY = frozenset(["하다", "되다", "있다", "어떻다", "어떠하다", "얼마"])  # said of anything
GAP = 1.0  # what a word costs that does not describe the term
LEAST = 5.0  # that the words must weigh together
MOST = 6  # terms that a question may describe
RIVALS = 2  # terms that the same words may describe


def stem(morpheme: Morpheme) -> str:
    """The word that a morpheme is compared as, '' for one that carries no meaning: '멎은' -> '멎다'."""
    tag = morpheme.tag.partition("-")[0]
    if tag not in CONTENT:
        return ""
    word = morpheme.form.lower() + ("다" if tag in ("VV", "VA") else "")
    return "" if word in EMPTY else word


class ReverseDictionary:
    """Terms by the words of their descriptions.

    Args:
        stems: the words, without repetitions.
        starts: where the terms of each word begin in `having`, shape [words + 1].
        having: the terms that each word describes or is a part of.
        gains: how much the word tells of each (idf, less for one of like meaning), of the shape of `having`;
            0 for a part of a term's name, which describes nothing.
        printed: the forms of each term, cut into the parts that a store knows.
    """

    def __init__(
        self,
        stems: Sequence[str],
        starts: NDArray[np.int32],
        having: NDArray[np.int16],
        gains: NDArray[np.float16],
        printed: Sequence[tuple[str, ...]],
    ) -> None:
        self._places = {word: place for place, word in enumerate(stems)}
        self._starts, self._having, self._gains = starts, having, gains
        self._printed = printed

    @classmethod
    def open(cls, path: Path = MODEL) -> ReverseDictionary:
        """Read a compiled dictionary."""
        with np.load(path) as arrays:
            stems = arrays["stems"].tobytes().decode().split("\n")
            printed = [tuple(line.split(",")) for line in arrays["printed"].tobytes().decode().split("\n")]
            return cls(stems, arrays["starts"], arrays["having"], arrays["gains"], printed)

    def meanings(self, text: str, morphemes: Sequence[Morpheme], known: Known) -> Iterator[Meaning]:
        """The terms that words of a question describe, the best described first.

        Two words at least describe a term, and not two parts of one compound. One that the documents print
        often is less likely to stand for another.
        """
        said = [(morpheme, word) for morpheme in morphemes if (word := stem(morpheme))]
        count = len(self._printed)
        run, best = np.zeros(count), np.zeros(count)
        begun, first, last, told = (np.zeros(count, dtype=np.int32) for _ in range(4))
        for at, (_, gain) in enumerate(self._gained(said, known)):
            over = run <= 0
            begun[over], told[over], run[over] = at, 0, 0
            run += gain
            told += gain > 0
            better = (run > best) & (told > 1)
            best[better], first[better], last[better] = run[better], begun[better], at
        found = np.flatnonzero(best >= LEAST)
        for term in found[np.argsort(-best[found], kind="stable")].tolist():
            start, end = said[first[term]][0].start, said[last[term]][0].end
            if " " in text[start:end]:
                yield Meaning(start, end, self._printed[term], float(best[term]))

    def _gained(
        self, said: Sequence[tuple[Morpheme, str]], known: Known
    ) -> Iterator[tuple[str, NDArray[np.float64]]]:
        """Each word with what it adds to the run of each term, shape [terms]; a word counts once."""
        seen: set[str] = set()
        for morpheme, word in said:
            gain = np.full(len(self._printed), -GAP)
            place = self._places.get(word)
            if place is not None and word not in seen:
                mine = slice(self._starts[place], self._starts[place + 1])
                gain[self._having[mine]] = self._gains[mine] * (1 - known(morpheme.form))
            seen.add(word)
            yield word, gain


@cache
def reverse_dictionary() -> ReverseDictionary:
    """The dictionary that comes with the program, read once."""
    return ReverseDictionary.open()


def described(text: str, morphemes: Sequence[Morpheme], known: Known) -> list[Meaning]:
    """The terms that a question describes and the documents print, the best described first.

    Args:
        text: the question.
        morphemes: its own.
        known: how common a word is in the documents, 0 to 1.
    """
    found: list[Meaning] = []
    for meaning in reverse_dictionary().meanings(text, morphemes, known):
        rivals = sum(other.start < meaning.end and meaning.start < other.end for other in found)
        if rivals >= RIVALS:
            continue
        words = [form for form in meaning.words if all(map(known, form.split()))]
        if words:
            found.append(replace(meaning, words=tuple(map(squash, words))))
        if len(found) == MOST:
            break
    return found
