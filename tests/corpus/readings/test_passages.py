"""A passage says its text and its filled cells."""

from __future__ import annotations

from corpus.readings.passages import Passage


def test_empty_cells_leave_no_gap_in_the_text() -> None:
    passage = Passage(("1", "", "甲"), row=True, line=3)
    assert passage.text == "1 甲" and passage.filled == ("1", "甲")
