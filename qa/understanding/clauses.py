"""The questions that one question is made of, where its clauses ask of other agencies or other years.

'... 지적에 행정국은 뭐라고 했고, 인재개발원의 실적은 얼마인가' is two; '어디를 고치고 언제 시작하나' one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from qa.context import Context
from qa.understanding.query import Query
from qa.understanding.question import parse_question
from qa.understanding.scope import scopes

ENDS = re.compile(r"(?<=[고며]),\s*|(?<=[고며]는데),?\s+|(?<=[?.])\s+")
JOINED = re.compile(r"(?<=[고며])[,\s]+(?=[가-힣])")
ASKS = re.compile(r"어떻|어케|뭐|뭘|무엇|무슨|언제|어디|왜|누구|누가|어떤|얼마|몇|까닭|이유")
MOST_CLAUSES = 3


def clauses(context: Context) -> list[Context]:
    """One context a clause; the context alone where its clauses are about the same place and time."""
    texts = [text for text in ENDS.split(context.query.text) if text.strip()]
    if not 1 < len(texts) <= MOST_CLAUSES or not all(ASKS.search(text) for text in texts):
        return [context]
    parts = [
        parse_question(text, context.library.analyzer.analyze_question, known=context.library.knows)
        for text in texts
    ]
    places = [(scopes(part, context.metadata)[0].documents, part.years) for part in parts]
    named = all(documents or years for documents, years in places)
    if not named or len(set(places)) < len(places):
        return [context]
    return [context.narrowed(part, _of_year(context, part)) for part in parts]


def asked_things(query: Query) -> list[Query]:
    """The things that a question asks of one subject, each as a question with the terms up to its end.

    '1층을 어떤 공간으로 바꾸며 공사는 언제 시작하나' asks two; the question alone where it asks one.
    """
    ends = [match.start() for match in JOINED.finditer(query.text)]
    places = [0, *ends, len(query.text)]
    texts = [query.text[a:b] for a, b in pairwise(places)]
    if not 1 < len(texts) <= MOST_CLAUSES or not all(ASKS.search(text) for text in texts):
        return [query]
    found = []
    for text, end in zip(texts, places[1:], strict=True):
        terms = tuple(term for term in query.terms if term.start < end)
        found.append(replace(query, text=text, terms=terms or query.terms))
    return found


def _of_year(context: Context, query: Query) -> list[str] | None:
    """The documents of the year that a clause names; an audit of a year is told in the next year too."""
    names = [name for year in query.years for name in context.metadata.of_year(year)]
    return names if names and query.kind != "audit" else None
