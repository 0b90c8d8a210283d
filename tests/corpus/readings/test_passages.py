"""A passage says its text and its filled cells."""

from __future__ import annotations

from corpus.parsing import parse
from corpus.readings.passages import Document, Passage
from corpus.records import Source, Warning


def test_empty_cells_leave_no_gap_in_the_text() -> None:
    passage = Passage(("1", "", "甲"), row=True, line=3)
    assert passage.text == "1 甲" and passage.filled == ("1", "甲")


def test_the_place_of_a_row_and_what_its_reader_noticed_reach_the_records() -> None:
    noticed = Warning("The text is in Big5.", Source("plan.docx"))
    rows = [("No.", "Dataset Name", "Description", "Release Date", "Update Frequency"), ("1", "Bins", "All.", "x", "x")]
    passages = [Passage(cells, row=True, line=line, page=2, table=4) for line, cells in enumerate(rows, 7)]
    reading = parse(Document("plan.docx", tuple(passages), (noticed,)))
    assert noticed in reading.warnings
    assert [dataset.source for dataset in reading.datasets] == [Source("plan.docx", 8, 2, 4)]
    assert all(warning.source.table == 4 for warning in reading.warnings if warning != noticed)
