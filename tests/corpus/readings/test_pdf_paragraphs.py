"""Wrapped headings and notes are one line again; others stay apart."""

from __future__ import annotations

from corpus.readings.pdf_columns import Layout, Row
from corpus.readings.pdf_paragraphs import Paragraph, with_paragraphs
from corpus.readings.pdf_wrapping import Line, Wrapping
from tests.corpus.readings.pdf_printing import line

WRAPPING = Wrapping([])


def paragraphs(*items: Line | Row, right: float = 200) -> list[tuple[str, bool]]:
    found = with_paragraphs(items, right, WRAPPING)
    return [(one.text, one.adjacent) for one in found if isinstance(one, Paragraph)]


def test_a_wrapped_heading_is_one_line() -> None:
    first = line("C. Datasets planned for release by other", 0, 0)
    assert paragraphs(first, line("organisations", 0, 14)) == [
        ("C. Datasets planned for release by other organisations", False)
    ]
    assert paragraphs(line("已經上載至「資料一線通」網站的數據集一二", 0, 0), line("及其他", 0, 14)) == [
        ("已經上載至「資料一線通」網站的數據集一二及其他", False)
    ]


def test_a_line_with_room_left_is_ended() -> None:
    assert paragraphs(line("衞生署", 0, 0), line("開放數據計劃", 0, 14)) == [("衞生署", False), ("開放數據計劃", True)]


def test_a_heading_never_goes_on_from_the_line_above() -> None:
    full = line("已經上載至「資料一線通」網站的數據集一二", 0, 0)
    assert [text for text, _ in paragraphs(full, line("i. 空間數據", 0, 14))] == [full.text, "i. 空間數據"]


def test_lines_of_other_sizes_or_far_below_stay_apart() -> None:
    full = line("已經上載至「資料一線通」網站的數據集一二", 0, 0)
    assert len(paragraphs(full, line("文字", 0, 14, 6))) == 2
    assert paragraphs(full, line("文字", 0, 60)) == [(full.text, False), ("文字", False)]


def test_rows_part_paragraphs() -> None:
    row = Row(((line("1"),),), Layout((0, 10)))
    items = list(with_paragraphs([line("甲", 0, 0), row, line("乙", 0, 14)], 200, WRAPPING))
    assert items == [Paragraph("甲"), row, Paragraph("乙")]
