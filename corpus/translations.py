"""The unofficial English of a plan that is published in Chinese: kept beside the plan, laid over its records.

A translation is of words, not of ids: it is used only where the dataset still bears the name that was translated.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from .records import Dataset, Reading
from .words import squeeze

__all__ = ["PLANS", "Translation", "translate", "translation_of"]

PLANS = Path(__file__).parent / "plans"
"""The folder of the plans that come with the program, and of their translations."""


@dataclass(frozen=True, slots=True)
class Translation:
    """The contents of one translation file; empty where a plan has none. ``note`` says that it is unofficial."""

    note: str = ""
    bureau: str = ""
    organisations: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    datasets: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@cache
def translation_of(plan_id: str) -> Translation:
    """The translation that comes with the program for the plan of this id."""
    # Compared with the names that are there, a strange id cannot lead out of the folder.
    path = next((path for path in PLANS.glob("*.en.json") if path.name == f"{plan_id}.en.json"), None)
    return Translation(**json.loads(path.read_text(encoding="utf-8"))) if path else Translation()


def translate(reading: Reading) -> Reading:
    """The reading with the English of its bureau, its datasets and their releases, where there is one."""
    translation = translation_of(reading.plan.id)
    if reading.plan.language == "en" or not translation.datasets:
        return reading
    plan = replace(reading.plan, bureau_en=reading.plan.bureau_en or translation.bureau)
    datasets = tuple(_translated(dataset, translation.datasets.get(dataset.id, {})) for dataset in reading.datasets)
    return replace(reading, plan=plan, datasets=datasets)


def _translated(dataset: Dataset, english: Mapping[str, Any]) -> Dataset:
    descriptions = english.get("descriptions", [])
    if dataset.english_official:
        return dataset
    if squeeze(english.get("of", "")) != squeeze(dataset.name) or len(descriptions) != len(dataset.releases):
        return dataset
    releases = tuple(
        replace(release, description_en=description)
        for release, description in zip(dataset.releases, descriptions, strict=True)
    )
    return replace(dataset, name_en=english["name"], releases=releases)
