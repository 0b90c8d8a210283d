"""Releases to come as a calendar: valid, read back the same, in three languages, the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from assistant.answer import Language
from assistant.calendars import calendar_of, coming
from assistant.service import Assistant
from corpus.records import Release

TODAY = date(2025, 3, 15)


def events(made: bytes) -> list[dict[str, object]]:
    calendar = Calendar.from_ical(made)
    return [dict(event.items()) for event in calendar.walk("VEVENT")]


def test_calendar_holds_every_planned_release_from_this_month_on_and_no_other(assistant: Assistant) -> None:
    datasets = assistant.library.datasets
    expected = [
        (dataset.id, release.date)
        for dataset in datasets
        if dataset.status == "planned"
        for release in dataset.releases
        if release.date and release.date >= "2025-03"
    ]
    found = [(dataset.id, release.date) for dataset, _, release in coming(datasets, TODAY)]
    assert found == expected and len(found) == 4
    assert len(events(calendar_of(datasets, assistant.library, "en", TODAY))) == 4
    assert len(list(coming(datasets, date(2026, 12, 31)))) == 1
    assert events(calendar_of(datasets, assistant.library, "en", date(2030, 1, 1))) == []


def test_release_is_an_entry_over_its_month_that_leaves_the_days_free(assistant: Assistant) -> None:
    dataset = assistant.dataset("hhb-2024-2026/C1.ii.1")
    planned = replace(dataset, releases=(Release("", "2025-12", "每年", "P1Y"), Release("", "2026-02", "每年", "P1Y")))
    made = calendar_of([planned], assistant.library, "en", TODAY, link=lambda d: f"https://example.org/?id={d.id}")
    first, second = Calendar.from_ical(made).walk("VEVENT")
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2025, 12, 1), date(2026, 1, 1))
    assert (second["DTSTART"].dt, second["DTEND"].dt) == (date(2026, 2, 1), date(2026, 3, 1))
    assert first["TRANSP"] == "TRANSPARENT"
    assert [event["UID"] for event in (first, second)] == [f"hhb-2024-2026-C1.ii.1-{n}@odplan" for n in (1, 2)]
    assert first["DTSTAMP"].dt == datetime(2025, 3, 15, tzinfo=UTC)
    assert first["URL"] == "https://example.org/?id=hhb-2024-2026/C1.ii.1"
    assert "URL" not in events(calendar_of([planned], assistant.library, "en", TODAY))[0]


@pytest.mark.parametrize(
    ("language", "name", "words", "category"),
    [
        ("en", "Open data due: ", "To be released by the end of December 2026", "Health"),
        ("zh-Hant", "開放數據將發放：", "計劃在2026年12月底或之前發放。", "衛生"),
        ("zh-Hans", "开放数据将发放：", "计划在2026年12月底或之前发放。", "卫生"),
    ],
)
def test_calendar_speaks_the_readers_language(
    assistant: Assistant, language: Language, name: str, words: str, category: str
) -> None:
    made = calendar_of(assistant.library.datasets, assistant.library, language, date(2026, 9, 1))
    for event in events(made):
        assert str(event["SUMMARY"]).startswith(name)
        assert words in str(event["DESCRIPTION"])
        assert event["SUMMARY"].params["LANGUAGE"] == language  # type: ignore[attr-defined]
        assert event["CATEGORIES"].cats == [category]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_lines_are_folded_by_octets_end_as_they_must_and_are_the_same_each_time(
    assistant: Assistant, language: Language
) -> None:
    datasets = assistant.library.datasets
    made = calendar_of(datasets, assistant.library, language, TODAY)
    assert made == calendar_of(datasets, assistant.library, language, TODAY)
    assert made.endswith(b"END:VCALENDAR\r\n") and b"\n" not in made.replace(b"\r\n", b"")
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    for line in made.split(b"\r\n"):
        line.decode("utf-8")


def test_what_a_plan_says_cannot_add_lines_of_its_own(assistant: Assistant) -> None:
    dataset = assistant.dataset("hhb-2024-2026/C1.ii.1")
    release = Release("a\r\nEND:VEVENT\r\nX-EVIL:1", "2026-12", "每年", "P1Y")
    odd = replace(dataset, name="x\nBEGIN:VALARM", name_en="", category="a,b;c\n", releases=(release,))
    calendar = Calendar.from_ical(calendar_of([odd], assistant.library, "zh-Hant", TODAY))
    (event,) = calendar.walk("VEVENT")
    assert calendar.walk("VALARM") == [] and "X-EVIL" not in event
    assert str(event["SUMMARY"]) == "開放數據將發放：x\nBEGIN:VALARM"
