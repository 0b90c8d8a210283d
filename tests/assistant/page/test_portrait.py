from __future__ import annotations

from datetime import date

import pytest

from assistant.answer import Language
from assistant.kin import Kin
from assistant.page.links import Address
from assistant.page.portrait import (
    citation_of,
    facts_section,
    head_html,
    kin_html,
    portal_of,
    questions,
    releases_html,
    take_html,
)
from assistant.page.results import entry_of
from assistant.page.words import words
from assistant.service import Assistant
from corpus.records import Plan, Release
from tests.assistant.page.samples import dataset

HERE = Address("dataset", "en", (("id", "plan/D.ii.1"),))
PLAN = Plan("plan", "醫務衛生局", "2024-2026", "zh-Hant", "開放數據計劃", "plan.txt", "Health Bureau")
TODAY = date(2026, 3, 15)


def test_name_stands_above_the_one_in_the_other_language() -> None:
    english, chinese = (head_html(dataset(), PLAN, words(each), HERE) for each in ("en", "zh-Hans"))
    assert '<h1 data-announce="">Cancer statistics</h1>' in english and "癌症統計數字" in english
    assert "癌症统计数字</h1>" in chinese and '<span lang="en">Cancer statistics</span>' in chinese
    assert "?view=browse&amp;lang=en&amp;plan=plan" in english


def test_name_of_an_english_plan_has_the_unofficial_chinese_beside_it() -> None:
    english = dataset(name="Road closures", name_en="", name_zh="封路安排")
    for language, chinese in (("zh-Hant", "封路安排"), ("zh-Hans", "封路安排")):
        html = head_html(english, PLAN, words(language), HERE)
        assert "Road closures</h1>" in html and chinese in html
    assert "封路安排" not in head_html(english, PLAN, words("en"), HERE)


def test_facts_lead_to_all_that_share_them(assistant: Assistant) -> None:
    known = assistant.dataset("hhb-2024-2026/C1.i.1")
    html = facts_section(entry_of(known, assistant.library), PLAN, words("en"), Address(lang="en"))
    assert "organisation=%E9%86%AB%E9%99%A2%E7%AE%A1%E7%90%86%E5%B1%80" in html and "Hospital Authority" in html
    assert "category=%E8%A1%9B%E7%94%9F" in html and "hhb-2024-2026/C1.i.1" in html


def test_each_release_says_whether_it_is_out_due_or_late() -> None:
    planned = dataset(
        status="planned", releases=(Release("甲", "2025-12", "每年", "P1Y"), Release("乙", "2026-03", "", None))
    )
    html = releases_html(planned, words("en"), TODAY)
    assert html.index("date has passed") < html.index("Mar 2026") < html.index(">due<")
    assert "released" in releases_html(dataset(), words("en"), TODAY)


def test_english_descriptions_have_the_plans_words_beside_them() -> None:
    html = releases_html(dataset(), words("en"), TODAY)
    assert "Yearly cancer cases" in html and '<span lang="zh-Hant">每年的癌症個案</span>' in html
    assert "Yearly" not in releases_html(dataset(), words("zh-Hant"), TODAY)


@pytest.mark.parametrize(
    ("url", "led"),
    [
        ("https://data.gov.hk/en-data/dataset/x", True),
        ("HTTP://data.gov.hk/x", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        ("", False),
    ],
)
def test_only_web_pages_are_led_to(url: str, led: bool) -> None:
    assert bool(portal_of(dataset(url=url))) is led
    assert ("od-portal" in take_html(dataset(url=url), PLAN, words("en"), TODAY)) is led


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Health Bureau, 開放數據計劃: Cancer statistics (plan/D.ii.1), section D, table D.ii"),
        ("zh-Hant", "醫務衛生局，《開放數據計劃》：《癌症統計數字》（plan/D.ii.1），D部 D.ii 表"),
        ("zh-Hans", "医务卫生局，《开放数据计划》：《癌症统计数字》（plan/D.ii.1），D部 D.ii 表"),
    ],
)
def test_citation_names_plan_dataset_place_and_day(language: Language, expected: str) -> None:
    cited = citation_of(dataset(), PLAN, words(language), TODAY)
    assert cited.startswith(expected) and "2026" in cited.rsplit(",")[-1]


@pytest.mark.parametrize("language", ["en", "zh-Hant", "zh-Hans"])
def test_every_question_offered_is_answered_about_the_dataset(assistant: Assistant, language: Language) -> None:
    for known in assistant.library.datasets[::6]:
        for question in questions(known, words(language)):
            assert known.id in assistant.ask(question).dataset_ids, question


def test_what_stands_near_is_told_by_kind_and_nothing_where_there_is_nothing(assistant: Assistant) -> None:
    twin = assistant.dataset("hhb-2024-2026/D.i.1")
    near = kin_html(dataset(), Kin(twin, (), (), ()), assistant.library, words("en"), here=HERE)
    assert "The same as spatial data" in near and "id=hhb-2024-2026%2FD.i.1" in near
    assert kin_html(dataset(), Kin(None, (), (), ()), assistant.library, words("en"), here=HERE) == ""
