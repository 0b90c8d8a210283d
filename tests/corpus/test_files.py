"""A file is written whole or not at all, and what stands in the way is told in words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from corpus.files import parsed, put, reason


def test_file_holds_what_was_put_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    put(tmp_path / "a", b"one")
    put(tmp_path / "a", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"two")]


def test_what_stood_there_stays_where_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a", b"one")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "the disk is full"),
        (OSError(errno.EROFS, "x"), "it is on a read-only file system"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("timed out"), "timed out"),
    ],
)
def test_reason_is_told_in_words(error: OSError, words: str) -> None:
    assert reason(error) == words


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, b"\xff", "9" * 5000])
def test_what_is_no_json_is_told_in_one_way(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        parsed(text)
