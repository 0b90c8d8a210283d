"""Texts that wait for the model: while one run is under way others gather, and the next run takes them together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future

import numpy as np
from numpy.typing import NDArray

__all__ = ["WaitingTexts"]

Vector = NDArray[np.float32]


class WaitingTexts:
    """Has the texts of any number of threads encoded by ``run``, one run at a time, ``most`` texts in each.

    No thread of its own: who waits longest runs for all, and each gets its own vectors, or what the run raised.
    """

    def __init__(self, run: Callable[[list[str]], Vector], most: int) -> None:
        self._run = run
        self._most = most
        self._turn = threading.Condition()
        self._running = False
        # In the order of coming; a text that two wait for is encoded once.
        self._waiting: dict[str, Future[Vector]] = {}

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """The vector of each text, once a run has taken it."""
        with self._turn:
            mine = [self._waiting.setdefault(text, Future()) for text in texts]
        while batch := self._next(mine):
            self._encode(batch)
        return [future.result() for future in mine]

    def _next(self, mine: Sequence[Future[Vector]]) -> dict[str, Future[Vector]]:
        """What this thread is to run now, empty where its own texts are done."""
        with self._turn:
            self._turn.wait_for(lambda: not self._running or _done(mine))
            if _done(mine):
                return {}
            batch = {text: self._waiting.pop(text) for text in list(self._waiting)[: self._most]}
            self._running = True
            return batch

    def _encode(self, batch: dict[str, Future[Vector]]) -> None:
        try:
            vectors = self._run(list(batch))
            for future, vector in zip(batch.values(), vectors, strict=True):
                future.set_result(vector)
        except BaseException as error:
            for future in batch.values():
                if not future.done():
                    future.set_exception(error)
            if not isinstance(error, Exception):  # Ctrl-C belongs to the thread that it hit
                raise
        finally:
            with self._turn:
                self._running = False
                self._turn.notify_all()


def _done(futures: Sequence[Future[Vector]]) -> bool:
    return all(future.done() for future in futures)
