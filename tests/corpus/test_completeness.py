"""What is missing is found, with its place; what is there is left alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.completeness import informative, missing_cells, missing_numbers, odd_rows, tables
from corpus.records import Reading

Rows = Callable[..., Reading]
EN = "No.\tCategory\tName of Dataset\tDescription\tTarget Release Date\tUpdate Frequency"
GOOD = "1\t運輸\t泊車位\t全港泊車位的位置及數目\t12/2022\t每月"


def found(slips: object) -> list[tuple[str, str]]:
    return [(slip.rule, slip.place) for slip in slips]  # type: ignore[attr-defined]


def test_a_whole_row_gives_no_finding(read_rows: Rows) -> None:
    reading = read_rows(GOOD)
    assert found([*missing_cells(reading), *missing_numbers(reading), *odd_rows(reading)]) == []


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("1\t運輸\t泊車位\t\t12/2022\t每月", "description-missing"),
        ("1\t运输\t泊车位\t泊车位的位置及数目\t\t每月", "date-missing"),
        ("1\t運輸\t泊車位\t泊車位的位置及數目\t13/2022\t每月", "date-impossible"),
        ("1\t運輸\t泊車位\t泊車位的位置及數目\t31/02/2022\t每月", "date-impossible"),
        ("1\tTransport\tParking\tParking spaces by district\tto be confirmed\tMonthly", "date-unclear"),
        ("1\t運輸\t泊車位\t泊車位的位置及數目\t12/2022\t", "frequency-missing"),
        ("1\t運輸\t泊車位\t泊車位的位置及數目\t12/2022\t看天氣", "frequency-unknown"),
        ("1\t運輸\t泊車位\t數據以CSV格式提供\t12/2022\t每月", "description-bare"),
        ("1\tTransport\tParking\tThe data are provided in CSV format.\t12/2022\tMonthly", "description-bare"),
    ],
)
def test_a_cell_that_is_empty_or_not_understood_is_found(read_rows: Rows, row: str, rule: str) -> None:
    assert found(missing_cells(read_rows(row))) == [(rule, "D.i.1")]


def test_the_words_of_a_date_that_fits_no_month_are_quoted(read_rows: Rows) -> None:
    slips = list(missing_cells(read_rows(GOOD, "2\t運輸\t隧道\t隧道的行車時間\t'13/2022\t每月")))
    assert [slip.filling["text"] for slip in slips] == ["'13/2022"]
    assert slips[0].source.line == 7


def test_each_release_has_its_own_date(read_rows: Rows) -> None:
    reading = read_rows("1\t運輸\t泊車位\t泊車位的位置\t14/2022\t每月", "\t\t\t泊車位的收費\t15/2022\t每月")
    assert [slip.filling["text"] for slip in missing_cells(reading)] == ["14/2022", "15/2022"]


def test_formats_are_missing_where_the_others_of_the_table_state_them(read_rows: Rows) -> None:
    stated = [f"{n}\t運輸\t路段{n}的車速\t每條路段的車速 格式: CSV\t12/2022\t每月" for n in (1, 2, 3)]
    without = "4\t運輸\t隧道\t隧道的行車時間\t12/2022\t每月"
    assert found(missing_cells(read_rows(*stated, without))) == [("formats-missing", "D.i.4")]
    assert found(missing_cells(read_rows(stated[0], without))) == []


def test_category_is_missing_where_the_others_have_one(read_rows: Rows) -> None:
    reading = read_rows(*(f"{n}\t運輸\t路段{n}\t每條路段的車速\t12/2022\t每月" for n in (1, 2, 3, 4)))
    last = replace(reading.datasets[3], category=None)
    found_without = missing_cells(replace(reading, datasets=(*reading.datasets[:3], last)))
    assert found(found_without) == [("category-missing", "D.i.4")]


@pytest.mark.parametrize(
    ("numbers", "missing"), [("123", []), ("124", ["3"]), ("23", ["1"]), ("15", ["2", "3", "4"]), ("19", []), ("", [])]
)
def test_numbers_that_are_left_out_are_found(read_rows: Rows, numbers: str, missing: list[str]) -> None:
    rows = [f"{n}\t運輸\t路段{n}\t每條路段的車速\t12/2022\t每月" for n in numbers] or [
        "\t運輸\t路\t路的車速\t12/2022\t每月"
    ]
    slips = list(missing_numbers(read_rows(*rows)))
    assert [number for slip in slips for number in slip.filling["number"]] == missing


@pytest.mark.parametrize(
    ("rows", "rule", "place"),
    [
        ([GOOD, "1\t運輸\t隧道\t隧道的行車時間\t12/2022\t每月"], "number-repeated", "D.i.1b"),
        ([GOOD, "\t運輸\t隧道\t隧道的行車時間\t12/2022\t每月"], "number-missing", "D.i.2"),
        ([GOOD, "2\t\t\t\t\t"], "reading", ""),
        (["1\t不適用\t\t\t\t", GOOD], "table-contradicts", "D.i"),
        ([], "table-empty", "D.i"),
    ],
)
def test_what_the_reader_warns_of_is_a_finding(
    read: Rows, read_rows: Rows, rows: list[str], rule: str, place: str
) -> None:
    reading = read_rows(*rows) if rows else read("\n".join(["衛生署", "2024年度開放數據計劃", *_TWO_TABLES]))
    assert found(odd_rows(reading)) == [(rule, place)]


_TWO_TABLES = [
    "D. 進度：已經上載的數據集",
    "i. 空間數據",
    "編號\t數據種類\t數據集名稱\t一般說明\t發放日期 (月/年)\t更新頻率",
    "ii. 非空間數據",
    GOOD,
]


def test_dates_and_frequencies_are_not_told_twice(read_rows: Rows) -> None:
    reading = read_rows("1\t運輸\t泊車位\t泊車位的位置及數目\t13/2022\t看天氣")
    assert len(reading.warnings) == 2 and found(odd_rows(reading)) == []


@pytest.mark.parametrize(
    ("description", "left"),
    [
        ("按醫院劃分的等候時間 發放數據集的格式: JSON 及 XLSX", "按醫院劃分的等候時間"),
        ("按医院划分的等候时间 发放数据集的格式: JSON 及 XLSX", "按医院划分的等候时间"),
        ("有關的數據集將於空間數據共享平台上發布(於12/2022)。", ""),
        ("以JSON格式提供認可產品的標準保費資料。", "以JSON格式提供認可產品的標準保費資料"),
        ("Waiting time by hospital. Format: JSON and XLSX", "Waiting time by hospital"),
    ],
)
def test_informative_leaves_out_formats_and_portals(description: str, left: str) -> None:
    assert informative(description) == left


def test_tables_are_in_the_order_of_the_plan(read: Rows) -> None:
    reading = read("\n".join(["衛生署", "2024年度開放數據計劃", *_TWO_TABLES]))
    assert {table: [d.short_id for d in rows] for table, rows in tables(reading).items()} == {"D.ii": ["D.ii.1"]}


def test_number_beyond_measure_leaves_no_gap_to_tell_of(read_rows: Rows) -> None:
    assert found(missing_numbers(read_rows(GOOD, GOOD.replace("1", "9" * 30, 1)))) == []
