"""A head row is known by its words, in any order and either language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.columns import default_columns, names_column, read_columns, read_two_rows

USUAL = ("number", "category", "name", "description", "date", "frequency")
HEADS = [
    ("編號|數據種類|數據集名稱|一般說明|目標發放日期 (月/年)|更新頻率", USUAL),
    ("编号|数据类别|数据集名称|一般说明|发放日期(月/年)|更新频率", USUAL),
    ("#|Data Category|Name of Dataset|General Description|Target Release Date (mm/yyyy)|Update Frequency", USUAL),
    ("No.|Category|Dataset|Description|Release Date|Frequency of Update", USUAL),
    (
        "數據集名稱|說明|格式|發放日期|更新頻率|數據擁有者",
        ("name", "description", "formats", "date", "frequency", "owner"),
    ),
    ("Name of Dataset 數據集名稱|Description 說明|Target Release Date 目標發放日期", ("name", "description", "date")),
    ("編號|空間數據集名稱|擬議發放日期|預計更新頻率|備註", ("number", "name", "date", "frequency", "remarks")),
    (
        "No.|Name of Dataset|Data Format|Target Release Month|Updating Frequency|URL|Contact Person",
        ("number", "name", "formats", "date", "frequency", "link", "aside"),
    ),
    ("|Dataset|Description|Target|Frequency", ("number", "name", "description", "date", "frequency")),
    (
        "Part|Type of data|No.|Dataset title|Released in|Update",
        ("part", "category", "number", "name", "date", "frequency"),
    ),
    ("序号|数据集|内容|发放时间|更新周期|所属机构", ("number", "name", "description", "date", "frequency", "owner")),
    (
        "Dataset Name / 數據集名稱|Spatial data? / 空間數據？|Release Date|Last updated",
        ("name", "kind", "date", "aside"),
    ),
    ("目標發放\n日期|數據集\n名稱|Update\nFrequency", ("date", "name", "frequency")),
]


@pytest.mark.parametrize(("head", "keys"), HEADS)
def test_the_wording_of_head_rows_names_the_columns(head: str, keys: tuple[str, ...]) -> None:
    columns = read_columns(head.split("|"))
    assert columns and columns.keys == keys


@pytest.mark.parametrize(
    "row",
    [
        "1|衛生|藥物名稱|藥物名稱及說明的一覽表|12/2024|每年",
        "1|不適用||||",
        "|||繼續的說明||",
        "名稱",
        "2|衛生|更新頻率統計|一般說明|12/2024|每年",
    ],
)
def test_other_rows_are_no_head_rows(row: str) -> None:
    assert read_columns(row.split("|")) is None


def test_an_unknown_column_is_named() -> None:
    columns = read_columns(["編號", "數據集名稱", "一般說明", "心情"])
    assert columns and columns.unknown == ("心情",)


def test_a_row_with_a_tab_in_its_description_keeps_its_date() -> None:
    values, put_together = default_columns(6).arrange(["1", "a", "b", "c", "d", "12/2024", "每年"])
    assert put_together
    assert (values["description"], values["date"], values["frequency"]) == ("c d", "12/2024", "每年")


def test_a_short_row_leaves_the_rest_unsaid() -> None:
    values, put_together = default_columns(6).arrange(["1", "不適用"])
    assert values == {"number": "1", "category": "不適用"} and not put_together


@given(st.lists(st.text(max_size=20), max_size=9))
def test_any_row_is_a_head_row_or_not(cells: list[str]) -> None:
    columns = read_columns(cells)
    assert columns is None or len(columns.keys) == len(cells)


TWO_ROWS = [
    ("編號|數據集名稱|發放計劃|", "||目標發放日期|更新頻率", ("number", "name", "date", "frequency")),
    (
        "No.|Dataset|Release|Release",
        "No.|Dataset|Target date|Update frequency",
        ("number", "name", "date", "frequency"),
    ),
    ("No.|Name of|Target release date", "|dataset|(mm/yyyy)", ("number", "name", "date")),
]


@pytest.mark.parametrize(("upper", "lower", "keys"), TWO_ROWS)
def test_two_rows_may_name_the_columns_together(upper: str, lower: str, keys: tuple[str, ...]) -> None:
    columns = read_two_rows(upper.split("|"), lower.split("|"))
    assert columns and columns.keys == keys


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("編號|數據集名稱|發放日期", "1|道路|12/2025"),
        ("編號|數據集名稱|發放日期", "|道路|"),
        ("1|道路|12/2025", "編號|數據集名稱|發放日期"),
        ("編號|數據集名稱|發放日期", "||"),
    ],
)
def test_a_row_of_data_names_no_columns(upper: str, lower: str) -> None:
    assert read_two_rows(upper.split("|"), lower.split("|")) is None


def test_a_column_is_named_by_the_whole_of_a_cell() -> None:
    assert names_column("更新頻率 Update Frequency") and names_column("Dataset (s)")
    assert not names_column("更新頻率統計") and not names_column("") and not names_column("x" * 500)
