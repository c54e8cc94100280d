"""A question in everyday words, worded as offices print it: '문 닫은 학교는 몇 곳' as '폐교는 몇 곳'.

`training/sayings.txt` has what people say in several words for what is printed in one; `training.sayings`
compiles it to `qa/model/sayings.txt`. A saying is its words alone, in any order and with any endings, but
together: '쓰레기를 몰래 버린' and '몰래 버린 쓰레기' both say 무단투기.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from index.analyzer import Morpheme
from qa.understanding.query import Meaning, squash
from qa.understanding.reverse import stem, told_reading
from qa.understanding.terms import Analyze, Known
from qa.wording.korean import with_particle

MODEL = Path(__file__).parents[1] / "model" / "sayings.txt"
# beside another verb these say nothing of their own; '않은' and '못한' are what is said with '안' and '못'
HELPING = frozenset(
    [
        "있",
        "주",
        "지",
        "보",
        "하",
        "두",
        "놓",
        "버리",
        "내",
        "가",
        "오",
        "나",
        "대",
        "쌓",
        "되",
        "말",
        "드리",
        "달",
    ]
)
# Kiwi takes '아이' before a verb for a cry, '여는' for a pronoun
ALSO = {
    ("MM", "옛"): "옛", ("MM", "새"): "새", ("MM", "헌"): "헌", ("IC", "아이"): "아이", ("NP", "여"): "열다",
    ("VX", "않"): "안", ("VX", "못하"): "못",
}  # fmt: skip
SAID_BESIDE = frozenset(
    ["좀", "더", "다", "꼭", "늘", "쭉", "정말", "실제로", "바로", "같이", "함께", "모두", "서로"]
)
MOST_READINGS = 3
# '돕는 데', '고치는 일에': what is done, as a noun; '아이들', '사장님'
DONE = re.compile(r"\s?(?:데|일|것|거|건|게)(?:에|을|를|이|은|는)?(?=\s)")
MANY = re.compile(r"(?:들|님)+")
# which of a pair of particles stands behind a word depends on the word
PARTICLE = re.compile(r"(은|는|이|가|을|를|과|와|으로|로)(?![가-힣])")
BEHIND_CLOSED = {"는": "은", "가": "이", "를": "을", "와": "과", "로": "으로"}


class Saying(NamedTuple):
    """The words of a saying, and what is printed for it."""

    words: frozenset[str]
    printed: tuple[str, ...]


class Said(NamedTuple):
    """A place (start, end) where a question has a saying, and what documents print for it."""

    start: int
    end: int
    printed: tuple[str, ...]


class Reworded(NamedTuple):
    """A question in other words, and what a person is to be told of how it was read."""

    text: str
    warnings: tuple[str, ...]


class _Word(NamedTuple):
    """A word that a saying may have, and the place of its morpheme among those of the text."""

    word: str
    place: int


class Sayings:
    """What is said in several words.

    Args:
        same: of a word the one that it counts as.
        sayings: by the rarest of their words.
    """

    def __init__(self, same: Mapping[str, str], sayings: Mapping[str, Sequence[Saying]]) -> None:
        self._same = same
        self._sayings = sayings

    @classmethod
    def open(cls, path: Path = MODEL) -> Sayings:
        """Read compiled sayings: lines of '~word same …' and of 'rarest word …<tab>printed,printed'."""
        same: dict[str, str] = {}
        sayings: dict[str, list[Saying]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("~"):
                first, *others = line[1:].split()
                same |= dict.fromkeys(others, first)
                continue
            said, printed = line.split("\t")
            words = said.split()
            sayings.setdefault(words[0], []).append(Saying(frozenset(words), tuple(printed.split(","))))
        return cls(same, sayings)

    def said(self, text: str, morphemes: Sequence[Morpheme], is_printed: Callable[[str], bool]) -> list[Said]:
        """The sayings of a question that documents print, in order: of those that overlap the longest."""
        words = said_words(morphemes, self._same)
        found: list[Said] = []
        for _, first, last, saying in sorted(self._candidates(words), key=lambda one: (-one[0], one[1])):
            start, end = morphemes[words[first].place].start, _end(text, morphemes, words[last].place)
            if any(start < other.end and other.start < end for other in found):
                continue
            if printed := tuple(filter(is_printed, saying.printed)):
                found.append(Said(start, end, printed))
        return sorted(found)

    def _candidates(self, words: Sequence[_Word]) -> Iterator[tuple[int, int, int, Saying]]:
        """Each saying with how many words it has, and the places of its first and last in the question."""
        for place, (word, _) in enumerate(words):
            for saying in self._sayings.get(word, ()):
                size = len(saying.words)
                for first in range(max(place - size + 1, 0), min(place, len(words) - size) + 1):
                    if {one.word for one in words[first : first + size]} == saying.words:
                        yield size, first, first + size - 1, saying


def said_words(morphemes: Sequence[Morpheme], same: Mapping[str, str]) -> list[_Word]:
    """The words of a text that sayings are made of: '물값을 내지 않은' -> 물, 값, 내다, 안."""
    found: list[_Word] = []
    for place, morpheme in enumerate(morphemes):
        word = stem(morpheme)
        if also := ALSO.get((morpheme.tag, morpheme.form)):
            word = also
        elif morpheme.tag == "VX" and morpheme.form not in HELPING:  # '물 만드는', '가고 싶은'
            word = f"{morpheme.form}다"
        if word and word not in SAID_BESIDE:
            found.append(_Word(same.get(word, word), place))
    return found


def _end(text: str, morphemes: Sequence[Morpheme], place: int) -> int:
    """Where a saying ends whose last word is at a place.

    A verb's endings belong to it, and what helps it ('보여 주는'), and '데' behind it; '들' to a noun.
    """
    last = morphemes[place]
    if not last.tag.startswith("V"):
        many = MANY.match(text, last.end)
        return many.end() if many else last.end
    for morpheme in morphemes[place + 1 :]:
        if not morpheme.tag.startswith(("E", "VX")):
            break
        last = morpheme
    blank = text.find(" ", max(last.end - 1, last.start))
    end = blank if blank >= 0 else last.end
    done = DONE.match(text, end)
    return done.end() if done else end


@cache
def sayings() -> Sayings:
    """The sayings that come with the program, read once."""
    return Sayings.open()


def reworded(text: str, analyze: Analyze, known: Known, described: Sequence[Meaning] = ()) -> list[Reworded]:
    """A question in the words that documents print for its sayings, in each way that they are printed.

    Args:
        text: the question.
        analyze: gives the morphemes of a text with their offsets.
        known: how common a word is in the documents, 0 where it does not stand in them.
        described: what its words may describe.
    """

    def is_printed(term: str) -> bool:
        return all(known(m.form) for m in analyze(term) if stem(m))

    said = sayings().said(text, analyze(text), is_printed)
    ways = min(max((len(one.printed) for one in said), default=0), MOST_READINGS)
    whole = [_with_more(text, one, described, said[n - 1].end if n else 0) for n, one in enumerate(said)]
    return [_worded(text, whole, way) for way in range(ways)]


def _with_more(text: str, said: Said, described: Sequence[Meaning], least: int) -> Said:
    """A saying with the words before it that describe the same: '[어려운 아이들이 가는] 동네 공부방'."""
    printed = set(map(squash, said.printed))
    starts = [
        meaning.start
        for meaning in described
        if meaning.start < said.start < meaning.end
        and not text[: meaning.start][-1:].strip()  # a part of '스마트도서관' is none
        and not printed.isdisjoint(meaning.words)
    ]
    return said._replace(start=max(min(starts, default=said.start), least))


def _worded(text: str, said: Sequence[Said], way: int) -> Reworded:
    """A text with its sayings in the words that are printed for them, one of several ways."""
    parts: list[str] = []
    warnings: list[str] = []
    done = 0
    for start, end, several in said:
        word = several[min(way, len(several) - 1)]
        warnings.append(told_reading(text[start:end].strip(), word))
        particle = PARTICLE.match(text, end)
        if particle:
            word = with_particle(word, BEHIND_CLOSED.get(particle[1], particle[1]))
        parts += [text[done:start], word]
        done = particle.end() if particle else end
    return Reworded("".join((*parts, text[done:])), tuple(warnings))
