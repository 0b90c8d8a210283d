"""What is served for the search box: its script, latest and by version, its types, and the pages that show it."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from importlib import resources

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from assistant import etags
from assistant.answer import Language
from assistant.publication import widget_script
from assistant.widget.pages import content_policy, demo, embed, page_language

BRIEFLY = "public, max-age=300, stale-while-revalidate=86400"
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
# Any site may load these files: they hold nothing of anybody.
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin"}
SCRIPT = "text/javascript; charset=utf-8"
TYPES = "text/plain; charset=utf-8"
PAGE = "text/html; charset=utf-8"


def widget_routes() -> list[Route]:
    """The routes to mount beside the page and the API; each answers GET and HEAD."""
    return [
        Route("/widget.js", latest),
        Route("/widget-{version:str}.js", versioned),
        Route("/widget.d.ts", types),
        Route("/widget", demonstration),
        Route("/embed", embedded),
    ]


async def latest(request: Request) -> Response:
    """The script as it is now."""
    return _file(request, widget_script().content, SCRIPT, BRIEFLY)


async def versioned(request: Request) -> Response:
    """The script of one version, which never changes.

    Only the present one is kept. A page that asks for another is sent to the latest; where it named a hash, its browser
    refuses that, and the page keeps what stands inside the element.
    """
    if request.path_params["version"] == widget_script().version:
        return _file(request, widget_script().content, SCRIPT, FOR_EVER)
    return RedirectResponse("widget.js", 307, headers={**OPEN, **SAFE, "Cache-Control": ASK_AGAIN})


async def types(request: Request) -> Response:
    """The declarations for TypeScript."""
    content = resources.files("assistant").joinpath("widget/widget.d.ts").read_bytes()
    return _file(request, content, TYPES, BRIEFLY)


async def demonstration(request: Request) -> Response:
    """The page that shows the box."""
    page = demo(_language(request), str(request.base_url).rstrip("/"))
    return _page(request, page, frames="'self'")


async def embedded(request: Request) -> Response:
    """The box as a page for an iframe, on any site."""
    return _page(request, embed(_language(request), request.query_params), frames="*")


def _language(request: Request) -> Language:
    return page_language(request.query_params.get("lang"), request.headers.get("accept-language", ""))


def _page(request: Request, page: str, *, frames: str) -> Response:
    headers = {"Content-Security-Policy": content_policy(page, frames=frames), "Vary": "Accept-Language"}
    return _answer(request, page.encode(), {**SAFE, **headers, "Content-Type": PAGE, "Cache-Control": ASK_AGAIN})


def _file(request: Request, content: bytes, kind: str, cache_control: str) -> Response:
    headers = {**OPEN, **SAFE, "Content-Type": kind, "Cache-Control": cache_control, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return _answer(request, _compressed(content), {**headers, "Content-Encoding": "gzip"})
    return _answer(request, content, headers)


@cache
def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def _answer(request: Request, content: bytes, headers: dict[str, str]) -> Response:
    """The content, or 304 without it for those who have it already."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    kept = etags.has(request.headers.get("if-none-match", ""), tag)
    return Response(None if kept else content, 304 if kept else 200, {**headers, "ETag": tag})
