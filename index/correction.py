"""Typing and spacing errors of a question, set right by the words that the store knows.

A word that Kiwi's dictionary or the store has is never touched, so a question that is typed well comes
back as it is. What may stand in a wrong word's place is generated and looked up, so the cost does not grow
with the store.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kiwipiepy import Token

Count = Callable[[Collection[str]], Mapping[str, int]]
"""Says of words in how many chunks each stands; a word that stands in none may be left out."""


class Tokenize(Protocol):
    """Gives Kiwi's tokens of a text, as it stands or with Kiwi's corrections of typing errors."""

    def __call__(self, text: str, /, *, typos: bool = False) -> Sequence[Token]:
        """Cut a text."""


_DICTIONARY_ID = 64
_LONGEST = 12  # syllables of a word that is looked at
_COMPOUND = 4  # syllables of the shortest compound that is
_FIRST, _LAST = 0xAC00, 0xD7A3
_MEDIALS, _FINALS = 21, 28
_JAMO = (19, _MEDIALS, _FINALS)
# pairs that are heard or typed for each other, by their places in the tables of initials, medials, finals:
# ㄱㄲ ㄷㄸ ㅂㅃ ㅅㅆ ㅈㅉ / ㅐㅔ ㅒㅖ ㅔㅖ ㅏㅓ ㅓㅕ ㅗㅜ ㅚㅙ ㅚㅞ ㅙㅞ ㅡㅜ ㅢㅣ ㅢㅡ /
# ㄱㄲ ㅅㅆ ㄴㅇ ㄴㅁ ㄷㅅ
_CONFUSED = (
    frozenset({(0, 1), (3, 4), (7, 8), (9, 10), (12, 13)}),
    frozenset(
        {
            (1, 5),
            (3, 7),
            (5, 7),
            (0, 4),
            (4, 6),
            (8, 13),
            (10, 11),
            (11, 15),
            (10, 15),
            (13, 18),
            (19, 20),
            (18, 19),
        }
    ),
    frozenset({(1, 2), (19, 20), (4, 21), (4, 16), (7, 19)}),
)
_STEPS = (_MEDIALS * _FINALS, _FINALS, 1)  # what the next initial, medial or final adds to a syllable's code
_SLIPS = tuple(
    tuple(
        tuple(other for other in range(size) if (min(part, other), max(part, other)) in pairs)
        for part in range(size)
    )
    for size, pairs in zip(_JAMO, _CONFUSED, strict=True)
)
_AND = re.compile(r"([가-힣]{2,})하구(?=\s)")
# 몇, as no Korean word is written
_HOW_MANY = re.compile(r"[몃멷]|멧(?=\s?(?:명|개|건|곳|대|회|번|년|월|시))")
_SYLLABLES = re.compile(r"[가-힣]+")
# '총 무과', '인 사과 예산': a syllable that stands alone beside another word
_BROKEN = re.compile(r"(?<!\S)(?:([가-힣]) +([가-힣]{1,4})|([가-힣]{2,4}) +([가-힣]))(?![가-힣])")
# '세 무 과', '세 곳 다': three syllables or more, each standing alone
_SPACED = re.compile(r"(?<!\S)[가-힣](?: +[가-힣]){2,}(?![가-힣])")
# what the words of a store do not have behind a noun: '실업률', and a particle that is taken for part of it
_BEHIND = re.compile(r"(?<=[가-힣]{2})(?:[률율]|이|은|는|을|를|의|와|과|도)$")
_PARTICLE = re.compile(r"(?:에서는|에서|에게|까지|부터|이랑|이나|으로|은|는|이|가|을|를|의|와|과|도|로|랑)$")


def corrected(text: str, tokenize: Tokenize, count: Count) -> str:
    """Give a question with its spacing and typing errors set right where the store knows better.

    For a store that has 총무과 and 징수액, '총 무과 징수엑' becomes '총무과 징수액'.
    """
    text = _as_written(_HOW_MANY.sub("몇", text), count)
    text = _SPACED.sub(lambda match: _unspaced(match[0].split(), count), text)
    text = _joined(text, count)
    text = _without_typos(text, tokenize, count)
    return _without_slips(text, tokenize, count)


def _as_written(text: str, count: Count) -> str:
    """'예산하구 결산' is spoken for '예산하고 결산'; a word of the store that ends so ('강하구') stays."""
    known = count([match[0] for match in _AND.finditer(text)])
    return _AND.sub(lambda match: match[0] if known.get(match[0]) else f"{match[1]}하고", text)


def _unspaced(syllables: Sequence[str], count: Count) -> str:
    """Join the longest names in a row of syllables: '세 무 과 세 곳' gives '세무과 세 곳'."""
    places = range(len(syllables))
    runs = {(n, m): "".join(syllables[n:m]) for n in places for m in range(n + 2, len(syllables) + 1)}
    known = count(set(runs.values()))
    words, place = [], 0
    while place < len(syllables):
        end = max((m for (n, m), word in runs.items() if n == place and known.get(word)), default=place + 1)
        words.append("".join(syllables[place:end]))
        place = end
    return " ".join(words)


def _joined(text: str, count: Count) -> str:
    """Join a name that was cut by a space: '총 무과 예산' gives '총무과 예산'."""
    found = [(match, "".join(filter(None, match.groups()))) for match in _BROKEN.finditer(text)]
    if not found:
        return text
    bare = {word: _PARTICLE.sub("", word) for _, word in found}
    known = count({*bare, *bare.values()})
    for match, word in reversed(found):
        parts = [part for part in match.groups() if part]
        if known.get(word) or (known.get(bare[word]) and len(bare[word]) > max(map(len, parts))):
            text = text[: match.start()] + word + text[match.end() :]
    return text


def _without_typos(text: str, tokenize: Tokenize, count: Count) -> str:
    """Take Kiwi's corrections of nouns that give a word of the store."""
    tokens = [
        token
        for token in tokenize(text, typos=True)
        if token.typo_cost > 0 and token.tag.startswith("NN") and token.form != text[token.start : token.end]
        and not _stands_alone(text, token)
    ]  # fmt: skip
    if not tokens:
        return text
    right = [part for part in tokenize(text) if part.id >= _DICTIONARY_ID and part.len > 1]
    tokens = [
        token
        for token in tokens
        if not any(part.start <= token.start and token.end <= part.end for part in right)
    ]
    known = count({form for token in tokens for form in (token.form, text[token.start : token.end])})
    for token in reversed(tokens):
        if known.get(token.form) and not known.get(text[token.start : token.end]):
            text = text[: token.start] + token.form + text[token.end :]
    return text


def _stands_alone(text: str, token: Token) -> bool:
    """Tell whether a token is a syllable between spaces: '네 곳' is not '내 곳'."""
    return token.len == 1 and not text[token.start - 1 : token.start].strip() and text[token.end :][:1] == " "


def _without_slips(text: str, tokenize: Tokenize, count: Count) -> str:
    """Put a word of the store for a word that neither Kiwi nor the store knows and that is one letter off."""
    suspects = _suspects(text, tokenize(text))
    if not suspects:
        return text
    words = {text[start:end] for start, end in suspects}
    known = count(words | {_PARTICLE.sub("", word) for word in words})
    for (start, end), unknown in sorted(suspects.items(), reverse=True):
        word = text[start:end]
        if not (known.get(word) or known.get(_PARTICLE.sub("", word))):  # '인사과랑' is no '인사과장'
            text = text[:start] + _mended(word, count, likely=not unknown) + text[end:]
    return text


def _suspects(text: str, tokens: Sequence[Token]) -> dict[tuple[int, int], bool]:
    """Give where a wrong word may stand, and whether it holds a noun of no dictionary.

    Without one it may be a compound ('동주민센타': 센타 is a word), or have fallen into parts that make no
    sense ('합게' into 합하게, '교부엑' into 교부에): then only a likely slip will be set right.
    """
    found: dict[tuple[int, int], bool] = {}
    for run in _noun_runs(tokens):
        span = run[0].start, run[-1].end
        unknown = any(part.id < _DICTIONARY_ID for part in run)
        if unknown or (len(run) > 1 and span[1] - span[0] >= _COMPOUND):
            found[span] = unknown
    for start, end in _words(text):
        if end - start >= _COMPOUND and not any(one[0] <= start and end <= one[1] for one in found):
            found[start, end] = False  # '인제개발원', of which '인제' is no noun
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        broken = token.tag == "Z_CODA" or (
            token.tag == "NNG" and token.len == 1 and after is not None and after.tag.startswith("XS")
        )
        if broken and (word := _word_around(text, token.start)):
            found.setdefault(word, False)
    return {(start, end): unknown for (start, end), unknown in found.items() if 1 < end - start <= _LONGEST}


def _noun_runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Give the nouns that stand together without a space."""
    run: list[Token] = []
    for token in tokens:
        joins = token.tag in {"NNG", "NNP"} and token.form.isalpha()
        if run and not (joins and run[-1].end == token.start):
            yield run
            run = []
        if joins:
            run.append(token)
    if run:
        yield run


def _word_around(text: str, place: int) -> tuple[int, int] | None:
    """Where the word at a place begins and ends, the particle after it left out."""
    return next(((start, end) for start, end in _words(text) if start <= place < end), None)


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Where each word begins and ends, the particle after it left out."""
    for match in _SYLLABLES.finditer(text):
        yield match.start(), match.start() + len(_PARTICLE.sub("", match[0]))


def _mended(word: str, count: Count, *, likely: bool) -> str:
    """The nearest word of the store; for a rate or a noun with its particle the noun's alone."""
    found, behind = _nearest(word, count, likely=likely), _BEHIND.search(word)
    if found != word or behind is None or count([noun := word[: behind.start()]]).get(noun):
        return found
    return _nearest(noun, count, likely=likely) + behind[0]


def _nearest(word: str, count: Count, *, likely: bool) -> str:
    """The word of the store that is one letter away from this, the likeliest slip first; else the word."""
    if not _SYLLABLES.fullmatch(word):
        return word
    variants = dict(_variants(word, likely=likely))
    known = count(variants.keys())
    ranked = sorted((variants[other], -known[other], other) for other in known if known[other])
    return ranked[0][2] if ranked else word


def _variants(word: str, *, likely: bool) -> Iterator[tuple[str, int]]:
    """Words with one letter or one pair of syllables changed, with 0 for `likely` slips and 1 for others."""
    for place in range(0 if likely else len(word) - 1):
        yield word[:place] + word[place + 1] + word[place] + word[place + 2 :], 1
    for place, syllable in enumerate(word):
        before, behind, code = word[:place], word[place + 1 :], ord(syllable)
        for part, size, step, slips in zip(_parts(syllable), _JAMO, _STEPS, _SLIPS, strict=True):
            for other in slips[part] if likely else range(size):
                if other != part:
                    rank = int(other not in slips[part])
                    yield f"{before}{chr(code + (other - part) * step)}{behind}", rank


def _parts(syllable: str) -> list[int]:
    """Numbers of a syllable's initial, medial and final."""
    code = ord(syllable) - _FIRST
    return [code // (_MEDIALS * _FINALS), code // _FINALS % _MEDIALS, code % _FINALS]
