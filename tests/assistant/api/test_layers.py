"""What lies around every answer: whatever is asked, whatever comes of it."""

from __future__ import annotations

import gzip

import pytest
from starlette.testclient import TestClient

from assistant.api.app import create
from assistant.api.layers import SAFE
from assistant.reach import Rate, Reach
from assistant.settings import load_settings
from assistant.shared import Shared

API = "http://testserver/api/v1/"
SITE = "https://www.example.gov.hk"
ANY = ["ask?q=weekly", "ask", "nothing", "docs", "health", "http://testserver/healthz"]


def asking(shared: Shared, reach: Reach, *, address: str = "203.0.113.7") -> TestClient:
    return TestClient(create(shared, reach, write=lambda line: None), base_url=API, client=(address, 50_000))


@pytest.mark.parametrize("path", ANY)
def test_browsers_are_told_to_take_it_for_what_it_is(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers[name] for name in SAFE if name != "Content-Security-Policy"} == {
        name: value for name, value in SAFE.items() if name != "Content-Security-Policy"
    }
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "frame-ancestors 'none'" in policy
    assert "set-cookie" not in headers and "server" not in headers


@pytest.mark.parametrize("path", ANY)
def test_head_is_get_without_the_body(client: TestClient, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code and head.content == b""
    without = ("x-request-id", "ratelimit")
    assert {n: v for n, v in head.headers.items() if n not in without} == {
        n: v for n, v in get.headers.items() if n not in without
    }


def test_long_answers_are_compressed_for_those_who_can_read_it(client: TestClient) -> None:
    with client.stream("GET", "datasets?size=100", headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    plain = client.get("datasets?size=100", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert gzip.decompress(raw) == plain.content and len(raw) < len(plain.content) / 4
    assert packed.headers["vary"] == "Accept-Encoding" == plain.headers["vary"]


@pytest.mark.parametrize("path", ANY)
def test_pages_of_all_sites_may_read_unless_there_is_a_list(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"Origin": SITE}).headers
    assert headers["access-control-allow-origin"] == "*" and "origin" not in headers.get("vary", "").lower()
    assert "access-control-allow-credentials" not in headers
    assert "Retry-After" in headers["access-control-expose-headers"]


def test_preflight_is_answered(client: TestClient) -> None:
    asked = {"Origin": SITE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = client.options("ask", headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_sites_of_the_list_may_read_and_no_others(shared: Shared, method: str) -> None:
    client = asking(shared, Reach(origins=frozenset({SITE}), rate=None))
    asked = {"Access-Control-Request-Method": "GET"}
    let_in = client.request(method, "plans", headers={"Origin": SITE, **asked})
    assert let_in.headers["access-control-allow-origin"] == SITE
    for origin in ("https://evil.example", "null", SITE + ".evil.example", "http://www.example.gov.hk"):
        kept_out = client.request(method, "plans", headers={"Origin": origin, **asked})
        assert "access-control-allow-origin" not in kept_out.headers, origin
        assert "origin" in kept_out.headers["vary"].lower()
    assert "origin" in client.get("plans").headers["vary"].lower()


def test_client_that_asks_too_much_is_told_when_to_come_again(shared: Shared) -> None:
    client = asking(shared, Reach(rate=Rate(2, 60)))
    left = [client.get("health?x", headers={"Origin": SITE}) and client.get("suggest?q=a") for _ in range(2)]
    assert [answer.headers["ratelimit"].split(";")[1] for answer in left] == ["r=1", "r=0"]
    refused = client.get("suggest?q=a", headers={"Origin": SITE})
    assert refused.status_code == 429 and refused.json()["detail"].startswith("Too many requests: at most 2 in 60")
    assert 29 <= int(refused.headers["retry-after"]) <= 30
    assert refused.headers["ratelimit-policy"] == '"default";q=2;w=60'
    # The page that asked must be able to read when to come again.
    assert refused.headers["access-control-allow-origin"] == "*"
    assert client.get("http://testserver/healthz").status_code == 200 == client.get("ready").status_code


def test_behind_a_trusted_proxy_each_client_has_its_own_share(shared: Shared) -> None:
    behind = asking(shared, Reach(rate=Rate(1, 60), proxies=()), address="10.0.0.1")
    told = [behind.get("plans", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in (1, 2)]
    assert told == [200, 429]
    from_settings = {"ODPLAN_TRUSTED_PROXIES": "10.0.0.0/8", "ODPLAN_RATE": "1/minute"}
    trusted = asking(shared, load_settings(from_settings).reach, address="10.0.0.1")
    told = [trusted.get("plans", headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code for n in (1, 2, 1)]
    assert told == [200, 200, 429]


@pytest.mark.parametrize("length", ["262145", "9" * 30, "-1", "x", "１"])
def test_length_that_is_too_large_or_none_is_refused_before_the_body_comes(client: TestClient, length: str) -> None:
    answer = client.post("ask", content=b"{}", headers={"Content-Length": length.encode(), "Content-Type": "text/x"})
    assert answer.status_code == 413
