"""Questions that ask for what the tables of a store say, by their own labels.

A figure of a table is asked for by whose it is, its year, its row and its column, in one of the `FORMS`:
plainly, without one of these, in the words of everyday, with an error of typing. What fits several figures
that differ is not asked. So a store can be asked about without a file of checked answers: what is answered
with another figure is either read wrongly or chosen wrongly.

>>> said_of(fact, metadata)
Said(office='가람시 행정국', year=2024, row=('사업비', '총무과'), column=('예산현액',))
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from corpus.model import Fact, Metadata, Path
from corpus.units import is_money
from evals.gold import Evidence, Question
from evals.judge import same_figure
from index.store import Store
from qa.figures.fields import TOTALS
from qa.understanding.query import squash
from qa.wording.compose import clean
from qa.wording.korean import ends_closed, with_particle

SURE = 0.9  # how sure the reading of a figure must be that is asked for
LONGEST = 30  # characters of a label that anybody would type
SAID = 2  # of the labels of a row, and of a column, that are said
YEAR = re.compile(r"(?:(?:19|20)\d\d|['’‘]\d\d)\s?(?:년도?)?\s?")
LETTERS = re.compile(r"[가-힣A-Za-z]{2}")
SPENT = re.compile(r"(?:집행|지출)액")
SPENT_RATE = re.compile(r"집행[률율]")
# vowels that are mistyped for each other, by their places in a syllable: ㅐ and ㅔ, ㅗ and ㅜ, ㅓ and ㅏ
VOWELS = MappingProxyType({1: 5, 5: 1, 8: 13, 13: 8, 4: 0, 0: 4})


@dataclass(frozen=True, slots=True)
class Said:
    """What a question says of a figure; '' or None where it does not say that."""

    office: str
    year: int | None
    row: Path
    column: Path


@dataclass(frozen=True, slots=True)
class Probe:
    """A question for a figure, and all figures that are called so, which are the same one."""

    form: str
    question: str
    facts: tuple[Fact, ...]

    def as_gold(self) -> Question:
        """The question with its answer, for the judge and for question files."""
        fact = self.facts[0]
        return Question(
            id=f"{fact.document}:{fact.lines[0]}:{fact.id}",
            question=self.question,
            kind="figure",
            style=self.form,
            answer=f"{fact.text} {fact.unit}".strip(),
            documents=(fact.document,),
            figures=({"value": float(fact.value), "unit": fact.unit},),
            keywords=(),
            evidence=tuple(Evidence(one.document, one.lines) for one in self.facts),
        )


def _plain(said: Said, unit: str) -> str:
    return f"{_lead(said)}{with_particle(' '.join((*said.row, *said.column)), '은')} {how_many(unit)}인가요?"


def _column_first(said: Said, unit: str) -> str:
    column, row = " ".join(said.column), " ".join(said.row)
    if not column:
        return _plain(said, unit)
    return f"{_lead(said)}{with_particle(column, '은')} {with_particle(row, '이')} {how_many(unit)}입니까?"


def _everyday(said: Said, unit: str) -> str:
    last = squash(said.column[-1]) if said.column else ""
    row = " ".join(said.row)
    if SPENT.fullmatch(last):
        return f"{_lead(said)}{row} 얼마나 썼어?"
    if SPENT_RATE.fullmatch(last):
        return f"{_lead(said)}{row} 몇 프로 집행했어?"
    asked = how_many(unit)
    return (
        f"{_lead(said)}{' '.join((*said.row, *said.column))} {asked}{'이' if ends_closed(asked) else ''}야?"
    )


def _unspaced(said: Said, unit: str) -> str:
    """The labels of the row are typed as one word: '세외수입사용료 예산현액은'."""
    return _plain(replace(said, row=(re.sub(r"\s", "", "".join(said.row)),)), unit)


def _mistyped(said: Said, unit: str) -> str:
    """One vowel of the row's label is another: '주민참여얘산'."""
    own = said.row[-1]
    places = [n for n, letter in enumerate(own) if _vowel(letter) in VOWELS]
    if not places:
        return _plain(said, unit)
    place = places[len(own) % len(places)]
    vowel = _vowel(own[place])
    other = chr(ord(own[place]) + 28 * (VOWELS[vowel] - vowel))
    row = (*said.row[:-1], own[:place] + other + own[place + 1 :])
    return _plain(replace(said, row=row), unit)


FORMS: Mapping[str, Callable[[Said, str], str]] = MappingProxyType(
    {
        "plain": _plain,
        "no year": _plain,
        "no office": _plain,
        "column first": _column_first,
        "everyday": _everyday,
        "unspaced": _unspaced,
        "mistyped": _mistyped,
    }
)


def probes(store: Store, count: int, seed: int) -> Iterator[Probe]:
    """Questions for figures of a store's tables, chosen at random, each in a form chosen at random.

    Args:
        store: what is asked about.
        count: how many questions at most; fewer where fewer figures can be asked for.
        seed: another one chooses others.
    """
    dice = random.Random(seed)  # noqa: S311 - no secret
    metadata = {entry.name: entry.metadata for entry in store.documents()}
    facts = [fact for name in metadata for fact in store.facts([name])]
    named: dict[str, list[Fact]] = {}
    for fact in facts:
        named.setdefault(_own(fact), []).append(fact)
    wanted = list(filter(_can_be_asked, facts))
    dice.shuffle(wanted)
    asked = 0
    for fact in wanted:
        form = dice.choice(list(FORMS))
        said = _as_said(form, said_of(fact, metadata[fact.document]))
        same = [one for one in named[_own(fact)] if _fits(one, fact, said, metadata)]
        only_year = form == "no year" and fact.column and not said.column  # another year is as right
        if only_year or any(not is_same(fact, one) for one in same):
            continue
        yield Probe(form, FORMS[form](said, fact.unit), (fact, *(one for one in same if one is not fact)))
        asked += 1
        if asked == count:
            return


def said_of(fact: Fact, metadata: Metadata) -> Said:
    """What a question says of a figure that says all of it."""
    office = office_of(metadata)
    row, column = _labels(fact)
    above = [label for label in row[-SAID:-1] if squash(label) not in squash(office)]  # said once
    return Said(office, fact.year, (*above, *row[-1:]), column[-SAID:])


def office_of(metadata: Metadata) -> str:
    """Whose a document is: '가람시 행정국'."""
    if metadata.department and metadata.department not in metadata.agency:
        return f"{metadata.agency} {metadata.department}".strip()
    return metadata.agency


def _as_said(form: str, said: Said) -> Said:
    """What a form leaves of what is said."""
    last = squash(said.column[-1]) if said.column else ""
    spent = form == "everyday" and (SPENT.fullmatch(last) or SPENT_RATE.fullmatch(last))
    return Said(
        "" if form == "no office" else said.office,
        None if form == "no year" else said.year,
        said.row,
        said.column[-1:] if spent else said.column,
    )


def _labels(fact: Fact) -> tuple[Path, Path]:
    """The labels of a figure's row and column, without its year; a total is of what its caption names."""
    row, column = (
        tuple(label for label in map(clean, path) if label)
        for path in (fact.row, [without_own_year(label, fact.year) for label in fact.column])
    )
    if all(squash(label) in TOTALS for label in row):
        row = (*(label for label in [clean(fact.caption)] if label), *row)
    return row, tuple(label for label in column if label)


@lru_cache(maxsize=65536)
def without_own_year(label: str, year: int | None) -> str:
    """A column's label without the year that its figures are of, which is said before it."""
    found = YEAR.match(label)
    own = found and year is not None and found[0].strip(" '’‘년도")[-2:] == f"{year % 100:02}"
    return label[found.end() :].strip() if found and own and not re.search("대비", label) else label


def _own(fact: Fact) -> str:
    """The last label of a figure's row, which every question for it says."""
    row, _ = _labels(fact)
    return squash(row[-1]) if row else ""


def _can_be_asked(fact: Fact) -> bool:
    """Tell whether a figure is of a table, read with certainty, and of labels that one can type."""
    row, column = _labels(fact)
    typed = bool(row) and all(map(can_be_typed, (*row[-SAID:], *column[-SAID:])))
    return fact.table is not None and fact.confidence >= SURE and typed


def can_be_typed(label: str) -> bool:
    """Tell whether a label has words, and no more of them than anybody would type."""
    return len(label) <= LONGEST and LETTERS.search(label) is not None


def _fits(one: Fact, fact: Fact, said: Said, metadata: Mapping[str, Metadata]) -> bool:
    """Tell whether a figure is called as the question for another one says."""
    own = metadata[one.document]
    if said.office and said.office != said_of(one, own).office:
        return False
    if said.year and said.year not in (one.year, own.year if one.year is None else one.year):
        return False
    if how_many(one.unit) != how_many(fact.unit):
        return False
    row, column = (tuple(map(squash, path)) for path in _labels(one))
    labels = {*row, *column, squash(one.caption)}
    wanted = [*map(squash, said.row), *map(squash, said.column)]
    return labels.issuperset(wanted) and column[-1:] == tuple(wanted[len(said.row) :][-1:])


def is_same(fact: Fact, other: Fact) -> bool:
    """Tell whether two figures tell the same amount."""
    mine, others = ({"value": float(one.value), "unit": one.unit} for one in (fact, other))
    return same_figure(mine, others, falls=False) or same_figure(others, mine, falls=False)


def _lead(said: Said) -> str:
    parts = (f"{said.year}년" if said.year else "", said.office)
    return "".join(f"{part} " for part in parts if part)


def how_many(unit: str) -> str:
    """What asks for a figure in a unit: '얼마', '몇 %', '몇 명'."""
    return "얼마" if is_money(unit) or not re.fullmatch(r"%|[가-힣]+", unit) else f"몇 {unit}"


def _vowel(letter: str) -> int:
    """The place of a syllable's vowel; -1 for any other letter."""
    return (ord(letter) - ord("가")) // 28 % 21 if "가" <= letter <= "힣" else -1


def summary(judged: Sequence[tuple[Probe, str]]) -> list[str]:
    """How many questions were answered rightly, wrongly and not at all, by form."""
    lines = [f"{'form':14}{'n':>5}{'right':>8}{'wrong':>8}{'none':>8}"]
    for name in ("all", *FORMS):
        verdicts = [verdict for probe, verdict in judged if name in ("all", probe.form)]
        if verdicts:
            shares = (verdicts.count(verdict) / len(verdicts) for verdict in ("right", "wrong", "none"))
            lines.append(f"{name:14}{len(verdicts):5}" + "".join(f"{share:8.1%}" for share in shares))
    return lines
