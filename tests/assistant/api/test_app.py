"""The API as an application: beside other things, or alone."""

from __future__ import annotations

import pytest
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.api.app import Beside, create
from assistant.reach import Rate, Reach
from assistant.service import Assistant
from assistant.shared import Shared


async def strict(scope: Scope, receive: Receive, send: Send) -> None:
    """A page whose server refuses in its own words."""
    answer = PlainTextResponse("no", 400) if ".." in scope["path"] else PlainTextResponse("the page")
    await answer(scope, receive, send)


def test_api_stands_before_a_page_and_leaves_it_alone(shared: Shared) -> None:
    log: list[str] = []
    client = TestClient(Beside(strict, shared=shared, reach=Reach(rate=Rate(1, 60)), write=log.append))
    for path in ("/", "/api/v2/ask", "/api", "/api/v11/ask"):
        assert client.get(path).text == "the page"
    assert log == [] and "content-security-policy" not in client.get("/").headers
    assert client.get("/api/v1/plans").status_code == 200
    assert client.get("/api/v1/plans").status_code == 429
    assert client.get("/").status_code == 200
    answer = client.get("/api/v1/nothing/at/all")
    assert answer.headers["content-type"] == "application/problem+json" and len(log) == 3


@pytest.mark.parametrize("path", ["datasets/%2e%2e/x", "%2e%2e/%2e%2e/etc/passwd", "a%0Ab", "//other/share", "%5c%5cx"])
def test_address_that_the_page_s_server_would_refuse_gets_a_problem_document(shared: Shared, path: str) -> None:
    client = TestClient(Beside(strict, shared=shared, reach=Reach(rate=None), write=lambda line: None))
    answer = client.get(f"/api/v1/{path}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["status"]) == (404, 404)


def test_description_before_a_page_is_that_of_the_api_alone(shared: Shared, client: TestClient) -> None:
    beside = TestClient(Beside(strict, shared=shared, reach=Reach(rate=None), write=lambda line: None))
    assert beside.get("/api/v1/openapi.json").content == client.get("openapi.json").content
    assert beside.get("/api/v1", follow_redirects=False).headers["location"] == "/api/v1/docs"


def test_api_alone_opens_the_plans_when_it_is_started(assistant: Assistant) -> None:
    cold = Shared(lambda: assistant)
    with TestClient(create(cold, Reach(rate=None), write=lambda line: None)) as client:
        assert client.get("/api/v1/health").status_code == 200
        cold.start().join()
        assert client.get("/api/v1/ready").json()["ready"]
