"""The plans at hand as HTML: whose, which years, how many datasets, from which documents, and what to do with each."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from assistant.holdings import Held, author_of, names_of
from assistant.page.links import Address
from assistant.page.markup import chinese, element, go, text
from assistant.page.words import Words
from assistant.remarks import retold
from assistant.values import in_language
from corpus.records import Plan, Source, Warning
from corpus.shelf import Holding

__all__ = [
    "around_code",
    "author",
    "day",
    "facts_of",
    "list_html",
    "odd_rows",
    "place_words",
    "plan_name",
    "remark",
    "titled",
]

MOST_WARNINGS = 100


def author(plan: Plan, page: Words) -> tuple[str, str]:
    """The bureau's name for the reader and the one in the other language, "" where that is not known."""
    chinese_name, english = names_of(plan)
    own, other = (english, chinese_name) if page.language == "en" else (chinese_name, english)
    if page.language != "en":
        own = in_language(own, page.language)
    return (own, other) if own else (other or page("plans.no_author"), "")


def plan_name(plan: Plan, page: Words) -> str:
    """The plan in a few words: the bureau for the reader, and the years."""
    return " ".join(filter(None, (author(plan, page)[0], plan.period)))


def list_html(plans: Sequence[Held], page: Words, address: Address, *, may_change: bool) -> str:
    """All plans at hand."""
    before = _editions_before(plans)
    cards = [
        _plan(held, page, address, before.get(held.plan.id), removable=may_change and len(plans) > 1) for held in plans
    ]
    title = text("h2", page("plans.list"), css="od-plans-title")
    return element("section", title, element("div", *cards, css="od-plans"))


def _editions_before(plans: Sequence[Held]) -> dict[str, Plan]:
    """By the id of a plan, the edition before it of the same bureau."""
    found: dict[str, Plan] = {}
    for newer, older in pairwise(plans):
        if not newer.catalogue and author_of(newer.plan) == author_of(older.plan):
            found[newer.plan.id] = older.plan
    return found


def _plan(held: Held, page: Words, address: Address, before: Plan | None, *, removable: bool) -> str:
    return element(
        "article",
        titled(held.plan, page, "h3"),
        text("p", page("plans.catalogue"), css="od-note") if held.catalogue else "",
        facts_of(held.datasets, held.planned, held.released, page),
        element("ul", *(_document(each, page) for each in held.documents), css="od-documents"),
        element("p", *_links(held, page, address, before, removable=removable), css="od-plan-links"),
        css="od-card od-plan",
        data_plan=held.plan.id,
    )


def titled(plan: Plan, page: Words, level: str) -> str:
    """Whose plan, in the reader's language and the other, and for which years."""
    own, other = author(plan, page)
    beside = text("p", other, css="od-original", lang="zh-Hant" if page.language == "en" else "en") if other else ""
    years = text("span", plan.period or page("plans.no_period"), css="od-period")
    name = element(level, text("span", own, lang=chinese(own, page.language)), " ", years)
    return element("header", name, beside, css="od-plan-head")


def facts_of(datasets: int, planned: int, released: int, page: Words) -> str:
    """How many datasets, and how many of them are planned and released."""
    shown = (("datasets", datasets), ("planned", planned), ("released", released))
    cells = [
        element("li", text("strong", f"{count:,}"), " ", text("span", page(f"plans.{name}")), css=f"od-count-{name}")
        for name, count in shown
    ]
    return element("ul", *cells, css="od-counts")


def _document(holding: Holding, page: Words) -> str:
    since = page("plans.added", day=day(holding.added, page)) if holding.added else page("plans.bundled")
    told = [text("span", page(f"plans.language.{holding.plan.language}")), text("span", since)]
    if holding.trouble:
        trouble = text("strong", page("plans.trouble")) + " " + remark("span", holding.trouble, page)
        return element("li", _file(holding), *told, element("p", trouble, css="od-error"))
    warnings = holding.reading.warnings if holding.reading else ()
    if not warnings:
        told.append(text("span", page("plans.no_warnings")))
    return element("li", _file(holding), *told, odd_rows(warnings, page))


def _file(holding: Holding) -> str:
    name = holding.plan.document
    return text("bdi", name, css="od-file", lang=chinese(name, "en"))


def odd_rows(warnings: Sequence[Warning], page: Words) -> str:
    """What the reader warned of, folded, each with its place; "" where there is nothing."""
    if not warnings:
        return ""
    rows = [
        element("li", text("small", place_words(each.source, page)), " ", remark("span", each.message, page))
        for each in warnings[:MOST_WARNINGS]
    ]
    if len(warnings) > MOST_WARNINGS:
        rows.append(text("li", page("upload.more_findings", count=len(warnings) - MOST_WARNINGS)))
    summary = text("summary", page("plans.warnings", count=len(warnings)))
    return element("details", summary, element("ul", *rows), css="od-fold od-odd")


def remark(name: str, sentence: str, page: Words, **attributes: str) -> str:
    """What a reader of documents says, in the page's language, or marked as English where it is not known in that."""
    told, known = retold(sentence, page.language)
    return text(name, told, lang=None if known else "en", **attributes)


def place_words(source: Source, page: Words) -> str:
    """Where in a document: its page, or its line; "" for a document that has neither."""
    if source.page:
        return page("plans.place.page", place=source.page)
    return page("plans.place.line", place=source.line) if source.line else ""


def _links(held: Held, page: Words, address: Address, before: Plan | None, *, removable: bool) -> list[str]:
    plan = held.plan
    name = plan_name(plan, page)

    def action(words: str, to: Address, css: str | None = None) -> str:
        return go(words, to, aria_label=page("plans.of", words=words, name=name), css=css)

    links = [action(page("plans.browse"), address.at("browse", [("plan", plan.id)]))] if held.datasets else []
    if before:
        pair = address.at("plans", [("compare", f"{before.id}..{plan.id}")])
        links.append(action(page("plans.compare", period=before.period or before.id), pair))
    if removable:
        words = page("plans.remove" if held.added else "plans.leave_out")
        links.append(action(words, address.at("plans", [("remove", plan.id)]), "od-quiet"))
    return links


def day(stamp: str, page: Words) -> str:
    """A day out of "2026-11-23T10:00:00Z", as each language writes it."""
    year, month, rest = stamp.split("-")
    return page("plans.day", day=int(rest[:2]), month=page(f"month.{int(month)}"), year=year)


def around_code(words: str) -> str:
    """Escaped words in which what stands between backticks is code."""
    parts = words.split("`")
    return "".join(text("code", part) if number % 2 else escape(part) for number, part in enumerate(parts))
