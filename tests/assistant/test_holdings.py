"""The plans at hand as a list shows them: by bureau, editions in several languages together, the newest first."""

from __future__ import annotations

from pathlib import Path

from assistant.holdings import Holdings, author_of, names_of
from corpus.records import Plan
from corpus.shelf import Shelf
from tests.corpus.small_plans import ROWS, small_english_plan, write_plan


def test_editions_in_two_languages_are_one_plan(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library", bundled=())
    shelf.add(write_plan(tmp_path))
    english = tmp_path / "td-en.txt"
    english.write_text(small_english_plan(), encoding="utf-8")
    shelf.add(english)
    (held,) = Holdings().of(shelf)
    assert (held.plan.id, held.datasets, held.planned, held.released, held.added) == ("td-2025-2027", 3, 0, 3, True)
    assert [each.plan.language for each in held.documents] == ["en", "zh-Hant"]


def test_newer_edition_of_a_bureau_stands_before_the_older(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library")
    for name, period in (("old.txt", "2024-2026"), ("new.txt", "2026-2028")):
        shelf.add(write_plan(tmp_path, name, period=period))
    held = Holdings().of(shelf)
    assert [each.plan.id for each in held] == ["hhb-2024-2026", "td-2026-2028", "td-2024-2026"]
    assert [each.added for each in held] == [False, True, True]


def test_list_is_made_anew_once_plans_have_changed(tmp_path: Path) -> None:
    shelf, holdings = Shelf(tmp_path / "library"), Holdings()
    before = holdings.of(shelf)
    assert holdings.of(shelf) is before
    shelf.add(write_plan(tmp_path))
    assert len(holdings.of(shelf)) == len(before) + 1


def test_document_that_cannot_be_read_any_more_is_listed_without_counts(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "library", bundled=())
    shelf.add(write_plan(tmp_path, rows=ROWS))
    for path in (tmp_path / "library").glob("*/*"):
        path.write_bytes(b"damaged")
    (held,) = Holdings().of(shelf)
    assert (held.datasets, bool(held.documents[0].trouble)) == (0, True)


def test_bureau_is_the_same_in_each_language() -> None:
    plans = [Plan("a", name, "2025-2027", "en", "", "") for name in ("Transport Department", "運輸署", "运输署")]
    assert {author_of(plan) for plan in plans} == {"td"}
    assert {names_of(plan) for plan in plans} == {("運輸署", "Transport Department")}


def test_unknown_bureau_goes_by_the_name_it_gives() -> None:
    assert names_of(Plan("a", "Office of Odd Things", "", "en", "", "")) == ("", "Office of Odd Things")
    assert names_of(Plan("a", "怪事辦公室", "", "zh-Hant", "", "")) == ("怪事辦公室", "")
    assert author_of(Plan("a", "", "", "en", "", "")) == "a"
