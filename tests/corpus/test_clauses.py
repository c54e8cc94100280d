"""Figures in sentences: minutes of councils, news to the press, reviews of budgets, all invented."""

from __future__ import annotations

import pytest

from corpus.document import parse_document
from corpus.labels import clean_lead
from corpus.long_lines import pieces
from corpus.markup import with_plain_digits
from corpus.phrases.reader import read_phrases


def read(text: str) -> list[str]:
    """'row > row | column > column | figure' for each figure."""
    return [f"{' > '.join(p.row)} | {' > '.join(p.column)} | {p.text}" for p in read_phrases(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "하늘시는 인건비로 전년보다 292억원(5.9%) 증가한 5,216억원을 편성했다. 또 급식비에 9억원을 썼다.",
            [
                "하늘시 > 인건비 > 증가 | 전년 대비 | 292억원",
                "하늘시 > 인건비 > 증가 | 전년 대비 | 5.9%",
                "하늘시 > 인건비 |  | 5,216억원",
                "급식비 |  | 9억원",
            ],
        ),
        (
            "내년도 세출예산안을 2030년 9,132억원보다 1,764억원(19.3%) 증가한 1조896억원으로 편성했다.",
            [
                "내년도 세출예산안 | 2030년 | 9,132억원",
                "내년도 세출예산안 > 증가 | 2030년 대비 | 1,764억원",
                "내년도 세출예산안 > 증가 | 2030년 대비 | 19.3%",
                "내년도 세출예산안 |  | 1조896억원",
            ],
        ),
        (
            "2031년 제1회 추경예산안은 기정예산 대비 65억원(5.74%) 증액한 893억원이며, 예비비는 3억원이다.",
            [
                "제1회 추경예산안 > 증액 | 2031년 > 기정예산 대비 | 65억원",
                "제1회 추경예산안 > 증액 | 2031년 > 기정예산 대비 | 5.74%",
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
            "추경안은 기정예산 대비 6억원 늘린 49억원이며, 계수조정을 거쳐 1억원 감액한 48억원으로 가결됐다.",
            [
                "추경안 > 증가 | 기정예산 대비 | 6억원",
                "추경안 |  | 49억원",
                "계수조정 |  | 1억원",
                "추경안 |  | 48억원",
            ],
        ),
        (
            "경지면적은 2030년 18만3,000㏊(9위)에서 17만6,000㏊(8위)로 줄었다.",
            [
                "경지면적 | 2030년 > 변경 전 | 18만3,000㏊",
                "경지면적 | 2030년 | 9위",
                "경지면적 | 변경 후 | 17만6,000㏊",
                "경지면적 | 변경 후 | 8위",
            ],
        ),
        (
            "다솜군이 경고 26건(징계1)과 시정 30건 등 60건이 적발됐고, 나래군은 83%의 이행률을 보였다.",
            [
                "다솜군 > 경고 |  | 26건",
                "다솜군 > 시정 |  | 30건",
                "다솜군 > 적발 |  | 60건",
                "나래군 > 이행률 |  | 83%",
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "안심벨 설치 점포 : 480개 중 312개(65.0%)",
            ["안심벨 설치 점포 | 대상 | 480개", "안심벨 설치 점포 |  | 312개", "안심벨 설치 점포 |  | 65.0%"],
        ),
        (
            "설치율 : 20개 시장 가운데 9개 시장(45%)",
            ["설치율 > 시장 | 대상 | 20개", "설치율 > 시장 |  | 9개", "설치율 > 시장 |  | 45%"],
        ),
        (  # the percentage is of something else
            "안심벨 설치 점포 : 480개 중 312개(70.0%)",
            ["안심벨 설치 점포 |  | 480개", "안심벨 설치 점포 |  | 312개", "안심벨 설치 점포 |  | 70.0%"],
        ),
    ],
)
def test_what_a_figure_is_a_part_of(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_wide_digits_are_read_and_quoted_as_written() -> None:
    assert with_plain_digits(["예산 ３，４５０백만원, 집행률 ８５．３％", "가，나"]) == (
        "예산 3,450백만원, 집행률 85.3%",
        "가，나",
    )
    text = "2031년 하늘시 업무보고\n\n○ 예산 : ３，４５０백만원\n"
    document = parse_document("x.txt", "x.txt", text.encode(), None, lambda given: [given])
    assert [(str(fact.value), fact.unit) for fact in document.facts] == [("3450", "백만원")]
    assert document.lines[2] == "○ 예산 : ３，４５０백만원"


def facts_of(text: str) -> list[str]:
    document = parse_document("x.txt", "x.txt", text.encode(), None, lambda given: [given])
    return [f"{' > '.join(fact.row)} | {fact.text}" for fact in document.facts]


def test_an_amount_that_the_end_of_a_line_cuts_is_whole() -> None:
    text = "Ⅰ. 결산개요\n\n❍ 예산현액은 289억 5백만원에 이월액 106억\n\n5천 4백만원을 합한 것임.\n"
    assert facts_of(text) == ["예산현액 | 289억 5백만원", "이월액 | 106억 5천 4백만원"]


def test_words_of_a_picture_are_sentences() -> None:
    text = (
        "나래군의 공약 이행률은\n46.59%로 나타났습니다.\n다솜군의 공약 이행률은\n올해 6월 기준\n67%입니다.\n"
    )
    assert facts_of(text) == ["나래군의 공약 이행률 | 46.59%", "다솜군의 공약 이행률 > 올해 | 67%"]


def test_a_document_on_one_line_is_cut_at_its_marks() -> None:
    line = (
        "문서번호 조경과-1165 결재일자 2031.8.31. 공개여부 대시민공개 하늘시 나무심기 계획을 보고드림. "
        "Ⅰ 사업개요 사 업 명 : 나무가 있는 골목 대 상 지 : 3개소 - 하늘로 2길, 하늘로 3길 "
        "규 모 : 연장 557m, 녹지조성 3,342㎡ 사 업 비 : 77백만원(보조금 70, 자부담 7) 사업내용 : 나무 심기 "
        "○ 선정단체 : 11개 단체 ※ 자치구 사업은 따로 둠. ?? 추진내용 ○ 추진주체 : 시 본청, 자치구 "
        "? 올해 나무는 1,250그루로, 전년보다 250그루가 늘었음. Ⅱ 향후계획 ○ 준공 : 2031. 12. "
    ) * 2
    assert [part.split(" :")[0].strip() for part in pieces(line)[1:6]] == [
        "Ⅰ 사업개요",
        "- 사 업 명",
        "- 대 상 지",
        "- 규 모",
        "- 사 업 비",
    ]
    found = facts_of(line)
    for fact in ("대상지 | 3개소", "사업비 | 77백만원", "올해 나무 | 1,250그루"):
        assert any(fact in one for one in found), fact


def test_a_long_line_takes_time_with_its_length() -> None:
    """Each of many figures of a heading asks for the heading's name, which its first words give."""
    line = "□ 추진현황 " + "예산 1,234백만원(국비 600, 시비 634) 대상 12개소 " * 2500
    assert len(facts_of(line)) > 1000
