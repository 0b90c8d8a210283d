"""The search box as visitors of other sites meet it: a real browser over a real server."""

from __future__ import annotations

import gzip
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from assistant.publication import widget_script
from tests.assistant.widget.sites import Sites, box, datasets, field, options, type_in

pytestmark = pytest.mark.slow

OPEN = {"Access-Control-Allow-Origin": "*"}
START = '<!doctype html><html lang="{}">'
WEEKLY = "which datasets update weekly"
WEEKLY_IDS = ["hhb-2024-2026/C1.i.1", "hhb-2024-2026/D.ii.10", "hhb-2024-2026/D.ii.19"]
# A source of the page's own, which answers when the test says so.
GATED = """
window.gates = {};
window.match = (id, name, more) => ({ id, name, name_en: "", ...more });
window.source = {
  suggest: (text) => new Promise((resolve) => { gates[text] = resolve; }),
  search: (text) => new Promise((resolve) => { gates[`${text}?`] = resolve; }),
};
document.querySelector("open-data-search").source = window.source;
"""


def test_script_is_small() -> None:
    size = len(gzip.compress(widget_script().content, 9))
    assert size < 15_000


def test_script_needs_nothing_else() -> None:
    imported = re.findall(r"\bimport\b(?!\.meta)[^\n]*", widget_script().content.decode())
    assert len(imported) == 1, "only what source=static loads when it is asked for"
    assert "static.js" in imported[0]


# --- words -------------------------------------------------------------------------------------------------------


def test_every_word_is_there_in_three_languages_with_the_same_places(sites: Sites) -> None:
    words = sites.show().evaluate(f"import('{sites.server}/widget.js').then((module) => module.WORDS)")
    assert len(words) > 20
    for key, row in words.items():
        assert len(row) == 3, key
        assert all(row), key
        assert len({tuple(sorted(re.findall(r"\{\w+\}", word))) for word in row}) == 1, key


TAGS = {
    "zh-Hant": ["zh-HK", "zh-TW", "zh-MO", "zh-Hant", "zh-Hant-HK", "zh-Hant-CN", "yue", "yue-HK", "zh_hk", "ZH-yue"],
    "zh-Hans": ["zh-CN", "zh-SG", "zh-Hans", "zh-Hans-HK", "yue-Hans", "zh", "cmn"],
    "en": ["en", "en-HK", "fr", "ja-JP"],
}


def test_language_of_a_tag_is_told_by_its_script_then_by_its_place(sites: Sites) -> None:
    page = sites.show()
    tags = [tag for some in TAGS.values() for tag in some]
    script = f"(tags) => import('{sites.server}/widget.js').then((module) => tags.map(module.languageOf))"
    expected = [language for language, some in TAGS.items() for _ in some]
    assert page.evaluate(script, tags) == expected


@pytest.mark.parametrize(
    ("start", "attributes", "locale", "shown"),
    [
        ('<html lang="zh-HK">', "", "en-GB", "搜尋數據集，或提出問題"),
        ('<html lang="zh-HK">', 'lang="zh-Hans"', "en-GB", "搜索数据集，或提出问题"),
        ("<html>", "", "zh-TW", "搜尋數據集，或提出問題"),
        ('<html lang="">', "", "fr-FR", "Search datasets or ask a question"),
        ('<html lang="zh-CN">', 'placeholder="Daten"', "en-GB", "Daten"),
    ],
)
def test_box_speaks_its_own_language_else_the_pages_else_the_browsers(
    sites: Sites, start: str, attributes: str, locale: str, shown: str
) -> None:
    page = sites.show(f"<open-data-search {attributes}></open-data-search>", start=start, locale=locale)
    expect(field(page)).to_have_attribute("placeholder", shown)


def test_box_follows_the_page_to_another_language(sites: Sites) -> None:
    page = sites.show()
    field(page).fill("x")
    page.evaluate("document.documentElement.lang = 'zh-HK'")
    expect(field(page)).to_have_attribute("placeholder", re.compile("搜尋"))
    expect(field(page)).to_have_value("x")


# --- typing and asking -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "typed", "first", "marked", "told"),
    [
        ("en", "cancr", "Cancer Statistics", "Canc", "datasets"),
        ("zh-HK", "癌症", "癌症統計數字", "癌症", "個數據集"),
        ("zh-CN", "等候时间", "急症室等候時間", "等候時間", "个数据集"),
    ],
)
def test_names_are_suggested_while_typing(
    sites: Sites, lang: str, typed: str, first: str, marked: str, told: str
) -> None:
    page = sites.show(start=START.format(lang))
    type_in(page, typed)
    expect(datasets(page).first.locator(".name")).to_have_text(first)
    expect(datasets(page).first.locator("mark").first).to_have_text(marked)
    expect(box(page).locator("[role=status]")).to_contain_text(told)
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    assert sites.questions("ask") == []


@pytest.mark.parametrize(
    ("lang", "question", "count", "chip"),
    [
        ("en", WEEKLY, 3, "weekly"),
        ("zh-HK", "哪些數據集每星期更新一次？", 3, "每星期"),
        ("zh-CN", "2026年会发布什么", 2, "2026年"),
    ],
)
def test_enter_asks_the_question_and_shows_answer_conditions_and_datasets(
    sites: Sites, lang: str, question: str, count: int, chip: str
) -> None:
    page = sites.show(start=START.format(lang))
    field(page).fill(question)
    field(page).press("Enter")
    expect(box(page).locator(".sentence")).to_contain_text(str(count))
    expect(box(page).locator(".chip").first).to_have_text(chip)
    expect(datasets(page)).to_have_count(count)
    expect(box(page).locator("[role=status]")).to_contain_text(box(page).locator(".sentence").inner_text())
    link = box(page).locator(".foot a").get_attribute("href") or ""
    assert parse_qs(urlsplit(link).query)["q"] == [question]


def test_question_in_another_language_than_the_page_is_answered_in_its_own(sites: Sites) -> None:
    page = sites.show()
    field(page).fill("有多少個空間數據集？")
    field(page).press("Enter")
    expect(box(page).locator(".sentence[lang=zh-Hant]")).to_contain_text("23")


def test_what_stands_below_a_name_is_said_in_the_boxs_language(sites: Sites) -> None:
    page = sites.show()
    type_in(page, "a&e waiting time")
    facts = datasets(page).first.locator(".facts")
    expect(facts).to_contain_text("Released")
    expect(facts).to_contain_text("every 15 minutes")
    page.evaluate("document.documentElement.lang = 'zh-HK'")
    expect(datasets(page).first.locator(".facts")).to_contain_text("每15")


def test_typing_on_asks_once_and_calls_back_what_is_no_longer_wanted(sites: Sites) -> None:
    page = sites.show()
    called_back: list[str] = []
    page.on("requestfailed", lambda request: called_back.append(request.url))
    waiting: list[object] = []
    page.route("**/suggest?q=hospital&*", lambda route: waiting.append(route))
    field(page).press_sequentially("hospital")
    with page.expect_request("**/suggest?q=hospital&*"):
        pass
    field(page).fill("cancer")
    expect(datasets(page).first.locator(".name")).to_have_text("Cancer Statistics")
    assert sites.questions() == ["hospital", "cancer"]
    assert len(called_back) == 1


def test_answer_that_comes_late_never_takes_the_place_of_a_newer_one(sites: Sites) -> None:
    page = sites.show()
    page.evaluate(GATED)
    for text in ("first", "second"):
        field(page).fill(text)
        page.wait_for_function("(text) => text in gates", arg=text)
    page.evaluate("gates.second([match('2', 'newer')])")
    expect(datasets(page).locator(".name")).to_have_text("newer")
    page.evaluate("gates.first([match('1', 'older')])")
    # Whatever the older one would have done is done before the next task.
    page.evaluate("new Promise((resolve) => setTimeout(resolve))")
    expect(datasets(page).locator(".name")).to_have_text("newer")


def test_suggestions_that_come_late_never_take_the_place_of_the_answer(sites: Sites) -> None:
    page = sites.show()
    page.evaluate(GATED)
    field(page).fill("typed")
    page.wait_for_function("'typed' in gates")
    field(page).fill("asked")
    field(page).press("Enter")
    page.wait_for_function("'asked?' in gates")
    page.evaluate("gates['asked?']({ answer: 'So it is.', language: 'en', dataset_ids: [], matches: [] })")
    expect(box(page).locator(".sentence")).to_have_text("So it is.")
    page.evaluate("gates.typed([match('1', 'older')])")
    page.evaluate("new Promise((resolve) => setTimeout(resolve))")
    expect(datasets(page)).to_have_count(0)


def test_enter_means_what_is_typed_now_and_no_result_from_before(sites: Sites) -> None:
    page = sites.show()
    entry = type_in(page, "hospital")
    entry.press("ArrowDown")
    entry.fill(WEEKLY)
    entry.press("Enter")
    expect(box(page).locator(".sentence")).to_contain_text("3 datasets")
    assert "/host/" in page.url


def test_emptied_box_shows_and_asks_nothing(sites: Sites) -> None:
    page = sites.show()
    entry = type_in(page, "hospital")
    box(page).get_by_role("button", name="Clear").click()
    expect(entry).to_have_value("")
    expect(entry).to_be_focused()
    expect(box(page).locator(".panel")).to_be_hidden()
    entry.press("Enter")
    assert sites.questions("ask") == []


HIGHLIGHTED = [
    ("Accident and Emergency Waiting Time", "wait", ["Wait"]),
    ("Waiting Time for New Case Booking", "how long is the waiting time", ["Waiting", "Time"]),
    ("Cancer Statistics", "cancr", ["Canc"]),
    ("List of Hospitals", "hospital", ["Hospital"]),
    ("List of Hospitals", "of hospitals", ["Hospitals"]),
    ("Cancer Statistics", "scan", []),
    ("急症室等候時間", "等候時間", ["等候時間"]),
    ("急症室等候時間", "急症室等候时间", ["急症室等候時間"]),
    ("急症室等候時間", "等候时间幾耐更新", ["等候"]),
    ("按醫院劃分的急症室就診人次", "急証室", ["急症室"]),
    ("疫苗接種", "疫苗接种", ["疫苗接種"]),
    ("癌症統計數字", "癌", ["癌"]),
    ("癌症統計數字", "有什麼數據", []),
    ("2019冠狀病毒病疫苗接種數目", "2019冠状病毒", ["2019冠狀病毒"]),
    ("按年齡劃分的😀數目", "數目", ["數目"]),
]


def test_what_a_query_says_of_a_name_is_marked_in_both_languages_and_scripts(sites: Sites) -> None:
    page = sites.show()
    script = f"""(cases) => import('{sites.server}/widget.js').then(({{ highlighted }}) =>
      cases.map(([name, query]) => highlighted(name, query)))"""
    shown = page.evaluate(script, [[name, query] for name, query, _ in HIGHLIGHTED])
    for (name, query, marked), pieces in zip(HIGHLIGHTED, shown, strict=True):
        assert "".join(text for text, _ in pieces) == name
        assert [text for text, mark in pieces if mark] == marked, query


# --- when there is no answer -------------------------------------------------------------------------------------


def test_unknown_name_is_said_and_can_be_asked_as_a_question(sites: Sites) -> None:
    page = sites.show()
    type_in(page, "zzzz")
    expect(box(page).locator("slot[name=empty]")).to_contain_text("No dataset goes by that name")
    options(page).click()
    expect(box(page).locator(".answer")).to_be_visible()
    assert sites.questions("ask") == ["zzzz"]


def test_host_may_say_what_stands_in_the_empty_state(sites: Sites) -> None:
    page = sites.show('<open-data-search><p slot="empty">Ring 1823.</p></open-data-search>')
    type_in(page, "zzzz")
    expect(page.get_by_text("Ring 1823.")).to_be_visible()
    assert "No dataset" not in box(page).locator(".panel").inner_text()


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("en", "cannot be reached"), ("zh-HK", "暫時未能連接"), ("zh-CN", "暂时无法连接")],
)
def test_server_that_is_down_costs_a_sentence_and_leads_to_the_page(sites: Sites, lang: str, sentence: str) -> None:
    page = sites.show(start=START.format(lang))
    page.route("**/api/v1/**", lambda route: route.abort())
    field(page).fill("癌症 & more")
    expect(box(page).locator(".problem")).to_contain_text(sentence)
    expect(box(page).locator("[role=status]")).to_contain_text(sentence)
    link = box(page).locator(".problem a").get_attribute("href") or ""
    assert link.startswith(f"{sites.server}/?q=%E7%99%8C%E7%97%87+%26+more&lang=")


def test_script_that_cannot_be_loaded_leaves_what_stands_in_the_element(sites: Sites) -> None:
    page = sites.page()
    page.route("**/widget.js", lambda route: route.abort())
    sites.show('<open-data-search><a href="/">Search open data</a></open-data-search>', page=page)
    expect(page.get_by_role("link", name="Search open data")).to_be_visible()


def test_refusal_of_the_server_is_shown_in_its_words(sites: Sites) -> None:
    page = sites.show()
    problem = '{"status": 400, "title": "Bad", "detail": "<b>format</b> is XYZ: give CSV."}'
    page.route("**/suggest?*", lambda route: route.fulfill(status=400, body=problem, headers=OPEN))
    field(page).fill("hospital")
    expect(box(page).locator(".problem small")).to_have_text("<b>format</b> is XYZ: give CSV.")


def test_answer_that_is_no_json_costs_a_sentence(sites: Sites) -> None:
    page = sites.show()
    page.route("**/suggest?*", lambda route: route.fulfill(body="<html>", headers=OPEN))
    field(page).fill("hospital")
    expect(box(page).locator(".problem")).to_contain_text("cannot be reached")


@pytest.mark.parametrize("status", [429, 503])
def test_busy_server_is_asked_again_when_it_says_so(sites: Sites, status: int) -> None:
    page = sites.page()
    page.clock.install()
    sites.show(page=page)
    headers = {**OPEN, "Access-Control-Expose-Headers": "Retry-After", "Retry-After": "30"}
    page.route("**/suggest?*", lambda route: route.fulfill(status=status, headers=headers), times=1)
    field(page).fill("cancer")
    page.clock.run_for(500)
    expect(box(page).locator(".problem")).to_contain_text("Trying again in 30 s")
    # Typing on does not ask before the time either.
    field(page).fill("cancer statistics")
    page.clock.run_for(20_000)
    assert sites.questions() == ["cancer"]
    page.clock.run_for(11_000)
    expect(datasets(page).first.locator(".name")).to_have_text("Cancer Statistics")
    assert sites.questions() == ["cancer", "cancer statistics"]


def test_what_was_asked_without_a_connection_is_searched_once_there_is_one(sites: Sites) -> None:
    page = sites.show()
    page.context.set_offline(True)
    field(page).fill("cancer")
    expect(box(page).locator(".problem")).to_contain_text("You are offline")
    page.context.set_offline(False)
    expect(datasets(page).first.locator(".name")).to_have_text("Cancer Statistics")


def test_waiting_is_shown(sites: Sites) -> None:
    page = sites.show()
    page.evaluate(GATED)
    field(page).fill("typed")
    expect(box(page).locator(".message")).to_have_text("Searching…")
    expect(box(page).locator(".box.busy")).to_be_visible()


# --- choosing ----------------------------------------------------------------------------------------------------


def test_result_leads_to_its_place_on_the_page_unless_the_host_takes_it(sites: Sites) -> None:
    page = sites.show()
    page.route(f"{sites.server}/?*", lambda route: route.fulfill(body="the dataset", content_type="text/html"))
    page.evaluate(
        """addEventListener("odplan-select", (event) => {
             window.chosen = event.detail;
             if (window.take) event.preventDefault();
           }); window.take = true"""
    )
    entry = type_in(page, "cancer")
    entry.press("ArrowDown")
    entry.press("Enter")
    page.wait_for_function("window.chosen")
    place = f"{sites.server}/?view=dataset&id=hhb-2024-2026%2FD.ii.5&lang=en"
    expected = {"id": "hhb-2024-2026/D.ii.5", "name": "癌症統計數字", "name_en": "Cancer Statistics", "url": place}
    assert page.evaluate("chosen") == {**expected, "text": "cancer"}
    expect(box(page).locator(".panel")).to_be_hidden()
    page.evaluate("window.take = false")
    entry.press("ArrowDown")
    datasets(page).first.click()
    page.wait_for_url(place)


def test_host_may_lead_results_to_a_page_of_its_own(sites: Sites) -> None:
    page = sites.show('<open-data-search page="/find?site=hk"></open-data-search>')
    type_in(page, "cancer")
    place = f"{sites.elsewhere}/find?site=hk&view=dataset&id=hhb-2024-2026%2FD.ii.5&lang=en"
    expect(datasets(page).first).to_have_attribute("href", place)


@pytest.mark.parametrize("page_given", ["javascript:alert(1)", "data:text/html,x", "http://["])
def test_page_that_may_not_be_followed_is_not_followed(sites: Sites, page_given: str) -> None:
    page = sites.show(f'<open-data-search page="{page_given}"></open-data-search>')
    type_in(page, "cancer")
    expect(datasets(page).first).to_have_attribute("href", re.compile("^" + re.escape(sites.server)))


def test_hostile_results_are_text_and_lead_nowhere(sites: Sites) -> None:
    page = sites.show()
    page.evaluate(GATED)
    field(page).fill("x<b>y")
    page.wait_for_function("'x<b>y' in gates")
    page.evaluate(
        """gates["x<b>y"](["javascript:window.canary=1", "data:text/html,<script>", "JaVaScRiPt:1", "vbscript:1"].map(
             (url, at) => match(String(at), "<img src=x onerror=window.canary=1>", { url, brief: {
               status: "<i>", formats: ["<u>CSV</u>"], organisation: "<script>window.canary=1</script>",
               releases: [{ date: "<b>", every: "constructor", frequency: "<em>" }] } })))"""
    )
    expect(options(page)).to_have_count(5)
    expect(options(page).first.locator(".name")).to_have_text("<img src=x onerror=window.canary=1>")
    expect(datasets(page)).to_have_count(0)
    options(page).first.click()
    assert page.evaluate("window.canary") is None


def test_events_say_what_was_searched_and_found(sites: Sites) -> None:
    page = sites.show()
    page.evaluate("window.told = []; document.body.addEventListener('odplan-search', (e) => told.push(e.detail))")
    entry = type_in(page, "cancer")
    entry.fill(WEEKLY)
    entry.press("Enter")
    page.wait_for_function("told.some(({ kind }) => kind === 'ask')")
    told = page.evaluate("told")
    assert (told[0]["kind"], told[0]["text"], told[0]["answer"]) == ("suggest", "cancer", None)
    assert told[0]["count"] > 0
    assert (told[-1]["text"], told[-1]["count"], told[-1]["answer"]["dataset_ids"]) == (WEEKLY, 3, WEEKLY_IDS)


def test_scripts_of_the_page_may_ask_open_close_and_clear(sites: Sites) -> None:
    page = sites.show()
    answer = page.evaluate(f"document.querySelector('open-data-search').search('{WEEKLY}')")
    assert answer["dataset_ids"] == WEEKLY_IDS
    expect(field(page)).to_have_value(WEEKLY)
    expect(datasets(page)).to_have_count(3)
    box(page).evaluate("(box) => box.close()")
    expect(box(page).locator(".panel")).to_be_hidden()
    box(page).evaluate("(box) => box.open()")
    expect(datasets(page)).to_have_count(3)
    expect(field(page)).to_be_focused()
    box(page).evaluate("(box) => box.clear()")
    assert box(page).evaluate("(box) => box.value") == ""
    expect(options(page)).to_have_count(0)
    box(page).evaluate("(box) => { box.value = 'cancer' }")
    expect(field(page)).to_have_value("cancer")
    assert sites.questions() == []


def test_what_was_set_before_the_script_came_is_kept(sites: Sites) -> None:
    head = """<script>addEventListener("DOMContentLoaded", () => {}); </script>"""
    body = """<open-data-search></open-data-search><script>
      const box = document.querySelector("open-data-search");
      box.value = "cancer";
      box.source = { suggest: async () => [], search: async () => ({ answer: "mine", matches: [], dataset_ids: [] }) };
    </script><script type="module" src="{server}/widget.js"></script>"""
    page = sites.show(body, head=head)
    expect(field(page)).to_have_value("cancer")
    field(page).press("Enter")
    expect(box(page).locator(".sentence")).to_have_text("mine")


# --- narrowed ----------------------------------------------------------------------------------------------------


def test_narrowed_box_suggests_only_what_its_conditions_select(sites: Sites) -> None:
    page = sites.show('<open-data-search conditions="spatial=true" max="50"></open-data-search>')
    type_in(page, "hospital")
    ids = datasets(page).evaluate_all("all => all.map((each) => new URL(each.href).searchParams.get('id'))")
    assert len(ids) > 3
    assert all(".i." in dataset for dataset in ids)


def test_narrowed_box_answers_a_question_within_its_conditions(sites: Sites) -> None:
    page = sites.show('<open-data-search conditions="spatial=true"></open-data-search>')
    field(page).fill(WEEKLY)
    field(page).press("Enter")
    expect(box(page).locator(".sentence")).to_have_text("1 dataset")
    expect(datasets(page)).to_have_count(1)
    link = box(page).locator(".foot a").get_attribute("href") or ""
    wanted = {"view": ["browse"], "text": [WEEKLY], "spatial": ["true"], "lang": ["en"]}
    assert parse_qs(urlsplit(link).query) == wanted


def test_box_of_one_plan_asks_for_that_plan(sites: Sites) -> None:
    page = sites.show('<open-data-search plan="hhb-2024-2026"></open-data-search>')
    type_in(page, "hospital")
    assert all("plan=hhb-2024-2026" in url for url in sites.asked)
    expect(datasets(page)).to_have_count(8)


def test_no_more_is_shown_than_the_host_wants(sites: Sites) -> None:
    page = sites.show('<open-data-search max="2"></open-data-search>')
    entry = type_in(page, "hospital")
    expect(datasets(page)).to_have_count(2)
    entry.fill(WEEKLY)
    entry.press("Enter")
    expect(box(page).locator(".sentence")).to_be_visible()
    expect(datasets(page)).to_have_count(2)


# --- recent searches ---------------------------------------------------------------------------------------------


def test_nothing_is_remembered_unless_the_host_switches_it_on(sites: Sites) -> None:
    page = sites.show()
    field(page).fill(WEEKLY)
    field(page).press("Enter")
    expect(datasets(page)).to_have_count(3)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_recent_searches_are_offered_and_forgotten(sites: Sites) -> None:
    page = sites.show("<open-data-search recent></open-data-search>")
    for question in (WEEKLY, "有多少個空間數據集？", WEEKLY):
        field(page).fill(question)
        field(page).press("Enter")
        expect(box(page).locator(".answer")).to_be_visible()
    page.reload()
    field(page).click()
    expect(options(page)).to_have_text([re.compile(WEEKLY), re.compile("空間")])
    field(page).press("ArrowDown")
    field(page).press("Enter")
    expect(field(page)).to_have_value(WEEKLY)
    expect(datasets(page)).to_have_count(3)
    box(page).evaluate("(box) => box.clear()")
    box(page).get_by_role("button", name="Clear").click()
    expect(options(page)).to_have_count(0)
    assert not page.evaluate("localStorage.getItem('odplan-recent')")


# --- without a server --------------------------------------------------------------------------------------------


def test_static_source_is_loaded_from_beside_the_script_and_asked_instead_of_the_api(sites: Sites) -> None:
    page = sites.page()
    module = """export class StaticSource {
      constructor(folder) { this.folder = folder; }
      async suggest(text, { limit, plan }) { return [{ id: "1", name: `${text} ${limit} ${plan}`, url: "/1.html" }]; }
      async search(text, { lang }) {
        return { answer: `${lang} ${this.folder}`, language: lang, dataset_ids: [], matches: [], understood: [] };
      }
    }"""
    page.route("**/static.js", lambda r: r.fulfill(body=module, content_type="text/javascript", headers=OPEN))
    sites.show('<open-data-search source="static" plan="p"></open-data-search>', page=page)
    entry = type_in(page, "name")
    expect(datasets(page).locator(".name")).to_have_text("name 8 p")
    expect(datasets(page)).to_have_attribute("href", f"{sites.elsewhere}/1.html")
    entry.press("Enter")
    expect(box(page).locator(".sentence")).to_have_text(f"en {sites.server}/")
    assert sites.asked == []


def test_static_source_that_is_missing_costs_a_sentence(sites: Sites) -> None:
    page = sites.page()
    page.route("**/static.js", lambda route: route.fulfill(status=404))
    sites.show('<open-data-search source="static"></open-data-search>', page=page)
    field(page).fill("cancer")
    expect(box(page).locator(".problem")).to_contain_text("cannot be reached")
