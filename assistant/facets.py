"""The facets of a list: what it can be narrowed to, and how many datasets each value would leave.

The counts of a facet leave its own choice aside, so that a further value can be seen and added. A count is the length
of the list that choosing the value alone within its facet gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assistant.answer import Language
from assistant.choices import NONE, Choices
from assistant.dates import within
from assistant.filters import Filters
from assistant.listing import on_topic
from assistant.phrasing import phrase
from assistant.replies import short_frequency
from assistant.service import Assistant
from assistant.sorting import pace
from assistant.values import in_language, plan_name
from corpus.bureaux import bureau_named
from corpus.records import Dataset

FACETS = ("status", "year", "every", "spatial", "format", "organisation", "category", "plan")
"""The facets, in the order in which they are shown; each goes by the name of its condition."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: as a condition has it, as a reader reads it, how many datasets it leaves, whether chosen."""

    value: str
    label: str
    count: int
    selected: bool

    def to_json(self) -> dict[str, object]:
        """The value as the contract's JSON object."""
        return {"value": self.value, "label": self.label, "count": self.count, "selected": self.selected}


@dataclass(frozen=True, slots=True)
class Facets:
    """How many datasets fit all that is chosen, and the values of each facet in their order, empty ones left out."""

    total: int
    values: Mapping[str, tuple[Value, ...]]

    def to_json(self) -> dict[str, object]:
        """The facets as the contract's JSON object."""
        return {
            "total": self.total,
            "facets": {name: [value.to_json() for value in values] for name, values in self.values.items()},
        }


def facets(
    assistant: Assistant,
    filters: Filters,
    language: Language = "en",
    today: date | None = None,
    *,
    topical: dict[str, tuple[str, ...]] | None = None,
) -> Facets:
    """The facets of the list that filters choose; ``topical`` are those on the topic, where a Listing knows them."""
    if filters.text and topical is None:
        topical = on_topic(assistant.searcher, filters.text)
    total, counts = _counted(assistant, filters, topical, today or date.today())
    values = {name: _values(name, counts[name], filters, assistant.choices, language) for name in FACETS}
    return Facets(total, values)


def kinds(name: str, dataset: Dataset, filters: Filters, choices: Choices) -> set[str]:
    """The values of a facet under which a dataset counts, several where its releases differ."""
    match name:
        case "status":
            return {dataset.status}
        case "year":
            return _years(dataset, filters)
        case "every":
            return {release.every for release in dataset.releases if release.every}
        case "spatial":
            return {str(dataset.spatial).lower()}
        case "format":
            return set(dataset.formats) or {NONE}
        case "organisation":
            return {choices.organisation_of(dataset)}
        case "category":
            return {choices.category_of(dataset)}
    return {dataset.plan_id}


def _years(dataset: Dataset, filters: Filters) -> set[str]:
    """The years of the releases in the months that are chosen beside: "since June" leaves no May of that year."""
    first, last = (next(iter(filters.chosen(name)), None) for name in ("since", "until"))
    return {r.date[:4] for r in dataset.releases if r.date and within(r.date, ((first, last),))}


def _counted(
    assistant: Assistant, filters: Filters, topical: dict[str, tuple[str, ...]] | None, today: date
) -> tuple[int, dict[str, Counter[str]]]:
    """How many datasets pass all conditions, and for each facet how many have each value and pass all the others."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    total, choices = 0, assistant.choices
    standing = {dataset.id for dataset in choices.pool(filters.conditions)}
    for dataset in assistant.library.datasets:
        if topical is not None and dataset.id not in topical:
            continue
        failed = [name for name, condition in filters.by_name if not condition.holds(dataset, today)]
        # An older edition is not in the list unless it is chosen.
        failed += ["plan"] if dataset.id not in standing else []
        total += not failed
        # What fails by one facet's choice alone is what another value of that facet would bring in.
        for name in FACETS if not failed else failed if len(failed) == 1 and failed[0] in FACETS else ():
            counts[name].update(kinds(name, dataset, filters, choices))
    return total, counts


def _values(
    name: str, counts: Counter[str], filters: Filters, choices: Choices, language: Language
) -> tuple[Value, ...]:
    chosen = filters.chosen(name)
    held = dict.fromkeys(chosen, 0) | counts
    ranked = sorted(held, key=lambda value: (value == NONE, _rank(name, value, held[value]), value))
    return tuple(Value(value, label(name, value, choices, language), held[value], value in chosen) for value in ranked)


def _rank(name: str, value: str, count: int) -> float:
    if name == "year":
        return 0
    return pace(value) if name == "every" else -count


def label(name: str, value: str, choices: Choices, language: Language) -> str:
    """A value of a facet in a reader's words: "weekly", 「醫院管理局」, "Health Bureau 2024-2026"."""
    if value == NONE:
        return phrase(language, "unstated")
    match name:
        case "status" | "spatial":
            return phrase(language, f"{name}.{value}")
        case "every":
            return short_frequency(value, language)
        case "year":
            return value if language == "en" else f"{value}年"
        case "organisation":
            return _owner(value, choices, language)
        case "category":
            return _category(value, choices, language)
        case "plan":
            plan = next(reading.plan for reading in choices.library.readings if reading.plan.id == value)
            return plan_name(plan, language)
    return value


def _owner(value: str, choices: Choices, language: Language) -> str:
    known = bureau_named(value)
    if language == "en":
        return choices.library.english(value) or value
    return in_language(known.chinese if known else value, language)


def _category(value: str, choices: Choices, language: Language) -> str:
    if language == "en":
        return choices.library.english(value) or value
    forms = choices.categories.written(value)
    return in_language(next((form for form in forms if not form.isascii()), value), language)
