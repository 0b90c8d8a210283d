"""The search box as React 19 drives it: a property where the element has one of that name, an attribute where not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.assistant.widget.sites import MODULE, Sites, box, datasets, field, type_in

pytestmark = pytest.mark.slow

# What react-dom does to a custom element, with the properties of <open-data-search .../>.
REACT = """
<main></main>
<script>
  const told = [];
  const shown = (properties) => {
    const node = document.createElement("open-data-search");
    change(node, properties);
    document.querySelector("main").append(node);
    return node;
  };
  const change = (node, properties) => {
    for (const [name, value] of Object.entries(properties)) {
      if (typeof value === "function") node.addEventListener(name.slice(2), value);
      else if (name in node) node[name] = value;
      else if (value === true) node.setAttribute(name, "");
      else if (value == null || value === false) node.removeAttribute(name);
      else node.setAttribute(name, "" + value);
    }
  };
  const element = {
    lang: "zh-HK", plan: "hhb-2024-2026", theme: "dark", max: 3, recent: false, value: "癌症",
    "onodplan-select": (event) => { event.preventDefault(); told.push(event.detail.name); },
  };
</script>
"""
LATER = "import('{server}/widget.js')"


@pytest.fixture(params=["before", "after"])
def drawn(request: pytest.FixtureRequest, sites: Sites) -> Iterator[Page]:
    """A page on which the element is drawn, before or after its script is there."""
    page = sites.show(REACT, head=MODULE if request.param == "after" else "")
    if request.param == "after":
        page.evaluate("customElements.whenDefined('open-data-search')")
    page.evaluate("window.node = shown(element), null")
    if request.param == "before":
        page.evaluate(LATER.replace("{server}", sites.server))
    yield page


def test_properties_and_events_of_react_reach_the_box(drawn: Page) -> None:
    entry = field(drawn)
    expect(entry).to_have_value("癌症")
    expect(box(drawn).locator(".root")).to_have_class("root dark")
    entry.press("Enter")
    datasets(drawn).first.click()
    assert drawn.evaluate("told") == ["癌症統計數字"]
    type_in(drawn, "醫院")
    expect(datasets(drawn)).to_have_count(3)


def test_a_new_value_and_a_new_property_reach_the_box(drawn: Page) -> None:
    drawn.evaluate("change(node, { value: '長者', theme: 'light', disabled: true })")
    expect(field(drawn)).to_have_value("長者")
    expect(field(drawn)).to_be_disabled()
    expect(box(drawn).locator(".root")).to_have_class("root light")
    drawn.evaluate("change(node, { value: null, disabled: false })")
    expect(field(drawn)).to_have_value("")
    expect(field(drawn)).to_be_enabled()


def test_box_that_is_taken_away_and_put_back_finds_and_tells_once(drawn: Page) -> None:
    drawn.evaluate("node.remove(), document.querySelector('main').append(node)")
    expect(field(drawn)).to_have_value("癌症")
    field(drawn).press("Enter")
    datasets(drawn).first.click()
    assert drawn.evaluate("told") == ["癌症統計數字"]


def test_what_is_typed_is_told_by_the_element_itself(drawn: Page) -> None:
    drawn.evaluate("change(node, { value: '', oninput: (event) => told.push(event.currentTarget.value) })")
    field(drawn).press_sequentially("ab")
    assert drawn.evaluate("told") == ["a", "ab"]
