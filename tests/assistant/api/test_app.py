"""The API as an application: beside other things, or alone."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant.api.app import api_routes, create
from assistant.reach import Rate, Reach
from assistant.service import Assistant
from assistant.shared import Shared


async def page(_request: object) -> PlainTextResponse:
    return PlainTextResponse("the page")


def test_routes_stand_beside_a_page_and_leave_it_alone(shared: Shared) -> None:
    log: list[str] = []
    routes = [*api_routes(shared, Reach(rate=Rate(1, 60)), write=log.append), Route("/{rest:path}", page)]
    client = TestClient(Starlette(routes=routes))
    assert client.get("/").text == "the page" and client.get("/api/v2/ask").text == "the page"
    assert log == [] and "content-security-policy" not in client.get("/").headers
    assert client.get("/api/v1/plans").status_code == 200
    assert client.get("/api/v1/plans").status_code == 429
    assert client.get("/").status_code == 200
    answer = client.get("/api/v1/nothing/at/all")
    assert answer.headers["content-type"] == "application/problem+json" and len(log) == 3


def test_description_of_mounted_routes_is_that_of_the_api_alone(shared: Shared, client: TestClient) -> None:
    mounted = TestClient(Starlette(routes=api_routes(shared, Reach(rate=None), write=lambda line: None)))
    assert mounted.get("/api/v1/openapi.json").content == client.get("openapi.json").content
    assert mounted.get("/api/v1", follow_redirects=False).headers["location"] == "/api/v1/docs"


def test_api_alone_opens_the_plans_when_it_is_started(assistant: Assistant) -> None:
    cold = Shared(lambda: assistant)
    with TestClient(create(cold, Reach(rate=None), write=lambda line: None)) as client:
        assert client.get("/api/v1/health").status_code == 200
        cold.start().join()
        assert client.get("/api/v1/ready").json()["ready"]
