"""/metrics, and requests counted by route: told to those who may know, with nothing of what was asked."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from assistant import metrics
from assistant.api.app import create
from assistant.reach import Reach
from assistant.shared import Shared
from assistant.widget.routes import widget_routes


def asking(shared: Shared, peer: str = "127.0.0.1", **reach: str) -> TestClient:
    app = create(shared, Reach(rate=None, **reach), write=lambda line: None, beside=widget_routes())  # type: ignore[arg-type]
    return TestClient(app, client=(peer, 5000))


def value(name: str, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.parametrize(
    ("who", "peer", "proxied", "told"),
    [
        ("local", "127.0.0.1", False, True),
        ("local", "::1", False, True),
        ("local", "::ffff:127.0.0.1", False, True),
        ("local", "::ffff:192.0.2.7", False, False),
        ("local", "127.0.0.1", True, False),
        ("local", "192.0.2.7", False, False),
        ("on", "192.0.2.7", True, True),
        ("off", "127.0.0.1", False, False),
    ],
)
def test_figures_are_told_to_those_who_may_know(shared: Shared, who: str, peer: str, proxied: bool, told: bool) -> None:
    headers = {"X-Forwarded-For": "198.51.100.1"} if proxied else {}
    answer = asking(shared, peer, metrics=who).get("/metrics", headers=headers)
    assert answer.status_code == (200 if told else 404) and (b"odplan_" in answer.content) is told
    assert not told or answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [
        ("/api/v1/suggest?q=cancr", "/api/v1/suggest", 200),
        ("/api/v1/datasets/D.ii.9", "/api/v1/datasets/{dataset_id}", 200),
        ("/api/v1/datasets/secret", "/api/v1/datasets/{dataset_id}", 404),
        ("/api/v1/datasets?size=9999", "/api/v1/datasets", 400),
        ("/api/v1/download/datasets.csv", "/api/v1/download/datasets.{kind}", 200),
        ("/widget.js", "/widget.js", 200),
        ("/widget-secret.js", "/widget-{version}", 307),
        ("/secret", "other", 404),
        ("/api/v1/secret/secret", "other", 404),
    ],
)
def test_requests_are_counted_by_route(shared: Shared, path: str, route: str, status: int) -> None:
    names = {"route": route, "method": "GET", "status": str(status)}
    before = value("odplan_requests_total", **names)
    client = asking(shared)
    assert client.get(path, follow_redirects=False).status_code == status
    client.head(path)
    assert value("odplan_requests_total", **names) == before + 1
    assert "secret" not in client.get("/metrics").text


def test_labels_hold_a_few_words_alone(shared: Shared) -> None:
    client = asking(shared)
    for number in range(20):
        client.get(f"/api/v1/ask?q=private{number}")
        client.get(f"/private{number}", headers={"X-Request-ID": f"private{number}"})
        client.request(f"PRIVATE{number}", "/api/v1/ask")
    told = client.get("/metrics").text
    assert not re.search("private|testserver|127\\.0\\.0\\.1|testclient", told, re.IGNORECASE)
