"""The name that a request is for (Host), and how it came: believed as far as the settings say, before anything else.

What is written from the name, such as the lines to paste on the demo page, can so be held to names that are ours.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.api.clients import is_proxy
from assistant.api.problems import problem
from assistant.reach import Reach

__all__ = ["Named"]

# Those who watch over a server ask for it by whatever address it has.
_WATCHED = ("/healthz", "/metrics", "/api/v1/health", "/api/v1/ready")
_HOST = re.compile(r"([a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_REFUSED = "This server does not answer to that name: ask it by its own, which ODPLAN_HOSTS lists."


class Named:
    """Refuses requests, and pages' connections, for names that are not the server's; a trusted proxy tells http(s)."""

    def __init__(self, app: ASGIApp, *, reach: Reach) -> None:
        self.app, self._hosts, self._proxies = app, reach.hosts, reach.proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or opens one connection."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not self._is_ours(headers.getlist("host"), scope["path"]):
            await _refuse(scope, receive, send)
            return
        told = headers.get("x-forwarded-proto", "").rpartition(",")[2].strip().lower()
        if scope["type"] == "http" and told in ("http", "https") and is_proxy(scope, self._proxies):
            scope = {**scope, "scheme": told}
        await self.app(scope, receive, send)

    def _is_ours(self, given: list[str], path: str) -> bool:
        if not self._hosts or path in _WATCHED:
            return True
        host = _name(given[0]) if len(given) == 1 else ""
        return any(host == own or (own[:2] == "*." and host.endswith(own[1:])) for own in self._hosts)


def _name(header: str) -> str:
    """The name in a Host header, without its port; "" where it is none."""
    found = _HOST.fullmatch(header.lower())
    return found[1].strip("[]").rstrip(".") if found else ""


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await problem(421, _REFUSED)(scope, receive, send)
