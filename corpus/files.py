"""Files that are there whole or not at all, and why the system would not write one."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

__all__ = ["parsed", "put", "reason"]

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file may not grow so large",
    errno.EROFS: "it is on a read-only file system",
    errno.EACCES: "this user may not write there",
    errno.EPERM: "this user may not write there",
    errno.ENOTDIR: "a file stands where a folder is needed",
    errno.EEXIST: "a file stands where a folder is needed",
}


def put(path: Path, data: bytes) -> None:
    """Make the file hold the data, at once and for good; OSError, with what stood there before intact."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def parsed(text: str | bytes) -> Any:
    """What JSON says; ValueError where it is none, or nested more deeply than anything that odplan writes."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def reason(error: OSError) -> str:
    """Why a folder could not be written, in a few words."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
