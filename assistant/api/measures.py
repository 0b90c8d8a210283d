"""/metrics for Prometheus, and the layer that counts requests by route: what was asked for is in no label."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant import metrics
from assistant.admission import may_know
from assistant.reach import Reach

__all__ = ["Measured", "measures"]

_EXACT = ("/", "/healthz", "/metrics", "/widget", "/widget.js", "/widget.d.ts", "/embed", "/api/v1")
# Beside the API, whose routes tell their names, and the page's own addresses: what they begin with.
_FAMILIES = {
    "/widget-": "/widget-{version}",
    "/page-": "/page-{version}",
    "/static/": "/static",
    "/_stcore/": "/_stcore",
}
_API = "/api/v1"


def measures(reach: Reach) -> Route:
    """/metrics, for those who may know; 404 for all others."""

    async def told(request: Request) -> Response:
        if not may_know(request, reach.metrics):
            return Response(status_code=404)
        content, media_type = metrics.exposed(request.headers.get("accept", ""))
        return Response(content, headers={"Content-Type": media_type, "Cache-Control": "no-store"})

    return Route("/metrics", told)


class Measured:
    """Counts and times requests, and pages that are open."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or follows one connection."""
        if scope["type"] == "websocket":
            with metrics.VISITS.track_inprogress():
                await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._counted(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope.setdefault("state", {})
        began, status = time.perf_counter(), 0

        async def watched(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            metrics.requested(_route(scope), scope["method"], status, time.perf_counter() - began)


def _route(scope: Scope) -> str:
    """The name of the route that a request took: one of a few, whatever its address."""
    path, named = scope["path"], scope["state"].get("route")
    if named is not None:
        return f"{_API}{named}"
    if path in _EXACT:
        return str(path)
    return next((name for start, name in _FAMILIES.items() if path.startswith(start)), "other")
