"""How long an answer is kept: never into another day, and not at all where a better one is to come."""

from __future__ import annotations

from datetime import datetime

import pytest
from starlette.testclient import TestClient

from assistant.api.app import create
from assistant.api.caching import as_json, kept_for
from assistant.reach import Reach
from assistant.service import Assistant
from assistant.shared import Shared


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        (datetime(2026, 3, 1, 12), 300),
        (datetime(2026, 3, 1, 23, 55), 300),
        (datetime(2026, 3, 1, 23, 58), 120),
        (datetime(2026, 12, 31, 23, 59, 59, 999_999), 1),
        (datetime(2026, 3, 1), 300),
    ],
)
def test_answer_is_kept_for_minutes_and_never_beyond_midnight(now: datetime, seconds: int) -> None:
    assert kept_for(now) == seconds


def test_json_is_as_the_command_line_prints_it() -> None:
    assert as_json({"name": "急症室", "n": 1.5}) == '{"name": "急症室", "n": 1.5}\n'.encode()


@pytest.mark.parametrize(
    "path", ["ask?q=急症室", "search?every=P1W", "plans", "openapi.json", "docs", "datasets/D.ii.9"]
)
def test_client_that_has_an_answer_is_told_so(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"].startswith("public, max-age=")
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": given})
        assert (again.status_code, again.content) == (304, b""), given
        assert again.headers["etag"] == tag and "max-age" in again.headers["cache-control"]
        assert "accept-encoding" in again.headers["vary"].lower()
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(path, headers={"Accept-Encoding": "identity"}).headers["etag"] == tag


def test_other_answers_have_other_tags(client: TestClient) -> None:
    tags = {client.get(f"ask?q={question}").headers["etag"] for question in ("weekly", "monthly", "每週", "每月")}
    assert len(tags) == 4


@pytest.mark.parametrize("path", ["health", "ready", "nothing", "ask"])
def test_what_may_be_otherwise_in_a_moment_is_not_kept(client: TestClient, path: str) -> None:
    assert client.get(path).headers["cache-control"] == "no-store"


def test_answers_to_what_is_posted_are_not_kept(client: TestClient) -> None:
    posted = client.post("ask", json={"question": "weekly"}, headers={"If-None-Match": "*"})
    assert posted.status_code == 200 and posted.headers["cache-control"] == "no-store" and "etag" not in posted.headers


def test_answer_by_words_alone_is_not_kept_while_the_encoder_is_on_its_way(assistant: Assistant) -> None:
    opened = Shared(lambda: assistant)
    opened.assistant()
    assert opened.ready and opened.encoder == "loading"
    # Without the application's start nobody warms it up.
    client = TestClient(create(opened, Reach(rate=None), write=lambda line: None), base_url="http://test/api/v1/")
    assert client.get("ask?q=weekly").headers["cache-control"] == "no-store"
    assert client.get("search?text=cancer").headers["cache-control"] == "no-store"
    # Meaning has no part in these.
    for path in ("search?every=P1W", "datasets", "suggest?q=cancer", "facets"):
        assert "max-age" in client.get(path).headers["cache-control"], path
