"""Both editions of a plan become bilingual records; what they do not agree on is told with both places."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus.pairing import are_editions, bilingual, pair
from corpus.parsing import read_plan
from corpus.records import Dataset, Reading
from corpus.translations import PLANS

HEAD = "No.\tCategory\tName of Dataset\tDescription\tTarget Release Date (month/year)\tUpdate Frequency"
PARTS = {
    "A": "A. Departmental datasets to be released in 2024",
    "B": "B. Departmental datasets to be released in 2025 and 2026",
    "C": "C. Datasets planned to be released by other organisations\n(1) Hospital Authority",
    "D": "D. Progress: datasets of the bureau and other organisations already uploaded to data.gov.hk",
}
OFTEN = {
    "P1Y": "Annually", "P3M": "Quarterly", "P1W": "Weekly", "P1D": "Daily", "PT15M": "Every 15 minutes",
    "as-needed": "As and when necessary",
}  # fmt: skip


def english_text(rows: list[tuple[Dataset, str, list[str]]]) -> str:
    """An English edition with these rows: a Chinese dataset, its English name and descriptions; numbered anew."""
    lines = ["Health Bureau", "2024-2026 Integrated Open Data Plan (including Spatial Data Plan)"]
    for part, heading in PARTS.items():
        lines.append(heading)
        for kind, title in ((True, "i. Spatial Data"), (False, "ii. Non-spatial Data")):
            lines += [title, HEAD]
            table = [entry for entry in rows if entry[0].section == part and entry[0].spatial is kind]
            lines += ["1\tN/A\t\t\t\t"] if not table else []
            for number, (dataset, name, descriptions) in enumerate(table, 1):
                lines += _rows(number, dataset, name, descriptions)
    return "\n".join(lines)


def _rows(number: int, dataset: Dataset, name: str, descriptions: list[str]) -> list[str]:
    found = []
    for n, (release, text) in enumerate(zip(dataset.releases, descriptions, strict=True)):
        year, month = (release.date or "2020-01").split("-")
        formats = "" if "ormat" in text or not dataset.formats else f" Format: {' and '.join(dataset.formats)}"
        head = f"{number}\tHealth\t{name}" if n == 0 else "\t\t"
        found.append(f"{head}\t{text}{formats}\t{month}/{year}\t{OFTEN[release.every or '']}")
    return found


@pytest.fixture(scope="module")
def chinese(bundled: Path) -> Reading:
    return read_plan(bundled)


@pytest.fixture(scope="module")
def rows(chinese: Reading) -> list[tuple[Dataset, str, list[str]]]:
    data: dict[str, Any] = json.loads((PLANS / "hhb-2024-2026.en.json").read_text(encoding="utf-8"))["datasets"]
    return [(d, data[d.id]["name"], data[d.id]["descriptions"]) for d in chinese.datasets]


def names(reading: Reading) -> dict[str, str]:
    return {dataset.short_id: dataset.name_en for dataset in reading.datasets}


def about(reading: Reading, *words: str) -> list[str]:
    return [w.message for w in reading.warnings if all(word in w.message for word in words)]


@pytest.fixture(scope="module")
def right(rows: list[tuple[Dataset, str, list[str]]]) -> dict[str, str]:
    return {dataset.short_id: name for dataset, name, _ in rows}


def test_every_row_gets_the_official_english_of_its_place(
    read: Callable[..., Reading], chinese: Reading, rows: Any, right: dict[str, str]
) -> None:
    both = pair(chinese, read(english_text(rows), "en.txt"))
    assert names(both) == right
    assert all(d.english_official for d in both.datasets)
    assert [len(d.releases) for d in both.datasets] == [len(d.releases) for d in chinese.datasets]
    assert all(release.description_en for d in both.datasets for release in d.releases)
    assert both.plan.bureau_en == "Health Bureau"
    assert dict(both.english_names) == {
        "醫務衛生局": "Health Bureau",
        "醫院管理局": "Hospital Authority",
        "衛生": "Health",
    }
    assert not about(both, "not found") and not about(both, "dates") and not about(both, "places differ")


@pytest.mark.parametrize("missing", ["D.ii.2", "D.i.1", "D.i.12", "D.ii.22", "C1.i.3"])
def test_a_row_that_english_leaves_out_shifts_no_other(
    read: Callable[..., Reading], chinese: Reading, rows: Any, right: dict[str, str], missing: str
) -> None:
    both = pair(chinese, read(english_text([row for row in rows if row[0].short_id != missing]), "en.txt"))
    assert names(both) == {**right, missing: ""}
    assert about(both, f"Dataset {missing} is not found in the English edition, en.txt.")


@pytest.mark.parametrize("missing", ["D.ii.3", "D.i.8", "D.ii.16"])
def test_a_row_that_chinese_leaves_out_is_told_with_its_place(
    read: Callable[..., Reading], chinese: Reading, rows: Any, right: dict[str, str], missing: str
) -> None:
    less = replace(chinese, datasets=tuple(d for d in chinese.datasets if d.short_id != missing))
    both = pair(less, read(english_text(rows), "en.txt"))
    assert names(both) == {place: name for place, name in right.items() if place != missing}
    (told,) = [w for w in both.warnings if "is left out" in w.message and "The English edition's" in w.message]
    assert missing in told.message and told.source.document == "en.txt" and told.source.line


def test_rows_that_changed_places_are_paired_by_content(
    read: Callable[..., Reading], chinese: Reading, rows: Any, right: dict[str, str]
) -> None:
    order = [row[0].short_id for row in rows]
    moved = list(rows)
    moved.insert(order.index("D.ii.1"), moved.pop(order.index("D.ii.8")))
    both = pair(chinese, read(english_text(moved), "en.txt"))
    assert names(both) == right
    assert about(both, "D.ii.8", "D.ii.1 in en.txt, line", "places differ")


def test_a_date_that_differs_is_told_with_both_places(
    read: Callable[..., Reading], chinese: Reading, rows: Any, right: dict[str, str]
) -> None:
    text = english_text(rows).replace("12/2018\tEvery 15 minutes", "11/2018\tEvery 20 minutes")
    both = pair(chinese, read(text, "en.txt"))
    assert names(both) == right
    (dates,) = [w for w in both.warnings if "different dates" in w.message]
    assert dates.source == chinese.datasets[[d.short_id for d in chinese.datasets].index("D.ii.8")].source
    assert "D.ii.8 in en.txt, line" in dates.message and "2018-12 and 2018-11" in dates.message
    assert about(both, "D.ii.8", "update frequencies", "PT15M and PT20M")


def test_a_release_that_english_lacks_leaves_its_own_description_empty(
    read: Callable[..., Reading], chinese: Reading, rows: Any
) -> None:
    less = [
        (replace(d, releases=d.releases[1:]), name, texts[1:]) if d.short_id == "D.ii.1" else (d, name, texts)
        for d, name, texts in rows
    ]
    both = pair(chinese, read(english_text(less), "en.txt"))
    first = next(d for d in both.datasets if d.short_id == "D.ii.1")
    assert [bool(release.description_en) for release in first.releases] == [False, True, True, True]
    assert about(both, "D.ii.1", "numbers of releases", "4 and 3")


def test_tables_whose_labels_differ_belong_together_by_order(
    read: Callable[..., Reading], chinese: Reading, rows: Any, right: dict[str, str]
) -> None:
    both = pair(chinese, read(english_text(rows).replace("(1) Hospital", "(2) Hospital"), "en.txt"))
    assert names(both) == right


def test_what_one_edition_says_is_empty_is_told(read: Callable[..., Reading], chinese: Reading, rows: Any) -> None:
    text = english_text(rows).replace("1\tN/A\t\t\t\t", "1\tHealth\tNew list\tAll of it\t12/2024\tDaily", 1)
    both = pair(chinese, read(text, "en.txt"))
    assert about(both, "Chinese edition says that there is nothing to list in A.ii")


def test_editions_are_the_same_plan_in_two_languages(read: Callable[..., Reading], chinese: Reading, rows: Any) -> None:
    english = read(english_text(rows), "en.txt")
    assert are_editions(chinese, english) and are_editions(english, chinese)
    assert not are_editions(chinese, chinese)
    assert not are_editions(chinese, replace(english, plan=replace(english.plan, id="td-2024-2026")))


def test_all_editions_at_hand_become_one(read: Callable[..., Reading], chinese: Reading, rows: Any) -> None:
    english = read(english_text(rows), "en.txt")
    simplified = replace(chinese, plan=replace(chinese.plan, language="zh-Hans"))
    assert bilingual([english]) == english and bilingual([simplified]) == simplified
    assert bilingual([english, simplified, chinese]) == pair(chinese, english)
    assert bilingual([english, simplified]) == pair(simplified, english)


def test_readings_are_given_in_their_order(read: Callable[..., Reading], chinese: Reading, rows: Any) -> None:
    with pytest.raises(ValueError, match="in this order"):
        pair(read(english_text(rows), "en.txt"), chinese)
