"""Merged cells printed in the middle of their rows, names and units over several lines: what is read."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import Document, Metadata


def read(text: str) -> Document:
    return parse_document("a.txt", "a.txt", text.encode(), Metadata("2031년 업무보고"), lambda part: [part])


def told(text: str) -> set[tuple[str, str, str]]:
    """Row, column and text with its unit of each figure."""
    return {
        ("/".join(fact.row), "/".join(fact.column), f"{fact.text.strip()} {fact.unit}".strip())
        for fact in read(text).facts
        if fact.table is not None
    }


def test_a_name_alone_on_a_line_between_rows_of_tabs_is_of_its_group() -> None:
    text = (
        "(단위: 건)\n구분\t사업명\t신청\t선정\n계\t4개 사업\t51\t32\n"
        "\t골목 공연\t12\t9\n돌봄\t책방 지원\t14\t8\n\t마을 사진관\t9\t5\n"
        "\t둘레길 안내\t11\t7\n쉼터\n\t텃밭 가꾸기\t5\t3\n"
    )
    rows = {row for row, _, _ in told(text)}
    assert rows == {
        "계",
        "돌봄/골목 공연",
        "돌봄/책방 지원",
        "돌봄/마을 사진관",
        "쉼터/둘레길 안내",
        "쉼터/텃밭 가꾸기",
    }


def test_where_a_group_may_begin_at_two_rows_the_one_between_is_of_none() -> None:
    text = (
        "(단위: 명)\n구분\t시설명\t정원\t현원\n\t나루관\t12\t11\n체육\t새봄관\t14\t13\n"
        "\t한빛관\t16\t15\n문화\t들꽃관\t18\t17\n\t솔밭관\t21\t19\n"
    )
    rows = {row for row, _, _ in told(text)}
    assert {"체육/나루관", "체육/새봄관", "문화/들꽃관", "문화/솔밭관"} <= rows
    assert "한빛관" in rows


def test_rows_of_a_total_under_it_stay_of_it() -> None:
    text = (
        "| 부서 | 구분 | 계 | 남 |\n|---|---|---|---|\n| 합계 | 정원 | 21 | 9 |\n|  | 현원 | 19 | 8 |\n"
        "| 수도과 | 정원 | 12 | 5 |\n|  | 현원 | 11 | 4 |\n| 녹지과 | 정원 | 9 | 4 |\n|  | 현원 | 8 | 4 |\n"
    )
    assert {("수도과/현원", "계", "11 명"), ("녹지과/정원", "계", "9 명")} <= told(text)
    assert ("수도과/현원", "계", "19 명") not in told(text)


def test_steps_that_start_again_begin_a_group() -> None:
    text = """
다. 요금                                          (단위: 원/㎥)

  업  종        사용구분(㎥/월)      인상 전       현  행
                1 ~ 20                   510          550
  가정용        21 ~ 30                  680          730
                31 이상                  900          970
                1 ~ 50                   850          920
  일반용        51 이상                1,130        1,220
"""
    found = told(text)
    assert ("가정용/31 이상", "현행", "970 원/㎥") in found
    assert ("일반용/1 ~ 50", "인상 전", "850 원/㎥") in found


def test_labels_on_the_line_above_their_figures_and_below_them() -> None:
    text = """
□ 연도별 실적

  구  분                    2029      2030      2031
  상담 건수                1,204     1,318     1,402
  1인 1일 사용량
                             341       338       335
  (ℓ/인·일)
  나루마을·
  새봄마을                    31        38        42
  처리율(%)                 94.1      95.2      96.3
"""
    rows = {row for row, _, _ in told(text)}
    assert rows == {"상담 건수", "1인 1일 사용량 (ℓ/인·일)", "나루마을· 새봄마을", "처리율(%)"}


def test_names_one_space_apart_stand_over_a_column_each() -> None:
    text = """
  연  도       신청(가구)    지원(가구)  금액(백만원) 가구당 평균(천원)
  2029                412           286           263               920
  2030                538           341           334               979
  2031                617           402           418             1,040
"""
    found = told(text)
    assert {("2030", "금액(백만원)", "334 백만원"), ("2030", "가구당 평균(천원)", "979 천원")} <= found


def test_a_row_of_words_and_times_is_no_header() -> None:
    text = """
 내용                           시기          예산(백만원)    담당
 조례 개정안 제출               9월                비예산    행정과
 동파 예방 보온재 보급(420개) 10~11월                 126    수도과
 저수조 청소                    8~10월                 94    정수과
 평가위원회 개최                9. 25.                  3    연구소
 고지서 행사                    7~12월                 45    요금과
"""
    assert not any(column in {"비예산", "94"} for _, column, _ in told(text))


def test_new_among_the_names_of_a_header_and_notes_below_a_name() -> None:
    text = (
        "(단위: 명, %)\n연도\t검진\t등록자\t\t치료비\t이용률\n\t\t누계\t신규\t지원\t(평균)\n"
        "2029\t1,204\t310\t41\t120\t71.5\n2030\t1,318\t342\t52\t131\t73.1\n2031\t1,402\t371\t48\t140\t74.0\n"
    )
    found = told(text)
    assert {("2030", "등록자/신규", "52 명"), ("2031", "이용률 (평균)", "74.0 %")} <= found


def test_parts_under_a_count_are_counted_in_its_unit_and_people_stand_behind_their_age() -> None:
    text = (
        "| 구분 | 2030 | 2031 |\n|---|---|---|\n| 상담 건수 | 214 | 307 |\n"
        "|   초 | 91 | 124 |\n|   중 | 83 | 102 |\n|   고 | 40 | 81 |\n"
    )
    assert ("상담 건수/중", "2031", "102 건") in told(text)
    aged = (
        "(단위: 명)\n사업명\t대상\t접종\n독감\t65세 이상 1,284\t1,102\n"
        "폐렴\t12세 이하 930\t744\n홍역\t1~2세 210\t198\n"
    )
    assert {("독감", "대상/65세 이상", "1,284 명"), ("홍역", "대상/1~2세", "210 명")} <= told(aged)


def test_amounts_with_units_between_spaces_are_no_commas() -> None:
    text = (
        "구분 2030 예산액 2031 예산액\n수도과 1,262천원 1,629천원\n"
        "녹지과 2,886천원 2,404천원\n교통과 3,795천원 3,442천원\n"
    )
    assert ("녹지과", "2031 예산액", "2,404천원 천원") in told(text)


def test_marks_behind_the_last_column_are_of_the_words_there() -> None:
    text = (
        "  시설 (단위: 명, %)\n시설명 소재지 정원 현원 이용률 상태\n나루관 중앙동 36 32 88.9 완료\n"
        "새봄관 새빛동 48 45 93.8 예정\n한빛관 해솔면 12 12 - 미정\n들꽃관 남동 24 20 83.3 완료\n"
        "합계 - 120 109 90.8 -\n"
    )
    found = {(row.partition("/")[0], column, value) for row, column, value in told(text)}
    assert {("한빛관", "현원", "12 명"), ("합계", "이용률", "90.8 %"), ("나루관", "정원", "36 명")} <= found


def test_prices_of_one_measure_keep_their_unit() -> None:
    text = (
        "(단위: 톤, 백만원, 원/kg)\n품목\t물량\t금액\t단가\n"
        "사과\t1,204\t4,310\t3,580\n배\t870\t2,905\t3,339\n"
    )
    assert {("사과", "단가", "3,580 원/kg"), ("배", "금액", "2,905 백만원")} <= told(text)


def test_money_in_two_units_goes_by_the_order_in_which_they_are_stated() -> None:
    text = (
        "(단위: 명, 천원, 백만원)\n행사명\t방문객\t예산액\t집행액\t경제효과\n"
        "나루축제\t21,300\t180,000\t174,600\t640\n새봄축제\t86,400\t620,000\t608,200\t4,310\n"
    )
    found = told(text)
    assert {("나루축제", "예산액", "180,000 천원"), ("새봄축제", "집행액", "608,200 천원")} <= found
    assert {("나루축제", "방문객", "21,300 명"), ("새봄축제", "경제효과", "4,310 백만원")} <= found


def test_the_rest_of_the_last_name_below_a_header_between_spaces() -> None:
    text = (
        "(단위 : 명, 천원, 백만원)\n행 사 명 기 간 방문객 예산액 집행액 집행률(%)\n직접\n경제효과\n"
        "나루축제 3. 9. ~ 3. 10. 21,300 180,000 174,600 97.0 640\n"
        "새봄축제 6. 7. ~ 6. 16. 86,400 620,000 608,200 98.1 4,310\n"
        "들꽃축제 10. 25. ~ 10. 27. 47,900 460,000 431,900 93.9 2,180\n"
    )
    assert ("새봄축제", "직접 경제효과", "4,310 백만원") in {
        (row.partition("/")[0], column, value) for row, column, value in told(text)
    }
