"""Generated documents say what their ground truth says, and questions over them have that answer."""

import json
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from corpus.document import read_document
from corpus.errors import BadRequest
from corpus.reading import load_catalog
from evals import generator_words as words
from evals.generator import generate, pages, questions
from evals.generator_world import percent, town
from evals.gold import read_gold
from qa.understanding.synonyms import LEXICON


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    generate(24, 3, made)
    return made


def test_the_same_seed_gives_the_same_documents_and_another_one_others(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        assert generate(6, seed, tmp_path / name).documents == 6
    texts = {
        name: [file.read_text("utf-8") for file in sorted((tmp_path / name).glob("*.txt"))] for name in "abc"
    }
    assert texts["a"] == texts["b"]
    assert not set(texts["a"]) & set(texts["c"])


def test_names_of_towns_differ() -> None:
    assert len({town(number) for number in range(30_000)}) == 30_000


def test_the_catalog_names_every_document(folder: Path) -> None:
    catalog = load_catalog(folder)
    files = {file.name for file in folder.glob("*.txt")}
    assert set(catalog) == files
    assert len({(of.agency, of.year) for of in catalog.values()}) == len(files)


def test_every_truth_stands_on_its_line(folder: Path) -> None:
    for _, _, page in pages(folder):
        for truth in page.truths:
            shown = f"{abs(truth.value):,}"
            assert shown in page.lines[truth.line - 1], (truth, page.lines[truth.line - 1])


def test_the_arithmetic_of_the_tables_holds(folder: Path) -> None:
    checked = 0
    for _, _, page in pages(folder):
        rows = defaultdict(dict)
        for truth in page.truths:
            rows[truth.group, truth.line, truth.item][truth.measure, truth.year] = truth.value
        for values in rows.values():
            years = {year for _, year in values}
            year = max(years)
            budget, spent, rate = (values.get((name, year)) for name in ("budget", "spent", "spent_rate"))
            if None not in (budget, spent, rate):
                assert rate == percent(spent, budget)
                checked += 1
            before = values.get(("budget", year - 1), values.get(("final_budget", year - 1)))
            if budget is not None and before is not None:
                assert values["change", year] == budget - before
                checked += 1
    assert checked > 100


def test_every_layout_is_there(folder: Path) -> None:
    assert {page.layout for _, _, page in pages(folder)} >= {"tabs", "spaces"}
    text = "".join(file.read_text("utf-8") for file in folder.glob("*.txt"))
    assert "\t" in text
    assert "순증" in text or "△" in text


def test_our_reading_finds_the_figures(folder: Path) -> None:
    """The reader is judged by the generator here, not the other way round."""
    catalog = load_catalog(folder)
    found = told = 0
    for _, _, page in list(pages(folder))[:8]:
        document = read_document(folder / page.document, catalog, lambda text: [text])
        values = defaultdict(set)
        for fact in document.facts:
            for line in range(fact.lines[0], fact.lines[1] + 1):
                values[line].add(fact.value)
        told += len(page.truths)
        found += sum(truth.value in values[truth.line] for truth in page.truths)
    assert found / told > 0.9


def test_questions_are_in_the_format_of_question_files(folder: Path, tmp_path: Path) -> None:
    rows = list(questions(folder, per_document=20))
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    read = [item.turns[0] for item in read_gold(file)]
    assert len(read) == len(rows) > 200
    assert {question.kind for question in read} == {"figure", "derive", "compare", "unanswerable"}
    assert {question.style for question in read} == {"plain", "colloquial", "noisy", "paraphrase"}
    for question in read:
        assert bool(question.figures) == bool(question.evidence) == (question.kind != "unanswerable")


def test_looked_up_answers_stand_on_their_evidence(folder: Path) -> None:
    lines = {page.document: page.lines for _, _, page in pages(folder)}
    for row in questions(folder, per_document=20):
        if row["kind"] not in ("figure", "compare"):
            continue
        text = "".join(lines[place["doc"]][place["lines"][0] - 1] for place in row["evidence"])
        for figure in row["figures"]:
            shown = f"{abs(Decimal(str(figure['value']))):,}"
            assert shown.removesuffix(".0") in text, row


def test_what_has_no_answer_is_not_printed(folder: Path) -> None:
    """A part that nobody prints ('여성', '위약금') stands in no document."""
    text = "".join(file.read_text("utf-8") for file in folder.glob("*.txt"))
    parts = [row for row in questions(folder, per_document=30) if row.get("note") == "part"]
    assert len(parts) > 10
    for word in ("위약금", "환불액", "탈락자", "징계받은"):
        assert word not in text


def test_paraphrases_use_words_that_staff_say(folder: Path) -> None:
    said = set(LEXICON)
    rows = [row for row in questions(folder, per_document=30) if row["style"] == "paraphrase"]
    assert any(word in said for row in rows for word in re.split(r"\s+", row["question"]))


def test_a_folder_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("보고", "utf-8")
    with pytest.raises(BadRequest):
        generate(1, 1, tmp_path)
    with pytest.raises(BadRequest):
        next(questions(tmp_path))
    with pytest.raises(BadRequest):
        generate(0, 1, tmp_path / "none")


def test_changed_documents_are_noticed(tmp_path: Path) -> None:
    generate(2, 1, tmp_path / "made")
    file = next((tmp_path / "made").glob("*.txt"))
    file.write_text("다른 글", "utf-8")
    with pytest.raises(BadRequest, match="다시 생성"):
        list(questions(tmp_path / "made"))


def test_flattened_layouts_are_read_with_the_right_rows(tmp_path: Path) -> None:
    """Names one a line over their columns, and two tables side by side on the same lines."""
    generate(60, 5, tmp_path)
    catalog = load_catalog(tmp_path)
    places = set(words.GROUNDS + words.HALLS)
    found = told = beside = 0
    for _, _, page in pages(tmp_path):
        if page.layout != "spaces":
            continue
        document = read_document(tmp_path / page.document, catalog, lambda text: [text])
        values, of_row, true = defaultdict(set), defaultdict(set), defaultdict(set)
        for fact in document.facts:
            values[fact.lines[0]].add(fact.value)
            if fact.table is not None and fact.row:
                of_row[fact.lines[0], fact.row[-1]].add((fact.column[-1], fact.value, fact.unit))
        for truth in page.truths:
            if truth.item in places:
                head = "개소" if truth.unit == "개소" else "종사자(명)"
                true[truth.line, truth.item].add((head, truth.value, truth.unit))
        assert all(of_row[key] == cells for key, cells in true.items())
        beside += len(true)
        if page.one_a_line:
            told += len(page.truths)
            found += sum(truth.value in values[truth.line] for truth in page.truths)
    assert beside > 20
    assert told > 500
    assert found / told > 0.97
