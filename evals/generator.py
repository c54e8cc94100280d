"""Generates documents of invented offices, and questions over them whose answers are known.

What a document says comes from the generator's own ground truth, never from our reading of it. The same
count and seed give the same documents.

>>> generate(10, 1, Path("made")).documents
10
>>> next(questions(Path("made")))["kind"]
'figure'
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import BadRequest
from evals.generator_document import compose
from evals.generator_page import Page
from evals.generator_questions import QuestionMaker
from evals.generator_world import Agency, agency

ORIGIN = "generated.json"
MOST = 100_000


@dataclass(frozen=True, slots=True)
class Generated:
    """What was written: documents, characters, and the seconds that it took."""

    documents: int
    characters: int
    seconds: float


def reports(count: int, seed: int) -> Iterator[tuple[Agency, int, str]]:
    """The reports of a generated folder: the agency, the year and the file's name."""
    written = number = 0
    while written < count:
        office = agency(number, seed)
        for year in office.years[: count - written]:
            yield office, year, f"{seed:02}_{number:05}_{year}.txt"
            written += 1
        number += 1


def generate(count: int, seed: int, folder: Path) -> Generated:
    """Write documents with their `corpus.toml` into a folder, which is made where it is not there.

    Args:
        count: how many documents, at most 100,000.
        seed: another one gives other agencies.
        folder: an empty one, or one that was generated before and is written anew.

    Raises:
        BadRequest: the count is out of range, or the folder holds files of someone else.
    """
    if not 0 < count <= MOST:
        raise BadRequest(f"문서 수는 1에서 {MOST:,} 사이로 지정해 주세요: {count}")
    if folder.exists() and any(folder.iterdir()) and not (folder / ORIGIN).exists():
        raise BadRequest(f"비어 있지 않은 폴더입니다: {folder}. 새 폴더를 지정해 주세요.")
    started = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ORIGIN).write_text(json.dumps({"count": count, "seed": seed}), encoding="utf-8")
    characters = 0
    with (folder / "corpus.toml").open("w", encoding="utf-8") as catalog:
        for office, year, name in reports(count, seed):
            text = "\n".join(compose(office, year, name).lines) + "\n"
            (folder / name).write_text(text, encoding="utf-8")
            catalog.write(_entry(office, year, name))
            characters += len(text)
    return Generated(count, characters, time.perf_counter() - started)


def _entry(office: Agency, year: int, name: str) -> str:
    fields = {
        "file": name,
        "title": f"{year}년 {office.unit} 주요업무보고",
        "agency": office.name,
        "department": office.unit,
    }
    lines = [f'{key} = "{value}"' for key, value in fields.items()]
    return "\n".join(["[[document]]", *lines, f"as_of = {year}-{office.month:02}-28", "", ""])


def pages(folder: Path) -> Iterator[tuple[Agency, int, Page]]:
    """The documents of a generated folder with what each line says.

    Raises:
        BadRequest: the folder was not generated, or by another version.
    """
    try:
        origin = json.loads((folder / ORIGIN).read_text(encoding="utf-8"))
        for office, year, name in reports(origin["count"], origin["seed"]):
            page = compose(office, year, name)
            if (folder / name).read_text(encoding="utf-8") != "\n".join(page.lines) + "\n":
                raise BadRequest(f"{name}: 지금의 생성기가 만든 문서가 아닙니다. 다시 생성해 주세요.")
            yield office, year, page
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRequest(f"생성된 문서 폴더가 아닙니다: {folder}") from error


def questions(folder: Path, per_document: int = 12, seed: int = 0) -> Iterator[dict[str, Any]]:
    """Questions over a generated folder, in the format of question files.

    Args:
        folder: what `generate` wrote.
        per_document: about how many for each document.
        seed: another one asks other things.

    Raises:
        BadRequest: the folder was not generated, or by another version.
    """
    yield from QuestionMaker(list(pages(folder)), seed).make(per_document)


def main() -> None:
    """`python -m evals.generator COUNT FOLDER [--seed N] [--questions FILE]`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--questions", type=Path, help="write questions to this file")
    given = parser.parse_args()
    made = generate(given.count, given.seed, given.folder)
    rate = made.documents / made.seconds
    sys.stdout.write(f"{made.documents:,} documents, {made.characters:,} characters, {rate:,.0f} a second\n")
    if given.questions:
        rows = [json.dumps(row, ensure_ascii=False) for row in questions(given.folder)]
        given.questions.write_text("\n".join(rows) + "\n", encoding="utf-8")
        sys.stdout.write(f"{len(rows):,} questions\n")


if __name__ == "__main__":
    main()
