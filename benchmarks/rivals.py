"""Our search beside other libraries' own defaults: does the evidence of a question come among the first?

    python -m benchmarks.rivals STORE QUESTIONS.jsonl DOCUMENTS

STORE was built from the folder DOCUMENTS, QUESTIONS have evidence lines. The rivals search pieces of 1,000
characters, 200 of them shared with the next, as LangChain's splitter cuts them. A rival that is not installed
is left out and named: `pip install "briefing[rivals]"`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import bm25s
import numpy as np

from corpus.model import Chunk
from index.analyzer import Analyzer
from index.store import Store
from qa.assistant import Assistant
from qa.library import Library

DEPTHS = (1, 5, 10, 20)
SIZE, SHARED = 1000, 200
MISSED = 10**6


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a document as the rivals see it; `lines` are 1-based."""

    document: str
    lines: tuple[int, int]
    text: str


Search = Callable[[str], Sequence[Piece | Chunk]]
"""Gives the pieces (our chunks) for a question, best first."""


def pieces(folder: Path) -> list[Piece]:
    """What LangChain's splitter makes of the text files of a folder."""
    splitters = importlib.import_module("langchain_text_splitters")
    splitter = splitters.RecursiveCharacterTextSplitter(
        chunk_size=SIZE, chunk_overlap=SHARED, add_start_index=True
    )
    found = []
    for file in sorted(folder.glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        ends = list(accumulate(len(line) + 1 for line in text.split("\n")))
        for part in splitter.create_documents([text]):
            start = int(part.metadata["start_index"])
            last = start + len(part.page_content) - 1
            lines = bisect_right(ends, start) + 1, bisect_right(ends, last) + 1
            found.append(Piece(file.name, lines, part.page_content))
    return found


def langchain(every: list[Piece]) -> Search:
    """LangChain's BM25Retriever."""
    retrievers = importlib.import_module("langchain_community.retrievers")
    texts = [piece.text for piece in every]
    numbers = [{"number": number} for number in range(len(every))]
    found: Any = retrievers.BM25Retriever.from_texts(texts, metadatas=numbers, k=DEPTHS[-1])
    return lambda question: [every[hit.metadata["number"]] for hit in found.invoke(question)]


def haystack(every: list[Piece]) -> Search:
    """Haystack's InMemoryBM25Retriever."""
    document = importlib.import_module("haystack").Document
    stores = importlib.import_module("haystack.document_stores.in_memory")
    retrievers = importlib.import_module("haystack.components.retrievers.in_memory")
    store = stores.InMemoryDocumentStore()
    store.write_documents(
        [document(id=str(n), content=piece.text, meta={"number": n}) for n, piece in enumerate(every)]
    )
    found: Any = retrievers.InMemoryBM25Retriever(store, top_k=DEPTHS[-1])
    return lambda question: [every[hit.meta["number"]] for hit in found.run(question)["documents"]]


def llama_index(every: list[Piece]) -> Search:
    """LlamaIndex's BM25Retriever."""
    node = importlib.import_module("llama_index.core.schema").TextNode
    retrievers = importlib.import_module("llama_index.retrievers.bm25")
    nodes = [node(id_=str(number), text=piece.text) for number, piece in enumerate(every)]
    found: Any = retrievers.BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=DEPTHS[-1])
    return lambda question: [every[int(hit.node.node_id)] for hit in found.retrieve(question)]


def kiwi_bm25(every: list[Piece], titles: dict[str, str]) -> Search:
    """Plain bm25s over Kiwi's morphemes, with the titles of documents before their pieces where given."""
    analyzer = Analyzer()
    texts = [f"{titles.get(piece.document, '')} {piece.text}" for piece in every]
    index = bm25s.BM25()
    index.index([analysis.terms for analysis in analyzer.analyses(texts)], show_progress=False)

    def search(question: str) -> list[Piece]:
        terms = [term for term in analyzer.terms(question) if term in index.vocab_dict]
        scores = index.get_scores(terms) if terms else np.zeros(len(every))
        return [every[place] for place in np.argsort(-scores, kind="stable")[: DEPTHS[-1]].tolist()]

    return search


def rank(found: Sequence[Piece | Chunk], evidence: list[dict[str, Any]]) -> int:
    """The place of the first piece that overlaps evidence; `MISSED` for none."""
    for place, piece in enumerate(found, 1):
        for one in evidence:
            first, last = one["lines"]
            if one["doc"] == piece.document and piece.lines[0] <= last and first <= piece.lines[1]:
                return place
    return MISSED


def _rank_by(search: Search, row: dict[str, Any]) -> int:
    return rank(search(row["question"]), row["evidence"])


def systems(store: Store, folder: Path) -> Iterator[tuple[str, Callable[[dict[str, Any]], int]]]:
    """Each system with what ranks the evidence of a question."""
    titles = {entry.name: entry.metadata.title for entry in store.documents()}
    makers: dict[str, Callable[[list[Piece]], Search]] = {
        "LangChain BM25Retriever": langchain,
        "Haystack InMemoryBM25Retriever": haystack,
        "LlamaIndex BM25Retriever": llama_index,
        "bm25s, Kiwi": lambda every: kiwi_bm25(every, {}),
        "bm25s, Kiwi, titles added": lambda every: kiwi_bm25(every, titles),
    }
    for name, make in makers.items():
        try:
            search = make(pieces(folder))
        except ImportError as error:
            sys.stdout.write(f"| {name} | not installed: {error.name} |\n")
            continue
        yield name, partial(_rank_by, search)
    library, assistant = Library(store), Assistant(store)

    def searched(question: str) -> list[Chunk]:
        query = library.parse(question)
        return [hit.chunk for hit in library.search(query.text, DEPTHS[-1], also=query.printed)]

    def found(question: str) -> list[Chunk]:
        return assistant.chunks(question, DEPTHS[-1])

    yield "Briefing, search alone", partial(_rank_by, searched)
    yield "Briefing, what answers cite first", partial(_rank_by, found)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("documents", type=Path)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.questions.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row.get("evidence")]
    say = sys.stdout.write
    say(f"{len(rows)} questions; {platform.machine()}, Python {platform.python_version()}\n\n")
    say(
        "| system | "
        + " | ".join(f"hit@{depth}" for depth in DEPTHS)
        + " | paraphrases@5 | ms, processor |\n"
    )
    say("|---" * (len(DEPTHS) + 3) + "|\n")
    with Store.open(given.store) as store:
        for name, ranked in systems(store, given.documents):
            ranked(rows[0])
            started = time.process_time()
            places = np.asarray([ranked(row) for row in rows])
            spent = (time.process_time() - started) / len(rows) * 1000
            said = places[[row.get("style") == "paraphrase" for row in rows]]
            rates = [f"{np.mean(places <= depth):.3f}" for depth in DEPTHS]
            rates.append(f"{np.mean(said <= 5):.3f}" if len(said) else "")
            say(f"| {name} | {' | '.join(rates)} | {spent:.1f} |\n")


if __name__ == "__main__":
    main()
