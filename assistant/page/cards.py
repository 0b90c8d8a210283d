"""A dataset as a card: its name, what is known of it, why it is in the answer, where it stands in the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from assistant.page.links import Address
from assistant.page.markup import chinese, element, marked, prose, text
from assistant.page.words import Words
from assistant.replies import short_frequency
from assistant.values import in_language, plan_name
from corpus.library import Library
from corpus.records import Dataset, Plan, Release
from index.highlights import highlights

_SAFE = ("http", "https")


@dataclass(frozen=True)
class Entry:
    """A dataset of an answer with the reasons for it, and the English of its owner and category ("" for none).

    ``label`` is the id to show, the one within its plan unless given; ``plan`` is given where there are several plans.
    """

    dataset: Dataset
    why: tuple[str, ...] = ()
    owner_en: str = ""
    category_en: str = ""
    label: str = ""
    plan: Plan | None = None

    @property
    def shown_id(self) -> str:
        """The id that a reader sees."""
        return self.label or self.dataset.short_id


def entry_of(dataset: Dataset, library: Library, why: tuple[str, ...] = ()) -> Entry:
    """A dataset as its card shows it."""
    owner, category = library.english(dataset.organisation or ""), library.english(dataset.category or "")
    return Entry(dataset, why, owner, category, library.label(dataset), plan_beside(dataset, library))


def card(entry: Entry, words: Words, near: Address | None = None) -> str:
    """The whole card; from the place on the page where it stands its name leads to the dataset's own."""
    dataset = entry.dataset
    return element(
        "article",
        _names(entry, words, near),
        badges_html(dataset, words),
        _facts(entry, words),
        _descriptions(dataset.releases, words, entry.why),
        _why(entry.why, words),
        _source(entry, words),
        css="od-card",
        data_id=dataset.id,
    )


def line(entry: Entry, words: Words, near: Address | None = None) -> str:
    """The dataset on one line, for answers further up in the conversation."""
    return element("li", name_html(entry.dataset, words, near), text("small", entry.shown_id))


def name_html(dataset: Dataset, words: Words, near: Address | None, why: Sequence[str] = ()) -> str:
    """A dataset's name, marked with its language; a link to the dataset's own place where the reader is near one."""
    name = name_of(dataset.name, dataset.name_en, words)
    spans, language = highlights(name, why), chinese(name, words.language)
    if near is None:
        return marked("span", name, spans, lang=language)
    return marked("a", name, spans, href=near.at("dataset", [("id", dataset.id)]).href, data_go="", lang=language)


def name_of(name: str, name_en: str, words: Words) -> str:
    """A dataset's name in the reader's language and script."""
    return name_en if words.language == "en" and name_en else in_language(name, words.language)


def _names(entry: Entry, words: Words, near: Address | None) -> str:
    dataset = entry.dataset
    name = name_of(dataset.name, dataset.name_en, words)
    heading = element("h3", name_html(dataset, words, near, entry.why))
    other, language, note = _other_name(dataset, name, words)
    if other in ("", name):
        return heading
    beside = marked("span", other, highlights(other, entry.why), lang=language) + " " + text("small", words(note))
    return heading + element("p", beside, css="od-original")


def _other_name(dataset: Dataset, shown: str, words: Words) -> tuple[str, str | None, str]:
    """The name beside the one that is shown, its language, and whose it is."""
    if shown != dataset.name:
        return dataset.name, "zh-Hant", "card.official"
    if words.language != "en" and dataset.name_zh:
        return in_language(dataset.name_zh, words.language), None, "card.translated"
    return dataset.name_en, "en", "card.official" if dataset.english_official else "card.translated"


def badges_html(dataset: Dataset, words: Words) -> str:
    """Status and kind, as badges."""
    badges = [
        text("li", words(f"card.{dataset.status}"), css=f"od-badge od-{dataset.status}"),
        text("li", words("card.spatial" if dataset.spatial else "card.nonspatial"), css="od-badge"),
    ]
    return element("ul", *badges, css="od-badges")


def _facts(entry: Entry, words: Words) -> str:
    dataset = entry.dataset
    rows = [
        (words(f"card.date.{dataset.status}"), _each(words.month(release.date) for release in dataset.releases)),
        (
            words("card.frequency"),
            "".join(dict.fromkeys(frequency_html(release, words) for release in dataset.releases)),
        ),
        (words("card.formats"), formats_html(dataset, words)),
        (words("card.owner"), term_html(dataset.organisation, entry.owner_en, words)),
        (words("card.category"), term_html(dataset.category, entry.category_en, words)),
    ]
    cells = [element("div", text("dt", label), element("dd", value)) for label, value in rows if value]
    return element("dl", *cells, css="od-facts")


def _each(values: Iterable[str]) -> str:
    return "".join(text("span", value) for value in dict.fromkeys(values))


def term_html(written: str | None, english: str, words: Words) -> str:
    """A term of the plan in the reader's language, as the plan has it beside the English."""
    if not written:
        return ""
    said = in_language(written, words.language)
    if words.language != "en" or not english:
        return text("span", said, lang=chinese(said, words.language))
    return text("span", english) + _written(written, words)


def _written(written: str, words: Words) -> str:
    return " " + text("small", written, lang=chinese(written, words.language), css="od-note")


def frequency_html(release: Release, words: Words) -> str:
    """How often a release is updated, with the plan's own words where they are others."""
    written = in_language(release.frequency, words.language)
    said = short_frequency(release.every, words.language) if release.every else written
    if said == written:
        return text("span", said, lang=chinese(said, words.language))
    return text("span", said) + _written(written, words)


def formats_html(dataset: Dataset, words: Words) -> str:
    """The formats, or that none is stated."""
    if not dataset.formats:
        return text("span", words("card.formats.none"), css="od-note")
    return "".join(text("code", form) for form in dataset.formats)


def _descriptions(releases: Sequence[Release], words: Words, why: Sequence[str]) -> str:
    """What each release holds; with several releases, each behind its month."""
    several = len(releases) > 1
    rows = [_description(release, words, words.month(release.date) if several else "", why) for release in releases]
    return element("ul", *rows, css="od-descriptions") if any(rows) else ""


def _description(release: Release, words: Words, month: str, why: Sequence[str]) -> str:
    english = release.description_en if words.language == "en" else ""
    said = english or in_language(release.description, words.language)
    if not said:
        return ""
    when = text("strong", month) + " " if month else ""
    language = chinese(said, words.language)
    lines = [marked("span", line, highlights(line, why), lang=language) for line in said.split("\n")]
    return element("li", when, "\n".join(lines))


def _why(why: Sequence[str], words: Words) -> str:
    if not why:
        return ""
    reasons = [prose("li", words.reason(reason), words.language) for reason in why]
    label = text("span", words("card.why"), css="od-label")
    return element("div", label, element("ul", *reasons), css="od-why")


def _source(entry: Entry, words: Words) -> str:
    dataset, source = entry.dataset, entry.dataset.source
    kind = "line" if source.line else "page" if source.page else "none"
    place = words(f"card.source.{kind}", document=source.document, place=source.line or source.page)
    plan = plan_name(entry.plan, words.language) if entry.plan else ""
    parts = filter(None, (plan, entry.shown_id, words(f"section.{dataset.section}"), place))
    return element("p", *(text("span", part) for part in parts), _portal(dataset, words), css="od-source")


def _portal(dataset: Dataset, words: Words) -> str:
    portal = portal_of(dataset)
    if not portal:
        return ""
    name = name_of(dataset.name, dataset.name_en, words)
    label = words("plans.of", words=words("card.portal"), name=name)
    return text("a", words("card.portal"), href=portal, rel="noopener noreferrer", target="_blank", aria_label=label)


def portal_of(dataset: Dataset) -> str:
    """The dataset's page on a portal, "" where there is none that a browser may safely be led to."""
    return dataset.url if urlsplit(dataset.url).scheme.lower() in _SAFE else ""


def plan_beside(dataset: Dataset, library: Library) -> Plan | None:
    """The plan that a dataset stands in, None where there is but one."""
    plans = [reading.plan for reading in library.readings]
    return next((plan for plan in plans if plan.id == dataset.plan_id), None) if len(plans) > 1 else None
