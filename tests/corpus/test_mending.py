"""A row that a line break has cut in two is one row again."""

from __future__ import annotations

from collections.abc import Callable

from corpus.columns import default_columns
from corpus.mending import whole_row
from corpus.readings.passages import Passage
from corpus.readings.text import passages_of_text
from corpus.records import Reading

COLUMNS = default_columns(6)


def whole(text: str) -> tuple[Passage, int]:
    return whole_row(tuple(passages_of_text(text)), 0, COLUMNS)


def test_the_second_half_of_a_row_is_joined_to_the_first() -> None:
    passage, place = whole("1\t衛生\t名單\t說明的第一\n部分\t12/2024\t每年")
    assert passage.cells == ("1", "衛生", "名單", "說明的第一部分", "12/2024", "每年") and place == 2


def test_a_cell_over_three_lines_is_joined_too() -> None:
    passage, place = whole("1\tHealth\tList\tfirst\nsecond\nthird\t12/2024\tYearly")
    assert passage.cells[3] == "first second third" and place == 3


def test_a_condition_on_the_next_line_belongs_to_the_frequency() -> None:
    passage, _ = whole("1\t衛生\t名單\t說明\t12/2024\t每日\n(於高峰期間)")
    assert passage.cells[5] == "每日(於高峰期間)" or passage.cells[5] == "每日 (於高峰期間)"


def test_a_whole_row_takes_nothing_in() -> None:
    assert whole("1\ta\tb\tc\t12/2024\t每年\n2\ta\tb\tc\t12/2024\t每年")[1] == 1


def test_a_continuation_without_its_empty_cells_at_the_end_is_left_alone() -> None:
    assert whole("\t\t\t說明\n\t\t\t說明\t12/2024\t每年")[1] == 1


def test_a_row_that_says_nothing_does_not_swallow_the_heading_below(read_rows: Callable[..., Reading]) -> None:
    assert whole("1\t不適用\nii. 非空間數據")[1] == 1
    assert whole("1\t衛生\t名單\t說明\n備註：說明")[1] == 1


def test_an_empty_line_ends_a_row() -> None:
    assert whole("1\t衛生\t名單\t說明\n\n部分\t12/2024\t每年")[1] == 1
