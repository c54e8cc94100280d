"""Tab tables that lost cells: merged ones without their blanks, rows behind a group, bare lists."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import Path


def facts(*lines: str) -> dict[tuple[Path, Path], tuple[str, str]]:
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])
    return {
        (fact.row, fact.column): (fact.text, fact.unit) for fact in document.facts if fact.table is not None
    }


def test_merged_names_and_labels_without_their_blanks() -> None:
    found = facts(
        "2. 수입",
        "(단위 : 천원)",
        "재원\t2031예산안\t2030예산\t\t증감\t비고",
        "본예산\t최종예산\t금액\t%",
        "합계\t93,000\t81,000\t84,000\t9,000\t10.7",
        "사용료\t소계\t51,000\t44,000\t43,000\t8,000\t18.6",
        "대관 사용료\t30,000\t25,000\t23,000\t7,000\t30.4",
        "주차 사용료\t21,000\t19,000\t20,000\t1,000\t5.0\t신설",
        "보조금\t소계\t42,000\t37,000\t41,000\t1,000\t2.4",
        "야간 개장\t42,000\t37,000\t41,000\t1,000\t2.4\t시비 포함",
    )
    assert found[("합계",), ("2031예산안",)] == ("93,000", "천원")
    assert found[("사용료", "소계"), ("2030예산", "최종예산")] == ("43,000", "천원")
    assert found[("사용료", "주차 사용료"), ("증감", "금액")] == ("1,000", "천원")
    assert found[("보조금", "야간 개장"), ("2030예산", "본예산")] == ("37,000", "천원")
    assert found[("사용료", "대관 사용료"), ("증감", "%")] == ("30.4", "%")


def test_a_row_behind_a_group_is_not_of_it() -> None:
    found = facts(
        "(단위 : 천원)",
        "팀\t사업\t2031예산\t2030예산\t증감",
        "총계\t1,500\t1,320\t180",
        "운영팀\t소계\t550\t500\t50",
        "공연\t300\t280\t20",
        "전시\t250\t220\t30",
        "시설팀\t소계\t900\t780\t120",
        "보수\t600\t500\t100",
        "청소\t300\t280\t20",
        "기본경비\t50\t40\t10",
    )
    assert found[("기본경비",), ("2031예산",)] == ("50", "천원")
    assert found[("시설팀", "청소"), ("2031예산",)] == ("300", "천원")


def test_lists_of_days_and_of_keys_have_no_header() -> None:
    found = facts(
        "1. 걸어온 길",
        "",
        "'28. 4.\t나루도서관 문을 엶",
        "'30. 9.\t숲도서관 문을 엶(3팀)",
        "",
        "2. 숲도서관 고치기",
        "",
        "목적\t낡은 창을 바꾸어 겨울에도 따뜻하게 책을 읽게 함",
        "예산\t420,000천원",
    )
    assert found == {
        (("'30. 9.",), ("숲도서관 문을 엶",)): ("3팀", "팀"),
        (("예산",), ()): ("420,000천원", "천원"),
    }


def test_a_blank_left_out_at_the_end_of_a_header_is_not_a_lost_one() -> None:
    found = facts(
        "(단위 : 천원)",
        "구분\t세부사업\t예산액\t집행현황\t\t특별회계",
        "예산액\t집행액\t예산액\t집행액",
        "공연팀\t봄 공연\t10\t20\t30\t40\t50",
        "전시팀\t사진전\t11\t21\t31\t41\t51",
    )
    assert found[("공연팀", "봄 공연"), ("예산액",)] == ("10", "천원")
    assert found[("전시팀", "사진전"), ("특별회계", "집행액")] == ("51", "천원")


def test_what_is_computed_and_counted_tells_which_name_lost_its_span() -> None:
    found = facts(
        "(단위 : 개소, 명, 백만원)",
        "구분\t시설 유형\t개소\t이용\t종사자\t2031년 지원액",
        "정원\t현원",
        "계\t11\t420\t388\t97\t1,840",
        "아동\t소계\t8\t300\t281\t61\t1,120",
        "돌봄방\t5\t180\t171\t35\t640",
        "쉼터\t3\t120\t110\t26\t480",
        "청년\t소계\t3\t120\t107\t36\t720",
        "숙소\t3\t120\t107\t36\t720",
    )
    assert found[("아동", "돌봄방"), ("이용", "현원")] == ("171", "명")
    assert found[("청년", "숙소"), ("2031년 지원액",)] == ("720", "백만원")
    found = facts(
        "(단위 : 억원)",
        "연도\t모집액\t판매액\t보전액\t판매율",
        "국비\t시비",
        "2029\t820\t806\t61\t30\t98.3",
        "2030\t640\t633\t70\t-\t98.9",
        "2031\t905\t897\t67\t40\t99.1",
    )
    assert found[("2030",), ("보전액", "국비")] == ("70", "억원")
    assert found[("2031",), ("판매율",)] == ("99.1", "%")


def test_totals_lack_merged_cells_and_words_are_columns_too() -> None:
    found = facts(
        "시장\t위치\t개설\t점포(개)\t상인(명)\t시설",
        "전체\t영업\t공실률(%)",
        "계 3개소\t445\t380\t14.6\t690",
        "나루시장\t나루동\t1962\t214\t187\t12.6\t331\t아케이드",
        "숲시장\t숲동\t1974\t138\t104\t24.6\t196\t-",
        "들시장\t들읍\t1981\t93\t89\t4.3\t163\t간판",
    )
    assert found[("숲시장",), ("점포(개)", "공실률(%)")] == ("24.6", "%")
    assert found[("계 3개소",), ("상인(명)",)] == ("690", "명")


def test_no_figure_is_told_where_two_names_may_have_lost_their_span() -> None:
    assert not facts(
        "구분\t나루\t숲\t들\t집행률",
        "갑\t을",
        "봄\t120\t340\t220\t560\t61.2",
        "여름\t310\t90\t430\t280\t70.4",
        "가을\t75\t410\t330\t190\t55.0",
    )
