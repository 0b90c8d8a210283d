"""The access log: a line of JSON a request, and nothing of what was asked unless it is switched on."""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.api.app import create
from assistant.api.journal import Journal, to_stdout
from assistant.reach import Reach
from assistant.shared import Shared

API = "http://testserver/api/v1/"


class Log(list[str]):
    @property
    def last(self) -> dict[str, Any]:
        entry: dict[str, Any] = json.loads(self[-1])
        return entry


@pytest.fixture
def log() -> Log:
    return Log()


def asking(shared: Shared, log: Log, *, questions: bool = False) -> TestClient:
    reach = Reach(rate=None, log_questions=questions)
    return TestClient(create(shared, reach, write=log.append), base_url=API)


def test_request_is_noted_in_one_line(shared: Shared, log: Log) -> None:
    client = asking(shared, log)
    answer = client.get("suggest?q=急証室&limit=1")
    assert len(log) == 1 and "\n" not in log[0]
    entry = log.last
    assert list(entry) == ["time", "id", "method", "path", "status", "ms", "bytes"]
    assert datetime.fromisoformat(entry["time"]).tzinfo is not None
    assert (entry["method"], entry["path"], entry["status"]) == ("GET", "/api/v1/suggest", 200)
    assert entry["id"] == answer.headers["x-request-id"] and entry["ms"] > 0
    assert entry["bytes"] == int(answer.headers["content-length"])


@pytest.mark.parametrize("status", [400, 404, 405, 415])
def test_refusals_are_noted_too(shared: Shared, log: Log, status: int) -> None:
    client = asking(shared, log)
    method, path = {400: ("GET", "ask"), 404: ("GET", "x"), 405: ("PUT", "ask"), 415: ("POST", "ask")}[status]
    assert client.request(method, path).status_code == status == log.last["status"]


def test_questions_are_not_noted(shared: Shared, log: Log) -> None:
    client = asking(shared, log)
    client.get("ask?q=private matter")
    client.post("ask", json={"turns": [{"question": "private matter"}]})
    client.get("ask?private=1")
    assert not any("private" in line for line in log)


def test_nothing_that_a_client_proves_itself_by_is_noted(shared: Shared, log: Log) -> None:
    headers = {"Authorization": "Bearer s3cret", "Cookie": "key=s3cret", "X-Api-Key": "s3cret"}
    asking(shared, log, questions=True).get("ask?q=weekly", headers=headers)
    assert len(log) == 1 and "s3cret" not in log[0]


def test_questions_are_noted_where_that_is_switched_on(shared: Shared, log: Log) -> None:
    client = asking(shared, log, questions=True)
    client.get("ask?q=急症室")
    assert log.last["query"] == "q=急症室"
    client.post("ask", json={"turns": [{"question": "weekly"}, {"question": "呢個呢"}]})
    assert log.last["questions"] == ["weekly", "呢個呢"] and "query" not in log.last


def test_id_of_a_request_is_taken_over_where_it_is_harmless(shared: Shared, log: Log) -> None:
    client = asking(shared, log)
    assert client.get("health", headers={"X-Request-ID": "abc-1.2_3"}).headers["x-request-id"] == "abc-1.2_3"
    for odd in ("a b", "x" * 65, 'a","b', ""):
        answer = client.get("health", headers={"X-Request-ID": odd})
        assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"]), odd


def test_path_cannot_forge_a_line(shared: Shared, log: Log) -> None:
    asking(shared, log).get('x%0A{"status": 200}' + "y" * 1000)
    assert len(log) == 1 and log.last["status"] == 404 and len(log.last["path"]) == 300


def test_what_goes_wrong_within_is_told_and_noted_and_goes_no_further(shared: Shared, log: Log, caplog: Any) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError("broken within")

    client = TestClient(Journal(broken, write=log.append))
    with pytest.raises(AssertionError):
        # No answer was begun; the server that runs it closes the connection.
        client.get("/")
    assert log.last["status"] == 0 and "broken within" in caplog.text


def test_failure_is_a_problem_that_tells_nothing_of_the_inside(
    shared: Shared, log: Log, caplog: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError("inside")

    monkeypatch.setattr(shared.assistant(), "ask", fails)
    answer = asking(shared, log).get("ask?q=a")
    assert answer.status_code == 500 == log.last["status"] == answer.json()["status"]
    assert answer.headers["content-type"] == "application/problem+json" and "inside" not in answer.text
    assert "inside" in caplog.text and log.last["id"] in caplog.text


def test_lines_go_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    to_stdout('{"status": 200}')
    assert capsys.readouterr().out == '{"status": 200}\n'


def test_log_that_nobody_reads_any_more_stops_no_answer(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "log").open("w", encoding="utf-8") as closed:
        pass
    monkeypatch.setattr(sys, "stdout", closed)
    client = TestClient(create(shared, Reach(rate=None)), base_url=API)
    assert client.get("health").json() == {"status": "ok"}
