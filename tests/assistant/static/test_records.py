"""Datasets, plans and owners as a browser has them without a server."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.choices import Choices
from assistant.lexicon import Lexicon
from assistant.static.records import datasets, plans, terms_of
from corpus.library import Library, load_library


def choices_of(library: Library) -> Choices:
    owners = {d.organisation: library.names_of(d.organisation) for d in library.datasets if d.organisation}
    return Choices(library, Lexicon(library.datasets, owners))


@pytest.fixture(scope="module")
def choices() -> Choices:
    return choices_of(load_library())


@pytest.fixture(scope="module")
def cancer(choices: Choices) -> dict[str, Any]:
    return next(record for record in datasets(choices) if record["id"].endswith("D.ii.5"))


def test_every_dataset_is_there_in_the_order_of_the_plan(choices: Choices) -> None:
    assert [record["id"] for record in datasets(choices)] == [d.id for d in choices.library.datasets]


def test_a_record_says_what_the_plan_says_and_where(cancer: dict[str, Any]) -> None:
    assert (cancer["name"], cancer["name_en"]) == ("癌症統計數字", "Cancer Statistics")
    assert (cancer["status"], cancer["formats"]) == ("released", ["JSON", "XLSX"])
    assert [(r["date"], r["every"], r["frequency"]) for r in cancer["releases"]] == [("2017-12", "P1Y", "每年")]
    assert cancer["source"] == {"document": "hhb-2024-2026.zh-Hant.txt", "line": 102}
    assert "line 102" in cancer["place"]["en"] and "第102行" in cancer["place"]["zh-Hant"].replace(" ", "")


def test_what_is_empty_is_left_out(cancer: dict[str, Any]) -> None:
    assert not {"spatial", "organisation", "owner", "url", "name_zh"} & set(cancer)


def test_a_name_is_there_as_it_sounds(cancer: dict[str, Any]) -> None:
    mandarin, cantonese = cancer["sounds"]
    assert mandarin == "aizhengtongjishuzi" and cantonese.startswith("ngaamzing")


def test_an_owner_has_all_its_names_and_a_label_for_each_language(choices: Choices) -> None:
    found = {owner["value"]: owner for owner in terms_of("organisation", choices, {"醫院管理局": ["HA"]})}
    authority = found["醫院管理局"]
    assert {"醫院管理局", "HA", "Hospital Authority"} <= set(authority["forms"])
    assert authority["label"]["en"] == "Hospital Authority (醫院管理局)"
    assert authority["label"]["zh-Hans"] == "医院管理局"


def test_categories_go_by_their_english_too(choices: Choices) -> None:
    health = terms_of("category", choices)[0]
    assert health["value"] == "衛生" and "Health" in health["forms"]


def test_an_older_edition_does_not_stand() -> None:
    library = load_library()
    newer = library.readings[0]
    plan = replace(newer.plan, id="hhb-2023-2025", period="2023-2025")
    older = replace(newer, plan=plan, datasets=tuple(replace(d, id=f"{plan.id}/{d.short_id}") for d in newer.datasets))
    both = replace(library, readings=(older, newer), datasets=(*older.datasets, *newer.datasets))
    assert [(plan["id"], plan["stands"]) for plan in plans(choices_of(both))] == [
        ("hhb-2023-2025", False),
        ("hhb-2024-2026", True),
    ]
