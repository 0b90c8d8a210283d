"""A dataset as a card: its name, what is known of it, why it is in the answer, where it stands in the plan."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.page.markup import chinese, element, text
from assistant.page.words import Words
from corpus.records import Dataset, Release


def card(dataset: Dataset, words: Words, why: Sequence[str] = ()) -> str:
    """The whole card."""
    return element(
        "article",
        _names(dataset, words),
        _badges(dataset, words),
        _facts(dataset, words),
        _descriptions(dataset.releases, words),
        _why(why, words),
        _source(dataset, words),
        css="od-card",
        data_id=dataset.id,
    )


def line(dataset: Dataset, words: Words) -> str:
    """The dataset on one line, for answers further up in the conversation."""
    name = name_of(dataset, words)
    return element("li", text("span", name, lang=chinese(name, words.language)), text("small", dataset.short_id))


def name_of(dataset: Dataset, words: Words) -> str:
    """The dataset's name in the reader's language, where it has one."""
    return (dataset.name_en or dataset.name) if words.language == "en" else dataset.name


def _names(dataset: Dataset, words: Words) -> str:
    name = name_of(dataset, words)
    heading = text("h3", name, lang=chinese(name, words.language))
    other = dataset.name if name != dataset.name else dataset.name_en
    if not other:
        return heading
    language, note = ("zh-Hant", "card.official") if other == dataset.name else ("en", "card.translated")
    beside = text("span", other, lang=language) + " " + text("small", words(note))
    return heading + element("p", beside, css="od-original")


def _badges(dataset: Dataset, words: Words) -> str:
    badges = [
        text("li", words(f"card.{dataset.status}"), css=f"od-badge od-{dataset.status}"),
        text("li", words("card.spatial" if dataset.spatial else "card.nonspatial"), css="od-badge"),
    ]
    return element("ul", *badges, css="od-badges")


def _facts(dataset: Dataset, words: Words) -> str:
    releases = dataset.releases
    dates = list(dict.fromkeys(words.month(release.date) for release in releases))
    rows = [(words(f"card.date.{dataset.status}"), [text("span", date) for date in dates])]
    rows.append((words("card.frequency"), list(dict.fromkeys(_frequency(release, words) for release in releases))))
    rows.append((words("card.formats"), _formats(dataset, words)))
    for label, value in (("card.owner", dataset.organisation), ("card.category", dataset.category)):
        if value:
            rows.append((words(label), [text("span", value, lang=chinese(value, words.language))]))
    cells = [element("div", text("dt", label), element("dd", *values)) for label, values in rows]
    return element("dl", *cells, css="od-facts")


def _frequency(release: Release, words: Words) -> str:
    said = words.every(release.every, release.frequency)
    if said == release.frequency:
        return text("span", said, lang=chinese(said, words.language))
    written = text("small", release.frequency, lang=chinese(release.frequency, words.language), css="od-note")
    return text("span", said) + " " + written


def _formats(dataset: Dataset, words: Words) -> list[str]:
    if not dataset.formats:
        return [text("span", words("card.formats.none"), css="od-note")]
    return [text("code", form) for form in dataset.formats]


def _descriptions(releases: Sequence[Release], words: Words) -> str:
    """What each release holds; with several releases, each behind its month."""
    several = len(releases) > 1
    rows = [_description(release, words, words.month(release.date) if several else "") for release in releases]
    return element("ul", *rows, css="od-descriptions") if any(rows) else ""


def _description(release: Release, words: Words, month: str) -> str:
    said = release.description_en if words.language == "en" and release.description_en else release.description
    if not said:
        return ""
    when = text("strong", month) + " " if month else ""
    return element("li", when, text("span", said, lang=chinese(said, words.language)))


def _why(why: Sequence[str], words: Words) -> str:
    if not why:
        return ""
    reasons = [text("li", reason) for reason in why]
    label = text("span", words("card.why"), css="od-label")
    return element("div", label, element("ul", *reasons), css="od-why")


def _source(dataset: Dataset, words: Words) -> str:
    source = dataset.source
    kind = "line" if source.line else "page" if source.page else "none"
    place = words(f"card.source.{kind}", document=source.document, place=source.line or source.page)
    parts = (dataset.short_id, words(f"section.{dataset.section}"), place)
    return element("p", *(text("span", part) for part in parts), css="od-source")
