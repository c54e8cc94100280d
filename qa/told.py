"""What an answer must say to be one to its question: else it is that of a neighbour, and none is given.

A figure of the whole is none of a part ('소방위는 여성이 몇 명'), one of the year none of a quarter; what is
told of A alone compares it with nothing; '왜 없앴나' is no question about what goes on. Each test reads the
question for one such demand and looks for it in what is told: the answer, its places and whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpus.dates import says_year
from qa.answer import Answer, Citation
from qa.audits.filter import topics
from qa.context import Context
from qa.demands import GRADE_OR_AGE, PARTS, PREMISES, THINGS
from qa.figures.confidence import DICTIONARY, OF_SCHOOLS, PLACE, SEAT, UNEXPLAINED, is_name
from qa.figures.fields import document_field, explain
from qa.passages.conditions import MONTH, month_printed
from qa.passages.numbered import is_numbered, is_of_other_number
from qa.passages.schedules import asks_schedule
from qa.passages.text import RANK, years_named
from qa.understanding.items import items
from qa.understanding.query import Term, squash
from qa.understanding.words.comparing import COMPARES, EACH
from qa.understanding.words.kinds import NUMERIC
from qa.understanding.words.rows import AMONG, EXTREMES
from qa.understanding.words.times import HALVES, QUARTER, REPORT_DATED

# '조치 중 전학은 몇 건', '예산 가운데 30대 비중': the part that is counted
_BEHIND = r"(?:[은는이가]\s?|\s)(?:모두\s|총\s|전부\s|각각\s)?"
OF_PART = re.compile(
    r"(?:(?:중에서?|가운데에?서?)\s?|중\s)"
    rf"((?:[^,.?]{{1,12}}\s)?[가-힣A-Za-z\d]{{2,}}?){_BEHIND}(?:몇\s?[가-힣%]|얼마|비[중율])"
    rf"|에서\s?([가-힣A-Za-z\d]{{2,}}?){_BEHIND}몇\s?(?:%|프로|퍼센트)"
    # '신고 건수에서 해외 유입은 몇 건'
    rf"|(?:[건가]수|[사인]원|[현정]원|예산|실적)에서\s((?:[^,.?]{{1,8}}\s)?[가-힣A-Za-z\d]{{2,}}?){_BEHIND}몇\s?[가-힣]"
)
# '읍·면별 지원액을 알려 주세요'
BY_PART = re.compile(
    r"(?<!\S)([가-힣]+(?:[·ㆍ‧][가-힣]+)*)별\s(?!.*(?:가장|제일|합계|모두|총|평균|중에?))[^,?]{2,24}[을를은는]?\s?"
    r"(?:알려|말해|보여|정리해|어떻게|얼마씩|각각)"
)
# what is no part by itself: '주차장 중 면수는 몇 면', '다친 사람'
ANY_PART = re.compile(r"사람|경우|인원|건수|[가-힣]수|[명건개곳면동과팀권회대교분기석실급호세원차관]")
UNCALLED = 0.3  # how well what is told must explain it
HALF = re.compile(r"([상하])\s?반기")
# '5월에 방문한 기관은 어디', no matter whether it is counted
DONE_IN_MONTH = re.compile(r"(?<![\d.])(1[0-2]|[1-9])\s?월에\s?[가-힣]{1,6}[한된했됐]")
MONTHS = re.compile(r"(?<!\d)(\d\d?)\s?월?\s?[~∼-]\s?(?:['’]?\d\d\.?\s?)?(\d\d?)\s?월")  # '3~6월'
BESIDE = 1  # how many years from its own a report tells figures of without saying the year
# words of the asking that no request of an audit need say
OF_ASKING = re.compile(
    r"(?:문제|개선|관련|얘기|이야기|말씀?|의원|위원|후속|대책|방안|마련|까닭|이유|때문|사유|시의회|도의회|구의회|군의회|의회|사업|대한|건|대상|기관|부서|(?:어떻|어떡|어케|뭐|머|됐|됫)[가-힣]*)+"
)
# '간담회에서 나온 건의사항'
MEETING = re.compile(r"간담회|설명회|토론회|공청회|좌담회|반상회|주민총회|포럼|워크숍")
NAMED = 0.45  # how well a line must explain a word of it
HALF_TOLD = 0.5
# '국제통상과', '위생정책과': what sections of offices are for
OFFICE_NAMED = re.compile(
    r"[가-힣]{2}(?:정책|통상|경제|산업|관리|행정|지원|복지|유산|진흥|건설|교통|환경|위생|관광|체육|문화|재정|세무|민원|안전|도시|주택|건축|농업|축산"
    r"|산림|해양|수산|홍보|감사|기획|총무|회계|보건|의약|녹지|혁신|협력|항공|레저|동물|마케팅)과(?=$|[의는은에\s]|거|소관)"
)
OFFICE_KINDS = ("과", "국", "실", "팀", "단")
OF_PARTICLE = re.compile(r"^[가-힣]?[의는은에]")  # of the name before: '가람시의환경과'
# '은하시에서보고한', '꽃뫼군의 새빛초': a name with a particle, whatever stands behind it
PLACE_WRITTEN_ON = re.compile(r"(?<!\S)([가-힣]{2,5}[시군구])(?:의(?!회)|에서|쪽)")
THAN = re.compile(
    r"(?:보다|에\s?비해)(?=\s)(?=[^?]*(?:얼마|몇)[^?]*(?:더|덜|많|적|높|낮|크|큰|작|길|긴|짧|넓|좁|깊))"
)
SUBJECT = re.compile(r"[은는이가]\s")
CALLED = 0.6  # how well what is called alike must be explained
# what need not be told to compare with it: '전달보다', '계획보다'
UNSAID_BASE = re.compile(
    r"(?:전|지난|저번|직전|작|재작|예)\s?[달월년주]|예상|계획|처음|당초|기존|종전|평소|다른"
)
# 'A랑 B 중에 어디가 예산 더 많아', 'A와 B 가운데 비율이 더 높은 구는'
WHICH_OF = re.compile(
    r"(?:중|가운데)(?:에서?|에)?\s?(?:(?:어디|어느|누가|뭐가)[^?]*더|[^?]*\s더\s?(?:높|많|큰|적|낮|작))"
)
SUM = re.compile(r"합계|합치|합하|합쳐|더하")
WHEN_KEY = re.compile(r"(?:[가-힣]{1,4}\s?)?(?:일\s?시|기\s?간|시\s?기|일\s?자)\s?[:：]")
FIRST = re.compile(r"(?<!\d)1\s?등|\s순으로")
ASKS_WHICH = re.compile(r"어디|어느|뭐|머[야지]|무엇|누구|\s순으로")
# '실제로 집행한 예산': no plan of it
REALLY_SPENT = re.compile(r"실제(?:로)?\s?(?:[가-힣]+\s)?(?:집행|지출|쓴|썼)")
PLANNED = re.compile(r"예정|계획")
PER_SE = re.compile(r"(?:증감|증가|감소|집행|징수|수납|달성|이용|충원)[률율]")  # two of these make no third


@dataclass(frozen=True)
class Told:
    """What an answer tells: `text` has its words, those of its places, and whose they are."""

    context: Context
    answer: Answer

    @cached_property
    def text(self) -> str:
        """All of it, a line each."""
        found = [self.answer.answer]
        for cited in self.answer.citations:
            own = self.context.metadata[cited.document]
            found += [own.title, own.agency, own.department, *cited.section, cited.quote]
            if cited.table:
                found += [cited.table.caption, *cited.table.row, *cited.table.column]
        return "\n".join(found)

    @cached_property
    def dated(self) -> str:
        """The same with the bullets that its lines stand under, and what says beside them when it is.

        '병합 시행(6.13)' of its '응시율 47.4%'; '일시: 4. 7.(수)' over '투표소 2,259개'.
        """
        found = [self.text]
        for cited in self.answer.citations:
            blocks, on_lines = self.context.library.outline(cited.document)
            own = [blocks[n] for n in on_lines.get(cited.lines[0], ())]
            found += [text for block in own for text in block.parents]
            above = {(block.section, block.parents) for block in own}
            beside = (block for block in blocks if (block.section, block.parents) in above)
            found += [block.text for block in beside if WHEN_KEY.match(block.text)]
        return "\n".join(found)

    def is_under(self, heading: re.Pattern[str], cited: Citation) -> bool:
        """Tell whether a place stands under such a heading, or such a bullet."""
        blocks, on_lines = self.context.library.outline(cited.document)
        above = [text for n in on_lines.get(cited.lines[0], ()) for text in blocks[n].parents]
        return any(map(heading.search, (*cited.section[-1:], *above)))

    @cached_property
    def flat(self) -> str:
        """The same without white space, as labels are compared."""
        names = (document_field(self.context.metadata[one.document]).text for one in self.answer.citations)
        return squash("/".join((self.text, *names)))

    @cached_property
    def documents(self) -> str:
        """All text of the documents that it is of, squashed."""
        names = dict.fromkeys(one.document for one in self.answer.citations)
        return "".join(map(self.context.library.squashed, names))

    @cached_property
    def lines(self) -> list[str]:
        """The same line by line."""
        return list(map(squash, self.text.splitlines()))

    @cached_property
    def bullets(self) -> list[str]:
        """The lines of the answer that tell what there is, without what introduces them."""
        return [line for line in self.answer.answer.splitlines() if line.lstrip().startswith("- ")]

    @property
    def of_number(self) -> bool:
        """Whether a number is asked for."""
        return bool(NUMERIC.search(self.context.query.text)) or self.context.query.kind == "figure"

    @property
    def computed(self) -> bool:
        """Whether a figure of it is computed: the rest of a whole is of another part than is printed."""
        return any(figure.derivation for figure in self.answer.figures)

    def labels(self, term: Term, least: float) -> bool:
        """Tell whether it says a term otherwise than in the other cells of a table's row."""
        return self._says(term, self.called, least)

    @cached_property
    def called(self) -> str:
        """The same as `flat` without the lines of tables."""
        quotes = (one.quote for one in self.answer.citations if one.table)
        rows = {squash(line) for quote in quotes for line in quote.splitlines()}
        lines = [line for line in self.lines if line not in rows]
        names = (document_field(self.context.metadata[one.document]).text for one in self.answer.citations)
        return squash("/".join((*lines, *names)))

    def explains(self, term: Term, least: float = UNEXPLAINED) -> bool:
        """Tell whether it says a term, in these words or in those that it may be printed in."""
        return self._says(term, self.flat, least)

    def _says(self, term: Term, text: str, least: float) -> bool:
        letters = [name for figure in self.answer.figures for name in figure.label.split() if len(name) == 1]
        return explain(term, text, letters) >= least  # '여 942명' of 여성


def tells_what_is_asked(told: Told) -> bool:
    """False where an answer lacks what its question demands, and so is of something beside it."""
    return all(test(told) for test in TESTS)


def _tells_part(told: Told) -> bool:
    """Tell whether a number of a part is told as one: of women, of a fund, of an hour, of an age."""
    if not told.of_number or told.computed:
        return True
    text = told.context.query.text
    wanted = [one for asked, one in PARTS if asked.search(text)]
    wanted += [re.compile(rf"(?<!\d){n}\s?(?:{kind}|[~∼\-·,])") for n, kind in GRADE_OR_AGE.findall(text)]
    return all(one.search(told.text) for one in wanted)


def _tells_each_part(told: Told) -> bool:
    """Tell whether more than the one figure of the whole is told where those of its parts are asked for."""
    each = BY_PART.search(told.context.query.text)
    if each is None or told.computed or len(told.answer.figures) != 1 or not told.of_number:
        return True
    return squash(each[1]) in told.flat


def _tells_counted_part(told: Told) -> bool:
    """Tell whether the part that is counted is told at all: 30대 of '예산 가운데 30대 비중'."""
    query = told.context.query
    found = OF_PART.search(query.text)
    if found is None or query.operation not in (None, "count", "share"):
        return True
    start, end = found.span(found.lastindex or 1)
    part = [term for term in query.terms if not term.measure and start <= term.start < end]
    part = [term for term in part if not ANY_PART.fullmatch(term.words[0])]
    # a syllable of a longer word is none: 비 of 도비
    part = [t for t in part if len(t.words[0]) > 1 or not query.text[max(t.start - 1, 0)].strip()]
    if part:
        # 이월 of '예산 중 이월된 금액' is told by no word for 예산, which it may help to describe
        whole = {word for term in query.terms if term not in part for word in term.words}
        own = (replace(term, meant=tuple(w for w in term.meant if w not in whole)) for term in part)
        return any(told.labels(term, UNCALLED) for term in own)
    # '환자 중 크게 다친 사람은 몇 명': what befell them
    deeds = [term for term in query.actions if start <= term.start < end]
    return not deeds or any(word in told.flat for term in deeds for word in term.words)


def _tells_period(told: Told) -> bool:
    """Tell whether a number of a quarter, a half or a month is told as one, and what was done in a month."""
    query = told.context.query
    text = REPORT_DATED.sub(" ", query.text)
    if told.computed:  # '3분기에서 4분기를 뺀': of both
        two = query.operation in ("difference", "ratio")
        return not two or all(re.search(_quarter_printed(n), told.text) for n in QUARTER.findall(text))
    if done := DONE_IN_MONTH.search(text):
        return _says_month(told, (int(done[1]),))
    if not told.of_number and not asks_schedule(query):
        return True
    periods = [(3 * int(n), _quarter_printed(n)) for n in QUARTER.findall(text)]
    periods += [(6 if half == "상" else 12, _half_printed(half)) for half in HALF.findall(text)]
    if not all(re.search(printed, told.text) or _says_month(told, (last,)) for last, printed in periods):
        return False
    months = tuple(map(int, MONTH.findall(text)))
    return not months or _says_month(told, months)


def _quarter_printed(number: str) -> str:
    return rf"(?<!\d){number}\s?(?:/\s?4|분기|Q|[·,~∼-]\s?[1-4]\s?분기)|Q{number}|[1-4]\s?[~∼]\s?[1-4]\s?분기"


def _half_printed(half: str) -> str:
    return "|".join((rf"{half}\s?반기", *map(re.escape, HALVES[f"{half}반기"])))


def _says_month(told: Told, months: Sequence[int]) -> bool:
    """Tell whether a month is told of: alone, in a date, in a range of them, or as the day of a count."""
    if any(figure.as_of and figure.as_of.month in months for figure in told.answer.figures):
        return True
    for first, last in MONTHS.findall(told.dated):
        if any(int(first) <= month <= int(last) for month in months):
            return True
    printed = "|".join(map(month_printed, months))
    return re.search(printed, told.dated) is not None


def _tells_number(told: Told) -> bool:
    """Tell whether what is told is of the one that is numbered so: no '제2회' for '제3회'."""
    text = told.context.query.text
    return not is_numbered(text) or not is_of_other_number(text, told.dated, named=bool(told.answer.figures))


def _is_spent(told: Told) -> bool:
    """Tell whether what was really spent is told as such, and not as it was planned."""
    if not REALLY_SPENT.search(told.context.query.text):
        return True
    tables = [one.table for one in told.answer.citations if one.table]
    return not any(PLANNED.search(label) for table in tables for label in (table.caption, *table.column))


def _tells_year(told: Told) -> bool:
    """Tell whether the years that are asked for are near those that are told, or of which the reports are.

    Lines that all say another year tell it not, however near: '2032 예산액' of a report of 2033 for 2034.
    """
    years = told.context.query.years
    own = {told.context.metadata[one.document].year for one in told.answer.citations}
    known = [year for year in own if year]
    if not years or not known:
        return True
    in_lines = years_named(told.bullets)
    if in_lines and told.answer.kind != "audit" and not {*years} & {*in_lines, *known}:
        return any(says_year(told.answer.answer, year) for year in years)
    known += years_named((told.text,))
    known += [year for year in years if says_year(told.text, year)]
    return min(known) - BESIDE <= min(years) and max(years) <= max(known) + BESIDE


def _tells_thing(told: Told) -> bool:
    """Tell whether what is told is of the kind asked for: a telephone number, opening hours, a contract."""
    text = told.context.query.text
    return all(one.search(told.text) for asked, one in THINGS if asked.search(text))


def _bears_premise(told: Told) -> bool:
    """Tell whether what a question takes for granted is told: '폐지한 이유' of what goes on has none."""
    text = told.context.query.text
    return all(one.search(told.text) for asked, one in PREMISES if asked.search(text))


def _tells_subject(told: Told) -> bool:
    """Tell whether what an audit is said to have asked for is told on one line: no other request's end.

    What was proposed at a meeting is no request of an audit that does not name one.
    """
    query = told.context.query
    if query.kind != "audit":
        return True
    if told.answer.kind == "audit" and any(name not in told.flat for name in MEETING.findall(query.text)):
        return False
    subject = {word for word in topics(told.context) if not OF_ASKING.fullmatch(word)}
    terms = [term for term in query.terms if term.words[0] in subject]
    whole = sum(len(term.words[0]) for term in terms)
    best = max(
        (sum(len(t.words[0]) for t in terms if explain(t, line) >= NAMED) for line in told.lines), default=0
    )
    return not terms or best > HALF_TOLD * whole


def _is_no_turned_name(told: Told) -> bool:
    """Tell whether no office is told for one of the same letters: '자치행정과' for '행정자치과'."""
    rows = {squash(label) for one in told.answer.citations if one.table for label in one.table.row}
    offices = {row for row in rows if row.endswith(OFFICE_KINDS)}
    query = told.context.query
    said = {term.words[0] for term in query.terms}
    # '행정자치과 2031년 예산': the last letter may be read as a particle
    said |= {squash(query.text[term.start : term.start + len(term.text) + 1]) for term in query.terms}
    return not any(sorted(name) == sorted(row) for name in said - rows for row in offices)


def _is_of_office(told: Told) -> bool:
    """Tell whether the places and offices that are named are known where the answer is from."""
    text, names = told.context.query.text, told.context.library.names
    said = [match[1] for match in (*PLACE.finditer(text), *PLACE_WRITTEN_ON.finditer(text))]
    places = [squash(OF_SCHOOLS.sub("", SEAT.sub("", word))) for word in said]
    places = [word for word in places if not names.fullmatch(word) and _is_place(told.context, word)]
    # '위생정책과 여권': and what is joined with it is not told either
    offices = [OF_PARTICLE.sub("", match[0]) for match in OFFICE_NAMED.finditer(text)]
    if not places and not offices:
        return True
    has = told.documents + told.flat
    return all(name in has for name in places) and all(
        name in has or name[:-1] in has for name in map(squash, offices)
    )


def _is_place(context: Context, word: str) -> bool:
    """Tell a name from what only ends like one: '감사 요구', '몇 가구', '개정된 거 빼구'."""
    last = context.library.analyzer.analyze(word)[-1]
    own = len(last.form) in (1, len(word)) or last.id < DICTIONARY
    return is_name(context, word) and own and last.tag[0] != "E"


def _tells_each_side(told: Told) -> bool:
    """Tell whether each of several things that are asked for, compared or added up is told."""
    query = told.context.query
    summed = SUM.search(query.text) and not EACH.search(query.text)
    compared = COMPARES.search(query.text) or WHICH_OF.search(query.text)
    together = query.operation in ("sum", "difference") or compared or summed
    each = EACH.search(query.text) is not None
    sides = items(query) if (together or each) and query.kind != "audit" else []
    # of two that are told one by one a single figure would be too few
    for side in sides if len(sides) > (1 if together else 2) else ():
        own = [t for t in side.terms if not t.measure and any(t not in other.terms for other in sides)]
        own = [term for term in own if len(term.words[0]) > 1 and not UNSAID_BASE.match(term.text)]
        # what is computed of figures of one line is told by their own names alone
        places = {(one.document, one.lines) for one in told.answer.citations}
        above = own[:-1] if told.computed and len(places) == 1 else []
        met = sum(
            len(term.words[0])
            for term in own
            if told.explains(term) or (term in above and term.words[0] in told.documents)
        )
        if met < HALF_TOLD * sum(len(term.words[0]) for term in own):
            return False
    than = THAN.search(query.text)
    base = [t for t in query.terms if than and t.start + len(t.text) == than.start() and not t.measure]
    # '2공구가 1공구보다': what is compared with it, if it is called alike
    other = [t for t in query.terms for one in base if _is_subject_beside(query.text, t, one)]
    return all(told.explains(term) or UNSAID_BASE.match(term.text) for term in base) and all(
        told.explains(term, CALLED) for term in other
    )


def _is_subject_beside(text: str, term: Term, base: Term) -> bool:
    """Tell whether a term is what is compared with another one of its kind: '동로가 서로보다'."""
    between = text[term.start + len(term.text) : base.start] if term.start < base.start else ""
    return SUBJECT.fullmatch(between) is not None and term.text[-1:] == base.text[-1:]


def _adds_up(told: Told) -> bool:
    """Tell whether what was added up is no rate of its own: two 집행률 make no third."""
    rates = [figure for figure in told.answer.figures if figure.derivation and figure.unit == "%"]
    query = told.context.query
    return query.operation != "sum" or not rates or not PER_SE.search(query.text)


def _ranks(told: Told) -> bool:
    """Tell whether the first of a rank is told out of a table, or as the first: no one that stands alone."""
    query = told.context.query
    ranked = query.operation in EXTREMES or FIRST.search(query.text)
    if not ranked or told.computed or not ASKS_WHICH.search(query.text):
        return True
    # '본관 별관 강당 중에 제일 넓은 곳' over '본관 40㎡, 별관 30㎡, 강당 20㎡'
    among = AMONG.search(query.text)
    terms = [term for term in query.terms if among and term.start < among.end() and not term.measure]
    names = [term for term in terms if not told.context.metadata.named(term.words[0])]
    quotes = [squash(one.quote) for one in told.answer.citations if told.answer.figures]
    if any(sum(explain(term, quote) >= NAMED for term in names) > 1 for quote in quotes):
        return True
    return any(one.table for one in told.answer.citations) or RANK.search(told.answer.answer) is not None


TESTS: tuple[Callable[[Told], bool], ...] = (
    _tells_part,
    _tells_each_part,
    _tells_counted_part,
    _tells_period,
    _tells_year,
    _tells_number,
    _is_spent,
    _tells_thing,
    _bears_premise,
    _tells_subject,
    _is_of_office,
    _is_no_turned_name,
    _tells_each_side,
    _adds_up,
    _ranks,
)
