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
from functools import cached_property

from corpus.model import Lines
from index.search import Hit
from qa.answer import Answer, Citation
from qa.citing import Citations
from qa.context import FACT_CHUNKS, Context
from qa.cues import GENERIC, Cues, cues_of
from qa.fit import NEAR_LINES, FollowUp, is_answer_to, is_near, of_other_years, unmet
from qa.followup import (
    Place,
    Reading,
    Role,
    asks,
    content,
    readings,
)
from qa.library import Library
from qa.pairs import SHORT, pair
from qa.query import Query, Term, squash
from qa.reasons import REASON, answer_reason

MOST_TURNS = 30
NEAR_WORTH = 0.15  # for an answer from the table or the lines of the one before
FORWARD = 8  # places by which search hits near the earlier answer are moved forward
UNMET = 0.3  # for an answer that has nothing of what the follow-up names
SHAPE = 0.3  # for an answer in words to a follow-up on figures, or one on an audit by no audit item
OWN_WORTH = 0.1  # for an answer from the row that the follow-up names
SURE = 1.0  # a reading that fits so well needs no rival
ALONE_COST = 0.05  # for taking a short question as a new one
MOST_TOPIC = 30  # characters of a heading that names what a passage is about
MANY = 4  # things named in a question that is one of its own
OFFICE = re.compile(r"(?:과|실|팀|담당관)$")
MARKER = re.compile(r"^[^가-힣A-Za-z]+|\s*\[[^\]]*\]$")


@dataclass(frozen=True, slots=True)
class Near:
    """The place of an earlier answer: its document and lines."""

    document: str
    lines: Lines


Parse = Callable[[str], Query]
Reply = Callable[[str, Near | None], Answer]


class Within(Context):
    """One question at work inside one document, what stands near a place first."""

    def __init__(
        self, query: Query, library: Library, near: Near, citations: Citations | None = None
    ) -> None:
        super().__init__(query, library, (near.document,), citations)
        self._near = near

    def narrowed(self, query: Query, documents: Sequence[str] | None) -> Context:
        """The same document for every scope of the question; what names another one leaves it."""
        if documents is None or self._near.document in documents:
            return self if query == self.query else Within(query, self.library, self._near, self.citations)
        return super().narrowed(query, documents)

    @cached_property
    def hits(self) -> Sequence[Hit]:
        """The chunks of the document, those around the place moved forward."""
        found = self.library.search(self.query.text, FACT_CHUNKS, self.documents, self.query.also)
        first, last = self._near.lines[0] - NEAR_LINES, self._near.lines[1] + NEAR_LINES
        near = [hit.chunk.lines[0] <= last and hit.chunk.lines[1] >= first for hit in found]
        order = sorted(range(len(found)), key=lambda n: n - FORWARD * near[n])
        return [found[n] for n in order]


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

    def all(self) -> list[Turn]:
        """All questions, completed and answered."""
        return [self._turn(place) for place in range(len(self._texts))]

    def _turn(self, place: int) -> Turn:
        if place not in self._turns:
            self._turns[place] = self._resolved(place)
        return self._turns[place]

    def _resolved(self, place: int) -> Turn:
        text = self._texts[place]
        cues = cues_of(text)
        query = self._parse(cues.core or text)
        base = self._base(place, cues, query) if place and not self._is_whole(query, cues) else None
        if base is None:
            return self._alone(text)
        new = [term for term in content(query) if self._role(term) != "agency"]
        if REASON.search(query.text) and not new and base.answer.figures:
            return self._reason(text, query, base)
        rivals = self._readings(query, base, cues)
        if self._may_stand_alone(query, cues, base):
            rivals.append(Reading(text, ()))
        return self._best(text, query, rivals, base)

    def _alone(self, text: str) -> Turn:
        return Turn(text, self._parse(text), (), self._answer(text, None))

    def _is_whole(self, query: Query, cues: Cues) -> bool:
        """Tell whether a question names whom, what and what of it."""
        if cues.points or cues.back or not asks(query):
            return False
        roles = {self._role(term) for term in content(query)}
        return "agency" in roles and len(roles) > 1

    def _may_stand_alone(self, query: Query, cues: Cues, base: Turn) -> bool:
        """Tell whether a question without agency could be a new one: it names what was not spoken of."""
        if cues.points or cues.back or not content(query):
            return False
        if not asks(query) and len(content(query)) < MANY:
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

    def _base(self, place: int, cues: Cues, query: Query) -> Turn:
        """The turn that a follow-up follows: the one that it calls by name, else the last usable."""
        called = [squash(noun) for noun in cues.nouns]
        if cues.back:
            called += [word for term in content(query) for word in term.words[:1]]
        for earlier in range(place - 1, -1, -1):
            flat = squash(self._texts[earlier])
            if any(noun in flat for noun in called):
                return self._turn(earlier)
        turns = [self._turn(earlier) for earlier in range(place - 1, -1, -1)]
        whole = (turn for turn in turns if self._names_agency(turn.query))
        return next((turn for turn in turns if turn.usable), None) or next(whole, turns[0])

    def _names_agency(self, query: Query) -> bool:
        return any(self._role(term) == "agency" for term in content(query))

    def _readings(self, query: Query, base: Turn, cues: Cues) -> list[Reading]:
        rest = [term for term in content(query) if not SHORT.search(term.text)]
        own = [term for term in rest if not GENERIC.fullmatch(term.text)]
        if not own and base.base and (both := pair(query, base.query, base.base.query)):
            return [both]
        cited = base.answer.citations[0] if base.answer.citations else None
        place = Place()
        if cited:
            place = replace(
                self._place(cited, base.answer),
                topic=self._topic(base.answer),
                year=self._library.metadata[cited.document].year,
            )
        place = replace(place, pointed=cues.points, away=cues.away)
        return readings(query, base.query, self._role, place)

    def _place(self, cited: Citation, answer: Answer) -> Place:
        """The labels of the fact that was stated first, and those of its table or lines."""
        facts = self._library.facts(cited.document)
        values = {figure.value for figure in answer.figures}
        near = [fact for fact in facts if fact.lines == cited.lines and fact.row]
        mine = next((fact for fact in near if fact.value in values), None)
        if mine is None:
            return Place()
        beside = near if mine.table is None else [fact for fact in facts if fact.table == mine.table]
        return Place(
            _label(mine.row[-1]),
            tuple(_label(label) for label in mine.column),
            frozenset(_label(fact.row[-1]) for fact in beside if fact.row),
            frozenset(_label(label) for fact in beside for label in fact.column),
        )

    def _topic(self, answer: Answer) -> str:
        """What a passage is about: its first line, or for '위치 : 별빛로 1' the line above it; if short."""
        if answer.status == "abstained" or not answer.citations:
            return ""
        cited = answer.citations[0]
        first = cited.lines[0]
        blocks = self._library.blocks(cited.document)
        block = next((block for block in blocks if block.lines[0] <= first <= block.lines[1]), None)
        if block is None or answer.kind not in ("passage", "list"):
            return ""
        above = (*block.section, *block.parents)[-1:]
        line = MARKER.sub("", above[0] if above and ":" in block.text else block.text).strip()
        return line if len(line) <= MOST_TOPIC else ""

    def _is_of(self, answer: Answer, new: Sequence[Term], base: Answer) -> bool:
        """Tell whether an answer's row is named by the new terms; the row of before where there are none."""
        rows = [squash(cited.table.row[-1]) for cited in answer.citations if cited.table and cited.table.row]
        if new:
            return any(word in row for row in rows[:1] for term in new for word in term.words)
        return rows[:1] == [squash(c.table.row[-1]) for c in base.citations[:1] if c.table and c.table.row]

    def _best(self, text: str, asked: Query, rivals: Sequence[Reading], base: Turn) -> Turn:
        """The reading whose answer explains most of it, near the earlier answer's place."""
        new = [term for term in content(asked) if self._role(term) != "agency"]
        found: list[tuple[float, Turn]] = []
        for reading in rivals:
            answer = self._answered(reading, base)
            query, before = self._parse(reading.text), base if reading.taken else None
            query = replace(query, years=reading.years or query.years)
            if answer.status == "answered" and not self._is_meant(
                asked, cues_of(text), reading, answer, base
            ):
                answer = _refused(text, answer)
            turn = Turn(text, query, reading.taken, answer, before)
            score = self._score(turn, new, base.answer) - reading.cost
            found.append((score, turn))
            if score >= SURE:
                break
        best = max(found, key=lambda one: one[0])[1]
        if best.answer.status == "abstained" and found[-1][1].base is None:
            best = found[-1][1]
        return best

    def _is_meant(self, asked: Query, cues: Cues, reading: Reading, answer: Answer, base: Turn) -> bool:
        """Tell whether an answer is to a follow-up: not to what was asked before, nor of another agency."""
        new = [term for term in content(asked) if self._role(term) != "agency"]
        alone = not reading.taken
        if not is_answer_to(FollowUp(asked, new, base.query, base.answer, alone), answer):
            return False
        if cues.part and base.answer.status == "abstained":
            return False  # '그중 어르신은' of what was not found
        if reading.years and of_other_years(answer, reading.years):
            return False
        if not alone or cues.away or self._names_agency(asked) or len(new) >= MANY:
            return True
        mine, before = (
            {self._library.metadata[cited.document].agency for cited in found.citations}
            for found in (answer, base.answer)
        )
        return bool(mine & before)

    def _reason(self, text: str, query: Query, base: Turn) -> Turn:
        """Why the figure of before is as it is: what its document gives as the cause, or an honest no."""
        cited = base.answer.citations[0]
        row = squash("/".join(cited.table.row)) if cited.table else self._place(cited, base.answer).row
        items = [term for term in content(base.query) if self._role(term) != "agency"]
        own = [term for term in items if term.words[0] in row] or items
        whole = " ".join([*(term.text for term in own), query.text])
        context = Context(self._parse(whole), self._library, (cited.document,))
        answer = answer_reason(context, own)
        if answer is None:
            told = f"물으신 까닭은 {cited.title}에 적혀 있지 않아 답하지 않습니다."
            answer = Answer(text, "abstained", "unanswerable", told)
        return Turn(text, context.query, tuple(term.text for term in own), answer, base)

    def _answered(self, reading: Reading, base: Turn) -> Answer:
        """Answer from the document of before, where nothing else is named and it can."""
        documents = {cited.document for cited in base.answer.citations}
        if reading.stays and len(documents) == 1:
            cited = base.answer.citations[0]
            answer = self._answer(reading.text, Near(cited.document, cited.lines))
            if answer.status == "answered":
                return answer
        return self._answer(reading.text, None)

    def _score(self, turn: Turn, new: Sequence[Term], base: Answer) -> float:
        answer = turn.answer
        if answer.status == "abstained":
            return 0.0
        score = answer.confidence + NEAR_WORTH * is_near(answer, base)
        score += OWN_WORTH * self._is_of(answer, new, base) - ALONE_COST * (not turn.taken)
        in_words = bool(base.figures) and not answer.figures and turn.query.kind == "figure"
        no_item = turn.query.kind == "audit" and answer.kind != "audit"
        return score - SHAPE * (in_words + no_item) - UNMET * unmet(answer, new)

    def _role(self, term: Term) -> Role:
        """What a term names: an agency of the store, an office, a measure or some other item."""
        if term.measure:
            return "measure"
        office = OFFICE.search(term.words[0])
        if not office and self._library.metadata.named(term.words[0]):
            return "agency"
        return "office" if office else "item"


def _label(text: str) -> str:
    """A label squashed, without what stands in parentheses: '합격(명)' -> '합격'."""
    return squash(re.sub(r"\([^)]*\)", "", text)) or squash(text)


def _refused(text: str, answer: Answer) -> Answer:
    """An honest no in the place of an answer to something else; where that stands is the nearest place."""
    cited = answer.citations[0]
    told = f"'{text}'에 관한 내용을 확인할 수 없어 답하지 않습니다. 가장 가까운 곳은 {cited.title}의 "
    told += f"{cited.lines[0]}번째 줄입니다. [{cited.id}]"
    return Answer(text, "abstained", "unanswerable", told, citations=(cited,))
