"""How many audit items there are, and which.

'아직 검토 중인 것은 무엇무엇', '인사과 소관은 몇 건', '11월 3일에 제출을 완료한 것은 몇 건'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import AuditItem, Fact
from qa.audits.filter import COUNTED, KINDS, UNFINISHED, Filter, kinds_apart, read_filter, statuses_in, topics
from qa.audits.summary import SURE, counted, difference, rate, summary, tally
from qa.context import Context
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
DETAILED = 6  # up to so many items are named where only their number is asked


def wants_items(context: Context) -> bool:
    """Tell whether audit items are to be counted or listed, rather than one of them told."""
    query, text = context.query, context.query.text
    if query.kind == "audit" and RATE.search(text) and statuses_in(text) and not topics(context):
        return query.operation != "sum"  # '시정과 건의를 더한 비율': of a table
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
    part = _count(context, document, items, wanted, whole=whole)
    guessed = part and COUNTED.search(context.query.text) and any(f.derivation for f in part.figures)
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
    # '모두 몇 건이고 완료는 몇 건', '총 건수와 완료 건수'
    counts = COUNTED.search(text) or OVERALL.search(text)
    several = len(COUNTED.findall(text)) > len(set(wanted.statuses)) > 0 or len(wanted.statuses) != 1
    narrowed = wanted.date or wanted.topics or (wanted.departments and not wanted.statuses)
    if counts and several and not narrowed and not UNFINISHED.search(text):
        return summary(context, document, items, wanted, whole=whole and not wanted.statuses)
    found = [item for item in items if wanted.passes(item)]
    printed = [tally(context, document, wanted).get(name) for name in wanted.statuses]
    if COUNTED.search(text) and len(printed) == 1 and printed[0] and printed[0].value != len(found):
        return summary(context, document, items, wanted)
    if not found and (wanted.topics or not COUNTED.search(text)):
        return None
    return _listed(context, document, found, wanted, printed[0] if len(printed) == 1 else None)


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
    together = sum(len(item.departments) > 1 for item in found) if wanted.departments else 0
    joint = f"(단독 {len(found) - together}건, 공동 {together}건)" if together else ""
    marks = "" if listed else " " + "".join(f"[{n}]" for n in figure.citations)
    lines = [f"{title}의 감사 처리요구사항 가운데 {label}: {len(found)}건입니다{joint}.{marks}"]
    if listed:
        for item, number in zip(found[:MOST_LISTED], figure.citations, strict=False):
            who = f", {'·'.join(item.departments)}" if item.departments else ""
            note = f"({item.status_note})" if item.status_note else ""
            lines.append(f"- {shortened(item.request)} ({item.kind}{who}, {item.status}{note}) [{number}]")
    return Part("\n".join(lines), (figure,), SURE)


def shortened(text: str, limit: int = SHORT) -> str:
    """A text cut at a word: '... 거주지 제한하는 것을 …'."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0] + " …"
