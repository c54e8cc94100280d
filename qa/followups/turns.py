"""The turns of a conversation: a question as it was understood, and its answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import Answer
from qa.passages.reasons import REASON
from qa.understanding.query import Query, squash
from qa.understanding.words.rows import EXTREMES

WHERE = re.compile(r"어디|어느\s?(?:곳|데|동|구|과|팀|부서|학교|기관)")


LEAST_SHORT, MOST_LEFT_OUT = 3, 3  # letters of a shortened name, and left out between two of them


@dataclass(frozen=True, slots=True)
class Turn:
    """A question of a conversation: as typed, completed (`query`), what it took over, and its answer."""

    text: str
    query: Query
    taken: tuple[str, ...]
    answer: Answer
    base: Turn | None = None

    @property
    def usable(self) -> bool:
        """Whether later questions may follow on from it: it was answered, or follows on itself."""
        return self.answer.status == "answered" or self.base is not None


def is_called(turn: Turn, names: Sequence[Sequence[str]], *, typed: bool) -> bool:
    """Tell whether a turn, as it was typed or else as completed too, has all words of one of some names."""
    flat = squash(turn.text if typed else f"{turn.text} {turn.query.text}")
    return any(all(word in flat for word in words) for words in names)


def is_called_for_short(turn: Turn, nouns: Sequence[str]) -> bool:
    """Tell whether a turn, as it was typed, has a name that is shortened: '솔내공원' of '솔내생태공원'."""
    flat = squash(turn.text)
    short = (squash(noun) for noun in nouns if len(noun) >= LEAST_SHORT)
    return any(re.search(f".{{0,{MOST_LEFT_OUT}}}".join(map(re.escape, noun)), flat) for noun in short)


def asks_where(turn: Turn) -> bool:
    """Tell whether a turn asks which place it is, and was not answered: '제일 적은 데는?'."""
    return turn.answer.status == "abstained" and bool(
        turn.query.operation in EXTREMES or WHERE.search(turn.text)
    )


def chain(*turns: Turn) -> list[Turn]:
    """Answered turns that follow on from one another, the last first."""
    found = []
    turn = next(iter(turns), None)
    while turn:
        found += [turn] if tells_figures(turn) else []
        turn = turn.base
    return found


def tells_figures(turn: Turn) -> bool:
    """Tell whether figures that an answer has are spoken of; those of a cause ('왜 줄었어') are not."""
    return turn.answer.status == "answered" and not REASON.search(turn.text)


def last_answered(turn: Turn) -> Turn:
    """A turn, or where it was not answered the one that it follows on from."""
    while turn.answer.status == "abstained" and turn.base:
        turn = turn.base
    return turn


def stood_on(base: Turn) -> float:
    """How sure the answer of before is; 1 where there was none that could be wrong."""
    return base.answer.confidence if base.answer.status == "answered" else 1.0
