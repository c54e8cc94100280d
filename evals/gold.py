"""Question files: JSON Lines of single questions or conversations with checked answers.

Fields of a line: id, question (or turns), kind, docs, answer, figures, keywords, evidence, style.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadRequest
from corpus.model import Lines


@dataclass(frozen=True, slots=True)
class Evidence:
    """A range of raw lines in a document that bears the answer out."""

    document: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what a right answer must hold.

    `keywords` are groups of alternatives: one of each group must stand in the answer's text.
    """

    id: str
    question: str
    kind: str
    style: str
    answer: str
    documents: tuple[str, ...]
    figures: tuple[dict[str, Any], ...]
    keywords: tuple[tuple[str, ...], ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a question file: a conversation of `turns`, or one turn alone."""

    id: str
    turns: tuple[Question, ...]
    single: bool


def _question(row: dict[str, Any], key: str) -> Question:
    return Question(
        id=key,
        question=row["question"],
        kind=row["kind"],
        style=row.get("style", "plain"),
        answer=row.get("answer", ""),
        documents=tuple(row.get("docs", ())),
        figures=tuple(row.get("figures", ())),
        keywords=tuple(tuple(k) if isinstance(k, list) else (k,) for k in row.get("keywords", ())),
        evidence=tuple(Evidence(e["doc"], (e["lines"][0], e["lines"][1])) for e in row.get("evidence", ())),
    )


def read_gold(path: Path) -> Iterator[Item]:
    """Yield the items of a question file.

    Raises:
        BadRequest: the file is missing, or a line is no JSON object of the expected shape.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRequest(f"문항 파일을 읽을 수 없습니다: {path}. 경로와 UTF-8 여부를 보세요.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if "turns" in row:
                turns = tuple(_question(t, f"{row['id']}.{n}") for n, t in enumerate(row["turns"], 1))
                yield Item(row["id"], turns, single=False)
            else:
                yield Item(row["id"], (_question(row, row["id"]),), single=True)
        except (json.JSONDecodeError, KeyError, TypeError, IndexError) as error:
            message = f"{path}의 {number}번째 줄이 문항 형식이 아닙니다. JSON 한 줄인지 확인해 주세요."
            raise BadRequest(message) from error
