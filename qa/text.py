"""Answers in the document's own words: a passage, or the list of what stands under a heading."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.model import Block
from qa.answer import Answer
from qa.context import Context
from qa.passages import Passage, PassageFinder, grown, outline

MOST_CHUNKS = 20
MOST_PASSAGES = 2
GAIN = 1.4  # terms that a further passage must explain anew
MARGIN = 0.25  # how far below the best it may score


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


def answer_text(context: Context) -> tuple[Answer, float] | None:
    """Answer with the passages that explain the question best; None where none is near."""
    finder = PassageFinder(context.query, context.metadata)
    passages = chosen(finder.find(candidates(context)))
    if not passages:
        return None
    share = float(np.mean(np.max([passage.explained for passage in passages], axis=0)))
    answer = Answer(
        question=context.query.text,
        status="answered",
        kind="list" if context.query.kind == "list" else "passage",
        answer="\n".join(_text(passage, context) for passage in passages),
        citations=context.citations.all,
        confidence=share,
    )
    return answer, max(share, passages[0].share)


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


def _text(passage: Passage, context: Context) -> str:
    name = passage.document
    blocks = grown(outline(context.library.blocks(name), context.library.tables(name)), passage.start)
    head = blocks[0]
    lines = []
    for block in blocks:
        number = context.citations.of_lines(name, block.section, block.lines)
        lines.append(f"{'  ' * (block.depth - head.depth)}- {block.text} [{number}]")
    where = " > ".join((*head.section[-1:], *head.parents[-1:]))
    return (f"{context.metadata[name].title}, {where}\n" if where else "") + "\n".join(lines)
