"""Whatever is given as a plan, the trouble is told in one sentence that names it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from corpus.readings.opening import LARGEST, open_document


def trouble(path: Path | str) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        open_document(path)
    message = str(caught.value)
    assert "\n" not in message and message.endswith(".")
    return message


def test_a_text_file_is_a_document_of_passages(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("甲\n1\t2\n", encoding="utf-8")
    document = open_document(str(path))
    assert document.name == "plan.txt" and [p.cells for p in document.passages] == [("甲",), ("1", "2")]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "no file" in trouble(tmp_path / "none.txt") and "none.txt" in trouble(tmp_path / "none.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "folder" in trouble(tmp_path)


def test_a_path_no_system_knows_is_told(tmp_path: Path) -> None:
    assert trouble("a\0b") and trouble("x" * 5000) and trouble("\ud800.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_does_not_hold_the_reader_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a file" in trouble(tmp_path / "pipe")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="this user may read everything")
def test_a_locked_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "locked.txt"
    path.touch(mode=0)
    assert "permission" in trouble(path)


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert "permissions" in trouble(tmp_path / "locked.txt")


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert "larger" in trouble(path)


@pytest.mark.parametrize(
    ("start", "kind"), [(b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "Word"), (b"\xd0\xcf\x11\xe0", "old Word")]
)
def test_documents_that_are_no_text_are_told_by_kind(tmp_path: Path, start: bytes, kind: str) -> None:
    path = tmp_path / "plan.bin"
    path.write_bytes(start + b"\0" * 20)
    assert kind in trouble(path)
