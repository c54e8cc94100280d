"""The things that a question names: its nouns, what is done, what is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from index.analyzer import Morpheme
from qa.understanding.query import Term, squash
from qa.understanding.synonyms import ACTIONS, alternatives
from qa.understanding.words.asking import LEADING, STOP_WORDS, TRAILING
from qa.understanding.words.rows import GROUPS
from qa.understanding.words.times import HALVES
from qa.understanding.words.units import COUNTED, LATIN_UNIT, NOUN_UNITS

Analyze = Callable[[str], Sequence[Morpheme]]
Known = Callable[[str], float]
NOUN_TAGS = frozenset(["NNG", "NNP", "SL", "SH", "SN", "XR", "XSN", "XPN", "NNB", "NR", "W_SERIAL"])
JOINERS = frozenset("-~&")
# a table's columns or rows of schools: '초 | 중 | 고'
LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "유": "유치원 유아",
        "초": "초등학교 초등학생 초등",
        "중": "중학교 중학생",
        "고": "고등학교 고등학생 고교",
    }
)
# '솔밭초등학교' is printed '솔밭초' too
SCHOOL = re.compile(r"(?<=[가-힣]{2})(초|중|고)등?학교$")
# '전시관 운영비': the row '전시관 운영' of a budget
COST_OF = re.compile(
    r"([가-힣]*(?:운영|관리|개선|용역|증축|신축|건립|조성|구축|설치|정비|보수|보강|교체|제작|홍보|위탁|지원|청소|연구|조사|교육|훈련|개발|처리|철거|이전|임차|행사|활동))비"
)
# '중학생' is of the row '중학교' too
LEVEL_OF = {
    said: (level, *(word for word in words.split() if word.endswith("학교")))
    for level, words in LEVELS.items()
    for said in words.split()
}
TELL = re.compile(r"알려\s*(?:줘|주|달|봐)|알려$")  # the asking itself is nothing that was done
# '올해 새로 시작한 사업', '새로 생긴 데': printed as '신규', '신설'
NEWLY = re.compile(
    r"새로(?=\s(?:도입|시작|시행|추진|만[든들]|생[긴기겼]|들어[가간온오]|하[는기]|추가|선보|운영|문))"
)
NEW = ("신규", "신설", "새로", "새롭게")
# '분기별 계획': how it is told, not what of
BY = re.compile(rf"({'|'.join(GROUPS)})\s?별")
# '가람시 동 수는', '통 수': what is counted; Kiwi takes it for a counter behind a name that it does not know
DIVISION = re.compile(r"[동읍면리통반](?=\s?수(?:[은는이가를의와도,?]|\s|$))")
# '서울에 사는 사람', '주민이 사는 동': who lives there, not what is bought
LIVES = re.compile(
    r"[에게]\s?사[는시]|사[는시]\s*(?:사람|주민|시민|구민|행정동|동|구|면|읍|곳|가구|어르신|노인)"
)

# a word and its particle; what takes a noun apart: '세/MM 입/NNG', '크/VA ᆫ/ETM 여울/NNG', '느/NP 릅/NNG'
SPLIT_WORD = re.compile(
    r"(?<![가-힣])([가-힣]{2,}?)(?:에서는?|에게|에는?|으?로|이?랑|하고|[은는이가을를의와과도])?(?![가-힣])"
)
BREAKS = frozenset(["MM", "NP", "VV", "VA", "ETM"])


def _chunks(morphemes: Sequence[Morpheme]) -> list[list[Morpheme]]:
    """Group nouns that are written together: '전세자금 지원대상' -> [전세, 자금], [지원, 대상]."""
    groups: list[list[Morpheme]] = []
    end = -1
    for morpheme in morphemes:
        joins = morpheme.form in JOINERS and morpheme.start == end
        if morpheme.tag not in NOUN_TAGS and not joins:
            end = -1
            continue
        if joins or morpheme.start == end:
            groups[-1].append(morpheme)
        else:
            groups.append([morpheme])
        end = morpheme.end
    return groups


def with_present(morphemes: Sequence[Morpheme]) -> list[Morpheme]:
    """Morphemes in which '현재액' and '현재고', which Kiwi takes for '현재' and a suffix, are nouns."""
    found: list[Morpheme] = []
    for morpheme in morphemes:
        if found and found[-1].form == "현재" and morpheme.form in "액고" and found[-1].end == morpheme.start:
            found[-1] = replace(morpheme, form=f"현재{morpheme.form}", start=found[-1].start)
        else:
            found.append(morpheme)
    return found


def content_terms(text: str, rest: str, morphemes: Sequence[Morpheme]) -> list[Term]:
    """Give the nouns of `text` that are still in `rest`, where what is understood is blanked out."""
    terms = []
    for group in _chunks([m for m in morphemes if rest[m.start : m.end] == text[m.start : m.end]]):
        kept = _trimmed(group)
        if not kept:
            continue
        whole = squash(text[kept[0].start : kept[-1].end])
        parts = tuple(squash(m.form) for m in kept if len(m.form) > 1 or m.tag in ("SL", "SN"))
        start = kept[0].start
        long = len(whole) > 1 or kept[0].tag in ("NNG", "NNP") or DIVISION.match(text, start)
        said = text[start : kept[-1].end]
        names = long and not BY.match(text, start)
        if names and whole not in STOP_WORDS and not LATIN_UNIT.fullmatch(said):
            words = (
                whole,
                *alternatives(whole),
                *_without_unit(whole),
                *_short_school(whole),
                *LEVEL_OF.get(whole, ()),
            )
            terms.append(Term(said, words, parts, "", start, _cost_of(whole)))
    halves = [half for half in HALVES if half in text]
    return terms + [Term(half, (half, *HALVES[half]), (), "", text.index(half)) for half in halves]


@lru_cache(maxsize=4096)
def is_unit_noun(word: str) -> bool:
    """Tell whether a word asks for a kind of figure alone: '인원', '횟수'."""
    return any(pattern.fullmatch(word) for pattern, _ in NOUN_UNITS)


def actions(text: str, rest: str, morphemes: Sequence[Morpheme]) -> list[Term]:
    """What is done: the verbs of the question that documents print as nouns."""
    done = [Term(match[0], NEW, (), "", match.start()) for match in NEWLY.finditer(text)]
    return done + [
        Term(text[m.start : m.end], ACTIONS[m.form], (), "", m.start)
        for m in morphemes
        if m.tag.startswith(("VV", "VA"))
        and m.form in ACTIONS
        and rest[m.start : m.end].strip()
        and not TELL.match(text, m.start)
        and not (m.form == "사" and LIVES.search(text, max(m.start - 2, 0)))
    ]


def counted(text: str, morphemes: Sequence[Morpheme]) -> tuple[str, ...]:
    """The things whose numbers are asked for, squashed: '몇 개 실국 몇 개 부서', '몇 명 죽고 다쳤나'."""
    found: list[str] = []
    for match in COUNTED.finditer(text):
        verb = next((m.form for m in morphemes if m.start == match.start(1) and m.form in ACTIONS), "")
        found += ACTIONS[verb] if verb else [squash(match[1])]
    return tuple(dict.fromkeys(found))


def _cost_of(word: str) -> tuple[str, ...]:
    """What a word for its cost may be printed as: '운영비' -> '운영', where the amount is money."""
    match = COST_OF.fullmatch(word)
    return (match[1],) if match else ()


def _short_school(word: str) -> tuple[str, ...]:
    """A school by its short name: '솔밭초등학교' -> '솔밭초'; nothing for what is no school."""
    match = SCHOOL.search(word)
    return (word[: match.end(1)],) if match else ()


def _without_unit(word: str) -> tuple[str, ...]:
    """What a word that names a kind of figure may be printed as: '인원' -> '명', '대지면적' -> '대지'."""
    for pattern, unit in NOUN_UNITS:
        match = pattern.search(word)
        if match:
            rest = word[: match.start()]
            if rest:
                return (rest,) if len(rest) > 1 else ()
            return ("㎡", "㎢") if unit == "area" else (unit,)
    return ()


def _trimmed(group: Sequence[Morpheme]) -> list[Morpheme]:
    """A group without what belongs to the asking: '참여자수' -> 참여자, '얼마' -> nothing."""
    first, last = 0, len(group)
    while first < last and (group[first].form in JOINERS or group[first].form in LEADING):
        first += 1
    while last > first and (group[last - 1].form in JOINERS or group[last - 1].form in TRAILING):
        last -= 1
    kept = list(group[first:last])
    counts = len(kept) == 1 and kept[0].tag == "NR"  # '다섯 곳'
    return [] if counts or all(morpheme.form in STOP_WORDS for morpheme in kept) else kept


def with_offices(text: str, morphemes: Sequence[Morpheme], known: Known) -> list[Morpheme]:
    """Morphemes in which the 과 of a known office is no particle and 제 counts: '인재육성과', '제2주차장'."""
    found = list(morphemes)
    for n, morpheme in enumerate(found):
        if morpheme.form == "제" and found[n + 1 : n + 2] and found[n + 1].tag == "SN":
            found[n] = replace(morpheme, tag="XPN")
        if n and morpheme.form == "과" and morpheme.tag in ("JC", "JKB") and found[n - 1].tag in NOUN_TAGS:
            first = n - 1
            while first and found[first - 1].tag in NOUN_TAGS and found[first - 1].end == found[first].start:
                first -= 1
            starts = [part.start for part in found[first:n]]
            # '행정국자치행정과', written together
            starts = [start for start in starts if start == starts[0] or text[start - 1] in "국청실"]
            if any(known(text[start : morpheme.end]) for start in starts):
                found[n] = replace(morpheme, tag="XSN")
    return found


def without_offices(text: str, morphemes: Sequence[Morpheme]) -> str:
    """A text in which no 과 that ends an office could be read as one that joins: '총무실 예산' for 총무과."""
    for morpheme in morphemes:
        office = morpheme.tag == "XSN" or (morpheme.tag in ("NNG", "NNP") and len(morpheme.form) > 2)
        if office and morpheme.form.endswith("과"):
            text = text[: morpheme.end - 1] + "실" + text[morpheme.end :]
    return text


def with_known(text: str, morphemes: Sequence[Morpheme], known: Known) -> list[Morpheme]:
    """Morphemes in which a word that the documents have is one noun, though Kiwi takes it apart.

    '세입에서' is no '세' and '입', '큰여울의' nothing that is large; nor is '인사과랑' one with its particle.
    """
    found = list(morphemes)
    for match in SPLIT_WORD.finditer(text):
        places = [n for n, m in enumerate(found) if match.start() <= m.start < match.end(1)]
        tags = {found[n].tag for n in places}
        one = len(places) == 1 and found[places[0]].end == match.end() > match.end(1)
        glued = one and not known(match[0])
        broken = (bool(tags & BREAKS) or glued) and not tags.isdisjoint(NOUN_TAGS)
        words = (match[1], *_short_school(match[1]))
        if broken and found[places[0]].start == match.start() and any(map(known, words)):
            whole = replace(found[places[0]], form=match[1], tag="NNP", end=match.end(1))
            found[places[0] : places[-1] + 1] = [whole]
    return found
