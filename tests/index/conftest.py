"""The real model, made once for all tests of the index that need it, and removed with its 480 MB afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.model_folder import bundled_model_folder


@pytest.fixture(scope="session")
def model_cache() -> Iterator[Path]:
    """A cache folder which holds the bundled model; read only."""
    with tempfile.TemporaryDirectory(prefix="odplan-model-") as folder:
        bundled_model_folder(Path(folder))
        yield Path(folder)
