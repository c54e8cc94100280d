"""What a question asks: its terms, measures, years, the wanted unit, the operation and the kind.

>>> parse_question("2021년 인사과 사업비 집행률은 몇 %야?", analyze).measures
('spent_rate',)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.analyzer import Morpheme
from qa.understanding.asked_measures import take_measures, with_counterpart
from qa.understanding.asked_operation import (
    OF_ROWS,
    ROW_CHANGES,
    asked_operation,
    is_ranked_kind,
    joins,
    less_operation,
    less_undone,
    over_named,
    over_years,
)
from qa.understanding.asked_units import asked_units
from qa.understanding.asked_years import asked_years, asks_how_changed, less_base, take_years
from qa.understanding.limits import take_limits
from qa.understanding.query import Meaning, Operation, Query, QuestionKind, Term, squash
from qa.understanding.reverse import described, printed
from qa.understanding.synonyms import phrase_terms
from qa.understanding.taking import Finds, take
from qa.understanding.terms import (
    Analyze,
    Known,
    actions,
    content_terms,
    counted,
    with_known,
    with_offices,
    with_present,
    without_offices,
)
from qa.understanding.words.asking import POLITE
from qa.understanding.words.comparing import BESIDE_WHICH, COMPARES, WHICH_IS_MORE
from qa.understanding.words.kinds import AUDIT, FIGURE, LABELLED, LIST, PASSAGE, REASON
from qa.understanding.words.measures import ASKS_STAFF
from qa.understanding.words.rows import EXTREMES, TOP_MANY
from qa.understanding.words.times import DAY, MONTH, OF_REPORT, RELATIVE, REPORT_DATED, SEASON, YEAR_JOINED
from qa.understanding.words.units import BOUNDED

STAFF_HEADS = ("조직", "인력")  # under which a report tells the people of an office
# '몇 개 구', '몇 면', '몇 개교이며', '몇 천명': no labels, as '몇 팀' and '몇 필지' may be
COUNTED_IN = re.compile(
    r"몇\s*(?:개교(?!육)|[천만]\s?[명건대톤권]|실(?=[\s,?이입인예은는을를]|$)|(?:개\s?[구동]|면|기|킬로)(?![가-힣]{2}))"
)
# '2031년 보고랑 2033년 보고에': where figures are told
REPORT_NAMED = re.compile(r"(?<!\S)(?:보고서?|자료|문서)(?:이?랑|하고|[와과]|에서?는?)(?=[\s,?]|$)")
# '2032년에는 몇 건으로 예상했나': of no thing that is called so
FORESEEN = re.compile(r"(?<=로\s)(?:예상|전망|추정|예측)(?=[하했되됐한])")
OF_NAME = re.compile(r"[의은는이가을를에도](?=\s)")  # a particle behind a name
TOTAL_COST = re.compile(r"총사업비")
# '공무직 아닌 사람', '인력운영비 제외', '기본경비 말고'
DENIED = re.compile(r"(?:[은는이가을를]|과제|건물|사업)?\s*(?:아닌|아니고|말고|제외|빼고)")
NOT_THIS = re.compile(r"[은는이가]?\s?(?:말고|아니고|아니라)(?=\s)")  # '집행액 말고 예산액은'
SUBTRACTED = re.compile(r"에서\s.+(?:빼|제외)")  # 'A에서 B를 빼고': a difference
# what is computed is no list, be there '세 곳' or not
COMPUTED_OF = frozenset(
    ["sum", "largest", "smallest", "changed", "changes", "share", "per_head", "fill", "ratio"]
)
NO_WORDS = re.compile(rf"{BESIDE_WHICH.pattern}|{WHICH_IS_MORE.pattern}")  # which no words answer


def parse_question(
    text: str,
    analyze: Analyze,
    names: Finds | None = None,
    known: Known = lambda _: 0.0,
) -> Query:
    """Understand a question.

    Args:
        text: the question.
        analyze: gives the morphemes of a text with their offsets.
        names: matches the agencies and departments of the documents, which are not to be cut.
        known: how common a word is in the documents, 0 where it does not stand in them.
    """
    years, rest = take_years(text)
    years, of_reports, rest = _of_reports(text, years, rest)
    for by_the_way in (POLITE, REPORT_NAMED, FORESEEN):
        _, rest = take(by_the_way, rest)
    staff, rest = take(ASKS_STAFF, rest)
    named, rest = _take_names(names, rest) if names else ([], rest)
    relative = tuple(offset for pattern, offset in RELATIVE if pattern.search(rest))
    months, rest = take(MONTH, rest)
    _, rest = take(DAY, rest)
    rest = _without(rest, [match.span() for match in SEASON.finditer(text)])
    measures, rest = take_measures(text, rest, staff)
    measures = [
        term for term in measures if not NOT_THIS.match(text, term.start + len(term.text))
    ] or measures
    plain = analyze(text)
    morphemes = with_offices(text, with_known(text, with_present(plain), known), known)
    said = without_offices(text, morphemes)
    operation = over_named(said, plain, asked_operation(said, years, measures))
    measures = with_counterpart(measures, text, operation)
    measures, rest = less_operation(operation, measures, text, rest)
    things, rest = _take_things(text, rest, named, morphemes)
    operation, things = less_undone(operation, things, known)
    if operation in OF_ROWS:
        things = [term for term in things if not is_ranked_kind(term, text)]
    denied = _denied(things, text) if operation != "complement" else []
    asked = asked_years(text, years, operation, measures)
    operation = over_years(operation, measures, len(years), len(asked))
    joined = joins(text, morphemes, operation)
    units = asked_units(text, measures, operation)
    unnamed = [m for m in morphemes if not any(name.start() <= m.start < name.end() for name in named)]
    meanings, words = _in_other_words(text, plain, unnamed, known)
    costs = (word for term in things for word in term.meant)
    heads = STAFF_HEADS if {"staff"} == {term.measure for term in measures} - {"total"} else ()
    terms = [*less_base(measures, text, years, asked), *(term for term in things if term not in denied)]
    return Query(
        text=text,
        terms=tuple(sorted(terms, key=lambda term: term.start)),
        years=asked,
        year_places=tuple(years),
        relative_years=relative,
        months=tuple(int(match[1]) for match in months),
        units=units,
        operation=operation,
        kind=_kind(text, operation, units, asked, joined=joined),
        joins=joined,
        denied=tuple(denied),
        actions=tuple(actions(text, rest, morphemes)),
        described=tuple(meanings),
        printed=" ".join((words, *costs, *heads)),
        of_report=bool(OF_REPORT.search(text)) and not of_reports,
        report_years=of_reports,
        counted=counted(text, morphemes),
    )


def _of_reports(
    text: str, years: list[tuple[int, int]], rest: str
) -> tuple[list[tuple[int, int]], tuple[int, ...], str]:
    """The years that figures are wanted of, those of the reports that are to tell them, and what is left.

    '2030년 합격률은 업무보고(2030.10)와 2031년 2월 보고에 각각 몇 %': where no other year is said, those of
    the reports are the ones wanted.
    """
    spans = [match.span() for match in REPORT_DATED.finditer(text)]
    rest = _without(rest, spans)
    mine = [one for one in years if any(start <= one[1] < end for start, end in spans)]
    others = [one for one in years if one not in mine]
    if not (mine and others) or any(YEAR_JOINED.match(text, start) for _, start in others):
        return years, (), rest  # '녹지국 2031년과 도로국 2030년 자료': of both
    return others, tuple(dict.fromkeys(year for year, _ in mine)), rest


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with spaces for some spans of it."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _take_names(names: Finds, text: str) -> tuple[list[re.Match[str]], str]:
    """Take the names out of a text, each with its particle: what is left of '도선과의' is no noun."""
    named, rest = take(names, text)
    for name in named:
        if OF_NAME.match(rest, name.end()):
            rest = rest[: name.end()] + " " + rest[name.end() + 1 :]
    return named, rest


def _take_things(
    text: str, rest: str, named: Sequence[re.Match[str]], morphemes: Sequence[Morpheme]
) -> tuple[list[Term], str]:
    """What a question names that is no measure, and what is left to be read less what is said in phrases.

    Args:
        text: the question.
        rest: what is left of it.
        named: where it names agencies and departments.
        morphemes: its own.
    """
    bounded, rest = take(BOUNDED, rest)
    limits, rest = take_limits(rest)
    _, rest = take(COUNTED_IN, rest)
    sayings = phrase_terms(rest)
    rest = _without(rest, [(start, end) for start, end, _ in sayings])
    things = [_with_total(term, text) for term in content_terms(text, rest, morphemes)]
    things += [Term(match[0], (squash(match[0]),), (), "", match.start()) for match in (*named, *bounded)]
    things += [Term(text[start:end], words, (), "", start) for start, end, words in sayings]
    return [*things, *limits], rest


def _in_other_words(
    text: str, plain: Sequence[Morpheme], unnamed: Sequence[Morpheme], known: Known
) -> tuple[list[Meaning], str]:
    """What a question describes, and the words that documents may have for what it says or describes.

    Names describe nothing, though their words may be what a document prints for something else.
    """
    meanings = described(text, unnamed, known)
    clear = meanings if plain == unnamed else described(text, plain, known)
    return meanings, printed(text, clear)


def _with_total(term: Term, text: str) -> Term:
    """A term with what makes it another thing: '총사업비', which is not that of a year."""
    said = TOTAL_COST.match(text, max(term.start - 1, 0))
    if said is None or term.words[0] != squash(said[0])[1:]:
        return term
    return replace(term, words=(squash(said[0]),))


def _denied(terms: Sequence[Term], text: str) -> list[Term]:
    """The terms that are named to be left out, with what they are written with: '(총무과 건물 제외)'."""
    found: list[Term] = []
    if SUBTRACTED.search(text):
        return found
    for term in sorted(terms, key=lambda term: -term.start):
        end = term.start + len(term.text)
        if DENIED.match(text, end) or (found and text[end : found[-1].start].isspace() and "(" in text[:end]):
            found.append(term)
    return found


def _kind(
    text: str, operation: Operation | None, units: Sequence[str], years: Sequence[int], *, joined: bool
) -> QuestionKind:
    """What kind of answer is wanted."""
    if AUDIT.search(text):
        return "audit"
    if LIST.search(text) and operation not in COMPUTED_OF and not (units and COMPARES.search(text)):
        return "list"
    if REASON.search(text):
        return "passage"
    ranked = operation in EXTREMES and TOP_MANY.search(text)
    if operation in ROW_CHANGES or ranked or asks_how_changed(text, years) or NO_WORDS.search(text):
        return "figure"
    in_words = PASSAGE.search(text) or (LABELLED.search(text) and not joined)
    return "passage" if in_words and not FIGURE.search(text) else "figure"
