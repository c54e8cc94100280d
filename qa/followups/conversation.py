"""Conversations: a follow-up is completed from the earlier questions before it is answered.

>>> talk = Conversation(library, parse, answer, ["2023년 인사과 예산현액은 얼마야?", "그럼 집행률은?"])
>>> talk.last().query.text
'2023년 인사과 집행률은?'

Nothing is kept between requests: the earlier turns are read again from their texts, the last
`MOST_TURNS` of them, each only where a later one needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.dates import find_year
from qa.answer import Answer
from qa.audits.items import item_at
from qa.followups.asked import MONEY, YEARS_AGO, asks, content, named_year
from qa.followups.cues import GENERIC, HERE, Cues, cues_of
from qa.followups.direct import Direct
from qa.followups.fit import NEAR_LINES, NO_THING, FollowUp
from qa.followups.followup import LOST_OFFICE, Place, Role, readings
from qa.followups.followup_confidence import LEAST, confidence, signals, worth
from qa.followups.meant import MANY, is_meant, names_agency, role_of
from qa.followups.merging import Reading
from qa.followups.moves import told_facts
from qa.followups.narrowed import narrowed
from qa.followups.pairs import BOTH, SHORT, WHICH, both_named, pair
from qa.followups.placing import OF_TABLE, place_told, topic_told
from qa.followups.restated import asks_place, place_of, unit_of
from qa.followups.thread import Thread, item_told
from qa.followups.told_audits import adds_counts, counted_next
from qa.followups.told_causes import cause_told
from qa.followups.turns import Turn, asks_where, is_called, is_called_for_short, last_answered, stood_on
from qa.followups.within import Near
from qa.library import Library
from qa.passages.passage_confidence import LEAST_SAID
from qa.passages.reasons import REASON
from qa.understanding.query import Query, Term, squash
from qa.wording.abstention import nearest
from qa.wording.compose import clean

MOST_TURNS = 30
SURE = 1.0  # a reading that fits so well needs no rival
UNSURE = 0.1  # what words that are not sure are worth less where part of what they tell was taken over
OF_A_YEAR = 3  # things named in a question of a year that is one of its own: '동 평균 가구는 2034년에 몇 호'
LEAST_NAMED = 2  # things named in a question that may be of something else
LEAST_COMPARED = 2  # figures that tell which of two it is


Parse = Callable[[str], Query]
Reply = Callable[[str, Near | None], Answer]


class Conversation:
    """The questions of one conversation, completed and answered where they are needed.

    Args:
        library: the documents.
        parse: understands a complete question.
        answer: answers one.
        texts: the questions, oldest first; all but the last `MOST_TURNS` are left out.
        least: how sure an answer to a follow-up must be to be given.
    """

    def __init__(
        self, library: Library, parse: Parse, answer: Reply, texts: Sequence[str], least: float = LEAST
    ) -> None:
        self._library = library
        self._parse = parse
        self._answer = answer
        self._texts = list(texts[-MOST_TURNS:])
        self._least = least
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
        if not place or self._is_whole(query, cues):
            return self._alone(text, cues.core if place or cues.away else text)
        base = self._base(place, cues, query)
        if YEARS_AGO.search(query.text) and (year := self._year(query, base)):
            query = self._parse(YEARS_AGO.sub(f"{year}년", query.text))
        new = [term for term in content(query) if self._role(term) != "agency"]
        # '그 축제 만족도는': the festival that was told of, and no other
        told = [term for term in new if squash(term.text) not in map(squash, cues.nouns)]
        thread = Thread(self._library, self._parse, base, self._before(place), self._year(query, base))
        if HERE.search(cues.said) and asks_where(base) and base.answer.citations:
            return Turn(text, query, (), _refused(text, base.answer), base)  # '거기' is not known
        stays = not self._leaves(query, base)
        part = thread.part(query, cues, told) if stays else None
        if part is None and REASON.search(query.text) and not new and base.answer.figures:
            return cause_told(self._library, self._parse, text, query, base)
        if base.answer.status == "answered" and (again := self._again(text, query, new, base, stays=stays)):
            return again
        if direct := (thread.answer(query, cues, told) if stays else None) or part:
            answer = replace(direct.answer, confidence=min(direct.answer.confidence, stood_on(base)))
            return Turn(text, self._parse(_with_topic(direct, base)), direct.taken, answer, base)
        rivals = self._readings(query, base, cues)
        whose = [term.text for term in content(base.query) if self._role(term) == "agency"]
        rivals[:0] = both_named(query, whose, self._spoken_names(place))
        alone = self._may_stand_alone(query, cues, base)
        if alone or _names_much(query, cues):
            rivals += _of_agency(cues.core, whose, rivals)
        if alone:
            rivals.append(Reading(cues.core if cues.away else text, ()))
        return self._best(text, query, rivals, base)

    def _again(self, text: str, query: Query, new: Sequence[Term], base: Turn, *, stays: bool) -> Turn | None:
        """Where what was told stands, in what unit, or other requests of an audit than were counted."""
        about = place_of(text, base.answer) if asks_place(query, new) else None
        if about := about or unit_of(text, query, base.answer):
            return Turn(text, base.query, base.taken, about, base)
        return self._counted(text, query, base) if stays else None

    def _counted(self, text: str, query: Query, base: Turn) -> Turn | None:
        """How many requests of an audit there are of another kind or state than those counted before."""
        if adds_counts(self._library, query, base):  # which of them is not plain
            return Turn(text, base.query, (), _refused(text, base.answer), base)
        asked = counted_next(self._library, query, base)
        if asked is None:
            return None
        cited = base.answer.citations[0]
        answer = self._answer(asked[0], Near(cited.document, cited.lines))
        if answer.status == "abstained" or answer.kind != "audit":
            return None
        sure = min(answer.confidence, stood_on(base))
        return Turn(text, self._parse(asked[0]), asked[1], replace(answer, confidence=sure), base)

    def _spoken_names(self, place: int) -> list[str]:
        """The rows, of tables or of prose, that earlier answers told, the last first."""
        answers = [turn.answer for turn in self._before(place) if turn.answer.status == "answered"]
        rows = [
            row
            for answer in answers
            for row in (
                *(fact.row for fact in reversed(told_facts(answer, self._library))),
                *(cited.table.row for cited in reversed(answer.citations) if cited.table),
            )
        ]
        names = dict.fromkeys(clean(row[-1]) for row in rows if row)
        return [name for name in names if not MONEY.search(name)]  # '사업비', '국비' are told of others

    def _year(self, query: Query, base: Turn) -> int | None:
        """The year meant by '작년', '2년 전' after an earlier question, or in its document."""
        cited = next(iter(base.answer.citations), None)
        return named_year(query, base.query, self._own_year(cited.document) if cited else None)

    def _own_year(self, document: str) -> int | None:
        """The year that a report calls 올해: that of its title where it plans ahead."""
        metadata = self._library.metadata[document]
        titled = find_year(metadata.title)
        ahead = titled and metadata.year and titled == metadata.year + 1
        return titled if ahead else metadata.year

    def _before(self, place: int) -> list[Turn]:
        """The turns before a place, the last first."""
        return [self._turn(earlier) for earlier in range(place - 1, -1, -1)]

    def _alone(self, text: str, said: str) -> Turn:
        return Turn(text, self._parse(said), (), self._answer(said, None))

    def _is_whole(self, query: Query, cues: Cues) -> bool:
        """Tell whether a question names whom, what and what of it."""
        if cues.points or cues.back or not asks(query):
            return False
        roles = {self._role(term) for term in content(query)}
        return "agency" in roles and len(roles) > 1

    def _may_stand_alone(self, query: Query, cues: Cues, base: Turn) -> bool:
        """Tell whether a question without agency could be a new one: it names what was not spoken of."""
        if cues.points or cues.back:
            return False
        if cues.away and asks(query):
            return True
        if not content(query):
            return False
        if not asks(query) and len(content(query)) < MANY:
            return False
        whole = bool(query.years) and asks(query) and len(content(query)) >= OF_A_YEAR
        whole = whole or bool(REASON.search(query.text))  # '한마루교는 왜 늦어' among other bridges
        return cues.away or whole or not self._spoken_of(query, base)

    def _spoken_of(self, query: Query, base: Turn) -> bool:
        """Tell whether all that a question names stands near the earlier answer's place.

        Of an answer about a request of an audit that is the request alone: the next is of something else.
        """
        if not base.answer.citations:
            return False
        cited = base.answer.citations[0]
        first, last = max(cited.lines[0] - NEAR_LINES, 1), cited.lines[1] + NEAR_LINES
        if item := item_at(self._library, cited.document, cited.lines):
            first, last = item.lines
        near = squash("".join(self._library.lines(cited.document, first, last)))
        return all(any(word in near for word in term.words) for term in content(query))

    def _base(self, place: int, cues: Cues, query: Query) -> Turn:
        """The turn that a follow-up follows: the one that it calls by name, else the last usable."""
        called = [[squash(word) for word in noun.split()] for noun in cues.nouns]
        if cues.back and not called:
            called = [[word] for term in content(query) for word in term.words[:1]]
        before = self._before(place)
        named = [turn for turn in before if is_called(turn, called, typed=cues.back)]
        if cues.back and cues.nouns and not named:
            named = [turn for turn in before if is_called_for_short(turn, cues.nouns)]
        if named:  # the topic itself, before what was computed of it
            plain = (turn for turn in named if cues.back and turn.answer.kind != "derive")
            return next(plain, named[0])
        turns = self._before(place)
        if cues.first:
            return turns[-1]
        if turns[0].base is None and not asks(query) and asks(turns[0].query):
            return turns[0]  # 'B는?' asks for what was asked of A, though that was not found
        if cues.points and not cues.nouns and turns[0].answer.status == "abstained":
            return turns[0]  # '그건 얼마야' points at what was not found, and at nothing before it
        of_agency = (turn for turn in turns if self._names_agency(turn.query))
        found = next((turn for turn in turns if turn.usable), None) or next(of_agency, turns[0])
        if found.base and REASON.search(found.text) and not content(self._parse(found.text)):
            return found.base  # '왜 줄었어' leaves what is spoken of
        return found

    def _leaves(self, query: Query, base: Turn) -> bool:
        """Tell whether a follow-up names an agency that the answer of before is not of."""
        cited = {place.document for place in base.answer.citations}
        named = [term for term in content(query) if self._role(term) == "agency"]
        return any(cited.isdisjoint(self._library.metadata.named(term.words[0])) for term in named)

    def _names_agency(self, query: Query) -> bool:
        return names_agency(self._library, query)

    def _role(self, term: Term) -> Role:
        return role_of(self._library, term)

    def _readings(self, query: Query, base: Turn, cues: Cues) -> list[Reading]:
        rest = [term for term in content(query) if not SHORT.search(term.text)]
        own = [term for term in rest if not GENERIC.fullmatch(term.text)]
        if not own and base.base and (both := pair(query, base.query, base.base.query)):
            return [both]
        cited = base.answer.citations[0] if base.answer.citations else None
        place = Place()
        if cited:
            place = replace(
                place_told(self._library, cited, base.answer),
                topic=self._topic(query, base),
                year=self._own_year(cited.document),
                of_item=item_told(self._library, last_answered(base)) is not None,
            )
        here, lost = cues.points and not cues.nouns, base.base is None and not base.usable
        place = replace(place, pointed=cues.points, here=here, away=cues.away, lost=lost)
        return readings(query, base.query, self._role, place)

    def _topic(self, query: Query, base: Turn) -> str:
        """What a passage told before is about; no table, where it told a cause ('왜 줄었어') below one."""
        told = last_answered(base)
        topic = topic_told(self._library, query, told.answer)
        return "" if REASON.search(told.text) and OF_TABLE.search(topic) else topic

    def _best(self, text: str, asked: Query, rivals: Sequence[Reading], base: Turn) -> Turn:
        """The reading with the surest answer; an honest no where none is sure enough."""
        found: list[tuple[bool, float, Turn]] = []
        for reading in rivals:
            turn = self._read(text, asked, reading, base)
            follow = self._follow_up(text, asked, reading, base)
            answered = turn.answer.status == "answered"
            value = worth(follow, reading, turn.query, turn.answer) if answered else -reading.cost
            in_words = turn.answer.kind in ("passage", "audit")
            if reading.taken and in_words and turn.answer.confidence < LEAST_SAID:
                value -= UNSURE
            chance = confidence(signals(follow, turn.query, turn.answer)) if answered else 0.0
            if answered:  # no surer than that the follow-up means so, and than what it stands on
                told = stood_on(base) if reading.taken else 1.0
                least = min(turn.answer.confidence, chance, told)
                turn = replace(turn, answer=replace(turn.answer, confidence=least))
            sure = chance >= self._least
            found.append((sure, value, turn))
            if sure and value >= SURE:
                break
        sure, _, best = max(found, key=lambda one: one[:2])
        last = found[-1][-1]
        if best.answer.status == "abstained":
            return last if last.base is None else best
        return best if sure else replace(best, answer=_refused(text, best.answer))

    def _follow_up(self, text: str, asked: Query, reading: Reading, base: Turn) -> FollowUp:
        new = [term for term in content(asked) if self._role(term) != "agency"]
        leaves = cues_of(text).away or self._names_agency(asked)
        return FollowUp(asked, new, base.query, base.answer, not reading.taken, leaves)

    def _read(self, text: str, asked: Query, reading: Reading, base: Turn) -> Turn:
        """The follow-up as one reading has it; an answer to something else is refused."""
        answer = self._answered(reading, base)
        query, before = self._parse(reading.text), base if reading.taken or reading.cost else None
        query = replace(query, years=reading.years or query.years)
        two = WHICH.search(asked.text) or BOTH.search(asked.text)
        if two and answer.kind != "derive" and len(answer.figures) < LEAST_COMPARED:
            answer = _refused(text, answer) if answer.status == "answered" else answer
        follow = self._follow_up(text, asked, reading, base)
        if answer.status == "answered" and not is_meant(
            self._library, follow, cues_of(text), reading, answer
        ):
            answer = _refused(text, answer)
        return Turn(text, query, reading.taken, narrowed(asked, follow.new, answer), before)

    def _answered(self, reading: Reading, base: Turn) -> Answer:
        """Answer from the document of before, where nothing else is named and it can."""
        documents = {cited.document for cited in base.answer.citations}
        if reading.stays and len(documents) == 1:
            cited = base.answer.citations[0]
            answer = self._answer(reading.text, Near(cited.document, cited.lines))
            if answer.status == "answered":
                return answer
        return self._answer(reading.text, None)


def _names_much(query: Query, cues: Cues) -> bool:
    """Tell whether what points back names enough more: '그 과에서 모범 직원 상금은'."""
    told = {squash(noun) for noun in cues.nouns}
    named = [t for t in content(query) if squash(t.text) not in told and not NO_THING.fullmatch(t.text)]
    plain = cues.points and not cues.part and query.kind != "audit" and (asks(query) or cues.back)
    return plain and len(named) >= LEAST_NAMED


def _of_agency(core: str, whose: Sequence[str], rivals: Sequence[Reading]) -> list[Reading]:
    """A question of another thing of the agency that is spoken of: of no year and no thing of before."""
    text = " ".join([*whose, core])
    known = {reading.text for reading in rivals}
    return [Reading(text, tuple(whose), LOST_OFFICE, stays=True)] if whose and text not in known else []


def _with_topic(direct: Direct, base: Turn) -> str:
    """The question that a direct answer is to, with what was spoken of before that it does not say."""
    said = squash(direct.text)
    more = [term.text for term in content(base.query) if direct.on_top and squash(term.text) not in said]
    return " ".join([*more, direct.text])


def _refused(text: str, answer: Answer) -> Answer:
    """An honest no in the place of an answer to something else; where that stands is the nearest place."""
    cited = answer.citations[0]
    told = f"'{text}'에 관한 내용을 확인할 수 없어 답하지 않습니다. "
    told += nearest(cited.title, cited.lines, cited.id)
    return Answer(text, "abstained", "unanswerable", told, citations=(cited,))
