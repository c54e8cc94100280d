"""Korean text to morphemes and search terms, by one shared Kiwi.

The terms of a text depend on the text alone, never on what else is in the store: a document that is
added later is indexed exactly as it would have been before.
"""

from __future__ import annotations

import ctypes
import gc
import re
import sys
import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.correction import Count, corrected
from index.kiwi_vectors import morpheme_keys

if TYPE_CHECKING:
    from kiwipiepy import Kiwi, Token

# Kiwi numbers the tags themselves below this; a noun with such an id is in no dictionary.
_DICTIONARY_ID = 64
_NOUNS = frozenset({"NNG", "NNP", "NNB", "NR", "SN", "SL", "SH", "XPN", "XSN", "XR", "W_SERIAL"})
_NAMES = frozenset({"NNG", "NNP", "XR"})
_VERBS = ("VV", "VA")
_KEPT = frozenset(
    {"NNG", "NNP", "NR", "SN", "SL", "SH", "XR", "XPN", "XSN", "VV", "VA", "MAG", "NNB", "W_SERIAL"}
)
# '총 무 과', '경 상 적 세 외 수 입': three syllables or more, each standing alone; not '총 몇 건', '할 수 있'
_ALONE = r"(?![몇및것왜좀또잘더뭐할때])[가-힣]"
_SPACED = re.compile(rf"(?<![^\s(\[「‘'])(?:{_ALONE}[ \u3000]{{1,3}}){{2,}}{_ALONE}(?![가-힣])")
# '21년', ’21.1.31., ('21), '20~'22: a year of two figures, and 2021 in four.
_YEAR = re.compile(
    r"(?<![\d.,])(?:[’'‘`´](\d\d)(?!\d)|(\d\d)\s?년(?!\s?[간동만차])|((?:19|20)\d\d)(?![\d,]))"
)
_CENTURY = 70
_SHORT = 80  # characters of a text whose analysis is kept
_LOADING = threading.Lock()
_GARBAGE = 100_000  # new objects until garbage is looked for: a document is many, few of them cyclic
_REMEMBERED = 128  # texts whose tokens are kept: a question is cut to be corrected, understood and looked for


@dataclass(frozen=True, slots=True)
class Morpheme:
    """One morpheme: `start` and `end` are offsets in the text that was given; `id` is Kiwi's."""

    form: str
    tag: str
    start: int
    end: int
    id: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """What search needs of a text.

    `terms` are its content morphemes in lower case, compounds whole as well as cut, numbers without
    separators, years in full ('2021년' for "'21"), and bigrams of words that Kiwi does not know, in order
    and with repetitions. `keys` are its `morpheme_keys` for a vector; `words` the ids of the morphemes that
    mean something by themselves, each once.
    """

    terms: list[str]
    keys: list[int]
    words: list[int]

    @classmethod
    def joined(cls, parts: Iterable[Analysis]) -> Analysis:
        """That of a text of which each part was analysed by itself."""
        every = list(parts)
        return cls(
            [term for part in every for term in part.terms],
            [key for part in every for key in part.keys],
            list(dict.fromkeys(word for part in every for word in part.words)),
        )


def join_spaced(text: str) -> tuple[str, list[int] | None]:
    """Join names that are spaced out: '총 무 과 예산' gives '총무과 예산'.

    Returns:
        The text and, where anything was joined, the offset in `text` of each of its characters
        (and one more for its end).
    """
    found = list(_SPACED.finditer(text))
    if not found:
        return text, None
    gone = {place for match in found for place in range(*match.span()) if text[place] in " \u3000"}
    kept = [place for place in range(len(text)) if place not in gone]
    return "".join(text[place] for place in kept), [*kept, len(text)]


def years(text: str) -> list[int]:
    """Years named in a text, in order: "'21년과 2019년" gives [2021, 2019]."""
    found = []
    for match in _YEAR.finditer(text):
        short = match[1] or match[2]
        year = int(match[3]) if match[3] else int(short) + (1900 if int(short) >= _CENTURY else 2000)
        if year not in found:
            found.append(year)
    return found


def shared_kiwi() -> Kiwi:
    """The Kiwi of this process, loaded at the first call (about 2.5 s and 270 MB).

    It is never changed, so all that is analysed here shares it, in whatever thread. It has no threads of its
    own: they gain nothing with one text at a time, and would not be there in a process that is forked.
    """
    with _LOADING:
        return _load()


@cache
def _load() -> Kiwi:
    from kiwipiepy import Kiwi  # noqa: PLC0415 - a command that analyses nothing need not wait

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # says that 0 meant something else before 0.21
        kiwi = Kiwi(num_workers=0)
    kiwi.tokenize("")  # half of what it loads comes with the first text
    _return_memory()
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    return kiwi


class Analyzer:
    """Morphemes, search terms and sentences of Korean text.

    Kiwi gets no user words: names are indexed whole and in parts whatever it cuts, so that terms do not
    change with what else is in the store.

    Example:
        >>> Analyzer().terms("총 무 과 예산은 1,234천원")
        ['총무과', '예산', '1234', '천', '원']
    """

    def __init__(self) -> None:
        self._short = lru_cache(maxsize=8192)(self._analysis)
        self._known: dict[tuple[str, bool], tuple[Token, ...]] = {}

    @cached_property
    def kiwi(self) -> Kiwi:
        """The Kiwi of this process."""
        return shared_kiwi()

    def _tokens(self, text: str, *, typos: bool = False) -> tuple[Token, ...]:
        """Kiwi's tokens of one text, as it stands or with typing errors set right; kept for the last texts.

        Both are the same where Kiwi finds no error.
        """
        known = self._known  # other threads may begin another one
        if (text, typos) not in known:
            if len(known) >= _REMEMBERED:
                known = self._known = {}
            tokens = tuple(self.kiwi.tokenize(text, typos="basic" if typos else None))
            known[text, typos] = tokens
            if typos and not any(token.typo_cost for token in tokens):
                known[text, False] = tokens
        return known[text, typos]

    def analyze(self, text: str) -> list[Morpheme]:
        """Morphemes of a text, spaced-out names joined first; offsets are those of `text`."""
        joined, offsets = join_spaced(text)
        return [_morpheme(token, offsets) for token in self._tokens(joined)]

    def analyze_question(self, text: str) -> list[Morpheme]:
        """Morphemes of a question whose spaced-out names were joined (see `correct_question`)."""
        return [_morpheme(token, None) for token in self._tokens(text)]

    def terms(self, text: str) -> list[str]:
        """Search terms of a text, in order, with repetitions (see `Analysis`)."""
        joined, _ = join_spaced(text)
        return _terms(joined, self._tokens(joined))

    def keys(self, text: str) -> list[int]:
        """The `morpheme_keys` of a text, for a vector."""
        return morpheme_keys(self._tokens(join_spaced(text)[0]))

    def analyses(self, texts: Sequence[str]) -> list[Analysis]:
        """What search needs of each text, analysed once."""
        # headings come again in document after document
        return [self._short(text) if len(text) <= _SHORT else self._analysis(text) for text in texts]

    def _analysis(self, text: str) -> Analysis:
        joined, _ = join_spaced(text)
        tokens = self._tokens(joined)
        return Analysis(_terms(joined, tokens), morpheme_keys(tokens), _words(tokens))

    def correct_question(self, text: str, count: Count) -> str:
        """A question with spacing and typing errors set right where the store knows better.

        Args:
            text: as typed.
            count: says of words in how many chunks each stands (see `Store.count`).
        """
        return corrected(text, self._tokens, count)

    def sentences(self, text: str) -> list[str]:
        """Sentences of a text, in order, white space at their ends removed."""
        return [sentence.text for sentence in self.kiwi.split_into_sents(text, return_sub_sents=False)]


def _return_memory() -> None:
    """Give back what loading took and does not need any more (50 MB), where the C library can (glibc)."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def _morpheme(token: Token, offsets: list[int] | None) -> Morpheme:
    start, end = token.start, token.start + token.len
    if offsets is not None:
        start, end = offsets[start], offsets[end - 1] + 1 if end > token.start else offsets[end]
    return Morpheme(token.form, token.tag, start, end, token.id)


@cache
def _kind(tag: str) -> tuple[bool, bool, bool, bool]:
    """Whether morphemes of a tag are terms, are nouns, name something, are verbs or adjectives."""
    kept = tag in _KEPT or tag.partition("-")[0] in _KEPT
    return kept, tag in _NOUNS, tag in _NAMES, tag.startswith(_VERBS)


def _words(tokens: Sequence[Token]) -> list[int]:
    """Ids of nouns of two syllables or more, verbs and adjectives that Kiwi's dictionary has."""
    found: dict[int, None] = {}
    for token in tokens:
        number = token.id
        if number >= _DICTIONARY_ID and number not in found:
            _, _, names, verb = _kind(token.tag)
            if verb or (names and len(token.form) > 1):
                found[number] = None
    return list(found)


def _terms(text: str, tokens: Sequence[Token]) -> list[str]:
    """Terms of an analysed text: its morphemes, its compounds and its years."""
    terms: list[str] = []
    run: list[str] = []  # the terms of one unbroken compound noun
    named = joins = False  # whether a part of it names something, whether its last part is a noun
    end = -1
    for token in tokens:
        tag = token.tag
        kept, noun, names, _ = _kind(tag)
        if not kept:
            continue
        start = token.start
        if not (noun and joins and start == end):
            if named and len(run) > 1:
                terms.extend(_compounds(run))
            run, named = [], False
        form = _normal(token.form, tag)
        run.append(form)
        terms.append(form)
        if names:
            named = True
            if len(form) > 2 and token.id < _DICTIONARY_ID:
                terms.extend(left + right for left, right in pairwise(form))
        end = start + token.len
        joins = noun
    if named and len(run) > 1:
        terms.extend(_compounds(run))
    terms.extend(f"{year}년" for year in years(text))
    return terms


def _compounds(run: Sequence[str]) -> Iterator[str]:
    """What the parts of a compound give together: '세입', '예산' give '세입예산'."""
    yield "".join(run)
    if len(run) > 2:
        yield from (left + right for left, right in pairwise(run))


def _normal(form: str, tag: str) -> str:
    """A morpheme as a term: '1,234' gives '1234', 'AI' 'ai', '집행률' '집행율' (both are written)."""
    if tag == "SN":
        return form.replace(",", "")
    return form[:-1] + "율" if form.endswith("률") else form.lower()
