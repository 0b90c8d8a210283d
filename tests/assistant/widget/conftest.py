"""One server and one browser for all tests of the search box."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from starlette.applications import Starlette

from assistant.api.app import Beside
from assistant.reach import Reach
from assistant.service import Assistant
from assistant.shared import Shared
from assistant.widget.routes import widget_routes
from tests.assistant.widget.serving import serving
from tests.assistant.widget.sites import Sites, Windows, hosts, keeping


@pytest.fixture(scope="session")
def server(assistant: Assistant) -> Iterator[str]:
    shared = Shared(lambda: assistant)
    shared.assistant()
    site = Starlette(routes=[*widget_routes(), hosts])
    with serving(Beside(site, shared=shared, reach=Reach(rate=None), write=lambda line: None)) as url:
        yield url


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest.fixture
def sites(windows: Windows, server: str) -> Iterator[Sites]:
    with keeping(windows, server) as masters:
        yield masters
