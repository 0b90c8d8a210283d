"""A row that a line break has cut in two is one row again."""

from __future__ import annotations

from collections.abc import Callable

from corpus.columns import default_columns
from corpus.mending import whole_head, whole_row
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


HEAD = "編號\t數據種類\t數據集名稱\t一般說明\t發放日期\t更新頻率"
USUAL = ("number", "category", "name", "description", "date", "frequency")


def head(text: str) -> tuple[tuple[str, ...], int] | None:
    found = whole_head(tuple(passages_of_text(text)), 0)
    return (found[0].keys, found[1]) if found else None


def test_a_head_row_is_one_row_or_two() -> None:
    assert head(f"{HEAD}\n1\ta\t甲\t甲\t12/2022\t每年") == (USUAL, 1)
    assert head("編號\t數據種類\t數據集名稱\t一般說明\t發放計劃\t\n\t\t\t\t發放日期\t更新頻率") == (USUAL, 2)
    assert head(f"{HEAD}\n\t\t\t\t(月/年)\t\n1\ta\t甲\t甲\t12/2022\t每年") == (USUAL, 2)


def test_a_head_row_cut_by_line_breaks_is_put_together() -> None:
    cut = (
        "No.\tData\nCategory\tName of\nDataset\tGeneral Description\tRelease\nDate\n(mm/yyyy)\tUpdate\nFrequency\n1\ta"
    )
    assert head(cut) == (USUAL, 6)


def test_what_stands_below_a_head_row_is_left_alone() -> None:
    for below in (
        "不適用",
        "\t沒有\t\t\t\t",
        "\t（沒有）\t\t\t\t",
        "i. 空間數據\t\t\t\t\t",
        "甲\ta\t乙\t甲\t12/2022\t每年",
    ):
        assert head(f"{HEAD}\n{below}") == (USUAL, 1)


def test_a_row_of_data_is_no_head_row() -> None:
    for row in ("1\ta\t名稱\t說明\t12/2022\t每年", "A.1\tSpatial data", "i. 空間數據", "甲\t乙\t丙"):
        assert head(f"{row}\n{HEAD}") is None


def test_the_rest_of_a_frequency_on_the_next_line_belongs_to_it() -> None:
    passage, place = whole("1\ta\tList\ttext\t12/2024\tAs and when\nthere are changes")
    assert passage.cells[-1] == "As and when there are changes" and place == 2


def test_another_line_below_a_whole_row_stays_a_line() -> None:
    assert whole("1\ta\tList\ttext\t12/2024\tYearly\nTransport Department")[1] == 1


def test_rows_of_real_tables_are_whole_as_they_are() -> None:
    cells = ("1", "a", "List", "text")
    passages = (Passage(cells, row=True, table=1), Passage(("goes on", "x"), row=True, adjacent=True, table=1))
    assert whole_row(passages, 0, COLUMNS) == (passages[0], 1)
