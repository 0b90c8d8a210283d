"""The plans at a glance: figures, charts, what is due next and what is past its month, each leading to its list."""

from __future__ import annotations

from streamlit.delta_generator import DeltaGenerator

from assistant.choices import Choices
from assistant.facets import label
from assistant.filters import Filters
from assistant.overview import Bar, Overview, overview
from assistant.page import charts, digest
from assistant.page.links import Address
from assistant.page.markup import element, text
from assistant.page.scene import Scene
from assistant.page.words import Words

_NAMED = 2
"""So many plans are named in the sentence at the top; more are counted."""


def show(scene: Scene) -> None:
    """Draw the plans at a glance."""
    page = scene.page
    scene.titled(page("glance.title"))
    place = scene.body.empty()
    if not scene.shared.ready:
        place.html(_waiting_html(page))
    choices = scene.assistant.choices
    filters, unknown = _chosen(scene.address, choices)
    seen = scene.worked_out(lambda: overview(choices, filters, page.language))
    body = place.container(key="glance")
    body.html(_top_html(scene, choices, filters, seen, unknown))
    if seen.figure("datasets").count:
        _draw(body, page, seen, scene.address)


def _draw(body: DeltaGenerator, page: Words, seen: Overview, at: Address) -> None:
    time = seen.timeline
    said = digest.timeline_words(page, time, seen)
    wording = charts.Wording(_statuses(page), page("glance.today"))
    spec = charts.timeline(digest.columns(page, time.bars, at, by_time=True), time.today, wording)
    body.html(digest.key_html(page))
    _chart(body, page, ("time", said, time.bars), spec, at)
    dated = (
        digest.dated_html(page, "due", seen.due, seen.figure("due"), at),
        digest.dated_html(page, "overdue", seen.overdue, seen.figure("overdue"), at),
    )
    body.html(element("div", *dated, css="od-dates"))
    grid = body.container(key="glance-kinds")
    for tally in seen.tallies:
        said = digest.tally_words(page, tally, seen.figure("datasets").count)
        columns, wording = digest.columns(page, tally.bars, at), charts.Wording(_statuses(page))
        spec = charts.ranking(columns, wording, above=tally.name in digest.NAMES)
        _chart(grid, page, (tally.name, said, tally.bars), spec, at)


def _statuses(page: Words) -> tuple[str, str]:
    return page("card.released"), page("card.planned")


def _chart(
    place: DeltaGenerator, page: Words, told: tuple[str, str, tuple[Bar, ...]], spec: charts.Spec, at: Address
) -> None:
    """A chart under its title and sentence, above its table; its height is kept while it is being drawn."""
    name, said, bars = told
    panel = place.container(key=f"chart-{name}")
    panel.html(digest.title_html(page, name, said))
    alt = f"{page(f'glance.{name}.title')}. {said}"
    panel.vega_lite_chart(spec=spec, theme=None, width="stretch", height=spec["height"], alt=alt)
    panel.html(digest.table_html(page, name, bars, at))


def _chosen(at: Address, choices: Choices) -> tuple[Filters, str]:
    """The plans that the address names, as filters; and the first that is not at hand, "" where all are."""
    asked = at.all("plan")
    known = [name for name in asked if choices.plans.named(name)]
    return Filters.read({"plan": known} if known else {}, choices), next((n for n in asked if n not in known), "")


def _top_html(scene: Scene, choices: Choices, filters: Filters, seen: Overview, unknown: str) -> str:
    page, at = scene.page, scene.address
    plans = [reading.plan.id for reading in choices.library.readings]
    names = {plan: label("plan", plan, choices, page.language) for plan in plans}
    looked_at = filters.chosen("plan") or tuple({dataset.plan_id: "" for dataset in choices.pool(())})
    named = page("glance.and").join(names[plan] for plan in looked_at)
    holder = named if len(looked_at) <= _NAMED else page("glance.holders", count=page.number(len(looked_at)))
    said = (
        text("p", page("glance.unknown", name=unknown[:60]), css="od-words od-error", role="alert") if unknown else ""
    )
    parts = [digest.heading_html(page, seen, holder), said]
    if len(plans) > 1:
        links = [
            (names[plan], at.at("glance", filters.toggled("plan", plan)), plan in filters.chosen("plan"))
            for plan in plans
        ]
        parts.append(digest.choice_html(page, at.at("glance"), links))
    return "".join([*parts, digest.figures_html(page, seen, at)])


def _waiting_html(page: Words) -> str:
    """The title, with places held for all that comes."""
    bars = "".join(element("span") for _ in range(3))
    note = text("p", page("turn.preparing"), css="od-waiting", role="status")
    return text("h1", page("glance.title")) + note + element("div", bars, css="od-skeleton", aria_hidden="true")
