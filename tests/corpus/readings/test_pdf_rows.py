"""Rows without rules part by their numbers and dates, wherever in the row these stand."""

from __future__ import annotations

import pytest

from corpus.columns import Columns
from corpus.readings.pdf_columns import Layout, Row, cells_of, in_columns
from corpus.readings.pdf_rows import Alignment, is_item, releases_of, rows_of
from corpus.readings.pdf_wrapping import Line, Wrapping, lines_of
from tests.corpus.readings.pdf_printing import words

LAYOUT = Layout((0, 30, 100, 200, 300), Columns(("number", "name", "description", "date")))
WRAPPING = Wrapping([])

Printed = list[tuple[float, float, str]]


def lines(printed: Printed) -> list[Line]:
    return lines_of([word for x, y, text in printed for word in words(text, x, y)])


def rows(printed: Printed, *cuts: float, votes: int = 0) -> list[tuple[str, ...]]:
    found = rows_of(lines(printed), LAYOUT, cuts, WRAPPING, Alignment(votes))
    return [tuple("".join(one.text for one in cell) for cell in row.cells) for row in found]


TWO = [("1", "甲", "一二三", "12/2024"), ("2", "乙", "四五", "01/2025")]


def test_numbers_at_the_top_open_rows_however_dense() -> None:
    printed: Printed = [
        (0, 0, "1"),
        (30, 0, "甲"),
        (100, 0, "一"),
        (200, 0, "12/2024"),
        (100, 12, "二"),
        (100, 24, "三"),
    ]
    printed += [(0, 36, "2"), (30, 36, "乙"), (100, 36, "四"), (200, 36, "01/2025"), (100, 48, "五")]
    assert rows(printed) == TWO


@pytest.mark.parametrize("space", [0, 6])
def test_numbers_in_the_middle_have_their_rows_around_them(space: float) -> None:
    printed: Printed = [
        (100, 0, "一"),
        (0, 12, "1"),
        (30, 12, "甲"),
        (100, 12, "二"),
        (200, 12, "12/2024"),
        (100, 24, "三"),
    ]
    below = 36 + space
    printed += [(100, below, "四"), (0, below + 6, "2"), (30, below + 6, "乙"), (200, below + 6, "01/2025")]
    printed += [(100, below + 12, "五")]
    assert rows(printed) == TWO


def test_a_date_without_a_number_is_a_further_release() -> None:
    printed: Printed = [(0, 0, "1"), (30, 0, "甲"), (100, 0, "一"), (200, 0, "12/2024"), (100, 12, "二")]
    assert rows([*printed, (100, 24, "三"), (200, 24, "01/2025")]) == [
        ("1", "甲", "一二", "12/2024"),
        ("", "", "三", "01/2025"),
    ]


def test_a_date_on_two_lines_is_one() -> None:
    printed: Printed = [(0, 0, "1"), (100, 0, "一"), (200, 0, "December"), (200, 12, "2024")]
    printed += [(0, 24, "2"), (100, 24, "二"), (200, 24, "2025年"), (200, 36, "12月")]
    assert rows(printed) == [("1", "", "一", "December2024"), ("2", "", "二", "2025年12月")]


def test_lines_above_the_first_number_are_a_row_of_their_own() -> None:
    printed: Printed = [
        (100, 0, "上頁"),
        (100, 12, "其餘"),
        (0, 24, "2"),
        (100, 24, "二"),
        (100, 36, "三"),
        (200, 24, "1/2025"),
    ]
    assert rows(printed, votes=-2) == [("", "", "上頁其餘", ""), ("2", "", "二三", "1/2025")]


def test_rules_and_colours_part_rows() -> None:
    printed: Printed = [(30, 0, "不適用"), (30, 40, "不適用")]
    assert rows(printed) == [("", "不適用不適用", "", "")]
    assert rows(printed, 20.0) == [("", "不適用", "", "")] * 2


def test_a_table_without_numbers_parts_by_its_dates() -> None:
    layout = Layout((0, 100, 200, 300), Columns(("name", "description", "date")))
    printed: Printed = [
        (0, 0, "甲"),
        (100, 0, "一"),
        (200, 0, "Q3 2025"),
        (0, 12, "乙"),
        (100, 12, "二"),
        (200, 12, "2026"),
    ]
    found = rows_of(lines(printed), layout, [], WRAPPING, Alignment())
    assert [row.cells[0][0].text for row in found] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("text", "item"), [("1", True), ("(12)", True), ("iv.", True), ("七、", True), ("2024", False), ("甲", False)]
)
def test_numbers_of_rows_are_told_from_words(text: str, item: bool) -> None:
    assert is_item(text) is item


RELEASES = Layout((0, 100, 200, 300), Columns(("description", "date", "frequency")))


def releases(printed: Printed) -> list[tuple[str, ...]]:
    row = Row(cells_of(in_columns((word for one in lines(printed) for word in one.words), RELEASES)), RELEASES)
    found = releases_of(row, WRAPPING)
    return [tuple("".join(one.text for one in cell) for cell in each.cells) for each in found]


def test_releases_within_one_row_of_rules_part_by_their_dates() -> None:
    printed: Printed = [(0, 0, "一"), (0, 12, "二"), (100, 0, "12/2024"), (200, 0, "每月")]
    printed += [(0, 24, "三"), (100, 24, "01/2025"), (200, 24, "每年")]
    assert releases(printed) == [("一二", "12/2024", "每月"), ("三", "01/2025", "每年")]


def test_a_date_that_was_put_off_is_no_further_release() -> None:
    printed: Printed = [(0, 0, "一"), (0, 12, "二"), (100, 0, "12/2024"), (100, 12, "01/2025"), (200, 0, "每月")]
    assert len(releases(printed)) == 1
