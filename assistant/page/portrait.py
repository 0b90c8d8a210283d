"""The parts of a dataset's own place: names, facts, releases, what can be taken away and asked, what stands near."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import quote, urlsplit

from assistant.kin import Kin
from assistant.page.cards import (
    Entry,
    badges_html,
    entry_of,
    formats_html,
    frequency_html,
    line,
    name_of,
    portal_of,
    term_html,
)
from assistant.page.links import START, Address
from assistant.page.markup import chinese, element, go, text
from assistant.page.takeaway import copies, row_html
from assistant.page.words import Words
from assistant.values import bureau_of, in_language, place_of, plan_name
from corpus.library import Library
from corpus.records import Dataset, Plan, Release

RECORDS = "api/v1/datasets/"


def head_html(dataset: Dataset, plan: Plan, page: Words, here: Address) -> str:
    """The way back, the name with the name in the other language, status and kind."""
    crumbs = [go(page("view.browse"), here.at("browse")), go(plan_name(plan, page.language), _all_of(plan, here))]
    path = element(
        "nav", element("ol", *(element("li", each) for each in crumbs)), css="od-path", aria_label=page("dataset.path")
    )
    name = name_of(dataset.name, dataset.name_en, page)
    heading = text("h1", name, lang=chinese(name, page.language), data_announce="")
    return element("header", path, heading, _other_name(dataset, name, page), badges_html(dataset, page))


def _other_name(dataset: Dataset, shown: str, page: Words) -> str:
    """The name in the plan's words, or its English, whichever is not the one above; of English plans the Chinese."""
    own = in_language(dataset.name, page.language)
    if page.language != "en" and dataset.name_zh:
        unofficial = text("span", in_language(dataset.name_zh, page.language))
        return element("p", unofficial, " ", text("small", page("card.translated")), css="od-original")
    other, language = (dataset.name_en, "en") if shown == own else (dataset.name, "zh-Hant")
    if not other or other == shown:
        return ""
    note = "card.official" if language != "en" or dataset.english_official else "card.translated"
    return element("p", text("span", other, lang=language), " ", text("small", page(note)), css="od-original")


def _all_of(plan: Plan, here: Address) -> Address:
    return here.at("browse", [("plan", plan.id)])


def facts_section(entry: Entry, plan: Plan, page: Words, here: Address) -> str:
    """What is known, as pairs; what can be browsed by is a link to all that share it."""
    dataset = entry.dataset
    paces = dict.fromkeys(frequency_html(release, page) for release in dataset.releases)
    rows = [
        ("card.frequency", "".join(paces)),
        ("card.formats", formats_html(dataset, page)),
        ("card.owner", _shared("organisation", dataset.organisation, entry.owner_en, page, here)),
        ("card.category", _shared("category", dataset.category, entry.category_en, page, here)),
        ("dataset.plan", go(plan_name(plan, page.language), _all_of(plan, here))),
        ("dataset.section", text("span", page(f"section.{dataset.section}"))),
        ("dataset.id", text("code", dataset.id)),
    ]
    cells = [element("div", text("dt", page(key)), element("dd", value)) for key, value in rows if value]
    return element("section", text("h2", page("dataset.facts"), css="od-hidden"), element("dl", *cells, css="od-facts"))


def _shared(name: str, written: str | None, english: str, page: Words, here: Address) -> str:
    if not written:
        return text("span", page("card.formats.none"), css="od-note") if name == "organisation" else ""
    return element("a", term_html(written, english, page), href=here.at("browse", [(name, written)]).href, data_go="")


def releases_html(dataset: Dataset, page: Words, today: date) -> str:
    """Every release, the first first: its month, whether it is out, what it holds in both languages."""
    items = [_release(dataset, release, page, today) for release in dataset.releases]
    return element("section", text("h2", page("dataset.releases")), element("ol", *items), css="od-releases")


def _release(dataset: Dataset, release: Release, page: Words, today: date) -> str:
    state = "out" if dataset.status == "released" else "due"
    if state == "due" and release.date and release.date < f"{today:%Y-%m}":
        state = "past"
    when = element(
        "p",
        text("strong", page.month(release.date)),
        text("span", page(f"dataset.release.{state}"), css=f"od-badge od-{dataset.status}"),
        frequency_html(release, page) if len(dataset.releases) > 1 else "",
        css="od-when",
    )
    return element("li", when, *_descriptions(release, page))


def _descriptions(release: Release, page: Words) -> Iterator[str]:
    own = in_language(release.description, page.language)
    if page.language == "en" and release.description_en:
        yield text("p", release.description_en)
        note = text("small", f"({page('dataset.original')})")
        yield element("p", text("span", own, lang=chinese(own, "en")), " ", note, css="od-original") if own else ""
    elif own:
        yield text("p", own, lang=chinese(own, page.language))


def take_html(dataset: Dataset, plan: Plan, page: Words, today: date) -> str:
    """What can be taken away: its page on a portal, its record, the link here, a citation."""
    links = []
    if portal := portal_of(dataset):
        said = page("dataset.portal", host=urlsplit(portal).hostname or portal)
        links.append(text("a", said, href=portal, rel="noopener noreferrer", target="_blank", css="od-portal"))
    record = RECORDS + quote(dataset.id)
    links.append(text("a", page("dataset.json"), href=record, title=page("dataset.json.title"), download=""))
    return row_html(page("dataset.take"), [*links, *copies(page, citation_of(dataset, plan, page, today))])


def citation_of(dataset: Dataset, plan: Plan, page: Words, today: date) -> str:
    """How the dataset's entry is cited: whose plan, which, where in it, and when it was looked at."""
    language = page.language
    return page(
        "dataset.citation",
        bureau=bureau_of(plan, language) or plan.id,
        title=in_language(plan.title, language) or plan.id,
        name=name_of(dataset.name, dataset.name_en, page),
        id=dataset.id,
        place=place_of(dataset, language),
        day=page.day(today),
    )


def asked_html(dataset: Dataset, page: Words, here: Address) -> str:
    """Questions about it to click."""
    links = [element("li", go(question, here.at(START, [("q", question)]))) for question in questions(dataset, page)]
    title = text("h2", page("dataset.ask"))
    return element("section", title, element("ul", *links, css="od-links"), css="od-asked")


def questions(dataset: Dataset, page: Words) -> list[str]:
    """What can be asked of it, by name."""
    name = name_of(dataset.name, dataset.name_en, page)
    called = name if page.language == "en" else f"「{name}」" if page.language == "zh-Hant" else f"“{name}”"
    keys = ["frequency", f"date.{dataset.status}", *(["formats"] if dataset.formats else []), "description"]
    return [page(f"dataset.ask.{key}", name=called) for key in keys]


def kin_html(dataset: Dataset, kin: Kin, library: Library, page: Words, *, here: Address) -> str:
    """What stands near it, each kind under its own heading."""
    kind = "nonspatial" if dataset.spatial else "spatial"
    groups = [
        (f"dataset.twin.{kind}", (kin.twin,) if kin.twin else ()),
        ("dataset.kin.releases", kin.releases),
        ("dataset.kin.editions", kin.editions),
        ("dataset.kin.alike", kin.alike),
    ]
    shown = [_group(page(key), found, library, page, here=here) for key, found in groups if found]
    return element("section", text("h2", page("dataset.kin")), *shown, css="od-kin") if shown else ""


def _group(title: str, found: Sequence[Dataset], library: Library, page: Words, *, here: Address) -> str:
    rows = [line(entry_of(each, library), page, here) for each in found]
    return element("div", text("h3", title), element("ul", *rows, css="od-listed"))
