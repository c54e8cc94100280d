from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.joining import join, squeeze, width
from corpus.markers import RANKS, circled_number, has_leaders, is_page_number, read_mark
from corpus.outline import read_outline
from tests.outlines import block, outline


@pytest.mark.parametrize(
    ("line", "style", "number", "text"),
    [
        ("제2장 주요업무", "roman", 2, "주요업무"),
        ("제1절. 청사", "decimal", 1, "청사"),
        ("제1회 시험", "", 0, "제1회 시험"),
        ("Ⅱ. 주요업무", "roman", 2, "주요업무"),
        ("  Ⅲ 세부계획", "roman", 3, "세부계획"),
        ("IV. 예산", "roman", 4, "예산"),
        ("3. 청사 관리", "decimal", 3, "청사 관리"),
        ("2 인 력", "bare", 2, "인 력"),
        ("나. 추진체계", "syllable", 2, "추진체계"),
        ("① 정기소독", "circled", 1, "정기소독"),
        ("➁ 현장상담", "circled", 2, "현장상담"),
        ("2) 세부내용", "paren", 2, "세부내용"),
        ("□‘가’등급 개요", "square", 0, "‘가’등급 개요"),
        ("\uf06d 추진경과", "private", 0, "추진경과"),
        ("ㅇ 대상", "circle", 0, "대상"),
        ("ᄋ 대상", "circle", 0, "대상"),
        ("O 대상", "circle", 0, "대상"),
        ("- ※ 제외", "note", 0, "제외"),
        ("- ◆ 목표", "diamond", 0, "목표"),
        ("－ 세부", "dash", 0, "세부"),
        ("▸고충상담", "arrow", 0, "고충상담"),
        ("## □ 성과", "square", 0, "성과"),
        ("### 정·현원", "markdown", 0, "정·현원"),
        ("【예산집행 현황】 (단위 : 천원)", "label", 0, "【예산집행 현황】 (단위 : 천원)"),
        ("2021. 2.", "", 0, "2021. 2."),
        ("-1,234", "", 0, "-1,234"),
        ("Online 교육", "", 0, "Online 교육"),
        ("3.5% 증가", "", 0, "3.5% 증가"),
        ("IT 교육", "", 0, "IT 교육"),
    ],
)
def test_reads_marks(line: str, style: str, number: int, text: str) -> None:
    mark = read_mark(line)
    assert (mark.style, mark.number, mark.text) == (style, number, text)


def test_circled_numbers_and_page_furniture() -> None:
    assert [circled_number(sign) for sign in "①⑳❶➀㉡㉮a"] == [1, 20, 1, 1, 2, 1, 0]
    assert is_page_number(" - 12 - ")
    assert has_leaders("신규사업 추진 ·········· 7")
    assert not has_leaders("면적 ------- 605.25㎢ (전체의 0.6%)")


NESTED = """
Ⅰ. 일반현황
□ 조직
○ 정원 : 40명
- 본청 : 30명
※ 파견 제외
- 사업소 : 10명
□ 예산
○ 세출 : 12억원
Ⅱ. 주요업무
"""


def test_nests_by_rank() -> None:
    blocks = outline(NESTED)
    branch = block(blocks, "사업소")
    assert branch.section == ("Ⅰ. 일반현황", "조직")
    assert branch.parents == ("정원 : 40명",)
    assert block(blocks, "파견").parents == ("정원 : 40명", "본청 : 30명")
    assert block(blocks, "세출").section == ("Ⅰ. 일반현황", "예산")
    assert block(blocks, "주요업무").section == ()


@given(
    st.permutations(["□", "○", "-", "·"]).filter(lambda order: order[0] != "-"),
    st.integers(3, 5),
)
def test_learns_an_order_of_its_own_where_bullets_swap(order: list[str], times: int) -> None:
    """Whatever stands first between two chapters is above, if the document says so often enough."""
    if order.index("□") > 0:
        order.remove("□")
        order.insert(0, "□")
    body = "\n".join(
        f"{number}. 사업 {number}\n"
        + "\n".join(f"{sign} 내용{sign}{number}{k}" for sign in order for k in (1, 2))
        for number in range(1, times + 1)
    )
    blocks = outline(body)
    last = blocks[-1]
    assert last.section[0] == f"{times}. 사업 {times}"
    assert len(last.section) + len(last.parents) == len(order)


def test_a_number_list_inside_its_like_is_nested() -> None:
    blocks = outline(
        """
1 청사 관리
□ 추진계획
1 외벽 보수
○ 상반기 착공
2 식당 개선
○ 하반기 착공
□ 예산
○ 3억원
2 직원 복지
□ 추진계획
○ 휴양소 확대
"""
    )
    assert block(blocks, "하반기").section == ("1 청사 관리", "추진계획", "2 식당 개선")
    assert block(blocks, "3억원").section == ("1 청사 관리", "예산")
    assert block(blocks, "휴양소").section == ("2 직원 복지", "추진계획")


def test_numbers_in_two_parts_stand_under_their_first() -> None:
    blocks = outline(
        "1. 청사\n1-1. 본관\n○ 외벽\n1-2. 별관\n○ 지붕\n2. 복지\n2.1 건강\n○ 검진\n3.5 배로 늘림"
    )
    assert block(blocks, "지붕").section == ("1. 청사", "1-2. 별관")
    assert block(blocks, "검진").section == ("2. 복지", "2.1 건강")
    assert "3.5 배로 늘림" in blocks[-1].text


WRAPPED = """
□ 추진내용

○ 구청사 지하 소회의실을 새로 꾸며 부서별 회의 대기 시간을 줄이고 민원 상담실과

연계하여 운영

○ 야간 당직실 이전

- 당직자 휴게 공간과 종합상황실을 한 층에 모아 비상시 대응 시간을 단축하기 위한

동선 개선

- 완료

□ 향후계획

○ 별관 승강기 교체 공사 설계를 마치고 하반기에 본관부터 차례로 공사를 시행하여

겨울철 이전에 마무리
"""


def test_joins_wrapped_lines_across_a_blank_line() -> None:
    blocks = outline(WRAPPED)
    assert [b.lines for b in blocks if b.kind == "bullet"] == [(3, 5), (7, 7), (9, 11), (13, 13), (17, 19)]
    assert block(blocks, "소회의실").text.endswith("민원 상담실과 연계하여 운영")
    assert block(blocks, "동선 개선").parents == ("야간 당직실 이전",)


def test_markdown_levels_and_inner_marks() -> None:
    blocks = outline(
        """
# 총무과
## 예산 현황
### □ 성과
- 민원 만족도 향상
  - 상담시간 확대
## □ 한계
- 인력 부족
## 주요업무
- 계획
"""
    )
    assert block(blocks, "상담시간").section == ("총무과", "예산 현황", "성과")
    assert block(blocks, "상담시간").parents == ("민원 만족도 향상",)
    assert block(blocks, "인력 부족").section == ("총무과", "예산 현황", "한계")
    assert block(blocks, "계획").section == ("총무과", "주요업무")


def test_where_markdown_has_one_level_the_marks_tell_how_deep_a_heading_is() -> None:
    blocks = outline(
        """
## 목차

## Ⅰ. 사업 추진
## 1. 들꽃 가꾸기
## □ 추진실적
- 화단 12곳
## 2. 샘물 정비
## □ 추진실적
- 샘 3곳
## Ⅱ. 예산
- 총 5억원
"""
    )
    assert block(blocks, "화단").section == ("Ⅰ. 사업 추진", "1. 들꽃 가꾸기", "추진실적")
    assert block(blocks, "샘 3곳").section == ("Ⅰ. 사업 추진", "2. 샘물 정비", "추진실적")
    assert block(blocks, "5억원").section == ("Ⅱ. 예산",)


def test_lines_of_tables_give_no_block() -> None:
    text = "□ 세입\n구분\t금액\n계\t5\n○ 끝"
    blocks = outline(text, (2, 3))
    assert [b.lines for b in blocks] == [(1, 1), (4, 4)]


@pytest.mark.parametrize(
    ("text", "rest", "joined"),
    [
        ("운영 방", "안을 마련", "운영 방안을 마련"),
        ("교육의 만족", "도 평균", "교육의 만족도 평균"),
        ("할 수", "있도록", "할 수 있도록"),
        ("반영하기", "바람", "반영하기 바람"),
    ],
)
def test_joins_half_words(text: str, rest: str, joined: str) -> None:
    assert join(text, rest) == joined


LINE = st.one_of(
    st.text(max_size=40),
    st.builds(
        lambda indent, sign, text: " " * indent + sign + text,
        st.integers(0, 6),
        st.sampled_from(
            ["□ ", "○ ", "- ", "· ", "1. ", "2 ", "① ", "# ", "Ⅰ. ", "※ ", "<", "가. ", "3", "\uf0a1 ", ""]
        ),
        st.text("가나다라 총괄1234(),.:%△", max_size=30),
    ),
)


@given(st.lists(LINE, max_size=40))
def test_any_lines_give_blocks_in_order_that_cover_each_marked_line(lines: list[str]) -> None:
    lines = [line.replace("\n", " ") for line in lines]
    blocks = read_outline(lines, [])
    starts = [b.lines[0] for b in blocks]
    assert starts == sorted(starts)
    assert all(1 <= b.lines[0] <= b.lines[1] <= len(lines) for b in blocks)
    held = {number for b in blocks for number in range(b.lines[0], b.lines[1] + 1)}
    for number, line in enumerate(lines, 1):
        if read_mark(line).style and any(char.isalnum() for char in read_mark(line).text.replace("ㅇ", "")):
            assert number in held


def test_styles_have_a_rank() -> None:
    assert set(RANKS) >= {"roman", "square", "circle", "dash", "note"}


@pytest.mark.parametrize(
    "text",
    [
        "□ 가" + " " * 150_000 + "나",
        "○ " + "(" * 150_000,
        "**" * 70_000,
        "\n".join(["가나다라마바사 아자차카"] * 30_000),
        "\n".join(f"{k % 3 + 1} 제목" for k in range(20_000)),
        "\n".join(["1 가", "□ 나"] * 10_000),
    ],
)
def test_bad_input_is_read(text: str) -> None:
    lines = text.split("\n")
    assert all(1 <= block.lines[0] <= block.lines[1] <= len(lines) for block in read_outline(lines, []))


SYLLABLES = "가나다라마바사"
STYLES = (
    (
        lambda k: f"{k}.",
        lambda k: f"{SYLLABLES[k - 1]}.",
        lambda k: f"{k})",
        lambda k: f"{SYLLABLES[k - 1]})",
    ),
    (lambda k: f"{'ⅠⅡⅢⅣⅤ'[k - 1]}.", lambda _: "□", lambda _: "○", lambda _: "-"),
    (lambda k: f"{'ⅠⅡⅢⅣⅤ'[k - 1]}.", lambda k: f"{k}.", lambda _: "ㅇ", lambda _: "-"),
    (lambda k: f"{k}.", lambda _: "□", lambda k: "①②③④⑤"[k - 1], lambda _: "-"),
    (lambda k: f"{k}", lambda _: "\uf0a1", lambda _: "○", lambda _: "▸"),
    (lambda _: "#", lambda _: "##", lambda _: "-", lambda _: "  -"),
    (lambda _: "□", lambda _: "ㅇ", lambda _: "-", lambda _: "·"),
    (lambda k: f"{k}.", lambda _: "○", lambda _: "-", lambda _: "•"),
    (lambda k: f"제{k}장", lambda _: "□", lambda _: "○", lambda _: "-"),
)
TREES = st.lists(st.lists(st.lists(st.integers(0, 3), max_size=3), max_size=3), min_size=1, max_size=5)


@given(
    TREES,
    st.sampled_from(STYLES),
    st.sampled_from(["\n", "\n\n"]),
    st.sampled_from([0, 1, 2]),
)
def test_a_tree_comes_back_in_any_system_of_marks(
    tree: list[list[list[int]]], style: tuple[Callable[[int], str], ...], between: str, step: int
) -> None:
    rows: list[str] = []
    expected: list[tuple[str, ...]] = []

    def add(path: tuple[str, ...], depth: int, place: int) -> tuple[str, ...]:
        name = f"항목{''.join(SYLLABLES[(place + 3 * k) % 7] for k in range(depth + 2))}{len(rows)}호"
        sign = style[depth](place)
        indent = 0 if sign.strip().startswith(("#", "제")) or style[2](1) == "-" else step * depth
        rows.append(f"{' ' * indent}{sign} {name}")
        expected.append(path)
        return (*path, name)

    for k1, first in enumerate(tree, 1):
        top = add((), 0, k1)
        for k2, second in enumerate(first, 1):
            middle = add(top, 1, k2)
            for k3, third in enumerate(second, 1):
                leaf = add(middle, 2, k3)
                for k4 in range(1, third + 1):
                    add(leaf, 3, k4)
    blocks = read_outline(between.join(rows).split("\n"), [])
    found = [tuple(name.rsplit(" ", 1)[-1] for name in (*b.section, *b.parents)) for b in blocks]
    assert found == expected


PROSE = """
구청사 지하 주차장을 넓히고 민원실 대기 공간을 새로 꾸며 주민이 편히 쉬도록 개선 교육훈련 과정 운영
결과를 분석하여 다음 해 계획에 반영하고 시범사업 추진 실적과 예산 집행률 12억원 등을 해마다 의회에 보고
"""
WORDS = PROSE.split()


def wrapped(words: list[str], sign: str, columns: int) -> list[str]:
    rows = [sign]
    for word in words:
        if width(rows[-1]) + 1 + width(word) > columns:
            rows.append(word)
        else:
            rows[-1] += " " + word
    return rows


@given(
    st.lists(
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=40).filter(
            lambda words: set(words) != {"12억원"}
        ),
        min_size=8,
        max_size=20,
    ),
    st.sampled_from([64, 76, 90]),
    st.booleans(),
    st.sampled_from(["○", "-", "□"]),
)
def test_bullets_wrapped_at_a_margin_come_back_whole(
    texts: list[list[str]], columns: int, spread: bool, sign: str
) -> None:
    # a page has some full lines, by which the margin is known; a figure before a blank line ends a bullet
    bullets = [
        [word for word in words if not (spread and word == "12억원")] for words in (*[WORDS * 2] * 2, *texts)
    ]
    rows = [row for words in bullets for row in wrapped(words, sign, columns)]
    blocks = read_outline(("\n\n" if spread else "\n").join(rows).split("\n"), [])
    whole = [squeeze("".join(words)) for words in bullets]
    assert [squeeze(b.text) for b in blocks] == whole


def test_a_line_that_ends_with_a_figure_is_finished_where_a_blank_line_follows() -> None:
    wide = "○ 여러 기관의 직원이 함께 배우는 과정을 새로 열어 두 해에 걸쳐 시험하는 계획임"
    note = "* 해외 연수 운영 : [계획] 당초 17회, 213명 ⇒ 변경 3회, 41명 [실적] 2회, 29명"
    lines = [*[wide, ""] * 6, note, "", "채용계획인원수 선발 3,311명, 채용 3,001명", "", *[wide, ""] * 6]
    texts = [block.text for block in read_outline(lines, [])]
    assert "채용계획인원수 선발 3,311명, 채용 3,001명" in texts
