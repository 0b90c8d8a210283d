"""One server and one browser for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.assistant.page.browsing import SEEN_WITHIN, Visitors, serving, visiting

expect.set_options(timeout=SEEN_WITHIN)


@pytest.fixture(scope="session")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file in which the server keeps votes."""
    return tmp_path_factory.mktemp("votes") / "votes.jsonl"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, votes: Path) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("elsewhere"), ODPLAN_FEEDBACK=str(votes)) as url:
        yield url


@pytest.fixture
def visitors(browser: Browser, server: str) -> Iterator[Visitors]:
    with visiting(browser, server) as people:
        yield people
