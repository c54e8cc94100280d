"""Invented agencies with their departments, programmes and figures: the ground truth of generated documents.

Everything follows from the seed and the agency's number, so that a folder of documents can be made again
from those two alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal, TypeVar

from evals import generator_words as words

Kind = Literal["city", "district", "education", "institute"]
Item = TypeVar("Item")

YEARS = range(2019, 2027)
UNITS: dict[Kind, tuple[str, ...]] = {
    "city": ("행정국", "자치행정국", "기획조정실", "안전총괄국"),
    "district": ("총무과", "행정지원과", "자치행정과"),
    "education": ("총무과", "행정관리담당관", "교육행정국"),
    "institute": ("인재개발원", "공무원교육원", "시설관리사업소"),
}


def dice(*key: object) -> Random:
    """A random source of its own for a key: the same key gives the same numbers."""
    return Random("/".join(map(str, key)))  # noqa: S311 (test data, no secret)


def percent(part: Decimal | int, whole: Decimal | int, digits: int = 1) -> Decimal:
    """Part of a whole in percent, rounded half up as offices do; 0 where the whole is 0."""
    if not whole:
        return Decimal(0)
    return (Decimal(part) / Decimal(whole) * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    """A programme's money in one year, in 천원; `spent` and `obligated` up to the report's day."""

    budget: int
    before: int
    supplementary: int
    spent: int
    obligated: int
    expected: int
    quarters: tuple[int, int, int, int]

    @property
    def change(self) -> int:
        """Budget less that of the year before."""
        return self.budget - self.before


@dataclass(frozen=True, slots=True)
class Count:
    """Something that a programme counts: '이용자' in '명', by year."""

    noun: str
    unit: str
    seed: str

    def value(self, year: int) -> Decimal:
        """How many in a year; rates and points have one decimal."""
        base = dice(self.seed).randint(12, 4000)
        drift = dice(self.seed, year).uniform(0.7, 1.5)
        if self.unit in ("%", "점"):
            low, high = (55, 97)
            return Decimal(round(dice(self.seed, year).uniform(low, high), 1)).quantize(Decimal("0.1"))
        return Decimal(max(2, int(base * drift)))

    def target(self, year: int) -> Decimal:
        """What is aimed at for a year; never equal to the value of that year."""
        value = self.value(year)
        if self.unit in ("%", "점"):
            return min(value + Decimal("1.5"), Decimal("99.5"))
        return (value * Decimal("1.1")).quantize(Decimal(1)) + 1


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with what it counts; `first` and `last` are the years that it is run."""

    name: str
    policy: str
    counts: tuple[Count, ...]
    seed: str
    first: int
    last: int

    def runs(self, year: int) -> bool:
        """Tell whether it is run in a year."""
        return self.first <= year <= self.last

    def money(self, year: int, month: int) -> Money:
        """Its money in a year, as reported at the end of a month; nothing before its first year."""
        budget = self._amount(year) if self.runs(year) else 0
        before = self._amount(year - 1, 1.03) if self.runs(year - 1) else 0
        rng = dice(self.seed, year, month, "spent")
        obligated = int(budget * min(0.98, rng.uniform(0.05, 0.12) * month + 0.03))
        spent = int(obligated * rng.uniform(0.55, 0.98))
        expected = max(obligated, int(budget * rng.uniform(0.9, 0.99)))
        quarters = [int(budget * share) for share in (0.2, 0.33, 0.27)]
        return Money(
            budget=budget,
            before=before,
            supplementary=int(before * rng.uniform(0.9, 1.1)),
            spent=spent,
            obligated=obligated,
            expected=expected,
            quarters=(quarters[0], quarters[1], quarters[2], budget - sum(quarters)),
        )

    def _amount(self, year: int, more: float = 1.0) -> int:
        base = 10 ** dice(self.seed, "base").uniform(3.6, 6.6)
        value = base * dice(self.seed, year).uniform(0.75, 1.35) * more
        step = 10 if value < 1_000_000 else 100
        return max(step, int(value) // step * step)


@dataclass(frozen=True, slots=True)
class Department:
    """A department with its programmes, in the years `first` to `last`."""

    name: str
    programmes: tuple[Programme, ...]
    seed: str
    first: int
    last: int

    def running(self, year: int) -> tuple[Programme, ...]:
        """Its programmes that have a budget in a year or had one the year before."""
        return tuple(p for p in self.programmes if p.runs(year) or p.runs(year - 1))


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency's office that reports in `years` at the end of `month`; `key` makes its figures."""

    name: str
    unit: str
    kind: Kind
    departments: tuple[Department, ...]
    years: tuple[int, ...]
    month: int
    key: str

    def present(self, year: int) -> tuple[Department, ...]:
        """The departments of a year, those included that ended the year before."""
        return tuple(d for d in self.departments if d.first <= year <= d.last)


def pick(rng: Random, items: Sequence[Item], count: int) -> list[Item]:
    """Some of the items, none twice, in a random order."""
    return rng.sample(list(items), min(count, len(items)))


def town(number: int) -> str:
    """The name of a town: a different one for each number up to 30,000."""
    firsts, lasts = len(words.FIRST), len(words.LAST)
    number = number * 7919 % (firsts * lasts * lasts)  # neighbours in number are not alike
    first, rest = number % firsts, number // firsts
    more = words.LAST[rest // lasts - 1] if rest >= lasts else ""
    return words.FIRST[first] + words.LAST[rest % lasts] + more


def agency(number: int, seed: int) -> Agency:
    """The agency of a number: its name is no other's, its kind and years vary."""
    key = f"{seed}-{number}"
    rng = dice(key)
    kinds: tuple[Kind, ...] = ("city", "district", "education", "institute")
    kind = kinds[number % 4]
    place = town(number + seed * 131)
    names = {
        "city": rng.choice([f"{place}시", f"{place}광역시", f"{place}군"]),
        "district": f"{town(number // 5 + 20_000)}광역시 {place}구",
        "education": rng.choice([f"{place}교육청", f"{place}시교육청"]),
        "institute": f"{place}시",
    }
    unit = rng.choice(UNITS[kind])
    first = rng.choice(YEARS[:-2])
    years = tuple(y for y in range(first, first + rng.choice([1, 2, 2, 3])) if y in YEARS)
    return Agency(
        name=names[kind],
        unit=unit,
        kind=kind,
        departments=_departments(unit if kind != "city" else None, key, years),
        years=years,
        month=rng.choice([1, 2, 3, 6, 8, 9, 10]),
        key=key,
    )


def _departments(alone: str | None, key: str, years: tuple[int, ...]) -> tuple[Department, ...]:
    """Several departments, or the one that is the whole office."""
    rng = dice(key, "departments")
    many = 1 if alone else rng.randint(4, 7)
    stems = pick(rng, words.DEPARTMENT_WORDS, many)
    taken: set[str] = set()
    found = []
    for place, stem in enumerate(stems):
        name = alone or stem + rng.choice(words.DEPARTMENT_ENDS)
        count = rng.randint(2, 5) if many > 1 else rng.randint(6, 11)
        names = _programme_names(rng, count, taken)
        policies = pick(rng, words.POLICIES, 2)
        first, last = years[0] - 1, years[-1]
        if many > 1 and len(years) > 1 and place and rng.random() < 0.35:  # comes or goes between two reports
            first, last = rng.choice([(years[1], last), (first, years[-2])])
        programmes = tuple(
            _programme(rng, label, policies[n * 2 // count], f"{key}-{place}-{n}", (first, last))
            for n, label in enumerate(names)
        )
        found.append(Department(name, programmes, f"{key}-{place}", first, last))
    return tuple(found)


def _programme(rng: Random, name: str, policy: str, key: str, span: tuple[int, int]) -> Programme:
    chosen = pick(rng, words.COUNTED, 3)
    counts = tuple(Count(noun, unit, f"{key}-{noun}") for noun, unit in chosen)
    first, last = span
    if rng.random() < 0.15 and last > first:
        first += 1  # a new one: nothing the year before
    return Programme(name, policy, counts, key, first, last)


def _programme_names(rng: Random, count: int, taken: set[str]) -> list[str]:
    """Names of programmes, no thing twice in an office: '스마트 승강기 정비', '소식지 운영'."""
    found = []
    for thing in rng.sample(words.OBJECTS, len(words.OBJECTS)):
        if thing in taken:
            continue
        taken.add(thing)
        name = f"{thing} {rng.choice(words.ACTIONS)}"
        found.append(f"{rng.choice(words.MANNERS)} {name}" if rng.random() < 0.35 else name)
        if len(found) == count:
            break
    return found
