"""What a follow-up asks of what was told before, answered from that without another search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.model import AuditItem, Fact, Path
from qa.answer import Answer
from qa.audits.items import item_at
from qa.context import Context
from qa.followups.asked import asks, asks_otherwise, content, measures
from qa.followups.cues import HERE, Cues, cues_of
from qa.followups.direct import Direct, directly, of_share, of_stages, unnumbered
from qa.followups.divided import divided
from qa.followups.fit import FIGURES, HOW_MUCH, NO_THING, OPENS
from qa.followups.followup import Place, readings
from qa.followups.joint import each_of_last, jointly, share_of_both
from qa.followups.meant import role_of
from qa.followups.moves import Wanted, told_facts, wanted_of
from qa.followups.pairs import BOTH, WHICH
from qa.followups.restated import in_unit
from qa.followups.stages import names_a_thing
from qa.followups.told_cells import cell_of_other, cell_told, fact_beside
from qa.followups.told_changes import achieved, left_over, shortage, since_before, since_year, to_goal
from qa.followups.told_items import figure_in_item, item_again, item_dated
from qa.followups.told_parts import date_told, part_told
from qa.followups.told_quarters import of_quarters
from qa.followups.told_shares import OF_WHOLE, asks_another, asks_share, follows_whole, told_of
from qa.followups.told_tables import WITH_PART, all_but, all_of, most_changed, next_ranked, ranked
from qa.followups.turns import Turn, chain, last_answered, tells_figures
from qa.library import Library
from qa.understanding.query import Query, Term, squash
from qa.wording.compose import clean

MOST_JOINED = 4  # answers that are computed with together


@dataclass(frozen=True, slots=True)
class Thread:
    """What was told before a follow-up.

    `base` is the turn that it follows, `before` all earlier ones, the last first, `year` the year that the
    follow-up means by '작년', if any.
    """

    library: Library
    parse: Callable[[str], Query]
    base: Turn
    before: Sequence[Turn]
    year: int | None

    def answer(self, query: Query, cues: Cues, new: Sequence[Term]) -> Direct | None:
        """The answer from the very figures told before, where what is newly said tells which."""
        base, library = self.base, self.library
        things = [term for term in new if not NO_THING.fullmatch(term.text)]
        answered = [turn for turn in self.before if tells_figures(turn)]
        last = [base] if tells_figures(base) else []
        wide = things or BOTH.search(query.text) or WHICH.search(query.text)
        thread = [*last, *(turn for turn in answered if turn is not base)] if wide else chain(*last)
        if cues.back and (BOTH.search(query.text) or WHICH.search(query.text)):  # '아까 그 두 과'
            thread = [turn for turn in thread if turn.answer.kind in FIGURES] or thread
        told = [self._facts(turn) for turn in thread[:MOST_JOINED]]
        wanted = Wanted(things, self._years(query))
        if BOTH.search(query.text) and OF_WHOLE.search(query.text):
            return self._of_both(query, things, thread)
        found = divided(cues.said, query, told, self._whose, library) if last else None
        found = found or self._share(query, cues, things) or (self._next(query) if last else None)
        if found or (last and (found := self._from_last(query, wanted, told))):
            return found
        stood = last_answered(base)
        item = item_told(library, stood)  # maybe to '왜 …'
        top = stood if item or tells_figures(stood) else next(iter(answered), None)
        if top is None:
            return None
        if item := item or item_told(library, top):
            return self._in_item(query, new, item)
        found = self._moved(query, new, top)
        figures = next((turn for turn in answered if turn.answer.kind in FIGURES), None)
        if found is None and things and figures and top.answer.kind not in FIGURES:
            return self._moved(query, new, figures)  # what was told in words lies between
        return found

    def _facts(self, turn: Turn) -> list[Fact]:
        """The figures that a turn told; of a line those of the year asked for: '120억원('20년 110억원)'."""
        facts = told_facts(turn.answer, self.library)
        one = turn.answer.kind != "derive" and len(turn.query.years) == 1
        asked = [fact for fact in facts if fact.table is None and fact.year in turn.query.years]
        return asked if one and asked else facts

    def _moved(self, query: Query, new: Sequence[Term], top: Turn) -> Direct | None:
        """The figure that is meant after those that an earlier turn told."""
        base, library = self.base, self.library
        facts = told_facts(top.answer, library)
        wanted = wanted_of(query, new, self._years(query), next((fact.unit for fact in facts), ""))
        if base.answer.status == "abstained":  # which asked for something that was not found
            own = self.parse(cues_of(base.text).core or base.text)
            wanted = wanted._replace(things=[*new, *content(own)])
            # '인건비는?' after a rate that was not found asks for no amount
            otherwise = asks_otherwise(query, own) and (query.units or "%" not in own.units)
            if query.kind == "figure" and not (measures(query) or otherwise):
                wanted = wanted._replace(measures=measures(own), units=query.units or own.units)
        spoken = base if top is base or base.answer.status == "abstained" else top
        found = directly(query, wanted, spoken.query, facts, library)
        # '우물 검사는?' after '빗물 검사': what both are is no new thing
        known = {term.text for term in content(base.query)}
        fresh = [term for term in wanted.things if term.text not in known]
        if found or base.answer.status == "abstained" or not fresh or len(fresh) == len(wanted.things):
            return found
        return directly(query, wanted._replace(things=fresh), spoken.query, facts, library)

    def part(self, query: Query, cues: Cues, new: Sequence[Term]) -> Direct | None:
        """What is asked for by a label ('기간은?'), or when ('언제 착공해?'), of the program spoken of."""
        told = last_answered(self.base).answer
        if told.status == "abstained" or not told.citations:
            return None
        cited = told.citations[0]
        context = Context(query, self.library, (cited.document,))
        if item := item_told(self.library, last_answered(self.base)):
            answer = item_dated(context, *item, new)
            return (
                Direct(" ".join([*self._whose, query.text]), tuple(self._whose), answer) if answer else None
            )
        row = squash(cited.table.row[-1]) if cited.table and cited.table.row else ""
        facts = told_facts(told, self.library)
        fact = facts[0] if len(facts) == 1 else None if told.figures else fact_beside(context, cited)
        if fact and (said := cell_told(context, fact, new)):
            return self._of_cell(query, fact.row, said)
        if not (told.figures or asks(query)) and (said := cell_of_other(context, cited, new)):
            return self._of_cell(query, (), said)
        dated = date_told(context, cited, new, row)
        found = dated if OPENS.search(query.text) or HERE.search(cues.said) else None
        if found is None and not HERE.search(cues.said):
            found = part_told(context, cited, new) or dated
        if found is None:
            return None
        taken = (*self._whose, f"'{unnumbered(found[0])}'")
        return Direct(" ".join([*taken, query.text]), taken, found[1])

    def _of_cell(self, query: Query, row: Path, said: Answer) -> Direct:
        taken = tuple(dict.fromkeys((*self._whose, *map(clean, row[-1:]))))
        return Direct(" ".join([*taken, query.text]), taken, said)

    @property
    def _whose(self) -> list[str]:
        """The agency that is spoken of."""
        return [term.text for term in content(self.base.query) if role_of(self.library, term) == "agency"]

    def _years(self, query: Query) -> tuple[int, ...]:
        return (self.year,) if self.year else query.years

    def _of_both(self, query: Query, things: Sequence[Term], thread: Sequence[Turn]) -> Direct | None:
        """The share that several figures told have of their whole together."""
        told = [told_of(self.library, turn.text, turn.answer) for turn in thread[:MOST_JOINED]]
        return share_of_both(query, things, told, self._whose, self.library)

    def _next(self, query: Query) -> Direct | None:
        """The next in the rank that was told before."""
        turns = [(self.parse(turn.text), told_facts(turn.answer, self.library)) for turn in chain(self.base)]
        return next_ranked(query, self.base.query, turns, self.library)

    def _share(self, query: Query, cues: Cues, things: Sequence[Term]) -> Direct | None:
        """The share of what was told, or of a part that is named; 'A는 전체의 몇 %' after B."""
        thread = chain(self.base) if things or tells_figures(self.base) else []
        told = [told_of(self.library, turn.text, turn.answer) for turn in thread]
        part = bool(told) and (cues.part or told[0].part or (cues.points and follows_whole(told)))
        asked = asks_share(query, part=part) if told else False
        if asked or (told and asks_another(query, things, told[0])):
            return of_share(query, things, told, self._whose, self.library)
        return None

    def _from_last(self, query: Query, wanted: Wanted, told: Sequence[Sequence[Fact]]) -> Direct | None:
        """What is computed of the figures told last, or stands beside them as another stage or year."""
        library, base, whose = self.library, self.base.query, self._whose
        found = of_quarters(query, wanted.things, told, whose, library)
        found = found or all_but(query, base, told, library)
        found = found or jointly(query, wanted.things, told, whose, library)
        found = found or each_of_last(query, wanted, told, whose, library)
        found = found or of_stages(query, wanted, base, told[0], library)
        found = found or ranked(query, wanted.things, base, told, library)
        found = found or most_changed(query, wanted.things, base, told[0], library)
        found = found or achieved(query, base, told, library) or to_goal(query, base, told[0], library)
        if found or (names_a_thing(wanted.things) and not WITH_PART.search(query.text)):
            return found
        return (
            since_year(query, told[0], library)
            or since_before(query, base, told[0], library)
            or left_over(query, base, told, library)
            or shortage(query, told[0], whose, library)
            or all_of(query, base, told, library)
            or in_unit(query, base, told[0], library)
        )

    def _in_item(self, query: Query, new: Sequence[Term], told: tuple[str, AuditItem]) -> Direct | None:
        """A figure, or what became, of the audit item of a document that was told before."""
        base = self.base.query
        if (
            self.base.answer.status == "abstained"
        ):  # '남은 데는 몇 곳' of what was not found is of no other item
            new = [*new, *content(self.parse(cues_of(self.base.text).core or self.base.text))]
        elliptic = not asks(query) and not query.units
        asked = replace(query, units=base.units if elliptic else query.units)
        context = Context(asked, self.library, told[:1])
        answer = item_again(context, *told, new)
        if answer is None and asked.units and (elliptic or HOW_MUCH.search(query.text)):
            answer = figure_in_item(context, *told, new, self._years(query))
        return self._of_item(query, answer)

    def _of_item(self, query: Query, answer: Answer | None) -> Direct | None:
        if answer is None:
            return None
        base = self.base.query
        reading = readings(query, base, lambda term: role_of(self.library, term), Place())[0]
        return Direct(reading.text, reading.taken, answer)


def item_told(library: Library, turn: Turn) -> tuple[str, AuditItem] | None:
    """The audit item that an answer told first, and its document."""
    if turn.answer.status == "abstained" or not turn.answer.citations:
        return None
    cited = turn.answer.citations[0]
    item = item_at(library, cited.document, cited.lines)
    return (cited.document, item) if item else None
