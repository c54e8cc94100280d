"""Tables as `pdftotext -layout` and its like print them: each figure under its own names, or none at all."""

from __future__ import annotations

from corpus.document import parse_document
from corpus.model import Document

Cells = dict[tuple[str, str], str]

WRAPPED = """□ 부서별 예산 집행현황
                                                              (단위 : 백만원, %)

          국           부서              예산현액            지출액             집행률

                      합계               289,916             172,843              59.6

                      재난과              35,209              18,996              54.0

                      총무과              46,463              32,305              69.5
      도시국
                      계획과              97,774              42,263              43.2

                      건축과              41,827              38,162              91.2

                      민원과              26,955              17,670              65.6
      미래국
                      체육과              41,688              23,447              56.2
"""

HEADS = """□ 사업별 예산
                                          (단위 : 백만원, %)
                   2025년 최종예         전년 대비 증     전년 대비 증
      사업명                                                           비중
                       산액                 감액             감률
     도서관 운영            96,138          △91,332            △95.0      54.1
     빈집 정비              30,057           28,337             94.3      96.2
     길 재포장              65,987            7,477             11.3      23.9
"""

SQUEEZED = """□ 부서별 예산
                                                      (단위 : 천원)
         국        부서      예산현액         지출액       집행액 이월액 불용액
         계                    163,954 107,405        65,512 3,455 53,094
                   문화과        66,349     33,389    50,310     727 32,233
         문화국
                   축산과        34,211     18,245    53,303   1,993 13,973
                   도시과        55,674     48,900    87,814     575   6,199
         행정국
                   총무과         7,720      6,871    89,015     160     689
"""

LEVELS = """○ 시설별 운영실적
                                                                   (단위 : 건, 백만원)
                                     추진실적
     시설            2023년                        2024년                비고
                건수          금액            건수          금액
   한마음관      30,704        25,810         86,422         4,542
   솔밭장        28,857        17,707         36,141           401       신규
   달빛관        83,223        63,957         31,693        64,868
"""


def read(text: str) -> Document:
    return parse_document("a.txt", "a.txt", text.encode(), None, lambda part: [part])


def cells(text: str) -> Cells:
    """What each figure of the text is read as: by the names of its row and those of its column."""
    facts = [fact for fact in read(text).facts if fact.text.strip("△")[:1].isdigit()]
    return {(" ".join(fact.row), " ".join(fact.column)): fact.text for fact in facts}


def test_a_name_merged_over_rows_is_of_those_around_its_middle() -> None:
    found = cells(WRAPPED)
    assert found["도시국 재난과", "지출액"] == "18,996"
    assert found["도시국 건축과", "예산현액"] == "41,827"
    assert found["미래국 민원과", "예산현액"] == "26,955"
    assert found["미래국 체육과", "집행률"] == "56.2"
    assert found["합계", "지출액"] == "172,843"


def test_a_name_merged_over_rows_may_stand_in_the_first() -> None:
    lines = """□ 집행현황
                                        (단위 : 천원)
   국        부서      예산현액      지출액
   총계                 398,415     252,704
   도시국    복지과      14,406       8,114
             교통과      32,378      15,302
             계획과      18,472      13,140
   행정국    회계과       3,901       1,851
             환경과      87,393      71,297
"""
    found = cells(lines)
    assert found["도시국 계획과", "지출액"] == "13,140"
    assert found["행정국 환경과", "예산현액"] == "87,393"


def test_rows_whose_groups_could_be_others_are_not_read() -> None:
    lines = """□ 현황
                                        (단위 : 천원)
   국        부서      예산현액      지출액
             복지과      14,406       8,114
   도시국
             교통과      32,378      15,302
             계획과      18,472      13,140
             회계과       3,901       1,851
             환경과      87,393      71,297
"""
    assert not [place for place in cells(lines) if "회계과" in place[0]]


def test_names_on_several_lines_are_put_together_over_their_column() -> None:
    found = cells(HEADS)
    assert found["도서관 운영", "2025년 최종예 산액"] == "96,138"
    assert found["빈집 정비", "전년 대비 증감액"] == "28,337"
    assert found["길 재포장", "전년 대비 증감률"] == "11.3"
    assert found["길 재포장", "비중"] == "23.9"


def test_cells_that_nearly_touch_are_cut_where_the_columns_of_others_part() -> None:
    found = cells(SQUEEZED)
    assert found["계", "지출액"] == "107,405"
    assert found["계", "이월액"] == "3,455"
    assert found["문화국 축산과", "불용액"] == "13,973"
    assert found["행정국 도시과", "이월액"] == "575"


def test_names_of_groups_reach_over_their_columns_on_three_lines() -> None:
    found = cells(LEVELS)
    assert found["한마음관", "추진실적 2023년 금액"] == "25,810"
    assert found["솔밭장", "추진실적 2024년 건수"] == "36,141"
    assert found["달빛관", "추진실적 2024년 금액"] == "64,868"


def test_a_label_on_two_lines_is_of_the_figures_between() -> None:
    lines = """□ 주요사업
                                         (단위 : 백만원)
   사업명            2025년       2026년       증감액
   보건소 예방
                     14,808       16,249        1,441
   접종
   길 재포장         24,147        4,833      △19,314
   어린이집
                     31,798       44,939       13,141
   급식비
"""
    found = cells(lines)
    assert found["보건소 예방 접종", "2026년"] == "16,249"
    assert found["길 재포장", "증감액"] == "△19,314"
    assert found["어린이집 급식비", "2025년"] == "31,798"


def test_rows_go_on_under_the_names_of_the_page_before() -> None:
    lines = """□ 통계
                                        (단위 : 건)
   구분           2024년       2025년       2026년
   방문 상담      88,421       85,216       66,102
   여권 발급      85,803       94,343       59,227



                          - 2 -
\f



   전출           40,230       75,031       48,055
   독거노인       16,875       80,606       33,836
"""
    found = cells(lines)
    assert found["독거노인", "2025년"] == "80,606"
    assert found["전출", "2026년"] == "48,055"


def test_a_row_is_not_taken_for_the_header() -> None:
    lines = """□ 시설 현황
(단위 : ㎡, 명)
시설명 소재지 연면적 개관 이용자 수 담당부서
달빛관 나래동 65,183 2009. 7. 787,374 복지과
노인관 나래동 31,198 2021. 5. 485,345 문화과
봉사관 소담면 28,075 2009. 12. 270,701 도시과
솔밭장 들꽃동 78,106 1998. 4. 82,982 총무과
"""
    found = cells(lines)
    assert found["달빛관", "연면적"] == "65,183"
    assert found["솔밭장", "이용자 수"] == "82,982"


def test_the_same_names_twice_are_two_tables_whatever_the_gaps() -> None:
    lines = """□ 동별 현황
(단위 : 건)
구분 건수 금액 구분 건수 금액
나래동 71,488 19,222 새들동 54,646 8,780
한들동 11,311 89,326 솔빛동 84,965 4,944
물빛동 16,864 38,867 고을동 51,215 30,389
"""
    found = cells(lines)
    assert found["나래동", "금액"] == "19,222"
    assert found["솔빛동", "건수"] == "84,965"


def test_names_of_groups_inside_labels_that_come_again() -> None:
    lines = """□ 운영
(단위 : 개소, 면)
지 역 구 분 개 소 면 수
합 계 98 2,649,184
교 육 24 471,439
안골면 일 반 33 619,655
기 타 12 821,176
교 육 25 716,660
다솜동 일 반 14 418,854
기 타 11 321,176
"""
    found = cells(lines)
    assert found["안골면 교육", "면수"] == "471,439"
    assert found["다솜동 기타", "면수"] == "321,176"


def test_a_bare_amount_among_words_is_no_fact() -> None:
    lines = """□ 추진계획
(단위 : 백만원)
빈터를 고쳐 쉼터로 꾸미고 안전을 살핌 4,510 2월~10월 녹지과
"""
    assert not cells(lines)


def test_the_head_of_each_page_is_no_name() -> None:
    page = "\f                                             솔미구\n\n"
    table = """   구분           2024년       2025년
   상담{0}         8,{0}21       5,{0}16
   발급{0}         5,{0}03       4,{0}43
   접수{0}         7,{0}03       6,{0}43

"""
    found = cells("보고\n" + "".join(page + f"□ 현황 {at}\n" + page + table.format(at) for at in range(1, 5)))
    assert found["상담3", "2025년"] == "5,316"
    assert not [place for place in found if "솔미구" in " ".join(place)]
