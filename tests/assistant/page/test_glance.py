"""The plans at a glance as a visitor meets them: figures, charts that are links, tables that say the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.answer import Language
from assistant.overview import Overview, overview
from assistant.page.words import LANGUAGES, words
from assistant.service import Assistant
from tests.assistant.page.accessibility import violations
from tests.assistant.page.browsing import Visitors, visiting

pytestmark = pytest.mark.slow

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
FILL = "path => getComputedStyle(path).fill"
# How far a bar stands out from the paper that it is drawn on, as WCAG counts it.
CONTRAST = """path => {
    const part = value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const of = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(each => part(each / 255))
        .reduce((sum, each, n) => sum + each * [0.2126, 0.7152, 0.0722][n], 0.05);
    const paper = path.closest('[class*="st-key-chart-"]');
    const both = [of(getComputedStyle(path).fill), of(getComputedStyle(paper).backgroundColor)];
    return Math.max(...both) / Math.min(...both);
}"""
CHARTS = ("time", "every", "format", "spatial", "organisation")
# What the chart holds for each piece that is drawn: the row it stands in, its status, its number, its address.
PIECES = "all => all.map(each => each.__data__).map(({datum, href}) => [datum.status, datum.count, href])"


@pytest.fixture(scope="module")
def seen(assistant: Assistant) -> Overview:
    return overview(assistant.choices, today=date.today())


@pytest.fixture(scope="module")
def glance(browser: Browser, server: str) -> Iterator[Page]:
    """One visitor's page for all tests that leave it as it was; each shows the light theme and a wide window."""
    with visiting(browser, server) as people:
        yield opened(people)


def chart(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-chart-{name}")


def wait_for_charts(page: Page) -> None:
    for name in CHARTS:
        expect(chart(page, name).locator("svg.marks .reach_marks path").first).to_be_visible()


def opened(visitors: Visitors, language: str = "en", *, width: int = 1280, scheme: str = "light") -> Page:
    page = visitors.open(f"/?view=glance&lang={language}", width=width, scheme=scheme)
    wait_for_charts(page)
    return page


def back_at_a_glance(page: Page) -> None:
    page.go_back()
    wait_for_charts(page)


def state(url: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(url).query)


def wider_than_the_window(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def drawn(page: Page, name: str) -> list[list[object]]:
    """The pieces of a chart's bars with their addresses, the released before the planned."""
    marks = chart(page, name).locator(".released_marks path, .planned_marks path")
    return list(marks.evaluate_all(PIECES))


def told(page: Page, name: str) -> list[list[object]]:
    """The same pieces as the chart's table has them."""
    found: list[list[object]] = []
    for number, status in enumerate(("released", "planned"), start=1):
        links = chart(page, name).locator(f"tbody tr td:nth-child({number + 1}) a")
        found += links.evaluate_all(
            f"all => all.map(a => ['{status}', +a.firstChild.textContent, a.getAttribute('href')])"
        )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_charts_and_tables_say_what_the_records_say_in_each_language(
    visitors: Visitors, seen: Overview, language: Language
) -> None:
    narrow, own = language == "zh-Hant", words(language)
    page = opened(visitors, language, width=390 if narrow else 1280, scheme="dark" if narrow else "light")
    shown = {
        str(link.get_attribute("data-figure")): link.locator("strong").inner_text()
        for link in page.locator(".od-figures a").all()
    }
    assert shown == {name: own.number(seen.figure(name).count) for name in shown} and len(shown) == 6
    expect(page.locator("h1")).to_have_text(own("glance.title"))
    expect(page.locator("html")).to_have_attribute("lang", language)
    for name in CHARTS:
        expect(chart(page, name).locator("h2")).to_have_text(own(f"glance.{name}.title"))
        assert drawn(page, name) == told(page, name) != []
    expect(chart(page, "time").locator("svg.marks")).to_contain_text(own("glance.today"))
    assert page.locator(".od-dated time").count() == min(6, len(seen.due)) + min(6, len(seen.overdue))
    assert wider_than_the_window(page) == 0
    assert not narrow or violations(page) == []


def test_table_counts_each_kind_as_the_overview_does(glance: Page, seen: Overview) -> None:
    for tally in seen.tallies:
        rows = chart(glance, tally.name).locator("tbody tr")
        cells = rows.evaluate_all("all => all.map(tr => [...tr.cells].map(c => c.textContent.split(' (')[0]))")
        assert cells == [[bar.label, str(bar.released), str(bar.planned), str(bar.total)] for bar in tally.bars]


def test_what_is_due_and_past_leads_to_datasets_lists_and_the_calendar(glance: Page, seen: Overview) -> None:
    late = glance.locator(".od-dated").last
    assert state(str(late.locator("li a").first.get_attribute("href")))["id"] == [seen.overdue[0].dataset.id]
    whole = state(str(late.locator(".od-more-links a").first.get_attribute("href")))
    assert whole["status"] == ["planned"] and whole["until"] and whole["sort"] == ["date"]
    calendars = glance.locator(".od-dates a[download]")
    expect(calendars).to_have_count(1 if seen.due else 0)
    for link in calendars.all():
        href = str(link.get_attribute("href"))
        assert urlsplit(href).path == "api/v1/download/datasets.ics"
        assert state(href) == {"status": ["planned"], "lang": ["en"]}


def test_place_for_a_chart_is_held_before_it_is_drawn(glance: Page) -> None:
    held = chart(glance, "time").locator("[data-testid=stElementContainer][height]").nth(1)
    drawn_height = chart(glance, "time").locator("svg.marks").evaluate("svg => svg.clientHeight")
    assert str(held.get_attribute("height")) == f"{drawn_height}px"


def test_nobody_is_kept_out_and_bars_stand_out_in_both_themes(glance: Page) -> None:
    glance.locator(".od-figures-table").evaluate_all("all => all.forEach(each => { each.open = true; })")
    expect(glance.locator("table").last).to_be_visible()
    levels = glance.locator("h1, h2, h3").evaluate_all("all => all.map(each => Number(each.tagName[1]))")
    assert levels == [1, *[2] * (len(CHARTS) + 2)]
    colours: set[str] = set()
    for scheme in SCHEMES:
        glance.emulate_media(color_scheme=scheme)
        glance.wait_for_function(
            f"seen => !seen.includes(({FILL})(document.querySelector('.released_marks path')))", arg=list(colours)
        )
        bars = [chart(glance, "every").locator(f".{status}_marks path").first for status in ("released", "planned")]
        colours |= {bar.evaluate(FILL) for bar in bars}
        assert all(bar.evaluate(CONTRAST) >= 3 for bar in bars)
        assert violations(glance) == []
    glance.emulate_media(color_scheme="light")
    glance.locator(".od-figures-table").evaluate_all("all => all.forEach(each => { each.open = false; })")
    assert len(colours) == 4


def test_bar_leads_to_its_list_and_the_back_button_back(glance: Page) -> None:
    glance.evaluate("window.still = true")
    chart(glance, "time").locator(".planned_marks path").first.click()
    glance.wait_for_url("**view=browse**")
    assert state(glance.url) == {"view": ["browse"], "lang": ["en"], "year": ["2024"], "status": ["planned"]}
    back_at_a_glance(glance)
    small = chart(glance, "format").locator(".reach_marks path").nth(3)
    assert state(glance.url) == {"view": ["glance"], "lang": ["en"]}
    box = small.bounding_box()
    assert box
    small.click(position={"x": box["width"] - 8, "y": box["height"] / 2})
    glance.wait_for_url("**view=browse**")
    assert state(glance.url)["format"] == ["GEOJSON"]
    back_at_a_glance(glance)
    assert glance.evaluate("window.still"), "the page was loaded anew"


def test_keyboard_alone_reaches_the_list_behind_a_bar(glance: Page) -> None:
    chart(glance, "every").locator("summary").focus()
    glance.keyboard.press("Enter")
    expect(chart(glance, "every").locator("table")).to_be_visible()
    glance.keyboard.press("Tab")
    expect(chart(glance, "every").locator("tbody a").first).to_be_focused()
    glance.keyboard.press("Enter")
    glance.wait_for_url("**view=browse**")
    assert state(glance.url)["every"] == ["PT15M"]
    back_at_a_glance(glance)


def test_unknown_plan_is_said_and_all_are_shown(visitors: Visitors) -> None:
    page = visitors.open("/?view=glance&lang=en&plan=%3Cb%3Enone")
    expect(page.get_by_role("alert")).to_contain_text("<b>none")
    expect(page.locator("[data-figure=datasets] strong")).to_have_text("48")
