"""Composes a generated document out of an agency's ground truth: organisation, money, projects, audit."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from evals import generator_words as words
from evals.generator_money import WON, expenditure, note, part, quarters, revenue
from evals.generator_page import Column, Layout, Page, Row, Sheet
from evals.generator_world import Agency, Count, Department, Kind, Programme, dice, percent, pick

ROMAN = "ⅠⅡⅢⅣⅤ"
LAYOUTS: Mapping[Kind, tuple[Layout, ...]] = {
    "city": ("tabs", "tabs", "spaces", "html"),
    "district": ("spaces", "spaces", "tabs"),
    "education": ("tabs", "pipes", "html"),
    "institute": ("spaces", "tabs", "pipes"),
}


def compose(agency: Agency, year: int, name: str) -> Page:
    """Write the document of an agency's year; the page has its lines and what they say."""
    rng = dice(agency.key, "layout")  # an office keeps its habits over the years
    layout = rng.choice(LAYOUTS[agency.kind])
    page = Page(name, layout, dice(agency.key, year, "page"), gaps=layout == "spaces" and rng.random() < 0.7)
    page.one_a_line = dice(agency.key, "names").random() < 0.3
    _title(page, agency, year)
    _heading(page, 0, "일반 현황")
    _organisation(page, agency, year)
    if rng.random() < 0.6:
        _vehicles(page, agency, year)
    if rng.random() < 0.4:
        _buildings(page, agency, year)
    if layout == "spaces" and dice(agency.key, "beside").random() < 0.5:
        _facilities(page, agency, year)
    _heading(page, 1, "예산 현황")
    if rng.random() < 0.6 and agency.kind != "education":
        revenue(page, agency, year)
    expenditure(page, agency, year, rng)
    _heading(page, 2, rng.choice(["주요 업무 추진계획", "주요업무 추진실적", "주요 업무 현황"]))
    _projects(page, agency, year, rng)
    if rng.random() < 0.5:
        _more(page, agency, year)
    _heading(page, 3, "행정사무감사 처리결과")
    _audit(page, agency, year)
    return page


def particle(word: str, after_consonant: str, after_vowel: str) -> str:
    """The particle that fits: '예산' takes '은', '청사' takes '는'."""
    code = ord(word[-1]) - 0xAC00
    return after_vowel if 0 <= code < 11172 and code % 28 == 0 else after_consonant


def _title(page: Page, agency: Agency, year: int) -> None:
    title = page.rng.choice(["주요업무보고", "주요업무 추진계획", "업무보고"])
    page.write()
    page.write(f"# {year}년 {title}" if page.layout == "pipes" else f"{year}년 {title}")
    page.write()
    page.write(f"{year}. {agency.month}.")
    page.write()
    page.write(f"{agency.name} {agency.unit}")
    page.write()


def _heading(page: Page, number: int, text: str) -> None:
    page.write()
    page.write(f"## {text}" if page.layout == "pipes" else f"{ROMAN[number]}. {text}")
    page.write()


def _organisation(page: Page, agency: Agency, year: int) -> None:
    rng = page.rng
    grades = words.GRADES[rng.randint(0, 2) :]
    quota = [rng.randint(1, 4) * (2 + place) for place in range(len(grades))]
    staff = [max(1, count - rng.choice([-1, 0, 0, 1, 2])) for count in quota]
    part(page, rng.choice(["조직·인력", "인력 현황", "정·현원"]))
    columns = [Column(("총계",), "", year, "명")]
    columns += [Column(("일반직", grade), "", year, "명", grade) for grade in grades]
    counts = {"quota": quota, "staff": staff, "shortage": [b - a for a, b in zip(quota, staff, strict=True)]}
    labels = {"quota": "정원", "staff": "현원", "shortage": "과부족"}
    rows = tuple(
        Row(labels[measure], agency.unit, (sum(some), *some), measure=measure)
        for measure, some in counts.items()
    )
    page.table(Sheet("구분", tuple(columns), rows, note(page, agency, year, "명")))
    present = [d for d in agency.present(year) if d.last >= year]
    if len(present) < 2:
        return
    heads = [dice(d.seed, year, "heads").randint(8, 60) for d in present]
    noted = ", ".join(f"{d.name} {count}명" for d, count in zip(present, heads, strict=True))
    page.group()
    line = page.write(f"※ 부서별 현원 : {noted}")
    for d, count in zip(present, heads, strict=True):
        page.tell(line, d.name, Column((), "heads", year, "명"), count, d.name)
    page.write()


def _vehicles(page: Page, agency: Agency, year: int) -> None:
    rng = dice(agency.key, year, "cars")
    columns, values = [Column(("총계",), "count", year, "대", "공용차량")], [0]
    for kind, fuels in words.CARS:
        counts = [rng.randint(1, 24) for _ in fuels]
        if len(fuels) > 1:
            columns.append(Column((kind, "계"), "count", year, "대", kind))
            values.append(sum(counts))
        columns += [Column((kind, fuel), "count", year, "대", f"{kind} {fuel}") for fuel in fuels]
        values += counts
        values[0] += sum(counts)
    part(page, "공용차량 현황")
    row = Row("대수", "공용차량", tuple(values))
    page.table(Sheet("구분", tuple(columns), (row,), note(page, agency, year, "대")))


def _buildings(page: Page, agency: Agency, year: int) -> None:
    rng = dice(agency.key, "buildings")
    columns = (
        Column(("부지면적(㎡)",), "count", year, "㎡", "부지면적"),
        Column(("건물면적(㎡)",), "count", year, "㎡", "건물면적"),
    )
    rows = [
        Row(name, name, (rng.randint(900, 9000), rng.randint(500, 20000)))
        for name in pick(rng, words.BUILDINGS, rng.randint(2, 4))
    ]
    part(page, "청사 시설")
    page.table(Sheet("구 분", columns, tuple(rows)))


def _facilities(page: Page, agency: Agency, year: int) -> None:
    """Two tables side by side: sports grounds and halls, how many of each and how many there work."""
    rng = dice(agency.key, year, "facilities")
    columns = (
        Column(("개소",), "count", year, "개소", "시설"),
        Column(("종사자(명)",), "count", year, "명", "종사자"),
    )
    sheets = []
    for names in (words.GROUNDS, words.HALLS):
        rows = [
            Row(name, name, (rng.randint(1, 40), rng.randint(2, 300)))
            for name in pick(rng, names, rng.randint(2, 4))
        ]
        sums = tuple(sum(int(row.values[n] or 0) for row in rows) for n in range(len(columns)))
        sheets.append(Sheet("구분", columns, (Row("계", "", sums, total=True), *rows)))
    part(page, "공공시설 현황")
    page.beside((sheets[0], sheets[1]), ("체육시설", "문화시설"))


def _projects(page: Page, agency: Agency, year: int, rng: Random) -> None:
    running = [(d, p) for d in agency.present(year) for p in d.programmes if p.runs(year)]
    for place, (department, programme) in enumerate(pick(rng, running, 6), 1):
        page.write()
        page.write(
            f"### {place}. {programme.name}" if page.layout == "pipes" else f"{place} {programme.name}"
        )
        page.write()
        purpose = page.rng.choice(words.PURPOSES)
        who = page.rng.choice(words.WHO)
        name = programme.name
        eul, iga = particle(name, "을", "를"), particle(name, "이", "가")
        page.write(purpose.format(name=name, who=who, eul=eul, iga=iga))
        _bullets(page, agency, year, department, programme)
        if page.rng.random() < 0.5:
            quarters(page, agency, year, department, programme)
        if page.rng.random() < 0.5:
            _targets(page, year, department, programme)


def _bullets(page: Page, agency: Agency, year: int, department: Department, programme: Programme) -> None:
    part(page, page.rng.choice(["추진실적", "추진계획", "추진현황", "사업개요"]))
    money = programme.money(year, agency.month)
    page.group()
    if page.rng.random() < 0.6:
        line = page.write(f"○ 사 업 비 : {money.budget:,}천원")
        page.tell(line, programme.name, Column((), "cost", year, WON), money.budget, department.name)
    for count in programme.counts:
        now, then = count.value(year), count.value(year - 1)
        both = f"'{(year - 1) % 100}년 {then:,}{count.unit} → '{year % 100}년 {now:,}{count.unit}"
        form = page.rng.choice(("both", "now", "now", "colon"))
        text = {
            "both": f"○ {count.noun} 추이 : {both}",
            "now": f"○ '{year % 100}년 {count.noun} {now:,}{count.unit}",
            "colon": f"○ {count.noun} : {now:,}{count.unit}('{year % 100}. {agency.month}월 기준)",
        }[form]
        line = page.write(text)
        printed = ((year, now), (year - 1, then)) if form == "both" else ((year, now),)
        for of, value in printed:
            column = Column((), "count", of, count.unit, count.noun)
            page.tell(line, programme.name, column, value, department.name)
        if page.rng.random() < 0.5:
            page.write(" - " + page.rng.choice(words.PLANS).format(month=page.rng.randint(2, 12)))
    page.write()


def _targets(page: Page, year: int, department: Department, programme: Programme) -> None:
    """'(목 표)': a row a count, the years across."""
    for count in programme.counts[:1]:
        years = range(year - 1, year + 3)
        columns = tuple(_aim(count, y, planned=y > year) for y in years)
        values = tuple(count.target(y) if y > year else count.value(y) for y in years)
        row = Row(f"{count.noun}({count.unit})", programme.name, values, department.name)
        part(page, "추진목표")
        page.table(Sheet("성과지표", columns, (row,)))


def _aim(count: Count, year: int, *, planned: bool) -> Column:
    path = (f"{year}년 {'목표' if planned else '실적'}",)
    return Column(path, "target" if planned else "result", year, count.unit, count.noun)


def _more(page: Page, agency: Agency, year: int) -> None:
    """A table of another subject: courses planned and held, or lawsuits won."""
    rng = dice(agency.key, year, "more")
    if agency.kind == "institute" or rng.random() < 0.5:
        columns = tuple(
            Column((f"{year}년 {when}", what), f"{when}", year, unit, what)
            for when in ("계획", "실적") for what, unit in (("횟수", "회"), ("인원", "명"))
        )  # fmt: skip
        names = [f"{name} 과정" for name in pick(rng, words.COURSES, rng.randint(3, 6))]
        sizes = ((2, 40), (50, 4000), (1, 30), (20, 3900))
        rows = [Row(name, name, tuple(rng.randint(*size) for size in sizes)) for name in names]
        sums = tuple(sum(int(row.values[n] or 0) for row in rows) for n in range(4))
        total = Row("계", "교육훈련", sums, total=True)
        part(page, "교육훈련 추진실적")
        page.table(Sheet("과정", columns, (total, *rows)))
        return
    columns = (
        Column(("계",), "count", year, "건", "소송"), Column(("승소",), "count", year, "건", "승소"),
        Column(("패소",), "count", year, "건", "패소"), Column(("승소율(%)",), "win_rate", year, "%"),
    )  # fmt: skip
    rows = []
    for suit in pick(rng, words.SUITS, 3):
        won, lost = rng.randint(2, 60), rng.randint(0, 20)
        rows.append(Row(suit, f"{suit}소송", (won + lost, won, lost, percent(won, won + lost))))
    part(page, "소송 수행 현황")
    page.table(Sheet("구분", columns, tuple(rows), "(단위 : 건)"))


def _audit(page: Page, agency: Agency, year: int) -> None:
    rng = page.rng
    running = [(d, p) for d in agency.present(year) for p in d.programmes if p.runs(year)]
    items = [(d, p, rng.choice(words.STATUSES)) for d, p in pick(rng, running, rng.randint(2, 5))]
    counts = [sum(status == which for _, _, status in items) for which in words.STATUSES]
    page.write(f"○ 수감결과 처리요구사항 등 : 총 {len(items)}건")
    statuses = [
        Column((which.removeprefix("추진"),), "count", year, "건", f"처리요구사항 {which}")
        for which in words.STATUSES
    ]
    columns = (Column(("계",), "count", year, "건", "처리요구사항"), *statuses)
    row = Row("시정·처리요구사항", "행정사무감사", (len(items), *(count or None for count in counts)))
    page.table(Sheet("구 분", columns, (row,)))
    for department, programme, status in items:
        eun = particle(programme.name, "은", "는")
        page.write("○ " + rng.choice(words.REQUESTS).format(name=programme.name, eun=eun))
        page.write(f"({department.name})")
        page.write(f"□ 추진상황 : {status}")
        page.write("□ 추진내용")
        page.write("◦ " + rng.choice(words.PLANS).format(month=rng.randint(2, 12)))
        page.write()
