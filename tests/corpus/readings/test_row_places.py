"""Columns for the part, the kind of data and the organisation become the headings that they stand for."""

from __future__ import annotations

import pytest

from corpus.errors import UnreadableDocument
from corpus.parsing import parse
from corpus.readings.delimited import read_delimited
from corpus.readings.row_places import RowPlaces, cover_of_name

HEAD = ("Section", "Spatial", "Organisation", "Status", "Dataset Name", "Description")


def headings(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[list[str]]:
    places = RowPlaces("plan.csv", head, rows)
    return [[passage.text for passage in places.headings(row, 2)] for row in rows]


@pytest.mark.parametrize("part", ["A", "a.", "Part A", "Section A", "(A)"])
@pytest.mark.parametrize("kind", ["Y", "Yes", "Spatial", "i. Spatial data", "TRUE"])
def test_parts_and_kinds_become_headings_once(part: str, kind: str) -> None:
    row = (part, kind, "", "", "Piers", "All")
    assert headings(row, row) == [["A. Departmental datasets to be released", "i. Spatial data"], []]


@pytest.mark.parametrize(("part", "kind"), [("甲部", "空間"), ("A部", "是"), ("A", "空间数据")])
def test_parts_and_kinds_are_read_in_chinese(part: str, kind: str) -> None:
    assert headings((part, kind, "", "", "碼頭的名單", "全部碼頭的位置")) == [["A. 局／部門數據集", "i. 空間數據"]]


def test_a_part_that_is_a_heading_is_kept_as_it_is_written() -> None:
    row = ("D. Progress: datasets already released", "N", "", "", "Piers", "All")
    assert headings(row)[0] == ["D. Progress: datasets already released", "ii. Non-spatial data"]


def test_other_organisations_are_numbered_in_their_order() -> None:
    rows = [("C", "N", name, "", "Piers", "All") for name in ("Power Co", "Gas Co", "Power Co", "(7) Water Co")]
    assert [found[-2] for found in headings(*rows)] == ["(1) Power Co", "(2) Gas Co", "(1) Power Co", "(7) Water Co"]


def test_one_cell_may_say_part_organisation_and_kind() -> None:
    assert headings(("C3.i", "", "Power Co", "", "Piers", "All"))[0][1:] == ["(3) Power Co", "i. Spatial data"]


@pytest.mark.parametrize("column", ["Nature of it", "性质", "Category"])
def test_a_column_that_tells_spatial_data_is_known_by_what_it_holds(column: str) -> None:
    head = ("No.", "Dataset Name", "Description", column)
    rows = [("1", "Piers", "All", "Spatial"), ("1", "Quays", "All", "non-spatial")]
    assert headings(*rows, head=head) == [["i. Spatial data"], ["ii. Non-spatial data"]]


@pytest.mark.parametrize(
    ("status", "letter"),
    [("Released", "D"), ("已發放", "D"), ("已发放", "D"), ("To be released", "A"), ("計劃發放", "A"), ("未发放", "A")],
)
def test_a_status_says_the_part_where_no_column_does(status: str, letter: str) -> None:
    ((first, *_),) = headings(("", "", "", status, "Piers", "All"))
    assert first[0] == letter


CSV = """Plan Year,Bureau,Section,Spatial,Organisation,Dataset Name,Description,Release Date,Update Frequency
{years},Transport Department,C,N,{owner},Piers,All,06/2026,Yearly
2026-2028,Transport Department,A,N,,Quays,All,06/2026,Yearly
"""


def test_a_plan_is_named_by_its_columns() -> None:
    reading = parse(read_delimited("x.csv", CSV.format(years="2026-2028", owner="Star Ferry").encode()))
    assert (reading.plan.id, reading.plan.bureau) == ("td-2026-2028", "Transport Department")
    found = {dataset.short_id: dataset.organisation for dataset in reading.datasets}
    assert found == {"C1.ii.1": "Star Ferry", "A.ii.1": "Transport Department"}


def test_rows_of_several_plans_are_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"several plans \(2025-2027, 2026-2028\)"):
        read_delimited("x.csv", CSV.format(years="2025-2027", owner="Star Ferry").encode())


@pytest.mark.parametrize(
    ("name", "chinese", "lines"),
    [
        ("hhb-2024-2026.csv", True, ("醫務衛生局",)),
        ("td_spatial_2026.csv", False, ("Transport Department", "i. Spatial data")),
        ("td_non-spatial.csv", False, ("Transport Department", "ii. Non-spatial data")),
        ("運輸署2026年度開放數據計劃.csv", True, ("運輸署2026年度開放數據計劃",)),
        ("plan.csv", False, ()),
    ],
)
def test_the_name_of_a_file_says_what_the_file_does_not(name: str, chinese: bool, lines: tuple[str, ...]) -> None:
    assert cover_of_name(name, chinese) == lines
