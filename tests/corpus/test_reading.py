from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableFile
from corpus.metadata import guess_metadata
from corpus.reading import MAX_BYTES, MAX_LINE, WIDEST_BLANK, decode, find_files, load_catalog

TEXT = "Ⅰ. 일반현황\r\n\r\n□ 조직 : 3과 12팀\n\t○ 정원 △5명"
LINES = ("Ⅰ. 일반현황", "", "□ 조직 : 3과 12팀", "\t○ 정원 △5명")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_decodes_each_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "가람.txt") == LINES


def test_blanks_are_cut_that_no_layout_has() -> None:
    wide = " " * 9_000
    lines = decode(f"총무팀{wide}인사\n{wide}끝\n가  나".encode(), "x.txt")
    assert lines == (f"총무팀{' ' * WIDEST_BLANK}인사", f"{' ' * WIDEST_BLANK}끝", "가  나")


def test_splits_at_newlines_only() -> None:
    assert decode("가\x0c나\x0b다\x85라\u2028마\n바".encode(), "x.txt") == (
        "가\x0c나\x0b다\x85라\u2028마",
        "바",
    )


def test_last_newline_gives_an_empty_line_as_split_does() -> None:
    assert decode("가\n나\n".encode(), "x.txt") == ("가", "나", "")


def test_composes_decomposed_hangul_only() -> None:
    decomposed = unicodedata.normalize("NFD", "총무과 예산")
    bullet_and_ideograph = "ᄋ \uf90a액"  # a lone jamo as a bullet; a compatibility ideograph
    assert decode(f"{decomposed}\n{bullet_and_ideograph}".encode(), "x.txt") == (
        "총무과 예산",
        bullet_and_ideograph,
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_text_comes_back(text: str) -> None:
    try:
        lines = decode(f"가{text}".encode(), "x.txt")
    except UnreadableFile:
        pytest.fail("a text without control characters was refused")
    expected = f"가{text}"
    assert "".join(lines) == expected or unicodedata.normalize(
        "NFC", "".join(lines)
    ) == unicodedata.normalize("NFC", expected)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "빈 파일"),
        (b" \r\n\t\n", "빈 파일"),
        (b"\xef\xbb\xbf", "빈 파일"),
        (b"abc\0def", "이진"),
        (bytes(range(1, 9)) * 40, "이진"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04....", "hwpx"),
        (b"\xd0\xcf\x11\xe0....", "한글"),
        (b"\xff\xfe\x00\xd8", "UTF-8"),
        ("예산현황 ".encode() * 40 + b"\xff\n" + "집행".encode(), "1번째 줄"),
        (b"\x81\xff\xff\xff", "CP949"),
    ],
)
def test_refuses_what_is_no_text_in_one_korean_line(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile) as raised:
        decode(data, "보고.txt")
    message = str(raised.value)
    assert says in message
    assert message.startswith("보고.txt: ")
    assert "\n" not in message


def test_refuses_huge_files_and_lines() -> None:
    with pytest.raises(UnreadableFile, match="너무 큽니다"):
        decode(b"a" * (MAX_BYTES + 1), "x.txt")
    with pytest.raises(UnreadableFile, match="2번째 줄이 너무 깁니다"):
        decode(b"a\n" + b"b" * (MAX_LINE + 1), "x.txt")


def test_finds_documents_below_folders_once(tmp_path: Path) -> None:
    (tmp_path / "나").mkdir()
    for name in ("b.txt", "a.md", "나/c.TXT", "d.hwp", ".hidden.txt", "corpus.toml"):
        (tmp_path / name).write_text("내용", encoding="utf-8")
    (tmp_path / "나" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path, tmp_path / "b.txt"])]
    assert found == ["a.md", "b.txt", "나/c.TXT"]


def test_missing_path_and_empty_folder_are_expected_failures(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="없습니다"):
        list(find_files([tmp_path / "없음.txt"]))
    with pytest.raises(UnreadableFile, match="문서"):
        list(find_files([tmp_path]))


def test_catalog_gives_metadata_by_file_name(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(
        '[[document]]\nfile = "a.txt"\ntitle = "2024년 가람시 업무보고"\n'
        'agency = "가람시"\nas_of = 2024-02-29\n'
        '[[document]]\nfile = "b.txt"\ndepartment = "총무과"\nas_of = "2024-03-31"\n',
        encoding="utf-8",
    )
    catalog = load_catalog(tmp_path)
    assert catalog["a.txt"].agency == "가람시"
    assert catalog["a.txt"].as_of == dt.date(2024, 2, 29)
    assert catalog["b.txt"].year == 2024
    assert load_catalog(tmp_path / "nowhere") == {}


@pytest.mark.parametrize(
    "content",
    [
        "[[document]\nfile=",
        "document = 3",
        '[[document]]\ntitle = "x"',
        "[[document]]\nfile = 3",
        '[[document]]\nfile = "a"\nas_of = "지난달"',
        '[[document]]\nfile = "a"\nas_of = 2024',
    ],
)
def test_broken_catalog_is_an_expected_failure(tmp_path: Path, content: str) -> None:
    (tmp_path / "corpus.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile) as raised:
        load_catalog(tmp_path)
    assert "corpus.toml" in str(raised.value)


def test_title_page_says_what_a_document_is() -> None:
    page = ["", "주요업무보고", "", "2025. 3.", "", "나래시 도시국", "", "Ⅰ. 일반현황", "('25.2.28. 기준)"]
    known = guess_metadata(page, "x.txt")
    assert known.title == "2025년 도시국 주요업무보고"
    assert (known.agency, known.department) == ("나래시", "도시국")
    assert known.as_of == dt.date(2025, 2, 28)


def test_text_without_title_page_takes_office_date_and_agency_from_its_body() -> None:
    lines = [
        " Ⅰ. 일반현황",
        "총 무 과 - ( 4 )개팀",
        "○ 예산 집행률 (’24.6.30. 기준)",
        "- 가온광역시 새별구 청사",
        "○ 세입 (5.31.기준)",
        "- 가온광역시 새별구 별관",
    ]
    known = guess_metadata(lines, "x.txt")
    assert (known.department, known.agency) == ("총무과", "가온광역시 새별구")
    assert known.year == 2024
    assert "총무과" in known.title


def test_the_day_below_a_title_is_the_date_and_a_year_alone_is_no_day() -> None:
    dated = guess_metadata(["2031년 마루시 업무보고", "2031. 2. 28.", "Ⅰ. 현황"], "x.txt")
    assert (dated.as_of, dated.year) == (dt.date(2031, 2, 28), 2031)
    undated = guess_metadata(["2031년 마루시 업무보고", "Ⅰ. 현황"], "x.txt")
    assert (undated.as_of, undated.year) == (None, 2031)


@pytest.mark.parametrize(
    ("page", "agency", "department"),
    [
        (["주요업무보고", "2031. 2.", "다온시 보건소"], "다온시", "보건소"),
        (["업무보고", "달 솔 군", "농업기술센터", "2031. 2."], "달솔군", "농업기술센터"),
        (["업무보고", "솔빛도한들교육지원청", "2031. 2."], "솔빛도한들교육지원청", "솔빛도한들교육지원청"),
        (["업무보고", "한들교육지원청", "2031. 2."], "한들교육지원청", "한들교육지원청"),
        (
            ["업무보고", "2031. 2.", "경제국", "Ⅰ. 현황", "- 전통시장 3개소", "- 들말시는 5동"],
            "들말시",
            "경제국",
        ),
    ],
)
def test_title_page_names_the_agency(page: list[str], agency: str, department: str) -> None:
    known = guess_metadata(page, "x.txt")
    assert (known.agency, known.department) == (agency, department)


def test_title_falls_back_to_the_file_name() -> None:
    assert guess_metadata(["메모"], "회의록 정리.txt").title == "회의록 정리"


def test_samples_guess_their_dates(samples: Path) -> None:
    for name, listed in load_catalog(samples).items():
        guessed = guess_metadata(decode((samples / name).read_bytes(), name), name)
        assert guessed.as_of == listed.as_of, name


@pytest.mark.parametrize(
    ("name", "agency"),
    [
        ("2031_부산북구_통계.txt", "부산광역시 북구"),
        ("03 나래군청 업무계획.txt", "나래군"),
        ("새벽교육지원청-현황.md", "새벽교육지원청"),
        ("서울_조직.txt", "서울특별시"),
        ("전시 운영.txt", ""),
        ("인구_공시_2031.txt", ""),
    ],
)
def test_the_agency_that_only_the_file_name_tells(name: str, agency: str) -> None:
    assert guess_metadata(["3분기 통계", "인구는 12,000명"], name).agency == agency


def test_an_office_is_no_word_that_ends_like_one() -> None:
    assert guess_metadata(["공무원 정원", "구분 12"], "x.txt").department == ""
    long = "문서번호 예산담당관-1045 결재일자 2031.8.25. 공개여부 대시민공개 주무관 팀장 과장 국장 " * 2
    assert guess_metadata([long], "x.txt").department == ""
    assert guess_metadata(["총 무 과 - (4)개팀"], "x.txt").department == "총무과"


def test_a_text_about_several_agencies_is_of_none_of_them() -> None:
    lines = ["나래군의 이행률은 46%", "다솜군의 이행률은 67%", "마루군의 이행률은 54%", "농가인구는 353만명"]
    assert guess_metadata(lines, "x.txt").agency == ""


def test_the_financial_year_above_a_title_is_of_it() -> None:
    page = ["2030회계연도", "세입세출 결산 검토보고서", "2031. 6."]
    known = guess_metadata(page, "x.txt")
    assert (known.title, known.as_of, known.year) == ("2030회계연도 세입세출 결산 검토보고서", None, 2030)


def test_the_year_that_only_the_file_name_tells() -> None:
    page = ["도교육청, 내년도 예산안 1조원 편성", "인건비는 5,216억원이다."]
    assert guess_metadata(page, "가온교육청_2031예산.txt").year == 2031
    assert guess_metadata(page, "2030~2031 예산.txt").year is None
