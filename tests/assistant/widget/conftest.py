"""One server and one browser for all tests of the search box."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from starlette.applications import Starlette

from assistant.api.app import api_routes
from assistant.reach import Reach
from assistant.service import Assistant
from assistant.shared import Shared
from assistant.widget.routes import widget_routes
from tests.assistant.widget.serving import serving
from tests.assistant.widget.sites import Sites, hosts, keeping


@pytest.fixture(scope="session")
def server(assistant: Assistant) -> Iterator[str]:
    shared = Shared(lambda: assistant)
    shared.assistant()
    api = api_routes(shared, Reach(rate=None), write=lambda line: None)
    with serving(Starlette(routes=[*api, *widget_routes(), hosts])) as url:
        yield url


@pytest.fixture
def sites(browser: Browser, server: str) -> Iterator[Sites]:
    with keeping(browser, server) as masters:
        yield masters
