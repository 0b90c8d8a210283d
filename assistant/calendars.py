"""The releases to come as a calendar (iCalendar, RFC 5545).

A plan names a month: a release is an entry over the whole month which leaves its days free. Its identity is made of the
dataset's and the number of the release, so that a calendar that is fetched again moves an entry and does not double it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event

from assistant.answer import Language
from assistant.phrasing import phrase, phrases
from assistant.values import frequency_of, in_language, place_of
from corpus.library import Library
from corpus.records import Dataset, Release

__all__ = ["Link", "calendar_of", "coming"]

Link = Callable[[Dataset], str]
_MAKER = "-//odplan//open data plans//EN"


def coming(datasets: Sequence[Dataset], today: date) -> Iterator[tuple[Dataset, int, Release]]:
    """The planned releases of this month and later, each with its dataset and its number there, from 1."""
    for dataset in datasets:
        for number, release in enumerate(dataset.releases, 1):
            if dataset.status == "planned" and release.date and release.date >= f"{today:%Y-%m}":
                yield dataset, number, release


def calendar_of(
    datasets: Sequence[Dataset], library: Library, language: Language, today: date, *, link: Link | None = None
) -> bytes:
    """The calendar of what is to come, seen from a day, in a reader's language; ``link`` is a dataset's address."""
    words = phrases(language, "downloads")
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words["calendar.name"])
    for dataset, number, release in coming(datasets, today):
        event = _event(dataset, release, library, language)
        event.add("uid", f"{dataset.id.replace('/', '-')}-{number}@odplan")
        event.add("dtstamp", datetime.combine(today, time(), UTC))
        if link:
            event.add("url", link(dataset))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(dataset: Dataset, release: Release, library: Library, language: Language) -> Event:
    words, event = phrases(language, "downloads"), Event()
    year, month = map(int, (release.date or "").split("-"))
    event.add("dtstart", date(year, month, 1))
    event.add("dtend", date(year + month // 12, month % 12 + 1, 1))
    name = _name(dataset, language)
    spoken: dict[str, str] = {"LANGUAGE": language}
    event.add("summary", words["calendar.summary"].format(name=name), parameters=spoken)
    event.add("description", "\n".join(_told(dataset, release, language)), parameters=spoken)
    if dataset.category:
        category = library.english(dataset.category) if language == "en" else ""
        event.add("categories", [category or in_language(dataset.category, language)])
    event.add("transp", "TRANSPARENT")
    return event


def _name(dataset: Dataset, language: Language) -> str:
    if language == "en":
        return dataset.name_en or dataset.name
    return in_language(dataset.name_zh or dataset.name, language)


def _told(dataset: Dataset, release: Release, language: Language) -> Iterator[str]:
    words = phrases(language, "downloads")
    year, month = (release.date or "").split("-")
    named = phrase(language, f"month.{int(month)}")
    yield words["calendar.due"].format(month=f"{named} {year}" if language == "en" else f"{year}年{named}")
    said = release.description_en if language == "en" else ""
    if said or release.description:
        yield said or in_language(release.description, language)
    if release.frequency:
        yield words["calendar.frequency"].format(frequency=frequency_of(release, language))
    yield words["calendar.place"].format(place=place_of(dataset, language))
    yield dataset.id
