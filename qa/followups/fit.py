"""Whether an answer is one to the follow-up that it was found for, and not to the question of before.

A follow-up borrows most of its words, so that the answer of before fits the completed question well. What
the person newly names, the unit asked for and what was answered before tell whether it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.units import convert, is_money
from qa.answer import Answer, Citation, StatedFigure
from qa.figures.fields import explain
from qa.figures.measures import counts_alike, in_units, same_unit
from qa.followups.asked import AGAINST, asks
from qa.followups.cues import GENERIC
from qa.passages.reasons import DECIDED, HINDERED, REASON
from qa.passages.text import years_named
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.changes import BECAME
from qa.understanding.words.kinds import AUDIT
from qa.understanding.words.times import DATED, WHEN

MET = 0.8  # how well a cited place must explain a term to have it wholly (see `qa.figures.fields.explain`)
SPOKEN = 0.4  # how well a term must explain the label of a row that it speaks of
MOST_UNMET = 0.5  # figures that leave so much of the new terms unmet are of something else
NUMBERED = re.compile(r"^제?\d+|\d+$")  # '3분기', '2차', '제1공장'
FOREIGN = 0.8  # a passage that leaves more of the new terms unmet is about something else
NEAR_LINES = 40  # around the cited line: what a follow-up is likely to be about
# '다시 말해 줘', '80명 맞아?': the same answer is wanted
AGAIN = re.compile(r"다시|확인|맞[아나지는]|정말|진짜|그게\s*다")
# names no thing: '이유가 뭐래', '한 사람한테', '2년 사이에'
NO_THING = re.compile(
    rf"{GENERIC.pattern}|이듬해|이유|까닭|원인|상태|상황|하나|얘기|이야기|소관|담당|며칠|걸|것|거|쪽|경우|연도|직전|초과|현재|지금|조직|기구|단체"
    r"|(?:\d+|한|두|세|네)\s?년|사이|새|동안"
)
# says in what unit alone: '횟수와 인원'
COUNTS_ONLY = re.compile(r"인원|횟수|건수|금액|대수|면적")
# '투표소는 몇 개 설치해': what every program does
DEED = re.compile(r"(?:설치|운영|추진|실시|시행|진행|개최)(?:하|해|했|한|할|합|되|돼|됐|된)")
# '몇 월이야', '어디에 쓴대', '어느 팀이 하는 거야': no figure tells it
WORDS = re.compile(
    r"몇\s*[월시](?=[이인예에야]|\s*$)|누가|어디(?=[에서고야인로])|[뭐뭘]에\s|무엇에\s"
    r"|어느\s*(?:팀|과|부서)\S*\s*(?:하|맡|담당|소관)"
)
# '목표는 얼마였는데': of whatever unit; '얼마 들어', '예산은 얼마야': money
ANY_AMOUNT = re.compile(r"얼마|얼만")
MONEY_SAID = re.compile(
    r"돈|억|만\s?원|천\s?원|예산|금액|[가-힣][비액료값](?=[은는이가도\s?]|$)|[들받내쓰썼쓴걷걸잡나](?!어\s?[오온올왔])(?=[어었을는았은인대지고갔간혔])"
)
# '작년보다 줄었어요?', '전년보다 늘어난 거야, 줄어든 거야?'
CHANGED = re.compile(rf"{AGAINST.pattern}.*{BECAME}")
OF_RATE = re.compile(r"[률율%]|비중|퍼센트|프로|대비|증감")
HOW = re.compile(r"어떻게|어떡|왜|어디|누가|[뭐뭘무]")  # is answered by no figure told before
HOW_MUCH = re.compile(r"얼마|몇(?!\s*[월시])")
CHANGE = re.compile(r"증\s?감|증△감|증가|감소|대비")
# '설명회 시기는 '6월, 11월'(으)로 적혀 있습니다': no figure, though a figure stands beside it
TOLD_AS = re.compile(r"'([^']+)'\(으\)로 적혀")
# '무슨 요일이야', and what tells it
WEEKDAY = re.compile(r"요일")
ON_WEEKDAY = re.compile(r"[월화수목금토일]요일|매일|주말|평일|\([월화수목금토일]\)")
# '농가 이름이 뭐야', '명단 알려 줘', and what tells names: '「뽀송차」', '사업명 : 별빛 학교'
NAME = re.compile(r"이름|명단|명칭|성함")
NAMED = re.compile(r"[「『《〈“]|[‘'][^’'\d][^’']+[’']|이름|명단|명칭|명\s?:")
# '앞으로는 어디에 더 놓는대', and what is still to come
COMING = re.compile(r"(?<![가-힣])(?:앞으로|향후)(?:의|는|도)?\s")
TO_COME = re.compile(r"예정|계획|향후|목표|방침|검토|까지|하겠|할\s")
# '새들초는 언제 준공해': of that school, and no other
OF_SEVERAL = re.compile(r"(?<![가-힣])[두세네]\s$")  # '두 병원의 환자는': of those told
EVERY_DEED = re.compile(r"운영|추진|실시|시행|진행")
TOPIC = re.compile(r"[은는](?=\s)")
RATE = re.compile(r"[률율]$")
# '강사는 누구였어', and what tells a person or a body
WHO = re.compile(r"누구(?=[였야예인입신세지])")
CALLED = re.compile(
    r"(?<![가-힣])[가-힣]{3}\s(?:교수|박사|대표|원장|소장|회장|이사장|씨)|㈜|\(주\)|재단|협회|:\s?[가-힣]{3}(?=[\s,(]|$)"
)
# '언제 문 열어', and what tells an opening
OPENS = re.compile(
    r"(?<![가-힣])문(?:을|은)?\s?(?:여[는나니]|열|엽)|언제\s?(?:여[는나니]|열[어려지])|개[관원장소점](?=[은이을]?\s?언제)"
)
OPENED = re.compile(r"개\s?[관원장소점교청통방]|오픈|문을\s?[여열]|운영\s?개시")
TELLS = ((WEEKDAY, ON_WEEKDAY), (NAME, NAMED), (COMING, TO_COME), (WHO, CALLED), (OPENS, OPENED))
STAGED = frozenset(["target", "result"])  # measures that have the unit of what they are of
COUNTED_BY = re.compile(r"몇\s?(?:개|곳)\s$")
COMPUTED = frozenset(["sum", "difference", "growth", "ratio"])
LABEL = re.compile(r"(?:^|/)[^/:\n]*:", re.M)  # '2025년 목표: 1,200명' tells no date
FIGURES = frozenset(["figure", "derive", "compare"])


class FollowUp(NamedTuple):
    """A question as it was typed, without its cues, and the question and the answer of before.

    `new` are the things that it names, agencies aside; `alone` is whether it was answered as it was typed,
    `leaves` whether it says that it leaves the place of before: by another agency, or as '근데'.
    """

    query: Query
    new: Sequence[Term]
    before: Query
    base: Answer
    alone: bool
    leaves: bool = False


def is_answer_to(asked: FollowUp, answer: Answer) -> bool:
    """Tell whether an answer can be one to a follow-up."""
    query, new, before, base, alone = asked[:5]
    if not (_is_of_unit(query, answer, base) and _is_of_kind(query, answer, base)):
        return False
    # '합계는 얼마야' of what was told
    added = answer.kind == "derive" or not (new or asked.leaves or "total" not in query.measures)
    strays = added and (alone or base.status == "answered") and not is_near(answer, base)
    named = _things_named(query, new, answer)
    if strays or (not named and _is_goal_of_other(query, answer, base)):
        return False
    known = {word for term in before.terms for word in term.words}
    newly = named if alone else [term for term in named if not known & set(term.words)]
    if answer.kind in FIGURES:
        if newly and unmet(answer, newly) >= (1 if alone else MOST_UNMET):
            return False
        return not (
            (not (alone or named) and _is_elsewhere(asked, answer))
            or _repeats(asked, named, answer)
            or _tells_old_too(asked, newly, answer)
            or _is_of_unsaid_row(asked, answer)
        )
    if answer.kind == "audit":
        return _is_item_for(asked, named, answer)
    rows = any(cited.table for cited in answer.citations)
    about = [term for term in named if rows and TOPIC.match(query.text, term.start + len(term.text))]
    return unmet(answer, named) < FOREIGN and unmet(answer, about[:1]) < 1


def _things_named(query: Query, new: Sequence[Term], answer: Answer) -> list[Term]:
    """The new terms that name things which an answer must have."""
    named = [
        t
        for t in new
        if len(t.text) > 1 and not (NO_THING.fullmatch(t.text) or COUNTS_ONLY.fullmatch(t.text))
    ]
    if named[1:]:
        named = [term for term in named if not DEED.match(query.text, term.start)] or named
    if WHEN.search(query.text):  # '이 기구는 언제까지 운영해': as its heading says
        named = [term for term in named if not EVERY_DEED.fullmatch(term.text)]
    named = [term for term in named if not OF_SEVERAL.search(query.text[: term.start])]
    counted = [term for term in named if COUNTED_BY.search(query.text[: term.start])]
    if counted and any(figure.unit and counted[0].text.endswith(figure.unit) for figure in answer.figures):
        named = [term for term in named if term is not counted[0]]  # '몇 개 학교에 하나' is told by '17교'
    if answer.kind == "derive":  # '목표 대비 달성률은': what is computed is printed nowhere
        named = [term for term in named if not RATE.search(term.text)]
    return named


def _is_item_for(asked: FollowUp, named: Sequence[Term], answer: Answer) -> bool:
    """Tell whether an audit item, or a count of items, is what a follow-up asks for.

    A figure asked for after a figure is no item ('2019년에는?'), and nothing computed is. The item told
    before has what is newly named, and its number, or does not; another one has some of it.
    """
    query, base = asked.query, asked.base
    if query.operation in COMPUTED or (query.kind == "figure" and base.kind in FIGURES):
        return False
    named = [term for term in named if not AUDIT.search(f"{term.text} ") and term.text != "지적"]
    if not named:
        return True
    if places_of(answer) & places_of(base):
        return unmet(answer, named) < (1 - MET if HOW_MUCH.search(query.text) else FOREIGN)
    return unmet(answer, named) < 1


def _is_of_kind(query: Query, answer: Answer, base: Answer) -> bool:
    """Tell whether '언제' is answered with a date or a time, '왜' with a cause, '어디' with no figure."""
    if answer.kind in FIGURES:
        dated = WHEN.search(query.text) and DATED.search("/".join(TOLD_AS.findall(answer.answer)))
        return not asks_for_words(query) or bool(dated)
    if answer.kind not in ("passage", "list"):
        return True
    if base.kind in FIGURES and not asks(query):
        return False  # 'B는?' after a figure of A
    told = answer.answer.partition("\n")[2]
    if WHEN.search(query.text) and not DATED.search(LABEL.sub(" ", told)):
        return False
    if any(said.search(query.text) and not tells.search(told) for said, tells in TELLS):
        return False
    stated = "까닭이" in answer.answer  # see `qa.passages.causes`
    return not REASON.search(query.text) or bool(
        stated or DECIDED.search(squash(told)) or HINDERED.search(told)
    )


def places_of(answer: Answer) -> set[tuple[object, ...]]:
    """The documents and lines that an answer cites."""
    return {(cited.document, cited.lines) for cited in answer.citations}


def unmet(answer: Answer, new: Sequence[Term]) -> float:
    """How little of the new terms the cited places have: cells in their labels, passages in their text."""
    if not new:
        return 0.0
    labels: list[str] = []
    texts: list[str] = []
    for cited in answer.citations:
        if cited.table:
            labels += [squash(label) for label in (*cited.table.row, *cited.table.column)]
            texts.append(squash("/".join((*cited.section, cited.table.caption))))
        else:
            texts.append(squash("/".join((*cited.section, cited.quote))))
    # '총무과' above '(12명)': that line alone does not tell whose they are
    texts += [squash(figure.label) for figure in answer.figures if not figure.derivation]
    if answer.kind not in FIGURES:
        texts.append(squash(answer.answer))
    whole = "/".join((*labels, *texts))
    return sum(max(0.0, 1 - _met(term, whole, labels) / MET) for term in new) / len(new)


def _met(term: Term, whole: str, labels: Sequence[str]) -> float:
    """How well cited places have a term; '3분기' is not met in part by '2분기', nor '남극연구' by '연구'."""
    headless = bool(term.parts[1:]) and term.parts[0] not in whole and not term.meant
    if (headless or NUMBERED.search(term.words[0])) and not any(word in whole for word in term.words):
        return 0.0
    return explain(term, whole, labels)


def is_near(answer: Answer, base: Answer) -> bool:
    """Tell whether an answer is from the table, or from lines around the place, of an earlier one."""
    if not answer.citations or not base.citations:
        return False
    return any(_are_near(cited, base.citations[0]) for cited in answer.citations)


def _are_near(one: Citation, two: Citation) -> bool:
    if one.document != two.document:
        return False
    same = one.table and two.table and one.table.caption == two.table.caption
    return bool(same) or abs(one.lines[0] - two.lines[0]) <= NEAR_LINES


def _repeats(asked: FollowUp, new: Sequence[Term], answer: Answer) -> bool:
    """Tell whether only figures are stated that were stated before, and something else was asked for.

    One of several figures may be asked for by its name, and a figure again by what it was asked for by.
    """
    query, base = asked.query, asked.base
    told = {_cell(base, figure) for figure in base.figures if base.kind in FIGURES}
    figures = {_cell(answer, figure) for figure in answer.figures}
    if not figures <= told or AGAIN.search(query.text):
        return False
    if figures < told and new and not unmet(answer, new):
        return False
    if HOW.search(query.text) and not (HOW_MUCH.search(query.text) or query.measures):
        return True
    known = {word for term in asked.before.terms for word in term.words}
    return not query.terms or not all(known & set(term.words) for term in query.terms)


def _tells_old_too(asked: FollowUp, new: Sequence[Term], answer: Answer) -> bool:
    """Tell whether what was told of another thing is told beside the new: '집합교육은요?' is not about both.

    '둘의 차이는', '합치면' and the like are.
    """
    lost = asked.base.status == "abstained"
    if asked.query.operation or AGAIN.search(asked.query.text) or not (lost or asked.base.kind in FIGURES):
        return False
    told = {_cell(asked.base, figure) for figure in asked.base.figures}
    places = {cited.id: cited.table for cited in answer.citations}
    of_new: set[bool] = set()
    for figure in answer.figures:
        tables = [table for number in figure.citations if (table := places.get(number))]
        rows = squash("/".join(label for table in tables for label in (*table.row, *table.column)))
        named = any(word in rows for term in new for word in term.words)
        old = _cell(answer, figure) in told if not lost else _has(asked.before.terms, rows)
        if tables and named == old:
            return False
        of_new.add(named)
    return len(of_new) > 1


def _is_of_unsaid_row(asked: FollowUp, answer: Answer) -> bool:
    """Tell whether a figure is of another row of the table told before than any that is spoken of.

    The total, or a row beside, is meant where it is named or ranked, and not by '한 번에 얼마야'.
    """
    base = asked.base
    if asked.alone or asked.query.operation or asked.before.operation or base.kind not in FIGURES:
        return False
    if not any(in_units(asked.query.units, figure.unit) for figure in base.figures):
        return False  # '몇 번 열었어' after '몇 명': what is asked is another row
    before = [(cited.document, cited.table) for cited in base.citations if cited.table]
    known = {(document, table.caption) for document, table in before}
    rows = {squash(label) for _, table in before for label in table.row}
    terms = (*asked.new, *asked.query.terms)
    for cited in answer.citations:
        if cited.table is None or not cited.table.row or (cited.document, cited.table.caption) not in known:
            continue
        labels = [squash(label) for label in cited.table.row]
        said = any(explain(term, label, (label,)) >= SPOKEN for term in terms for label in labels)
        if labels[-1] not in rows and not (
            said or years_named(cited.table.row) or "total" in asked.query.measures
        ):
            return True
    return False


def _has(terms: Sequence[Term], rows: str) -> bool:
    """Tell whether rows (squashed) are named by what was asked before, though that was not found."""
    return any(word in rows for term in terms for word in term.words if not term.measure and len(word) > 1)


def _is_of_other_kind(query: Query, answer: Answer, base: Answer) -> bool:
    """Tell whether figures far from those told are of another unit, though no unit, and no thing, is named.

    '2021년 목표는' after so many kg asks for no vehicles.
    """
    if query.units or query.operation or not base.figures:
        return False
    told = base.figures[0].unit
    alike = (counts_alike(told, f.unit) or convert(f.value, f.unit, told) is not None for f in answer.figures)
    return not any(alike)


def _is_goal_of_other(query: Query, answer: Answer, base: Answer) -> bool:
    """Tell whether a goal, or a result, is of another kind than what was told: '목표는' after so many kg."""
    staged = answer.kind in FIGURES and bool(set(query.measures) & STAGED)
    return staged and _is_of_other_kind(query, answer, base)


def _is_elsewhere(asked: FollowUp, answer: Answer) -> bool:
    """Tell whether figures far from those told are of another kind, or of a row that is called otherwise.

    '증감은?' after the row '식품' asks nothing of the row '식품·의약품 안전' elsewhere, and '다른 시는?' of a
    team nothing of the total there.
    """
    if is_near(answer, asked.base):
        return False
    told, mine = (
        {squash(cited.table.row[-1]) for cited in one.citations if cited.table and cited.table.row}
        for one in (asked.base, answer)
    )
    if asked.leaves:
        own = [
            t for t in asked.before.terms if not t.measure and any(w in row for w in t.words for row in told)
        ]
        return bool(own) and unmet(answer, own) >= MOST_UNMET
    if _is_of_other_kind(asked.query, answer, asked.base):
        return True
    return bool(asked.query.measures and told and mine) and told.isdisjoint(mine)


def _cell(answer: Answer, figure: StatedFigure) -> tuple[object, ...]:
    places = {cited.id: (cited.document, cited.lines) for cited in answer.citations}
    return figure.value, figure.unit, *(places.get(number) for number in figure.citations)


def asks_same_unit(query: Query, unit: str) -> bool:
    """Tell whether '얼마' asks for the unit told before, which is none of money: '목표는 얼마였는데'."""
    money = set(query.units) - {"money"} or MONEY_SAID.search(query.text)
    return bool(ANY_AMOUNT.search(query.text) and unit) and not (money or is_money(unit) or "%" in unit)


def asks_for_words(query: Query) -> bool:
    """Tell whether no figure answers a question: '어느 팀이 하는 거야'."""
    return not (query.operation or HOW_MUCH.search(query.text)) and bool(WORDS.search(query.text))


def _is_of_unit(query: Query, answer: Answer, base: Answer) -> bool:
    """Tell whether a figure has one of the units asked for: '얼마나 줄었어' asks of any, '몇 개' of most."""
    if answer.kind in FIGURES and CHANGED.search(query.text):
        return any(figure.derivation or CHANGE.search(figure.label) for figure in answer.figures)
    told = base.figures[0].unit if base.figures else ""
    if answer.kind in FIGURES and not query.operation and asks_same_unit(query, told):
        return any(  # '대기하는 세대는 얼마야' after '몇 호'
            counts_alike(told, figure.unit)
            or is_money(figure.unit)
            or bool(figure.unit and figure.unit in query.text)
            for figure in answer.figures
        )
    if answer.kind in FIGURES and not (asks(query) or query.units or OF_RATE.search(query.text)):
        # '전월에는?' after a number asks for no rate, '수질 검사는?' after a count for no amount
        money = is_money(told) or MONEY_SAID.search(query.text)
        alike = ("%" not in f.unit and (money or not is_money(f.unit)) for f in answer.figures)
        return "%" in told or not told or any(alike)
    if "개" in query.units or query.operation in ("growth", "difference") or not query.units:
        return True
    of_item = answer.kind == query.kind == "audit" and not HOW_MUCH.search(query.text)
    if of_item or answer.kind not in (*FIGURES, "audit"):
        return True  # '상담원 이직률 지적은?' asks for no rate
    return any(same_unit(unit, figure.unit) for unit in query.units for figure in answer.figures)
