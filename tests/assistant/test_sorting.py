"""Lists in order: by name in each language, by date, frequency, status; what ties stands as in the plans."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Language
from assistant.sorting import SORTS, pace, place, sorted_by
from corpus.records import Dataset, Release, Source


def dataset(number: int, status: Any = "released", *releases: tuple[str | None, str | None]) -> Dataset:
    told = tuple(Release("", month, "", every) for month, every in releases or ((None, None),))
    return Dataset(f"p/D.i.{number}", "D", True, None, None, f"{number}", status, (), told, Source("p.txt", number))


ROWS = [
    dataset(1, "released", ("2018-01", "P1Y")),
    dataset(2, "released", ("2019-05", "P1D"), ("2024-06", "P1M")),
    dataset(9, "released", ("2018-01", "as-needed")),
    dataset(10, "planned", ("2026-06", "real-time")),
    dataset(11, "planned", ("2025-12", "P1W")),
    dataset(12, "planned", (None, None)),
    dataset(13, "released", ("2020-01", "once")),
]


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("date", [1, 9, 2, 13, 11, 10, 12]),  # by the first release; no date is last
        ("-date", [10, 11, 2, 13, 1, 9, 12]),  # by the newest release; no date is last too
        ("frequency", [10, 2, 11, 1, 9, 13, 12]),  # the fastest of several counts; as needed and once after all lengths
        ("status", [11, 10, 12, 1, 9, 2, 13]),  # what is planned first, the next to come before
    ],
)
def test_order_of_each_kind(sort: str, numbers: list[int]) -> None:
    mixed = random.Random(7).sample(ROWS, len(ROWS))
    assert [int(d.name) for d in sorted_by(mixed, sort, "en")] == numbers


@pytest.mark.parametrize(
    ("language", "names", "expected"),
    [
        (
            "en",
            ["Zoo|動物園", "air quality|空氣", "Bus stops|巴士站", "|無名"],
            ["air quality", "Bus stops", "Zoo", ""],
        ),
        ("zh-Hant", ["|癌症", "|「急症室」", "|急救", "|一般"], ["一般", "急救", "「急症室」", "癌症"]),
        ("zh-Hans", ["|癌症", "|急症室", "|中醫", "|八達通"], ["癌症", "八達通", "急症室", "中醫"]),
    ],
)
def test_names_stand_as_readers_of_each_language_expect(
    language: Language, names: list[str], expected: list[str]
) -> None:
    parts = [name.split("|") for name in names]
    rows = [replace(dataset(n), name=zh, name_en=en) for n, (en, zh) in enumerate(parts)]
    found = sorted_by(rows, "name", language)
    assert [d.name_en if language == "en" else d.name for d in found] == expected


@pytest.mark.parametrize("sort", [sort for sort in SORTS if sort != "relevance"])
def test_ties_stand_as_in_the_plan_whatever_came_first(sort: str) -> None:
    rows = [replace(dataset(n), name="同名") for n in (2, 9, 10, 100)]
    for seed in range(5):
        mixed = random.Random(seed).sample(rows, len(rows))
        assert sorted_by(mixed, sort, "zh-Hant") == rows


def test_by_relevance_a_list_stays_as_it_is() -> None:
    assert sorted_by(ROWS[::-1], "relevance", "en") == ROWS[::-1]


def test_ids_count_and_frequencies_have_one_scale() -> None:
    assert place(ROWS[2]) < place(ROWS[3])
    order = ["real-time", "PT15M", "P1D", "P1W", "P1Y", "as-needed", "once", None]
    assert sorted(order, key=pace) == order
