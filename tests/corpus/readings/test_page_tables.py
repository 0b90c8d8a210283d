"""Cells that reach over rows and columns stand in each of them."""

from __future__ import annotations

import pytest
from lxml import etree

from corpus.readings import page_tables
from corpus.readings.page_tables import TooManyCells, is_layout, table_rows

HEAD = "<tr><th>No.<th>Dataset Name<th>Description"


def table(rows: str) -> etree._Element:
    found = etree.fromstring(f"<table>{rows}</table>", etree.HTMLParser()).find(".//table")
    assert found is not None
    return found


def grid(rows: str) -> list[list[tuple[str, int, bool]]]:
    return [[(cell.text, cell.start, cell.merged) for cell in cells] for _, cells in table_rows(table(rows))]


def test_a_cell_over_rows_stands_in_each_of_them() -> None:
    assert grid("<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d") == [
        [("a", 0, False), ("b", 1, False)],
        [("a", 0, True), ("c", 1, False)],
        [("d", 0, False)],
    ]


def test_a_cell_over_columns_moves_those_behind_it() -> None:
    assert grid("<tr><td colspan=2>a<td>b") == [[("a", 0, False), ("b", 2, False)]]


def test_a_cell_at_the_end_of_a_short_row_is_not_lost() -> None:
    assert grid("<tr><td>a<td rowspan=2>b<tr><td>c")[1] == [("c", 0, False), ("b", 1, True)]
    assert grid("<tr><td>a<td>x<td rowspan=2>b<tr><td>c")[1] == [("c", 0, False), ("b", 2, True)]


def test_no_cell_reaches_out_of_its_part_of_the_table() -> None:
    assert grid("<thead><tr><td rowspan=9>a</thead><tbody><tr><td>b</tbody>")[1] == [("b", 0, False)]
    assert grid("<tbody><tr><td rowspan=0>a<td>b<tr><td>c</tbody>")[1] == [("a", 0, True), ("c", 1, False)]


@pytest.mark.parametrize("span", ["99999999999", "-1", "x", "0", ""])
def test_absurd_spans_are_bounded(span: str) -> None:
    ((_, cells),) = table_rows(table(f"<tr><td colspan='{span}'>a<td>b"))
    assert [cell.text for cell in cells] == ["a", "b"] and 1 <= cells[0].span <= 100


def test_a_table_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_tables, "MOST_CELLS", 10)
    with pytest.raises(TooManyCells):
        table_rows(table("<tr><td rowspan=9>a<td rowspan=9>b" + "<tr>" * 8))


@pytest.mark.parametrize(
    ("rows", "layout"),
    [
        ("<tr><td>a<tr><td>b", True),
        (f"<tr><td>menu<td><table>{HEAD}</table>", True),
        (f"{HEAD}<tr><td>1<td>Beds<td><table><tr><td>CSV<td>JSON</table>", False),
        (f"{HEAD}<tr><td>1<td>Beds<td>all", False),
    ],
)
def test_tables_that_are_there_for_the_look_are_told_from_those_that_list(rows: str, layout: bool) -> None:
    assert is_layout(table(rows)) is layout
