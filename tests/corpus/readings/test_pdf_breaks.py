"""Rows cut by a page break are whole again; rows that only look so are left as they are."""

from __future__ import annotations

import pytest

from corpus.columns import Columns
from corpus.readings.pdf_breaks import Page, passages_of
from corpus.readings.pdf_columns import Layout, Row
from corpus.readings.pdf_paragraphs import Paragraph
from corpus.readings.pdf_wrapping import Line, Wrapping
from tests.corpus.readings.pdf_printing import line

LAYOUT = Layout((0, 30, 100, 300, 400), Columns(("number", "name", "description", "date")))
WRAPPING = Wrapping([line("the information x")])


def row(*cells: str, tall: int = 1, centred: bool = False, head: bool = False) -> Row:
    """A row; with ``tall`` lines in its description, and the other cells at its top or in its middle."""

    def lines(place: int, text: str) -> tuple[Line, ...]:
        if place == 2 and text:
            return tuple(line(text, 100, 14 * n) for n in range(tall))
        return (line(text, LAYOUT.edges[place], 7 * (tall - 1) if centred else 0),) if text else ()

    return Row(tuple(lines(place, text) for place, text in enumerate(cells)), LAYOUT, head)


HEAD = row("編號", "名稱", "說明", "日期", head=True)
WHOLE = row("1", "甲", "第一份資料", "12/2024")


def rows(*pages: list[Paragraph | Row]) -> list[tuple[str, ...]]:
    found = passages_of([Page(n, items) for n, items in enumerate(pages, 1)], WRAPPING)
    return [passage.cells for passage in found if passage.row and passage.cells[0] != "編號"]


@pytest.mark.parametrize("between", [[], [HEAD], [Paragraph("i. 空間數據"), HEAD]])
def test_the_rest_of_a_row_belongs_to_the_page_before(between: list[Paragraph | Row]) -> None:
    found = rows(
        [Paragraph("i. 空間數據"), HEAD, WHOLE],
        [*between, row("", "", "的其餘部分", ""), row("2", "乙", "丙", "01/2025")],
    )
    assert found == [("1", "甲", "第一份資料的其餘部分", "12/2024"), ("2", "乙", "丙", "01/2025")]


def test_a_word_cut_by_the_page_break_grows_together() -> None:
    found = rows([HEAD, row("1", "A", "the infor-", "12/2024")], [row("", "", "mation on it", "")])
    assert found == [("1", "A", "the information on it", "12/2024")]


def test_a_date_cut_by_the_page_break_grows_together() -> None:
    assert rows([HEAD, row("1", "A", "B", "December")], [HEAD, row("", "", "", "2024")]) == [
        ("1", "A", "B", "December 2024")
    ]


def test_a_row_may_go_on_over_a_whole_page() -> None:
    assert rows([HEAD, WHOLE], [row("", "", "和第二頁的", "")], [row("", "", "和第三頁的", "")]) == [
        ("1", "甲", "第一份資料和第二頁的和第三頁的", "12/2024")
    ]


def test_a_row_with_a_date_of_its_own_is_a_further_release() -> None:
    further = row("", "", "第二份資料", "01/2025")
    assert rows([HEAD, WHOLE], [HEAD, further]) == [
        ("1", "甲", "第一份資料", "12/2024"),
        ("", "", "第二份資料", "01/2025"),
    ]


def test_a_number_in_the_middle_may_come_with_the_second_half() -> None:
    first, second = row("", "", "上", "", tall=3), row("2", "乙", "下", "01/2025", tall=4)
    # The number stands in the second of four lines: in the middle of seven.
    second = Row((*((line("2", 0, 14),), (line("乙", 30, 14),)), second.cells[2], (line("01/2025", 300, 14),)), LAYOUT)
    assert [cells[0] for cells in rows([HEAD, WHOLE, first], [HEAD, second])] == ["1", "2"]


def test_a_row_in_the_middle_of_its_own_lines_is_whole() -> None:
    first, second = row("", "", "上", ""), row("2", "乙", "下", "01/2025", tall=3, centred=True)
    assert [cells[0] for cells in rows([HEAD, WHOLE, first], [HEAD, second])] == ["1", "", "2"]


def test_nothing_goes_on_behind_another_heading() -> None:
    assert len(rows([HEAD, WHOLE], [Paragraph("ii. 非空間數據"), HEAD, row("", "", "別的", "")])) == 2


def test_notes_below_a_table_do_not_part_it() -> None:
    found = rows([HEAD, WHOLE, Paragraph("* 臨時數字")], [row("", "", "的其餘部分", "")])
    assert found == [("1", "甲", "第一份資料的其餘部分", "12/2024")]


def test_tables_are_numbered_and_go_on_over_pages() -> None:
    pages = [[HEAD, WHOLE, Paragraph("ii. 非空間數據"), HEAD, WHOLE], [HEAD, WHOLE], [Paragraph("乙部"), WHOLE]]
    found = passages_of([Page(n, items) for n, items in enumerate(pages, 1)], WRAPPING)
    assert [passage.table for passage in found if passage.row] == [1, 1, 2, 2, 2, 2, 3]
