"""The name that a request is for: any, or those of the settings, and nothing is believed that a stranger adds."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from assistant.api.app import create
from assistant.api.hosts import Named
from assistant.reach import Reach
from assistant.shared import Shared
from assistant.widget.routes import widget_routes

OURS = ("data.gov.hk", "*.example.org", "::1")


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        connection = WebSocket(scope, receive, send)
        await connection.accept()
        await connection.close()
    else:
        await PlainTextResponse(str(Request(scope).base_url))(scope, receive, send)


def client(hosts: tuple[str, ...] = OURS, proxies: str = "") -> TestClient:
    networks = (ip_network(proxies),) if proxies else ()
    return TestClient(Named(echo, reach=Reach(hosts=hosts, proxies=networks)), client=("10.1.2.3", 5000))


@pytest.mark.parametrize(
    "host", ["data.gov.hk", "DATA.gov.hk:8501", "data.gov.hk.", "a.example.org", "a.b.example.org", "[::1]:8501"]
)
def test_names_of_the_list_are_answered(host: str) -> None:
    assert client().get("/", headers={"Host": host}).status_code == 200
    with client().websocket_connect("/_stcore/stream", headers={"Host": host}):
        pass


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "example.org", "data.gov.hk.evil.example", "evil.example:80@data.gov.hk:x", "evilexample.org",
        "", "[::2]", "[", "data.gov.hk evil.example", "data.gov.hk/evil",
    ],
)  # fmt: skip
def test_other_names_are_refused(host: str) -> None:
    answer = client().get("/", headers={"Host": host, "X-Forwarded-Host": "data.gov.hk"})
    assert answer.status_code == 421 and answer.headers["content-type"] == "application/problem+json"
    assert "ODPLAN_HOSTS" in answer.json()["detail"] and "evil" not in answer.text
    with pytest.raises(WebSocketDisconnect), client().websocket_connect("/_stcore/stream", headers={"Host": host}):
        pass


def test_two_names_are_none() -> None:
    headers = [("Host", "data.gov.hk"), ("Host", "evil.example")]
    assert client().get("/", headers=headers).status_code == 421


def test_any_name_will_do_unless_there_is_a_list_and_those_who_watch_need_none() -> None:
    assert client(()).get("/", headers={"Host": "anything.example"}).status_code == 200
    for path in ("/healthz", "/metrics", "/api/v1/health", "/api/v1/ready"):
        assert client().get(path, headers={"Host": "10.0.0.7:8501"}).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "told", "scheme"),
    [
        ("", "https", "http"),
        ("192.0.2.0/24", "https", "http"),
        ("10.0.0.0/8", "https", "https"),
        ("10.0.0.0/8", "http, https", "https"),
        ("10.0.0.0/8", "javascript", "http"),
        ("10.0.0.0/8", "", "http"),
    ],
)
def test_scheme_is_told_by_trusted_proxies_alone(proxies: str, told: str, scheme: str) -> None:
    answer = client((), proxies).get("/", headers={"X-Forwarded-Proto": told, "X-Forwarded-Host": "evil.example"})
    assert answer.text == f"{scheme}://testserver/"


def test_lines_to_paste_cannot_name_another_server(shared: Shared) -> None:
    app = create(shared, Reach(rate=None, hosts=("data.gov.hk",)), write=lambda line: None, beside=widget_routes())
    asking = TestClient(app, base_url="http://data.gov.hk")
    assert "http://data.gov.hk/widget.js" in asking.get("/widget").text
    for path in ("/widget", "/widget.js", "/api/v1/openapi.json", "/api/v1/docs", "/embed"):
        told = asking.get(path, headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"})
        assert told.status_code == 200 and "evil" not in told.text, path
        assert asking.get(path, headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    "path", ["/api/v1", "/", "/api/v1/", "/widget-0000.js", "//evil.example/%2e%2e", "/api/v1//evil.example"]
)
def test_nothing_leads_to_another_server(shared: Shared, path: str) -> None:
    app = create(shared, Reach(rate=None), write=lambda line: None, beside=widget_routes())
    asking = TestClient(app, base_url="http://evil.example")
    for query in ("", "?url=//evil.example&next=https://evil.example&return=evil.example"):
        location = asking.get(path + query, follow_redirects=False).headers.get("location", "")
        assert "evil" not in location and not location.startswith(("//", "/\\", "http"))
