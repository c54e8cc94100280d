"""Answers in the document's own words: a passage, or the list of what stands under a heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import Block, Fact
from qa.answer import Answer, StatedFigure
from qa.compose import state
from qa.context import Context
from qa.lists import list_rows
from qa.passages import ROW, Passage, PassageFinder, grown, outline
from qa.question import squash
from qa.scope import scopes

MOST_CHUNKS = 20
MOST_PASSAGES = 2
MOST_FIGURES = 12
GAIN = 1.4  # terms that a further passage must explain anew
MARGIN = 0.25  # how far below the best it may score
EACH_MARGIN = 0.45  # how far below the best document another one may be, where all are asked for
# '운영한다고 한 기관들을 찾아', '각 기관은 어떻게'
EACH = re.compile(r"기관들|(?:각|여러|모든)\s*기관|기관(?:별|마다)|부서들을|어느\s*기관들|시와\s*구|문서(?:별|마다)")


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of one scope: its text, the figures in it, and how sure that is."""

    text: str
    figures: tuple[StatedFigure, ...]
    sure: float
    score: float


def answer_text(context: Context) -> tuple[Answer, float] | None:
    """Answer with what explains the question best, scope by scope; None where nothing is near."""
    parts = [part for one in _contexts(context) if (part := _part(one))]
    if not parts:
        return None
    best = max(part.score for part in parts)
    if EACH.search(context.query.text):
        parts = [part for part in parts if part.score >= best - EACH_MARGIN]
    answer = Answer(
        question=context.query.text,
        status="answered",
        kind="list" if context.query.kind == "list" else "passage",
        answer="\n".join(part.text for part in parts),
        figures=tuple(figure for part in parts for figure in part.figures),
        citations=context.citations.all,
        confidence=min(part.sure for part in parts),
    )
    return answer, min(part.sure for part in parts)


def _contexts(context: Context) -> list[Context]:
    """One context a scope; one a document where all agencies are asked for."""
    found = [context.narrowed(scope.query, scope.documents) for scope in scopes(context.query, context.metadata)]
    if len(found) == 1 and EACH.search(context.query.text):
        names = dict.fromkeys(hit.chunk.document for hit in context.hits)
        return [context.narrowed(context.query, (name,)) for name in names]
    return found


def _part(context: Context) -> Part | None:
    rows = list_rows(context)
    if rows:
        text, figures, share = rows
        return Part(text, tuple(figures), share, share)
    finder = PassageFinder(context.query, context.metadata)
    passages = chosen(finder.find(candidates(context)))
    if not passages:
        return None
    shown = [(passage, _blocks(finder, passage, context)) for passage in passages]
    text = "\n".join(_text(passage.document, blocks, context) for passage, blocks in shown)
    figures = [figure for passage, blocks in shown for figure in _figures(passage.document, blocks, context)]
    share = float(np.mean(np.max([passage.explained for passage in passages], axis=0)))
    return Part(text, tuple(figures), max(share, passages[0].share), passages[0].score)


def candidates(context: Context) -> list[tuple[str, list[Block], int, float]]:
    """The blocks on the lines of the first hits, each a place where a passage may begin."""
    hits = context.hits[:MOST_CHUNKS]
    near: dict[str, dict[int, float]] = {}
    for hit in hits:
        lines = near.setdefault(hit.chunk.document, {})
        for line in range(hit.chunk.lines[0], hit.chunk.lines[1] + 1):
            lines.setdefault(line, hit.score - hits[0].score)
    found = []
    for name, lines in near.items():
        blocks = outline(context.library.blocks(name), context.library.tables(name))
        for place, block in enumerate(blocks):
            scores = [lines[n] for n in range(block.lines[0], block.lines[1] + 1) if n in lines]
            if scores:
                found.append((name, blocks, place, max(scores)))
    return found


def chosen(passages: Sequence[Passage]) -> list[Passage]:
    """The best passage, and the ones that explain what it leaves open ('... 그리고 언제 시작하나')."""
    if not passages:
        return []
    best = [passages[0]]
    covered = passages[0].explained
    for passage in passages[1:40]:
        gain = np.clip(passage.explained - covered, 0, None).sum()
        if len(best) < MOST_PASSAGES and gain >= GAIN and passage.score >= passages[0].score - MARGIN:
            best.append(passage)
            covered = np.maximum(covered, passage.explained)
    return best


def _blocks(finder: PassageFinder, passage: Passage, context: Context) -> list[Block]:
    """The blocks to show of a passage: the whole around it, or the best of it where it is long."""
    name = passage.document
    blocks = outline(context.library.blocks(name), context.library.tables(name))
    return [blocks[n] for n in finder.best_of(blocks, grown(blocks, passage.start))]


def _text(name: str, blocks: Sequence[Block], context: Context) -> str:
    """Bullets under a line that says where they stand."""
    head = blocks[0]
    lines = []
    for block in blocks:
        number = context.citations.of_lines(name, block.section, block.lines)
        lines.append(f"{'  ' * max(block.depth - head.depth, 0)}- {block.text} [{number}]")
    where = " > ".join((*head.section[-1:], *head.parents[-1:]))
    title = context.metadata[name].title
    lead = f"{title} '{where}'에 따르면 다음과 같습니다." if where else f"{title}에 따르면 다음과 같습니다."
    return "\n".join((lead, *lines))


def _figures(name: str, blocks: Iterable[Block], context: Context) -> list[StatedFigure]:
    """The figures that shown bullets state."""
    found: list[Fact] = []
    for block in blocks:
        if block.marker == ROW:
            continue
        text = squash(block.text)
        found += [
            fact
            for fact in context.library.facts(name)
            if block.lines[0] <= fact.lines[0] and fact.lines[1] <= block.lines[1] and squash(fact.text) in text
        ]
    return [state(fact, context.citations) for fact in dict.fromkeys(found)][:MOST_FIGURES]
