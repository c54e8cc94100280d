"""Questions in everyday words, asked as documents word them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.analyzer import Analyzer
from index.build import build_store
from qa.assistant import Assistant
from qa.understanding.query import Meaning
from qa.understanding.rewording import MODEL, Sayings, reworded
from training.sayings import compiled

ANALYZER = Analyzer()

REPORT = """2025년 주요업무보고

해누리시 안전국

Ⅰ. 일반현황

□ 주요 기능
부서	주요 업무
재난예방과	민방위대피시설 지정, 지진 대비 훈련
하천과	소하천 정비, 배수펌프장 운영

□ 예산현황
(단위: 천원, %)
부서	예산현액	집행액	집행률
재난예방과	412,700	198,096	48.0
하천과	1,935,200	501,216	25.9

□ 시설현황
(단위: 개소)
구분	2023년	2024년
민방위대피시설	61	64
무더위쉼터	118	127
폐교	3	5
경로당	203	207
"""
CATALOG = """
[[document]]
file = "report.txt"
title = "2025년 주요업무보고"
agency = "해누리시"
department = "안전국"
as_of = 2025-01-31
"""
SOURCE = """# 설명
~ 학교 배움터
폐교 = 문 닫은 학교
무단투기, 불법투기 = 몰래 버린 쓰레기
미납 = 값을 안 낸
지역아동센터 = 동네 공부방
긴급복지 = 살림이+무너지다
"""


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Sayings:
    folder = tmp_path_factory.mktemp("sayings")
    (folder / "few.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "compiled.txt").write_text(compiled(folder / "few.txt"), encoding="utf-8")
    return Sayings.open(folder / "compiled.txt")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("reworded")
    (folder / "documents").mkdir()
    (folder / "documents" / "report.txt").write_text(REPORT, encoding="utf-8")
    (folder / "documents" / "corpus.toml").write_text(CATALOG, encoding="utf-8")
    build_store([folder / "documents"], folder / "store")
    with Assistant.open(folder / "store") as opened:
        yield opened


def _said(few: Sayings, text: str) -> list[tuple[str, tuple[str, ...]]]:
    found = few.said(text, ANALYZER.analyze(text), lambda _: True)
    return [(text[start:end].strip(), printed) for start, end, printed in found]


def test_the_words_of_a_saying_stand_in_any_order_with_any_endings(few: Sayings) -> None:
    assert _said(few, "쓰레기를 몰래 버려서 걸린 건 몇 건") == [
        ("쓰레기를 몰래 버려서", ("무단투기", "불법투기"))
    ]
    assert _said(few, "문을 닫은 배움터들은 몇 곳") == [("문을 닫은 배움터들", ("폐교",))]
    assert _said(few, "값을 내지 않은 집은") == [("값을 내지 않은", ("미납",))]


def test_words_that_stand_apart_are_no_saying(few: Sayings) -> None:
    assert not _said(few, "문 앞에 닫은 통을 둔 학교는 몇 곳")
    assert not _said(few, "쓰레기를 몰래 모아 버린 건 몇 건")


def test_what_documents_do_not_print_is_not_read(few: Sayings) -> None:
    text = "몰래 버린 쓰레기는"
    found = few.said(text, ANALYZER.analyze(text), lambda term: term == "불법투기")
    assert [one.printed for one in found] == [("불법투기",)]
    assert not few.said(text, ANALYZER.analyze(text), lambda _: False)


def test_a_particle_fits_the_printed_word() -> None:
    words = reworded("문 닫은 학교가 몇 곳", ANALYZER.analyze, lambda _: 1.0)
    assert words[0].text == "폐교가 몇 곳"
    assert "'폐교'" in words[0].warnings[0]


def test_words_before_a_saying_that_describe_the_same_belong_to_it() -> None:
    text = "어려운 아이들이 다니는 동네 공부방은 몇 곳"
    meaning = Meaning(0, text.index("은 몇"), ("지역아동센터",), 20.0)
    assert [w.text for w in reworded(text, ANALYZER.analyze, lambda _: 1.0, [meaning])] == [
        "지역아동센터는 몇 곳"
    ]
    assert (
        reworded(text, ANALYZER.analyze, lambda _: 1.0)[0].text
        == "어려운 아이들이 다니는 지역아동센터는 몇 곳"
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("해누리시에 전쟁 나면 숨는 곳은 2024년에 몇 군데야?", "64개소"),
        ("2024년 해누리시에서 더울 때 쉬는 곳은 몇 군데인가요?", "127개소"),
        ("해누리시에 아이가 없어 문 닫은 학교는 2024년에 몇 곳이야?", "5개소"),
    ],
)
def test_a_saying_is_answered_as_the_printed_word(report: Assistant, question: str, told: str) -> None:
    answer = report.ask(question)
    assert answer.status == "answered"
    assert told in answer.answer
    assert answer.question == question
    assert any("보고 찾았습니다" in warning for warning in answer.warnings)


def test_an_office_is_known_by_its_duties(report: Assistant) -> None:
    answer = report.ask("해누리시 안전국에서 소하천 정비를 맡은 과는 예산현액이 얼마인가요?")
    assert [figure.value for figure in answer.figures] == [1935200]


def test_duties_that_no_office_has_name_none(report: Assistant) -> None:
    assert (
        report.ask("해누리시 안전국에서 도로 제설을 맡은 과는 예산현액이 얼마인가요?").status == "abstained"
    )


def test_the_sayings_are_compiled_anew_with_their_source() -> None:
    assert MODEL.read_text(encoding="utf-8") == compiled()
