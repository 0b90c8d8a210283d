"""What a portal says of a dataset is taken by language, whichever way it keeps them; odd values are not said."""

from typing import Any

import pytest

from corpus.entries import read_entry
from corpus.readings.answers import Record


def entry(**content: Any) -> Any:
    return read_entry(Record({"name": "hk-td-parking", **content}, 3, "/result"))


THREE = {"zh-Hant": "泊車位", "zh-Hans": "泊车位", "en": "Parking Spaces"}


@pytest.mark.parametrize(
    "content",
    [
        {"title_tc": "泊車位", "title_sc": "泊车位", "title_en": "Parking Spaces"},
        {"title_translated": {"zh_Hant": "泊車位", "zh_Hans": "泊车位", "en": "Parking Spaces"}},
        {"title_translated": {"tc": "泊車位", "sc": "泊车位", "en": "Parking Spaces"}},
        {"title": {"zh-TW": "泊車位", "zh-CN": "泊车位", "en": "Parking Spaces"}},
        {"title_zh_hant": "泊車位", "title_zh_hans": "泊车位", "title_en": "Parking Spaces"},
    ],
)
def test_languages_are_found_in_every_way_of_keeping_them(content: Any) -> None:
    assert entry(**content).titles == THREE


def test_what_is_said_without_a_language_stands_apart() -> None:
    assert entry(title="泊車位", title_en="Parking").titles == {"": "泊車位", "en": "Parking"}


def test_formats_are_those_of_the_resources_by_one_name() -> None:
    resources = [
        {"format": "csv"},
        {"format": "GeoJSON"},
        {"format": "Shapefile"},
        {"format": "", "url": "https://x.gov.hk/a.xlsx?v=1"},
        {"format": "new-thing"},
        {"format": "<script>"},
        {"format": 7},
        "no resource",
    ]
    found = entry(resources=resources)
    assert found.formats == ("CSV", "GEOJSON", "NEW-THING", "SHP", "XLSX") and found.spatial


@pytest.mark.parametrize(
    ("resource", "spatial"),
    [
        ({"format": "CSV", "url": "https://www.td.gov.hk/a.csv"}, False),
        ({"format": "API", "url": "https://portal.csdi.gov.hk/geoportal/?datasetId=a"}, True),
        ({"format": "KML"}, True),
        ({"format": "JSON", "url": "https://["}, False),
    ],
)
def test_spatial_data_are_known_by_format_or_by_place(resource: Any, spatial: bool) -> None:
    assert entry(resources=[resource]).spatial is spatial


@pytest.mark.parametrize(
    ("content", "month"),
    [
        ({"metadata_created": "2024-06-26T16:55:04.295131"}, "2024-06"),
        ({"metadata_created": "2021-07-02T05:27:05", "resources": [{"datePublished": "2018-12-14"}, {}]}, "2018-12"),
        (
            {"metadata_created": "2021-07-02", "resources": [{"datePublished": "2023-01-01", "created": "2010-01-01"}]},
            "2021-07",
        ),
        ({"metadata_created": "yesterday"}, None),
        ({"metadata_created": "2024-13-01"}, None),
        ({}, None),
    ],
)
def test_the_month_is_the_earliest_that_is_said(content: Any, month: str | None) -> None:
    assert entry(**content).month == month


def test_extras_and_other_keys_say_how_often() -> None:
    assert entry(extras=[{"key": "update_frequency", "value": "Daily"}]).often == {"": "Daily"}
    assert entry(frequency="Weekly", update_frequency_tc="每周").often == {"zh-Hant": "每周", "": "Weekly"}


def test_owner_and_group_are_taken_where_they_are() -> None:
    found = entry(organization={"name": "hk-td", "title": "運輸署"}, groups=[{"name": "transport", "title": "運輸"}])
    assert (found.owner, found.owners, found.categories) == ("hk-td", {"": "運輸署"}, {"": "運輸"})
    assert entry(organization="運輸署").owners == {"": "運輸署"}


def test_values_of_other_kinds_are_not_said() -> None:
    odd = entry(title=["x"], notes=7, organization=[1], groups={"a": 1}, resources={"b": 2}, extras=None, url=3)
    assert (odd.titles, odd.notes, odd.owner, odd.categories, odd.formats, odd.address) == ({}, {}, "", {}, (), "")
