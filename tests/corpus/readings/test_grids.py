"""Merged cells come to mean what a person sees in them."""

from __future__ import annotations

import pytest

from corpus.readings.grids import Cell, Grid, is_head, joined_cell

HEAD = ("No.", "Category", "Dataset Name", "Description", "Release Date", "Update Frequency")
HEADS = [
    HEAD,
    ("編號", "數據種類", "數據集名稱", "一般說明", "發放日期", "更新頻率"),
    ("编号", "数据种类", "数据集名称", "一般说明", "发放日期", "更新频率"),
]


def row(*texts: str, merged: tuple[int, ...] = ()) -> list[Cell]:
    return [Cell(text, at, merged=at in merged) for at, text in enumerate(texts)]


def cells(*rows: list[Cell]) -> list[tuple[str, ...]]:
    return [each.cells for each in Grid().rows(rows)]


@pytest.mark.parametrize("head", HEADS)
def test_a_category_merged_over_datasets_is_that_of_each(head: tuple[str, ...]) -> None:
    second = row("2", "Health", "Wards", "b", "06/2025", "Daily", merged=(1, 4))
    assert cells(row(*head), row("1", "Health", "Beds", "a", "06/2025", "Daily"), second)[2] == (
        *("2", "Health", "Wards"),
        *("b", "06/2025", "Daily"),
    )


@pytest.mark.parametrize("head", HEADS)
def test_a_name_merged_over_releases_is_of_one_dataset(head: tuple[str, ...]) -> None:
    second = row("1", "Health", "Beds", "by ward", "12/2025", "Daily", merged=(0, 1, 2, 5))
    rows = cells(row(*head), row("1", "Health", "Beds", "all", "06/2025", "Daily"), second)
    assert rows[2] == ("", "", "", "by ward", "12/2025", "Daily")


def test_a_description_merged_over_dates_is_that_of_each_release() -> None:
    second = row("1", "Health", "Beds", "all", "12/2025", "Daily", merged=(0, 1, 2, 3, 5))
    rows = cells(row(*HEAD), row("1", "Health", "Beds", "all", "06/2025", "Daily"), second)
    assert rows[2] == ("", "", "", "all", "12/2025", "Daily")


def test_a_description_under_a_merged_date_carries_on() -> None:
    second = row("1", "Health", "Beds", "and wards", "06/2025", "Daily", merged=(0, 1, 2, 4, 5))
    rows = cells(row(*HEAD), row("1", "Health", "Beds", "beds", "06/2025", "Daily"), second)
    assert rows[2] == ("", "", "", "and wards", "", "")


def test_a_name_merged_beside_an_empty_number_carries_on() -> None:
    second = row("", "Health", "Beds", "by ward", "12/2025", "Daily", merged=(1, 2))
    assert cells(row(*HEAD), row("1", "Health", "Beds", "all", "06/2025", "Daily"), second)[2][2] == ""


def test_a_name_merged_over_numbers_of_their_own_is_repeated() -> None:
    second = row("2", "Health", "Beds", "by ward", "12/2025", "Daily", merged=(2,))
    assert cells(row(*HEAD), row("1", "Health", "Beds", "all", "06/2025", "Daily"), second)[2][2] == "Beds"


def test_cells_that_reach_down_from_the_head_row_say_nothing() -> None:
    second = row("No.", "Category", "Dataset Name", "goes on", "", "", merged=(0, 1, 2))
    assert cells(row(*HEAD), second)[1] == ("", "", "", "goes on", "", "")


def test_month_and_year_below_one_heading_are_one_date() -> None:
    head = [Cell("No.", 0), Cell("Dataset Name", 1), Cell("Description", 2), Cell("Release Date", 3, 2)]
    below = [Cell("No.", 0, merged=True), Cell("Dataset Name", 1, merged=True), Cell("Description", 2, merged=True)]
    below += [Cell("Month", 3), Cell("Year", 4)]
    rows = cells(head, below, row("1", "Beds", "all", "6", "2025"))
    assert rows == [("No.", "Dataset Name", "Description", "Release Date"), ("1", "Beds", "all", "6/2025")]


def test_rows_as_long_as_the_head_row_go_by_place_and_others_by_the_grid() -> None:
    head = [Cell("No.", 0), Cell("Dataset Name", 1, 2), Cell("Description", 3)]
    crooked = [Cell("1", 0, 2), Cell("Beds", 2), Cell("all", 3)]
    spanning = [Cell("2", 0), Cell("N/A", 1, 3)]
    assert cells(head, crooked, spanning)[1:] == [("1", "Beds", "all"), ("2", "N/A", "")]


def test_a_row_of_one_cell_is_given_line_by_line() -> None:
    assert cells([Cell("C. Other organisations\n(1) Hospital Authority", 0, 6)]) == [
        ("C. Other organisations",),
        ("(1) Hospital Authority",),
    ]


def test_a_row_that_only_continues_cells_above_is_no_row() -> None:
    assert len(cells(row(*HEAD), row(*"abcdef"), row(*"abcdef", merged=tuple(range(6))))) == 2


def test_a_table_of_another_shape_holds_no_datasets() -> None:
    grid = Grid()
    list(grid.rows([row(*HEAD), row(*"abcdef")]))
    assert [each.row for each in grid.rows([row("Enquiry", "2961 8989")])] == [False]
    assert [each.row for each in grid.rows([row("2", "Health", "Beds", "all", "06/2025", "Daily")])] == [True]
    assert [each.row for each in grid.rows([row("1", "N/A")])] == [True]


@pytest.mark.parametrize(
    ("text", "key", "joined"),
    [
        ("自願醫保計劃\n產品名單", "name", "自願醫保計劃產品名單"),
        ("Bus\nroutes", "name", "Bus routes"),
        ("每日\n(於高峰期間)", "frequency", "每日 (於高峰期間)"),
        ("統計數字\n格式: JSON", "description", "統計數字 格式: JSON"),
        (" a  b ", "", "a b"),
        ("\n", "name", ""),
    ],
)
def test_lines_of_a_cell_are_joined_as_its_column_asks(text: str, key: str, joined: str) -> None:
    assert joined_cell(text, key) == joined


def test_head_rows_are_known() -> None:
    assert is_head(row("No.", "Dataset\nName", "Description")) and not is_head(row("1", "Beds", "all"))
