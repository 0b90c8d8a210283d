"""Where a rate limit keeps what it knows of clients: in this process, or in a file that several processes share."""

from __future__ import annotations

import fcntl
import os
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import blake2b
from mmap import mmap
from pathlib import Path
from struct import Struct
from typing import Protocol

from assistant.errors import SettingWrong

__all__ = ["MOST_CLIENTS", "Ledger", "Memory", "SharedFile"]

MOST_CLIENTS = 20_000


class Ledger(Protocol):
    """One time for each client, in seconds; ``turn`` keeps others out meanwhile."""

    def turn(self) -> AbstractContextManager[None]:
        """For as long as it is held, nobody else reads or writes."""

    def get(self, client: str) -> float:
        """The client's time; 0 where it is not known, or not any more."""

    def put(self, client: str, at: float, now: float) -> None:
        """Remembers it; forgets whoever's time is over, and where there are too many the earliest."""


class Memory:
    """What one process knows."""

    def __init__(self, most: int = MOST_CLIENTS) -> None:
        self._most = most
        self._times: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        """How many clients are remembered."""
        return len(self._times)

    def turn(self) -> AbstractContextManager[None]:
        """Nobody else is there."""
        return nullcontext()

    def get(self, client: str) -> float:
        """The client's time, else 0."""
        return self._times.get(client, 0)

    def put(self, client: str, at: float, now: float) -> None:
        """Remembers it, as the latest."""
        self._times[client] = at
        self._times.move_to_end(client)
        while self._times:
            client, at = next(iter(self._times.items()))
            if len(self._times) <= self._most and at > now:
                return
            del self._times[client]


class SharedFile:
    """What all processes know that name the same file: a table of fixed size, in which a client has one of few places.

    Clients stand in it by a keyed hash, so that nobody can choose whom to push out, and no address is written down.
    """

    _SECRET, _ROW, _PLACES = 16, Struct("=Qd"), 8

    def __init__(self, path: Path, most: int = MOST_CLIENTS) -> None:
        self._groups = -(-most // self._PLACES)
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            with self.turn():
                os.truncate(self._file, self._SECRET + self._groups * self._PLACES * self._ROW.size)
                self._table = mmap(self._file, 0)
                if not any(self._table[: self._SECRET]):
                    self._table[: self._SECRET] = os.urandom(self._SECRET)
        except OSError as error:
            raise SettingWrong(
                f"ODPLAN_RATE_FILE is {str(path)!r}, which cannot be used ({error.strerror}): name a file in a folder "
                "that may be written to."
            ) from None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits for the file; a process that ends gives it back."""
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def get(self, client: str) -> float:
        """The client's time, else 0."""
        name, places = self._where(client)
        return next((at for known, at in map(self._read, places) if known == name), 0)

    def put(self, client: str, at: float, now: float) -> None:
        """Remembers it: in the client's own place, else in that of whoever's time is over first."""
        name, places = self._where(client)
        place = min(places, key=lambda place: ((row := self._read(place))[0] != name, row[1]))
        self._ROW.pack_into(self._table, place, name, at)

    def _read(self, place: int) -> tuple[int, float]:
        name, at = self._ROW.unpack_from(self._table, place)
        return name, at

    def _where(self, client: str) -> tuple[int, range]:
        key = self._table[: self._SECRET]
        name = int.from_bytes(blake2b(client.encode(), key=key, digest_size=8).digest(), "big")
        size = self._PLACES * self._ROW.size
        start = self._SECRET + name % self._groups * size
        return name, range(start, start + size, self._ROW.size)
