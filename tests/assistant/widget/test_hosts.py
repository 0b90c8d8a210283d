"""Pages that the search box has to live on: forms, policies, resets, old modes, dark ones, hostile ones."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from assistant.publication import widget_script
from tests.assistant.widget.sites import BOX, MODULE, Sites, box, datasets, field, options, type_in

pytestmark = pytest.mark.slow

DIALOG = '<open-data-search mode="dialog"></open-data-search>'
STRICT = (
    "default-src 'none'; script-src {server}; connect-src {server}; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def works(page: Page, number: int = 0) -> None:
    """The box is there, finds and answers."""
    expect(field(page, number)).to_be_visible()
    place = field(page, number).bounding_box()
    assert place and place["width"] > 100 and place["height"] > 30
    type_in(page, "cancer", number)
    expect(datasets(page, number).first).to_be_visible()
    field(page, number).press("Enter")
    expect(box(page, number).locator(".sentence")).to_contain_text("Cancer Statistics")


# --- forms -------------------------------------------------------------------------------------------------------


FORM = """<form action="/gone"><input name="first"><open-data-search name="topic"></open-data-search>
<button>Go</button></form>"""


@pytest.mark.parametrize("typed", ["", "cancer"])
def test_enter_in_the_box_never_submits_the_form_around_it(sites: Sites, typed: str) -> None:
    page = sites.show(FORM)
    page.evaluate(
        """const form = document.querySelector("form");
        form.addEventListener("keydown", (event) => event.key === "Enter" && form.submit());
        form.addEventListener("submit", () => window.submitted = true);"""
    )
    field(page).fill(typed)
    field(page).press("Enter")
    if typed:
        expect(box(page).locator(".answer")).to_be_visible()
    assert page.evaluate("window.submitted") is None
    assert "/host/" in page.url


def test_buttons_of_the_box_do_not_submit_the_form(sites: Sites) -> None:
    page = sites.show(f'<form action="/gone">{DIALOG}</form>')
    box(page).get_by_role("button").first.click()
    field(page).fill("cancer")
    box(page).get_by_role("button", name="Clear").click()
    box(page).get_by_role("button", name="close").click()
    expect(box(page).locator("dialog")).to_be_hidden()
    assert "/host/" in page.url


def test_text_is_a_value_of_the_form_that_it_can_reset_and_disable(sites: Sites) -> None:
    page = sites.show(FORM.replace("<form", "<form id=form"))
    field(page).fill("癌症")
    assert page.evaluate("Object.fromEntries(new FormData(form))") == {"first": "", "topic": "癌症"}
    page.evaluate("form.reset()")
    expect(field(page)).to_have_value("")
    page.evaluate("document.querySelector('open-data-search').setAttribute('value', '長者')")
    field(page).fill("癌症")
    page.evaluate("form.reset()")
    expect(field(page)).to_have_value("長者")
    page.evaluate("document.querySelector('open-data-search').setAttribute('disabled', '')")
    expect(field(page)).to_be_disabled()
    page.evaluate("document.querySelector('open-data-search').removeAttribute('disabled')")
    expect(field(page)).to_be_enabled()


# --- hostile pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [BOX, DIALOG])
def test_strict_policy_without_inline_style_or_script_is_kept(sites: Sites, body: str) -> None:
    page = sites.page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    sites.show(body, page=page, headers={"Content-Security-Policy": STRICT.replace("{server}", sites.server)})
    if body == DIALOG:
        page.keyboard.press("Control+k")
    works(page)
    assert box(page).locator(".box").evaluate("(part) => getComputedStyle(part).display") == "flex"
    assert [text for text in told if "Content Security Policy" in text or "Trusted" in text] == []


RESETS = [
    "* { all: unset }",
    "* { all: unset !important }",
    "input, a, p, ul, li, svg, button, div { display: none !important }",
    "* { font-size: 0; line-height: 0; color: transparent; visibility: hidden; pointer-events: none }",
    "*, *::before { box-sizing: content-box; letter-spacing: 2em; text-transform: uppercase; white-space: nowrap }",
    "html { font-size: 2px } body { direction: rtl; writing-mode: horizontal-tb; word-break: break-all }",
    ".box, .panel, .root, .option { display: none !important; position: fixed; left: -9999px }",
]


@pytest.mark.parametrize("css", RESETS)
def test_global_rules_of_the_page_do_not_reach_into_the_box(sites: Sites, css: str) -> None:
    page = sites.show(f"<style>{css}</style>{BOX}", width=800)
    works(page)
    looks = field(page).evaluate(
        """(input) => { const { fontSize, color, visibility, textTransform, letterSpacing } = getComputedStyle(input);
           return { fontSize, color, visibility, textTransform, letterSpacing } }"""
    )
    assert looks == {
        "fontSize": "16px",
        "color": "rgb(20, 33, 29)",
        "visibility": "visible",
        "textTransform": "none",
        "letterSpacing": "normal",
    }


def test_old_quirks_mode_changes_nothing(sites: Sites) -> None:
    table = f"<table><tr><td><font size=1 color=red>{BOX}</font></td></tr></table>"
    page = sites.show(f"<center>{table}</center>", start="<html>")
    assert page.evaluate("document.compatMode") == "BackCompat"
    works(page)
    panel, entry = box(page).locator(".panel").bounding_box(), box(page).locator(".box").bounding_box()
    assert panel and entry
    assert panel["y"] >= entry["y"] + entry["height"]


def test_elements_that_stop_events_on_their_way_do_not_stop_the_box(sites: Sites) -> None:
    page = sites.show(f"<div id=wall>{BOX}{DIALOG}</div>")
    page.evaluate(
        """for (const type of ["keydown", "keyup", "input", "click", "focusin", "pointerdown", "compositionend"]) {
             wall.addEventListener(type, (event) => event.stopImmediatePropagation());
             document.addEventListener(type, (event) => event.stopImmediatePropagation());
           }
           document.addEventListener("keydown", (event) => event.ctrlKey && event.stopPropagation(), true);"""
    )
    works(page)
    page.keyboard.press("Control+k")
    expect(field(page, 1)).to_be_focused()


POLLUTION = """
Array.prototype.extra = function () {}; Object.prototype.every = "P1D"; Object.prototype.extra = 1;
Array.prototype.toJSON = () => "x"; String.prototype.extra = 1; Array.from = () => { throw new Error("old library"); };
Object.prototype.url = "javascript:window.canary=1"; Function.prototype.extra = 1;
"""


def test_polluted_prototypes_do_not_break_the_box(sites: Sites) -> None:
    page = sites.show(f"<script>{POLLUTION}</script><open-data-search recent></open-data-search>")
    type_in(page, "cancer")
    options(page).first.click()
    assert page.evaluate("window.canary") is None
    field(page).fill("which datasets update weekly")
    field(page).press("Enter")
    expect(box(page).locator(".sentence")).to_contain_text("3 datasets")
    expect(options(page)).to_have_count(3)


def test_page_without_storage_can_still_have_recent_searches_switched_on(sites: Sites) -> None:
    page = sites.show("<script>Object.defineProperty(window, 'localStorage', { get() { throw new Error('denied') } })"
                      "</script><open-data-search recent></open-data-search>")  # fmt: skip
    works(page)


# --- several, and coming and going -------------------------------------------------------------------------------


def test_several_boxes_on_a_page_know_nothing_of_each_other(sites: Sites) -> None:
    page = sites.show(BOX + '<open-data-search lang="zh-HK"></open-data-search>')
    works(page, 0)
    field(page, 1).focus()
    field(page, 1).press_sequentially("癌症")
    expect(datasets(page, 1).first).to_be_visible()
    expect(field(page, 0)).to_have_value("cancer")
    expect(box(page, 0).locator(".panel")).to_be_hidden()
    expect(box(page, 1).locator(".panel")).to_be_visible()
    ids = page.evaluate(
        """[...document.querySelectorAll("open-data-search")].flatMap((each) =>
             [...each.shadowRoot.querySelectorAll("[id]")].map(({ id }) => id))"""
    )
    assert len(ids) == len(set(ids))


def test_script_loaded_twice_is_no_error(sites: Sites) -> None:
    versioned = f'<script type="module" src="{{server}}/{widget_script().name}"></script>'
    works(sites.show(head=MODULE + versioned))


def test_box_can_be_moved_and_changed_while_it_is_used(sites: Sites) -> None:
    page = sites.show(f"<div id=one>{BOX}</div><div id=two></div>")
    type_in(page, "hospital")
    page.evaluate("two.append(document.querySelector('open-data-search'))")
    expect(box(page).locator(".panel")).to_be_hidden()
    expect(field(page)).to_have_value("hospital")
    field(page).fill("")
    works(page)
    box(page).evaluate("(element) => element.setAttribute('mode', 'dialog')")
    expect(box(page).get_by_role("button", name="Search datasets")).to_be_visible()
    box(page).evaluate("(element) => element.remove()")
    page.keyboard.press("Control+k")
    expect(page.locator("open-data-search")).to_have_count(0)


def test_click_elsewhere_closes_and_a_click_inside_does_not(sites: Sites) -> None:
    page = sites.show(f"{BOX}<p style='margin-top: 40em'>elsewhere</p>")
    works(page)
    box(page).locator(".sentence").click()
    expect(box(page).locator(".panel")).to_be_visible()
    page.get_by_text("elsewhere").click()
    expect(box(page).locator(".panel")).to_be_hidden()


# --- looks -------------------------------------------------------------------------------------------------------


PAPER = "getComputedStyle(document.querySelector('open-data-search').shadowRoot.querySelector('.box')).backgroundColor"
LIGHT, DARK = "rgb(255, 255, 255)", "rgb(22, 32, 29)"


@pytest.mark.parametrize(
    ("css", "theme", "system", "shown"),
    [
        ("", "", "light", LIGHT),
        ("", "", "dark", LIGHT),  # a page that says nothing is white, whatever the system likes
        (":root { color-scheme: light dark }", "", "dark", DARK),
        (":root { color-scheme: light dark }", "auto", "light", LIGHT),
        (":root { color-scheme: dark }", "", "light", DARK),
        ("body { background: #111; color: #eee }", "", "light", DARK),
        ("body { background: #111; color: #eee }", "light", "light", LIGHT),
        (":root { color-scheme: dark }", "light", "dark", LIGHT),
        ("", "dark", "light", DARK),
    ],
)
def test_box_is_light_or_dark_as_the_page_is(sites: Sites, css: str, theme: str, system: str, shown: str) -> None:
    body = f"<style>{css}</style><open-data-search theme='{theme}'></open-data-search>"
    page = sites.show(body, color_scheme=system)
    field(page).wait_for()
    assert page.evaluate(PAPER) == shown


def test_box_follows_when_the_page_is_switched_to_dark(sites: Sites) -> None:
    page = sites.show(f"<style>.night {{ background: #111; color: #eee }}</style>{BOX}")
    field(page).wait_for()
    page.evaluate("document.body.className = 'night'")
    page.wait_for_function(f"{PAPER} === '{DARK}'")
    page.evaluate("document.body.className = ''; document.documentElement.style.colorScheme = 'dark'")
    page.wait_for_function(f"{PAPER} === '{DARK}'")


def test_host_sets_colours_by_custom_properties_and_the_rest_by_parts(sites: Sites) -> None:
    css = """open-data-search { --odplan-background: rgb(1, 2, 3); --odplan-radius: 3px; --odplan-font: monospace }
             open-data-search::part(input) { text-transform: uppercase }
             open-data-search::part(option) { border-left: 5px solid red }"""
    page = sites.show(f"<style>{css}</style>{BOX}")
    type_in(page, "cancer")
    assert page.evaluate(PAPER) == "rgb(1, 2, 3)"
    assert field(page).evaluate("(part) => getComputedStyle(part).textTransform") == "uppercase"
    assert field(page).evaluate("(part) => getComputedStyle(part).fontFamily") == "monospace"
    assert options(page).first.evaluate("(part) => getComputedStyle(part).borderLeftWidth") == "5px"


def test_panel_of_a_narrow_box_stays_in_the_window(sites: Sites) -> None:
    page = sites.show(f"<style>body {{ margin: 0 }} div {{ width: 130px; margin-left: auto }}</style><div>{BOX}</div>")
    type_in(page, "hospital")
    panel = box(page).locator(".panel").bounding_box()
    assert panel
    assert panel["width"] > 250
    assert panel["x"] + panel["width"] <= 1280


# --- what is pasted ----------------------------------------------------------------------------------------------


def test_printed_lines_work_and_a_browser_refuses_any_other_content(sites: Sites) -> None:
    script, element = widget_script().lines(sites.server)
    works(sites.show(element, head=script))
    page = sites.page()
    body = (widget_script().content + b"\n// changed").decode()
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}
    page.route(f"**/{widget_script().name}", lambda route: route.fulfill(body=body, headers=headers))
    sites.show('<open-data-search><a href="/">Search open data</a></open-data-search>', head=script, page=page)
    expect(page.get_by_role("link", name="Search open data")).to_be_visible()
    assert not page.evaluate("Boolean(customElements.get('open-data-search'))")


@pytest.mark.parametrize(
    ("lang", "heading", "label"),
    [("en", "A search box", "Search"), ("zh-Hant", "搜尋框", "搜尋"), ("zh-Hans", "搜索框", "搜索")],
)
def test_demo_works_in_three_languages(sites: Sites, lang: str, heading: str, label: str) -> None:
    page = sites.page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(f"{sites.server}/widget?lang={lang}")
    expect(page.locator("h1")).to_contain_text(heading)
    expect(field(page)).to_have_attribute("placeholder", re.compile(label))
    type_in(page, "癌症")
    expect(datasets(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(field(page, 1)).to_be_focused()
    assert told == []


def test_embedded_box_finds_in_its_frame_and_leads_out_of_it(sites: Sites) -> None:
    src = "{server}/embed?lang=zh-HK&conditions=spatial%3Dtrue&placeholder=%E6%89%BE"
    page = sites.show(f'<iframe src="{src}" width="400" height="480" title="搜尋"></iframe>', head="")
    frame = page.frame_locator("iframe")
    expect(frame.locator("input")).to_have_attribute("placeholder", "找")
    frame.locator("input").press_sequentially("醫院")
    expect(frame.locator("a[role=option]").first).to_be_visible()
    page.route(f"{sites.server}/?*", lambda route: route.fulfill(body="the dataset", content_type="text/html"))
    frame.locator("a[role=option]").first.click()
    page.wait_for_url(re.compile(r"/\?view=dataset&id=.*&lang=zh-Hant"))
