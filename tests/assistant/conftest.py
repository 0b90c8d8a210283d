"""What these tests share: an Assistant without a model for all that words decide, the delivered one, and a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from assistant.service import Assistant
from assistant.settings import load_settings
from corpus.library import load_library
from index.encoding import DEFAULT_MODEL
from index.search import Searcher, build_snapshot, identity
from index.snapshot import Snapshot
from tests.assistant.page.browsing import chromium
from tests.fakes import FakeEncoder


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The bundled plan without a model: nearness of meaning is nearness of letters."""
    library, encoder, folder = load_library(), FakeEncoder(name=DEFAULT_MODEL), tmp_path_factory.mktemp("index")
    build_snapshot(library, encoder, folder)
    snapshot = Snapshot.open(folder, identity(library, encoder.name, encoder.dimension))
    return Assistant(library, Searcher(library, encoder, snapshot))


@pytest.fixture(scope="session")
def real() -> Assistant:
    """The assistant as it is delivered, over the model and index of this machine's cache, made there if need be."""
    return Assistant.open(load_settings())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the page and the search box: a process can drive but one."""
    with chromium() as running:
        yield running
