"""Conversations: a follow-up is completed from the earlier questions before it is answered.

>>> talk = Conversation(library, parse, answer, ["2023년 인사과 예산현액은 얼마야?", "그럼 집행률은?"])
>>> talk.last().query.text
'2023년 인사과 집행률은?'

Nothing is kept between requests: the earlier turns are read again from their texts, the last
`MOST_TURNS` of them, each only where a later one needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qa.answer import Answer
from qa.followup import (
    REASON,
    Cues,
    Reading,
    Role,
    asks,
    content,
    cues_of,
    named_year,
    pair,
    readings,
    squashed,
)
from qa.library import Library
from qa.question import Query, Term, squash
from qa.scope import names

MOST_TURNS = 30
NEAR_LINES = 40  # around the cited line: what a follow-up is likely to be about
NEAR_WORTH = 0.15  # for an answer from the table or the lines of the one before
COST = 0.12  # for leaving out everything that the earlier question named
SURE = 0.9  # a reading that fits so well needs no rival
ALONE_COST = 0.05  # for taking a short question as a new one
OFFICE = re.compile(r"(?:과|국|실|팀|담당관)$")
# a text that gives a cause: '…으로 인해 중단', '… 때문에', '사유 : …'
CAUSE = re.compile(r"때문|인해|인하여|인한|따라|따른|사유|원인|이유|영향|여파|불가|중단|취소|연기|지연|어려")

Parse = Callable[[str], Query]
Reply = Callable[[str], Answer]


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


class Conversation:
    """The questions of one conversation, completed and answered where they are needed.

    Args:
        library: the documents.
        parse: understands a complete question.
        answer: answers one.
        texts: the questions, oldest first; all but the last `MOST_TURNS` are left out.
    """

    def __init__(self, library: Library, parse: Parse, answer: Reply, texts: Sequence[str]) -> None:
        self._library = library
        self._parse = parse
        self._answer = answer
        self._texts = list(texts[-MOST_TURNS:])
        self._turns: dict[int, Turn] = {}

    def last(self) -> Turn:
        """The last question, completed and answered; the answer begins with what was taken over."""
        turn = self._turn(len(self._texts) - 1)
        answer = replace(turn.answer, question=turn.text)
        if turn.taken:
            answer = replace(answer, answer=f"({' '.join(turn.taken)} 기준)\n{answer.answer}")
        return replace(turn, answer=answer)

    def _turn(self, place: int) -> Turn:
        if place not in self._turns:
            self._turns[place] = self._resolved(place)
        return self._turns[place]

    def _resolved(self, place: int) -> Turn:
        text = self._texts[place]
        cues = cues_of(text)
        query = self._parse(cues.core or text)
        base = self._base(place, cues, query) if place and not self._is_whole(query, cues) else None
        if base is None or not base.usable:
            return self._alone(text)
        rivals = self._readings(query, base)
        if self._may_stand_alone(query, cues, base):
            rivals.append(Reading(text, ()))
        return self._best(text, rivals, base)

    def _alone(self, text: str) -> Turn:
        return Turn(text, self._parse(text), (), self._answer(text))

    def _is_whole(self, query: Query, cues: Cues) -> bool:
        """Tell whether a question names whom, what and what of it."""
        if cues.points or cues.back or not asks(query):
            return False
        roles = {self._role(term) for term in content(query)}
        return "agency" in roles and len(roles) > 1

    def _may_stand_alone(self, query: Query, cues: Cues, base: Turn) -> bool:
        """Tell whether a question without agency could be a new one: it names what was not spoken of."""
        if cues.points or cues.back or not asks(query) or not content(query):
            return False
        return cues.away or not self._spoken_of(query, base)

    def _spoken_of(self, query: Query, base: Turn) -> bool:
        """Tell whether all that a question names stands near the earlier answer's place."""
        if not base.answer.citations:
            return False
        cited = base.answer.citations[0]
        first, last = max(cited.lines[0] - NEAR_LINES, 1), cited.lines[1] + NEAR_LINES
        near = squash("".join(self._library.lines(cited.document, first, last)))
        return all(any(word in near for word in term.words) for term in content(query))

    def _base(self, place: int, cues: Cues, query: Query) -> Turn | None:
        """The turn that a follow-up follows: the one that it calls by name, else the last usable."""
        called = [squash(noun) for noun in cues.nouns]
        if cues.back:
            called += [word for term in content(query) for word in term.words[:1]]
        for earlier in range(place - 1, -1, -1):
            flat = squash(self._texts[earlier])
            if any(noun in flat for noun in called):
                return self._turn(earlier)
        for earlier in range(place - 1, -1, -1):
            if self._turn(earlier).usable:
                return self._turn(earlier)
        return None

    def _readings(self, query: Query, base: Turn) -> list[Reading]:
        if not content(query) and base.base and (both := pair(query, base.query, base.base.query)):
            return [both]
        cited = base.answer.citations[0] if base.answer.citations else None
        labels = squashed(cited.table.row[-1:]) if cited and cited.table else []
        year = self._library.metadata[cited.document].year if cited else None
        return readings(query, base.query, self._role, labels, named_year(query, base.query, year))

    def _best(self, text: str, rivals: Sequence[Reading], base: Turn) -> Turn:
        """The reading whose answer explains most of it, near the earlier answer's place."""
        found: list[tuple[float, Turn]] = []
        for reading in rivals:
            answer = self._answer(reading.text)
            query, before = self._parse(reading.text), base if reading.taken else None
            turn = Turn(text, query, reading.taken, answer, before)
            score = answer.confidence if answer.status == "answered" else 0.0
            score += NEAR_WORTH * _is_near(answer, base.answer) - COST * reading.cost
            found.append((score - ALONE_COST * (not reading.taken), turn))
            if score >= SURE + NEAR_WORTH:
                break
        best = max(found, key=lambda one: one[0])[1]
        return _with_reason(best) if REASON.search(text) else best

    def _role(self, term: Term) -> Role:
        """What a term names: an agency of the store, an office, a measure or some other item."""
        if term.measure:
            return "measure"
        told = self._library.metadata.values()
        if any(names(term, replace(of, department="")) for of in told):
            return "agency"
        return "office" if OFFICE.search(term.words[0]) or any(names(term, of) for of in told) else "item"


def _is_near(answer: Answer, base: Answer) -> bool:
    """Tell whether an answer is from the table, or from lines around the place, of an earlier one."""
    if not answer.citations or not base.citations:
        return False
    one, two = answer.citations[0], base.citations[0]
    if one.document != two.document:
        return False
    same = one.table and two.table and one.table.caption == two.table.caption
    return bool(same) or abs(one.lines[0] - two.lines[0]) <= NEAR_LINES


def _with_reason(turn: Turn) -> Turn:
    """An answer to 'why' must give a cause; figures and plans do not."""
    answer = turn.answer
    if answer.status == "abstained" or any(CAUSE.search(cited.quote) for cited in answer.citations):
        return turn
    text = "물으신 까닭은 색인된 문서에 적혀 있지 않아 답하지 않습니다."
    told = replace(answer, status="abstained", kind="unanswerable", answer=text, figures=(), confidence=0.0)
    return replace(turn, answer=told)
