"""The routes of the search box: what a browser and a cache are told."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.publication import widget_script
from assistant.widget.routes import widget_routes

VERSIONED = f"/{widget_script().name}"
FILES = ["/widget.js", VERSIONED, "/widget.d.ts"]
PAGES = ["/widget", "/embed"]


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=widget_routes()), base_url="https://data.example.hk", follow_redirects=False)


@pytest.mark.parametrize("path", FILES)
def test_any_site_may_load_the_files(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert headers["x-content-type-options"] == "nosniff"


def test_script_is_served_as_a_script(client: TestClient) -> None:
    for path in ("/widget.js", VERSIONED):
        answer = client.get(path)
        assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
        assert answer.content == widget_script().content


def test_version_may_be_kept_for_ever_and_the_latest_for_minutes(client: TestClient) -> None:
    assert "immutable" in client.get(VERSIONED).headers["cache-control"]
    latest = client.get("/widget.js").headers["cache-control"]
    assert "immutable" not in latest
    assert "max-age=300" in latest


def test_version_of_another_time_leads_to_the_latest(client: TestClient) -> None:
    answer = client.get("/widget-000000000000.js")
    assert (answer.status_code, answer.headers["location"]) == (307, "widget.js")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "immutable" not in answer.headers["cache-control"]


@pytest.mark.parametrize("path", [*FILES, *PAGES])
def test_what_a_client_has_already_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    for known in (tag, f'"other", W/{tag}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", [*FILES, *PAGES])
def test_head_is_get_without_the_content(client: TestClient, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert head.content == b""
    assert dict(head.headers) == dict(whole.headers)


def test_script_is_compressed_for_those_who_can_read_it(client: TestClient) -> None:
    packed = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(gzip.compress(widget_script().content, mtime=0)) < 15_000
    assert "content-encoding" not in plain.headers
    assert packed.content == plain.content
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "accept-encoding" in packed.headers["vary"].lower()


@pytest.mark.parametrize(("path", "frames"), [("/widget", "frame-ancestors 'self'"), ("/embed", "frame-ancestors *")])
def test_pages_allow_themselves_nothing_but_what_they_need(client: TestClient, path: str, frames: str) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert frames in policy
    assert "unsafe" not in policy
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_demo_shows_the_lines_for_the_server_it_is_asked_at(client: TestClient) -> None:
    assert "https://data.example.hk/widget.js" in client.get("/widget").text


def test_page_is_in_the_language_of_the_address_or_the_browser(client: TestClient) -> None:
    assert '<html lang="zh-Hant">' in client.get("/widget?lang=zh-HK").text
    assert '<html lang="zh-Hans">' in client.get("/embed", headers={"Accept-Language": "zh-CN,en"}).text


@pytest.mark.parametrize("path", [*FILES, *PAGES])
def test_nothing_can_be_written(client: TestClient, path: str) -> None:
    assert client.post(path).status_code == 405
