"""A real server in a process of its own, and browsers of people who know nothing of each other."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
STARTED_WITHIN = 300.0
"""Seconds; on a machine that has never served, the index is built first."""
SEEN_WITHIN = 30_000

_IDLE: defaultdict[tuple[Browser, str, str], list[BrowserContext]] = defaultdict(list)
"""Browsers that are open and nobody's, by whose they are, the server that they know and their language."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    """Whether the server is there and its plans are open."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as response:
            return bool(json.load(response)["status"] == "ok")
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def serving(elsewhere: Path, script: Path = ROOT / "streamlit_app.py", **settings: str) -> Iterator[str]:
    """The address of a running server with these settings, started from a folder that is not the project's."""
    log = elsewhere / "server.log"
    url = f"http://localhost:{(port := free_port())}"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    environment = {**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT)), **settings}
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=elsewhere, stdout=output, stderr=output, env=environment)
    try:
        deadline = time.monotonic() + STARTED_WITHIN
        while not answers(url):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window: the system's, or playwright's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@contextmanager
def visiting(browser: Browser, server: str) -> Iterator[Visitors]:
    """Visitors for a while, who ask for nothing outside of this machine."""
    people = Visitors(browser, server)
    try:
        yield people
    finally:
        people.leave()
    assert people.strayed == [], "the page asked for something outside of this machine"


class Visitors:
    """Opens browsers of people who know nothing of each other; nothing outside of this machine may be asked for.

    Who leaves makes room for another: a browser that has the page's files already is quick.
    """

    def __init__(self, browser: Browser, server: str) -> None:
        self.browser = browser
        self.server = server
        self.here: list[Page] = []
        self.strayed: list[str] = []

    def open(self, path: str = "/", *, locale: str = "en-GB", width: int = 1280, scheme: str = "light") -> Page:
        idle = _IDLE[self.browser, self.server, locale]
        context = idle.pop() if idle else self.browser.new_context(locale=locale, base_url=self.server)
        context.set_default_timeout(SEEN_WITHIN)
        page = context.new_page()
        self.here.append(page)
        page.on("request", lambda request: self._watch(request.url))
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(path)
        page.locator(".od-bar").wait_for()
        return page

    def _watch(self, url: str) -> None:
        if not url.startswith((self.server, "data:", "blob:")):
            self.strayed.append(url)

    def leave(self) -> None:
        while self.here:
            context = self.here.pop().context
            locale = context.pages[0].evaluate("localStorage.clear(), navigator.language")
            for page in context.pages:
                page.close()
            context.clear_cookies()
            context.clear_permissions()
            _IDLE[self.browser, self.server, locale].append(context)
