"""Questions over generated documents, made of what the generator knows that it printed.

A question is asked only where its answer is one: where two figures could be meant, it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from evals.generator_absent import Unanswerable
from evals.generator_document import particle
from evals.generator_page import Truth
from evals.generator_phrases import NAMES
from evals.generator_sentences import AMOUNTS, STYLES, NothingToAsk, Report, Row
from evals.generator_world import dice, percent


class QuestionMaker(Unanswerable):
    """Makes questions over the documents of one folder.

    Args:
        made: each agency, year and page.
        seed: another one asks other things.
    """

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

    def _one(self, report: Report, rng: Random) -> Row:
        truths = self._clear(report)
        truth = self._varied(truths, rng)
        style = rng.choice(STYLES)
        item = self._item(report, truth, style, rng)
        text = self._sentence(report, item, truth.year, self._asks(truth, style, rng), style, rng)
        return self._row(text, style, report, [truth])

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
