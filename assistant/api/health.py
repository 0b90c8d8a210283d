"""The health route: whether the server answers, over how many datasets, and whether the encoder is there yet.

It stands beside the page and before the API alike, for those who watch over a server.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.shared import Shared, shared

__all__ = ["health", "health_route"]


def health_route(shared: Shared) -> Route:
    """/healthz: {"status": "ok" or "starting", "datasets": 48, "encoder": "loading", "loaded" or "failed"}."""

    async def healthz(_request: Request) -> Response:
        datasets = len(shared.assistant().library.datasets) if shared.ready else 0
        status = "ok" if shared.ready else "starting"
        return JSONResponse(
            {"status": status, "datasets": datasets, "encoder": shared.encoder}, headers={"Cache-Control": "no-store"}
        )

    return Route("/healthz", healthz)


health = health_route(shared)
"""The route over the Assistant of this process."""
