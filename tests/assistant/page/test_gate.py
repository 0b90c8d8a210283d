"""Streamlit's own doors are closed to those who have no business there."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.page.gate import MOST_HELD, Gate
from assistant.settings import load_settings
from assistant.uploads import LARGEST, MOST_FILES

AT_HOME = {"Host": "localhost:8501", "Origin": "http://localhost:8501"}
STRANGER = {"Host": "plans.example.org", "Origin": "https://plans.example.org"}
FILE = "/_stcore/upload_file/visit/file"


async def _streamlit(request: Request) -> Response:
    await request.body()
    return PlainTextResponse(f"{request.method} came through")


def client(peer: str = "127.0.0.1", held: int = 0, **environment: str) -> TestClient:
    routes = [Route("/{path:path}", _streamlit, methods=["GET", "PUT", "DELETE", "OPTIONS"])]
    gate = Gate(Starlette(routes=routes), settings=load_settings(environment), held=lambda: held)
    return TestClient(gate, client=(peer, 5000))


@pytest.mark.parametrize(
    ("uploads", "headers", "status"),
    [
        ("local", AT_HOME, 200),
        ("local", STRANGER, 403),
        ("local", {**AT_HOME, "X-Forwarded-For": "203.0.113.9"}, 403),
        ("local", {"Host": "localhost:8501"}, 403),
        ("off", AT_HOME, 403),
        ("on", STRANGER, 200),
    ],
)
def test_files_are_taken_of_those_alone_who_may_change_the_plans(
    monkeypatch: pytest.MonkeyPatch, uploads: str, headers: dict[str, str], status: int
) -> None:
    monkeypatch.setattr(st, "get_option", {"server.address": "localhost"}.get)
    asked = client(ODPLAN_UPLOADS=uploads)
    for path in (FILE, f"/below{FILE}"):
        answer = asked.put(path, content=b"a plan", headers=headers)
        assert answer.status_code == status
        assert (answer.text == "PUT came through") is (status == 200)
    assert asked.delete(FILE, headers=STRANGER).status_code == 200


def test_no_more_is_held_than_there_is_room_for() -> None:
    for held, status in ((MOST_HELD - LARGEST, 200), (MOST_HELD - LARGEST + 1, 503)):
        answer = client(held=held, ODPLAN_UPLOADS="on").put(FILE, content=b"a plan")
        assert answer.status_code == status
    assert answer.headers["retry-after"] == "5" and "try again" in answer.text


def test_files_that_are_still_coming_count_as_large_as_they_may_be() -> None:
    places = MOST_HELD // LARGEST
    come, go_on = threading.Barrier(places + 1), threading.Event()

    async def waiting(request: Request) -> Response:
        # The client gives each request a loop of its own, which may be kept.
        come.wait(30)
        go_on.wait(30)
        return PlainTextResponse("taken")

    app = Starlette(routes=[Route("/{path:path}", waiting, methods=["PUT"])])
    asked = TestClient(Gate(app, settings=load_settings({"ODPLAN_UPLOADS": "on"}), held=lambda: 0))
    with ThreadPoolExecutor(places) as pool:
        coming = [pool.submit(asked.put, FILE) for _ in range(places)]
        come.wait(30)
        assert asked.put(FILE).status_code == 503
        go_on.set()
        assert [each.result(30).status_code for each in coming] == [200] * places
    assert places >= 2 * MOST_FILES


@pytest.mark.parametrize(
    ("who", "peer", "told"), [("local", "127.0.0.1", True), ("local", "192.0.2.7", False), ("off", "127.0.0.1", False)]
)
def test_streamlit_tells_figures_to_those_alone_who_are_told_ours(who: str, peer: str, told: bool) -> None:
    answer = client(peer, ODPLAN_METRICS=who).get("/_stcore/metrics")
    assert answer.status_code == (200 if told else 404)


def test_all_else_passes() -> None:
    for path in ("/", "/_stcore/health", "/_stcore/host-config", "/api/v1/ask"):
        assert client("192.0.2.7", ODPLAN_METRICS="off", ODPLAN_UPLOADS="off").get(path).status_code == 200
