"""Whether a file holds what its checksum says, without reading gigabytes at each start.

A file that was checked is known by its size, its inode and the times of its last changes, which no writing leaves as
they were. So damage by writing, copying, cutting off or replacing is seen at the next opening; what alone goes unseen
is a disk that hands out other bytes than it was given after a first check has passed. A check counts only of a file
that had been at rest, since a second writing within one tick of the clock would leave the same times.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from pathlib import Path

from corpus.files import parsed, put

__all__ = ["CHECKED", "REST", "checked"]

CHECKED = "checked.json"
"""In the folder of the files: what was checked. Whoever can change it can change the checksums too."""

REST = 2.0
"""Seconds for which a file must have been left alone."""


def checked(file: Path, sha256: str) -> bool:
    """Whether the file has this checksum; OSError where it cannot be read."""
    state = _state(file)
    memory = file.with_name(CHECKED)
    known = _known(memory)
    if known.get(file.name) == [sha256, *state]:
        return True
    with file.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
            return False
    if _state(file) == state and time.time() - max(state[2:]) / 1e9 > REST:
        kept = {name: entry for name, entry in known.items() if file.with_name(name).exists()}
        # Where nothing can be kept, the file is read again the next time.
        with contextlib.suppress(OSError):
            put(memory, json.dumps({**kept, file.name: [sha256, *state]}, sort_keys=True).encode())
    return True


def _state(file: Path) -> list[int]:
    stat = file.stat()
    return [stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns]


def _known(memory: Path) -> dict[str, object]:
    try:
        known = parsed(memory.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
