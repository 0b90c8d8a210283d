"""Facets: each count is the length of the list that choosing it gives, whatever else is chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answer import Language
from assistant.choices import Choices
from assistant.facets import FACETS, facets
from assistant.filters import Filters
from assistant.lexicon import Lexicon
from assistant.listing import listed
from assistant.service import Assistant
from corpus.library import Library
from corpus.records import Dataset, Plan, Reading, Release, Source

TODAY = date(2026, 3, 15)
Given = Mapping[str, Sequence[str]]

BODIES = {"運輸署": "Transport Department", "渠務署": "Drainage Services Department"}
PLANS = ("td-2023-2025", "td-2024-2026", "dsd-2024-2026")
NEWEST = ("td-2024-2026", "dsd-2024-2026")
UNIVERSE: dict[str, tuple[str, ...]] = {
    "status": ("planned", "released"),
    "year": ("2023", "2024", "2025"),
    "every": ("P1W", "P3M", "as-needed"),
    "spatial": ("true", "false"),
    "format": ("CSV", "JSON", "none"),
    "organisation": (*BODIES, "none"),
    "category": ("運輸", "渠務", "none"),
    "plan": PLANS,
}
SINGLE = {"since": ("2023-06", "2024-03"), "until": ("2024-03", "2024-12")}


def library_of(datasets: Sequence[Dataset]) -> Assistant:
    """An assistant over datasets of three plans, two of them editions of one."""
    bodies = {"td": "運輸署", "dsd": "渠務署"}
    readings = tuple(
        Reading(
            Plan(each, bodies[each.split("-")[0]], each.split("-", 1)[1], "zh-Hant", each, each + ".txt"),
            tuple(d for d in datasets if d.plan_id == each),
        )
        for each in PLANS
    )
    held = tuple(dataset for reading in readings for dataset in reading.datasets)
    library = Library(readings, held, "", {d.id: d for d in held}, {"運輸": "Transport"})
    lexicon = Lexicon(held, {name: (name, english) for name, english in BODIES.items()})
    return cast(Assistant, SimpleNamespace(library=library, choices=Choices(library, lexicon)))


months = st.one_of(st.none(), st.sampled_from(["2023-05", "2023-06", "2024-03", "2024-04", "2025-01"]))
releases = st.builds(
    Release, st.just("…"), months, st.just("…"), st.one_of(st.none(), st.sampled_from(UNIVERSE["every"]))
)
rows = st.tuples(
    st.sampled_from(PLANS), st.booleans(), st.sampled_from(UNIVERSE["status"]),
    st.lists(st.sampled_from(["CSV", "JSON"]), unique=True), st.sampled_from([*BODIES, None]),
    st.sampled_from(["運輸", "渠務", None]), st.lists(releases, min_size=1, max_size=3),
)  # fmt: skip
# What is to be chosen has to be at hand.
ANCHORS: list[tuple[str, bool, str, list[str], str | None, str | None, list[Release]]] = [
    ("td-2024-2026", True, "released", [], None, category, [Release("", None, "", None)])
    for category in ("運輸", "渠務")
]
chosen = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.lists(st.sampled_from(values), min_size=1, unique=True) for name, values in UNIVERSE.items()},
        **{name: st.lists(st.sampled_from(values), min_size=1, max_size=1) for name, values in SINGLE.items()},
    },
)


def dataset(number: int, row: tuple[str, bool, str, list[str], str | None, str | None, list[Release]]) -> Dataset:
    plan, spatial, status, formats, owner, category, released = row
    return Dataset(
        f"{plan}/D.{'i' if spatial else 'ii'}.{number}", "D", spatial, owner, category, f"第{number}",
        "planned" if status == "planned" else "released", tuple(sorted(formats)), tuple(released), Source(plan, number),
    )  # fmt: skip


def fits(dataset: Dataset, values: Given) -> bool:
    """Whether a dataset is to be listed, told without any of the code under test."""
    since, until = values.get("since", ["0000-00"])[0], values.get("until", ["9999-99"])[0]
    years = values.get("year", [f"{year}" for year in range(1900, 2100)])
    dated = any(r.date and since <= r.date <= until and r.date[:4] in years for r in dataset.releases)
    held = {
        "status": [dataset.status],
        "every": [release.every for release in dataset.releases],
        "spatial": ["true" if dataset.spatial else "false"],
        "format": list(dataset.formats) or ["none"],
        "organisation": [dataset.organisation or "none"],
        "category": [dataset.category or "none"],
        "plan": [dataset.plan_id],
    }
    if "plan" not in values and dataset.plan_id not in NEWEST:
        return False
    if not dated and {"since", "until", "year"} & set(values):
        return False
    return all(set(held[name]) & set(values[name]) for name in held if name in values)


@settings(max_examples=150)
@given(st.lists(rows, max_size=12), chosen)
def test_each_count_is_the_length_of_the_list_behind_it(
    drawn: list[tuple[str, bool, str, list[str], str | None, str | None, list[Release]]], values: dict[str, list[str]]
) -> None:
    datasets = [dataset(number, row) for number, row in enumerate([*ANCHORS, *drawn])]
    assistant = library_of(datasets)
    filters = Filters.read(values, assistant.choices)
    found = facets(assistant, filters, "en", TODAY)
    assert found.total == listed(assistant, filters, "en", TODAY).total == sum(fits(d, values) for d in datasets)
    assert tuple(found.values) == FACETS
    for name, universe in UNIVERSE.items():
        counts = {value.value: value.count for value in found.values[name]}
        for value in universe:
            expected = sum(fits(d, {**values, name: [value]}) for d in datasets)
            assert counts.pop(value, 0) == expected, (name, value)
        assert counts == {}
        assert {v.value for v in found.values[name] if v.selected} == set(values.get(name, ()))


LABELS: list[tuple[Language, str, list[tuple[str, str, int]]]] = [
    ("en", "every", [("PT15M", "every 15 minutes", 2), ("P1D", "daily", 1), ("P1W", "weekly", 3),
                     ("P3M", "quarterly", 10), ("P1Y", "yearly", 21), ("as-needed", "as needed", 11)]),
    ("zh-Hant", "every", [("PT15M", "每15分鐘", 2), ("P1D", "每日", 1), ("P1W", "每星期", 3),
                          ("P3M", "每季", 10), ("P1Y", "每年", 21), ("as-needed", "有需要時", 11)]),
    ("zh-Hans", "status", [("released", "已发放", 39), ("planned", "计划中", 9)]),
    ("en", "format", [("JSON", "JSON", 18), ("XLSX", "XLSX", 17), ("CSV", "CSV", 8), ("GEOJSON", "GEOJSON", 1),
                      ("XML", "XML", 1), ("none", "not stated", 23)]),
    ("zh-Hant", "organisation", [("醫院管理局", "醫院管理局", 18),
                                 ("醫務衛生局", "醫務衛生局", 1), ("none", "沒有列明", 29)]),
    ("zh-Hans", "organisation", [("醫院管理局", "医院管理局", 18),
                                 ("醫務衛生局", "医务卫生局", 1), ("none", "没有列明", 29)]),
    ("en", "organisation", [("醫院管理局", "Hospital Authority", 18), ("醫務衛生局", "Health Bureau", 1),
                            ("none", "not stated", 29)]),
    ("zh-Hans", "category", [("衛生", "卫生", 48)]),
    ("en", "category", [("衛生", "Health", 48)]),
    ("zh-Hant", "plan", [("hhb-2024-2026", "醫務衛生局 2024-2026", 48)]),
    ("en", "plan", [("hhb-2024-2026", "Health Bureau 2024-2026", 48)]),
    ("en", "spatial", [("false", "non-spatial", 25), ("true", "spatial", 23)]),
    ("zh-Hans", "year", [("2017", "2017年", 7), ("2018", "2018年", 1), ("2019", "2019年", 8), ("2020", "2020年", 4),
                         ("2021", "2021年", 3), ("2022", "2022年", 11), ("2023", "2023年", 10), ("2024", "2024年", 5),
                         ("2025", "2025年", 2), ("2026", "2026年", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "name", "expected"), LABELS)
def test_values_stand_in_an_order_that_means_something_and_in_the_readers_words(
    assistant: Assistant, language: Language, name: str, expected: list[tuple[str, str, int]]
) -> None:
    found = facets(assistant, Filters(), language, TODAY).values[name]
    assert [(value.value, value.label, value.count) for value in found] == expected


def test_a_chosen_value_stays_with_its_count_though_nothing_is_left(assistant: Assistant) -> None:
    filters = Filters.read({"every": ["P1D"], "spatial": ["true"], "year": ["1999"]}, assistant.choices)
    found = facets(assistant, filters, "en", TODAY)
    assert found.total == 0
    assert [value.to_json() for value in found.values["every"]] == [
        {"value": "P1D", "label": "daily", "count": 0, "selected": True}
    ]
    assert found.to_json()["total"] == 0


@pytest.mark.parametrize("text", ["vaccination", "疫苗", "接种"])
def test_counts_of_a_topic_are_those_of_its_list(assistant: Assistant, text: str) -> None:
    filters = Filters.read({"text": [text]}, assistant.choices)
    found = facets(assistant, filters, "en", TODAY)
    assert 0 < found.total == listed(assistant, filters, "en", TODAY).total < 48
    for value in found.values["status"]:
        narrowed = Filters.read({"text": [text], "status": [value.value]}, assistant.choices)
        assert value.count == listed(assistant, narrowed, "en", TODAY).total
