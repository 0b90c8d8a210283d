"""A head row is known by its words; what cannot stand under it ends its table."""

from __future__ import annotations

import pytest

from corpus.readings.pdf_columns import Row
from corpus.readings.pdf_unruled import Unruled
from corpus.readings.pdf_wrapping import Line, Wrapping, lines_of
from tests.corpus.readings.pdf_printing import words

Printed = list[tuple[float, float, str]]
HEAD: Printed = [(0, 0, "編號"), (50, 0, "名稱"), (150, 0, "一般說明"), (300, 0, "發放日期")]
ROW: Printed = [(0, 20, "1"), (50, 20, "甲"), (150, 20, "一份資料"), (300, 20, "12/2024")]


def read(*pages: Printed) -> list[list[str | tuple[str, ...]]]:
    unruled = Unruled(Wrapping([]))
    return [list(map(said, unruled.read(lines(page), ()))) for page in pages]


def lines(printed: Printed) -> list[Line]:
    return lines_of([word for x, y, text in printed for word in words(text, x, y)])


def said(item: Line | Row) -> str | tuple[str, ...]:
    return item.text if isinstance(item, Line) else tuple("".join(line.text for line in cell) for cell in item.cells)


HEADS, CELLS = ("編號", "名稱", "一般說明", "發放日期"), ("1", "甲", "一份資料", "12/2024")


def test_rows_follow_a_head_row() -> None:
    assert read([(0, -40, "衞生署"), *HEAD, *ROW]) == [["衞生署", HEADS, CELLS]]


def test_text_without_a_head_row_is_no_table() -> None:
    assert read(ROW) == [["1 甲 一份資料 12/2024"]]


@pytest.mark.parametrize("high", [[(300, 12, "(月/年)")], [(300, 6, "(月/年)"), (0, 6, "(no.)")]])
def test_a_head_row_may_be_several_lines_high(high: Printed) -> None:
    below = [(x, y + 20, text) for x, y, text in ROW]
    ((head, row),) = read([*HEAD, *high, *below])
    assert head[3] == "發放日期(月/年)"
    assert row == CELLS


def test_a_head_row_in_pieces_is_put_together() -> None:
    pieces: Printed = [(50, -12, "數據"), (50, 0, "集名"), (50, 12, "稱")]
    head = [piece for piece in HEAD if piece[2] != "名稱"]
    ((found, row),) = read([*pieces, *head, *((x, y + 20, text) for x, y, text in ROW)])
    assert (found, row) == (("編號", "數據集名稱", "一般說明", "發放日期"), CELLS)


@pytest.mark.parametrize(
    "text", ["ii. 非空間數據", "備註：以上日期均為暫定，並會按需要更新。", "B. 在 2025 年發放的局／部門數據集"]
)
def test_headings_and_notes_end_a_table(text: str) -> None:
    assert read([*HEAD, *ROW, (0, 50, text)]) == [[HEADS, CELLS, text]]


def test_a_heading_in_the_middle_ends_a_table() -> None:
    assert read([*HEAD, *ROW, (160, 50, "非空間數據")]) == [[HEADS, CELLS, "非空間數據"]]


def test_a_description_that_speaks_of_spatial_data_goes_on() -> None:
    rows = [*ROW, (150, 32, "空間數據")]
    assert read([*HEAD, *rows]) == [[HEADS, ("1", "甲", "一份資料空間數據", "12/2024")]]


def test_a_table_goes_on_over_the_end_of_a_page() -> None:
    assert read([*HEAD, *ROW], [(150, 0, "其餘部分"), *ROW]) == [[HEADS, CELLS], [("", "", "其餘部分", ""), CELLS]]


def test_a_table_goes_on_behind_a_heading_without_its_head_row() -> None:
    again = [(x, y + 60, text) for x, y, text in ROW]
    assert read([*HEAD, *ROW, (0, 50, "ii. 非空間數據"), *again]) == [[HEADS, CELLS, "ii. 非空間數據", CELLS]]


def test_columns_are_as_wide_as_their_text_and_not_as_their_heads() -> None:
    centred: Printed = [(0, 0, "編號"), (90, 0, "名稱"), (220, 0, "一般說明"), (330, 0, "發放日期")]
    row: Printed = [
        (5, 20, "1"),
        (40, 20, "甲乙丙丁戊己庚辛"),
        (140, 20, "一份資料一份資料一份資"),
        (335, 20, "12/2024"),
    ]
    assert read([*centred, *row])[0][1] == ("1", "甲乙丙丁戊己庚辛", "一份資料一份資料一份資", "12/2024")


def test_a_heading_within_a_table_does_not_hide_how_wide_its_columns_are() -> None:
    name: Printed = [(50, 90, "甲乙丙丁戊己"), (111, 90, "庚辛壬")]
    row: Printed = [(0, 90, "1"), *name, (150, 90, "一份資料"), (300, 90, "12/2024")]
    printed = [*HEAD, (0, 30, "空間數據"), (0, 50, "不適用"), (0, 70, "非空間數據"), *row]
    assert read(printed)[0][-1] == ("1", "甲乙丙丁戊己庚辛壬", "一份資料", "12/2024")


def test_tables_with_the_same_head_row_have_the_same_columns() -> None:
    """The second one has no rows of its own that would show where they part; the page after it goes on."""
    row: Printed = [(0, 20, "1"), (50, 20, "甲乙丙丁戊己庚辛壬"), (150, 20, "一份資料"), (300, 20, "12/2024")]
    assert read([*HEAD, *row], HEAD, row)[2] == [("1", "甲乙丙丁戊己庚辛壬", "一份資料", "12/2024")]
