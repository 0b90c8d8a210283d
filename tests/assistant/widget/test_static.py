"""The search box without a server, in a real Chromium over a plain file server, under a strict policy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.answer import Language
from assistant.facets import facets
from assistant.filters import Filters
from assistant.listing import listed
from assistant.service import Assistant
from assistant.static.folder import export, files
from corpus.library import Library, load_library
from corpus.records import Dataset
from tests.assistant.widget.folders import handed_out, host
from tests.assistant.widget.sites import Sites, Windows, box, datasets, field, keeping, options, type_in

pytestmark = pytest.mark.slow
ASK = """async ([base, asked]) => {
  const { StaticSource } = await import(`${base}/static.js`);
  const source = new StaticSource(new URL(`${base}/`));
  const answers = [];
  for (const [door, text, options] of asked) answers.push(await source[door](text, options));
  return answers;
}"""
# How one condition is said, by the name of its facet, around the words for its value.
SAID: dict[Language, dict[str, str]] = {
    "en": {
        "status": "which datasets are {}", "year": "datasets of {}", "every": "which datasets are updated {}",
        "spatial": "{} datasets", "format": "datasets in {}", "organisation": "datasets of the {}",
    },
    "zh-Hant": {
        "status": "{}的數據集", "year": "{}的數據集", "every": "{}更新的數據集", "spatial": "{}數據集",
        "format": "{}格式的數據集", "organisation": "{}的數據集",
    },
    "zh-Hans": {
        "status": "{}的数据集", "year": "{}的数据集", "every": "{}更新的数据集", "spatial": "{}数据集",
        "format": "{}格式的数据集", "organisation": "{}的数据集",
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("static") / "search"
    export(files(load_library()), place)
    return place


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with handed_out(folder) as url:
        yield url


@pytest.fixture
def sites(windows: Windows, address: str) -> Iterator[Sites]:
    with keeping(windows, address) as masters:
        yield masters


@pytest.fixture(scope="module")
def shown(browser: Browser, address: str) -> Iterator[Page]:
    """A page that only lends its JavaScript."""
    page = browser.new_page()
    page.goto(f"{address}/README.txt")
    yield page
    page.close()


def answers(page: Page, *asked: tuple[str, str, dict[str, Any]]) -> list[Any]:
    """What the source answers, by its method, text and options, without the element."""
    found: list[Any] = page.evaluate(ASK, [page.url.rsplit("/", 1)[0], [list(each) for each in asked]])
    return found


def searched(page: Page, *questions: str, lang: str = "en", **options: Any) -> list[Any]:
    return answers(page, *(("search", question, {"lang": lang, **options}) for question in questions))


def suggested(page: Page, *texts: str) -> list[list[str]]:
    found = answers(page, *(("suggest", text, {"limit": 8}) for text in texts))
    return [[match["id"].split("/")[1] for match in matches] for matches in found]


def visit(sites: Sites, folder: Path, language: str = "en", attributes: str = "", **settings: Any) -> Page:
    page = sites.page(**settings)
    page.goto(f"{sites.server}/{host(folder, language, attributes)}")
    field(page).wait_for()
    return page


# --- what is found -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_a_list_by_one_condition_is_that_of_the_assistant(
    shown: Page, assistant: Assistant, language: Language
) -> None:
    values = facets(assistant, Filters(), language).values
    questions = [
        template.format(value.label)
        for name, template in SAID[language].items()
        for value in values[name]
        if value.value != "none"
    ]
    told = {q: sorted(assistant.ask(q, language=language).dataset_ids) for q in questions}
    found = searched(shown, *questions, lang=language)
    assert {q: sorted(answer["dataset_ids"]) for q, answer in zip(questions, found, strict=True)} == told
    assert len(questions) > 25 and all(answer["understood"] for answer in found)


def test_conditions_by_name_choose_as_the_assistant_s_lists_do(shown: Page, assistant: Assistant) -> None:
    values = facets(assistant, Filters()).values
    chosen = [{name: [value.value]} for name in values for value in values[name]]
    chosen += [{"section": [letter]} for letter in "ABCD"]
    chosen += [{"since": ["2024-06"]}, {"until": ["2018-12"]}, {"year": ["2024", "2025"], "since": ["2024-12"]}]
    chosen += [{"organisation": ["HA"], "spatial": ["true"]}, {"every": ["P1W", "P3M"], "format": ["CSV"]}]
    told = [
        sorted(dataset.id for dataset in listed(assistant, Filters.read(each, assistant.choices)).datasets)
        for each in chosen
    ]
    written = [[[name, value] for name in each for value in each[name]] for each in chosen]
    found = answers(shown, *(("search", "", {"lang": "en", "conditions": each}) for each in written))
    assert [sorted(answer["dataset_ids"]) for answer in found] == told
    assert len(chosen) >= 40


@pytest.mark.parametrize(
    ("text", "conditions", "chips"),
    [
        ("quarterly non-spatial datasets in CSV", {"every": ["P3M"], "spatial": False, "format": ["CSV"]},
         ["quarterly", "non-spatial", "CSV"]),
        ("每季更新的空間數據", {"every": ["P3M"], "spatial": True}, ["每季", "空間"]),
        ("2026年计划发布的数据集", {"status": ["planned"], "date": [{"from": "2026-01", "to": "2026-12"}]},
         ["2026年", "计划中"]),
        ("datasets since 2024", {"date": [{"from": "2024-01", "to": None}]}, ["since 2024-01"]),
        ("updated more often than weekly", {"every": {"faster-than": ["P1W"]}}, ["more often than weekly"]),
        ("every quarter of an hour", {"every": ["PT15M"]}, ["every 15 minutes"]),
    ],
)  # fmt: skip
def test_conditions_are_understood_and_shown(
    shown: Page, assistant: Assistant, text: str, conditions: dict[str, Any], chips: list[str]
) -> None:
    language = "en" if text.isascii() else "zh-Hans" if "计" in text else "zh-Hant"
    [answer] = searched(shown, text, lang=language)
    assert (answer["language"], answer["kind"]) == (language, "list")
    assert {name: answer["conditions"][name] for name in conditions} == conditions
    assert answer["understood"] == chips
    assert sorted(answer["dataset_ids"]) == sorted(assistant.ask(text, language=language).dataset_ids)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("cancr statistcs", "D.ii.5"),
        ("voluntry health insurence standrd premium", "D.ii.18"),
        ("室等候時", "D.ii.8"),
        ("癌", "D.ii.5"),
        ("aizheng tongji", "D.ii.5"),
        ("急正室等候時間", "D.ii.8"),
        ("预约手朮服务", "D.ii.11"),
        ("十八區普通科門診", "C1.i.1"),
    ],
)
def test_names_misspelt_misheard_or_in_part_are_found(shown: Page, text: str, first: str) -> None:
    assert suggested(shown, text)[0][0] == first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("癌症統計數字", "癌症统计数字"),
        ("預約手術服務", "预约手术服务"),
        ("衞生署", "卫生署"),
        ("每星期更新", "每星期更新"),
    ],
)
def test_both_scripts_find_the_same(shown: Page, one: str, other: str) -> None:
    assert suggested(shown, one) == suggested(shown, other) != [[]]
    first, second = searched(shown, one, other)
    assert first["dataset_ids"] == second["dataset_ids"] != []


@pytest.mark.parametrize(
    ("text", "first"),
    [("emergency room queue", "D.ii.8"), ("ER waiting", "D.ii.8"), ("打针", "D.i.11"), ("IVF", "D.i.7")],
)
def test_other_words_for_the_same_are_known(shown: Page, text: str, first: str) -> None:
    [answer] = searched(shown, text)
    assert answer["matches"][0]["id"] == f"hhb-2024-2026/{first}"


def test_half_a_word_finds_what_it_begins(shown: Page) -> None:
    [answer] = searched(shown, "vaccin")
    assert "hhb-2024-2026/D.ii.19" in answer["dataset_ids"]


# --- what it cannot do is said -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("en", "penguins", "neither meaning nor spoken questions"),
        ("zh-Hant", "企鵝", "不懂意思，也不懂口語問題"),
        ("zh-Hans", "企鹅", "不懂意思，也不懂口语问题"),
    ],
)
def test_nothing_found_says_why(shown: Page, lang: str, text: str, words: str) -> None:
    [answer] = searched(shown, text, lang=lang)
    assert (answer["kind"], answer["dataset_ids"], answer["matches"]) == ("none", [], [])
    assert words in answer["answer"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("datasets not in CSV", "Not understood without a server: “not in CSV”"),
        ("planned datasets not updated yearly", "“not updated yearly”"),
        ("only those", "“those”"),
        ("the latest weekly dataset", "“latest”"),
        ("how often is cancer statistics updated", "Questions on one attribute are not answered"),
        ("cancer statistics", "Found by words alone: without a server, meaning is not compared"),
    ],
)
def test_what_is_not_understood_is_said_and_never_guessed(shown: Page, text: str, words: str) -> None:
    [answer] = searched(shown, text)
    assert words in answer["answer"]
    assert "format" not in answer["conditions"]


def test_a_mended_word_is_said(shown: Page) -> None:
    [answer] = searched(shown, "cancr statistcs")
    assert answer["answer"].startswith("Searched for “cancer statistics”.")


# --- the element -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "typed", "name", "sentence"),
    [
        ("en", "canc", "Cancer Statistics", "3 datasets fit (weekly)"),
        ("zh-Hant", "癌症", "癌症統計數字", "有 3 個數據集符合（每星期）"),
        ("zh-Hans", "癌症", "癌症統計數字", "有 3 个数据集符合（每星期）"),
    ],
)
def test_the_box_searches_files_under_a_strict_policy(
    sites: Sites, folder: Path, language: str, typed: str, name: str, sentence: str
) -> None:
    page = visit(sites, folder, language)
    type_in(page, typed)
    expect(datasets(page).first.locator(".name")).to_have_text(name)
    field(page).fill("weekly" if language == "en" else "每星期更新")
    field(page).press("Enter")
    expect(box(page).locator(".sentence")).to_contain_text(sentence)
    expect(box(page).locator(".chip")).to_have_text(["weekly" if language == "en" else "每星期"])
    expect(datasets(page)).to_have_count(3)


def test_the_box_goes_on_once_the_network_is_gone(sites: Sites, folder: Path) -> None:
    page = visit(sites, folder)
    type_in(page, "canc")
    page.context.set_offline(True)
    field(page).fill("spatial planned")
    field(page).press("Enter")
    expect(box(page).locator(".chip")).to_have_text(["spatial", "planned"])


def test_nothing_but_files_of_the_folder_is_asked_for(sites: Sites, folder: Path) -> None:
    page = sites.page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(sites.server)))
    page.goto(f"{sites.server}/{(name := host(folder))}")
    type_in(page, "weekly")
    field(page).press("Enter")
    box(page).locator(".chip").wait_for()
    assert [path for path in asked if not path.startswith("data:")] == [
        f"/{name}", "/widget.js", "/static.js", "/data.json",
    ]  # fmt: skip


def test_conditions_of_the_element_narrow_what_is_found(sites: Sites, folder: Path) -> None:
    page = visit(sites, folder, attributes='conditions="spatial=true&every=P3M"')
    type_in(page, "clinics")
    expect(datasets(page).first).to_be_visible()
    ids = datasets(page).evaluate_all("nodes => nodes.map((node) => decodeURIComponent(new URL(node.href).hash))")
    quarterly = {"D.i.2", "D.i.3", "D.i.4", "D.i.7", "D.i.8"}
    assert ids and {name.split("/")[1] for name in ids} <= quarterly


def test_files_that_are_missing_are_a_sentence(sites: Sites, folder: Path) -> None:
    page = sites.page()
    page.route("**/data.json", lambda route: route.fulfill(status=404))
    page.goto(f"{sites.server}/{host(folder)}")
    field(page).click()
    field(page).press_sequentially("cancer")
    expect(box(page).locator(".problem")).to_contain_text("cannot be reached")


def test_a_result_leads_to_its_entry_on_the_page(sites: Sites, folder: Path) -> None:
    page = visit(sites, folder, "zh-Hant")
    type_in(page, "癌症")
    datasets(page).first.click()
    chosen = page.locator("article.chosen")
    expect(chosen.locator("h3")).to_have_text("癌症統計數字")
    expect(chosen).to_contain_text("hhb-2024-2026.zh-Hant.txt")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "What it cannot do"), ("zh-Hant", "它做不到什麼"), ("zh-Hans", "它做不到什么")]
)
def test_the_page_says_what_it_cannot_do_and_lists_every_dataset(sites: Sites, language: str, words: str) -> None:
    page = sites.page()
    page.goto(f"{sites.server}/?lang={language}")
    expect(page.get_by_role("heading", name=words)).to_be_visible()
    expect(page.locator("article")).to_have_count(48)


def test_a_question_in_the_page_s_address_is_asked(sites: Sites) -> None:
    page = sites.page()
    page.goto(f"{sites.server}/?lang=en&q=weekly")
    expect(box(page).locator(".chip")).to_have_text(["weekly"])


# --- what plans hold is text -------------------------------------------------------------------------------------

HOSTILE = "<img src=x onerror=window.canary=1>癌症"


def hostile(library: Library) -> Library:
    def spoilt(dataset: Dataset) -> Dataset:
        return replace(
            dataset,
            name=HOSTILE,
            name_en="</script><script>window.canary=1</script> (a+)+$ [cancer] constructor __proto__",
            organisation="{release} <b>Bureau</b>",
            category="__proto__",
            url="javascript:window.canary=1",
            formats=("<u>CSV</u>",),
            releases=tuple(replace(r, description="${canary} <svg onload=window.canary=1>") for r in dataset.releases),
        )

    kept = library.readings[0].datasets[:3]
    readings = (replace(library.readings[0], datasets=kept),)
    return replace(library, readings=readings, datasets=kept).mapped(spoilt)


def test_hostile_names_are_text(sites: Sites, tmp_path: Path) -> None:
    place = tmp_path / "search"
    export(files(hostile(load_library())), place)
    with handed_out(place) as url:
        page = sites.page()
        page.goto(f"{url}/{host(place, 'zh-Hant')}")
        type_in(page, "癌症")
        expect(datasets(page).first.locator(".name")).to_have_text(HOSTILE)
        field(page).fill("datasets of the constructor (a+)+$ [")
        field(page).press("Enter")
        expect(options(page).first).to_be_visible()
        page.goto(f"{url}/?lang=en")
        expect(page.locator("article")).to_have_count(3)
        expect(page.locator("article a[href^=javascript], article img, article svg, article script")).to_have_count(0)
        assert page.evaluate("window.canary") is None


@pytest.mark.parametrize(
    "text",
    [
        "(" * 400, "-" * 500, "每" * 500, "a " * 250, "{release}[", "\u202e\u0000癌", "__proto__ constructor",
        "𠮷" * 200, "\ud800",
    ],
)  # fmt: skip
def test_odd_text_is_answered(shown: Page, text: str) -> None:
    asked = json.loads(json.dumps(text))
    [answer] = answers(shown, ("search", asked, {"lang": "en"}))
    assert answer["kind"] in ("none", "search", "list") and answer["answer"]


def test_a_framework_that_sets_properties_may_name_the_source(sites: Sites, folder: Path) -> None:
    page = visit(sites, folder)
    made = "Object.assign(document.createElement('open-data-search'), { source: 'static' })"
    page.evaluate(f"document.querySelector('open-data-search').replaceWith({made})")
    type_in(page, "hospital")
    expect(datasets(page).first).to_be_visible()
