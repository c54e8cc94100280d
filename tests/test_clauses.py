"""Figures in sentences: minutes of councils, news to the press, reviews of budgets, all invented."""

from __future__ import annotations

import pytest

from corpus.document import parse_document
from corpus.labels import clean_lead
from corpus.markup import with_plain_digits
from corpus.phrases import read_phrases


def read(text: str) -> list[str]:
    """'row > row | column > column | figure' for each figure."""
    return [f"{' > '.join(p.row)} | {' > '.join(p.column)} | {p.text}" for p in read_phrases(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "하늘시는 인건비로 전년보다 292억원(5.9%) 증가한 5,216억원을 편성했다. 또 급식비에 9억원을 썼다.",
            [
                "하늘시 > 인건비 | 전년 대비 | 292억원",
                "하늘시 > 인건비 | 전년 대비 | 5.9%",
                "하늘시 > 인건비 |  | 5,216억원",
                "급식비 |  | 9억원",
            ],
        ),
        (
            "내년도 세출예산안을 2030년 9,132억원보다 1,764억원(19.3%) 증가한 1조896억원으로 편성했다.",
            [
                "내년도 세출예산안 | 2030년 | 9,132억원",
                "내년도 세출예산안 | 2030년 대비 | 1,764억원",
                "내년도 세출예산안 | 2030년 대비 | 19.3%",
                "내년도 세출예산안 |  | 1조896억원",
            ],
        ),
        (
            "2031년 제1회 추경예산안은 기정예산 대비 65억원(5.74%) 증액한 893억원이며, 예비비는 3억원이다.",
            [
                "제1회 추경예산안 | 2031년 > 기정예산 대비 | 65억원",
                "제1회 추경예산안 | 2031년 > 기정예산 대비 | 5.74%",
                "제1회 추경예산안 | 2031년 | 893억원",
                "예비비 | 2031년 | 3억원",
            ],
        ),
        (
            "자체수입은 타구 평균액 4조원보다 1조 1,958억원 많으며, 교부금은 타구 평균 2조원보다 1조원 많다.",
            [
                "자체수입 > 타구 평균액 |  | 4조원",
                "자체수입 | 타구 평균액 대비 | 1조 1,958억원",
                "교부금 > 타구 평균 |  | 2조원",
                "교부금 | 타구 평균 대비 | 1조원",
            ],
        ),
        (
            "처분액은 15억1천만원으로 2028년 1억원보다 늘었다. 올해 나래군이 시정 26건, 다솜군이 시정 3건.",
            [
                "처분액 |  | 15억1천만원",
                "처분액 | 2028년 | 1억원",
                "나래군 > 시정 |  | 26건",
                "다솜군 > 시정 |  | 3건",
            ],
        ),
        (
            "예산현액은 24억원이며 수납액은 26억원입니다. 이 중 61%인 14억원을 집행하였고 7억을 이월했다.",
            [
                "예산현액 |  | 24억원",
                "수납액 |  | 26억원",
                "수납액 |  | 61%",
                "수납액 > 집행 |  | 14억원",
                "수납액 > 이월 |  | 7억",
            ],
        ),
        (
            "금년도 예산은 12억원으로 전년도 10억원보다 2억원이 증액되었습니다.",
            [
                "금년도 예산 |  | 12억원",
                "금년도 예산 | 전년도 | 10억원",
                "금년도 예산 > 증액 | 전년도 대비 | 2억원",
            ],
        ),
        (
            "’33년 신고 160건, 전년 151건",
            ["신고 | ’33년 | 160건", "신고 | 전년 | 151건"],
        ),
        (
            "전년 대비 1.27% 상승, 최고가격 18억 4천만원",
            [" | 전년 대비 | 1.27%", "최고가격 |  | 18억 4천만원"],
        ),
        (
            "△공공질서 및 안전 66억원 △교육 1,200억원 ▲문화 및 관광 △12억원",
            ["공공질서 및 안전 |  | 66억원", "교육 |  | 1,200억원", "문화 및 관광 |  | △12억원"],
        ),
    ],
)
def test_figures_of_sentences(text: str, expected: list[str]) -> None:
    assert [line.replace(" > 상승", "").removeprefix("상승") for line in read(text)] == expected


def test_the_year_before_is_counted_from_the_year_told() -> None:
    first, second = read_phrases("’33년 신고 160건, 전년 151건")
    years = [mention.last.year for mention in (first.date, second.date) if mention and mention.last]
    assert years == [2033, 2032]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("자체수입(지방세 및 세외수입)은", "자체수입(지방세 및 세외수입)"),
        ("그 집행률이 한", "그 집행률"),
        ("현재 공정률", "공정률"),
        ("또한 급식비", "급식비"),
    ],
)
def test_names_in_sentences(words: str, name: str) -> None:
    assert clean_lead(words) == name


def test_wide_digits_are_read_and_quoted_as_written() -> None:
    assert with_plain_digits(["예산 ３，４５０백만원, 집행률 ８５．３％", "가，나"]) == (
        "예산 3,450백만원, 집행률 85.3%",
        "가，나",
    )
    text = "2031년 하늘시 업무보고\n\n○ 예산 : ３，４５０백만원\n"
    document = parse_document("x.txt", "x.txt", text.encode(), None, lambda given: [given])
    assert [(str(fact.value), fact.unit) for fact in document.facts] == [("3450", "백만원")]
    assert document.lines[2] == "○ 예산 : ３，４５０백만원"
