"""What the API says beyond the command line: a line for each match, and what stands around one dataset."""

from __future__ import annotations

from typing import Any

from assistant.kin import twin_of
from corpus.library import Library, record
from corpus.records import Dataset

__all__ = ["brief", "described", "with_briefs"]


def brief(dataset: Dataset, library: Library) -> dict[str, Any]:
    """What a search box can show of a dataset in a line, without asking again."""
    return {
        "status": dataset.status,
        "spatial": dataset.spatial,
        "organisation": dataset.organisation,
        "organisation_en": (dataset.organisation and library.english(dataset.organisation)) or None,
        "formats": list(dataset.formats),
        "releases": [
            {"date": release.date, "every": release.every, "frequency": release.frequency}
            for release in dataset.releases
        ],
    }


def with_briefs(content: dict[str, Any], library: Library) -> dict[str, Any]:
    """An answer, or suggestions, with each match told in brief."""
    matches = [match | {"brief": _brief_of(match["id"], library)} for match in content["matches"]]
    return content | {"matches": matches}


def _brief_of(dataset_id: str, library: Library) -> dict[str, Any]:
    dataset = library.get(dataset_id)
    assert dataset is not None, "an answer names datasets of its own library alone"
    return brief(dataset, library)


def described(dataset: Dataset, library: Library) -> dict[str, Any]:
    """A dataset's record, its plan, its twin of the other kind, and its page on a portal."""
    plan = next(reading.plan for reading in library.readings if reading.plan.id == dataset.plan_id)
    twin = twin_of(dataset, library)
    named = {name: getattr(plan, name) for name in ("id", "title", "bureau", "bureau_en", "period")}
    return record(dataset) | {"plan": named, "twin": twin.id if twin else None, "url": dataset.url or None}
