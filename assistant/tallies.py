"""How many datasets there are of each kind: by update frequency, format, year, part of the plan, owner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from assistant.answer import Language
from assistant.durations import minutes
from assistant.phrasing import phrase
from assistant.question import Question
from assistant.replies import short_frequency
from assistant.templates import filler_values
from assistant.understanding import FIELDS_OF
from assistant.values import bureau_of, in_language, organisation_name
from corpus.library import Library
from corpus.records import Dataset

# What a dataset counts under, none or several; "" stands for what the plan does not state.
_KINDS: Mapping[str, Callable[[Dataset], set[str]]] = {
    "frequency": lambda dataset: {release.every or "" for release in dataset.releases},
    "formats": lambda dataset: set(dataset.formats) or {""},
    "year": lambda dataset: {(release.date or "")[:4] for release in dataset.releases},
    "section": lambda dataset: {dataset.section},
    "status": lambda dataset: {dataset.status},
    "organisation": lambda dataset: {dataset.organisation or ""},
    "category": lambda dataset: {dataset.category or ""},
    "spatial": lambda dataset: {str(dataset.spatial).lower()},
    "bureau": lambda dataset: {dataset.plan_id},
}
# These have an order of their own; the others are told by their number.
_ORDERED = frozenset({"year", "section"})


def facet_of(asked: Question) -> str | None:
    """What the question counts by: a facet that it names, or the one of which it names several values; else None."""
    span = asked.span("tally")
    if span is None:
        return None
    if span.value == "facet" or (span.value == "counted" and asked.has("count")):
        return filler_values("facet")["".join(span.slots["facet"][0].replace("-", " ").split())]
    if span.value != "named":
        return None
    several = (FIELDS_OF.get(c.field) for c in asked.conditions if len(c.values) > 1 and not c.negated)
    return next((field for field in several if field in _KINDS), None)


def tally(datasets: Sequence[Dataset], facet: str) -> dict[str, int]:
    """How many of the datasets count under each value of a facet, the most first; one may count under several."""
    counts = Counter(kind for dataset in datasets for kind in _KINDS[facet](dataset))
    return dict(sorted(counts.items(), key=lambda item: (_rank(item, facet), item[0])))


def _rank(item: tuple[str, int], facet: str) -> tuple[float, float]:
    value, count = item
    if facet in _ORDERED:
        return (0.0, 0.0)
    return (-count, minutes(value) or 0.0) if facet == "frequency" else (-count, 0.0)


def tally_reply(counts: Mapping[str, int], facet: str, n: int, library: Library, language: Language) -> str:
    """The counts in words: "yearly 21, quarterly 11"."""
    join = phrase(language, "join")
    said = join.join(
        phrase(language, "tally.each", value=_said(value, facet, library, language), n=count)
        for value, count in counts.items()
    )
    return phrase(language, "tally", n=n, field=phrase(language, "field." + facet), counts=said)


def _said(value: str, facet: str, library: Library, language: Language) -> str:
    if not value:
        return phrase(language, "unstated")
    match facet:
        case "frequency":
            return short_frequency(value, language)
        case "status" | "spatial":
            return phrase(language, f"{facet}.{value}")
        case "section":
            return phrase(language, "chip.section", value=value)
        case "organisation":
            return organisation_name(value, library, language)
        case "bureau":
            return next(bureau_of(r.plan, language) or value for r in library.readings if r.plan.id == value)
        case "category":
            return (language == "en" and library.english(value)) or in_language(value, language)
    return value
