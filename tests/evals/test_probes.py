"""Questions made from the tables of a store: what is asked, what is not, and what is found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from invented import assistant_over

from benchmarks.probing import main, probed
from evals.probes import FORMS, probes, summary

REPORT = """2034년 주요업무보고

물안군 생활과

2034. 6. 30. 기준

Ⅰ. 일반현황

1. 예산 현황 (단위 : 천원)
구분	2033 최종예산	2034 예산현액	집행액	집행률(%)
합계	1,000	2,000	500	25.0
청소년쉼터	600	1,500	450	30.0
급식카드	400	500	50	10.0

2. 시설 현황 (단위 : 명)
구분	정원	현원
청소년쉼터	12	11
돌봄방	9	8

3. 지난 시설 현황 (단위 : 명)
구분	정원	현원
청소년쉼터	13	10
돌봄방	9	8
"""


def test_figures_are_asked_for_by_their_labels(tmp_path: Path) -> None:
    with assistant_over(tmp_path, report=REPORT) as assistant:
        asked = {
            (probe.form, probe.question) for seed in range(30) for probe in probes(assistant.store, 99, seed)
        }
    assert {form for form, _ in asked} == set(FORMS)
    for expected in (
        ("plain", "2034년 물안군 생활과 급식카드 예산현액은 얼마인가요?"),
        ("no year", "물안군 생활과 급식카드 집행률은 몇 %인가요?"),
        ("no office", "2033년 급식카드 최종예산은 얼마인가요?"),
        ("column first", "2034년 물안군 생활과 현원은 돌봄방이 몇 명입니까?"),
        ("everyday", "2034년 물안군 생활과 급식카드 얼마나 썼어?"),
        ("everyday", "2034년 물안군 생활과 급식카드 몇 프로 집행했어?"),
        ("unspaced", "2034년 물안군 생활과 예산현황합계 예산현액은 얼마인가요?"),
        ("mistyped", "2034년 물안군 생활과 급식커드 집행액은 얼마인가요?"),
    ):
        assert expected in asked


def test_what_fits_figures_that_differ_is_not_asked(tmp_path: Path) -> None:
    with assistant_over(tmp_path, report=REPORT) as assistant:
        asked = {probe.question for seed in range(30) for probe in probes(assistant.store, 99, seed)}
    assert not any("청소년쉼터 정원" in question for question in asked)
    assert any("돌봄방 정원" in question for question in asked)


def test_seed_and_count_choose_the_questions(tmp_path: Path) -> None:
    with assistant_over(tmp_path, report=REPORT) as assistant:
        first, again, other = (list(probes(assistant.store, 5, seed)) for seed in (1, 1, 2))
    assert len(first) == 5
    assert first == again != other


def test_right_answers_are_told_from_others(tmp_path: Path) -> None:
    with assistant_over(tmp_path, report=REPORT) as assistant:
        found = probed(assistant, 12, 1)
    verdicts = [(probe, verdict) for probe, _, verdict in found]
    assert sum(verdict == "right" for _, verdict in verdicts) >= 10
    head, all_forms, *_ = summary(verdicts)
    assert head.split() == ["form", "n", "right", "wrong", "none"]
    assert all_forms.split()[:2] == ["all", "12"]


def test_samples_answer_what_their_tables_say(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["probing", str(sample_store), "40", "3"])
    main()
    _, all_forms, *_ = capsys.readouterr().out.split("\n")
    right, wrong = (float(share.rstrip("%")) for share in all_forms.split()[2:4])
    assert right >= 80
    assert wrong <= 8
