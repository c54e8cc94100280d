"""What the schedule of a report has for a month: '9월에 무슨 일정 있어', '1월하고 3월 주요 행사'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from corpus.model import Lines, Path
from qa.answer import Answer
from qa.context import Context
from qa.passages.conditions import MONTH
from qa.understanding.query import Query, Term, squash
from qa.understanding.scope import scopes
from qa.wording.parts import Part, joined

SURE = 0.9
MOST_LINES = 60  # of a schedule
LONGEST = 30  # characters of its heading
MOST_BEHIND = 6  # lines that go on with an entry
_ASKED = re.compile(r"일정|행사|스케줄")
# words of the asking, that no entry need say
_ASKING = re.compile(
    r"(?:주요|월별|연간)?(?:일정|행사|스케줄|계획|업무)|주요|올|올해|금년|[상하]반기|무엇|것|목록|\d*월?"
)
# 'Ⅴ. 하반기 주요일정', '〔붙임〕 2026 월별 주요 일정': the calendar of an office, no '추진일정' of a program
_HEADING = re.compile(r"(?:주요|월별|연간|행사|[상하]반기)(?:업무|행사|사업|추진)?일정표?(?:\(.*)?$")
_YEAR = r"(?:(?:20\d\d\s?[.년-]|['’‘]\d\d\s?[.년])\s?)?"
_LEAD = r"^[\s|○◦ㅇ·•*(-]*"
_ENTRY = re.compile(rf"{_LEAD}{_YEAR}(?:0?[1-9]|1[0-2])\s?(?:월|[./]\s?\d|\|)")
_NOTE = re.compile(r"^\s*[※□■○#<]")


def asks_schedule(query: Query) -> bool:
    """Tell whether a question asks what is on in a month."""
    return bool(MONTH.search(query.text) and _ASKED.search(query.text))


def answer_schedule(context: Context) -> tuple[Answer, float] | None:
    """Answer with the entries of the months asked for; None where more is asked or no schedule has them."""
    scope = scopes(context.query, context.metadata)
    names = scope[0].documents or context.documents or [hit.chunk.document for hit in context.hits]
    months = [int(month) for month in MONTH.findall(context.query.text)]
    found = []
    for name in dict.fromkeys(names) if len(scope) == 1 else ():
        entries = [list(dict.fromkeys(_entries(context, name, month))) for month in months]
        if all(entries) and all(_is_known(context, name, term) for term in context.query.terms):
            found.append((name, [entry for some in entries for entry in some]))
    if len(found) != 1:
        return None
    name, entries_of = found[0]
    lines = [f"{context.metadata[name].title}에 따르면 일정은 다음과 같습니다."]
    for section, where, text in entries_of:
        number = context.citations.of_lines(name, section, where, around=text)
        lines.append(f"- {text} [{number}]")
    return joined(context, "list", [Part("\n".join(lines), (), SURE)], SURE), SURE


def _is_known(context: Context, name: str, term: Term) -> bool:
    """Tell whether a term is of the asking, or names the office of a report, as 시설공사 a 시설관리공사."""
    own, word = context.metadata[name], term.words[0]
    names = (squash(own.title), squash(own.agency), squash(own.department))
    short = re.compile(".*".join(map(re.escape, word)) + "$")
    return bool(
        term.measure or _ASKING.fullmatch(word) or any(word in one or short.search(one) for one in names)
    )


def _entries(context: Context, name: str, month: int) -> Iterator[tuple[Path, Lines, str]]:
    """The entries of a month in the schedules of a document: section, lines and text of each."""
    starts = re.compile(rf"{_LEAD}{_YEAR}0?{month}\s?(?:월|[./]\s?\d|\|)")
    for section, first, lines in _schedules(context, name):
        for n, line in enumerate(lines):
            if starts.match(line):
                more = [*takewhile(_goes_on, lines[n + 1 : n + 1 + MOST_BEHIND])]
                more = more[: next((k for k in range(len(more), 0, -1) if more[k - 1].strip()), 0)]
                yield section, (first + n, first + n + len(more)), _text([line, *more])


def _goes_on(line: str) -> bool:
    return not (_ENTRY.match(line) or _NOTE.match(line))


def _text(lines: Sequence[str]) -> str:
    """The lines of an entry as one, cells apart: '| 3 | 입학식 | 교무과 |' is '3월 / 입학식 / 교무과'."""
    cells = [cell.strip() for line in lines for cell in re.split(r"[|\t]|\s{2,}", line)]
    return re.sub(r"^(\d+)(?= /)", r"\1월", " / ".join(cell for cell in cells if cell))


def _schedules(context: Context, name: str) -> Iterator[tuple[Path, int, Sequence[str]]]:
    """The schedules of a document: the section, the number of the first line and the lines."""
    blocks = context.library.blocks(name)
    for place, block in enumerate(blocks):
        if len(block.text) <= LONGEST and _HEADING.search(squash(block.text)):
            first = block.lines[1] + 1
            behind = (b for b in blocks[place + 1 :] if b.depth <= block.depth and not _ENTRY.match(b.text))
            ends = (b.lines[0] - 1 for b in behind)
            last = min(next(ends, first + MOST_LINES), first + MOST_LINES)
            yield block.section or (block.text,), first, context.library.store.lines(name, first, last)
