"""The parts of an answer in words: what is said of one scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Answer, Kind, StatedFigure
from qa.context import Context


@dataclass(frozen=True, slots=True)
class Part:
    """What is said of one scope: its text, the figures in it, and how sure that is, 0 to 1."""

    text: str
    figures: tuple[StatedFigure, ...]
    sure: float


def joined(context: Context, kind: Kind, parts: Sequence[Part], sure: float) -> Answer:
    """The answer that the parts make together."""
    return Answer(
        question=context.query.text,
        status="answered",
        kind=kind,
        answer="\n".join(part.text for part in parts),
        figures=tuple(figure for part in parts for figure in part.figures),
        citations=context.citations.all,
        confidence=sure,
    )
