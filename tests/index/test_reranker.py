"""A cross-encoder by name puts what search found in another order; none is used unless one is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import CrossEncoder
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

import cli
from corpus.errors import BriefingError
from corpus.model import Chunk
from index.reranker import Reranker
from index.search import Searcher
from index.store import Store
from qa.assistant import Assistant

QUESTION = "청년센터 방문자는 몇 명인가요?"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of one small layer over single characters, its weights random but fixed."""
    folder = tmp_path_factory.mktemp("models") / "tiny-reranker"
    folder.mkdir()
    letters = sorted(set(QUESTION + "0123456789주요업무보고예산집행세입세출과제사업계획") - {" "})
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{one}" for one in letters)]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt"), model_max_length=128).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=128,
        num_labels=1,
        initializer_range=0.5,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.fixture
def store(sample_store: Path) -> Path:
    return sample_store


def test_the_first_hits_stand_in_the_order_of_the_cross_encoder(tiny: Path, store: Path) -> None:
    model = CrossEncoder(str(tiny), num_labels=1)

    def likes(chunk: Chunk) -> float:
        return float(model.predict([(QUESTION, f"{chunk.context}\n{chunk.text}")])[0])

    with Store.open(store) as opened:
        plain = Searcher(opened).search(QUESTION, 30)
        found = Searcher(opened, reranker=Reranker(str(tiny))).search(QUESTION, 30)
    wanted = sorted((likes(hit.chunk) for hit in plain[:20]), reverse=True)
    assert np.allclose([likes(hit.chunk) for hit in found[:20]], wanted, atol=1e-4)
    assert [hit.chunk for hit in found[:20]] != [hit.chunk for hit in plain[:20]]
    assert {(hit.chunk.document, hit.chunk.id) for hit in found[:20]} == {
        (hit.chunk.document, hit.chunk.id) for hit in plain[:20]
    }
    assert found[20:] == plain[20:]
    assert [hit.score for hit in found] == [hit.score for hit in plain]


def test_fewer_hits_are_the_best_of_those_that_were_reranked(tiny: Path, store: Path) -> None:
    with Store.open(store) as opened:
        searcher = Searcher(opened, reranker=Reranker(str(tiny)))
        assert [hit.chunk for hit in searcher.search(QUESTION, 3)] == [
            hit.chunk for hit in searcher.search(QUESTION, 30)[:3]
        ]
        assert searcher.search(QUESTION, 3, []) == []


def test_the_assistant_uses_the_one_that_is_named(
    tiny: Path, store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Assistant.open(store) as plain:
        before = plain.chunks(QUESTION, 20)
    monkeypatch.setenv("BRIEFING_RERANKER", str(tiny))
    with Assistant.open(store) as named:
        assert named.chunks(QUESTION, 20) != before
    monkeypatch.setenv("BRIEFING_RERANKER", str(tiny / "none"))
    with pytest.raises(BriefingError, match="불러올 수 없습니다"):
        Assistant.open(store)
    assert cli.run(["ask", QUESTION, "--store", str(store)]) == 1
    assert "불러올 수 없습니다" in capsys.readouterr().err
