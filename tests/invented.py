"""Assistants over reports that a test invents, and what they computed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.build import build_store
from qa.answer import Answer
from qa.assistant import Assistant


@contextmanager
def assistant_over(folder: Path, **texts: str) -> Iterator[Assistant]:
    """An assistant over these texts, each indexed under its name, in an empty folder."""
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    build_store([folder], folder / "store")
    with Assistant.open(folder / "store") as opened:
        yield opened


def derived(answer: Answer) -> set[tuple[str, str]]:
    """The computed figures of an answer: (value, unit)."""
    return {(str(figure.value), figure.unit) for figure in answer.figures if figure.derivation}
