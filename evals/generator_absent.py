"""Questions over generated documents that no document answers; each says why in its `note`."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from evals import generator_words as words
from evals.generator_page import Truth
from evals.generator_phrases import NAMES, said_for, year_said
from evals.generator_sentences import AMOUNTS, STYLES, NothingToAsk, Report, Row, Sentences
from evals.generator_world import agency


class Unanswerable(Sentences):
    """Makes the questions that have no answer."""

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
