"""The contradictions of a store as one HTML page, to be read in a browser or printed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from corpus.errors import BadRequest
from display.answers import place_text
from display.terminal import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from corpus.model import Finding
    from index.store import Store

_STYLE = """
body { font: 11pt/1.6 "Noto Sans KR", "Malgun Gothic", "Apple SD Gothic Neo", sans-serif; margin: 2rem auto;
       max-width: 60rem; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 2px solid #333; }
article { border: 1px solid #bbb; border-left: .4rem solid #c62828; padding: .5rem 1rem; margin: 1rem 0;
          break-inside: avoid; }
article.likely { border-left-color: #b26a00; } article.rounding { border-left-color: #777; }
article h3 { font-size: 1rem; margin: .2rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: .4rem 0; }
dt { color: #555; } dd { margin: 0; }
pre { background: #f4f4f4; padding: .5rem; white-space: pre-wrap; word-break: break-all; font-size: 9.5pt; }
@media print { body { margin: 0; max-width: none; } }
"""
_MOST_LINES = 12  # of the document quoted at a place


def write_page(store: Store, findings: Sequence[Finding], path: Path) -> None:
    """Write the page.

    Raises:
        BadRequest: the file cannot be written.
    """
    try:
        path.write_text(findings_page(store, findings), encoding="utf-8")
    except OSError as error:
        raise BadRequest(f"{path}: 보고서를 쓸 수 없습니다. 폴더와 권한을 확인해 주세요.") from error


def findings_page(store: Store, findings: Sequence[Finding]) -> str:
    """The page: a heading a document, under it each contradiction with the lines that it stands on."""
    parts = [
        "<!doctype html>",
        '<html lang="ko"><head><meta charset="utf-8"><title>문서 검산 결과</title>',
        '<meta name="viewport" content="width=device-width">',
        f"<style>{_STYLE}</style></head><body><h1>문서 검산 결과</h1>",
        f"<p>문서 {len(store.documents())}개에서 어긋난 곳 {len(findings)}건을 찾았습니다.</p>",
    ]
    for entry in store.documents():
        own = [finding for finding in findings if finding.document == entry.name]
        if own:
            parts.append(f"<h2>{escape(entry.metadata.title)} ({len(own)}건)</h2>")
            parts += [_article(store, finding) for finding in own]
    return "\n".join([*parts, "</body></html>"])


def _article(store: Store, finding: Finding) -> str:
    last = min(finding.lines[1], finding.lines[0] + _MOST_LINES - 1)
    source = "\n".join(store.lines(finding.document, finding.lines[0], last))
    also = ", ".join(place_text(name, lines) for name, lines in finding.also)
    rows = [
        ("위치", place_text(finding.document, finding.lines)),
        ("문서의 값", finding.found),
        ("맞는 값", finding.expected),
        ("관련 위치", also),
    ]
    listed = "".join(f"<dt>{name}</dt><dd>{escape(text)}</dd>" for name, text in rows if text)
    return (
        f'<article class="{finding.severity}"><h3>[{SEVERITIES[finding.severity]}] '
        f"{escape(finding.message)}</h3><dl>{listed}</dl><pre>{escape(source)}</pre></article>"
    )
