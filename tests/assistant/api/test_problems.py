"""Whatever is wrong with a request: a problem document, one sentence, and the parameter where it is one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from httpx import Response
from starlette.testclient import TestClient

from assistant.api.problems import problem

LONG = "長" * 501


def told(response: Response, status: int) -> dict[str, Any]:
    """The problem of a response, held against the one shape."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store" and "etag" not in response.headers
    content: dict[str, Any] = response.json()
    assert list(content)[:4] == ["type", "title", "status", "detail"] and set(content) - {"parameter"} == set(
        ["type", "title", "status", "detail"]
    )
    assert content["status"] == status and content["detail"].endswith(".") and "\n" not in content["detail"]
    return content


@pytest.mark.parametrize(
    ("address", "parameter", "words"),
    [
        ("ask", "q", "q is missing: give a question"),
        (f"ask?q={LONG}", "q", "501 characters long: give at most 500"),
        ("ask?q=a&q=b", "q", "given 2 times: give one"),
        ("ask?q=a&Q=b", "Q", "no parameter here: there are q, lang, as_of"),
        ("ask?q=a&question=b", "question", "no parameter here"),
        ("ask?q=a&lang=fr", "lang", "'fr' will not do: give en, zh-Hant"),
        ("ask?q=a&as_of=tomorrow", "as_of", "give a day such as 2026-03-01"),
        ("ask?q=a&as_of=2025-02-29", "as_of", "give a day"),
        ("ask?q=a&as_of=9999-12-31", "as_of", "from 2000 to 2099"),
        ("search?every=weekly", "every", "P1W"),
        ("search?every=P1W&every=P0D", "every", "'P0D' will not do"),
        ("search?status=late", "status", "planned or released"),
        ("search?section=E", "section", "A, B, C or D"),
        ("search?spatial=yes", "spatial", "true or false"),
        ("search?since=2024", "since", "a month such as 2024-01"),
        ("search?until=2024-13", "until", "a month"),
        ("search?year=25", "year", "a year such as 2025"),
        ("search?sort=best", "sort", "relevance, name"),
        ("search?format=%00", "format", "a format such as CSV"),
        ("search?page=0", "page", "a number from 1"),
        ("search?page=1.0", "page", "a number from 1"),
        ("search?page=%EF%BC%91", "page", "a number from 1"),
        ("search?size=101", "size", "a number from 1 to 100"),
        (f"search?text={LONG}", "text", "501 characters"),
        ("search?" + "year=2025&" * 41, "year", "year holds 41 values: give at most 40"),
        ("suggest?q=a&limit=101", "limit", "1 to 100"),
        ("suggest?q=a&limit=-1", "limit", "1 to 100"),
        ("plans?x=1", "x", "it takes none"),
        ("health?x=1", "x", "it takes none"),
        ("datasets/D.ii.9?lang=en", "lang", "it takes none"),
        ("datasets/" + "x" * 201, "dataset_id", "201 characters"),
        ("download/datasets.doc", "kind", "csv, json, xlsx or ics"),
        ("download/datasets.csv?q=a&edit=1.every.weekly.x", "edit", "what to change"),
    ],
)
def test_parameter_that_will_not_do_is_named_with_what_will(
    client: TestClient, address: str, parameter: str, words: str
) -> None:
    content = told(client.get(address), 400)
    assert content["parameter"] == parameter and words in content["detail"]


@pytest.mark.parametrize(
    ("address", "parameter", "words"),
    [
        ("search?organisation=Nobody", "organisation", "醫院管理局"),
        ("datasets?category=Sports", "category", "衛生"),
        ("facets?plan=td-2025-2027", "plan", "hhb-2024-2026"),
        ("suggest?q=a&plan=zzz", "plan", "hhb-2024-2026"),
        ("datasets/D.ii.99", "dataset_id", "/api/v1/datasets lists them"),
        ("datasets/", "dataset_id", "ids look like"),
        ("datasets/%00", "dataset_id", "There is no dataset"),
        ("datasets/..%2F..%2Fetc%2Fpasswd", "dataset_id", "There is no dataset"),
        ("datasets/hhb-2024-2026/D.ii.9/", "dataset_id", "There is no dataset"),
        ("datasets/%F0%A0%AE%B7", "dataset_id", "'𠮷'"),
        ("datasets/%ED%A0%80%FF", "dataset_id", "There is no dataset"),
        ("nothing", None, "/api/v1/docs"),
        ("ask/", None, "/api/v1/docs"),
        ("http://testserver/elsewhere", None, "/api/v1/docs"),
    ],
)
def test_what_is_not_there_is_not_found(client: TestClient, address: str, parameter: str | None, words: str) -> None:
    content = told(client.get(address), 404)
    assert content.get("parameter") == parameter and words in content["detail"]


@pytest.mark.parametrize(
    ("body", "parameter", "words"),
    [
        (b"", None, "The body is missing"),
        (b"{", None, "no JSON"),
        (b"\xff\xfe\x00", None, "no JSON"),
        (b"[" * 100_000, None, "no JSON"),
        (b'{"turns": ' + b"[" * 20_000 + b"]" * 20_000 + b"}", None, "no JSON"),
        (b"null", None, "body"),
        (b'"x"', None, "body"),
        (b"[]", None, "body"),
        (b"{}", None, "body"),
        (b'{"question": "a", "turns": [{"question": "b"}]}', None, "body"),
        (b'{"question": 1}', "question", "a question in words"),
        (b'{"question": null}', "question", "a question in words"),
        (b'{"question": "\\ud800"}', "question", "a question in words"),
        (b'{"question": "a", "more": 1}', "more", "not known here"),
        (b'{"turns": []}', "turns", "1 to 20 turns"),
        (b'{"turns": [{"question": "a", "kind": "x"}]}', "turns.0.kind", "not known here"),
        (b'{"turns": [{"question": "a"}, {}]}', "turns.1.question", "is missing"),
        (json.dumps({"turns": [{"question": "a"}] * 21}).encode(), "turns", "21 values: give at most 20"),
        (json.dumps({"question": LONG}).encode(), "question", "501 characters"),
        (b'{"question": "a", "as_of": "2026-02-30"}', "as_of", "a day"),
        (b'{"question": "a", "lang": "fr"}', "lang", "en, zh-Hant"),
    ],
)
def test_body_that_will_not_do_is_refused_with_its_place(
    client: TestClient, body: bytes, parameter: str | None, words: str
) -> None:
    content = told(client.post("ask", content=body, headers={"Content-Type": "application/json"}), 400)
    assert content.get("parameter") == parameter and words in content["detail"]


@pytest.mark.parametrize(
    "kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "xml"]
)
def test_body_of_another_kind_is_refused(client: TestClient, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    content = told(client.post("ask", content=b'{"question": "a"}', headers=headers), 415)
    assert "Content-Type: application/json" in content["detail"]


@pytest.mark.parametrize("chunked", [False, True])
def test_body_that_is_too_large_is_refused_while_it_comes(client: TestClient, chunked: bool) -> None:
    body: Any = (b" " * 65_536 for _ in range(5)) if chunked else b" " * 300_000
    content = told(client.post("ask", content=body, headers={"Content-Type": "application/json"}), 413)
    assert "256 KB" in content["detail"]


@pytest.mark.parametrize(
    ("path", "methods"),
    [
        ("ask", "GET, HEAD, POST, OPTIONS"),
        ("search", "GET, HEAD, OPTIONS"),
        ("datasets/hhb-2024-2026/D.ii.9", "GET, HEAD, OPTIONS"),
        ("docs", "GET, HEAD, OPTIONS"),
        ("http://testserver/healthz", "GET, HEAD, OPTIONS"),
    ],
)
@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "TRACE", "QUERY"])
def test_method_that_will_not_do_is_refused_with_those_that_will(
    client: TestClient, method: str, path: str, methods: str
) -> None:
    response = client.request(method, path)
    assert told(response, 405)["detail"].startswith(f"{method} will not do here")
    assert response.headers["allow"] == methods
    asked = client.options(path)
    assert (asked.status_code, asked.headers["allow"], asked.content) == (204, methods, b"")


def test_time_to_come_again_is_in_whole_seconds_and_never_at_once() -> None:
    assert [problem(503, "x.", after=after).headers["retry-after"] for after in (0.0, 0.2, 1.0, 2.01)] == list("1113")


def test_status_without_a_name_and_text_that_is_none_are_still_told() -> None:
    response = problem(499, "A half \ud800.", parameter="q")
    assert json.loads(response.body) == {
        "type": "about:blank", "title": "Not answered", "status": 499, "detail": "A half ?.", "parameter": "q",
    }  # fmt: skip
