from __future__ import annotations

from typing import cast

import pytest

from assistant.page.compare_changes import change_html
from assistant.page.links import Address
from assistant.page.words import LANGUAGES, words
from corpus.editions import Change
from corpus.library import Library
from corpus.records import Release, Source
from tests.assistant.page.samples import SampleAssistant, dataset

LIBRARY = cast(Library, SampleAssistant())
OLD = dataset(1, status="planned", source=Source("old.pdf", page=2))
NEW = dataset(2, source=Source("new.txt", line=7))


def told(change: Change, language: str = "en") -> str:
    own = next(words(each) for each in LANGUAGES if each == language)
    return change_html(change, LIBRARY, own, Address("plans", language))


def test_change_names_the_dataset_and_both_places() -> None:
    html = told(Change("renamed", OLD, NEW, "a", "b"))
    for part in ("Cancer statistics", "id=plan%2FD.ii.1", "id=plan%2FD.ii.2", "old.pdf", "page 2", "new.txt", "line 7"):
        assert part in html


@pytest.mark.parametrize(
    ("language", "before", "moved"),
    [
        ("en", "Dec 2025", "6 months later"),
        ("zh-Hant", "2025年12月", "推遲6個月"),
        ("zh-Hans", "2025年12月", "推迟6个月"),
    ],
)
def test_date_that_slipped_says_by_how_much(language: str, before: str, moved: str) -> None:
    html = told(Change("slipped", OLD, NEW, "2025-12", "2026-06", 6), language)
    assert before in html and moved in html
    assert "<del" in html and "<ins" in html


def test_date_that_came_forward_says_by_how_much() -> None:
    assert "1 month earlier" in told(Change("brought-forward", OLD, NEW, "2025-12", "2025-11", -1))


def test_frequencies_are_said_in_the_readers_words() -> None:
    old = dataset(releases=(Release("", "2025-12", "每月", "P1M"),))
    html = told(Change("frequency", old, NEW, "每月", "每年"))
    assert "<del>monthly</del>" in html and "<ins>yearly</ins>" in html


def test_what_was_not_said_is_none() -> None:
    html = told(Change("formats", OLD, NEW, "", "CSV"))
    assert "<del>none</del>" in html and "<ins>CSV</ins>" in html


def test_new_wording_is_marked_inside_the_old() -> None:
    old, new = (dataset(name_en="", releases=(Release(text, None, "", None),)) for text in ("每年的個案", "每月的個案"))
    html = told(Change("description", old, new, "每年的個案", "每月的個案"), "zh-Hant")
    assert "<del>年</del><ins>月</ins><span>的個案</span>" in html


def test_long_wordings_stand_one_after_the_other() -> None:
    old = dataset(releases=(Release("x", None, "", None),))
    html = told(Change("description", old, old, "a" * 5000, "b" * 5000), "zh-Hant")
    assert html.count("…") == 2 and len(html) < 6000


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("new", None, NEW), "Released · Jan 2019"),
        (Change("dropped", OLD, None), "Planned · Jan 2019"),
        (Change("released", OLD, NEW), "Released · Jan 2019"),
        (Change("twin", None, NEW, "D.i.3", "D.ii.2"), "D.i.3"),
        (Change("spatial", OLD, NEW, "spatial", "non-spatial"), "<ins>non-spatial</ins>"),
        (Change("owner", OLD, NEW, "醫院管理局", "衞生署"), "English of 衞生署"),
        (Change("release-added", OLD, NEW, "", "2026-01 第二批"), "Jan 2026 第二批"),
        (Change("release-dropped", OLD, NEW, "2026-01 第二批", ""), "Jan 2026 第二批"),
    ],
)
def test_each_kind_says_what_it_is(change: Change, said: str) -> None:
    assert said in told(change)


def test_words_of_plans_are_escaped() -> None:
    evil = "<img src=x onerror=alert(1)>"
    hostile = dataset(name=evil, name_en=evil, source=Source(evil), releases=(Release(evil, None, evil, None, evil),))
    for kind in ("renamed", "description", "frequency", "formats", "owner", "release-added", "twin"):
        html = told(Change(kind, hostile, hostile, evil, evil + "!"))  # type: ignore[arg-type]
        assert "<img" not in html


def test_chinese_readers_get_the_unofficial_chinese_name_of_an_english_plan() -> None:
    english = dataset(name="Cancer statistics", name_en="Cancer statistics", name_zh="癌症統計數字")
    assert "<span>癌症统计数字</span> <small>非官方译名</small>" in told(Change("new", None, english), "zh-Hans")
    assert "癌症" not in told(Change("new", None, english), "en")
