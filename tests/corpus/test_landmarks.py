"""A passage by itself is a heading, a head row, a merged row, or none of these."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.landmarks import may_be_heading, merged, opens_plan, sample, section_of, spatial_of
from corpus.readings.passages import Passage


def row(*cells: str) -> Passage:
    return Passage(cells, row=len(cells) > 1)


def test_cells_merged_over_a_row_are_one_cell() -> None:
    assert merged(row("Nil", "Nil", "Nil")).cells == ("Nil", "", "")
    assert merged(row("1", "Nil", "Nil")).cells == ("1", "Nil", "Nil")
    assert merged(row("", "", "")).cells == ("", "", "")


@pytest.mark.parametrize(
    "cells",
    [
        ("A. 在2025年發放的局／部門數據集",),
        ("A", "在2025年发放的局／部门数据集"),
        ("Section A. Datasets to be released in 2025", "", "", ""),
        ("i. Spatial data",),
        ("編號", "數據集名稱", "發放日期"),
        ("1", "運輸", "道路", "12/2025", "每年"),
    ],
)
def test_the_cover_ends_where_the_plan_begins(cells: tuple[str, ...]) -> None:
    assert opens_plan(row(*cells))


@pytest.mark.parametrize(
    "cells", [("路政署",), ("2025年度開放數據計劃",), ("聯絡人", "陳先生"), ("a", "b", "c", "d"), ("目錄", "1")]
)
def test_what_a_cover_says_opens_no_plan(cells: tuple[str, ...]) -> None:
    assert not opens_plan(row(*cells))


def test_the_rest_of_a_description_is_no_heading() -> None:
    words = "已發放的數據集"
    assert section_of(row(words, "", "", "")) and not section_of(row("", "", "", words))
    assert spatial_of(row("空間數據", "", "")) and not spatial_of(row("", "", "空間數據"))


def test_a_sample_is_no_longer_than_it_needs_to_be() -> None:
    assert sample([row("甲", "乙"), row("丙")]) == "甲 乙\n丙"
    assert len(sample([row("x" * 1000)] * 1000)) < 110_000


@given(st.lists(st.text(max_size=20), min_size=1, max_size=9))
def test_any_row_can_be_asked(cells: list[str]) -> None:
    passage = merged(row(*cells))
    assert len(passage.cells) == len(cells) and passage.filled == merged(passage).filled
    opens_plan(passage)
    if section_of(passage) or spatial_of(passage):
        assert may_be_heading(passage)
