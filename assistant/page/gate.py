"""Streamlit's own doors, of which the page needs not all: who may come in by them, and with how much.

Streamlit takes a file from anybody who has the page open, also where the page offers no way to choose one, and keeps it
in memory as long as they stay. It tells its figures to whoever asks.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import runtime

from assistant.admission import may_change, may_know
from assistant.settings import Settings
from assistant.uploads import LARGEST, MOST_FILES

__all__ = ["MOST_HELD", "Gate"]

MOST_HELD = 2 * MOST_FILES * LARGEST
"""How many bytes of files may have come and not yet been looked at, all visits together."""
FILES, FIGURES = "/_stcore/upload_file/", "/_stcore/metrics"
SOON = "5"
_CLOSED = "This server takes no files by this address: who sits at it may use `odplan add FILE`."
_FULL = "Many documents are being handed in at the moment: try again in a few seconds."


def _held() -> int:
    """The bytes of files that Streamlit holds for all visits."""
    if not runtime.exists():
        return 0
    told = runtime.get_instance().uploaded_file_mgr.get_stats()
    return sum(stat.byte_length for stats in told.values() for stat in stats if hasattr(stat, "byte_length"))


class Gate:
    """Refuses files of those who may not change the plans, files beyond MOST_HELD, and figures as /metrics does."""

    def __init__(self, app: ASGIApp, *, settings: Settings, held: Callable[[], int] = _held) -> None:
        self.app, self._settings, self._held = app, settings, held
        self._coming = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request; all that is not for these doors passes."""
        path = scope.get("path", "")
        if scope["type"] == "http" and FILES in path and scope["method"] == "PUT":
            await self._take(scope, receive, send)
        elif scope["type"] == "http" and path.endswith(FIGURES) and not self._may_know(scope):
            await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        listening = (st.get_option("server.address"),)
        if not may_change(self._settings, listening, dict(Headers(scope=scope))):
            await PlainTextResponse(_CLOSED, 403)(scope, receive, send)
            return
        # What is coming counts as large as it may be: nobody need say beforehand, nor truly.
        if self._held() + (self._coming + 1) * LARGEST > MOST_HELD:
            await PlainTextResponse(_FULL, 503, {"Retry-After": SOON})(scope, receive, send)
            return
        self._coming += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._coming -= 1

    def _may_know(self, scope: Scope) -> bool:
        return may_know(HTTPConnection(scope), self._settings.reach.metrics)
