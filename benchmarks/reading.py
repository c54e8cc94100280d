"""How well documents are read: tables, facts, relations, coverage, findings, and gold figures found.

    python benchmarks/reading.py FOLDER [--gold QUESTIONS.jsonl] [--inconsistencies FILE.jsonl] [--misses]
    python benchmarks/reading.py tests/unseen --truth

For a gold file: the share of the figures of `figure` questions for which a fact of that value and unit
stands on an evidence line, named by a row and a column or a caption; for a file of inconsistencies: the
share that a finding of the document points at, with a line of it. With `--truth` the folder holds beside
each document a `.jsonl` of all that it says: lines `{"fact": {"line", "value", "unit", "row", "column"}}`
and `{"contradiction": {"lines", "what"}}`; a fact is right where one of its value and unit stands on its
line under its row and column, wrong where its value stands there otherwise.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from corpus.coverage import coverage  # noqa: E402
from corpus.document import parse_document  # noqa: E402
from corpus.model import Document, Fact, Lines  # noqa: E402
from corpus.units import convert, normalise_unit  # noqa: E402

out = sys.stdout.write


def read_folder(folder: Path) -> list[Document]:
    """Reads the text files of a folder, sentences uncut: no passage is measured here."""
    return [
        parse_document(path.name, str(path), path.read_bytes(), None, lambda text: [text])
        for path in sorted(folder.glob("*.txt"))
    ]


def overlap(one: Lines, other: Sequence[int]) -> bool:
    """Whether two ranges of lines share one."""
    return one[0] <= other[-1] and other[0] <= one[1]


def holds(fact: Fact, value: Decimal, unit: str) -> bool:
    """Whether a fact is this quantity, money in any unit of money; a fact without unit is none."""
    unit = normalise_unit(unit)
    if fact.unit == unit or not unit:
        return fact.value == value
    if not fact.unit:
        return False
    converted = convert(fact.value, fact.unit, unit)
    return converted is not None and (converted == value or _rounded(converted, value))


def _rounded(found: Decimal, value: Decimal) -> bool:
    """Whether a figure with decimals ('128.8억원') is another one rounded to as many."""
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and exponent < 0 and found.quantize(value, ROUND_HALF_UP) == value


def is_named(fact: Fact) -> bool:
    """Whether a reader would know what a fact is of: a row or a column names it, under a caption or heading.

    A table of one row without a label names its figures by their columns alone.
    """
    return bool(fact.row or fact.column) and bool(fact.caption or fact.section)


def gold_figures(path: Path) -> Iterator[tuple[str, Mapping[str, Any], list[Mapping[str, Any]]]]:
    """The figures of the single `figure` questions: id, figure, evidence."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row.get("kind") == "figure":
            for figure in row.get("figures", ()):
                yield row["id"], figure, row["evidence"]


def found_in(documents: Mapping[str, Document], figure: Mapping[str, Any], evidence: Sequence[Any]) -> bool:
    """Whether a named fact of this value and unit stands on an evidence line."""
    value, unit = Decimal(str(figure["value"])), str(figure.get("unit") or "")
    return any(
        holds(fact, value, unit) and is_named(fact)
        for place in evidence
        if place["doc"] in documents
        for fact in documents[place["doc"]].facts
        if overlap(fact.lines, place["lines"])
    )


def is_reported(document: Document, row: Mapping[str, Any]) -> bool:
    """Whether a finding, or a place that it names as well, stands on a line of an inconsistency."""
    return any(
        lines[0] <= line <= lines[1]
        for finding in document.findings
        for lines in (finding.lines, *(at for name, at in finding.also if name == document.name))
        for line in row["lines"]
    )


def squeeze(text: str) -> str:
    """The letters and digits of a name."""
    return "".join(char for char in text if char.isalnum())


def verdict(document: Document, truth: Mapping[str, Any]) -> str:
    """'right', 'wrong' or 'missing': what the document's facts make of a figure; '|' parts column names."""
    value, unit = Decimal(truth["value"]), normalise_unit(truth["unit"])
    here = [fact for fact in document.facts if overlap(fact.lines, [truth["line"]])]
    alike = [fact for fact in here if holds(fact, value, unit)]
    for fact in alike:
        row = squeeze("".join((*fact.row, *(fact.column if not truth["column"] else ()))))
        column = squeeze("".join((*fact.column, *fact.row)))
        if squeeze(truth["row"]) in row and all(squeeze(c) in column for c in truth["column"].split("|")):
            return "right"
    return "wrong" if alike or any(fact.value == value for fact in here) else "missing"


def report_truth(folder: Path, documents: Sequence[Document], *, misses: bool) -> None:
    """Writes for each document how its truth was read."""
    for document in documents:
        text = (folder / document.name).with_suffix(".jsonl").read_text(encoding="utf-8")
        rows = [json.loads(line) for line in text.splitlines()]
        verdicts = [(verdict(document, row["fact"]), row["fact"]) for row in rows if "fact" in row]
        planted = [row["contradiction"] for row in rows if "contradiction" in row]
        found = [row for row in planted if is_reported(document, row)]
        lines = {line for row in planted for line in row["lines"]}
        alarms = [f for f in document.findings if not any(f.lines[0] <= n <= f.lines[1] for n in lines)]
        counts = Counter(kind for kind, _ in verdicts)
        out(f"{document.name}: {len(verdicts)} facts, {dict(counts)}; contradictions {len(found)} of ")
        out(f"{len(planted)}; other findings: {[f'{f.severity} {f.lines[0]}' for f in alarms]}\n")
        for kind, fact in verdicts if misses else ():
            if kind != "right":
                out(f"  {kind} {fact}\n")
        for row in planted if misses else ():
            if row not in found:
                out(f"  not reported: {row}\n")


def report_documents(documents: Sequence[Document]) -> None:
    """Writes a line a document, and the relations by kind."""
    out(
        f"{'document':28}{'tables':>7}{'facts':>7}{'hold':>7}{'fail':>6}{'certain':>9}{'likely':>8}{'rounding':>10}{'coverage':>22}\n"
    )
    kinds: Counter[str] = Counter()
    for document in documents:
        held = sum(relation.holds != "no" for relation in document.relations)
        kinds.update(relation.kind for relation in document.relations if relation.holds != "no")
        severities = Counter(finding.severity for finding in document.findings)
        covered = coverage(document)
        out(
            f"{document.name[:26]:28}{len(document.tables):7}{len(document.facts):7}{held:7}"
            f"{len(document.relations) - held:6}{severities['certain']:9}{severities['likely']:8}"
            f"{severities['rounding']:10}{covered.accounted:8} of {covered.total:4} {covered.share:6.1%}\n"
        )
    out(
        f"relations that hold: {sum(kinds.values())}, "
        + ", ".join(f"{k} {n}" for k, n in kinds.most_common())
        + "\n"
    )


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--inconsistencies", type=Path)
    parser.add_argument("--truth", action="store_true", help="compare with the .jsonl beside each document")
    parser.add_argument("--misses", action="store_true", help="write what was not found")
    given = parser.parse_args()
    documents = read_folder(given.folder)
    report_documents(documents)
    if given.truth:
        report_truth(given.folder, documents, misses=given.misses)
    by_name = {document.name: document for document in documents}
    if given.gold:
        figures = list(gold_figures(given.gold))
        missed = [row for row in figures if not found_in(by_name, row[1], row[2])]
        share = 1 - len(missed) / len(figures)
        out(f"figures of gold questions: {len(figures) - len(missed)} of {len(figures)}, {share:.1%}\n")
        for key, figure, evidence in missed if given.misses else ():
            places = ", ".join(f"{place['doc'][:20]} {place['lines']}" for place in evidence)
            out(f"  {key} {figure['value']} {figure.get('unit', '')} {places}\n")
    if given.inconsistencies:
        rows = [json.loads(line) for line in given.inconsistencies.read_text(encoding="utf-8").splitlines()]
        unseen = [row for row in rows if not is_reported(by_name[row["doc"]], row)]
        out(f"inconsistencies: {len(rows) - len(unseen)} of {len(rows)}\n")
        for row in unseen if given.misses else ():
            out(f"  {row['id']} {row['doc'][:20]} {row['lines']}\n")


if __name__ == "__main__":
    main()
