"""The English of a bundled plan is complete, and is laid only over what was translated."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.library import bundled_plans, load_library
from corpus.parsing import read_plan
from corpus.translations import PLANS, translate, translation_of

PLAN_IDS = [path.name.removesuffix(".en.json") for path in sorted(PLANS.glob("*.en.json"))]


@pytest.mark.parametrize("plan_id", PLAN_IDS)
def test_every_dataset_and_release_has_english_and_no_stray_id_stands_in_it(plan_id: str) -> None:
    translation = translation_of(plan_id)
    (reading,) = (reading for reading in load_library().readings if reading.plan.id == plan_id)
    assert set(translation.datasets) == {dataset.id for dataset in reading.datasets}
    assert "nofficial" in translation.note
    for dataset in reading.datasets:
        assert dataset.name_en, dataset.id
        assert all(release.description_en for release in dataset.releases), dataset.id


def test_all_releases_of_the_bundled_plan_are_translated() -> None:
    datasets = load_library().datasets
    assert (len(datasets), sum(len(dataset.releases) for dataset in datasets)) == (48, 53)


@pytest.mark.parametrize("plan_id", PLAN_IDS)
def test_english_is_in_latin_letters_with_the_same_formats(plan_id: str) -> None:
    from corpus.cells import read_formats

    for dataset in load_library().datasets:
        texts = [dataset.name_en, *(release.description_en for release in dataset.releases)]
        assert all(text.isascii() and text == " ".join(text.split()) for text in texts), dataset.id
        assert read_formats(texts) == dataset.formats, dataset.id


def test_organisations_and_categories_have_english() -> None:
    library = load_library()
    names = {dataset.organisation for dataset in library.datasets} | {dataset.category for dataset in library.datasets}
    assert all(library.english(name) for name in names if name)


def test_equal_names_have_equal_english() -> None:
    english: dict[str, str] = {}
    for dataset in load_library().datasets:
        assert english.setdefault(dataset.name, dataset.name_en) == dataset.name_en


def test_a_dataset_that_changed_its_name_loses_its_english() -> None:
    reading = read_plan(bundled_plans()[0])
    first, second, *rest = reading.datasets
    changed = translate(replace(reading, datasets=(replace(first, name="別的名單"), second, *rest)))
    assert changed.datasets[0].name_en == "" and changed.datasets[1].name_en


def test_official_english_is_not_overlaid() -> None:
    reading = read_plan(bundled_plans()[0])
    first, second, *rest = reading.datasets
    official = replace(first, name_en="As published", english_official=True)
    laid = translate(replace(reading, datasets=(official, second, *rest)))
    assert laid.datasets[0] == official and laid.datasets[1].name_en


def test_a_plan_without_translation_stays_as_it_is() -> None:
    reading = read_plan(bundled_plans()[0])
    for plan_id in ("xyz-2030", "../plans/hhb-2024-2026", ""):
        other = replace(reading, plan=replace(reading.plan, id=plan_id))
        assert translate(other) is other


def test_translation_files_are_plain_json() -> None:
    for path in sorted(Path(PLANS).glob("*.json")):
        assert json.loads(path.read_text(encoding="utf-8"))["bureau"]


def test_the_publishers_own_english_is_left_alone(bundled: Path) -> None:
    reading = read_plan(bundled)
    official = replace(reading.datasets[0], name_en="Official name", english_official=True)
    done = translate(replace(reading, datasets=(official, *reading.datasets[1:])))
    assert done.datasets[0] == official and done.datasets[1].name_en
