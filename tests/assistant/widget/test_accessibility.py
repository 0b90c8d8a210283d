"""The search box for everybody: axe-core in all states, small screens, zoom, forced colours, long and foreign texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.assistant.widget.sites import BOX, Sites, box, datasets, field, options, type_in

pytestmark = pytest.mark.slow

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
DIALOG = '<open-data-search mode="dialog" recent></open-data-search>'
HOST = "<header>Department</header><main><h1>Data</h1>{}<p>More.</p></main>"


def violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds wrong on the page as it is, by all rules unless some are named."""
    if not rules:
        page.evaluate(AXE)
    only = {"runOnly": rules} if rules else {}
    found = page.evaluate("(only) => axe.run(document, { resultTypes: ['violations'], ...only })", only)
    return [f"{each['id']}: {json.dumps([node['html'] for node in each['nodes']])}" for each in found["violations"]]


def suggested(page: Page) -> None:
    type_in(page, "hospital").press("ArrowDown")


def answered(page: Page) -> None:
    field(page).fill("which datasets update weekly")
    field(page).press("Enter")
    expect(box(page).locator(".answer")).to_be_visible()


def unnamed(page: Page) -> None:
    type_in(page, "zzzz")


def unreachable(page: Page) -> None:
    page.route("**/api/v1/**", lambda route: route.abort())
    field(page).fill("hospital")
    expect(box(page).locator(".problem")).to_be_visible()


def loading(page: Page) -> None:
    page.route("**/api/v1/**", lambda route: None)
    field(page).fill("hospital")
    expect(box(page).locator(".message")).to_be_visible()


def remembered(page: Page) -> None:
    answered(page)
    box(page).evaluate("(element) => element.clear()")
    expect(options(page)).to_have_count(1)


def untouched(page: Page) -> None:
    expect(box(page).locator(".root")).to_be_visible()


STATES = [untouched, suggested, answered, unnamed, unreachable, loading, remembered]


@pytest.mark.parametrize("body", ["<open-data-search recent></open-data-search>", DIALOG], ids=["box", "dialog"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing(sites: Sites, state: Callable[[Page], None], body: str) -> None:
    style = "<style>:root { color-scheme: light dark; background: light-dark(#fff, #111) }</style>"
    page = sites.show(style + HOST.format(body), color_scheme="light")
    if body == DIALOG and state is not untouched:
        box(page).evaluate("(element) => element.open()")
    state(page)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    # Nothing but colours has changed.
    assert violations(page, "color-contrast") == []


@pytest.mark.parametrize(("path", "scheme"), [("widget?lang=zh-HK", "light"), ("widget", "dark"), ("embed", "light")])
def test_axe_finds_nothing_on_the_pages_around_it(sites: Sites, path: str, scheme: str) -> None:
    page = sites.page(color_scheme=scheme, width=390)
    page.goto(f"{sites.server}/{path}")
    suggested(page)
    # The page for an iframe has no heading: the page around it has.
    assert [each for each in violations(page) if "page-has-heading-one" not in each or path != "embed"] == []


def test_pattern_is_that_of_a_combobox_with_a_listbox(sites: Sites) -> None:
    page = sites.show()
    entry = type_in(page, "hospital")
    listbox = box(page).get_by_role("listbox", name="Datasets")
    expect(page.get_by_role("combobox", name="Search datasets or ask a question")).to_have_count(1)
    expect(entry).to_have_attribute("aria-controls", str(listbox.get_attribute("id")))
    expect(entry).to_have_attribute("aria-autocomplete", "list")
    entry.press("ArrowDown")
    expect(entry).to_have_attribute("aria-activedescendant", str(options(page).first.get_attribute("id")))
    expect(box(page).get_by_role("status")).to_have_text("8 datasets")


@pytest.mark.parametrize("path", ["widget?lang=en", "widget?lang=zh-HK", "embed"])
def test_small_screen_needs_no_sideways_scroll(sites: Sites, path: str) -> None:
    page = sites.page(width=320)
    page.goto(f"{sites.server}/{path}")
    suggested(page)
    wider = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wider) == 0
    answered(page)
    assert page.evaluate(wider) == 0


def test_dialog_fits_a_window_of_half_the_size(sites: Sites) -> None:
    """Zoomed to 200%, a window of 640 by 480 has room for 320 by 240."""
    page = sites.show(DIALOG, width=320)
    page.set_viewport_size({"width": 320, "height": 400})
    box(page).evaluate("(element) => element.open()")
    suggested(page)
    place = box(page).locator("dialog").bounding_box()
    assert place
    assert place["x"] >= 0 and place["x"] + place["width"] <= 320
    assert place["y"] >= 0 and place["y"] + place["height"] <= 400


def test_text_grows_with_the_readers_own_size(sites: Sites) -> None:
    page = sites.show(f"<style>html {{ font-size: 32px }}</style>{BOX}", width=640)
    type_in(page, "hospital")
    assert field(page).evaluate("(part) => getComputedStyle(part).fontSize") == "32px"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_focus_is_seen(sites: Sites) -> None:
    page = sites.show(BOX + DIALOG)
    field(page).focus()
    assert box(page).locator(".box").evaluate("(part) => getComputedStyle(part).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert box(page, 1).get_by_role("button").first.evaluate("(part) => getComputedStyle(part).outlineWidth") == "3px"


def test_forced_colours_still_show_which_result_is_active(sites: Sites) -> None:
    page = sites.show(forced_colors="active")
    suggested(page)
    active = box(page).locator("[aria-selected=true]")
    assert active.evaluate("(part) => getComputedStyle(part).outlineStyle") == "solid"


@pytest.mark.parametrize(("motion", "moves"), [("reduce", "none"), ("no-preference", "turn")])
def test_nothing_moves_for_those_who_want_it_still(sites: Sites, motion: str, moves: str) -> None:
    page = sites.show(reduced_motion=motion)
    loading(page)
    assert box(page).locator(".glass").evaluate("(part) => getComputedStyle(part).animationName") == moves


# --- texts of all kinds ------------------------------------------------------------------------------------------


def test_very_long_text_is_cut_at_what_the_api_takes(sites: Sites) -> None:
    page = sites.show(width=320)
    page.evaluate("document.querySelector('open-data-search').search('x'.repeat(2000))")
    expect(box(page).locator(".answer")).to_be_visible()
    assert len(sites.questions("ask")[0]) == 500
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_right_to_left_text_stands_apart_from_what_is_around_it(sites: Sites) -> None:
    page = sites.show(start='<!doctype html><html lang="en" dir="rtl">')
    page.evaluate(
        """document.querySelector("open-data-search").source = {
             suggest: async () => [{ id: "1", name: "بيانات (2024) data", name_en: "", brief: { status: "released" } }],
             search: async () => ({}) }"""
    )
    type_in(page, "مستشفى")
    assert field(page).evaluate("(part) => getComputedStyle(part).direction") == "rtl"
    expect(options(page).first.locator(".name")).to_have_css("direction", "rtl")
    field(page).fill("hospital")
    assert field(page).evaluate("(part) => getComputedStyle(part).direction") == "ltr"


def test_pasted_text_is_searched(sites: Sites) -> None:
    page = sites.show(f"{BOX}<textarea>癌症\n統計</textarea>")
    page.locator("textarea").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    field(page).focus()
    page.keyboard.press("Control+v")
    expect(datasets(page).first).to_contain_text("Cancer Statistics")


def test_dropped_text_is_searched(sites: Sites) -> None:
    page = sites.show(f"<p id=word style='width: max-content'>cancer</p><div style='height: 100px'></div>{BOX}")
    page.locator("#word").dblclick()
    page.locator("#word").drag_to(field(page))
    expect(field(page)).to_have_value("cancer")
    expect(datasets(page).first).to_contain_text("Cancer Statistics")


def test_text_filled_in_by_the_browser_is_searched(sites: Sites) -> None:
    """A browser that fills in says so by an input event without keys."""
    page = sites.show()
    field(page).evaluate(
        "(input) => { input.value = 'cancer'; input.dispatchEvent(new InputEvent('input', { bubbles: true })) }"
    )
    expect(datasets(page).first).to_contain_text("Cancer Statistics")
    expect(field(page)).to_have_attribute("autocomplete", "off")
