"""Whether a text says only what an answer has found: its figures, its dates, its words, its citations.

A sentence may state what stands at the places that it cites and nothing else. What cannot be borne out is a
fault; the faults are words for a log and never contain what was asked or found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from corpus.amounts import NUMBER
from corpus.dates import DateMention, find_dates
from corpus.figures import Figure, parse_figures, parse_spoken
from corpus.units import comparable, convert
from index.analyzer import Morpheme
from qa.answer import MARK, Answer, Citation
from qa.understanding.query import squash

MOST_CHARACTERS = 1500
# a sentence ends behind its note and its marks: '입니다. (계산: 3 - 1) [1]'; the points of a date end none
SENTENCE = re.compile(
    r"(?:(?<=[가-힣)\]”’\"'%])[.?!](?:\s*\((?:[^()\n]|\([^()\n]*\))*\))?(?:\s*\[\d+\])*(?=\s|$))|\n"
)
FOREIGN = re.compile(
    r"://|www\.|<\s*[A-Za-z/!]|`|\]\(|\S@\S"
    r"|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\x00-\x09\x0b-\x1f\x7f]"
)
# an order, a plea or a question
ADDRESSED = re.compile(r"(?:십시오|세요|시오|하라|해라|바랍니다|드립니다|까|\?)\s*[.!?]?\s*$")
RISES = re.compile(r"늘[어었고며린]|증가|증액|상승|올[라랐]|높아|확대|순증")
FALLS = re.compile(r"줄[어었고며]|감소|(?<!증)감액|하락|내[려렸]|낮아|떨어|축소|삭감|△")
NOUNS = frozenset(["NNG", "NNP", "SL", "SH", "XR", "W_URL", "W_EMAIL", "W_HASHTAG", "W_MENTION"])
COUNTED = ("figure", "derive", "compare")  # kinds of answers whose figures must all be told
# nouns that put figures into a sentence and claim nothing by themselves
JOINTS = frozenset(
    ["기준", "대비", "전년", "전년도", "작년", "올해", "금년", "당해", "증가", "감소", "증감", "상승", "하락",
     "차이", "합계", "총액", "비율", "비중", "규모", "금액", "수준", "각각", "전체", "가운데", "경우", "다음",
     "내용", "문서", "자료", "보고", "보고서", "업무보고", "계산", "기재", "표시", "해당", "관련", "항목"]
)  # fmt: skip
DENIES = re.compile(r"않|없[다는었으고습]|못\s?[하한했]|아니[다라었며고]|아닙")
_COUNTED = re.compile(rf"({NUMBER.pattern})([가-힣%]?)")


@dataclass(frozen=True, slots=True)
class Ground:
    """What sentences may say that cite certain places.

    `changes` are the figures of a change (증감), whose sign is a direction; `numbers` are all numbers, with
    the letter behind each: what is no figure ('7급', '제2회', '별관 2층') must stand there just so.
    """

    figures: tuple[tuple[Decimal, str], ...]
    changes: frozenset[Decimal]
    dates: tuple[DateMention, ...]
    numbers: frozenset[tuple[Decimal, str]]
    text: str


def fault_of(answer: Answer, text: str, analyze: Callable[[str], Sequence[Morpheme]]) -> str | None:
    """What is wrong with a text that is to stand for an answer's; None where nothing is.

    Args:
        answer: what was found.
        text: the same in other words.
        analyze: gives the morphemes of a text.
    """
    if not text.strip() or len(text) > MOST_CHARACTERS:
        return "length"
    if FOREIGN.search(text):
        return "markup, address or control character"
    marks = set(map(int, MARK.findall(text)))
    known = {citation.id for citation in answer.citations}
    if not marks <= known:
        return "citation of nothing"
    if not {int(mark) for mark in MARK.findall(answer.answer)} <= marks:
        return "citation left out"
    faults = (_fault_of_sentence(answer, sentence) for sentence in sentences(text))
    return next(filter(None, faults), None) or _left_out(answer, text) or _foreign_word(answer, text, analyze)


def sentences(text: str) -> list[str]:
    """The sentences of a text with the marks behind them, empty ones left out."""
    ends = [0, *(found.end() for found in SENTENCE.finditer(text)), len(text)]
    parts = [text[first:last].strip() for first, last in pairwise(ends)]
    return [part for part in parts if part]


def ground_of(answer: Answer, marks: frozenset[int]) -> Ground:
    """What an answer bears out for sentences with these marks."""
    lines = [line for line in answer.answer.split("\n") if _speaks_of(line, marks)]
    stated = [figure for figure in answer.figures if marks & set(figure.citations)]
    cited = [citation for citation in answer.citations if citation.id in marks]
    figures = [(figure.value, figure.unit) for line in lines for figure in _figures(line)]
    figures += [(figure.value, figure.unit) for figure in stated]
    labels = [label for citation in cited for label in _labels(citation)]
    labels += [figure.label for figure in stated]
    labels += [f"{figure.as_of:%Y.%m.%d.}" for figure in stated if figure.as_of]
    text = "\n".join((*lines, *labels))
    return Ground(
        tuple(figures),
        frozenset(figure.value for figure in stated if "증감" in figure.label),
        tuple(find_dates(text)),
        frozenset(_numbers(text)),
        text,
    )


def _speaks_of(line: str, marks: frozenset[int]) -> bool:
    """Tell whether a line of an answer has one of the marks, or none at all."""
    mine = set(map(int, MARK.findall(line)))
    return not mine or bool(mine & marks)


def _labels(citation: Citation) -> Iterable[str]:
    """What says where a cited place stands; the quote, with all that stands beside it, says more."""
    yield from (citation.title, *citation.section)
    if citation.table:
        yield from (citation.table.caption, *citation.table.row, *citation.table.column)


def _figures(text: str) -> list[Figure]:
    bare = MARK.sub(" ", text)
    return [*parse_figures(bare), *parse_spoken(bare)]


def _numbers(text: str) -> list[tuple[Decimal, str]]:
    """The numbers in a text with the letter behind each, '' for none: '2층 103호' -> (2, 층), (103, 호)."""
    return [_number(found) for found in _COUNTED.finditer(MARK.sub(" ", text))]


def _number(found: re.Match[str]) -> tuple[Decimal, str]:
    return Decimal(found[1].replace(",", "")), found[2]


def _fault_of_sentence(answer: Answer, sentence: str) -> str | None:
    marks = frozenset(map(int, MARK.findall(sentence)))
    if not marks:
        return "sentence without a citation"
    bare = MARK.sub(" ", sentence)
    if ADDRESSED.search(bare):
        return "order, plea or question"
    ground = ground_of(answer, marks)
    return _number_at_fault(bare, ground) or _direction_at_fault(bare, ground)


def _number_at_fault(sentence: str, ground: Ground) -> str | None:
    figures, dates = _figures(sentence), find_dates(sentence)
    if not all(_is_found(figure, ground, sentence) for figure in figures):
        return "figure that is not cited"
    if not all(_is_dated(date, ground) for date in dates):
        return "date that is not cited"
    spans = [*((one.start, one.end) for one in figures), *((one.start, one.end) for one in dates)]
    others = {
        _number(found)
        for found in _COUNTED.finditer(sentence)
        if not any(_meet(found.span(1), span) for span in spans)
    }
    return None if others <= ground.numbers else "number that is not cited"


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _direction_at_fault(sentence: str, ground: Ground) -> str | None:
    """What a sentence says of falling, rising or not being that is not found."""
    fallen = any(value < 0 for value, _ in ground.figures)
    grown = any(value > 0 for value in ground.changes)
    if FALLS.search(sentence) and not (fallen or FALLS.search(ground.text)):
        return "fall that is not cited"
    if RISES.search(sentence) and not (grown or RISES.search(ground.text)):
        return "rise that is not cited"
    return "denial that is not cited" if DENIES.search(sentence) and not DENIES.search(ground.text) else None


def _is_found(figure: Figure, ground: Ground, sentence: str) -> bool:
    """Tell whether a figure is one of those found, in that unit or exactly converted.

    A negative one may be told without its sign as a fall, and a change must not be told the other way.
    """
    falls, rises = bool(FALLS.search(sentence)), bool(RISES.search(sentence))
    for value, unit in ground.figures:
        told = figure.value if not figure.unit else _converted(figure, unit)
        if told is None or abs(told) != abs(value):
            continue
        if value < 0 and not (rises and not falls) and (told < 0 or falls):
            return True
        if value >= 0 and told >= 0 and not (value in ground.changes and falls and not rises):
            return True
    return False


def _converted(figure: Figure, unit: str) -> Decimal | None:
    return convert(figure.value, figure.unit, unit) if comparable(figure.unit, unit) else None


def _is_dated(date: DateMention, ground: Ground) -> bool:
    """Tell whether a date is one of those found, or the month or year of one."""
    if date.first is None or date.last is None or date.precision == "year":
        known = {number for number, _ in ground.numbers}
        known |= {number % 100 for number in known if number >= 1900}
        return all(number in known for number, _ in _numbers(date.text))
    return any(
        (date.first, date.last) == (other.first, other.last)
        or (date.precision == "month" and date.first <= other.first and other.last <= date.last)
        for other in ground.dates
        if other.first and other.last
    )


def _left_out(answer: Answer, text: str) -> str | None:
    """Tell whether a figure of an answer about figures is not in the text."""
    if answer.kind not in COUNTED:
        return None
    written = {number for number, _ in _numbers(text)}
    told = [figure for figure in _figures(text) if figure.unit]
    for stated in answer.figures:
        values = {abs(value) for one in told if (value := _converted(one, stated.unit)) is not None}
        if abs(stated.value) not in values | written:
            return "figure left out"
    return None


def _foreign_word(answer: Answer, text: str, analyze: Callable[[str], Sequence[Morpheme]]) -> str | None:
    """Tell whether a noun of the text stands neither in the answer nor in its labels nor in the question."""
    labels = [label for citation in answer.citations for label in _labels(citation)]
    labels += [figure.label for figure in answer.figures]
    known = squash(" ".join((answer.question, answer.answer, *labels)))
    for morpheme in analyze(MARK.sub(" ", text)):
        word = squash(morpheme.form)
        is_word = morpheme.tag in NOUNS and (len(word) > 1 or morpheme.tag == "SL")
        if is_word and word not in known and morpheme.form not in JOINTS:
            return "word that is not cited"
    return None
