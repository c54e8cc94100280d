"""Why a figure is as it is: the lines of the same document that give a cause and name the same thing.

'왜 그렇게 낮아?' after the rate of a training course is answered by '감염병 유행으로 집합과정 중단', where
the document says so, and by nothing else: figures, plans and purposes are no causes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Block, Lines
from qa.answer import Answer
from qa.context import Context
from qa.figures.fields import explain
from qa.understanding.query import Term, squash

REASON = re.compile(r"왜|이유|까닭|어째서")
# '… 때문에', '…으로 인한', '사유 : …'
CAUSE = re.compile(r"때문|인해|인하여|인한|원인|사유|영향으로|영향$|여파")
# '교육장이 좁아 … 함에 따라', '까닭 : 암반 발견', '먼지를 막기 위해': the same of what was decided
DECIDED = re.compile(
    rf"{CAUSE.pattern}|이유|까닭|배경|필요성|목적|취지|위해|위한|위하여|위함|따라|따른|따름|탓|막으려|하려고|하고자|영향"
)
# what explains that something is little: '집합과정 중단', '재개가 어려워'
HINDERED = re.compile(r"중단|중지|취소|연기|지연|미개최|미\s?실시|어려[워움]|불가|보류")
ROSE = re.compile(r"늘|높|많|증가|올랐|커")
# '횟수가 줄어든 것은 … 때문임'
CHANGED = re.compile(
    r"(?:늘|줄|높|낮|증가|감소|적|많|저조|부진|미달)\S{0,4}\s?(?:것|이유|사유|까닭|원인)|(?:증가|감소)[은는]\s"
)
# '나머지는 왜 못 했어', and the line under a figure that tells it: '미설치 사유: 소유자 반대 5가구'
UNDONE = re.compile(r"못\s?[가-힣]|(?<![가-힣])안\s[가-힣]|늦|지연|밀[렸린려]|멈")
CAUSE_OF_UNDONE = re.compile(r"\S?\s?(?:미|불|지연|중단|보류)\S{0,5}\s?(?:사유|원인|이유)\s?[::]")
NEXT = 2  # lines below it where that stands
WORD = re.compile(r"[가-힣]{2,}")
BELOW = 8  # lines below a cell where a note on its table stands
MOST = 2  # lines that are quoted
NAMED = 0.8  # how much of the thing's name a line must have


def answer_reason(context: Context, terms: Sequence[Term]) -> Answer | None:
    """Answer with the lines that give a cause for what `terms` name; None where there are none."""
    rose = bool(ROSE.search(context.query.text))
    found: list[tuple[float, str, Block]] = []
    for name, lines in context.line_ranks.items():
        for block in context.library.blocks(name):
            rank = max((lines.get(n, 0.0) for n in range(block.lines[0], block.lines[1] + 1)), default=0.0)
            if rank and _gives_cause(block.text, rose=rose) and _names(block, terms):
                found.append((rank, name, block))
    best = sorted(found, key=lambda one: -one[0])[:MOST]
    return _quoted(context, [(name, block) for _, name, block in best]) if best else None


def cause_beside(context: Context, lines: Lines, labels: Sequence[str]) -> Answer | None:
    """Answer with the line below a table that gives a cause for what its labels name ('횟수가 준 것은')."""
    name = next(iter(context.documents or ()), "")
    named = {word for label in labels for word in WORD.findall(label)}
    below = [
        block
        for block in context.library.blocks(name)
        if 0 < block.lines[0] - lines[1] <= BELOW
        and CAUSE.search(block.text)
        and CHANGED.search(block.text)
        and any(word in block.text for word in named)
    ]
    if not below and UNDONE.search(context.query.text):
        below = [
            block
            for block in context.library.blocks(name)
            if 0 < block.lines[0] - lines[1] <= NEXT and CAUSE_OF_UNDONE.match(block.text)
        ]
    return _quoted(context, [(name, below[0])]) if len(below) == 1 else None


def _quoted(context: Context, blocks: Sequence[tuple[str, Block]]) -> Answer:
    """The answer that quotes lines which give a cause."""
    told = [
        f"- {block.text} [{context.citations.of_lines(name, block.section, block.lines)}]"
        for name, block in blocks
    ]
    return Answer(
        question=context.query.text,
        status="answered",
        kind="passage",
        answer="\n".join(["문서는 다음과 같이 설명합니다.", *told]),
        citations=context.citations.all,
        confidence=NAMED,
    )


def _gives_cause(text: str, *, rose: bool) -> bool:
    return bool(CAUSE.search(text) or (not rose and HINDERED.search(text)))


def _names(block: Block, terms: Sequence[Term]) -> bool:
    """Tell whether a line names a thing in its own words, by all of its terms together."""
    flat = squash(block.text)
    return bool(terms) and sum(explain(term, flat) for term in terms) / len(terms) >= NAMED
