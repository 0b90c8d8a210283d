"""Pages of web masters who put the search box on them, as many kinds as there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, CDPSession, Locator, Page, Request, WebError, expect
from starlette.requests import Request as Asked
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

SEEN_WITHIN = 8_000
MODULE = '<script type="module" src="{server}/widget.js"></script>'
BOX = "<open-data-search></open-data-search>"


# The pages that are served now: a browser would keep one that the test slips in for it from asking this machine.
_served: dict[str, tuple[str, dict[str, str]]] = {}


async def _host(request: Asked) -> Response:
    html, headers = _served[request.path_params["name"]]
    return HTMLResponse(html, headers=headers)


hosts = Route("/host/{name}", _host)


Scheme = Literal["light", "dark"]


class Windows:
    """Pages that are used again, one for each language of a browser: a new one costs more than most tests."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._pages: dict[str, Page] = {}
        self._tools: dict[BrowserContext, CDPSession] = {}
        self._used: list[str] = []

    def page(self, locale: str) -> Page | None:
        """An empty page; None where a test has this one already."""
        if locale in self._used:
            return None
        self._used.append(locale)
        if locale not in self._pages:
            page = self.browser.new_context(locale=locale).new_page()
            self._pages[locale], self._tools[page.context] = page, page.context.new_cdp_session(page)
        return self._pages[locale]

    def tidy(self) -> None:
        """Takes away what tests have left: what they route and emulate, what is kept, what else is open."""
        for page in (self._pages[locale] for locale in self._used):
            page.unroute_all(behavior="ignoreErrors")
            page.context.set_offline(False)
            page.emulate_media(color_scheme="null")
            kept = {"origin": "{0.scheme}://{0.netloc}".format(urlsplit(page.url)), "storageTypes": "local_storage"}
            page.goto("about:blank")
            # From outside: a page may have barred its own storage.
            self._tools[page.context].send("Storage.clearDataForOrigin", kept)
            self._tools[page.context].send("Network.clearBrowserCache")
            for other in page.context.pages:
                if other is not page:
                    other.close()
        self._used = []


@contextmanager
def keeping(windows: Windows, server: str) -> Iterator[Sites]:
    """Sites for a while, whose pages nothing breaks."""
    expect.set_options(timeout=SEEN_WITHIN)
    masters = Sites(windows, server)
    yield masters
    masters.leave()
    assert masters.broken == [], "an error reached the host's page"


class Sites:
    """Opens pages of another origin than the server's; what they ask the API for, and what breaks, is noted."""

    def __init__(self, windows: Windows, server: str) -> None:
        self.windows = windows
        self.server = server
        self.elsewhere = server.replace("127.0.0.1", "localhost")
        self.contexts: list[BrowserContext] = []
        self.watched: list[BrowserContext] = []
        self.asked: list[str] = []
        self.broken: list[str] = []

    def page(
        self, *, locale: str = "en-GB", width: int = 1280, color_scheme: Scheme | None = None, **settings: Any
    ) -> Page:
        """An empty page of somebody else's, in a browser of its own where it has settings of its own."""
        page = None if settings else self.windows.page(locale)
        if page is None:
            self.contexts.append(self.windows.browser.new_context(locale=locale, **settings))
            page = self.contexts[-1].new_page()
        page.emulate_media(color_scheme=color_scheme)
        page.set_viewport_size({"width": width, "height": 800})
        context = page.context
        context.set_default_timeout(SEEN_WITHIN)
        context.on("request", self._note)
        context.on("weberror", self._break)
        self.watched.append(context)
        return page

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

    def _note(self, request: Request) -> None:
        if "/api/v1/" in request.url:
            self.asked.append(request.url)

    def _break(self, error: WebError) -> None:
        self.broken.append(str(error.error))

    def questions(self, door: str = "suggest") -> list[str]:
        """What one door of the API was asked, in order."""
        at = f"/api/v1/{door}"
        return [parse_qs(urlsplit(url).query)["q"][0] for url in self.asked if urlsplit(url).path == at]

    def leave(self) -> None:
        while self.contexts:
            self.contexts.pop().close()
        self.windows.tidy()
        while self.watched:
            context = self.watched.pop()
            context.remove_listener("request", self._note)
            context.remove_listener("weberror", self._break)


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
    entry.fill(text)
    # What is found on the way is replaced by what is found in the end.
    box(page, number).locator(".box:not(.busy)").wait_for()
    options(page, number).first.wait_for()
    return entry
