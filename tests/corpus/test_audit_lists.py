"""Audit items written as lists, one cell under the other, or as rows with a status."""

from __future__ import annotations

import itertools

import pytest

from corpus.audits.item import status_of
from corpus.audits.items import read_audits
from corpus.document import parse_document
from corpus.model import AuditItem
from corpus.outline import read_outline

REQUESTS = (
    ("현수막 게시대가 낡았으므로 교체할 것", "도시과", "완료", "게시대 24개소 교체(’31. 3월)", ""),
    (
        "빈집 정비 실적이 낮으므로 대책을 세우기 바람",
        "건축과",
        "추진중",
        "빈집 312호 조사",
        "하반기 40호 철거",
    ),
    ("버스 노선 개편 시 의견을 들을 것", "교통과", "검토중", "주민설명회 3회", "내년 상반기 용역"),
)
STATUSES = ("추진완료", "추진 중", "검토 중")
MARKS = (("1. ", " ◦ "), ("□ ", " ㅇ "), ("○ ", "  - "), ("(1) ", " · "), ("① ", " - "))
NAMES = (
    ("추진상황", "조치내용", "향후계획"),
    ("처리상황", "처리결과", "향후 추진계획"),
    ("조치상황", "추진내용", "향후계획"),
)


def audits(lines: list[str]) -> tuple[AuditItem, ...]:
    return read_audits(lines, read_outline(lines, []))


def numbered(mark: str, number: int) -> str:
    return {"1. ": f"{number}. ", "(1) ": f"({number}) ", "① ": f"{chr(0x245F + number)} "}.get(mark, mark)


@pytest.mark.parametrize(("marks", "names"), list(itertools.product(MARKS, NAMES)))
def test_reads_requests_with_labelled_answers(marks: tuple[str, str], names: tuple[str, str, str]) -> None:
    lines = ["Ⅳ. 2031년 행정사무감사 처리결과", "", " 총 3건(완료 1, 추진중 1, 검토중 1)", ""]
    for number, (request, office, status, done, planned) in enumerate(REQUESTS, 1):
        lines += [f"{numbered(marks[0], number)}{request} ({office})", ""]
        lines += [f"{marks[1]}{names[0]} : {status}", f"{marks[1]}{names[1]} : {done}"]
        lines += [f"{marks[1]}{names[2]} : {planned}"] if planned else []
        lines.append("")
    lines += ["- 끝 -"]
    items = audits(lines)
    assert [(item.number, item.request, *item.departments) for item in items] == [
        (number, request, office) for number, (request, office, *_) in enumerate(REQUESTS, 1)
    ]
    assert tuple(item.status for item in items) == STATUSES
    assert [[block.text for block in item.done] for item in items] == [[row[3]] for row in REQUESTS]
    assert [[block.text for block in item.planned] for item in items] == [
        [row[4]] if row[4] else [] for row in REQUESTS
    ]
    assert all(
        lines[item.status_lines[0] - 1].strip().endswith(row[2])
        for item, row in zip(items, REQUESTS, strict=True)
    )


HEADS = (
    "연번  지적사항   처리상황   소관",
    "연번 지적사항 처리상황 소관부서",
    "| 연번 | 지적사항 | 처리상황 | 소관 |",
    "| 번호 | 지적사항 | 조치결과 | 소관 |",
)


@pytest.mark.parametrize(("head", "spelt"), list(itertools.product(HEADS, (False, True))))
def test_a_list_before_the_items_gives_status_and_office(head: str, spelt: bool) -> None:
    lines = ["Ⅴ. 행정사무감사 지적사항 처리결과", "", head]
    if "|" in head:
        lines.append("|---|---|---|---|")
    for number, (request, office, status, *_) in enumerate(REQUESTS, 1):
        word = "   ".join(status) if spelt else status
        cells = (str(number), request[:12], word, office)
        lines.append(f"| {' | '.join(cells)} |" if "|" in head else f" {'   '.join(cells)}")
    lines.append("")
    for number, (request, _, _, done, planned) in enumerate(REQUESTS, 1):
        lines += [f" {number}. {request}", "", f"  ◦ 처리결과 : {done}", ""]
        lines += [f"  ◦ 향후계획 : {planned}", ""] if planned else []
    data = "\n".join(lines).encode()
    items = parse_document("a.txt", "a.txt", data, None, lambda text: [text]).audits
    assert [item.request for item in items] == [row[0] for row in REQUESTS]
    assert tuple(item.status for item in items) == STATUSES
    assert [item.departments for item in items] == [(row[1],) for row in REQUESTS]
    assert all(row[1] in lines[item.status_lines[0] - 1] for item, row in zip(items, REQUESTS, strict=True))


def test_a_list_alone_gives_items() -> None:
    lines = ["Ⅴ. 행정사무감사 지적사항 처리현황", "", "연번 지적사항 처리상황 소관"]
    lines += [f"{n} {row[0]} {row[2]} {row[1]}" for n, row in enumerate(REQUESTS, 1)]
    items = audits(lines)
    assert [(item.request, item.status, item.departments) for item in items] == [
        (row[0], status, (row[1],)) for row, status in zip(REQUESTS, STATUSES, strict=True)
    ]


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("head", [("요구사항", "처리결과", "비고"), ("지적 사항", "조치결과", "구 분")])
def test_reads_cells_one_under_the_other(head: tuple[str, str, str], blank: bool) -> None:
    lines = ["4. 2031년 행정사무감사 처리상황", "", *head, ""]
    for request, _, status, done, planned in REQUESTS:
        first, second = request[:12], request[12:]
        lines += [first, second, done, *([planned] if planned else []), status, *([""] if blank else [])]
    lines += ["【집계】 3건"]
    items = audits(lines)
    assert tuple(item.status for item in items) == STATUSES
    assert [item.request.replace(" ", "") for item in items] == [row[0].replace(" ", "") for row in REQUESTS]
    assert all(row[3].split()[0] in item.done[0].text for item, row in zip(items, REQUESTS, strict=True))


@pytest.mark.parametrize("separator", ["\t", " | "])
def test_finds_the_column_of_statuses_by_its_cells(separator: str) -> None:
    edge = "" if separator == "\t" else "| "
    rows = [("번호", "지적 및 건의사항", "조치결과", "구분")]
    rows += [(str(n), f"{row[0]} ({row[1]})", row[3], row[2]) for n, row in enumerate(REQUESTS, 1)]
    lines = ["## 2031년 의회 행정사무감사 조치결과", "", *(edge + separator.join(row) for row in rows)]
    items = audits(lines)
    assert tuple(item.status for item in items) == STATUSES
    assert [item.departments for item in items] == [(row[1],) for row in REQUESTS]
    assert {item.kind for item in items} == {"시정·처리요구"}


def test_ordinary_chapters_with_the_same_words_give_no_items() -> None:
    lines = ["Ⅲ. 주요업무", "", "1. 가로등 교체", " ◦ 추진상황 : 추진중", " ◦ 향후계획 : 6월 준공"]
    assert audits(lines) == ()
    assert audits(["Ⅳ. 감사 계획", "", "1. 정기감사", " ◦ 추진상황 : 추진중"]) == ()


def test_a_status_is_known_however_it_is_spaced() -> None:
    words = ("추 진 중", "완   료", "처리완료", "추진불가", "장기검토", "예산 확보", "완료하였음", "")
    assert [status_of(word) for word in words] == [
        "추진 중", "추진완료", "추진완료", "추진불가", "장기검토", "", "", ""
    ]  # fmt: skip


@pytest.mark.parametrize("brackets", ["[]", "【】", "()"])
def test_a_status_behind_the_answer(brackets: str) -> None:
    lines = ["Ⅲ. 행정사무감사 결과 조치사항", ""]
    for number, (request, _, status, done, _) in enumerate(REQUESTS, 1):
        lines += [
            f"{number}) 지적사항 : {request}",
            f"   ⇒ 조치결과 : {done} {brackets[0]}{status}{brackets[1]}",
        ]
    items = audits(lines)
    assert [(item.request, item.status) for item in items] == [
        (row[0], status) for row, status in zip(REQUESTS, STATUSES, strict=True)
    ]
    assert [item.done[0].text for item in items] == [row[3] for row in REQUESTS]


def test_reads_items_under_headings_of_their_own() -> None:
    lines = ["Ⅵ 2031년도 행정사무감사 지적사항 처리결과", "", "총 3건", ""]
    for number, (request, office, status, done, planned) in enumerate(REQUESTS, 1):
        lines += [f"지적사항 {number}", "", f"{request} ({office})", "조치결과", f"· {done}"]
        lines += [f"· {planned} 예정"] if planned else []
        lines += [f"추진상황 : {status}", ""]
    items = audits([*lines, "※ 나머지는 서면보고로 갈음"])
    assert [item.request for item in items] == [request for request, *_ in REQUESTS]
    assert [item.status for item in items] == list(STATUSES)
    assert [item.done[0].text for item in items] == [row[3] for row in REQUESTS]
    assert items[-1].lines[1] <= len(lines)


@pytest.mark.parametrize("names", [("지적·건의사항", "처리상황", "구분"), ("지적사항", "조치내용", "상태")])
def test_reads_rows_of_tables_whatever_their_columns_are_called(names: tuple[str, str, str]) -> None:
    states = ["완료", "추진중", "장기과제"]
    rows = [
        ["번호", *names],
        *(
            [str(n), row[0], row[3], state]
            for n, (row, state) in enumerate(zip(REQUESTS, states, strict=True), 1)
        ),
    ]
    html = [
        "<table>",
        *("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows),
        "</table>",
    ]
    html[1] = html[1].replace("td>", "th>")
    pipes = ["| " + " | ".join(row) + " |" for row in rows]
    for table in (html, [pipes[0], "|---|---|---|---|", *pipes[1:]]):
        text = "\n".join(["Ⅳ 2031년 행정사무감사 처리상황", "", *table, ""])
        items = parse_document("a.txt", "a.txt", text.encode(), None, lambda line: [line]).audits
        assert [item.request for item in items] == [row[0] for row in REQUESTS]
        assert [item.status for item in items] == ["추진완료", "추진 중", "장기과제"]
        assert [item.done[0].text for item in items] == [row[3] for row in REQUESTS]


def test_a_report_of_nothing_but_audit_items() -> None:
    lines = ["2031년도 행정사무감사 시정 및 처리요구사항 조치결과", "", "맑은들군 문화과", "", "□ 총 괄", ""]
    for number, (request, state) in enumerate(
        (("축제 잔액을 줄일 것", "완료"), ("안내원이 모자람", "추진중")), 1
    ):
        lines += [
            f"{number}. {request}" if number % 2 else f"{number}. 지적 {number}. {request}",
            " ○ 소관부서 : 축제팀",
            f" ○ 추진상황 : {state}",
            " ○ 조치내용",
            "   - 고침",
            "",
        ]
    document = parse_document("a.txt", "a.txt", "\n".join(lines).encode(), None, lambda text: [text])
    items = document.audits
    assert [item.request for item in items] == ["축제 잔액을 줄일 것", "안내원이 모자람"]
    assert [item.status for item in items] == ["추진완료", "추진 중"]
    assert [item.departments for item in items] == [("축제팀",)] * 2


def test_items_under_the_name_of_their_office() -> None:
    text = """2031년 행정사무감사 결과 처리상황

[ 건설과 ]

□ 지적사항 : 도로 복구가 늦음
 ○ 처리결과 : 복구기간 21일 → 12일
 ○ 추진상황 : 완료

[ 교통과 ]

□ 지적사항 : 안내기 고장이 잦음
 ○ 처리결과 : 312대 점검
 ○ 추진상황 : 추진중"""
    items = parse_document("a.txt", "a.txt", text.encode(), None, lambda text: [text]).audits
    assert [item.departments for item in items] == [("건설과",), ("교통과",)]
    assert [item.request for item in items] == ["도로 복구가 늦음", "안내기 고장이 잦음"]
