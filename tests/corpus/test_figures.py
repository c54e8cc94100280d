from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures import is_blank, parse_cell, parse_figures, parse_spoken
from corpus.units import (
    caption_units,
    convert,
    format_amount,
    format_number,
    in_eok,
    is_measured,
    is_money,
    normalise_unit,
)


def read(text: str, unit: str = "") -> list[tuple[Decimal, str]]:
    return [(figure.value, figure.unit) for figure in parse_figures(text, unit)]


def pairs(*texts: str) -> list[tuple[Decimal, str]]:
    """'6 명' -> (Decimal('6'), '명')."""
    return [(Decimal(number), unit) for number, _, unit in (text.partition(" ") for text in texts)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("△2,227,431,027", "-2227431027", "천원"),
        ("▲ 5", "-5", "천원"),
        ("(△5)", "-5", "천원"),
        ("-12", "-12", "천원"),
        ("Δ0.9%", "-0.9", "%"),
        ("(30,000)", "30000", "천원"),
        ("12.0%", "12.0", "%"),
        ("4,553명", "4553", "명"),
        ("1,396.2%", "1396.2", "%"),
        ("58.4", "58.4", "천원"),
        ("0", "0", "천원"),
        ("13,265(60%)", "13265", "천원"),
        ("3,809,438 (이월액 1,663,420 포함)", "3809438", "천원"),
        ("330,000 운영비, 자료 구입비 등", "330000", "천원"),
        ("약 85.5억원", "85.5", "억원"),
        ("18조 6,696억원", "186696", "억원"),
        ("4천5백만원", "4500", "만원"),
        ("1억 4천 5백만원", "14500", "만원"),
        ("2조 3천 5백억원", "23500", "억원"),
        ("65점 이상", "65", "점"),
    ],
)
def test_a_cell_is_one_figure(text: str, value: str, unit: str) -> None:
    figure = parse_cell(text, "천원")
    assert figure is not None
    assert (figure.value, figure.unit) == (Decimal(value), unit)
    assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "―",
        "▲",
        "순증",
        "2018.06.02",
        "'21",
        "279/218",
        "7과 1사업소",
        "3월",
        "18~20",
        "1 새청사",
        "2021년",
    ],
)
def test_a_cell_that_is_no_figure(text: str) -> None:
    assert parse_cell(text, "천원") is None


def test_blank_is_not_zero() -> None:
    assert all(is_blank(text) for text in ("", " ", "-", "–", "―", " - "))
    assert not any(is_blank(text) for text in ("0", "순증", "-1"))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("예산 18조 6,696억원 중 약 1.37억", ["186696 억원", "1.37 억원"]),
        ("577천명, 1.4만 건, 4,421천 세대", ["577 천명", "1.4 만건", "4421 천세대"]),
        ("1백만원, 50만원, 3천만 원, 9천만원 한도", ["1 백만원", "50 만원", "3 천만원", "9 천만원"]),
        ("4억 4천만원", ["44000 만원"]),
        ("모두 2천3백45건, 3만500명, 1백20만원", ["2345 건", "30500 명", "120 만원"]),
        ("31억5천7백52만4천6백18원을 보전", ["3157524618 원"]),
        ("징계 백27명, 훈계 31명", ["31 명"]),
        ("4천6백여만원, 20여억원, 3천여 명", ["4600 만원", "20 억원", "3 천명"]),
        ("(4,312억 7천 만원), 8천 만 원", ["43127000 만원", "8 천만원"]),
        ("작년에 2억 5천이었고 3조 2천 정도", ["25000 만원", "32000 억원"]),
        (
            "경지 152만3,400㏊, 수출 3백만불, US$ 2억, $1,500",
            ["1523400 ha", "3 백만달러", "2 억달러", "1500 달러"],
        ),
        ("물동량 2,300M/T, ￦3,000", ["2300 t", "3000 원"]),
        ("방과후(늘봄)제 28억 3000만원, 제28조", ["283000 만원"]),
        ("전년 대비 -3.2%, 10 -20명, - 5명", ["-3.2 %", "10 명", "20 명", "5 명"]),
        ("민선9기의 공약 52개, 2회 추경 3억원", ["52 개", "3 억원"]),
        ("(10시 30분 개회) 24일 밝혔다, 13일과 15일 제2차 회의, 3일간", ["3 일"]),
        ("결산서 127쪽, 보고서 120쪽 발간, 부분공개(5), (표 3)", ["120 쪽"]),
        ("책자 1천5백면, 1만1천 권, 2천여편", ["1500 면", "11000 권", "2 천편"]),
        ("25자치구 425동 (12,793통, 96,545반)", ["25 자치구", "425 동", "12793 통", "96545 반"]),
        ("7과 1사업소 361명", ["7 과", "1 사업소", "361 명"]),
        ("이용자(2,060→6,902건 / 전월比 235%↑)", ["2060 건", "6902 건", "235 %"]),
        ("온실가스(85%↓)", ["-85 %"]),
        ("1인 연 50→100만원", ["50 만원", "100 만원"]),
        ("면접 40~50분", ["40 분", "50 분"]),
        ("강사 2∼3만명", ["2 만명", "3 만명"]),
        ("1일 4회, 1인당 3회, 월 2회", ["4 회", "3 회", "2 회"]),
        ("1회 90명(당초 2회 140명)", ["1 회", "90 명", "2 회", "140 명"]),
        ("(국 28,000, 시 12,000)", ["28000 ", "12000 "]),
        ("구의회(25) : 정원 884명", ["25 ", "884 명"]),
        ("소고기 27, 연어 11.9", ["27 ", "11.9 "]),
        ("넓이 605.25km ² / 34,897 m^2 / 38㎡", ["605.25 ㎢", "34897 ㎡", "38 ㎡"]),
        ("경쟁률 17:1", ["17 :1"]),
        ("격차 0.3%p", ["0.3 %p"]),
        ("3년 이상 6개월 미만 40여년", ["3 년", "6 개월", "40 년"]),
        ("지하4층~지상15층", ["4 층", "15 층"]),
    ],
)
def test_quantities_of_a_text(text: str, figures: list[str]) -> None:
    assert read(text) == pairs(*figures)


@pytest.mark.parametrize(
    "text",
    [
        "'21.1.31. 기준, 3.16.~3.20., 2021년, 3월, 10월~12월, 2/4분기",
        "제7조의3 및 제1·2회, 제3국",
        "☎215, 02)1396, 02-120-0000",
        "코로나19, COVID-19, PM2.5, 2.5단계, 7~9급, 4 5급, 1·2차",
        "1. 개요\n2) 목적\n(3) 근거",
        "본관 9층, 청사 2동, 새마을1동, 101호",
        "중앙로 45-6 일대",
        "운영 06:00~20:00, 18시 이후",
        "8 to 6 상담, 한글2020, 50+지원단",
        "전체의 3분의 2",
        "사업개요 ·········· 5",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert read(text) == []


def test_approximate_amounts_are_marked() -> None:
    assert [f.approx for f in parse_figures("약 3억원, 20명 내외, 40여건, 5건")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("삼백만원 넘는 사업", ["3000000 원"]),
        ("이억 오천만원", ["250000000 원"]),
        ("백이십명", ["120 명"]),
        ("오억 이상", ["500000000 원"]),
        ("다섯 팀, 두 배", ["5 팀", "2 배"]),
        ("몇 억이야", []),
        ("천원 단위로", []),
        ("수천만원", []),
        ("이 사업 얼마야", []),
    ],
)
def test_spoken_numerals(text: str, figures: list[str]) -> None:
    assert [(f.value, f.unit) for f in parse_spoken(text)] == pairs(*figures)


AMOUNTS = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)
WHOLE = st.integers(min_value=0, max_value=10**12)
UNITS = st.sampled_from(["원", "천원", "백만원", "억원", "명", "건", "%", "kg", "㎡", "대", "시간", "천명"])


@given(
    AMOUNTS, UNITS, st.booleans(), st.sampled_from(["{}", "{} 입니다", "사업비 : {}", "가나다({})", "약 {}"])
)
def test_an_amount_written_out_reads_back(value: Decimal, unit: str, negative: bool, frame: str) -> None:
    value = -value if negative and value else value
    written = frame.format(format_amount(value, unit))
    figures = parse_figures(written)
    assert [(f.value, f.unit) for f in figures] == [(value, unit)]
    assert figures[0].text == format_amount(value, unit)


@given(WHOLE, st.sampled_from(["", ",", "%", "명"]))
def test_a_cell_reads_back(value: int, mark: str) -> None:
    text = f"{value:,}" if mark == "," else f"{value}{mark}"
    figure = parse_cell(text)
    assert figure is not None
    assert figure.value == value


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 9999))
def test_amounts_in_parts_are_one_figure(jo: int, eok: int, man: int) -> None:
    three = parse_figures(f"총 {jo:,}조 {eok:,}억 {man:,}만원")
    assert [(f.value, f.unit) for f in three] == [(Decimal(jo * 10**8 + eok * 10**4 + man), "만원")]
    two = parse_figures(f"총 {jo:,}조 {eok:,}억원")
    assert [(f.value, f.unit) for f in two] == [(Decimal(jo * 10**4 + eok), "억원")]


def spell(number: int) -> str:
    """An independent spelling of a number below 10**8 in Korean words."""
    digits = "영일이삼사오육칠팔구"

    def section(part: int) -> str:
        places = ((1000, "천"), (100, "백"), (10, "십"), (1, ""))
        out = ""
        for size, name in places:
            digit, part = divmod(part, size)
            if digit:
                out += ("" if digit == 1 and name else digits[digit]) + name
        return out

    high, low = divmod(number, 10**4)
    return (section(high) + "만" if high else "") + section(low)


@given(st.integers(11, 10**8 - 1).filter(lambda n: len(spell(n)) > 1))
def test_a_spelled_number_reads_back(number: int) -> None:
    figures = parse_spoken(f"{spell(number)}원 이상")
    assert [(f.value, f.unit) for f in figures] == [(Decimal(number), "원")]


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    parse_cell(text)
    parse_spoken(text)
    for figure in parse_figures(text):
        assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize("piece", ["1", "1,", "1 ", "제1", "1~", "1만", "☎1-", "일", "("])
def test_long_text_has_figures_within_it(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    for figure in (*parse_figures(text), *parse_spoken(text)):
        assert text[figure.start : figure.end] == figure.text


def test_units_have_one_name() -> None:
    written = ("Kg", "㎏", "m²", "m^2", "L(리터)", "백만 원", "만 건", "억", "인")
    names = ("kg", "kg", "㎡", "㎡", "L", "백만원", "만건", "억원", "명")
    assert tuple(map(normalise_unit, written)) == names
    assert is_measured("㎍/㎥")
    assert is_measured("천t")
    assert not any(map(is_measured, ("명", "억원", "%", "얼")))
    assert is_money("십억원")
    assert not is_money("천명")


def test_units_convert_exactly() -> None:
    assert convert(Decimal(8553429), "천원", "억원") == Decimal("85.53429")
    assert convert(Decimal(67), "만명", "명") == 670_000
    assert convert(Decimal(1), "%", "원") is None
    assert convert(Decimal(1), "kg", "t") == Decimal("0.001")


@given(st.integers(-(10**15), 10**15), st.sampled_from(["원", "천원", "만원", "백만원", "억원", "조원"]))
def test_money_converts_there_and_back(value: int, unit: str) -> None:
    there = convert(Decimal(value), unit, "원")
    assert there is not None
    assert convert(there, "원", unit) == value


def test_captions_declare_units() -> None:
    assert caption_units("('21.1.31. 기준, 단위 : 천원, %)") == ("천원", "%")
    assert caption_units("(단위: 명)") == ("명",)
    assert caption_units("[단위:건/백만원]") == ("건", "백만원")
    assert caption_units("(단위 : 톤/년)") == ("t",)
    assert caption_units("세입 총괄") == ()


def test_amounts_are_written_for_staff() -> None:
    assert format_number(Decimal("-2545")) == "△2,545"
    assert format_amount(Decimal("12.0"), "%") == "12.0%"
    assert in_eok(Decimal(8553429), "천원") == "약 85.5억원"
    assert in_eok(Decimal(2217174808), "천원") == "약 2조 2,172억원"
    assert in_eok(Decimal(10700000), "천원") == "107억원"
    assert in_eok(Decimal(44300), "천원") is None
    assert in_eok(Decimal(5), "명") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("급속 4기 → 10기", [("4", "기"), ("10", "기")]),
        ("봉안당 24,000기(안치 21,360기)", [("24000", "기"), ("21360", "기")]),
        ("충전기 12기 설치", [("12", "기")]),
        ("회계 실무 3기 90명", [("90", "명")]),
        ("1~2기 수료", []),
        ("초등 31교, 공사 6교", [("31", "교"), ("6", "교")]),
        ("3교대 근무", []),
        ("최고가격 18억 4천만원", [("184000", "만원")]),
        ("초 2,980원, 톤당 21만원", [("2980", "원"), ("21", "만원")]),
    ],
)
def test_counts_machines_and_schools_but_not_cohorts(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(str(figure.value), figure.unit) for figure in parse_figures(text)] == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("급수전 4,300전 교체", [("4300", "전")]),
        ("참여관 14관에서 31관", [("14", "관"), ("31", "관")]),
        ("돼지 23,870두, 9농가", [("23870", "마리"), ("9", "농가")]),
        ("12 관내 업체, 60 전후, 3년 전", [("3", "년")]),
    ],
)
def test_counters_that_are_words_too(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(str(figure.value), figure.unit) for figure in parse_figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("보트 4대, 오두막 9동, 텐트터 30면", ["4대", "9동", "30면"]),
        ("보트 4대, 오두막 9동, 텐트터 30면 매주 화요일", ["4대", "9동", "30면"]),
        ("나루아파트 3동, 별빛아파트 2동, 솔아파트 7동", []),  # as well the third of its houses
        ("나루동 12동 201호", []),
    ],
)
def test_weak_counters_in_a_list_of_counts(text: str, expected: list[str]) -> None:
    assert [figure.text for figure in parse_figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17개 동 48개소", ("17 개동", "48 개소")),
        ("3개 구에서 12개 동으로", ("3 개구", "12 개동")),
        ("4개 팀 19명", ("4 팀", "19 명")),
        ("6개 과정 90명", ("6 개", "90 명")),
        ("2개 구간 정비", ("2 개",)),
    ],
)
def test_a_counter_may_be_written_in_two_words(text: str, expected: tuple[str, ...]) -> None:
    assert read(text) == pairs(*expected)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("역 앞 주차장 40면을 함께 씀", [(40, "면")]),
        ("주차면 확대 : 12면(장애인 2면)", [(12, "면")]),
        ("안내서 500부 제작", [(500, "부")]),
        ("느티나무 60본 식재", [(60, "본")]),
        ("생활관 60실, 수영장 6레인", [(60, "실"), (6, "레인")]),
        ("차량 10부제 시행", []),
        ("제2부 기념식에 이어 3부 공연", []),
    ],
)
def test_so_many_spaces_copies_or_trees_are_no_name(text: str, figures: list[tuple[int, str]]) -> None:
    assert [(figure.value, figure.unit) for figure in parse_figures(text)] == figures


@pytest.mark.parametrize(
    ("text", "value"),
    [("155주1)", 155), ("1,284¹⁾", 1284), ("35 주2)", 35), ("증 12", 12), ("감 5", -5), ("57여", 57)],
)
def test_a_note_or_a_direction_is_no_part_of_a_cells_figure(text: str, value: int) -> None:
    figure = parse_cell(text, "명")
    assert figure is not None
    assert (figure.value, figure.unit) == (value, "명")
