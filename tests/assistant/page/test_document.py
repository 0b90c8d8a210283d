from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.page.document import Dressed, content_policy, dressed, look, look_routes

INDEX = """<html><head><link href="./favicon.png"><title>Streamlit</title></head>
<body><noscript>You need <p>JavaScript</p></noscript><div id="root"></div></body></html>"""


async def index(request: Request) -> Response:
    assert "if-none-match" not in request.headers and "accept-encoding" not in request.headers
    return HTMLResponse(INDEX, headers={"ETag": '"streamlit"'})


async def lost(request: Request) -> Response:
    own = {"Content-Security-Policy": "default-src 'none'"} if "own" in request.query_params else {}
    return HTMLResponse(INDEX, headers=own)


async def other(request: Request) -> Response:
    return PlainTextResponse("</body>", headers={"ETag": request.headers.get("if-none-match", "")})


@pytest.fixture
def browser() -> Iterator[TestClient]:
    routes = [Route("/", index), *look_routes(), Route("/lost", lost), Route("/other", other)]
    with TestClient(Starlette(routes=routes, middleware=[Middleware(Dressed)])) as client:
        yield client


def test_document_has_name_icon_style_and_script_before_anything_is_drawn(browser: TestClient) -> None:
    answer = browser.get("/", headers={"If-None-Match": '"streamlit"'})
    assert "<title>Hong Kong open data plans, answered</title>" in answer.text
    for kind in ("css", "js", "png"):
        name, content = look(kind)
        assert f'"./{name}"' in answer.text
        served = browser.get(f"/{name}")
        assert (served.content, served.status_code) == (content, 200)
        assert "immutable" in served.headers["cache-control"]
    assert "etag" not in answer.headers
    assert answer.headers["content-length"] == str(len(answer.content))


def test_reader_without_scripts_is_told_in_three_languages(browser: TestClient) -> None:
    text = browser.get("/").text
    assert "You need" not in text
    for words in ("needs JavaScript", "此頁需要", "此页需要", 'href="api/v1/docs"'):
        assert words in text


def test_head_is_answered_without_a_length_that_would_be_wrong(browser: TestClient) -> None:
    answer = browser.head("/")
    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("path", ["/", "/lost"])
def test_every_document_says_that_nothing_from_elsewhere_may_run(browser: TestClient, path: str) -> None:
    answer = browser.get(path)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "script-src 'self' 'sha256-" in policy
    assert "unsafe-eval" not in policy and "'unsafe-inline'" not in policy.partition("style-src")[0]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_stricter_policy_of_a_document_stays(browser: TestClient) -> None:
    assert browser.get("/lost?own").headers["content-security-policy"] == "default-src 'none'"


def test_script_within_the_document_may_run_and_no_other() -> None:
    first, second = (content_policy(b"<script>%b</script>" % each) for each in (b"one", b"two"))
    assert first != second != content_policy(b"")
    assert "script-src 'self';" in content_policy(b"<script src='x'></script>")


def test_all_else_passes_through_untouched(browser: TestClient) -> None:
    answer = browser.get("/other", headers={"If-None-Match": '"x"'})
    assert (answer.text, answer.headers["etag"]) == ("</body>", '"x"')


@pytest.mark.parametrize("path", ["/page-0123.css", "/page-0.js"])
def test_version_of_before_leads_to_the_present_one(browser: TestClient, path: str) -> None:
    answer = browser.get(path, follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == look(path.rpartition(".")[2])[0]


@pytest.mark.parametrize("path", ["/page-x.html", "/page-..%2f..%2fsettings.py", "/page-x"])
def test_nothing_else_is_handed_out(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 404


def test_document_of_another_make_is_left_as_readable_as_it_was() -> None:
    assert dressed(b"plain") == b"plain"


def test_answer_in_pieces_is_dressed_as_a_whole() -> None:
    async def pieces(scope: Scope, receive: Receive, send: Send) -> None:
        head = [(b"content-type", b"text/html"), (b"content-length", b"13")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        for part, more in ((b"<body></bo", True), (b"dy>", False)):
            await send({"type": "http.response.body", "body": part, "more_body": more})

    answer = TestClient(Dressed(pieces)).get("/")
    assert answer.text.startswith('<body><link rel="stylesheet"')
    assert answer.text.endswith("</script></body>")
