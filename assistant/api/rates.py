"""How much one client may ask: a bucket that leaks evenly (GCRA), one number for each client, the oldest forgotten.

The algorithm: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm. Headers by the IETF draft "RateLimit header
fields for HTTP" (draft-ietf-httpapi-ratelimit-headers).
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.reach import Rate

__all__ = ["Allowance", "RateLimit"]

MOST_CLIENTS = 20_000


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
    """Remembers for each client when its bucket is empty of what it asked; as many clients as it may, and no more."""

    def __init__(self, rate: Rate, *, most: int = MOST_CLIENTS, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._most, self._clock = rate, most, clock
        self._step = rate.seconds / rate.requests
        self._empty_at: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._empty_at)

    def take(self, client: str) -> Allowance:
        """Counts a request of a client, unless it has asked too much already."""
        now = self._clock()
        empty_at = max(self._empty_at.get(client, now), now)
        after = empty_at + self._step - now - self._rate.seconds
        # A billionth of the window: sums of steps are not exact.
        if after > self._rate.seconds * 1e-9:
            return Allowance(self._rate, 0, empty_at - now, after)
        empty_at += self._step
        self._empty_at[client] = empty_at
        self._empty_at.move_to_end(client)
        self._forget(now)
        left = math.floor((self._rate.seconds - (empty_at - now)) / self._step + 1e-6)
        return Allowance(self._rate, left, empty_at - now)

    def _forget(self, now: float) -> None:
        """Whoever asked longest ago is forgotten where there are too many, or where nothing of it is left to know."""
        while self._empty_at:
            client, empty_at = next(iter(self._empty_at.items()))
            if len(self._empty_at) <= self._most and empty_at > now:
                return
            del self._empty_at[client]
