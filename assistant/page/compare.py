"""Two editions of a plan side by side: what has changed, by kind, each with what was said before and is said now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from assistant.changes import said
from assistant.holdings import Held, author_of
from assistant.page.compare_changes import change_html
from assistant.page.links import Address
from assistant.page.markup import element, go, text
from assistant.page.plans_list import author, plan_name
from assistant.page.words import Words
from corpus.editions import KINDS, Change, Comparison, compare
from corpus.library import Library
from corpus.records import Plan, Reading

__all__ = ["compare_html", "pairs_html", "title_of"]

BETWEEN = ".."
FIRST_CHANGES, MOST_CHANGES = 40, 400


@lru_cache(maxsize=8)
def _compared(old: Reading, new: Reading) -> Comparison:
    return compare(old, new)


def title_of(address: Address, library: Library, page: Words) -> str:
    """What the tab is called."""
    old, new = _pair(address)
    plan = next((reading.plan for reading in library.readings if reading.plan.id == new), None)
    return f"{page('compare.title')}: {plan_name(plan, page)}" if plan and old else page("compare.title")


def compare_html(address: Address, library: Library, plans: Sequence[Held], page: Words) -> str:
    """The comparison that an address asks for, or a sentence on why there is none, and the pairs to choose from."""
    read = {reading.plan.id: reading for reading in library.readings}
    old, new = _pair(address)
    trouble = _trouble(old, new, read, plans, page)
    if trouble:
        told = text("p", trouble, css="od-words", data_announce="")
        return _head(page, address, "") + told + pairs_html(plans, page, address)
    found = _compared(read[old], read[new])
    lead = page(
        "compare.lead", name=author(found.new.plan, page)[0], old=_years(found.old.plan), new=_years(found.new.plan)
    )
    total = said(page.language, "same", unchanged=found.unchanged)
    if found.changes:
        total = page("compare.summary", changes=len(found.changes), unchanged=found.unchanged)
    told = text("p", total, css="od-words", data_announce="")
    return _head(page, address, lead) + told + _changes(found, library, page, address)


def _pair(address: Address) -> tuple[str, str]:
    old, _, new = address.first("compare").strip().partition(BETWEEN)
    return old.strip(), new.strip()


def _trouble(old: str, new: str, read: dict[str, Reading], plans: Sequence[Held], page: Words) -> str:
    """Why the two cannot be compared, "" where they can."""
    if not old or not new:
        return page("compare.malformed")
    if old == new:
        return page("compare.same_plan")
    missing = next((plan_id for plan_id in (old, new) if plan_id not in read), None)
    if missing is None:
        return ""
    known = any(held.plan.id == missing for held in plans)
    return page("compare.soon" if known else "compare.unknown", name=missing[:60])


def _head(page: Words, address: Address, lead: str) -> str:
    back = go(page("plans.back"), address.at("plans"), css="od-again")
    said_lead = text("p", lead, css="od-lead") if lead else ""
    return element("section", back, text("h1", page("compare.title")), said_lead, css="od-plans-head")


def _years(plan: Plan) -> str:
    return plan.period or plan.id


def _changes(found: Comparison, library: Library, page: Words, address: Address) -> str:
    counts = Counter[str](change.kind for change in found.changes)
    asked = [kind for kind in KINDS if kind in address.all("kind") and counts[kind]]
    shown = [kind for kind in KINDS if counts[kind] and (not asked or kind in asked)]
    groups = [_group([c for c in found.changes if c.kind == kind], library, page, address) for kind in shown]
    return _filters(counts, asked, page, address) + "".join(groups)


def _filters(counts: Counter[str], asked: Sequence[str], page: Words, address: Address) -> str:
    """The kinds as links: each shows that kind alone, and again all of them."""
    if not counts:
        return ""
    pair = ("compare", address.first("compare"))
    every = _filter(page("compare.all"), counts.total(), address.at("plans", [pair]), current=not asked, key="all")
    links = [every]
    for kind in KINDS:
        if counts[kind]:
            to = address.at("plans", [pair, ("kind", kind)])
            links.append(_filter(_kind(kind, page), counts[kind], to, current=kind in asked, key=kind))
    return element("nav", element("ul", *links), css="od-kinds", aria_label=page("compare.kinds"))


def _filter(words: str, count: int, to: Address, *, current: bool, key: str) -> str:
    inner = text("span", words) + " " + text("small", str(count))
    marked = "true" if current else None
    return element("li", element("a", inner, href=to.href, data_go="", data_focus=f"kind-{key}", aria_current=marked))


def _kind(kind: str, page: Words) -> str:
    return said(page.language, f"kind.{kind}")


def _group(changes: Sequence[Change], library: Library, page: Words, address: Address) -> str:
    """The changes of one kind."""
    rows = [change_html(change, library, page, address) for change in changes[:MOST_CHANGES]]
    title = element("h2", text("span", _kind(changes[0].kind, page)), " ", text("small", str(len(changes))))
    parts = [title, element("ul", *rows[:FIRST_CHANGES], css="od-changes")]
    if len(rows) > FIRST_CHANGES:
        summary = text("summary", page("compare.more", count=len(changes) - FIRST_CHANGES))
        parts.append(element("details", summary, element("ul", *rows[FIRST_CHANGES:], css="od-changes"), css="od-fold"))
    return element("section", *parts, css="od-change-group", data_kind=changes[0].kind)


def pairs_html(plans: Sequence[Held], page: Words, address: Address) -> str:
    """The editions of each bureau that can be compared, as links; those that follow each other."""
    links = [
        _pair_link(older.plan, newer.plan, page, address)
        for newer, older in pairwise(plans)
        if not newer.catalogue and author_of(newer.plan) == author_of(older.plan)
    ]
    title = text("h2", page("compare.pairs"), css="od-plans-title")
    if not links:
        return element("section", title, text("p", page("compare.no_pairs"), css="od-note"))
    return element("section", title, element("ul", *links, css="od-links"))


def _pair_link(old: Plan, new: Plan, page: Words, address: Address) -> str:
    words = page("compare.pair", name=author(new, page)[0], old=_years(old), new=_years(new))
    return element("li", go(words, address.at("plans", [("compare", f"{old.id}{BETWEEN}{new.id}")])))
