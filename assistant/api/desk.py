"""The desk where requests wait for their answers: for a while, and not once their client has left."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from starlette.requests import Request

from assistant.api.problems import GONE, Problem
from assistant.queue import Queue
from assistant.service import Assistant
from assistant.shared import Shared

__all__ = ["Desk"]

OPENING = 3.0
"""When to come again, in seconds, where the plans are still being opened."""

T = TypeVar("T")


class Desk:
    """Answers in threads, so that a server goes on taking requests; what cannot be answered soon is refused at once."""

    def __init__(self, shared: Shared, queue: Queue | None = None) -> None:
        self.shared = shared
        self._queue = queue

    async def ask(self, request: Request, work: Callable[[Assistant], T]) -> T:
        """What the work makes of the Assistant; Problem 503 where that is not ready, Busy where too many wait."""
        if not self.shared.ready:
            failed = self.shared.encoder == "failed"
            told = "The plans could not be opened: the server's log says why." if failed else "The plans are opening."
            raise Problem(503, f"{told} Try again in a few seconds.", after=OPENING)
        return await self.do(request, lambda: work(self.shared.assistant()))

    async def do(self, request: Request, work: Callable[[], T]) -> T:
        """What the work comes to; Busy where too many wait or it takes too long."""
        queue = self._queue or self.shared.queue
        answer = asyncio.wrap_future(queue.begin(work))
        leaving = asyncio.ensure_future(_left(request))
        either: list[asyncio.Future[Any]] = [answer, leaving]
        try:
            await asyncio.wait(either, timeout=queue.seconds, return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
        finally:
            left = leaving.done()
            leaving.cancel()
            answer.cancel()
        if left:
            raise Problem(GONE, "The client has left.")
        raise queue.too_long()


async def _left(request: Request) -> None:
    """Returns once the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
