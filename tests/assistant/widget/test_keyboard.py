"""The keyboard and input methods: real keys and real composition, through Chromium's DevTools protocol."""

from __future__ import annotations

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.assistant.widget.sites import Sites, box, datasets, field, options, type_in

pytestmark = pytest.mark.slow

LONG = 2_000  # milliseconds after which whatever is going to be asked has been asked
PIXEL = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile"
KEYS = {"Enter": 13, "ArrowDown": 40, "ArrowUp": 38, "Escape": 27, "Tab": 9, "KeyA": 65}


class Keyboard:
    """What an input method does to a page: it takes keys, shows what it composes, and commits."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)

    def take(self, code: str) -> None:
        """A key of a physical keyboard that the input method keeps: the page sees that there was one."""
        self._press({"key": "Process", "code": code, "windowsVirtualKeyCode": 229})

    def touch(self) -> None:
        """A key of a screen keyboard, which tells the page nothing."""
        self._press({"key": "Unidentified", "code": "", "windowsVirtualKeyCode": 229})

    def _press(self, key: dict[str, str | int]) -> None:
        self.session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
        self.session.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})

    def compose(self, text: str) -> None:
        end = {"selectionStart": len(text), "selectionEnd": len(text)}
        self.session.send("Input.imeSetComposition", {"text": text, **end})

    def commit(self, text: str) -> None:
        self.session.send("Input.insertText", {"text": text})


def composing(sites: Sites, body: str = "<open-data-search></open-data-search>", **settings: str) -> Keyboard:
    """A page with the cursor in its box, whose clock the test moves."""
    page = sites.page(**settings)
    page.clock.install()
    sites.show(body, page=page)
    field(page).focus()
    return Keyboard(page)


# --- input methods on a computer ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("composed", "committed", "name"),
    [
        (["a", "ai", "aizh", "ai'zheng"], "癌症", "癌症統計數字"),
        (["ㄞ", "ㄞˊ", "ㄞˊㄓ"], "癌", "癌症統計數字"),
        (["大", "大口", "大口山"], "癌", "癌症統計數字"),
        (["ngaam", "ngaamzing"], "癌症", "癌症統計數字"),
        (["yi miao"], "疫苗", "疫苗"),
    ],
)
def test_half_typed_phonetics_are_never_searched_and_what_is_committed_is(
    sites: Sites, composed: list[str], committed: str, name: str
) -> None:
    hands = composing(sites)
    for text in composed:
        hands.take("KeyA")
        hands.compose(text)
        hands.page.clock.run_for(LONG)
    assert sites.asked == []
    hands.commit(committed)
    hands.page.clock.run_for(LONG)
    expect(datasets(hands.page).first).to_contain_text(name)
    assert sites.questions() == [committed]


def test_composition_without_any_key_waits_too(sites: Sites) -> None:
    hands = composing(sites)
    hands.compose("aizheng")
    hands.page.clock.run_for(LONG)
    assert sites.asked == []


@pytest.mark.parametrize("key", ["Enter", "ArrowDown", "ArrowUp", "Escape", "Tab"])
@pytest.mark.parametrize("mode", ["box", "dialog"])
def test_keys_belong_to_the_input_method_while_it_composes(sites: Sites, key: str, mode: str) -> None:
    form = f'<form action="/gone"><open-data-search mode="{mode}"></open-data-search></form><button>next</button>'
    hands = composing(sites, form)
    page = hands.page
    page.evaluate(
        """const form = document.querySelector("form");
        form.addEventListener("keydown", (event) => event.key === "Process" && form.submit())"""
    )
    box(page).evaluate("(box) => box.open()")
    field(page).press_sequentially("hos")
    page.clock.run_for(LONG)
    expect(datasets(page).first).to_be_visible()
    sites.asked.clear()
    hands.take("KeyA")
    hands.compose("yiyuan")
    hands.take(key)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("hosyiyuan")
    assert field(page).get_attribute("aria-activedescendant") is None
    expect(datasets(page).first).to_be_visible()
    page.clock.run_for(LONG)
    assert sites.asked == []
    assert "/host/" in page.url
    hands.commit("醫院")
    page.clock.run_for(LONG)
    expect(field(page)).to_have_value("hos醫院")
    assert sites.questions() == ["hos醫院"]


def test_enter_after_the_commit_asks(sites: Sites) -> None:
    hands = composing(sites)
    hands.take("KeyA")
    hands.compose("aizheng")
    hands.take("Enter")
    hands.commit("癌症")
    assert sites.questions("ask") == []
    field(hands.page).press("Enter")
    hands.page.clock.run_for(LONG)
    expect(box(hands.page).locator(".sentence")).to_contain_text("癌症")
    assert sites.questions("ask") == ["癌症"]


def test_enter_that_safari_sends_after_its_commit_belongs_to_the_input_method(sites: Sites) -> None:
    """Safari ends the composition first; the key that ended it follows, known only by its code 229."""
    hands = composing(sites)
    hands.compose("癌症")
    hands.commit("癌症")
    hands.take("Enter")
    hands.page.clock.run_for(LONG)
    assert sites.questions("ask") == []


def test_composition_given_up_searches_nothing(sites: Sites) -> None:
    hands = composing(sites)
    hands.take("KeyA")
    hands.compose("ai")
    hands.take("Escape")
    hands.compose("")
    hands.page.clock.run_for(LONG)
    expect(field(hands.page)).to_have_value("")
    assert sites.asked == []


# --- keyboards on a screen ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("agent", "keys"), [(None, True), (PIXEL, True), (PIXEL, False)])
def test_word_that_android_composes_letter_by_letter_is_searched_before_it_is_committed(
    sites: Sites, agent: str | None, keys: bool
) -> None:
    hands = composing(sites, **({"user_agent": agent} if agent else {}))
    for end in range(1, len("cancer") + 1):
        if keys:
            hands.touch()
        hands.compose("cancer"[:end])
    hands.page.clock.run_for(LONG)
    expect(datasets(hands.page).first).to_contain_text("Cancer Statistics")
    assert sites.questions()[-1] == "cancer"


def test_enter_of_a_screen_keyboard_asks_while_the_last_word_is_still_composed(sites: Sites) -> None:
    hands = composing(sites, user_agent=PIXEL)
    for text in ("cance", "cancer"):
        hands.touch()
        hands.compose(text)
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    hands.session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    hands.page.clock.run_for(LONG)
    expect(box(hands.page).locator(".sentence")).to_contain_text("Cancer Statistics")


def test_screen_keyboard_that_turns_letters_into_chinese_is_a_phonetic_one_from_then_on(sites: Sites) -> None:
    hands = composing(sites, user_agent=PIXEL)
    hands.touch()
    hands.compose("aizheng")
    hands.commit("癌症")
    hands.page.clock.run_for(LONG)
    sites.asked.clear()
    for text in ("t", "tong", "tongji"):
        hands.touch()
        hands.compose(text)
        hands.page.clock.run_for(LONG)
    assert sites.asked == []
    hands.commit("統計")
    hands.page.clock.run_for(LONG)
    assert sites.questions() == ["癌症統計"]


@pytest.mark.parametrize("composed", ["ㄞˊㄓㄥ", "大口山", "ai zheng"])
def test_what_cannot_be_a_word_of_letters_waits_on_a_screen_keyboard_too(sites: Sites, composed: str) -> None:
    hands = composing(sites, user_agent=PIXEL)
    hands.touch()
    hands.compose(composed)
    hands.page.clock.run_for(LONG)
    assert sites.asked == []


# --- plain keys --------------------------------------------------------------------------------------------------


def test_arrows_go_through_the_results_and_back_to_the_box(sites: Sites) -> None:
    page = sites.show('<open-data-search max="2"></open-data-search>')
    entry = type_in(page, "hospital")
    expect(options(page)).to_have_count(3)

    def active() -> str | None:
        return entry.get_attribute("aria-activedescendant")

    seen = []
    for _ in range(4):
        entry.press("ArrowDown")
        seen.append(active())
    assert seen[3] is None
    assert len(set(seen)) == 4
    entry.press("ArrowUp")
    assert active() == seen[2]
    expect(options(page).nth(2)).to_have_attribute("aria-selected", "true")
    expect(box(page).locator("[aria-selected=true]")).to_have_count(1)
    expect(entry).to_be_focused()
    entry.press("Enter")
    expect(box(page).locator(".answer")).to_be_visible()


def test_escape_closes_then_empties_then_is_the_pages_again(sites: Sites) -> None:
    page = sites.show()
    entry = type_in(page, "hospital")
    entry.press("Escape")
    expect(box(page).locator(".panel")).to_be_hidden()
    expect(entry).to_have_attribute("aria-expanded", "false")
    expect(entry).to_have_value("hospital")
    entry.press("ArrowDown")
    expect(box(page).locator(".panel")).to_be_visible()
    entry.press("Alt+ArrowUp")
    expect(box(page).locator(".panel")).to_be_hidden()
    entry.press("Escape")
    expect(entry).to_have_value("")


def test_tab_leaves_the_box_and_closes_it(sites: Sites) -> None:
    page = sites.show("<open-data-search></open-data-search><button>next</button>")
    entry = type_in(page, "hospital")
    entry.press("Tab")
    expect(box(page).get_by_role("button", name="Clear")).to_be_focused()
    page.keyboard.press("Tab")
    expect(box(page).locator(".scroll")).to_be_focused()
    page.keyboard.press("Escape")
    expect(entry).to_be_focused()
    expect(box(page).locator(".panel")).to_be_hidden()
    entry.press("ArrowDown")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="next")).to_be_focused()
    expect(box(page).locator(".panel")).to_be_hidden()


def test_whole_way_from_tab_to_result_needs_no_mouse(sites: Sites) -> None:
    page = sites.show("<a href=#>before</a><open-data-search></open-data-search>")
    page.evaluate("addEventListener('odplan-select', (e) => { e.preventDefault(); window.chosen = e.detail.id; })")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("cancer")
    datasets(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("window.chosen === 'hhb-2024-2026/D.ii.5'")


def test_keys_typed_into_the_box_do_not_set_off_the_pages_shortcuts(sites: Sites) -> None:
    page = sites.show()
    page.evaluate("window.keys = []; addEventListener('keydown', (event) => keys.push(event.key))")
    field(page).press_sequentially("s/?")
    field(page).press("Enter")
    field(page).press("Control+b")
    assert "".join(key for key in page.evaluate("keys") if key != "Control") == "b"


@pytest.mark.parametrize("key", ["Control+k", "Meta+k"])
def test_shortcut_opens_and_closes_the_first_dialog_on_the_page(sites: Sites, key: str) -> None:
    dialog = '<open-data-search mode="dialog"></open-data-search>'
    page = sites.show(f"<open-data-search></open-data-search>{dialog}{dialog}<input id=other>")
    page.locator("#other").focus()
    page.keyboard.press(key)
    expect(field(page, 1)).to_be_focused()
    expect(box(page, 2).locator("dialog")).to_be_hidden()
    page.keyboard.press(key)
    expect(box(page, 1).locator("dialog")).to_be_hidden()
    expect(page.locator("#other")).to_be_focused()


def test_shortcut_can_be_left_to_the_page(sites: Sites) -> None:
    page = sites.show('<open-data-search mode="dialog" shortcut="none"></open-data-search>')
    page.keyboard.press("Control+k")
    expect(box(page).locator("dialog")).to_be_hidden()


def test_dialog_gives_the_cursor_back_when_escape_closes_it(sites: Sites) -> None:
    page = sites.show('<open-data-search mode="dialog"></open-data-search>')
    button = box(page).get_by_role("button", name="Search datasets")
    button.click()
    expect(field(page)).to_be_focused()
    type_in(page, "hospital")
    page.keyboard.press("Escape")
    expect(box(page).locator("dialog")).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    expect(field(page)).to_have_value("hospital")
    expect(datasets(page).first).to_be_visible()
    page.mouse.click(5, 5)
    expect(box(page).locator("dialog")).to_be_hidden()
