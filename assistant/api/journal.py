"""The access log: one line of JSON for each request, without what was asked unless that is switched on.

It is the outermost layer: it names each request, and nothing that goes wrong within gets past it.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote_plus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["REQUEST_ID", "Journal", "to_stdout"]

REQUEST_ID = "X-Request-ID"
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_LONGEST = 300

_log = logging.getLogger(__name__)


def to_stdout(line: str) -> None:
    """Writes a line to standard output in one piece, so that those of several processes do not mix.

    A request is answered all the same where nobody reads the log any more.
    """
    with suppress(OSError, ValueError):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


class Journal:
    """Notes each request once it is over: time, id, method, path, status, milliseconds and bytes."""

    def __init__(self, app: ASGIApp, *, questions: bool = False, write: Callable[[str], None] = to_stdout) -> None:
        self.app, self._questions, self._write = app, questions, write

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request and notes it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})
        entry = _Entry(scope)
        try:
            await self.app(scope, receive, entry.watching(send))
        except Exception:  # noqa: BLE001 - the last stop: the client has its problem document already
            _log.exception("request %s could not be answered", entry.id, extra={"request": entry.id})
        finally:
            self._write(json.dumps(entry.line(self._questions), ensure_ascii=False))


class _Entry:
    """What is noted of one request."""

    def __init__(self, scope: Scope) -> None:
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        self.id = given if _ID.fullmatch(given) else secrets.token_hex(8)
        self._scope, self._method, self._path = scope, scope["method"], scope["path"]
        self._at, self._began = datetime.now(UTC), time.perf_counter()
        self._status, self._bytes = 0, 0

    def watching(self, send: Send) -> Send:
        """Sends on what is sent, with the request's id, and counts."""

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._status = message["status"]
                message = {**message, "headers": [*message["headers"], (REQUEST_ID.lower().encode(), self.id.encode())]}
            elif message["type"] == "http.response.body":
                self._bytes += len(message.get("body", b""))
            await send(message)

        return watched

    def line(self, questions: bool) -> dict[str, Any]:
        """The entry as it is written."""
        line: dict[str, Any] = {
            "time": self._at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "id": self.id,
            "method": self._method[:_LONGEST],
            "path": _plain(self._path),
            "status": self._status,
            "ms": round((time.perf_counter() - self._began) * 1000, 1),
            "bytes": self._bytes,
        }
        if questions:
            asked = self._scope["state"].get("questions")
            query = _plain(unquote_plus(self._scope["query_string"].decode("latin-1")))
            line |= {"query": query} if query else {}
            line |= {"questions": [_plain(question) for question in asked]} if asked else {}
        return line


def _plain(text: str) -> str:
    return text[:_LONGEST].encode("utf-8", "backslashreplace").decode("utf-8")
