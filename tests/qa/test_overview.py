"""What a report is about as a whole is told by its own headings, whatever they are numbered with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.model import Block
from qa.assistant import Assistant
from qa.passages.overview import programs_of
from tests.invented import assistant_over


def headings(*rows: tuple[int, str, str]) -> list[Block]:
    return [Block("heading", text, (n, n), marker, depth) for n, (depth, marker, text) in enumerate(rows, 1)]


CHAPTERS = headings(
    (0, "", "2031년 농정국 주요업무보고"),
    (0, "Ⅰ.", "일반현황"),
    (1, "1", "조직"),
    (0, "Ⅱ.", "주요업무 추진계획"),
    (1, "1", "과수 화상병 방제"),
    (2, "□", "추진현황"),
    (1, "2", "청년농 육성"),
    (2, "1)", "추진배경"),
    (0, "Ⅲ.", "예산 현황"),
    (1, "1", "세입"),
)
GOALS = headings(
    (0, "Ⅲ.", "주요 업무 현황"),
    (1, "1.", "튼튼한 농가"),
    (2, "1", "농기계 임대"),
    (2, "2", "재해보험 지원"),
    (1, "2.", "찾는 농촌"),
    (2, "1", "체험마을 운영"),
    (0, "Ⅳ.", "행정사무감사 처리결과"),
    (1, "1.", "총괄"),
)
PARTS = headings(
    (0, "#", "농 정 과"),
    (1, "##", "주요업무"),
    (1, "1", "쌀 소비 촉진"),
    (2, "□", "사업 개요"),
    (1, "2", "직거래장터 운영"),
    (1, "##", "업무 평가 및 개선 방향"),
    (1, "1", "성과"),
)
EDITIONS = headings(
    (0, "제1편", "일반현황"),
    (1, "1.", "조직"),
    (0, "제2편", "2031년 주요업무 추진계획"),
    (1, "1.", "유기농 단지 조성"),
    (2, "가.", "대상 : 군 전역"),
    (0, "제3편", "2030년 결산"),
    (1, "1.", "세입"),
)


@pytest.mark.parametrize(
    ("blocks", "programs"),
    [
        (CHAPTERS, [(0, "과수 화상병 방제"), (0, "청년농 육성")]),
        (
            GOALS,
            [
                (0, "튼튼한 농가"),
                (1, "농기계 임대"),
                (1, "재해보험 지원"),
                (0, "찾는 농촌"),
                (1, "체험마을 운영"),
            ],
        ),
        (PARTS, [(0, "쌀 소비 촉진"), (0, "직거래장터 운영")]),
        (EDITIONS, [(0, "유기농 단지 조성")]),
        (CHAPTERS[:3], []),
    ],
)
def test_programs_are_the_numbered_headings_of_the_work(
    blocks: list[Block], programs: list[tuple[int, str]]
) -> None:
    assert [(one.level, one.block.text) for one in programs_of(blocks)] == programs


FIRST = """2031년 농정국 주요업무보고

Ⅰ. 일반현황
1 조직
□ 농정과, 축산과

Ⅱ. 주요업무 추진계획
1 과수 화상병 방제 농정과
□ 사업개요
 ○ 사업비 : 120백만원
 ○ 드론 방제 3회
2 한우 개량 축산과
□ 사업개요
 ○ 사업비 : 340백만원

Ⅲ. 신규사업 추진계획
1 청년농 농지은행 농정과
□ 사업개요
 ○ 사업비 : 55백만원
"""
CATALOG = """
[[document]]
file = "farm.txt"
title = "2031년 농정국 주요업무보고"
agency = "마루군"
department = "농정국"
as_of = 2031-02-01

[[document]]
file = "safe.txt"
title = "2031년 안전국 주요업무보고"
agency = "마루군"
department = "안전국"
as_of = 2031-02-01
"""
SECOND = """2031년 안전국 주요업무보고

Ⅰ. 주요업무 추진실적
1 비상급수 점검
□ 추진실적
 ○ 점검 14개소
2 대피소 정비
□ 추진실적
 ○ 정비 9개소
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("overview")
    (folder / "corpus.toml").write_text(CATALOG, encoding="utf-8")
    with assistant_over(folder, farm=FIRST, safe=SECOND) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "programs"),
    [
        ("마루군 농정국 주요사업은 뭐가 있어?", ["과수 화상병 방제", "한우 개량", "청년농 농지은행"]),
        ("농정국 추진 과제 목록", ["과수 화상병 방제", "한우 개량", "청년농 농지은행"]),
        ("안전국은 어떤 사업을 추진하나요?", ["비상급수 점검", "대피소 정비"]),
        ("2031년 농정국 업무보고에서 다룬 사업 세 가지의 제목을 적어줘", ["과수", "한우", "청년농"]),
        ("농정국 신규사업 알려줘", ["청년농 농지은행"]),
        ("축산과 사업은 무엇인가요", ["한우 개량"]),
        ("마루군 주요사업 알려줘", ["과수", "한우", "농지은행", "비상급수", "대피소"]),
        ("급수 관련 사업은 뭐가 있어?", ["비상급수 점검"]),
        ("정비와 관련된 사업 목록", ["대피소 정비"]),
        ("드론 관련 사업 알려줘", ["과수 화상병 방제"]),
        ("안전국 업무보고 목차", ["주요업무 추진실적", "비상급수 점검", "대피소 정비"]),
    ],
)
def test_what_an_office_does_is_told_by_its_headings(
    assistant: Assistant, question: str, programs: list[str]
) -> None:
    answer = assistant.ask(question)
    assert answer.kind == "list"
    bullets = [line.strip() for line in answer.answer.split("\n") if line.strip().startswith("-")]
    assert len(bullets) == len(programs)
    assert all(name in bullet for name, bullet in zip(programs, bullets, strict=True))
    assert len(answer.citations) >= len(programs)
    lines = {name: (FIRST if name == "farm.txt" else SECOND).split("\n") for name in ("farm.txt", "safe.txt")}
    assert all(
        cited.quote.strip() == lines[cited.document][cited.lines[0] - 1].strip() for cited in answer.citations
    )


@pytest.mark.parametrize(
    "question", ["농정국 과수 화상병 방제 사업비는 얼마야?", "안전국 대피소 정비 사업은 몇 개소?"]
)
def test_a_program_s_figure_is_no_overview(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).kind != "list"


@pytest.mark.parametrize(
    "question",
    ["농정국 우주개발 사업 목록", "2027년 농정국 주요사업은 뭐야?", "안전국에서 새로 생긴 사업은 뭐야?"],
)
def test_what_no_report_has_is_not_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "abstained"
