from __future__ import annotations

from assistant.page.cards import Entry, card, line
from assistant.page.links import Address
from assistant.page.words import words
from corpus.records import Plan, Release, Source
from tests.assistant.page.samples import dataset


def test_english_card_has_the_english_name_and_the_official_one_beside_it() -> None:
    html = card(Entry(dataset()), words("en"))
    assert "<h3><span>Cancer statistics</span></h3>" in html
    assert '<span lang="zh-Hant">癌症統計數字</span> <small>official name</small>' in html


def test_chinese_card_marks_the_english_name_as_unofficial() -> None:
    html = card(Entry(dataset()), words("zh-Hant"))
    assert "<h3><span>癌症統計數字</span></h3>" in html
    assert '<span lang="en">Cancer statistics</span> <small>非官方譯名</small>' in html


def test_simplified_card_is_in_simplified_characters_with_the_official_name_beside() -> None:
    html = card(Entry(dataset()), words("zh-Hans"))
    assert "<h3><span>癌症统计数字</span></h3>" in html
    assert '<span lang="zh-Hant">癌症統計數字</span> <small>正式名称</small>' in html
    assert "医院管理局" in html


def test_dataset_without_an_english_name_keeps_its_own_marked_as_chinese() -> None:
    html = card(Entry(dataset(name_en="")), words("en"))
    assert '<h3><span lang="zh-Hant">癌症統計數字</span></h3>' in html
    assert "official name" not in html


def test_card_tells_all_that_is_known() -> None:
    html = card(Entry(dataset(7), ("updates yearly",), "Hospital Authority", "Health"), words("en"))
    for known in (
        "Released", "Non-spatial", "Jan 2019", "yearly", "每年", "CSV", "JSON", "Hospital Authority", "醫院管理局",
        "Health", "衛生", "Yearly cancer cases", "updates yearly", "D.ii.7", "Section D", "plan.zh-Hant.txt, line 107",
    ):  # fmt: skip
        assert known in html


def test_id_shown_is_the_one_it_was_given() -> None:
    for html in (
        card(Entry(dataset(7), label="plan/D.ii.7"), words("en")),
        line(Entry(dataset(7), label="plan/D.ii.7"), words("en")),
    ):
        assert ">plan/D.ii.7<" in html
    assert ">D.ii.7<" in card(Entry(dataset(7)), words("en")) and ">D.ii.7<" in line(Entry(dataset(7)), words("en"))


def test_several_releases_each_stand_behind_their_month() -> None:
    releases = (Release("第一批", "2025-12", "每年", "P1Y"), Release("第二批", "2026-12", "每年", "P1Y"))
    html = card(Entry(dataset(releases=releases)), words("zh-Hant"))
    assert "<strong>2025年12月</strong> <span>第一批</span>" in html
    assert "<strong>2026年12月</strong> <span>第二批</span>" in html
    assert html.count("每年") == 1


def test_missing_facts_are_left_out_or_said() -> None:
    bare = dataset(organisation=None, category=None, formats=(), source=Source("plan.pdf", page=3))
    html = card(Entry(bare), words("en"))
    assert "Owner" not in html
    assert "Category" not in html
    assert "not stated" in html
    assert "plan.pdf, page 3" in html


def test_words_of_a_plan_are_escaped() -> None:
    evil = "<img src=x onerror=alert(1)>"
    hostile = dataset(
        name=evil, name_en=evil + "!", organisation=evil, category=evil, formats=(evil,), source=Source(evil),
        releases=(Release(evil, "2019-01", evil, None, evil),),
    )  # fmt: skip
    entry = Entry(hostile, (evil,), evil, evil)
    assert "<img" not in card(entry, words("en")) + line(entry, words("en"))


def test_name_leads_to_the_place_of_the_dataset_in_the_language_of_the_page() -> None:
    near = Address(lang="zh-Hans")
    leading = '<a href="?view=dataset&amp;lang=zh-Hans&amp;id=plan%2FD.ii.7" data-go="">Cancer statistics</a>'
    assert leading in card(Entry(dataset(7)), words("en"), near)
    assert leading in line(Entry(dataset(7)), words("en"), near)


def test_words_that_were_looked_for_are_marked_and_the_rest_is_escaped() -> None:
    entry = Entry(dataset(name_en="<b> Cancer & <i>"), ("cancer", "name"))
    html = card(entry, words("en"))
    assert "<span>&lt;b&gt; <mark>Cancer</mark> &amp; &lt;i&gt;</span>" in html
    assert "<mark>癌症" in html


def test_released_dataset_leads_to_its_page_on_the_portal() -> None:
    html = card(Entry(dataset(url="https://data.gov.hk/en-data/dataset/a")), words("en"))
    assert 'href="https://data.gov.hk/en-data/dataset/a" rel="noopener noreferrer"' in html
    assert 'aria-label="Open the portal page: Cancer statistics"' in html


def test_address_that_is_no_web_page_is_no_link() -> None:
    for url in ("", "javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://a.example"):
        assert "href" not in card(Entry(dataset(url=url)), words("en"))


def test_plan_is_named_where_there_are_several() -> None:
    plan = Plan("td-2025-2027", "運輸署", "2025-2027", "zh-Hant", "", "td.txt", "Transport Department")
    assert "Transport Department 2025-2027" in card(Entry(dataset(), plan=plan), words("en"))
    assert "運輸署 2025-2027" in card(Entry(dataset(), plan=plan), words("zh-Hant"))
    assert "2025-2027" not in card(Entry(dataset()), words("en"))


def test_unofficial_chinese_name_of_an_english_plan_is_marked() -> None:
    english = dataset(
        name="Cancer statistics", name_en="Cancer statistics", name_zh="癌症統計數字", english_official=True
    )
    assert "<span>癌症統計數字</span> <small>非官方譯名</small>" in card(Entry(english), words("zh-Hant"))
    assert "<span>癌症统计数字</span> <small>非官方译名</small>" in card(Entry(english), words("zh-Hans"))
    assert "od-original" not in card(Entry(english), words("en"))


def test_published_english_name_is_not_called_a_translation() -> None:
    html = card(Entry(dataset(english_official=True)), words("zh-Hant"))
    assert '<span lang="en">Cancer statistics</span> <small>正式名稱</small>' in html
