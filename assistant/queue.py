"""The queue for answers: a few are worked out at a time, some more wait, all others are told at once to come again.

One for all doors of a process, so that neither a slow disk nor a crowd lets work pile up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from typing import TypeVar

from assistant import metrics
from assistant.errors import Busy

__all__ = ["Queue"]

SOON = 1.0
"""When to come again, in seconds."""

T = TypeVar("T")


class Queue:
    """Works things out in threads of its own. Raises Busy where too many wait, or it takes too long.

    Answers share one interpreter, so more at a time take longer each; four let the quick ones past a slow one. At a few
    milliseconds each, 36 are done long before anybody gives up; where they are not, more would only wait in vain.
    """

    def __init__(self, at_once: int = 4, waiting: int = 32, seconds: float = 15.0) -> None:
        self.seconds = seconds
        self._places = threading.BoundedSemaphore(at_once + waiting)
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="odplan-answer")

    def begin(self, work: Callable[[], T]) -> Future[T]:
        """The work in line. Cancelled before it has begun it is never begun; else it keeps its place to the end."""
        if not self._places.acquire(blocking=False):
            metrics.refused("full")
            raise Busy("Too many questions are waiting: try again in a second.", SOON)
        metrics.WAITING.inc()
        job = self._pool.submit(_noted, work)
        job.add_done_callback(self._done)
        return job

    def answer(self, work: Callable[[], T]) -> T:
        """What the work comes to, for a thread that has nothing else to do."""
        job = self.begin(work)
        try:
            return job.result(self.seconds)
        except TookTooLong:
            if job.done():  # the work itself says so
                raise
            raise self.too_long() from None
        finally:
            job.cancel()

    def too_long(self) -> Busy:
        """What is said of work that is given up."""
        metrics.refused("slow")
        return Busy("The answer took too long: try again, or ask for less.", SOON)

    def _done(self, job: Future[T]) -> None:
        if job.cancelled():
            metrics.WAITING.dec()
        self._places.release()


def _noted(work: Callable[[], T]) -> T:
    metrics.WAITING.dec()
    with metrics.ANSWERING.track_inprogress():
        return work()
