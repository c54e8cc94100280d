"""Lists as they are asked for: so many things, new ones, languages, members, what a sum is made of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.model import Block
from index.analyzer import Analyzer
from qa.assistant import Assistant
from qa.passages.offices import asks_offices
from qa.understanding.intents import has_names, has_parts, intents, kind_of_names, label_of
from qa.understanding.question import parse_question
from tests.invented import assistant_over

CORPUS = """[[document]]
file = "maru.txt"
title = "2031년 주요업무보고"
agency = "마루군"
department = "행정과"
as_of = 2031-03-05
"""
REPORT = """2031년 마루군 행정과 주요업무보고

Ⅰ. 일반현황

□ 예산 현황

  ○ 사고이월(2030→2031) : 3건 412백만원
    - 들말회관 보수 130, 솔숲길 정비 92, 민원실 개편 190

Ⅱ. 주요업무

□ 당직 제도 개선

  ○ 추진배경
    - 당직자 피로 누적
    - 민원 전화 감소
    - 원격 경비 도입
  ○ 추진실적
    - 2030년 직원 설문에 따른 당직 규정 정비(재택 당직 도입, 대체 휴무 기간 확대, 당직비 지급 기준 상향)
    - 당직실 시설 개선 2개소

□ 마을 활력 지원

  ○ 사업개요
    - 마을 잔치 지원, 마을 방송 개선
    - 이장 연수와 워크숍
    - 마을 게시판 정비
  ○ 2031년 신설 사업
    - 빈집 장터 운영 : 6개 마을, 48백만원
    - 어르신 차량 동행 : 120명, 36백만원
    - 마을 기록관 조성 : 2개소, 75백만원

□ 외국인 주민 지원

  ○ 추진실적
    - 생활 안내서 발간(베트남어, 몽골어, 태국어) : 3,000부
    - 계절근로자 도입국 : 라오스, 네팔
  ○ 향후계획
    - 생활 안내서 발간 : 하반기 2,000부 추가
    - 계절근로자 숙소 점검 : 연 2회

□ 주민 안전 간담회 개최

  ○ 개최개요
    - 일 시 : 2031. 2. 20. 14:00
    - 장 소 : 군청 대회의실
    - 협력기관(4개) : 마루경찰서, 마루소방서, 들말의용소방대, 마루병원
  ○ 간담회 결과
    - (교통) 학교 앞 과속 단속 장비 추가 설치 요청
    - (화재) 전통시장 소화전 위치 조정 요청
    - (치안) 공원 방범등 교체 요청
    - (의료) 야간 응급실 운영 시간 연장 요청

□ 공공시설 확충

  ○ 신설 대상 (단위 : ㎡, 백만원)

| 시설명 | 연면적 | 총사업비 |
|---|---|---|
| 합계 3개소 | 4,100 | 9,900 |
| 들말도서관 | 1,800 | 4,200 |
| 솔숲문화관 | 1,300 | 3,500 |
| 강변어울터 | 1,000 | 2,200 |
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One invented report."""
    with assistant_over(tmp_path_factory.mktemp("lists"), CORPUS, maru=REPORT) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "wanted", "others"),
    [
        # as many things, of several words each, as are asked for
        (
            "마루군이 당직 규정에서 정비한 내용 세 가지는 무엇인가요?",
            ("재택 당직", "대체 휴무", "당직비"),
            ("피로",),
        ),
        ("마루군 당직 규정 정비 세 가지 알려줘", ("재택 당직", "대체 휴무", "당직비"), ()),
        ("마루군이 2031년에 새로 시작한 마을 지원 사업 세 가지는?", ("빈집 장터", "차량 동행", "기록관"), ()),
        ("마루군에서 올해 새로 생긴 마을 사업은 뭐뭐야?", ("빈집 장터", "차량 동행", "기록관"), ()),
        # names of a kind
        ("마루군 생활 안내서 무슨 언어들로 나왔나요?", ("베트남어", "몽골어", "태국어"), ()),
        ("마루군 계절근로자가 오는 나라는 어디입니까?", ("라오스", "네팔"), ()),
        # whom a count is of, and what a sum is made of
        (
            "마루군 주민 안전 간담회에 참석한 협력기관을 알려 주세요.",
            ("경찰서", "소방서", "의용소방대", "병원"),
            (),
        ),
        ("사고이월 3건 어떤 사업이야?", ("들말회관", "솔숲길", "민원실"), ()),
        # a list is told whole
        ("주민 안전 간담회에서 나온 요청은 어떤 분야들이야?", ("교통", "화재", "치안", "의료"), ()),
        # rows of a table of figures, less what sums them up
        (
            "마루군 공공시설 신설 대상 세 곳은 어디입니까?",
            ("들말도서관", "솔숲문화관", "강변어울터"),
            ("합계",),
        ),
        (
            "공공시설 신설(증축 포함) 대상 3곳을 모두 말씀해 주세요.",
            ("들말도서관", "솔숲문화관", "강변어울터"),
            ("합계 3",),
        ),
    ],
)
def test_lists_are_told(
    report: Assistant, question: str, wanted: tuple[str, ...], others: tuple[str, ...]
) -> None:
    answer = report.ask(question).answer
    assert all(word in answer for word in wanted), answer
    assert not any(word in answer for word in others), answer


def block(text: str) -> Block:
    """One bullet."""
    return Block("bullet", text, (1, 1), "-", 1, (), ())


@pytest.mark.parametrize(
    ("text", "count", "has"),
    [
        ("규정 정비(재택 당직 도입, 휴무 기간 확대, 당직비 기준 상향)", 3, True),
        ("지원 분야 : 판로 개척, 시설 개선, 기술 이전 상담", 3, True),
        ("규정 정비(재택 당직 도입, 휴무 기간 확대)", 3, False),
        ("지원 : 90명, 4,500천원", 3, False),
    ],
)
def test_things_of_several_words_are_counted(text: str, count: int, has: bool) -> None:
    assert has_parts([block(text)], count) is has


def test_countries_and_languages_are_names_of_a_kind() -> None:
    assert has_names([block("도입국 : 라오스, 네팔")], kind_of_names("근로자가 오는 나라는 어디야"), None)
    assert has_names([block("안내서(영어, 몽골어)")], kind_of_names("무슨 언어들 있나요"), None)
    assert not has_names([block("관, 동")], kind_of_names("건물들의 이름"), None)


def test_a_label_ends_before_an_aside() -> None:
    assert label_of(block("협력기관(4개) : 경찰서, 소방서")) == "협력기관"


def test_what_is_new_is_looked_for() -> None:
    analyze = Analyzer().analyze
    asked = parse_question("올해 새로 도입한 사업은 무엇인가요?", analyze)
    assert any("신설" in term.words for term in asked.actions)
    assert not any("신설" in term.words for term in parse_question("새로운 사업", analyze).actions)


def test_an_office_written_behind_its_bureau_is_named() -> None:
    assert asks_offices("건설국도로과 담당업무 머머 있나요")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("마을 잔치 지원 대상을 고르는 기준은 무엇인가요?", {"criterion"}),
        ("마을 방송은 어떤 기준으로 선정하나요?", {"criterion"}),
        ("마을 잔치 지원 대상은 누구이고 선정기준은 무엇인가요?", {"who", "criterion"}),
        ("2030년 말 기준 지원 대상은 누구인가요?", {"who"}),
    ],
)
def test_what_is_chosen_by_is_no_one_that_is_chosen(question: str, names: set[str]) -> None:
    assert {intent.name for intent in intents(question)} == names
