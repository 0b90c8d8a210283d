"""A real Milvus Lite for the tests of its index, and the plan at hand in it: started and filled once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from corpus.library import Library
from index.encoding import DEFAULT_MODEL
from index.milvus.address import Address
from index.milvus.filling import Filler
from index.milvus.remote import Remote
from index.milvus.searching import MilvusSearcher
from tests.fakes import FakeEncoder


@pytest.fixture(scope="session")
def milvus(tmp_path_factory: pytest.TempPathFactory) -> Address:
    """A file of Milvus Lite; tests fill collections of their own in it."""
    return Address(str(tmp_path_factory.mktemp("milvus") / "tests.db"), "plan")


@pytest.fixture(scope="session")
def remote(milvus: Address, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Remote]:
    """The index of the plan at hand; read only."""
    filler = Filler(library, FakeEncoder(name=DEFAULT_MODEL), milvus, tmp_path_factory.mktemp("cache"))
    opened = filler.opened()
    yield opened
    filler.connection.close()


@pytest.fixture(scope="session")
def over_milvus(remote: Remote, library: Library) -> MilvusSearcher:
    """A search of the plan at hand by Milvus."""
    return MilvusSearcher(library, FakeEncoder(name=DEFAULT_MODEL), lambda: remote)
