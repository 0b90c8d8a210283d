"""A dataset's own place as a person comes to it, reads it, and goes on from it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.assistant.page.accessibility import violations
from tests.assistant.page.browsing import Visitors, visiting
from tests.assistant.page.test_browse import HOSTILE, at, wider_than_the_window

pytestmark = pytest.mark.slow

PLAN = "hhb-2024-2026/"


@pytest.fixture(scope="module")
def reader(browser: Browser, server: str) -> Iterator[Page]:
    """One visitor's page for all tests that need no other: a browser that has the page's files already is quick."""
    with visiting(browser, server) as people:
        yield people.open("/?view=dataset&lang=en")


def link(dataset: str, lang: str = "en") -> str:
    return f"/?view=dataset&lang={lang}&id={PLAN}{dataset}"


def shown_id(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["id"][0]


def test_card_leads_to_the_datasets_own_place_and_back(reader: Page) -> None:
    page = at(reader, "/?view=browse&lang=en&every=PT15M")
    page.get_by_role("link", name="Accident and Emergency Waiting Time", exact=True).click()
    expect(page.locator("h1")).to_have_text("Accident and Emergency Waiting Time")
    expect(page).to_have_title(re.compile("Accident and Emergency Waiting Time"))
    assert shown_id(page) == PLAN + "D.ii.8"
    expect(page.locator(".od-dataset")).to_contain_text("急症室等候時間")
    page.go_back()
    expect(page.locator(".od-list-head h2")).to_have_text("2 datasets")


def test_permanent_link_tells_all_that_is_known(reader: Page) -> None:
    page = at(reader, link("D.ii.1"))
    releases = page.locator(".od-releases li")
    expect(releases).to_have_count(4)
    expect(releases.first).to_contain_text("Dec 2017")
    expect(page.locator(".od-dataset")).to_contain_text("line 85")
    expect(page.locator(".od-kin")).to_contain_text("C1.ii.2")


def test_lines_around_it_are_shown_on_demand_with_its_own_marked(reader: Page) -> None:
    page = at(reader, link("D.ii.8", "zh-Hant"))
    lines = page.locator(".od-lines")
    expect(lines).to_be_hidden()
    page.get_by_text("顯示前後文").click()
    expect(lines).to_be_visible()
    expect(lines.locator("tr[aria-current]")).to_contain_text("急症室等候時間")
    expect(lines.locator("tr")).to_have_count(7)


def test_twin_and_all_that_share_an_owner_are_one_click_away(reader: Page) -> None:
    page = at(reader, link("C1.i.5"))
    page.locator(".od-kin").get_by_role("link", name="Statistics on Selected Endoscopy Procedures").click()
    expect(page.locator("h1")).to_have_text("Statistics on Selected Endoscopy Procedures")
    assert shown_id(page) == PLAN + "C1.ii.1"
    page.get_by_role("link", name="Hospital Authority").click()
    expect(page.locator(".od-list-head h2")).to_have_text("18 datasets")


@pytest.mark.parametrize(
    ("lang", "question"),
    [("en", "How often is"), ("zh-Hant", "多久更新一次"), ("zh-Hans", "多久更新一次")],
)
def test_question_about_it_is_answered(reader: Page, lang: str, question: str) -> None:
    page = at(reader, link("D.ii.8", lang))
    page.locator(".od-asked").get_by_role("link").filter(has_text=question).click()
    expect(page.locator("[data-turn] [data-announce]")).to_contain_text("15")
    expect(page.locator("[data-latest] .od-card").first).to_have_attribute("data-id", PLAN + "D.ii.8")


def test_short_id_is_enough_and_an_unknown_one_gets_a_sentence_and_close_ones(reader: Page) -> None:
    page = at(reader, "/?view=dataset&lang=en&id=d.ii.8")
    expect(page.locator("h1")).to_have_text("Accident and Emergency Waiting Time")
    page.goto("/?view=dataset&lang=en&id=hhb-2024-2026/D.ii.99")
    expect(page.locator(".od-unknown")).to_contain_text("There is no dataset “hhb-2024-2026/D.ii.99”")
    page.locator(".od-unknown .od-links a").first.click()
    expect(page.locator(".od-releases")).to_be_visible()


@pytest.mark.parametrize("asked", ["", quote(HOSTILE), "%00", "x" * 5000])
def test_whatever_is_asked_for_gets_a_sentence(reader: Page, asked: str) -> None:
    page = at(reader, "/?view=dataset&lang=en&id=" + asked)
    expect(page.locator("h1")).to_have_text("No such dataset")
    assert page.evaluate("window.canary") is None
    page.get_by_role("link", name="Browse all datasets").click()
    expect(page.locator(".od-list-head h2")).to_have_text("48 datasets")


def test_citation_is_copied_with_the_link_that_leads_back(reader: Page) -> None:
    page = at(reader, link("D.ii.8"))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy citation")
    button.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Health Bureau, ") and "D.ii.8" in copied and "line 105" in copied
    assert copied.endswith(page.url)


def test_language_is_changed_in_place(reader: Page) -> None:
    page = at(reader, link("D.ii.8"))
    page.get_by_role("link", name="简体").click()
    expect(page.locator("h1")).to_have_text("急症室等候时间")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    assert shown_id(page) == PLAN + "D.ii.8"


@pytest.mark.parametrize(
    ("width", "lang", "scheme"),
    [(1280, "zh-Hans", "dark"), (390, "en", "light")],
)
def test_nothing_bars_anybody(visitors: Visitors, width: int, lang: str, scheme: str) -> None:
    page = visitors.open(link("D.ii.1", lang), width=width, scheme=scheme)
    for dataset in ("D.ii.1", "C1.i.5", "D.ii.99"):
        page.goto(link(dataset, lang))
        expect(page.locator(".od-dataset h1")).to_be_visible()
        for folded in page.locator(".od-origin summary").all():
            folded.click()
        expect(page.locator(".od-about")).to_be_visible()
        assert violations(page) == []
        assert wider_than_the_window(page) <= 0
