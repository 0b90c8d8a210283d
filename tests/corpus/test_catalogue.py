"""A portal's catalogue is a reading like a plan's: released datasets under the names that the portal gives them."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.catalogue import is_catalogue, page_of, read_answers, read_catalogue
from corpus.errors import NotAPlan
from corpus.records import Reading

TC = "https://data.gov.hk/tc-data/api/3/action/help_show?name=package_search"


def package(name: str = "hk-td-tis_2-parking", **content: Any) -> dict[str, Any]:
    """A dataset as DATA.GOV.HK describes it, asked in Traditional Chinese."""
    return {
        "author": None,
        "data_dictionary": "https://www.td.gov.hk/datagovhk/parking.pdf",
        "id": "55671a9f-c81c-4157-ae0e-6ecbc5f5969b",
        "maintainer": "一般查詢",
        "metadata_created": "2021-08-30T16:30:49.934054",
        "metadata_modified": "2026-03-23T16:37:04.179151",
        "name": name,
        "notes": "公眾泊車位的<b>空位</b>數目",
        "organization": {"name": "hk-td", "title": "運輸署", "type": "organization"},
        "state": "active",
        "title": "泊車位空置量",
        "type": "dataset",
        "update_frequency": "實時",
        "url": None,
        "groups": [{"display_name": "運輸", "name": "transport", "title": "運輸"}],
        "resources": [
            {"format": "CSV", "datePublished": "2021-08-31", "is_api": "N", "url": "https://x.td.gov.hk/a.csv"},
            {"format": "JSON", "datePublished": "2021-08-31", "is_api": "Y", "url": "https://x.td.gov.hk/a"},
        ],
        **content,
    }


def read(*packages: dict[str, Any], address: str = TC) -> Reading:
    answer = {"help": address, "success": True, "result": {"count": len(packages), "results": list(packages)}}
    return read_answers("hk.json", json.dumps(answer, ensure_ascii=False, indent=1).encode())


def test_every_field_of_a_dataset_is_read() -> None:
    (dataset,) = read(package()).datasets
    assert dataset.id == "ckan-hk-td/D.ii.hk-td-tis_2-parking"
    assert (dataset.section, dataset.status, dataset.spatial) == ("D", "released", False)
    assert (dataset.name, dataset.organisation, dataset.category) == ("泊車位空置量", "運輸署", "運輸")
    assert dataset.formats == ("CSV", "JSON")
    (release,) = dataset.releases
    assert (release.description, release.date) == ("公眾泊車位的 空位 數目", "2021-08")
    assert (release.frequency, release.every) == ("實時", "real-time")
    assert (dataset.source.document, dataset.source.line) == ("hk.json", 7)
    assert dataset.url == "https://data.gov.hk/tc-data/dataset/hk-td-tis_2-parking"


def test_a_catalogue_is_a_plan_of_its_portal_or_of_its_only_organisation() -> None:
    one = read(package()).plan
    assert (one.id, one.bureau, one.bureau_en, one.language) == (
        "ckan-hk-td",
        "運輸署",
        "Transport Department",
        "zh-Hant",
    )
    both = read(package(), package("hk-ha-x", organization={"name": "hk-ha", "title": "醫院管理局"})).plan
    assert (both.id, both.bureau, both.title) == ("ckan-data-gov-hk", "data.gov.hk", "data.gov.hk的數據目錄")
    bare = read(package(organization=None), address="").plan
    assert bare.id == "ckan-hk" and is_catalogue(read(package()))


@pytest.mark.parametrize(
    ("address", "title", "language"),
    [
        (TC, "WiFi", "zh-Hant"),
        (TC.replace("tc-data", "sc-data"), "泊车位", "zh-Hans"),
        (TC.replace("tc-data", "en-data"), "Parking", "en"),
        ("", "泊车位空置量", "zh-Hans"),
        ("", "Parking spaces", "en"),
    ],
)
def test_the_language_is_the_one_asked_in_or_written_in(address: str, title: str, language: str) -> None:
    assert read(package(title=title), address=address).plan.language == language


def test_other_languages_are_official_english() -> None:
    reading = read(
        package(
            title_tc="泊車位空置量",
            title_sc="泊车位空置量",
            title_en="Parking Vacancy",
            notes_tc="空位",
            notes_en="Vacant spaces",
            organization={"name": "hk-td", "title_tc": "運輸署", "title_en": "Transport Department"},
            groups=[{"title_tc": "運輸", "title_en": "Transport"}],
        )
    )
    (dataset,) = reading.datasets
    assert (dataset.name, dataset.name_en, dataset.english_official) == ("泊車位空置量", "Parking Vacancy", True)
    assert dataset.releases[0].description_en == "Vacant spaces"
    assert reading.english_names == (("運輸", "Transport"), ("運輸署", "Transport Department"))


def test_an_english_catalogue_has_no_second_english() -> None:
    reading = read(package(title="Parking", title_en="Parking"), address=TC.replace("tc-data", "en-data"))
    assert [(d.name, d.name_en, d.english_official) for d in reading.datasets] == [("Parking", "", False)]
    assert reading.datasets[0].organisation == "Transport Department"


@pytest.mark.parametrize(
    ("written", "every"),
    [
        ("每三個月", "P3M"),
        ("As and when necessary", "as-needed"),
        ("as_and_when_necessary", "as-needed"),
        ("http://publications.europa.eu/resource/authority/frequency/ANNUAL", "P1Y"),
        ("", None),
        ("sometimes maybe", None),
    ],
)
def test_frequencies_are_read_as_portals_write_them(written: str, every: str | None) -> None:
    assert read(package(update_frequency=written)).datasets[0].releases[0].every == every


def test_odd_values_are_told_once_for_all() -> None:
    odd = [package(f"hk-td-{n}", update_frequency="看情形啦", metadata_created=None, resources=[]) for n in range(50)]
    assert [warning.message for warning in read(*odd).warnings] == [
        "50 datasets have no date that is a month.",
        "50 datasets have the update frequency '看情形啦', which is not understood.",
    ]


def test_a_dataset_that_stands_twice_is_kept_once() -> None:
    reading = read(package(), package(title="另一個"))
    assert [dataset.name for dataset in reading.datasets] == ["泊車位空置量"]
    assert "stands in the catalogue twice" in reading.warnings[0].message


def test_names_that_would_be_one_id_stay_apart() -> None:
    assert len({dataset.id for dataset in read(package("a.b"), package("a b"), package("A/B")).datasets}) == 3


@pytest.mark.parametrize(
    ("name", "address", "given", "page"),
    [
        ("a-b", "", "", "https://data.gov.hk/en-data/dataset/a-b"),
        ("a b/../c", "", "", "https://data.gov.hk/en-data/dataset/a%20b%2F..%2Fc"),
        ("a-b", TC, "", "https://data.gov.hk/tc-data/dataset/a-b"),
        ("a-b", "https://opendata.x.gov/api/3/action/help_show", "", "https://opendata.x.gov/dataset/a-b"),
        ("a-b", "http://data.gov.hk/tc-data/api/3/action/help_show", "", ""),
        ("a-b", "https://user:word@evil.hk/api/3/action/x", "", ""),
        ("a-b", 'https://evil.hk"><script>/api/3/action/x', "", ""),
        ("a-b", "javascript:alert(1)//api/3/action/x", "", ""),
        ("a-b", "Return the help of an action", "", ""),
        ("a-b", TC, "https://data.gov.hk/sc-data/dataset/a-b", "https://data.gov.hk/sc-data/dataset/a-b"),
        ("a-b", TC, "http://data.gov.hk/sc-data/dataset/a-b", "https://data.gov.hk/tc-data/dataset/a-b"),
        ("a-b", TC, "https://www.td.gov.hk/parking", "https://data.gov.hk/tc-data/dataset/a-b"),
        ("a-b", "https://[/api/3/action/x", "https://x:99999999/dataset/a-b", ""),
    ],
)
def test_pages_are_https_and_the_portals_own(name: str, address: str, given: str, page: str) -> None:
    assert page_of(name, address, given) == page


def test_a_catalogue_lies_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "show.json"
    path.write_text(json.dumps({"success": True, "result": package()}), encoding="utf-8")
    assert read_catalogue(path).datasets[0].source.document == "show.json"
    assert read_catalogue(path, "other.json").plan.document == "other.json"
    path.write_text('{"success": false}', encoding="utf-8")
    with pytest.raises(NotAPlan, match=r"show\.json .*'success'"):
        read_catalogue(path)


def test_markup_in_names_is_no_markup_any_more() -> None:
    (dataset,) = read(
        package(title="<img src=x onerror=alert(1)>泊車位", notes="<a href='javascript:x'>說明</a>")
    ).datasets
    assert (dataset.name, dataset.description) == ("泊車位", "說明")
