"""docs/widget.md tells the truth: its snippets work as they stand, its tables are those of the script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from assistant.publication import widget_script
from tests.assistant.widget.sites import Sites, box, datasets, field, type_in

pytestmark = pytest.mark.slow

GUIDE = (Path(__file__).resolve().parents[3] / "docs/widget.md").read_text(encoding="utf-8")
SCRIPT = widget_script().content.decode()
SNIPPETS = re.findall(r"^```html\n(.*?)^```$", GUIDE, re.M | re.S)
SERVER = "https://data.example.hk"


def snippet(mark: str) -> str:
    found = [each for each in SNIPPETS if mark in each]
    assert found, mark
    return found[0].replace(SERVER, "{server}")


def shown(sites: Sites, mark: str, around: str = "{}") -> Page:
    return sites.show(around.format("\n" + snippet(mark).replace("{server}", sites.server)), head="")


def finds(page: Page, text: str = "醫院") -> None:
    type_in(page, text)
    expect(datasets(page).first).to_be_visible()


def test_two_lines_are_enough(sites: Sites) -> None:
    assert len(SNIPPETS) == 8
    finds(shown(sites, "<open-data-search></open-data-search>\n"))


def test_custom_block_of_a_content_system_is_enough(sites: Sites) -> None:
    post = '<article><div class="entry-content wp-block-post-content"><p>Hi.</p>\n{}\n<p>Bye.</p></div></article>'
    finds(shown(sites, "<open-data-search></open-data-search>\n", post))


def test_link_inside_gives_way_to_the_box(sites: Sites) -> None:
    page = shown(sites, '<a href="https://data.example.hk/?lang=zh-Hant">')
    finds(page)
    expect(page.get_by_role("link", name="搜尋香港的開放數據計劃")).to_be_hidden()


def test_dialog_opens_by_its_button(sites: Sites) -> None:
    page = shown(sites, 'mode="dialog"')
    box(page).get_by_role("button", name="Search open data").click()
    finds(page)


def test_narrowed_box_shows_five_spatial_datasets(sites: Sites) -> None:
    page = shown(sites, 'conditions="spatial=true"')
    finds(page)
    expect(datasets(page)).to_have_count(5)


def test_element_made_before_the_script_keeps_what_was_set(sites: Sites) -> None:
    page = shown(sites, "createElement")
    expect(field(page)).to_have_value("癌症")
    expect(field(page)).to_have_attribute("placeholder", re.compile("搜尋"))
    field(page).press("Enter")
    datasets(page).first.click()
    expect(page).to_have_title("癌症統計數字")


def test_iframe_finds(sites: Sites) -> None:
    frame = shown(sites, "<iframe").frame_locator("iframe")
    frame.locator("input").press_sequentially("醫院")
    expect(frame.locator("a[role=option]").first).to_be_visible()


def test_looks_and_slots_are_taken(sites: Sites) -> None:
    page = shown(sites, 'slot="empty"')
    field(page).click()
    expect(page.get_by_text("how many datasets are spatial?")).to_be_visible()
    finds(page)
    expect(datasets(page).first.locator(".name")).to_have_css("font-weight", "700")
    expect(box(page).locator("mark").first).to_have_css("color", "rgb(138, 44, 109)")
    field(page).fill("zzzz")
    expect(page.get_by_text("Nothing found. Write to")).to_be_visible()


def test_script_of_the_page_gets_the_answer(sites: Sites) -> None:
    page = shown(sites, "<output>")
    expect(page.locator("output")).to_have_text("23")


def rows(heading: str) -> list[list[str]]:
    section = re.search(rf"^## {heading}$\n(.*?)(?=^## )", GUIDE, re.M | re.S)
    assert section
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in re.findall(r"^\|.*\|$", section[1], re.M)]


def test_every_attribute_is_told_and_no_other() -> None:
    told = {name for row in rows("Attributes")[2:] for name in re.findall(r"`([a-z]+)`", row[0])}
    observed = re.search(r"observedAttributes = \(\s*\"([^\"]+)\"", SCRIPT)
    assert observed
    assert told - {"name", "disabled"} == set(observed[1].split())


def test_every_custom_property_is_told_and_no_other() -> None:
    told = {row[0].strip("`") for row in rows("Looks")[2:]}
    assert told == set(re.findall(r"--odplan-[a-z-]+", SCRIPT))


def test_every_part_is_told_and_no_other() -> None:
    told = re.search(r"`::part\(\)`: (.*?)\.\n", GUIDE, re.S)
    assert told
    made = re.findall(r'make\("\w+", "([a-z ]+)"|"(option)[" ]|"(badge)"|"(name|other)"|"(results)"', SCRIPT)
    parts = {part for found in made for each in found for part in each.split()}
    inner = {"root", "body", "scroll", "unseen", "planned"}
    assert set(re.findall(r"`([a-z]+)`", told[1])) == parts - inner
