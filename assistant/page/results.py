"""The datasets of a list: as cards or as a table, page by page; and what to do where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Match
from assistant.listing import Listing
from assistant.page.cards import Entry, card, entry_of, name_html, name_of
from assistant.page.links import START, Address
from assistant.page.markup import chinese, element, go, text
from assistant.page.narrowing import Place, without
from assistant.page.words import Words
from assistant.replies import short_frequency
from assistant.values import in_language
from corpus.library import Library

HEADS = (
    "table.name", "facet.status", "facet.spatial", "table.release", "card.frequency", "card.formats", "card.owner",
)  # fmt: skip
# So many pages stand on either side of the one that is shown.
BESIDE = 1


def results_html(listing: Listing, library: Library, here: Place) -> str:
    """The datasets of the page that is asked for."""
    entries = [entry_of(dataset, library, listing.why(dataset)) for dataset in listing.shown]
    if here.layout == "table":
        return table_html(entries, here.page, here.address)
    return element("div", *(card(entry, here.page, here.address) for entry in entries), css="od-cards")


def table_html(entries: Sequence[Entry], words: Words, near: Address) -> str:
    """The datasets one a row. Where there is no room for it, it is scrolled within its frame, by keyboard too."""
    head = element("tr", *(text("th", words(key), scope="col") for key in HEADS))
    rows = [_row(entry, words, near) for entry in entries]
    table = element("table", element("thead", head), element("tbody", *rows))
    return element("div", table, css="od-table", tabindex="0", role="region", aria_label=words("browse.as.table"))


def _row(entry: Entry, words: Words, near: Address) -> str:
    dataset = entry.dataset
    first = element("th", name_html(dataset, words, near), text("small", entry.shown_id), scope="row")
    status = text("span", words(f"card.{dataset.status}"), css=f"od-badge od-{dataset.status}")
    dates = dict.fromkeys(words.month(release.date) for release in dataset.releases)
    paces = dict.fromkeys(_pace(release.every, release.frequency, words) for release in dataset.releases)
    owner = in_language(dataset.organisation or "", words.language)
    owner = entry.owner_en or owner if words.language == "en" else owner
    cells = [
        element("td", status),
        text("td", words("card.spatial" if dataset.spatial else "card.nonspatial")),
        _cell(dates, words),
        _cell(paces, words),
        text("td", ", ".join(dataset.formats)),
        text("td", owner, lang=chinese(owner, words.language)),
    ]
    return element("tr", first, *cells, data_id=dataset.id)


def _cell(values: Sequence[str] | dict[str, None], words: Words) -> str:
    return element("td", *(text("div", value, lang=chinese(value, words.language)) for value in values))


def _pace(every: str | None, written: str, words: Words) -> str:
    return short_frequency(every, words.language) if every else in_language(written, words.language)


def pages_html(listing: Listing, here: Place) -> str:
    """The way to the other pages; nothing where there is but one."""
    now, last, page = listing.filters.page, listing.pages, here.page
    if last == 1:
        return ""
    near = sorted({1, last, *range(max(1, now - BESIDE), min(last, now + BESIDE) + 1)})
    items = [_page(number, now, here) for number in near]
    # A gap says that there are pages between.
    for place in range(len(near) - 1, 0, -1):
        if near[place] - near[place - 1] > 1:
            items.insert(place, element("li", text("span", "…", aria_hidden="true")))
    before = element("li", _turn("browse.previous", now - 1, here, "prev")) if now > 1 else ""
    after = element("li", _turn("browse.next", now + 1, here, "next")) if now < last else ""
    said = text("p", page("browse.page", page=now, pages=last), css="od-hidden")
    return element("nav", said, element("ul", before, *items, after), css="od-pages", aria_label=page("browse.pages"))


def _page(number: int, now: int, here: Place) -> str:
    current = "page" if number == now else None
    label = here.page("browse.number", page=number)
    return element("li", go(str(number), _at(number, here), aria_current=current, aria_label=label))


def _turn(key: str, number: int, here: Place, rel: str) -> str:
    return go(here.page(key), _at(number, here), rel=rel, data_focus=rel)


def _at(number: int, here: Place) -> Address:
    return here.at(here.filters.pairs({"page": () if number == 1 else (str(number),)}))


def nothing_html(removable: Sequence[tuple[str, str, str, int]], close: Sequence[Match], here: Place) -> str:
    """What to do where nothing fits: take one filter away (told with what is left), close names, a question."""
    page, hints = here.page, []
    if removable:
        links = [
            element("li", go(page("browse.none.without", value=words, count=count), without(name, value, here)))
            for name, value, words, count in removable
        ]
        hints.append(element("li", text("span", page("browse.none.remove")), element("ul", *links, css="od-links")))
    if close:
        links = [element("li", _close(match, here)) for match in close]
        hints.append(element("li", text("span", page("browse.none.names")), element("ul", *links, css="od-links")))
    ways = [element("li", go(page("browse.none.all"), here.at([])))]
    if here.filters.text:
        ways.append(element("li", go(page("browse.none.ask"), here.address.at(START, [("q", here.filters.text)]))))
    hints.append(element("li", element("ul", *ways, css="od-links")))
    return element("div", text("p", page("none.title"), css="od-label"), element("ul", *hints), css="od-try")


def _close(match: Match, here: Place) -> str:
    name = name_of(match.name, match.name_en, here.page)
    return go(name, here.address.at("dataset", [("id", match.id)]), lang=chinese(name, here.page.language))
