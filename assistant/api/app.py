"""The API as an application: before the server of the page, or alone, with a start of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from fastapi import Depends
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.api.description import Described, known_parameters
from assistant.api.desk import Desk
from assistant.api.documentation import documentation
from assistant.api.endpoints import router
from assistant.api.health import health_route
from assistant.api.hosts import Named
from assistant.api.journal import Journal, to_stdout
from assistant.api.layers import Cors, HeadLikeGet, Limited, Safe, Sized
from assistant.api.ledgers import Memory, SharedFile
from assistant.api.measures import Measured, measures
from assistant.api.problems import HANDLERS
from assistant.api.rates import RateLimit
from assistant.reach import Reach
from assistant.settings import load_settings
from assistant.shared import Shared, shared

__all__ = ["ROOT", "Beside", "create"]

ROOT = "/api/v1"
LARGEST_BODY = 256 * 1024
SMALLEST_COMPRESSED = 500
_TITLE = "odplan"
_SUMMARY = "Ask Hong Kong's open data plans: which datasets, when, how often, in which format."

Write = Callable[[str], None]


class Beside:
    """Middleware that answers the API's addresses itself, and leaves all others to the page's server behind it.

    That server refuses some addresses in its own words, and packs and signs what it hands on. Whoever puts this before
    it starts the Assistant; SettingWrong for a setting that will not do.
    """

    def __init__(
        self, app: ASGIApp, *, shared: Shared = shared, reach: Reach | None = None, write: Write = to_stdout
    ) -> None:
        reach = load_settings().reach if reach is None else reach
        self.app, self._api = app, _guarded(_api(Desk(shared)), reach, write)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        path = scope["path"] if scope["type"] == "http" else ""
        if path.startswith(f"{ROOT}/"):
            await self._api({**scope, "root_path": scope.get("root_path", "") + ROOT}, receive, send)
        elif path == ROOT:
            await (await _to_docs(Request(scope)))(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def create(
    shared: Shared = shared,
    reach: Reach | None = None,
    *,
    write: Write = to_stdout,
    desk: Desk | None = None,
    beside: Sequence[BaseRoute] = (),
) -> ASGIApp:
    """The API with the health route, without the page, as an application that starts the Assistant when it is started.

    Routes ``beside`` it are answered as they are, outside of its limits and its journal.
    """
    reach = load_settings().reach if reach is None else reach

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        shared.start()
        yield

    routes = [
        health_route(shared),
        Mount(ROOT, app=_api(desk or Desk(shared))),
        Route(ROOT, _to_docs),
        Route("/", _to_docs),
    ]
    app = Starlette(routes=routes, exception_handlers=HANDLERS)
    app.router.redirect_slashes = False
    guarded = _guarded(app, reach, write)
    # No mount at "/", which a path with a line break in it would slip past.
    whole = Router([measures(reach), *beside], redirect_slashes=False, default=guarded, lifespan=lifespan)
    return Named(Measured(whole), reach=reach)


def _api(desk: Desk) -> Described:
    app = Described(
        title=_TITLE, summary=_SUMMARY, version=ROOT.rsplit("/", 1)[-1], servers=[{"url": ROOT}],
        docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False,
        exception_handlers=HANDLERS, dependencies=[Depends(known_parameters)],
        generate_unique_id_function=lambda route: route.name,
    )  # fmt: skip
    app.state.desk = desk
    for part in (router, documentation):
        app.include_router(part)
    app.state.addresses = [*router.routes, *documentation.routes]
    return app


def _guarded(app: ASGIApp, reach: Reach, write: Write) -> ASGIApp:
    """The application in its layers: the innermost first."""
    app = Sized(app, most=LARGEST_BODY)
    app = GZipMiddleware(app, minimum_size=SMALLEST_COMPRESSED)
    app = HeadLikeGet(app)
    app = Limited(app, limit=_limit(reach), proxies=reach.proxies)
    app = Cors(app, origins=reach.origins)
    app = Safe(app)
    return Journal(app, questions=reach.log_questions, write=write)


def _limit(reach: Reach) -> RateLimit | None:
    ledger = SharedFile(reach.rate_file) if reach.rate and reach.rate_file else Memory()
    return RateLimit(reach.rate, ledger=ledger) if reach.rate else None


async def _to_docs(_request: Request) -> Response:
    return RedirectResponse(f"{ROOT}/docs")
