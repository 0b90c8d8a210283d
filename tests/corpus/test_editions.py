"""What differs between two editions is found by name and content, whatever the numbers."""

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.editions import KINDS, Change, compare
from corpus.parsing import read_plan
from corpus.records import Dataset, Plan, Reading, Release, Section, Source


def row(
    place: str,
    name: str,
    description: str = "",
    date: str | None = "2024-12",
    every: str = "每年",
    **other: object,
) -> Dataset:
    """A dataset: spatial by its table, planned but in part D."""
    section: Section = place[0]  # type: ignore[assignment]
    values = {"每年": "P1Y", "每季": "P3M", "每周": "P1W", "每星期": "P1W", "Annual": "P1Y"}
    release = Release(description, date, every, values.get(every))
    made = Dataset(
        f"td/{place}", section, ".i." in place, None, None, name, "released" if section == "D" else "planned", (),
        (release,), Source("plan.txt", 1),
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


def plan(*datasets: Dataset, language: str = "zh-Hant") -> Reading:
    return Reading(Plan("td", "運輸署", "2025", language, "", "plan.txt"), datasets)


def changes(old: list[Dataset], new: list[Dataset]) -> list[tuple[str, str, str]]:
    found = compare(plan(*old), plan(*new)).changes
    return [(c.kind, c.old.short_id if c.old else "", c.new.short_id if c.new else "") for c in found]


PARKING = row("A.ii.1", "按地區劃分的泊車位數目", "每區公眾泊車位的數目")
TUNNEL = row("A.ii.2", "隧道及幹線的行車時間", "每條隧道每小時的平均行車時間")
BUS = row("D.ii.1", "專營巴士路線", "所有專營巴士路線的起點和終點")


def test_an_edition_is_the_same_as_itself(bundled: Path) -> None:
    reading = read_plan(bundled)
    result = compare(reading, reading)
    assert result.changes == () and result.unchanged == len(reading.datasets) == 48


def test_numbers_and_order_make_no_difference(bundled: Path) -> None:
    reading = read_plan(bundled)
    mixed = list(reading.datasets)
    random.Random(3).shuffle(mixed)
    renumbered = [replace(d, id=f"{d.id.rpartition('.')[0]}.{n}") for n, d in enumerate(mixed, 1)]
    assert compare(reading, replace(reading, datasets=tuple(renumbered))).changes == ()


def test_what_is_added_is_new_and_what_is_gone_is_dropped() -> None:
    assert changes([PARKING, BUS], [TUNNEL, BUS]) == [("new", "", "A.ii.2"), ("dropped", "A.ii.1", "")]


def test_planned_and_then_released_has_come_out() -> None:
    assert changes([PARKING, BUS], [replace(PARKING, id="td/D.ii.2", section="D", status="released"), BUS]) == [
        ("released", "A.ii.1", "D.ii.2")
    ]


def test_released_and_then_planned_is_withdrawn() -> None:
    assert changes([BUS], [replace(BUS, id="td/A.ii.1", section="A", status="planned")]) == [
        ("withdrawn", "D.ii.1", "A.ii.1")
    ]


def test_a_planned_release_that_is_now_in_another_row_has_come_out(bundled: Path) -> None:
    """C1.ii.2 of the Health Bureau's plan is a further release of D.ii.1, of the same name."""
    reading = read_plan(bundled)
    planned = next(d for d in reading.datasets if d.short_id == "C1.ii.2")
    late = replace(planned.releases[0], date="2025-10")
    new = [
        replace(d, releases=(*d.releases, late)) if d.short_id == "D.ii.1" else d
        for d in reading.datasets
        if d is not planned
    ]
    found = compare(reading, replace(reading, datasets=tuple(new))).changes
    assert [(c.kind, c.old and c.old.short_id, c.new and c.new.short_id, c.months) for c in found] == [
        ("released", "C1.ii.2", "D.ii.1", None),
        ("slipped", "C1.ii.2", "D.ii.1", 2),
    ]


@pytest.mark.parametrize(
    ("before", "after", "kind", "months"),
    [
        ("2024-12", "2025-03", "slipped", 3),
        ("2025-01", "2024-12", "brought-forward", -1),
        ("2024-12", "2026-12", "slipped", 24),
        (None, "2025-01", "date", None),
        ("2025-01", None, "date", None),
    ],
)
def test_a_date_that_moved_is_told_in_months(
    before: str | None, after: str | None, kind: str, months: int | None
) -> None:
    (change,) = compare(plan(row("A.i.1", "泊車位", "", before)), plan(row("A.i.1", "泊車位", "", after))).changes
    assert (change.kind, change.months, change.before, change.after) == (kind, months, before or "", after or "")


@pytest.mark.parametrize(
    ("before", "after", "told"), [("每年", "每季", True), ("每周", "每星期", False), ("看", "看天", True)]
)
def test_a_frequency_changes_by_its_value(before: str, after: str, told: bool) -> None:
    found = changes([row("D.i.1", "泊車位", every=before)], [row("D.i.1", "泊車位", every=after)])
    assert found == ([("frequency", "D.i.1", "D.i.1")] if told else [])


def test_formats_owner_and_description_are_told() -> None:
    one = row("C1.ii.1", "泊車位", "數目", formats=("CSV",), organisation="機場管理局")
    other = row("C2.ii.4", "泊車位", "數目及位置", formats=("CSV", "JSON"), organisation="香港鐵路有限公司")
    found = compare(plan(one), plan(other)).changes
    assert [(c.kind, c.before, c.after) for c in found] == [
        ("formats", "CSV", "CSV, JSON"),
        ("owner", "機場管理局", "香港鐵路有限公司"),
        ("description", "數目", "數目及位置"),
    ]


def test_an_owner_in_english_is_the_same_owner() -> None:
    one, other = (row("C1.ii.1", "泊車位", organisation=name) for name in ("醫院管理局", "Hospital Authority"))
    assert changes([one], [other]) == []


@pytest.mark.parametrize(
    ("before", "after", "description"),
    [
        ("自願醫保的產品提供者名單", "自願醫保計劃產品提供者名單", "產品提供者的公司名稱"),
        ("公共圖書館", "康文署轄下閱讀場地一覽", "公共圖書館的名稱、地址及開放時間，按地區排列"),
        ("List of Licensed Hotels", "Directory of Licensed Hotels", "Names and addresses"),
    ],
)
def test_another_name_for_the_same_is_renamed(before: str, after: str, description: str) -> None:
    assert changes([row("D.ii.1", before, description), TUNNEL], [TUNNEL, row("D.ii.7", after, description)]) == [
        ("renamed", "D.ii.1", "D.ii.7")
    ]


def test_two_datasets_with_like_names_are_not_mixed_up() -> None:
    old = [
        row(f"D.ii.{n}", f"{place}持牌酒店及賓館名單", "名稱及地址")
        for n, place in enumerate(("九龍", "新界", "港島"), 1)
    ]
    new = [replace(d, id=f"td/D.ii.{4 - n}") for n, d in enumerate(old, 1)][::-1]
    assert changes(old, new) == []


def test_the_spatial_twin_that_comes_later_is_new_and_a_twin() -> None:
    twin = replace(BUS, id="td/D.i.1", spatial=True)
    assert changes([BUS], [twin, BUS]) == [("new", "", "D.i.1"), ("twin", "", "D.i.1")]


def test_twins_are_not_taken_for_each_other() -> None:
    twin = replace(BUS, id="td/D.i.1", spatial=True)
    assert changes([twin, BUS], [replace(BUS, id="td/D.ii.9")]) == [("dropped", "D.i.1", "")]


def test_a_dataset_that_changes_its_table_alone_is_now_spatial() -> None:
    assert changes([BUS], [replace(BUS, id="td/D.i.1", spatial=True)]) == [("spatial", "D.ii.1", "D.i.1")]


def test_releases_that_come_and_go_are_told() -> None:
    first, second, third = (
        Release(text, date, "每年", "P1Y")
        for text, date in (("按性別", "2020-01"), ("按年齡", "2021-01"), ("按聯網", "2022-01"))
    )
    one, other = replace(BUS, releases=(first, second)), replace(BUS, releases=(second, third))
    assert [(c.kind, c.before, c.after) for c in compare(plan(one), plan(other)).changes] == [
        ("release-added", "", "2022-01 按聯網"),
        ("release-dropped", "2020-01 按性別", ""),
    ]


def test_editions_in_two_scripts_or_languages_are_compared() -> None:
    simplified = row("D.ii.1", "专营巴士路线", "所有专营巴士路线的起点和终点", "2025-02")
    assert changes([BUS], [simplified]) == [("slipped", "D.ii.1", "D.ii.1")]
    english = replace(row("D.ii.3", "Franchised bus routes", "All routes", every="Annual"))
    found = compare(plan(replace(BUS, name_en="Franchised Bus Routes")), plan(english, language="en")).changes
    assert found == ()


def test_changes_come_by_kind_and_then_by_place() -> None:
    found = changes([PARKING, TUNNEL], [BUS, row("D.ii.2", "電車"), replace(TUNNEL, formats=("CSV",))])
    assert found == [
        ("new", "", "D.ii.1"),
        ("new", "", "D.ii.2"),
        ("dropped", "A.ii.1", ""),
        ("formats", "A.ii.2", "A.ii.2"),
    ]
    assert list(KINDS) == sorted(set(KINDS), key=KINDS.index) and Change("new", None, BUS).months is None


def test_thousands_of_datasets_are_compared_in_seconds() -> None:
    old = [
        row(f"D.ii.{n}", f"第{n}區的{kind}名單", f"第{n}區{kind}的名稱及地址")
        for n in range(700)
        for kind in ("診所", "學校", "泳池", "公園")
    ]
    new = [replace(d, id=d.id + "b") for d in reversed(old)]
    start = time.process_time()
    assert compare(plan(*old), plan(*new)).changes == ()
    assert time.process_time() - start < 40
