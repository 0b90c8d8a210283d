"""Headings move the position in a plan, and rows may say for themselves where they stand."""

from __future__ import annotations

import pytest

from corpus.headings import BodyHeading, SectionHeading, SpatialHeading
from corpus.places import Place, Position


@pytest.mark.parametrize(
    ("place", "label"),
    [
        (Place("A", "own", spatial=True), "A.i"),
        (Place("C", "others", "2", "市區重建局"), "C2.ii"),
        (Place("D", "released"), "D.ii"),
    ],
)
def test_the_label_of_a_table_is_part_of_its_ids(place: Place, label: str) -> None:
    assert place.label == label


def test_a_part_about_one_year_lends_it_to_its_dates() -> None:
    position = Position()
    position.enter_section(SectionHeading("A", "own", (2025,)))
    assert position.table().year == 2025
    position.enter_section(SectionHeading("B", "own", (2026, 2027)))
    assert position.table().year is None
    position.enter_section(SectionHeading("D", "released", (2024,)))
    assert position.table().year is None


def test_parts_without_letters_are_told_by_their_years() -> None:
    position = Position(first_year=2025)
    sections = []
    for heading in [
        SectionHeading(None, "own", (2025,)),
        SectionHeading(None, "own", (2025,)),  # again, on the next page
        SectionHeading(None, "own", (2026, 2027)),
        SectionHeading(None, "others"),
        SectionHeading(None, "released"),
    ]:
        position.enter_section(heading)
        sections.append(position.section)
    assert sections == ["A", "A", "B", "C", "D"]


def test_a_plan_may_begin_with_its_second_part() -> None:
    position = Position(first_year=2025)
    position.enter_section(SectionHeading(None, "own", (2026,)))
    assert position.section == "B"


def test_the_same_heading_on_a_further_page_stays_in_its_table() -> None:
    position = Position()
    heading = SectionHeading("D", "released")
    position.enter_section(heading)
    position.enter_spatial(SpatialHeading(True, ""))
    position.enter_section(heading)
    assert position.table().label == "D.i"


def test_a_table_may_name_its_part() -> None:
    position = Position()
    position.enter_section(SectionHeading("A", "own"))
    position.enter_spatial(SpatialHeading(False, "", "C"))
    assert position.table().label == "C.ii" and position.place.role == "others"


def test_organisations_without_numbers_are_counted_and_the_only_one_has_none() -> None:
    position = Position()
    position.enter_section(SectionHeading("C", "others"))
    assert not position.enter_body(BodyHeading("", "甲公司"))
    assert position.table().label == "C.ii"
    assert position.enter_body(BodyHeading("", "乙公司")) == {"": "1"}
    assert position.table().label == "C2.ii"
    position.enter_body(BodyHeading("", "甲公司"))
    assert position.table().label == "C1.ii"


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ({"part": "B", "kind": "Spatial"}, "B.i"),
        ({"part": "Part D", "kind": "非空間"}, "D.ii"),
        ({"part": "甲部"}, "A.ii"),
        ({"part": "C1", "kind": "空间数据"}, "C.i"),
        ({"kind": "是"}, "A.i"),
        ({"kind": "No"}, "A.ii"),
        ({"status": "Released"}, "A.ii"),
        ({"status": "已發放的數據集"}, "D.ii"),
        ({"part": "moon", "kind": "?"}, "A.ii"),
        ({"category": "Spatial data"}, "A.i"),
    ],
)
def test_a_row_may_say_where_it_stands(values: dict[str, str], label: str) -> None:
    position = Position()
    position.enter_section(SectionHeading("A", "own"))
    position.enter_cells(values, sorted_by_kind=True)
    assert position.table().label == label and not {"part", "kind", "status"} & set(values)


def test_a_category_is_a_category_where_headings_tell_the_kind() -> None:
    position, values = Position(), {"category": "空間數據"}
    position.enter_cells(values, sorted_by_kind=False)
    assert values == {"category": "空間數據"} and position.spatial is None
