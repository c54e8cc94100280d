"""What answering keeps of a store: it is read once, and what one question needs is read at once."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pytest

from corpus.model import Fact, Lines
from evals.generator import generate
from index.build import build_store
from index.store import Store
from qa.context import Context
from qa.library import Library
from qa.understanding.query import squash


def test_facts_of_all_spans_are_read_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate(2, 3, tmp_path / "documents")
    build_store([tmp_path / "documents"], tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        one, other = (entry.name for entry in store.documents())
        spans = [(one, (1, 30)), (other, (5, 60)), (one, (20, 50)), (one, (1, 30))]
        expected = [store.facts_on({name: [lines]})[name] for name, lines in spans]
        assert all(expected)
        asked: list[object] = []
        read = store.facts_on

        def counted(wanted: Mapping[str, Iterable[Lines]]) -> dict[str, list[Fact]]:
            asked.append(wanted)
            return read(wanted)

        monkeypatch.setattr(store, "facts_on", counted)
        library = Library(store)
        assert [list(facts) for facts in library.facts_on(spans)] == expected
        assert [list(facts) for facts in library.facts_on(spans[:2])] == expected[:2]
        assert asked == [{one: [(1, 30), (20, 50)], other: [(5, 60)]}]
        labelled = library.on_lines(spans)[0].labelled
        assert sorted(fact.id for facts in labelled.values() for fact in facts) == [f.id for f in expected[0]]
        for label, facts in labelled.items():
            assert {squash(fact.row[-1]) if fact.row else "" for fact in facts} == {label}


def test_what_was_ranked_before_changes_no_rank(tmp_path: Path) -> None:
    generate(2, 3, tmp_path / "documents")
    build_store([tmp_path / "documents"], tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        entry = store.documents()[0]
        question = f"{entry.metadata.year}년 {entry.metadata.department} 예산현액은 얼마인가요?"
        library = Library(store)
        query = library.parse(question)
        anew = [Context(query, some).ranked for some in (library, library, Library(store))]
        assert len(anew[0].facts) > 0
        assert library.alike(anew[0].facts) is anew[0].alike is anew[1].alike
        for ranked in anew[1:]:
            np.testing.assert_array_equal(ranked.features, anew[0].features)


def test_what_many_chunks_say_is_common(tmp_path: Path) -> None:
    bullets = "".join(f"{n}. 사업 {n}\n ○ 청년 지원 {n}명, 추진 내용은 별도로 정함\n\n" for n in range(1, 40))
    (tmp_path / "a.txt").write_text(
        f"2034년 업무보고\n\n{bullets}40. 온실\n ○ 온실 난방 지원\n", encoding="utf-8"
    )
    build_store([tmp_path / "a.txt"], tmp_path / "store")
    with Store.open(tmp_path / "store") as store:
        library = Library(store)
        assert library.is_common("지원")
        assert not library.is_common("온실")
        assert not library.is_common("고래")
