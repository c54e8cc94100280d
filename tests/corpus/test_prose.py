from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.labels import clean_label, clean_lead, label_of
from corpus.model import Block, Fact, Metadata
from corpus.phrases.reader import read_phrases
from corpus.prose import prose_facts
from corpus.units import format_amount

METADATA = Metadata("2031년 하늘시 기획과 주요업무보고", "하늘시", "기획과", dt.date(2031, 3, 31))

Read = list[tuple[str, str, str]]


def read(text: str) -> Read:
    """(figure as written, row, column) of each figure."""
    return [(p.text, " > ".join(p.row), " ".join(p.column)) for p in read_phrases(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("사  업  비 : 310억원(설계비, 감리비 포함)", [("310억원", "사업비", "")]),
        (
            "투표 지원 : 투표소(1,204개), 사무원(9,870명)",
            [("1,204개", "투표 지원 > 투표소", ""), ("9,870명", "투표 지원 > 사무원", "")],
        ),
        (
            "규정 정비: 총 12건(조례 7건, 규칙 4건, 예규 1건)",
            [
                ("12건", "규정 정비", ""),
                ("7건", "규정 정비 > 조례", ""),
                ("4건", "규정 정비 > 규칙", ""),
                ("1건", "규정 정비 > 예규", ""),
            ],
        ),
        (
            "수강 신청자 640명 중 선정 96명(15.0%)",
            [
                ("640명", "수강 신청자", ""),
                ("96명", "수강 신청자 > 선정", ""),
                ("15.0%", "수강 신청자 > 선정", ""),
            ],
        ),
        (
            "단열창 교체 지원: 87가구, 가구당 최대 40만원, 31,200천원",
            [
                ("87가구", "단열창 교체 지원", ""),
                ("가구당 최대 40만원", "단열창 교체 지원", ""),
                ("31,200천원", "단열창 교체 지원", ""),
            ],
        ),
        (
            "(당초) 정원의 4% 추천, 2% 선발 → (개선) 7% 추천, 3% 선발",
            [
                ("4%", "정원 > 추천", "당초"),
                ("2%", "정원 > 선발", "당초"),
                ("7%", "정원 > 추천", "개선"),
                ("3%", "정원 > 선발", "개선"),
            ],
        ),
        (
            "사용료 : 관내 200,000원, 관외 700,000원(20년, 1회 연장)",
            [
                ("200,000원", "사용료 > 관내", ""),
                ("700,000원", "사용료 > 관외", ""),
                ("20년", "사용료 > 관외", ""),
                ("1회", "사용료 > 관외 > 연장", ""),
            ],
        ),
        (
            "안치기간 : 봉안 20년, 자연장 45년",
            [("20년", "안치기간 > 봉안", ""), ("45년", "안치기간 > 자연장", "")],
        ),
        (
            "누수 신고 : ('30) 2건 87명, ('31) 1건 34명",
            [
                ("2건", "누수 신고", "'30"),
                ("87명", "누수 신고", "'30"),
                ("1건", "누수 신고", "'31"),
                ("34명", "누수 신고", "'31"),
            ],
        ),
        (
            "물빛관 : 관람객 (’30) 9,240명 → (’31) 9,488명, 대관 (’30) 5건 → (’31) 2건",
            [
                ("9,240명", "물빛관 > 관람객", "’30"),
                ("9,488명", "물빛관 > 관람객", "’31"),
                ("5건", "물빛관 > 대관", "’30"),
                ("2건", "물빛관 > 대관", "’31"),
            ],
        ),
        (
            "기초 미달 : 초 3.8% → 3.1%, 중 7.4% → 6.9%",
            [
                ("3.8%", "기초 미달 > 초", "변경 전"),
                ("3.1%", "기초 미달 > 초", "변경 후"),
                ("7.4%", "기초 미달 > 중", "변경 전"),
                ("6.9%", "기초 미달 > 중", "변경 후"),
            ],
        ),
        (
            "활동비 초 487천원, 중 679천원",
            [("487천원", "활동비 초", ""), ("679천원", "활동비 중", "")],
        ),
        ("초소 12곳 중 3곳", [("12곳", "초소", ""), ("3곳", "초소", "")]),
        (
            "보육교사 증원(4명→9명)으로 업무 부담 경감",
            [("4명", "보육교사 증원", "변경 전"), ("9명", "보육교사 증원", "변경 후")],
        ),
        (
            "(심리 상담) 외부 상담사 초빙 확대 (월 1회 → 3회)",
            [
                ("월 1회", "심리 상담 > 외부 상담사 초빙 확대", "변경 전"),
                ("3회", "심리 상담 > 외부 상담사 초빙 확대", "변경 후"),
            ],
        ),
        (
            "주택 지원 한도 : 210백만원('30년) ⇨ 260백만원('31년)",
            [("210백만원", "주택 지원 한도", "'30년"), ("260백만원", "주택 지원 한도", "'31년")],
        ),
        (
            "이용률 : 40.5% → 55%('31년 말)",
            [("40.5%", "이용률", "변경 전"), ("55%", "이용률", "'31년 말")],
        ),
        (
            "목 표 : 이용률 40.5% → 55%('31년 말)",
            [("40.5%", "이용률", "변경 전"), ("55%", "이용률", "'31년 말 목표")],
        ),
        (
            "돌봄 실적 : ('28) 1,005건 → ('29) 2,417건 → ('30.11월말) 3,020건",
            [
                ("1,005건", "돌봄 실적", "'28"),
                ("2,417건", "돌봄 실적", "'29"),
                ("3,020건", "돌봄 실적", "'30.11월말"),
            ],
        ),
        (
            "구청(9) : 정원 5,120명 (평균 569명)",
            [("9", "구청", ""), ("5,120명", "구청 > 정원", ""), ("569명", "구청 > 정원 > 평균", "")],
        ),
        (
            "인     구  --------  812,334명 (355천 세대)",
            [("812,334명", "인구", ""), ("355천 세대", "인구", "")],
        ),
        (
            "최대 - 달빛구 21만명 (90천세대) 최소 - 별빛구 3만명 (12천세대)",
            [
                ("21만명", "최대 > 달빛구", ""),
                ("90천세대", "최대 > 달빛구", ""),
                ("3만명", "최소 > 별빛구", ""),
                ("12천세대", "최소 > 별빛구", ""),
            ],
        ),
        (
            "교육규모 : 6회 480명 (당초 8회 640명)",
            [
                ("6회", "교육규모", ""),
                ("480명", "교육규모", ""),
                ("8회", "교육규모", "당초"),
                ("640명", "교육규모", "당초"),
            ],
        ),
        ("면접 시간 : 20∼30분", [("20", "면접 시간", "최소"), ("30분", "면접 시간", "최대")]),
        (
            "연수 운영 : [계획] 당초 9회, 70명 ⇒ 변경 3회, 21명 [실적] 2회, 14명",
            [
                ("9회", "연수 운영", "당초"),
                ("70명", "연수 운영", "당초"),
                ("3회", "연수 운영", "변경"),
                ("21명", "연수 운영", "변경"),
                ("2회", "연수 운영", "실적"),
                ("14명", "연수 운영", "실적"),
            ],
        ),
        (
            "회원권 : '30년 40구좌 → '31년 52구좌(예상) ※ '30년 대비 12구좌 증가",
            [
                ("40구좌", "회원권", "'30년"),
                ("52구좌", "회원권", "'31년 예상"),
                ("12구좌", "회원권 > 증가", "'30년 대비"),
            ],
        ),
        (
            "접수 3,410명(경쟁률 14:1), 응시 1,705명(응시율 50.0%)",
            [
                ("3,410명", "접수", ""),
                ("14:1", "접수 > 경쟁률", ""),
                ("1,705명", "응시", ""),
                ("50.0%", "응시 > 응시율", ""),
            ],
        ),
        (
            "신청자: 840명(42%)→1,260명(63%)",
            [
                ("840명", "신청자", "변경 전"),
                ("42%", "신청자", "변경 전"),
                ("1,260명", "신청자", "변경 후"),
                ("63%", "신청자", "변경 후"),
            ],
        ),
        ("설계공모(4개월) → 공사(20개월)", [("4개월", "설계공모", ""), ("20개월", "공사", "")]),
        (
            "개발계획 : 12개 과정(신규 7, 수정 5)",
            [
                ("12개", "개발계획 > 과정", ""),
                ("7", "개발계획 > 과정 > 신규", ""),
                ("5", "개발계획 > 과정 > 수정", ""),
            ],
        ),
        (
            "4만 이상(11개동, 5.5%) 2~4만(30개동, 15%)",
            [
                ("11개동", "4만 이상", ""),
                ("5.5%", "4만 이상", ""),
                ("30개동", "2~4만", ""),
                ("15%", "2~4만", ""),
            ],
        ),
        (
            "실습 시간을 6시간에서 10시간으로 확대",
            [("6시간", "실습 시간", "변경 전"), ("10시간", "실습 시간", "변경 후")],
        ),
        (
            "한도: 사건당 7천만원 → 1억원",
            [("7천만원", "한도 > 사건당", "변경 전"), ("1억원", "한도 > 사건당", "변경 후")],
        ),
        (
            "작은 학교 12곳은 2명, 나머지 5곳은 1명",
            [
                ("12곳", "작은 학교", ""),
                ("2명", "작은 학교", ""),
                ("5곳", "나머지", ""),
                ("1명", "나머지", ""),
            ],
        ),
        (
            "보유 차량 - 총 86대(정수 84대, 초과 2대)",
            [
                ("86대", "보유 차량", ""),
                ("84대", "보유 차량 > 정수", ""),
                ("2대", "보유 차량 > 초과", ""),
            ],
        ),
        ("직원 공제회는 자산규모 91억, 작은 조직", [("91억", "직원 공제회 > 자산규모", "")]),
        (
            "생일 축하 및 경조사 지원: 210명, 8,400천원",
            [("210명", "생일 축하 및 경조사 지원", ""), ("8,400천원", "생일 축하 및 경조사 지원", "")],
        ),
    ],
)
def test_each_figure_is_named(text: str, expected: Read) -> None:
    assert read(text) == expected


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["조례", "규칙", "훈령", "예규", "공고", "민사", "행정", "의사", "간호사"]),
            st.integers(1, 99_999),
            st.sampled_from(["건", "명", "대", "천원"]),
        ),
        min_size=2,
        max_size=5,
        unique_by=lambda item: item[0],
    ),
    st.sampled_from([("{} {}", ", "), ("{}:{}", ", "), ("{}({})", ", "), ("{} {}", " / "), ("{}{}", ", ")]),
    st.sampled_from(["정비 현황 : {}", "정비 현황: 총 7회({})", "정비 현황 ----- {}"]),
)
def test_a_list_of_names_and_quantities_in_any_layout(
    items: list[tuple[str, int, str]], style: tuple[str, str], frame: str
) -> None:
    form, mark = style
    body = mark.join(form.format(name, format_amount(Decimal(n), unit)) for name, n, unit in items)
    phrases = [p for p in read_phrases(frame.format(body)) if p.figure.unit != "회"]
    assert [(p.row[-1], p.figure.value, p.figure.unit) for p in phrases] == [
        (name, Decimal(n), unit) for name, n, unit in items
    ]


@given(
    st.integers(1, 10**6),
    st.integers(1, 10**6),
    st.sampled_from("→⇒⇨➔➡"),
    st.sampled_from([" ", ""]),
    st.sampled_from(["명", "건", "백만원", "㎡"]),
)
def test_a_change_has_two_sides(before: int, after: int, arrow: str, gap: str, unit: str) -> None:
    text = f"지원 대상 확대({before:,}{unit}{gap}{arrow}{gap}{after:,}{unit})"
    phrases = read_phrases(text)
    assert [(p.figure.value, p.column) for p in phrases] == [
        (before, ("변경 전",)),
        (after, ("변경 후",)),
    ]
    assert {p.row for p in phrases} == {("지원 대상 확대",)}


def block(text: str, **fields: object) -> Block:
    given = {"kind": "bullet", "lines": (3, 3), "marker": "-", "section": ("Ⅰ. 현황", "□ 예산"), **fields}
    return Block(text=text, **given)  # type: ignore[arg-type]


def facts(*blocks: Block, lines: tuple[str, ...] = ()) -> list[Fact]:
    return prose_facts(blocks, "haneul.txt", METADATA, lines)


def test_the_bullets_above_are_part_of_the_row() -> None:
    parents = ("건강 지원 : 총 3개 사업", "(검진) 연령별 검진 제공")
    fact = facts(block("의료비 상향 (1인 40→70만원)", parents=parents))[1]
    assert fact.row == ("건강 지원", "검진", "의료비 상향")
    assert (fact.value, fact.unit, fact.column) == (70, "만원", ("변경 후",))
    assert (fact.caption, fact.section, fact.document) == ("□ 예산", ("Ⅰ. 현황", "□ 예산"), "haneul.txt")


def test_year_and_day_come_from_the_text_first() -> None:
    own, year_only, none = facts(
        block("돌봄 실적 : ('30.11월말) 20건"), block("'29년 예산 : 3억원"), block("올해 예산 : 4억원")
    )
    assert (own.year, own.as_of) == (2030, dt.date(2030, 11, 30))
    assert (year_only.year, year_only.as_of) == (2029, None)
    assert (none.year, none.as_of) == (2031, dt.date(2031, 3, 31))


def test_year_of_a_section_holds_for_its_figures() -> None:
    (fact,) = facts(block("상담 : 30건", section=("2. 상담실", "□ '30년 추진실적")))
    assert (fact.year, fact.as_of) == (2030, None)


def test_day_of_a_section_holds_for_its_figures() -> None:
    note = block("(기준 : ’31. 1. 15.)", kind="note", lines=(2, 2))
    (fact,) = facts(note, block("정원 : 30명"))
    assert fact.as_of == dt.date(2031, 1, 15)


def test_the_days_of_a_project_are_no_year_of_its_figures() -> None:
    (fact,) = facts(block("공사기간 : '33. 4. 1 ~ '36. 8.30 (40개월)"))
    assert (fact.row, fact.value, fact.year) == (("공사기간",), 40, 2031)


def test_names_in_a_chart_stand_over_or_under_their_figures() -> None:
    def paragraph(text: str, line: int) -> Block:
        return block(text, kind="paragraph", marker="", lines=(line, line))

    over = facts(
        paragraph("기획과", 1), paragraph("(47명)", 2), paragraph("감사과", 4), paragraph("(35명)", 5)
    )
    assert [(f.row, f.value) for f in over] == [(("기획과",), 47), (("감사과",), 35)]
    under = facts(
        paragraph("7팀 178명", 1),
        paragraph("총 무 과", 2),
        paragraph("5팀 41명", 4),
        paragraph("인 사 과", 5),
    )
    assert [(f.row, f.unit) for f in under] == [
        (("총무과",), "팀"), (("총무과",), "명"), (("인사과",), "팀"), (("인사과",), "명"),
    ]  # fmt: skip


def test_a_line_under_an_arrow_is_the_later_state() -> None:
    parents = ("교육계획 : 총 9회 400명",)
    found = facts(block("총 7회 310명, 예산 2억원", marker="⇒", parents=parents))
    assert [(f.text, f.column) for f in found] == [
        ("7회", ("변경 후",)), ("310명", ("변경 후",)), ("2억원", ()),
    ]  # fmt: skip


def test_lines_are_those_of_the_figure() -> None:
    lines = ("제목", "", "- 훼손 자료 복원(1,500면), 자료 소독", "  (320권) 및 도서 구입", "  예산 12백만원")
    text = "훼손 자료 복원(1,500면), 자료 소독 (320권) 및 도서 구입 예산 12백만원"
    found = facts(block(text, lines=(3, 5)), lines=lines)
    assert [(f.text, f.lines) for f in found] == [
        ("1,500면", (3, 3)),
        ("320권", (4, 4)),
        ("12백만원", (5, 5)),
    ]
    assert all(f.lines == (3, 5) for f in facts(block(text, lines=(3, 5))))


def test_a_figure_with_no_name_takes_its_heading() -> None:
    (fact,) = facts(block("12,500", kind="paragraph"))
    assert (fact.row, fact.confidence) == (("□ 예산",), 0.6)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("사  업  비 : 2억원", "사업비"),
        ("(건강검진) 연령별 검진 지원", "건강검진"),
        ("상담실 운영(2회) 추진", "상담실 운영 추진"),
        ("협력기금(본예산) : 3억원", "협력기금(본예산)"),
        ("'31년 예산규모 : 3조원", "'31년 예산규모"),
    ],
)
def test_the_label_of_a_bullet(text: str, label: str) -> None:
    assert label_of(text) == label


def test_leads_lose_what_is_no_name() -> None:
    assert clean_lead("교사를 지원하여 보조교사 추가채용") == "보조교사 추가채용"
    assert clean_lead(" 및 총 ") == ""
    assert clean_lead("중 구") == "중구"
    assert clean_lead("은", behind=True) == ""
    assert clean_lead("시 공무원의") == "시 공무원"
    assert clean_lead("인사위원회 심의") == "인사위원회 심의"
    assert clean_label(" 총   무   과 :") == "총무과"


@given(st.text(alphabet=st.sampled_from("가나 12,.()~→:/'’%명건억만년월※-[]「」\n\t"), max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    for fact in facts(block(text)):
        assert fact.text in text
        assert fact.row


def test_ages_name_those_counted() -> None:
    assert read("노인인구 : 65~74세 2,310명, 75~84세 1,254명") == [
        ("2,310명", "노인인구 > 65~74세", ""),
        ("1,254명", "노인인구 > 75~84세", ""),
    ]
    assert read("수혜 연령 65세") == [("65세", "수혜 연령", "")]


def test_teams_and_sets_are_no_money() -> None:
    assert [
        unit for _, _, unit in ((p.text, p.row, p.figure.unit) for p in read_phrases("2인 1조, 선별기 2조"))
    ] == ["명"]
    assert [(str(p.figure.value), p.figure.unit) for p in read_phrases("예산 2조")] == [("2", "조원")]


def test_a_noun_that_ends_like_a_particle_keeps_its_end() -> None:
    found = facts(block("꽃뜰마을 6개소"), block("나루길 쉼터를 4곳"), block("물빛길 가로등을 12개"))
    assert [fact.row[-1] for fact in found] == ["꽃뜰마을", "나루길 쉼터", "물빛길 가로등"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "연령 : 40대 이하 12명, 50대 29명, 70대 이상 23명",
            [("12명", "연령 > 40대", ""), ("29명", "연령 > 50대", ""), ("23명", "연령 > 70대", "")],
        ),
        ("버스 20대, 승합차 30대", [("20대", "버스", ""), ("30대", "승합차", "")]),
        (
            "지급단가 : 2인 543천원, 3인 699천원",
            [("543천원", "지급단가 > 2인", ""), ("699천원", "지급단가 > 3인", "")],
        ),
        ("공개채용 : 경쟁률 31.4대 1", [("31.4대 1", "공개채용 > 경쟁률", "")]),
        ("버스 2대 1명씩", [("2대", "버스", ""), ("1명", "버스", "")]),
        ("배출량 : 설치 전 월 19.3㎏", [("월 19.3㎏", "배출량 > 설치 전", "")]),
        ("여열 판매 : 8,114Gcal", [("8,114Gcal", "여열 판매", "")]),
    ],
)
def test_ages_households_ratios_and_signs_of_units(text: str, expected: Read) -> None:
    """Decades name those counted where there are two; '2.5대 1' is a ratio; '㎏' is a unit as 'kg' is."""
    assert read(text) == expected


def test_signs_of_units_are_units() -> None:
    texts = ("31.4대 1", "19.3㎏", "640㎾", "120㎘", "3.1㎎/L")
    units = [phrase.figure.unit for text in texts for phrase in read_phrases(f"양 : {text}")]
    assert units == [":1", "kg", "kW", "kL", "mg/L"]


def test_a_text_that_compares_years_dates_nothing_below_it() -> None:
    blocks = [
        Block("bullet", "화재 3건('29년 2건, '30년 1건)", (1, 1), "○"),
        Block("bullet", "카메라 6대 설치", (2, 2), "-", 1, (), ("화재 3건('29년 2건, '30년 1건)",)),
    ]
    facts = prose_facts(blocks, "a.txt", METADATA)
    assert [fact.year for fact in facts if fact.text == "6대"] == [2031]


def test_the_day_of_the_week_is_no_name() -> None:
    assert read("10. 21.(토) 걷기대회 (호수, 1,500명)") == [("1,500명", "걷기대회", "")]


def test_cells_below_a_note_are_no_figures_of_it() -> None:
    text = "(2031. 3. 31. 기준) 길이(m) 깊이(m)\n계          8곳          2,285          5,347"
    block = Block("note", " ".join(text.split("\n")), (1, 2))
    assert not prose_facts([block], "a.txt", METADATA, text.split("\n"))


def test_a_row_of_figures_with_a_remark_behind_is_not_told() -> None:
    row = block("2031 1 3,906 8,244 집중호우(8월)", kind="paragraph")
    assert facts(row, lines=(row.text,)) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("’30.6월 9급 공채(53과목): 오류 2건", [("9급 공채",), ("9급 공채", "오류")]),
        (
            "규모 : 지하1층, 지상4층(연면적 431㎡)",
            [("규모", "지하"), ("규모", "지상"), ("규모", "지상", "연면적")],
        ),
        ("참여 : 최소 2명~최대 5명", [("참여",), ("참여",)]),
        ("면접시간을 30분 내지 40분으로 확대", [("면접시간",), ("면접시간",)]),
        ("교육 : 131개 과정 (451회, 901명)", [("교육", "과정"), ("교육",), ("교육",)]),
        ("공개채용 : 2회, 241명 합격자: 95명", [("공개채용",), ("공개채용",), ("공개채용", "합격자")]),
        ("기간 : 2일~3일(직위별), 5일(직급별)", [("기간", "직위별")] * 2 + [("기간", "직급별")]),
        ("회관 4, 5층 천장 정비", []),
    ],
)
def test_what_figures_side_by_side_are_of(text: str, wanted: list[tuple[str, ...]]) -> None:
    assert [phrase.row for phrase in read_phrases(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1997년 준공, 관람석 640석", [("640석", "관람석", "")]),
        (
            "새솔학교 2034년 3월 개교 예정, 18학급 120명, 사업비 210억원",
            [("18학급", "새솔학교", ""), ("120명", "새솔학교", ""), ("210억원", "새솔학교 > 사업비", "")],
        ),
        ("보증료율 0.7%, 3,000백만원", [("0.7%", "보증료율", ""), ("3,000백만원", "", "")]),
        ("사업비 9억원을 들여 3개소 신축", [("9억원", "사업비", ""), ("3개소", "신축", "")]),
        ("무단주차 46건 적발하여 31건 견인", [("46건", "무단주차", ""), ("31건", "무단주차 > 견인", "")]),
        (
            "월 급여는 전일제 210만원, 시간제 105만원",
            [("210만원", "월 급여 > 전일제", ""), ("105만원", "월 급여 > 시간제", "")],
        ),
        ("회원은 남 120명, 직원은 5명", [("120명", "회원 > 남", ""), ("5명", "직원", "")]),
        (
            "종사자 22명 가운데 간호사 14명, 조무사 8명",
            [("22명", "종사자", ""), ("14명", "종사자 > 간호사", ""), ("8명", "종사자 > 조무사", "")],
        ),
        (
            "안전요원 24명 배치(야간 10명)",
            [("24명", "안전요원", ""), ("10명", "안전요원 > 배치 > 야간", "")],
        ),
        (
            "주민이 가장 많은 마을은 샘골(412명), 가장 적은 마을은 윗재(27명)",
            [("412명", "주민 최다 마을 > 샘골", ""), ("27명", "주민 최소 마을 > 윗재", "")],
        ),
        ("소각이 210건(12%)으로 가장 적음", [("210건", "소각이 > 최소", ""), ("12%", "소각이 > 최소", "")]),
        (
            "교육 : 134명(계획 168명 대비 79.8%)",
            [("134명", "교육", ""), ("168명", "교육", "계획"), ("79.8%", "교육", "계획 대비")],
        ),
        (
            "폐차 46대(목표 50대의 92%)",
            [("46대", "폐차", ""), ("50대", "폐차", "목표"), ("92%", "폐차", "목표 대비")],
        ),
        (
            "사업비 90백만원(도 30, 군 60)",
            [("90백만원", "사업비", ""), ("30", "사업비 > 도비", ""), ("60", "사업비 > 군비", "")],
        ),
        (
            "시의원 9명(국 3, 도 6)",
            [("9명", "시의원", ""), ("3", "시의원 > 국", ""), ("6", "시의원 > 도", "")],
        ),
        ("근속률이 84%로 높음", [("84%", "근속률", "")]),
        ("38개 직위, 61명의 자문관 운용", [("38개", "직위", ""), ("61명", "자문관", "")]),
        ("강우량은 시간당 84mm", [("시간당 84mm", "강우량", "")]),
        ("선발 48명 중 6명이 중도 포기", [("48명", "선발", ""), ("6명", "선발 > 중도 포기", "")]),
        ("보수 12개소를 완료하고 4개소는 설계 중", [("12개소", "보수", ""), ("4개소", "보수 > 설계", "")]),
        ("수출 126만 달러(동해국 61만)", [("126만 달러", "수출", ""), ("61만", "수출 > 동해국", "")]),
    ],
)
def test_figures_of_telling_sentences(text: str, wanted: Read) -> None:
    assert read(text) == wanted


def test_a_list_named_by_tags_before_its_figures() -> None:
    told = facts(block("수영강습 (1기) 42명, (2기) 46명"))
    assert [(fact.row, fact.text) for fact in told] == [
        (("수영강습", "1기"), "42명"),
        (("수영강습", "2기"), "46명"),
    ]
