"""Locks between processes: who waits is told who holds one, and for how long that may go on.

The system keeps the lock and lets it go with the process that holds it, however that ends: one whose owner is dead
keeps nobody waiting. In the lock's file its owner writes down who it is, which is news only while the lock is held.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from .files import parsed

__all__ = ["held", "owner"]

MOMENT = 1.0
"""After so many seconds who waits is told for whom."""

_log = logging.getLogger(__name__)


@contextlib.contextmanager
def held(path: Path, seconds: float) -> Iterator[None]:
    """Holds the lock of this file; TimeoutError, with its owner, where that has not let go of it after ``seconds``."""
    lock = FileLock(path)
    try:
        lock.acquire(timeout=min(MOMENT, seconds))
    except Timeout:
        _log.warning("Waiting for %s, which is changing %s.", owner(path), path.parent)
        try:
            lock.acquire(timeout=max(0.0, seconds - MOMENT))
        except Timeout:
            holding = f"{owner(path)} is changing it, for longer than {seconds:g} seconds"
            raise TimeoutError(errno.ETIMEDOUT, holding) from None
    try:
        _sign(path)
        yield
    finally:
        lock.release()


def owner(path: Path) -> str:
    """Who holds a lock that is held: its process, machine and since when, as far as that can be read."""
    try:
        signed = parsed(path.read_text(encoding="utf-8"))
        return f"process {signed['pid']} on {signed['host']} (since {signed['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _sign(path: Path) -> None:
    # A lock that cannot be signed, on a full disk, is a lock all the same.
    signed = {"pid": os.getpid(), "host": socket.gethostname(), "since": f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"}
    with contextlib.suppress(OSError):
        path.write_text(json.dumps(signed), encoding="utf-8")
