"""One export for all tests of it."""

from __future__ import annotations

import pytest

from assistant.static.folder import files
from corpus.library import load_library


@pytest.fixture(scope="session")
def content() -> dict[str, bytes]:
    return files(load_library())
