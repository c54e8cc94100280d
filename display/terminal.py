"""What the commands print: drawn by rich (`screen`) on a terminal, plain and unwrapped where it is piped.

Plain tables are tab-separated, so that other tools can read them. Control characters in documents are
never printed: they could be commands to the terminal.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from corpus.errors import BadRequest
from display.answers import answer_lines, place_text
from display.shapes import (
    cited_cells,
    clean,
    coverage_json,
    document_json,
    fact_json,
    finding_json,
    parse_place,
    place_json,
    table_json,
    tables_at,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import Finding, Lines, Table
    from index.build import Progress, Summary
    from index.store import Store
    from qa.answer import Answer

CONTEXT = 4  # lines before and after a place that is shown
SEVERITIES = {"certain": "확실", "likely": "의심", "rounding": "반올림"}


def is_screen() -> bool:
    """Whether output goes to a person's terminal and not to a file or another command."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def out(text: str) -> None:
    """Print text without its control characters."""
    sys.stdout.write(clean(text) + "\n")


def complain(text: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(clean(" ".join(text.split())) + "\n")


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Print JSON, indented, Korean as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


@contextmanager
def progress(elsewhere: Progress | None = None) -> Iterator[Progress]:
    """Show how far some work is: a bar on a terminal (standard error), nothing or `elsewhere` where piped."""
    if sys.stderr.isatty():
        from display.screen import progress_bar

        with progress_bar() as told:
            yield told
    else:
        yield elsewhere or _nothing


def _nothing(done: int, total: int, name: str) -> None:
    pass


def progress_line(done: int, total: int, name: str) -> None:
    """Tell of a file that is read, in a line of standard error."""
    if name:
        complain(f"[{done + 1}/{total}] {name}")


@contextmanager
def waiting(text: str) -> Iterator[None]:
    """Show a spinner while something takes longer than a moment, on a terminal only."""
    if sys.stderr.isatty():
        from display.screen import spinner

        with spinner(text):
            yield
    else:
        yield


def print_summary(summary: Summary, *, as_json: bool) -> None:
    """Print what was indexed; files that failed go to standard error, a line each."""
    if as_json:
        print_json(asdict(summary) | {"errors": [list(error) for error in summary.errors]})
        return
    kept = f"(그대로 {summary.kept}개)" if summary.kept else ""
    out(
        f"문서 {summary.documents}개{kept}, 표 {summary.tables:,}개, 수치 {summary.facts:,}개, "
        f"단락 {summary.chunks:,}개, 검산 관계 {summary.relations:,}개, 어긋난 곳 {summary.findings:,}개를 "
        f"{summary.seconds:.1f}초에 색인했습니다."
    )
    for path, message in summary.errors:
        complain(message if path in message else f"{path}: {message}")


# answers


def print_answer(answer: Answer, store: Store) -> None:
    """Print an answer with its citations and warnings."""
    if is_screen():
        from display.screen import draw_answer

        draw_answer(answer, store)
    else:
        out("\n".join(answer_lines(answer)))


# what a store holds


def print_documents(store: Store, *, as_json: bool) -> None:
    """Print the documents of a store."""
    rows = [document_json(store, entry) for entry in store.documents()]
    if as_json:
        print_json(rows)
        return
    if is_screen():
        from display.screen import draw_documents

        draw_documents(rows)
        return
    heads = ("문서", "제목", "기관", "부서", "기준일", "줄", "표", "수치", "어긋난 곳")
    keys = ("id", "title", "agency", "department", "as_of", "lines", "tables", "facts", "findings")
    print_rows(heads, [[str(row[key] or "") for key in keys] for row in rows], numbers=4)
    for row in rows:
        for warning in row["warnings"]:
            complain(f"{row['id']}: {warning}")


KINDS = {
    "total": "합계", "difference": "차이", "growth_rate": "증감률", "rate": "집행률 등 비율",
    "average": "평균", "share": "구성비", "ratio": "배수", "same_item": "같은 항목", "count": "건수",
}  # fmt: skip


def print_coverage(store: Store, name: str, *, as_json: bool) -> None:
    """Print how far a document was read: its relations by kind, and the lines with digits left over."""
    found = coverage_json(store, name)
    if as_json:
        print_json(found)
        return
    rows = [
        [KINDS.get(kind, kind), str(counts["holds"]), str(counts["fails"])]
        for kind, counts in found["relations"].items()
    ]
    rows.append(["모두", str(found["holds"]), str(found["fails"])])
    print_rows(("산식", "맞음", "어긋남"), rows, numbers=2, title=found["id"])
    total, read = found["lines_with_digits"], found["lines_read"]
    out(f"숫자가 있는 {total:,}줄 가운데 {read:,}줄을 읽었습니다({read / max(total, 1):.1%}).")
    for line in found["unread"]:
        out(f"{found['id']}:{line}\t{clean(store.lines(found['id'], line, line)[0]).strip()[:100]}")


def print_rows(
    heads: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: int = 0, title: str = ""
) -> None:
    """Print a table, its last `numbers` columns being figures; tab-separated where it is piped."""
    if is_screen():
        from display.screen import draw_rows

        draw_rows(heads, rows, numbers, title)
        return
    if title:
        out(f"# {title}")
    for row in (heads, *rows):
        out("\t".join(" ".join(cell.split()) for cell in row))


def print_tables(store: Store, name: str, *, as_json: bool) -> None:
    """Print the tables of a document as they were read."""
    entry = store.entry(name)
    tables = store.tables(entry.name)
    if as_json:
        print_json([{"document": entry.name, **table_json(table)} for table in tables])
        return
    for table in tables:
        print_table(entry.name, table)
        out("")
    if not tables:
        out(f"{entry.name}: 표가 없습니다.")


def print_table(document: str, table: Table) -> None:
    """Print a table under its caption, unit and place."""
    heads = [" › ".join(table.row_header), *(" › ".join(path) for path in table.columns)]
    rows = [[" › ".join(row.path), *(cell.text for cell in row.cells)] for row in table.rows]
    print_rows(heads, rows, numbers=len(table.columns), title=table_title(document, table))


def table_title(document: str, table: Table) -> str:
    """A table's caption, unit, date and place in a line."""
    about = [table.caption or "(제목 없는 표)"]
    about += [f"단위: {table.unit}"] if table.unit else []
    about += [f"{table.as_of} 기준"] if table.as_of else []
    return " · ".join([*about, place_text(document, table.lines)])


def print_facts(store: Store, name: str, *, as_json: bool) -> None:
    """Print the figures of a document."""
    entry = store.entry(name)
    facts = store.facts([entry.name])
    if as_json:
        print_json([fact_json(fact) for fact in facts])
        return
    rows = [
        [
            str(fact.lines[0]),
            fact.caption,
            " › ".join(fact.row),
            " › ".join(fact.column),
            f"{fact.text} {fact.unit}" if fact.unit and fact.unit not in fact.text else fact.text,
            "; ".join(fact.checked),
        ]
        for fact in facts
    ]
    print_rows(("줄", "표", "행", "열", "값", "검산"), rows, title=entry.name)


def print_place(store: Store, citation: str, *, as_json: bool) -> None:
    """Print a place ('a.txt:12-15') within its surroundings, then the rows of a table that stand there.

    Raises:
        BadRequest: the place is not one, or is behind the document's end.
        StoreError: there is no such document.
    """
    name, lines = parse_place(citation)
    if as_json:
        _check_end(store, name, lines)
        print_json(place_json(store, name, *lines))
    else:
        show_place(store, name, lines)


def _check_end(store: Store, name: str, lines: Lines) -> None:
    entry = store.entry(name)
    if lines[0] > entry.lines:
        raise BadRequest(f"{entry.name}: {entry.lines}줄까지 있습니다. {lines[0]}줄은 없습니다.")


def show_place(store: Store, name: str, lines: Lines) -> None:
    """Print lines of a document with those around them, the ones meant marked with '>'.

    Raises:
        BadRequest: they are behind the document's end.
        StoreError: there is no such document.
    """
    _check_end(store, name, lines)
    entry = store.entry(name)
    start = max(1, lines[0] - CONTEXT)
    text = store.lines(entry.name, start, lines[1] + CONTEXT)
    tables = [table for _, table in tables_at(store, entry.name, lines)]
    if is_screen():
        from display.screen import draw_place

        draw_place(entry, text, start, lines, tables)
        return
    out(f"# {entry.metadata.title} · {place_text(entry.name, lines)}")
    for number, line in enumerate(text, start):
        out(f"{'>' if lines[0] <= number <= lines[1] else ' '}{number:6} {line}")
    for table in tables:
        out("")
        out(f"# {table_title(entry.name, table)}")
        for number in sorted({row for row, _ in cited_cells(table, lines)}):
            out(f"행: {' › '.join(table.rows[number].path)}")
            for column, cell in zip(table.columns, table.rows[number].cells, strict=True):
                out(f"  {' › '.join(column)}: {cell.text}")


def print_findings(findings: Sequence[Finding], *, as_json: bool) -> None:
    """Print the contradictions found."""
    if as_json:
        print_json([finding_json(finding) for finding in findings])
        return
    if not findings:
        out("어긋난 곳을 찾지 못했습니다.")
        return
    count = sum(finding.severity == "certain" for finding in findings)
    total = f"어긋난 곳 {len(findings)}건(확실 {count}건)"
    if is_screen():
        from display.screen import draw_findings

        draw_findings(findings)
        out(total)
        return
    rows = [
        [
            place_text(finding.document, finding.lines),
            SEVERITIES[finding.severity],
            finding.message,
            finding.found,
            finding.expected,
        ]
        for finding in findings
    ]
    print_rows(("위치", "정도", "내용", "문서의 값", "맞는 값"), rows, numbers=2)
    out(total)
