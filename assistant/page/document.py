"""The document that Streamlit draws the page into: with the page's own style, script, name and icon from the start.

Streamlit would hand styles on with the first drawing, after what they are for is on the screen: the page would jump.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.page.markup import text
from assistant.page.words import LANGUAGES, words

HERE = Path(__file__).resolve().parent
KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "png": "image/png"}
FOR_EVER = "public, max-age=31536000, immutable"
SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
DOCUMENTS = ("/", "/index.html")
# A browser that holds Streamlit's own document must not be told that it has not changed.
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
_ASKS_FOR_PART = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")


@cache
def look(kind: str) -> tuple[str, bytes]:
    """The name and the content of the page's style ("css", of all views), script ("js") or icon ("png")."""
    if kind == "css":
        content = b"\n".join(path.read_bytes() for path in sorted((HERE / "styles").glob("*.css")))
    else:
        content = (HERE / {"js": "page.js", "png": "icon.png"}[kind]).read_bytes()
    return f"page-{hashlib.sha256(content).hexdigest()[:12]}.{kind}", content


def look_routes() -> list[Route]:
    """The routes of style, script and icon; each name holds its version, so that browsers keep it."""
    return [Route("/page-{version:str}.{kind:str}", _look)]


async def _look(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind not in KINDS:
        return Response(status_code=404)
    name, content = look(kind)
    if request.url.path.rpartition("/")[2] != name:
        return RedirectResponse(name, 307, headers={"Cache-Control": "no-cache"})
    return Response(content, headers={**SAFE, "Cache-Control": FOR_EVER, "Content-Type": KINDS[kind]})


def dressed(document: bytes) -> bytes:
    """Streamlit's document with the page's name, icon, style and script in it.

    The style stands behind what Streamlit draws into: of rules with the same weight the last one counts.
    """
    name, icon = words("en")("page.title").encode(), look("png")[0].encode()
    style, script = (look(kind)[0].encode() for kind in ("css", "js"))
    document = document.replace(b"<title>Streamlit</title>", b"<title>" + name + b"</title>", 1)
    document = document.replace(b"./favicon.png", b"./" + icon, 1)
    tags = b'<link rel="stylesheet" href="./%b"><script defer src="./%b"></script>' % (style, script)
    document = document.replace(b"</body>", tags + b"</body>", 1)
    return _NOSCRIPT.sub(b"<noscript>" + _without_script() + b"</noscript>", document, count=1)


def _without_script() -> bytes:
    """What is read where scripts are off: where the same answers are had without them."""
    rows = (text("p", words(language)("page.noscript"), lang=language) for language in LANGUAGES)
    return "".join([*rows, text("a", "api/v1/docs", href="api/v1/docs")]).encode()


def content_policy(document: bytes) -> str:
    """What a browser may do with Streamlit's document: nothing from elsewhere, no script but its files and its own."""
    hashes = (base64.b64encode(hashlib.sha256(each).digest()).decode() for each in _INLINE.findall(document))
    scripts = " ".join(["'self'", *(f"'sha256-{each}'" for each in hashes)])
    return (
        # Streamlit writes its styles as it draws; nothing that a visitor or a plan writes becomes one.
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'"
    )


class Dressed:
    """Middleware that hands out Streamlit's document dressed and guarded; all else passes through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        guarded = _guarded(send)
        if scope["path"] not in DOCUMENTS:
            await self.app(scope, receive, guarded)
            return
        asked = [(name, value) for name, value in scope["headers"] if name not in _ASKS_FOR_PART]
        await self.app({**scope, "headers": asked}, receive, _Document(guarded).send)


def _guarded(send: Send) -> Send:
    """Sends on, each document with a policy: Streamlit's, which it hands out at any address, where it has none."""

    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            if _is_document(headers):
                for name, value in {**SAFE, "Content-Security-Policy": _policy()}.items():
                    headers.setdefault(name, value)
                message = {**message, "headers": headers.raw}
        await send(message)

    return guarded


def _is_document(headers: Headers) -> bool:
    return "text/html" in headers.get("content-type", "")


@cache
def _policy() -> str:
    return content_policy(resources.files("streamlit").joinpath("static", "index.html").read_bytes())


class _Document:
    """One answer on its way out, held back until its document is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_document(Headers(raw=message["headers"])):
            self._start = message
            return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        document = dressed(self._body)
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("etag", "last-modified", "accept-ranges"):
            del headers[name]
        headers["Cache-Control"] = "no-cache"
        if self._body:
            headers["Content-Length"] = str(len(document))
        else:
            # An answer to HEAD tells of a document that is longer than the one behind it.
            del headers["Content-Length"]
        await self._send({**start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": document})
