"""The questions that a question for several things is made of, each complete: what is left out is said again.

>>> [part.text for part in readings("새들소방서는 정원이 몇 명이고 안전센터가 몇 개야?")[0]]
['새들소방서는 정원이 몇 명이고', '새들소방서는 안전센터가 몇 개야?']
>>> [part.text for part in readings("푸른관 신축의 총사업비와 공정률은?")[0]]
['푸른관 신축의 총사업비는?', '푸른관 신축의 공정률은?']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qa.understanding.asked_figures import ASKING, CELLS, ENDS_QUANTITY, FROM_TO, WORDS, clauses
from qa.understanding.words.times import RELATIVE
from qa.wording.korean import with_particle

MOST_PARTS = 5
# '몇 명이고', '몇 번 뛰어서', '몇 개소, ': what follows is asked anew
LEADS_ON = re.compile(r"(?:[고며서,?]|는데|인데|은데|[는은인]지)$")
NUMBER = re.compile(r"(?:얼[마만]|며칠|몇\s*)\S*")
TOPIC = re.compile(r"(?<=\S)(?:[은는의]|에서는|에는)$")
WITHIN = re.compile(r"^그\s?(?:중|가운데)(?:에서?는?|에)?\s?")
FROM_WHAT = re.compile(r"(?:얼마|몇\s?\S{1,4})에서\s(?:얼마|몇\s?\S{1,4})(?:으?로|까지)")  # a change
YEAR = re.compile(r"['’‘]?(?:19|20)?\d\d년(?:도|의|에|까지|까지의|에는|엔)?")
JOINER = re.compile(r"(?<=\S)(?:와|과|이?랑|하고|,|·)$")
AND = frozenset(["및", "그리고"])
EACH = re.compile(r"\s?각각\s?|(?<=\S)씩(?=[\s이?])")
ASKS = re.compile(r"얼[마만]|몇|알려|어떻|어때|말해|답해|보여|비교|궁금|좀$|요$|[?]$")
# '2033년과 2034년을 비교하면': nothing is said of each
SIDE_BY_SIDE = re.compile(
    r"어떻|달라|달랐|비교|차이|변[했하화]|나란히|견[주줘]|알려|말해|답해|보여|정리|확인|제시|적어|쓰시|주세요|^좀"
)
PARTICLE = re.compile(r"(?:[은는이가을를도의에]|에는|에서|에서는|이요|요)?[?.]?$")
TOO = re.compile(r"도(?:\s?(?:좀\s)?알려\s?\S+|요)?[?.]?$")  # '처리능력도'
NO_THING = frozenset(["대비"])


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions: what is said `before` of it and others, and its `own` words.

    `within` says that it is asked for as a part of the one before: '그중 여성은 몇 명'.
    """

    before: str
    own: str
    within: bool = False

    @property
    def text(self) -> str:
        """The whole question."""
        return f"{self.before} {self.own}".strip()


def readings(text: str) -> list[tuple[Part, ...]]:
    """The ways to read a question as several, the likeliest first; none where it asks for one thing."""
    found = [*_in_turn(text), *_in_a_row(text)]
    return list(dict.fromkeys(some for some in found if 1 < len(some) <= MOST_PARTS))


def _in_turn(text: str) -> list[tuple[Part, ...]]:
    """What is asked one after another, each with more or less of what stands before the first number."""
    parts = [] if FROM_TO.search(text) or FROM_WHAT.search(text) else _segments(text)
    asked = ASKING.search(parts[0]) if parts[1:] else None
    if asked is None or any(WORDS.search(part) and not ASKING.search(part) for part in parts):
        return []
    before, number = parts[0][: asked.start()].split(), parts[0][asked.start() :]
    rest = [part if ASKING.search(part) or not TOO.search(part) else _of_it(part) for part in parts[1:]]
    return [
        (
            Part(" ".join(before[:kept]), " ".join([*before[kept:], number])),
            *(_inherits(before[:kept], part) for part in rest),
        )
        for kept in _kept(before)
    ]


def _of_it(part: str) -> str:
    """What is asked for too, as a question: '처리능력도' -> '처리능력은?'."""
    return with_particle(TOO.sub("", part), "은") + "?"


def _segments(text: str) -> list[str]:
    """What is asked one after another, each with one word that asks."""
    found: list[str] = []
    for clause in clauses(text):
        asking = [match for match in ASKING.finditer(clause) if not CELLS.match(clause, match.start())]
        ends = [_end(clause, one.start(), other.start()) for one, other in pairwise(asking)]
        found += [clause[a:b].strip(" ,") for a, b in pairwise([0, *ends, len(clause)])]
    return [part for part in found if part]


def _end(text: str, start: int, other: int) -> int:
    """Where what is asked first ends: behind the word that leads on, else behind the number itself."""
    number = NUMBER.match(text, start, other)
    end = number.end() if number else other
    leads = (word for word in re.finditer(r"\S+", text[end:other]) if LEADS_ON.search(word[0]))
    word = None if LEADS_ON.search(text[start:end]) else next(leads, None)
    return end + word.end() if word else end


def _kept(before: Sequence[str]) -> list[int]:
    """How many words before the first number may be said of each: up to the topic, all but the last, all."""
    topics = [n + 1 for n, word in enumerate(before[:-1]) if TOPIC.search(word)]
    return [n for n in dict.fromkeys((*topics[-1:], len(before) - 1, len(before))) if n > 0]


def _inherits(before: Sequence[str], part: str) -> Part:
    """A part with what is said of it before; its own year stands for the one said before."""
    own = WITHIN.sub("", part)
    words = own.split()
    dated = YEAR.search(own) or any(said.search(own) for said, _ in RELATIVE)
    kept = [word for word in before if word not in words and not (dated and YEAR.fullmatch(word))]
    return Part(" ".join(kept), own, within=own != part)


def _in_a_row(text: str) -> list[tuple[Part, ...]]:
    """What is asked of joined things: each with what stands before the first and behind the last."""
    words = EACH.sub(" ", text).split()
    groups = _joined(words)
    found = []
    for span in (1, 2) if groups else ():
        parts = _parts(words, groups[-1], span)
        if groups[1:]:  # 'A와 B는 2033년과 2034년에'
            crossed = [some for part in parts for some in _in_a_row(part.text)[:1]]
            parts = [one for some in crossed for one in some] if len(crossed) == len(parts) else []
        found.append(tuple(parts))
    return found


def _joined(words: Sequence[str]) -> list[list[int]]:
    """The places of the words behind which another thing is joined, those of each run of things together."""
    groups: list[list[int]] = []
    for n, word in enumerate(words[:-1]):
        if not (JOINER.search(word) or word in AND):
            continue
        if groups and not any(TOPIC.search(other) for other in words[groups[-1][-1] + 1 : n]):
            groups[-1].append(n)
        else:
            groups.append([n])
    return groups


def _parts(words: Sequence[str], joints: Sequence[int], span: int) -> list[Part]:
    """One question for each of some joined things, the first of which is of so many words."""
    begin = joints[0] + 1 - (words[joints[0]] in AND) - span
    if begin < 0:
        return []
    places = [begin, *(joint + 1 for joint in joints), len(words)]
    things = [[word for word in words[a:b] if word not in AND] for a, b in pairwise(places)]
    if not all(things):
        return []
    things[:-1] = [[*thing[:-1], JOINER.sub("", thing[-1])] for thing in things[:-1]]
    within = WITHIN.match(" ".join(things[-1])) is not None
    last = WITHIN.sub("", " ".join(things[-1])).split()
    end = _named(last, quantity=bool(ENDS_QUANTITY.search(things[0][-1])))
    own = _bare(last[end - 1])
    particle = last[end - 1][len(own) :].strip("?.")
    things[-1] = [*last[: end - 1], own]
    if not all(thing[-1] for thing in things):
        return []
    tail = [] if any(map(SIDE_BY_SIDE.search, last[end:])) else last[end:]
    found = [_asked(words[:begin], thing, particle, tail) for thing in things]
    return [*found[:-1], replace(found[-1], within=within)]


def _asked(before: Sequence[str], thing: Sequence[str], particle: str, tail: Sequence[str]) -> Part:
    """The question for one thing; its own year stands for the one said before."""
    if any(map(YEAR.match, thing)):
        before = [word for word in before if not YEAR.fullmatch(word)]
    name = thing[-1]
    named = with_particle(name, "은") if particle in ("", *"은는이가을를의도") else name + particle
    return Part(" ".join(before), " ".join([*thing[:-1], named, *tail]).rstrip("?.") + "?")


def _named(last: Sequence[str], *, quantity: bool) -> int:
    """How many of the last words name the last thing; the others are said of each."""
    measured = quantity or (ENDS_QUANTITY.search(last[0]) and last[0] == _bare(last[0]))  # '만족도 점수를'
    for n, word in enumerate(last if measured else ()):
        own = _bare(word)
        ends = n + 1 == len(last) or ASKS.search(last[n + 1]) or word != own
        if ENDS_QUANTITY.search(own) and own not in NO_THING and ends:
            return n + 1
    return 1


def _bare(word: str) -> str:
    """A word without its particle: '만족도를' -> '만족도', which has none."""
    plain = word.rstrip("?.")
    return plain if ENDS_QUANTITY.search(plain) else PARTICLE.sub("", word)
