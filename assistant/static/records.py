"""The datasets, plans, owners and categories of a library as a browser searches and shows them without a server."""

from __future__ import annotations

from typing import Any

from assistant.choices import NONE, Choices
from assistant.facets import label
from assistant.phrasing import LANGUAGES
from assistant.values import organisation_name, place_of
from corpus.library import Library
from corpus.records import Dataset, Source
from index.analysis import is_han
from index.names import plain
from index.sounds import cantonese, sound

__all__ = ["datasets", "plans", "terms_of"]


def plans(choices: Choices) -> list[dict[str, Any]]:
    """The plans at hand; ``stands`` tells those that are searched unless another is asked for."""
    standing = {dataset.plan_id for dataset in choices.pool(())}
    return [
        {
            "id": plan.id,
            "label": {language: label("plan", plan.id, choices, language) for language in LANGUAGES},
            "title": plan.title,
            "stands": plan.id in standing,
        }
        for plan in (reading.plan for reading in choices.library.readings)
    ]


def terms_of(name: str, choices: Choices, forms: dict[str, list[str]] | None = None) -> list[dict[str, Any]]:
    """The owners or categories: the name that stands for all, all names it goes by, and how it is shown."""
    names = choices.organisations if name == "organisation" else choices.categories
    library = choices.library
    found = []
    for value in sorted({_value(name, dataset, choices) for dataset in library.datasets} - {NONE}):
        called = dict.fromkeys((*names.written(value), *(forms or {}).get(value, ()), library.english(value)))
        shown = {language: _shown(name, value, choices, library, language) for language in LANGUAGES}
        found.append({"value": value, "forms": [form for form in called if form], "label": shown})
    return found


def _value(name: str, dataset: Dataset, choices: Choices) -> str:
    return choices.organisation_of(dataset) if name == "organisation" else choices.category_of(dataset)


def _shown(name: str, value: str, choices: Choices, library: Library, language: Any) -> str:
    if name == "organisation":
        return organisation_name(value, library, language)
    return label(name, value, choices, language)


def datasets(choices: Choices) -> list[dict[str, Any]]:
    """Every dataset, in the order of the plans; what is empty is left out."""
    return [_record(dataset, choices) for dataset in choices.library.datasets]


def _record(dataset: Dataset, choices: Choices) -> dict[str, Any]:
    library = choices.library
    found = {
        "id": dataset.id,
        "name": dataset.name,
        "name_en": dataset.name_en,
        "name_zh": dataset.name_zh,
        "official": dataset.english_official,
        "status": dataset.status,
        "spatial": dataset.spatial,
        "section": dataset.section,
        "organisation": dataset.organisation,
        "organisation_en": library.english(dataset.organisation) if dataset.organisation else "",
        "owner": "" if dataset.organisation is None else choices.organisation_of(dataset),
        "category": "" if dataset.category is None else choices.category_of(dataset),
        "formats": list(dataset.formats),
        "releases": [
            {
                "date": release.date,
                "every": release.every,
                "frequency": release.frequency,
                "description": release.description,
                "description_en": release.description_en,
            }
            for release in dataset.releases
        ],
        "source": _source(dataset.source),
        "place": {language: place_of(dataset, language) for language in LANGUAGES},
        "url": dataset.url,
        "sounds": _sounds(dataset),
    }
    return {key: value for key, value in found.items() if value not in ("", None, [], False)}


def _source(source: Source) -> dict[str, Any]:
    place = {"line": source.line} if source.line is not None else {"page": source.page}
    return {"document": source.document, **place}


def _sounds(dataset: Dataset) -> list[str]:
    """How the Chinese name sounds in Mandarin and in Cantonese, without tones and spaces."""
    name = next((name for name in (dataset.name, dataset.name_zh) if is_han(name)), "")
    return ["".join(spoken.split()) for spoken in (sound(plain(name)), cantonese(name))] if name else []
