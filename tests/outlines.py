"""The outline of a text, and its blocks by what they say."""

from __future__ import annotations

from corpus.model import Block, Lines
from corpus.outline import read_outline


def outline(text: str, *taken: Lines) -> tuple[Block, ...]:
    return read_outline(text.strip("\n").split("\n"), taken)


def block(blocks: tuple[Block, ...], text: str) -> Block:
    return next(b for b in blocks if text in b.text)
