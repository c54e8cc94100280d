"""Answers in the document's own words: a passage, or the list of what stands under a heading."""

from __future__ import annotations

from corpus.model import Block
from qa.answer import Answer
from qa.context import Context
from qa.passages import Passage, PassageFinder

MOST_CHUNKS = 25


def candidates(context: Context) -> list[tuple[str, list[Block], int, float]]:
    """The blocks on the lines of the first hits, each a place where a passage may begin."""
    found = []
    for name, lines in context.line_ranks.items():
        blocks = list(context.library.blocks(name))
        for place, block in enumerate(blocks):
            rank = max(lines.get(n, 0.0) for n in range(block.lines[0], block.lines[1] + 1))
            if rank >= 1.0 / (1.0 + MOST_CHUNKS / 5):
                found.append((name, blocks, place, rank))
    return found


def answer_text(context: Context) -> tuple[Answer, float] | None:
    """Answer with the passage that explains the question best; None where none is near."""
    passages = PassageFinder(context.query, context.metadata).find(candidates(context))
    if not passages:
        return None
    best = passages[0]
    answer = Answer(
        question=context.query.text,
        status="answered",
        kind="list" if context.query.kind == "list" else "passage",
        answer=_text(best, context),
        citations=context.citations.all,
        confidence=best.explained,
    )
    return answer, best.explained


def _text(passage: Passage, context: Context) -> str:
    head = passage.blocks[0]
    base = head.depth
    lines = []
    for block in passage.blocks:
        number = context.citations.of_lines(passage.document, block.section, block.lines)
        lines.append(f"{'  ' * (block.depth - base)}- {block.text} [{number}]")
    where = " > ".join((*head.section[-1:], *head.parents[-1:]))
    return (f"{context.metadata[passage.document].title}, {where}\n" if where else "") + "\n".join(lines)
