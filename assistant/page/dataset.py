"""A dataset's own place: all that is known of it, where it stands in its plan, and what stands near it."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches

from assistant.kin import kin_of
from assistant.page.cards import entry_of, name_of
from assistant.page.links import Address
from assistant.page.markup import element, go, text
from assistant.page.origin import origin_html
from assistant.page.portrait import (
    asked_html,
    facts_section,
    head_html,
    kin_html,
    releases_html,
    take_html,
)
from assistant.page.scene import Scene
from assistant.page.words import Words
from assistant.service import Assistant
from assistant.settings import load_settings
from corpus.excerpts import excerpt
from corpus.library import Library
from corpus.records import Dataset
from corpus.shelf import Shelf

NEAR = 4
LONGEST_ID = 120


def show(scene: Scene) -> None:
    """Draw the dataset whose id the address holds."""
    assistant, asked = scene.assistant, scene.address.first("id").strip()[:LONGEST_ID]
    found = assistant.library.named(asked)
    if len(found) == 1:
        scene.titled(name_of(found[0].name, found[0].name_en, scene.page))
        scene.body.html(scene.worked_out(lambda: whole_html(found[0], assistant, scene.page, scene.address)))
    else:
        scene.titled(scene.page("dataset.unknown.title"))
        near = [dataset.id for dataset in found] or _near(asked, assistant.library)
        scene.body.html(unknown_html(asked, near, assistant.library, scene.page, near_to=scene.address))


def whole_html(dataset: Dataset, assistant: Assistant, page: Words, here: Address) -> str:
    """All of it, in the order in which it is asked for."""
    library, today = assistant.library, date.today()
    plan = next(reading.plan for reading in library.readings if reading.plan.id == dataset.plan_id)
    lines = excerpt(dataset, Shelf(load_settings().library))
    entry = entry_of(dataset, library)
    return element(
        "article",
        head_html(dataset, plan, page, here),
        element(
            "div",
            facts_section(entry, plan, page, here),
            releases_html(dataset, page, today),
            origin_html(dataset, lines, page),
            css="od-stack",
        ),
        element(
            "div",
            take_html(dataset, plan, page, today),
            kin_html(dataset, kin_of(dataset, assistant), library, page, here=here),
            asked_html(dataset, page, here),
            css="od-stack od-beside",
        ),
        css="od-dataset",
        data_id=dataset.id,
    )


def _near(asked: str, library: Library) -> list[str]:
    """Ids that are spelt like one that there is not."""
    short = {dataset.short_id.casefold(): dataset.id for dataset in library.datasets}
    whole = {dataset.id.casefold(): dataset.id for dataset in library.datasets}
    typed = asked.casefold()
    like = get_close_matches(typed, whole, NEAR, 0.8) + get_close_matches(typed.rsplit("/", 1)[-1], short, NEAR, 0.5)
    return list(dict.fromkeys({**short, **whole}[each] for each in like))[:NEAR]


def unknown_html(asked: str, near: list[str], library: Library, page: Words, *, near_to: Address) -> str:
    """That there is no such dataset, what may be meant, and the way to all of them."""
    said = text("p", page("dataset.unknown", id=asked), css="od-words", data_announce="")
    links = [_link(found, page, near_to) for each in near if (found := library.get(each))]
    meant = text("p", page("dataset.unknown.near"), css="od-label") + element("ul", *links, css="od-links")
    way = element("p", go(page("dataset.unknown.browse"), near_to.at("browse")))
    title = text("h1", page("dataset.unknown.title"))
    return element("section", title, said, meant if links else "", way, css="od-dataset od-unknown")


def _link(dataset: Dataset, page: Words, here: Address) -> str:
    name = name_of(dataset.name, dataset.name_en, page)
    return element("li", go(f"{dataset.id} · {name}", here.at("dataset", [("id", dataset.id)])))
