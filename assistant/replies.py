"""The answers in words: what is said for a list, a number, an attribute, a comparison. No search and no ranking."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from assistant.answer import Language
from assistant.conditions import Condition
from assistant.durations import minutes
from assistant.phrasing import phrase
from assistant.question import Question
from assistant.values import (
    breakdowns,
    bureau_of,
    frequency_of,
    frequency_words,
    in_language,
    month_words,
    name_of,
    organisation_name,
    owner_of,
    place_of,
    since_year,
)
from corpus.library import Library
from corpus.records import Dataset, Plan

_TIES = re.compile(
    r"^(?:about|on|regarding|(?:有關於?|关于|關於|有关于?|涉及))(?![a-z])\s*|(?<!\s)\s*+[的嘅之]$", re.IGNORECASE
)
NAMED = 6
"""How many datasets an answer names before it says "and so many more"."""


def chips(question: Question, library: Library) -> tuple[str, ...]:
    """What was understood, a chip for each condition, in the answer's language."""
    found = [chip(c, library, question.language) for c in question.conditions if c.field != "dataset"]
    if question.order:
        found.append(phrase(question.language, "chip.order." + question.order))
    return tuple(found)


def chip(condition: Condition, library: Library, language: Language) -> str:
    """One condition in a few words: "weekly", "not CSV", "before 2018"."""
    words = _chip_words(condition, library, language)
    return phrase(language, "chip.not", value=words) if condition.negated else words


def _chip_words(condition: Condition, library: Library, language: Language) -> str:
    either = phrase(language, "chip.or")
    match condition.field:
        case "every":
            values = either.join(short_frequency(value, language) for value in condition.values)
            return values if condition.mode == "any" else phrase(language, f"chip.every.{condition.mode}", value=values)
        case "spatial":
            return phrase(language, "spatial." + condition.values[0])
        case "status":
            return either.join(phrase(language, "status." + value) for value in condition.values)
        case "date":
            words = either.join(_range_words(first, last, language) for first, last in condition.ranges)
            return phrase(language, "chip.date.first", value=words) if condition.mode == "first" else words
        case "format":
            return _format_words(condition, language)
        case "organisation":
            return _term_words(condition, library, language, "chip.organisation")
        case "category":
            return _term_words(condition, library, language, "chip.category")
        case "section":
            return phrase(language, "chip.section", value=either.join(condition.values))
        case "plan":
            named = dict.fromkeys(
                _plan_words(reading.plan, language)
                for reading in library.readings
                if reading.plan.id in condition.values
            )
            return either.join(named)
        case "name":
            return phrase(language, "chip.name", value=either.join(condition.values))
        case _:
            return phrase(language, "chip." + condition.field)


def _term_words(condition: Condition, library: Library, language: Language, key: str) -> str:
    """Owners or categories by name; that none is stated too."""
    stated = [organisation_name(value, library, language) for value in condition.values if value != "none"]
    words = [phrase(language, key, value=phrase(language, "chip.or").join(stated))] if stated else []
    if len(stated) < len(condition.values):
        field = phrase(language, "field." + condition.field)
        words.append(phrase(language, "chip.unstated", field=field))
    return phrase(language, "chip.or").join(words)


def _plan_words(plan: Plan, language: Language) -> str:
    bureau = bureau_of(plan, language) or plan.id
    return phrase(language, "chip.plan", bureau=bureau, period=plan.period).strip()


def short_frequency(every: str, language: Language) -> str:
    """A frequency in one word where there is one: "weekly"."""
    return phrase(language, "short." + every, default="") or frequency_words(every, language)


def _range_words(first: str | None, last: str | None, language: Language) -> str:
    if first is None or last is None:
        return phrase(language, "chip.date.until" if first is None else "chip.date.since", first=first, last=last)
    if first.startswith("--"):
        month = int(first[2:])
        return phrase(language, "chip.month", value=calendar.month_name[month] if language == "en" else month)
    if first[5:] == "01" and last[5:] == "12" and first[:4] == last[:4]:
        return first[:4] if language == "en" else f"{first[:4]}年"
    return first if first == last else phrase(language, "chip.date.between", first=first, last=last)


def _format_words(condition: Condition, language: Language) -> str:
    if condition.mode in ("none-stated", "single", "several"):
        return phrase(language, "chip." + condition.mode)
    joint = "chip.or" if condition.mode == "any" else "chip.and"
    stated = (phrase(language, "chip.none-stated") if value == "none" else value for value in condition.values)
    words = phrase(language, joint).join(stated)
    return phrase(language, "chip.only", value=words) if condition.mode == "only" else words


def names(datasets: Sequence[Dataset], language: Language) -> str:
    """The names of the datasets, the first few of many."""
    shown = phrase(language, "join").join(name_of(dataset, language) for dataset in datasets[:NAMED])
    rest = len(datasets) - NAMED
    return phrase(language, "list.more", names=shown, n=rest) if rest > 0 else shown


def where(question: Question, library: Library) -> str:
    """The conditions and what is left out, in brackets, or nothing."""
    found = list(chips(question, library))
    if question.excluded:
        found.append(phrase(question.language, "list.without", topic=subject(question.excluded)))
    return phrase(question.language, "list.where", chips=" · ".join(found)) if found else ""


def list_reply(question: Question, datasets: Sequence[Dataset], library: Library, *, topic: str, yes_no: bool) -> str:
    """How many datasets there are and which, or that there is none."""
    language = question.language
    number = "none" if not datasets else "one" if len(datasets) == 1 else "many"
    topic = subject(topic)
    key = f"list.{number}.topic" if topic else f"list.{number}"
    said = phrase(
        language,
        key,
        n=len(datasets),
        names=names(datasets, language),
        topic=topic,
        conditions=where(question, library),
    )
    if yes_no:
        said = phrase(language, "list.yes" if datasets else "list.no") + said
    if not datasets and (nearest := _nearest(question, library)):
        said += nearest
    elif not datasets and says_nothing_planned(question, library):
        said += _then(language) + phrase(language, "nothing.planned")
    return said


def _nearest(question: Question, library: Library) -> str:
    """A sentence on the frequencies that there are, where the one asked for is none of them; "" elsewhere."""
    language, found = question.language, nearest_frequencies(question, library)
    shown = phrase(language, "join").join(short_frequency(every, language) for every in found)
    return _then(language) + phrase(language, "nearest.every", values=shown) if found else ""


def says_nothing_planned(question: Question, library: Library) -> bool:
    """Whether the plan itself says of a part that the question asks for that nothing is planned there."""
    section, spatial = question.condition("section"), question.condition("spatial")
    if section is None or section.negated:
        return False
    kinds = ("i", "ii") if spatial is None else ("i",) if (spatial.values == ("true",)) != spatial.negated else ("ii",)
    said = {table for reading in library.readings for table in reading.nothing_planned}
    return any(f"{name}.{kind}" in said for name in section.values for kind in kinds)


def subject(topic: str) -> str:
    """The topic without the words that tie it to the rest of the question: "about", 「關於……的」."""
    bare = _TIES.sub("", topic).strip()
    return bare or topic


def _then(language: Language) -> str:
    return " " if language == "en" else ""


def nearest_frequencies(question: Question, library: Library) -> list[str]:
    """The frequencies next above and below one that no dataset has."""
    condition = question.condition("every")
    if condition is None or condition.negated or condition.mode != "any":
        return []
    wanted = [length for value in condition.values if (length := minutes(value)) is not None]
    held = {release.every for dataset in library.datasets for release in dataset.releases}
    if not wanted or held & set(condition.values):
        return []
    lengths = sorted((length, every) for every in held if every and (length := minutes(every)) is not None)
    below = [every for length, every in lengths if length < wanted[0]][-1:]
    return below + [every for length, every in lengths if length > wanted[0]][:1]


def count_reply(question: Question, datasets: Sequence[Dataset], library: Library, *, topic: str) -> str:
    """The number, and of what."""
    language, n, topic = question.language, len(datasets), subject(topic)
    conditions = where(question, library)
    if topic:
        return phrase(language, "count.topic", n=n, topic=topic, conditions=conditions)
    if not conditions and n == len(library.datasets):
        releases = sum(len(dataset.releases) for dataset in datasets)
        return phrase(language, "count.all", n=n, releases=releases)
    said = phrase(language, "count.one" if n == 1 else "count.many", n=n, conditions=conditions)
    return said if datasets else said + _nearest(question, library)


def value_reply(field: str, dataset: Dataset, library: Library, language: Language) -> str:
    """One attribute of one dataset, in a sentence."""
    name = name_of(dataset, language)
    match field:
        case "frequency":
            found = dict.fromkeys(frequency_of(release, language) for release in dataset.releases)
            return phrase(language, "value.frequency", name=name, value=phrase(language, "join").join(found))
        case "date":
            return phrase(language, "value.date." + dataset.status, name=name, value=_dates(dataset, language))
        case "formats":
            return _formats(dataset, name, language)
        case "organisation":
            said = phrase(language, "value.organisation", name=name, value=owner_of(dataset, library, language))
            # Where the row names no owner its description may still say who runs the thing.
            content = "" if dataset.organisation else value_reply("description", dataset, library, language)
            return f"{said} {content}".strip()
        case "place":
            return phrase(language, "value.place", name=name, value=place_of(dataset, language))
        case "status":
            return phrase(language, "value.status." + dataset.status, name=name, value=_dates(dataset, language))
        case "spatial":
            return phrase(language, f"value.spatial.{str(dataset.spatial).lower()}", name=name)
        case "category":
            category = library.english(dataset.category or "") if language == "en" else ""
            category = category or in_language(dataset.category or "", language) or phrase(language, "unstated")
            return phrase(language, "value.category", name=name, value=category)
        case "since" | "breakdown":
            return _reach(field, dataset, name, language)
        case _:
            return phrase(language, "value.description", name=name, value=content_of(dataset, language))


def content_of(dataset: Dataset, language: Language) -> str:
    """The descriptions for the asker: English where there is one, with the original after it."""
    original = in_language(" ".join(dataset.description.split()), language)
    return (
        f"{' '.join(dataset.description_en.split())} ({original})"
        if language == "en" and dataset.description_en
        else original
    )


def _dates(dataset: Dataset, language: Language) -> str:
    first, *later = dataset.releases
    said = month_words(first.date, language)
    if later:
        dates = phrase(language, "join").join(month_words(release.date, language) for release in later)
        said += phrase(language, "value.later", dates=dates)
    return said


def _formats(dataset: Dataset, name: str, language: Language) -> str:
    if not dataset.formats:
        return phrase(language, "value.formats.none", name=name)
    joined = phrase(language, "join.and").join(dataset.formats)
    return phrase(language, "value.formats", name=name, value=joined)


def _reach(field: str, dataset: Dataset, name: str, language: Language) -> str:
    if field == "since":
        year = since_year(dataset)
        if year is None:
            return phrase(
                language, "value.since.none", name=name, value=month_words(dataset.releases[0].date, language)
            )
        return phrase(language, "value.since", name=name, value=year)
    cuts = breakdowns(dataset, language)
    if not cuts:
        return phrase(language, "value.breakdown.none", name=name)
    return phrase(language, "value.breakdown", name=name, value=phrase(language, "join").join(cuts))
