"""Records are plain frozen values that can say their ids and texts."""

from __future__ import annotations

import dataclasses

import pytest

from corpus.library import load_library


def test_ids_fall_into_plan_and_place() -> None:
    dataset = load_library().datasets[1]
    assert (dataset.plan_id, dataset.short_id) == ("hhb-2024-2026", "C1.i.1")


def test_descriptions_of_all_releases_stand_on_lines_of_their_own() -> None:
    dataset = load_library().get("hhb-2024-2026/D.ii.1")
    assert dataset and len(dataset.description.splitlines()) == len(dataset.description_en.splitlines()) == 4


def test_records_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_library().datasets[0].name = "x"  # type: ignore[misc]
