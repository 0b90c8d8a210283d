"""What tests of the index share: the real model, made once and removed with its 480 MB, and the plan at hand."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.library import Library, load_library
from index.encoding import DEFAULT_MODEL
from index.model_folder import bundled_model_folder
from index.search import Searcher, build_snapshot, identity
from index.snapshot import Snapshot
from tests.fakes import FakeEncoder


@pytest.fixture(scope="session")
def model_cache() -> Iterator[Path]:
    """A cache folder which holds the bundled model; read only."""
    with tempfile.TemporaryDirectory(prefix="odplan-model-") as folder:
        bundled_model_folder(Path(folder))
        yield Path(folder)


@pytest.fixture(scope="session")
def library() -> Library:
    """The plan at hand."""
    return load_library()


@pytest.fixture(scope="session")
def plan_folder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot of the plan at hand, by the fake encoder under the bundled model's name; read only."""
    folder = tmp_path_factory.mktemp("plan")
    build_snapshot(library, FakeEncoder(name=DEFAULT_MODEL), folder)
    return folder


@pytest.fixture(scope="session")
def searcher(library: Library, plan_folder: Path) -> Searcher:
    """A search of the plan at hand, without a model: nearness of meaning is nearness of letters."""
    encoder = FakeEncoder(name=DEFAULT_MODEL)
    expected = identity(library, encoder.name, encoder.dimension)
    return Searcher(library, encoder, Snapshot.open(plan_folder, expected))
