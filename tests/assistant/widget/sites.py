"""Pages of web masters who put the search box on them, as many kinds as there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

SEEN_WITHIN = 8_000
MODULE = '<script type="module" src="{server}/widget.js"></script>'
BOX = "<open-data-search></open-data-search>"


# The pages that are served now: a browser would keep one that the test slips in for it from asking this machine.
_served: dict[str, tuple[str, dict[str, str]]] = {}


async def _host(request: Request) -> Response:
    html, headers = _served[request.path_params["name"]]
    return HTMLResponse(html, headers=headers)


hosts = Route("/host/{name}", _host)


@contextmanager
def keeping(browser: Browser, server: str) -> Iterator[Sites]:
    """Sites for a while, whose pages nothing breaks."""
    expect.set_options(timeout=SEEN_WITHIN)
    masters = Sites(browser, server)
    yield masters
    masters.leave()
    assert masters.broken == [], "an error reached the host's page"


class Sites:
    """Opens pages of another origin than the server's; what they ask the API for, and what breaks, is noted."""

    def __init__(self, browser: Browser, server: str) -> None:
        self.browser = browser
        self.server = server
        self.elsewhere = server.replace("127.0.0.1", "localhost")
        self.contexts: list[BrowserContext] = []
        self.asked: list[str] = []
        self.broken: list[str] = []

    def page(self, *, locale: str = "en-GB", width: int = 1280, **settings: Any) -> Page:
        """An empty page of somebody else's."""
        context = self.browser.new_context(locale=locale, viewport={"width": width, "height": 800}, **settings)
        context.set_default_timeout(SEEN_WITHIN)
        self.contexts.append(context)
        context.on("request", lambda request: self._note(request.url))
        context.on("weberror", lambda error: self.broken.append(str(error.error)))
        return context.new_page()

    def show(
        self,
        body: str = BOX,
        *,
        head: str = MODULE,
        start: str = '<!doctype html><html lang="en">',
        headers: dict[str, str] | None = None,
        page: Page | None = None,
        **settings: Any,
    ) -> Page:
        """A page with this body, loaded; the script is in its head unless another head is given."""
        shown = page or self.page(**settings)
        html = f"{start}<head><meta charset=utf-8><title>Host</title>{head}</head><body>{body}</body></html>"
        name = str(len(_served))
        _served[name] = html.replace("{server}", self.server), headers or {}
        shown.goto(f"{self.elsewhere}/host/{name}")
        return shown

    def _note(self, url: str) -> None:
        if "/api/v1/" in url:
            self.asked.append(url)

    def questions(self, door: str = "suggest") -> list[str]:
        """What one door of the API was asked, in order."""
        at = f"/api/v1/{door}"
        return [parse_qs(urlsplit(url).query)["q"][0] for url in self.asked if urlsplit(url).path == at]

    def leave(self) -> None:
        while self.contexts:
            self.contexts.pop().close()


def box(page: Page, number: int = 0) -> Locator:
    return page.locator("open-data-search").nth(number)


def field(page: Page, number: int = 0) -> Locator:
    return box(page, number).locator("input")


def options(page: Page, number: int = 0) -> Locator:
    return box(page, number).locator("[role=option]")


def datasets(page: Page, number: int = 0) -> Locator:
    return box(page, number).locator("a[role=option]")


def type_in(page: Page, text: str, number: int = 0) -> Locator:
    """Types into the box and waits for what comes of it."""
    entry = field(page, number)
    entry.click()
    entry.press_sequentially(text)
    # What is found on the way is replaced by what is found in the end.
    box(page, number).locator(".box:not(.busy)").wait_for()
    options(page, number).first.wait_for()
    return entry
