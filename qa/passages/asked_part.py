"""The part of a passage that a question asks for by its label: '향후계획', '교육대상', '추진방법'.

A question names a program and, last, one of the labels that stand under it ('돌봄교실의 지원대상은').
What stands under that label is the answer, not the whole program.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.model import Block
from qa.passages.outline import ROW
from qa.understanding.catalog import Catalog
from qa.understanding.intents import is_asking, is_category, label_of, tells_known
from qa.understanding.query import Query, Term, squash
from qa.understanding.saying import spans
from qa.understanding.words.kinds import HEADED, REASON

LEAST = 2  # characters of a label
# '추진계획 항목을 전부', '향후계획 내역': how it is listed
LISTED_AS = re.compile(r"항목|사항|내역|것|전부|모두|설명|정리")
KINDS = frozenset(["분야", "종류", "유형", "부문", "사업", "과제"])
# '회의 결과 (주요 건의사항)'
IN_BRACKETS = re.compile(r"\(([^()]*(?:사항|내용|현황|결과|실적|계획))\)$")

WILL = ("할 ", "될 ")
# '대상과', '대상하고', '대상은 누구고', '대상 및', '대상, ', '대상 ' before the next
WORD = re.compile(r"[가-힣A-Za-z0-9]")
JOINED = re.compile(r"(?:[과와은는이가]|하고|이?랑)?(?=\s|[,·]|$)")
# '대상이고 어디서', '대상으로 무엇을 하나': what is asked behind it stands elsewhere
MORE_ASKED = re.compile(
    r"^[^?]*?(?:[고며]|으로),?\s(?:.*\s)?(?:누[가구]|어디|언제|왜|어떻|어떤|어케|무엇|무슨|[뭐뭘]|얼마|몇)"
)
DEED = re.compile(r"\s?(?:하|되|한|된|할|될|해|돼|했|됐)")


def asked_part(query: Query, metadata: Catalog, blocks: Sequence[Block], start: int) -> list[int]:
    """The places under the label that is asked for last, and under those before it, in or around a passage.

    Empty where there is none, or where several are called so.

    Args:
        query: the question.
        metadata: of all documents, whose offices name no part.
        blocks: the outline of the passage's document.
        start: the place in it of the passage's first block.
    """
    named = [
        term
        for term in query.terms
        if not (
            _is_how(term)
            or _is_kind(term, query.text)
            or _is_deed(term, query.text)
            or metadata.named(term.words[0])
        )
    ]
    if not named or REASON.search(query.text):
        return []
    headed = HEADED.search(query.text)  # of which '내용' alone is no term
    first, end = headed.span("label") if headed else _span(named[-1])
    others = [term.words[0] for term in named if term.start < first]
    if MORE_ASKED.search(query.text[end:]):
        return []
    if not others:  # the program itself is no part of it: something else must be named
        return []
    said, last = squash(query.text[:end]), squash(query.text[first:end])
    for places in (range(start, end_of(blocks, start)), _above(blocks, start)):
        labels = {n: squash(_own_label(blocks[n])) for n in places if blocks[n].marker != ROW}
        found = _called(labels, said, last, others)
        top = min((blocks[n].depth for n in found), default=0)
        outer = [n for n in found if blocks[n].depth == top]
        if len(outer) == 1:
            return _with_those_before(blocks, outer[0], query.text[:first])
        if outer:
            return []
    return []


def _with_those_before(blocks: Sequence[Block], last: int, said: str) -> list[int]:
    """The places under a label and under those said before it: '대상과 기간은', '규모는 뭐고 내용은'.

    They stand in the smallest whole around it that has any, each once. `said` is the question before it.
    """
    own = range(last, end_of(blocks, last))
    for above in _above(blocks, last, headings=2):
        names = squash("/".join((*blocks[last].section, *blocks[last].parents)))
        found: dict[str, list[int]] = {}
        for n in range(above + 1, end_of(blocks, above)):
            label = squash(_own_label(blocks[n])) if blocks[n].marker != ROW else ""
            if len(label) >= LEAST and last not in range(n, end_of(blocks, n)) and label not in names:
                found.setdefault(label, []).append(n)
        firsts = [ns[0] for label, ns in found.items() if len(ns) == 1 and _is_said(label, said)]
        if firsts:
            return sorted({n for first in firsts for n in range(first, end_of(blocks, first))} | {*own})
    return list(own)


def _is_said(label: str, text: str) -> bool:
    """Tell whether a text says a label as a word of its own, joined to what follows or not."""
    return any(
        JOINED.match(text, end) and not WORD.fullmatch(text[max(start - 1, 0) : start])
        for start, end in spans(text, label)
    )


def _called(labels: Mapping[int, str], said: str, last: str, others: Sequence[str]) -> list[int]:
    """The places of the labels that a question ends with, the longest; else of those that end as it does.

    '추진방법' ends as '돌봄교실의 방법은' does. Squashed: `said` is the question up to the label, `last` the
    label as it is said, `others` what else is named.
    """
    inner = {n: label for n, label in labels.items() if any(word not in label for word in others)}
    whole = {n: label for n, label in inner.items() if len(label) >= LEAST and said.endswith(label)}
    longest = max(map(len, whole.values()), default=0)
    return [n for n, label in whole.items() if len(label) == longest] or [
        n
        for n, label in inner.items()
        if label.removesuffix("사항").endswith(last)
        and (tells_known(label) or label.endswith("사항"))
        and not any(word in label for word in others)
    ]


def _own_label(block: Block) -> str:
    """The label of a block; of a heading with another in brackets, that: '회의 결과 (주요 내용)'."""
    label = label_of(block)
    inner = IN_BRACKETS.search(label)
    return inner[1] if inner else label


def _span(term: Term) -> tuple[int, int]:
    return term.start, term.start + len(term.text)


def _is_how(term: Term) -> bool:
    """Tell whether a word says how something is to be told, not what: '항목을 전부'."""
    return (
        term.measure == "total" or is_asking(term.words[0]) or LISTED_AS.fullmatch(term.words[0]) is not None
    )


def _is_kind(term: Term, text: str) -> bool:
    """Tell whether a word is of what kind the things are that stand there: '건의는 어떤 분야들인가'."""
    return term.words[0] in KINDS and is_category(text, term.start)


def _is_deed(term: Term, text: str) -> bool:
    """Tell whether a word is what is done, or that it will be: '어떤 절차로 진행되나', '추진할 계획인가'."""
    return DEED.match(text, term.start + len(term.text)) is not None or text[: term.start].endswith(WILL)


def shortened(blocks: Sequence[Block], places: Sequence[int], limit: int) -> list[int]:
    """The places of a part without its deepest levels where all is more than `limit` characters.

    The items right under the label are always told: they are what is asked for.
    """
    kept = list(places)
    depths = sorted({blocks[n].depth for n in places}, reverse=True)
    for depth in depths[:-2]:
        if sum(len(blocks[n].text) for n in kept) <= limit:
            break
        kept = [n for n in kept if blocks[n].depth < depth]
    return kept


def end_of(blocks: Sequence[Block], start: int) -> int:
    """The place behind a block and all deeper blocks that follow it."""
    end = start + 1
    while end < len(blocks) and blocks[end].depth > blocks[start].depth:
        end += 1
    return end


def _above(blocks: Sequence[Block], place: int, headings: int = 1) -> list[int]:
    """The places of the bullets and headings above a block, up to the first, or a further, heading."""
    found: list[int] = []
    depth = blocks[place].depth
    for n in range(place - 1, -1, -1):
        if blocks[n].depth < depth:
            depth = blocks[n].depth
            found.append(n)
            headings -= blocks[n].kind == "heading"
            if not headings:
                break
    return found
