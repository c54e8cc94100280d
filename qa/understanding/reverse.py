"""A reverse dictionary: what the words of a question describe, as documents print it.

Staff ask for '책을 문 앞까지 부쳐 주는 일' where a document prints 택배대출. For some thousand terms of
public offices `training/glosses` has descriptions in everyday words; `training.glosses` compiles them to
`qa/model/glosses.npz`. Zock and Bilac (2004) on such dictionaries; here a question is aligned with the
words of all descriptions of a term as Smith and Waterman (1981) align sequences: a run of words of the
question gains the weight of each that describes the term, and loses a little for each that does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analyzer import Morpheme
from qa.answer import Answer
from qa.understanding.query import Meaning, Query, squash
from qa.understanding.synonyms import expand
from qa.understanding.terms import Known
from qa.wording.korean import with_particle

MODEL = Path(__file__).parents[1] / "model" / "glosses.npz"
CONTENT = frozenset(["NNG", "NNP", "XR", "SL", "VV", "VA", "MAG", "NR", "SN"])
EMPTY = frozenset(["하다", "되다", "있다", "어떻다", "어떠하다", "얼마"])  # said of anything
VERB = re.compile("V[VA]")
BARRIER = re.compile(r"[,.?!\d]|몇|얼마")
GAP = 1.0  # what a word costs that does not describe the term
LEAST = 5.0  # that the words must weigh together
CLEAR = 10.0  # that words weigh which describe a term clearly
TELLING = 8.0  # what they must weigh to be looked for as well
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
        terms, gains = self._gained(said, known)
        barred = _barred(text, [morpheme for morpheme, _ in said])
        runs = [(*_best_run(mine, barred), term) for mine, term in zip(gains, terms, strict=True)]
        for score, first, last, term in sorted(runs, key=lambda run: -run[0]):
            start, end = said[first][0].start, _end(text, said[last][0])
            if score >= LEAST and " " in text[start:end]:
                yield Meaning(start, end, self._printed[term], score)

    def _gained(
        self, said: Sequence[tuple[Morpheme, str]], known: Known
    ) -> tuple[list[int], list[list[float]]]:
        """The terms that some words describe together, and for each what every word adds to a run.

        A word counts where it is said first.
        """
        first = {word: at for at, (_, word) in reversed(list(enumerate(said))) if word in self._places}
        if not first:
            return [], []
        places = [self._places[word] for word in first]
        parts = [slice(self._starts[place], self._starts[place + 1]) for place in places]
        sizes = [part.stop - part.start for part in parts]
        rare = np.array([1 - known(said[at][0].form) for at in first.values()], dtype=np.float16)
        every = np.concatenate([self._having[part] for part in parts])
        weights = np.concatenate([self._gains[part] for part in parts]) * np.repeat(rare, sizes)
        count = len(self._printed)
        several = np.bincount(every, weights > 0, minlength=count) > 1
        terms = np.flatnonzero(several & (np.bincount(every, weights, minlength=count) >= LEAST))
        column = np.full(count, -1)
        column[terms] = np.arange(len(terms))
        gains = np.full((len(terms), len(said)), -GAP)
        kept = column[every] >= 0
        words = np.repeat(list(first.values()), sizes)[kept]
        gains[column[every[kept]], words] = weights[kept]
        return terms.tolist(), gains.tolist()


def _best_run(gains: Sequence[float], barred: Sequence[bool]) -> tuple[float, int, int]:
    """What the words of the best run weigh together, and the places of its first and last word.

    A run has two words at least that tell something; 0 where there is none.
    """
    best = 0.0, 0, 0
    run, begun, told = 0.0, 0, 0
    for at, gain in enumerate(gains):
        if run <= 0 or barred[at]:
            run, begun, told = 0.0, at, 0
        run += gain
        told += gain > 0
        if run > best[0] and told > 1:
            best = run, begun, at
    return best


def _barred(text: str, morphemes: Sequence[Morpheme]) -> list[bool]:
    """For each word whether a comma, a number or what is asked parts it from the one before."""
    ends = [0, *(morpheme.end for morpheme in morphemes)]
    return [
        bool(BARRIER.search(text, end, morpheme.end)) for end, morpheme in zip(ends, morphemes, strict=False)
    ]


def _end(text: str, morpheme: Morpheme) -> int:
    """Where a description ends: a verb's endings belong to it ('버리는 통'), a noun's particles do not."""
    blank = text.find(" ", morpheme.end) if VERB.match(morpheme.tag) else -1
    return blank if blank >= 0 else morpheme.end


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


def printed(text: str, meanings: Sequence[Meaning]) -> str:
    """What documents may print for what a question says or clearly describes, in one line."""
    words = [word for meaning in meanings if meaning.score >= TELLING for word in meaning.words]
    return " ".join([expand(text)[len(text) :], *words])


def leaves_out(query: Query, answer: Answer) -> bool:
    """Tell whether an answer has neither what the question clearly describes nor a word of that."""
    told = squash(" ".join((answer.answer, *(citation.quote for citation in answer.citations))))
    for meaning in query.described:
        said = [
            term.words[0]
            for term in query.terms
            if meaning.start <= term.start < meaning.end and not term.measure
        ]
        if meaning.score >= CLEAR and not any(word in told for word in (*said, *meaning.words)):
            return True
    return False


def readings(query: Query, answer: str) -> Iterator[str]:
    """What a person is told of how a question was read: the descriptions that an answer takes for terms."""
    told, asked = squash(answer), squash(query.text)
    for meaning in query.meant:
        word = next((word for word in meaning.words if word in told and word not in asked), "")
        if word:
            yield told_reading(query.text[meaning.start : meaning.end], word)


def told_reading(said: str, printed: str) -> str:
    """Tell a person that some of the words of a question were read as what documents print."""
    read = with_particle(f"'{printed}'", "으로")
    return f"질문의 '{said}' 부분을 문서의 {read} 보고 찾았습니다. 다른 뜻이면 바꾸어 물어 주세요."
