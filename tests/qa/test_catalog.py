from __future__ import annotations

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Metadata
from index.naming import DocumentNames
from qa.figures.fields import document_field
from qa.understanding.catalog import Catalog, Names

LETTERS = st.text(alphabet="가나다시청 ", max_size=14)
NAMES = st.lists(st.text(alphabet="가나다시청", min_size=1, max_size=4), max_size=6)


def about(agency: str, department: str = "", year: int = 2023) -> Metadata:
    return Metadata(f"{year}년 업무보고", agency, department, dt.date(year, 3, 31))


def plain(names: list[str], gap: str) -> re.Pattern[str] | None:
    longest = sorted(set(names), key=lambda name: (-len(name), name))
    return re.compile("|".join(gap.join(name) for name in longest)) if names else None


@given(names=NAMES, text=LETTERS)
def test_names_are_found_as_one_pattern_of_them_all_finds_them(names: list[str], text: str) -> None:
    pattern = plain(names, r"\s?")
    expected = [match.span() for match in pattern.finditer(text)] if pattern else []
    assert [match.span() for match in Names(names).finditer(text)] == expected
    assert Names(names).fullmatch(text) == bool(pattern and pattern.fullmatch(text))


@given(agencies=NAMES, text=LETTERS)
def test_a_question_names_the_longest_agency_at_each_place(agencies: list[str], text: str) -> None:
    names = DocumentNames([about(agency) for agency in agencies])
    pattern = plain([name for name in agencies if len(name) > 1], "")
    assert names.named(text) == set(pattern.findall(text.replace(" ", "")) if pattern else [])


def test_documents_are_looked_up_by_what_they_are_called() -> None:
    catalog = Catalog(
        {
            "a": about("가람특별시", "총무과"),
            "b": about("누리구", "총무과", 2022),
            "c": about("누리구", "재무과"),
        }
    )
    assert catalog.named("가람시") == catalog.named("가람시청") == {"a"}
    assert catalog.named("총무과") == {"a", "b"}
    assert catalog.named("가람") == {"a"}
    assert catalog.named("누리구청") == {"b", "c"}
    assert catalog.named("없는시") == frozenset()
    assert catalog.offices("총무과") == 2
    assert catalog.offices("재무과") == 1
    assert catalog.offices("누리구") == 0
    assert catalog.of_year(2023) == ("a", "c")
    assert catalog.of_year(1999) == ()
    assert catalog.is_said("람특별")
    assert not catalog.is_said("특별시누리")
    assert catalog.labels == {label for of in catalog.values() for label in document_field(of).labels}
    assert list(catalog) == ["a", "b", "c"]
    assert len(catalog) == 3
