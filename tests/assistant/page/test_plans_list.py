from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.holdings import Held
from assistant.page.links import Address
from assistant.page.plans_list import around_code, day, list_html, odd_rows, plan_name
from assistant.page.words import LANGUAGES, words
from corpus.records import Plan, Reading, Source, Warning
from corpus.shelf import Holding

ENGLISH = words("en")
HERE = Address("plans", "en")
EVIL = "<img src=x onerror=alert(1)>"


def plan(period: str = "2025-2027", **more: str) -> Plan:
    given = {"id": f"td-{period}", "bureau": "運輸署", "language": "zh-Hant", "title": "", "document": "td.txt"}
    return Plan(period=period, **{**given, **more})


def held(
    which: Plan | None = None, *, added: str = "2026-11-23T10:00:00Z", warnings: int = 0, trouble: str = ""
) -> Held:
    which = which or plan()
    odd = tuple(Warning(f"Odd row {n}.", Source(which.document, line=n)) for n in range(1, warnings + 1))
    reading = None if trouble else Reading(which, (), warnings=odd)
    return Held((Holding(which, 3, "0" * 64, added, trouble, reading),), 3, 1)


def listed(*plans: Held, may_change: bool = True, language: str = "en") -> str:
    own = next(words(each) for each in LANGUAGES if each == language)
    return list_html(plans, own, HERE, may_change=may_change)


def test_plan_is_told_with_its_bureau_in_both_languages_its_years_and_counts() -> None:
    html = listed(held())
    for part in ("Transport Department", '<p class="od-original" lang="zh-Hant">運輸署</p>', "2025-2027",
                 "<strong>3</strong>", "<strong>2</strong>", "<strong>1</strong>", "td.txt",
                 "Traditional Chinese", "added 23 Nov 2026"):  # fmt: skip
        assert part in html


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Transport Department"), ("zh-Hant", "運輸署"), ("zh-Hans", "运输署")]
)
def test_plan_is_named_in_the_readers_language(language: str, name: str) -> None:
    own = next(words(each) for each in LANGUAGES if each == language)
    assert plan_name(plan(), own) == f"{name} 2025-2027"


def test_bundled_plan_says_so() -> None:
    html = listed(held(added=""))
    assert "comes with odplan" in html and "added" not in html


def test_links_lead_to_datasets_and_to_the_edition_before() -> None:
    html = listed(held(plan("2026-2028")), held())
    assert 'href="?view=browse&amp;lang=en&amp;plan=td-2026-2028"' in html
    assert html.count("compare=td-2025-2027..td-2026-2028") == 1
    assert "Compare with 2025-2027" in html


def test_only_who_may_is_offered_to_remove_and_never_the_last_one() -> None:
    two = (held(plan("2026-2028")), held(added=""))
    html = listed(*two)
    assert "remove=td-2026-2028" in html and ">Remove<" in html
    assert "remove=td-2025-2027" in html and ">Leave out<" in html
    assert "remove=" not in listed(*two, may_change=False)
    assert "remove=" not in listed(held())


def test_odd_rows_unfold_each_with_its_place() -> None:
    html = listed(held(warnings=2))
    assert "Odd rows: 2" in html and "line 2" in html and "Odd row 2." in html
    assert "no odd rows" in listed(held())


def test_many_odd_rows_are_cut_and_counted() -> None:
    warnings = tuple(Warning("Odd.", Source("a.pdf", page=n)) for n in range(1, 251))
    html = odd_rows(warnings, ENGLISH)
    assert "page 100" in html and "page 101" not in html and "and 150 more" in html


def test_document_that_cannot_be_read_any_more_says_why() -> None:
    html = listed(held(trouble="td.txt is missing."))
    assert "td.txt is missing." in html


def test_words_of_a_plan_are_escaped() -> None:
    hostile = plan(id=EVIL, bureau=EVIL, document=EVIL, bureau_en=EVIL)
    html = listed(held(hostile, warnings=1), held(replace(hostile, period=EVIL)))
    assert "<img" not in html


def test_day_is_written_as_each_language_writes_it() -> None:
    written = [day("2026-11-03T10:00:00Z", words(language)) for language in LANGUAGES]
    assert written == ["3 Nov 2026", "2026年11月3日", "2026年11月3日"]


def test_commands_stand_as_code() -> None:
    assert around_code("run `odplan add <FILE>` now") == "run <code>odplan add &lt;FILE&gt;</code> now"
