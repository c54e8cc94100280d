from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample documents of this repository."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real documents and gold questions, where they lie beside the repository."""
    path = ROOT.parent / "shared"
    if not (path / "corpus").is_dir():
        pytest.skip("the real documents (shared/corpus) are not beside the repository")
    return path
