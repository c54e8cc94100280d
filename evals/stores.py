"""Stores of generated documents with their questions, made once and kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from evals.generator import generate, questions
from index.build import build_store

DOCUMENTS = 10
PER_DOCUMENT = 25


def generated_stores(folder: Path, count: int) -> Iterator[tuple[Path, Path]]:
    """Build stores of ten generated documents each; gives each store and its question file.

    Args:
        folder: holds them; a store that is there already is brought up to date.
        count: how many stores; each has agencies of its own.
    """
    for seed in range(1, count + 1):
        documents, store = folder / f"documents{seed}", folder / f"store{seed}"
        file = folder / f"questions{seed}.jsonl"
        generate(DOCUMENTS, seed, documents)
        build_store([documents], store)
        rows = questions(documents, PER_DOCUMENT, seed)
        text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        file.write_text(text + "\n", encoding="utf-8")
        yield store, file
