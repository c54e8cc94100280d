"""A row of a table of words and figures told by itself, over invented documents in several layouts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from invented import LAYOUTS

from index.analyzer import Analyzer
from index.build import build_store
from qa.answer import Answer, StatedFigure
from qa.assistant import Assistant
from qa.context import Context
from qa.passages.text import MOST_OF_FIGURE, _drowns, answer_text
from qa.wording.parts import Part

CORPUS = """[[document]]
file = "gaon.txt"
title = "2032년 주요업무보고"
agency = "가온군"
department = "복지과"
as_of = 2032-04-30
"""
SERVICES = (
    ("서비스", "제공내용", "1회 단가(원)", "연간 한도", "이용(명)"),
    ("이불빨래", "수거·세탁·배달", "7,400", "12회", "1,305"),
    ("외출동행", "병원·시장 동행", "13,200", "24회", "862"),
    ("집수리", "전등·문고리 교체", "35,500", "3회", "417"),
)
BENEFITS = (
    ("구분", "'31년", "'32년", "비고"),
    ("명절수당", "연 15만원", "연 18만원", "설·추석 나누어 지급"),
    ("독감접종", "-", "4만원", "10월 접종"),
    ("휴식휴가", "5년 3일", "3년 2일, 5년 3일", "3년 구간 신설"),
)
FIRMS = (
    ("권역", "업체명", "담당 마을", "인력(명)", "평가점수", "평가결과"),
    ("북부", "(주)푸른길", "솔골, 배나무골", "18", "88.3점", "우수"),
    ("중부", "(유)참세상", "장터, 새말", "21", "79.6점", "보통"),
    ("남부", "(주)들바람", "물목, 갯마을, 돌섬", "15", "72.1점", "미흡"),
)
BUILDINGS = (
    ("시설", "등급", "지적"),
    ("가온회관", "A", "4"),
    ("은하수영장", "C", "17"),
    ("들꽃쉼터", "A", "6"),
    ("한울강당", "B", "9"),
)
BOARDS = (
    ("위원회명", "근거", "위원수", "회의"),
    ("아동정책위원회", "아동 조례 제7조", "14", "3"),
    ("노인복지위원회", "노인 조례 제4조", "12", "2"),
)
REPORT = """2032년 가온군 복지과 주요업무보고

Ⅰ. 주요업무

1. 가온살핌 생활돌봄

□ 서비스 내용

{services}

- 본인부담 : 중위소득 75% 이하 무료, 75% 초과 50%
- 접수창구 : 전화, 읍면사무소

2. 돌봄종사자 처우개선

□ 주요내용

{benefits}

- 돌봄지원단 : 단장 한가람, 팀원 6명
- 호봉제는 '34년까지 3단계로 추진

3. 이불빨래 대행

□ 2031년 대행업체 평가결과

{firms}

- 미흡 업체는 개선계획서 제출, 2회 연속이면 계약 배제

4. 시설 안전점검 결과

{buildings}

- 은하수영장은 1998년 준공으로 배관 누수가 있어 정밀진단을 실시

5. 위원회 현황

{boards}
"""


@pytest.fixture(scope="module", params=LAYOUTS)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """One invented report with its tables in one layout."""
    folder: Path = tmp_path_factory.mktemp("told_rows")
    write = request.param
    text = REPORT.format(
        services=write(SERVICES), benefits=write(BENEFITS), firms=write(FIRMS),
        buildings=write(BUILDINGS), boards=write(BOARDS),
    )  # fmt: skip
    (folder / "gaon.txt").write_text(text, encoding="utf-8")
    (folder / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    build_store([folder], folder / "store", analyzer=Analyzer())
    with Assistant.open(folder / "store") as assistant:
        yield assistant


def _in_words(assistant: Assistant, question: str) -> Answer:
    library = assistant._library
    found = answer_text(Context(library.parse(question), library))
    assert found is not None
    return found[0]


def _figures(answer: Answer) -> set[tuple[Decimal, str]]:
    return {(figure.value, figure.unit) for figure in answer.figures}


def test_the_named_row_alone_with_its_asked_columns(report: Assistant) -> None:
    answer = _in_words(report, "가온살핌 외출동행 서비스의 1회 단가와 한 해 한도는 어떻게 정해져 있습니까?")
    assert _figures(answer) == {(Decimal(13200), "원"), (Decimal(24), "회")}
    assert all(word in answer.answer for word in ("외출동행", "13,200원", "24회"))
    assert not any(word in answer.answer for word in ("이불빨래", "집수리", "862", "중위소득", "접수창구"))


def test_the_named_row_in_the_years_asked_for(report: Assistant) -> None:
    answer = _in_words(report, "돌봄종사자 명절수당은 2031년에 견주어 2032년에 어떻게 바뀌었나요?")
    assert _figures(answer) == {(Decimal(15), "만원"), (Decimal(18), "만원")}
    assert not any(word in answer.answer for word in ("독감접종", "휴식휴가", "호봉제"))


def test_all_rows_where_none_is_named(report: Assistant) -> None:
    answer = _in_words(report, "가온군 이불빨래 대행업체 세 곳의 평가점수를 비교해 보여 주세요.")
    assert _figures(answer) == {(Decimal(score), "점") for score in ("88.3", "79.6", "72.1")}
    assert all(name in answer.answer for name in ("푸른길", "참세상", "들바람"))
    assert "개선계획서" not in answer.answer


def test_a_row_stays_whole_where_no_column_is_asked_for(report: Assistant) -> None:
    answer = _in_words(report, "돌봄종사자 휴식휴가는 어떻게 됩니까?")
    assert "3년 구간 신설" in answer.answer


def test_the_kind_of_people_that_something_is_for_is_no_column(report: Assistant) -> None:
    answer = _in_words(report, "가온살핌에서 외출동행 대상으로는 뭐뭐 해?")
    assert "병원·시장 동행" in answer.answer
    assert "수거·세탁·배달" not in answer.answer


def test_what_the_rows_do_not_tell_is_not_left_out(report: Assistant) -> None:
    answer = _in_words(report, "가온살핌 외출동행의 1회 단가와 본인부담은 어떻게 되나요?")
    assert "본인부담" in answer.answer
    assert "13,200" in answer.answer


def test_rows_of_a_grade(report: Assistant) -> None:
    answer = report.ask("가온군 시설 안전점검에서 A등급을 받은 시설을 모두 적어 주세요.")
    assert all(name in answer.answer for name in ("가온회관", "들꽃쉼터"))
    assert not any(name in answer.answer for name in ("은하수영장", "한울강당"))


@pytest.mark.parametrize(
    "question", ["아동정책위원회 위원장은 누구입니까?", "가온군 아동정책위원회 회장이 누구야?"]
)
def test_a_row_that_names_no_one_tells_no_name(report: Assistant, question: str) -> None:
    assert report.ask(question).status == "abstained"


def test_the_head_of_an_office_is_told_by_the_bare_title(report: Assistant) -> None:
    assert "한가람" in _in_words(report, "가온군 돌봄지원단장은 누구입니까?").answer


def test_many_figures_do_not_answer_a_question_for_one(report: Assistant) -> None:
    figure = StatedFigure(Decimal(7), "개", "7개", "반납함", (1,))
    few, many = (Part("", (figure,) * count, 0.9) for count in (MOST_OF_FIGURE, MOST_OF_FIGURE + 1))
    asked = report._library.parse("가온군 이불빨래의 사용량과 회수율을 알려 주세요.")
    assert (_drowns(asked, [few]), _drowns(asked, [many])) == (False, True)
    told = report._library.parse("가온군 이불빨래는 앞으로 무엇이 바뀌나요?")
    assert not _drowns(told, [many])
