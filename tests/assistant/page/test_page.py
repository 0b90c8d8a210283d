"""The page as a person meets it: a real browser over a real server, waiting for what is seen."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.assistant.page.accessibility import violations
from tests.assistant.page.browsing import Visitors, serving

pytestmark = pytest.mark.slow

WEEKLY = "which datasets update weekly"
WEEKLY_IDS = ["hhb-2024-2026/C1.i.1", "hhb-2024-2026/D.ii.10", "hhb-2024-2026/D.ii.19"]
HOSTILE = "<script>window.canary=1</script><img src=x onerror=window.canary=1> [x](javascript:canary) $a^2$ **b**"
BREAKING_OUT = '"><script>window.canary=1</script>'


def ask(page: Page, question: str) -> None:
    box = page.locator("textarea")
    box.fill(question)
    box.press("Enter")


def asked_in(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("q", [])


def answer(page: Page, number: int = 1) -> Locator:
    return page.locator("[data-turn]").nth(number - 1).locator("[data-announce]")


def card_ids(page: Page) -> list[str]:
    cards = page.locator("[data-latest] .od-card")
    return sorted(str(card.get_attribute("data-id")) for card in cards.all())


def wider_than_the_window(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_question_is_answered_announced_and_kept_in_the_link(visitors: Visitors) -> None:
    page = visitors.open()
    ask(page, WEEKLY)
    expect(answer(page)).to_be_visible()
    expect(page.locator("[data-latest] .od-card")).to_have_count(3)
    assert card_ids(page) == WEEKLY_IDS
    page.wait_for_url("**/?q=**")
    assert asked_in(page) == [WEEKLY]
    expect(page).to_have_title(re.compile(WEEKLY))
    expect(page.locator("[role=status][aria-live=polite]")).to_have_text(answer(page).inner_text())


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_example_in_each_language_is_answered_in_it(visitors: Visitors, language: str) -> None:
    page = visitors.open("/?lang=en")
    example = page.locator(f".od-examples a[lang={language}]").first
    question = example.inner_text()
    example.click()
    expect(page.locator("[data-latest] .od-question")).to_contain_text(question)
    expect(page.locator(f"[data-latest] .od-answer[lang={language}]")).to_be_visible()
    expect(page.locator("[data-latest] .od-card").first).to_be_visible()


def test_link_opens_an_answered_question(visitors: Visitors) -> None:
    page = visitors.open(f"/?q={quote('哪些數據集每星期更新一次？')}")
    expect(page.locator("[data-latest] .od-card")).to_have_count(3)
    assert card_ids(page) == WEEKLY_IDS


@pytest.mark.parametrize(
    ("asked", "locale", "shown"),
    [
        ("?lang=zh-HK", "en-GB", "zh-Hant"),
        ("", "zh-TW", "zh-Hant"),
        ("?lang=xx", "fr-FR", "en"),
    ],
)
def test_language_comes_from_the_link_then_from_the_browser(
    visitors: Visitors, asked: str, locale: str, shown: str
) -> None:
    page = visitors.open(f"/{asked}", locale=locale)
    expect(page.locator("html")).to_have_attribute("lang", shown)
    expect(page.locator(".od-languages [aria-current]")).to_have_attribute("lang", shown)


def test_language_switch_keeps_the_conversation(visitors: Visitors) -> None:
    page = visitors.open(f"/?q={quote(WEEKLY)}")
    expect(answer(page)).to_be_visible()
    page.get_by_role("link", name="繁體").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(answer(page)).to_be_visible()
    assert parse_qs(urlsplit(page.url).query) == {"lang": ["zh-Hant"], "q": [WEEKLY]}


def test_follow_up_is_understood_and_its_link_opens_the_same_answer(visitors: Visitors) -> None:
    page = visitors.open()
    ask(page, WEEKLY)
    expect(page.locator("[data-latest] .od-card")).to_have_count(3)
    ask(page, "only the spatial ones")
    expect(page.locator("[data-turn]")).to_have_count(2)
    expect(page.locator("[data-latest] .od-card")).to_have_count(1)
    assert card_ids(page) == WEEKLY_IDS[:1]
    page.wait_for_url(re.compile(r"q=.*&q="))
    other = visitors.open(page.url)
    expect(other.locator("[data-turn]")).to_have_count(2)
    expect(other.locator("[data-latest] .od-card")).to_have_count(1)
    assert card_ids(other) == WEEKLY_IDS[:1]


def test_back_button_leads_to_the_answer_before(visitors: Visitors) -> None:
    page = visitors.open()
    page.locator(".od-examples a").first.click()
    expect(page.locator("[data-turn]")).to_have_count(1)
    expect(answer(page)).to_be_visible()
    ask(page, "how many datasets are in the plan?")
    expect(page.locator("[data-turn]")).to_have_count(2)
    page.wait_for_url(re.compile(r"q=.*&q="))
    page.go_back()
    expect(page.locator("[data-turn]")).to_have_count(1)
    page.go_back()
    expect(page.locator(".od-hero")).to_be_visible()


def test_starting_over_forgets_the_conversation(visitors: Visitors) -> None:
    page = visitors.open(f"/?q={quote(WEEKLY)}")
    expect(answer(page)).to_be_visible()
    page.locator(".od-again").click()
    expect(page.locator(".od-hero")).to_be_visible()
    assert asked_in(page) == []


SPATIAL_WEEKLY = {
    "en": ("which spatial datasets update weekly", "Remove “weekly”", "yearly"),
    "zh-Hant": ("哪些空間數據集每星期更新", "移除「每星期」", "每年"),
    "zh-Hans": ("哪些空间数据集每周更新", "移除“每星期”", "每年"),
}


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_what_was_understood_can_be_taken_away_and_changed(visitors: Visitors, language: str) -> None:
    question, remove, yearly = SPATIAL_WEEKLY[language]
    page = visitors.open(f"/?lang={language}&q={quote(question)}")
    chips = page.locator("[data-latest] .od-chips")
    expect(page.locator("[data-latest] .od-card")).to_have_count(1)
    spoken = answer(page).inner_text()
    chips.locator("summary").nth(1).click()
    chips.get_by_role("link", name=yearly, exact=True).click()
    expect(page.locator("[data-latest] summary").filter(has_text="10")).to_be_visible()
    expect(page.locator("[role=status]")).not_to_have_text(spoken)
    assert parse_qs(urlsplit(page.url).query)["edit"] == ["1.every.every.P1Y"]
    page.go_back()
    expect(answer(page)).to_have_text(spoken)
    chips.get_by_role("link", name=remove).click()
    expect(chips.locator("li.od-editable")).to_have_count(1)
    expect(page.locator("[data-latest] summary").filter(has_text="23")).to_be_visible()
    other = visitors.open(page.url)
    expect(other.locator("[data-latest] .od-chips li.od-editable")).to_have_count(1)


def test_menu_of_a_chip_opens_and_closes_by_keyboard(visitors: Visitors) -> None:
    page = visitors.open(f"/?lang=en&q={quote(WEEKLY)}")
    menu = page.locator("[data-latest] .od-chips details")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu.locator("a").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Tab")
    expect(menu.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu.locator("a").first).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_which_one_is_meant_is_chosen_by_a_click(visitors: Visitors) -> None:
    page = visitors.open(f"/?lang=en&q={quote('how often is it updated?')}")
    choice = page.locator(".od-choices a").first
    name = choice.inner_text()
    choice.click()
    expect(answer(page)).to_contain_text(name)
    expect(page.locator("[data-latest] .od-card h3").first).to_have_text(name)


def test_question_to_go_on_with_is_asked_by_a_click(visitors: Visitors) -> None:
    page = visitors.open(f"/?lang=en&q={quote(WEEKLY)}")
    page.locator(".od-follow a").first.click()
    expect(page.locator("[data-turn]")).to_have_count(2)
    expect(page.locator("[data-latest] .od-card")).to_have_count(1)
    assert asked_in(page) == [WEEKLY, "only the spatial ones"]


def test_link_and_citation_can_be_copied(visitors: Visitors) -> None:
    page = visitors.open(f"/?lang=en&q={quote(WEEKLY)}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    words, link = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert words.startswith(f"“{WEEKLY}”, answered by odplan from: Health Bureau 2024-2026.")
    assert link == page.url


def test_all_datasets_of_a_long_list_can_be_shown(visitors: Visitors) -> None:
    page = visitors.open(f"/?q={quote('which datasets update quarterly?')}")
    cards = page.locator("[data-latest] .od-card:visible")
    expect(cards).to_have_count(5)
    page.locator("[data-latest] .od-more > summary").click()
    expect(cards).to_have_count(10)


def test_hostile_words_are_shown_as_they_were_written(visitors: Visitors) -> None:
    page = visitors.open()
    ask(page, HOSTILE)
    expect(answer(page)).to_be_visible()
    expect(page.locator("[data-latest] .od-question span").last).to_have_text(HOSTILE)
    assert page.evaluate("window.canary") is None
    again = visitors.open(f"/?q={quote(HOSTILE)}&lang={quote(BREAKING_OUT)}")
    expect(again.locator("[data-latest] .od-question span").last).to_have_text(HOSTILE)
    assert again.evaluate("window.canary") is None


def test_script_that_found_its_way_into_the_page_does_not_run(visitors: Visitors) -> None:
    page = visitors.open()
    page.evaluate(
        """() => {
            const place = document.body.appendChild(document.createElement('div'));
            place.innerHTML = '<a href="javascript:window.canary=1">x</a><img onerror="window.canary = 1">';
            place.querySelector('a').click();
            const script = document.createElement('script');
            script.textContent = 'window.canary = 1';
            place.append(script);
            const image = place.querySelector('img');
            return new Promise(done => {
                image.addEventListener('error', () => done());
                image.src = 'data:,';
            });
        }"""
    )
    assert page.evaluate("window.canary") is None


def test_too_long_a_question_gets_a_sentence(visitors: Visitors) -> None:
    page = visitors.open()
    ask(page, "when? " * 100)
    expect(answer(page)).to_contain_text("500")
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    ask(page, WEEKLY)
    expect(page.locator("[data-latest] .od-card")).to_have_count(3)
    page.wait_for_url("**/?q=**")
    assert asked_in(page) == [WEEKLY]


def test_nothing_found_says_what_to_try(visitors: Visitors) -> None:
    page = visitors.open(f"/?q={quote('who won the football world cup?')}")
    expect(page.locator(".od-try a").first).to_be_visible()


def test_two_people_never_see_each_others_questions(visitors: Visitors) -> None:
    first, second = visitors.open(), visitors.open()
    ask(first, WEEKLY)
    expect(answer(first)).to_be_visible()
    ask(second, "only the spatial ones")
    expect(answer(second)).to_be_visible()
    expect(second.locator("[data-turn]")).to_have_count(1)
    expect(second.get_by_text(WEEKLY)).to_have_count(0)
    third = visitors.open()
    expect(third.locator(".od-hero")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "scheme"), [("/?lang=en", "light"), (f"/?lang=zh-Hant&q={quote('有多少個數據集每季更新？')}", "dark")]
)
def test_phone_needs_no_sideways_scroll(visitors: Visitors, path: str, scheme: str) -> None:
    page = visitors.open(path, width=390, scheme=scheme)
    expect(page.locator(".od-hero, [data-announce]").first).to_be_visible()
    assert wider_than_the_window(page) == 0
    for more in page.locator("summary").all():
        more.click()
    assert wider_than_the_window(page) == 0


@pytest.mark.parametrize(("language", "ask_it"), [("en", "Ask"), ("zh-Hant", "提問"), ("zh-Hans", "提问")])
def test_button_beside_the_box_is_named_in_the_language_of_the_page(
    visitors: Visitors, language: str, ask_it: str
) -> None:
    page = visitors.open(f"/?lang={language}")
    page.locator("textarea").fill("CSV")
    page.get_by_role("button", name=ask_it, exact=True).click()
    expect(answer(page)).to_be_visible()


def test_dark_theme_follows_the_system(visitors: Visitors) -> None:
    lightness = "c => c.match(/[\\d.]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)"
    colour = f"element => ({lightness})(getComputedStyle(element).color)"
    light = visitors.open().locator(".od-hero h1").evaluate(colour)
    dark = visitors.open(scheme="dark").locator(".od-hero h1").evaluate(colour)
    assert light < 150 < 600 < dark


def test_headings_are_in_order(visitors: Visitors) -> None:
    page = visitors.open(f"/?q={quote(WEEKLY)}")
    expect(page.locator("[data-latest] .od-card")).to_have_count(3)
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(each => Number(each.tagName[1]))")
    assert levels == [1, 2, 3, 3, 3]


def test_enter_belongs_to_the_input_method_while_it_composes(visitors: Visitors) -> None:
    page = visitors.open()
    box = page.locator("textarea")
    box.focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "aizheng", "selectionStart": 7, "selectionEnd": 7})
    enter = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    keyboard.send("Input.insertText", {"text": "癌症"})
    expect(box).to_have_value("癌症")
    box.press("Enter")
    expect(answer(page)).to_be_visible()
    expect(page.locator("[data-latest] .od-question span").last).to_have_text("癌症")


def test_question_can_be_asked_with_the_keyboard_alone(visitors: Visitors) -> None:
    page = visitors.open()
    expect(page.locator(".od-examples")).to_be_visible()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.od-examples a')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(answer(page)).to_be_visible()


def test_health_route_answers_beside_the_page(server: str) -> None:
    with urllib.request.urlopen(f"{server}/healthz", timeout=10) as response:
        health = json.load(response)
    assert health["status"] in {"starting", "ok"}
    assert health["encoder"] in {"loading", "loaded", "failed"}
    assert set(health) == {"status", "datasets", "encoder"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["/?lang=en", f"/?lang=zh-Hant&q={quote(WEEKLY)}", "/?lang=zh-Hans&q=%E5%A4%A9%E6%B0%94"]
)
def test_conversation_can_be_used_by_everybody(visitors: Visitors, path: str, scheme: str) -> None:
    page = visitors.open(path, scheme=scheme)
    expect(page.locator(".od-hero, [data-announce]").first).to_be_visible()
    assert violations(page) == []


def test_vote_is_kept_once_the_visitor_agrees(visitors: Visitors, votes: Path) -> None:
    question = "which datasets update every minute?"
    page = visitors.open(f"/?lang=en&q={quote(question)}")
    helpful = page.get_by_role("button", name="Not helpful")
    expect(helpful).to_be_disabled()
    assert not votes.exists()
    page.get_by_text("Keep my vote with the question").click()
    expect(helpful).to_be_enabled()
    assert violations(page) == []
    helpful.click()
    expect(page.get_by_text("Thank you: your vote is kept")).to_be_visible()
    kept = [json.loads(line) for line in votes.read_text(encoding="utf-8").splitlines()]
    assert [(line["vote"], line["question"]) for line in kept] == [("down", question)]


def test_link_outlives_the_server(visitors: Visitors, tmp_path: Path) -> None:
    page = visitors.open(f"/?lang=en&q={quote(WEEKLY)}")
    page.locator(".od-follow a").first.click()
    expect(page.locator("[data-turn]")).to_have_count(2)
    expect(page.locator("[data-latest] .od-card")).to_have_count(1)
    with serving(tmp_path) as restarted:
        after = Visitors(visitors.browser, restarted)
        again = after.open(page.url.removeprefix(visitors.server))
        expect(again.locator("[data-turn]")).to_have_count(2)
        expect(again.locator("[data-latest] .od-card")).to_have_count(1)
        assert card_ids(again) == card_ids(page)
        after.leave()
