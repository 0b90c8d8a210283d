"""What is seen at a glance as HTML: figures, lists by month, and each chart's title, sentence and table."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.choices import NONE
from assistant.overview import Bar, Dated, Figure, Overview, Tally, Timeline
from assistant.page.cards import name_html
from assistant.page.charts import Column
from assistant.page.links import Address
from assistant.page.markup import chinese, element, go, prose, text
from assistant.page.takeaway import DOWNLOADS
from assistant.page.words import Words
from corpus.records import Dataset

FIGURES = ("datasets", "released", "planned", "spatial", "soon", "overdue")
NAMES = frozenset({"organisation", "category", "plan"})
"""The kinds of these are names, which are long."""
LISTED = 6
"""So many datasets of a list by month are shown; all the others are behind a link."""


def heading_html(page: Words, seen: Overview, holder: str) -> str:
    """The title, and in a sentence what the plans hold as of today."""
    counts = {name: page.number(seen.figure(name).count) for name in FIGURES}
    said = page("glance.lead", holder=holder, day=page.day(seen.today), **counts)
    words = prose("p", said, page.language, css="od-lead", data_announce="")
    return element("header", text("h1", page("glance.title")), words, css="od-glance-head")


def choice_html(page: Words, everything: Address, plans: Sequence[tuple[str, Address, bool]]) -> str:
    """The plans to choose from, where there are several: the name of each, where it leads, whether it is chosen."""
    none = not any(chosen for _, _, chosen in plans)
    links = [go(page("glance.plans.all"), everything, aria_current="true" if none else None, data_focus="plan-all")]
    links += [
        go(
            name,
            to,
            aria_current="true" if chosen else None,
            lang=chinese(name, page.language),
            data_focus=f"plan-{name}",
        )
        for name, to, chosen in plans
    ]
    items = (element("li", each) for each in links)
    return element("nav", element("ul", *items), css="od-glance-plans", aria_label=page("glance.plans"))


def figures_html(page: Words, seen: Overview, at: Address) -> str:
    """The figures, each a link into the list that it counts."""
    return element("ul", *(_figure(page, seen.figure(name), at) for name in FIGURES), css="od-figures")


def _figure(page: Words, figure: Figure, at: Address) -> str:
    number = text("strong", page.number(figure.count)) + " "
    label = text("span", page(f"glance.figure.{figure.name}"))
    to = at.at("browse", figure.pairs).href
    return element("li", element("a", number, label, href=to, data_go="", data_figure=figure.name))


def dated_html(page: Words, name: str, dated: Sequence[Dated], figure: Figure, at: Address) -> str:
    """The first datasets of a list by month ("due" or "overdue"), the whole of it behind a link, and its calendar."""
    title = text("h2", page(f"glance.{name}.title"), id=f"glance-{name}")
    said = text("p", page(f"glance.{name}.said" if dated else f"glance.{name}.none"), css="od-said")
    rows = element("ol", *(_dated(page, each.month, each.dataset, at) for each in dated[:LISTED])) if dated else ""
    links = [go(page("glance.all", count=page.number(len(dated))), at.at("browse", figure.pairs))] if dated else []
    if dated and name == "due":
        pairs = [pair for pair in figure.pairs if pair[0] in ("status", "plan")]
        href = f"{DOWNLOADS}.ics{Address(lang=page.language, pairs=tuple(pairs)).href}"
        links.append(text("a", page("glance.calendar"), href=href, download=""))
    more = element("p", *links, css="od-more-links") if links else ""
    return element("section", title, said, rows, more, css="od-dated", aria_labelledby=f"glance-{name}")


def _dated(page: Words, month: str, dataset: Dataset, at: Address) -> str:
    when = text("time", page.month(month), datetime=month)
    return element("li", when, name_html(dataset, page, at))


def key_html(page: Words) -> str:
    """What the two colours mean."""
    keys = [text("li", page(f"card.{status}"), css=f"od-key od-key-{status}") for status in ("released", "planned")]
    return element("ul", *keys, css="od-keys", aria_label=page("glance.key"))


def title_html(page: Words, name: str, said: str) -> str:
    """A chart's title, and the sentence that says what it shows."""
    return text("h2", page(f"glance.{name}.title")) + prose("p", said, page.language, css="od-said")


def tally_words(page: Words, tally: Tally, total: int) -> str:
    """What the bars of a facet show, in a sentence."""
    if tally.name == "spatial":
        spatial = next((bar.total for bar in tally.bars if bar.value == "true"), 0)
        return page("glance.spatial.said", **_share(page, spatial, total))
    unstated = next((bar.total for bar in tally.bars if bar.value == NONE), 0)
    stated = [bar for bar in tally.bars if bar.value not in ("", NONE)]
    if not stated:
        return page("glance.unstated", total=page.number(total))
    most = max(stated, key=lambda bar: bar.total)
    key = "glance.most.named" if tally.name in NAMES else "glance.most"
    said = page(key, value=most.label, **_share(page, most.total, total))
    return said + (page("glance.most.unstated", count=page.number(unstated)) if unstated else "")


def _share(page: Words, count: int, total: int) -> dict[str, str]:
    percent = round(100 * count / total) if total else 0
    return {"count": page.number(count), "total": page.number(total), "percent": str(percent)}


def timeline_words(page: Words, time: Timeline, seen: Overview) -> str:
    """What the bars by time show, in a sentence or two."""
    most = max(time.bars, key=lambda bar: bar.total)
    if not most.total:
        return page("glance.time.undated")
    ahead, late = (page.number(seen.figure(name).count) for name in ("due", "overdue"))
    said = page("glance.time.said", period=period(page, most), count=page.number(most.total), ahead=ahead, overdue=late)
    return said + (page("glance.time.without", count=page.number(time.undated)) if time.undated else "")


def period(page: Words, bar: Bar) -> str:
    """The time that a bar stands for, as a reader says it."""
    value = bar.value
    if "Q" in value:
        return page("glance.quarter", year=value[:4], quarter=value[-1])
    if value.startswith("-"):
        return page("glance.until", year=value[1:])
    return page("glance.since", year=value[:-1]) if value.endswith("-") else page("glance.year", year=value)


def kind(page: Words, bar: Bar) -> str:
    """What a bar of a facet stands for, as a reader says it."""
    return bar.label or page("glance.other")


def columns(page: Words, bars: Sequence[Bar], at: Address, *, by_time: bool = False) -> tuple[Column, ...]:
    """The bars as a chart draws them, with the addresses of the lists behind them."""
    return tuple(
        Column(
            _axis(page, bar) if by_time else (kind(page, bar),),
            bar.released,
            bar.planned,
            (_href(at, bar.where("released")), _href(at, bar.where("planned")), _href(at, bar.pairs)),
        )
        for bar in bars
    )


def _axis(page: Words, bar: Bar) -> tuple[str, ...]:
    """The label under a bar: of a year the number alone, of a quarter the quarter above its year."""
    if "Q" not in bar.value:
        ends = "until" if bar.value.startswith("-") else "since"
        return (bar.value if bar.value.isdecimal() else page(f"glance.axis.{ends}", year=bar.value.strip("-")),)
    return (page("glance.axis.quarter", quarter=bar.value[-1]), bar.value[:4])


def _href(at: Address, pairs: Sequence[tuple[str, str]] | None) -> str | None:
    return None if pairs is None else at.at("browse", pairs).href


def table_html(page: Words, name: str, bars: Sequence[Bar], at: Address) -> str:
    """What a chart shows, as a table with a link for each number, folded."""
    by_time = name == "time"
    title = page(f"glance.{name}.title")
    kinds = [page(f"glance.{name}.column"), *(page(f"glance.column.{each}") for each in ("released", "planned", "all"))]
    head = element("tr", *(text("th", each, scope="col") for each in kinds))
    rows = [_row(page, period(page, bar) if by_time else kind(page, bar), bar, at) for bar in bars]
    caption = text("caption", title, css="od-hidden")
    table = element("table", caption, element("thead", head), element("tbody", *rows))
    hidden = text("span", f": {title}", css="od-hidden")
    folded = element("summary", text("span", page("glance.table")), hidden)
    return element(
        "details", folded, element("div", table, css="od-counts"), css="od-figures-table", data_keep=f"table-{name}"
    )


def _row(page: Words, label: str, bar: Bar, at: Address) -> str:
    head = text("th", label, scope="row", lang=chinese(label, page.language))
    counts = ((bar.released, bar.where("released"), "released"), (bar.planned, bar.where("planned"), "planned"))
    cells = [
        _cell(page, count, f"{label}, {page(f'glance.column.{status}')}", _href(at, to)) for count, to, status in counts
    ]
    return element("tr", head, *cells, _cell(page, bar.total, label, _href(at, bar.pairs)))


def _cell(page: Words, count: int, about: str, href: str | None) -> str:
    number = page.number(count)
    if not count or href is None:
        return text("td", number)
    named = text("span", f" ({about})", css="od-hidden")
    return element("td", element("a", text("span", number), named, href=href, data_go=""))
