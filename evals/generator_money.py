"""The money in generated documents: revenue, expenditure by department and programme, quarters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from random import Random

from evals import generator_words as words
from evals.generator_page import Column, Page, Row, Sheet, Value
from evals.generator_world import Agency, Department, Money, Programme, dice, percent, pick

Pair = tuple[Column, Callable[[Money], Value]]
WON = "천원"


def part(page: Page, text: str) -> None:
    """Write the heading of a part."""
    page.write(f"### {text}" if page.layout == "pipes" else f"□ {text}")
    page.write()


def note(page: Page, agency: Agency, year: int, unit: str) -> str:
    """The line over a table: "('23.3월말 기준, 단위 : 천원)"."""
    day = f"'{year % 100}.{agency.month}월말 기준"
    forms = (f"({day}, 단위 : {unit})", f"(단위 : {unit}, {day})", f"(단위: {unit})")
    return page.rng.choice(forms)


def spread(label: str, rng: Random) -> str:
    """A short label is sometimes set wide: '총무과' -> '총 무 과'."""
    return " ".join(label) if len(label) <= 4 and rng.random() < 0.3 else label


def _money_columns(rng: Random, year: int, kind: str) -> list[Pair]:
    """One of the ways in which budgets are set out; each column with where its value comes from."""
    rate = rng.choice(["집행률", "집행률(%)", "집행율"])
    growth = rng.choice(["증감률", "증감률(%)", "증감율"])
    change: list[Pair] = [
        (Column(("증 감", "증감액"), "change", year, WON), lambda m: m.change),
        (Column(("증 감", growth), "change_rate", year, "%"),
         lambda m: percent(m.change, m.before) if m.before else None),
    ]  # fmt: skip
    spent: list[Pair] = [
        (Column(("집행현황", "집행액"), "spent", year, WON), lambda m: m.spent),
        (Column(("집행현황", rate), "spent_rate", year, "%"), lambda m: percent(m.spent, m.budget)),
    ]
    if kind == "education":
        now, then = f"{year}년도", f"{year - 1}년도"
        return [
            (Column((now, "본예산"), "original_budget", year, WON), lambda m: m.budget or None),
            (Column((then, "본예산"), "original_budget", year - 1, WON), lambda m: m.before or None),
            (Column((then, "추경예산"), "supplementary", year - 1, WON), lambda m: m.supplementary or None),
            *change,
        ]
    if kind == "district":
        short = f"집행률(%) (’{year % 100} 기준)" if rng.random() < 0.1 else rate
        return [
            (Column(("예산액",), "budget", year, WON), lambda m: m.budget or None),
            (Column(("집행액",), "spent", year, WON), lambda m: m.spent),
            (Column((short,), "spent_rate", year, "%"), lambda m: percent(m.spent, m.budget)),
        ]
    if rng.random() < 0.5:
        return [
            (Column(("예산현액", f"{year - 1}년"), "budget", year - 1, WON), lambda m: m.before or None),
            (Column(("예산현액", f"{year}년"), "budget", year, WON), lambda m: m.budget or None),
            *change, *spent,
        ]  # fmt: skip
    now, then = rng.choice([(f"{year}", f"{year - 1}"), (f"'{year % 100}년", f"'{(year - 1) % 100}년")])
    return [
        (Column((f"{now} 예산현액",), "budget", year, WON), lambda m: m.budget or None),
        (Column((f"{then} 최종예산",), "final_budget", year - 1, WON), lambda m: m.before or None),
        *change, *spent,
    ]  # fmt: skip


def summed(parts: Iterable[Money]) -> Money:
    """The sum of several programmes' money."""
    some = list(parts)
    quarters = [sum(m.quarters[n] for m in some) for n in range(4)]
    return Money(
        sum(m.budget for m in some), sum(m.before for m in some), sum(m.supplementary for m in some),
        sum(m.spent for m in some), sum(m.obligated for m in some), sum(m.expected for m in some),
        (quarters[0], quarters[1], quarters[2], quarters[3]),
    )  # fmt: skip


def _row(label: str, item: str, money: Money, pairs: Sequence[Pair], department: str) -> Row:
    """A row of a programme or of several; what belongs to no department is the total."""
    return Row(label, item, tuple(value(money) for _, value in pairs), department, not department)


def expenditure(page: Page, agency: Agency, year: int, rng: Random) -> None:
    """Departments in one table, their programmes in another; where there is one department, those alone."""
    pairs = _money_columns(rng, year, agency.kind)
    columns = tuple(column for column, _ in pairs)
    of = {d.name: [(p, p.money(year, agency.month)) for p in d.running(year)] for d in agency.present(year)}
    everything = summed(money for some in of.values() for _, money in some)
    rows = [_row(rng.choice(["계", "합 계", "총 계"]), agency.unit, everything, pairs, "")]
    if len(of) > 1:
        for name, some in of.items():
            rows.append(_row(spread(name, rng), name, summed(m for _, m in some), pairs, name))
        part(page, "세출 총괄")
        page.table(Sheet("구분", columns, tuple(rows), note(page, agency, year, WON)))
        rows = [_row(agency.unit, agency.unit, everything, pairs, "")]
    for name, some in of.items():
        if len(of) > 1:
            rows.append(_row(name, name, summed(m for _, m in some), pairs, name))
        for policy in dict.fromkeys(p.policy for p, _ in some):
            mine = [(p, m) for p, m in some if p.policy == policy]
            if agency.kind in ("city", "institute"):
                rows.append(_row(policy, policy, summed(m for _, m in mine), pairs, name))
            rows += [_row(p.name, p.name, m, pairs, name) for p, m in mine]
    part(page, rng.choice(["세출예산 세부현황", "사업별 예산 내역", "세부사업별 예산 집행현황"]))
    stub = rng.choice(["구분", "사업명", "정책/단위/세부사업별"])
    page.table(Sheet(stub, columns, tuple(rows), note(page, agency, year, WON)))


def revenue(page: Page, agency: Agency, year: int) -> None:
    """Write a table of revenue: groups, their parts, and grants."""
    rng = dice(agency.key, year, "revenue")
    columns = (
        Column((f"{year} 예산현액",), "budget", year, WON),
        Column(("징수현황", "징수액"), "collected", year, WON),
        Column(("징수현황", "징수율"), "collected_rate", year, "%"),
    )

    def row(label: str, amounts: Sequence[tuple[int, int]], item: str = "") -> Row:
        budget, got = (sum(amount[n] for amount in amounts) for n in (0, 1))
        return Row(label, item or label, (budget, got, percent(got, budget)), total=bool(item))

    def amount() -> tuple[int, int]:
        budget = rng.randint(400, 90_000) * 10
        return budget, int(budget * rng.uniform(0.0, 0.9))

    rows: list[Row] = []
    everything: list[tuple[int, int]] = []
    for group in words.REVENUES:
        inner: list[Row] = []
        mine: list[tuple[int, int]] = []
        for label, leaves in pick(rng, group[1:], 2):
            amounts = [amount() for _ in leaves]
            inner.append(row(str(label), amounts))
            inner += [row(leaf, [one]) for leaf, one in zip(leaves, amounts, strict=True)]
            mine += amounts
        rows += [row(str(group[0]), mine), *inner]
        everything += mine
    for label in pick(rng, words.GRANTS, 2):
        one = amount()
        rows.append(row(label, [one]))
        everything.append(one)
    rows.insert(0, row("계", everything, "세입 합계"))
    part(page, "세입 총괄")
    page.table(Sheet("구분", columns, tuple(rows), note(page, agency, year, WON)))


def quarters(page: Page, agency: Agency, year: int, department: Department, programme: Programme) -> None:
    """Write a programme's plan by quarters."""
    money = programme.money(year, agency.month)
    columns = (
        Column(("계",), "plan", year, WON),
        *(Column((f"{n}분기",), "plan", year, WON, f"{n}분기") for n in range(1, 5)),
    )
    row = Row(programme.name, programme.name, (money.budget, *money.quarters), department.name)
    part(page, "예산집행 계획")
    page.table(Sheet("구 분", columns, (row,), "(단위 : 천원)"))
