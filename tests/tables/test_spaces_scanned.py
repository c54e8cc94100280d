"""Flattened tables of a scan: groups on several lines, notes under names, ranks, grades, counting remarks."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import Path


def facts(*lines: str) -> dict[tuple[Path, Path], tuple[str, str]]:
    text = "\n".join(("가. 나루시장 현황", *lines, "o 새 저울을 들여놓음"))
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda part: [part])
    return {
        (fact.row, fact.column): (fact.text, fact.unit) for fact in document.facts if fact.table is not None
    }


def test_names_on_the_second_line_are_under_the_last_of_the_first() -> None:
    found = facts(
        "(단위: 건, %)",
        "구 분 2029 2030 2031년",
        "계획 상반기 달성률",
        "계 4,018 4,327 4,800 2,412 50.3",
        "저울 점검 2,910 3,126 3,500 1,787 51.1",
        "원산지 점검 1,108 1,201 1,300 625 48.1",
    )
    assert found[("저울 점검",), ("2031년", "상반기")] == ("1,787", "건")
    assert found[("원산지 점검",), ("2031년", "달성률")] == ("48.1", "%")
    assert found[("계",), ("2030",)] == ("4,327", "건")


def test_units_stand_under_the_first_names_and_times_under_the_last() -> None:
    found = facts(
        "(단위: 개소, 명, 백만원)",
        "구분 신청 지원 이용인원 지원액",
        "(개소) (개소) 2030 상반기 2031 상반기",
        "계 312 238 51,904 10,258 11,411",
        "큰가게 64 52 12,310 2,612 2,871",
        "작은가게 248 186 39,594 7,646 8,540",
    )
    assert found[("큰가게",), ("지원 (개소)",)] == ("52", "개소")
    assert found[("큰가게",), ("이용인원",)] == ("12,310", "명")
    assert found[("작은가게",), ("지원액", "2031 상반기")] == ("8,540", "백만원")


def test_a_remark_may_count_and_the_budget_has_its_parts_below() -> None:
    found = facts(
        "(단위: 명)",
        "구분 계 5급 6급 7급 8급 비고",
        "정원 73 3 18 24 28",
        "현원 70 3 17 24 26 휴직 3명 포함",
        "나. 예산",
        "(단위: 백만원)",
        "구분 예산현액 집행액 집행률 잔액",
        "(당초 + 추경)",
        "합계 9,300 4,200 45.2 5,100",
        "인건비 5,100 2,600 51.0 2,500",
        "운영비 4,200 1,600 38.1 2,600",
    )
    assert found[("현원",), ("7급",)] == ("24", "명")
    assert found[("인건비",), ("잔액",)] == ("2,500", "백만원")


def test_ranks_repeated_measures_and_grades() -> None:
    found = facts(
        "(단위: 톤, 백만원, 원/kg)",
        "순위 품목 물량 금액 평균단가 등락(%)",
        "1 감자 6,216 16,080 2,600 14.2",
        "2 당근 3,384 13,125 3,900 △6.1",
        "3 상추 2,430 11,124 4,600 8.3",
        "나. 가게별",
        "(단위: 톤, 백만원, %)",
        "가게명 물량 금액 금액 점유율 전년동기 금액 증감률",
        "계 12,030 40,329 100.0 38,210 5.5",
        "나루상회 7,216 24,080 59.7 22,630 6.4",
        "버들상회 4,814 16,249 40.3 15,580 4.3",
        "다. 평가",
        "연도(실적) 등급 점수 순위(비슷한 곳 12곳)",
        "2028 다 80.36 9",
        "2029 나 83.72 6",
        "2030 나 84.19 5",
    )
    assert found[("감자",), ("금액",)] == ("16,080", "백만원")
    assert found[("당근",), ("평균단가",)] == ("3,900", "원/kg")
    assert found[("버들상회",), ("금액 점유율",)] == ("40.3", "%")
    assert found[("버들상회",), ("전년동기 금액",)] == ("15,580", "백만원")
    assert found[("2029",), ("점수",)] == ("83.72", "점")
