"""Judge an answer object against a gold question: correct, cited, wrong.

An answer is *correct* when it abstains on what the documents do not say, and otherwise states every gold
figure (money compared in 원) and keyword without dumping the page; *cited* when every gold document is
cited with a line of its evidence and every quote stands in its lines; *wrong* when it was given and is not
correct.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from evals.gold import Question

ALLOWED_EXTRA = {"figure": 2, "compare": 4, "derive": 6}
MAX_CHARACTERS = 1500
MAX_LINES = 60
MONEY = {
    "원": 1.0, "천원": 1e3, "만원": 1e4, "십만원": 1e5, "백만원": 1e6, "천만원": 1e7,
    "억원": 1e8, "억": 1e8, "십억원": 1e9, "조원": 1e12, "조": 1e12,
}  # fmt: skip
LOOK_ALIKES = str.maketrans(
    {mark: one for marks, one in (("‘’`＇", "'"), ("“”", '"'), ("․‧ㆍ∙•", "·"), ("∼～", "~"),
                                  ("⇒➔⇨➡▶", "→"), ("−–－", "-")) for mark in marks}
)  # fmt: skip
FALLS = re.compile(r"감소|줄[어었었은]|줄며|△|Δ|▲|하락|축소|삭감|감액|부족|적(?:은|다|습|게|어)|낮")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the judge says of one answer; `why` names what is missing."""

    correct: bool
    cited: bool
    wrong: bool
    why: str = ""


def squeeze(text: str) -> str:
    """Drop tags, white space and separators: 'Ⅰ.  <b>총 무 과</b>' -> 'ⅰ.총무과'."""
    return re.sub(r"[\s,]+", "", re.sub(r"<[^>]+>", "", text)).translate(LOOK_ALIKES).lower()


def _differ(one: str, other: str) -> bool:
    """Tell whether only one of two units is money, or only one of them a percentage."""
    return (one in MONEY) != (other in MONEY) or ("%" in one) != ("%" in other)


def same_figure(gold: Mapping[str, Any], given: Mapping[str, Any], *, falls: bool) -> bool:
    """Tell whether both name the same quantity; `falls` says that the text speaks of a decrease."""
    try:
        want, have = float(gold["value"]), float(given["value"])
    except (KeyError, TypeError, ValueError):
        return False
    unit_gold, unit_given = (str(side.get("unit") or "").replace(" ", "") for side in (gold, given))
    both_named = bool(unit_gold and unit_given)
    if unit_gold in MONEY and unit_given in MONEY:
        want, have = want * MONEY[unit_gold], have * MONEY[unit_given]
    elif both_named and _differ(unit_gold, unit_given):
        return False
    if falls:
        want, have = abs(want), abs(have)
    decimals = len(str(gold["value"]).partition(".")[2])
    slack = 0.6 * 10**-decimals * MONEY.get(unit_gold, 1.0) if decimals else 0.0
    return abs(want - have) <= max(slack, abs(want) * 1e-9)


def missing_figures(gold: Question, got: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The gold figures that are not among an answer's."""
    falls = bool(FALLS.search(got.get("answer") or ""))
    figures = got.get("figures") or []
    return [
        want for want in gold.figures if not any(same_figure(want, have, falls=falls) for have in figures)
    ]


def _content_faults(gold: Question, got: Mapping[str, Any]) -> list[str]:
    text, figures = got.get("answer") or "", got.get("figures") or []
    faults = [f"missing figure {want['value']}{want.get('unit', '')}" for want in missing_figures(gold, got)]
    extra = len(figures) - len(gold.figures)
    if extra > ALLOWED_EXTRA.get(gold.kind, extra):
        faults.append(f"{extra} figures more than asked")
    flat = squeeze(text)
    faults += [
        "missing keyword " + "/".join(group)
        for group in gold.keywords
        if not any(squeeze(word) in flat for word in group)
    ]
    if len(text) > MAX_CHARACTERS:
        faults.append(f"{len(text)} characters")
    return faults


def overlap(one: Sequence[int], other: Sequence[int]) -> bool:
    """Tell whether two ranges of lines, (first, last) inclusive, share one."""
    return one[0] <= other[1] and other[0] <= one[1]


def _citation_faults(
    gold: Question, citations: Sequence[Mapping[str, Any]], corpus: Mapping[str, Sequence[str]]
) -> list[str]:
    places = [(PurePath(str(c.get("document", ""))).name, c["lines"], c.get("quote") or "")
              for c in citations if c.get("lines")]  # fmt: skip
    faults = []
    for name in gold.documents:
        ranges = [e.lines for e in gold.evidence if e.document == name]
        mine = [lines for document, lines, _ in places if document == name]
        if not any(overlap(a, r) for a in mine for r in ranges):
            faults.append(f"no citation of {name} at {ranges}")
    if sum(lines[1] - lines[0] + 1 for _, lines, _ in places) > MAX_LINES:
        faults.append("cites too many lines")
    for document, lines, quote in places:
        source = corpus.get(document)
        if source and squeeze(quote) not in squeeze("".join(source[lines[0] - 1 : lines[1]])):
            faults.append(f"quote not at {lines}")
    return faults


def judge(gold: Question, got: Mapping[str, Any], corpus: Mapping[str, Sequence[str]]) -> Verdict:
    """Judge one answer object; `corpus` maps file names to raw lines for the check of the quotes."""
    status = got.get("status")
    if gold.kind == "unanswerable":
        ok = status == "abstained"
        return Verdict(ok, ok, not ok, "" if ok else "did not abstain")
    if status != "answered":
        return Verdict(correct=False, cited=False, wrong=False, why="abstained")
    content = _content_faults(gold, got)
    places = _citation_faults(gold, got.get("citations") or [], corpus)
    correct = not content
    return Verdict(correct, correct and not places, not correct, "; ".join(content + places))
