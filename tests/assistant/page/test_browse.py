"""The list of datasets as a person narrows it: a real browser over a real server, waiting for what is seen."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.assistant.page.accessibility import violations
from tests.assistant.page.browsing import Visitors, visiting

pytestmark = pytest.mark.slow

ALL = "/?view=browse&lang=en"
HOSTILE = '"><script>window.canary=1</script><img src=x onerror=window.canary=1>'


@pytest.fixture(scope="module")
def reader(browser: Browser, server: str) -> Iterator[Page]:
    """One visitor's page for all tests that need no other: a browser that has the page's files already is quick."""
    with visiting(browser, server) as people:
        yield people.open("/?view=browse&lang=en")


def at(page: Page, path: str) -> Page:
    """The page at another address, loaded anew."""
    page.goto(path)
    return page


def count(page: Page) -> Locator:
    return page.locator(".od-list-head h2")


def facet(page: Page, name: str, value: str) -> Locator:
    return page.locator(f'[data-focus="{name}={value}"]')


def chosen(page: Page) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(page.url).query)


def names(page: Page) -> list[str]:
    return [name.strip() for name in page.locator(".od-list .od-card h3").all_inner_texts()]


def wider_than_the_window(page: Page) -> int:
    """By how much the page, or what is scrolled in it, is wider than the window."""
    return int(
        page.evaluate(
            """Math.max(document.documentElement.scrollWidth - innerWidth,
            ...[...document.querySelectorAll('[data-testid=stMain], [data-testid=stMainBlockContainer]')]
            .map((box) => box.scrollWidth - box.clientWidth))"""
        )
    )


def test_facets_combine_and_the_back_button_takes_them_away(reader: Page) -> None:
    page = at(reader, ALL)
    expect(count(page)).to_have_text("48 datasets")
    expect(facet(page, "every", "P1W")).to_have_text("weekly 3")
    facet(page, "every", "P1W").click()
    expect(count(page)).to_have_text("3 datasets")
    expect(facet(page, "spatial", "true")).to_have_text("Spatial 1")
    facet(page, "spatial", "true").click()
    expect(count(page)).to_have_text("1 dataset")
    expect(page.locator(".od-list .od-card")).to_have_count(1)
    assert chosen(page) == [("view", "browse"), ("lang", "en"), ("every", "P1W"), ("spatial", "true")]
    expect(facet(page, "every", "P3M")).to_have_text("quarterly 5")
    facet(page, "every", "P3M").click()
    expect(count(page)).to_have_text("6 datasets")
    for expected in ("1 dataset", "3 datasets", "48 datasets"):
        page.go_back()
        expect(count(page)).to_have_text(expected)
    page.go_forward()
    expect(count(page)).to_have_text("3 datasets")


@pytest.mark.parametrize("start", ["", "&text=clinic"])
def test_each_count_is_the_length_of_the_list_that_it_leads_to(reader: Page, start: str) -> None:
    page = at(reader, ALL + start)
    expect(count(page)).to_be_visible()
    values = page.locator('[data-facet="status"] a').all()
    told = [(str(value.get_attribute("href")), value.locator(".od-count").inner_text()) for value in values]
    assert len(told) >= 2
    for href, number in told:
        if "aria-current" not in href:
            page.goto("/" + href)
            expect(count(page)).to_have_text(re.compile(rf"^{number} datasets?$"))


def test_deep_link_opens_the_same_list_in_another_browser_and_language(visitors: Visitors) -> None:
    link = "/?view=browse&text=%E7%96%AB%E8%8B%97&status=released&sort=-date&as=table"
    english, chinese = visitors.open(link + "&lang=en"), visitors.open(link, locale="zh-CN")
    expect(count(english)).to_have_text("4 datasets")
    expect(count(chinese)).to_have_text("4 个数据集")
    ids = [
        [row.get_attribute("data-id") for row in p.locator(".od-table tr[data-id]").all()] for p in (english, chinese)
    ]
    assert ids[0] == ids[1] and len(ids[0]) == 4
    english.reload()
    expect(count(english)).to_have_text("4 datasets")


def test_words_are_searched_beside_what_is_chosen(reader: Page) -> None:
    page = at(reader, ALL + "&spatial=true&page=2")
    box = page.get_by_role("searchbox")
    box.fill("A&E waiting time")
    box.press("Enter")
    expect(count(page)).to_have_text("1 dataset")
    assert chosen(page)[1:] == [("lang", "en"), ("spatial", "true"), ("text", "A&E waiting time")]
    expect(box).to_have_value("A&E waiting time")
    expect(box).to_be_focused()
    assert names(page) == ["Accident and Emergency Waiting Time by Hospital"]
    box.fill("")
    box.press("Enter")
    expect(count(page)).to_have_text("23 datasets")


def test_chips_are_taken_away_one_by_one_or_all_at_once(reader: Page) -> None:
    page = at(reader, ALL + "&every=P1Y&every=P3M&format=none&text=hospital")
    chips = page.get_by_role("list", name="Chosen filters").get_by_role("link")
    expect(chips).to_have_count(5)
    page.get_by_role("link", name="Remove: quarterly").click()
    expect(chips).to_have_count(4)
    assert ("every", "P3M") not in chosen(page) and ("every", "P1Y") in chosen(page)
    page.get_by_role("link", name="Clear all").click()
    expect(count(page)).to_have_text("48 datasets")
    expect(chips).to_have_count(0)


def test_list_is_sorted_and_told_how(reader: Page) -> None:
    page = at(reader, ALL + "&format=CSV")
    expect(count(page)).to_have_text("8 datasets")
    menu = page.locator(".od-sort")
    menu.locator("summary").click()
    menu.get_by_role("link", name="name", exact=True).click()
    expect(menu.locator("summary")).to_have_text("Sort: name")
    assert names(page) == sorted(names(page), key=str.casefold) and len(names(page)) == 8
    menu.locator("summary").click()
    page.keyboard.press("Escape")
    expect(menu.locator(".od-menu")).to_be_hidden()


def test_long_list_is_shown_page_by_page(reader: Page) -> None:
    page = at(reader, ALL)
    seen: list[str] = []
    for expected, further in ((20, True), (20, True), (8, False)):
        expect(page.locator(".od-list .od-card")).to_have_count(expected)
        seen += [str(card.get_attribute("data-id")) for card in page.locator(".od-list .od-card").all()]
        if further:
            first = page.locator(".od-list .od-card h3").first.inner_text()
            page.get_by_role("link", name="Next").click()
            expect(page.locator(".od-list .od-card h3").first).not_to_have_text(first)
    assert len(set(seen)) == 48
    expect(page.get_by_role("link", name="Next")).to_have_count(0)
    page.goto(ALL + "&page=99")
    expect(page.locator(".od-list .od-card")).to_have_count(8)


def test_all_is_done_by_keyboard_and_the_focus_stays_where_it_was(reader: Page) -> None:
    page = at(reader, ALL)
    expect(count(page)).to_have_text("48 datasets")
    page.get_by_role("searchbox").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.focus") == "every=P1W":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text("3 datasets")
    expect(facet(page, "every", "P1W")).to_be_focused()
    expect(facet(page, "every", "P1W")).to_have_attribute("aria-current", "true")
    expect(page.locator("[role=status][aria-live=polite]")).to_have_text("3 datasets")
    page.keyboard.press("Enter")
    expect(count(page)).to_have_text("48 datasets")
    expect(facet(page, "every", "P1W")).to_be_focused()


def test_where_nothing_fits_there_is_a_way_on(reader: Page) -> None:
    page = at(reader, ALL + "&text=canser&every=P1W&status=released")
    expect(count(page)).to_have_text("No dataset fits")
    hints = page.locator(".od-try")
    expect(hints.get_by_role("link", name="Cancer Statistics")).to_have_attribute("href", re.compile("D.ii.5"))
    hints.get_by_role("link", name="without weekly: 2").click()
    expect(count(page)).to_have_text("2 datasets")
    page.go_back()
    hints.get_by_role("link", name="Ask it as a question instead").click()
    expect(page.locator("[data-turn] .od-question")).to_contain_text("canser")


def test_filter_that_is_not_known_is_left_out_and_told(reader: Page) -> None:
    page = at(reader, ALL + "&every=sometimes&plan=gone-2020&spatial=true")
    expect(page.get_by_role("alert")).to_have_count(2)
    expect(page.get_by_role("alert").first).to_contain_text("every")
    expect(count(page)).to_have_text("23 datasets")


def test_what_is_in_an_address_is_never_run(reader: Page) -> None:
    evil = quote(HOSTILE)
    page = at(reader, f"{ALL}&text={evil}&organisation={evil}&as={evil}&sort={evil}")
    expect(page.locator(".od-chosen")).to_contain_text(HOSTILE)
    assert page.evaluate("window.canary") is None


def test_table_says_the_same_as_the_cards(reader: Page) -> None:
    page = at(reader, ALL + "&every=P1W")
    expect(page.locator(".od-list .od-card")).to_have_count(3)
    cards = names(page)
    page.get_by_role("link", name="Table").click()
    expect(page.locator(".od-table tr[data-id]")).to_have_count(3)
    assert page.locator(".od-table tbody th a").all_inner_texts() == cards
    facet(page, "status", "planned").click()
    expect(page.locator(".od-table tr[data-id]")).to_have_count(1)


def test_on_a_phone_filters_wait_behind_a_word_and_stay_open_while_chosen(visitors: Visitors) -> None:
    page = visitors.open("/?view=browse", width=390, locale="zh-HK")
    expect(count(page)).to_have_text("48 個數據集")
    weekly = facet(page, "every", "P1W")
    expect(weekly).to_be_hidden()
    page.locator(".od-narrow > summary").click()
    expect(weekly).to_be_visible()
    weekly.click()
    expect(count(page)).to_have_text("3 個數據集")
    expect(page.get_by_text("篩選（1）")).to_be_visible()
    expect(weekly).to_be_visible()
    assert wider_than_the_window(page) <= 0


@pytest.mark.parametrize(
    ("width", "locale", "scheme"),
    [(1280, "en-GB", "light"), (390, "zh-HK", "dark")],
)
def test_nothing_bars_anybody(visitors: Visitors, width: int, locale: str, scheme: str) -> None:
    page = visitors.open("/?view=browse", width=width, locale=locale, scheme=scheme)
    for state in ("", "&every=P1W&text=clinic&as=table", "&text=xyzzy&every=P1W"):
        page.goto("/?view=browse" + state)
        expect(count(page)).to_be_visible()
        expect(page.locator(".od-about")).to_be_visible()
        assert violations(page) == []
        assert wider_than_the_window(page) <= 0


@pytest.mark.parametrize(
    ("locale", "language", "title"),
    [("en-GB", "en", "Browse the datasets"), ("zh-HK", "zh-Hant", "瀏覽數據集"), ("zh-CN", "zh-Hans", "浏览数据集")],
)
def test_page_speaks_the_visitors_language(visitors: Visitors, locale: str, language: str, title: str) -> None:
    page = visitors.open("/?view=browse&every=P1W", locale=locale)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page).to_have_title(re.compile(title))


def downloaded(page: Page, name: str) -> bytes:
    with page.expect_download() as waited:
        page.locator(".od-take").get_by_role("link", name=name).click()
    return Path(waited.value.path()).read_bytes()


def test_list_is_taken_away_as_a_file_that_holds_it(reader: Page) -> None:
    page = at(reader, "/?view=browse&every=P1Y&status=planned&lang=zh-Hant")
    expect(count(page)).to_be_visible()
    shown = {str(card.get_attribute("data-id")) for card in page.locator(".od-list .od-card").all()}
    table = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig"))))
    assert table[0][0] == "編號" and {row[0] for row in table[1:]} == shown and len(shown) > 3
    sheet = load_workbook(io.BytesIO(downloaded(page, "Excel"))).worksheets[0]
    assert {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)} == shown
    calendar = Calendar.from_ical(downloaded(page, "日曆"))
    assert all("開放數據將發放" in str(event["SUMMARY"]) for event in calendar.walk("VEVENT"))
