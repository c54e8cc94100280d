"""Cell kinds, header rows, label columns, column paths and ragged rows."""

from __future__ import annotations

import pytest

from corpus.model import Cell, Grid
from corpus.tables.cell_kinds import clean_name, kind_of
from corpus.tables.grouped import with_groups
from corpus.tables.headers import column_paths, count_header, fill_header, label_columns, without_repeats
from corpus.tables.ragged import place


def rows(*lines: str) -> list[list[str]]:
    return [line.split("|") for line in lines]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "blank"), ("-", "dash"), ("순증", "dash"), ("1,234", "figure"),
        ("△1,234", "figure"), ("(3,000)", "figure"), ("82점", "figure"), ("2020개소", "figure"),
        ("12.0%", "rate"), ("△99.3%", "rate"), ("총 80회", "mixed"), ("4,553명 (집행률 12.0%)", "mixed"),
        ("280,000 교재비, 여비 등", "mixed"), ("195~208", "range"), ("2031년", "name"), ("'31", "name"),
        ("’31년 예산", "name"), ("2031 예산현액", "name"), ("2031", "name"), ("1분기", "name"),
        ("1/4분기", "name"), ("3급", "name"), ("2.5단계", "name"), ("제1회", "name"),
        ("1월", "name"), ("2030.12월", "name"), ("65세 이상", "name"), ("총무과", "text"),
        ("추진 중", "text"),
    ],
)  # fmt: skip
def test_kind_of_a_cell(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("총 무 과", "총무과"),
        ("증 감", "증감"),
        ("시 민 소 통 과", "시민소통과"),
        ("추진 중", "추진 중"),
        ("그 외 수 입", "그외수입"),
        ("청 사 확보 사업", "청사 확보 사업"),
        ("관로  정비\u3000사업", "관로 정비 사업"),
        ("주민이 이용할 수 있는 것을 모두 점검하여 할 것", "주민이 이용할 수 있는 것을 모두 점검하여 할 것"),
    ],
)
def test_spaced_out_names_are_joined_and_sentences_kept(text: str, name: str) -> None:
    assert clean_name(text) == name


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("구분|예산", "수도과|900"), 1),
        (("구분|예산|증감|", "||증감액|증감률", "수도과|900|10|1.0%"), 2),
        (("구분|예산|증감|", "증감액|증감률", "수도과|900|10|1.0%"), 2),
        (("구분|합계|본청|||", "||본관||별관|", "||사무|현장|사무|현장", "정원|10|1|2|3|4"), 3),
        (("▶ 면적|12.3㎢", "▶ 인구|45,678명"), 0),
        (("구분|1분기|2분기", "주요일정|계획 수립|점검", "예산|10|20"), 1),
        (("구분|현행|개선", "창구|한 곳|세 곳"), 1),
        (("구분|3급|4급|5급", "정원|1|2|3"), 1),
        (("구분|2029|2030|2031", "방문|1,100|1,200|1,300"), 1),
        (("한 줄|뿐",), 0),
    ],
)
def test_count_of_header_rows(lines: tuple[str, ...], count: int) -> None:
    assert count_header(rows(*lines)) == count


@pytest.mark.parametrize(
    ("lines", "header", "labels"),
    [
        (("구분|예산", "수도과|900"), 1, 1),
        (("부서|세부사업|예산", "수도과|관로|900", "|누수|100"), 1, 2),
        (("번호|과제명|예산", "1|관로|900", "2|누수|100"), 1, 2),
        (("구분||단위|2031년", "차량|전기차|대|9", "|수소차|대|1"), 1, 2),
        (("사업명|기간|예산", "관로|1월~3월|900", "누수|연중|100"), 1, 1),
        (("계|정년|휴직", "9|4|5"), 1, 0),
        (("'31년 실적|간담회|방문", "총 30회|10회|20회"), 1, 0),
        (("연도|방문", "2030년|10", "2031년|20"), 1, 1),
        (("현행|개선", "한 곳|세 곳"), 1, 0),
        (("예산액|집행액|집행률(%)", "비예산|-|-"), 1, 0),
        (("▶ 면적|12.3㎢", "▶ 인구|45,678명"), 0, 1),
    ],
)
def test_label_columns(lines: tuple[str, ...], header: int, labels: int) -> None:
    assert label_columns(rows(*lines), header) == labels


def test_merged_header_names_are_written_out_in_three_rows() -> None:
    filled = fill_header(rows("구분|본청|||", "|본관||별관|", "|사무|현장|사무|현장"))
    assert filled[0] == ["구분", "본청", "본청", "본청", "본청"]
    assert filled[1] == ["구분", "본관", "본관", "별관", "별관"]
    assert filled[2] == ["구분", "사무", "현장", "사무", "현장"]


def test_column_paths_have_no_repeats() -> None:
    cells = tuple(
        tuple(Cell(text, (1, 1)) for text in row)
        for row in rows("구분|예 산|증 감|증 감", "구분|예산|증감액|증감률", "수도과|1|2|3")
    )
    grid = Grid(cells, 2, "tabs", (1, 3))
    assert column_paths(grid, 1) == (("예산",), ("증감", "증감액"), ("증감", "증감률"))
    assert without_repeats(["", "총 계", "총계", "계"]) == ("총 계", "계")


def test_short_row_goes_where_its_kinds_belong() -> None:
    found = place(["합계", "1,500", "15.4"], ["label", "label", "figure", "rate"])
    assert (found.columns, found.certain) == ((0, 2, 3), True)
    found = place(["관로", "900", "3.0%"], ["label", "label", "figure", "rate"])
    assert (found.columns, found.certain) == ((1, 2, 3), True)


def test_short_row_of_like_columns_is_not_certain() -> None:
    assert not place(["관로", "10", "20"], ["label", "figure", "figure", "figure"]).certain


@pytest.mark.parametrize("head", ["지원액 구간", "금액별", "규모 구분"])
def test_ranges_of_amounts_are_labels_under_a_head_that_says_so(head: str) -> None:
    rows = [[head, "인원(명)", "금액(천원)"], ["1백만원 미만", "21", "5,217"], ["1백만원 이상", "4", "8,946"]]
    assert label_columns(rows, 1) == 1


def test_a_head_whose_names_open_with_numbers() -> None:
    rows = [
        ["연도", "급수인구(명)", "1인 1일 사용량(L)"],
        ["2030년", "8,260", "331.2"],
        ["2031년", "8,835", "333.6"],
    ]
    assert count_header(rows) == 1
    assert count_header([["기간", "3개월", "2회 실시"], ["대상", "12명", "9명"]]) == 0


@pytest.mark.parametrize(
    "head",
    [
        "구분|10대|20대|30대 이상",
        "병동|계|1인실|2인실",
        "구 분|5년 미만|5~10년|10년 이상",
        "시설|60㎡ 이하|60~85㎡|85㎡ 초과",
        "동별|0~9세|10~19세|20세 이상",
        "지역|1인가구|2인가구|3인가구",
        "구분|1백만원 미만|1백만원~1천만원|1천만원 이상",
    ],
)
def test_classes_that_open_with_a_number_are_names_over_figures_and_data_among_their_like(head: str) -> None:
    assert count_header([head.split("|"), *rows("들말|12|1,340|8", "솔내|30|-|41")]) == 1
    first = head.split("|")
    assert count_header([["들말", *first[1:]], ["솔내", *first[1:]]]) == 0


def test_classes_under_a_merged_name_are_a_second_header_row() -> None:
    body = rows("들말|10|4|6", "솔내|31|20|11")
    assert count_header([*rows("구분|이용자||", "|계|10대|20대"), *body]) == 2
    assert (
        count_header(
            [
                *rows("병동|병상|1인실|가동률|", "|||2030년|2031년"),
                *rows("가|9|2|61.0|70.2", "나|8|1|55.1|60.9"),
            ]
        )
        == 2
    )


def test_a_total_with_units_over_bare_figures_is_no_header() -> None:
    assert count_header(rows("계|42명|13건", "들말|12|5", "솔내|30|8")) == 0


def test_a_list_of_offices_and_their_work_has_no_head() -> None:
    rows = [["총무과", "인사, 서무, 청사 관리"], ["재무과", "계약, 결산"], ["도시과", "도시계획, 개발"]]
    assert count_header(rows) == 0
    assert count_header([["부서", "담당 업무"], *rows]) == 1


def test_months_with_what_is_done_in_them_have_no_header() -> None:
    assert count_header([["3월", "모집, 안내문 보내기"], ["4월", "개강(32개 반)"], ["5월", "걷기 대회"]]) == 0
    assert count_header([["월", "모집(명)"], ["4월", "32"], ["5월", "41"]]) == 1


@pytest.mark.parametrize(
    ("first", "labels"),
    [
        ("대상", ("10대", "20대", "50대 이상")),
        ("금액", ("1억원 이하", "3억원 이하", "3억원 초과")),
        ("권역", ("1호기", "2호기", "3호기")),
        ("", ("5분 이내", "5~7분", "7분 초과")),
    ],
)
def test_a_first_column_of_classes_is_of_labels(first: str, labels: tuple[str, ...]) -> None:
    texts = rows(f"{first}|정원|현원", *(f"{label}|12|9" for label in labels))
    assert label_columns(texts, 1) == 1


def test_a_first_column_of_amounts_is_of_none() -> None:
    assert label_columns(rows("사업비|인원", "12억원|9명", "8억원|7명"), 1) == 0


def test_shares_behind_years_are_of_these() -> None:
    paths = with_groups((("2031년",), ("구성비(%)",), ("2030년",), ("구성비(%)",)))
    assert paths == (("2031년",), ("2031년", "구성비(%)"), ("2030년",), ("2030년", "구성비(%)"))
    alone = (("2031년",), ("건수",), ("2031년",), ("건수",))
    assert with_groups(alone) == alone
