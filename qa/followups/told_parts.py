"""What else stands under the heading of what was told: '기간은?', '왜 하는 거야?', '언제 착공해?'.

Reports tell of a program under labels: '기간 : 3월부터 5월까지', '추진배경'. Once something of it was told,
what is asked by such a label needs no search: it is the one so labelled in the smallest whole around it.
So is the line that has what is done in it beside a date; where several have it, or none, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Block, Fact
from qa.answer import Answer, Citation
from qa.context import Context
from qa.figures.figure import stated
from qa.followups.fit import NO_THING, OPENED, OPENS
from qa.passages.asked_part import end_of, shortened
from qa.passages.text import bullets
from qa.understanding.intents import INTENTS, intents, label_of
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.times import DATED, WHEN

SURE = 0.85
MOST = 560  # characters of what stands under a label
MOST_LINE = 300  # characters of a line that tells when something is done
NEAR = 24  # characters between that and its date
MOST_HEADINGS = 2  # above what was told
NUMBERED = re.compile(r"\d")  # marks the heading of a program; others stand beside it
# squashed labels: who does it, for whom, how, and what it costs
DOES = re.compile(r"누가|담당|주관|주최|맡")
DOERS = re.compile(r".{0,4}(?:주[관최체]|담당|수행|시행|운영|기관).{0,4}")
FOR_WHOM = re.compile(r".{0,4}대상(?:자|기관|학교|시설)?")
PURPOSE = re.compile(r".{0,16}(?:목적|취지|배경|필요성)|(?:추진|도입|개선|사업)?(?:이유|사유)")
HOW = re.compile(r".{0,4}(?:방법|방식|절차)")
MONEY = re.compile(
    r"(?:^|\s)(?:총\s?)?(?:사업비|예산|비용|돈)[은는이가도]?(?:\s?얼[마만]\S*(?:\s\S{1,3})?|요)?[\s?.!]*$|얼[마만]나?\s?(?:들|드)"
)
MONEY_LABEL = re.compile(r"(?:총|소요|총소요)?(?:예산|사업비|공사비|비용)(?:액|규모)?")
OF_A_YEAR = re.compile(rf"(?!총){MONEY_LABEL.pattern}")  # '올해 사업비는'
WHY = re.compile(r"왜\s(?:추진|시행|실시|도입|만[드들]|[하해했])|목적|배경|취지|필요성")
# behind what is done: '착공해', '착공된대', '착공은 언제야'
DONE = re.compile(r"\s?(?:하|한|해|합|했|할|되|된|돼|됩|됐|될)|[은는이가]?\s?언제\S*(?:\s예정\S*)?[\s?.!]*$")
# what a program does, and no part of it: '언제 시작해', '왜 추진하는 거야', '언제 문 열어'
DEED = re.compile(r"문$|추진|시행|운영|실시|진행|개최|시작|종료|완료|사업|하는|하게")


def part_told(context: Context, cited: Citation, new: Sequence[Term]) -> tuple[str, Answer] | None:
    """What a follow-up asks for by a label, of what was told at a place, and the heading of that.

    None where it names something else, asks for more than one thing, or no label, or several, tell it.
    """
    blocks, _ = context.library.outline(cited.document)
    start = max((n for n, block in enumerate(blocks) if block.lines[0] <= cited.lines[0]), default=None)
    label = label_asked(context.query, new)
    if start is None or label is None:
        return None
    for above in around(blocks, start):
        labels = {n: squash(label_of(blocks[n])) for n in range(above, end_of(blocks, above))}
        found = [n for n in labels if label.fullmatch(labels[n])]
        outer = [n for n in found if blocks[n].depth == min(blocks[one].depth for one in found)]
        if len(outer) == 1:
            return heading_of(blocks[outer[0]]), _told(context, cited.document, blocks, outer[0])
        if outer:
            return None
    return None


def _told(context: Context, document: str, blocks: Sequence[Block], place: int) -> Answer:
    """What stands under a label: the amount of money that its line begins with, where one is asked for."""
    if MONEY.search(context.query.text):
        facts = context.library.facts_on([(document, blocks[place].lines)])[0]
        if facts and facts[0].table is None:
            return stated(context, facts[:1], [], SURE)
        if len(budgets := _budgets(context, document, blocks, place)) == 1:
            return stated(context, budgets, [], SURE)
    part = shortened(blocks, range(place, end_of(blocks, place)), MOST)
    text = bullets(document, [blocks[n] for n in part], context)
    return Answer(context.query.text, "answered", "passage", text, (), context.citations.all, SURE)


def _budgets(context: Context, document: str, blocks: Sequence[Block], place: int) -> list[Fact]:
    """The budgets of the small table under a label: '예산현황', with the columns '예산액' and '집행액'."""
    first, last = blocks[place].lines[0], blocks[end_of(blocks, place) - 1].lines[1]
    facts = [
        f for f in context.library.facts(document) if first <= f.lines[0] <= last and f.table is not None
    ]
    return [f for f in facts if len(f.column) == 1 and MONEY_LABEL.fullmatch(squash(f.column[0]))]


def label_asked(query: Query, new: Sequence[Term]) -> re.Pattern[str] | None:
    """The labels that tell the one thing that is asked for; None where anything is named beside."""
    named = [term for term in new if not (NO_THING.fullmatch(term.text) or DEED.match(term.text))]
    if query.operation or query.years or query.months or "%" in query.units:
        return None
    if MONEY.search(query.text):
        label = OF_A_YEAR if query.relative_years else MONEY_LABEL
        return None if named else label
    found = [intent for intent in intents(query.text) if intent.name != "purpose" or WHY.search(query.text)]
    asking = all(any(one.asked.search(term.text) for one in INTENTS) for term in named)
    if len(found) != 1 or query.units or query.measures or not asking:
        return None
    if found[0].name == "who":
        return DOERS if DOES.search(query.text) else FOR_WHOM
    if found[0].name == "purpose":
        return PURPOSE
    return HOW if found[0].name == "method" else re.compile(rf"(?!월별).{{0,4}}(?:{found[0].label.pattern})")


def around(blocks: Sequence[Block], start: int) -> Iterator[int]:
    """The places of a block and of those above it, up to the numbered heading of its program."""
    depth, headings = blocks[start].depth + 1, 0
    for n in range(start, -1, -1):
        if blocks[n].depth >= depth:
            continue
        depth = blocks[n].depth
        if any(_is_program(block) for block in blocks[n + 1 : end_of(blocks, n)]):
            return
        yield n
        headings += blocks[n].kind == "heading"
        if headings == MOST_HEADINGS or _is_program(blocks[n]):
            return


def _is_program(block: Block) -> bool:
    return block.kind == "heading" and bool(NUMBERED.search(block.marker))


def heading_of(block: Block) -> str:
    """The heading of what a block is a part of."""
    numbered = [heading for heading in block.section if NUMBERED.match(heading)]
    return next(iter((*numbered[-1:], *block.section[-1:])), "")


def date_told(context: Context, cited: Citation, new: Sequence[Term], row: str) -> tuple[str, Answer] | None:
    """The line that tells when what is asked for is done, and the heading of its program.

    `row` is the row of the figure told, if any: where a line names it, that is the one.
    """
    deed = deed_asked(context.query, new)
    blocks, _ = context.library.outline(cited.document)
    start = max((n for n, block in enumerate(blocks) if block.lines[0] <= cited.lines[0]), default=None)
    if start is None or deed is None:
        return None
    for above in around(blocks, start):
        found = [n for n in range(above, end_of(blocks, above)) if tells_day(blocks[n], deed)]
        found = [n for n in found if row and row in squash(blocks[n].text)] or found
        if len(found) == 1:
            text = bullets(cited.document, [blocks[found[0]]], context)
            answer = Answer(context.query.text, "answered", "passage", text, (), context.citations.all, SURE)
            return heading_of(blocks[found[0]]), answer
        if found:
            return None
    return None


def deed_asked(query: Query, new: Sequence[Term]) -> re.Pattern[str] | None:
    """What is asked to be dated: the one thing that is named; None where it is more or less than that."""
    if not WHEN.search(query.text) or query.years or query.operation or query.measures:
        return None
    if OPENS.search(query.text):
        return OPENED
    named = [term for term in new if not NO_THING.fullmatch(term.text)]
    if len(named) != 1 or not DONE.match(query.text, named[0].start + len(named[0].text)):
        return None
    return re.compile(re.escape(named[0].words[0]))


def tells_day(block: Block, deed: re.Pattern[str]) -> bool:
    """Tell whether a line has the deed beside a date: '착공('27.4월)', '7월 착공'."""
    if len(block.text) > MOST_LINE:
        return False
    spans = [match.span() for match in deed.finditer(block.text)]
    return any(DATED.search(block.text[max(a - NEAR, 0) : b + NEAR]) for a, b in spans)
