"""The API over the bundled plan, without a model: asked in this process, as a client would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant.api.app import create
from assistant.reach import Reach
from assistant.service import Assistant
from assistant.shared import Shared

API = "http://testserver/api/v1/"


@pytest.fixture(scope="session")
def shared(assistant: Assistant) -> Shared:
    """The Assistant as a running server holds it: opened and warm."""
    warm = Shared(lambda: assistant)
    warm.start().join()
    return warm


@pytest.fixture(scope="session")
def client(shared: Shared) -> Iterator[TestClient]:
    """A client of the API alone, which nobody counts."""
    with TestClient(create(shared, Reach(rate=None), write=lambda line: None), base_url=API) as opened:
        yield opened
