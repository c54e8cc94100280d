from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import QUOTES, find_as_of, find_dates, find_year, parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("'21.1.31.", "2021-01-31"),
        ("’23. 3. 31.", "2023-03-31"),
        ("‘20. 9. 30. 기준", "2020-09-30"),
        ("20.10.16 기준", "2020-10-16"),
        ("2020.11.11.", "2020-11-11"),
        ("2020-11-11", "2020-11-11"),
        ("2021. 2.", "2021-02-28"),
        ("2020년 12월말", "2020-12-31"),
        ("1946년 12월 31일 이전", "1946-12-31"),
        ("’20.9월말", "2020-09-30"),
        ("21년1월말기준", "2021-01-31"),
        ("'21년", "2021-12-31"),
        ("2021년도", "2021-12-31"),
        ("'99. 8", "1999-08-31"),
    ],
)
def test_a_date_is_read(text: str, day: str) -> None:
    assert parse_date(text) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("'23. 4. 1 ~ '29. 8.30 (60개월)", "2023-04-01", "2029-08-30"),
        ("거소투표 신고(3.16.~3.20.)", "2021-03-16", "2021-03-20"),
        ("격리시설 운영(2.8~5.24, 107일)", "2021-02-08", "2021-05-24"),
        ("’18.11~’19.6", "2018-11-01", "2019-06-30"),
        ("'21.3~9월", "2021-03-01", "2021-09-30"),
        ("기금('21~'26)", "2021-01-01", "2026-12-31"),
        ("2021~2025", "2021-01-01", "2025-12-31"),
        ("10월~12월", "2021-10-01", "2021-12-31"),
        ("3분기", "2021-07-01", "2021-09-30"),
        ("'20년 하반기", "2020-07-01", "2020-12-31"),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, first: str, last: str) -> None:
    mentions = find_dates(text, 2021)
    assert [(m.first, m.last) for m in mentions] == [
        (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    ]
    assert text[mentions[0].start : mentions[0].end] == mentions[0].text


@pytest.mark.parametrize(
    "text",
    [
        "10년 경과, 2년 마다, 6개월",
        "16.3% / 12.1, 1,029.1",
        "15,667명",
        "7·9급",
        "13월 32일",
        "06:00~20:00",
        "3단계",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not find_dates(text)


def test_the_year_comes_from_the_date_before_or_from_the_document() -> None:
    first, second = find_dates("투표 '21.4.2. 및 사후 점검 4.30.")
    assert (first.last, second.last) == (dt.date(2021, 4, 2), dt.date(2021, 4, 30))
    assert find_dates("점검 4.30.")[0].last is None
    assert find_dates("점검 4.30.", 2022)[0].last == dt.date(2022, 4, 30)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("('21.1.31. 기준, 단위 : 천원, %)", "2021-01-31"),
        ("(기준 : ’23. 3. 31.)", "2023-03-31"),
        ("(기준일: 2022. 7. 1.)", "2022-07-01"),
        ("(5.31.기준)", "2021-05-31"),
        ("’20.9월말 기준", "2020-09-30"),
        ("현 황(2021. 1월 기준)", "2021-01-31"),
        ("2021. 3. 1. 현재", "2021-03-01"),
        ("행사 '21. 4. 1., 실적은 '21. 3. 31. 기준", "2021-03-31"),
    ],
)
def test_the_day_to_which_figures_are_counted(text: str, day: str) -> None:
    assert find_as_of(text, 2021) == dt.date.fromisoformat(day)


def test_a_date_alone_is_no_as_of() -> None:
    assert find_as_of("추진기간 '21. 1. 1. ~ 11. 30.") is None


@pytest.mark.parametrize(
    ("label", "year"),
    [
        ("2021 예산현액", 2021),
        ("2020최종예산", 2020),
        ("'20년 최종예산", 2020),
        ("2022 예산현액 (A)", 2022),
        ("’22년 대비", 2022),
        ("'21", 2021),
        ("21년 인사과", 2021),
        ("전년", 2022),
        ("작년 대비", 2022),
        ("올해", 2023),
        ("재작년", 2021),
        ("증감", None),
        ("2021명", None),
        ("제2021호", None),
    ],
)
def test_the_year_of_a_column_label(label: str, year: int | None) -> None:
    assert find_year(label, 2023) == year


def test_relative_years_need_a_document_year() -> None:
    assert find_year("전년") is None


DAYS = st.dates(dt.date(1960, 1, 1), dt.date(2059, 12, 31))


FORMS = (
    "{q}{y:02}.{m}.{d}.",
    "{q}{y:02}. {m}. {d}.",
    "{q}{y:02}. {m}.{d}",
    "{q}{y:02}년 {m}월 {d}일",
    "{yyyy}.{m:02}.{d:02}",
    "{yyyy}. {m}. {d}.",
    "{yyyy}년 {m}월 {d}일",
    "{yyyy}-{m:02}-{d:02}",
)


@given(DAYS, st.sampled_from(FORMS), st.sampled_from(QUOTES))
def test_a_day_written_in_any_form_reads_back(day: dt.date, form: str, quote: str) -> None:
    text = form.format(q=quote, y=day.year % 100, yyyy=day.year, m=day.month, d=day.day)
    assert parse_date(f"추진기간 {text} 까지") == day


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    find_as_of(text)
    find_year(text, 2021)
    for mention in find_dates(text, 2021):
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize("piece", ["1", "1.", "'2", "3월~", "1 ", "~", "2021."])
def test_long_text_has_dates_within_it(piece: str) -> None:
    text = piece * (80_000 // len(piece))
    assert all(text[date.start : date.end] == date.text for date in find_dates(text))
    assert find_year(text) in (None, 2021, 2002)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2031년 7월 9.5%, 2032년 7월 9.0% 인상", ["2031년 7월", "2032년 7월"]),
        ("2031년 5.3시간에서 4.1시간으로", ["2031년"]),
        ("2031년 12.6㎞, 2032년 8.5%", ["2031년", "2032년"]),
        ("2031년 1월 7~10일 한파", ["2031년 1월 7~10일"]),
        ("3월 2~5일 접수", ["3월 2~5일"]),
        ("20년 지난 건물, 5년 거치 20년 상환", []),
    ],
)
def test_a_figure_behind_a_year_or_a_month_is_no_day(text: str, dates: list[str]) -> None:
    assert [mention.text for mention in find_dates(text)] == dates
