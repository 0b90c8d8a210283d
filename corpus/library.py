"""All plans at hand, as one thing to look records up in."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from .bureaux import bureau_named
from .errors import DuplicatePlan
from .links import linked
from .pairing import bilingual
from .parsing import read_plan
from .records import Dataset, Plan, Reading, Source
from .shelf import Shelf, bundled_plans
from .translations import translate, translation_of

__all__ = ["Library", "bundled_plans", "load_library", "plans_at_hand", "record", "to_json"]


@dataclass(frozen=True, slots=True)
class Library:
    """The readings of some plans, all their datasets in order, and a hash of everything the records say."""

    readings: tuple[Reading, ...]
    datasets: tuple[Dataset, ...]
    corpus_hash: str
    _by_id: Mapping[str, Dataset] = field(repr=False, compare=False)
    _english: Mapping[str, str] = field(repr=False, compare=False)

    def get(self, dataset_id: str) -> Dataset | None:
        """The dataset of this full id ("hhb-2024-2026/D.ii.9"), else None."""
        return self._by_id.get(dataset_id)

    def named(self, text: str) -> tuple[Dataset, ...]:
        """The datasets of an id, whole or within its plan, in either case; several plans may have one of the latter."""
        typed = text.strip().casefold()
        return tuple(d for d in self.datasets if typed in (d.id.casefold(), d.short_id.casefold()))

    def mapped(self, change: Callable[[Dataset], Dataset]) -> Library:
        """The library with each dataset changed; what its hash tells of, the documents, is as it was."""
        readings = tuple(replace(r, datasets=tuple(map(change, r.datasets))) for r in self.readings)
        datasets = tuple(dataset for reading in readings for dataset in reading.datasets)
        return replace(self, readings=readings, datasets=datasets, _by_id={dataset.id: dataset for dataset in datasets})

    def label(self, dataset: Dataset) -> str:
        """The id to show: the one within its plan, or the whole one where there are several plans to mistake it for."""
        return dataset.short_id if len(self.readings) == 1 else dataset.id

    def english(self, name: str) -> str:
        """The English name of an organisation or a category, in either Chinese script; "" where there is none."""
        bureau = bureau_named(name)
        return self._english.get(name) or (bureau.english if bureau else "")

    def names_of(self, organisation: str) -> tuple[str, ...]:
        """The names and short forms that an organisation goes by, in both languages."""
        bureau = bureau_named(organisation)
        return bureau.names if bureau else tuple(name for name in (self._english.get(organisation),) if name)


def load_library(paths: Iterable[Path | str] | None = None, *, shelf: Shelf | None = None) -> Library:
    """The library of the given documents, or of a shelf, or of the bundled plans alone.

    Editions of one plan in several languages become one reading. CorpusError for the first that cannot be read, or
    where two are the same plan in the same language.
    """
    read = shelf.readings() if shelf else map(read_plan, bundled_plans() if paths is None else paths)
    plans: dict[str, list[Reading]] = {}
    for reading in read:
        plans.setdefault(reading.plan.id, []).append(reading)
    for editions in plans.values():
        _refuse_twins(editions)
    readings = linked(translate(bilingual(editions)) for editions in plans.values())
    datasets = tuple(dataset for reading in readings for dataset in reading.datasets)
    english: dict[str, str] = {}
    for reading in readings:
        translation = translation_of(reading.plan.id)
        english.update({**translation.organisations, **translation.categories, **dict(reading.english_names)})
    return Library(readings, datasets, _hash(readings), {dataset.id: dataset for dataset in datasets}, english)


def _refuse_twins(editions: Sequence[Reading]) -> None:
    language, count = Counter(reading.plan.language for reading in editions).most_common(1)[0]
    if count > 1:
        plan_id = editions[0].plan.id
        names = " and ".join(reading.plan.document for reading in editions if reading.plan.language == language)
        raise DuplicatePlan(f"{names} are the same plan ({plan_id}); give only one of them, or `odplan remove` one.")


def _hash(readings: tuple[Reading, ...]) -> str:
    records = [asdict(reading) for reading in readings]
    canonical = json.dumps(records, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def to_json(reading: Reading) -> dict[str, Any]:
    """The reading in the shape that ``odplan parse --json`` prints: plan, nothing_planned, datasets, warnings."""
    return {
        "plan": _plan_json(reading.plan),
        "nothing_planned": list(reading.nothing_planned),
        "datasets": [record(dataset) for dataset in reading.datasets],
        "warnings": [{"message": warning.message, **_source_json(warning.source)} for warning in reading.warnings],
    }


def plans_at_hand(shelf: Shelf) -> dict[str, Any]:
    """The plans of a shelf in the shape that ``odplan plans --json`` prints: plans, left_out."""
    return {
        "plans": [
            {
                **_plan_json(holding.plan),
                "datasets": holding.datasets,
                "added": holding.added or None,
                "bundled": holding.bundled,
                "trouble": holding.trouble or None,
            }
            for holding in shelf.holdings()
        ],
        "left_out": list(shelf.left_out()),
    }


def _plan_json(plan: Plan) -> dict[str, Any]:
    return {
        "id": plan.id,
        "bureau": plan.bureau,
        "bureau_en": plan.bureau_en,
        "period": plan.period,
        "language": plan.language,
        "title": plan.title,
        "document": plan.document,
    }


def record(dataset: Dataset) -> dict[str, Any]:
    """One dataset in the shape in which ``odplan parse`` and ``odplan show`` print it."""
    return {
        "id": dataset.id,
        "section": dataset.section,
        "spatial": dataset.spatial,
        "organisation": dataset.organisation,
        "category": dataset.category,
        "name": dataset.name,
        "status": dataset.status,
        "formats": list(dataset.formats),
        "releases": [
            {
                "description": release.description,
                "date": release.date,
                "frequency": release.frequency,
                "every": release.every,
            }
            for release in dataset.releases
        ],
        "source": _source_json(dataset.source),
    }


def _source_json(source: Source) -> dict[str, Any]:
    position = {"line": source.line, "page": source.page, "table": source.table}
    return {"document": source.document, **{key: place for key, place in position.items() if place is not None}}
