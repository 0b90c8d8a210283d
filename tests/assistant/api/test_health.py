"""The health route: the same beside the page and before the API alone, and never kept."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.api.health import health_route
from assistant.service import Assistant
from assistant.shared import Shared


@pytest.mark.parametrize(("opened", "status", "datasets"), [(True, "ok", 48), (False, "starting", 0)])
def test_health_tells_whether_questions_are_answered(
    assistant: Assistant, opened: bool, status: str, datasets: int
) -> None:
    shared = Shared(lambda: assistant)
    if opened:
        shared.assistant()
    answer = TestClient(Starlette(routes=[health_route(shared)])).get("/healthz")
    assert answer.json() == {"status": status, "datasets": datasets, "encoder": "loading"}
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"


def test_api_alone_is_asked_for_its_health_in_the_same_place(client: TestClient) -> None:
    assert client.get("http://testserver/healthz").json() == {"status": "ok", "datasets": 48, "encoder": "loaded"}
