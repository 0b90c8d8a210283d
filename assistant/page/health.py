"""The health route: whether the server answers, over how many datasets, and whether the encoder is there yet."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from assistant.shared import shared


async def healthz(_request: Request) -> JSONResponse:
    """{"status": "ok" or "starting", "datasets": 48, "encoder": "loading", "loaded" or "failed"}."""
    datasets = len(shared.assistant().library.datasets) if shared.ready else 0
    status = "ok" if shared.ready else "starting"
    return JSONResponse({"status": status, "datasets": datasets, "encoder": shared.encoder})


health = Route("/healthz", healthz)
