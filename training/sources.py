"""Training pairs: what data they come from, and which part of it is held out for measuring."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from kiwipiepy import Kiwi
from numpy.typing import NDArray

from index.kiwi_vectors import morpheme_keys
from training.module import Counted, TrainableKiwi
from training.texts import Analysed, Ragged, load

HERE = Path(__file__).parent
FILES = (
    "law_articles.jsonl.xz",
    "law_terms.jsonl.gz",
    "welfare_qa.jsonl.gz",
    "chatbot_qa.jsonl.gz",
    "question_pair_train.jsonl.gz",
)
"""The data that goes into the shipped weights: public domain and MIT, nothing under share-alike terms."""

HELD_LAWS, HELD_TITLES = 10, 20
"""Per cent of the laws, and of the welfare titles, that training does not see."""

TEXT, PASSAGE = 300, 1500
"""Keys read of a text and of a put-together passage."""

BLOCK = 8
"""Neighbouring articles of one law in a batch: each other's hard negatives."""

SHARES = {
    "law": 3.0,
    "term": 1.0,
    "welfare": 2.0,
    "passage": 1.0,
    "chat": 0.5,
    "phrasing": 1.5,
    "synonym": 2.0,
    "question": 0.5,
    "swapped": 3.0,
}
"""How often each source is drawn."""

SWAPPED = 4
"""Pairs in a batch that are about the same thing and differ in one word: each other's hard negatives."""

Keys = NDArray[np.int64]
Pair = tuple[Counted, Counted]

SAME = "0"
"""What the pairs of questions call a pair that means the same; the source has it the wrong way round."""


def held(name: str, percent: int) -> bool:
    """Whether a law or a title is held out of training: always the same ones."""
    return zlib.crc32(f"v1{name}".encode()) % 100 < percent


def phrasings(kiwi: Kiwi) -> list[Keys]:
    """The keys of what people put around the thing that they ask for."""
    return _analyse([line.replace("{}", "") for line in _lines(HERE / "phrasings.txt")], kiwi)


def groups(kiwi: Kiwi) -> list[list[Keys]]:
    """The keys of words of like meaning, group by group."""
    lines = [[word.strip() for word in line.split(",")] for line in _lines(HERE / "synonyms.txt")]
    found = iter(_analyse([word for words in lines for word in words], kiwi))
    return [[next(found) for _ in words] for words in lines]


def vocabulary(data: Path, kiwi: Kiwi) -> list[Ragged]:
    """The keys of everything that training reads, source by source."""
    words = [keys for group in groups(kiwi) for keys in group]
    return [*(load(data, name, kiwi).keys for name in FILES), Ragged.of(words), Ragged.of(phrasings(kiwi))]


@dataclass(frozen=True, slots=True)
class Welfare:
    """The welfare questions by document title; the data has no passages, so they are put together.

    A passage for one question is made of the title and answers to other questions about it.
    """

    data: Analysed
    by_title: dict[str, list[int]]

    @classmethod
    def of(cls, data: Analysed, *, held_out: bool) -> Welfare:
        """The titles that are held out, or the others."""
        by_title: dict[str, list[int]] = {}
        for number, row in enumerate(data.rows):
            if held(row["documents"], HELD_TITLES) == held_out:
                by_title.setdefault(row["documents"], []).append(number)
        return cls(data, by_title)


class Sources:
    """Draws batches of pairs whose first texts ask for their second.

    Args:
        data: the folder of the data files.
        module: gives the vocabulary.
        kiwi: the analyser.
        seed: of the draws.
    """

    def __init__(self, data: Path, module: TrainableKiwi, kiwi: Kiwi, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._count = module.count
        self._kept: dict[tuple[str, int, int], Counted] = {}
        law, term, welfare, self._chat, pairs = (load(data, name, kiwi) for name in FILES)
        self._law, self._term, self._pairs = law, term, pairs
        self._laws = [i for i, row in enumerate(law.rows) if not held(row["law"], HELD_LAWS)]
        self._terms = [i for i, row in enumerate(term.rows) if not held(row["law"], HELD_LAWS)]
        self._alike = [i for i, row in enumerate(pairs.rows) if str(row["is_duplicate"]) == SAME]
        self._welfare = Welfare.of(welfare, held_out=False)
        self._asked = [(title, i) for title, numbers in self._welfare.by_title.items() for i in numbers]
        self._phrasings = [*phrasings(kiwi), *[_NOTHING] * 12]
        self._groups = groups(kiwi)
        self._draw: dict[str, Callable[[int], Iterator[Pair]]] = {
            "law": self._articles,
            "term": self._definitions,
            "welfare": self._answers,
            "passage": self._passages,
            "chat": self._replies,
            "phrasing": self._phrased,
            "synonym": self._synonyms,
            "question": self._duplicates,
            "swapped": self._swapped,
        }

    def batch(self, size: int) -> tuple[list[Counted], list[Counted]]:
        """A batch from one source; no first and no second text stands in it twice."""
        names = list(SHARES)
        shares = np.asarray([SHARES[name] for name in names])
        name = names[int(self._rng.choice(len(names), p=shares / shares.sum()))]
        first: dict[bytes, Counted] = {}
        second: dict[bytes, Counted] = {}
        for asked, found in self._draw[name](size):
            one, other = asked[0].tobytes(), found[0].tobytes()
            if one and other and one not in first and other not in second:
                first[one], second[other] = asked, found
        return list(first.values()), list(second.values())

    def _text(self, name: str, data: Analysed, record: int, text: int) -> Counted:
        """One text of the data, counted once."""
        place = (name, record, text)
        if place not in self._kept:
            self._kept[place] = self._count(data.key(record, text)[:TEXT])
        return self._kept[place]

    def _articles(self, size: int) -> Iterator[Pair]:
        """The law's name and the article's title, or the title alone, for the article."""
        starts = self._rng.choice(len(self._laws) - BLOCK, size // BLOCK, replace=False)
        for place in np.unique((starts[:, None] + np.arange(BLOCK)).ravel()):
            record = self._laws[place]
            asked = self._law.key(record, 1)
            if self._rng.random() < 0.7:
                asked = np.concatenate([self._law.key(record, 0), asked])
            yield self._count(asked), self._text("law", self._law, record, 2)

    def _definitions(self, size: int) -> Iterator[Pair]:
        for place in self._rng.choice(len(self._terms), size, replace=False):
            record = self._terms[place]
            yield self._text("term", self._term, record, 0), self._text("term", self._term, record, 1)

    def _answers(self, size: int) -> Iterator[Pair]:
        for place in self._rng.choice(len(self._asked), size, replace=False):
            record = self._asked[place][1]
            data = self._welfare.data
            yield self._text("welfare", data, record, 0), self._text("welfare", data, record, 1)

    def _passages(self, size: int) -> Iterator[Pair]:
        """A question for a passage of other answers on its title, half the time with the title."""
        data = self._welfare.data
        for place in self._rng.choice(len(self._asked), size, replace=False):
            title, record = self._asked[place]
            others = [number for number in self._welfare.by_title[title] if number != record]
            self._rng.shuffle(others)
            parts = [data.key(number, 1) for number in others[: self._rng.integers(1, 12)]]
            if self._rng.random() < 0.5 or not parts:
                parts.insert(0, data.key(record, 2))
            yield self._text("welfare", data, record, 0), self._count(np.concatenate(parts)[:PASSAGE])

    def _replies(self, size: int) -> Iterator[Pair]:
        for record in self._rng.choice(len(self._chat.rows), size, replace=False).tolist():
            yield self._text("chat", self._chat, record, 0), self._text("chat", self._chat, record, 1)

    def _phrased(self, size: int) -> Iterator[Pair]:
        """The same thing asked for in two ways: the words around it are to count for nothing."""
        for _ in range(size // 2):
            content = self._content()
            one, other = self._rng.integers(len(self._phrasings), size=2)
            yield (
                self._count(np.concatenate([content, self._phrasings[one]])),
                self._count(np.concatenate([content, self._phrasings[other]])),
            )

    def _content(self) -> NDArray[np.int64]:
        """A thing to ask for: a welfare title, a line of small talk, a term or an article's title."""
        kind = self._rng.integers(4)
        if kind == 0:
            return self._welfare.data.key(self._asked[self._rng.integers(len(self._asked))][1], 2)
        if kind == 1:
            return self._chat.key(int(self._rng.integers(len(self._chat.rows))), int(self._rng.integers(2)))
        if kind == 2:
            return self._term.key(self._terms[self._rng.integers(len(self._terms))], 0)
        return self._law.key(self._laws[self._rng.integers(len(self._laws))], 1)

    def _synonyms(self, _: int) -> Iterator[Pair]:
        """Two words of each group; the other groups are the negatives."""
        for place in self._rng.permutation(len(self._groups)):
            one, other = self._two(place)
            yield self._count(one), self._count(other)

    def _two(self, group: int) -> tuple[Keys, Keys]:
        order = self._rng.permutation(len(self._groups[group]))
        return self._groups[group][order[0]], self._groups[group][order[-1]]

    def _swapped(self, size: int) -> Iterator[Pair]:
        """One thing and a word about it, said in two ways, beside the same thing and other words."""
        for _ in range(size // SWAPPED):
            content = self._content()
            for place in self._rng.choice(len(self._groups), SWAPPED, replace=False):
                one, other = self._two(place)
                way = self._phrasings[self._rng.integers(len(self._phrasings))]
                asked, found = np.concatenate([content, one, way]), np.concatenate([content, other])
                yield self._count(asked), self._count(found)

    def _duplicates(self, size: int) -> Iterator[Pair]:
        """Two questions that mean the same."""
        for record in self._rng.choice(self._alike, size, replace=False).tolist():
            yield self._text("pair", self._pairs, record, 0), self._text("pair", self._pairs, record, 1)


_NOTHING = np.zeros(0, dtype=np.int64)


def _analyse(texts: list[str], kiwi: Kiwi) -> list[Keys]:
    return [np.asarray(morpheme_keys(tokens), dtype=np.int64) for tokens in kiwi.tokenize(texts)]


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
