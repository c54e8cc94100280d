"""Header names on two lines over columns of spaces: which are of one column, and which of several."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import Fact


def read(text: str) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Fact]:
    document = parse_document("a.txt", "a.txt", text.encode(), None, lambda text: [text])
    return {(fact.row, fact.column): fact for fact in document.facts if fact.table is not None}


def figures(text: str) -> dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, str]]:
    return {path: (fact.text, fact.unit) for path, fact in read(text).items()}


def test_a_name_on_two_lines_over_one_column() -> None:
    """'3급' over '이상', names that touch, and a first row that is the total of all others."""
    found = figures("""
  □ 정원                                         (단위 : 명)

                              3급               6급                기타
  부 서 명            계     이상     4급      이하연구·지도 (한시직)

  정원 계            412        3      19       358       22        10
  기획실              31        -       1        27        1         2
  문화과              46        1       1        40        2         2
  읍면               335        2      17       291       19         6
""")
    assert found[("정원 계",), ("3급 이상",)] == ("3", "명")
    assert found[("정원", "문화과"), ("6급 이하",)] == ("40", "명")
    assert found[("정원", "읍면"), ("연구·지도",)] == ("19", "명")
    assert found[("정원", "기획실"), ("기타 (한시직)",)] == ("2", "명")


def test_years_over_some_of_the_columns() -> None:
    found = figures("""
  □ 세출                                              (단위 : 백만원, %)

                          2031년        2030년
  구     분               본예산        본예산      증감액    증감률      비중

  합     계              371,560       361,020      10,540       2.9     100.0
  문화                    40,310        37,905       2,405       6.3      10.8
  복지                   331,250       323,115       8,135       2.5      89.2
""")
    assert found[("문화",), ("2031년", "본예산")] == ("40,310", "백만원")
    assert found[("문화",), ("증감액",)] == ("2,405", "백만원")
    assert found[("복지",), ("비중",)] == ("89.2", "%")


def test_a_total_and_its_parts_tell_the_group_in_whose_middle_its_name_stands() -> None:
    found = figures("""
  □ 읍면별 인구                              (단위 : 세대, 명, %, ㎢)

                                    인구                65세      고령      면적
  구 분           세대수        계      남      여      이상      화율      (㎢)

  계               6,120    11,300   5,610   5,690     4,120      36.5    240.10
  물빛읍           3,010     5,600   2,790   2,810     1,602      28.6     66.20
  새길면           3,110     5,700   2,820   2,880     2,518      44.2    173.90
""")
    assert found[("물빛읍",), ("인구", "남")] == ("2,790", "명")
    assert found[("새길면",), ("세대수",)] == ("3,110", "세대")
    assert found[("계",), ("고령화율",)] == ("36.5", "%")
    assert found[("계",), ("면적 (㎢)",)] == ("240.10", "㎢")


def test_units_by_column_and_rows_that_count_otherwise() -> None:
    found = figures("""
  □ 산림 사업                                       (단위 : ha, 백만원)

                           2030년 실적             2031년 계획
  사 업 명              물량      사업비        물량      사업비

  나무심기               120         980         131       1,060
  풀베기                 640       1,110         700       1,240
  숲길 정비(km)         12.4         730        13.0         800
""")
    assert found[("숲길 정비(km)",), ("2030년 실적", "물량")] == ("12.4", "㎞")
    assert found[("숲길 정비(km)",), ("2031년 계획", "사업비")] == ("800", "백만원")


def test_a_name_that_may_be_of_the_column_or_of_all_three_is_of_the_group() -> None:
    found = figures("""
  □ 물놀이장                                  (단위 : 명)

                           이용 인원                 수입
  시 설            2028      2029      2030      2029      2030

  가람장          9,800    10,400    11,150    33,400    35,900
  나루장          6,300     7,000     7,200    17,300    19,450
  다온장          4,400     5,500     5,750    10,500    10,800
""")
    assert found[("나루장",), ("이용 인원", "2028")][0] == "6,300"
    assert found[("나루장",), ("수입", "2030")][0] == "19,450"


def test_the_same_periods_under_each_label_are_labels() -> None:
    found = figures(
        "## 관로 교체\n\n| 권역 | 기간 | 연장(km) | 사업비(백만원) |\n| --- | --- | --- | --- |\n"
        "| 윗말 | 2026~2029 | 12.4 | 3,410 |\n| 윗말 | 2030 | 2.6 | 785 |\n"
        "| 윗말 | 2031(계획) | 3.4 | 940 |\n"
        "| 아랫말 | 2026~2029 | 9.8 | 2,120 |\n| 아랫말 | 2030 | 1.9 | 690 |\n"
        "| 아랫말 | 2031(계획) | 2.2 | 720 |\n"
    )
    assert found[("아랫말", "2031(계획)"), ("사업비(백만원)",)] == ("720", "백만원")
    assert found[("윗말", "2030"), ("연장(km)",)] == ("2.6", "㎞")
    assert len(found) == 12


def test_money_among_rows_in_several_units_and_counts_of_one_thing() -> None:
    found = figures(
        "○ 사고 (단위 : 건, 명, 백만원)\n\n구분\t2029년\t2030년\t2031년\n"
        "사고건수\t284\t197\t146\n인명피해\t79\t87\t68\n"
        "재산피해\t9,840\t8,375\t8,212\n"
    )
    assert found[("재산피해",), ("2030년",)] == ("8,375", "백만원")
    found = figures("○ 산악 구조\n\n구분\t출동건수\t구조건수\n2030년\t842\t415\n2031년\t190\t127\n")
    assert found[("2030년",), ("구조건수",)] == ("415", "건")


def test_names_of_one_column_on_two_lines_beside_each_other_and_a_group_behind_its_total() -> None:
    found = figures("""
  □ 교육                                       (단위 : 명, 시간)

                                수료                 1인당      강사
  과 정               정원      인원    수료율    교육시간      인원

  합계                 360       331      91.9          18        24
  사진반               120       112      93.3          24         6
  합창반               240       219      91.3          12        18
""")
    assert found[("사진반",), ("수료 인원",)] == ("112", "명")
    assert found[("합창반",), ("수료율",)] == ("91.3", "%")
    assert found[("사진반",), ("1인당 교육시간",)] == ("24", "시간")
    found = figures("""
  □ 인력                                        (단위 : 명)

                                   일반직               공무직    기간제
  부서명              계     3급      4급      5급

  합계                41       2        6       14         13         6
  경영팀              17       1        3        8          3         2
  공연팀              24       1        3        6         10         4
""")
    assert found[("경영팀",), ("계",)] == ("17", "명")
    assert found[("공연팀",), ("일반직", "5급")] == ("6", "명")
    assert found[("공연팀",), ("공무직",)] == ("10", "명")


def test_a_rate_and_what_it_is_of_are_of_one_group() -> None:
    """Names over the first of their columns: the figures tell how far they reach."""
    found = figures("""
  □ 추진율                                         (단위 : ㎡, 동, %)

                            담장                              지붕
    마을                대상길이      고친길이    고침률    대상동    완료동    완료율

    계                    30,000        24,250      80.8       200       165      82.5
    윗말                  10,000         9,050      90.5       120        99      82.5
    아랫말                20,000        15,200      76.0        80        66      82.5
""")
    assert found[("윗말",), ("담장", "고침률")][0] == "90.5"
    assert found[("아랫말",), ("지붕", "대상동")][0] == "80"


def test_a_group_in_the_middle_between_the_ends_of_its_columns() -> None:
    found = figures("""
  □ 사고                                           (단위 : 명, 건)

                                          2031년 사고
    시 설             직원   자원봉사   경상   중상   기타
    계                 100        157     59     35     18
    물빛문화관          26          5     12      -      2
    나루도서관          74        152     47     35     16
""")
    assert found[("물빛문화관",), ("자원봉사",)][0] == "5"
    assert found[("나루도서관",), ("2031년 사고", "경상")][0] == "47"
