"""How a list is narrowed: the words searched for, the facets beside it, what was chosen above it, its order.

All of it is links and one form, so that what is chosen stands in the address and nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.choices import NONE, Choices
from assistant.facets import FACETS, Facets, Value, label
from assistant.filters import CONDITIONS, Filters
from assistant.page.links import Address
from assistant.page.markup import element, go, prose, text
from assistant.page.words import Words
from assistant.sorting import SORTS

FIRST_VALUES = 8
# Years are looked for in their order, so more of them stand open.
FIRST_YEARS = 12
LAYOUTS = ("cards", "table")
# What a facet is called, where cards have a word for it already.
TITLES = {
    "every": "card.frequency", "format": "card.formats", "organisation": "card.owner", "category": "card.category",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where a reader of the list is: what is chosen, how it is shown, in which language."""

    filters: Filters
    choices: Choices
    address: Address
    page: Words
    layout: str = LAYOUTS[0]

    def at(self, pairs: Sequence[tuple[str, str]], layout: str = "") -> Address:
        """The list under other filters, shown as it is unless in another layout."""
        shown = layout or self.layout
        return self.address.at("browse", [*pairs, *([("as", shown)] if shown != LAYOUTS[0] else [])])


def search_html(here: Place) -> str:
    """The box for words, which keeps all that is chosen beside."""
    page, to = here.page, here.at(here.filters.pairs({"text": ()}))
    box = element(
        "input", type="search", name="text", value=here.filters.text, placeholder=page("browse.search"),
        aria_label=page("browse.search"), maxlength="500", autocomplete="off", enterkeyhint="search",
        data_focus="search",
    )  # fmt: skip
    button = text("button", page("browse.find"), type="submit")
    return element("form", box, button, css="od-search", role="search", data_go=to.href)


def facets_html(found: Facets, here: Place) -> str:
    """The facets as groups of links; behind one heading where there is no room beside the list."""
    page = here.page
    groups = [_group(name, found.values[name], found.total, here) for name in FACETS]
    chosen = sum(len(here.filters.chosen(name)) for name in CONDITIONS)
    head = page("browse.filters.chosen", count=chosen) if chosen else page("browse.filters")
    folded = element(
        "details", element("summary", text("h2", head)), element("div", *groups), css="od-narrow", data_keep="filters"
    )
    return element("aside", folded, css="od-facets", aria_label=page("browse.filters"))


def _group(name: str, values: Sequence[Value], total: int, here: Place) -> str:
    chosen = any(value.selected for value in values)
    # What all have in common narrows nothing.
    if not chosen and (not values or (len(values) == 1 and values[0].count == total)):
        return ""
    first = FIRST_YEARS if name == "year" else FIRST_VALUES
    items = [_value(name, value, here) for value in values]
    # Those that are chosen stand where they can be seen.
    shown = [n for n, value in enumerate(values) if n < first or value.selected]
    rest = [items[n] for n in range(len(items)) if n not in shown]
    lists = element("ul", *(items[n] for n in shown))
    if rest:
        more = text("summary", here.page("browse.more", count=len(rest)))
        lists += element("details", more, element("ul", *rest), css="od-rest", data_keep=f"rest-{name}")
    head = element("summary", text("h3", title(name, here.page)))
    return element("details", head, lists, css="od-facet", open="", data_keep=f"facet-{name}", data_facet=name)


def title(name: str, page: Words) -> str:
    """What a facet or another filter is called."""
    return page(TITLES.get(name, f"facet.{name}"))


def _value(name: str, value: Value, here: Place) -> str:
    page = here.page
    said = [
        prose("span", _label(name, value.value, here), page.language),
        text("span", page.number(value.count), css="od-count"),
    ]
    chosen = [text("span", f" ({page('browse.is_chosen')})", css="od-hidden")] if value.selected else []
    link = element(
        "a", *said[:1], *chosen, " ", *said[1:],
        href=here.at(here.filters.toggled(name, value.value)).href, data_go="", data_focus=f"{name}={value.value}",
        aria_current="true" if value.selected else None,
    )  # fmt: skip
    return element("li", link)


def chosen_values(here: Place) -> list[tuple[str, str, str]]:
    """Name, value and words of all that is chosen: ("every", "P1W", "weekly")."""
    found = [("text", here.filters.text, f"“{here.filters.text}”")] if here.filters.text else []
    return found + [
        (name, value, _said(name, value, here)) for name in CONDITIONS for value in here.filters.chosen(name)
    ]


def _said(name: str, value: str, here: Place) -> str:
    page = here.page
    said = _label(name, value, here)
    if name in ("since", "until"):
        return f"{title(name, page)} {page.month(value)}"
    if name == "section":
        return f"{title(name, page)} {value}"
    return page("facet.named", name=title(name, page), value=said) if value == NONE else said


def _label(name: str, value: str, here: Place) -> str:
    """A value in the words that cards have for it."""
    if name == "spatial":
        return here.page("card.spatial" if value == "true" else "card.nonspatial")
    if name == "status":
        return here.page(f"card.{value}")
    return label(name, value, here.choices, here.page.language)


def chosen_html(here: Place) -> str:
    """What is chosen as chips, each with a way to take it away, and one for all."""
    values, page = chosen_values(here), here.page
    if not values:
        return ""
    chips = [element("li", _chip(name, value, words, here)) for name, value, words in values]
    if len(values) > 1:
        clear = {name: () for name, _, _ in values}
        chips.append(element("li", go(page("browse.clear"), here.at(here.filters.pairs(clear)), css="od-clear")))
    return element("ul", *chips, css="od-chosen", aria_label=page("browse.chosen"))


def _chip(name: str, value: str, words: str, here: Place) -> str:
    parts = [prose("span", words, here.page.language), text("span", "✕", aria_hidden="true")]
    return element(
        "a", *parts, href=without(name, value, here).href, data_go="",
        aria_label=here.page("browse.remove", value=words), title=here.page("browse.remove", value=words),
    )  # fmt: skip


def without(name: str, value: str, here: Place) -> Address:
    """The list without one of the values that are chosen."""
    kept = tuple(each for each in here.filters.chosen(name) if each != value)
    return here.at(here.filters.pairs({name: kept}))


def order_html(here: Place) -> str:
    """The menu of orders, and cards or table."""
    page, now = here.page, here.filters.sort
    links = [
        element(
            "li",
            go(
                page("browse.sort." + _order(sort, here)),
                here.at(here.filters.pairs({"sort": () if sort == SORTS[0] else (sort,)})),
                aria_current="true" if sort == now else None,
                data_focus="sort",
            ),
        )
        for sort in SORTS
    ]
    head = text("summary", page("browse.sort", order=page("browse.sort." + _order(now, here))), data_focus="sort")
    menu = element("details", head, element("ul", *links, css="od-menu"), css="od-sort", data_menu="")
    layouts = [
        go(
            page(f"browse.as.{each}"),
            here.at(here.filters.pairs(), each),
            aria_current="true" if each == here.layout else None,
            data_focus=f"as-{each}",
        )
        for each in LAYOUTS
    ]
    return menu + element("nav", *layouts, css="od-layout", aria_label=page("browse.as"))


def _order(sort: str, here: Place) -> str:
    """Without words to search for nothing matches better: then the plan's own order is meant."""
    return "plan" if sort == SORTS[0] and not here.filters.text else sort
