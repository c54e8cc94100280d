"""What form an answer must have to be one to its question: else what is told answers another one.

Two years that are named are both told; what changed most is told by changes, not by what there is now; what
one of many has on average is no total; what is left is no passage of what was done; what is new is called so;
a heading alone tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.dates import says_year
from corpus.figures import parse_figures
from corpus.units import is_money
from qa.answer import MARK
from qa.figures.confidence import CALLED
from qa.figures.fields import TOTALS, bigrams, explain, measure_of
from qa.passages.conditions import NEW_PRINTED, newly
from qa.passages.overview import asks_overview
from qa.told import UNCALLED, Told
from qa.understanding.asked_operation import ROW_CHANGES
from qa.understanding.per_unit import PER_ONE
from qa.understanding.query import squash
from qa.understanding.words.changes import BECAME, TO_WHAT
from qa.understanding.words.comparing import EACH
from qa.understanding.words.measures import CHANGE_MEASURES
from qa.understanding.words.operations import ADDS, ASKS_REST, LESS_NAMED, SUM_OF_NAMED
from qa.understanding.words.rows import PLACE
from qa.understanding.words.times import DATED, DEED_ASKED, YEARS_FROM_TO

TWO = 2  # a thing, and what is asked of it
SAID = 0.6  # how well a line must explain either
BETWEEN = re.compile(rf"{YEARS_FROM_TO.pattern}|(?<!월)까지|사이")
# '몇 % 줄었', '어느 쪽이 더 크게 깎였', '감소 폭이 더 큰'
ASKS_BY_HOW_MUCH = re.compile(
    rf"(?:증가|감소|상승|하락|변동|인상|인하)\s?폭|(?:얼마나?|몇\s?\S{{1,4}}|더\s?(?:크게|많이|조금|적게))\s?(?:더\s)?{BECAME}"
)
SAYS_CHANGE = re.compile(rf"{BECAME}|변경|상승|하락|인상|인하|확대|축소|절감|더\s|[→△▲▽▼]|대비|比|초과")
OF_ONE = re.compile(r"[가-힣]당|평균|마다|씩|매[가-힣]")
OF_REST = re.compile(
    r"남[은는았을아음김]|잔[여액량고]|나머지|않|못|없|아니|아닌|(?:안|못)\s|(?<![가-힣])[미불비](?![가-힣]{1,6}[시군구도](?![가-힣]))[가-힣]{2}|부족|결원|공실|여유|모자|가능"
    r"|흑자|적자|이익|수지"
)
ASKS_SHARE = re.compile(
    r"몇\s?(?:%|퍼센트|프로)|(?:비율|비중|구성비)(?:이|을|은|를)?\s*(?:(?:약\s)?몇|얼마|어떻게\s?[되돼]|구해|계산|알려|[?]|$)"
)
# what is computed, as it is asked for, and what says so where it is printed
RECKONED = tuple(
    (re.compile(asked), re.compile(printed))
    for asked, printed in (
        (r"평균\s?(?:[값치]|내|낸|구)|평균[은이]?\s*(?:얼마|몇|[?]|$)", "평균|당|꼴|하루|1일"),
        (r"몇\s?배|(?<![가-힣])배수[는은]?\s*(?:[?]|$)", "배"),
        (LESS_NAMED.pattern, r"나머지|제외|[그이]\s?외|잔[여액]|남은"),
        (
            r"뺀\s?(?:값|금액|수|차|나머지)|(?<=[가-힣\d])\s?-\s?[가-힣][^?]*(?:값|차[는은이]?)\s*(?:[?]|$)",
            r"차[액이]|증감|과부족|결원|대비|순[손이수]|잔액",
        ),
        (PLACE.pattern, r"순위|등수|\d\s?[위등]|번째|최다|최고|가장"),
    )
)
# '콜센터 번호가 뭐야': '☎ 02-000-0000', '02)000-0000', '1300번'
ASKS_PHONE = re.compile(r"전화\s?번호|연락처|(?:센터|상담|대표|신고|안내|콜)\S*\s(?:대표\s?)?번호")
PHONE = re.compile(r"☎|\d{2,4}[-)]\s?\d{3,4}|(?<![\d'’.,])1\d{2,3}(?![\d년,.])")
# 'LED가 아닌 것의 비중', '끝나지 않은 비율은 몇 %'
SHARE_OF_REST = re.compile(
    r"(?:아닌|않[은는]|없는|(?<![가-힣])[안못]\s?(?:된|한)|못한)\s[^?]{0,14}?(?:비중|비율|몇\s?(?:%|퍼센트|프로))"
)
OF_NEW = re.compile(rf"{NEW_PRINTED.pattern}|새롭|첫|개설|확대")
# '배움관(본관)' is called both; '2031년' to '2033년' are named by their ends
NAMES, PERIOD = re.compile(r"[^()]{2,}"), re.compile(r"\d")
WORD = re.compile(r"[가-힣A-Za-z]+|\d[\d,.]*")
# what is told in other words: '언제 완료돼' by '준공', '언제 시작해' by '착공'
EVERY_DEED = re.compile(
    r"시작|시행|운영|추진|실시|진행|개최|완료|종료|마무리|완공|개장|개관|개소|개원|이용|사용|공사"
)
# '회원 가입은 어떻게 하나', '어떻게 배분할 계획인가', and what is told in other words
HOW_DONE = re.compile(
    r"(?P<thing>[가-힣]{2,6})[은는을를]?\s어떻게\s?(?:해|하[나는지죠]|합니)"
    r"|어떻게\s(?P<deed>[가-힣]{2})(?=하(?!루)|할|한|했|합|되|돼|될|됐|됩)"
)
EVERY_HOW = re.compile(
    rf"{EVERY_DEED.pattern}|처리|조치|개선|관리|지원|대응|대처|확대|변경|변화|구성|계획|해결|보완|반영|마련|조성|준비|강화|확보"
    r"|설명|답변|생각"
)
LEAST_NEW = 3  # characters of new words


def has_form(told: Told) -> bool:
    """False where what is told has another form than is asked for."""
    return all(test(told) for test in TESTS)


def _tells_each_year(told: Told) -> bool:
    """Tell whether each of several years that are named is told of, or that of a report that is cited."""
    query, places = told.context.query, told.answer.citations
    own = {year for one in places if (year := told.context.metadata[one.document].year)}
    years = {*query.years}
    if len(own) == 1 and len(query.relative_years) > 1:  # '작년과 올해'
        years |= {year + away for year in own for away in query.relative_years}
    free = told.computed or told.answer.kind == "audit" or query.of_report or BETWEEN.search(query.text)
    if free or query.operation in ROW_CHANGES or len(years) < 2:  # a change may be printed
        return True
    labels = (label for one in places if one.table for label in (*one.table.row, *one.table.column))
    said = "\n".join((told.answer.answer, *labels, *(label for one in places for label in one.section)))
    return all(year in own or says_year(said, year) for year in years)


def _tells_change(told: Told) -> bool:
    """Tell whether a change is told, or what a thing was and became, of figures of a table.

    Where it is asked what changed more, or most, a change is told: no two budgets are.
    """
    query, places = told.context.query, told.answer.citations
    tables = [one.table for one in places if one.table]
    asked = ASKS_BY_HOW_MUCH.search(query.text) and not TO_WHAT.search(query.text)
    if told.computed:
        return True
    if asked and not tables and told.answer.kind == "figure":
        return _is_called_change(told)
    if query.operation in ROW_CHANGES:
        labels = [label for one in tables for label in one.column[-1:]]
    elif asked and len(tables) == len(places):
        if len({one.column for one in tables}) != 1:
            return True
        labels = [label for one in tables for label in (*one.row[-1:], *one.column)]
    else:
        return True
    return any(measure_of(label) in CHANGE_MEASURES for label in labels)


def _is_called_change(told: Told) -> bool:
    """Tell whether prose calls a figure a change: no '4,300건' of '4,300건(전년 대비 120건 증가)'."""
    quotes = [squash(one.quote) for one in told.answer.citations]
    for figure in told.answer.figures:
        became = re.compile(rf"{re.escape(squash(figure.text))}[^\d,()]{{0,6}}{BECAME}")
        if SAYS_CHANGE.search(figure.label) or any(map(became.search, quotes)):
            return True
    return False


def _tells_of_one(told: Told) -> bool:
    """Tell whether what each of many has is told: computed, or printed as such."""
    return told.computed or not PER_ONE.search(told.context.query.text) or bool(OF_ONE.search(told.flat))


def _adds_named(told: Told) -> bool:
    """Tell whether no more than the rows that are named is added up, where some are: 'A와 B를 합하면'."""
    query = told.context.query
    rows = {one.table.row[-1] for one in told.answer.citations if one.table and one.table.row}
    if query.operation not in ("sum", "average") or not told.computed or len(rows) <= 2:
        return True
    text, rows = squash(query.text), {row for row in rows if squash(row) not in TOTALS}
    named = [any(name in text for name in map(squash, NAMES.findall(row))) for row in rows]
    periods = any(map(PERIOD.search, rows))
    return periods or not any(named) or all(named)


def _tells_rest(told: Told) -> bool:
    """Tell whether what is left is told as such: computed, or called so; a request is told as a whole."""
    query = told.context.query
    asked = query.operation == "complement" or ASKS_REST.search(query.text)
    if told.computed or told.answer.kind == "audit" or not asked:
        return True
    labels = (figure.label for figure in told.answer.figures)
    return OF_REST.search("/".join((*told.bullets, *labels))) is not None


def _shares_rest(told: Told) -> bool:
    """Tell whether the share of what is not so is told: one less what is so, or called so."""
    if SHARE_OF_REST.search(told.context.query.text) is None:
        return True
    rates = [figure for figure in told.answer.figures if figure.unit == "%"]
    return all("-" in one.derivation or OF_REST.search(one.label) for one in rates)


def _tells_share(told: Told) -> bool:
    """Tell whether a rate is told where one is asked for: no two figures side by side."""
    return ASKS_SHARE.search(told.context.query.text) is None or "%" in told.answer.answer


def _shares_lack(told: Told) -> bool:
    """Tell whether a share of what is lacking is computed of it: '5급 결원은 5급 정원의 몇 %'."""
    query = told.context.query
    if not ("shortage" in query.measures and "%" in query.units and told.computed):
        return True
    tables = (one.table for one in told.answer.citations if one.table)
    return any(measure_of(label) == "shortage" for table in tables for label in (*table.row, *table.column))


def _is_reckoned(told: Told) -> bool:
    """Tell whether what is to be computed is, or is printed as such: two figures side by side are no sum."""
    if told.computed or told.answer.kind not in ("figure", "compare"):
        return True
    query, figures = told.context.query, told.answer.figures
    labels = "/".join((told.answer.answer, *(figure.label for figure in figures)))
    if not all(printed.search(labels) for asked, printed in RECKONED if asked.search(query.text)):
        return False
    several = query.joins or len(query.years) > 1
    added = ADDS.search(query.text) or (several and SUM_OF_NAMED.search(query.text))
    summed = added and not EACH.search(query.text)
    return not summed or len({figure.unit for figure in figures}) == len(figures)  # one total may be printed


def _tells_new(told: Told) -> bool:
    """Tell whether what is new is told as such, where things are asked for and no figures of one."""
    asked = not told.of_number and newly(told.context.query)
    return not asked or OF_NEW.search(told.answer.answer) is not None


def _tells_more(told: Told) -> bool:
    """Tell whether words tell more than a heading, alone, that says what the question says.

    The headings of the programs that are asked for are what is asked for.
    """
    lines = told.bullets
    words = told.answer.kind in ("passage", "list") and not asks_overview(told.context.query)
    if not words or len(lines) != 1 or ":" in lines[0]:
        return True
    said = bigrams(squash(told.context.query.text))
    new = [word for word in WORD.findall(MARK.sub("", lines[0])) if bigrams(squash(word)).isdisjoint(said)]
    return sum(map(len, new)) > LEAST_NEW


def _tells_phone(told: Told) -> bool:
    """Tell whether a telephone number is told where one is asked for."""
    return not ASKS_PHONE.search(told.context.query.text) or PHONE.search(told.answer.answer) is not None


def _tells_named(told: Told) -> bool:
    """Tell whether what is to be dated, or how something is to be done, is told of what is named at all.

    The day on which another building is begun is none of '주차타워는 언제 착공', the fares of a bus never say
    how to become a member of it, nor does a list of buildings '옛 청사는 어떻게 활용하나'.
    """
    query = told.context.query
    if query.meant or told.answer.kind != "passage":
        return True
    if deed := DEED_ASKED.search(query.text):
        is_said = told.context.metadata.is_said
        named = [term for term in query.terms if term.start < deed.start() and not is_said(term.words[0])]
        return not named or any(told.explains(term, UNCALLED) for term in named)
    how = HOW_DONE.search(query.text)
    asked = [term for term in query.terms if how and term.start in (how.start("thing"), how.start("deed"))]
    return all(EVERY_HOW.fullmatch(term.words[0]) or told.explains(term, UNCALLED) for term in asked)


def _tells_deed(told: Told) -> bool:
    """Tell whether words that tell when something is done name that: the day of another deed is none."""
    deed = DEED_ASKED.search(told.context.query.text)
    if deed is None or EVERY_DEED.fullmatch(deed[1]) or told.answer.kind not in ("passage", "list"):
        return True
    lines = MARK.sub("", told.answer.answer).splitlines()
    # of a row only the cells that have a date: '입주정원: 4 / 위탁기간: 2034. 6. ~' dates no 입주
    cells = (cell for line in lines for cell in line.split(" / ") if cell == line or DATED.search(cell))
    headings = (heading for one in told.answer.citations for heading in one.section)
    return deed[1] in squash("/".join((*cells, *headings)))


def _is_of_whom(told: Told) -> bool:
    """Tell whether an amount that is asked for of one is told of it: no sum of all beside another of its own.

    '나루구가 받은 교부금' is not told by '- 최대 : 나루구 300억원' and '- 교부금 : 5,000억원' side by side.
    """
    query, lines = told.context.query, told.bullets
    named = [term for term in query.terms if not term.measure and len(term.words[0]) > 1]
    named = [term for term in named if not told.context.metadata.named(term.words[0])]
    if len(named) != TWO or query.joins or "money" not in query.units or not lines:
        return True
    chains = [squash("".join((line, *_above(lines, n)))) for n, line in enumerate(lines)]
    if any(all(explain(term, chain) >= SAID for term in named) for chain in chains):
        return True
    of_each = [
        [
            line
            for line in lines
            if explain(term, squash(line)) >= CALLED and any(is_money(f.unit) for f in parse_figures(line))
        ]
        for term in named
    ]
    return not all(of_each)


def _above(lines: Sequence[str], place: int) -> list[str]:
    """The lines that one of several bullets stands under, by how far they are set in."""
    depth, found = _depth(lines[place]), []
    for line in reversed(lines[:place]):
        if _depth(line) < depth:
            depth = _depth(line)
            found.append(line)
    return found


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


TESTS: tuple[Callable[[Told], bool], ...] = (
    _tells_each_year,
    _tells_change,
    _tells_of_one,
    _adds_named,
    _tells_rest,
    _shares_rest,
    _shares_lack,
    _tells_share,
    _is_reckoned,
    _tells_new,
    _tells_named,
    _tells_deed,
    _tells_phone,
    _tells_more,
    _is_of_whom,
)
