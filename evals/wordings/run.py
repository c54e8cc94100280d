"""`briefing eval --wordings`: fill the wordings from a store, ask, judge, count by family, style and half."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from evals.gold import Evidence, Question
from evals.judge import judge
from evals.wordings.bank import FAMILIES, HALVES, STYLES, Wording, filled, read_wordings
from evals.wordings.cases import Case, cases
from evals.wordings.cells import Cells
from evals.wordings.prose import passages
from index.store import Store
from qa.answer import Answer
from qa.assistant import Assistant

VERDICTS = ("right", "wrong", "refused")
_POOL = 100  # cases from which a wording's are drawn
_WORST = 20  # wordings that are shown
_SHOWN = 200  # characters of an answer
_YEARS = ("year", "earlier", "later", "other_year", "unknown_year")


class Drawn(NamedTuple):
    """How many facts are drawn for each wording, and the seed."""

    each: int
    seed: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A wording whose slots are filled: the turns before it, and the question with its answer."""

    wording: Wording
    before: tuple[str, ...]
    gold: Question


@dataclass(frozen=True, slots=True)
class Judged:
    """What was answered: 'right' (with the gold answer's figures, words, lines), 'wrong', 'refused'."""

    filled: Filled
    answer: Answer
    verdict: str

    def to_json(self) -> dict[str, Any]:
        """The wording, the question as it was asked, and the answer."""
        one, gold = self.filled, self.filled.gold
        asked = {"before": one.before, "question": gold.question, "want": gold.answer}
        return {**asdict(one.wording), **asked, "verdict": self.verdict, "answer": self.answer.to_json()}

    def as_lines(self) -> list[str]:
        """The same for a person."""
        gold, told = self.filled.gold, self.answer.answer.replace("\n", " / ")[:_SHOWN]
        places = ", ".join(dict.fromkeys(f"{one.document}:{one.lines[0]}" for one in gold.evidence))
        turns = " | ".join((*self.filled.before, gold.question))
        head = f"{gold.id} [{self.answer.confidence:.2f}] {turns}"
        return ["", head, f"  want: {gold.answer} ({places})", f"  got:  {told}"]


def fill(store: Store, drawn: Drawn) -> Iterator[Filled]:
    """Every wording, filled from as many facts of a store as are drawn; from fewer where fewer fit.

    Another seed draws other facts. What is drawn for a wording does not depend on the other wordings.
    """
    cells = Cells(store)
    pools = _pools(cells, store, drawn.seed)
    for wording in read_wordings():
        dice = random.Random(f"{drawn.seed} {wording.text}")  # noqa: S311 - no secret
        pool = pools[wording.asks]
        fitting = filter(None, (_filled(wording, case, cells, dice) for case in dice.sample(pool, len(pool))))
        yield from islice(fitting, drawn.each)


def _pools(cells: Cells, store: Store, seed: int) -> dict[str, list[Case]]:
    """Cases by what they ask, as many as are needed, from as many tables as there are."""
    pools = defaultdict[str, list[Case]](list)
    dice = random.Random(seed)  # noqa: S311 - no secret
    for asks, case in passages(store):
        pools[asks].append(case)
    for cell in cells.spread(dice):
        for asks, case in cases(cell, cells):
            if len(pools[asks]) < _POOL:
                pools[asks].append(case)
    return pools


def _filled(wording: Wording, case: Case, cells: Cells, dice: random.Random) -> Filled | None:
    """A wording filled with a case; None where the case lacks what it says or is not alone called so."""
    if not wording.slots <= case.slots.keys():
        return None
    called = [cells.called(cell, wording.slots) for cell in case.named]
    if not all(called):
        return None
    places = (Evidence(one.fact.document, one.fact.lines) for same in called for one in same)
    slots = {name: _spoken(text, dice) if name in _YEARS else text for name, text in case.slots.items()}
    gold = Question(
        id=f"{wording.family}.{wording.name}",
        question=filled(wording.text, slots),
        kind=case.kind,
        style=wording.style,
        answer=" / ".join(
            [*(f"{f['value']} {f['unit']}" for f in case.figures), *(k[0] for k in case.keywords)]
        ),
        documents=tuple(dict.fromkeys(evidence.document for evidence in case.evidence)),
        figures=case.figures,
        keywords=case.keywords,
        evidence=(*case.evidence, *places),
    )
    return Filled(wording, tuple(filled(text, slots) for text in wording.before), gold)


def _spoken(year: str, dice: random.Random) -> str:
    return dice.choice((f"{year}년", f"{year}년", f"{year}년도", f"{year[2:]}년", f"'{year[2:]}년"))


def ask(assistant: Assistant, drawn: Drawn) -> list[Judged]:
    """Fill the wordings from an assistant's store and judge its answers."""
    store = assistant.store
    corpus = {entry.name: store.lines(entry.name) for entry in store.documents()}
    judged = []
    for one in fill(store, drawn):
        answer = assistant.converse([*one.before, one.gold.question])[-1]
        verdict = judge(one.gold, answer.to_json(), corpus)
        told = "refused" if answer.status == "abstained" and one.gold.kind != "unanswerable" else "wrong"
        judged.append(Judged(one, answer, "right" if verdict.correct and verdict.cited else told))
    return judged


def as_text(judged: Sequence[Judged], failures: int = 0) -> str:
    """Counts by group, the worst wordings of the open half, and its surest wrong answers."""
    head = f"{'n':>6}" + "".join(f"{verdict:>9}" for verdict in VERDICTS)
    groups, wordings = defaultdict[str, list[Judged]](list), defaultdict[Wording, list[Judged]](list)
    for one in judged:
        wording = one.filled.wording
        for group in ("all", wording.family, wording.style, wording.half):
            groups[group].append(one)
        if wording.half == "open":
            wordings[wording].append(one)
    names = [name for name in ("all", *FAMILIES, *STYLES, *HALVES) if groups[name]]
    lines = [f"{'group':16}{head}", *(f"{name:16}{_counts(groups[name])}" for name in names)]
    lines += ["", f"{'worst of the open half':28}{head}"]
    worst = sorted(wordings, key=lambda wording: _badness(wordings[wording]))[:_WORST]
    lines += [f"{one.family + '.' + one.name:28}{_counts(wordings[one])}  {one.text}" for one in worst]
    wrong = [one for own in wordings.values() for one in own if one.verdict == "wrong"]
    surest = sorted(wrong, key=lambda one: -one.answer.confidence)[:failures]
    return "\n".join(chain(lines, *(one.as_lines() for one in surest)))


def _counts(judged: Sequence[Judged]) -> str:
    verdicts = [one.verdict for one in judged]
    return f"{len(judged):6}" + "".join(f"{verdicts.count(v) / len(judged):9.1%}" for v in VERDICTS)


def _badness(judged: Sequence[Judged]) -> tuple[float, float, int]:
    """Sorts what is answered wrongly most often first, then what is refused."""
    verdicts = [one.verdict for one in judged]
    wrong, refused = (-verdicts.count(verdict) / len(verdicts) for verdict in VERDICTS[1:])
    return wrong, refused, -len(verdicts)


def run(store: Path, drawn: Drawn, report: Path | None, failures: int, *, as_json: bool = False) -> str:
    """Measure a store by the wordings; writes `wordings.json` and `.txt` into a folder where one is given.

    Returns:
        The counts as a plain table, or all questions as JSON.
    """
    with Assistant.open(store) as assistant:
        judged = ask(assistant, drawn)
    text = as_text(judged, failures)
    content = json.dumps([one.to_json() for one in judged], ensure_ascii=False)
    if report is not None:
        report.mkdir(parents=True, exist_ok=True)
        (report / "wordings.txt").write_text(text + "\n", encoding="utf-8")
        (report / "wordings.json").write_text(content, encoding="utf-8")
    return content if as_json else text
