"""A real server whose Assistant is slow or fails: visitors are told, nothing piles up, and the log says what it was."""

from __future__ import annotations

import json
import re
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assistant.page.browsing import SEEN_WITHIN, Visitors, serving, visiting

pytestmark = pytest.mark.slow

APP = '''
"""The app as it is delivered, but for an Assistant that waits at one question and fails at another."""

import socket
import time
from pathlib import Path

from assistant.service import Assistant

answer = Assistant.ask


def ask(self, question, **more):
    while question == "slow" and Path("slow").exists():
        time.sleep(0.02)
    if "unheard of" in question:
        raise ValueError(question)
    return answer(self, question, **more)


Assistant.ask = ask
import streamlit as st  # noqa: E402

import streamlit_app as own  # noqa: E402

app = st.App(own.script, routes=own.routes, middleware=own.layers, lifespan=own.lifespan)
'''


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("crowd")
    (made / "slow_app.py").write_text(APP, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def crowded(folder: Path) -> Iterator[str]:
    settings = {"ODPLAN_AT_ONCE": "1", "ODPLAN_WAITING": "0", "ODPLAN_ANSWER_WITHIN": "120", "ODPLAN_LOG": "json"}
    with serving(folder, folder / "slow_app.py", **settings) as url:
        yield url


@pytest.fixture
def visitors(browser: Browser, crowded: str, folder: Path) -> Iterator[Visitors]:
    with visiting(browser, crowded) as people:
        yield people
        (folder / "slow").unlink(missing_ok=True)


def get(url: str, **headers: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers), refused.read().decode()


def figure(server: str, name: str) -> float:
    found = re.search(rf"^{re.escape(name)} (\S+)$", get(f"{server}/metrics")[2], re.MULTILINE)
    return float(found[1]) if found else 0.0


def lines(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "server.log").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def being_answered(server: str) -> None:
    """Waits until a question is."""
    deadline = time.monotonic() + SEEN_WITHIN / 1000
    while not figure(server, "odplan_questions_answering"):
        assert time.monotonic() < deadline, get(f"{server}/metrics")


def told(page: Page) -> None:
    expect(page.locator(".od-error")).to_have_text(re.compile("Many people are asking at the moment"))


def test_crowd_is_told_to_come_again_and_is_answered_then(visitors: Visitors, folder: Path) -> None:
    server = visitors.server
    (folder / "slow").touch()
    first = visitors.open("/?lang=en&q=slow")
    expect(first.locator(".od-waiting")).to_be_visible()
    being_answered(server)
    refused = figure(server, 'odplan_refused_total{why="full"}')
    second, third = visitors.open("/?lang=en&q=which+datasets+update+weekly"), visitors.open("/?view=browse&lang=en")
    told(second)
    told(third)
    status, headers, body = get(f"{server}/api/v1/ask?q=weekly")
    assert (status, headers["retry-after"]) == (503, "1") and "Too many questions" in body
    assert figure(server, 'odplan_refused_total{why="full"}') == refused + 3
    # Who watches over it is answered all the same, and what stands on the page's disk is handed out.
    assert get(f"{server}/api/v1/health")[0] == get(f"{server}/")[0] == 200
    (folder / "slow").unlink()
    expect(first.locator("[data-turn] [data-announce]")).to_be_visible()
    for page, found in ((second, "[data-latest] .od-card"), (third, ".od-list .od-card")):
        page.get_by_role("link", name="Ask again").click()
        expect(page.locator(found).first).to_be_visible()
        expect(page.locator(".od-error")).to_have_count(0)


def test_follow_up_that_found_no_room_goes_on_from_where_it_stood(visitors: Visitors, folder: Path) -> None:
    page = visitors.open("/?lang=en&q=which+datasets+update+weekly")
    expect(page.locator("[data-latest] .od-card")).to_have_count(3)
    (folder / "slow").touch()
    other = visitors.open("/?lang=en&q=slow")
    being_answered(visitors.server)
    box = page.locator("textarea")
    box.fill("only the spatial ones")
    box.press("Enter")
    told(page)
    (folder / "slow").unlink()
    expect(other.locator("[data-turn] [data-announce]")).to_be_visible()
    page.get_by_role("link", name="Ask again").click()
    expect(page.locator("[data-latest] .od-card")).to_have_count(1)
    expect(page.locator("[data-turn]")).to_have_count(2)


def test_log_says_what_went_wrong_and_not_what_was_asked(visitors: Visitors, folder: Path) -> None:
    failed = figure(visitors.server, 'odplan_errors_total{error="ValueError"}')
    page = visitors.open("/?lang=en&q=unheard+of+things")
    expect(page.locator(".od-error")).to_have_text(re.compile("Something went wrong while answering"))
    assert get(f"{visitors.server}/api/v1/ask?q=unheard+of+things", **{"X-Request-ID": "mine-1"})[0] == 500
    assert figure(visitors.server, 'odplan_errors_total{error="ValueError"}') == failed + 2
    assert "unheard" not in (folder / "server.log").read_text(encoding="utf-8")
    errors = [line for line in lines(folder) if line.get("level") == "error"]
    assert [line["error"]["kind"] for line in errors[-2:]] == ["ValueError"] * 2
    assert all("slow_app.py" in line["error"]["where"][-1] for line in errors[-2:])
    assert re.fullmatch("[0-9a-f]{16}", errors[-2]["visit"]) and errors[-1]["request"] == "mine-1"


def test_start_is_told_with_what_is_served(crowded: str, folder: Path) -> None:
    said = {line["message"]: line for line in lines(folder) if "message" in line}
    assert said["the plans are open"]["datasets"] == 48 and said["the plans are open"]["seconds"] > 0


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd", "/static/../../../../../../etc/passwd", "/static/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/page-..%2f..%2f..%2fetc%2fpasswd.css", "/media/..%2f..%2f..%2f..%2fetc/passwd",
        "/component/x/../../../etc/passwd",
        "/app/static/..%2f..%2f..%2fetc/passwd", "/api/v1/datasets/..%2f..%2f..%2f..%2fetc/passwd",
        "/api/v1/download/datasets.%2e%2e%2fcsv", "/?view=dataset&id=../../../../etc/passwd", "//evil.example/%2e%2e",
        "//evil.example/", "/\\evil.example/", "/%5cevil.example", "/static//evil.example/",
        "/widget-//evil.example.js",
        "/%0d%0aLocation:%20https://evil.example", "/?next=https://evil.example&url=//evil.example",
    ],
)  # fmt: skip
def test_no_address_leads_to_a_file_or_to_another_server(crowded: str, path: str) -> None:
    port = int(crowded.rpartition(":")[2])
    with socket.create_connection(("localhost", port), timeout=SEEN_WITHIN / 1000) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65_536), b"")).decode("utf-8", "replace")
    head, _, body = answer.partition("\r\n\r\n")
    assert re.match(r"HTTP/1\.1 (200|30\d|40[0-9]) ", head) and "root:" not in body
    location = re.search(r"^location: *(.*)$", head, re.MULTILINE | re.IGNORECASE)
    assert location is None or not re.match(r"(?i)[a-z]+:|[/\\]{2}|/\\", location[1]) or location[1].startswith(crowded)
    assert "location: https://evil" not in head.lower()
