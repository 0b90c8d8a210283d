"""The list of all datasets, narrowed by facets. What is chosen stands in the address, under the names of filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.errors import FilterWrong
from assistant.facets import facets
from assistant.filters import Filters, given
from assistant.listing import Listing, listed
from assistant.page.markup import element, text
from assistant.page.narrowing import (
    LAYOUTS,
    Place,
    chosen_html,
    chosen_values,
    facets_html,
    order_html,
    search_html,
)
from assistant.page.results import nothing_html, pages_html, results_html
from assistant.page.scene import Scene
from assistant.page.takeaway import takeaway_html
from assistant.service import Assistant

CLOSE_NAMES = 3


def show(scene: Scene) -> None:
    """Draw the list that the address stands for."""
    assistant = scene.assistant
    filters, left_out = _filters(scene, assistant)
    layout = scene.address.first("as")
    here = Place(filters, assistant.choices, scene.address, scene.page, layout if layout in LAYOUTS else LAYOUTS[0])
    words = [said for _, _, said in chosen_values(here)]
    scene.titled(" · ".join([scene.page("browse.title"), *words]))
    scene.body.html(scene.worked_out(lambda: _whole(assistant, here, left_out)))


def _filters(scene: Scene, assistant: Assistant) -> tuple[Filters, list[str]]:
    """The filters in the address, and the names of those that cannot be used: an old link is better than none."""
    values = given(scene.address.pairs)
    left_out: list[str] = []
    while True:
        try:
            return Filters.read(values, assistant.choices), left_out
        except FilterWrong as error:
            values.pop(error.parameter)
            left_out.append(error.parameter)


def _whole(assistant: Assistant, here: Place, left_out: list[str]) -> str:
    page, today = here.page, date.today()
    listing = listed(assistant, here.filters, page.language, today)
    if here.filters.page > listing.pages:
        here = replace(here, filters=_turned(here.filters, listing.pages, assistant))
        listing = replace(listing, filters=here.filters)
    found = facets(assistant, here.filters, page.language, today, topical=listing.topical)
    head = element("div", text("h1", page("browse.title")), text("p", page("browse.lead"), css="od-lead"))
    notes = [text("p", page("browse.left_out", name=name), css="od-note", role="alert") for name in left_out]
    return element(
        "div",
        element("div", head, search_html(here), css="od-browse-head"),
        *notes,
        element("div", facets_html(found, here), _list(listing, assistant, here), css="od-columns"),
        css="od-browse",
    )


def _turned(filters: Filters, page: int, assistant: Assistant) -> Filters:
    """The same filters on another page."""
    return Filters.read(given(filters.pairs({"page": (str(page),)})), assistant.choices)


def _list(listing: Listing, assistant: Assistant, here: Place) -> str:
    page, total = here.page, listing.total
    number = "none" if not total else "one" if total == 1 else "many"
    count = text("h2", page(f"browse.count.{number}", count=page.number(total)), data_announce="")
    head = element("div", count, order_html(here) if total else "", css="od-list-head")
    if not total:
        return element("section", head, chosen_html(here), _nothing(assistant, here), css="od-list")
    pairs = here.filters.pairs({"page": (), "size": ()})
    return element(
        "section",
        head,
        chosen_html(here),
        results_html(listing, assistant.library, here),
        pages_html(listing, here),
        takeaway_html(pairs, page),
        css="od-list",
    )


def _nothing(assistant: Assistant, here: Place) -> str:
    """Each filter without which something would be left, with how much."""
    removable = []
    for name, value, words in chosen_values(here):
        kept = [each for each in here.filters.chosen(name) if each != value]
        fewer = Filters.read(given(here.filters.pairs({name: kept})), assistant.choices)
        if left := listed(assistant, fewer, here.page.language).total:
            removable.append((name, value, words, left))
    text_given = here.filters.text
    return nothing_html(removable, assistant.suggest(text_given, CLOSE_NAMES) if text_given else (), here)
