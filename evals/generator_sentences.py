"""What makes sentences of generated questions: names, years, orders of words, the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from evals import generator_words as words
from evals.generator_page import Page, Truth
from evals.generator_phrases import CHATTER, TAILS, asked, noisy, said_for, year_said
from evals.generator_world import Agency

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


class Sentences:
    """Puts questions over the documents of one folder together.

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
        elif style != "plain" and rng.random() < 0.4:
            name = self._shortened(report, name, rng)
        if truth.department not in ("", truth.item, report.office.unit) and rng.random() < 0.3:
            name = f"{truth.department} {name}"
        noun = "" if truth.noun == name else truth.noun
        return f"{name} {noun}".strip()

    @staticmethod
    def _shortened(report: Report, name: str, rng: Random) -> str:
        """A name without its first or its last word, where it still names one thing of the report."""
        parts = name.split()
        short = " ".join(rng.choice([parts[1:], parts[:-1]])) if len(parts) > 1 else ""
        same = {truth.item for truth in report.page.truths if short in truth.item}
        return short if short and len(same) == 1 and short not in words.ACTIONS else name

    def _sentence(self, report: Report, item: str, year: int, ask: str, style: str, rng: Random) -> str:  # noqa: PLR0913, PLR0917
        """Put a question together, its parts in one of the orders in which they are said."""
        spoken = style != "plain"
        who, when = self._who(report, rng), year_said(year, rng, spoken=spoken)
        if spoken and rng.random() < 0.3 and item:
            item = f"{rng.choice(CHATTER)} {item}"
        if rng.random() < 0.15:
            ask = f"{rng.choice(TAILS)} {ask}"
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
