"""Questions over generated documents, made of what the generator knows that it printed.

A question is asked only where its answer is one: where two figures could be meant, it is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from evals import generator_words as words
from evals.generator_document import particle
from evals.generator_page import Page, Truth
from evals.generator_phrases import NAMES, asked, noisy, said_for, year_said
from evals.generator_world import Agency, agency, dice, percent

STYLES = ("plain", "plain", "colloquial", "colloquial", "noisy", "paraphrase")
AMOUNTS = frozenset(["budget", "original_budget", "spent"])
Row = dict[str, Any]
Key = tuple[str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Report:
    """A generated document: whose, of which year, and what it prints."""

    office: Agency
    year: int
    page: Page


class NothingToAsk(Exception):
    """The report prints nothing that a question of a kind could be about."""


def _figure(value: Decimal, unit: str) -> dict[str, Any]:
    return {"value": int(value) if value == value.to_integral_value() else float(value), "unit": unit}


class QuestionMaker:
    """Makes questions over the documents of one folder.

    Args:
        made: each agency, year and page.
        seed: another one asks other things.
    """

    def __init__(self, made: Sequence[tuple[Agency, int, Page]], seed: int) -> None:
        self._reports = [Report(*one) for one in made]
        self._seed = seed
        self._values: dict[Key, set[Decimal]] = defaultdict(set)
        self._reported: dict[str, dict[int, Report]] = defaultdict(dict)
        for report in self._reports:
            self._reported[report.office.key][report.year] = report
            for truth in report.page.truths:
                self._values[self._key(report, truth)].add(truth.value)

    def make(self, per_document: int) -> Iterator[Row]:
        """Questions in the format of question files, about `per_document` a document."""
        makers: tuple[tuple[str, Callable[[Report, Random], Row], int], ...] = (
            ("figure", self._one, 5), ("figure", self._two_measures, 1), ("derive", self._remaining, 1),
            ("derive", self._sum_of_two, 1), ("derive", self._share, 1), ("derive", self._largest, 1),
            ("compare", self._years, 1), ("compare", self._side_by_side, 1),
            ("unanswerable", self._absent, 6),
        )  # fmt: skip
        weights = [weight for _, _, weight in makers]
        number = 0
        for report in self._reports:
            rng = dice(self._seed, report.page.document, "questions")
            seen: set[str] = set()
            for kind, maker, _ in rng.choices(makers, weights, k=per_document):
                try:
                    row = maker(report, rng)
                except NothingToAsk:
                    continue
                if row["question"] in seen:
                    continue
                seen.add(row["question"])
                number += 1
                yield {"id": f"G-{number:05}", "kind": kind, **row}

    def _key(self, report: Report, truth: Truth) -> Key:
        return (report.office.name, truth.item, truth.noun, truth.measure, truth.year)

    def _clear(self, report: Report, where: Callable[[Truth], bool] = lambda _: True) -> list[Truth]:
        """The figures of a report that are the only ones of their name, year and measure; at least one."""
        found = [
            truth
            for truth in report.page.truths
            if where(truth) and len(self._values[self._key(report, truth)]) == 1
        ]
        if not found:
            raise NothingToAsk
        return found

    def _evidence(self, report: Report, truths: Sequence[Truth]) -> list[Row]:
        keys = {self._key(report, truth) for truth in truths}
        places = [
            {"doc": truth.document, "lines": [truth.line, truth.line]}
            for truth in report.page.truths
            if self._key(report, truth) in keys
        ]
        return [place for n, place in enumerate(places) if place not in places[:n]]

    def _row(self, text: str, style: str, report: Report, truths: Sequence[Truth],
             figures: Sequence[tuple[Decimal, str]] | None = None) -> Row:  # fmt: skip
        stated = [(truth.value, truth.unit) for truth in truths] if figures is None else figures
        answer = ", ".join(f"{value:,}{unit}" for value, unit in stated)
        return {
            "question": text, "docs": [report.page.document], "answer": answer,
            "figures": [_figure(value, unit) for value, unit in stated], "keywords": [],
            "evidence": self._evidence(report, truths), "style": style,
        }  # fmt: skip

    def _who(self, report: Report, rng: Random) -> str:
        name, unit = report.office.name, report.office.unit
        return rng.choice([f"{name} {unit}", f"{name} {unit}", name])

    def _item(self, report: Report, truth: Truth, style: str, rng: Random) -> str:
        """What a question calls the row: the programme, the noun that is counted, the total."""
        name = truth.item
        if name == report.office.unit:
            money = truth.unit in ("천원", "%") and truth.measure not in ("quota", "staff")
            name = rng.choice(["세출 전체", "세출 총예산", "세출"]) if money else ""
        if style == "paraphrase":
            name = said_for(name, rng)
        if truth.department and truth.department != truth.item and rng.random() < 0.3:
            name = f"{truth.department} {name}"
        noun = "" if truth.noun == name else truth.noun
        return f"{name} {noun}".strip()

    def _sentence(self, report: Report, item: str, year: int, ask: str, style: str, rng: Random) -> str:  # noqa: PLR0913, PLR0917
        """Put a question together, its parts in one of the orders in which they are said."""
        spoken = style != "plain"
        who, when = self._who(report, rng), year_said(year, rng, spoken=spoken)
        only = len(self._reported[report.office.key]) == 1 and year == report.year
        if only and rng.random() < 0.15:
            when = ""
        forms = (
            ("{when} {who} {item} {ask}", "{who} {item} {when} {ask}", "{who} {when} {item} {ask}")
            if spoken
            else ("{when} {who} {item}의 {ask}", "{who} {item}의 {when} {ask}", "{who}의 {when} {item} {ask}")
        )
        text = rng.choice(forms).format(when=when, who=who, item=item, ask=ask)
        text = " ".join(text.split()).replace(" 의 ", "의 ")
        return noisy(text, rng) if style == "noisy" else text

    def _asks(self, truth: Truth, style: str, rng: Random) -> str:
        return asked(truth, rng, spoken=style != "plain")

    def _one(self, report: Report, rng: Random) -> Row:
        truths = self._clear(report)
        truth = self._varied(truths, rng)
        style = rng.choice(STYLES)
        item = self._item(report, truth, style, rng)
        text = self._sentence(report, item, truth.year, self._asks(truth, style, rng), style, rng)
        return self._row(text, style, report, [truth])

    @staticmethod
    def _varied(truths: Sequence[Truth], rng: Random) -> Truth:
        """One of the figures, the measures alike often."""
        by_measure: dict[str, list[Truth]] = defaultdict(list)
        for truth in truths:
            by_measure[truth.measure].append(truth)
        return rng.choice(by_measure[rng.choice(sorted(by_measure))])

    def _same_row(self, report: Report, truth: Truth) -> list[Truth]:
        return self._clear(
            report,
            lambda other: (other.group, other.line, other.item) == (truth.group, truth.line, truth.item),
        )

    def _two_measures(self, report: Report, rng: Random) -> Row:
        """'예산현액과 집행률은 각각': two measures of one row."""
        first = rng.choice(self._clear(report, lambda t: t.measure in AMOUNTS and t.year == report.year))
        others = [
            t
            for t in self._same_row(report, first)
            if t.measure != first.measure and t.year == first.year and t.measure in NAMES and NAMES[t.measure]
        ]
        if not others:
            raise NothingToAsk
        second = rng.choice(others)
        one, two = NAMES[first.measure], NAMES[second.measure]
        style = rng.choice(["plain", "colloquial"])
        joint, eun = particle(one, "과", "와"), particle(two, "은", "는")
        ask = {
            "plain": f"{one}{joint} {two}{eun} 각각 얼마입니까?",
            "colloquial": f"{one}이랑 {two} 얼마야?",
        }[style]
        text = self._sentence(report, self._item(report, first, style, rng), first.year, ask, style, rng)
        return self._row(text, style, report, [first, second])

    def _remaining(self, report: Report, rng: Random) -> Row:
        """'쓰고 남은 돈': budget less what is spent."""
        spent = self._clear(report, lambda t: t.measure == "spent")
        second = rng.choice(spent)
        budgets = [
            t for t in self._same_row(report, second) if t.measure == "budget" and t.year == second.year
        ]
        if not budgets:
            raise NothingToAsk
        style = rng.choice(["plain", "colloquial"])
        ask = {
            "plain": "예산현액에서 집행하고 남은 금액은 얼마입니까?",
            "colloquial": "예산에서 쓰고 남은 돈 얼마야?",
        }[style]
        text = self._sentence(report, self._item(report, second, style, rng), second.year, ask, style, rng)
        left = (budgets[0].value - second.value, "천원")
        return self._row(text, style, report, [budgets[0], second], [left])

    def _pair(self, report: Report, rng: Random) -> tuple[Truth, Truth]:
        """Two rows of one table under one column, neither the total nor within the other."""
        column = self._clear(report, lambda t: t.measure in AMOUNTS and t.year == report.year and not t.total)
        first = rng.choice(column)
        alike = [
            t
            for t in column
            if (t.group, t.measure) == (first.group, first.measure)
            and t.item != first.item
            and (t.department == first.department) == (first.item != first.department)
            and (t.item == t.department) == (first.item == first.department)
        ]
        if not alike:
            raise NothingToAsk
        return first, rng.choice(alike)

    def _sum_of_two(self, report: Report, rng: Random) -> Row:
        pair = self._pair(report, rng)
        one, two = pair
        name, style = NAMES[one.measure], rng.choice(["plain", "colloquial"])
        item = f"{one.item}{particle(one.item, '과', '와')} {two.item}"
        asks = {"plain": f"{name}을 더하면 얼마입니까?", "colloquial": f"{name} 합치면 얼마야?"}
        text = self._sentence(report, item, one.year, asks[style], style, rng)
        return self._row(text, style, report, pair, [(one.value + two.value, "천원")])

    def _share(self, report: Report, rng: Random) -> Row:
        parts = self._clear(
            report, lambda t: t.measure == "budget" and t.item == t.department and t.year == report.year
        )
        whole = self._clear(
            report, lambda t: t.measure == "budget" and t.item == report.office.unit and t.year == report.year
        )
        if len({t.item for t in parts}) < 2:
            raise NothingToAsk
        one = rng.choice(parts)
        ask = f"세출 예산현액 가운데 {one.item}{particle(one.item, '이', '가')} 차지하는 비중은 몇 %입니까?"
        text = self._sentence(report, "", one.year, ask, "plain", rng)
        return self._row(text, "plain", report, [one], [(percent(one.value, whole[0].value), "%")])

    def _largest(self, report: Report, rng: Random) -> Row:
        parts = self._clear(
            report, lambda t: t.measure == "budget" and t.item == t.department and t.year == report.year
        )
        values = {t.item: t for t in parts}
        if len(values) < 3:
            raise NothingToAsk
        top = max(values.values(), key=lambda t: t.value)
        ask = rng.choice(
            ["예산현액이 가장 많은 부서는 어디이고 얼마입니까?", "예산현액이 제일 큰 과는 어디고 얼마야?"]
        )
        row = self._row(
            self._sentence(report, "", report.year, ask, "colloquial", rng), "plain", report, [top]
        )
        return {**row, "keywords": [top.item]}

    def _years(self, report: Report, rng: Random) -> Row:
        """One thing in the documents of two years."""
        later = self._reported[report.office.key].get(report.year + 1)
        if later is None:
            raise NothingToAsk
        mine = self._clear(
            report, lambda t: t.measure in AMOUNTS | {"staff", "quota"} and t.year == report.year
        )
        one = self._varied(mine, rng)
        key = (one.item, one.noun, one.measure)
        same = [
            t for t in self._clear(later) if (t.item, t.noun, t.measure) == key and t.year == report.year + 1
        ]
        if not same:
            raise NothingToAsk
        item = self._item(report, one, "plain", rng)
        name = NAMES[one.measure]
        ask = f"{one.year}년과 {one.year + 1}년 {name}{particle(name, '은', '는')} 각각 얼마입니까?"
        text = " ".join(f"{self._who(report, rng)} {item}의 {ask}".split()).replace(" 의 ", "의 ")
        row = self._row(text, "plain", report, [one])
        other = self._row(text, "plain", later, same[:1])
        return {**row, **{key: row[key] + other[key] for key in ("docs", "figures", "evidence")},
                "answer": f"{row['answer']}, {other['answer']}"}  # fmt: skip

    def _side_by_side(self, report: Report, rng: Random) -> Row:
        pair = self._pair(report, rng)
        one, two = pair
        item = f"{one.item}{particle(one.item, '과', '와')} {two.item}"
        ask = f"{NAMES[one.measure]}{particle(NAMES[one.measure], '은', '는')} 각각 얼마입니까?"
        return self._row(self._sentence(report, item, one.year, ask, "plain", rng), "plain", report, pair)

    def _absent(self, report: Report, rng: Random) -> Row:
        """A question that no document answers; its `note` says why."""
        makers = (
            self._absent_year, self._absent_item, self._absent_measure, self._absent_part, self._absent_part,
            self._absent_agency, self._gone, self._absent_general,
        )  # fmt: skip
        maker = rng.choice(makers)
        style = rng.choice(STYLES)
        text = maker(report, style, rng)
        return {
            "question": text, "docs": [], "answer": "문서에서 확인되지 않습니다.", "figures": [],
            "keywords": [], "evidence": [], "style": style, "note": maker.__name__.removeprefix("_absent_"),
        }  # fmt: skip

    def _absent_year(self, report: Report, style: str, rng: Random) -> str:
        """A year of which no report speaks."""
        truth = self._varied(self._clear(report, lambda t: t.measure in NAMES), rng)
        spoken = {t.year for other in self._reported[report.office.key].values() for t in other.page.truths}
        year = rng.choice([y for y in range(2016, 2028) if y not in spoken])
        item = self._item(report, truth, style, rng)
        return self._sentence(report, item, year, self._asks(truth, style, rng), style, rng)

    def _absent_item(self, report: Report, style: str, rng: Random) -> str:
        """A programme or department that the office does not have."""
        mine = "".join(
            t.item for other in self._reported[report.office.key].values() for t in other.page.truths
        )
        things = [thing for thing in words.OBJECTS if thing not in mine]
        name = f"{rng.choice(things)} {rng.choice(words.ACTIONS)}"
        stems = [stem for stem in words.DEPARTMENT_WORDS if stem not in mine]
        name = rng.choice([name, f"{rng.choice(stems)}과"])
        truth = rng.choice(self._clear(report, lambda t: t.measure in AMOUNTS))
        name = said_for(name, rng) if style == "paraphrase" else name
        return self._sentence(report, name, truth.year, self._asks(truth, style, rng), style, rng)

    def _absent_measure(self, report: Report, style: str, rng: Random) -> str:
        """A measure that is not reported of a row for that year: what was spent the year before."""
        truth = rng.choice(self._clear(report, lambda t: t.measure in AMOUNTS | {"final_budget"}))
        reported = {
            (t.measure, t.year)
            for other in self._reported[report.office.key].values()
            for t in other.page.truths
            if t.item == truth.item
        }
        missing = [
            (measure, year)
            for measure in ("spent", "spent_rate", "collected", "quota", "staff", "supplementary")
            for year in (report.year, report.year - 1)
            if (measure, year) not in reported and not (measure == "staff" and ("heads", year) in reported)
        ]
        if not missing:
            raise NothingToAsk
        measure, year = rng.choice(missing)
        of = Truth("", 0, truth.item, "", measure, year, Decimal(1), "", truth.department)
        item = self._item(report, truth, style, rng)
        return self._sentence(report, item, year, self._asks(of, style, rng), style, rng)

    def _absent_part(self, report: Report, style: str, rng: Random) -> str:
        """A part or a side of something known that nobody prints: '이용자 가운데 여성은'."""
        noun, unit = rng.choice(words.ABSENT)
        truth = rng.choice(
            self._clear(report, lambda t: t.unit in (unit, "명", "천원") and bool(t.department))
        )
        item = self._item(report, truth, style, rng)
        among = rng.choice(["{item} 가운데 {noun}", "{item} {noun}", "{item} 중 {noun}"])
        name = among.format(item=item, noun=noun) if unit == truth.unit else f"{truth.item} {noun}"
        of = Truth("", 0, name, "", "count", truth.year, Decimal(1), unit)
        ask = self._asks(of, style, rng)
        if unit in ("천원", "원"):
            ask = "얼마입니까?" if style == "plain" else "얼마야?"
        return self._sentence(report, name, truth.year, ask, style, rng)

    def _absent_agency(self, report: Report, style: str, rng: Random) -> str:
        """Something known, of an office that has no document."""
        names = {other.office.name for other in self._reports}
        stranger = agency(rng.randrange(20_000, 30_000), self._seed + 7)
        if stranger.name in names:
            raise NothingToAsk
        truth = self._varied(self._clear(report, lambda t: t.measure in NAMES), rng)
        item = self._item(report, truth, style, rng)
        ask = self._asks(truth, style, rng)
        text = self._sentence(report, item, truth.year, ask, style if style != "noisy" else "plain", rng)
        if report.office.name not in text:
            raise NothingToAsk
        return text.replace(report.office.name, stranger.name)

    def _gone(self, report: Report, style: str, rng: Random) -> str:
        """A department in a year of which only other years' reports know it."""
        spoken = {t.item for t in report.page.truths}
        others = {
            t.item
            for other in self._reported[report.office.key].values()
            for t in other.page.truths
            if t.item == t.department and t.item not in spoken
        }
        if not others:
            raise NothingToAsk
        truth = rng.choice(self._clear(report, lambda t: t.measure in AMOUNTS and t.year == report.year))
        ask = self._asks(truth, style, rng)
        return self._sentence(report, rng.choice(sorted(others)), report.year, ask, style, rng)

    def _absent_general(self, report: Report, style: str, rng: Random) -> str:
        """What no briefing says: private matters, general knowledge, idle talk."""
        who, year = report.office.name, year_said(report.year, rng, spoken=style != "plain")
        truth = rng.choice(self._clear(report, lambda t: bool(t.department)))
        return rng.choice([
            f"{year} {who} {truth.department} 과장 연봉은 얼마입니까?",
            f"{who} {truth.item} 담당자 휴대전화 번호 알려줘",
            f"{truth.item} 업체 대표 나이가 몇 살이야?",
            f"{who}에서 부산까지 몇 km입니까?",
            f"{year} 우리나라 최저임금은 얼마인가요?",
            f"{who} 시장 재산이 얼마야?",
            f"{year} 삼겹살 1인분 가격 얼마야?",
            f"{who} 아파트 평균 매매가격은 얼마입니까?",
            f"{year} {who} 실업률은 몇 %입니까?",
        ])  # fmt: skip
