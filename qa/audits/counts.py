"""How many audit items there are, and which.

'아직 검토 중인 것은 무엇무엇', '인사과 소관은 몇 건', '11월 3일에 제출을 완료한 것은 몇 건'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import AuditItem, Block, Fact
from qa.audits.filter import (
    COUNTED,
    KINDS,
    ONE_BY_ONE,
    UNFINISHED,
    Filter,
    kinds_apart,
    read_filter,
    statuses_in,
    topics,
)
from qa.audits.summary import SURE, Only, counted, difference, rate, summary, tally
from qa.context import Context
from qa.understanding.query import squash
from qa.understanding.scope import scopes
from qa.understanding.words.comparing import WHICH_IS_MORE
from qa.wording.compose import state
from qa.wording.parts import Part

LISTED = re.compile(
    r"무엇\s*무엇|뭐\s*뭐|어떤\s*것들?|어떤\s*거|목록|나열|무엇인지|뭔지|뭐가\s*있|무엇이\s*있|모두|각각\s*(?:무엇|뭐|어떤)|(?:것|거|사항|항목|건|게)(?:은|이|는)?\s*(?:무엇|뭐|머|어떤|뭔|\?|$)|중인\s(?:요구|지적|건의)\s?사항[을만]?\s(?:알려|말해|보여)"
)  # fmt: skip
# '행정사무감사 처리 현황', '감사 처리결과 요약해 줘'
OVERALL = re.compile(
    r"(?:처리|추진|조치|이행)\s?(?:현황|상황|결과|실적)(?:[은는을를이가]|에\s대해)?\s*(?:좀\s)?(?:알려|요약|정리|어떻|어때|말해|보여|[?]|$)"
)
RATE = re.compile(r"비율|퍼센트|%|완료\s*[률율]")  # of a status
ALL_KINDS = re.compile(r"처리\s*요구\s*사항|지적\s*사항|요구\s*사항")
STATE = re.compile(r"상태|상황|결과|현황|별(?:로|$|\s)|어떻게")  # how many have which status
# '요구사항은 총 몇 건': the total alone
ALL = re.compile(r"(?:총|모두|전부|전체)\s?몇\s?(?:건|가지|개)(?!\s?이?[고며])")
COMPARED = re.compile(r"차이|보다\s")
OWNED = re.compile(r"소관|담당|행정\s*사무\s*감사|감사|행감")
YEAR = re.compile(r"(?<!\d)(?:((?:19|20)\d\d)|['’‘](\d\d))(?!\d)")
EXCERPT = re.compile(
    r"(?:요구|지적|건의|처리)\s?사항\s?\((?:주요|일부|발췌)|주요\s?(?:요구|지적|건의|처리요구)\s?사항"
)
OTHERS = re.compile(r"기타(?!\s?사항)")
PARTLY = 0.3  # how sure a number is that is counted where the main items alone are listed
SHORT = 70
MOST_LISTED = 25
MOST_DOCUMENTS = 3  # whose counts are told beside one another where none is named
MOST_TOLD = 2  # of which what was done is told as well
LONGEST = 160
BY_OFFICE = re.compile(r"(?:부서|과|팀|담당)\s?별")
ONE_COUNT = re.compile(r"건수[는은이가]?\s(?:각각\s)?(?=몇\s*건)")  # '완료 건수는 각각 몇 건': asked once
DETAILED = 6  # up to so many items are named where only their number is asked


def wants_items(context: Context) -> bool:
    """Tell whether audit items are to be counted or listed, rather than one of them told."""
    query, text = context.query, context.query.text
    if query.kind == "audit" and RATE.search(text) and statuses_in(text) and not topics(context):
        return query.operation != "sum"  # '시정과 건의를 더한 비율': of a table
    if _of_a_group(context):
        return True
    overall = query.kind == "audit" and OVERALL.search(text) and not topics(context)
    asked = COUNTED.search(text) or LISTED.search(text) or overall
    if not asked or query.operation in ("share", "ratio", "growth", "per_head") or COMPARED.search(text):
        return False
    # '기타는 몇 건': the last row of any table
    said = text if query.kind == "audit" else OTHERS.sub("", text)
    kinds = any(pattern.search(said) for _, pattern in KINDS)
    if query.kind != "audit" and not ALL_KINDS.search(text) and not kinds:
        return False
    if topics(context):
        # '3건은 무엇인가' of a topic is about one item; a status or a department makes it a count
        told = ALL_KINDS.search(text) or statuses_in(text) or OWNED.search(text)
        return bool(COUNTED.search(text) and told)
    return bool(kinds or ALL_KINDS.search(text) or statuses_in(text) or OWNED.search(text))


def _of_a_group(context: Context) -> bool:
    """Tell whether a question is of the items of a department or a status and of no one of them.

    '공원과 지적사항은 어떻게 됐나', '장기검토로 분류된 것'.
    """
    query = context.query
    if query.kind != "audit" or query.operation or topics(context):
        return False
    if any(term.measure and term.measure != "total" for term in query.terms):
        return False
    flat = squash(query.text)
    items = [item for name in context.line_ranks for item in context.library.audits(name)]
    named = {squash(name) for item in items for name in (*item.departments, item.status) if len(name) > 1}
    return bool(statuses_in(query.text)) or any(name in flat for name in named)


def count_parts(context: Context) -> list[Part]:
    """Counts for each document of each scope; of the nearest alone where none is named and there are many."""
    found: list[Part] = []
    of: list[str] = []
    told = scopes(context.query, context.metadata)
    text = context.query.text
    alone = ALL.search(text) and len(COUNTED.findall(text)) == 1
    more = WHICH_IS_MORE.search(text) or COMPARED.search(text)
    whole = bool(len(told) > 1 or alone or more) and not STATE.search(text)
    for scope in told:
        part = context.narrowed(scope.query, scope.documents)
        names = [name for name in scope.documents or part.line_ranks if part.library.audits(name)]
        names = [name for name in names if _speaks_of(part, name)]
        names = [name for name in names if _audited(part, name) & set(part.query.years)] or names
        beside = scope.documents or (len(names) <= MOST_DOCUMENTS and not LISTED.search(context.query.text))
        for name in names if beside else names[:1]:
            each = (count_items(part, name, kind, whole=whole) for kind in kinds_apart(text) or ("",))
            counts = [count for count in each if count]
            found += counts
            of += [context.metadata[name].agency] * len(counts)
    if len(found) == 2 and more:
        called = of if of[0] != of[1] else [count.figures[0].label for count in found]
        figures = (count.figures[0] for count in found)
        found.append(difference(*zip(called, figures, strict=True)))
    return found


def _speaks_of(context: Context, document: str) -> bool:
    """Tell whether a document's audit is of the year asked for: named in its headings, or its own year.

    '2020 행정사무감사 처리결과' in the report of 2021 is asked for by 2020 and by 2021.
    """
    if not context.query.years:
        return True
    own, named = context.metadata[document].year, _audited(context, document)
    told = named | ({own} if own else set())
    if not named and own:
        told.add(own - 1)
    return not told or bool(told & set(context.query.years))


def _audited(context: Context, document: str) -> set[int]:
    """The years that a document's headings name with its audits."""
    texts = [
        block.text
        for block in context.library.blocks(document)
        if block.kind == "heading" and "감사" in block.text
    ]
    return {int(match[1] or 2000 + int(match[2])) for text in texts for match in YEAR.finditer(text)}


def count_items(context: Context, document: str, kind: str = "", *, whole: bool = False) -> Part | None:
    """Count and list the items of one document that the question asks for; None where it has none.

    They are of one `kind` where it asks for each kind. Of the `whole` the total alone is told, not how many
    have which status.
    """
    items = context.library.audits(document)
    if not items:
        return None
    wanted = read_filter(context, items)
    wanted = replace(wanted, kinds=(kind,)) if kind else wanted
    if wanted.statuses and not any(item.status for item in items):  # of none is said what became of it
        return None
    part = _count(context, document, items, wanted, whole=whole)
    guessed = (
        part
        and COUNTED.search(context.query.text)
        and any(f.derivation and not f.checked for f in part.figures)
    )
    return replace(part, sure=PARTLY) if part and guessed and _is_excerpt(context, document) else part


def _is_excerpt(context: Context, document: str) -> bool:
    """Tell whether a document says that it lists the main items of an audit alone: '건의사항(주요)'."""
    headings = (block.text for block in context.library.blocks(document) if block.kind == "heading")
    return any(EXCERPT.search(text) for text in headings)


def _count(
    context: Context, document: str, items: Sequence[AuditItem], wanted: Filter, *, whole: bool
) -> Part | None:
    text = context.query.text
    if RATE.search(text) and len(wanted.statuses) == 1:
        return rate(context, document, items, wanted)
    of_offices = BY_OFFICE.search(text) or (wanted.departments[1:] and ONE_BY_ONE.search(text))
    if COUNTED.search(text) and of_offices:
        return _by_office(context, document, items, wanted)
    only: Only = "total" if whole and not wanted.statuses else ""
    # '모두 몇 건이고 완료는 몇 건', '총 건수와 완료 건수'
    counts = COUNTED.search(text) or OVERALL.search(text)
    several = len(COUNTED.findall(text)) > len(set(wanted.statuses)) > 0 or len(wanted.statuses) != 1
    narrowed = wanted.date or wanted.topics or (wanted.departments and not wanted.statuses)
    if counts and several and not narrowed and not UNFINISHED.search(text):
        return summary(context, document, items, wanted, only=only)
    found = [item for item in items if wanted.passes(item)]
    printed = tally(context, document, wanted)
    # of all that has no one status the total is printed, of a status its number
    of_it = [fact for name in wanted.statuses or ("총",) if (fact := printed.get(name))]
    told = of_it[0] if len(of_it) == len(wanted.statuses or ("총",)) == 1 else None
    if COUNTED.search(text) and told and told.value != len(found):
        return summary(context, document, items, wanted, only=only)
    if not found and (wanted.topics or not COUNTED.search(text)):
        return None
    return _listed(context, document, found, wanted, told)


def _each_office(context: Context, document: str, items: Sequence[AuditItem], wanted: Filter) -> Part | None:
    """The numbers of each of several departments: '공원과와 도로과는 각각 몇 건이고 완료는 몇 건씩'."""
    flat, text = squash(context.query.text), context.query.text
    total = len(COUNTED.findall(ONE_COUNT.sub("", text))) > len(wanted.statuses)
    alone: Only = "" if total else "statuses"
    only = alone if wanted.statuses or STATE.search(text) else "total"
    parts = [
        summary(context, document, items, replace(wanted, departments=(name,)), only=only)
        for name in sorted(wanted.departments, key=flat.index)
    ]
    told = [part for part in parts if part]
    if len(told) < len(parts):
        return None
    figures = tuple(figure for part in told for figure in part.figures)
    return Part("\n".join(part.text for part in told), figures, SURE)


def _by_office(context: Context, document: str, items: Sequence[AuditItem], wanted: Filter) -> Part | None:
    """The number of items a department; None where some have none, or not all are listed."""
    if wanted.departments[1:]:
        return _each_office(context, document, items, wanted)
    found = [item for item in items if wanted.passes(item)]
    printed = tally(context, document, wanted)
    total = printed.get(wanted.statuses[0] if len(wanted.statuses) == 1 else "총")
    names = dict.fromkeys(name for item in found for name in item.departments)
    if not all(item.departments for item in found) or (total and total.value != len(found)) or not names:
        return None
    groups = {name: [item for item in found if name in item.departments] for name in names}
    figures = [counted(context, document, group, name) for name, group in groups.items()]
    said = [f"- {one.label}: {one.text}건 " + "".join(f"[{n}]" for n in one.citations) for one in figures]
    title, label = context.metadata[document].title, wanted.label()
    head = f"{title}의 감사 처리요구사항{f' 가운데 {label}' if label else ''}, 소관 부서별 건수입니다."
    return Part("\n".join([head, *said]), tuple(figures), SURE)


def _listed(
    context: Context, document: str, found: Sequence[AuditItem], wanted: Filter, printed: Fact | None
) -> Part:
    """The items, one a line, under their number; of many the number alone, as `printed` where it is."""
    title, label = context.metadata[document].title, wanted.label()
    listed = bool(LISTED.search(context.query.text)) or len(found) <= DETAILED
    if printed and not listed:
        figure = state(printed, context.citations)
    else:
        figure = counted(context, document, found, label)
        if printed and printed.value == len(found):
            figure = replace(figure, checked=f"총괄의 {printed.value}건과 같음")
    together = sum(len(item.departments) > 1 for item in found) if wanted.departments else 0
    joint = f"(단독 {len(found) - together}건, 공동 {together}건)" if together else ""
    marks = "" if listed else " " + "".join(f"[{n}]" for n in figure.citations)
    among = f" 가운데 {label}" if label else ""
    said = f"{title}의 감사 처리요구사항{among}: {len(found)}건입니다{joint}."
    if printed and printed.value != len(found):
        place = context.citations.of_fact(printed)
        said += f" 총괄에는 {printed.value}건이며, 목록에 실린 것은 다음과 같습니다. [{place}]"
    lines = [said + marks]
    detailed = len(found) <= MOST_TOLD and not COUNTED.search(context.query.text)
    if listed:
        for item, number in zip(found[:MOST_LISTED], figure.citations, strict=False):
            who = f", {'·'.join(item.departments)}" if item.departments else ""
            note = f"({item.status_note})" if item.status_note else ""
            lines.append(f"- {shortened(item.request)} ({item.kind}{who}, {item.status}{note}) [{number}]")
            if detailed:
                lines += [f"  - {_told(context, document, block)}" for block in (*item.done, *item.planned)]
    return Part("\n".join(lines), (figure,), SURE)


def _told(context: Context, document: str, block: Block) -> str:
    """What was done, or is planned, in one line with its place."""
    place = context.citations.of_lines(document, block.section, block.lines, around=block.text[:20])
    return f"{shortened(block.text, LONGEST)} [{place}]"


def shortened(text: str, limit: int = SHORT) -> str:
    """A text cut at a word: '... 거주지 제한하는 것을 …'."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + " …"
