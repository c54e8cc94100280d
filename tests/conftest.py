from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from index.build import build_store
from qa.assistant import Assistant

ROOT = Path(__file__).parents[1]
settings.register_profile("untimed", deadline=None)  # a busy machine fails no test
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample documents of this repository."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def sample_store(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample documents, indexed; not to be changed."""
    path = tmp_path_factory.mktemp("samples") / "store"
    build_store([samples], path)
    return path


@pytest.fixture(scope="session")
def sample_assistant(sample_store: Path) -> Iterator[Assistant]:
    """Answers from the sample documents."""
    with Assistant.open(sample_store) as opened:
        yield opened


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents and gold questions, where they lie beside the repository."""
    path = ROOT.parent / "shared"
    if not (path / "corpus").is_dir():
        pytest.skip("the real documents (shared/corpus) are not beside the repository")
    return path
