"""Assistants over reports that a test invents, and what they computed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.build import build_store
from qa.answer import Answer
from qa.assistant import Assistant


@contextmanager
def assistant_over(folder: Path, corpus: str = "", **texts: str) -> Iterator[Assistant]:
    """An assistant over these texts, each indexed under its name, in an empty folder, with a corpus.toml."""
    if corpus:
        (folder / "corpus.toml").write_text(corpus, encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build_store([folder], folder / "store")
    with Assistant.open(folder / "store") as opened:
        yield opened


def told(answer: Answer) -> set[tuple[str, str]]:
    """The figures of an answer: (value, unit)."""
    return {(str(figure.value), figure.unit) for figure in answer.figures}


def derived(answer: Answer) -> set[tuple[str, str]]:
    """The computed figures of an answer: (value, unit)."""
    return {(str(figure.value), figure.unit) for figure in answer.figures if figure.derivation}


def tabs(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table with tabs between its cells."""
    return "\n".join("\t".join(row) for row in rows)


def pipes(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table between pipes, as Markdown has it."""
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def html(rows: tuple[tuple[str, ...], ...]) -> str:
    """A table of HTML."""
    cells = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in cells) + "\n</table>"


LAYOUTS = (tabs, pipes, html)
