from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.chunks import LIMIT, ROWS, TARGET
from corpus.document import parse_document
from corpus.model import Chunk, Document, Metadata

ABOUT = Metadata("2024년 나래시 도시국 업무보고", "나래시", "도시국")


def split_sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?\n])\s*", text) if part]


def read(text: str) -> Document:
    return parse_document("나래.txt", "나래.txt", text.encode(), ABOUT, split_sentences)


def covered(document: Document) -> set[int]:
    return {number for chunk in document.chunks for number in range(chunk.lines[0], chunk.lines[1] + 1)}


def only(document: Document, kind: str) -> list[Chunk]:
    return [chunk for chunk in document.chunks if chunk.kind == kind]


def test_a_bullet_stays_with_its_sub_bullets() -> None:
    body = "\n".join(
        f"○ 사업 {k} 추진 방향을 자세히 적은 문장으로 길이를 채우는 내용\n"
        f"- 세부 내용 {k}가 뒤따르며 예산 {k}억원을 씀\n※ 비고 {k}"
        for k in range(1, 12)
    )
    document = read(f"Ⅰ. 계획\n□ 추진계획\n{body}\n")
    chunks = only(document, "text")
    assert len(chunks) > 1
    for k in range(1, 12):
        holders = [chunk for chunk in chunks if f"세부 내용 {k}가" in chunk.text]
        assert len(holders) == 1
        assert f"사업 {k} 추진" in holders[0].text
        assert f"비고 {k}" in holders[0].text
    assert all(len(chunk.text) <= LIMIT for chunk in chunks)


def test_context_says_where_a_passage_is_from() -> None:
    chunk = read("Ⅰ. 일반현황\n□ 공원\n○ 면적 : 3만㎡\n").chunks[0]
    assert chunk.context.split("\n") == [
        "2024년 나래시 도시국 업무보고 나래시 도시국",
        "Ⅰ. 일반현황",
        "공원",
    ]
    assert chunk.lines == (1, 3)


def test_tables_are_cut_between_rows_with_their_columns_in_context() -> None:
    rows = "\n".join(f"사업 {k}\t{1000 + k}\t{k}.5" for k in range(1, 31))
    document = read(f"□ 예산 현황\n\n(단위 : 천원)\n\n사업명\t예산액\t집행률\n{rows}\n\n○ 끝 문장\n")
    chunks = only(document, "table")
    assert len(chunks) >= 30 // (ROWS + 1)
    for k in range(1, 31):
        assert sum(f"사업 {k} " in chunk.text.replace("\t", " ") for chunk in chunks) == 1
    assert all("예산액" in chunk.context and "예산 현황" in chunk.context for chunk in chunks)
    spans = [chunk.lines for chunk in chunks]
    assert all(first[1] < second[0] for first, second in pairwise(spans))
    assert chunks[0].table == 0


def test_a_long_audit_item_gives_its_request_and_its_answers() -> None:
    answer = " ".join(f"○ 조치 {k}번 내용을 길게 적어 둔 설명으로 예산과 일정을 함께 밝힘" for k in range(30))
    text = (
        "Ⅴ. 행정사무감사 처리결과\n\n시정 및 처리 요구사항\t조치결과\n"
        f"○ 하천 산책로 조명을 늘릴 것. (하천과)\t□ 추진상황 : 추진 중 □ 추진내용 {answer}\n"
    )
    chunks = only(read(text), "audit")
    assert len(chunks) > 2
    assert "추진상황 : 추진 중" in chunks[0].text
    assert all("하천 산책로" in chunk.text + chunk.context for chunk in chunks)
    assert all(len(chunk.text) <= 2 * TARGET for chunk in chunks)


def test_ids_count_from_zero_in_the_order_of_lines() -> None:
    document = read("Ⅰ. 가\n○ 나\n\n구분\t수\n계\t3\n가\t3\n\n○ 다\n")
    assert [chunk.id for chunk in document.chunks] == list(range(len(document.chunks)))
    assert [chunk.lines for chunk in document.chunks] == sorted(chunk.lines for chunk in document.chunks)


def test_a_long_bullet_is_cut_at_sentences() -> None:
    text = "○ " + " ".join(f"문장 {k}은 길이를 재려고 적은 것임." for k in range(200))
    chunks = read(text).chunks
    assert len(chunks) > 3
    assert all(len(chunk.text) <= 2 * LIMIT for chunk in chunks)
    assert all(chunk.lines == (1, 1) for chunk in chunks)
    assert "문장 199은" in chunks[-1].text


@given(
    st.lists(
        st.one_of(
            st.just(""),
            st.just("구분\t계\t비고"),
            st.just("- 3 -"),
            st.just("ㅇㅇ"),
            st.text("가나다 1234,%△□○-·※().\t|", max_size=40),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_every_line_lies_in_some_passage(lines: list[str]) -> None:
    document = read("\n".join(["문서 첫 줄", *lines]))
    missing = {n for n, line in enumerate(document.lines, 1) if line.strip()} - covered(document)
    assert not missing


@pytest.mark.parametrize("pattern", ["000_*", "001_*", "002_*", "003_*", "004_*"])
def test_every_line_of_the_real_documents_lies_in_some_passage(shared: object, pattern: str) -> None:
    path = next((shared / "corpus").glob(pattern))  # type: ignore[operator]
    document = parse_document(path.name, str(path), path.read_bytes(), None, split_sentences)
    assert not {n for n, line in enumerate(document.lines, 1) if line.strip()} - covered(document)
    assert max(len(chunk.text) for chunk in document.chunks) < 2000
