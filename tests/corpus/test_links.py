"""Released datasets are linked to the pages of the portal that are surely theirs, and to no others."""

from dataclasses import replace

import pytest

from corpus.links import link, linked
from corpus.records import Dataset, Plan, Reading, Release, Source, Status


def row(place: str, name: str, owner: str | None = None, status: Status = "released", **other: object) -> Dataset:
    release = Release("", "2022-12", "每年", "P1Y")
    made = Dataset(f"x/{place}", "D", ".i." in place, owner, None, name, status, (), (release,), Source("p", 1), url="")
    return replace(made, **other)  # type: ignore[arg-type]


def plan(*rows: Dataset, bureau: str = "運輸署") -> Reading:
    datasets = tuple(replace(d, id=d.id.replace("x/", "td-2025/")) for d in rows)
    return Reading(Plan("td-2025", bureau, "2025", "zh-Hant", "", "p"), datasets)


def catalogue(*rows: tuple[str, str] | tuple[str, str, bool]) -> Reading:
    """Entries of a portal: name and owner, and whether they are spatial."""
    entries = []
    for number, (name, owner, *more) in enumerate(rows):
        entry = row(f"{'D.i' if any(more) else 'D.ii'}.e{number}", name, owner)
        page = f"https://data.gov.hk/en-data/dataset/e{number}"
        entries.append(replace(entry, id=entry.id.replace("x/", "ckan-hk/"), url=page))
    return Reading(Plan("ckan-hk", "data.gov.hk", "", "zh-Hant", "", "c.json"), tuple(entries))


def links(datasets: list[Dataset], *entries: tuple[str, str] | tuple[str, str, bool]) -> list[str]:
    found = link([plan(*datasets)], [catalogue(*entries)])
    return [found.get(f"td-2025/{d.short_id}", "").rpartition("/")[2] for d in datasets]


@pytest.mark.parametrize(
    ("name", "listed", "found"),
    [
        ("泊車位空置量", "泊車位空置量", True),
        ("泊車位 (空置量)", "泊車位空置量", True),
        ("泊車位空置量", "泊车位空置量", True),
        ("Parking Vacancy", "parking vacancy", True),
        ("按地區劃分的公眾泊車位名單", "按地區劃分公眾泊車位一覽表", True),
        ("生殖科技持牌中心-治療牌照的名單", "持牌生殖科技中心名單-治療牌照", True),
        ("List of Licensed Hotels", "Licensed Hotel Directory", True),
        ("九龍區公眾泊車位的位置及數目", "新界區公眾泊車位的位置及數目", False),
        ("2016年人口普查", "2021年人口普查", False),
        ("泊車位空置量", "泊車位空置量及收費", False),
        ("Hotels in Kowloon", "Hotels in Hong Kong Island", False),
    ],
)
def test_names_have_to_be_the_same_but_for_empty_words(name: str, listed: str, found: bool) -> None:
    assert links([row("D.ii.1", name)], (listed, "運輸署"), ("隧道行車時間", "運輸署")) == ["e0" if found else ""]


def test_planned_datasets_have_no_page() -> None:
    assert links([row("A.ii.1", "泊車位空置量", status="planned")], ("泊車位空置量", "運輸署")) == [""]


def test_of_one_name_the_owners_is_taken() -> None:
    entries = [("部門開支數據", "海事處"), ("部門開支數據", "運輸署")]
    assert links([row("D.ii.1", "部門開支數據")], *entries) == ["e1"]
    assert links([row("D.ii.1", "部門開支數據", "海事處")], *entries) == ["e0"]
    assert links([row("D.ii.1", "部門開支數據", "地政總署")], *entries) == [""]


def test_an_owner_is_known_in_either_language() -> None:
    assert links([row("D.ii.1", "開支", "運輸署")], ("開支", "Transport Department")) == ["e0"]


def test_another_owners_page_is_taken_only_where_the_name_is_telling() -> None:
    assert links([row("D.ii.1", "開支數據")], ("開支數據", "海事處")) == [""]
    assert links(
        [row("D.ii.1", "領有生殖科技牌照的中心名單")], ("領有生殖科技牌照的中心名單", "人類生殖科技管理局")
    ) == ["e0"]
    assert links([row("D.ii.1", "領有生殖科技牌照的中心名單", "運輸署")], ("領有生殖科技牌照的中心名單", "海事處")) == [
        ""
    ]


def test_bodies_that_the_plan_names_are_owners_too() -> None:
    datasets = [row("C1.ii.1", "別的", "醫院管理局"), row("D.ii.1", "等候時間")]
    assert links(datasets, ("等候時間", "醫院管理局")) == ["", "e0"]


def test_two_pages_of_one_name_are_none() -> None:
    assert links([row("D.ii.1", "泊車位空置量")], ("泊車位空置量", "運輸署"), ("泊車位空置量", "運輸署")) == [""]


def test_twins_get_the_page_of_their_kind() -> None:
    twins = [row("D.i.1", "專營巴士路線"), row("D.ii.1", "專營巴士路線")]
    assert links(twins, ("專營巴士路線", "運輸署", True), ("專營巴士路線", "運輸署")) == ["e0", "e1"]
    assert links(twins, ("專營巴士路線", "運輸署")) == ["", "e0"]
    assert links(twins[:1], ("專營巴士路線", "運輸署")) == ["e0"]


def test_an_official_english_name_is_a_name_and_an_unofficial_one_is_not() -> None:
    dataset = row("D.ii.1", "專營巴士路線", name_en="Franchised Bus Routes", english_official=True)
    assert links([dataset], ("Franchised bus routes", "Transport Department")) == ["e0"]
    assert links([replace(dataset, english_official=False)], ("Franchised bus routes", "運輸署")) == [""]


def test_pages_stand_in_the_readings() -> None:
    one, listed = plan(row("D.ii.1", "專營巴士路線"), row("D.ii.2", "電車")), catalogue(("專營巴士路線", "運輸署"))
    assert [d.url for d in linked([one, listed])[0].datasets] == ["https://data.gov.hk/en-data/dataset/e0", ""]
    assert linked([one, listed])[1] is listed
    assert linked([one]) == (one,) and linked([]) == ()
