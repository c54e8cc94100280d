"""The line of a passage that a follow-up asks for: '중지한 사이트는 몇 개야?' of all that a program tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Answer
from qa.figures.measures import in_units
from qa.followups.fit import HOW_MUCH
from qa.understanding.query import Query, Term, squash
from qa.understanding.words.times import DATED, WHEN

MARK = re.compile(r"\[(\d+)\]$")
LEAST = 2  # lines of a passage that can be cut down


def narrowed(query: Query, new: Sequence[Term], answer: Answer) -> Answer:
    """An answer in words cut down to the one line that has all that is newly named and what is asked for.

    As it is where a follow-up asks for no one thing, or no line, or several, can be meant.
    """
    asks_one = HOW_MUCH.search(query.text) or WHEN.search(query.text) or query.measures
    head, *lines = answer.answer.split("\n")
    if answer.kind != "passage" or not asks_one or len(lines) < LEAST:
        return answer
    flat = [squash(line) for line in lines]
    named = [term for term in query.terms if any(word in line for line in flat for word in term.words)]
    if not any(term.words == other.words for term in new for other in named):
        return answer
    has_all = [n for n, line in enumerate(flat) if all(any(w in line for w in t.words) for t in named)]
    if len(has_all) != 1:
        return answer
    mark = MARK.search(lines[has_all[0]].strip())
    cited = [one for one in answer.citations if mark and one.id == int(mark[1])]
    figures = tuple(f for f in answer.figures if cited and cited[0].id in f.citations)
    when = WHEN.search(query.text)
    told = not when and any(in_units(query.units, figure.unit) for figure in figures)
    if not cited or not (told or (when and DATED.search(flat[has_all[0]]))):
        return answer
    line = f"- {lines[has_all[0]].strip().removeprefix('- ')}"
    return replace(answer, answer=f"{head}\n{line}", figures=figures, citations=tuple(cited))
