"""What tests of the index share: the real model, which takes 480 MB and is made once, and the plan at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import load_settings
from corpus.library import Library, load_library
from index.encoding import DEFAULT_MODEL
from index.model_folder import bundled_model_folder
from index.search import Searcher, build_snapshot, identity
from index.snapshot import Snapshot
from tests.fakes import FakeEncoder


@pytest.fixture(scope="session")
def model_cache() -> Path:
    """This machine's cache folder, with the bundled model, which is made there if need be; read only."""
    cache = load_settings().cache
    bundled_model_folder(cache)
    return cache


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
