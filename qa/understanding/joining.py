"""How the things that a question names stand beside each other: joined, written together, in one name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.understanding.asked_measures import QUOTED
from qa.understanding.query import Query, Term
from qa.understanding.terms import is_unit_noun
from qa.understanding.words.comparing import MORE_OR_NOT, SEVERAL

# '승합차와', '계획표랑', '업무보고에는 1층, '
JOINS = re.compile(
    r"(?:별\s?)?(?:표|자료)?(?:에서?는?|에는)?(?:[와과]|이?랑|하고|,)\s+(?:(?:그|실제|전체|현재)\s+|총\s?)?|\s*및\s*|\s(?:vs|VS)\.?\s|\s*아닌\s?(?:거|것|쪽)?\s?(?:[와과]|이?랑|하고)\s+|"
    # '더 많은 곳은 동부입니까 서부입니까', '동부인가요 아니면 서부인가요'
    rf"(?:입니까|인가요?|이?야|이?에요|예요|인지|일까요?),?\s(?:아니면\s)?|,?\s?아니면\s|{MORE_OR_NOT}"
)
# '등록자 수와 성공률'
COUNT = re.compile(r"^(?:건|횟|개소|면|대|권|명|팀|세대|가구)?수\s?(?=[와과이랑하고,·및])")
DOT = re.compile(r"\s?[·ㆍ]\s?")
# '원격+e러닝', '분기별 계획표', '안전을 위한 시설'
GLUE = re.compile(r"별?[\s+·/&-]*|[을를]\s위한\s")


def gap_between(query: Query, left: Term, right: Term) -> str:
    """What stands between two terms but measures and words as 인원: '세출 예산과 국고' -> '과 '."""
    first = left.start + len(left.text)
    gap = query.text[first : right.start]
    for term in query.terms:
        if (term.measure or is_unit_noun(term.text)) and first <= term.start < right.start:
            gap = gap.replace(term.text, "", 1)
    return COUNT.sub("", re.sub(r"['‘’“”\"「」『』]", "", gap).lstrip())


def run_before(query: Query, content: Sequence[Term], last: int) -> list[Term]:
    """The terms that stand together up to a joining word: '외벽 리모델링' of '... 외벽 리모델링과'."""
    first = last
    while first and _adjacent(query, content[first - 1], content[first]):
        first -= 1
    return list(content[first : last + 1])


def run_after(query: Query, content: Sequence[Term], first: int) -> list[Term]:
    """The terms that stand together from one on."""
    last = first
    while last + 1 < len(content) and _adjacent(query, content[last], content[last + 1]):
        last += 1
    return list(content[first : last + 1])


def _adjacent(query: Query, left: Term, right: Term) -> bool:
    if are_in_row(query, left, right):
        return False
    return GLUE.fullmatch(gap_between(query, left, right)) is not None or in_one_name(query, left, right)


def are_in_row(query: Query, left: Term, right: Term) -> bool:
    """Tell whether two things of one kind are set in a row to be told of each: '4급·5급을 비교해'."""
    same_kind = left.text[-1] == right.text[-1] and left.text != right.text
    if not same_kind or not (SEVERAL.search(query.text) or query.operation == "sum"):
        return False
    gap = gap_between(query, left, right)
    alike = len(left.text) == len(right.text) and (len(left.text) > 2 or left.text[0].isdigit())
    return bool(DOT.fullmatch(gap)) or (alike and not gap)


def in_one_name(query: Query, left: Term, right: Term) -> bool:
    """Tell whether two terms are of one name between quotation marks: "'보건 및 안전 관리' 사업"."""
    return any(m.start() <= left.start and right.start < m.end() for m in QUOTED.finditer(query.text))
