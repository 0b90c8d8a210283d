"""Whatever is given as a plan, the trouble is told in one sentence that names it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.errors import UnreadableDocument
from corpus.readings.opening import LARGEST, open_document
from tests.corpus.readings.word_files import cell, table, word_file


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
    ("name", "data", "words"),
    [
        ("plan.txt", b"", "is empty"),
        ("plan.docx", b" \n", "is empty"),
        ("plan.pdf", bytes(64), "is empty"),
        ("plan.pdf", b"\x89PNG\r\n\x1a\n", "text recognition"),
        ("plan.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "old Office"),
        ("plan.txt", b"PK\x03\x04", "damaged"),
        ("plan.docx", b"\x01\x02\x03\x04" * 99, "not a text file"),
        ("plan.html", b"<html><script>alert(1)</script></html>", "shows no text"),
        ("plan.csv", bytes(range(256)) * 9, "not a text file"),
    ],
)
def test_what_cannot_be_read_is_told_whatever_its_name(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    said = trouble(path)
    assert words in said and said.startswith(name)


def test_intricate_documents_may_be_less_large_than_texts(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_bytes(b"<html>" + b" " * (32 * 2**20))
    assert "larger than 32 MiB" in trouble(path)


ROWS = [("No.", "Dataset Name", "Description"), ("1", "Piers", "All")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.txt", b"No.\tDataset Name\tDescription\n1\tPiers\tAll"),
        ("plan.txt", b"No.,Dataset Name,Description\n1,Piers,All"),
        ("plan.md", b"|No.|Dataset Name|Description|\n|---|---|---|\n|1|Piers|All|"),
        ("plan.csv", b"No.;Dataset Name;Description\n1;Piers;All"),
        ("plan.xls", b"<table><tr><td>No.<td>Dataset Name<td>Description<tr><td>1<td>Piers<td>All</table>"),
        ("plan.pdf", word_file(table(*("".join(map(cell, row)) for row in ROWS)))),
    ],
)
def test_what_a_file_holds_counts_before_its_name(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert [passage.cells for passage in open_document(path).passages] == ROWS
