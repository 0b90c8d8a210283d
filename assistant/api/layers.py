"""What lies around every answer: headers that keep browsers safe, other sites' pages let in, the rate, and HEAD."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.api.clients import client_of
from assistant.api.journal import REQUEST_ID
from assistant.api.problems import SENTENCES, problem
from assistant.api.rates import RateLimit
from assistant.reach import Network

__all__ = ["Cors", "HeadLikeGet", "Limited", "Safe", "Sized"]

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_METHODS = "GET, HEAD, POST, OPTIONS"
_EXPOSED = f"Content-Disposition, ETag, RateLimit, RateLimit-Policy, Retry-After, {REQUEST_ID}"
_REMEMBERED = "86400"
# No body is so long that its length had more.
_DIGITS = 18
# Asked again and again by those who watch over a server: never refused for asking.
_WATCHED = ("/health", "/healthz", "/ready")


def _with_headers(send: Send, change: Callable[[MutableHeaders], None]) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", [])
            change(MutableHeaders(scope=message))
        await send(message)

    return sending


class Safe:
    """Tells browsers to take an answer for what it is and for nothing else; an answer may have stricter words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers with the headers set."""

        def change(headers: MutableHeaders) -> None:
            for name, value in SAFE.items():
                headers.setdefault(name, value)

        await self.app(scope, receive, _with_headers(send, change) if scope["type"] == "http" else send)


class Cors:
    """Lets the pages of other sites read, without credentials: all of them, or those of a list of origins."""

    def __init__(self, app: ASGIApp, *, origins: frozenset[str] = frozenset()) -> None:
        self.app, self._origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a preflight itself, all else with the headers set."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope)
        sending = _with_headers(send, lambda headers: self._let_in(headers, given.get("origin", "")))
        if scope["method"] == "OPTIONS" and "origin" in given and "access-control-request-method" in given:
            headers = {
                "Access-Control-Allow-Methods": _METHODS,
                "Access-Control-Allow-Headers": f"Content-Type, If-None-Match, {REQUEST_ID}",
                "Access-Control-Max-Age": _REMEMBERED,
            }
            await Response(status_code=204, headers=headers)(scope, receive, sending)
        else:
            await self.app(scope, receive, sending)

    def _let_in(self, headers: MutableHeaders, origin: str) -> None:
        if self._origins:
            # Whether or not there was an origin: a cache must not hand the answer for one site to another.
            headers.add_vary_header("Origin")
            if origin.lower() not in self._origins:
                return
        headers["Access-Control-Allow-Origin"] = origin if self._origins else "*"
        headers["Access-Control-Expose-Headers"] = _EXPOSED


class Limited:
    """Refuses a client that asks too much, and tells each how much it may still ask."""

    def __init__(self, app: ASGIApp, *, limit: RateLimit | None, proxies: Sequence[Network] = ()) -> None:
        self.app, self._limit, self._proxies = app, limit, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Counts a request, and answers it or says when to come again."""
        if scope["type"] != "http" or self._limit is None or scope["path"].endswith(_WATCHED):
            await self.app(scope, receive, send)
            return
        allowance = self._limit.take(client_of(scope, self._proxies))
        if allowance.granted:
            await self.app(scope, receive, _with_headers(send, lambda headers: headers.update(allowance.headers)))
            return
        told = (
            f"Too many requests: at most {allowance.rate.requests} in {allowance.rate.seconds} seconds. Wait a little."
        )
        refused = problem(429, told, after=allowance.after, headers=allowance.headers)
        await refused(scope, receive, send)


class HeadLikeGet:
    """Answers HEAD as GET, headers and all, without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, and keeps the body back where only the headers were asked for."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def headed(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, headed)


class Sized:
    """Refuses a body that is too large, by what it says of its length or while it is read."""

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        self.app, self._most = app, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, unless the body is too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        length = Headers(scope=scope).get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or len(length) > _DIGITS or int(length) > self._most:
            await problem(413, SENTENCES[413])(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._most:
                raise HTTPException(413)
            return message

        await self.app(scope, counted, send)
