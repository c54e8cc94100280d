from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from kiwipiepy import Kiwi
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from transformers import BertConfig, BertModel, BertTokenizerFast

from corpus.errors import BriefingError, StoreError
from index.embedder import KiwiEmbedder, TransformerEmbedder, load_embedder
from index.kiwi_module import KiwiStaticEmbedding
from index.kiwi_vectors import MODEL, MORPHEMES, morpheme_keys, surface

ROOT = Path(__file__).parents[2]
TEXTS = [
    "가람시 자치행정과 예산은 얼마인가요?",
    "2024년 총무과 사업비 집행률 83.2%",
    "쀍뛣시청 ABC 사업 1,234천원",
    "주민자치회를 지원하고 마을 공동체를 돕습니다. 주민자치회는 동마다 하나씩 있습니다.",
]


@pytest.fixture(scope="module")
def kiwi() -> Kiwi:
    return Kiwi()


@pytest.fixture(scope="module")
def embedder(kiwi: Kiwi) -> KiwiEmbedder:
    return KiwiEmbedder(kiwi)


def cosine(embedder: KiwiEmbedder, one: str, other: str) -> float:
    left, right = embedder.encode([one, other])
    return float(left @ right)


def test_rows_have_length_one_and_empty_text_none(embedder: KiwiEmbedder) -> None:
    vectors = embedder.encode([*TEXTS, "", "   ", "\0"])
    assert vectors.shape == (7, embedder.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors[:4], axis=1), 1, atol=1e-5)
    assert not vectors[4].any()
    assert not vectors[5].any()


def test_no_texts(embedder: KiwiEmbedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.dim)


@pytest.mark.parametrize(
    ("asked", "like", "unlike"),
    [
        ("직원 월급", "공무원 급여", "도로 공사"),
        ("형편이 어려운 집", "저소득층 가구", "청사 신축"),
        ("차량 기름값", "관용차 유류비", "도서관 장서"),
        ("아이 키우는 집", "육아 가정", "하천 준설"),
        ("쀍뛣시청", "쀍뛣시", "총무과"),
    ],
)
def test_like_is_nearer_than_unlike(embedder: KiwiEmbedder, asked: str, like: str, unlike: str) -> None:
    assert cosine(embedder, asked, like) > cosine(embedder, asked, unlike) + 0.1


def test_the_same_number_is_nearer_than_another(embedder: KiwiEmbedder) -> None:
    assert cosine(embedder, "예산 1,234천원", "예산 1234천원") > cosine(
        embedder, "예산 1,234천원", "예산 9,876천원"
    )


def test_spaced_out_names_are_joined(embedder: KiwiEmbedder) -> None:
    assert cosine(embedder, "총 무 과 예산", "총무과 예산") > 0.99


def test_texts_and_their_keys_have_the_same_vectors(embedder: KiwiEmbedder, kiwi: Kiwi) -> None:
    keys = [morpheme_keys(kiwi.tokenize(text)) for text in TEXTS]
    assert np.allclose(embedder.encode(TEXTS), embedder.encode_ids(keys), atol=1e-6)


def test_a_batch_gives_what_each_text_gives(embedder: KiwiEmbedder) -> None:
    assert np.allclose(
        embedder.encode(TEXTS), np.vstack([embedder.encode([text]) for text in TEXTS]), atol=1e-6
    )


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_any_text_has_a_finite_vector(embedder: KiwiEmbedder, text: str) -> None:
    vector = embedder.encode([text])[0]
    length = np.linalg.norm(vector)
    assert np.isfinite(vector).all()
    assert length == 0 or abs(length - 1) < 1e-4


@given(st.text(alphabet=st.characters(categories=["Lo"]), min_size=1, max_size=6))
def test_syllables_can_be_read_back_from_an_unknown_noun(form: str) -> None:
    keys = morpheme_keys([SimpleNamespace(form=form, tag="NNP", id=3)])
    pieces = [surface(key, None) for key in keys]  # type: ignore[arg-type]
    assert pieces[0] + "".join(piece[-1] for piece in pieces[1:]) == form
    assert all(-(2**63) <= key < 0 for key in keys)


def test_a_user_word_is_near_its_parts() -> None:
    kiwi = Kiwi()
    before = KiwiEmbedder(kiwi).encode(["자치행정혁신담당관"])[0]
    kiwi.add_user_word("자치행정혁신담당관", "NNP")
    assert len(kiwi.tokenize("자치행정혁신담당관")) == 1
    after = KiwiEmbedder(kiwi).encode(["자치행정혁신담당관"])[0]
    assert before @ after > 0.99


def test_vectors_from_landmarks_keep_kiwis_similarities(kiwi: Kiwi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from training.recover import nystroem  # noqa: PLC0415 - found by the line above

    landmarks, projection, _ = nystroem(kiwi)
    ids = np.random.default_rng(5).integers(64, MORPHEMES, 60).tolist()
    rows = [[kiwi.morpheme_similarity(i, j) for j in landmarks.tolist()] for i in ids]
    found = np.asarray(rows, dtype=np.float32) @ projection
    wanted = [[kiwi.morpheme_similarity(i, j) for j in ids] for i in ids]
    assert np.allclose(found @ found.T, wanted, atol=1e-3)


def test_shipped_weights_are_small_and_plain() -> None:
    assert sum(file.stat().st_size for file in MODEL.iterdir()) < 8_000_000
    for file in MODEL.glob("*.npy"):
        np.load(file, mmap_mode="r", allow_pickle=False)


def test_weights_for_another_kiwi_are_refused(kiwi: Kiwi, tmp_path: Path) -> None:
    model = tmp_path / "model"
    shutil.copytree(MODEL, model)
    about = json.loads((model / "model.json").read_text())
    about["fingerprint"][3] += 0.2
    (model / "model.json").write_text(json.dumps(about))
    with pytest.raises(StoreError, match="kiwipiepy_model"):
        KiwiEmbedder(kiwi, model)


def test_the_default_needs_no_torch() -> None:
    code = (
        "import sys; from kiwipiepy import Kiwi; from index.embedder import load_embedder;"
        "load_embedder(None, Kiwi()).encode(['예산']);"
        "assert not {'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_sentence_transformers_gives_the_same_vectors(
    embedder: KiwiEmbedder, kiwi: Kiwi, tmp_path: Path
) -> None:
    model = SentenceTransformer(modules=[KiwiStaticEmbedding(kiwi)], device="cpu")
    wanted = embedder.encode(TEXTS)
    assert np.allclose(model.encode(TEXTS), wanted, atol=1e-5)
    model.save(str(tmp_path / "saved"))
    # a class of ours is another's code to sentence-transformers, which asks before it is imported
    again = SentenceTransformer(str(tmp_path / "saved"), trust_remote_code=True, device="cpu")
    assert np.allclose(again.encode(TEXTS), wanted, atol=1e-5)
    assert again.get_embedding_dimension() == embedder.dim


def test_what_is_trained_is_what_is_shipped(
    kiwi: Kiwi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trainable module and the light path read from its export agree, up to the rounding to int8."""
    monkeypatch.syspath_prepend(str(ROOT))

    from training.module import TrainableKiwi, export  # noqa: PLC0415 - found by the line above
    from training.recover import recover  # noqa: PLC0415
    from training.texts import Ragged  # noqa: PLC0415

    keys = [morpheme_keys(tokens) for tokens in kiwi.tokenize(TEXTS)]
    module = TrainableKiwi(recover([Ragged.of(keys)] * 2, kiwi), kiwi)
    with torch.no_grad():
        module.learnt.weight.normal_(0, 0.05)
        module.weight.add_(torch.randn_like(module.weight) * 0.2)
        module.map.add_(torch.randn_like(module.map) * 0.02)
    export(module, tmp_path, "test")
    light = KiwiEmbedder(kiwi, tmp_path).encode(TEXTS)
    trained = module(module.preprocess(TEXTS))["sentence_embedding"].detach().numpy()
    assert (light * trained).sum(axis=1).min() > 0.9995


def test_a_step_does_without_some_morphemes_and_never_without_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from training.train import DROPPED, thinned  # noqa: PLC0415 - found by the line above

    places = np.arange(1000)
    texts = [(places, places.astype(np.float32)), *[(places[:1], np.ones(1, dtype=np.float32))] * 50]
    found = thinned(texts, np.random.default_rng(3))
    assert abs(len(found[0][0]) / 1000 - (1 - DROPPED)) < 0.05
    assert (found[0][0] == found[0][1]).all()
    assert all(len(left) == 1 for left, _ in found[1:])


def test_groups_of_like_words_are_read_whole(kiwi: Kiwi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from training.sources import groups  # noqa: PLC0415 - found by the line above

    found = groups(kiwi)
    said = morpheme_keys(kiwi.tokenize("밥값"))
    (group,) = [group for group in found if any(keys.tolist() == said for keys in group) and len(group) == 4]
    assert morpheme_keys(kiwi.tokenize("급량비")) == group[0].tolist()
    assert all(len(keys) for group in found for keys in group)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer of two small layers with a vocabulary of single characters, saved as a model folder."""
    raw = tmp_path_factory.mktemp("raw")
    letters = sorted(set("".join(TEXTS) + "querypassage: 문서질") - {" "})
    letters = sorted({*letters, *unicodedata.normalize("NFD", "".join(letters))})
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (raw / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(raw / "vocab.txt")).save_pretrained(raw)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
    )
    BertModel(config).save_pretrained(raw)
    transformer = Transformer(str(raw))
    model = SentenceTransformer(
        modules=[transformer, Pooling(transformer.get_embedding_dimension())], device="cpu"
    )
    folder = tmp_path_factory.mktemp("models") / "tiny-e5"
    model.save(str(folder))
    return folder


def test_any_sentence_transformers_folder(tiny: Path, kiwi: Kiwi) -> None:
    found = load_embedder(str(tiny), kiwi)
    vectors = found.encode([*TEXTS, ""], "query")
    assert found.dim == 32
    assert vectors.shape == (5, 32)
    assert np.allclose(np.linalg.norm(vectors[:4], axis=1), 1, atol=1e-4)
    assert not vectors[4].any()


def test_e5_gets_its_prefixes(tiny: Path) -> None:
    plain = SentenceTransformer(str(tiny), device="cpu")
    found = TransformerEmbedder(str(tiny))
    for kind, prefix in (("query", "query: "), ("passage", "passage: ")):
        wanted = plain.encode([prefix + text for text in TEXTS], normalize_embeddings=True)
        assert np.allclose(found.encode(TEXTS, kind), wanted, atol=1e-5)  # type: ignore[arg-type]


def test_a_models_own_prompts_are_used(tiny: Path, tmp_path: Path) -> None:
    own = SentenceTransformer(str(tiny), prompts={"query": "질문: ", "document": "문서: "}, device="cpu")
    own.save(str(tmp_path / "own"))
    found = TransformerEmbedder(str(tmp_path / "own"))
    wanted = own.encode(["문서: " + text for text in TEXTS], normalize_embeddings=True)
    assert np.allclose(found.encode(TEXTS), wanted, atol=1e-5)
    assert np.allclose(
        found.encode(TEXTS, "query"), own.encode_query(TEXTS, normalize_embeddings=True), atol=1e-5
    )


def test_a_model_that_is_not_there_is_one_korean_line(tmp_path: Path, kiwi: Kiwi) -> None:
    with pytest.raises(BriefingError, match="불러올 수 없습니다") as caught:
        load_embedder(str(tmp_path / "none"), kiwi)
    assert "\n" not in str(caught.value)
