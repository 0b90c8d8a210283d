"""What a file holds says what it is, before the ending of its name does."""

from __future__ import annotations

import time

import pytest

from corpus.readings.kinds import kind_of, refusal

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("plan.txt", b"%PDF-1.7\n", "pdf"),
        ("plan.pdf", b"\0\0junk %PDF-1.4", "pdf"),
        ("plan.txt", b"how %PDF-1.4 files begin", "text"),
        ("plan.pdf", b"PK\x03\x04", "docx"),
        ("plan.doc", b"<html><body>", "html"),
        ("plan.xls", b"\xef\xbb\xbf\n <TABLE border=1>", "html"),
        ("plan", "<!DOCTYPE html>".encode("utf-16"), "html"),
        ("plan", b"<?xml version='1.0'?><!-- a --><!-- b --><html>", "html"),
        ("plan.txt", b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "html"),
        ("plan.HTM", b"<p>a", "html"),
        ("plan.csv", b"a,b", "csv"),
        ("plan.tsv", b"a\tb", "csv"),
        ("plan.md", b"| a |", "text"),
        ("plan", b"", "text"),
    ],
)
def test_the_reader_is_chosen_by_content_then_by_ending(name: str, data: bytes, kind: str) -> None:
    assert kind_of(name, data) == kind


@pytest.mark.parametrize(
    "data", [b"<!--" * 2000, b"<!-- x -->" * 400, b" " * 5000, b"<?xml " * 900, b"a:\n \n" * 800, b"a: b\n" * 900]
)
def test_no_beginning_of_a_file_holds_the_choice_up(data: bytes) -> None:
    assert kind_of("plan", data) == "text"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "text recognition"),
        (b"\xff\xd8\xff\xe0", "text recognition"),
        (b"GIF89a", "text recognition"),
        (b"II*\0", "text recognition"),
        (b"BM\x36\x10\x0e\0\0\0\0\0\x36", "text recognition"),
        (b"RIFF\0\0\0\0WEBP", "text recognition"),
        (b"\0\0\0\x18ftypheic", "text recognition"),
        (b"\x1f\x8b\x08", "unpack"),
        (b"7z\xbc\xaf\x27\x1c", "unpack"),
        (b"Rar!\x1a\x07\0", "unpack"),
        (bytes(257) + b"ustar", "unpack"),
        (b"{\\rtf1", ".docx"),
        (b"\x7fELF", "program"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "old Word"),
        (OLE + "Workbook".encode("utf-16-le"), "old Excel"),
        (OLE, "old Office"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", "Word document in XML"),
    ],
)
def test_what_no_reader_reads_is_told_with_what_to_do(data: bytes, words: str) -> None:
    assert words in refusal(data) and refusal(data).endswith(".")


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"PK\x03\x04", b"A. Datasets", b"BMW dealers", b"MZ datasets", b""])
def test_what_a_reader_may_read_is_not_refused(data: bytes) -> None:
    assert refusal(data) == ""


def test_heads_of_many_lines_are_looked_at_soon() -> None:
    began = time.thread_time()
    assert kind_of("plan", b"From: me\r\n" + b" more\r\n" * 5000) == "text"
    assert time.thread_time() - began < 1
