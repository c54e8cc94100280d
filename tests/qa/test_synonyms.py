"""Administrative synonyms: what is said, and what documents print for it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.understanding.query import squash
from qa.understanding.synonym_groups import GROUPS
from qa.understanding.synonyms import LEXICON, PHRASES, alternatives, expand, phrase_terms


def test_there_are_enough_groups() -> None:
    assert len(GROUPS.split(";")) >= 250
    assert len(PHRASES) >= 50


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("관용차", "공용차량"),
        ("공용차량", "관용차량"),
        ("탈북민", "북한이탈주민"),
        ("밥값", "급식비"),
        ("연수생", "교육생"),
        ("사람수", "현원"),
        ("살림", "예산"),
        ("직원식당", "구내식당"),
        ("카톡", "카카오톡"),
        ("불용물품", "불용품"),
        ("동사무소", "주민센터"),
        ("탈북민지원", "북한이탈주민지원"),
        ("전국카톡", "전국카카오톡"),
    ],
)
def test_alternatives(said: str, printed: str) -> None:
    assert printed in alternatives(said)


@pytest.mark.parametrize("word", ["집행률", "별빛동", "예산현액", "", "가", "123"])
def test_words_without_alternatives(word: str) -> None:
    assert alternatives(word) == ()


def test_all_words_are_squashed() -> None:
    for word, others in LEXICON.items():
        assert word == squash(word)
        assert all(other == squash(other) for other in others)
        assert word not in others


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("억울함을 말할 기회를 주나요?", "소명"),
        ("헌 물건 판 돈은 얼마야", "불용품매각대"),
        ("집 없는 직원에게 빌려주는 돈", "무주택"),
        ("새로 들어온 직원 교육", "신규"),
        ("북한에서 온 사람을 돕는 사업", "북한이탈주민"),
        ("욕하는 민원인은 어떻게 막나", "악성민원"),
        ("외국에 나가 배우는 직원", "국외훈련"),
        ("컴퓨터로 배우는 교육", "이러닝"),
    ],
)
def test_sayings(text: str, printed: str) -> None:
    found = phrase_terms(text)
    assert any(printed in words for _, _, words in found)


def test_the_span_of_a_saying() -> None:
    ((start, end, _),) = phrase_terms("올해 집 없는 직원은?")
    assert "올해 집 없는 직원은?"[start:end] == "집 없는"


def test_expand_adds_each_printed_word_once() -> None:
    text = expand("탈북민은 카톡으로 상담하나요? 카톡 상담")
    assert text.startswith("탈북민은 카톡으로 상담하나요?")
    assert text.count("카카오톡") == 1
    assert "북한이탈주민" in text


def test_expand_leaves_other_text_as_it_is() -> None:
    assert expand("2024년 별빛과 예산현액은?") == "2024년 별빛과 예산현액은?"


@given(st.text(alphabet="가나헌물건판돈집 없는새로들어온관용차율률·a1?", max_size=60))
def test_any_text(text: str) -> None:
    found = phrase_terms(text)
    assert all(0 <= start < end <= len(text) and words for start, end, words in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert expand(text).startswith(text)
    assert squash(text) not in alternatives(squash(text))


def test_long_text() -> None:
    assert expand("헌 물건 " * 20_000).startswith("헌 물건 ")
    assert not phrase_terms("가" * 100_000)
    assert alternatives("관용차" * 20_000) is not None


def test_no_pattern_repeats_without_bound() -> None:
    assert not any(re.search(r"(?<!\\s)[*+]", said) for said, _ in PHRASES)
