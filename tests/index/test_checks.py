"""A file is read to be checked until it has been found whole at rest, and again after each change."""

from __future__ import annotations

import hashlib
import json
import os
import time
from pathlib import Path

import pytest

from index import checks
from index.checks import CHECKED, REST, checked

DATA = b"whole" * 100
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that is looked at a while after it was written."""
    path = tmp_path / "vectors.npy"
    path.write_bytes(DATA)
    later = time.time() + 2 * REST
    monkeypatch.setattr(checks.time, "time", lambda: later)
    return path


def read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a check reads the file."""
    asked = []
    digest = hashlib.file_digest
    with monkeypatch.context() as patch:
        patch.setattr(checks.hashlib, "file_digest", lambda *given: asked.append(1) or digest(*given))
        assert checked(path, SHA256)
    return bool(asked)


def test_a_file_found_whole_is_not_read_again(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_again(file, monkeypatch)
    assert not read_again(file, monkeypatch)


@pytest.mark.parametrize("at", [0, 250, 499])
def test_a_change_after_the_check_is_seen(file: Path, at: int) -> None:
    assert checked(file, SHA256)
    stat = file.stat()
    with file.open("rb+") as opened:
        opened.seek(at)
        opened.write(b"?")
    # Whoever sets the time of the last change back cannot set back when that was done.
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert not checked(file, SHA256)


def test_cut_off_replaced_or_expected_to_be_another_it_is_seen(file: Path, tmp_path: Path) -> None:
    assert checked(file, SHA256) and not checked(file, "0" * 64)
    (tmp_path / "other").write_bytes(DATA[::-1])
    os.replace(tmp_path / "other", file)
    assert not checked(file, SHA256)
    file.write_bytes(DATA[:-1])
    assert not checked(file, SHA256)


def test_a_file_that_was_just_written_is_read_the_next_time_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks.time, "time", lambda: file.stat().st_mtime + REST / 2)
    assert read_again(file, monkeypatch) and read_again(file, monkeypatch)


@pytest.mark.parametrize("memory", [b"", b"[]", b'{"vectors.npy": 3}', b"\xff"])
def test_a_memory_that_cannot_be_read_is_no_memory(file: Path, memory: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    file.with_name(CHECKED).write_bytes(memory)
    assert read_again(file, monkeypatch)


def test_files_that_are_gone_are_forgotten(file: Path) -> None:
    file.with_name(CHECKED).write_text(json.dumps({"gone.npy": ["0", 1, 2, 3, 4]}), encoding="utf-8")
    assert checked(file, SHA256)
    assert list(json.loads(file.with_name(CHECKED).read_bytes())) == [file.name]
