"""The desk where questions wait: a few are answered at a time, some more may wait, and nobody waits for ever."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.requests import Request

from assistant.api.problems import GONE, Problem
from assistant.service import Assistant
from assistant.shared import Shared

__all__ = ["Desk"]

WORKERS, WAITING, SECONDS = 4, 32, 15.0
"""How many are answered at a time, how many more may wait, and for how long each."""
OPENING, BUSY = 3.0, 1.0
"""When to come again, in seconds, where the plans are still being opened, and where too many wait."""

T = TypeVar("T")


class Desk:
    """Answers in threads, so that a server goes on taking requests; what cannot be answered soon is refused at once."""

    def __init__(
        self, shared: Shared, *, workers: int = WORKERS, waiting: int = WAITING, seconds: float = SECONDS
    ) -> None:
        self.shared = shared
        self._seconds = seconds
        self._places = threading.BoundedSemaphore(workers + waiting)
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="odplan-api")

    async def ask(self, request: Request, work: Callable[[Assistant], T]) -> T:
        """What the work makes of the Assistant; Problem 503 where that is not ready, or too many wait."""
        if not self.shared.ready:
            failed = self.shared.encoder == "failed"
            told = "The plans could not be opened: the server's log says why." if failed else "The plans are opening."
            raise Problem(503, f"{told} Try again in a few seconds.", after=OPENING)
        return await self.do(request, lambda: work(self.shared.assistant()))

    async def do(self, request: Request, work: Callable[[], T]) -> T:
        """What the work comes to; Problem 503 where too many wait or it takes too long.

        Work that is given up before it has begun is never begun; else it keeps its place until it is done.
        """
        if not self._places.acquire(blocking=False):
            raise Problem(503, "Too many questions are waiting: try again in a second.", after=BUSY)
        job: Future[T] = self._pool.submit(work)
        job.add_done_callback(lambda _: self._places.release())
        answer = asyncio.wrap_future(job)
        leaving = asyncio.ensure_future(_left(request))
        either: list[asyncio.Future[Any]] = [answer, leaving]
        try:
            await asyncio.wait(either, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
        finally:
            left = leaving.done()
            leaving.cancel()
            answer.cancel()
        if left:
            raise Problem(GONE, "The client has left.")
        raise Problem(503, "The answer took too long: try again, or ask for less.", after=BUSY)


async def _left(request: Request) -> None:
    """Returns once the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
