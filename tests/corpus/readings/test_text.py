"""Lines and rows keep the numbers that an editor shows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import UnreadableDocument
from corpus.readings.text import passages_of_text, read_text


def test_lines_with_tabs_are_rows() -> None:
    line, row = passages_of_text("標題\n1\t甲\t")
    assert (line.cells, line.row) == (("標題",), False)
    assert (row.cells, row.row) == (("1", "甲", ""), True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_numbers_count_every_kind_of_line_end(end: str) -> None:
    assert [p.line for p in passages_of_text(end.join(["a", "", "b\x0bb", "c"]))] == [1, 3, 4]


def test_neighbours_are_known_as_such() -> None:
    assert [p.adjacent for p in passages_of_text("a\nb\n\nc")] == [False, True, False]


def test_upright_bars_make_rows_and_their_rules_vanish() -> None:
    passages = list(passages_of_text("| 1 | 甲 |\n|---|:-:|\n| 2 | |"))
    assert [p.cells for p in passages] == [("1", "甲"), ("2", "")]


def test_the_quotation_marks_of_spreadsheets_go() -> None:
    (row,) = passages_of_text('1\t"a ""b"" c"\t"x" and "y"')
    assert row.cells[1] == 'a "b" c'


def test_invisible_characters_go_with_a_warning() -> None:
    document = read_text("plan.txt", "甲\n\u200b空\ufeff間\0".encode())
    assert [passage.text for passage in document.passages] == ["甲", "空間"]
    (warning,) = document.warnings
    assert warning.source.line == 2 and warning.message.startswith("3 hidden characters")


def test_an_encoding_other_than_utf_8_is_told() -> None:
    (warning,) = read_text("plan.txt", "發放日期\t更新頻率".encode("big5hkscs")).warnings
    assert "Big5-HKSCS" in warning.message
    assert read_text("plan.txt", "發放日期".encode()).warnings == ()


def test_broken_characters_are_told_with_their_line() -> None:
    text = "數據集名稱\n" * 200
    (warning,) = read_text("plan.txt", text.encode() + b"\xe6\x95").warnings
    assert "line 201" in warning.message


def test_lines_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.readings.text.MOST_LINES", 3)
    with pytest.raises(UnreadableDocument, match="more than 3 lines"):
        read_text("plan.txt", b"a\nb\n\nc\nd")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"plan\.txt is empty"):
        read_text("plan.txt", data)


def test_bytes_that_are_no_text_are_refused_by_name() -> None:
    with pytest.raises(UnreadableDocument, match=r"plan\.txt is not a text file"):
        read_text("plan.txt", b"\0\0\0\x01")


@given(st.text())
def test_every_passage_says_something_and_stands_where_it_says(text: str) -> None:
    last = 0
    for passage in passages_of_text(text):
        assert passage.text and passage.line and passage.line > last
        last = passage.line
