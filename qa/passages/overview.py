"""What a report is about as a whole, by its own headings: the programs of an office, or the report's parts.

'행정국 주요사업은 뭐가 있어', '신규사업 목록', '올해 업무보고 목차', '업무보고 요약해줘'.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile, zip_longest

from corpus.labels import squeeze_spaces
from corpus.model import Block, Metadata
from qa.answer import Answer
from qa.context import Context
from qa.figures.fields import document_field, explain
from qa.understanding.intents import count_asked
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import scopes
from qa.wording.parts import Part, joined

SURE = 0.95
MOST_REPORTS = 4  # that answer side by side, where a question names no agency
MOST_HEADINGS = 60
_OFFICES = ("교육청", "교육지원청", "구청", "시청", "군청", "도청")
_WANTED = (
    r"(?:들|별)?\s*(?:[은는이가을를]|에는|엔|으로는?)?\s*(?:전부|모두|다|좀|각각|간단히|한번)?\s*"
    r"(?:뭐|뭔|무엇|무슨|어떤|머|목록|리스트|종류|알려|말해|나열|정리|요약|보여|소개|설명|[?.]|$)"
)
_KIND = r"(?:사업|업무|과제|시책)"
_MANY = r"(?:\d+|[두세네]|다섯|여섯|일곱|여덟|아홉|열)\s*(?:가지|개|건)"
_KIND_LAST = re.compile(rf"(?:추진)?{_KIND}$")
# '주요사업은 뭐야', '추진 과제 목록', '현안 네 가지의 제목', '어떤 사업을 하나'
_PROGRAMS = re.compile(
    rf"{_KIND}(?:\s?(?:추진)?\s?(?:계획|실적|현황))?{_WANTED}"
    rf"|(?:{_KIND}|현안)(?:들)?\s*{_MANY}|{_MANY}(?:의)?\s(?:주요\s?)?(?:{_KIND}|현안)"
    rf"|(?:무슨|어떤|뭔)\s*(?:일|{_KIND})(?:들)?[을를이가]?\s*(?:하|해|했|한|추진|벌|있|진행|수행)"
)
# '새로 생긴 사업', '중단된 사업': not all
_SOME = re.compile(r"새로|처음|없어[진졌]|사라[진졌]|폐지|중단|끝[난났]|늦[은어]|순증")
# '업무보고 목차', '보고서 요약', '이 문서는 무슨 내용이야'
_CONTENTS = re.compile(
    rf"목차|차례(?![로상])|(?:보고서?|자료|문서)(?:의)?\s*(?:주요\s?)?(?:내용|구성|개요)?{_WANTED}|"
    r"(?:보고서?|자료|문서)[은는에]?\s*(?:무슨|어떤|뭐에)\s*(?:내용|대한|관한)"
)
# words of the asking, that name nothing
_ASKING = re.compile(
    r"주요|관련|제목|이름|명칭|일|사업|업무|과제|추진|추진과제|시책|주요업무|주요사업|추진계획|추진실적|계획|실적|현황|목록|리스트|종류|내용|구성|개요|목차|차례|요약|정리|소개|설명|"
    r"보고|보고서|업무보고|주요업무보고|자료|문서|전체|전부|모두|각각|올해|금년|이번|무엇|한번|간단히|핵심"
)
# which of the programs: they stand under headings of their own
_SORTS = ("신규", "중점", "역점", "현안", "핵심", "주요", "당면", "계속", "특수")
# 'Ⅱ. 주요업무 추진계획', '현안업무', '신규·중점사업 추진실적'
_OF_WORK = re.compile(
    rf"(?:{'|'.join(_SORTS)}|추진|정책)[가-힣·‧ㆍ]*{_KIND}|{_KIND}(?:별)?(?:추진)?(?:계획|실적|현황|보고)"
)
_NO_WORK = re.compile(r"예산|내역|평가|감사|체계|조직|일정표|총괄표|집행")
_NO_PROGRAM = re.compile(r"성과지표|일정표?$|집행현황|총괄표")
# what every program has headings for
_DETAIL = re.compile(
    r"(?:사업|추진|교육|그간|주요|세부|향후|예산|운영|현)?(?:개요|배경|목적|근거|경과|현황|상황|실적|성과|목표|계획|방향|일정|내용|효과|기대효과|문제점|개선방안|"
    r"추진실적|추진계획|추진현황|조치사항|건의사항|예산현황|집행현황|소요예산|사업비|협조사항|행정사항|붙임)"
)
_DIGITS = re.compile(r"[0-9０-９]{1,2}[.)．]?")
_NUMBERED = re.compile(rf"{_DIGITS.pattern}|[一-十①-⑳❶-❿➀-➉가-하][.)．]?")
_CHAPTER = re.compile(r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]+[.．]?|제\s?\d+\s?[편장부]|#+")
_ABOUT = re.compile(r"관련|관한|대한|위한")  # '코로나 관련 사업'
_OFFICE = re.compile(r"[과팀실국단소부]$")
SAID = 0.9  # how much of a topic a heading must say
LEAST_GOAL = 8  # characters of a goal
LONGEST = 60  # characters of a heading that names a program


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a report, and its level in what is told: 1 under one of level 0.

    `mention` is a line under it for which it is told, where it does not say itself what is asked for.
    """

    block: Block
    level: int
    mention: Block | None = None


def asks_overview(query: Query) -> bool:
    """Tell whether a question may ask for the programs of an office, or the parts of a report."""
    text = query.text
    return bool(_PROGRAMS.search(text) or _CONTENTS.search(text)) and not (
        _SOME.search(text)
        or query.units
        or query.operation
        or any(term.measure not in ("", "total") for term in query.terms)
    )


def answer_overview(context: Context) -> tuple[Answer, float] | None:
    """Answer with the headings of the reports asked for; None where something else is asked of too."""
    if len(scopes(context.query, context.metadata)) > 1:
        return None
    names = _reports(context)
    left = _left(context, names)
    if _CONTENTS.search(context.query.text):
        told = [] if left else [(name, _contents_of(context.library.blocks(name))) for name in names]
    else:
        told = [(name, _asked_of(context, name, left)) for name in names]
    told = [(name, headings) for name, headings in told if headings]
    if not told or len(told) > MOST_REPORTS:
        return None
    parts = [_told(context, name, headings) for name, headings in told]
    return joined(context, "list", parts, SURE), SURE


def _reports(context: Context) -> list[str]:
    """The report of each office that is asked for: of the year that is named, else its newest.

    All of them where a topic is asked for.
    """
    metadata, years = context.metadata, context.query.years
    names = list(context.documents or dict.fromkeys(hit.chunk.document for hit in context.hits))
    for term in context.query.terms:
        names = [name for name in names if _is_office(term, metadata[name])] or names
    of_years = [name for name in names if not years or metadata[name].year in years]
    newest: dict[tuple[str, str, str], str] = {}
    for name in sorted(of_years, key=lambda name: -(metadata[name].year or 0)):
        of_topic = name if _ABOUT.search(context.query.text) else ""
        newest.setdefault((metadata[name].agency, metadata[name].department, of_topic), name)
    return list(newest.values())


def _is_office(term: Term, own: Metadata) -> bool:
    """Tell whether a term names the agency or the department of a report; '구청' is that of a 구."""
    word = term.words[0]
    if word in _OFFICES:
        return own.agency.endswith((word[0], word))
    return len(word) > 1 and any(word in label for label in document_field(own).labels)


def _left(context: Context, names: Sequence[str]) -> list[Term]:
    """What a question names beside the reports' offices and the words of the asking: a team, a sort."""
    reports = [context.metadata[name] for name in names]
    contents = _CONTENTS.search(context.query.text) is not None
    return [
        term
        for term in context.query.terms
        if not (
            term.measure
            or all(_is_office(term, own) for own in reports)
            or all(_ASKING.fullmatch(part) for part in term.parts or term.words[:1])
            or (contents and any(term.words[0] in squash(own.title) for own in reports))
        )
    ]


def _contents_of(blocks: Sequence[Block]) -> list[Heading]:
    """The headings of a report, of the two outermost levels."""
    headings = [block for block in blocks if block.kind == "heading"]
    outer = sorted({block.depth for block in headings})[:2]
    told = [Heading(block, outer.index(block.depth)) for block in headings if block.depth in outer]
    return told[:MOST_HEADINGS]


def _asked_of(context: Context, name: str, left: Sequence[Term]) -> list[Heading]:
    """The programs of a report: of one team, one sort ('신규') or one topic, where that is named."""
    blocks = context.library.blocks(name)
    programs = programs_of(blocks)
    if under := _under_named(context.query.text, programs):
        return under
    topics = []
    for term in left:
        word = _KIND_LAST.sub("", term.words[0])
        if word in _SORTS:
            programs = [
                one for one in programs if any(word in squash(label) for label in one.block.section[:1])
            ]
        elif _ABOUT.search(context.query.text) and not _OFFICE.search(word):
            topics.append(term)
        else:
            programs = [one for one in programs if _is_of(word, one.block)]
    if topics:
        programs = list(_about(topics, programs, blocks))
    wanted = count_asked(context.query.text)
    return programs if not wanted or wanted in Counter(one.level for one in programs).values() else []


def _under_named(text: str, programs: Sequence[Heading]) -> list[Heading]:
    """The programs of the goal that a question names as a heading does: "'밝은 거리 만들기'의 과제들"."""
    flat = squash(text)
    for place, one in enumerate(programs):
        name = squash(one.block.text)
        if one.level == 0 and len(name) >= LEAST_GOAL and name in flat:
            inner = takewhile(lambda other: other.level > 0, programs[place + 1 :])
            return [replace(other, level=0) for other in inner]
    return []


def _about(topics: Sequence[Term], programs: Sequence[Heading], blocks: Sequence[Block]) -> Iterator[Heading]:
    """The programs whose headings say all of these, else those under whose headings a line does."""

    def told(block: Block) -> bool:
        return all(explain(term, squash(block.text)) >= SAID for term in topics)

    deepest = max((one.level for one in programs), default=0)
    inner = [one for one in programs if one.level == deepest]
    if titled := [one for one in inner if told(one.block)]:
        yield from (replace(one, level=0) for one in titled)
        return
    for one, after in zip_longest(inner, inner[1:]):
        last = after.block.lines[0] if after else len(blocks) and blocks[-1].lines[1] + 1
        under = (block for block in blocks if one.block.lines[1] < block.lines[0] < last and told(block))
        if (mention := next(under, None)) and mention.section[: len(one.block.section)] == one.block.section:
            yield Heading(one.block, 0, mention)


def _is_of(office: str, heading: Block) -> bool:
    """Tell whether a heading ends with its office: '3 인재 교육 교육후생팀', '귀농 【농정과 귀농담당】'."""
    return re.search(rf"{re.escape(office)}[가-힣]{{0,6}}[)\]】]?$", squash(heading.text)) is not None


def programs_of(blocks: Sequence[Block]) -> list[Heading]:
    """The numbered headings under those headings of a report that are of its work, in its order.

    Where they are numbered on two levels the outer ones are goals: '1. 안전한 일터', under it '1 청사 방역'.
    """
    headings = [block for block in blocks if block.kind == "heading"]
    if sum(map(_is_of_work, headings)) > 1 and _is_of_work(headings[0]):
        headings = headings[1:]  # the title
    found: list[Block] = []
    work: Block | None = None
    for block in headings:
        under = work is not None and not _ends(work, block)
        if under and _NUMBERED.fullmatch(block.marker):
            found += [block] * _is_program(block)
        elif _is_of_work(block):
            work = block
        elif not under:
            work = None
    outer, *inner = sorted({block.depth for block in found})[:2] or [0]
    programs = [Heading(block, 0) for block in found if block.depth == outer]
    programs += [
        Heading(block, 1) for block in found if block.depth in inner and _DIGITS.fullmatch(block.marker)
    ]
    return sorted(programs, key=lambda program: program.block.lines)[:MOST_HEADINGS]


def _is_of_work(heading: Block) -> bool:
    flat = squash(heading.text)
    return bool(_OF_WORK.search(flat)) and not (_NO_WORK.search(flat) or _DETAIL.fullmatch(flat))


def _is_program(heading: Block) -> bool:
    flat = squash(heading.text)
    return len(heading.text) <= LONGEST and not (_DETAIL.fullmatch(flat) or _NO_PROGRAM.search(flat))


def _ends(work: Block, heading: Block) -> bool:
    """Tell whether a heading ends the part of the report that is under another one: 'Ⅲ.' under 'Ⅱ.'."""
    if heading.depth != work.depth:
        return heading.depth < work.depth
    return bool(_CHAPTER.fullmatch(heading.marker)) or _style(heading) == _style(work)


def _style(heading: Block) -> str:
    return re.sub(r"\d+", "0", heading.marker)


def _told(context: Context, name: str, headings: Sequence[Heading]) -> Part:
    """The headings of a report as a list, cited."""
    what = "차례는" if _CONTENTS.search(context.query.text) else "사업은"
    own = context.metadata[name]
    title = own.title if own.agency in own.title else f"{own.agency} {own.title}"
    lines = [f"{title}의 {what} 다음과 같습니다."]
    blocks = context.library.blocks(name)
    for heading in headings:
        block = heading.block
        before = (b for b in blocks if b.lines < block.lines and squash(b.text) == squash(block.text))
        listed = next(reversed([*before]), None)  # in the list of contents
        cited = [one for one in (listed, block, heading.mention) if one]
        numbers = [context.citations.of_lines(name, one.section, one.lines, around=one.text) for one in cited]
        marks = "".join(f"[{number}]" for number in numbers)
        lines.append(f"{'  ' * heading.level}- {squeeze_spaces(block.text)} {marks}")
    return Part("\n".join(lines), (), SURE)
