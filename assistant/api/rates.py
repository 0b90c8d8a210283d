"""How much one client may ask: a bucket that leaks evenly (GCRA), one number for each client.

The algorithm: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm. Headers by the IETF draft "RateLimit header
fields for HTTP" (draft-ietf-httpapi-ratelimit-headers).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.api.ledgers import Ledger, Memory
from assistant.reach import Rate

__all__ = ["Allowance", "RateLimit"]


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whether a client may ask now; how many requests it has left, and in how many seconds it has them all again.

    ``after`` says in how many seconds it may ask again, 0 where it may now.
    """

    rate: Rate
    left: int
    full_in: float
    after: float = 0.0

    @property
    def granted(self) -> bool:
        """Whether it may ask now."""
        return not self.after

    @property
    def headers(self) -> Mapping[str, str]:
        """What a client is told of it."""
        return {
            "RateLimit-Policy": f'"default";q={self.rate.requests};w={self.rate.seconds}',
            "RateLimit": f'"default";r={self.left};t={math.ceil(self.full_in)}',
        }


class RateLimit:
    """Remembers for each client when its bucket is empty of what it asked."""

    def __init__(
        self, rate: Rate, *, ledger: Ledger | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._clock = rate, clock
        self._ledger = Memory() if ledger is None else ledger
        self._step = rate.seconds / rate.requests

    def take(self, client: str) -> Allowance:
        """Counts a request of a client, unless it has asked too much already."""
        with self._ledger.turn():
            now = self._clock()
            return self._taken(client, now, self._ledger.get(client))

    def _taken(self, client: str, now: float, empty_at: float) -> Allowance:
        # What lies further ahead than anybody may ask is of another time of this machine.
        if not now < empty_at <= now + self._rate.seconds * (1 + 1e-9):
            empty_at = now
        after = empty_at + self._step - now - self._rate.seconds
        # A billionth of the window: sums of steps are not exact.
        if after > self._rate.seconds * 1e-9:
            return Allowance(self._rate, 0, empty_at - now, after)
        empty_at += self._step
        self._ledger.put(client, empty_at, now)
        left = math.floor((self._rate.seconds - (empty_at - now)) / self._step + 1e-6)
        return Allowance(self._rate, left, empty_at - now)
