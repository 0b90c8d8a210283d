"""A document may break its reader down, hang it or make it grow: a sentence says so, and nothing else happens."""

from __future__ import annotations

import pytest

from corpus.errors import UnreadableDocument
from corpus.readings.guard import read_guarded

PAGE = b"<p>\xe8\xa1\x9b\xe7\x94\x9f\xe7\xbd\xb2<table><tr><td>1<td>a&#8238;b<td>c<td>d</table>"


def test_passages_come_back_as_they_were_read_without_hidden_characters() -> None:
    document = read_guarded("html", "plan.html", PAGE)
    assert [passage.cells for passage in document.passages] == [("衛生署",), ("1", "ab", "c", "d")]
    assert [warning.source.document for warning in document.warnings] == ["plan.html"]


def test_what_the_reader_says_is_passed_on() -> None:
    with pytest.raises(UnreadableDocument, match=r"^plan\.docx is damaged"):
        read_guarded("docx", "plan.docx", b"PK\x03\x04 and no more")


def test_time_is_limited() -> None:
    with pytest.raises(UnreadableDocument, match=r"^plan\.html takes longer than 0\.01 seconds"):
        read_guarded("html", "plan.html", PAGE, seconds=0.01)


def test_memory_is_limited() -> None:
    page = b"<table>" + b"<tr><td>1<td>a<td>b<td>c" * 100_000
    with pytest.raises(UnreadableDocument, match=r"^plan\.html takes more than 96 MiB"):
        read_guarded("html", "plan.html", page, memory=96 * 2**20)


def test_a_reader_that_breaks_down_is_told_in_a_sentence() -> None:
    # No reader of this name: the process ends with a traceback that nobody sees.
    with pytest.raises(UnreadableDocument, match=r"^plan\.xyz is damaged, or not what its name says.*\.$"):
        read_guarded("xyz", "plan.xyz", b"")
