"""A store that grows by segments is the same as one that is written at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from test_store import DIM, make_document, spread

from corpus.model import Document
from index import vectors as vectors_module
from index import writing
from index.bm25 import NONE, LexicalIndex, Postings, Term
from index.manifest import Manifest
from index.naming import idf
from index.prepared import Passage, prepare
from index.schema import number_of
from index.store import Store, joined
from index.vectors import VectorIndex, VectorPart
from index.words import WordIndex, WordPart
from index.writing import StoreWriter


def build(path: Path, new: Sequence[Document], kept: Sequence[str] = ()) -> Manifest:
    """Add documents to what is kept; chunk n of a document has the terms 'n', 'all' and its name."""
    with StoreWriter(path, "test", DIM) as writer:
        for name in kept:
            writer.keep(name)
        for document in new:
            count = len(document.chunks)
            passages = [Passage([str(n), "all", "all", document.name], [n + 7, 5]) for n in range(count)]
            vectors = np.eye(DIM, dtype=np.float32)[[n % DIM for n in range(count)]]
            prepared = prepare(document, None, passages, vectors, [(f"{document.name}과", "department")])
            writer.add(replace(prepared, analysed=analysed("함께", document.name)))
        return writer.commit(spread)


def analysed(*texts: str) -> list[tuple[int, bytes]]:
    """The keys 7 and -8 for each text."""
    return [(number_of(text), np.asarray([7, -8], dtype=np.int64).tobytes()) for text in texts]


def contents(path: Path) -> list[Document]:
    with Store.open(path) as store:
        documents = [store.document(entry.name) for entry in store.documents()]
    return [replace(d, chunks=tuple(replace(c, id=0) for c in d.chunks)) for d in documents]


def looked_up(store: Store, words: Sequence[str]) -> list[tuple[str, str, float]]:
    """Document, text and BM25 score of the chunks that have the words."""
    known = store.terms(words)
    terms = list(known.values())
    weights = np.ones(len(terms), dtype=np.float32)
    numbers = np.sort(store.lexical.best(terms, weights, 999, store.chunks_of(None)))
    scores, _ = store.lexical.at(terms, weights, numbers)
    chunks = store.chunks(numbers.tolist())
    return sorted((c.document, c.text, round(float(s), 5)) for c, s in zip(chunks, scores, strict=True))


def files(path: Path) -> dict[str, int]:
    return {str(file): file.stat().st_mtime_ns for file in path.rglob("*") if file.is_file()}


def test_a_document_more_leaves_what_is_there_untouched(tmp_path: Path) -> None:
    names = [f"{n:02}.txt" for n in range(20)]
    build(tmp_path / "s", [make_document(name) for name in names])
    before = {name: time for name, time in files(tmp_path / "s").items() if "data-" in name}
    manifest = build(tmp_path / "s", [make_document("99.txt")], names)
    assert before.items() <= files(tmp_path / "s").items()
    assert [(part.documents, part.removed) for part in manifest.parts] == [(20, ()), (1, ())]
    assert (manifest.documents, manifest.chunks, manifest.facts) == (21, 63, 42)
    assert [document.name for document in contents(tmp_path / "s")] == [*names, "99.txt"]


def test_a_store_that_grew_is_as_one_written_at_once(tmp_path: Path) -> None:
    names = [f"{n:02}.txt" for n in range(25)]
    parts = []
    for place, name in enumerate(names):
        parts.append(len(build(tmp_path / "grown", [make_document(name)], names[:place]).parts))
    assert max(parts) <= 4
    # two that changed, one that is gone
    gone = [name for name in names if name not in {"03.txt", "11.txt", "20.txt"}]
    changed = [make_document(name, facts=5, chunks=4) for name in ("03.txt", "20.txt")]
    build(tmp_path / "grown", changed, gone)
    build(tmp_path / "new", [*changed, *map(make_document, gone)])
    assert contents(tmp_path / "grown") == contents(tmp_path / "new")
    words = ["all", "3", "03.txt", "11.txt", "24.txt"]
    with Store.open(tmp_path / "grown") as grown, Store.open(tmp_path / "new") as new:
        for field in ("documents", "chunks", "facts"):
            assert getattr(grown.manifest, field) == getattr(new.manifest, field)
        assert grown.count(words) == new.count(words)
        assert grown.names() == new.names()
        assert grown.keys(["24.txt", "함께", "다른 글"]) == {"24.txt": [7, -8], "함께": [7, -8]}
        assert [fact.document for fact in grown.facts()] == [fact.document for fact in new.facts()]
        assert grown.words.known([5, 7, 9, 10, 99]) == new.words.known([5, 7, 9, 10, 99])
        assert looked_up(grown, words) == looked_up(new, words) != []
        assert looked_up(grown, ["11.txt"]) == []


def test_removed_documents_are_not_found(tmp_path: Path) -> None:
    names = [f"{n}.txt" for n in range(9)]
    build(tmp_path, list(map(make_document, names)))
    manifest = build(tmp_path, [], names[1:])
    assert [part.removed for part in manifest.parts] == [(0,)]
    with Store.open(tmp_path) as store:
        assert store.count(["all", "0.txt"]) == {"all": 24}
        assert "0.txt과" not in store.names()
        assert store.documents_of(np.arange(4)).tolist() == [-1, -1, -1, 0]
        mask = store.chunks_of(None)
        assert mask is not None
        numbers, _ = store.vectors.search(np.ones(DIM, dtype=np.float32), 99, mask)
        assert sorted(numbers.tolist()) == list(range(3, 27))
        assert {document for document, _, _ in looked_up(store, ["all"])} == set(names[1:])


def test_a_worn_segment_is_written_anew(tmp_path: Path) -> None:
    names = [f"{n}.txt" for n in range(9)]
    build(tmp_path, list(map(make_document, names)))
    manifest = build(tmp_path, [], names[3:])
    assert [(part.documents, part.chunks, part.removed) for part in manifest.parts] == [(6, 18, ())]
    assert [document.name for document in contents(tmp_path)] == names[3:]
    assert len(list(tmp_path.glob("data-*"))) == 1
    with Store.open(tmp_path) as store:
        assert store.count(["0.txt", "all"]) == {"all": 18}
        assert store.keys(["0.txt", "3.txt", "함께"]) == {"3.txt": [7, -8], "함께": [7, -8]}


def test_a_long_build_is_cut_into_segments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_LARGEST", 6)
    names = [f"{n}.txt" for n in range(7)]
    manifest = build(tmp_path / "cut", list(map(make_document, names)))
    assert [part.documents for part in manifest.parts] == [2, 2, 2, 1]
    monkeypatch.undo()
    build(tmp_path / "whole", list(map(make_document, names)))
    assert contents(tmp_path / "cut") == contents(tmp_path / "whole")


def test_lines_of_a_document_have_their_facts(tmp_path: Path) -> None:
    document = make_document("a.txt", facts=4)
    moved = tuple(replace(fact, lines=(fact.id + 1, fact.id + 2)) for fact in document.facts)
    build(tmp_path, [make_document("0.txt"), replace(document, facts=moved)])
    with Store.open(tmp_path) as store:
        for spans, numbers in (([(3, 3)], [1, 2]), ([(5, 9), (1, 1)], [0, 3]), ([(9, 9)], []), ([], [])):
            assert [fact.id for fact in store.facts_on({"a.txt": spans})["a.txt"]] == numbers
        assert list(store.facts_on({"a.txt": [(1, 9)], "0.txt": [(1, 9)]})) == ["a.txt", "0.txt"]


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 6)), max_size=8))
def test_joined_spans_have_the_same_lines(spans: list[tuple[int, int]]) -> None:
    lines = [(first, first + more) for first, more in spans]
    found = joined(lines)
    every = [line for first, last in found for line in range(first, last + 1)]
    assert every == sorted({line for first, last in lines for line in range(first, last + 1)})
    assert all(one[1] + 1 < other[0] for one, other in pairwise(found))


TEXTS = st.lists(st.lists(st.integers(0, 9), max_size=12), min_size=1, max_size=40)


@given(texts=TEXTS, cut=st.integers(0, 40), question=st.lists(st.integers(0, 9), max_size=5, unique=True),
       k=st.integers(1, 8), seed=st.integers(0, 9))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_the_best_chunks_are_those_of_an_exhaustive_search(
    texts: list[list[int]], cut: int, question: list[int], k: int, seed: int
) -> None:
    """In one segment or in two, among all or among some, with frequent terms and with rare ones."""
    rng = np.random.default_rng(seed)
    weights = rng.uniform(0.01, 3, size=len(question)).astype(np.float32)
    among = rng.random(len(texts)) < 0.7
    one = np.arange(len(texts)) == seed
    whole = LexicalIndex([Postings.build(texts, 10)])
    terms = [Term(1, (term,)) for term in question]
    every, covered = whole.at(terms, weights, np.arange(len(texts)))
    cut = min(cut, len(texts))
    halves = LexicalIndex([Postings.build(texts[:cut], 10), Postings.build(texts[cut:], 10)])
    two = [Term(1, (term, term)) for term in question]
    for index, asked in ((whole, terms), (halves, two)):
        scores, sums = index.at(asked, weights, np.arange(len(texts)))
        np.testing.assert_allclose(scores, every, rtol=1e-5)
        np.testing.assert_allclose(sums, covered, rtol=1e-5)
        for mask in (None, among, one):
            found = index.best(asked, weights, k, mask)
            allowed = every if mask is None else np.where(mask, every, 0)
            expected = np.sort(allowed[allowed > 0])[::-1][:k]
            np.testing.assert_allclose(np.sort(allowed[found])[::-1], expected, rtol=1e-5)


def test_a_term_that_a_segment_has_not() -> None:
    index = LexicalIndex([Postings.build([[0]], 1), Postings.build([[0], [1]], 2)])
    weights = np.ones(1, dtype=np.float32)
    assert index.best([Term(1, (NONE, 1))], weights, 5).tolist() == [2]


def clustered(count: int, dim: int) -> NDArray[np.float32]:
    """Unit vectors in heaps, as those of texts are."""
    rng = np.random.default_rng(1)
    heaps = rng.normal(size=(60, dim))
    vectors = heaps[rng.integers(0, 60, size=count)] + 0.7 * rng.normal(size=(count, dim))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_compressed_vectors_find_what_an_exact_search_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = clustered(6000, 32)
    VectorPart.build(vectors, crossover=1000).save(tmp_path / "codes")
    exact = VectorIndex([VectorPart.build(vectors)], 32)
    codes = VectorIndex([VectorPart.open(tmp_path / "codes")], 32)
    assert len(codes) == 6000
    np.testing.assert_allclose(codes.at(np.arange(5, 9)), vectors[5:9], atol=1e-3)
    monkeypatch.setattr(vectors_module, "_GATHERED", 100)
    most = np.arange(6000) % 3 > 0
    side = vectors @ vectors[0]
    one_heap = side > np.quantile(side, 0.9)  # what is nearest to most queries is not among them
    few = np.arange(6000) < 50
    for mask, least in ((None, 0.98), (most, 0.98), (one_heap, 0.98), (few, 1.0)):
        shares = []
        for query in vectors[::100]:
            expected, scores = exact.search(query, 20, mask)
            found, near = codes.search(query, 20, mask)
            shares.append(len(set(found.tolist()) & set(expected.tolist())) / len(expected))
            assert near[0] == pytest.approx(scores[0], abs=1e-3)
            assert mask is None or mask[found].all()
        assert np.mean(shares) >= least


def test_vectors_of_several_segments_are_searched_together() -> None:
    vectors = clustered(300, 16)
    whole = VectorIndex([VectorPart.build(vectors)], 16)
    cut = VectorIndex([VectorPart.build(part) for part in np.split(vectors, [40, 41])], 16)
    for query in vectors[:5]:
        assert cut.search(query, 7)[0].tolist() == whole.search(query, 7)[0].tolist()
    numbers = np.asarray([299, 40, 0, 41])
    np.testing.assert_array_equal(cut.at(numbers), vectors[numbers])


def test_words_of_several_segments_are_counted_together() -> None:
    def part(*chunks: list[int]) -> WordPart:
        return WordPart.build([np.asarray(chunk, dtype=np.int32) for chunk in chunks], spread)

    index = WordIndex([part([1, 2], [2]), part([2, 3])], {2: 1}, DIM)
    assert index.known([1, 2, 3, 4]) == [1, 2, 1, 0]
    held = {0: np.asarray([1, 2], dtype=np.int32), 1: np.asarray([3], dtype=np.int32)}
    assert index.similarity([3], spread([[3]]), [0, 1], held, 3).tolist() == [0, 1]
    words = np.asarray([3, 1, 2], dtype=np.int32)
    np.testing.assert_array_equal(index.vectors(words), spread([[3], [1], [2]]))


def test_words_are_compared_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(7)
    every = rng.normal(size=(90, 8)).astype(np.float32)
    every /= np.linalg.norm(every, axis=1, keepdims=True)

    def encode(words: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        return every[[word for (word,) in words]]

    chunks = [np.arange(start, start + 30, dtype=np.int32) for start in (0, 20, 40, 60)]
    parts = [WordPart.build(some, encode) for some in (chunks[:2], chunks[2:])]
    asked, held = [5, 89, 31], dict(enumerate(chunks))
    cosines = np.clip((every[asked] @ every.T - 0.2) / 0.8, 0, 1)
    weights = np.asarray([idf(count, 4) for count in (1, 1, 1)])
    wanted = [(cosines[:, chunk].max(axis=1) * weights).sum() / weights.sum() for chunk in chunks]
    for block in (1, 8 * 3 * 7, 10**6):
        monkeypatch.setattr("index.words._BLOCK", block)
        found = WordIndex(parts, {}, 8).similarity(asked, every[asked], [0, 1, 2, 3], held, 4)
        np.testing.assert_allclose(found, wanted, rtol=1e-5)
