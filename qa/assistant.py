"""The way in: a question becomes an answer object.

>>> with Assistant.open(Path(".briefing")) as assistant:
...     assistant.ask("2024년 총무과 사업비 예산현액은?").status
'answered'
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import BadRequest
from corpus.figures import parse_figures
from corpus.model import Chunk
from corpus.units import is_money
from index.analyzer import Morpheme
from index.reranker import Reranker, reranker_from
from index.store import Store
from qa.answer import Answer, together
from qa.asked_label import tells_label
from qa.audits.answer import answer_audit
from qa.audits.counts import wants_items
from qa.audits.filter import statuses_in
from qa.context import Context
from qa.derived.targets import answer_targets, asks_targets
from qa.figures import confidence, sentences
from qa.figures.confidence import AMOUNT_TOO, is_to_be_computed
from qa.figures.fields import explain
from qa.figures.figure import TWO_PLACES, answer_figure, answer_jointly
from qa.figures.measures import same_unit
from qa.figures.sentences import answer_sentence
from qa.followups.conversation import MOST_TURNS, Conversation
from qa.followups.within import Near, Within
from qa.forms import has_form
from qa.halves import tells_no_half
from qa.library import Library
from qa.passages import passage_confidence
from qa.passages.bearers import tells_bearer
from qa.passages.by_amount import answer_by_amount, asks_by_amount, is_of_unspent
from qa.passages.causes import MORE, answer_cause, asks_cause
from qa.passages.filtered import answer_filtered, asks_filtered
from qa.passages.named_cells import answer_cell, asks_cell
from qa.passages.offices import answer_offices, asks_offices
from qa.passages.overview import answer_overview, asks_overview
from qa.passages.schedules import answer_schedule, asks_schedule
from qa.passages.statements import direction_of
from qa.passages.text import answer_text
from qa.reworded import printed_readings
from qa.told import Told, tells_what_is_asked
from qa.understanding.asked_figures import clauses, figures_asked, word_clauses
from qa.understanding.asked_years import asks_how_changed
from qa.understanding.query import Query, squash
from qa.understanding.reverse import leaves_out, readings
from qa.understanding.words.changes import UP_OR_DOWN
from qa.understanding.words.comparing import COMPARES, WHICH_IS_MORE
from qa.understanding.words.kinds import HEADED, METHOD, NUMERIC, REASON
from qa.understanding.words.rows import EXTREMES, TOP_MANY
from qa.wording.abstention import abstain
from qa.wording.courtesy import answer_courtesy, is_courtesy

MAX_QUESTION = 1000
KEPT = 256  # questions of conversations, answered
# how sure an answer must be to be given
LEAST = {
    "figure": confidence.LEAST,
    "sentence": sentences.LEAST,
    "text": passage_confidence.LEAST,
    "audit": 0.35,
    "offices": 0.5,
    "overview": 0.5,
    "cause": 0.5,
    "rows": 0.5,
    "schedule": 0.5,
    "targets": 0.5,
    "cell": 0.5,
}
# and where the question is read as a description
LEAST_MEANT = LEAST | {"sentence": sentences.LEAST_LIKELY, "text": 0.4}
# '위탁으로 운영하는 체육관은 어디입니까'
WHICH_IS = re.compile(r"(?:어디|어느\s?곳|누구|누가)")
# how sure words must be where a figure, or items, were looked for first and not found
SURER, SURER_MEANT = 0.75, 0.55
# and a part of a question, which follows the one before it more surely than the next turn does
OF_ONE_QUESTION = 0.6

# '얼마', '몇 %', '금액은?', '비율은 어떻게 되나': only words that tell such a figure answer these
AMOUNT = re.compile(
    r"얼[마만]|몇\s*(?:%|퍼센트|프로|억|원|만|천|백)"
    r"|(?:금액|비용|[가-힣]액|비율|비중|[률율])[은는이가]?\s*(?:(?:각각\s)?어떻게\s?(?:되|돼|정해)|\?|$)"
)
# what became of a request, or how many there are: no figure that one tells
OF_REQUEST = re.compile(
    r"어떻|어케|처리|조치|추진|완료|반영|이행|검토|어디까지|뭐|뭘|무엇|왜|몇\s?(?:건|가지|개)|했[나어는대]"
)
# '대지랑 건물 면적이 어떻게 돼': figures
HOW_MUCH_IS = re.compile(
    r"(?:면적|인원|대수|[건횟면]수|금액|[률율])[이가은는]?\s?(?:각각\s)?어떻게\s?(?:되|돼|됩|된)"
)
WHETHER_MORE = re.compile(UP_OR_DOWN)
# '왜 옮기고 어디로 가': a cause is half of it
CAUSE_AND_PLACE = re.compile(r"(?:왜|이유|까닭)[^?]*[고며],?\s[^?]*(?:어디(?!까지)|언제|누가|누구)")
IN_WORDS = frozenset(["text", "audit", "sentence"])
OF_LINES = frozenset(["text", "sentence", "figure"])  # others test what is left to be told themselves

Route = Callable[[Context], tuple[Answer, float] | None]
FIGURE: tuple[str, Route] = ("figure", answer_figure)
SENTENCE: tuple[str, Route] = ("sentence", answer_sentence)
TEXT: tuple[str, Route] = ("text", answer_text)
AUDIT: tuple[str, Route] = ("audit", answer_audit)
OFFICES: tuple[str, Route] = ("offices", answer_offices)
OVERVIEW: tuple[str, Route] = ("overview", answer_overview)
CAUSE: tuple[str, Route] = ("cause", answer_cause)
SCHEDULE: tuple[str, Route] = ("schedule", answer_schedule)
ROWS: tuple[str, Route] = ("rows", answer_filtered)
TARGETS: tuple[str, Route] = ("targets", answer_targets)
CELL: tuple[str, Route] = ("cell", answer_cell)
BY_AMOUNT: tuple[str, Route] = ("rows", answer_by_amount)


def routes(query: Query) -> tuple[tuple[str, Route], ...]:
    """The ways to answer a question, the likeliest first."""
    if query.kind == "audit":
        return _usual_routes(query)
    # a figure is no cause; '원인 중 노후가 몇 %' asks for one
    if asks_cause(query.text) and not (MORE.search(query.text) or query.operation == "share"):
        return (TEXT, CAUSE) if CAUSE_AND_PLACE.search(query.text) else (CAUSE, TEXT)
    if asks_by_amount(query):  # '한 푼도 안 쓴 사업은': no words tell it
        return (BY_AMOUNT,) if is_of_unspent(query) else (BY_AMOUNT, TEXT)
    if query.kind == "list" and query.operation == "matching":
        return TEXT, FIGURE  # '10억원 이상인 사업을 모두'
    text = query.text
    own = (
        (TARGETS, asks_targets(text)),
        (SCHEDULE, asks_schedule(query)),
        (OFFICES, asks_offices(text)),
        (OVERVIEW, asks_overview(query)),
        (ROWS, asks_filtered(query)),
        (CELL, asks_cell(query)),
    )
    return (*(route for route, asked in own if asked), *_usual_routes(query))


def _usual_routes(query: Query) -> tuple[tuple[str, Route], ...]:
    """The ways to answer a question that is of no narrower kind."""
    numeric = NUMERIC.search(query.text)
    if query.kind == "audit":
        return _audit_routes(query)
    if query.kind == "figure":
        in_words = METHOD.search(query.text) or (HEADED.search(query.text) and not numeric)
        if in_words and not asks_how_changed(query.text, query.years):
            return TEXT, FIGURE, SENTENCE
        if numeric:
            return FIGURE, SENTENCE
        return FIGURE, TEXT, SENTENCE
    amount = query.measures or HOW_MUCH_IS.search(query.text)
    if query.kind == "passage" and amount and query.units and not REASON.search(query.text):
        return FIGURE, TEXT, SENTENCE
    # '점검이 가장 적은 곳은 무엇인가' may be told by a figure too
    more = (FIGURE, SENTENCE) if numeric else (FIGURE,) * (query.operation in EXTREMES)
    return TEXT, *more


def _audit_routes(query: Query) -> tuple[tuple[str, Route], ...]:
    """The ways to answer a question about an audit; what is set side by side is told by a table."""
    text, numeric = query.text, NUMERIC.search(query.text)
    if WHICH_IS_MORE.search(text):
        return FIGURE, SENTENCE
    told = numeric and not OF_REQUEST.search(text)  # '감사에서 자산이 얼마라고 했나'
    compared = (
        query.operation in ("difference", "sum", "per_head")
        or COMPARES.search(text)
        or len(statuses_in(text)) > 1
    )
    first = (FIGURE,) if told or compared or TWO_PLACES.search(text) else ()
    return tuple(dict.fromkeys((*first, AUDIT, FIGURE, SENTENCE))) if numeric else (*first, AUDIT, TEXT)


def _of_items(query: Query) -> tuple[tuple[str, Route], ...]:
    """The ways to count or list audit items; what is called so and is none is told in words."""
    return (AUDIT,) if NUMERIC.search(query.text) else (AUDIT, TEXT)


class Assistant:
    """Answers questions over one store; every answer is made of the store and the request alone."""

    def __init__(self, store: Store, reranker: Reranker | None = None) -> None:
        self.store = store
        self._library = Library(store, reranker)
        self._parse = self._library.parse
        # a conversation reads its earlier turns again with every request
        self._answered = lru_cache(maxsize=KEPT)(self._answer)
        self._answered_alone = lru_cache(maxsize=KEPT)(self._answer_one)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the store in a folder; the cross-encoder that `$BRIEFING_RERANKER` names reranks, if any.

        Raises:
            StoreError: there is no usable store.
            BriefingError: the cross-encoder cannot be loaded.
        """
        return cls(Store.open(path), reranker_from(os.environ))

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def __enter__(self) -> Self:
        """Use as a context that closes the store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """Answer one question; `history` has the earlier questions of the conversation.

        Raises:
            BadRequest: the question is empty or too long.
        """
        started = time.perf_counter()
        text = _cleaned(question)
        if not text:
            raise BadRequest("질문이 비어 있습니다. 알고 싶은 것을 적어 주세요.")
        if len(text) > MAX_QUESTION:
            raise BadRequest(f"질문이 너무 깁니다({len(text)}자). {MAX_QUESTION}자 안으로 줄여 주세요.")
        if said := answer_courtesy(text, self._library.metadata.values()):
            answer = said
        elif history:
            earlier = [_cleaned(old)[:MAX_QUESTION] for old in history[-MOST_TURNS:]]
            texts = [old for old in earlier if old and not is_courtesy(old)] + [text]
            talk = Conversation(self._library, self._parse, self._answered, texts)
            answer = talk.last().answer
        else:
            answer = self._answer(text)
        return answer.timed(time.perf_counter() - started)

    def converse(self, questions: Sequence[str]) -> list[Answer]:
        """Answer the questions of a conversation, each with the ones before it."""
        return [
            self.ask(question, questions[max(place - MOST_TURNS, 0) : place])
            for place, question in enumerate(questions)
        ]

    def chunks(self, question: str, depth: int) -> list[Chunk]:
        """The chunks that tell most of a question, the best first.

        Those that its answer cites come before the others, both by their nearness.
        """
        text = _cleaned(question)
        context = self._context(self._parse(text), None)
        answer = self._answer(text)
        places = (context.hit_on(one.document, one.lines) for one in answer.citations)
        cited = {found[0] for found in places if found} if answer.status == "answered" else set()
        order = sorted(context.by_nearness, key=lambda place: place not in cited)
        return [context.hits[place].chunk for place in order[:depth]]

    def analyze(self, text: str) -> list[Morpheme]:
        """Morphemes of a text, by the analyzer of this assistant."""
        return self._library.analyzer.analyze(text)

    def _answer(self, text: str, near: Near | None = None) -> Answer:
        answer = self._answered_alone(text, near)
        parts = clauses(text)
        if parts[1:] and (answer.status == "abstained" or len(answer.figures) < figures_asked(text)):
            answer = self._answer_each(text, parts) or answer
        if answer.status == "abstained" and (parts := word_clauses(text))[1:]:
            answer = self._tell_each(text, parts) or answer
        return (self._answer_jointly(text, near) if answer.status == "abstained" else None) or answer

    def _tell_each(self, text: str, parts: Sequence[str]) -> Answer | None:
        """What each part of a question asks in words, where one document tells all of it."""
        answers = self._answered_in_turn(parts)
        documents = {cited.document for answer in answers for cited in answer.citations}
        told = all(answer.status == "answered" for answer in answers)
        return together(text, answers) if told and len(documents) == 1 else None

    def _answer_jointly(self, text: str, near: Near | None) -> Answer | None:
        """What tells several measures of one thing together, of which nothing else is sure."""
        context = self._context(self._parse(text), near)
        result = answer_jointly(context)
        return result[0] if result and _is_to_be_told("figure", Told(context, result[0])) else None

    def _answered_in_turn(self, parts: Sequence[str]) -> list[Answer]:
        """What is asked one after another, each as what follows on from the ones before it."""
        talk = Conversation(self._library, self._parse, self._answered_alone, parts, OF_ONE_QUESTION)
        return [turn.answer for turn in talk.all()]

    def _answer_each(self, text: str, parts: Sequence[str]) -> Answer | None:
        """Answer what is asked one after another, each as what follows on from the ones before it."""
        answers = self._answered_in_turn(parts)
        kinds = [answer.kind for answer in answers]
        if "unanswerable" in kinds or ("audit" in kinds[1:] and kinds[0] != "audit"):
            return None
        whole = together(text, answers)
        # '참여자는 몇 명이야? 보험료는?': the participants once more are no answer
        enough = len(whole.figures) >= figures_asked(text) and not _lacks_amount(text, whole)
        return whole if enough and _are_of_one_place(answers) else None

    def _answer_one(self, text: str, near: Near | None = None) -> Answer:
        query = self._parse(text)
        reworded = self._answer_reworded(query, near)
        # '누수를 고친 데가 몇 학교, 몇 곳이야': one of two that are asked for may be told otherwise
        if reworded and not 0 < len(reworded.figures) < figures_asked(text):
            return reworded
        found = self._by_routes(query, near)
        if query.described and (not found or leaves_out(query, found)):
            meant = query.as_meant()
            read = self._by_routes(meant, near)
            if read:
                found = replace(read, warnings=(*read.warnings, *readings(meant, read.answer)))
        return found or reworded or abstain(query, self._context(query, near))

    def _answer_reworded(self, query: Query, near: Near | None) -> Answer | None:
        """What answers a question in the words that documents print for what it says in everyday ones."""
        for read, warnings in printed_readings(query, self._library):
            if found := self._by_routes(read, near):
                return replace(found, question=query.text, warnings=(*found.warnings, *warnings))
        return None

    def _by_routes(self, query: Query, near: Near | None) -> Answer | None:
        """What the first route says that is sure enough; None where none is."""
        context = self._context(query, near)
        least, surer = (dict(LEAST_MEANT), SURER_MEANT) if query.meant else (dict(LEAST), SURER)
        why = asks_cause(query.text) and query.measures  # '예산이 왜 줄었나'
        if not query.meant and (why or query.described):
            least["text"] = passage_confidence.LEAST_SAID
        listed = wants_items(context)
        if listed:
            least["text"] = surer
        unsure: Answer | None = None
        for name, route in _of_items(query) if listed else routes(query):
            result = route(self._context(query, near))
            if name == "sentence" and result and unsure and _tells_again(result[0], unsure):
                least[name] = sentences.LEAST_LIKELY
            if name == "text" and result and _tells_one_of_rows(query, result[0]):
                least[name] = max(least[name], passage_confidence.LEAST_SAID)
            if result and result[1] >= least[name] and _is_to_be_told(name, Told(context, result[0])):
                return result[0]
            if name == "figure":
                least["text"] = surer
                unsure = result[0] if result else None
        return None

    def _context(self, query: Query, near: Near | None) -> Context:
        return Within(query, self._library, near) if near else Context(query, self._library)


def _lacks_amount(text: str, answer: Answer) -> bool:
    """Tell whether '몇 건이고 얼마' is told by numbers alone, none of them money or computed."""
    told = any(is_money(figure.unit) or figure.derivation for figure in answer.figures)
    return AMOUNT_TOO.search(text) is not None and not told


def _are_of_one_place(answers: Sequence[Answer]) -> bool:
    """Tell whether the figures of all parts of a question stand where those of the first do.

    '입주정원은 몇 명이고 지금 몇 명 사나': no figure of another section.
    """
    first, *others = ({(one.document, one.section) for one in answer.citations} for answer in answers)
    return all(first & places for answer, places in zip(answers[1:], others, strict=True) if answer.figures)


def _tells_one_of_rows(query: Query, answer: Answer) -> bool:
    """Tell whether it is asked which one is so and rows of a table are told, that may be any of them."""
    return bool(WHICH_IS.search(query.text)) and any(cited.table for cited in answer.citations)


def _tells_again(answer: Answer, found: Answer) -> bool:
    """Tell whether an answer has all figures that were found in another way."""
    told = {(figure.value, figure.unit) for figure in answer.figures}
    return told >= {(figure.value, figure.unit) for figure in found.figures}


def _is_to_be_told(route: str, told: Told) -> bool:
    """Tell whether what a route is sure of answers the question, and not one beside it."""
    query, text = told.context.query, told.answer.answer
    return (
        (route not in IN_WORDS or tells_bearer(told.context, text.splitlines()))
        and (route != "text" or _may_tell(query, text))
        and (route not in ("text", "sentence") or _tells_both(query, text))
        and (route not in OF_LINES or tells_label(told))
        and tells_what_is_asked(told)
        and (route not in OF_LINES or tells_no_half(told))
        and has_form(told)
    )


def _may_tell(query: Query, text: str) -> bool:
    """Tell whether words can answer: nothing is to be computed, and an amount that is asked for is told."""
    top = query.operation in EXTREMES and TOP_MANY.search(query.text)  # '상위 3개'
    if query.kind == "figure" and (top or is_to_be_computed(query)):
        return False
    if WHETHER_MORE.search(query.text) and not _tells_change(query, text):
        return False
    wanted = {"money", "%"} & {*query.units} if AMOUNT.search(query.text) else set[str]()
    return _has_units(text, wanted)


def _has_units(text: str, wanted: Collection[str]) -> bool:
    """Tell whether words have a figure in each of some units."""
    told = [figure.unit for figure in parse_figures(text)] if wanted else []
    return all(any(same_unit(unit, other) for other in told) for unit in wanted)


def _tells_both(query: Query, text: str) -> bool:
    """Tell whether number and amount are told where both are asked for: '몇 건이며 금액은 얼마'."""
    wanted = query.units if AMOUNT_TOO.search(query.text) else ()
    return _has_units(text, wanted)


def _tells_change(query: Query, text: str) -> bool:
    """Tell whether some line says that what a question names last grew or shrank."""
    named = [term for term in query.terms if not term.measure][-1:]
    return any(
        direction_of(line) and explain(term, squash(line)) >= 1
        for term in named
        for line in text.splitlines()
    )


def _cleaned(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())
